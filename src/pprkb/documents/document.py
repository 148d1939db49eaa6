"""Documents as blocks of runs, and records of articles: what `compose` makes and `writers` print.

A reading list, an export and a course are all one `Document`, which holds blocks for the writers of
prose; or, for the writers of records, one `Records`, which holds articles.

A drawing is shapes: lines, squares and words, which each writer puts into its own language.
Lengths are in units of the drawing; y grows downwards, as in SVG. One unit is a CSS pixel where
there is room for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from pprkb.documents.course import ReadingLoad
from pprkb.languages import ENGLISH, Words
from pprkb.model.notice import (
    Notice,
    Notices,
    notice_lines,
    retraction_runs,
    standing_mark,
    standing_of,
)
from pprkb.model.reading_list import Depth, OtherItem
from pprkb.model.reference import Reference
from pprkb.model.summary import Article
from pprkb.text.markup import Run


class Stroke(StrEnum):
    """What a line is for; writers choose its colour and dashes."""

    DATA = "line"
    PALE = "pale"
    """Data of a row of less weight."""
    AXIS = "axis"
    NULL = "null"
    """The line of no effect."""


class Weight(StrEnum):
    """How words are emphasised."""

    PLAIN = "plain"
    HEAD = "head"
    FAINT = "faint"


@dataclass(frozen=True, kw_only=True)
class Line:
    """A line through two points or more."""

    points: tuple[tuple[float, float], ...]
    stroke: Stroke = Stroke.DATA


@dataclass(frozen=True, kw_only=True)
class Square:
    """A square mark."""

    x: float
    """Of its centre."""
    y: float
    side: float
    hollow: bool = False
    pale: bool = False
    """Whether it is of less weight."""


@dataclass(frozen=True, kw_only=True)
class Label:
    """A line of words."""

    x: float
    """Of the left edge, or of the middle where it is centred."""
    y: float
    """Of the base line."""
    text: str
    weight: Weight = Weight.PLAIN
    centred: bool = False


Shape = Line | Square | Label


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """Shapes on an area that begins at 0, 0."""

    name: str
    """A word, unique among the drawings of a page."""
    title: str
    description: str
    """What it shows, in words, for those who cannot see it."""
    width: float
    height: float
    shapes: tuple[Shape, ...]


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
    centred: frozenset[int] = frozenset()
    """Columns, counted from 0, that are centred."""
    anchors: tuple[str, ...] = ()
    """An id of each row, unique in the document, that links may lead to; empty for none."""


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A drawing; a table beside it says in words and numbers what it shows.

    Writers that cannot show it leave it out.
    """

    drawing: Drawing
    caption: str = ""
    narrow: Drawing | None = None
    """The same on an area as wide as a telephone, for writers whose pages may be so narrow."""


@dataclass(frozen=True, kw_only=True)
class Code:
    """Lines of a program, in which every blank counts."""

    lines: tuple[str, ...]
    language: str = ""


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A picture from a file."""

    address: str
    """Where its file is, as the text has it."""
    content: bytes = field(repr=False)
    kind: str
    """Media type: "image/png", "image/jpeg" or "image/gif"."""
    width: int
    """In its own dots."""
    height: int
    description: str = ""
    """What it shows, in words, for those who cannot see it."""
    caption: tuple[Run, ...] = ()
    share: float = 0
    """Of the line's width that it takes, from 0 to 1; 0 for its own size."""


@dataclass(frozen=True, kw_only=True)
class Divider:
    """A line across the page between two parts of a text."""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A formatted reference, printed with a hanging indent, and its annotation.

    The blocks of `annotation` are indented as far as the second line of a hanging reference,
    in documents without hanging indents too.
    """

    key: str
    runs: tuple[Run, ...]
    label: tuple[Run, ...] = ()
    """Printed in the margin before it, such as "[1]"."""
    importance: str = ""
    """A word such as "essential", printed after the entry where it is given."""
    annotation: tuple[Block, ...] = ()
    reference: Reference | None = field(default=None, repr=False, compare=False)
    """The work, for writers that say in data what it is."""
    address: str = ""
    """Where readers are to find it, if not where its reference says; mostly empty."""
    name: str = ""
    """What a link to it is called, where there is no reference that says it."""


Block = (
    Heading | Paragraph | TextList | Quotation | Table | Figure | Code | Picture | Divider | Entry
)


@dataclass(frozen=True, kw_only=True)
class Document:
    """A printable whole, for writers of prose: text, Markdown, HTML, LaTeX and pages."""

    title: str
    subtitle: str = ""
    """Such as the course code, the term and the instructor."""
    byline: tuple[str, ...] = ()
    """Lines below it, such as the authors and the date of an essay."""
    running_head: str = ""
    """Printed at the head of each page, such as a course code; empty for the title."""
    language: str = "en-US"
    """BCP 47 tag of the text."""
    author: str = ""
    modified: str = ""
    """ISO date of the data it was made from; the same data give the same document."""
    blocks: tuple[Block, ...] = ()
    notes: tuple[tuple[Block, ...], ...] = ()
    """The footnotes in their order; runs name them by their number, from 1."""
    keys: tuple[str, ...] = ()
    """Of the articles listed, in order, each once."""
    topics: tuple[str, ...] = ()
    """Labels of the topics that its articles are on, each once."""
    notices: Notices = field(default_factory=dict, repr=False)
    """Of all works that the document lists or names, by key."""
    hanging_indent: bool = True
    """Whether entries have a hanging indent (author-date styles) or are flush (numeric styles)."""
    landscape: bool = False
    """Whether the page lies on its long side."""
    line_spacing: float = 2.0
    """Lines, for formatted references; APA asks for double spacing."""


@dataclass(frozen=True, kw_only=True)
class RecordsPart:
    """A part of a list as data, such as a week."""

    heading: str
    date: str = ""
    items: tuple[Article | OtherItem, ...] = ()
    """In order; what is no publication among the articles."""
    load: ReadingLoad = field(default_factory=ReadingLoad)


@dataclass(frozen=True, kw_only=True)
class Records:
    """Articles as data, for writers of records: BibTeX, biblatex, RIS, CSL-JSON, CSV and JSON."""

    title: str = ""
    modified: str = ""
    """ISO date of the data; the same data give the same records."""
    articles: tuple[Article, ...] = field(default=(), repr=False)
    """In order, each once."""
    parts: tuple[RecordsPart, ...] = field(default=(), repr=False)
    """Of a list, its sections."""
    depth: Depth = Depth.IMPLICATIONS
    """How much of each article."""
    cited: Mapping[str, str] = field(default_factory=dict, repr=False)
    """How the works that the articles' prose and effects name are cited, without parentheses,
    by key; records hold plain text."""
    notices: Notices = field(default_factory=dict, repr=False)
    """Of all works that the records list or name, by key."""

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the articles."""
        return tuple(article.key for article in self.articles)

    @property
    def others(self) -> tuple[OtherItem, ...]:
        """What of a list is no publication."""
        return tuple(
            item for part in self.parts for item in part.items if isinstance(item, OtherItem)
        )


def after_reference(notices: tuple[Notice, ...], words: Words = ENGLISH) -> tuple[Run, ...]:
    """Return what a formatted reference ends in where the work was retracted.

    APA has it in parentheses after the reference (apastyle.apa.org, "Journal article references");
    other styles have no form of their own for it that a CSL style could print, and get the same.
    """
    runs = retraction_runs(notices, words)
    return (Run(text=" ("), *runs, Run(text=")")) if runs else ()


def under_reference(notices: tuple[Notice, ...], words: Words = ENGLISH) -> tuple[Paragraph, ...]:
    """Return a paragraph for each notice on a work, the gravest first."""
    lines = notice_lines(notices, words)
    return tuple(Paragraph(runs=runs, role=ParagraphRole.WARNING) for runs in lines)


def beside_citation(notices: tuple[Notice, ...], words: Words = ENGLISH) -> tuple[Run, ...]:
    """Return the mark beside a citation that leads to no list: " [retracted]", or nothing."""
    mark = standing_mark(standing_of(notices), words)
    return (Run(text=f" {mark}"),) if mark else ()
