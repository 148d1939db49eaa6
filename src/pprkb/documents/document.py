"""Documents as blocks of runs, and records of articles: made by `compose`, printed by `writers`.

Reading lists, exports and courses are all a `Document` of blocks for prose formats, or a `Records`
of articles for record formats.

A drawing consists of shapes: lines, squares and text. Lengths are in units of the drawing; y grows
downwards, as in SVG. If there is room, one unit is a CSS pixel.
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
    """The purpose of a line; writers choose its colour and dashes."""

    DATA = "line"
    PALE = "pale"
    """Data of a de-emphasised row."""
    AXIS = "axis"
    NULL = "null"
    """The line of no effect."""


class Weight(StrEnum):
    """Emphasis of text."""

    PLAIN = "plain"
    HEAD = "head"
    FAINT = "faint"


@dataclass(frozen=True, kw_only=True)
class Line:
    """A line through two or more points."""

    points: tuple[tuple[float, float], ...]
    stroke: Stroke = Stroke.DATA


@dataclass(frozen=True, kw_only=True)
class Square:
    """A square mark."""

    x: float
    """Coordinate of its centre."""
    y: float
    side: float
    hollow: bool = False
    pale: bool = False
    """Whether it is de-emphasised."""


@dataclass(frozen=True, kw_only=True)
class Label:
    """A line of text."""

    x: float
    """Coordinate of the left edge, or of the middle if it is centred."""
    y: float
    """Coordinate of the baseline."""
    text: str
    weight: Weight = Weight.PLAIN
    centred: bool = False


Shape = Line | Square | Label


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """Shapes on an area with its origin at 0, 0."""

    name: str
    """A name, unique among the drawings of a page."""
    title: str
    description: str
    """Alternative text."""
    width: float
    height: float
    shapes: tuple[Shape, ...]


class ParagraphRole(StrEnum):
    """The purpose of a paragraph; writers may give each its own style."""

    BODY = "body"
    """Running text."""
    NOTE = "note"
    """A note by the author of a list on a section or an item."""
    EFFECTS = "effects"
    """The line of effect sizes under a reference."""
    LABEL = "label"
    """A short bold line before other paragraphs, such as "Practice implications"."""
    WARNING = "warning"
    """A notice about the work above, such as a retraction."""


@dataclass(frozen=True, kw_only=True)
class Heading:
    """A heading; level 1 is the first below the document's title."""

    level: int
    runs: tuple[Run, ...]
    anchor: str = ""
    """An id, unique in the document, that links can target."""


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
    """Columns of numbers, aligned to the right, counted from 0."""
    row_headers: bool = False
    """Whether the first cell of each row is a header."""
    centred: frozenset[int] = frozenset()
    """Centred columns, counted from 0."""
    anchors: tuple[str, ...] = ()
    """An id for each row, unique in the document, that links can target; empty for none."""


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A drawing; a table with the same content accompanies it.

    Writers without drawings leave it out.
    """

    drawing: Drawing
    caption: str = ""
    narrow: Drawing | None = None
    """The same drawing in the width of a phone, for pages that may be narrow."""


@dataclass(frozen=True, kw_only=True)
class Code:
    """Program code, in which all whitespace is significant."""

    lines: tuple[str, ...]
    language: str = ""


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A picture from a file."""

    address: str
    """The path of its file, as in the text."""
    content: bytes = field(repr=False)
    kind: str
    """Media type: "image/png", "image/jpeg" or "image/gif"."""
    width: int
    """Size in pixels."""
    height: int
    description: str = ""
    """Alternative text."""
    caption: tuple[Run, ...] = ()
    share: float = 0
    """Share of the line's width, from 0 to 1; 0 for its own size."""


@dataclass(frozen=True, kw_only=True)
class Divider:
    """A horizontal rule."""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A formatted reference, printed with a hanging indent, and its annotation.

    The blocks of `annotation` are indented like the second line of a hanging reference, even in
    documents without hanging indents.
    """

    key: str
    runs: tuple[Run, ...]
    label: tuple[Run, ...] = ()
    """Printed in the margin before it, such as "[1]"."""
    importance: str = ""
    """A word such as "essential", printed after the entry."""
    annotation: tuple[Block, ...] = ()
    reference: Reference | None = field(default=None, repr=False, compare=False)
    """The work, for writers that embed bibliographic data."""
    address: str = ""
    """An address for readers that replaces the one in the reference; usually empty."""
    name: str = ""
    """The text of a link to it, if there is no reference."""


Block = (
    Heading | Paragraph | TextList | Quotation | Table | Figure | Code | Picture | Divider | Entry
)


@dataclass(frozen=True, kw_only=True)
class Document:
    """A complete document for prose formats, such as text, HTML and Word."""

    title: str
    subtitle: str = ""
    """For example the course code, the term and the instructor."""
    byline: tuple[str, ...] = ()
    """Lines below the title, such as the authors and the date of an essay."""
    running_head: str = ""
    """Text in the header of each page, such as a course code; empty for the title."""
    language: str = "en-US"
    """BCP 47 tag of the text."""
    title_language: str = ""
    """BCP 47 tag of title and subtitle if they are in another language; usually empty."""
    author: str = ""
    modified: str = ""
    """ISO date of the data; the same data give the same document."""
    blocks: tuple[Block, ...] = ()
    notes: tuple[tuple[Block, ...], ...] = ()
    """The footnotes in order; runs refer to them by number, from 1."""
    keys: tuple[str, ...] = ()
    """Keys of the listed articles, in order, without repetition."""
    topics: tuple[str, ...] = ()
    """Labels of the topics of its articles, without repetition."""
    notices: Notices = field(default_factory=dict, repr=False)
    """Notices about all works that the document lists or names, by key."""
    hanging_indent: bool = True
    """Whether entries have a hanging indent (author-date styles) or are flush (numeric styles)."""
    landscape: bool = False
    """Whether the page is in landscape format."""
    line_spacing: float = 2.0
    """Line spacing of references; APA asks for double spacing."""


@dataclass(frozen=True, kw_only=True)
class RecordsPart:
    """A part of a list as data, such as a week."""

    heading: str
    date: str = ""
    items: tuple[Article | OtherItem, ...] = ()
    """Articles and other items, in order."""
    load: ReadingLoad = field(default_factory=ReadingLoad)


@dataclass(frozen=True, kw_only=True)
class Records:
    """Articles as data for record formats: BibTeX, biblatex, RIS, CSL-JSON, CSV and JSON."""

    title: str = ""
    modified: str = ""
    """ISO date of the data; the same data give the same records."""
    articles: tuple[Article, ...] = field(default=(), repr=False)
    """In order, without repetition."""
    parts: tuple[RecordsPart, ...] = field(default=(), repr=False)
    """The sections of a list."""
    depth: Depth = Depth.IMPLICATIONS
    """How much is included about each article."""
    cited: Mapping[str, str] = field(default_factory=dict, repr=False)
    """Citations of the works that prose and effects name, without parentheses, as plain text, by
    key."""
    notices: Notices = field(default_factory=dict, repr=False)
    """Notices about all works that the records list or name, by key."""

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the articles."""
        return tuple(article.key for article in self.articles)

    @property
    def others(self) -> tuple[OtherItem, ...]:
        """The items of a list that are not publications."""
        return tuple(
            item for part in self.parts for item in part.items if isinstance(item, OtherItem)
        )


def after_reference(notices: tuple[Notice, ...], words: Words = ENGLISH) -> tuple[Run, ...]:
    """Return the end of a formatted reference for a retracted work.

    APA prints it in parentheses after the reference (apastyle.apa.org, "Journal article
    references"); CSL cannot express the forms of other styles, so they get the same.
    """
    runs = retraction_runs(notices, words)
    return (Run(text=" ("), *runs, Run(text=")")) if runs else ()


def under_reference(notices: tuple[Notice, ...], words: Words = ENGLISH) -> tuple[Paragraph, ...]:
    """Return a paragraph for each notice about a work, most serious first."""
    lines = notice_lines(notices, words)
    return tuple(Paragraph(runs=runs, role=ParagraphRole.WARNING) for runs in lines)


def beside_citation(notices: tuple[Notice, ...], words: Words = ENGLISH) -> tuple[Run, ...]:
    """Return the mark beside a citation without a list, such as " [retracted]", or nothing."""
    mark = standing_mark(standing_of(notices), words)
    return (Run(text=f" {mark}"),) if mark else ()
