"""Plain text in 80 columns, for mail and terminals, structured by indents and underlines."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from pprkb.documents.document import (
    Block,
    Code,
    Divider,
    Document,
    Entry,
    Figure,
    Heading,
    Paragraph,
    ParagraphRole,
    Picture,
    Quotation,
    Table,
    TextList,
)
from pprkb.documents.writers.blocks import BlockVisitor
from pprkb.documents.writers.characters import encode, is_bare, one_line, safe_link
from pprkb.documents.writers.page_setup import PageSetup
from pprkb.languages import Words, words_for
from pprkb.text.markup import Run

COLUMNS = 80
_INDENT = "    "
_UNDERLINES = "=-~"
_GAP = "  "


def write(document: Document, _setup: PageSetup) -> bytes:
    """Return a document as plain text."""
    chunks = []
    if document.title:
        chunks.append(_underlined(one_line(document.title), "=", over=True))
    if document.subtitle:
        chunks.append(wrap(one_line(document.subtitle), COLUMNS))
    if document.byline:
        chunks.append([line for one in document.byline for line in wrap(one_line(one), COLUMNS)])
    words = words_for(document.language)
    printer = _TextPrinter(COLUMNS, words, hanging=document.hanging_indent)
    chunks += printer.blocks(document.blocks)
    if document.notes:
        chunks.append(["-" * 20])
    for number, note in enumerate(document.notes, 1):
        chunks += printer.marked(note, f"[{number}] ")
    text = "\n\n".join("\n".join(chunk) for chunk in chunks) + "\n"
    # After line breaking, replace no-break spaces: people search plain text for "r = .02".
    return encode(text.replace("\u00a0", " "))


Chunks = list[list[str]]
"""Lines that belong together; chunks are separated by an empty line."""


class _TextPrinter(BlockVisitor[Chunks]):
    """Prints blocks within a number of columns."""

    def __init__(self, columns: int, words: Words, *, hanging: bool) -> None:
        self._columns = columns
        self._words = words
        self._hanging = hanging

    def _inner(self, indent: int) -> _TextPrinter:
        """Return a printer for blocks that are indented by some columns."""
        return _TextPrinter(self._columns - indent, self._words, hanging=self._hanging)

    def blocks(self, blocks: Iterable[Block]) -> Chunks:
        """Print blocks; the text after a label is in the same chunk."""
        chunks: Chunks = []
        follows_label = False
        for block in blocks:
            for chunk in self.block(block):
                if follows_label:
                    chunks[-1] += chunk
                else:
                    chunks.append(chunk)
                follows_label = False
            follows_label = isinstance(block, Paragraph) and block.role is ParagraphRole.LABEL
            follows_label = follows_label and bool(chunks)
        return chunks

    def heading(self, heading: Heading) -> Chunks:
        """Print an underlined heading."""
        underline = _UNDERLINES[min(heading.level, len(_UNDERLINES)) - 1]
        text = plain(heading.runs)
        return [_underlined(text, underline, columns=self._columns)] if text else []

    def paragraph(self, paragraph: Paragraph) -> Chunks:
        """Print a paragraph; a warning begins with a symbol."""
        text = plain(paragraph.runs)
        rest = "  " if paragraph.role in (ParagraphRole.EFFECTS, ParagraphRole.WARNING) else ""
        first = "! " if paragraph.role is ParagraphRole.WARNING else ""
        if not text:
            return []
        lines: list[str] = []
        for line in text.split("\n"):
            lines += wrap(line, self._columns, first=rest if lines else first, rest=rest)
        return [lines]

    def marked(self, blocks: Iterable[Block], mark: str) -> Chunks:
        """Print blocks after a marker, indented by its width."""
        chunks = _indented(self._inner(len(mark)).blocks(blocks), " " * len(mark))
        if chunks:
            chunks[0][0] = mark + chunks[0][0][len(mark) :]
        return chunks

    def text_list(self, block: TextList) -> Chunks:
        """Print a list, without empty lines between items of one paragraph."""
        last = block.start + len(block.items) - 1
        marker_width = len(f"{last}. ") if block.ordered else 2
        items = []
        for number, item in enumerate(block.items, block.start):
            marker = f"{number}. ".rjust(marker_width) if block.ordered else "- "
            if chunks := self.marked(item, marker):
                items.append(chunks)
        if all(len(chunks) == 1 for chunks in items):
            return [[line for chunks in items for line in chunks[0]]] if items else []
        return [chunk for chunks in items for chunk in chunks]

    def quotation(self, quotation: Quotation) -> Chunks:
        """Print quoted blocks, indented."""
        return _indented(self._inner(4).blocks(quotation.blocks))

    def figure(self, _figure: Figure) -> Chunks:
        """Omit a drawing: its table has the same content."""
        return []

    def code(self, code: Code) -> Chunks:
        """Print program code, indented and without line breaking."""
        return [[f"{_INDENT}{one_line(line.expandtabs(4))}".rstrip() for line in code.lines]]

    def picture(self, picture: Picture) -> Chunks:
        """Print the description of a picture."""
        words = plain(picture.caption) or one_line(picture.description) or picture.address
        return [wrap(self._words("[Picture: {words}]", words=words), self._columns)]

    def divider(self, _divider: Divider) -> Chunks:
        """Print a short centred rule."""
        return [["* * *".center(self._columns).rstrip()]]

    def entry(self, entry: Entry) -> Chunks:
        """Print a reference with a hanging indent, and its annotation."""
        text = plain(entry.runs)
        if entry.importance:
            text += f" [{one_line(entry.importance)}]"
        label = f"{plain(entry.label)} " if entry.label else ""
        rest = " " * width(label) if label else _INDENT if self._hanging else ""
        reference = wrap(text, self._columns, first=label, rest=rest)
        return [reference, *_indented(self._inner(4).blocks(entry.annotation))]

    def table(self, table: Table) -> Chunks:
        """Print a table, or its cells below each other if it is too wide."""
        cells = [[plain(cell) for cell in row] for row in (table.header, *table.rows)]
        count = max(len(row) for row in cells)
        if count == 0:
            return []
        cells = [row + [""] * (count - len(row)) for row in cells]
        gaps = len(_GAP) * (count - 1)
        widths = _column_widths(cells, self._columns - gaps)
        caption = [wrap(one_line(table.caption), self._columns)] if table.caption else []
        if sum(widths) + gaps > self._columns:
            return [*caption, *self._cells_below_each_other(cells)]
        header, *rows = [_row(row, widths, table) for row in cells]
        rule = _GAP.join("-" * width for width in widths)
        # Rows of several lines need an empty line between them.
        tall = any(len(row) > 1 for row in rows)
        body: list[str] = []
        for row in rows:
            if tall and body:
                body.append("")
            body += row
        return [*caption, [*header, rule, *body, rule]]

    def _cells_below_each_other(self, cells: list[list[str]]) -> Chunks:
        header, *rows = cells
        chunks: Chunks = []
        for row in rows or [[""] * len(header)]:
            chunk: list[str] = []
            for name, cell in zip(header, row, strict=True):
                first, rest = ("  ", "    ") if chunk else ("", "  ")
                words = f"{name}: {cell}" if name else cell
                chunk += wrap(words, self._columns, first=first, rest=rest)
            chunks.append(chunk)
        return chunks


def plain(runs: tuple[Run, ...]) -> str:
    """Return runs without formatting; the address of a link follows its text."""
    parts = []
    for run in runs:
        if run.note or run.line_break:
            parts.append(f"[{run.note}]" if run.note else "\n")
            continue
        text = one_line(run.text)
        parts.append(text)
        link = safe_link(run.link)
        if link and not link.startswith("#") and not is_bare(text, link):
            parts.append(f" <{link}>")
    return "".join(parts).strip()


def _underlined(text: str, line: str, *, columns: int = COLUMNS, over: bool = False) -> list[str]:
    lines = wrap(text, columns)
    rule = line * min(max(width(text) for text in lines), columns)
    return [rule, *lines, rule] if over else [*lines, rule]


def _indented(chunks: list[list[str]], indent: str = _INDENT) -> list[list[str]]:
    return [[indent + line if line else line for line in chunk] for chunk in chunks]


def _column_widths(cells: list[list[str]], room: int) -> list[int]:
    """Return the width of each column, reducing the widest ones if the table is too wide.

    No column becomes narrower than its longest word, which would push the others aside, so
    the sum may still exceed the available width.
    """
    columns = list(zip(*cells, strict=True))
    least = [max(1, *(narrowest(cell) for cell in column)) for column in columns]
    widths = [max(1, *(width(cell) for cell in column)) for column in columns]
    while (excess := sum(widths) - room) > 0 and widths != least:
        widest = max(one for one, word in zip(widths, least, strict=True) if one > word)
        alike = [n for n, one in enumerate(widths) if one == widest > least[n]]
        # Reduce to the next widest at once: titles may have thousands of characters.
        target = max((one for one in widths if one < widest), default=1)
        step = max(1, min(-(-excess // len(alike)), widest - target))
        for index in alike:
            widths[index] = max(least[index], widest - step)
    return widths


def _row(row: list[str], widths: list[int], table: Table) -> list[str]:
    wrapped = [wrap(cell, size) for cell, size in zip(row, widths, strict=True)]
    lines = []
    for index in range(max(len(cell) for cell in wrapped)):
        parts = []
        for column, (cell, size) in enumerate(zip(wrapped, widths, strict=True)):
            text = cell[index] if index < len(cell) else ""
            room = max(0, size - width(text))
            before = room if column in table.numeric else 0
            before = room // 2 if column in table.centred else before
            parts.append(" " * before + text + " " * (room - before))
        lines.append(_GAP.join(parts).rstrip())
    return lines


# A space at which a line may break, unlike no-break spaces.
_SPACES = re.compile(r"[^\S\u00a0\u2007\u202f]+")
_ZERO_WIDTH_CATEGORIES = frozenset({"Mn", "Me", "Cf"})


def width(text: str) -> int:
    """Return the width of a text: two columns for wide East Asian characters, none for accents."""
    if text.isascii():
        return len(text)
    return sum(_character_width(character) for character in text)


def _character_width(character: str) -> int:
    if unicodedata.east_asian_width(character) in "WF":
        return 2
    return 0 if unicodedata.category(character) in _ZERO_WIDTH_CATEGORIES else 1


def narrowest(text: str) -> int:
    """Return the minimum width of a text when broken into lines."""
    return max((width(piece) for piece, _ in _pieces(text)), default=0)


def wrap(text: str, columns: int, *, first: str = "", rest: str = "") -> list[str]:
    """Break a paragraph into lines.

    A word longer than a line is alone on its line, because half an address is of no use;
    text in wide characters, which is written without spaces, is broken between them.

    Args:
        text: One paragraph.
        columns: The width of a line, with its indent.
        first: The beginning of the first line.
        rest: The beginning of each further line.
    """
    lines: list[str] = []
    line, used = first, width(first)
    empty = True
    for word, glued in _pieces(text):
        needed = width(word) + (0 if glued or empty else 1)
        if not empty and used + needed > columns:
            lines.append(line)
            line, used, empty = rest, width(rest), True
            needed = width(word)
        line += word if glued or empty else f" {word}"
        used += needed
        empty = False
    lines.append(line.rstrip() if empty else line)
    return lines


def _pieces(text: str) -> Iterator[tuple[str, bool]]:
    """Yield unbreakable pieces, each with whether it follows without a space."""
    for word in _SPACES.split(text):
        if word:
            yield from _split_wide(word)


def _split_wide(word: str) -> Iterator[tuple[str, bool]]:
    if word.isascii():
        yield word, False
        return
    piece, glued = "", False
    for character in word:
        # An accent or closing punctuation mark stays with the previous character.
        breakable = _character_width(character) == 2 and unicodedata.category(character) in {
            "Lo",
            "Ps",
        }
        if piece and breakable:
            yield piece, glued
            piece, glued = "", True
        piece += character
    yield piece, glued
