"""Where posts begin: preambles of a series, titles, references."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from pprkb.formats.blog.lines import Line
from pprkb.formats.blog.words import (
    implications_heading,
    is_author_line,
    is_citation,
    letters,
    may_be_title,
    same_words,
)

_REPEATED_FROM = 60
_PREAMBLE_AT_MOST = 900
_NAMED = re.compile(r"[^\W\d_a-z][^.:?!]{4,110}(?::|\s[\u2013\u2014-])\s")
_FIRST_PERSON = re.compile(
    r"\bI\s+(?:will\s+|shall\s+|have\s+|am\s+|plan\s+to\s+|began\s+to\s+)?(?:been\s+)?"
    r"(?:review|summari[sz]|blog|writ|wrote|discuss|cover|present)\w*",
)
_OF_BLOG = re.compile(r"\bblogs?\b", re.IGNORECASE)
_OF_SERIES = re.compile(
    r"""\b(?:since|starting|beginning|begun|from|until|through)\s+(?:in\s+)?(?:january|february
      |march|april|may|june|july|august|september|october|november|december|last|this|next)\b
      | \b(?:each|every|a|per|this|next|last|coming|past)\s+(?:few\s+)?(?:month|year)s?\b
      | \bmonthly\b | \bseries\b | \bpart\s+(?:\d|[ivx]+\b|one|two|three)
      | \b(?:one|two|a|each)\s+chapters?\b""",
    re.VERBOSE | re.IGNORECASE,
)


class Preambles:
    """Distinguishes the paragraphs that introduce a series from the text of a post."""

    def __init__(self, lines: Sequence[Line]) -> None:
        """Take all lines of a page: a paragraph of several posts introduces a series."""
        around: dict[str, set[tuple[str, str]]] = defaultdict(set)
        for index, line in enumerate(lines):
            if len(line.text) >= _REPEATED_FROM and not may_be_title(line.text.rstrip(". ")):
                before = lines[index - 1].text if index else ""
                after = lines[index + 1].text if index + 1 < len(lines) else ""
                around[letters(line.text)].add((before, after))
        # A page may print a whole post twice; then a paragraph has the same neighbours.
        self._repeated = {words for words, places in around.items() if len(places) > 1}

    def is_one(self, line: Line) -> bool:
        """Return whether a line introduces a series.

        It is on the page more than once, or it begins with the name of the series and a colon, and
        says in the first person, or of the blog, what is done for some months.
        """
        text = line.text
        if line.marker or len(text) < _REPEATED_FROM:
            return False
        if letters(text) in self._repeated:
            return True
        if len(text) > _PREAMBLE_AT_MOST:
            return False
        says = bool(_FIRST_PERSON.search(text)) + bool(_OF_BLOG.search(text))
        serial = bool(_OF_SERIES.search(text))
        return says >= 1 and serial if _NAMED.match(text) else says == 2 and serial


_LOOK_BACK = 5
"""How many lines before a reference its title may be, preambles included."""
_TITLE_WORDS = 32
_TITLE_LETTERS = 40


@dataclass(frozen=True)
class Marks:
    """The kinds of the lines of a month, one flag a line."""

    lines: Sequence[Line]
    citation: Sequence[bool]
    implications: Sequence[bool]
    preamble: Sequence[bool]
    author: Sequence[bool]

    @classmethod
    def of(cls, lines: Sequence[Line], preambles: Preambles) -> Marks:
        """Return the marks of lines, each judged by itself."""
        return cls(
            lines,
            [is_citation(line.text) for line in lines],
            [implications_heading(line.text) is not None for line in lines],
            [preambles.is_one(line) for line in lines],
            [is_author_line(line.text) for line in lines],
        )

    def may_be_title(self, index: int) -> bool:
        """Return whether a line may be a title, by its words or because it is a heading."""
        line = self.lines[index]
        if self.citation[index] or self.implications[index] or self.preamble[index]:
            return False
        if line.marker or line.quoted or line.cells or self.author[index]:
            return False
        return bool(line.level) or may_be_title(line.text)


def find_starts(marks: Marks, *, headed: bool) -> list[int]:
    """Return the lines with which posts begin.

    A post begins with its title or with a preamble before that. Titles are found from the reference
    or from the heading of the practice implications that follows them.

    Args:
        marks: The lines of one month.
        headed: Whether the lines follow a month heading, so that a post begins with the first.
    """
    starts: list[int] = []
    floor = 0
    for index in range(len(marks.lines)):
        if marks.citation[index] and not (index and marks.citation[index - 1]):
            starts.append(_with_preambles(marks, _title_before(marks, index, floor), floor))
        if marks.citation[index] or marks.implications[index] or marks.author[index]:
            floor = index + 1
    starts = _with_first(marks, starts, headed=headed)
    starts = _with_headings(marks, starts)
    return _with_second_implications(marks, starts)


def _with_preambles(marks: Marks, start: int, floor: int) -> int:
    while start > floor and marks.preamble[start - 1]:
        start -= 1
    return start


def _title_before(marks: Marks, citation: int, floor: int) -> int:
    """Return the first line with the title of a reference, or the line of the reference."""
    earliest = max(floor, citation - _LOOK_BACK)
    last = citation - 1
    while last >= earliest and marks.preamble[last]:
        last -= 1
    # A paragraph between title and reference introduces a series, whatever its words.
    for place in (last, last - 1):
        if place < earliest:
            continue
        first = _printed_first(marks, place, earliest)
        if first < place or marks.may_be_title(place) or is_title_of(marks, place, citation):
            return first
    return citation


def _printed_first(marks: Marks, index: int, earliest: int) -> int:
    """Return where a line that may be a title has the same words as this one, or this one."""
    for before in range(earliest, index):
        if marks.may_be_title(before) and same_words(
            marks.lines[before].text, marks.lines[index].text
        ):
            return before
    return index


def is_title_of(marks: Marks, index: int, citation: int) -> bool:
    """Return whether a line repeats the title of the reference below: it may end with a stop."""
    text = marks.lines[index].text
    words = letters(text)[:_TITLE_LETTERS]
    within = len(words) > 10 and words in letters(marks.lines[citation].text)
    return within and len(text.split()) <= _TITLE_WORDS


def _with_first(marks: Marks, starts: list[int], *, headed: bool) -> list[int]:
    if not headed or not marks.lines or (starts and starts[0] == 0):
        return starts
    if not starts:
        return [0]
    # Text before the first reference is a post only if it has a title or implications.
    titled = marks.may_be_title(0) and starts[0] > 1
    return [0, *starts] if titled or any(marks.implications[: starts[0]]) else starts


def _with_headings(marks: Marks, starts: list[int]) -> list[int]:
    """Add the headings of the level that the titles have."""
    heads = [range(start, _head_end(marks, start)) for start in starts]
    levels = {marks.lines[index].level for head in heads for index in head} - {0}
    if not levels:
        return starts
    in_heads = {index for head in heads for index in head}
    all_starts = set(starts)
    for index, line in enumerate(marks.lines):
        if line.level == min(levels) and index not in in_heads and marks.may_be_title(index):
            begin = _with_preambles(marks, index, 0)
            all_starts.add(
                index if any(place in in_heads for place in range(begin, index)) else begin
            )
            in_heads |= set(range(index, _head_end(marks, index)))
    return sorted(all_starts)


def _head_end(marks: Marks, start: int) -> int:
    """Return where the head of a post ends: titles and preambles, up to its reference."""
    for index in range(start, min(start + _LOOK_BACK, len(marks.lines))):
        if marks.citation[index]:
            return index
        if marks.implications[index]:
            break
    index = start
    while index < len(marks.lines) and (
        marks.preamble[index] or _is_title_line(marks, start, index)
    ):
        index += 1
    return index


def _is_title_line(marks: Marks, start: int, index: int) -> bool:
    """Return whether a line is the first title of a head, or the same title again."""
    if not marks.may_be_title(index):
        return False
    before = [place for place in range(start, index) if marks.may_be_title(place)]
    return all(same_words(marks.lines[place].text, marks.lines[index].text) for place in before)


def _with_second_implications(marks: Marks, starts: list[int]) -> list[int]:
    """Begin a post between two headings of practice implications in one."""
    all_starts = set(starts)
    for start, end in pairwise([*starts, len(marks.lines)]):
        headings = [index for index in range(start, end) if marks.implications[index]]
        for first, second in pairwise(headings):
            titles = [i for i in range(first + 1, second - 1) if marks.may_be_title(i)]
            headed = [index for index in titles if marks.lines[index].level]
            if titles:
                all_starts.add(_with_preambles(marks, (headed or titles)[0], first + 1))
    return sorted(all_starts)
