"""Rich Text Format with the same appearance as Word documents.

Drawings are replaced by a remark: their content is in the table beside them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from pprkb.documents.document import (
    Document,
    Drawing,
    Paragraph,
    Picture,
    Table,
    TextList,
)
from pprkb.documents.writers.characters import (
    link_within,
    runs_rightwards,
    stretches,
    with_country,
)
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
    running_head,
)
from pprkb.documents.writers.rtf.elements import (
    CODE,
    LINK,
    PLAIN,
    Lists,
    Styles,
    escaped,
    head,
    item,
    language_number,
)
from pprkb.text.markup import Run, text_of

_LONGEST_BOOKMARK = 40
_PADDING = 115
"""The padding at both sides of a cell, in twips."""
_THICK, _THIN = r"\brdrs\brdrw20", r"\brdrs\brdrw10"
_IN_TABLE = rf"{PLAIN}\intbl"
_BETWEEN = " | "
"""Separates the cells of a table in a note."""
_HEX_IN_A_LINE = 64
"""The number of bytes of a picture per line."""


def write(document: Document, setup: PageSetup) -> bytes:
    """Write a document as .rtf; equal documents give equal bytes."""
    page = page_of(document, setup)
    printer = _RtfPrinter(document, setup, text_width=page.text_width)
    body = printer.document()
    begin = head(document, page, printer.styles, printer.lists)
    return f"{begin}{printer.headers()}{body}}}\n".encode("ascii")


class _RtfPrinter(PagePrinter):
    """Prints paragraphs with their formatting, and the lists they need."""

    def __init__(self, document: Document, setup: PageSetup, *, text_width: int) -> None:
        super().__init__(document, setup, text_width=text_width)
        self.styles = Styles(self.styles_by_name, text_width=text_width)
        self.lists = Lists()
        self._italic = {name for name, look in self.styles_by_name.items() if look.italic}
        self._names: dict[str, str] = {}
        self._placed: set[str] = set()

    def headers(self) -> str:
        """Return the headers: the page number, and from the second page on the running head."""
        begin = self.styles.paragraph(StyleName.HEADER)
        page = r"\tab{\field{\*\fldinst PAGE}{\fldrslt 1}}\par"
        words = escaped(running_head(self._document))
        return f"{{\\header {begin}{words}{page}}}\n{{\\headerf {begin}{page}}}\n"

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
        # The tab moves to the hanging indent, where the following lines start.
        before = self._inline(label) + r"\tab " if label else ""
        names = self._bookmarks(heading) if heading else []
        opened = "".join(rf"{{\*\bkmkstart {name}}}" for name in names)
        closed = "".join(rf"{{\*\bkmkend {name}}}" for name in reversed(names))
        inside = before + opened + self._inline(runs, upright=style in self._italic) + closed
        self._print(style, inside, runs, indent=indent, keep_next=keep_next)

    def _bookmarks(self, heading: PlacedHeading) -> list[str]:
        names = [heading.mark] if heading.mark in self.marked else []
        anchor = heading.heading.anchor
        if anchor and anchor not in self._placed:
            self._placed.add(anchor)
            names.append(self._name(anchor))
        return names

    def contents(self, entries: Sequence[PlacedHeading]) -> None:
        """Print a table of contents without page numbers, which only the reader's program knows."""
        deepest = max(entry.level for entry in entries)
        title = (Run(text=self.words(CONTENTS_HEADING)),)
        begin = self.styles.paragraph(StyleName.CONTENTS_HEADING, right_to_left=self.mirrored)
        lines = []
        for entry in entries:
            style = StyleName.CONTENTS_1 if entry.level == 1 else StyleName.CONTENTS_2
            backwards = not runs_rightwards(entry.text)
            words = self._run(Run(text=entry.text), upright=False)
            lines.append(
                self.styles.paragraph(style, right_to_left=backwards)
                + _field(rf'HYPERLINK \\l "{entry.mark}"', words)
            )
        inside = "\\par\n".join(lines)
        whole = _field(rf'TOC \\o "1-{deepest}" \\h \\z \\u', inside)
        self.printed.append(f"{begin}{self._inline(title)}\\par\n{whole}\\par\n")

    def text_list(self, block: TextList) -> None:
        """Print a list as paragraphs that refer to the list and their level."""
        level = len(self.place.lists)
        # In notes, LibreOffice only shows list markers that are text.
        number = 0
        if not self.place.in_note:
            number = self.lists.new_list(ordered=block.ordered, start=block.start)
        inner = replace(
            self.place,
            indent=self.place.indent + LIST_INDENT,
            lists=(*self.place.lists, str(number)),
        )
        for count, parts in enumerate(block.items, max(0, block.start)):
            numbered = False
            for part in parts:
                match part:
                    case Paragraph():
                        mark = item(number, level, ordered=block.ordered, count=count)
                        self._print(
                            StyleName.LIST_CONTINUE if numbered else StyleName.LIST,
                            ("" if numbered else mark) + self._inline(part.runs),
                            part.runs,
                            indent=Indent(
                                left=inner.indent, hanging=0 if numbered else LIST_INDENT
                            ),
                        )
                        numbered = True
                    case _:
                        self.block_at(inner, part)

    def grid(self, table: Table, *, room: int) -> None:
        """Print a table."""
        widths = column_widths(table, room)
        if not widths:
            return
        if self.place.in_note:
            # Not all programs show tables in notes, so rows are printed as lines.
            for row in (table.header, *table.rows):
                line = tuple(run for cell in row for run in (*cell, Run(text=_BETWEEN)))
                self.text(StyleName.FOOTNOTE, line[:-1])
            return
        kept = len(table.rows) if stays_whole(table, widths) else 0
        for number, row in enumerate((table.header, *table.rows)):
            self.printed.append(self._row(table, row, widths, number=number, kept=number < kept))
        # Word joins adjacent tables.
        self._print(StyleName.TABLE_END, "", ())

    def drawing(self, drawing: Drawing, *, room: int) -> None:  # noqa: ARG002
        """Print a remark that a drawing is omitted."""
        words = self.words("[Drawing, not in this format: {title}]", title=drawing.title)
        own = Indent(left=self.place.indent) if self.place.indent else None
        self.text(StyleName.FIGURE, (Run(text=words),), indent=own)

    def image(self, picture: Picture, *, width: int, height: int) -> None:
        """Print a picture as a character of a paragraph, or its description if it is a GIF."""
        own = Indent(left=self.place.indent) if self.place.indent else None
        words = picture.description or text_of(picture.caption) or picture.address
        blip = _BLIPS.get(picture.kind)
        if not blip:
            self.text(
                StyleName.FIGURE,
                (Run(text=self.words("[Picture: {words}]", words=words)),),
                indent=own,
            )
            return
        digits = picture.content.hex("\n", -_HEX_IN_A_LINE)
        described = rf"{{\*\picprop{{\sp{{\sn wzDescription}}{{\sv {escaped(words)}}}}}}}"
        shown = (
            rf"{{\*\shppict{{\pict{described}{blip}\picw{picture.width}\pich{picture.height}"
            rf"\picwgoal{width}\pichgoal{height}" + f"\n{digits}}}}}"
        )
        self._print(StyleName.FIGURE, shown, (), indent=own)

    def _note(self, number: int) -> str:
        """Return a footnote at its mark."""
        outer, self.printed = self.printed, []
        self.blocks(self._document.notes[number - 1], Place(in_note=True))
        inside = "".join(self.printed)
        self.printed = outer
        # The mark is in the first paragraph, or in an extra one before a table or list.
        begin = self.styles.paragraph(StyleName.FOOTNOTE)
        inside = inside.removeprefix(begin) if inside.startswith(begin) else f"{_END}{inside}"
        mark = r"{\super\chftn}"
        return f"{mark}{{\\footnote{begin}{mark} {inside.removesuffix(_END)}}}"

    def _print(
        self,
        style: str,
        content: str,
        runs: tuple[Run, ...],
        *,
        indent: Indent | None = None,
        keep_next: bool = False,
    ) -> None:
        """Print a paragraph of printed content; its runs determine its direction."""
        begin = self.styles.paragraph(
            style,
            left=indent.left if indent else None,
            hanging=indent.hanging if indent else None,
            right_to_left=not runs_rightwards(text_of(runs)),
            keep_next=keep_next,
        )
        self.printed.append(f"{begin}{content}{_END}")

    # -- tables ---------------------------------------------------------------------------------

    def _row(
        self,
        table: Table,
        row: tuple[tuple[Run, ...], ...],
        widths: Sequence[int],
        *,
        number: int,
        kept: bool,
    ) -> str:
        first, last = number == 0, number == len(table.rows)
        lines = rf"\clbrdrt{_THICK}\clbrdrb{_THIN}" if first else ""
        lines = rf"\clbrdrb{_THICK}" if last and not first else lines
        edge, columns, cells = self.place.indent, [], []
        for column, width in enumerate(widths):
            edge += width
            columns.append(rf"{lines}\cellx{edge}")
            runs = row[column] if column < len(row) else ()
            align = r"\qc" if column in table.centred else r"\qr" if column in table.numeric else ""
            begin = self.styles.paragraph(
                StyleName.TABLE_HEAD if first else StyleName.TABLE_TEXT,
                right_to_left=not runs_rightwards(text_of(runs)),
                align=align,
                keep_next=kept,
            )
            cells.append(f"{begin.replace(PLAIN, _IN_TABLE, 1)}{self._inline(runs)}\\cell\n")
        header = r"\trhdr" if first else ""
        side = r"\rtlrow" if self.mirrored else r"\ltrrow"
        return (
            rf"\trowd{side}\trgaph{_PADDING}\trleft{self.place.indent}\trkeep{header}"
            rf"\trpaddl{_PADDING}\trpaddr{_PADDING}\trpaddfl3\trpaddfr3"
            f"{''.join(columns)}\n{''.join(cells)}\\row\n"
        )

    # -- runs -----------------------------------------------------------------------------------

    def _inline(self, runs: tuple[Run, ...], *, upright: bool = False) -> str:
        printed = []
        for address, group in groupby(runs, key=lambda run: link_within(run.link, self.anchors)):
            inside = "".join(self._run(run, upright=upright) for run in group)
            if address and inside:
                target = f'"{escaped(address)}"'
                if address.startswith("#"):
                    target = rf'\\l "{self._name(address[1:])}"'
                inside = _field(f"HYPERLINK {target}", f"{{{LINK}{inside}}}")
            printed.append(inside)
        return "".join(printed)

    def _run(self, run: Run, *, upright: bool) -> str:
        if run.note or run.line_break:
            return self._note(run.note) if run.note else r"\line "
        before = CODE if run.code else ""
        before += "".join(
            word
            for word, wanted in (
                (r"\b", run.bold),
                (r"\i0" if upright else r"\i", run.italic),
                (r"\scaps", run.small_caps),
                (r"\super", run.superscript),
                (r"\sub", run.subscript and not run.superscript),
            )
            if wanted
        )
        if run.language:
            before += rf"\lang{language_number(with_country(run.language))}"
        printed = []
        for part, backwards in stretches(run.text):
            formatting = (r"\rtlch" if backwards else "") + before
            text = escaped(part)
            printed.append(f"{{{formatting} {text}}}" if formatting and text else text)
        return "".join(printed)

    def _name(self, anchor: str) -> str:
        """Return a bookmark name made of letters, digits and underscores."""
        if anchor not in self._names:
            plain = re.sub(r"[^A-Za-z0-9]+", "_", anchor).strip("_") or "place"
            self._names[anchor] = f"p{len(self._names) + 1}_{plain}"[:_LONGEST_BOOKMARK]
        return self._names[anchor]


_BLIPS = {"image/png": r"\pngblip", "image/jpeg": r"\jpegblip"}
_END = "\\par\n"


def _field(instruction: str, shown: str) -> str:
    return rf"{{\field{{\*\fldinst {instruction}}}{{\fldrslt {shown}}}}}"
