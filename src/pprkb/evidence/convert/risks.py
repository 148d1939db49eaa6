"""Formulas of risks: odds ratio, risk ratio, risk difference and number needed to treat.

Risks and rates are proportions from 0 to 1. The control rate p0 is the share of people who have the
event without the treatment; no odds ratio, risk ratio or d says anything about people without it.
A number out of its range is a `ValueError` whose message is for the reader.
"""

from __future__ import annotations

import math

from pprkb.evidence.convert.differences import NORMAL


def risk_from_odds_ratio(odds_ratio: float, p0: float) -> float:
    """Return p₁ = OR·p₀/(1 − p₀ + OR·p₀) (Grant, 2014).

    Raises:
        ValueError: The odds ratio is not above 0, or p0 is not between 0 and 1.
    """
    _check_rate(p0)
    if odds_ratio <= 0:
        raise ValueError("an odds ratio must be above 0")
    return odds_ratio * p0 / (1 - p0 + odds_ratio * p0)


def risk_from_risk_ratio(risk_ratio: float, p0: float) -> float:
    """Return p₁ = RR·p₀.

    Raises:
        ValueError: RR·p₀ is no risk: it reaches 1, or RR is not above 0.
    """
    _check_rate(p0)
    if risk_ratio <= 0:
        raise ValueError("a risk ratio must be above 0")
    return _possible(risk_ratio * p0, p0)


def risk_from_risk_difference(risk_difference: float, p0: float) -> float:
    """Return p₁ = p₀ + RD.

    Raises:
        ValueError: p₀ + RD is no risk between 0 and 1.
    """
    _check_rate(p0)
    return _possible(p0 + risk_difference, p0)


def risk_from_d(d: float, p0: float) -> float:
    """Return p₁ = Φ(d + Φ⁻¹(p₀)) (Furukawa & Leucht, 2011).

    The outcome is normal in both groups with one spread, and the event is to pass one mark on it.
    """
    _check_rate(p0)
    return NORMAL.cdf(d + NORMAL.inv_cdf(p0))


def odds_ratio_of_risks(p1: float, p0: float) -> float:
    """Return the odds of p₁ over the odds of p₀."""
    _check_rate(p0)
    _possible(p1, p0)
    return p1 / (1 - p1) * (1 - p0) / p0


def d_of_risks(p1: float, p0: float) -> float:
    """Return d = Φ⁻¹(p₁) − Φ⁻¹(p₀), the probit difference (effectsize, from version 1.0)."""
    _check_rate(p0)
    _possible(p1, p0)
    return NORMAL.inv_cdf(p1) - NORMAL.inv_cdf(p0)


def number_needed(risk_difference: float) -> float:
    """Return the number of people for one event more, 1/RD; below 0 for one event fewer.

    Its interval is that of RD, inverted; where that includes 0 the number passes through infinity
    and has no interval of the plain kind (Bender, 2001).

    Raises:
        ValueError: The difference is 0.
    """
    if risk_difference == 0:
        raise ValueError("where the risks do not differ there is no number needed to treat")
    return 1 / risk_difference


def risk_difference_from_number_needed(number: float) -> float:
    """Return RD = 1/NNT.

    Raises:
        ValueError: The number lies between −1 and 1.
    """
    if abs(number) < 1:
        raise ValueError("a number needed to treat is at least 1")
    return 1 / number


def number_needed_from_d(d: float, p0: float) -> float:
    """Return NNT = 1/(Φ(d + Φ⁻¹(p₀)) − p₀) (Furukawa & Leucht, 2011)."""
    return number_needed(risk_from_d(d, p0) - p0)


def number_needed_without_rate(d: float) -> float:
    """Return NNT = 1/(2Φ(d/√2) − 1) (Kraemer & Kupfer, 2006).

    It counts as success that a treated person is better off than a person of the comparison, and so
    is smaller than numbers that count people who recover: for d = 0.57 always 3.2.
    """
    return number_needed(math.erf(d / 2))


def wilson_interval(events: float, n: float, level: float = 95) -> tuple[float, float]:
    """Return Wilson's interval of a proportion.

    Args:
        events: People who have the event.
        n: All people.
        level: Per cent.

    Raises:
        ValueError: There are no people, or more events than people.
    """
    if n <= 0 or not 0 <= events <= n:
        raise ValueError("events must be counted among people: from none to all of them")
    quantile = NORMAL.inv_cdf(0.5 + level / 200)
    share = events / n
    middle = share + quantile**2 / (2 * n)
    reach = quantile * math.sqrt(share * (1 - share) / n + quantile**2 / (4 * n * n))
    whole = 1 + quantile**2 / n
    # At no events and at all events the limit is 0 or 1; rounding must not push it beyond.
    return max(0.0, (middle - reach) / whole), min(1.0, (middle + reach) / whole)


def newcombe_interval(
    events1: float, n1: float, events2: float, n2: float, level: float = 95
) -> tuple[float, float]:
    """Return Newcombe's interval of the risk difference p₁ − p₂, made of two Wilson intervals."""
    low1, high1 = wilson_interval(events1, n1, level)
    low2, high2 = wilson_interval(events2, n2, level)
    p1, p2 = events1 / n1, events2 / n2
    low = p1 - p2 - math.hypot(p1 - low1, high2 - p2)
    high = p1 - p2 + math.hypot(high1 - p1, p2 - low2)
    return max(-1.0, low), min(1.0, high)


def phi(events1: float, n1: float, events2: float, n2: float) -> float:
    """Return φ = (ad − bc)/√((a + b)(c + d)(a + c)(b + d)), the correlation of group and event.

    Raises:
        ValueError: All people have the event, or none has.
    """
    others1, others2 = n1 - events1, n2 - events2
    events, others = events1 + events2, others1 + others2
    if not events or not others:
        raise ValueError("where all people have the event, or none has, nothing correlates")
    return (events1 * others2 - others1 * events2) / math.sqrt(n1 * n2 * events * others)


def _check_rate(p0: float) -> None:
    if not 0 < p0 < 1:
        raise ValueError("the control rate must lie between 0 and 1, neither of them included")


def _possible(p1: float, p0: float) -> float:
    if not 0 < p1 < 1:
        raise ValueError(f"at a control rate of {p0:g} the other risk would be {p1:.3g}")
    return p1
