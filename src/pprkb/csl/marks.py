"""The alphabet of marks that carry structure inside flat strings.

Rendering joins plain Python strings, which is fast.  What a tree would hold (italics, quotation
marks, the seams between affixes and content) is written into the string as private-use
characters, and one last pass turns them into the output format.  Input is stripped of
private-use characters first, so an item can never forge a mark.
"""

from __future__ import annotations

import re

SEAM = "\ue000"  # a boundary of an affix or delimiter, where punctuation may collide
QUOTE_OPEN = "\ue001"
QUOTE_CLOSE = "\ue002"
SUFFIX_OPEN = "\ue003"  # around a rendered year-suffix
SUFFIX_CLOSE = "\ue004"
NAMES_OPEN = "\ue005"  # around the first rendered list of names of an entry
NAMES_CLOSE = "\ue006"
NAME_OPEN = "\ue007"  # around each name of that list
NAME_CLOSE = "\ue008"
NUMBER_OPEN = "\ue009"  # around a rendered citation-number
NUMBER_CLOSE = "\ue00a"
LOCATOR_SEEN = "\ue00b"  # after a rendered locator
TERM = "\ue00c"  # before a term, which may need a capital at the start of a note

FORMATS = (
    "italic",
    "oblique",
    "style-normal",
    "bold",
    "light",
    "weight-normal",
    "small-caps",
    "variant-normal",
    "underline",
    "decoration-none",
    "sup",
    "sub",
    "baseline",
    "flip-italic",
    "flip-bold",
    "flip-small-caps",
    "nocase",
    "nodecor",
    "block",
    "left-margin",
    "right-inline",
    "indent",
)
_OPEN_BASE = 0xE010
_CLOSE_BASE = 0xE040

OPEN: dict[str, str] = {name: chr(_OPEN_BASE + n) for n, name in enumerate(FORMATS)}
CLOSE: dict[str, str] = {name: chr(_CLOSE_BASE + n) for n, name in enumerate(FORMATS)}
FORMAT_OF_OPEN: dict[str, str] = {mark: name for name, mark in OPEN.items()}
FORMAT_OF_CLOSE: dict[str, str] = {mark: name for name, mark in CLOSE.items()}

ANY_MARK = re.compile("[\ue000-\ue07f]")
_PRIVATE_USE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff\ud800-\udfff]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
_BOOKKEEPING = re.compile("[\ue003-\ue00c]")


def strip_private_use(text: str) -> str:
    """Remove private-use, surrogate and control characters from foreign text."""
    if text.isascii() and text.isprintable():
        return text
    return _CONTROL.sub("", _PRIVATE_USE.sub("", text))


def drop_bookkeeping(text: str) -> str:
    """Remove the marks that only serve the engine, keeping formatting and seams."""
    return _BOOKKEEPING.sub("", text)


def drop_marks(text: str) -> str:
    """The bare characters of a marked string, for comparing and sorting."""
    return ANY_MARK.sub("", text)
