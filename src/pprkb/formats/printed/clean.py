"""One plain line of a pasted text, in which every character knows where it came from."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from pprkb.text.word_lists import word_lists

_TAG = re.compile(r"</?(?:em|i|b|strong|u|span|cite|p|a|sup|sub|br)(?:\s[^<>]{0,200})?\s?/?>", re.I)
_ITALIC_TAGS = frozenset(("em", "i", "cite"))
_STARS = re.compile(r"\*{1,3}")
_INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")
_ESCAPED_END = re.compile(r"\\[nrt](?![a-z]{0,3}[{\\])")
_BROKEN = re.compile(
    r"(?:\u00ad|[-‐])[ \t]{0,40}"
    r"(?:\r\n|[\n\r\v\f\x85\u2028\u2029]|\\[nr](?![a-z]{0,3}[{\\]))[ \t]{0,40}"
    r"(?=(?P<next>[^\W_]{1,40}))"
)
"""The hyphen at the end of a line, with the line end, before the rest of its word."""
_IDENTIFIER = re.compile(r"(?:https?://|www\.|\bdoi\b|\b10\.\d{4,9}/)\S{0,300}$", re.I)
"""The beginning of an address or a DOI that a line end may break."""
_KEPT = word_lists(__file__)["after-hyphen"]
"""Words that follow the hyphen of a compound: "evidence-based"."""
_KEPT_BEFORE = word_lists(__file__)["before-hyphen"]
"""Words that the hyphen of a compound follows: "self-esteem", "meta-analysis"."""
_LINE_ENDS = frozenset("\n\r\v\f\x85\u2028\u2029")


@dataclass(frozen=True, kw_only=True)
class Clean:
    """A text without marks of formatting, invisible characters and line ends."""

    text: str
    places: tuple[int, ...]
    """The position of each character in the text as given; of a run of spaces, of the first."""
    ends: tuple[int, ...]
    """The position after each character in the text as given."""
    italic: frozenset[int]
    """The characters in italics."""
    wraps: frozenset[int]
    """The spaces that replace the end of a line."""
    joined: tuple[str, ...] = ()
    """The words of two lines that were joined without the hyphen between them."""

    def given(self, start: int, end: int) -> tuple[int, int]:
        """Return where a stretch is in the text as given."""
        return (self.places[start], self.ends[end - 1])


class _Maker:
    """Collects characters; composed, so that "a" and a combining mark are one letter."""

    def __init__(self) -> None:
        self.letters: list[str] = []
        self.places: list[int] = []
        self.ends: list[int] = []
        self.italic: set[int] = set()
        self.wraps: set[int] = set()
        self.joined: list[str] = []

    @property
    def word(self) -> str:
        """The text after the last space."""
        return "".join(self.letters[-300:]).rpartition(" ")[2]

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
            joined=tuple(self.joined),
        )


def cleaned(text: str) -> Clean:
    r"""Return a pasted text without formatting, invisible characters and line ends.

    HTML's inline tags and Markdown's `*` and `_` around words are formatting. A line end may be
    written as data files write it, `\n`. A word that a line end breaks at its hyphen becomes whole
    again: with its hyphen where a compound is known by one of its parts, a capital or a digit, else
    without it; see `Clean.joined`. An address or DOI goes on after the line end that breaks it.

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
        elif (character in "-‐\u00ad") and (broken := _BROKEN.match(text, position)):
            _join_broken(maker, broken, italic=italic)
            position = broken.end()
        elif character in _LINE_ENDS and _goes_on(maker.word, text, position):
            position += 1
            while position < len(text) and text[position].isspace():
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


def _join_broken(maker: _Maker, broken: re.Match[str], *, italic: bool) -> None:
    """Join a word whose hyphen ends a line."""
    before = re.split(r"[^\w]", maker.word)[-1]
    after = broken["next"]
    compound = (
        not (before[-1:].isalpha() and after[:1].islower())
        or before.lower() in _KEPT_BEFORE
        or after in _KEPT
        or _IDENTIFIER.search(maker.word) is not None
    )
    if broken.group()[0] != "\u00ad" and compound:
        maker.take("-", broken.start(), italic=italic)
    elif broken.group()[0] != "\u00ad":
        maker.joined.append(f"{before}{after}")


def _goes_on(word: str, text: str, position: int) -> bool:
    """Return whether an address or DOI goes on after a line end.

    It does after a slash, an underscore or an equals sign, and after a full stop that a digit
    or small letter follows without a space, for a sentence begins with a capital.
    """
    if not _IDENTIFIER.search(word):
        return False
    following = text[position:].lstrip()[:1]
    if word[-1] in "/_=&?%":
        return following.isalnum()
    return word[-1] == "." and (following.isdigit() or following.islower())


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
    """Return whether an underscore opens or closes emphasis: "_Psychotherapy_, _55_(4)"."""
    before, after = text[position - 1 : position], text[position + 1 : position + 2]
    if is_open:
        return not before.isspace() and not after.isalnum()
    return (not before or before.isspace() or before in "([“") and after.isalnum()
