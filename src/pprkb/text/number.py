"""Whole numbers in text; the only place that converts digits to numbers."""

from __future__ import annotations

import re
from typing import overload

MOST = 10**15 - 1
"""The largest number that is read: JSON and SQLite represent it exactly."""
_DIGITS = re.compile(r"-?\d+")
_LONGEST = len(str(MOST)) + 1


@overload
def whole_number(text: str, *, least: int = 0, most: int = MOST) -> int | None: ...
@overload
def whole_number(text: str, otherwise: int, *, least: int = 0, most: int = MOST) -> int: ...
def whole_number(
    text: str, otherwise: int | None = None, *, least: int = 0, most: int = MOST
) -> int | None:
    """Read a whole number: decimal digits of any script, optionally after a minus.

    Python's own `int` fails on "²", which `str.isdigit` calls a digit, and on more than 4,300
    digits; it also reads "1_000" and "+1", which are not accepted here.

    Args:
        text: The text; whitespace around the number is ignored.
        otherwise: The value to return if there is no such number.
        least: Smaller numbers are not accepted.
        most: Larger numbers are not accepted; at most `MOST`.
    """
    digits = text.strip()
    if not _DIGITS.fullmatch(digits):
        return otherwise
    sign, digits = digits[:1] == "-", digits.lstrip("-")
    if len(digits) > _LONGEST:
        # "0000000000000000000001" is one.
        digits = digits.lstrip("0")
        if len(digits) > _LONGEST:
            return otherwise
    number = int(digits or "0")
    number = -number if sign else number
    return number if least <= number <= most else otherwise
