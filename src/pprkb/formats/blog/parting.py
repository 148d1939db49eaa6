"""Lines that hold more than one part of a post are parted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from pprkb.formats.blog.lines import Line, split_line
from pprkb.formats.blog.months import month_heading
from pprkb.formats.blog.words import (
    begins_citation,
    implications_heading,
    is_identifier,
    is_label,
    may_be_title,
)

_MONTH_BEFORE = re.compile(r"(?P<month>.{6,40}?)\s*[:|\u2013\u2014-]\s+(?=\S)")
_IMPLICATIONS = re.compile(r"[.!?][\"\u201d\u2019)]?\s+(?=(?:Practice|Clinical)\s+Implications?\b)")
_REFERENCE_END = re.compile(
    r"""(?:[,:]\s*e?\d+(?:\s*[-\u2010-\u2015]\s*e?\d+)? | \b10\.\d{4,9}/\S+? | https?://\S+?
        | publication | \bpress)\.?\s+(?=["\u201c(]?[^\W\d_a-z])""",
    re.VERBOSE,
)
_YEAR_END = re.compile(r"\)[.,:]?\s")
_REFERENCE_LONG = 450
_TEXT_LONG = 150


def parted(lines: Iterable[Line]) -> Iterator[Line]:
    """Yield lines, those that hold several parts one part after the other.

    A month before a title, a word such as "Reference:" before a reference, a text right after a
    reference, practice implications in the middle of a paragraph.

    Args:
        lines: The lines of a page, without its furniture.
    """
    for line in lines:
        for rest in _beginning(line):
            yield from _at_implications(rest)


def _beginning(line: Line) -> Iterator[Line]:
    text = line.text
    month = _MONTH_BEFORE.match(text)
    if month and month_heading(month["month"]) and may_be_title(text[month.end() :]):
        head, line = split_line(line, text[: month.end()])
        yield head
        yield line
        return
    label, colon, reference = text.partition(":")
    if colon and is_label(label) and begins_citation(reference.strip()):
        head, line = split_line(line, label + colon)
        yield head
        text = line.text
    end = _end_of_reference(text)
    if end:
        head, line = split_line(line, text[:end])
        yield head
        line = replace(line, note="its reference and its text stand on one line")
    yield line


def _end_of_reference(text: str) -> int:
    """Return where a reference ends and a text begins on one line; 0 where it does not."""
    if len(text) < _REFERENCE_LONG or not begins_citation(text):
        return 0
    year = _YEAR_END.search(text)
    for match in _REFERENCE_END.finditer(text, year.end() if year else 0):
        rest = text[match.end() :]
        if len(rest) < _TEXT_LONG:
            return 0
        if not is_identifier(rest):
            return match.end()
    return 0


def _at_implications(line: Line) -> Iterator[Line]:
    match = _IMPLICATIONS.search(line.text)
    while match and implications_heading(line.text[match.end() :]) is not None:
        head, line = split_line(line, line.text[: match.end()])
        yield head
        match = _IMPLICATIONS.search(line.text)
    yield line
