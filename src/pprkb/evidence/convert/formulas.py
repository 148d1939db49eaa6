"""Formulas between effect sizes: differences and associations, shares of people, and risks.

All numbers are without units. A number outside of an index's range raises a `ValueError` with a
message for the reader. Whether a conversion is sound is decided in `answers`.
"""

from __future__ import annotations

import math
from statistics import NormalDist

from pprkb.languages import Told, phrase

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
        raise ValueError(phrase("both groups need people, and more than two in all"))
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
        raise ValueError(phrase("r must lie between -1 and 1, neither of them included"))
    return math.sqrt(factor) * r / math.sqrt((1 - r) * (1 + r))


def d_from_r_split_at_median(r: float) -> float:
    """Return d between the halves of one variable, split at its median, on the other.

    For two variables that are normal together: r is first made point-biserial, r·√(2/π), then d
    (metafor's `transf.rtod`). It is less than what `d_from_r` gives.

    Raises:
        ValueError: r is not between −1 and 1.
    """
    if not -1 < r < 1:
        raise ValueError(phrase("r must lie between -1 and 1, neither of them included"))
    return d_from_r(r * math.sqrt(2 / math.pi))


def z_from_r(r: float) -> float:
    """Return Fisher's z = artanh r.

    Raises:
        ValueError: r is not between −1 and 1; at either end z is infinite.
    """
    if not -1 < r < 1:
        raise ValueError(phrase("r must lie between -1 and 1, neither of them included"))
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
        raise ValueError(phrase("a share of variance must be at least 0 and at most 1"))
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
        raise ValueError(phrase("an odds ratio must be above 0"))
    return math.log(odds_ratio) / factor


def f_from_eta2(eta2: float) -> float:
    """Return Cohen's f = √(η²/(1 − η²)) (Cohen, 1988).

    Raises:
        ValueError: η² is below 0, or 1 or more.
    """
    if not 0 <= eta2 < 1:
        raise ValueError(phrase("a share of variance must be at least 0 and below 1"))
    return math.sqrt(eta2 / (1 - eta2))


def eta2_from_f(f: float) -> float:
    """Return η² = f²/(1 + f²) (Cohen, 1988).

    Raises:
        ValueError: f is below 0.
    """
    if f < 0:
        raise ValueError(phrase("f cannot be below 0"))
    return (f / math.hypot(f, 1)) ** 2


def d_from_f(f: float, factor: float = EQUAL_GROUPS) -> float:
    """Return the size of d = √a·f, 2f for two groups of equal size (Cohen, 1988); without a sign.

    Raises:
        ValueError: f is below 0.
    """
    if f < 0:
        raise ValueError(phrase("f cannot be below 0"))
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
        raise ValueError(phrase("both groups need people, and more than two in all"))
    pooled = math.sqrt(((n1 - 1) * sd1**2 + (n2 - 1) * sd2**2) / degrees)
    if pooled == 0:
        raise ValueError(phrase("without any spread there is no standardised difference"))
    return (mean1 - mean2) / pooled


def phi_from_chi2(chi2: float, people: float) -> float:
    """Return the size of φ = √(χ²/N) of a table of four cells (Cohen, 1988).

    Raises:
        ValueError: χ² is more than N, which no such table gives.
    """
    if chi2 > people:
        raise ValueError(phrase("χ² of four cells cannot be more than the number of people"))
    return math.sqrt(chi2 / people)


def small_sample_factor(degrees: float) -> float:
    """Return J = Γ(m/2)/(√(m/2)·Γ((m − 1)/2)), about 1 − 3/(4m − 1) (Hedges, 1981).

    Args:
        degrees: Degrees of freedom m; for two groups N − 2.

    Raises:
        ValueError: There is not more than one degree of freedom.
    """
    if degrees <= 1:
        raise ValueError(phrase("the correction for small samples needs more than three people"))
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


def u3(d: float) -> float:
    """Return the share of the first group above the mean of the second: Φ(d) (Cohen, 1988)."""
    return NORMAL.cdf(d)


def d_from_u3(share: float) -> float:
    """Return d = Φ⁻¹(U3) (Cohen, 1988).

    Raises:
        ValueError: The share is not between 0 and 1.
    """
    if not 0 < share < 1:
        raise ValueError(phrase("U3 must lie between 0 and 1, neither of them included"))
    return NORMAL.inv_cdf(share)


def u2(d: float) -> float:
    """Return U2 = Φ(|d|/2): the share of the higher group above that share of the lower one."""
    return NORMAL.cdf(abs(d) / 2)


def u1(d: float) -> float:
    """Return U1 = (2·U2 − 1)/U2: the share of both groups that is in one alone (Cohen, 1988)."""
    share = u2(d)
    return (2 * share - 1) / share


def overlap(d: float) -> float:
    """Return what the two distributions have in common: 2Φ(−|d|/2) (after Cohen, 1988)."""
    return 2 * NORMAL.cdf(-abs(d) / 2)


def probability_of_superiority(d: float) -> float:
    """Return Φ(d/√2): that one of the first group is above one of the second.

    Common language effect size (McGraw & Wong, 1992).
    """
    return NORMAL.cdf(d / math.sqrt(2))


def d_from_probability_of_superiority(share: float) -> float:
    """Return d = √2·Φ⁻¹(CLES) (McGraw & Wong, 1992).

    Raises:
        ValueError: The share is not between 0 and 1.
    """
    if not 0 < share < 1:
        raise ValueError(phrase("CLES must lie between 0 and 1, neither of them included"))
    return math.sqrt(2) * NORMAL.inv_cdf(share)


def binomial_effect_size_display(r: float) -> tuple[float, float]:
    """Return the two rates ½ − r/2 and ½ + r/2 (Rosenthal & Rubin, 1982).

    They are those of an imagined table with half of the people in each row and column, not rates
    that anyone observed.

    Raises:
        ValueError: r is not from −1 to 1.
    """
    if not -1 <= r <= 1:
        raise ValueError(phrase("r must lie between -1 and 1"))
    return 0.5 - r / 2, 0.5 + r / 2


def common_language_of_r(r: float) -> float:
    """Return asin(r)/π + ½: that who is above in one variable is so in the other (Dunlap, 1994).

    Of two people taken at random, where the variables are normal together.

    Raises:
        ValueError: r is not from −1 to 1.
    """
    if not -1 <= r <= 1:
        raise ValueError(phrase("r must lie between -1 and 1"))
    return math.asin(r) / math.pi + 0.5


def risk_from_odds_ratio(odds_ratio: float, p0: float) -> float:
    """Return p₁ = OR·p₀/(1 − p₀ + OR·p₀) (Grant, 2014).

    Raises:
        ValueError: The odds ratio is not above 0, or p0 is not between 0 and 1.
    """
    _check_rate(p0)
    if odds_ratio <= 0:
        raise ValueError(phrase("an odds ratio must be above 0"))
    return odds_ratio * p0 / (1 - p0 + odds_ratio * p0)


def risk_from_risk_ratio(risk_ratio: float, p0: float) -> float:
    """Return p₁ = RR·p₀.

    Raises:
        ValueError: RR·p₀ is not a risk: it reaches 1, or RR is not above 0.
    """
    _check_rate(p0)
    if risk_ratio <= 0:
        raise ValueError(phrase("a risk ratio must be above 0"))
    return _possible(risk_ratio * p0, p0)


def risk_from_risk_difference(risk_difference: float, p0: float) -> float:
    """Return p₁ = p₀ + RD.

    Raises:
        ValueError: p₀ + RD is not a risk between 0 and 1.
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
        raise ValueError(phrase("where the risks do not differ there is no number needed to treat"))
    return 1 / risk_difference


def risk_difference_from_number_needed(number: float) -> float:
    """Return RD = 1/NNT.

    Raises:
        ValueError: The number lies between −1 and 1.
    """
    if abs(number) < 1:
        raise ValueError(phrase("a number needed to treat is at least 1"))
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
        raise ValueError(phrase("events must be counted among people: from none to all of them"))
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
        raise ValueError(phrase("where all people have the event, or none has, nothing correlates"))
    return (events1 * others2 - others1 * events2) / math.sqrt(n1 * n2 * events * others)


def _check_rate(p0: float) -> None:
    if not 0 < p0 < 1:
        raise ValueError(
            phrase("the control rate must lie between 0 and 1, neither of them included")
        )


def _possible(p1: float, p0: float) -> float:
    if not 0 < p1 < 1:
        raise ValueError(
            Told(
                "at a control rate of {rate} the other risk would be {risk}",
                rate=f"{p0:g}",
                risk=f"{p1:.3g}",
            )
        )
    return p1
