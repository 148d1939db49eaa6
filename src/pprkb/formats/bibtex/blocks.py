"""What a .bib file is made of before anything is understood: blocks, fields and flaws."""

from __future__ import annotations

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
    """A field as it stands in the file."""

    name: str
    """In lower case."""
    raw: str
    """The value with its delimiters, such as `{A} # b`."""
    offset: int = -1
    """Where the name begins; -1 where it was not looked for."""
    value_at: int = -1
    """Where the value begins; -1 where it was not looked for."""
    salvaged: str | None = None
    """The value without delimiters, where the delimiters are damaged."""


@dataclass(slots=True, kw_only=True)
class Flaw:
    """A problem at an offset; `read` gives it its line and key."""

    rule: Rule
    offset: int
    message: str
    hint: str = ""
    key: str | None = None
    """Key of the entry concerned; None for that of the block the flaw is found at."""
    mend: tuple[int, int, str] | None = None
    """The stretch to be replaced, and by what, where that alone makes sound what was read."""
    other: int = -1
    """Offset of a second place, whose line is told in brackets behind the message."""


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
