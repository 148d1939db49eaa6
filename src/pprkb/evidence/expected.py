"""Expected numbers of people with an event on both sides of a recorded comparison.

The favoured side comes from the record, never from a sign.
"""

from __future__ import annotations

from decimal import ROUND_CEILING, Decimal
from typing import NamedTuple

from pprkb.evidence.convert import formulas
from pprkb.evidence.convert.answers import (
    NOT_A_NUMBER,
    TOLD_IN_WORDS,
    Refusal,
    impossible,
    missing_rate,
    refusal,
)
from pprkb.evidence.convert.conversions import convert
from pprkb.evidence.convert.question import Design, Equivalent, Known, Question, design_of
from pprkb.evidence.describe import non_significance
from pprkb.evidence.direction import favoured, wanted
from pprkb.evidence.rounding import printed_share
from pprkb.languages import ENGLISH, Words, phrase
from pprkb.model.effect import Better, EffectSize, Favours, Metric

NOT_ONE_NUMBER = phrase("a range or a bound is not one number that could be told in words")
OF_GROUPS = Known(design=Design.GROUPS)


class Expected(NamedTuple):
    """Expected proportions with an event on both sides, from 0 to 1."""

    comparison: float
    """The control rate."""
    treated: float
    """The proportion expected in the first group."""
    limits: tuple[float, float] | None
    """The same for the limits of the interval, lower first; None without an interval."""

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


class Comparison(NamedTuple):
    """The recorded facts on a comparison."""

    number: Decimal
    side: str
    """The favoured side."""
    rate: float | None


def expected_events(effect: EffectSize, *, p0: float | None = None) -> Expected | Refusal:
    """Return the anticipated absolute effects of a recorded comparison, or a refusal.

    Its record must state whom it favours and have a control rate (Cochrane Handbook, chapter 15);
    for scores, also whether more is better.

    Args:
        effect: The effect.
        p0: Share of the comparison group with the event, from 0 to 1, if the record has none.
    """
    if effect.value_high or effect.comparator not in ("=", "≈"):
        return Refusal(reason=NOT_ONE_NUMBER)
    if design_of(effect) is not Design.GROUPS:
        return Refusal(reason=phrase("it compares no groups"))
    known = recorded_comparison(effect, p0)
    if isinstance(known, Refusal):
        return known
    return events_at_rate(effect, known)


def recorded_comparison(effect: EffectSize, p0: float | None) -> Comparison | Refusal:
    """Return the recorded facts on a comparison, or a refusal."""
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
        return Refusal(reason=phrase("its record says that it favours neither side"))
    side = favoured(effect)
    if not side:
        return Refusal(
            reason=phrase("its record does not say whom it favours, which no sign tells"),
            alternative="add `favours: first` or `favours: second` to the record",
        )
    rate = p0
    if effect.control_rate and (share := printed_share(effect.control_rate.printed)) is not None:
        rate = float(share)
    return Comparison(number, side, rate)


def events_at_rate(effect: EffectSize, known: Comparison) -> Expected | Refusal:
    """Return the expected numbers at the control rate."""
    better, rate = wanted(effect).better, known.rate
    if rate is None:
        return missing_rate(Metric.RD)
    gains = (better is Better.HIGHER) is (known.side == (effect.compared or ("",))[0])
    ends = (effect.interval.low, effect.interval.high) if effect.interval else ()
    if effect.metric is Metric.NNT:
        # Its interval includes infinity if it includes no effect.
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
            reason=phrase(
                "the number and whom its record favours do not fit: the event may be counted the"
                " other way round"
            ),
            alternative="say in the record which event is counted, and whether more is `better`",
        )
    return Expected(rate, treated, (min(limits), max(limits)) if limits else None)


def _risk(
    effect: EffectSize, number: Decimal, gains: bool | None, rate: float, estimate: Decimal
) -> float:
    """Return the proportion of the first group with the event.

    Args:
        effect: The effect.
        number: The estimate, or an end of its interval.
        gains: Whether the first group has more of the event; None if not stated.
        rate: The control rate.
        estimate: The estimate, whose sign corresponds to the favoured side.

    Raises:
        ValueError: It is unknown, or would not be a proportion.
    """
    if effect.metric is Metric.OR:
        return formulas.risk_from_odds_ratio(float(number), rate)
    if effect.metric is Metric.RR:
        return formulas.risk_from_risk_ratio(float(number), rate)
    if effect.metric is Metric.RD:
        return formulas.risk_from_risk_difference(float(number), rate)
    if gains is None:
        raise ValueError(phrase("its record does not say whether more of the outcome is wanted"))
    turn = 1 if gains else -1
    if effect.metric is Metric.NNT:
        return formulas.risk_from_risk_difference(turn / abs(float(number)), rate)
    d = number
    if effect.metric is not Metric.D:
        made = convert(str(number), effect.metric, Metric.D, OF_GROUPS)
        if isinstance(made, Refusal):
            raise ValueError(made.reason)
        d = Decimal(repr(made.estimate))
    # The favoured side has more of good outcomes and less of bad ones.
    return formulas.risk_from_d(turn * float(-d if estimate < 0 else d), rate)


def change_words(before: int, after: int, words: Words = ENGLISH) -> str:
    """Return "47 more" or "47 fewer"."""
    number = words.whole(abs(after - before))
    if after > before:
        return words("{number} more", number=number)
    return words("{number} fewer", number=number)


def at_least_whole(number: Decimal, words: Words = ENGLISH) -> str:
    """Round a number of people up, like numbers needed to treat (Cook & Sackett, 1995)."""
    return words.whole(round(number.quantize(Decimal(1), rounding=ROUND_CEILING)))
