"""Which characters are printed: text from anywhere made fit for one line of any format."""

from __future__ import annotations

import re

# Whatever ends a line in some program, and the controls that stand for a space. A run is part
# of a line: where a paragraph ends is told by blocks alone.
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
    """Encode finished output as UTF-8; what is no character becomes a question mark."""
    return text.encode("utf-8", errors="replace")
