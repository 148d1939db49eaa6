"""Formulas that tell a difference or an association as a share of people or a probability.

All results are proportions from 0 to 1. Those of d take two normal distributions with one spread.
"""

from __future__ import annotations

import math

from pprkb.evidence.convert.differences import NORMAL


def u3(d: float) -> float:
    """Return the share of the first group above the mean of the second: Φ(d) (Cohen, 1988)."""
    return NORMAL.cdf(d)


def d_from_u3(share: float) -> float:
    """Return d = Φ⁻¹(U3) (Cohen, 1988).

    Raises:
        ValueError: The share is not between 0 and 1.
    """
    if not 0 < share < 1:
        raise ValueError("U3 must lie between 0 and 1, neither of them included")
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
        raise ValueError("CLES must lie between 0 and 1, neither of them included")
    return math.sqrt(2) * NORMAL.inv_cdf(share)


def binomial_effect_size_display(r: float) -> tuple[float, float]:
    """Return the two rates ½ − r/2 and ½ + r/2 (Rosenthal & Rubin, 1982).

    They are those of an imagined table with half of the people in each row and column, not rates
    that anyone observed.

    Raises:
        ValueError: r is not from −1 to 1.
    """
    if not -1 <= r <= 1:
        raise ValueError("r must lie between -1 and 1")
    return 0.5 - r / 2, 0.5 + r / 2


def common_language_of_r(r: float) -> float:
    """Return asin(r)/π + ½: that who is above in one variable is so in the other (Dunlap, 1994).

    Of two people taken at random, where the variables are normal together.

    Raises:
        ValueError: r is not from −1 to 1.
    """
    if not -1 <= r <= 1:
        raise ValueError("r must lie between -1 and 1")
    return math.asin(r) / math.pi + 0.5
