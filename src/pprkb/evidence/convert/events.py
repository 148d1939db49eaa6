"""Effect sizes from raw data of two groups: counts of events, or means and deviations.

Counts determine all indices of risk with their intervals, without assumptions; means and standard
deviations determine all indices of differences.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from itertools import product

from pprkb.evidence.convert import formulas, precision
from pprkb.evidence.rounding import at_places, rounding_interval, shortest
from pprkb.languages import Told, phrase
from pprkb.model.effect import Metric, printed_number
from pprkb.text.number import whole_number

_COUNTS = re.compile(r"\s*(\d+)\s*/\s*(\d+)\s*(?:,|:|;|vs\.?|\s)\s*(\d+)\s*/\s*(\d+)\s*\Z")


@dataclass(frozen=True, kw_only=True)
class Counts:
    """Events and people of two groups."""

    events1: int
    n1: int
    events2: int
    n2: int

    @property
    def shares(self) -> tuple[float, float]:
        """The shares of both groups with the event, from 0 to 1."""
        return self.events1 / self.n1, self.events2 / self.n2


@dataclass(frozen=True, kw_only=True)
class Measure:
    """An index computed from raw data."""

    name: str
    estimate: float
    low: float | None
    """Lower limit of the interval; None if there is no ordinary interval."""
    high: float | None
    formula: str
    source: str
    note: str = ""
    text: str = ""
    """The estimate with the digits that printed means support; empty for exact counts."""


_CORRECTED = (
    "0.5 was added to each of the four cells, as one of them is empty (Borenstein et al., 2009;"
    " metafor does the same); RD and NNT need no correction"
)


def read_counts(written: str) -> Counts | None:
    """Read counts such as "20/100,12/100"; None if the format is different.

    Raises:
        ValueError: A group has no people, or more events than people.
    """
    found = _COUNTS.match(written)
    if found is None:
        return None
    events1, n1, events2, n2 = (whole_number(part, 0) for part in found.groups())
    for events, people in ((events1, n1), (events2, n2)):
        if people == 0 or events > people:
            raise ValueError(
                Told(
                    "{events} of {people} people cannot have the event",
                    events=str(events),
                    people=str(people),
                )
            )
    return Counts(events1=events1, n1=n1, events2=events2, n2=n2)


def shares(counts: Counts, level: float = 95) -> tuple[Measure, Measure]:
    """Return the proportion with the event in each group, with Wilson's interval."""
    made = []
    for name, events, people in (
        ("first group", counts.events1, counts.n1),
        ("second group", counts.events2, counts.n2),
    ):
        low, high = formulas.wilson_interval(events, people, level)
        made.append(
            Measure(
                name=name,
                estimate=events / people,
                low=low,
                high=high,
                formula="events/people",
                source="Wilson (1927), for the interval",
            )
        )
    return made[0], made[1]


def measure(counts: Counts, metric: Metric, level: float = 95) -> Measure:
    """Return an index of two counted groups, with its interval.

    Args:
        counts: Counts of the first group, and of the second for comparison.
        metric: OR, RR, RD, NNT, or r, which for counts is φ.
        level: Per cent.

    Raises:
        ValueError: The index is another one, or cannot be computed from these counts.
    """
    p1, p2 = counts.shares
    cells = (counts.events1, counts.n1, counts.events2, counts.n2)
    table: tuple[float, float, float, float] = cells
    note = ""
    if metric in (Metric.OR, Metric.RR):
        without = counts.n1 - counts.events1, counts.n2 - counts.events2
        if not any((counts.events1, counts.events2)) or not any(without):
            if counts.events1:
                raise ValueError(phrase("where all people have the event, no ratio can be told"))
            raise ValueError(phrase("if nobody has the event, there is no ratio"))
        if not all((counts.events1, counts.events2, *without)):
            table = (cells[0] + 0.5, cells[1] + 1, cells[2] + 0.5, cells[3] + 1)
            p1, p2, note = table[0] / table[1], table[2] / table[3], _CORRECTED
    reach = precision.quantile(level)
    match metric:
        case Metric.RD:
            low, high = formulas.newcombe_interval(*cells, level)
            return _measure("RD", p1 - p2, low, high, "p₁ − p₂", "Newcombe (1998)")
        case Metric.NNT:
            number = formulas.number_needed(p1 - p2)
            low, high = formulas.newcombe_interval(*cells, level)
            counted = "" if number > 0 else "one event fewer in the first group; "
            if low <= 0 <= high:
                note = f"{counted}its interval passes through infinity: the difference may be none"
                size = abs(number)
                return _measure("NNT", size, None, None, "1/|p₁ − p₂|", "Bender (2001)", note)
            ends = sorted((abs(1 / high), abs(1 / low)))
            counted = counted.removesuffix("; ") or "one event more in the first group"
            formula = "1/|p₁ − p₂|"
            return _measure("NNT", abs(number), ends[0], ends[1], formula, "Bender (2001)", counted)
        case Metric.R:
            formula = "(ad − bc)/√((a + b)(c + d)(a + c)(b + d))"
            return _measure("φ", formulas.phi(*cells), None, None, formula, "definition")
        case Metric.RR:
            error = math.sqrt(precision.variance_of_log_risk_ratio(*table))
            middle = math.log(p1 / p2)
            formula, chapter = "p₁/p₂", "Borenstein et al. (2009), chapter 5"
        case Metric.OR:
            error = math.sqrt(precision.variance_of_log_odds_ratio(*table))
            middle = math.log(p1 / (1 - p1) * (1 - p2) / p2)
            formula = "(p₁/(1 − p₁))/(p₂/(1 − p₂))"
            chapter = "Borenstein et al. (2009), chapter 5"
        case _:
            raise ValueError(phrase("counts give OR, RR, RD, NNT and r"))
    low, high = math.exp(middle - reach * error), math.exp(middle + reach * error)
    return _measure(metric.value.upper(), math.exp(middle), low, high, formula, chapter, note)


def _measure(
    name: str,
    estimate: float,
    low: float | None,
    high: float | None,
    formula: str,
    source: str,
    note: str = "",
) -> Measure:
    return Measure(
        name=name, estimate=estimate, low=low, high=high, formula=formula, source=source, note=note
    )


def in_figures(number: float) -> Decimal:
    """Return a number with three significant digits, for printing."""
    if number == 0:
        return Decimal(0)
    places = max(0, 2 - math.floor(math.log10(abs(number))))
    return at_places(number, places)


_MEASURED = re.compile(
    r"\s*(-?[\d.]+)\s*/\s*([\d.]+)\s*/\s*(\d+)\s*[,;]\s*(-?[\d.]+)\s*/\s*([\d.]+)\s*/\s*(\d+)\s*\Z"
)


@dataclass(frozen=True, kw_only=True)
class Means:
    """Mean and standard deviation as printed, and number of people, of two groups."""

    mean1: Decimal
    sd1: Decimal
    n1: int
    mean2: Decimal
    sd2: Decimal
    n2: int


def read_means(written: str) -> Means | None:
    """Read two groups from "12.3/4.1/30,10.1/3.9/32", mean/SD/people; None for other formats.

    Raises:
        ValueError: A standard deviation is not above 0, or a group has fewer than two people.
    """
    found = _MEASURED.match(written.replace("−", "-"))
    if found is None:
        return None
    numbers = [printed_number(found.group(place)) for place in (1, 2, 4, 5)]
    mean1, sd1, mean2, sd2 = numbers
    if mean1 is None or sd1 is None or mean2 is None or sd2 is None:
        return None
    n1, n2 = (whole_number(found.group(place), 0) for place in (3, 6))
    if sd1 <= 0 or sd2 <= 0:
        raise ValueError(phrase("a standard deviation is above 0"))
    if n1 < 2 or n2 < 2:
        raise ValueError(phrase("each group needs two people"))
    return Means(mean1=mean1, sd1=sd1, n1=n1, mean2=mean2, sd2=sd2, n2=n2)


def difference(means: Means, metric: Metric, level: float = 95) -> Measure:
    """Return an index of the difference of two means, with its interval.

    Args:
        means: Means of the first group, and of the second, which is subtracted.
        metric: MD, d, g, or r, the correlation of group and score.
        level: Per cent.

    Raises:
        ValueError: The index is another one.
    """
    n1, n2 = means.n1, means.n2
    printed = (means.mean1, means.sd1, means.mean2, means.sd2)
    factor = formulas.group_factor(n1, n2)
    made: dict[Metric, tuple[Callable[[float], float], str, str]] = {
        Metric.D: (float, "(M₁ − M₂)/SD pooled", "Borenstein et al. (2009), chapter 4"),
        Metric.G: (lambda d: formulas.g_from_d(d, n1, n2), "J·d", "Hedges (1981)"),
        Metric.R: (
            lambda d: formulas.r_from_d(d, factor),
            "d/√(d² + a), a = (N − 2)(1/n₁ + 1/n₂)",
            "Jacobs & Viechtbauer (2017)",
        ),
    }
    if metric is not Metric.MD and metric not in made:
        raise ValueError(phrase("of means MD, d, g and r are made"))

    def estimate(mean1: float, sd1: float, mean2: float, sd2: float) -> float:
        if metric is Metric.MD:
            return mean1 - mean2
        return made[metric][0](formulas.d_from_means(mean1, sd1, n1, mean2, sd2, n2))

    number = estimate(*map(float, printed))
    # A printed 0.0 may be anything up to 0.05.
    corners = product(*(map(float, rounding_interval(one)) for one in printed))
    reached = [estimate(*corner) for corner in corners if corner[1] > 0 and corner[3] > 0]
    places = max(-int(one.as_tuple().exponent) for one in printed)
    shown = shortest(number, min(*reached, number), max(*reached, number), zero_places=places)
    sd1, sd2 = float(means.sd1), float(means.sd2)
    if metric is Metric.MD:
        reach = precision.quantile(level) * math.sqrt(sd1**2 / n1 + sd2**2 / n2)
        low, high = number - reach, number + reach
        formula, source = "M₁ − M₂, SE = √(SD₁²/n₁ + SD₂²/n₂)", "metafor, escalc"
    else:
        d = formulas.d_from_means(float(means.mean1), sd1, n1, float(means.mean2), sd2, n2)
        of_d, formula, source = made[metric]
        # The error of g is J times that of d (Borenstein et al., 2009, chapter 4).
        low, high = map(of_d, precision.interval_of_d(d, n1, n2, level))
    return Measure(
        name="MD" if metric is Metric.MD else metric.value,
        estimate=number,
        low=low,
        high=high,
        formula=formula,
        source=source,
        text=f"{shown:f}",
    )
