"""Rendered cites and the pieces that a citation is joined from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pprkb.csl.marks import SEAM

_DELIMITING = ".,;:"


@dataclass(frozen=True)
class RenderedCite:
    """One cite with its text, and its text without the names."""

    text: str
    names: str = ""
    without_names: Callable[[], str] = str
    prefix: str = ""
    suffix: str = ""
    has_locator: bool = False

    @property
    def whole(self) -> str:
        """The text with the prefix and suffix that the citation gives it."""
        return self.prefix + self.text + self.suffix

    @property
    def plain(self) -> bool:
        """Whether the cite has nothing of its own, so that it may disappear in a range."""
        return not (self.prefix or self.suffix or self.has_locator)

    def piece(self, text: str, before: str) -> Piece:
        """``text`` in place of the cite, with its prefix and suffix."""
        return Piece(self.prefix + text + self.suffix, before, self.suffix.endswith("."))


@dataclass(frozen=True)
class Piece:
    """A text, the delimiter before it, and whether the caller ended it with a period."""

    text: str
    before: str
    ends_sentence: bool = False


def join_pieces(pieces: Sequence[Piece]) -> str:
    """Join what is not empty; the first delimiter is left out."""
    joined: list[str] = []
    ended = False
    for piece in pieces:
        if not piece.text:
            continue
        # a prefix that begins with punctuation brings its own delimiter
        if joined and piece.text.lstrip(SEAM)[:1] not in _DELIMITING:
            joined.append(piece.before.lstrip(_DELIMITING + SEAM) if ended else piece.before)
        joined.append(piece.text)
        ended = piece.ends_sentence
    return "".join(joined)
