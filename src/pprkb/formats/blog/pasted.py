"""Pasted text as lines: one paragraph a line, or wrapped by an editor or a mail program."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pprkb.formats.blog.page import Line, Piece, clean
from pprkb.formats.blog.words import (
    begins_citation,
    continues_citation,
    ends_citation,
    ends_sentence,
    implications_heading,
    is_author_line,
    is_identifier,
    is_list_of_names,
    month_heading,
)
from pprkb.text.number import whole_number

_WRAPPED_FROM, _WRAPPED_TO = 50, 110
"""A page is wrapped where hardly a line is longer than this, and most are nearly as long."""
_LONGER_AT_MOST = 0.02
_SHORT = 45
_FULL_WITHIN = 14
_BULLET = re.compile(r"(?P<bullet>[•‣◦▪●·*–-])\s+(?=\S)")
_NUMBER = re.compile(r"(?P<number>\d{1,2})[.)]\s+(?=\S)")
_BROKEN_WORD = re.compile(r"\w[-\u2010]\Z")
_HANGING = frozenset(("and", "or", "to", "und", "et", "ou"))


_LOOKED_AT = 1_000


@dataclass
class _Written:
    """A line, unwrapped."""

    number: int
    paragraph: int
    parts: list[str]
    begin: str
    """Its beginning, as far as it matters."""
    end: str
    """Its end, as far as it matters."""
    last: str
    """Its last line."""

    @classmethod
    def of(cls, number: int, text: str, paragraph: int) -> _Written:
        """Begin a line."""
        return cls(number, paragraph, [text], text, text, text)

    def add(self, text: str) -> None:
        """Append a wrapped line; a broken word is joined."""
        first = text.split(maxsplit=1)[0]
        broken = _BROKEN_WORD.search(self.last) and first.casefold() not in _HANGING
        between = "" if broken else " "
        self.parts += [between, text]
        if len(self.begin) < _LOOKED_AT:
            self.begin += between + text
        self.end = f"{self.end[-_LOOKED_AT:]}{between}{text}"
        self.last = text

    @property
    def text(self) -> str:
        """The whole line."""
        return "".join(self.parts)


def pasted_lines(page: str) -> tuple[Line, ...]:
    """Read a page that was copied as text."""
    written = list(_written(clean(page)))
    width = _width([line for _, line, _ in written])
    joined: list[_Written] = []
    for number, text, paragraph in written:
        if joined and _continues(joined[-1], text, paragraph, width):
            joined[-1].add(text)
        else:
            joined.append(_Written.of(number, text, paragraph))
    texts = [line.text for line in joined]
    markers = _markers(texts)
    return tuple(
        Line(
            number=one.number,
            pieces=(Piece(text[cut:]),),
            paragraph=index,
            marker=marker,
            depth=1 if marker else 0,
        )
        for index, (one, text, (marker, cut)) in enumerate(zip(joined, texts, markers, strict=True))
    )


def _written(page: str) -> Iterator[tuple[int, str, int]]:
    """Yield the lines with text, with their number and the number of their paragraph."""
    paragraph = 0
    for number, line in enumerate(page.split("\n"), start=1):
        if text := line.strip():
            yield number, text, paragraph
        else:
            paragraph += 1


def _width(lines: Sequence[str]) -> int:
    """Return the width at which the page is wrapped; 0 where it is not."""
    long = sorted((line for line in lines if len(line) > _SHORT and " " in line), key=len)
    if len(long) < 2:
        return 0
    width = len(long[len(long) - 1 - int(len(long) * _LONGER_AT_MOST)])
    full = [line for line in long if width - _FULL_WITHIN <= len(line) <= width]
    # Lines that somebody ended, and no program, mostly end with a sentence.
    broken = sum(not ends_sentence(line) for line in full)
    wrapped = _WRAPPED_FROM <= width <= _WRAPPED_TO and len(full) * 2 >= len(long)
    return width if wrapped and broken >= 2 and broken * 2 >= len(full) else 0


def _continues(before: _Written, text: str, paragraph: int, width: int) -> bool:
    """Return whether a line continues the one before."""
    if before.paragraph != paragraph or _stands_alone(before.begin) or _stands_alone(text):
        return False
    names = is_list_of_names(text)
    if names or begins_citation(text):
        # A long list of names spans several lines before the year; the title is above it.
        if is_list_of_names(before.begin):
            return True
        if names and not begins_citation(before.begin):
            return False
    if begins_citation(text) or _BULLET.match(text) or is_author_line(text):
        return False
    citation = begins_citation(before.begin)
    if citation and ends_citation(before.end):
        return continues_citation(text) and (is_identifier(text) or not ends_sentence(before.last))
    full = bool(width) and len(before.last) + 1 + len(text.split(maxsplit=1)[0]) > width
    if full:
        return True
    if text[0].islower():
        return not ends_sentence(before.last) or citation
    return citation and continues_citation(text)


def _stands_alone(text: str) -> bool:
    return month_heading(text) is not None or implications_heading(text) == ""


def _markers(texts: Sequence[str]) -> list[tuple[str, int]]:
    """Return for each line its marker in a list, and how many characters that takes.

    A hyphen or a number makes a list only where the next or the last line has one too.
    """
    bullets = [_BULLET.match(text) for text in texts]
    numbers = [_NUMBER.match(text) for text in texts]
    markers: list[tuple[str, int]] = []
    for index in range(len(texts)):
        near = (index - 1, index + 1)
        bullet, number = bullets[index], numbers[index]
        if bullet and (
            bullet["bullet"] in "•‣◦▪●" or _has(bullets, near, "bullet", bullet["bullet"])
        ):
            markers.append(("-", bullet.end()))
        elif number and any(
            _has(numbers, (other,), "number", _after(number["number"], other - index))
            for other in near
        ):
            markers.append((f"{whole_number(number['number'], 0)}.", number.end()))
        else:
            markers.append(("", 0))
    return markers


def _has(
    matches: Sequence[re.Match[str] | None], near: Sequence[int], group: str, value: str
) -> bool:
    return any(
        (match := matches[index]) is not None and match[group] == value
        for index in near
        if 0 <= index < len(matches)
    )


def _after(number: str, steps: int) -> str:
    return str(whole_number(number, 0) + steps)
