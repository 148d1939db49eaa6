"""OpenDocument texts, for LibreOffice, in the same styles as Word documents.

OpenDocument is written by hand: it is XML that says what our blocks say, and a library would only
bring its own words for it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from pprkb.documents.document import Document, Drawing, Paragraph, Table, TextList
from pprkb.documents.writers.characters import runs_rightwards
from pprkb.documents.writers.links import link_within
from pprkb.documents.writers.odt.drawing import drawing_group
from pprkb.documents.writers.odt.package import packed
from pprkb.documents.writers.odt.styles import AutomaticStyles, escaped, points, spaced
from pprkb.documents.writers.page_printer import (
    Indent,
    PagePrinter,
    column_widths,
    stays_whole,
)
from pprkb.documents.writers.page_setup import (
    CONTENTS_HEADING,
    LIST_INDENT,
    PageSetup,
    PlacedHeading,
    StyleName,
    page_of,
    paragraph_styles,
)
from pprkb.text.markup import Run, text_of

_THICK, _THIN = "1pt solid #000000", "0.5pt solid #000000"


def write(document: Document, setup: PageSetup) -> bytes:
    """Print a document as .odt; the same document gives the same bytes."""
    page = page_of(document, setup)
    printer = _OdtPrinter(document, setup, text_width=page.text_width)
    body = printer.document()
    automatic = printer.styles.xml()
    return packed(document, paragraph_styles(document), page, body=body, automatic=automatic)


class _OdtPrinter(PagePrinter):
    """Prints OpenDocument and the styles it needs."""

    def __init__(self, document: Document, setup: PageSetup, *, text_width: int) -> None:
        super().__init__(document, setup, text_width=text_width)
        self.styles = AutomaticStyles(self.styles_by_name)
        self._italic = {name for name, look in self.styles_by_name.items() if look.italic}
        self._names: dict[str, str] = {}
        self._placed: set[str] = set()
        self._tables = 0

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
        """Print a paragraph."""
        # The tab leads to the hanging indent, where the lines below begin.
        before = self._inline(label) + "<text:tab/>" if label else ""
        if heading:
            before += self._bookmarks(heading)
        self._print(
            style,
            runs,
            before=before,
            level=heading.level if heading else 0,
            indent=indent,
            keep_next=keep_next,
        )

    def _bookmarks(self, heading: PlacedHeading) -> str:
        names = [heading.mark] if heading.mark in self.marked else []
        anchor = heading.heading.anchor
        if anchor and anchor not in self._placed:
            self._placed.add(anchor)
            names.append(self._name(anchor))
        return "".join(f'<text:bookmark text:name="{name}"/>' for name in names)

    def contents(self, entries: Sequence[PlacedHeading]) -> None:
        """Print a table of contents (OpenDocument, 8.3)."""
        deepest = max(entry.level for entry in entries)
        heading = self.styles.paragraph(StyleName.CONTENTS_HEADING, right_to_left=self.mirrored)
        templates = "".join(
            f'<text:table-of-content-entry-template text:outline-level="{level}"'
            f' text:style-name="Contents_20_{min(level, 2)}"><text:index-entry-link-start/>'
            '<text:index-entry-text/><text:index-entry-tab-stop style:type="right"'
            ' style:leader-char="."/><text:index-entry-page-number/>'
            "<text:index-entry-link-end/></text:table-of-content-entry-template>"
            for level in range(1, 11)
        )
        lines = "".join(self._contents_line(entry) for entry in entries)
        self.printed.append(
            f'<text:table-of-content text:name="{CONTENTS_HEADING}">'
            f'<text:table-of-content-source text:outline-level="{deepest}">'
            f'<text:index-title-template text:style-name="{heading}">{CONTENTS_HEADING}'
            f"</text:index-title-template>{templates}</text:table-of-content-source>"
            f'<text:index-body><text:index-title text:name="{CONTENTS_HEADING}_Head">'
            f'<text:p text:style-name="{heading}">{CONTENTS_HEADING}</text:p></text:index-title>'
            f"{lines}</text:index-body></text:table-of-content>"
        )

    def _contents_line(self, entry: PlacedHeading) -> str:
        level = StyleName.CONTENTS_1 if entry.level == 1 else StyleName.CONTENTS_2
        style = self.styles.paragraph(level, right_to_left=not runs_rightwards(entry.text))
        # LibreOffice counts the page of a reference when it has laid out the pages.
        return (
            f'<text:p text:style-name="{style}"><text:a xlink:type="simple"'
            f' xlink:href="#{entry.mark}" text:style-name="Index_20_Link">'
            f"{escaped(entry.text)}<text:tab/>"
            f'<text:bookmark-ref text:reference-format="page" text:ref-name="{entry.mark}"/>'
            "</text:a></text:p>"
        )

    def text_list(self, block: TextList) -> None:
        """Print a list."""
        if not block.items:
            return
        # The style gives each level its indent, so that only the outermost list has its own.
        depth = len(self.place.lists)
        style = self.styles.list(
            ordered=block.ordered, indent=self.place.indent - depth * LIST_INDENT
        )
        inner = replace(
            self.place, indent=self.place.indent + LIST_INDENT, lists=(*self.place.lists, style)
        )
        self.printed.append(f'<text:list text:style-name="{style}">')
        for number, item in enumerate(block.items):
            start = ""
            if block.ordered and number == 0:
                start = f' text:start-value="{max(0, block.start)}"'
            self.printed.append(f"<text:list-item{start}>")
            for part in item:
                match part:
                    case Paragraph():
                        self._print(StyleName.LIST, part.runs)
                    case _:
                        self.block_at(inner, part)
            self.printed.append("</text:list-item>")
        self.printed.append("</text:list>")

    def grid(self, table: Table, *, room: int) -> None:
        """Print a table."""
        self._tables += 1
        widths = column_widths(table, room)
        if not widths:
            return
        printed = self._table(table, widths)
        # A list holds no tables (OpenDocument, 5.3.3): it is closed, and goes on below.
        close = "".join("</text:list-item></text:list>" for _ in self.place.lists)
        again = "".join(
            f'<text:list text:style-name="{style}" text:continue-numbering="true"><text:list-item>'
            for style in self.place.lists
        )
        self.printed.append(f"{close}{printed}{again}")
        self._print(StyleName.TABLE_END, ())

    def drawing(self, drawing: Drawing, *, room: int) -> None:
        """Print a drawing."""
        drawn = drawing_group(drawing, self.styles, room=room)
        own = Indent(left=self.place.indent) if self.place.indent else None
        self._print(StyleName.FIGURE, (), before=drawn, indent=own)

    def _print(
        self,
        style: str,
        runs: tuple[Run, ...],
        *,
        before: str = "",
        indent: Indent | None = None,
        keep_next: bool = False,
        level: int = 0,
    ) -> None:
        name = self.styles.paragraph(
            style,
            indent=indent,
            keep_next=keep_next,
            right_to_left=not runs_rightwards(text_of(runs)),
            first_page=not self.printed,
        )
        tag, attributes = "text:p", f'text:style-name="{name}"'
        if level:
            tag, attributes = "text:h", f'{attributes} text:outline-level="{level}"'
        inside = before + self._inline(runs, upright=style in self._italic)
        self.printed.append(f"<{tag} {attributes}>{inside}</{tag}>")

    def _inline(self, runs: tuple[Run, ...], *, upright: bool = False) -> str:
        printed = []
        for address, group in groupby(runs, key=lambda run: link_within(run.link, self.anchors)):
            inside = "".join(self._run(run, upright=upright) for run in group)
            if address and inside:
                target = f"#{self._name(address[1:])}" if address.startswith("#") else address
                inside = (
                    f'<text:a xlink:type="simple" xlink:href="{escaped(target)}"'
                    f' text:style-name="Internet_20_link">{inside}</text:a>'
                )
            printed.append(inside)
        return "".join(printed)

    def _run(self, run: Run, *, upright: bool) -> str:
        text = spaced(run.text)
        style = self.styles.text(run, upright=upright) if text else ""
        return f'<text:span text:style-name="{style}">{text}</text:span>' if style else text

    def _name(self, anchor: str) -> str:
        """Return a bookmark's name of letters, figures and underscores."""
        if anchor not in self._names:
            plain = re.sub(r"[^A-Za-z0-9]+", "_", anchor).strip("_") or "place"
            self._names[anchor] = f"p{len(self._names) + 1}_{plain}"[:40]
        return self._names[anchor]

    def _table(self, table: Table, widths: Sequence[int]) -> str:
        whole = ' style:may-break-between-rows="false"' if stays_whole(table, widths) else ""
        mode = ' style:writing-mode="rl-tb"' if self.mirrored else ""
        style = self.styles.other(
            "Tab",
            "table",
            f'<style:table-properties style:width="{points(sum(widths))}"'
            f' fo:margin-left="{points(self.place.indent)}" table:align="left"{whole}{mode}/>',
        )
        columns = "".join(
            f'<table:table-column table:style-name="{self._column(width)}"/>' for width in widths
        )
        borders = f' fo:border-top="{_THICK}" fo:border-bottom="{_THIN}"'
        header = self._row(table, table.header, len(widths), StyleName.TABLE_HEAD, borders)
        body = ""
        for number, cells in enumerate(table.rows, 1):
            borders = f' fo:border-bottom="{_THICK}"' if number == len(table.rows) else ""
            body += self._row(table, cells, len(widths), StyleName.TABLE_TEXT, borders)
        title = f"<table:title>{escaped(table.caption)}</table:title>" if table.caption else ""
        return (
            f'<table:table table:name="Table{self._tables}" table:style-name="{style}">{title}'
            f"{columns}<table:table-header-rows>{header}</table:table-header-rows>{body}"
            "</table:table>"
        )

    def _column(self, width: int) -> str:
        properties = f'<style:table-column-properties style:column-width="{points(width)}"/>'
        return self.styles.other("Col", "table-column", properties)

    def _row(
        self,
        table: Table,
        cells: tuple[tuple[Run, ...], ...],
        columns: int,
        paragraph: StyleName,
        borders: str,
    ) -> str:
        row_style = self.styles.other(
            "Row", "table-row", '<style:table-row-properties fo:keep-together="always"/>'
        )
        cell_style = self.styles.other(
            "Cell",
            "table-cell",
            f'<style:table-cell-properties fo:padding="0pt" fo:padding-left="5.75pt"'
            f' fo:padding-right="5.75pt"{borders}/>',
        )
        printed = ""
        for column in range(columns):
            runs = cells[column] if column < len(cells) else ()
            style = self.styles.paragraph(
                paragraph,
                right_to_left=not runs_rightwards(text_of(runs)),
                align_end=column in table.numeric,
            )
            printed += (
                f'<table:table-cell table:style-name="{cell_style}" office:value-type="string">'
                f'<text:p text:style-name="{style}">{self._inline(runs)}</text:p>'
                "</table:table-cell>"
            )
        return f'<table:table-row table:style-name="{row_style}">{printed}</table:table-row>'
