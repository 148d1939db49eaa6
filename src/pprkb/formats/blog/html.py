"""A web page as lines, with emphasis, links, lists and quotations."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from pprkb.formats.blog.characters import clean
from pprkb.formats.blog.html_regions import Regions, base_address
from pprkb.formats.blog.html_tags import mended
from pprkb.formats.blog.lines import Line
from pprkb.formats.blog.markdown import Piece
from pprkb.formats.blog.page import FurnitureKind, Leftover
from pprkb.text.number import whole_number

if TYPE_CHECKING:
    from lxml.etree import _Element

_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl "  # noqa: SIM905
    "dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main "
    "menu nav ol optgroup option p pre search section select summary table tbody textarea tfoot "
    "thead title tr ul".split()
)
_CELLS = frozenset(("td", "th"))
_LISTS = frozenset(("ul", "ol", "menu", "dir"))
_QUIET = frozenset(("script", "style", "title", "iframe", "noembed", "object", "svg"))
_BOLD = frozenset(("b", "strong"))
_ITALIC = frozenset(("i", "em", "cite", "var"))
_RAISED = {"sup": str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻"),
           "sub": str.maketrans("0123456789+-−", "₀₁₂₃₄₅₆₇₈₉₊₋₋")}  # fmt: skip
_NUMBERS = re.compile(r"[0-9+\-−]+\Z")
_SCHEMES = ("http://", "https://", "mailto:", "ftp://")
_IN_ADDRESS = {" ": "%20", "(": "%28", ")": "%29", "<": "%3C", ">": "%3E", "\\": "%5C", "\n": ""}


def html_lines(page: str) -> tuple[tuple[Line, ...], tuple[Leftover, ...]]:
    """Read a web page, however damaged.

    Args:
        page: HTML.

    Returns:
        Its lines in order, and what is no text, such as images.
    """
    from lxml import etree

    # An element keeps the lines together that would stand before any other.
    source = "<div>" + mended(page.replace("\0", ""))
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True)
    root = etree.fromstring(source.encode("utf-8", "replace"), parser)
    if root is None:
        return (), ()
    reader = _Reader(Regions(root), base_address(root.iter("base", "link")))
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        reader.take(event, element)
    reader.flush()
    return tuple(reader.lines), tuple(reader.images)


def _line(element: _Element) -> int:
    number: int | None = element.sourceline  # type: ignore[assignment]
    return number or 1


@dataclass
class _Reader:
    """Walks the elements of a page and collects the lines."""

    regions: Regions
    base: str
    lines: list[Line] = field(default_factory=list)
    images: list[Leftover] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    cuts: list[int] = field(default_factory=list)
    """Where the cells of a row begin among the pieces, but for the first."""
    number: int = 1
    paragraph: int = 0
    level: int = 0
    marker: str = ""
    bold: int = 0
    italic: int = 0
    quoted: int = 0
    preformatted: int = 0
    menus: int = 0
    quiet: int = 0
    raised: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    lists: list[int] = field(default_factory=list)
    """For each open list how many items it has had; -1 where they are not numbered."""
    layout: list[bool] = field(default_factory=list)
    """For each open list item whether it only holds a post in its place."""

    def take(self, event: str, element: _Element) -> None:
        """Take the beginning or the end of an element, with the text that follows."""
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            self._start(tag, element)
            self._add(element.text, _line(element))
            return
        if event == "end":
            self._end(tag, element)
        self._add(element.tail, _line(element))

    def _is_block(self, tag: str, element: _Element) -> bool:
        if tag in _CELLS:
            return self.regions.is_layout(element)
        return tag in _BLOCKS or tag in _QUIET or self.regions.is_menu(element)

    def _start(self, tag: str, element: _Element) -> None:
        if self._is_block(tag, element):
            self.flush()
        elif tag == "br":
            self._end_line()
        elif tag in _CELLS:
            self._end_cell()
        self._count(tag, element, 1)
        if tag == "a":
            self.links.append(self._address(element.get("href") or ""))
        elif tag in _RAISED:
            self.raised.append(tag)
        elif tag in _LISTS:
            start = element.get("start") or "1"
            numbered = max(whole_number(start, 1) - 1, 0)
            self.lists.append(numbered if tag == "ol" else -1)
        elif tag == "li":
            self._start_item(element)
        elif tag == "q":
            self._add_piece("“")
        elif tag == "img":
            self._image(element)

    def _start_item(self, element: _Element) -> None:
        self.layout.append(self.regions.is_layout(element))
        numbered = bool(self.lists) and self.lists[-1] >= 0
        if numbered:
            self.lists[-1] += 1
        if not self.layout[-1]:
            self.marker = f"{self.lists[-1]}." if numbered else "-"

    def _end(self, tag: str, element: _Element) -> None:
        if tag == "q":
            self._add_piece("”")
        if self._is_block(tag, element):
            self.flush()
        self._count(tag, element, -1)
        if tag == "a":
            self.links.pop()
        elif tag in _RAISED:
            self.raised.pop()
        elif tag in _LISTS:
            self.lists.pop()
        elif tag == "li":
            self.layout.pop()
            self.marker = ""

    def _count(self, tag: str, element: _Element, step: int) -> None:
        self.bold += step * (tag in _BOLD)
        self.italic += step * (tag in _ITALIC)
        self.quoted += step * (tag == "blockquote")
        self.preformatted += step * (tag in ("pre", "textarea"))
        self.quiet += step * (tag in _QUIET)
        self.menus += step * self.regions.is_menu(element)
        if re.fullmatch("h[0-9]", tag):
            self.level = whole_number(tag[1], 0) if step > 0 else 0

    def _add(self, text: str | None, number: int) -> None:
        if not text:
            return
        if not self.pieces:
            number += text.count("\n", 0, len(text) - len(text.lstrip()))
            self.number = number
        text = clean(text)
        if self.preformatted:
            first, *others = text.split("\n")
            self._add_piece(first)
            for line in others:
                self._end_line()
                number += 1
                self.number = number
                self._add_piece(line)
        else:
            self._add_piece(text.replace("\n", " "))

    def _add_piece(self, text: str) -> None:
        if not text or not (self.pieces or text.strip()):
            return
        if self.raised and _NUMBERS.match(text):
            text = text.translate(_RAISED[self.raised[-1]])
        link = self.links[-1] if self.links else ""
        heading = self.level > 0
        self.pieces.append(Piece(text, bool(self.bold) and not heading, bool(self.italic), link))

    def _end_cell(self) -> None:
        """End a cell of a row, if it has any text."""
        if self.pieces:
            self._add_piece(" | ")
            self.cuts.append(len(self.pieces))

    def _cells(self) -> tuple[tuple[Piece, ...], ...]:
        if not self.cuts:
            return ()
        ends = [cut - 1 for cut in self.cuts] + [len(self.pieces)]
        starts = [0, *self.cuts]
        return tuple(tuple(self.pieces[a:b]) for a, b in zip(starts, ends, strict=True))

    def _end_line(self) -> None:
        """End a line within a paragraph."""
        if any(piece.text.strip() for piece in self.pieces):
            aside = None
            if self.quiet:
                aside = FurnitureKind.SCRIPT
            elif self.menus:
                aside = FurnitureKind.NAVIGATION
            self.lines.append(
                Line(
                    number=self.number,
                    pieces=tuple(self.pieces),
                    paragraph=self.paragraph,
                    level=self.level,
                    marker=self.marker,
                    depth=self.layout.count(False),
                    quoted=self.quoted,
                    cells=self._cells(),
                    aside=aside,
                )
            )
            self.marker = ""
        self.pieces = []
        self.cuts = []

    def flush(self) -> None:
        """End a paragraph."""
        self._end_line()
        self.paragraph += 1

    def _image(self, element: _Element) -> None:
        words = clean(element.get("alt") or "").strip() or (element.get("src") or "").strip()
        if words and not (self.menus or self.quiet):
            self.images.append(
                Leftover(line=_line(element), text=words, why="an image; put it in by hand")
            )

    def _address(self, written: str) -> str:
        """Return where a link leads, as Markdown takes it; empty where nobody could follow it."""
        written = clean(written).strip()
        if not written or written.startswith("#"):
            return ""
        try:
            address = urljoin(self.base, written)
        except ValueError:
            return ""
        if not address.casefold().startswith(_SCHEMES):
            return ""
        return "".join(_IN_ADDRESS.get(character, character) for character in address)
