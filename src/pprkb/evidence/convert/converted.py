"""A converted effect, and how its numbers are printed."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from pprkb.evidence.convert.question import (
    SIZES,
    UNSIGNED,
    Equivalent,
    Question,
    Source,
    Statistic,
    Target,
)
from pprkb.evidence.describe import printed_value
from pprkb.evidence.rounding import at_places, shortest, whole_people
from pprkb.model.effect import Metric

_NAMES: dict[Source, str] = {
    **{one: one.value.upper() for one in (Metric.SMD, Metric.OR, Metric.RR, Metric.RD, Metric.HR)},
    **{one: one.value.upper() for one in (Metric.NNT, Metric.ICC)},
    Metric.ETA2: "η²",
    Metric.ETA2_PARTIAL: "partial η²",
    Metric.R2: "R²",
    Metric.BETA: "β",
    Statistic.F_TEST: "F",
    Statistic.CHI2: "χ²",
    Statistic.LOG_OR: "ln OR",
    Statistic.LOG_RR: "ln RR",
    Statistic.F2: "f²",
    Equivalent.U1: "U1",
    Equivalent.U3: "U3",
    Equivalent.CLES: "CLES",
    Equivalent.BESD: "BESD",
    Equivalent.CL_R: "CL of r",
}


@dataclass(frozen=True, kw_only=True)
class Limits:
    """A converted confidence interval."""

    low: float
    high: float
    level: Decimal | None
    """Per cent; None where the text does not say."""
    low_text: str
    high_text: str
    computed: str = ""
    """How it was made, where no interval was reported."""


@dataclass(frozen=True, kw_only=True)
class Conversion:
    """A number made from a reported one."""

    question: Question
    estimate: float
    """In the unit of the target; shares and probabilities from 0 to 1."""
    low: float
    """The least that the estimate can be, since what was printed was rounded."""
    high: float
    text: str
    """The estimate with no more digits than the printed number bears."""
    low_text: str
    high_text: str
    interval: Limits | None = None
    """The confidence interval, where one is known and can be converted."""
    formula: str
    source: str
    assumptions: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    comparator: str = "="
    """One of = < > ≤ ≥, where only a bound was reported; as it holds for the result."""
    upper: Conversion | None = None
    """The other end, where a range of estimates was reported."""
    uses: frozenset[str] = frozenset()
    """What else that was given it depends on: "rate", "events"."""

    @property
    def told(self) -> str:
        """The whole result as it is printed: "0.58", "< .10", "0.41 to 0.65", "0.51 (size only)".

        A number needed to treat has no sign: "9 (one event fewer)".
        """
        sign = "" if self.comparator == "=" else f"{self.comparator} "
        end = f" to {self.upper.text}" if self.upper else ""
        return f"{sign}{self.text}{end}{self.remark}"

    @property
    def remark(self) -> str:
        """Words beside the number: that nobody measured a sign, or what is counted."""
        if self.question.target is Metric.NNT and self.estimate < 0:
            return " (one event fewer)"
        unsigned = self.question.source in UNSIGNED and self.question.target in SIZES
        return " (size only)" if unsigned else ""


def _scale(target: Target) -> int:
    """Return by what a result is multiplied to be printed: shares of people are per cent."""
    return 100 if isinstance(target, Equivalent) else 1


def rounded(estimate: float, low: float, high: float, question: Question) -> Decimal:
    """Return an estimate, as it is printed, with the digits that low and high bear."""
    if question.target is Metric.NNT:
        return whole_people(estimate, low, high)
    scale = _scale(question.target)
    places = places_of(question.value)
    return shortest(scale * estimate, scale * low, scale * high, zero_places=places)


def end_text(target: Target, number: float, shown: Decimal) -> str:
    """Return an end of the rounding interval, with one digit more than the estimate."""
    places = 1 - int(shown.as_tuple().exponent)
    return printed_end(target, at_places(_scale(target) * number, places))


def printed_end(target: Target, number: Decimal) -> str:
    """Return one end of a range; of the two rates of the display it is that of the higher one."""
    return f"{number:f}%" if target is Equivalent.BESD else printed(target, number)


def places_of(number: Decimal) -> int:
    """Return how many decimals a number has."""
    return max(0, -int(number.as_tuple().exponent))


def printed(target: Target, number: Decimal) -> str:
    """Return a number of `rounded` in the form of its index: ".28", "0.58", "72%"."""
    if target is Metric.NNT:
        return f"{abs(number):f}"
    if isinstance(target, Metric):
        return printed_value(f"{number:f}", target)
    if target is Equivalent.BESD:
        return f"{100 - number:f}% and {number:f}%"
    return f"{number:f}%"


def as_given(source: Source, number: Decimal) -> str:
    """Return a number that is converted in the form of its index: ".28", "−0.45", "66%"."""
    if isinstance(source, Metric):
        return printed(source, number)
    if isinstance(source, Equivalent):
        return f"{(100 * number).normalize():f}%"
    return printed_value(f"{number:f}", Metric.D)


def name_of(target: Source) -> str:
    """Return how an index is called in plain text: "d", "OR", "η²", "U3"."""
    return _NAMES.get(target, target.value)


def record(made: Conversion) -> dict[str, object]:
    """Return a conversion for JSON; shares and probabilities from 0 to 1."""
    limits = made.interval
    high = made.upper.high if made.upper else made.high
    return {
        "metric": made.question.target.value,
        "estimate": made.estimate,
        "text": made.told,
        "size_only": bool(made.question.source in UNSIGNED and made.question.target in SIZES),
        "low": made.low,
        "high": high,
        "interval": _limits_record(limits) if limits else None,
        "formula": made.formula,
        "source": made.source,
        "assumptions": list(made.assumptions),
        "warnings": list(made.warnings),
    }


def _limits_record(limits: Limits) -> dict[str, object]:
    level = float(limits.level) if limits.level is not None else None
    return {
        "low": limits.low,
        "high": limits.high,
        "level": level,
        "assumed_level": None if level else 95.0,
        "computed": limits.computed,
    }
