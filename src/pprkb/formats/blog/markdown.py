"""Plain text and emphasis as Markdown that reads exactly the same.

Only what Markdown, or a citation in pandoc's form, would take for mark-up is escaped, so that
"95% CI [.10, .38]" stays what it was and can be quoted. Every line is then read back; if that does
not give the same words, emphasis is dropped and everything is escaped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from pprkb.formats.blog.characters import one_line
from pprkb.formats.markdown.plain_text import plain_paragraphs

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
"""A mark that stands between punctuation and a letter neither opens nor closes emphasis."""


class Piece(NamedTuple):
    """A stretch of a line in one formatting."""

    text: str
    bold: bool = False
    italic: bool = False
    link: str = ""
    """An address; empty where it is no link."""


def markdown_line(pieces: Sequence[Piece]) -> str:
    """Write one line of prose as Markdown.

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
