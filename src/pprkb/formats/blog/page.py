"""A page of the blog: what it holds, and its lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import NamedTuple

from pprkb.formats.markdown import plain_paragraphs
from pprkb.model.summary import Month

# -- posts, furniture, and what belongs to neither -----------------------------------------------


class FurnitureKind(StrEnum):
    """The parts of a page that do not belong to the text of a post."""

    MONTH = "month heading"
    TITLE_AGAIN = "title printed again"
    IMPLICATIONS = "heading of the practice implications"
    LABEL = "word before a reference"
    BLOG_TITLE = "name of the blog"
    THIS_MONTH = "what this month is about"
    TOPICS = "list of topics or research types"
    NAVIGATION = "menus and page controls"
    SCRIPT = "scripts and styles"


@dataclass(frozen=True, kw_only=True)
class Post:
    """One post. Titles, citation and preambles are plain text; paragraphs are Markdown."""

    month: Month | None
    """None if the post comes before any month."""
    title: str
    """Empty if none is printed."""
    citation: str = ""
    """As printed, on one line; empty if the post has none."""
    citation_link: str = ""
    """Where the citation's last link leads: often the DOI that the text leaves out."""
    preamble: tuple[str, ...] = ()
    """Paragraphs on the series of the post, wherever they are."""
    body: tuple[str, ...] = ()
    """Paragraphs, lists and quotations before the practice implications."""
    implications: tuple[str, ...] = ()
    author_line: tuple[str, ...] = ()
    """How to reach the author of the work: "Author email: ..."."""
    line: int
    """Where the post begins on the page."""
    notes: tuple[str, ...] = ()
    """Doubts that arose in reading it."""


@dataclass(frozen=True, kw_only=True)
class Furniture:
    """A part of the page that does not belong to a post."""

    line: int
    text: str
    kind: FurnitureKind


@dataclass(frozen=True, kw_only=True)
class Leftover:
    """Text that was put into no post."""

    line: int
    text: str
    why: str


@dataclass(frozen=True, kw_only=True)
class BlogPage:
    """A page, part by part: every word of it is in exactly one of these."""

    posts: tuple[Post, ...] = ()
    topics: tuple[str, ...] = ()
    """The labels of the list of topics."""
    furniture: tuple[Furniture, ...] = ()
    leftover: tuple[Leftover, ...] = ()


# -- lines of formatted pieces: what HTML and pasted text have in common -------------------------

_NOTHING = dict.fromkeys("\u200b\u2060\ufeff\u00ad\u200e\u200f")
"""Characters without width: soft hyphens, marks of direction, leftover byte order marks."""
_BLANK = dict.fromkeys(
    "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f"
    "\u2028\u2029\u3000\t\v\f\x1c\x1d\x1e\x1f",
    " ",
)
_CP1252 = {
    chr(byte): bytes([byte]).decode("cp1252")
    for byte in range(0x80, 0xA0)
    if byte not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
}
"""C1 controls are read as the characters of Windows-1252, as in the HTML standard."""
_CONTROLS = {chr(code): None for code in (*range(32), *range(0x7F, 0xA0)) if code not in (10, 13)}
_PRIVATE = {chr(code): None for code in (*range(0xE000, 0xE004), 0xFFFE, 0xFFFF)}
"""Marks while Markdown is read, and noncharacters; never in prose."""
_HALVES = {chr(code): "\ufffd" for code in range(0xD800, 0xE000)}
"""Lone surrogates, which no file can hold."""
_CLEAN = str.maketrans(_CONTROLS | _CP1252 | _PRIVATE | _HALVES | _NOTHING | _BLANK)
_LINE_END = re.compile(r"\r\n|\r|\n")


def clean(text: str) -> str:
    """Return text with plain spaces and without controls; line ends become line feeds."""
    return _LINE_END.sub("\n", text).translate(_CLEAN)


def one_line(text: str) -> str:
    """Return the text with every run of whitespace replaced by one space."""
    return " ".join(text.split())


_ACTIVE = re.compile(
    r"""(?P<backslash>\\)
      | (?P<tick>`)
      | (?P<star>\*+)
      | (?P<underline>_+)
      | (?P<at>(?<!\w)@(?=[\w{]))
      | (?P<open>\[)(?=[^\[\]]*(?<!\w)@)
      | (?P<close>\](?=[\[(:]))
      | (?P<angle><(?=[A-Za-z/!?]))
      | (?P<entity>&(?=\#?\w+;))""",
    re.VERBOSE,
)
_AT_START = re.compile(r"(?P<lead>[#>]|[-+](?=\s|\Z)|~(?=~~)|[-=:|](?=[-=:|\s]*\Z))")
_NUMBERED = re.compile(r"(\d{1,9})([.)])(?=\s|\Z)")
_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
_BLANK_EDGES = re.compile(r"(\s*)(.*\S|)(\s*)")
_PUNCTUATION_EDGES = re.compile(r"(\W*)(.*\w|)(\W*)")
"""A mark between punctuation and a letter neither opens nor closes emphasis."""


class Piece(NamedTuple):
    """A stretch of a line in one formatting."""

    text: str
    bold: bool = False
    italic: bool = False
    link: str = ""
    """The address of a link, or an empty string."""


def markdown_line(pieces: Sequence[Piece]) -> str:
    """Return one line of prose as Markdown.

    Args:
        pieces: Its stretches; blanks at its ends are dropped.
    """
    plain = plain_text(pieces)
    tidy = tuple(_tidy(pieces))
    if len(tidy) > 1 or (tidy and any(tidy[0][1:])):
        for edges in (_BLANK_EDGES, _PUNCTUATION_EDGES):
            attempt = _formatted(tidy, edges)
            if plain_paragraphs(attempt, {}) == (plain,):
                return attempt
    attempt = escaped(plain)
    if not plain or plain_paragraphs(attempt, {}) == (plain,):
        return attempt
    return _PUNCTUATION.sub(r"\\\1", plain)


def plain_text(pieces: Iterable[Piece]) -> str:
    """Return the words of a line."""
    return one_line("".join(piece.text for piece in pieces))


def escaped(text: str) -> str:
    """Return a line of plain text in which nothing is mark-up."""
    return _escaped_start(_escaped_inside(text))


def _escaped_inside(text: str) -> str:
    def escape(match: re.Match[str]) -> str:
        found = match.group()
        before = text[match.start() - 1 : match.start()]
        after = text[match.end() : match.end() + 1]
        if match["star"] and not before.strip() and not after.strip() and before:
            return found
        if match["underline"] and before.isalnum() and after.isalnum():
            return found
        return "".join("\\" + character for character in found)

    return _ACTIVE.sub(escape, text)


def _escaped_start(text: str) -> str:
    if number := _NUMBERED.match(text):
        return f"{number[1]}\\{text[number.end(1) :]}"
    return f"\\{text}" if _AT_START.match(text) else text


def _formatted(pieces: Sequence[Piece], edges: re.Pattern[str]) -> str:
    parts: list[str] = []
    for piece in pieces:
        part = _marked(piece, edges)
        if parts and part.startswith("[") and parts[-1].endswith("!"):
            # Else the link would be an image.
            parts[-1] = parts[-1][:-1] + r"\!"
        parts.append(part)
    return _escaped_start("".join(parts).strip())


def _marked(piece: Piece, edges: re.Pattern[str]) -> str:
    match = edges.fullmatch(piece.text)
    lead, words, tail = match.groups() if match else ("", piece.text, "")
    if not any(piece[1:]) or not words:
        return _escaped_inside(piece.text)
    marks = "**" * piece.bold + "*" * piece.italic
    text = _escaped_inside(words)
    if piece.link:
        text = f"<{piece.link}>" if words == piece.link else f"[{text}]({piece.link})"
    return f"{_escaped_inside(lead)}{marks}{text}{marks}{_escaped_inside(tail)}"


def _tidy(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Join neighbours of one formatting and make every run of blanks one space."""
    waiting: Piece | None = None
    for piece in pieces:
        text = re.sub(r"\s+", " ", piece.text)
        if waiting is not None and waiting.text.endswith(" "):
            text = text.removeprefix(" ")
        if not text:
            continue
        if waiting is None:
            waiting = piece._replace(text=text)
        elif piece[1:] == waiting[1:] or not text.strip():
            waiting = waiting._replace(text=waiting.text + text)
        else:
            yield waiting
            waiting = piece._replace(text=text)
    if waiting is not None:
        yield waiting


@dataclass(frozen=True, kw_only=True)
class Line:
    """A line that is not wrapped any more: a heading, a paragraph, or what ends in a line break."""

    number: int
    """Where it begins on the page, from 1."""
    pieces: tuple[Piece, ...]
    paragraph: int
    """Lines of one paragraph have the same number."""
    level: int = 0
    """Of a heading, 1 to 6; 0 for any other line."""
    marker: str = ""
    """Of the item of a list that begins here: "-" or "1."."""
    depth: int = 0
    """The depth of nested lists around it."""
    quoted: int = 0
    """The depth of nested quotations around it."""
    cells: tuple[tuple[Piece, ...], ...] = ()
    """Of a row of a table; empty for any other line."""
    note: str = ""
    """Doubts about where it begins and ends."""
    aside: FurnitureKind | None = None
    """Whether the page marks this as something other than text: a menu, a script."""
    text: str = field(init=False, compare=False)
    """Its words, without formatting."""

    def __post_init__(self) -> None:
        """Set `text`."""
        object.__setattr__(self, "text", plain_text(self.pieces))


def split_line(line: Line, start: str) -> tuple[Line, Line]:
    """Split a line after its first words.

    Args:
        line: The line.
        start: Its first words, as in `text`.

    Returns:
        The words and the rest, without the blanks between them.
    """
    left = len("".join(start.split()))
    head: list[Piece] = []
    tail: list[Piece] = []
    for piece in line.pieces:
        cut = 0
        while cut < len(piece.text) and (left or not (tail or piece.text[cut].strip())):
            left -= bool(piece.text[cut].strip())
            cut += 1
        if cut:
            head.append(piece._replace(text=piece.text[:cut]))
        if cut < len(piece.text):
            tail.append(piece._replace(text=piece.text[cut:]))
    return replace(line, pieces=tuple(head)), replace(line, pieces=tuple(tail), marker="")
