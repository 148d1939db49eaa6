"""PDF, typeset by Typst (the extra `pprkb[pdf]`): pages with numbers, bookmarks and tags.

Typst brings its own fonts, so that the same document gives the same bytes on every machine; fonts
of the machine are asked only for scripts that its own do not hold.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from importlib.util import find_spec
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory

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
from pprkb.documents.writers.characters import (
    beside,
    encode,
    language_tag,
    link_within,
    one_line,
    runs_rightwards,
)
from pprkb.documents.writers.page_printer import (
    MOST_LINES,
    Indent,
    PagePrinter,
    Place,
    column_widths,
    lines_of,
    stays_whole,
)
from pprkb.documents.writers.page_setup import (
    CONTENTS_HEADING,
    LINK_COLOUR,
    NO_TITLE,
    Page,
    PageSetup,
    ParagraphStyle,
    PlacedHeading,
    StyleName,
    data_date,
    headings,
    page_of,
    running_head,
)
from pprkb.documents.writers.typesetter import Job, Typesetter
from pprkb.languages import words_for
from pprkb.model.errors import OutputError
from pprkb.text.markup import Run, text_of

_ACCESSIBLE = ("ua-1",)
"""PDF/UA-1 (ISO 14289-1): all content is tagged, drawings have descriptions, the file a title."""
_ATTEMPTS: tuple[dict[str, object], ...] = (
    {"pdf_standards": [*_ACCESSIBLE], "ignore_system_fonts": True},
    {"pdf_standards": [*_ACCESSIBLE], "ignore_system_fonts": False},
    # PDF/UA forbids characters missing from all fonts; without it they are printed as boxes.
    {"ignore_system_fonts": False},
)

_TYPESETTER = Typesetter()


def write(document: Document, setup: PageSetup) -> bytes:
    """Write a document as .pdf; equal documents give equal bytes.

    Raises:
        OutputError: Typst is not installed, or ended without writing the PDF.
    """
    _check_typst()
    source, pictures = _program(document, setup)
    # Typst only reads pictures from files below its root folder.
    with TemporaryDirectory(prefix="pprkb-") as folder:
        for name, content in pictures.items():
            (Path(folder) / name).write_bytes(content)
        job = Job(
            source=encode(source),
            date=data_date(document),
            attempts=tuple({"root": folder, **options} for options in _ATTEMPTS),
        )
        return _TYPESETTER.typeset(job)


def _check_typst() -> None:
    try:
        there = find_spec("typst") is not None
    except ValueError:
        there = False
    if not there:
        raise OutputError(
            "PDF needs Typst, which is not installed",
            hint="pip install 'pprkb[pdf]', or write .docx and save it as PDF from Word",
        )


_MOST_LETTERS = 1000
"""The maximum length of a paragraph kept on one page; a longer one might overflow it."""
_LONG_WORD = re.compile(r"(?<!\S)(?!https?://)\S{61,}")
_LONGEST_WORD = 60
_ADDRESS = re.compile(r"https?://\S+")
_PIECE = re.compile(r"[^/._-]*[/._-]+|[^/._-]+")
"""Splits an address where it may break; a break within a number would spoil it."""


def typst_source(document: Document, setup: PageSetup) -> str:
    """Return a document as a Typst program."""
    return _program(document, setup)[0]


def _program(document: Document, setup: PageSetup) -> tuple[str, dict[str, bytes]]:
    """Return the program and the pictures it refers to."""
    page = page_of(document, setup)
    printer = _TypstPrinter(document, setup, page)
    styles = _style_rules(printer.styles_by_name)
    prelude = beside("prelude.typ").partition("\n")[2]
    text = f"{_head(document, page)}{prelude}{styles}{printer.document()}"
    return text, printer.pictures


def literal(text: str) -> str:
    """Return text as a string literal in which words longer than a line may break."""
    plain = _LONG_WORD.sub(_breakable, one_line(text))
    return '"' + plain.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _breakable(word: re.Match[str]) -> str:
    text = word[0]
    parts = (text[at : at + _LONGEST_WORD] for at in range(0, len(text), _LONGEST_WORD))
    return "\u200b".join(parts)


def _points(twips: float) -> str:
    return f"{twips / 20:g}pt"


def _head(document: Document, page: Page) -> str:
    date = data_date(document)
    author = literal(document.author)
    title = document.title or words_for(document.language)(NO_TITLE)
    return (
        f"#set document(title: {literal(title)}, author: ({author},),"
        f" description: {literal(document.subtitle)},"
        f" date: datetime(year: {date.year}, month: {date.month}, day: {date.day}))\n"
        f"#set page(width: {_points(page.width)}, height: {_points(page.height)},"
        f" margin: {_points(page.margin)},"
        " header: context { let number = counter(page).get().first()\n"
        f"  set text(size: 10pt)\n  if number > 1 {{ {literal(running_head(document))} }}\n"
        "  h(1fr)\n  str(number) })\n"
        f"#set text({_language(language_tag(document.language)) or _language('en')})\n"
    )


def _language(tag: str) -> str:
    """Return a language as arguments of `text`, or an empty string if Typst does not know it."""
    primary, *rest = tag.split("-")
    # Typst knows languages of two or three letters only (ISO 639).
    if len(primary) > 3:
        return ""
    region = next((part for part in rest if re.fullmatch("[A-Za-z]{2}", part)), "")
    place = f', region: "{region.upper()}"' if region else ""
    return f'lang: "{primary.lower()}"{place}'


def _style_rules(paragraph_styles: dict[str, ParagraphStyle]) -> str:
    """Return the styles as Typst dictionaries, and those of titles and headings as rules."""
    lines = []
    for name, look in paragraph_styles.items():
        weight, style = "bold" if look.bold else "regular", "italic" if look.italic else "normal"
        if name == StyleName.TITLE or look.level:
            kind = f"heading.where(level: {look.level})" if look.level else "title"
            lines.append(
                f'#show {kind}: set text(size: {look.size:g}pt, weight: "{weight}",'
                f' style: "{style}")\n'
                f"#show {kind}: set block(above: {look.before:g}pt, below: {look.after:g}pt,"
                " sticky: true)\n"
            )
            if look.centred:
                lines.append(f"#show {kind}: set align(center)\n")
            continue
        lines.append(
            f"#let {_name(name)} = (left: {_points(look.left)}, hanging: {_points(-look.first)},"
            f" right: {_points(look.right)}, before: {look.before:g}pt, after: {look.after:g}pt,"
            f' lines: {look.lines:g}, size: {look.size or 12:g}pt, weight: "{weight}",'
            f' style: "{style}", centred: {_truth(look.centred)},'
            f" keep: {_truth(look.keep_next)}, together: {_truth(look.keep_together)})\n"
        )
    return "".join(lines)


def _name(style: str) -> str:
    return "s-" + style.lower().replace(" ", "-")


def _truth(value: bool) -> str:
    return "true" if value else "false"


class _TypstPrinter(PagePrinter):
    """Prints Typst content."""

    def __init__(self, document: Document, setup: PageSetup, page: Page) -> None:
        super().__init__(document, setup, text_width=page.text_width)
        anchors = [one.heading.anchor for one in headings(document) if one.heading.anchor]
        self._labels = {anchor: f"a{n}" for n, anchor in enumerate(dict.fromkeys(anchors))}
        self._placed: set[str] = set()
        self.pictures: dict[str, bytes] = {}
        """The picture files, by their names in the program."""

    def title(self, title: str, subtitle: str) -> None:
        """Print the title and the subtitle under it."""
        if title:
            language = self._document.title_language
            self.printed.append(f"#title[{_run(Run(text=title, language=language))}]\n")
        super().title("", subtitle)

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
        inside = self._inline(runs)
        rightwards = runs_rightwards(text_of(runs))
        if heading:
            mark = self._mark(heading.heading.anchor)
            direction = "" if rightwards else "#set text(dir: rtl)\n"
            self.printed.append(f"#[{direction}#heading(level: {heading.level})[{inside}]{mark}]\n")
            return
        if style == StyleName.FOOTNOTE and not self.place.lists:
            # A block would start on the line below the footnote number.
            self.printed.append(f"{'#parbreak();' if self.printed else ''}{inside}")
            return
        if label:
            inside = f"{self._inline(label)}#h(1em)" + inside
        options = ""
        if indent:
            options += f", left: {_points(indent.left)}, hanging: {_points(indent.hanging)}"
        if keep_next:
            options += ", keep: true"
        if sum(len(run.text) for run in runs) > _MOST_LETTERS:
            options += ", torn: true"
        if not rightwards:
            options += ", dir: rtl"
        self.printed.append(f"#para({_name(style)}{options})[{inside}]\n")

    def contents(self, entries: Sequence[PlacedHeading]) -> None:
        """Print a table of contents; Typst counts the pages."""
        deepest = max(entry.level for entry in entries)
        name = self.words(CONTENTS_HEADING)
        self.printed.append(f"#outline(title: {literal(name)}, depth: {deepest})\n")

    def text_list(self, block: TextList) -> None:
        """Print a list, with each item as a content block."""
        if not block.items:
            return
        start = f"enum(start: {max(0, block.start)}" if block.ordered else "list("
        self.printed.append(f"#pad(left: {_points(self.place.indent)}, bottom: 4pt, {start})")
        inner = replace(self.place, indent=0, lists=(*self.place.lists, ""))
        for item in block.items:
            self.printed.append("[")
            for part in item:
                if isinstance(part, Paragraph):
                    self.text(StyleName.LIST, part.runs, indent=Indent(left=0))
                else:
                    self.block_at(inner, part)
            self.printed.append("]")
        self.printed.append(")\n")

    def grid(self, table: Table, *, room: int) -> None:
        """Print a table."""
        widths = column_widths(table, room)
        if not widths:
            return
        columns = ", ".join(_points(width) for width in widths)
        align = ", ".join(_side(table, column) for column in range(len(widths)))
        header = self._row(table.header, widths, bold=True)
        rows = "".join(self._row(row, widths, bold=False) for row in table.rows)
        torn = _truth(not stays_whole(table, widths))
        self.printed.append(
            f"#block(breakable: {torn}, below: 12pt, inset: (left: {_points(self.place.indent)}))"
            f"[#set text(size: 10pt)\n#table(columns: ({columns},), align: ({align},),\n"
            f"table.hline(stroke: 1pt), table.header({header}), table.hline(stroke: 0.5pt),\n"
            f"{rows}table.hline(stroke: 1pt))]\n"
        )

    def _row(self, cells: tuple[tuple[Run, ...], ...], widths: Sequence[int], *, bold: bool) -> str:
        printed = []
        torn = _truth(lines_of(cells, widths) > MOST_LINES)
        for column in range(len(widths)):
            runs = cells[column] if column < len(cells) else ()
            if bold:
                runs = tuple(replace(run, bold=True) for run in runs)
            turned = runs_rightwards(text_of(runs))
            direction = "" if turned else "#set text(dir: rtl)\n"
            printed.append(f"table.cell(breakable: {torn})[{direction}{self._inline(runs)}], ")
        return "".join(printed) + "\n"

    def drawing(self, drawing: Drawing, *, room: int) -> None:
        """Print a drawing."""
        drawn = drawing_content(drawing, room=room)
        alternative = literal(f"{drawing.title}. {drawing.description}")
        self.printed.append(
            f"#pad(left: {_points(self.place.indent)}, figure(alt: {alternative}, {drawn}))\n"
        )

    def image(self, picture: Picture, *, width: int, height: int) -> None:
        """Print a picture."""
        name = f"picture-{len(self.pictures) + 1}.{picture.kind.partition('/')[2]}"
        self.pictures[name] = picture.content
        words = literal(picture.description or text_of(picture.caption) or picture.address)
        size = f"width: {_points(width)}, height: {_points(height)}"
        shown = f'image("/{name}", alt: {words}, {size})'
        self.printed.append(
            f"#pad(left: {_points(self.place.indent)}, figure(alt: {words}, {shown}))\n"
        )

    def _note(self, number: int) -> str:
        """Return a footnote at its mark."""
        outer, self.printed = self.printed, []
        self.blocks(self._document.notes[number - 1], Place(in_note=True))
        inside = "".join(self.printed).rstrip()
        self.printed = outer
        return f"#footnote[{inside}];"

    def _mark(self, anchor: str) -> str:
        if not anchor or anchor in self._placed:
            return ""
        self._placed.add(anchor)
        return f" <{self._labels[anchor]}>"

    def _inline(self, runs: tuple[Run, ...]) -> str:
        printed = []
        for address, group in groupby(runs, key=lambda run: link_within(run.link, self.anchors)):
            inside = "".join(self._note(run.note) if run.note else _run(run) for run in group)
            target = literal_address(address)
            if address.startswith("#"):
                target = f"<{self._labels[address[1:]]}>"
            if target and inside:
                inside = (
                    f'#link({target})[#set text(fill: rgb("{LINK_COLOUR}"));#underline[{inside}]];'
                )
            printed.append(inside)
        return "".join(printed)


def _side(table: Table, column: int) -> str:
    if column in table.centred:
        return "center"
    return "end" if column in table.numeric else "start"


def literal_address(address: str) -> str:
    """Return an address as a string literal, or an empty string."""
    return '"' + address.replace("\\", "\\\\").replace('"', '\\"') + '"' if address else ""


def _unbroken(run: Run) -> str:
    """Return a piece of an address that does not break unless it is longer than a line."""
    return f"#box[{_run(run)}];" if len(run.text) <= _LONGEST_WORD else _run(run)


def _run(run: Run) -> str:
    if run.line_break:
        return "#linebreak();"
    if not one_line(run.text):
        return ""
    if run.link and _ADDRESS.fullmatch(text := one_line(run.text).strip()):
        return "".join(
            _unbroken(replace(run, text=piece, link="")) for piece in _PIECE.findall(text)
        )
    printed = literal(run.text)
    for wanted, function in (
        (run.code, "raw"),
        (run.small_caps, "smallcaps"),
        (run.subscript, "sub"),
        (run.superscript, "super"),
        (run.italic, "emph"),
        (run.bold, "strong"),
    ):
        if wanted:
            printed = f"{function}({printed})"
    if language := run.language and _language(run.language):
        # Otherwise a German title in a Canadian French text would become Canadian German.
        region = "" if "region" in language else ", region: none"
        printed = f"text({language}{region}, {printed})"
    return f"#{printed};"


_POINTS_PER_UNIT = 0.75
"""The size of a CSS pixel, the unit of drawings."""
_FONT = 13
_ASCENT = 0.9
"""The share of the font size above the baseline, as in the whole document."""
_CENTRED_ROOM = 260
_INK, _GREY, _PALE = 'rgb("1a1a1a")', 'rgb("666666")', 'rgb("8a8a8a")'


def drawing_content(drawing: Drawing, *, room: int) -> str:
    """Return a drawing as content.

    Args:
        drawing: What to draw.
        room: Width of the line, in twips; a wider drawing is made smaller.
    """
    scale = _POINTS_PER_UNIT * min(1.0, room / 20 / (drawing.width * _POINTS_PER_UNIT))
    shapes = "\n".join(f"#{placed}" for shape in drawing.shapes for placed in _placed(shape, scale))
    width, height = _length(drawing.width, scale), _length(drawing.height, scale)
    return f"block(width: {width}, height: {height})[\n{shapes}\n]"


def _length(units: float, scale: float) -> str:
    return f"{units * scale:.2f}pt"


def _placed(shape: Shape, scale: float) -> list[str]:
    def place(x: float, y: float, what: str) -> str:
        return f"place(top + left, dx: {_length(x, scale)}, dy: {_length(y, scale)}, {what})"

    match shape:
        case Line():
            pen = _pen(shape.stroke, scale)
            return [
                place(
                    *start,
                    f"line(end: ({_length(end[0] - start[0], scale)},"
                    f" {_length(end[1] - start[1], scale)}), stroke: {pen})",
                )
                for start, end in zip(shape.points, shape.points[1:], strict=False)
            ]
        case Square():
            ink = _PALE if shape.pale else _INK
            fill = "none" if shape.hollow else ink
            side, pen = _length(shape.side, scale), f"{_length(1.5, scale)} + {ink}"
            drawn = f"square(size: {side}, fill: {fill}, stroke: {pen})"
            return [place(shape.x - shape.side / 2, shape.y - shape.side / 2, drawn)]
        case Label():
            return [_label(shape, scale)]


def _label(label: Label, scale: float) -> str:
    text = one_line(label.text).replace("\\", "\\\\").replace('"', '\\"')
    weight = ', weight: "bold"' if label.weight is Weight.HEAD else ""
    colour = _GREY if label.weight is Weight.FAINT else _INK
    words = f'text(size: {_length(_FONT, scale)}, fill: {colour}{weight}, "{text}")'
    left = label.x
    if label.centred:
        left -= _CENTRED_ROOM / 2
        words = f"box(width: {_length(_CENTRED_ROOM, scale)}, align(center, {words}))"
    top = label.y - _ASCENT * _FONT
    return f"place(top + left, dx: {_length(left, scale)}, dy: {_length(top, scale)}, {words})"


def _pen(stroke: Stroke, scale: float) -> str:
    if stroke in (Stroke.DATA, Stroke.PALE):
        return f"{_length(1.5, scale)} + {_INK if stroke is Stroke.DATA else _PALE}"
    dash = ', dash: "dashed"' if stroke is Stroke.NULL else ""
    return f"(paint: {_GREY}, thickness: {_length(1, scale)}{dash})"
