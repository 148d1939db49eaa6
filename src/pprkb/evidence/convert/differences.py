"""Formulas between the indices of one difference or association: d, g, r, z, OR, η² and f.

All are numbers without a unit. A number out of an index's range is a `ValueError` whose message is
for the reader. Which of these a reported value may be put through is decided in `refusals`.
"""

from __future__ import annotations

import math
from statistics import NormalDist

NORMAL = NormalDist()
"""The standard normal distribution: Φ is `NORMAL.cdf`, its inverse `NORMAL.inv_cdf`."""
EQUAL_GROUPS = 4.0
"""The factor a of d = √a·r/√(1 − r²) for two groups of equal size."""
LOGISTIC = math.pi / math.sqrt(3)
"""ln OR for d = 1: the standard deviation of the logistic distribution."""
COX = 1.65
"""ln OR for d = 1 after Cox and Snell."""


def group_factor(n1: float, n2: float, *, exact: bool = True) -> float:
    """Return the factor a of d = √a·r/√(1 − r²) for two groups of known sizes.

    Exact: (N − 2)(1/n₁ + 1/n₂), by which r is the point-biserial correlation of the very sample
    (Jacobs & Viechtbauer, 2017). Else N²/(n₁n₂) (Borenstein et al., 2009, chapter 7).

    Args:
        n1: People in one group.
        n2: People in the other.
        exact: Which of the two.

    Raises:
        ValueError: A group is empty, or both hold no more than two people.
    """
    if n1 < 1 or n2 < 1 or n1 + n2 <= 2:
        raise ValueError("both groups need people, and more than two in all")
    return (n1 + n2 - 2) * (1 / n1 + 1 / n2) if exact else (n1 + n2) ** 2 / (n1 * n2)


def r_from_d(d: float, factor: float = EQUAL_GROUPS) -> float:
    """Return r = d/√(d² + a) (Borenstein et al., 2009, chapter 7)."""
    return d / math.hypot(d, math.sqrt(factor))


def d_from_r(r: float, factor: float = EQUAL_GROUPS) -> float:
    """Return d = √a·r/√(1 − r²), taking r as point-biserial (Borenstein et al., 2009, chapter 7).

    Raises:
        ValueError: r is not between −1 and 1; at either end d is infinite.
    """
    if not -1 < r < 1:
        raise ValueError("r must lie between -1 and 1, neither of them included")
    return math.sqrt(factor) * r / math.sqrt((1 - r) * (1 + r))


def d_from_r_split_at_median(r: float) -> float:
    """Return d between the halves of one variable, split at its median, on the other.

    For two variables that are normal together: r is first made point-biserial, r·√(2/π), then d
    (metafor's `transf.rtod`). It is less than what `d_from_r` gives.

    Raises:
        ValueError: r is not between −1 and 1.
    """
    if not -1 < r < 1:
        raise ValueError("r must lie between -1 and 1, neither of them included")
    return d_from_r(r * math.sqrt(2 / math.pi))


def z_from_r(r: float) -> float:
    """Return Fisher's z = artanh r.

    Raises:
        ValueError: r is not between −1 and 1; at either end z is infinite.
    """
    if not -1 < r < 1:
        raise ValueError("r must lie between -1 and 1, neither of them included")
    return math.atanh(r)


def r_from_z(z: float) -> float:
    """Return r = tanh z (Fisher)."""
    return math.tanh(z)


def r_from_r2(r2: float) -> float:
    """Return the size of r = √R² where there is one predictor; the sign is lost.

    Raises:
        ValueError: R² is not from 0 to 1.
    """
    if not 0 <= r2 <= 1:
        raise ValueError("a share of variance must be at least 0 and at most 1")
    return math.sqrt(r2)


def odds_ratio_from_d(d: float, factor: float = LOGISTIC) -> float:
    """Return OR = exp(d·factor).

    With `LOGISTIC`, π/√3, after Hasselblad and Hedges (1995) and Chinn (2000); with `COX`, 1.65,
    after Cox and Snell (1989).
    """
    return math.exp(d * factor)


def d_from_odds_ratio(odds_ratio: float, factor: float = LOGISTIC) -> float:
    """Return d = ln OR/factor; factors and sources as in `odds_ratio_from_d`.

    Raises:
        ValueError: The odds ratio is not above 0.
    """
    if odds_ratio <= 0:
        raise ValueError("an odds ratio must be above 0")
    return math.log(odds_ratio) / factor


def f_from_eta2(eta2: float) -> float:
    """Return Cohen's f = √(η²/(1 − η²)) (Cohen, 1988).

    Raises:
        ValueError: η² is below 0, or 1 or more.
    """
    if not 0 <= eta2 < 1:
        raise ValueError("a share of variance must be at least 0 and below 1")
    return math.sqrt(eta2 / (1 - eta2))


def eta2_from_f(f: float) -> float:
    """Return η² = f²/(1 + f²) (Cohen, 1988).

    Raises:
        ValueError: f is below 0.
    """
    if f < 0:
        raise ValueError("f cannot be below 0")
    return (f / math.hypot(f, 1)) ** 2


def d_from_f(f: float, factor: float = EQUAL_GROUPS) -> float:
    """Return the size of d = √a·f, 2f for two groups of equal size (Cohen, 1988); without a sign.

    Raises:
        ValueError: f is below 0.
    """
    if f < 0:
        raise ValueError("f cannot be below 0")
    return math.sqrt(factor) * f


def f_from_d(d: float, factor: float = EQUAL_GROUPS) -> float:
    """Return f = |d|/√a, |d|/2 for two groups of equal size (Cohen, 1988)."""
    return abs(d) / math.sqrt(factor)


def d_from_eta2(eta2: float, factor: float = EQUAL_GROUPS) -> float:
    """Return the size of d = √(a·η²/(1 − η²)) (Cohen, 1988); the sign is lost."""
    return d_from_f(f_from_eta2(eta2), factor)


def eta2_from_d(d: float, factor: float = EQUAL_GROUPS) -> float:
    """Return η² = d²/(d² + a), with a = 4 for two groups of equal size (Cohen, 1988).

    Not (d²/(1 + d²))/2, which a package in use computes: that is not its own inverse.
    """
    return r_from_d(d, factor) ** 2


def d_from_means(mean1: float, sd1: float, n1: float, mean2: float, sd2: float, n2: float) -> float:
    """Return d = (M₁ − M₂)/SD, by the pooled SD (Borenstein et al., 2009, chapter 4).

    Raises:
        ValueError: There are no more than two people, or no spread.
    """
    degrees = n1 + n2 - 2
    if degrees <= 0:
        raise ValueError("both groups need people, and more than two in all")
    pooled = math.sqrt(((n1 - 1) * sd1**2 + (n2 - 1) * sd2**2) / degrees)
    if pooled == 0:
        raise ValueError("without any spread there is no standardised difference")
    return (mean1 - mean2) / pooled


def phi_from_chi2(chi2: float, people: float) -> float:
    """Return the size of φ = √(χ²/N) of a table of four cells (Cohen, 1988).

    Raises:
        ValueError: χ² is more than N, which no such table gives.
    """
    if chi2 > people:
        raise ValueError("χ² of four cells cannot be more than the number of people")
    return math.sqrt(chi2 / people)


def small_sample_factor(degrees: float) -> float:
    """Return J = Γ(m/2)/(√(m/2)·Γ((m − 1)/2)), about 1 − 3/(4m − 1) (Hedges, 1981).

    Args:
        degrees: Degrees of freedom m; for two groups N − 2.

    Raises:
        ValueError: There is not more than one degree of freedom.
    """
    if degrees <= 1:
        raise ValueError("the correction for small samples needs more than three people")
    half = degrees / 2
    return math.exp(math.lgamma(half) - math.lgamma(half - 0.5)) / math.sqrt(half)


def g_from_d(d: float, n1: float, n2: float) -> float:
    """Return g = J·d of one study (Hedges, 1981).

    A pooled estimate is not corrected again, whatever its N.
    """
    return small_sample_factor(n1 + n2 - 2) * d


def d_from_g(g: float, n1: float, n2: float) -> float:
    """Return d = g/J of one study (Hedges, 1981)."""
    return g / small_sample_factor(n1 + n2 - 2)
