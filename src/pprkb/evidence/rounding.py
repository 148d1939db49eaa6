"""The range of a printed number, and the precision of numbers derived from it.

".28" means anything from .275 to .285. A derived number is between the results for these two, and
is printed with the fewest digits that stay in that range.
"""

from __future__ import annotations

import math
from decimal import ROUND_CEILING, ROUND_HALF_EVEN, Decimal

from pprkb.model.effect import printed_number

_MOST_PLACES = 9


def printed_share(written: str) -> Decimal | None:
    """Return a printed value as a number, "8%" as 0.08; None if it is not a number."""
    bare = written.strip()
    if not bare.endswith("%"):
        return printed_number(bare)
    number = printed_number(bare.removesuffix("%").strip())
    return None if number is None else number.scaleb(-2)


def rounding_interval(value: Decimal) -> tuple[Decimal, Decimal]:
    """Return the range of a value: half a unit of the last printed digit below and above."""
    exponent = value.as_tuple().exponent
    half = Decimal(5).scaleb(int(exponent) - 1)
    return value - half, value + half


def shortest(estimate: float, low: float, high: float, *, zero_places: int = 0) -> Decimal:
    """Return the estimate with the fewest decimals that keep it between low and high.

    Args:
        estimate: The number.
        low: Its minimum.
        high: Its maximum.
        zero_places: Decimals of zero, which would otherwise have none.
    """
    exact = Decimal(repr(estimate))
    # Large numbers are rounded to tens and hundreds if they are imprecise.
    magnitude = math.floor(math.log10(abs(estimate))) if estimate else 0
    for places in range(-max(0, magnitude), _MOST_PLACES):
        rounded = at_places(estimate, places)
        if low <= rounded <= high:
            return rounded if rounded else at_places(estimate, max(places, zero_places))
    return exact.quantize(Decimal(1).scaleb(-_MOST_PLACES))


def whole_people(estimate: float, low: float, high: float) -> Decimal:
    """Return a number needed to treat: whole, rounded away from 0, or else with one decimal.

    If not even the whole number is certain, it has fewer digits, as in `shortest`.
    """
    coarse = shortest(estimate, low, high)
    if coarse == coarse.to_integral_value() and int(coarse.as_tuple().exponent) > 0:
        return coarse
    # Floating-point errors, as in 1/0.2, must not be rounded up.
    up = Decimal(math.copysign(1, estimate)) * Decimal(f"{abs(estimate):.9f}").quantize(
        Decimal(1), rounding=ROUND_CEILING
    )
    return up if low <= up <= high else at_places(estimate, 1)


def at_places(number: float, places: int) -> Decimal:
    """Return a number with some decimals, rounded half to even, and never as "-0"."""
    rounded = Decimal(repr(number)).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_EVEN)
    return rounded if rounded else abs(rounded)
