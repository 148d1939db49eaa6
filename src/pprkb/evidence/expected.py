"""How many people have an event on both sides of a recorded comparison.

Whom an effect favours is what its record says; no sign tells it.
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


class Comparison(NamedTuple):
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
        return Refusal(reason=NOT_ONE_NUMBER)
    if design_of(effect) is not Design.GROUPS:
        return Refusal(reason=phrase("it compares no groups"))
    known = recorded_comparison(effect, p0)
    if isinstance(known, Refusal):
        return known
    return events_at_rate(effect, known)


def recorded_comparison(effect: EffectSize, p0: float | None) -> Comparison | Refusal:
    """Return what a record says of a comparison, or why it cannot be told."""
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
    # The side that is favoured has more of what is wanted and less of what is not.
    return formulas.risk_from_d(turn * float(-d if estimate < 0 else d), rate)


def change_words(before: int, after: int, words: Words = ENGLISH) -> str:
    """Return "47 more" or "47 fewer"."""
    number = words.whole(abs(after - before))
    if after > before:
        return words("{number} more", number=number)
    return words("{number} fewer", number=number)


def at_least_whole(number: Decimal, words: Words = ENGLISH) -> str:
    """Round a number of people up, as numbers needed to treat are (Cook & Sackett, 1995)."""
    return words.whole(round(number.quantize(Decimal(1), rounding=ROUND_CEILING)))
