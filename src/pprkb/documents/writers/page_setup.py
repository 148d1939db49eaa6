"""Pages and paragraph styles of Word, OpenDocument and PDF: APA's layout, for all of them alike.

Everything that a teacher may want to change is a style; direct formatting is left to what runs
say (italics, links) and to the indents of nested blocks.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum

from pprkb.documents.document import (
    Block,
    Code,
    Divider,
    Document,
    Heading,
    ParagraphRole,
)
from pprkb.documents.writers.blocks import every_block
from pprkb.documents.writers.characters import one_line
from pprkb.languages import phrase
from pprkb.model.errors import PprkbError
from pprkb.model.filters import one_of
from pprkb.text.markup import text_of

MARGIN = 1440
"""An inch on each side, in twips (twentieths of a point), as APA asks (manual, section 2.22)."""
_LANDSCAPE_MARGIN = 1080
"""Of a page on its long side, which is to hold all of a table."""
CONTENTS_HEADING = phrase("Contents")
NO_TITLE = phrase("References")
"""Of a document that has none."""
DEEPEST_HEADING = 9
"""Of the levels that Word knows."""
_SHORT = 6
"""Up to so many headings a list needs no table of contents."""
_LONGEST_RUNNING_HEAD = 60
_LONGEST_ENTRY = 200
"""Characters of an entry in a table of contents."""
_NO_DATE = datetime(2000, 1, 1, tzinfo=UTC)
"""For a document whose data have no date."""


class Paper(StrEnum):
    """A size of paper; the value is the word that `--paper` takes."""

    LETTER = "letter"
    """US Letter, 8.5 by 11 inches."""
    A4 = "a4"
    """ISO 216, 210 by 297 mm."""


_SIZES = {Paper.LETTER: (12240, 15840), Paper.A4: (11906, 16838)}


@dataclass(frozen=True, kw_only=True)
class Template:
    """A Word file whose styles, page, headers and footers a document takes over."""

    name: str
    """Of the file, for messages."""
    content: bytes


@dataclass(frozen=True, kw_only=True)
class PageSetup:
    """How a document is put on pages; writers without pages ignore it."""

    paper: Paper | str = Paper.LETTER
    contents: bool | None = None
    """Whether to print a table of contents; None for long documents only."""
    template: Template | None = None
    """For Word alone; its page takes the place of `paper`."""
    heading_level: int | None = None
    """Of the first headings in a part of an HTML page, from 1 to 6; None for 3."""
    spacing: float | None = None
    """Lines from one line of a reference to the next, for Word, OpenDocument, PDF and HTML; None
    for the spacing that the document asks for, on an HTML page for that of its other text."""

    def __post_init__(self) -> None:
        """Take paper by its word.

        Raises:
            NotFoundError: There is no such paper.
            PprkbError: The level of headings is none.
            TypeError: The spacing is no number.
        """
        object.__setattr__(self, "paper", one_of(Paper, self.paper, "paper"))
        if self.heading_level not in (None, 1, 2, 3, 4, 5, 6):
            raise PprkbError(f"heading_level is from 1 to 6, not {self.heading_level}")
        if not isinstance(self.spacing, (int, float, type(None))):
            raise TypeError(f'spacing takes a number, not "{self.spacing}"')


@dataclass(frozen=True, kw_only=True)
class Page:
    """A page; lengths in twips."""

    width: int
    height: int
    margin: int = MARGIN
    """On each side."""

    @property
    def text_width(self) -> int:
        """Between the margins."""
        return self.width - 2 * self.margin


def page_of(document: Document, setup: PageSetup) -> Page:
    """Return the page of a document without a template."""
    width, height = _SIZES[Paper(setup.paper)]
    if document.landscape:
        return Page(width=height, height=width, margin=_LANDSCAPE_MARGIN)
    return Page(width=width, height=height)


def running_head(document: Document) -> str:
    """Return what is printed at the head of each page but the first, cut to fit one line."""
    return _shortened(document.running_head or document.title, _LONGEST_RUNNING_HEAD)


def _shortened(text: str, length: int) -> str:
    """Return text on one line, at most so many characters long."""
    # Of very long text a part is enough to see that it is too long.
    text = " ".join(one_line(text[: 4 * length]).split())
    if len(text) <= length:
        return text
    cut = text[: length - 1]
    # At a word, unless the words are as long as the line.
    whole = cut.rpartition(" ")[0]
    return f"{whole if len(whole) > length // 2 else cut}…"


def data_date(document: Document) -> datetime:
    """Return the date of a document's data in UTC; never the date of writing."""
    try:
        date = datetime.fromisoformat(document.modified.strip())
    except ValueError:
        return _NO_DATE
    return date.replace(tzinfo=UTC) if date.tzinfo is None else date.astimezone(UTC)


@dataclass(frozen=True, kw_only=True)
class PlacedHeading:
    """A heading of a document in its order."""

    heading: Heading
    level: int
    """From 1, at most one deeper than that of the heading above it."""
    text: str
    """On one line, cut where it is very long."""
    number: int
    """Its place among the headings, from 1."""

    @property
    def mark(self) -> str:
        """The name of its place, which a table of contents leads to."""
        return f"_Toc{self.number:09}"


def headings(document: Document) -> tuple[PlacedHeading, ...]:
    """Return every heading in the order of printing, without gaps between the levels.

    A reader who hears a document goes by its headings and takes a missing level for a missing
    part (WCAG 2.2, technique G141).
    """
    placed: list[PlacedHeading] = []
    above = 0
    for heading in every_block(document.blocks):
        if not isinstance(heading, Heading):
            continue
        above = min(max(1, heading.level), above + 1, DEEPEST_HEADING)
        text = _shortened(text_of(heading.runs), _LONGEST_ENTRY)
        placed.append(
            PlacedHeading(heading=heading, level=above, text=text, number=len(placed) + 1)
        )
    return tuple(placed)


def parted(blocks: tuple[Block, ...]) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """Return the blocks before the first heading, where contents are printed, and the others."""
    for place, block in enumerate(blocks):
        if isinstance(block, Heading):
            return blocks[:place], blocks[place:]
    return (), blocks


def contents(placed: Iterable[PlacedHeading], setup: PageSetup) -> tuple[PlacedHeading, ...]:
    """Return the headings of the table of contents; none where there is to be no table.

    Args:
        placed: All headings of the document.
        setup: Says whether there is a table, or leaves it to the number of headings.
    """
    shown = [heading for heading in placed if heading.text and heading.level <= 2]
    if setup.contents is False or (setup.contents is None and len(shown) <= _SHORT):
        return ()
    first = [heading for heading in shown if heading.level == 1]
    # Of many parts their names are enough, the more so where each has the same below it.
    return tuple(first if len(first) > _SHORT else shown)


HALF_INCH = 720
"""In twips, twentieths of a point."""
LIST_INDENT = HALF_INCH // 2
FONT = "Times New Roman"
CODE_FONT = "Courier New"
LINK_COLOUR = "0563C1"


class StyleName(StrEnum):
    """The styles that we use; those that Word has are called as there."""

    BODY = "Normal"
    TITLE = "Title"
    SUBTITLE = "Subtitle"
    HEADER = "Header"
    CONTENTS_HEADING = "TOC Heading"
    CONTENTS_1 = "TOC 1"
    CONTENTS_2 = "TOC 2"
    BIBLIOGRAPHY = "Bibliography"
    """The style of Word's own reference lists, so that Word's tools know the paragraphs."""
    ANNOTATION = "Annotation"
    ANNOTATION_NOTE = "Annotation Note"
    EFFECTS = "Effects"
    LABEL = "Annotation Label"
    WARNING = "Warning"
    NOTE = "Section Note"
    QUOTE = "Quote"
    LIST = "List Paragraph"
    LIST_CONTINUE = "List Continue"
    CAPTION = "Caption"
    FIGURE = "Figure"
    TABLE_TEXT = "Table Text"
    TABLE_HEAD = "Table Head"
    TABLE_END = "Table End"
    BYLINE = "Author"
    CODE_BLOCK = "Source Code"
    DIVIDER = "Divider"
    FOOTNOTE = "Footnote Text"
    HYPERLINK = "Hyperlink"
    CODE = "Code"


class RightTab(StrEnum):
    """What fills the line before a tab at the right margin."""

    BLANK = "none"
    DOTS = "dot"


@dataclass(frozen=True, kw_only=True)
class ParagraphStyle:
    """The properties of a paragraph style; indents in twips, sizes and spaces in points."""

    left: int = 0
    first: int = 0
    """Further indent of the first line; negative to hang."""
    right: int = 0
    before: float = 0
    after: float = 0
    lines: float = 1.0
    size: float = 0
    """Of the font; 0 for that of running text."""
    bold: bool = False
    italic: bool = False
    centred: bool = False
    keep_next: bool = False
    """On the page of the paragraph below."""
    keep_together: bool = False
    """On one page."""
    level: int = 0
    """Of a heading, from 1; what makes the entries of a navigation pane."""
    right_tab: RightTab | None = None


_LOOKS: dict[str, ParagraphStyle] = {
    StyleName.BODY: ParagraphStyle(size=12, after=8),
    StyleName.TITLE: ParagraphStyle(size=18, bold=True, centred=True, after=10, keep_next=True),
    StyleName.SUBTITLE: ParagraphStyle(size=12, centred=True, after=18),
    StyleName.HEADER: ParagraphStyle(size=10, right_tab=RightTab.BLANK),
    StyleName.CONTENTS_HEADING: ParagraphStyle(
        size=14, bold=True, before=6, after=6, keep_next=True
    ),
    StyleName.CONTENTS_1: ParagraphStyle(after=3, right_tab=RightTab.DOTS),
    StyleName.CONTENTS_2: ParagraphStyle(left=LIST_INDENT, after=3, right_tab=RightTab.DOTS),
    StyleName.ANNOTATION: ParagraphStyle(left=HALF_INCH, after=8),
    StyleName.ANNOTATION_NOTE: ParagraphStyle(left=HALF_INCH, after=8, italic=True),
    StyleName.EFFECTS: ParagraphStyle(left=HALF_INCH, after=3, keep_together=True),
    StyleName.LABEL: ParagraphStyle(left=HALF_INCH, before=3, after=2, bold=True, keep_next=True),
    StyleName.WARNING: ParagraphStyle(left=HALF_INCH, before=3, after=8, keep_together=True),
    StyleName.NOTE: ParagraphStyle(after=8, italic=True),
    StyleName.QUOTE: ParagraphStyle(left=HALF_INCH, right=HALF_INCH, after=8),
    StyleName.LIST: ParagraphStyle(after=4),
    StyleName.LIST_CONTINUE: ParagraphStyle(after=4),
    StyleName.CAPTION: ParagraphStyle(size=11, bold=True, before=10, after=4, keep_next=True),
    StyleName.FIGURE: ParagraphStyle(before=6, after=6, keep_together=True),
    StyleName.TABLE_TEXT: ParagraphStyle(size=10, before=2, after=2),
    StyleName.TABLE_HEAD: ParagraphStyle(size=10, bold=True, before=2, after=2, keep_next=True),
    StyleName.TABLE_END: ParagraphStyle(size=6),
}
_LOOKS_AT_NEED = {
    StyleName.BYLINE: ParagraphStyle(size=12, centred=True, after=4),
    StyleName.CODE_BLOCK: ParagraphStyle(left=LIST_INDENT, after=8),
    StyleName.DIVIDER: ParagraphStyle(centred=True, before=6, after=14),
    StyleName.FOOTNOTE: ParagraphStyle(size=10, after=2),
}
"""Of styles that only essays need."""
_ROLES = {
    ParagraphRole.BODY: StyleName.BODY,
    ParagraphRole.NOTE: StyleName.NOTE,
    ParagraphRole.EFFECTS: StyleName.EFFECTS,
    ParagraphRole.LABEL: StyleName.LABEL,
    ParagraphRole.WARNING: StyleName.WARNING,
}
_UNDER_ENTRY = {
    ParagraphRole.BODY: StyleName.ANNOTATION,
    ParagraphRole.NOTE: StyleName.ANNOTATION_NOTE,
}


def heading_style(level: int) -> str:
    """Return the name of a heading's style; the level counts from 1."""
    return f"Heading {level}"


def style_of(role: ParagraphRole, *, under_entry: bool, quoted: bool) -> StyleName:
    """Return the style of a paragraph of text.

    Args:
        role: What it is for.
        under_entry: Whether it belongs to a reference above it.
        quoted: Whether it is in a quotation.
    """
    if quoted and role in _UNDER_ENTRY:
        return StyleName.QUOTE
    if under_entry and role in _UNDER_ENTRY:
        return _UNDER_ENTRY[role]
    return _ROLES[role]


def usual_indent(style: str) -> int:
    """Return the left indent of a style, in twips; a paragraph elsewhere has its own."""
    look = _LOOKS.get(style) or _LOOKS_AT_NEED.get(StyleName(style))
    return look.left if look else 0


def paragraph_styles(document: Document) -> dict[str, ParagraphStyle]:
    """Return every paragraph style of a document by its name."""
    hanging = HALF_INCH if document.hanging_indent else 0
    spacing = max(1.0, document.line_spacing)
    bibliography = ParagraphStyle(
        left=hanging,
        first=-hanging,
        lines=spacing,
        # Double-spaced lists have no further space between entries; closer ones need some.
        after=0 if spacing >= 2 else 6,
        keep_together=True,
    )
    # Where the list is double-spaced, so are annotations (APA manual, 2.21).
    annotations: dict[str, ParagraphStyle] = {}
    if spacing >= 2:
        for name in (StyleName.ANNOTATION, StyleName.ANNOTATION_NOTE):
            annotations[name] = replace(_LOOKS[name], lines=spacing, after=0)
    headings = {heading_style(level): _heading(level) for level in range(1, DEEPEST_HEADING + 1)}
    return {
        **_LOOKS,
        **annotations,
        **headings,
        StyleName.BIBLIOGRAPHY: bibliography,
        **{name: look for name, look in _LOOKS_AT_NEED.items() if name in _needed(document)},
    }


def _needed(document: Document) -> frozenset[StyleName]:
    """Return the styles that a document needs beside those that each has."""
    blocks = (*document.blocks, *(block for note in document.notes for block in note))
    kinds = {type(block) for block in every_block(blocks)}
    wanted = {
        StyleName.BYLINE: bool(document.byline),
        StyleName.CODE_BLOCK: Code in kinds,
        StyleName.DIVIDER: Divider in kinds,
        StyleName.FOOTNOTE: bool(document.notes),
    }
    return frozenset(name for name, is_wanted in wanted.items() if is_wanted)


def _heading(level: int) -> ParagraphStyle:
    return ParagraphStyle(
        size=14 if level == 1 else 12,
        bold=True,
        italic=level > 2,
        before=18 if level == 1 else 12,
        after=6,
        keep_next=True,
        keep_together=True,
        level=level,
    )
