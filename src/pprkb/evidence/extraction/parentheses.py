"""The parentheses or brackets around a position, for many positions in one pass."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pprkb.evidence.extraction.plain import Span

_LONGEST = 400
"""Parentheses further apart than this are not of one pair (characters)."""
_SIGN = re.compile(r"[()\[\]\n]")


def enclosing(plain: str, positions: Sequence[int]) -> list[Span | None]:
    """Return for each position the innermost pair of parentheses or brackets around it.

    Args:
        plain: Plain prose; a pair does not reach beyond its paragraph.
        positions: Offsets in order.
    """
    if not positions:
        return []
    opened: list[int] = []
    around: list[int | None] = []
    closed: dict[int, int] = {}
    waiting = iter(positions)
    position = next(waiting, None)
    for sign in _SIGN.finditer(plain):
        while position is not None and position <= sign.start():
            around.append(opened[-1] if opened else None)
            position = next(waiting, None)
        if sign[0] == "\n":
            opened.clear()
        elif sign[0] in "([":
            opened.append(sign.start())
        elif opened:
            closed[opened.pop()] = sign.start()
        if position is None and not opened:
            break
    around += [opened[-1] if opened else None] * (len(positions) - len(around))
    return [_pair(left, closed) for left in around]


def _pair(left: int | None, closed: dict[int, int]) -> Span | None:
    right = None if left is None else closed.get(left)
    if left is None or right is None or right - left > _LONGEST:
        return None
    return left, right
