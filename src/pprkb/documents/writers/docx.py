"""Word documents, laid out as APA asks: references in Word's own style "Bibliography"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pprkb.documents.document import Document, Paragraph, Run, Table, TextList
from pprkb.documents.drawing import Drawing
from pprkb.documents.writers.direction import runs_rightwards
from pprkb.documents.writers.docx_contents import contents_elements
from pprkb.documents.writers.docx_drawing import drawing_run
from pprkb.documents.writers.docx_elements import TAB, paragraph_element
from pprkb.documents.writers.docx_numbering import Numbering, list_level
from pprkb.documents.writers.docx_package import Package, new_package
from pprkb.documents.writers.docx_runs import RunPrinter
from pprkb.documents.writers.docx_tables import table_element
from pprkb.documents.writers.docx_template import template_package
from pprkb.documents.writers.layout import Layout, PlacedHeading
from pprkb.documents.writers.looks import LIST_INDENT, StyleName
from pprkb.documents.writers.page_printer import Indent, PagePrinter, Place


def write(document: Document, layout: Layout) -> bytes:
    """Print a document as .docx; the same document gives the same bytes.

    Raises:
        OutputError: The template cannot be used.
    """
    if layout.template:
        package = template_package(document, layout.template)
    else:
        package = new_package(document, layout)
    printer = _Printer(document, layout, package)
    text = printer.document()
    printer.numbering.finish()
    return package.filled(text)


class _Printer(PagePrinter):
    """Prints WordprocessingML, and what it refers to into other parts of the file."""

    def __init__(self, document: Document, layout: Layout, package: Package) -> None:
        super().__init__(document, layout, text_width=package.text_width)
        self.numbering = Numbering(package.numbering)
        self._styles = package.styles
        self._runs = RunPrinter(
            package.docx.part,
            package.styles,
            anchors=self.anchors,
            bookmarks=package.bookmarks,
            language=package.run_language,
        )
        self._drawings = package.last_drawing

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
        """Print a paragraph."""
        # The tab leads to the hanging indent, where the lines below begin.
        before = self._runs.print(label) + TAB if label else ""
        mark = heading.mark if heading and heading.mark in self.marked else ""
        self._print(
            style,
            runs,
            before=before,
            anchor=heading.heading.anchor if heading else "",
            mark=mark,
            indent=indent,
            keep_next=keep_next,
        )

    def contents(self, entries: Sequence[PlacedHeading]) -> None:
        """Print a table of contents."""
        self.printed.append(
            contents_elements(entries, self._runs, self._styles, mirrored=self.mirrored)
        )

    def list(self, block: TextList, place: Place) -> None:
        """Print a list; its items are paragraphs that name the list and their level."""
        level = len(place.lists)
        number = self.numbering.new_list(ordered=block.ordered, start=block.start, level=level)
        inner = replace(place, indent=place.indent + LIST_INDENT, lists=(*place.lists, str(number)))
        for item in block.items:
            numbered = False
            for part in item:
                match part:
                    case Paragraph():
                        hanging = 0 if numbered else LIST_INDENT
                        self._print(
                            StyleName.LIST_CONTINUE if numbered else StyleName.LIST,
                            part.runs,
                            numbering=None if numbered else (number, list_level(level)),
                            indent=Indent(left=inner.indent, hanging=hanging),
                        )
                        numbered = True
                    case _:
                        self.block(part, inner)

    def table(self, table: Table, place: Place, *, room: int) -> None:
        """Print a table."""
        printed = table_element(
            table,
            self._runs,
            self._styles,
            room=room,
            indent=place.indent,
            mirrored=self.mirrored,
        )
        if printed:
            self.printed.append(printed)
            # Word joins tables that touch, and text right under a rule looks like a note to it.
            self._print(StyleName.TABLE_END, ())

    def figure(self, drawing: Drawing, place: Place, *, room: int) -> None:
        """Print a drawing."""
        self._drawings += 1
        drawn = drawing_run(drawing, number=self._drawings, room=room)
        own = Indent(left=place.indent) if place.indent else None
        self._print(StyleName.FIGURE, (), before=drawn, indent=own)

    def _print(
        self,
        style: str,
        runs: tuple[Run, ...],
        *,
        before: str = "",
        anchor: str = "",
        mark: str = "",
        keep_next: bool = False,
        numbering: tuple[int, int] | None = None,
        indent: Indent | None = None,
    ) -> None:
        upright = style in self._styles.italic
        content = self._runs.print(runs, anchor=anchor, mark=mark, upright=upright)
        self.printed.append(
            paragraph_element(
                self._styles.id(style),
                before + content,
                keep_next=keep_next,
                numbering=numbering,
                right_to_left=not runs_rightwards("".join(run.text for run in runs)),
                indent=indent,
            )
        )
