"""Converting effect sizes, with everything needed to judge the result.

A conversion starts from the printed number; its result must not be converted again, and is never
stored: reported numbers stay as they are.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal

from pprkb.evidence.convert.answers import (
    ABOUT_GROUPS,
    NO_DIRECTION,
    NOT_A_NUMBER,
    SIDE_NOT_SAID,
    TOLD_IN_WORDS,
    UNNAMED_METRIC,
    Conversion,
    Limits,
    Refusal,
    end_text,
    impossible,
    no_way,
    places_of,
    printed,
    printed_end,
    refusal,
    rounded,
)
from pprkb.evidence.convert.precision import (
    Computed,
    computed_interval,
    interval_from_error,
    interval_of,
)
from pprkb.evidence.convert.question import (
    NOTHING_KNOWN,
    NULLS,
    RANGES,
    UNSIGNED,
    Design,
    Equivalent,
    Known,
    Method,
    Question,
    Source,
    Statistic,
    Target,
    design_of,
    events_of,
)
from pprkb.evidence.convert.step import Step
from pprkb.evidence.convert.steps import way
from pprkb.evidence.describe import non_significance
from pprkb.evidence.direction import EVENTS, wanted, wanted_words
from pprkb.evidence.rounding import at_places, printed_share, rounding_interval
from pprkb.languages import Told, phrase
from pprkb.model.effect import EffectSize, Favours, Metric
from pprkb.model.filters import one_of

_LARGE_F = 2
_EITHER = (Metric.D, Metric.G, Metric.SMD, Metric.ETA2, Metric.F, Statistic.T, Statistic.F_TEST)
"""Indices used for both groups and associations."""
_SCORES = (Metric.D, Metric.G, Metric.SMD, Metric.R, Metric.Z)
_NO_RESULT = (ValueError, OverflowError, ZeroDivisionError)
_BEYOND = 1e6
"""Upper limit of any effect; larger results are due to misprints."""
_TOO_LARGE = phrase("the result is larger than any effect can be; is the value misprinted?")


def convert(
    value: str | Decimal,
    source: Source | str | None,
    target: Target | str,
    known: Known = NOTHING_KNOWN,
) -> Conversion | Refusal:
    """Convert a value to another metric, or return the reason for a refusal.

    If no interval was reported, it is computed from the standard error or the numbers of people.

    Args:
        value: As printed, such as ".57"; its digits determine its precision.
        source: Its metric, such as "r"; None if the text only says "effect size".
        target: The requested index, such as "d".
        known: Further information on the value.

    Raises:
        NotFoundError: There is no metric or index with a name.
        TypeError: The value is a number without a known precision.
    """
    if not isinstance(value, (str, Decimal)):
        raise TypeError(f'a value is text, as it is printed: ".57", not {value!r}')
    if source is None:
        return UNNAMED_METRIC
    source = _SOURCES.get(source) or one_of(Metric, source, "metric")
    target = _TARGETS.get(target) or one_of(Metric, target, "metric")
    number = printed_share(value) if isinstance(value, str) else value
    if number is None or not number.is_finite():
        return NOT_A_NUMBER
    computed = ""
    if known.interval is None:
        try:
            made = _computed(number, source, known)
        except ValueError as error:
            return Refusal(reason=error.args[0])
        if made is not None:
            known = replace(known, interval=made.interval)
            computed = f"{made.formula}, {made.source}"
    events, assumed = events_of(benefit=known.benefit, better=known.better)
    question = Question(
        **vars(known),
        value=number,
        source=source,
        target=target,
        computed=computed,
        events=events,
        events_assumed=assumed,
    )
    return impossible(question) or refusal(question) or _answer(question)


_TARGETS: dict[str, Target] = {one.value: one for kind in (Metric, Equivalent) for one in kind}
_SOURCES: dict[str, Source] = {**_TARGETS, **{one.value: one for one in Statistic}}


def _computed(number: Decimal, source: Source, known: Known) -> Computed | None:
    """Return the interval of one study, if the numbers determine it.

    Raises:
        ValueError: The numbers contradict the estimate.
    """
    if isinstance(source, Metric):
        return computed_interval(
            number, source, se=known.se, n1=known.n1, n2=known.n2, level=known.level
        )
    if source in (Statistic.LOG_OR, Statistic.LOG_RR) and known.se is not None:
        return interval_from_error(number, Metric.Z, known.se, known.level)
    return None


def convert_effect(
    effect: EffectSize, target: Target, *, p0: float | None = None, method: Method | None = None
) -> Conversion | Refusal:
    """Convert a recorded effect to another metric, or return the reason for a refusal.

    The kind of comparison, significance, favoured side and control rate are taken from its record.
    Numbers of people are not used, since most records are pooled estimates.

    Args:
        effect: The effect.
        target: The requested index.
        p0: Control rate, from 0 to 1, if the record has none.
        method: The method, if there are several.
    """
    if effect.control_rate and (rate := printed_share(effect.control_rate.printed)) is not None:
        p0 = float(rate)
    if effect.metric is Metric.VERBAL or not effect.value:
        return TOLD_IN_WORDS
    low = _of_record(effect, effect.value, target, p0, method)
    if not effect.value_high:
        return low if isinstance(low, Refusal) else _bounded(low, effect.comparator)
    high = _of_record(effect, effect.value_high, target, p0, method)
    if isinstance(low, Refusal) or isinstance(high, Refusal):
        return low if isinstance(low, Refusal) else high
    if effect.comparator not in _EXACT:
        return NOT_A_NUMBER
    if _is_turned(low) is not _is_turned(high):
        return Refusal(reason=phrase("the range holds both directions, and its record names one"))
    first, second = sorted((low, high), key=lambda made: made.estimate)
    return replace(first, upper=second, interval=None)


_EXACT = ("=", "≈")
_TURNED = {"<": ">", ">": "<", "≤": "≥", "≥": "≤"}


def _of_record(
    effect: EffectSize, value: str, target: Target, p0: float | None, method: Method | None
) -> Conversion | Refusal:
    benefit = better = None
    of_people = target in (Metric.NNT, Metric.RD, Metric.RR) and effect.metric in _SCORES
    if effect.metric is Metric.NNT or (of_people and design_of(effect) is Design.GROUPS):
        better, stated = wanted(effect)
        if better is not None and effect.favours in (Favours.FIRST, Favours.SECOND):
            benefit = effect.favours is Favours.FIRST
        elif effect.metric is Metric.NNT:
            return NO_DIRECTION
        elif effect.favours is not Favours.NEITHER and not non_significance(effect):
            return SIDE_NOT_SAID
    made = convert(
        value,
        effect.metric,
        target,
        Known(
            benefit=benefit,
            better=better,
            p0=p0,
            interval=interval_of(effect),
            method=method,
            design=design_of(effect),
            significant=False if non_significance(effect) else None,
        ),
    )
    if better is not None and not stated and isinstance(made, Conversion):
        return replace(made, assumptions=(*made.assumptions, wanted_words(effect)))
    return made


def _is_turned(conversion: Conversion) -> bool:
    """Return whether a difference of scores became one of events with the opposite sign."""
    question = conversion.question
    if question.events is None or question.source in EVENTS:
        return False
    return (conversion.estimate > NULLS.get(question.target, 0)) is not (question.value > 0)


def _bounded(conversion: Conversion, comparator: str) -> Conversion | Refusal:
    """Return a bound as the result of converting a bound."""
    if comparator in _EXACT:
        return conversion
    question = conversion.question
    if question.target in UNSIGNED and question.source not in UNSIGNED:
        return Refusal(reason=phrase("a bound says nothing about an index that has no sign"))
    if _is_turned(conversion):
        comparator = _TURNED[comparator]
    if question.target is Equivalent.BESD:
        return Refusal(reason=phrase("a bound cannot be shown as two rates"))
    if question.target is Metric.NNT or question.source is Metric.NNT:
        # A number needed to treat grows as the effect shrinks, and is infinite without effect.
        if conversion.estimate < 0 or (question.target is Metric.NNT and comparator in "<≤"):
            return Refusal(
                reason=phrase("what lies beyond the bound may be no effect, or one the other way")
            )
        comparator = _TURNED[comparator]
    return replace(conversion, comparator=comparator)


def _answer(question: Question) -> Conversion | Refusal:
    makers = way(question.source, question.target)
    if makers is None:
        return no_way(question.source, question.target)
    steps: list[Step] = []
    for make in makers:
        step = make(question)
        if isinstance(step, Refusal):
            return step
        steps.append(step)
    if question.method and not any(question.method in step.methods for step in steps):
        return Refusal(
            reason=Told(
                "the method {method} is not used from {source} to {target} here",
                method=question.method.value,
                source=question.source.value,
                target=question.target.value,
            ),
            alternative="leave the method out",
        )

    def run(number: float) -> float:
        for step in steps:
            number = step.run(number)
        return number

    try:
        estimate = _finite(run(float(question.value)))
        low, high = _spread(run, question.value, question.source, estimate)
    except _NO_RESULT as error:
        return Refusal(reason=error.args[0] if isinstance(error, ValueError) else _TOO_LARGE)
    shown = rounded(estimate, low, high, question)
    limits, doubts = _limits(run, question)
    warnings = (
        *(words for step in steps for words in step.warnings),
        *doubts,
        *_doubts(question, estimate),
    )
    ends = [end_text(question.target, end, shown) for end in (low, high)]
    if question.target is Metric.NNT and high < 0:
        ends.reverse()  # printed without a sign
    return Conversion(
        question=question,
        estimate=estimate,
        low=low,
        high=high,
        text=printed(question.target, shown),
        low_text=ends[0],
        high_text=ends[1],
        interval=limits,
        formula="; ".join(step.formula for step in steps),
        source="; ".join(dict.fromkeys(step.source for step in steps)),
        assumptions=tuple(dict.fromkeys(words for step in steps for words in step.assumptions)),
        warnings=tuple(dict.fromkeys(warnings)),
        uses=frozenset[str]().union(*(step.uses for step in steps)),
    )


def _doubts(question: Question, estimate: float) -> Iterator[str]:
    """Yield warnings about a question and the sign of its answer."""
    if question.target is Metric.NNT and estimate < 0:
        yield phrase("one event fewer, not more, for so many people")
    if question.source is Metric.F and question.value >= _LARGE_F:
        yield phrase("taken as Cohen's f, which is hardly ever so large; an F value is `f-test`")
    if question.design is None and question.source in _EITHER and question.target in ABOUT_GROUPS:
        yield phrase(
            "taken as a comparison of groups; of an association this must not be said, and many"
            " a d is a correlation written otherwise"
        )


def _finite(number: float) -> float:
    if not abs(number) < _BEYOND:
        raise ValueError(_TOO_LARGE)
    return number


def _spread(
    run: Callable[[float], float], value: Decimal, metric: Source, estimate: float
) -> tuple[float, float]:
    """Return the range of results for a printed value, given its rounding."""
    least, most = RANGES.get(metric, (-math.inf, math.inf))
    ends = [min(max(float(end), least), most) for end in rounding_interval(value)]
    if metric is Metric.NNT:
        # Numbers needed to treat are never between -1 and 1.
        ends = [math.copysign(max(abs(end), 1), end) for end in ends]
    try:
        results = [_finite(run(end)) for end in ends]
    except _NO_RESULT as error:
        raise ValueError(
            Told(
                "the value is printed too coarsely: it may stand for {least} to {most}, and not all"
                " of that can be converted",
                least=f"{ends[0]:g}",
                most=f"{ends[1]:g}",
            )
        ) from error
    return min(*results, estimate), max(*results, estimate)


def _limits(
    run: Callable[[float], float], question: Question
) -> tuple[Limits | None, tuple[str, ...]]:
    """Return the converted confidence interval and notes on it."""
    interval, metric = question.interval, question.source
    if interval is None:
        return None, ()
    low, high, null = interval.low, interval.high, NULLS.get(metric, 0)
    around_infinity = metric is Metric.NNT and low < 0 < high
    below, above = rounding_interval(question.value)
    if not around_infinity and (above < low or below > high):
        return None, ("the estimate lies outside its interval: one of them is misprinted",)
    if question.target in UNSIGNED and low < null < high:
        return None, ("the interval holds both directions, which this index cannot show",)
    try:
        ends = sorted(_limit(run, end, question) for end in (low, high))
    except _NO_RESULT:
        return None, ("a limit of the interval cannot be converted",)
    (first, first_shown), (second, second_shown) = ends
    places = max(places_of(first_shown), places_of(second_shown))
    texts = [
        printed_end(question.target, at_places(float(shown), places))
        for shown in (first_shown, second_shown)
    ]
    if question.target is Metric.NNT and second < 0:
        texts.reverse()  # printed without a sign
    limits = Limits(
        low=first,
        high=second,
        level=interval.level,
        low_text=texts[0],
        high_text=texts[1],
        computed=question.computed,
    )
    return limits, ()


def _limit(
    run: Callable[[float], float], end: Decimal, question: Question
) -> tuple[float, Decimal]:
    """Return a converted limit of an interval, and its printed form."""
    estimate = _finite(run(float(end)))
    spread = _spread(run, end, question.source, estimate)
    return estimate, rounded(estimate, *spread, question)
