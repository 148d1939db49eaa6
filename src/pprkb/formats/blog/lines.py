"""A page as lines: what HTML and pasted text have in common."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from pprkb.formats.blog.markdown import Piece, plain_text
from pprkb.formats.blog.page import FurnitureKind


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
    """In how many lists it stands."""
    quoted: int = 0
    """In how many quotations it stands."""
    cells: tuple[tuple[Piece, ...], ...] = ()
    """Of a row of a table; empty for any other line."""
    note: str = ""
    """What was uncertain in finding where it begins and ends."""
    aside: FurnitureKind | None = None
    """Set where the page itself says that this is no text: a menu, a script."""
    text: str = field(init=False, compare=False)
    """Its words, without formatting."""

    def __post_init__(self) -> None:
        """Work out the words once."""
        object.__setattr__(self, "text", plain_text(self.pieces))


def split_line(line: Line, start: str) -> tuple[Line, Line]:
    """Part a line after its first words.

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
