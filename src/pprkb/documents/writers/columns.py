"""Text measured and broken by the columns it takes on a screen, not by its characters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

# A space that may be broken at: not the no-break spaces.
_SPACES = re.compile(r"[^\S\u00a0\u2007\u202f]+")
_ZERO_WIDTH_CATEGORIES = frozenset({"Mn", "Me", "Cf"})


def width(text: str) -> int:
    """Return the columns a text takes: two for wide East Asian characters, none for accents."""
    if text.isascii():
        return len(text)
    return sum(_character_width(character) for character in text)


def _character_width(character: str) -> int:
    if unicodedata.east_asian_width(character) in "WF":
        return 2
    return 0 if unicodedata.category(character) in _ZERO_WIDTH_CATEGORIES else 1


def narrowest(text: str) -> int:
    """Return the columns below which a text cannot be broken into lines."""
    return max((width(piece) for piece, _ in _pieces(text)), default=0)


def wrap(text: str, columns: int, *, first: str = "", rest: str = "") -> list[str]:
    """Break a paragraph into lines.

    A word longer than a line stands alone on its line, because half an address is of no use;
    text in wide characters, which is written without spaces, is broken between them.

    Args:
        text: One paragraph.
        columns: The width of a line, with its indent.
        first: What the first line begins with.
        rest: What each further line begins with.
    """
    lines: list[str] = []
    line, used = first, width(first)
    empty = True
    for word, glued in _pieces(text):
        needed = width(word) + (0 if glued or empty else 1)
        if not empty and used + needed > columns:
            lines.append(line)
            line, used, empty = rest, width(rest), True
            needed = width(word)
        line += word if glued or empty else f" {word}"
        used += needed
        empty = False
    lines.append(line.rstrip() if empty else line)
    return lines


def _pieces(text: str) -> Iterator[tuple[str, bool]]:
    """Yield what may not be broken, and whether it follows without a space."""
    for word in _SPACES.split(text):
        if word:
            yield from _split_wide(word)


def _split_wide(word: str) -> Iterator[tuple[str, bool]]:
    if word.isascii():
        yield word, False
        return
    piece, glued = "", False
    for character in word:
        # A mark or a closing punctuation sign stays with the character before it.
        breakable = _character_width(character) == 2 and unicodedata.category(character) in {
            "Lo",
            "Ps",
        }
        if piece and breakable:
            yield piece, glued
            piece, glued = "", True
        piece += character
    yield piece, glued
