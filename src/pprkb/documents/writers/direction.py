"""Which way text runs: Hebrew, Arabic and their like from right to left."""

from __future__ import annotations

import re
from unicodedata import bidirectional

# The blocks that the Unicode Standard sets aside for scripts of strong direction R and AL.
_LETTER = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
_ANY = re.compile(f"[{_LETTER}]")
_STRETCH = re.compile(rf"([{_LETTER}]+(?:[\W\d_]+[{_LETTER}]+)*)")

_LANGUAGES = frozenset({"ar", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})


def runs_rightwards(text: str) -> bool:
    """Tell whether a paragraph begins at the left: whether its first strong letter says so.

    Rules P2 and P3 of the Unicode Bidirectional Algorithm (UAX #9), but for isolates.
    """
    if not _ANY.search(text):
        return True
    for character in text:
        match bidirectional(character):
            case "L":
                return True
            case "R" | "AL":
                return False
    return True


def is_right_to_left(language: str) -> bool:
    """Tell whether a language, by its BCP 47 tag, is written from right to left."""
    return language.partition("-")[0].lower() in _LANGUAGES


def stretches(text: str) -> list[tuple[str, bool]]:
    """Part text into stretches, each with whether it runs from right to left; none is empty."""
    if not _ANY.search(text):
        return [(text, False)] if text else []
    parts = _STRETCH.split(text)
    return [(part, number % 2 == 1) for number, part in enumerate(parts) if part]
