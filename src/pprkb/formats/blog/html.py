"""Reading a page in HTML: its markup is made safe, its regions are marked, its lines are read."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import cast
from urllib.parse import urljoin

from lxml import etree
from lxml.etree import _Element

from pprkb.formats.blog.page import FurnitureKind, Leftover, Line, Piece, clean, one_line
from pprkb.formats.blog.words import implications_heading, is_citation
from pprkb.text.number import whole_number
from pprkb.text.word_lists import word_lists

_BLOCK_TAG = re.compile(
    r"<(?:!doctype|/?(?:html|body|div|p|br|h[1-6]|li|ul|ol|table|td|article|section)\b)",
    re.IGNORECASE,
)
_INLINE_TAG = re.compile(r"</?(?:a|b|i|em|strong|span|font|u|sup|sub)\b[^<>]*>", re.IGNORECASE)
_INLINE_AT_LEAST = 3
_TAG = re.compile(
    r"""<(?:
        (?P<closing>/)?(?P<name>[A-Za-z][\w:.-]*)(?:\s(?:"[^"]{0,4000}"|'[^']{0,4000}'|[^<>"'])*|\s*/)?>
      | (?P<comment>!--)
      | !doctype\b[^<>]*>
      | !\[(?:end)?if\b[^<>]*>
      | [?][^<>]*>
      )""",
    re.VERBOSE | re.IGNORECASE,
)
_RAW = frozenset(
    ("script", "style", "title", "textarea", "xmp", "iframe", "noembed", "noframes", "noscript")
)
"""Elements in which tags are text, up to their own closing tag."""
_DROPPED = frozenset(("html", "body", "head", "frameset", "noframes", "plaintext", "template"))
"""Text after `</body>` would be lost, and the others change how a page is read."""


def is_html(text: str) -> bool:
    """Return whether a page is HTML and not pasted text that holds a `<`."""
    return bool(_BLOCK_TAG.search(text)) or len(_INLINE_TAG.findall(text)) >= _INLINE_AT_LEAST


def repaired(html: str) -> str:
    """Return a page in which a parser loses no text: each `<` that begins no tag is escaped.

    Line ends stay, so that lines keep their numbers.
    """
    lower = html.lower()
    parts: list[str] = []
    position = 0
    while (start := html.find("<", position)) >= 0:
        parts.append(html[position:start])
        match = _TAG.match(html, start)
        end = match.end() if match else 0
        name = (match["name"] or "").lower() if match else ""
        if match is None:
            parts.append("&lt;")
            position = start + 1
        elif match["comment"]:
            close = html.find("-->", end)
            position = close + 3 if close >= 0 else start + 1
            parts.append("\n" * html.count("\n", start, close) if close >= 0 else "&lt;")
        elif name in _DROPPED:
            parts.append("\n" * html.count("\n", start, end) or " ")
            position = end
        elif name in _RAW and not match["closing"]:
            close = lower.find(f"</{name}", end)
            if close < 0:
                parts.append("\n" * html.count("\n", start, end) or " ")
                position = end
            else:
                parts.append(html[start:close])
                position = close
        else:
            parts.append(match.group())
            position = end
    parts.append(html[position:])
    return "".join(parts)


_MENU_TAGS = frozenset(("nav", "footer", "aside", "form", "fieldset", "select", "button", "menu"))
_MENU_ROLES = frozenset(
    ("navigation", "banner", "contentinfo", "search", "complementary", "menu", "menubar", "dialog")
)
_MENU_NAMES = word_lists(__file__)["menus"]
_CELLS = frozenset(("td", "th"))
_WHOLE_PAGE = frozenset(("html", "body", "main", "article"))
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_LOOKED_AT = 1_200


class Regions:
    """The roles of the elements of a page."""

    def __init__(self, root: _Element) -> None:
        """Mark every element that holds a post or a heading."""
        # The elements are kept, since lxml makes new ones for the same place in the page.
        self._all = list(root.iter())
        self._posts: set[_Element] = set()
        self._headings: set[_Element] = set()
        for element in self._all:
            if isinstance(element.tag, str) and element.tag in _HEADINGS:
                _mark(element.getparent(), self._headings)
            if any(_is_of_post(text) for text in (element.text, element.tail) if text):
                _mark(element, self._posts)

    def is_layout(self, element: _Element) -> bool:
        """Return whether a list item or table cell is there for the layout of posts."""
        if element.tag in _CELLS:
            row = element.getparent()
            return row in self._posts or row in self._headings
        return element in self._posts or element in self._headings

    def is_menu(self, element: _Element) -> bool:
        """Return whether an element is a menu or hidden, and holds no post."""
        tag = element.tag
        if not isinstance(tag, str) or tag in _WHOLE_PAGE or element in self._posts:
            return False
        names = {
            *(element.get("class") or "").casefold().split(),
            (element.get("id") or "").casefold(),
        }
        style = (element.get("style") or "").replace(" ", "").casefold()
        return (
            tag in _MENU_TAGS
            or (element.get("role") or "").casefold() in _MENU_ROLES
            or not _MENU_NAMES.isdisjoint(names)
            or element.get("hidden") is not None
            or "display:none" in style
        )


def _mark(element: _Element | None, marked: set[_Element]) -> None:
    while element is not None and element not in marked:
        marked.add(element)
        element = element.getparent()


def _is_of_post(text: str) -> bool:
    start = one_line(text[:_LOOKED_AT])
    return bool(start) and (implications_heading(start) is not None or is_citation(start))


def base_address(elements: Iterable[_Element]) -> str:
    """Return the address that a page gives itself, for relative links."""
    for element in elements:
        if element.tag == "base" and element.get("href"):
            return element.get("href") or ""
        if element.tag == "link" and (element.get("rel") or "").casefold() == "canonical":
            return element.get("href") or ""
    return ""


_BLOCKS = word_lists(__file__)["blocks"]
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

    Returns:
        Its lines in order, and anything but text, such as images.
    """
    # An element keeps the lines together that would come before any other.
    source = "<div>" + repaired(page.replace("\0", ""))
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
    return cast("int | None", element.sourceline) or 1


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
        """Process the start or end of an element and the text that follows."""
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
        """Return the target of a link for Markdown, or an empty string if it is unusable."""
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
