"""Bounds on what is told: no answer is longer than an assistant can read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from pydantic import BaseModel

MOST_CHARACTERS = 30_000
"""Of the items of an answer, as JSON."""
MOST_PROSE = 12_000
"""Characters of a summary's prose in one answer."""
MOST_LINE = 1_500
"""Characters of a reference, a quote or a note."""
MOST_WORDS = 300
"""Characters of a title, a heading or a word."""

_GAP = re.compile(r"\s+")
A = TypeVar("A")
M = TypeVar("M", bound=BaseModel)


def short(text: str, most: int = MOST_LINE) -> str:
    """Return a text on one line, cut between words where it is too long, with an ellipsis.

    A number that was cut would be another one.
    """
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    words, _, _ = line[:most].rpartition(" ")
    return f"{words or line[: most - 1]}…"


def part_of_text(text: str, start: int, most: int) -> tuple[str, int]:
    """Return a part of a text, from some character on, and where it ends; no word is cut.

    Args:
        text: The text.
        start: Where the part begins; within a word, behind it.
        most: How many characters it has at the most, but for a word that is longer.
    """
    while 0 < start < len(text) and not (text[start - 1].isspace() or text[start].isspace()):
        start += 1
    end = min(len(text), start + most)
    while end < len(text) and end > start and not text[end - 1].isspace():
        end -= 1
    if end == start < len(text):
        gap = _GAP.search(text, start)
        end = gap.end() if gap else len(text)
    return text[start:end], end


def fitting(items: Iterable[M], room: int = MOST_CHARACTERS) -> list[M]:
    """Return the first items that fit, one at least."""
    kept: list[M] = []
    for item in items:
        room -= len(item.model_dump_json())
        if kept and room < 0:
            break
        kept.append(item)
    return kept


def some_of(
    every: Sequence[A], offset: int, limit: int, make: Callable[[Sequence[A]], list[M]], what: str
) -> tuple[list[M], list[str]]:
    """Return some of all items as values, and what is left out.

    Args:
        every: All there are.
        offset: How many are passed over.
        limit: How many are wanted.
        make: Makes values of some.
        what: What they are called.
    """
    told = fitting(make(every[offset : offset + limit]))
    end = offset + len(told)
    if end < len(every):
        left = f"{len(every) - end:,} more {what}: ask again with offset={end}"
        return told, [left]
    return told, []
