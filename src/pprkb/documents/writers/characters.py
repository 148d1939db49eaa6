"""Text from anywhere made fit for one line of any format, and the direction in which it runs."""

from __future__ import annotations

import re
from unicodedata import bidirectional

# Whatever ends a line in some program, and the controls that mean a space. A run is part
# of a line: only blocks say where a paragraph ends.
_LINE_ENDS = re.compile(r"[\t\n\v\f\r\x1c-\x1f\x85\u2028\u2029]+")

# What XML 1.0 does not allow at all, and what HTML calls control and non-characters.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff]"
)

_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,4}")


def one_line(text: str) -> str:
    """Return text without control characters, and with a space for each end of line."""
    return _FORBIDDEN.sub("", _LINE_ENDS.sub(" ", text))


def language_tag(text: str) -> str:
    """Return a language tag, such as "fr-CA"; English where the text is none."""
    tag = text.strip().replace("_", "-")
    return tag if _LANGUAGE.fullmatch(tag) else "en-US"


def encode(text: str) -> bytes:
    """Return finished output as UTF-8, with question marks for what is no character."""
    return text.encode("utf-8", errors="replace")


# The blocks that the Unicode Standard sets aside for scripts of strong direction R and AL.
_LETTER = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
_ANY = re.compile(f"[{_LETTER}]")
_STRETCH = re.compile(rf"([{_LETTER}]+(?:[\W\d_]+[{_LETTER}]+)*)")

_LANGUAGES = frozenset({"ar", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})


def runs_rightwards(text: str) -> bool:
    """Return whether a paragraph begins at the left: whether its first strong letter says so.

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
    """Return whether a language, by its BCP 47 tag, is written from right to left."""
    return language.partition("-")[0].lower() in _LANGUAGES


def stretches(text: str) -> list[tuple[str, bool]]:
    """Return text in stretches, each with whether it runs from right to left; none is empty."""
    if not _ANY.search(text):
        return [(text, False)] if text else []
    parts = _STRETCH.split(text)
    return [(part, number % 2 == 1) for number, part in enumerate(parts) if part]
