"""Two groups as they were counted: people with the event among all people of each.

From counts every index of risk follows with its interval, and none has to be assumed.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from decimal import Decimal

from pprkb.evidence import risks, variances
from pprkb.evidence.rounding import at_places
from pprkb.model.effect import Metric
from pprkb.model.number import whole_number

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
    """An index made of counts."""

    name: str
    estimate: float
    low: float | None
    """Lower limit of the interval; None where there is no interval of the plain kind."""
    high: float | None
    formula: str
    source: str
    note: str = ""


def read_counts(written: str) -> Counts | None:
    """Return the counts of "20/100,12/100"; None where they are not written so.

    Raises:
        ValueError: A group has no people, or more events than people.
    """
    found = _COUNTS.match(written)
    if found is None:
        return None
    events1, n1, events2, n2 = (whole_number(part, 0) for part in found.groups())
    for events, people in ((events1, n1), (events2, n2)):
        if people == 0 or events > people:
            raise ValueError(f"{events} of {people} people cannot have the event")
    return Counts(events1=events1, n1=n1, events2=events2, n2=n2)


def shares(counts: Counts, level: float = 95) -> tuple[Measure, Measure]:
    """Return the share of each group with the event, with Wilson's interval."""
    made = []
    for name, events, people in (
        ("first group", counts.events1, counts.n1),
        ("second group", counts.events2, counts.n2),
    ):
        low, high = risks.wilson_interval(events, people, level)
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
        counts: Of the first group and of the second, with which it is compared.
        metric: OR, RR, RD, NNT, or r, which of counts is φ.
        level: Per cent.

    Raises:
        ValueError: The index is another, or cannot be made of these counts.
    """
    p1, p2 = counts.shares
    cells = (counts.events1, counts.n1, counts.events2, counts.n2)
    reach = variances.quantile(level)
    match metric:
        case Metric.RD:
            low, high = risks.newcombe_interval(*cells, level)
            return _measure("RD", p1 - p2, low, high, "p₁ − p₂", "Newcombe (1998)")
        case Metric.NNT:
            number = risks.number_needed(p1 - p2)
            low, high = risks.newcombe_interval(*cells, level)
            if low <= 0 <= high:
                note = "its interval passes through infinity: the difference may be none"
                return _measure("NNT", number, None, None, "1/(p₁ − p₂)", "Bender (2001)", note)
            return _measure("NNT", number, 1 / high, 1 / low, "1/(p₁ − p₂)", "Bender (2001)")
        case Metric.R:
            formula = "(ad − bc)/√((a + b)(c + d)(a + c)(b + d))"
            return _measure("φ", risks.phi(*cells), None, None, formula, "definition")
        case Metric.RR:
            error = math.sqrt(variances.variance_of_log_risk_ratio(*cells))
            middle = math.log(p1 / p2)
            formula, chapter = "p₁/p₂", "Borenstein et al. (2009), chapter 5"
        case Metric.OR:
            error = math.sqrt(variances.variance_of_log_odds_ratio(*cells))
            middle = math.log(p1 / (1 - p1) * (1 - p2) / p2)
            formula = "(p₁/(1 − p₁))/(p₂/(1 − p₂))"
            chapter = "Borenstein et al. (2009), chapter 5"
        case _:
            raise ValueError("of counts OR, RR, RD, NNT and r are made")
    low, high = math.exp(middle - reach * error), math.exp(middle + reach * error)
    return _measure(metric.value.upper(), math.exp(middle), low, high, formula, chapter)


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
    """Return a number with three figures that count, for print."""
    if number == 0:
        return Decimal(0)
    places = max(0, 2 - math.floor(math.log10(abs(number))))
    return at_places(number, places)
