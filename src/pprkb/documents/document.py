"""The document type: blocks of runs that every writer knows how to print.

One type serves a reading list, an export and a course; `compose` makes it, `writers` print it.
Writers of prose (text, Markdown, HTML, Word) print the blocks; writers of records (BibTeX, RIS,
CSL-JSON, CSV, JSON) print the articles the document is about.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from pprkb.documents.drawing import Drawing
from pprkb.model.article import Article
from pprkb.model.notice import Notices
from pprkb.model.reading_list import Depth
from pprkb.model.reference import Reference
from pprkb.text.markup import Run

__all__ = [
    "Block",
    "Document",
    "Entry",
    "Figure",
    "Heading",
    "Paragraph",
    "ParagraphRole",
    "Quotation",
    "Run",
    "Table",
    "TextList",
]


class ParagraphRole(StrEnum):
    """What a paragraph is for; writers may give each its own style."""

    BODY = "body"
    """Running text."""
    NOTE = "note"
    """The list maker's remark on a section or an item."""
    EFFECTS = "effects"
    """The line of effect sizes under a reference."""
    LABEL = "label"
    """A short bold line that names what follows, such as "Practice implications"."""
    WARNING = "warning"
    """What a reader must know of the work above: that it was retracted, doubted or corrected."""


@dataclass(frozen=True, kw_only=True)
class Heading:
    """A heading; level 1 is the first below the document's title."""

    level: int
    runs: tuple[Run, ...]
    anchor: str = ""
    """An id, unique in the document, that links may lead to."""


@dataclass(frozen=True, kw_only=True)
class Paragraph:
    """A paragraph of text."""

    runs: tuple[Run, ...]
    role: ParagraphRole = ParagraphRole.BODY


@dataclass(frozen=True, kw_only=True)
class TextList:
    """A bulleted or numbered list."""

    items: tuple[tuple[Block, ...], ...]
    ordered: bool = False
    start: int = 1


@dataclass(frozen=True, kw_only=True)
class Quotation:
    """Quoted blocks."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True, kw_only=True)
class Table:
    """A table with one header row."""

    header: tuple[tuple[Run, ...], ...]
    rows: tuple[tuple[tuple[Run, ...], ...], ...]
    caption: str = ""
    numeric: frozenset[int] = frozenset()
    """Columns, counted from 0, that hold numbers and are aligned at the right."""
    row_headers: bool = False
    """Whether the first cell of a row says what the others are of."""


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A drawing; what it shows stands in words and numbers in a table beside it.

    Writers that cannot show it leave it out.
    """

    drawing: Drawing
    caption: str = ""
    narrow: Drawing | None = None
    """The same on an area as wide as a telephone, for writers whose pages may be so narrow."""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A formatted reference, printed with a hanging indent, and what stands under it.

    The blocks of `annotation` are indented as far as the second line of a hanging reference,
    in documents without hanging indents too.
    """

    key: str
    runs: tuple[Run, ...]
    label: tuple[Run, ...] = ()
    """What stands in the margin before it, such as "[1]"."""
    importance: str = ""
    """A word such as "essential", printed after the entry where it is given."""
    annotation: tuple[Block, ...] = ()
    reference: Reference | None = field(default=None, repr=False, compare=False)
    """The work, for writers that say in data what it is."""


Block = Heading | Paragraph | TextList | Quotation | Table | Figure | Entry


@dataclass(frozen=True, kw_only=True)
class Document:
    """A printable whole."""

    title: str
    subtitle: str = ""
    """Such as the course code, the term and the instructor."""
    running_head: str = ""
    """What stands at the head of each page, such as a course code; empty for the title."""
    language: str = "en-US"
    """BCP 47 tag of the text."""
    author: str = ""
    modified: str = ""
    """ISO date of the data it was made from; the same data give the same document."""
    blocks: tuple[Block, ...] = ()
    articles: tuple[Article, ...] = field(default=(), repr=False)
    """The articles listed, in order, each once."""
    depth: Depth = Depth.IMPLICATIONS
    """How much records tell of each article; `blocks` hold it already."""
    cited: Mapping[str, str] = field(default_factory=dict, repr=False)
    """How the works that the articles' prose and effects name are cited, without parentheses,
    by key; for writers whose records hold plain text."""
    notices: Notices = field(default_factory=dict, repr=False)
    """Of all works that the document lists or names, by key."""
    hanging_indent: bool = True
    """Whether entries hang (author-date styles) or stand flush (numeric styles)."""
    landscape: bool = False
    """Whether the page lies on its long side."""
    line_spacing: float = 2.0
    """Lines, for formatted references; APA asks for double spacing."""
