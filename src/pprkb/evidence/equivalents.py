"""Effects in plain words, with their assumptions.

For a bare number the text says "higher", since whether more is better depends on the outcome. It
says "better" only if the user or the record states whom the effect favours. Associations are not
described as treatments, nor events as scores.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from pprkb.evidence.convert import formulas
from pprkb.evidence.convert.answers import (
    Conversion,
    Refusal,
    missing_rate,
)
from pprkb.evidence.convert.conversions import convert
from pprkb.evidence.convert.question import (
    NOTHING_KNOWN,
    Design,
    Equivalent,
    Known,
    Target,
    design_of,
)
from pprkb.evidence.describe import non_significance
from pprkb.evidence.direction import EVENTS, favoured, wanted
from pprkb.evidence.expected import (
    NOT_ONE_NUMBER,
    OF_GROUPS,
    Comparison,
    Expected,
    at_least_whole,
    change_words,
    events_at_rate,
    recorded_comparison,
)
from pprkb.evidence.rounding import printed_share
from pprkb.languages import ENGLISH, Words, phrase
from pprkb.model.effect import Better, EffectSize, Metric

_CORRELATIONS = (Metric.R, Metric.Z, Metric.R2)
_NORMAL = phrase(
    "Both suppose that scores are normally distributed in both groups, with one spread."
)
_NAMELESS: Mapping[str, str] = {}
_ANALOGY = phrase("This is an analogy: nobody observed these rates.")


def effect_in_plain_words(
    effect: EffectSize,
    *,
    p0: float | None = None,
    cited: Mapping[str, str] = _NAMELESS,
    words: Words = ENGLISH,
) -> tuple[str, ...] | Refusal:
    """Return sentences that explain a recorded effect, or the reason for a refusal.

    Scores are described as scores and events as events; the favoured side is never inferred from a
    sign.

    Args:
        effect: The effect with its record.
        p0: Share of the comparison group with the outcome, from 0 to 1, if the record has none.
        cited: Citations of the works that report control rates, by key.
        words: Words in the reader's language; refusals are in English.
    """
    if effect.value_high or effect.comparator not in ("=", "≈"):
        return Refusal(reason=NOT_ONE_NUMBER)
    design = design_of(effect)
    if design is Design.GROUPS:
        return _told_comparison(effect, p0, cited, words)
    significant = False if non_significance(effect) else None
    return in_plain_words(
        effect.value,
        effect.metric,
        Known(design=design, p0=p0, interval=effect.interval, significant=significant),
        between=effect.between or _BETWEEN,
        words=words,
    )


def _told_comparison(
    effect: EffectSize, p0: float | None, cited: Mapping[str, str], words: Words
) -> tuple[str, ...] | Refusal:
    known = recorded_comparison(effect, p0)
    if isinstance(known, Refusal):
        return known
    source = ""
    if effect.control_rate and effect.control_rate.source:
        name = effect.control_rate.source
        source = f" ({cited.get(name, name)})"
    if effect.metric in EVENTS:
        return _of_events(effect, known, source, words)
    return _of_scores(effect, known, source, words)


def _of_scores(
    effect: EffectSize, known: Comparison, source: str, words: Words
) -> tuple[str, ...] | Refusal:
    """Return a difference of scores in words, from the point of view of the favoured side."""
    first, second = effect.compared or ("", "")
    other = second if known.side == first else first
    size = str(abs(known.number))
    u3 = convert(size, effect.metric, Equivalent.U3, OF_GROUPS)
    superiority = convert(size, effect.metric, Equivalent.CLES, OF_GROUPS)
    if isinstance(u3, Refusal):
        return u3
    if isinstance(superiority, Refusal):
        return superiority
    sentences = _better_off(u3.estimate, superiority.estimate, known.side, other, words)
    expected = events_at_rate(effect, known)
    if isinstance(expected, Expected):
        sentences.append(_told(effect, expected, source, words))
    return tuple(sentences)


def _better_off(u3: float, superiority: float, side: str, other: str, words: Words) -> list[str]:
    """Return a difference of scores in words, if the favoured side is known."""
    return [
        words(
            "About {share} of 100 people in the {side} group do better than the average of the"
            " {other} group (U3).",
            share=str(round(100 * u3)),
            side=side,
            other=other,
        ),
        words(
            "Of one person from each group, the one from the {side} group does better with a"
            " probability of about {share} (common language effect size).",
            side=side,
            share=_percent(superiority, words),
        ),
        words(_NORMAL),
    ]


def _of_events(
    effect: EffectSize, known: Comparison, source: str, words: Words
) -> tuple[str, ...] | Refusal:
    """Return a comparison of events in words, as numbers of people."""
    if effect.metric is Metric.NNT and known.rate is None:
        first, second = effect.compared or ("", "")
        other = second if known.side == first else first
        return (
            words(
                "For about every {people} people in the {side} group instead of the {other} group,"
                " one more is better off (number needed to treat).",
                people=at_least_whole(abs(known.number), words),
                side=known.side,
                other=other,
            ),
        )
    expected = events_at_rate(effect, known)
    if isinstance(expected, Refusal):
        return expected
    return (_told(effect, expected, source, words),)


def _told(effect: EffectSize, expected: Expected, source: str, words: Words) -> str:
    """Return two risks per 1,000 people in words, as in Cochrane's summaries of findings."""
    first, second = effect.compared or ("", "")
    before, after = expected.per_thousand
    limits = ""
    if expected.limits_per_thousand:
        low, high = map(words.whole, expected.limits_per_thousand)
        limits = words(" ({low} to {high} by the interval)", low=low, high=high)
    told = words(
        "At a rate of {before} per 1,000 in the {second} group{source}, {event} is expected in"
        " {after} per 1,000 people in the {first} group{limits}: {change}, which favours {side}.",
        before=words.whole(before),
        second=second,
        source=source,
        event=effect.outcome or words("the event"),
        after=words.whole(after),
        first=first,
        limits=limits,
        change=change_words(before, after, words),
        side=favoured(effect),
    )
    better, stated = wanted(effect)
    if stated or better is None:
        return told
    guess = (
        words("That more is better is our guess.")
        if better is Better.HIGHER
        else words("That less is better is our guess.")
    )
    return f"{told} {guess}"


def _percent(share: float, words: Words) -> str:
    return words.percent(str(round(100 * share)))


_COMPARED = (phrase("treatment"), phrase("comparison"))
_BETWEEN = (phrase("the one"), phrase("the other"))


def in_plain_words(
    value: str | Decimal,
    metric: Metric | None,
    known: Known = NOTHING_KNOWN,
    *,
    compared: tuple[str, str] = _COMPARED,
    between: tuple[str, str] = _BETWEEN,
    words: Words = ENGLISH,
) -> tuple[str, ...] | Refusal:
    """Return sentences that explain an effect, or the reason for a refusal.

    For scores of groups: U3, the probability of superiority and, with a control rate, the number
    needed to treat. For events: numbers of people at a control rate. For an association: Dunlap's
    probability, and the binomial effect size display as an analogy.

    Args:
        value: As printed.
        metric: Its metric; None if the text only says "effect size".
        known: Further information. The design is required for any metric except correlations.
        compared: Names of the two groups.
        between: Names of the two variables.
        words: Words in the reader's language; refusals are in English.
    """
    if between == _BETWEEN:
        between = words(between[0]), words(between[1])
    if compared == _COMPARED:
        compared = words(compared[0]), words(compared[1])
    if known.design is None and metric in _CORRELATIONS:
        known = replace(known, design=Design.ASSOCIATION)

    def made(target: Target) -> Conversion | Refusal:
        return convert(value, metric, target, known)

    # Refusals that do not depend on the design come first, such as for hazard ratios.
    common = made(Equivalent.BESD)
    if isinstance(common, Refusal):
        rate_alone = metric in (Metric.RR, Metric.RD, Metric.NNT) and known.p0 is None
        if not rate_alone:
            return common
    if known.design is None:
        return Refusal(
            reason=phrase("the words depend on what the number is about"),
            alternative="say whether groups are compared or two variables go together",
        )
    if known.design is Design.ASSOCIATION:
        return _of_association(made(Equivalent.CL_R), common, between, words)
    needed = made(Metric.NNT)
    if metric in EVENTS:
        difference = made(Metric.RD)
        return _of_bare_events(value, metric, difference, needed, compared, words, p0=known.p0)
    u3, superiority = made(Equivalent.U3), made(Equivalent.CLES)
    if isinstance(u3, Refusal):
        return u3
    if isinstance(superiority, Refusal):
        return superiority
    sentences = _of_bare_scores(u3, superiority, compared, words)
    if isinstance(needed, Conversion) and known.p0 is not None:
        sentences += _number_needed(needed, compared, known.p0, words)
    return tuple(sentences)


def _of_bare_scores(
    u3: Conversion, superiority: Conversion, compared: tuple[str, str], words: Words
) -> list[str]:
    """Return a difference of scores in words: as better if that is known, else as higher."""
    first, second = compared
    benefit, better = u3.question.benefit, u3.question.better
    higher = u3.question.value > 0
    if benefit is None and better is None:
        return [
            words(
                "About {share} of 100 people in the {side} group score higher than the average of"
                " the {other} group (U3).",
                share=str(_hundredths(u3)),
                side=first,
                other=second,
            ),
            words(
                "Of one person from each group, the one from the {side} group scores higher with a"
                " probability of about {share} (common language effect size).",
                side=first,
                share=_percent(superiority.estimate, words),
            ),
            words(_NORMAL),
        ]
    gains = benefit if benefit is not None else higher is (better is Better.HIGHER)
    above, chance = (one if higher else 1 - one for one in (u3.estimate, superiority.estimate))
    side, other = compared if gains else (second, first)
    return _better_off(above, chance, side, other, words)


def _of_bare_events(
    value: str | Decimal,
    metric: Metric | None,
    difference: Conversion | Refusal,
    needed: Conversion | Refusal,
    compared: tuple[str, str],
    words: Words,
    *,
    p0: float | None,
) -> tuple[str, ...] | Refusal:
    """Return a number of events in words, as numbers of people, never as scores."""
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
    sentences = [
        words(
            "At a rate of {before} per 1,000 in the {second} group, the event is expected in"
            " {after} per 1,000 people in the {first} group: {change}.",
            before=words.whole(before),
            second=second,
            after=words.whole(after),
            first=first,
            change=change_words(before, after, words),
        )
    ]
    if isinstance(needed, Conversion):
        sentences += _number_needed(needed, compared, p0, words)
    elif metric is Metric.NNT and isinstance(difference, Conversion):
        sentences += _assumed(difference, words)
    return tuple(sentences)


def _number_needed(
    conversion: Conversion, compared: tuple[str, str], p0: float, words: Words
) -> list[str]:
    first, second = compared
    people = at_least_whole(Decimal(f"{abs(conversion.estimate):.6f}"), words)
    rate = words.percent(f"{100 * p0:g}")
    told = (
        words(
            "If {rate} of the {second} group have the outcome, one person more has it for about"
            " every {people} people in the {first} group (number needed to treat).",
            rate=rate,
            second=second,
            people=people,
            first=first,
        )
        if conversion.estimate > 0
        else words(
            "If {rate} of the {second} group have the outcome, one person fewer has it for about"
            " every {people} people in the {first} group (number needed to treat).",
            rate=rate,
            second=second,
            people=people,
            first=first,
        )
    )
    return [told, *_assumed(conversion, words)]


def _assumed(conversion: Conversion, words: Words) -> list[str]:
    """Return the assumption about the event, if only the favoured side was stated."""
    assumed = conversion.question.events_assumed
    return [words("This assumes that {assumed}.", assumed=words(assumed))] if assumed else []


def _of_association(
    chance: Conversion | Refusal,
    display: Conversion | Refusal,
    between: tuple[str, str],
    words: Words,
) -> tuple[str, ...] | Refusal:
    if isinstance(chance, Refusal):
        return chance
    if isinstance(display, Refusal):
        return display
    first, second = between
    high = _hundredths(display)
    rates = words(
        "It is as if, in a table with half of all people in each row and column, the rates were"
        " {low} and {high} (binomial effect size display).",
        low=words.percent(str(100 - high)),
        high=words.percent(str(high)),
    )
    return (
        words(
            "Of two people taken at random, the one who is higher in {first} is also higher in"
            " {second} with a probability of about {share} (common language effect size of a"
            " correlation); this supposes that both are normally distributed together.",
            first=first,
            second=second,
            share=_percent(chance.estimate, words),
        ),
        f"{rates} {words(_ANALOGY)}",
    )


def _hundredths(conversion: Conversion) -> int:
    return round(100 * conversion.estimate)
