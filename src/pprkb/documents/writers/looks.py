"""How each kind of paragraph looks on paper: APA's layout, for Word and OpenDocument alike.

Everything that a teacher may want to change is a style; direct formatting is left to what runs
say (italics, links) and to the indents of nested blocks.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from pprkb.documents.document import Document, ParagraphRole
from pprkb.documents.writers.layout import DEEPEST_HEADING

HALF_INCH = 720
"""In twips, twentieths of a point."""
LIST_INDENT = HALF_INCH // 2
FONT = "Times New Roman"
CODE_FONT = "Courier New"
LINK_COLOUR = "0563C1"


class StyleName(StrEnum):
    """The styles that are used; those that Word knows by name keep its name."""

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
    HYPERLINK = "Hyperlink"
    CODE = "Code"


class RightTab(StrEnum):
    """What leads to a tab at the right margin."""

    BLANK = "none"
    DOTS = "dot"


@dataclass(frozen=True, kw_only=True)
class Look:
    """How paragraphs of a style look; indents in twips, sizes and spaces in points."""

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


_LOOKS: dict[str, Look] = {
    StyleName.BODY: Look(size=12, after=8),
    StyleName.TITLE: Look(size=18, bold=True, centred=True, after=10, keep_next=True),
    StyleName.SUBTITLE: Look(size=12, centred=True, after=18),
    StyleName.HEADER: Look(size=10, right_tab=RightTab.BLANK),
    StyleName.CONTENTS_HEADING: Look(size=14, bold=True, before=6, after=6, keep_next=True),
    StyleName.CONTENTS_1: Look(after=3, right_tab=RightTab.DOTS),
    StyleName.CONTENTS_2: Look(left=LIST_INDENT, after=3, right_tab=RightTab.DOTS),
    StyleName.ANNOTATION: Look(left=HALF_INCH, after=8),
    StyleName.ANNOTATION_NOTE: Look(left=HALF_INCH, after=8, italic=True),
    StyleName.EFFECTS: Look(left=HALF_INCH, after=3, keep_together=True),
    StyleName.LABEL: Look(left=HALF_INCH, before=3, after=2, bold=True, keep_next=True),
    StyleName.WARNING: Look(left=HALF_INCH, before=3, after=8, keep_together=True),
    StyleName.NOTE: Look(after=8, italic=True),
    StyleName.QUOTE: Look(left=HALF_INCH, right=HALF_INCH, after=8),
    StyleName.LIST: Look(after=4),
    StyleName.LIST_CONTINUE: Look(after=4),
    StyleName.CAPTION: Look(size=11, bold=True, before=10, after=4, keep_next=True),
    StyleName.FIGURE: Look(before=6, after=6, keep_together=True),
    StyleName.TABLE_TEXT: Look(size=10, before=2, after=2),
    StyleName.TABLE_HEAD: Look(size=10, bold=True, before=2, after=2, keep_next=True),
    StyleName.TABLE_END: Look(size=6),
}
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


def paragraph_style(role: ParagraphRole, *, under_entry: bool, quoted: bool) -> StyleName:
    """Return the style of a paragraph of text.

    Args:
        role: What it is for.
        under_entry: Whether it belongs to a reference above it.
        quoted: Whether it stands in a quotation.
    """
    if quoted and role in _UNDER_ENTRY:
        return StyleName.QUOTE
    if under_entry and role in _UNDER_ENTRY:
        return _UNDER_ENTRY[role]
    return _ROLES[role]


def usual_indent(style: str) -> int:
    """Return where a style's own left edge is, in twips; elsewhere a paragraph says so itself."""
    look = _LOOKS.get(style)
    return look.left if look else 0


def looks(document: Document) -> dict[str, Look]:
    """Return the look of every paragraph style of a document, by the style's name."""
    hanging = HALF_INCH if document.hanging_indent else 0
    spacing = max(1.0, document.line_spacing)
    bibliography = Look(
        left=hanging,
        first=-hanging,
        lines=spacing,
        # Double-spaced lists have no further space between entries; closer ones need some.
        after=0 if spacing >= 2 else 6,
        keep_together=True,
    )
    # Where the list is double-spaced, so is what stands under a reference (APA manual, 2.21).
    annotations: dict[str, Look] = {}
    if spacing >= 2:
        for name in (StyleName.ANNOTATION, StyleName.ANNOTATION_NOTE):
            annotations[name] = replace(_LOOKS[name], lines=spacing, after=0)
    headings = {heading_style(level): _heading(level) for level in range(1, DEEPEST_HEADING + 1)}
    return {**_LOOKS, **annotations, **headings, StyleName.BIBLIOGRAPHY: bibliography}


def _heading(level: int) -> Look:
    return Look(
        size=14 if level == 1 else 12,
        bold=True,
        italic=level > 2,
        before=18 if level == 1 else 12,
        after=6,
        keep_next=True,
        keep_together=True,
        level=level,
    )
