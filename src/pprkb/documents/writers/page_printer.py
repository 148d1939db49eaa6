"""What Word, OpenDocument and PDF share: the style and position of each block.

Subclasses print paragraphs, lists, tables and drawings in their format.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pprkb.documents.document import (
    Block,
    Code,
    Divider,
    Document,
    Drawing,
    Entry,
    Figure,
    Heading,
    Paragraph,
    ParagraphRole,
    Picture,
    Quotation,
    Table,
)
from pprkb.documents.writers.blocks import BlockVisitor
from pprkb.documents.writers.characters import is_right_to_left
from pprkb.documents.writers.page_setup import (
    HALF_INCH,
    PageSetup,
    PlacedHeading,
    StyleName,
    contents,
    heading_style,
    headings,
    paragraph_styles,
    parted,
    style_of,
    usual_indent,
)
from pprkb.languages import words_for
from pprkb.text.markup import Run

_TWIPS_PER_DOT = 15
"""A dot of a picture is a CSS pixel, 1/96 inch."""
_TALLEST = 11520
"""The maximum height of a picture, in twips: eight inches, which fits on any page."""
_NARROWEST = 2 * HALF_INCH
"""The minimum width of a table or drawing, however deeply nested."""


@dataclass(frozen=True, kw_only=True)
class Indent:
    """The indents of one paragraph, overriding those of its style, in twips."""

    left: int
    hanging: int = 0


@dataclass(frozen=True, kw_only=True)
class Place:
    """The position of a block in the document."""

    indent: int = 0
    """The indent of the left edge, in twips."""
    under_entry: bool = False
    quoted: bool = False
    under_heading: bool = False
    """Whether it is the first below a heading."""
    last: bool = False
    """Whether it is the last of its siblings."""
    in_note: bool = False
    """Whether it is part of a footnote."""
    lists: tuple[str, ...] = ()
    """The names of the lists around it, from the outermost to the innermost."""


class PagePrinter(BlockVisitor[None]):
    """Prints blocks as elements of a format; subclasses implement the format."""

    def __init__(self, document: Document, setup: PageSetup, *, text_width: int) -> None:
        """Prepare to print a document.

        Args:
            document: The document.
            setup: Says whether there is a table of contents.
            text_width: Between the margins, in twips.
        """
        self.printed: list[str] = []
        self.place = Place()
        """Of the block that is being printed."""
        self.styles_by_name = paragraph_styles(document)
        self.mirrored = is_right_to_left(document.language)
        """Whether the columns of tables run from right to left."""
        self.words = words_for(document.language)
        self._document = document
        self._text_width = text_width
        placed = headings(document)
        self._headings = iter(placed)
        self._contents = contents(placed, setup)
        self.marked = frozenset(entry.mark for entry in self._contents)
        """The anchors of the headings in the table of contents."""
        self.anchors = frozenset(one.heading.anchor for one in placed)
        """The possible link targets."""

    def document(self) -> str:
        """Print the whole document and return it."""
        introduction, rest = parted(self._document.blocks)
        self.title(self._document.title, self._document.subtitle)
        for line in self._document.byline:
            self.text(StyleName.BYLINE, (Run(text=line),))
        self.blocks(introduction, Place())
        if self._contents:
            self.contents(self._contents)
        self.blocks(rest, Place())
        return "".join(self.printed)

    # -- in the format's own language -----------------------------------------------------------

    @abstractmethod
    def text(
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
            label: What is in the margin before it.
            heading: The heading that the paragraph prints, if any.
            indent: Indents in place of those of its style.
            keep_next: Whether it is kept on the page of what follows.
        """

    @abstractmethod
    def contents(self, entries: Sequence[PlacedHeading]) -> None:
        """Print a table of contents with at least one entry."""

    @abstractmethod
    def grid(self, table: Table, *, room: int) -> None:
        """Print a table without its caption, at most `room` twips wide."""

    @abstractmethod
    def drawing(self, drawing: Drawing, *, room: int) -> None:
        """Print a drawing without its caption, at most `room` twips wide."""

    @abstractmethod
    def image(self, picture: Picture, *, width: int, height: int) -> None:
        """Print a picture without its caption, at a size in twips."""

    # -- which style each block takes, and where ------------------------------------------------

    def title(self, title: str, subtitle: str) -> None:
        """Print the title and subtitle."""
        for style, words in ((StyleName.TITLE, title), (StyleName.SUBTITLE, subtitle)):
            if words:
                self.text(style, (Run(text=words, language=self._document.title_language),))

    def blocks(self, blocks: Sequence[Block], place: Place) -> None:
        """Print blocks at a place."""
        under_heading = False
        for number, block in enumerate(blocks, 1):
            last = number == len(blocks)
            self.block_at(replace(place, under_heading=under_heading, last=last), block)
            under_heading = isinstance(block, Heading)

    def block_at(self, place: Place, block: Block) -> None:
        """Print a block at a place."""
        outer, self.place = self.place, place
        self.block(block)
        self.place = outer

    def heading(self, heading: Heading) -> None:
        """Print a heading with the style of its level."""
        placed = next(self._headings)
        self.text(heading_style(placed.level), heading.runs, heading=placed)

    def paragraph(self, paragraph: Paragraph) -> None:
        """Print a paragraph with the style of its role."""
        place = self.place
        style = style_of(paragraph.role, under_entry=place.under_entry, quoted=place.quoted)
        if place.in_note and style is StyleName.BODY:
            style = StyleName.FOOTNOTE
        indent = Indent(left=place.indent) if place.indent != usual_indent(style) else None
        # A remark between a heading or a reference and what follows leaves neither alone.
        between = (place.under_heading or place.under_entry) and not place.last
        note = between and paragraph.role is ParagraphRole.NOTE
        self.text(style, paragraph.runs, indent=indent, keep_next=note)

    def quotation(self, quotation: Quotation) -> None:
        """Print quoted blocks, indented by half an inch."""
        inner = replace(self.place, indent=self.place.indent + HALF_INCH, quoted=True)
        self.blocks(quotation.blocks, inner)

    def table(self, table: Table) -> None:
        """Print a table under its caption."""
        self._caption(table.caption)
        self.grid(table, room=self._room())

    def figure(self, figure: Figure) -> None:
        """Print a drawing under its caption."""
        self._caption(figure.caption)
        self.drawing(figure.drawing, room=self._room())

    def code(self, code: Code) -> None:
        """Print program code as one paragraph."""
        runs = [Run(text=line.expandtabs(4), code=True) for line in code.lines]
        broken = [part for run in runs for part in (run, Run(text="", line_break=True))]
        indent = self.place.indent + usual_indent(StyleName.CODE_BLOCK)
        own = Indent(left=indent) if self.place.indent else None
        self.text(StyleName.CODE_BLOCK, tuple(broken[:-1]), indent=own)

    def divider(self, _divider: Divider) -> None:
        """Print a horizontal rule as three centred asterisks."""
        self.text(StyleName.DIVIDER, (Run(text="* * *"),))

    def picture(self, picture: Picture) -> None:
        """Print a picture under its caption, at most as wide as the line."""
        if picture.caption:
            self.text(StyleName.CAPTION, picture.caption)
        room = self._room()
        width = min(room, round(picture.share * room) or picture.width * _TWIPS_PER_DOT)
        height = round(width * picture.height / max(1, picture.width))
        if height > _TALLEST:
            width, height = round(width * _TALLEST / height), _TALLEST
        self.image(picture, width=width, height=height)

    def entry(self, entry: Entry) -> None:
        """Print a reference, and its annotation indented by half an inch."""
        place, indent = self.place, None
        if place.indent:
            hanging = HALF_INCH if self._document.hanging_indent else 0
            indent = Indent(left=place.indent + hanging, hanging=hanging)
        runs = entry.runs
        if entry.importance:
            runs = (*runs, Run(text=" "), Run(text=f"[{entry.importance}]", bold=True))
        self.text(
            StyleName.BIBLIOGRAPHY,
            runs,
            label=entry.label,
            indent=indent,
            # A reference at the foot of a page with its annotation overleaf looks forgotten.
            keep_next=bool(entry.annotation),
        )
        under = replace(place, indent=place.indent + HALF_INCH, under_entry=True)
        self.blocks(entry.annotation, under)

    def _room(self) -> int:
        return max(self._text_width - self.place.indent, _NARROWEST)

    def _caption(self, caption: str) -> None:
        if caption:
            indent = Indent(left=self.place.indent) if self.place.indent else None
            self.text(StyleName.CAPTION, (Run(text=caption),), indent=indent)


_NARROWEST_COLUMN = 720
"""Half an inch, in twips."""
MOST_LINES = 24
"""The maximum height of a table or row that is kept on one page: half a page."""
_MOST_ROWS = 12
_LETTER, _PADDING = 100, 230
"""Twips of a letter of 10 points, a little more than most have, and of a cell's two sides."""


def column_widths(table: Table, room: int) -> list[int]:
    """Return widths of columns, in proportion to the square root of the length of their content.

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
    """Return whether a table is short enough to be kept on one page.

    Rows alone do not say it: what is put side by side has cells of many lines, and a table that
    may not be torn and is longer than its page runs over the edge of it.
    """
    if len(table.rows) > _MOST_ROWS:
        return False
    return sum(lines_of(row, widths) for row in (table.header, *table.rows)) <= MOST_LINES


def lines_of(row: tuple[tuple[Run, ...], ...], widths: Sequence[int]) -> int:
    """Estimate the number of lines of a row; widths are in twips."""
    letters = [sum(len(run.text) for run in cell) for cell in row]
    rooms = [max(1, (width - _PADDING) // _LETTER) for width in widths]
    return max((-(-count // room) for count, room in zip(letters, rooms, strict=False)), default=0)
