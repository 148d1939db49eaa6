"""Word documents, laid out as APA asks: references in Word's own style "Bibliography".

Everything that a teacher may want to change is a style; direct formatting is left to what runs
say (italics, links) and to the indents of nested blocks.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from docx.oxml.text.paragraph import CT_P
from docx.oxml.xmlchemy import BaseOxmlElement

from pprkb.documents.document import (
    Block,
    Document,
    Entry,
    Figure,
    Heading,
    Paragraph,
    ParagraphRole,
    Quotation,
    Run,
    Table,
    TextList,
)
from pprkb.documents.writers.docx_drawing import drawing_run
from pprkb.documents.writers.docx_elements import indent, keep_with_next, paragraph_element
from pprkb.documents.writers.docx_numbering import Numbering
from pprkb.documents.writers.docx_package import new_document, saved
from pprkb.documents.writers.docx_runs import RunPrinter
from pprkb.documents.writers.docx_styles import HALF_INCH, PAGE_WIDTH, StyleName, style_id
from pprkb.documents.writers.docx_tables import table_element

_LIST_INDENT = HALF_INCH // 2
_DEEPEST_HEADING = 9

_ROLE_STYLES = {
    ParagraphRole.BODY: StyleName.BODY,
    ParagraphRole.NOTE: StyleName.NOTE,
    ParagraphRole.EFFECTS: StyleName.EFFECTS,
    ParagraphRole.LABEL: StyleName.LABEL,
    ParagraphRole.WARNING: StyleName.WARNING,
}
_STYLE_INDENTS = {
    StyleName.ANNOTATION: HALF_INCH,
    StyleName.EFFECTS: HALF_INCH,
    StyleName.LABEL: HALF_INCH,
    StyleName.WARNING: HALF_INCH,
    StyleName.QUOTE: HALF_INCH,
}
"""Where a style's own left edge is, in twips; a paragraph elsewhere says so itself."""


@dataclass(frozen=True, kw_only=True)
class _Place:
    """Where in the document a block stands."""

    indent: int = 0
    """Of the left edge, in twips."""
    under_entry: bool = False
    quoted: bool = False


def write(document: Document) -> bytes:
    """Print a document as .docx; the same document gives the same bytes."""
    docx = new_document(document)
    printer = _Printer(
        runs=RunPrinter(docx.part),
        numbering=Numbering(docx.part.numbering_part.element),
        hanging=document.hanging_indent,
    )
    printer.title(document)
    printer.blocks(document.blocks, _Place())
    # Before the properties of the section, which close the body.
    docx.element.body[:-1] = printer.elements
    return saved(docx)


class _Printer:
    """One printing: the elements so far and what they refer to in other parts of the file."""

    def __init__(self, *, runs: RunPrinter, numbering: Numbering, hanging: bool) -> None:
        self.elements: list[BaseOxmlElement] = []
        self._runs = runs
        self._numbering = numbering
        self._hanging = hanging
        self._figures = 0

    def title(self, document: Document) -> None:
        """Print the title and what stands under it."""
        for style, text in (
            (StyleName.TITLE, document.title),
            (StyleName.SUBTITLE, document.subtitle),
        ):
            if text:
                self._runs.print(self._paragraph(style), (Run(text=text),))

    def blocks(self, blocks: Iterable[Block], place: _Place) -> None:
        """Print blocks at a place."""
        for block in blocks:
            self._block(block, place)

    def _block(self, block: Block, place: _Place) -> None:
        match block:
            case Heading():
                level = min(max(1, block.level), _DEEPEST_HEADING)
                paragraph = self._paragraph(f"Heading {level}")
                self._runs.print(paragraph, block.runs, anchor=block.anchor)
            case Paragraph():
                self._prose(block, place)
            case TextList():
                self._list(block, place, level=0)
            case Quotation():
                inner = replace(place, indent=place.indent + HALF_INCH, quoted=True)
                self.blocks(block.blocks, inner)
            case Table():
                self._table(block, place)
            case Figure():
                self._figure(block, place)
            case Entry():
                self._entry(block, place)

    def _prose(self, paragraph: Paragraph, place: _Place) -> None:
        style = _ROLE_STYLES[paragraph.role]
        if paragraph.role in {ParagraphRole.BODY, ParagraphRole.NOTE}:
            if place.quoted:
                style = StyleName.QUOTE
            elif place.under_entry:
                style = StyleName.ANNOTATION
        printed = self._paragraph(style)
        if place.indent != _STYLE_INDENTS.get(style, 0):
            indent(printed, left=place.indent)
        self._runs.print(printed, paragraph.runs)

    def _entry(self, entry: Entry, place: _Place) -> None:
        paragraph = self._paragraph(StyleName.BIBLIOGRAPHY)
        if entry.annotation:
            # A reference at the foot of a page with its annotation overleaf looks forgotten.
            keep_with_next(paragraph)
        if place.indent:
            hanging = HALF_INCH if self._hanging else 0
            indent(paragraph, left=place.indent + hanging, hanging=hanging)
        runs = entry.runs
        if entry.importance:
            runs = (*runs, Run(text=" "), Run(text=f"[{entry.importance}]", bold=True))
        if entry.label:
            # The tab leads to the hanging indent, where the lines below begin.
            self._runs.print(paragraph, entry.label)
            self._runs.tab(paragraph)
        self._runs.print(paragraph, runs)
        under = replace(place, indent=place.indent + HALF_INCH, under_entry=True)
        self.blocks(entry.annotation, under)

    def _list(self, block: TextList, place: _Place, *, level: int) -> None:
        number = self._numbering.new_list(ordered=block.ordered, start=block.start, level=level)
        inner = replace(place, indent=place.indent + _LIST_INDENT)
        for item in block.items:
            numbered = False
            for part in item:
                match part:
                    case TextList():
                        self._list(part, inner, level=level + 1)
                    case Paragraph():
                        style = StyleName.LIST_CONTINUE if numbered else StyleName.LIST
                        paragraph = self._paragraph(style)
                        if not numbered:
                            self._numbering.number(paragraph, number, level)
                        indent(
                            paragraph,
                            left=inner.indent,
                            hanging=0 if numbered else _LIST_INDENT,
                        )
                        self._runs.print(paragraph, part.runs)
                        numbered = True
                    case _:
                        self._block(part, inner)

    def _table(self, table: Table, place: _Place) -> None:
        self._caption(table.caption, place)
        element = table_element(table, self._runs, indent=place.indent)
        if element is not None:
            self.elements.append(element)
            # Word joins tables that touch, and text right under a rule looks like a note to it.
            self._paragraph(StyleName.TABLE_END)

    def _figure(self, figure: Figure, place: _Place) -> None:
        self._caption(figure.caption, place)
        paragraph = self._paragraph(StyleName.FIGURE)
        if place.indent:
            indent(paragraph, left=place.indent)
        self._figures += 1
        room = PAGE_WIDTH - place.indent
        paragraph.append(drawing_run(figure.drawing, number=self._figures, room=room))

    def _caption(self, text: str, place: _Place) -> None:
        if text:
            caption = self._paragraph(StyleName.CAPTION)
            if place.indent:
                indent(caption, left=place.indent)
            self._runs.print(caption, (Run(text=text),))

    def _paragraph(self, style: str) -> CT_P:
        paragraph = paragraph_element(style_id(style))
        self.elements.append(paragraph)
        return paragraph
