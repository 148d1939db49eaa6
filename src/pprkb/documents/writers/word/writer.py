"""Word documents, laid out as APA asks: references in Word's own style "Bibliography"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from pprkb.documents.document import Document, Drawing, Paragraph, Picture, Table, TextList
from pprkb.documents.writers.characters import runs_rightwards
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
)
from pprkb.documents.writers.word.elements import (
    FIELD_END,
    NAMESPACES,
    TAB,
    drawing_run,
    escaped,
    field_begin,
    paragraph_element,
    picture_run,
    text_element,
)
from pprkb.documents.writers.word.footnotes import Footnotes
from pprkb.documents.writers.word.package import Package, new_package
from pprkb.documents.writers.word.runs import RunPrinter
from pprkb.documents.writers.word.styles import Styles
from pprkb.documents.writers.word.template import template_package
from pprkb.text.markup import Run, text_of
from pprkb.text.number import whole_number


def write(document: Document, setup: PageSetup) -> bytes:
    """Print a document as .docx; the same document gives the same bytes.

    Raises:
        OutputError: The template cannot be used.
    """
    if setup.template:
        package = template_package(document, setup.template)
    else:
        package = new_package(document, setup)
    printer = _WordPrinter(document, setup, package)
    text = printer.document()
    printer.numbering.finish()
    printer.footnotes.finish()
    return package.filled(text)


class _WordPrinter(PagePrinter):
    """Prints WordprocessingML, and what it refers to into other parts of the file."""

    def __init__(self, document: Document, setup: PageSetup, package: Package) -> None:
        super().__init__(document, setup, text_width=package.text_width)
        self.numbering = Numbering(package.numbering)
        self._styles = package.styles
        self._part: Part = package.docx.part
        self._runs = RunPrinter(
            package.docx.part,
            package.styles,
            anchors=self.anchors,
            bookmarks=package.bookmarks,
            language=package.run_language,
            notes=self._note,
        )
        self.footnotes = Footnotes(self._part)
        self._language = package.run_language
        self._drawings = package.last_drawing

    def _note(self, number: int) -> str:
        """Print a footnote into its part, and return its mark."""
        outer = self.printed, self._runs, self._part, self.place
        self.printed, self._part = [], self.footnotes.part
        # Links in a footnote start from the part that holds it.
        self._runs = RunPrinter(
            self._part, self._styles, anchors=frozenset(), language=self._language
        )
        self.blocks(self._document.notes[number - 1], Place(in_note=True))
        text = "".join(self.printed)
        self.printed, self._runs, self._part, self.place = outer
        return self.footnotes.add(text, self._styles.id(StyleName.FOOTNOTE))

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
        before = self._runs.print(label) + TAB if label else ""
        anchor, mark = "", ""
        if heading:
            anchor = heading.heading.anchor
            mark = heading.mark if heading.mark in self.marked else ""
        upright = style in self._styles.italic
        content = self._runs.print(runs, anchor=anchor, mark=mark, upright=upright)
        self._print(style, before + content, runs, keep_next=keep_next, indent=indent)

    def contents(self, entries: Sequence[PlacedHeading]) -> None:
        """Print a table of contents."""
        self.printed.append(
            contents_elements(
                self.words(CONTENTS_HEADING),
                entries,
                self._runs,
                self._styles,
                mirrored=self.mirrored,
            )
        )

    def text_list(self, block: TextList) -> None:
        """Print a list; its items are paragraphs that name the list and their level."""
        level = len(self.place.lists)
        number = self.numbering.new_list(ordered=block.ordered, start=block.start, level=level)
        inner = replace(
            self.place,
            indent=self.place.indent + LIST_INDENT,
            lists=(*self.place.lists, str(number)),
        )
        for item in block.items:
            numbered = False
            for part in item:
                match part:
                    case Paragraph():
                        hanging = 0 if numbered else LIST_INDENT
                        self._print(
                            StyleName.LIST_CONTINUE if numbered else StyleName.LIST,
                            self._runs.print(part.runs),
                            part.runs,
                            numbering=None if numbered else (number, list_level(level)),
                            indent=Indent(left=inner.indent, hanging=hanging),
                        )
                        numbered = True
                    case _:
                        self.block_at(inner, part)

    def grid(self, table: Table, *, room: int) -> None:
        """Print a table."""
        if self.place.in_note:
            # LibreOffice does not come back from a table in a footnote of Word's.
            for number, row in enumerate((table.header, *table.rows)):
                cells = [
                    replace(run, bold=run.bold or number == 0)
                    for place, cell in enumerate(row)
                    for run in ((Run(text=" | "),) if place else ()) + cell
                ]
                self.text(StyleName.FOOTNOTE, tuple(cells))
            return
        printed = table_element(
            table,
            self._runs,
            self._styles,
            room=room,
            indent=self.place.indent,
            mirrored=self.mirrored,
        )
        if printed:
            self.printed.append(printed)
            # Word joins tables that touch, and text right under a rule looks like a note to it.
            self._print(StyleName.TABLE_END, "", ())

    def drawing(self, drawing: Drawing, *, room: int) -> None:
        """Print a drawing."""
        self._drawings += 1
        drawn = drawing_run(drawing, number=self._drawings, room=room)
        indent = Indent(left=self.place.indent) if self.place.indent else None
        self._print(StyleName.FIGURE, drawn, (), indent=indent)

    def image(self, picture: Picture, *, width: int, height: int) -> None:
        """Print a picture."""
        self._drawings += 1
        image = self.footnotes.picture(picture.content, picture.kind)
        name = self._part.relate_to(image, RELATIONSHIP_TYPE.IMAGE)
        words = picture.description or text_of(picture.caption) or picture.address
        shown = picture_run(name, words, number=self._drawings, width=width, height=height)
        indent = Indent(left=self.place.indent) if self.place.indent else None
        self._print(StyleName.FIGURE, shown, (), indent=indent)

    def _print(
        self,
        style: str,
        content: str,
        runs: tuple[Run, ...],
        *,
        keep_next: bool = False,
        numbering: tuple[int, int] | None = None,
        indent: Indent | None = None,
    ) -> None:
        """Print a paragraph of printed content; its runs decide at which side it begins."""
        self.printed.append(
            paragraph_element(
                self._styles.id(style),
                content,
                keep_next=keep_next,
                numbering=numbering,
                right_to_left=not runs_rightwards(text_of(runs)),
                indent=indent,
            )
        )


_LEVELS = {1: StyleName.CONTENTS_1, 2: StyleName.CONTENTS_2}


def contents_elements(
    name: str,
    entries: Sequence[PlacedHeading],
    runs: RunPrinter,
    styles: Styles,
    *,
    mirrored: bool,
) -> str:
    """Return a table of contents.

    Args:
        name: Its heading.
        entries: At least one heading; the text of each is marked by its `mark`.
        runs: Prints text.
        styles: The document's styles.
        mirrored: Whether the document begins at the right.
    """
    deepest = max(entry.level for entry in entries)
    title = paragraph_element(
        styles.id(StyleName.CONTENTS_HEADING),
        runs.print((Run(text=name),)),
        right_to_left=mirrored,
    )
    lines = []
    for number, entry in enumerate(entries):
        link = (
            f'<w:hyperlink w:anchor="{runs.mark_name(entry.mark)}" w:history="1">'
            f"<w:r>{text_element(escaped(entry.text))}</w:r></w:hyperlink>"
        )
        first, last = number == 0, number == len(entries) - 1
        begin = field_begin(rf'TOC \o "1-{deepest}" \h \z \u') if first else ""
        lines.append(
            paragraph_element(
                styles.id(_LEVELS[entry.level]),
                f"{begin}{link}{FIELD_END if last else ''}",
                right_to_left=not runs_rightwards(entry.text),
            )
        )
    return (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/>'
        "<w:docPartUnique/></w:docPartObj></w:sdtPr>"
        f"<w:sdtContent>{title}{''.join(lines)}</w:sdtContent></w:sdt>"
    )


_DEEPEST_LEVEL = 8
_BULLETS = "•–▪"
_ORDERED = ("decimal", "lowerLetter", "lowerRoman")


class Numbering:
    """The lists of one document."""

    def __init__(self, part: BaseOxmlElement) -> None:
        """Take the numbering part's element, whose own lists stay."""
        self._part = part
        self._definition = _next(part, "w:abstractNum", "w:abstractNumId")
        self._count = _next(part, "w:num", "w:numId") - 1
        self._made: list[str] = []

    def new_list(self, *, ordered: bool, start: int = 1, level: int = 0) -> int:
        """Begin a list and return its number; each numbered list counts from its own start."""
        self._count = max(1, self._count + 1)
        override = ""
        if ordered:
            override = (
                f'<w:lvlOverride w:ilvl="{list_level(level)}">'
                f'<w:startOverride w:val="{max(0, start)}"/></w:lvlOverride>'
            )
        self._made.append(
            f'<w:num w:numId="{self._count}">'
            f'<w:abstractNumId w:val="{self._definition + ordered}"/>{override}</w:num>'
        )
        return self._count

    def finish(self) -> None:
        """Put the lists that were begun into the part."""
        if not self._made:
            return
        definitions = "".join(
            _definition(self._definition + ordered, ordered=bool(ordered)) for ordered in (0, 1)
        )
        elements = list(_parsed(definitions + "".join(self._made)))
        # All definitions come before all lists, and the last element after them.
        first = self._part.find(qn("w:num"))
        at = len(self._part) if first is None else self._part.index(first)
        self._part[at:at] = elements[:2]
        end = self._part.find(qn("w:numIdMacAtCleanup"))
        at = len(self._part) if end is None else self._part.index(end)
        self._part[at:at] = elements[2:]


def list_level(level: int) -> int:
    """Return a level of a list that Word knows, from 0."""
    return min(level, _DEEPEST_LEVEL)


def _next(part: BaseOxmlElement, tag: str, attribute: str) -> int:
    written = (element.get(qn(attribute), "") for element in part.iterchildren(qn(tag)))
    return max((whole_number(number, -1, most=2**31 - 2) for number in written), default=-1) + 1


def _parsed(elements: str) -> BaseOxmlElement:
    return parse_xml(f"<w:numbering {NAMESPACES}>{elements}</w:numbering>")


def _definition(identity: int, *, ordered: bool) -> str:
    levels = []
    for level in range(_DEEPEST_LEVEL + 1):
        if ordered:
            kind, text = _ORDERED[level % len(_ORDERED)], f"%{level + 1}."
        else:
            kind, text = "bullet", _BULLETS[level % len(_BULLETS)]
        left = 360 * (level + 1)
        levels.append(
            f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
            f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
            f'<w:pPr><w:ind w:left="{left}" w:hanging="360"/></w:pPr></w:lvl>'
        )
    return (
        f'<w:abstractNum w:abstractNumId="{identity}">'
        f'<w:multiLevelType w:val="hybridMultilevel"/>{"".join(levels)}</w:abstractNum>'
    )


_RULE = 'w:val="single" w:sz="{size}" w:space="0" w:color="auto"'


def table_element(
    table: Table, runs: RunPrinter, styles: Styles, *, room: int, indent: int, mirrored: bool
) -> str:
    """Return a table, or nothing where it has no columns.

    Args:
        table: What to print.
        runs: Prints the text of the cells.
        styles: The document's styles.
        room: Width of the table, in twips.
        indent: Of the left edge, in twips.
        mirrored: Whether the first column stands at the right.
    """
    widths = column_widths(table, room)
    if not widths:
        return ""
    rule = _RULE.format(size=8)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    caption = f'<w:tblCaption w:val="{escaped(table.caption)}"/>' if table.caption else ""
    kept = len(table.rows) if stays_whole(table, widths) else 0
    rows = "".join(
        _row(row, table, widths, runs, styles, is_header=number == 0, keep_next=number < kept)
        for number, row in enumerate((table.header, *table.rows))
    )
    return (
        f"<w:tbl><w:tblPr>{'<w:bidiVisual/>' if mirrored else ''}"
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblInd w:w="{indent}" w:type="dxa"/>'
        f"<w:tblBorders><w:top {rule}/><w:bottom {rule}/></w:tblBorders>"
        '<w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:left w:w="115" w:type="dxa"/><w:right w:w="115" w:type="dxa"/>'
        f'</w:tblCellMar><w:tblLook w:val="0420" w:firstRow="1" w:noVBand="1"/>{caption}'
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )


def _row(
    row: tuple[tuple[Run, ...], ...],
    table: Table,
    widths: list[int],
    runs: RunPrinter,
    styles: Styles,
    *,
    is_header: bool,
    keep_next: bool,
) -> str:
    # A row is not split over two pages, and the header is repeated on each.
    header = "<w:tblHeader/>" if is_header else ""
    line = ""
    if is_header:
        line = f"<w:tcBorders><w:bottom {_RULE.format(size=4)}/></w:tcBorders>"
    style = styles.id(StyleName.TABLE_HEAD if is_header else StyleName.TABLE_TEXT)
    cells = []
    for column, width in enumerate(widths):
        content = row[column] if column < len(row) else ()
        cell = paragraph_element(
            style,
            runs.print(content),
            keep_next=keep_next,
            right_to_left=not runs_rightwards(text_of(content)),
            align="center"
            if column in table.centred
            else "right"
            if column in table.numeric
            else "",
        )
        cells.append(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{line}</w:tcPr>{cell}</w:tc>'
        )
    return f"<w:tr><w:trPr><w:cantSplit/>{header}</w:trPr>{''.join(cells)}</w:tr>"
