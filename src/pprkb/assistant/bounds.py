"""Limits of answers, so that none is longer than an assistant can read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from pydantic import BaseModel

MOST_CHARACTERS = 30_000
"""The size of the items of an answer, as JSON."""
MOST_PROSE = 12_000
"""The maximum length of a summary's prose in one answer."""
MOST_LINE = 1_500
"""The maximum length of a reference, quote or note."""
MOST_WORDS = 300
"""The maximum length of a title, heading or word."""

_GAP = re.compile(r"\s+")
A = TypeVar("A")
M = TypeVar("M", bound=BaseModel)


def short(text: str, most: int = MOST_LINE) -> str:
    """Return a text on one line, truncated between words with an ellipsis.

    Truncating within a number would change it.
    """
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    words, _, _ = line[:most].rpartition(" ")
    return f"{words or line[: most - 1]}…"


def part_of_text(text: str, start: int, most: int) -> tuple[str, int]:
    """Return a part of a text without splitting words, and the position of its end.

    Args:
        text: The text.
        start: The beginning of the part; if within a word, it begins after that.
        most: The maximum number of characters, which only a longer word may exceed.
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
    """Return the first items that fit, at least one."""
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
    """Return one page of items as values, and a note on the omitted ones.

    Args:
        every: All items.
        offset: The number of items to skip.
        limit: The requested number of items.
        make: Converts items to values.
        what: The name of the items, for the note.
    """
    told = fitting(make(every[offset : offset + limit]))
    end = offset + len(told)
    if end < len(every):
        left = f"{len(every) - end:,} more {what}: ask again with offset={end}"
        return told, [left]
    return told, []
