"""OpenDocument texts, for LibreOffice, with the same styles as Word documents.

OpenDocument is written by hand: it is XML that says what our blocks say, and a library would only
bring its own words for it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from pprkb.documents.document import (
    Document,
    Drawing,
    Label,
    Line,
    Paragraph,
    Picture,
    Shape,
    Square,
    Stroke,
    Table,
    TextList,
    Weight,
)
from pprkb.documents.writers.characters import link_within, runs_rightwards
from pprkb.documents.writers.odt.package import AutomaticStyles, escaped, packed, points, spaced
from pprkb.documents.writers.page_printer import (
    Indent,
    PagePrinter,
    Place,
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
    """Write a document as .odt; equal documents give equal bytes."""
    page = page_of(document, setup)
    printer = _OdtPrinter(document, setup, text_width=page.text_width)
    body = printer.document()
    automatic = printer.styles.xml()
    return packed(
        document,
        paragraph_styles(document),
        page,
        body=body,
        automatic=automatic,
        pictures=printer.pictures,
    )


class _OdtPrinter(PagePrinter):
    """Prints OpenDocument elements and the styles they need."""

    def __init__(self, document: Document, setup: PageSetup, *, text_width: int) -> None:
        super().__init__(document, setup, text_width=text_width)
        self.styles = AutomaticStyles(self.styles_by_name)
        self._italic = {name for name, look in self.styles_by_name.items() if look.italic}
        self._names: dict[str, str] = {}
        self._placed: set[str] = set()
        self._tables = 0
        self.pictures: dict[str, tuple[str, bytes]] = {}
        """The media type and content of each picture, by its name in the file."""

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
        name = escaped(self.words(CONTENTS_HEADING))
        self.printed.append(
            f'<text:table-of-content text:name="{name}">'
            f'<text:table-of-content-source text:outline-level="{deepest}">'
            f'<text:index-title-template text:style-name="{heading}">{name}'
            f"</text:index-title-template>{templates}</text:table-of-content-source>"
            f'<text:index-body><text:index-title text:name="{name}_Head">'
            f'<text:p text:style-name="{heading}">{name}</text:p></text:index-title>'
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
        # The style indents each level, so only the outermost list needs an indent of its own.
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

    def image(self, picture: Picture, *, width: int, height: int) -> None:
        """Print a picture, anchored as a character of a paragraph."""
        name = f"Pictures/{len(self.pictures) + 1}.{picture.kind.partition('/')[2]}"
        self.pictures[name] = picture.kind, picture.content
        words = picture.description or text_of(picture.caption) or picture.address
        size = f'svg:width="{points(width)}" svg:height="{points(height)}"'
        style = self.styles.other(
            "G",
            "graphic",
            '<style:graphic-properties style:vertical-pos="top" style:vertical-rel="baseline"/>',
        )
        frame = (
            f'<draw:frame draw:style-name="{style}" text:anchor-type="as-char"'
            f' draw:name="Picture {len(self.pictures)}"'
            f' {size}><draw:image xlink:href="{name}" xlink:type="simple" xlink:show="embed"'
            f' xlink:actuate="onLoad"/><svg:title>{escaped(words)}</svg:title></draw:frame>'
        )
        own = Indent(left=self.place.indent) if self.place.indent else None
        self._print(StyleName.FIGURE, (), before=frame, indent=own)

    def _note(self, number: int) -> str:
        """Return a footnote at its mark (OpenDocument, 6.3)."""
        # What is printed is never empty, since the first paragraph of all begins the page.
        outer, self.printed = self.printed, [""]
        self.blocks(self._document.notes[number - 1], Place(in_note=True))
        inside = "".join(self.printed)
        self.printed = outer
        return (
            f'<text:note text:id="note{number}" text:note-class="footnote">'
            f"<text:note-citation>{number}</text:note-citation>"
            f"<text:note-body>{inside}</text:note-body></text:note>"
        )

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
        if run.note or run.line_break:
            return self._note(run.note) if run.note else "<text:line-break/>"
        text = spaced(run.text)
        style = self.styles.text(run, upright=upright) if text else ""
        return f'<text:span text:style-name="{style}">{text}</text:span>' if style else text

    def _name(self, anchor: str) -> str:
        """Return a bookmark name made of letters, digits and underscores."""
        if anchor not in self._names:
            plain = re.sub(r"[^A-Za-z0-9]+", "_", anchor).strip("_") or "place"
            self._names[anchor] = f"p{len(self._names) + 1}_{plain}"[:40]
        return self._names[anchor]

    def _table(self, table: Table, widths: Sequence[int]) -> str:
        self._tables += 1
        number = self._tables
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
        for place, cells in enumerate(table.rows, 1):
            borders = f' fo:border-bottom="{_THICK}"' if place == len(table.rows) else ""
            body += self._row(table, cells, len(widths), StyleName.TABLE_TEXT, borders)
        title = f"<table:title>{escaped(table.caption)}</table:title>" if table.caption else ""
        return (
            f'<table:table table:name="Table{number}" table:style-name="{style}">{title}'
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
                align="center"
                if column in table.centred
                else "right"
                if column in table.numeric
                else "",
            )
            printed += (
                f'<table:table-cell table:style-name="{cell_style}" office:value-type="string">'
                f'<text:p text:style-name="{style}">{self._inline(runs)}</text:p>'
                "</table:table-cell>"
            )
        return f'<table:table-row table:style-name="{row_style}">{printed}</table:table-row>'


# -- drawings, as a group of shapes with the words of the document's own font --------------------

_POINTS_PER_UNIT = 0.75
"""The size of a CSS pixel, the unit of drawings."""
_FONT = 13
_ASCENT = 0.82
"""The share of the font size above the baseline."""
_ROOM, _CENTRED_ROOM = 780, 260
"""The width of an (invisible) text box, in units of the drawing."""
_INK, _GREY, _PALE = "#1a1a1a", "#666666", "#8a8a8a"
_PENS = {
    Stroke.DATA: (_INK, 1.5),
    Stroke.PALE: (_PALE, 1.5),
    Stroke.AXIS: (_GREY, 1.0),
    Stroke.NULL: (_GREY, 1.0),
}
"""Colour and width, in units of the drawing."""


def drawing_group(drawing: Drawing, styles: AutomaticStyles, *, room: int) -> str:
    """Return a drawing, anchored as a character in a line of text.

    Args:
        drawing: What to draw.
        styles: Collects the styles of the shapes.
        room: Width of the line, in twips; a wider drawing is made smaller.
    """
    scale = min(1.0, room / 20 / (drawing.width * _POINTS_PER_UNIT))
    printer = _ShapePrinter(styles, scale * _POINTS_PER_UNIT)
    group = styles.other(
        "G",
        "graphic",
        '<style:graphic-properties style:vertical-pos="top"'
        ' style:vertical-rel="baseline" style:flow-with-text="true"/>',
    )
    # An invisible rectangle sets the size of the group, even if the shapes do not fill it.
    bare = styles.other(
        "G", "graphic", '<style:graphic-properties draw:stroke="none" draw:fill="none"/>'
    )
    size = f'svg:width="{printer.length(drawing.width)}"'
    size += f' svg:height="{printer.length(drawing.height)}"'
    shapes = "".join(printer.shape(shape) for shape in drawing.shapes)
    return (
        f'<draw:g text:anchor-type="as-char" draw:style-name="{group}"'
        f' draw:name="{escaped(drawing.name)}">'
        f"<svg:title>{escaped(drawing.title)}</svg:title>"
        f"<svg:desc>{escaped(drawing.description)}</svg:desc>"
        f'<draw:rect draw:style-name="{bare}" svg:x="0pt" svg:y="0pt" {size}/>'
        f"{shapes}</draw:g>"
    )


class _ShapePrinter:
    """Prints shapes at one scale."""

    def __init__(self, styles: AutomaticStyles, scale: float) -> None:
        self._styles = styles
        self._scale = scale

    def length(self, units: float) -> str:
        """Return a length of the drawing in points."""
        return f"{units * self._scale:.2f}pt"

    def shape(self, shape: Shape) -> str:
        """Return a shape, placed within the group."""
        match shape:
            case Line():
                style = self._line_style(shape.stroke)
                pairs = zip(shape.points, shape.points[1:], strict=False)
                return "".join(
                    f'<draw:line draw:style-name="{style}"'
                    f' svg:x1="{self.length(x1)}" svg:y1="{self.length(y1)}"'
                    f' svg:x2="{self.length(x2)}" svg:y2="{self.length(y2)}"/>'
                    for (x1, y1), (x2, y2) in pairs
                )
            case Square():
                ink = _PALE if shape.pale else _INK
                fill = "none" if shape.hollow else f'solid" draw:fill-color="{ink}'
                style = self._graphic(
                    f'draw:stroke="solid" svg:stroke-color="{ink}"'
                    f' svg:stroke-width="{self.length(1.5)}" draw:fill="{fill}"'
                )
                corner = shape.x - shape.side / 2, shape.y - shape.side / 2
                return f'<draw:rect draw:style-name="{style}" {self._box(corner, shape.side)}/>'
            case Label():
                return self._label(shape)

    def _label(self, label: Label) -> str:
        room = _CENTRED_ROOM if label.centred else _ROOM
        left = label.x - room / 2 if label.centred else label.x
        frame = self._graphic(
            'draw:stroke="none" draw:fill="none" fo:padding="0pt" fo:border="none"'
            ' draw:auto-grow-height="false" draw:textarea-vertical-align="top"'
        )
        align = "center" if label.centred else "start"
        size = _FONT * self._scale
        colour = _GREY if label.weight is Weight.FAINT else _INK
        weight = ' fo:font-weight="bold"' if label.weight is Weight.HEAD else ""
        words = self._styles.other(
            "D",
            "paragraph",
            f'<style:paragraph-properties fo:text-align="{align}" fo:margin="0pt"/>'
            f'<style:text-properties fo:font-size="{size:.1f}pt"'
            f' style:font-size-asian="{size:.1f}pt" style:font-size-complex="{size:.1f}pt"'
            f' fo:color="{colour}"{weight}/>',
        )
        box = self._box((left, label.y - _ASCENT * _FONT), room, 1.4 * _FONT)
        return (
            f'<draw:frame draw:style-name="{frame}" {box}><draw:text-box>'
            f'<text:p text:style-name="{words}">{escaped(label.text)}</text:p>'
            "</draw:text-box></draw:frame>"
        )

    def _box(self, at: tuple[float, float], width: float, height: float | None = None) -> str:
        (x, y), tall = at, width if height is None else height
        return (
            f'svg:x="{self.length(x)}" svg:y="{self.length(y)}"'
            f' svg:width="{self.length(width)}" svg:height="{self.length(tall)}"'
        )

    def _line_style(self, stroke: Stroke) -> str:
        colour, width = _PENS[stroke]
        dash = "dash" if stroke is Stroke.NULL else "solid"
        named = ' draw:stroke-dash="Dashed"' if stroke is Stroke.NULL else ""
        return self._graphic(
            f'draw:stroke="{dash}"{named} svg:stroke-color="{colour}"'
            f' svg:stroke-width="{self.length(width)}" draw:fill="none"'
        )

    def _graphic(self, attributes: str) -> str:
        return self._styles.other("G", "graphic", f"<style:graphic-properties {attributes}/>")
