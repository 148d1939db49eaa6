"""What stands inside braces and what does not: braces decide what is one word, name or title."""

from __future__ import annotations

import re
from collections.abc import Iterator


def matches_outside(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Yield the matches of a pattern that stand outside braces.

    Args:
        pattern: What to look for; it must match each single brace too.
        text: An undecoded value. A closing brace too many counts as outside.
    """
    depth = 0
    for match in pattern.finditer(text):
        mark = match.group()
        if mark == "{":
            depth += 1
        elif mark == "}":
            depth -= 1
        elif depth <= 0:
            yield match


def split_outside(pattern: re.Pattern[str], text: str) -> list[str]:
    """Split a text at the matches of a pattern outside braces."""
    pieces: list[str] = []
    start = 0
    for match in matches_outside(pattern, text):
        pieces.append(text[start : match.start()])
        start = match.end()
    pieces.append(text[start:])
    return pieces


def is_enclosed(text: str) -> bool:
    """Say whether one pair of braces encloses the whole text."""
    if not text or text[0] != "{" or text[-1] != "}":
        return False
    depth = 0
    for index, character in enumerate(text):
        if character == "{":
            depth += 1
        elif character == "}":
            depth -= 1
            if depth == 0:
                return index == len(text) - 1
    return False
