"""Effects in a reader's words, each with what it takes for granted.

Of a bare number the words say "higher": whether more is better depends on what was measured, and no
sign tells it. They say "better" where somebody says whom it favours, of a recorded comparison its
record. Of an association no words about treated people are made, and of events none about scores.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import ROUND_CEILING, Decimal
from typing import NamedTuple

from pprkb.evidence.convert import formulas
from pprkb.evidence.convert.answers import (
    NOT_A_NUMBER,
    TOLD_IN_WORDS,
    Conversion,
    Refusal,
    impossible,
    missing_rate,
    refusal,
)
from pprkb.evidence.convert.conversions import convert
from pprkb.evidence.convert.question import (
    NOTHING_KNOWN,
    Design,
    Equivalent,
    Known,
    Question,
    Target,
    design_of,
)
from pprkb.evidence.describe import non_significance
from pprkb.evidence.direction import EVENTS, favoured, wanted, wanted_words
from pprkb.evidence.rounding import printed_share
from pprkb.model.effect import Better, EffectSize, Favours, Metric

_CORRELATIONS = (Metric.R, Metric.Z, Metric.R2)
_NORMAL = "Both suppose that scores are normally distributed in both groups, with one spread."
_NAMELESS: Mapping[str, str] = {}
_OF_GROUPS = Known(design=Design.GROUPS)
_ANALOGY = "This is an analogy: nobody observed these rates."


def effect_in_plain_words(
    effect: EffectSize, *, p0: float | None = None, cited: Mapping[str, str] = _NAMELESS
) -> tuple[str, ...] | Refusal:
    """Return sentences that explain a recorded effect to a reader, or why there are none.

    Scores are told as scores and events as events, and of a comparison only what its record says:
    whom it favours is never read off a sign.

    Args:
        effect: The effect; what it is about is taken from its record.
        p0: Share of the comparison group with the outcome, from 0 to 1, where the record has none.
        cited: How the works are cited that report control rates, by key.
    """
    if effect.value_high or effect.comparator not in ("=", "≈"):
        return Refusal(reason="a range or a bound is not one number that could be told in words")
    design = design_of(effect)
    if design is Design.GROUPS:
        return _recorded_comparison(effect, p0, cited)
    significant = False if non_significance(effect) else None
    return in_plain_words(
        effect.value,
        effect.metric,
        Known(design=design, p0=p0, interval=effect.interval, significant=significant),
        between=effect.between or ("the one", "the other"),
    )


class Expected(NamedTuple):
    """How many people of both sides of a comparison have an event, as shares from 0 to 1."""

    comparison: float
    """The control rate."""
    treated: float
    """The share expected in the first group."""
    limits: tuple[float, float] | None
    """The same by the ends of the interval, lower first; None where there is no interval."""

    @property
    def per_thousand(self) -> tuple[int, int]:
        """People of 1,000 in the comparison and in the first group."""
        return round(1000 * self.comparison), round(1000 * self.treated)

    @property
    def limits_per_thousand(self) -> tuple[int, int] | None:
        """People of 1,000 in the first group by the ends of the interval."""
        if self.limits is None:
            return None
        low, high = self.limits
        return round(1000 * low), round(1000 * high)


class _Comparison(NamedTuple):
    """What a record says of a comparison before it is told."""

    number: Decimal
    side: str
    """Whom it favours."""
    rate: float | None


def expected_events(effect: EffectSize, *, p0: float | None = None) -> Expected | Refusal:
    """Return the anticipated absolute effects of a recorded comparison, or why there are none.

    Its record has to say whom it favours and to have a control rate (Cochrane Handbook, chapter
    15); of scores also whether more is wanted.

    Args:
        effect: The effect.
        p0: Share of the comparison group with the event, from 0 to 1, where the record has none.
    """
    if effect.value_high or effect.comparator not in ("=", "≈"):
        return Refusal(reason="a range or a bound is not one number that could be told in words")
    if design_of(effect) is not Design.GROUPS:
        return Refusal(reason="it compares no groups")
    known = _comparison(effect, p0)
    if isinstance(known, Refusal):
        return known
    return _of_rate(effect, known)


def _comparison(effect: EffectSize, p0: float | None) -> _Comparison | Refusal:
    number = printed_share(effect.value)
    if number is None or effect.compared is None:
        return NOT_A_NUMBER if effect.metric is not Metric.VERBAL else TOLD_IN_WORDS
    question = Question(
        value=number,
        source=effect.metric,
        target=Equivalent.BESD,
        interval=effect.interval,
        design=Design.GROUPS,
        significant=False if non_significance(effect) else None,
    )
    if refused := impossible(question) or refusal(question):
        return refused
    if effect.favours is Favours.NEITHER:
        return Refusal(reason="its record says that it favours neither side")
    side = favoured(effect)
    if not side:
        return Refusal(
            reason="its record does not say whom it favours, which no sign tells",
            alternative="add `favours: first` or `favours: second` to the record",
        )
    rate = p0
    if effect.control_rate and (share := printed_share(effect.control_rate.printed)) is not None:
        rate = float(share)
    return _Comparison(number, side, rate)


def _recorded_comparison(
    effect: EffectSize, p0: float | None, cited: Mapping[str, str]
) -> tuple[str, ...] | Refusal:
    known = _comparison(effect, p0)
    if isinstance(known, Refusal):
        return known
    source = ""
    if effect.control_rate and effect.control_rate.source:
        name = effect.control_rate.source
        source = f" ({cited.get(name, name)})"
    if effect.metric in EVENTS:
        return _of_events(effect, known, source)
    return _of_scores(effect, known, source)


def _of_scores(effect: EffectSize, known: _Comparison, source: str) -> tuple[str, ...] | Refusal:
    """Return a difference of scores in words, seen from the side that it favours."""
    first, second = effect.compared or ("", "")
    other = second if known.side == first else first
    size = str(abs(known.number))
    u3 = convert(size, effect.metric, Equivalent.U3, _OF_GROUPS)
    superiority = convert(size, effect.metric, Equivalent.CLES, _OF_GROUPS)
    if isinstance(u3, Refusal):
        return u3
    if isinstance(superiority, Refusal):
        return superiority
    sentences = _better_off(u3.estimate, superiority.estimate, known.side, other)
    expected = _of_rate(effect, known)
    if isinstance(expected, Expected):
        sentences.append(_told(effect, expected, source))
    return tuple(sentences)


def _better_off(u3: float, superiority: float, side: str, other: str) -> list[str]:
    """Return a difference of scores in words, where the favoured side is known."""
    return [
        f"About {round(100 * u3)} of 100 people in the {side} group do better than the average of"
        f" the {other} group (U3).",
        f"Of one person from each group, the one from the {side} group does better with a"
        f" probability of about {round(100 * superiority)}% (common language effect size).",
        _NORMAL,
    ]


def _of_events(effect: EffectSize, known: _Comparison, source: str) -> tuple[str, ...] | Refusal:
    """Return a comparison of events in words, as people who have them."""
    if effect.metric is Metric.NNT and known.rate is None:
        first, second = effect.compared or ("", "")
        other = second if known.side == first else first
        people = at_least_whole(abs(known.number))
        return (
            f"For about every {people} people in the {known.side} group instead of the {other}"
            " group, one more is better off (number needed to treat).",
        )
    expected = _of_rate(effect, known)
    return expected if isinstance(expected, Refusal) else (_told(effect, expected, source),)


def _of_rate(effect: EffectSize, known: _Comparison) -> Expected | Refusal:
    """Return what is expected at the control rate."""
    better, rate = wanted(effect).better, known.rate
    if rate is None:
        return missing_rate(Metric.RD)
    gains = (better is Better.HIGHER) is (known.side == (effect.compared or ("",))[0])
    ends = (effect.interval.low, effect.interval.high) if effect.interval else ()
    if effect.metric is Metric.NNT:
        # An interval of it runs through infinity where it holds no effect.
        ends = ()
    try:
        treated, *limits = (
            _risk(effect, number, gains if better else None, rate, known.number)
            for number in (known.number, *ends)
        )
    except ValueError as error:
        return Refusal(reason=str(error))
    agrees = better is None or ((treated > rate) is (better is Better.HIGHER)) is (
        known.side == (effect.compared or ("",))[0]
    )
    if not agrees:
        return Refusal(
            reason="the number and whom its record favours do not fit: the event may be counted the"
            " other way round",
            alternative="say in the record which event is counted, and whether more is `better`",
        )
    return Expected(rate, treated, (min(limits), max(limits)) if limits else None)


def _risk(
    effect: EffectSize, number: Decimal, gains: bool | None, rate: float, estimate: Decimal
) -> float:
    """Return the share of the first group with the event.

    Args:
        effect: The effect.
        number: The estimate, or an end of its interval.
        gains: Whether the first group has more of the event; None where nobody said.
        rate: The control rate.
        estimate: The estimate, whose sign is the side that the record favours.

    Raises:
        ValueError: It cannot be told, or would be no share.
    """
    if effect.metric is Metric.OR:
        return formulas.risk_from_odds_ratio(float(number), rate)
    if effect.metric is Metric.RR:
        return formulas.risk_from_risk_ratio(float(number), rate)
    if effect.metric is Metric.RD:
        return formulas.risk_from_risk_difference(float(number), rate)
    if gains is None:
        raise ValueError("its record does not say whether more of the outcome is wanted")
    turn = 1 if gains else -1
    if effect.metric is Metric.NNT:
        return formulas.risk_from_risk_difference(turn / abs(float(number)), rate)
    d = number
    if effect.metric is not Metric.D:
        made = convert(str(number), effect.metric, Metric.D, _OF_GROUPS)
        if isinstance(made, Refusal):
            raise ValueError(made.reason)
        d = Decimal(repr(made.estimate))
    # The side that is favoured has more of what is wanted and less of what is not.
    return formulas.risk_from_d(turn * float(-d if estimate < 0 else d), rate)


def _told(effect: EffectSize, expected: Expected, source: str) -> str:
    """Return two risks per 1,000 people in words, as in Cochrane's summaries of findings."""
    first, second = effect.compared or ("", "")
    before, after = expected.per_thousand
    change = f"{abs(after - before):,} {'more' if after > before else 'fewer'}"
    limits = ""
    if expected.limits_per_thousand:
        low, high = expected.limits_per_thousand
        limits = f" ({low:,} to {high:,} by the interval)"
    what = effect.outcome or "the event"
    guess = _guess(effect, stated=wanted(effect).stated)
    return (
        f"At a rate of {before:,} per 1,000 in the {second} group{source}, {what} is expected in"
        f" {after:,} per 1,000 people in the {first} group{limits}: {change}, which favours"
        f" {favoured(effect)}.{guess}"
    )


def _guess(effect: EffectSize, *, stated: bool) -> str:
    if stated or wanted(effect).better is None:
        return ""
    return f" That {wanted_words(effect).removesuffix(' (our guess)')} is our guess."


def at_least_whole(number: Decimal) -> str:
    """Round a number of people up, as numbers needed to treat are (Cook & Sackett, 1995)."""
    return f"{number.quantize(Decimal(1), rounding=ROUND_CEILING):,}"


def in_plain_words(
    value: str | Decimal,
    metric: Metric | None,
    known: Known = NOTHING_KNOWN,
    *,
    compared: tuple[str, str] = ("treatment", "comparison"),
    between: tuple[str, str] = ("the one", "the other"),
) -> tuple[str, ...] | Refusal:
    """Return sentences that explain an effect to a reader, or why there are none.

    For scores of groups: U3, the probability of superiority and, only with a control rate, the
    number needed to treat. For events: how many people have them at a control rate. For an
    association: Dunlap's probability, and the binomial effect size display told as the analogy it
    is.

    Args:
        value: As printed.
        metric: The metric it is in; None where the text only says "effect size".
        known: What else is known of it. Of any metric but a correlation the design must be said.
        compared: Names of the two groups.
        between: Names of the two variables.
    """
    if known.design is None and metric in _CORRELATIONS:
        known = replace(known, design=Design.ASSOCIATION)

    def made(target: Target) -> Conversion | Refusal:
        return convert(value, metric, target, known)

    # What is refused whatever the design is told first: a hazard ratio stays one.
    common = made(Equivalent.BESD)
    if isinstance(common, Refusal):
        rate_alone = metric in (Metric.RR, Metric.RD, Metric.NNT) and known.p0 is None
        if not rate_alone:
            return common
    if known.design is None:
        return Refusal(
            reason="the words depend on what the number is about",
            alternative="say whether groups are compared or two variables go together",
        )
    if known.design is Design.ASSOCIATION:
        return _of_association(made(Equivalent.CL_R), common, between)
    needed = made(Metric.NNT)
    if metric in EVENTS:
        return _of_bare_events(value, metric, made(Metric.RD), needed, compared, p0=known.p0)
    u3, superiority = made(Equivalent.U3), made(Equivalent.CLES)
    if isinstance(u3, Refusal):
        return u3
    if isinstance(superiority, Refusal):
        return superiority
    sentences = _of_bare_scores(u3, superiority, compared)
    if isinstance(needed, Conversion) and known.p0 is not None:
        sentences += _number_needed(needed, compared, known.p0)
    return tuple(sentences)


def _of_bare_scores(
    u3: Conversion, superiority: Conversion, compared: tuple[str, str]
) -> list[str]:
    """Return a difference of scores in words: as better where that is known, else as higher."""
    first, second = compared
    benefit, better = u3.question.benefit, u3.question.better
    higher = u3.question.value > 0
    if benefit is None and better is None:
        return [
            f"About {_hundredths(u3)} of 100 people in the {first} group score higher than the"
            f" average of the {second} group (U3).",
            f"Of one person from each group, the one from the {first} group scores higher with a"
            f" probability of about {_hundredths(superiority)}% (common language effect size).",
            _NORMAL,
        ]
    gains = benefit if benefit is not None else higher is (better is Better.HIGHER)
    above, chance = (one if higher else 1 - one for one in (u3.estimate, superiority.estimate))
    return _better_off(above, chance, *(compared if gains else (second, first)))


def _of_bare_events(
    value: str | Decimal,
    metric: Metric | None,
    difference: Conversion | Refusal,
    needed: Conversion | Refusal,
    compared: tuple[str, str],
    *,
    p0: float | None,
) -> tuple[str, ...] | Refusal:
    """Return a number of events in words, as people who have them; never as scores."""
    first, second = compared
    number = printed_share(value) if isinstance(value, str) else value
    if p0 is None or number is None:
        return missing_rate(Metric.OR)
    if metric is not Metric.RD and isinstance(difference, Refusal):
        return difference
    change = float(number) if isinstance(difference, Refusal) else difference.estimate
    try:
        risk = formulas.risk_from_risk_difference(change, p0)
    except ValueError as error:
        return Refusal(reason=str(error))
    before, after = round(1000 * p0), round(1000 * risk)
    told = f"{abs(after - before):,} {'more' if after > before else 'fewer'}"
    sentences = [
        f"At a rate of {before:,} per 1,000 in the {second} group, the event is expected in"
        f" {after:,} per 1,000 people in the {first} group: {told}."
    ]
    if isinstance(needed, Conversion):
        sentences += _number_needed(needed, compared, p0)
    elif metric is Metric.NNT and isinstance(difference, Conversion):
        sentences += _assumed(difference)
    return tuple(sentences)


def _number_needed(conversion: Conversion, compared: tuple[str, str], p0: float) -> list[str]:
    first, second = compared
    more = "more" if conversion.estimate > 0 else "fewer"
    people = at_least_whole(Decimal(f"{abs(conversion.estimate):.6f}"))
    return [
        f"If {100 * p0:g}% of the {second} group have the outcome, one person {more} has it for"
        f" about every {people} people in the {first} group (number needed to treat).",
        *_assumed(conversion),
    ]


def _assumed(conversion: Conversion) -> list[str]:
    """Return what was assumed of the event, where a side was named and not what is wanted."""
    words = conversion.question.events_assumed
    return [f"This assumes that {words}."] if words else []


def _of_association(
    chance: Conversion | Refusal, display: Conversion | Refusal, between: tuple[str, str]
) -> tuple[str, ...] | Refusal:
    if isinstance(chance, Refusal):
        return chance
    if isinstance(display, Refusal):
        return display
    first, second = between
    high = _hundredths(display)
    return (
        f"Of two people taken at random, the one who is higher in {first} is also higher in"
        f" {second} with a probability of about {_hundredths(chance)}% (common language effect size"
        " of a correlation); this supposes that both are normally distributed together.",
        f"It is as if, in a table with half of all people in each row and column, the rates were"
        f" {100 - high}% and {high}% (binomial effect size display). {_ANALOGY}",
    )


def _hundredths(conversion: Conversion) -> int:
    return round(100 * conversion.estimate)
