"""What Word, OpenDocument and PDF have in common: which style each block takes, and where.

A subclass prints paragraphs, lists, tables and drawings in its own language.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pprkb.documents.document import (
    Block,
    Document,
    Drawing,
    Entry,
    Figure,
    Heading,
    Paragraph,
    ParagraphRole,
    Quotation,
    Table,
    TextList,
)
from pprkb.documents.writers.characters import is_right_to_left
from pprkb.documents.writers.page_setup import (
    HALF_INCH,
    Layout,
    PlacedHeading,
    StyleName,
    contents,
    heading_style,
    headings,
    looks,
    paragraph_style,
    parted,
    usual_indent,
)
from pprkb.text.markup import Run

_NARROWEST = 2 * HALF_INCH
"""Of a table or drawing, however deep it stands."""


@dataclass(frozen=True, kw_only=True)
class Indent:
    """Indents of one paragraph, over those of its style, in twips."""

    left: int
    hanging: int = 0


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where in the document a block stands."""

    indent: int = 0
    """Of the left edge, in twips."""
    under_entry: bool = False
    quoted: bool = False
    under_heading: bool = False
    """Whether it is the first below a heading."""
    last: bool = False
    """Whether nothing follows it where it stands."""
    lists: tuple[str, ...] = ()
    """Names of the lists around it, the innermost last."""


class PagePrinter(ABC):
    """One printing: the elements so far, as text of the format."""

    def __init__(self, document: Document, layout: Layout, *, text_width: int) -> None:
        """Take what is to be printed.

        Args:
            document: The document.
            layout: Says whether there is a table of contents.
            text_width: Between the margins, in twips.
        """
        self.printed: list[str] = []
        self.looks = looks(document)
        self.mirrored = is_right_to_left(document.language)
        """Whether tables begin at the right."""
        self._document = document
        self._text_width = text_width
        placed = headings(document)
        self._headings = iter(placed)
        self._contents = contents(placed, layout)
        self.marked = frozenset(entry.mark for entry in self._contents)
        """The marks of the headings that the table of contents leads to."""
        self.anchors = frozenset(one.heading.anchor for one in placed)
        """The places that links may lead to."""

    def document(self) -> str:
        """Print the whole document and return it."""
        introduction, rest = parted(self._document.blocks)
        self.title(self._document.title, self._document.subtitle)
        self.blocks(introduction, Place())
        if self._contents:
            self.contents(self._contents)
        self.blocks(rest, Place())
        return "".join(self.printed)

    # -- in the format's own language -----------------------------------------------------------

    @abstractmethod
    def paragraph(
        self,
        style: str,
        runs: tuple[Run, ...],
        *,
        label: tuple[Run, ...] = (),
        heading: PlacedHeading | None = None,
        indent: Indent | None = None,
        keep_next: bool = False,
    ) -> None:
        """Print a paragraph.

        Args:
            style: Our name of its style.
            runs: Its text.
            label: What stands in the margin before it.
            heading: Which heading it is, if it is one.
            indent: Where it has indents of its own.
            keep_next: Whether it stays on the page of what stands below it.
        """

    @abstractmethod
    def contents(self, entries: Sequence[PlacedHeading]) -> None:
        """Print a table of contents of at least one entry."""

    @abstractmethod
    def list(self, block: TextList, place: Place) -> None:
        """Print a list."""

    @abstractmethod
    def table(self, table: Table, place: Place, *, room: int) -> None:
        """Print a table, without its caption, `room` twips wide at most."""

    @abstractmethod
    def figure(self, drawing: Drawing, place: Place, *, room: int) -> None:
        """Print a drawing, without its caption, `room` twips wide at most."""

    # -- which style each block takes, and where ------------------------------------------------

    def title(self, title: str, subtitle: str) -> None:
        """Print the title and what stands under it."""
        for style, text in ((StyleName.TITLE, title), (StyleName.SUBTITLE, subtitle)):
            if text:
                self.paragraph(style, (Run(text=text),))

    def blocks(self, blocks: Sequence[Block], place: Place) -> None:
        """Print blocks at a place."""
        under_heading = False
        for number, block in enumerate(blocks, 1):
            last = number == len(blocks)
            self.block(block, replace(place, under_heading=under_heading, last=last))
            under_heading = isinstance(block, Heading)

    def block(self, block: Block, place: Place) -> None:
        """Print a block at a place."""
        match block:
            case Heading():
                self._heading(block)
            case Paragraph():
                self._prose(block, place)
            case TextList():
                self.list(block, place)
            case Quotation():
                inner = replace(place, indent=place.indent + HALF_INCH, quoted=True)
                self.blocks(block.blocks, inner)
            case Table():
                self._caption(block.caption, place)
                self.table(block, place, room=self._room(place))
            case Figure():
                self._caption(block.caption, place)
                self.figure(block.drawing, place, room=self._room(place))
            case Entry():
                self._entry(block, place)

    def _room(self, place: Place) -> int:
        return max(self._text_width - place.indent, _NARROWEST)

    def _heading(self, heading: Heading) -> None:
        placed = next(self._headings)
        self.paragraph(heading_style(placed.level), heading.runs, heading=placed)

    def _prose(self, block: Paragraph, place: Place) -> None:
        style = paragraph_style(block.role, under_entry=place.under_entry, quoted=place.quoted)
        own = Indent(left=place.indent) if place.indent != usual_indent(style) else None
        # A remark between a heading or a reference and what follows leaves neither alone.
        between = (place.under_heading or place.under_entry) and not place.last
        note = between and block.role is ParagraphRole.NOTE
        self.paragraph(style, block.runs, indent=own, keep_next=note)

    def _entry(self, entry: Entry, place: Place) -> None:
        own = None
        if place.indent:
            hanging = HALF_INCH if self._document.hanging_indent else 0
            own = Indent(left=place.indent + hanging, hanging=hanging)
        runs = entry.runs
        if entry.importance:
            runs = (*runs, Run(text=" "), Run(text=f"[{entry.importance}]", bold=True))
        self.paragraph(
            StyleName.BIBLIOGRAPHY,
            runs,
            label=entry.label,
            indent=own,
            # A reference at the foot of a page with its annotation overleaf looks forgotten.
            keep_next=bool(entry.annotation),
        )
        under = replace(place, indent=place.indent + HALF_INCH, under_entry=True)
        self.blocks(entry.annotation, under)

    def _caption(self, text: str, place: Place) -> None:
        if text:
            own = Indent(left=place.indent) if place.indent else None
            self.paragraph(StyleName.CAPTION, (Run(text=text),), indent=own)


_NARROWEST_COLUMN = 720
"""Half an inch, in twips."""
MOST_LINES = 24
"""Up to which a table, or a row, is not torn over two pages: half a page."""
_MOST_ROWS = 12
_LETTER, _PADDING = 100, 230
"""Twips of a letter of 10 points, a little more than most have, and of a cell's two sides."""


def column_widths(table: Table, room: int) -> list[int]:
    """Share the width of the page by the square root of what each column holds.

    In proportion, a column of titles would leave no room for the numbers beside it.

    Args:
        table: The table; one without columns has no widths.
        room: For all columns, in twips.
    """
    rows = (table.header, *table.rows)
    count = max(len(row) for row in rows)
    if count == 0:
        return []
    weights = []
    for column in range(count):
        lengths = [sum(len(run.text) for run in row[column]) for row in rows if column < len(row)]
        weights.append(max([1, *lengths]) ** 0.5)
    narrowest = min(_NARROWEST_COLUMN, room // count)
    share = max(0, room - narrowest * count) / sum(weights)
    return [narrowest + int(weight * share) for weight in weights]


def stays_whole(table: Table, widths: Sequence[int]) -> bool:
    """Whether a table is short enough to be kept on one page.

    Rows alone do not say it: what is put side by side has cells of many lines, and a table that
    may not be torn and is longer than its page runs over the edge of it.

    Args:
        table: The table.
        widths: Of its columns, in twips.
    """
    if len(table.rows) > _MOST_ROWS:
        return False
    return sum(lines_of(row, widths) for row in (table.header, *table.rows)) <= MOST_LINES


def lines_of(row: tuple[tuple[Run, ...], ...], widths: Sequence[int]) -> int:
    """Estimate the lines that a row takes, whose columns have some widths in twips."""
    letters = [sum(len(run.text) for run in cell) for cell in row]
    rooms = [max(1, (width - _PADDING) // _LETTER) for width in widths]
    return max((-(-count // room) for count, room in zip(letters, rooms, strict=False)), default=0)
