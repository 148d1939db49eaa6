"""The values of fields: delimiters, `#`, @string names and the names of months."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pprkb.formats.bibtex.scan.blocks import closing_brace, is_enclosed

_QUOTE_MARK = re.compile(r'[{}"]')
_LONGEST = 20_000
"""The most characters to which the macros of one value may expand; an abstract has 2,000."""
_WORD = re.compile(r"""[^\s,#{}"=]+""")

MONTHS = {
    "jan": "January", "feb": "February", "mar": "March", "apr": "April", "may": "May",
    "jun": "June", "jul": "July", "aug": "August", "sep": "September", "oct": "October",
    "nov": "November", "dec": "December",
}  # fmt: skip
"""The macros that every BibTeX style defines."""


class Macros:
    """The @string macros defined so far; names are case-insensitive, as in BibTeX."""

    def __init__(self, most: int = 50 * _LONGEST, given: Iterable[tuple[str, str]] = ()) -> None:
        """Begin with the names of the months.

        Args:
            given: Further names in small letters, with what they mean.
            most: Characters that all uses together may stand for. Each macro may double the one
                before it, so that a few lines would else fill all memory.
        """
        self._values: dict[str, str] = MONTHS | dict(given)
        self.left = most
        """Characters that further uses may expand to."""
        self.asked: dict[str, str] = {}
        """The lowercase names used since this was last cleared, with their values."""
        self.undefined: list[str] = []
        """Names that were used in the last `value` call without being defined."""
        self.too_long: list[str] = []
        """Names in the last `value` call that expand to more than there is room for."""

    def define(self, name: str, raw: str) -> None:
        """Give a macro its value, which may use macros that are defined before it."""
        self._values[name.lower()] = self.value(raw)

    def mean(self, asked: Iterable[tuple[str, str]]) -> bool:
        """Return whether names mean what they meant."""
        return all(self._values.get(name) == value for name, value in asked)

    def value(self, raw: str) -> str:
        """Return the text of a value.

        Args:
            raw: The value as it stands in the file: `{A}`, `"A"`, `12`, `name`, or several of
                these joined by `#`.

        Returns:
            The text without delimiters. A name that is not defined is the empty text, as in
            BibTeX, and is listed in `undefined`; so is one that stands for too much, which is
            listed in `too_long`.
        """
        if self.undefined:
            self.undefined = []
        if self.too_long:
            self.too_long = []
        if not raw:
            return ""
        first = raw[0]
        if is_enclosed(raw):
            return raw[1:-1]
        if first == '"' and raw[-1] == '"' and len(raw) > 1 and '"' not in raw[1:-1]:
            return raw[1:-1]
        if raw.isdigit():
            return raw
        return "".join(self._pieces(raw))

    def _pieces(self, raw: str) -> list[str]:
        pieces: list[str] = []
        position = 0
        room = min(_LONGEST, self.left)
        while position < len(raw):
            mark = raw[position]
            if mark in '{"':
                end = closing_brace(raw, position) if mark == "{" else _quote_end(raw, position)
                if end < 0:
                    end = len(raw)
                pieces.append(raw[position + 1 : end])
                position = end + 1
                continue
            word = _WORD.match(raw, position)
            if word is None:
                position += 1
                continue
            text = self._word(word.group())
            if len(text) > room:
                self.too_long.append(word.group())
                text = ""
            room -= len(text)
            self.left -= len(text)
            pieces.append(text)
            position = word.end()
        return pieces

    def _word(self, word: str) -> str:
        if word.isdigit():
            return word
        value = self._values.get(word.lower())
        self.asked[word.lower()] = value or ""
        if value is None:
            if not word[0].isdigit():
                self.undefined.append(word)
                return ""
            return word  # `20l0`: not a number, but nobody meant a macro
        return value


def _quote_end(raw: str, position: int) -> int:
    """Return the offset of the quote that closes the one at `position`, or -1."""
    depth = 0
    for match in _QUOTE_MARK.finditer(raw, position + 1):
        mark = match.group()
        if mark == '"':
            if depth == 0:
                return match.start()
        else:
            depth += 1 if mark == "{" else -1
    return -1
