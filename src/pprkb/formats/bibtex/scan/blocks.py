"""The elements of a .bib file before it is interpreted: lines, braces, blocks and errors."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from pprkb.model.problem import Rule


class BlockKind(StrEnum):
    """The kinds of blocks of a .bib file."""

    ENTRY = "entry"
    STRING = "string"
    """`@string{name = value}`."""
    PREAMBLE = "preamble"
    COMMENT = "comment"
    """`@comment{...}`; text between blocks is not a block."""


@dataclass(slots=True, kw_only=True)
class RawField:
    """A field as written in the file."""

    name: str
    """In lower case."""
    raw: str
    """The value with its delimiters, such as `{A} # b`."""
    offset: int = -1
    """Where the name begins; -1 where unknown."""
    value_at: int = -1
    """Where the value begins; -1 where unknown."""
    salvaged: str | None = None
    """The value without delimiters, if these are damaged."""


@dataclass(slots=True, kw_only=True)
class Flaw:
    """A problem at an offset; `read` gives it its line and key."""

    rule: Rule
    offset: int
    message: str
    hint: str = ""
    key: str | None = None
    """Key of the entry concerned; None for that of the block that has the flaw."""
    fix: tuple[int, int, str] | None = None
    """Start and end of a stretch and its replacement, where that alone repairs the block."""
    other: int = -1
    """Offset of a second place, whose line is added to the message in brackets."""


@dataclass(slots=True, kw_only=True)
class RawBlock:
    """A block with its exact place: `text[start:end]`, from the `@` to behind the last brace."""

    kind: BlockKind
    start: int
    end: int
    type: str = ""
    """The entry type in lower case, without `@`."""
    key: str = ""
    fields: list[RawField] = field(default_factory=list)
    flaws: list[Flaw] = field(default_factory=list)
    plain: bool = False
    """It has nothing odd about it, and `plain_entry` reads it."""
    said: object = field(default=None, compare=False, repr=False)
    """The result of `edit.places.meaning`, once computed."""


LINE_END = re.compile(r"\r\n|\r|\n")
_BRACE = re.compile(r"[{}]")


class Lines:
    """Turns offsets into line numbers; CR, LF and CRLF each end a line."""

    def __init__(self, text: str) -> None:
        # A list would use four times the memory.
        self._starts = array("q", [0])
        self._starts.extend(match.end() for match in LINE_END.finditer(text))

    def at(self, offset: int) -> int:
        """Return the line, counted from 1, of the character at `offset`."""
        return bisect_right(self._starts, offset)


def line_start(text: str, offset: int) -> int:
    """Return where the line of an offset begins, looking no further back than that."""
    line = text.rfind("\n", 0, offset) + 1
    return text.rfind("\r", line, offset) + 1 or line


def matches_outside(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Yield the matches of a pattern outside braces.

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


def closing_brace(text: str, position: int = 0) -> int:
    """Return the offset of the brace that closes the one at `position`, or -1."""
    depth = 0
    for match in _BRACE.finditer(text, position):
        depth += 1 if match.group() == "{" else -1
        if depth == 0:
            return match.start()
    return -1


def is_enclosed(text: str) -> bool:
    """Return whether one pair of braces encloses the whole text."""
    if text[:1] != "{" or text[-1] != "}":
        return False
    last = len(text) - 1
    return text.find("}") == last or closing_brace(text) == last


def are_balanced(text: str) -> bool:
    """Return whether every brace has its partner; a backslash does not escape a brace."""
    depth = 0
    for match in _BRACE.finditer(text):
        depth += 1 if match.group() == "{" else -1
        if depth < 0:
            return False
    return depth == 0
