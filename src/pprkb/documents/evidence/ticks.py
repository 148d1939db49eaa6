"""Ticks of axes."""

from __future__ import annotations

import math
from itertools import pairwise

_RATIO_TICKS = (
    (1.0,),
    (1.0, 2.0, 5.0),
    (1.0, 1.5, 2.0, 3.0, 5.0, 7.5),
    (1.0, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0),
)
"""Sets of round values in a decade, from few to many; below 1 they are .5 and .75."""
_FEW = 4


def ratio_ticks(low: float, high: float, apart: float) -> tuple[float, ...]:
    """Return ticks of a logarithmic axis: the smallest set of at least four that fits.

    Args:
        low: Logarithm of the lower end.
        high: Logarithm of the upper end.
        apart: The minimum distance between two ticks, as a difference of logarithms.
    """
    sets = [
        [multiple * 10.0**power for power in range(-4, 5) for multiple in multiples]
        for multiples in _RATIO_TICKS
    ]
    sets += [[number * step for number in range(1, round(4 / step))] for step in (0.1, 0.05, 0.02)]
    best: tuple[float, ...] = (1.0,)
    for values in sets:
        ticks = tuple(round(value, 10) for value in values if low <= logarithm(value) <= high)
        close = any(logarithm(b) - logarithm(a) < apart for a, b in pairwise(ticks))
        if close or len(ticks) <= len(best):
            continue
        best = ticks
        if len(ticks) >= _FEW:
            break
    return best


def even_ticks(low: float, high: float) -> tuple[float, ...]:
    """Return ticks of a linear axis: at most six steps of 1, 2 or 5 times a power of ten."""
    step = 10.0 ** math.floor(math.log10((high - low) / 2))
    for multiple in (1, 2, 5, 10):
        if (high - low) / (step * multiple) <= 6:
            step *= multiple
            break
    first = math.ceil(low / step)
    last = math.floor(high / step)
    return tuple(round(number * step, 10) for number in range(first, last + 1))


def logarithm(value: float) -> float:
    """Return the natural logarithm, or a very low value for numbers without one."""
    return math.log(value) if value > 0 else -10.0
