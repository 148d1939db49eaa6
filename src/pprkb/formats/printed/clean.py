"""Making one plain line of a pasted text, in which every character knows where it stood."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_TAG = re.compile(r"</?(?:em|i|b|strong|u|span|cite|p|a|sup|sub|br)(?:\s[^<>]{0,200})?\s?/?>", re.I)
_ITALIC_TAGS = frozenset(("em", "i", "cite"))
_STARS = re.compile(r"\*{1,3}")
_INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")
_ESCAPED_END = re.compile(r"\\[nrt](?![a-z]{0,3}[{\\])")
_LINE_ENDS = frozenset("\n\r\v\f\x85\u2028\u2029")


@dataclass(frozen=True, kw_only=True)
class Clean:
    """A text without marks of formatting, invisible characters and line ends."""

    text: str
    places: tuple[int, ...]
    """Of each character its place in the text as given; of a run of spaces that of the first."""
    ends: tuple[int, ...]
    """Of each character the place behind it in the text as given."""
    italic: frozenset[int]
    """The characters that stand in italics."""
    wraps: frozenset[int]
    """The spaces that stand for the end of a line."""

    def given(self, start: int, end: int) -> tuple[int, int]:
        """Return where a stretch stands in the text as given."""
        return (self.places[start], self.ends[end - 1])


class _Maker:
    """Takes characters one by one; composed, so that "a" and a combining mark are one letter."""

    def __init__(self) -> None:
        self.letters: list[str] = []
        self.places: list[int] = []
        self.ends: list[int] = []
        self.italic: set[int] = set()
        self.wraps: set[int] = set()

    def take(self, character: str, place: int, *, italic: bool) -> None:
        if character.isspace() or unicodedata.category(character) == "Cc":
            if self.letters and self.letters[-1] == " ":
                self.ends[-1] = place + 1
            elif self.letters:
                self._append(" ", place)
            if character in _LINE_ENDS and self.letters:
                self.wraps.add(len(self.letters) - 1)
            return
        if self.letters and unicodedata.combining(character):
            composed = unicodedata.normalize("NFC", self.letters[-1] + character)
            if len(composed) == 1:
                self.letters[-1] = composed
                self.ends[-1] = place + 1
                return
        self._append(character, place)
        if italic:
            self.italic.add(len(self.letters) - 1)

    def _append(self, character: str, place: int) -> None:
        self.letters.append(character)
        self.places.append(place)
        self.ends.append(place + 1)

    def made(self) -> Clean:
        if self.letters and self.letters[-1] == " ":
            for values in (self.letters, self.places, self.ends):
                values.pop()
        return Clean(
            text="".join(self.letters),
            places=tuple(self.places),
            ends=tuple(self.ends),
            italic=frozenset(self.italic),
            wraps=frozenset(wrap for wrap in self.wraps if wrap < len(self.letters)),
        )


def cleaned(text: str) -> Clean:
    r"""Take formatting, invisible characters and line ends out of a pasted text.

    HTML's inline tags and Markdown's `*` and `_` around words are formatting; words that a line
    end breaks are left in two. A line end may be written as data files write it, `\n`.

    Args:
        text: As pasted, with HTML's entities decoded.
    """
    maker = _Maker()
    italic = underscore = star = False
    position = 0
    while position < len(text):
        character = text[position]
        if character == "<" and (tag := _TAG.match(text, position)):
            name = tag.group().strip("</> ").split()[0].lower()
            if name in _ITALIC_TAGS:
                italic = not tag.group().startswith("</")
            position = tag.end()
        elif character == "*" and (stars := _stars(text, position, star)):
            star = not star and "*" in text[position + stars :]
            italic = star if stars != 2 else italic
            position += stars
        elif character == "_" and _is_mark(text, position, underscore):
            underscore = italic = not underscore
            position += 1
        elif character == "\\" and (escaped := _ESCAPED_END.match(text, position)):
            maker.take("\n", position, italic=False)
            maker.ends[-1:] = [escaped.end()]
            position = escaped.end()
        else:
            if character not in _INVISIBLE:
                maker.take(character, position, italic=italic)
            position += 1
    return maker.made()


def _stars(text: str, position: int, is_open: bool) -> int:
    """Return how many stars open or close emphasis at a place; none in "G*Power"."""
    match = _STARS.match(text, position)
    assert match is not None
    before, after = text[max(0, position - 1) : position], text[match.end() : match.end() + 1]
    if is_open:
        closes = not before.isspace()
    else:
        closes = (not before or not before.isalnum()) and bool(after) and not after.isspace()
    bullet = not before and after.isspace()
    return len(match.group()) if closes or bullet else 0


def _is_mark(text: str, position: int, is_open: bool) -> bool:
    """Say whether an underscore opens or closes emphasis: "_Psychotherapy_, _55_(4)"."""
    before, after = text[position - 1 : position], text[position + 1 : position + 2]
    if is_open:
        return not before.isspace() and not after.isalnum()
    return (not before or before.isspace() or before in "([“") and after.isalnum()
