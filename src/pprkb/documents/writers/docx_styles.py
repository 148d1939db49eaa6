"""The styles of a Word document: APA's layout in Word's own styles where there is one."""

from __future__ import annotations

from enum import StrEnum

from docx.document import Document as DocxDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor, Twips
from docx.styles.style import ParagraphStyle

from pprkb.documents.document import Document
from pprkb.documents.writers.characters import language_tag
from pprkb.documents.writers.docx_elements import element

HALF_INCH = 720
"""In twips, twentieths of a point: Word's unit for indents."""
PAGE_WIDTH = 9360
"""Between the margins of a US Letter page, in twips."""
FONT = "Times New Roman"
CODE_FONT = "Courier New"


class StyleName(StrEnum):
    """The styles that are used; those that Word knows by name keep its name."""

    BODY = "Normal"
    TITLE = "Title"
    SUBTITLE = "Subtitle"
    BIBLIOGRAPHY = "Bibliography"
    """The style of Word's own reference lists, so that Word's tools know the paragraphs."""
    ANNOTATION = "Annotation"
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


_BUILT_IN = frozenset({StyleName.BIBLIOGRAPHY, StyleName.HYPERLINK})
_HEADING_SIZES = (14, 12, 12)


def style_id(name: str) -> str:
    """Return the id by which a paragraph names its style."""
    return name.replace(" ", "")


def set_styles(docx: DocxDocument, document: Document) -> None:
    """Give a new document its styles."""
    _set_defaults(docx, document.language)
    _set_headings(docx)

    body = _paragraph_style(docx, StyleName.BODY, after=8)
    body.font.size = Pt(12)
    body.paragraph_format.widow_control = True

    hanging = HALF_INCH if document.hanging_indent else 0
    bibliography = _paragraph_style(docx, StyleName.BIBLIOGRAPHY, left=hanging, first=-hanging)
    spacing = max(1.0, document.line_spacing)
    bibliography.paragraph_format.line_spacing = spacing
    # Double-spaced lists have no further space between entries; closer ones need some.
    bibliography.paragraph_format.space_after = Pt(0 if spacing >= 2 else 6)
    bibliography.paragraph_format.keep_together = True

    _paragraph_style(docx, StyleName.ANNOTATION, left=HALF_INCH, after=8)
    effects = _paragraph_style(docx, StyleName.EFFECTS, left=HALF_INCH, after=3)
    effects.paragraph_format.keep_together = True
    label = _paragraph_style(docx, StyleName.LABEL, left=HALF_INCH, before=3, after=2)
    label.font.bold = True
    label.paragraph_format.keep_with_next = True
    warning = _paragraph_style(docx, StyleName.WARNING, left=HALF_INCH, before=3, after=8)
    warning.paragraph_format.keep_together = True
    note = _paragraph_style(docx, StyleName.NOTE, after=8)
    note.font.italic = True
    _paragraph_style(docx, StyleName.QUOTE, left=HALF_INCH, right=HALF_INCH, after=8)
    _paragraph_style(docx, StyleName.LIST, after=4)
    _paragraph_style(docx, StyleName.LIST_CONTINUE, after=4)

    caption = _paragraph_style(docx, StyleName.CAPTION, before=10, after=4)
    caption.font.bold = True
    caption.font.size = Pt(11)
    caption.paragraph_format.keep_with_next = True
    figure = _paragraph_style(docx, StyleName.FIGURE, before=6, after=6)
    figure.paragraph_format.keep_together = True
    text = _paragraph_style(docx, StyleName.TABLE_TEXT, before=2, after=2)
    text.font.size = Pt(10)
    head = _paragraph_style(docx, StyleName.TABLE_HEAD, before=2, after=2)
    head.font.size = Pt(10)
    head.font.bold = True
    head.paragraph_format.keep_with_next = True
    end = _paragraph_style(docx, StyleName.TABLE_END)
    end.font.size = Pt(6)

    link = docx.styles.add_style(StyleName.HYPERLINK, WD_STYLE_TYPE.CHARACTER, builtin=True)
    link.font.color.rgb = RGBColor(0x05, 0x63, 0xC1)
    link.font.underline = True
    code = docx.styles.add_style(StyleName.CODE, WD_STYLE_TYPE.CHARACTER)
    code.font.name = CODE_FONT
    code.font.size = Pt(11)


def _set_defaults(docx: DocxDocument, language: str) -> None:
    """Set font and language for the whole document, over the template's theme."""
    defaults = docx.styles.element.find(qn("w:docDefaults"))
    properties = defaults.find(f"{qn('w:rPrDefault')}/{qn('w:rPr')}")
    fonts = properties.find(qn("w:rFonts"))
    fonts.attrib.clear()
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), FONT)
    tag = properties.find(qn("w:lang"))
    tag.set(qn("w:val"), language_tag(language))


def _set_headings(docx: DocxDocument) -> None:
    title = _paragraph_style(docx, StyleName.TITLE, after=10)
    title.font.size = Pt(18)
    title.font.bold = True
    title.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    subtitle = _paragraph_style(docx, StyleName.SUBTITLE, after=18)
    subtitle.font.size = Pt(12)
    subtitle.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for level in range(1, 10):
        heading = _paragraph_style(
            docx, f"Heading {level}", before=18 if level == 1 else 12, after=6
        )
        heading.font.size = Pt(_HEADING_SIZES[min(level, len(_HEADING_SIZES)) - 1])
        heading.font.bold = True
        heading.font.italic = level > 2
        heading.paragraph_format.keep_with_next = True
        heading.paragraph_format.keep_together = True


def _paragraph_style(
    docx: DocxDocument,
    name: str,
    *,
    left: int = 0,
    first: int = 0,
    right: int = 0,
    before: int = 0,
    after: int = 0,
) -> ParagraphStyle:
    """Return a style of our own making, whatever the template had under its name.

    Args:
        docx: The document.
        name: The style's name.
        left: Left indent in twips.
        first: Further indent of the first line in twips; negative to hang.
        right: Right indent in twips.
        before: Space above in points.
        after: Space below in points.
    """
    style: ParagraphStyle
    if name in docx.styles:
        style = docx.styles[name]
    else:
        built_in = name in _BUILT_IN
        style = docx.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=built_in)
    for properties in (style.element.pPr, style.element.rPr):
        if properties is not None:
            style.element.remove(properties)
    if name != StyleName.BODY:
        style.base_style = docx.styles[StyleName.BODY]
    style.font.color.rgb = RGBColor(0, 0, 0)
    style.quick_style = True
    style.hidden = False
    layout = style.paragraph_format
    layout.left_indent = Twips(left)
    layout.first_line_indent = Twips(first)
    layout.right_indent = Twips(right)
    layout.space_before = Pt(before)
    layout.space_after = Pt(after)
    layout.line_spacing_rule = WD_LINE_SPACING.SINGLE
    if name.startswith("Heading "):
        # The level makes the entry in Word's navigation pane.
        level = element("outlineLvl", val=int(name.removeprefix("Heading ")) - 1)
        style.element.get_or_add_pPr().append(level)
    return style
