"""Effects in a reader's words, each with what it takes for granted.

Of a bare number the words say "higher", never "better": whether more is better depends on what was
measured, and no sign tells it. Of a recorded comparison they say "better" where its record says
whom it favours. Of an association no words about treated people are made.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import ROUND_CEILING, Decimal

from pprkb.evidence import risks
from pprkb.evidence.conversions import convert
from pprkb.evidence.converted import Conversion
from pprkb.evidence.describe import non_significance
from pprkb.evidence.direction import EVENTS, favoured, wanted, wanted_words
from pprkb.evidence.question import Design, Equivalent, Question, Target, design_of
from pprkb.evidence.refusals import (
    NOT_A_NUMBER,
    TOLD_IN_WORDS,
    Refusal,
    impossible,
    missing_rate,
    refusal,
)
from pprkb.evidence.rounding import printed_share
from pprkb.model.effect import Better, EffectSize, Favours, Interval, Metric

_CORRELATIONS = (Metric.R, Metric.Z, Metric.R2)
_NORMAL = "Both suppose that scores are normally distributed in both groups, with one spread."
_NAMELESS: Mapping[str, str] = {}
_ANALOGY = "This is an analogy: nobody observed these rates."


def effect_in_plain_words(
    effect: EffectSize, *, p0: float | None = None, cited: Mapping[str, str] = _NAMELESS
) -> tuple[str, ...] | Refusal:
    """Return sentences that tell a recorded effect to a reader, or why there are none.

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
    return in_plain_words(
        effect.value,
        effect.metric,
        design=design,
        p0=p0,
        interval=effect.interval,
        significant=False if non_significance(effect) else None,
        between=effect.between or ("the one", "the other"),
    )


def _recorded_comparison(
    effect: EffectSize, p0: float | None, cited: Mapping[str, str]
) -> tuple[str, ...] | Refusal:
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
    rate, source = p0, ""
    if effect.control_rate and (share := printed_share(effect.control_rate.printed)) is not None:
        rate = float(share)
        if effect.control_rate.source:
            name = effect.control_rate.source
            source = f" ({cited.get(name, name)})"
    if effect.metric in EVENTS:
        return _of_events(effect, number, side, rate, source)
    return _of_scores(effect, number, side, rate, source)


def _of_scores(
    effect: EffectSize, number: Decimal, side: str, rate: float | None, source: str
) -> tuple[str, ...] | Refusal:
    """Tell a difference of scores from the side that it favours."""
    first, second = effect.compared or ("", "")
    other = second if side == first else first
    size = abs(number)
    u3 = convert(str(size), effect.metric, Equivalent.U3, design=Design.GROUPS)
    superiority = convert(str(size), effect.metric, Equivalent.CLES, design=Design.GROUPS)
    if isinstance(u3, Refusal):
        return u3
    if isinstance(superiority, Refusal):
        return superiority
    sentences = [
        f"About {_hundredths(u3)} of 100 people in the {side} group do better than the average of"
        f" the {other} group (U3).",
        f"Of one person from each group, the one from the {side} group does better with a"
        f" probability of about {_hundredths(superiority)}% (common language effect size).",
        _NORMAL,
    ]
    better, stated = wanted(effect)
    d = convert(str(size), effect.metric, Metric.D, design=Design.GROUPS)
    plain = float(size) if effect.metric is Metric.D else getattr(d, "estimate", None)
    if rate is not None and better is not None and plain is not None:
        # The group that the effect favours has more of what is wanted and less of what is not.
        gains = (better is Better.HIGHER) is (side == first)
        p1 = risks.risk_from_d(plain if gains else -plain, rate)
        sentences.append(_expected(effect, rate, p1, source) + _guess(effect, stated=stated))
    return tuple(sentences)


def _of_events(
    effect: EffectSize, number: Decimal, side: str, rate: float | None, source: str
) -> tuple[str, ...] | Refusal:
    """Tell a comparison of events as people who have them."""
    better, stated = wanted(effect)
    first, second = effect.compared or ("", "")
    if effect.metric is Metric.NNT and rate is None:
        other = second if side == first else first
        people = at_least_whole(abs(number))
        return (
            f"For about every {people} people in the {side} group instead of the {other} group, one"
            " more is better off (number needed to treat).",
        )
    if rate is None:
        return missing_rate(Metric.RD)
    try:
        p1 = _risk(effect, float(number), side, better, rate)
        ends = (
            []
            if effect.metric is Metric.NNT
            else [
                _risk(effect, float(end), side, better, rate)
                for end in ((effect.interval.low, effect.interval.high) if effect.interval else ())
            ]
        )
    except ValueError as error:
        return Refusal(reason=str(error))
    if better is not None and ((p1 > rate) is (better is Better.HIGHER)) is not (side == first):
        return Refusal(
            reason="the number and whom its record favours do not fit: the event may be counted the"
            " other way round",
            alternative="say in the record which event is counted, and whether more is `better`",
        )
    return (_expected(effect, rate, p1, source, ends) + _guess(effect, stated=stated),)


def _risk(
    effect: EffectSize, number: float, side: str, better: Better | None, rate: float
) -> float:
    """Return the share of the first group with the event.

    Raises:
        ValueError: It cannot be told, or would be no share.
    """
    if effect.metric is Metric.OR:
        return risks.risk_from_odds_ratio(number, rate)
    if effect.metric is Metric.RR:
        return risks.risk_from_risk_ratio(number, rate)
    if effect.metric is Metric.RD:
        return risks.risk_from_risk_difference(number, rate)
    if better is None:
        raise ValueError("its record does not say whether more of the outcome is wanted")
    gains = (better is Better.HIGHER) is (side == (effect.compared or ("",))[0])
    return risks.risk_from_risk_difference(1 / abs(number) * (1 if gains else -1), rate)


def _expected(
    effect: EffectSize, rate: float, p1: float, source: str, ends: Sequence[float] = ()
) -> str:
    """Tell two risks per 1,000 people, as Cochrane's summaries of findings do."""
    first, second = effect.compared or ("", "")
    before, after = round(1000 * rate), round(1000 * p1)
    change = f"{abs(after - before):,} {'more' if after > before else 'fewer'}"
    limits = ""
    if ends:
        low, high = (round(1000 * end) for end in sorted(ends))
        limits = f" ({low:,} to {high:,} by the interval)"
    what = effect.outcome or "the event"
    return (
        f"At a rate of {before:,} per 1,000 in the {second} group{source}, {what} is expected in"
        f" {after:,} per 1,000 people in the {first} group{limits}: {change}, which favours"
        f" {favoured(effect)}."
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
    *,
    design: Design | None = None,
    p0: float | None = None,
    interval: Interval | None = None,
    significant: bool | None = None,
    compared: tuple[str, str] = ("treatment", "comparison"),
    between: tuple[str, str] = ("the one", "the other"),
) -> tuple[str, ...] | Refusal:
    """Return sentences that tell an effect to a reader, or why there are none.

    For groups: U3, the probability of superiority and, only with a control rate, the number needed
    to treat. For an association: Dunlap's probability, and the binomial effect size display told
    as the analogy it is.

    Args:
        value: As printed.
        metric: The index it is in; None where the text only says "effect size".
        design: What it is about. A correlation is an association if nothing is said; of any other
            index it must be said.
        p0: Share of the comparison group with the outcome, from 0 to 1.
        interval: The reported confidence interval.
        significant: False where the authors say that the result is not.
        compared: Names of the two groups.
        between: Names of the two variables.
    """
    if design is None and metric in _CORRELATIONS:
        design = Design.ASSOCIATION

    def made(target: Target) -> Conversion | Refusal:
        return convert(
            value,
            metric,
            target,
            p0=p0,
            interval=interval,
            design=design,
            significant=significant,
        )

    # What is refused whatever the design is told first: a hazard ratio stays one.
    common = made(Equivalent.BESD)
    if isinstance(common, Refusal):
        rate_alone = metric in (Metric.RR, Metric.RD, Metric.NNT) and p0 is None
        if not rate_alone:
            return common
    if design is None:
        return Refusal(
            reason="the words depend on what the number is about",
            alternative="say whether groups are compared or two variables go together",
        )
    if design is Design.ASSOCIATION:
        return _of_association(made(Equivalent.CL_R), common, between)
    return _of_groups(made(Equivalent.U3), made(Equivalent.CLES), made(Metric.NNT), compared, p0=p0)


def _of_groups(
    u3: Conversion | Refusal,
    superiority: Conversion | Refusal,
    number: Conversion | Refusal,
    compared: tuple[str, str],
    *,
    p0: float | None,
) -> tuple[str, ...] | Refusal:
    first, second = compared
    sentences: list[str] = []
    if isinstance(u3, Conversion) and isinstance(superiority, Conversion):
        sentences = [
            f"About {_hundredths(u3)} of 100 people in the {first} group score higher than the"
            f" average of the {second} group (U3).",
            f"Of one person from each group, the one from the {first} group scores higher with a"
            f" probability of about {_hundredths(superiority)}% (common language effect size).",
            _NORMAL,
        ]
    if isinstance(number, Conversion) and p0 is not None:
        more = "more" if number.estimate > 0 else "fewer"
        people = number.text.lstrip("−")
        sentences.append(
            f"If {100 * p0:g}% of the {second} group have the outcome, one person {more} has it for"
            f" about every {people} people in the {first} group (number needed to treat)."
        )
    if sentences:
        return tuple(sentences)
    return u3 if isinstance(u3, Refusal) else number if isinstance(number, Refusal) else ()


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


def _hundredths(made: Conversion) -> int:
    return round(100 * made.estimate)
