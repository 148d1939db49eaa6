"""Whether two printed numbers can be one finding told in two indices."""

from __future__ import annotations

from decimal import Decimal

from pprkb.evidence.conversions import convert
from pprkb.evidence.question import UNSIGNED, Design, Method
from pprkb.evidence.refusals import NOT_A_NUMBER, Refusal
from pprkb.evidence.rounding import printed_share, rounding_interval
from pprkb.model.effect import Metric
from pprkb.model.errors import ConversionError

_TOUCH = 1e-9
"""Rounding intervals that only touch in binary numbers still touch."""


def agree(
    value_a: str | Decimal,
    metric_a: Metric,
    value_b: str | Decimal,
    metric_b: Metric,
    *,
    p0: float | None = None,
    method: Method | None = None,
    design: Design | None = None,
) -> bool:
    """Tell whether two printed values can be one finding: whether their rounding intervals meet.

    r = .12 and d = .24 do; r = .26 and d = .56 do not. Indices without a sign are compared by size.

    Raises:
        ConversionError: One of them is no number, or the indices cannot be compared.
    """
    number = printed_share(value_b) if isinstance(value_b, str) else value_b
    if number is None:
        raise ConversionError(NOT_A_NUMBER.reason, hint=NOT_A_NUMBER.alternative)
    if metric_a in UNSIGNED:
        number = abs(number)
    low, high = map(float, rounding_interval(number))
    if metric_a is metric_b:
        first = printed_share(value_a) if isinstance(value_a, str) else value_a
        if first is None:
            raise ConversionError(NOT_A_NUMBER.reason, hint=NOT_A_NUMBER.alternative)
        other_low, other_high = map(float, rounding_interval(first))
    else:
        other = convert(value_a, metric_a, metric_b, p0=p0, method=method, design=design)
        if isinstance(other, Refusal):
            raise ConversionError(other.reason, hint=other.alternative)
        other_low, other_high = other.low, other.high
    return other_low <= high + _TOUCH and low <= other_high + _TOUCH
