"""Page layout and paragraph styles in APA style, shared by Word, OpenDocument and PDF.

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
"""An inch on each side, in twips (1/20 point), as required by APA (manual, section 2.22)."""
_LANDSCAPE_MARGIN = 1080
"""The margin of a landscape page, which has to hold a whole table."""
CONTENTS_HEADING = phrase("Contents")
NO_TITLE = phrase("References")
"""The title of a document without one."""
DEEPEST_HEADING = 9
"""The number of heading levels in Word."""
_SHORT = 6
"""Lists with at most this many headings need no table of contents."""
_LONGEST_RUNNING_HEAD = 60
_LONGEST_ENTRY = 200
"""The maximum length of an entry in a table of contents, in characters."""
_NO_DATE = datetime(2000, 1, 1, tzinfo=UTC)
"""The date of a document whose data have none."""


class Paper(StrEnum):
    """A size of paper; the value is the word that `--paper` takes."""

    LETTER = "letter"
    """US Letter, 8.5 by 11 inches."""
    A4 = "a4"
    """ISO 216, 210 by 297 mm."""


_SIZES = {Paper.LETTER: (12240, 15840), Paper.A4: (11906, 16838)}


@dataclass(frozen=True, kw_only=True)
class Template:
    """A Word file that provides the styles, page layout, headers and footers of a document."""

    name: str
    """The file's name, for messages."""
    content: bytes


@dataclass(frozen=True, kw_only=True)
class PageSetup:
    """How a document is laid out on pages; writers without pages ignore it."""

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
        """Look up the paper by name.

        Raises:
            NotFoundError: There is no such paper.
            PprkbError: The level of headings is invalid.
            TypeError: The spacing is not a number.
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
        """The space between the margins."""
        return self.width - 2 * self.margin


def page_of(document: Document, setup: PageSetup) -> Page:
    """Return the page of a document without a template."""
    width, height = _SIZES[Paper(setup.paper)]
    if document.landscape:
        return Page(width=height, height=width, margin=_LANDSCAPE_MARGIN)
    return Page(width=width, height=height)


def running_head(document: Document) -> str:
    """Return the running head of all pages but the first, shortened to one line."""
    return _shortened(document.running_head or document.title, _LONGEST_RUNNING_HEAD)


def _shortened(text: str, length: int) -> str:
    """Return text on one line, shortened to a maximum number of characters."""
    # The beginning of a very long text suffices to see that it is too long.
    text = " ".join(one_line(text[: 4 * length]).split())
    if len(text) <= length:
        return text
    cut = text[: length - 1]
    # Cut between words, unless they are as long as the line.
    whole = cut.rpartition(" ")[0]
    return f"{whole if len(whole) > length // 2 else cut}…"


def data_date(document: Document) -> datetime:
    """Return the date of a document's data in UTC, never the current date."""
    try:
        date = datetime.fromisoformat(document.modified.strip())
    except ValueError:
        return _NO_DATE
    return date.replace(tzinfo=UTC) if date.tzinfo is None else date.astimezone(UTC)


@dataclass(frozen=True, kw_only=True)
class PlacedHeading:
    """A heading and its position in a document."""

    heading: Heading
    level: int
    """The level, from 1, at most one deeper than that of the previous heading."""
    text: str
    """The text on one line, shortened if very long."""
    number: int
    """Its position among the headings, from 1."""

    @property
    def mark(self) -> str:
        """The name of its anchor, for the table of contents."""
        return f"_Toc{self.number:09}"


def headings(document: Document) -> tuple[PlacedHeading, ...]:
    """Return all headings in the order of printing, without gaps between levels.

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
    """Split blocks at the first heading, where the table of contents is printed."""
    for place, block in enumerate(blocks):
        if isinstance(block, Heading):
            return blocks[:place], blocks[place:]
    return (), blocks


def contents(placed: Iterable[PlacedHeading], setup: PageSetup) -> tuple[PlacedHeading, ...]:
    """Return the headings of the table of contents, or none if there should be no table.

    Args:
        placed: All headings of the document.
        setup: Whether to print a table, or leave it to the number of headings.
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
    """The paragraph styles; Word's built-in ones have their names in Word."""

    BODY = "Normal"
    TITLE = "Title"
    SUBTITLE = "Subtitle"
    HEADER = "Header"
    CONTENTS_HEADING = "TOC Heading"
    CONTENTS_1 = "TOC 1"
    CONTENTS_2 = "TOC 2"
    BIBLIOGRAPHY = "Bibliography"
    """The style of Word's own reference lists, recognized by its tools."""
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
    """The character that fills the space before a tab at the right margin."""

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
    """The font size; 0 for that of running text."""
    bold: bool = False
    italic: bool = False
    centred: bool = False
    keep_next: bool = False
    """Whether to keep it on the page of the next paragraph."""
    keep_together: bool = False
    """Whether to keep its lines on one page."""
    level: int = 0
    """The level of a heading, from 1, for the navigation pane."""
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
"""Styles that only essays need."""
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
    """Return the name of the style of a heading; levels count from 1."""
    return f"Heading {level}"


def style_of(role: ParagraphRole, *, under_entry: bool, quoted: bool) -> StyleName:
    """Return the style of a paragraph of text.

    Args:
        role: The role of the paragraph.
        under_entry: Whether it belongs to a reference above it.
        quoted: Whether it is in a quotation.
    """
    if quoted and role in _UNDER_ENTRY:
        return StyleName.QUOTE
    if under_entry and role in _UNDER_ENTRY:
        return _UNDER_ENTRY[role]
    return _ROLES[role]


def usual_indent(style: str) -> int:
    """Return the left indent of a style, in twips."""
    look = _LOOKS.get(style) or _LOOKS_AT_NEED.get(StyleName(style))
    return look.left if look else 0


def paragraph_styles(document: Document) -> dict[str, ParagraphStyle]:
    """Return all paragraph styles of a document by name."""
    hanging = HALF_INCH if document.hanging_indent else 0
    spacing = max(1.0, document.line_spacing)
    bibliography = ParagraphStyle(
        left=hanging,
        first=-hanging,
        lines=spacing,
        # Entries of double-spaced lists need no space between them; closer ones do.
        after=0 if spacing >= 2 else 6,
        keep_together=True,
    )
    # Annotations of double-spaced lists are double-spaced, too (APA manual, 2.21).
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
    """Return the styles that a document needs besides the common ones."""
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
