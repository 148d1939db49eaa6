"""The range that a printed number covers, and how many digits a number made from it can bear.

".28" means anything from .275 to .285. A number made from it lies between what is made from
these two, and is printed with as few digits as still put it there.
"""

from __future__ import annotations

import math
from decimal import ROUND_CEILING, ROUND_HALF_EVEN, Decimal

from pprkb.model.effect import printed_number

_MOST_PLACES = 9


def printed_share(written: str) -> Decimal | None:
    """Return a printed value as a number, "8%" as 0.08; None where it is none."""
    bare = written.strip()
    if not bare.endswith("%"):
        return printed_number(bare)
    number = printed_number(bare.removesuffix("%").strip())
    return None if number is None else number.scaleb(-2)


def rounding_interval(value: Decimal) -> tuple[Decimal, Decimal]:
    """Return the two ends half a unit of the last printed digit below and above a value."""
    exponent = value.as_tuple().exponent
    half = Decimal(5).scaleb(int(exponent) - 1)
    return value - half, value + half


def shortest(estimate: float, low: float, high: float, *, zero_places: int = 0) -> Decimal:
    """Return the estimate with the fewest decimals that still put it between low and high.

    Args:
        estimate: The number.
        low: The least that it can be.
        high: The most that it can be.
        zero_places: Decimals of a nought, which would otherwise always need none.
    """
    exact = Decimal(repr(estimate))
    # Large numbers are rounded to tens and hundreds where no more is known.
    magnitude = math.floor(math.log10(abs(estimate))) if estimate else 0
    for places in range(-max(0, magnitude), _MOST_PLACES):
        rounded = at_places(estimate, places)
        if low <= rounded <= high:
            return rounded if rounded else at_places(estimate, max(places, zero_places))
    return exact.quantize(Decimal(1).scaleb(-_MOST_PLACES))


def whole_people(estimate: float, low: float, high: float) -> Decimal:
    """Return a number needed to treat: whole, rounded away from 0, or else with one decimal.

    Where not even the whole number is known it has fewer figures, as `shortest` gives it.
    """
    coarse = shortest(estimate, low, high)
    if coarse == coarse.to_integral_value() and int(coarse.as_tuple().exponent) > 0:
        return coarse
    # Of 1/0.2 in binary numbers nothing may be left over that is rounded up.
    up = Decimal(math.copysign(1, estimate)) * Decimal(f"{abs(estimate):.9f}").quantize(
        Decimal(1), rounding=ROUND_CEILING
    )
    return up if low <= up <= high else at_places(estimate, 1)


def at_places(number: float, places: int) -> Decimal:
    """Return a number with so many decimals, half to even, and never a nought below 0."""
    rounded = Decimal(repr(number)).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_EVEN)
    return rounded if rounded else abs(rounded)
