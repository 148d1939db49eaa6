"""Finding quotes in prose, so that every number can be shown with its sentence."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from typing import NamedTuple

_MARKS = re.compile(r"[*_`\\]")
_EMPHASIS = "*_`"
_UNEVEN = re.compile(r"[*_`\\]+|\s{2,}|[^\S ]")
"""Invisible characters: emphasis marks, and whitespace other than a single space."""
_SAME = str.maketrans({"−": "-", "–": "-", "’": "'", "‘": "'", "“": '"', "”": '"', "\u00a0": " "})
_NUMBER = re.compile(r"[-−–]?\d*[.,]?\d+")
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
"""Soft hyphen, zero-width spaces and joiners."""
_SENTENCE_END = re.compile(r"(?<=[.!?])[)”’\"']*\s+(?=[\"“(\[]?[A-Z@])")
_ABBREVIATION = re.compile(r"\b(?:al|cf|ca|e\.g|i\.e|vs|Dr|Mr|Ms|St|[A-Z])\.\)?$")


class Anchor(NamedTuple):
    """The position of a quote in a text, in characters."""

    start: int
    end: int


def plain(text: str) -> str:
    """Return text without emphasis, with single spaces and one kind of dash and quote."""
    return " ".join(_MARKS.sub("", text).translate(_SAME).split())


def find_quotes(text: str, quote: str) -> tuple[Anchor, ...]:
    """Return all positions of a quote in a Markdown text.

    Emphasis marks, line breaks and the kinds of dashes and quotation marks are ignored.
    """
    wanted = plain(quote)
    if not wanted:
        return ()
    smooth, begins, places = _smoothed(text)

    def place(index: int) -> int:
        piece = bisect_right(begins, index) - 1
        return places[piece] + index - begins[piece]

    anchors: list[Anchor] = []
    index = smooth.find(wanted)
    while index >= 0:
        start, end = place(index), place(index + len(wanted) - 1) + 1
        while start and text[start - 1] in _EMPHASIS:
            start -= 1
        anchors.append(Anchor(start, end))
        index = smooth.find(wanted, index + len(wanted))
    return tuple(anchors)


@lru_cache(maxsize=16)
def _smoothed(text: str) -> tuple[str, list[int], list[int]]:
    """Return a text without marks, with single spaces and one kind of dash and quote.

    The offsets of its pieces in both texts are returned as well. A text is normalised once, however
    many quotes are searched for.
    """
    pieces: list[str] = []
    begins, places = [0], [0]
    position = length = 0
    for match in _UNEVEN.finditer(text):
        pieces.append(text[position : match.start()])
        length += match.start() - position
        if match.group()[0].isspace():
            pieces.append(" ")
            length += 1
        position = match.end()
        begins.append(length)
        places.append(position)
    pieces.append(text[position:])
    return "".join(pieces).translate(_SAME), begins, places


def find_letters(text: str, quote: str) -> tuple[Anchor, ...]:
    """Return all positions where a text has the characters of a quote, ignoring spaces and marks.

    "d=.57" is found in "*d* = .57"; matches that begin or end inside a word are excluded.
    """
    squeezed, places = _squeezed(text)
    wanted, _ = _squeezed(quote)
    anchors: list[Anchor] = []
    position = squeezed.find(wanted) if wanted else -1
    while position >= 0:
        start, end = places[position], places[position + len(wanted) - 1] + 1
        inside = _within_word(text, start) or _within_word(text, end)
        if not inside:
            anchors.append(Anchor(start, end))
        position = squeezed.find(wanted, position + 1)
    return tuple(anchors)


@lru_cache(maxsize=16)
def _squeezed(text: str) -> tuple[str, list[int]]:
    """Return the characters of a text without spaces and marks, and the position of each."""
    kept = [
        (character, place)
        for place, character in enumerate(text.translate(_SAME))
        if not (character.isspace() or character in _INVISIBLE or _MARKS.match(character))
    ]
    return "".join(character for character, _ in kept), [place for _, place in kept]


def _within_word(text: str, place: int) -> bool:
    """Return whether a position is inside a word or a number, such as between "5" and ".7"."""
    if not 0 < place < len(text):
        return False
    if text[place - 1].isalnum() and text[place].isalnum():
        return True
    return any(match.start() < place < match.end() for match in _NUMBER.finditer(text))


def sentence_around(text: str, anchor: Anchor) -> str:
    """Return the sentence of a text with an anchor, on one line."""
    paragraph_start = text.rfind("\n\n", 0, anchor.start) + 1
    paragraph_end = text.find("\n\n", anchor.end)
    end = len(text) if paragraph_end < 0 else paragraph_end
    first = paragraph_start
    for match in _SENTENCE_END.finditer(text, paragraph_start, end):
        if _ABBREVIATION.search(text, first, match.start()):
            continue
        if match.end() <= anchor.start:
            first = match.end()
        elif match.start() >= anchor.end:
            end = match.start()
            break
    return " ".join(text[first:end].split())
