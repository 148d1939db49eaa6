"""Formulas of precision: variances, standard errors, p values and intervals.

For single studies only. The total N of a meta-analysis does not give the interval of its pooled
estimate: such intervals came out at half the width of the published ones, or less.
"""

from __future__ import annotations

import math

from pprkb.evidence.convert.differences import NORMAL, r_from_z, z_from_r


def variance_of_d(d: float, n1: float, n2: float) -> float:
    """Return N/(n₁n₂) + d²/(2N) (Borenstein et al., 2009, equation 4.20)."""
    if n1 <= 0 or n2 <= 0:
        raise ValueError("both groups need people")
    total = n1 + n2
    return total / (n1 * n2) + d * d / (2 * total)


def variance_of_r(r: float, n: float) -> float:
    """Return (1 − r²)²/(n − 1), for large samples (Borenstein et al., 2009, chapter 6)."""
    if n <= 1:
        raise ValueError("a correlation needs more than one person")
    return (1 - r * r) ** 2 / (n - 1)


def variance_of_z(n: float) -> float:
    """Return 1/(n − 3), the variance of Fisher's z."""
    if n <= 3:
        raise ValueError("Fisher's z needs more than three people")
    return 1 / (n - 3)


def variance_of_d_from_r(r: float, variance: float) -> float:
    """Return 4V/(1 − r²)³: what the variance of r is for d (Borenstein et al., 2009, chapter 7)."""
    return 4 * variance / (1 - r * r) ** 3


def variance_of_r_from_d(d: float, variance: float, factor: float = 4.0) -> float:
    """Return a²V/(d² + a)³: what the variance of d is for r (Borenstein et al., 2009, chapter 7).

    Args:
        d: The difference.
        variance: Its variance V.
        factor: The factor a, as of `differences.group_factor`.
    """
    return factor * factor * variance / (d * d + factor) ** 3


def variance_of_d_from_log_odds_ratio(variance: float) -> float:
    """Return 3V/π²: what the variance of ln OR is for d (Borenstein et al., 2009, chapter 7)."""
    return 3 * variance / math.pi**2


def variance_of_log_odds_ratio(events1: float, n1: float, events2: float, n2: float) -> float:
    """Return the sum of the inverses of the four cells (Borenstein et al., 2009, chapter 5)."""
    cells = (events1, n1 - events1, events2, n2 - events2)
    if min(cells) <= 0:
        raise ValueError("no cell of the table may be empty")
    return sum(1 / cell for cell in cells)


def variance_of_log_risk_ratio(events1: float, n1: float, events2: float, n2: float) -> float:
    """Return 1/e₁ − 1/n₁ + 1/e₂ − 1/n₂ (Borenstein et al., 2009, chapter 5)."""
    if min(events1, events2) <= 0:
        raise ValueError("each group needs an event")
    return 1 / events1 - 1 / n1 + 1 / events2 - 1 / n2


def variance_of_risk_difference(events1: float, n1: float, events2: float, n2: float) -> float:
    """Return p₁(1 − p₁)/n₁ + p₂(1 − p₂)/n₂ (Borenstein et al., 2009, chapter 5)."""
    p1, p2 = events1 / n1, events2 / n2
    return p1 * (1 - p1) / n1 + p2 * (1 - p2) / n2


def quantile(level: float = 95) -> float:
    """Return the standard normal quantile of a two-sided interval: 1.96 for 95 per cent."""
    if not 0 < level < 100:
        raise ValueError("the level of an interval lies between 0 and 100 per cent")
    return NORMAL.inv_cdf(0.5 + level / 200)


def standard_error_from_interval(
    low: float, high: float, level: float = 95, *, ratio: bool = False
) -> float:
    """Return (U − L)/(2·1.96), for a ratio on the scale of its logarithm (metafor, `conv.wald`).

    Args:
        low: Lower limit L.
        high: Upper limit U.
        level: Per cent.
        ratio: Whether it is the interval of OR, RR or HR; then the error is that of the logarithm.

    Raises:
        ValueError: The limits are exchanged, or those of a ratio are not above 0.
    """
    if low > high:
        raise ValueError("the lower limit is above the upper limit")
    if ratio:
        if low <= 0:
            raise ValueError("the limits of a ratio must be above 0")
        low, high = math.log(low), math.log(high)
    return (high - low) / (2 * quantile(level))


def p_from_standard_error(estimate: float, standard_error: float, *, ratio: bool = False) -> float:
    """Return the two-sided p value 2Φ(−|estimate/SE|) (Altman & Bland, 2011).

    Args:
        estimate: The estimate; for a ratio the ratio itself.
        standard_error: Its standard error; for a ratio that of its logarithm.
        ratio: Whether it is OR, RR or HR.
    """
    if standard_error <= 0:
        raise ValueError("a standard error must be above 0")
    if ratio:
        if estimate <= 0:
            raise ValueError("a ratio must be above 0")
        estimate = math.log(estimate)
    return 2 * NORMAL.cdf(-abs(estimate / standard_error))


def interval_of_d(d: float, n1: float, n2: float, level: float = 95) -> tuple[float, float]:
    """Return Wald's interval of d of one study (Borenstein et al., 2009, chapter 4)."""
    reach = quantile(level) * math.sqrt(variance_of_d(d, n1, n2))
    return d - reach, d + reach


def interval_of_r(r: float, n: float, level: float = 95) -> tuple[float, float]:
    """Return the interval of r of one study by way of Fisher's z."""
    reach = quantile(level) * math.sqrt(variance_of_z(n))
    return r_from_z(z_from_r(r) - reach), r_from_z(z_from_r(r) + reach)


def interval_of_z(z: float, n: float, level: float = 95) -> tuple[float, float]:
    """Return the interval of Fisher's z of one study."""
    reach = quantile(level) * math.sqrt(variance_of_z(n))
    return z - reach, z + reach
