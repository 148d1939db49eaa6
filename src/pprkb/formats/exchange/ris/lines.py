"""Splits RIS files into records, and converts PubMed's export (.nbib) to RIS records.

PubMed's tags are those of https://www.nlm.nih.gov/bsd/mms/medlineelements.html.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from pprkb.formats.exchange.ris.tags import KNOWN
from pprkb.model.problem import Location, Problem, Rule
from pprkb.text.word_lists import word_lists

_LINE = re.compile(r"\s*([A-Z][A-Z0-9]) {1,2}-(?: (.*))?")
_LOOSE_LINE = re.compile(r"\s*([A-Za-z][A-Za-z0-9])(\s*)[-–—](\s?)(.*)")
_TYPE_LINE = re.compile(
    r"(?:^|[\r\n])[^\S\r\n]*\ufeff?TY([^\S\r\n]*)[-–—]([^\S\r\n]*)"
    r"[A-Za-z][A-Za-z ]{1,20}(?=[\r\n]|$)",
    re.IGNORECASE,
)
# Only these end a line: the separators of Unicode are characters of a value.
_LINE_END = re.compile(r"\r\n|\r|\n")
_ONLY_NUMBER = re.compile(r"(?:<?\d{1,6}[.>)]*|[-=_*~.]+)$")
"""Numbers of records and rules between them, which some services print."""
_MEDLINE_LINE = re.compile(r"([A-Z]{2,4}) {0,2}- (.*)")
_RIS_TAGS = {
    "TI": "TI", "BTI": "BT", "CTI": "T3", "JT": "JF", "TA": "J2", "VI": "VL", "IP": "IS",
    "PG": "SP", "AB": "AB", "LA": "LA", "IS": "SN", "ISBN": "SN", "PB": "PB", "EN": "ET",
    "MH": "KW", "OT": "KW", "DP": "DA", "FED": "A2",
}  # fmt: skip
_TYPES = (("Preprint", "UNPB"), ("Dataset", "DATA"), ("News", "NEWS"))
_DOI = re.compile(r"(\S+)\s*\[doi\]")
_IN_BRACKETS = re.compile(r"\[(.+)\]\.?$")
_SMALL = word_lists(__file__)["small"]
_ENGLISH = re.compile(r"\b(?:of|and|the|journal|research|review)\b", re.IGNORECASE)


class _Habit(NamedTuple):
    """The format of the lines of a file, judged by its TY lines."""

    loose: bool
    """With no blank after the hyphen, or with one only before it, or none."""
    tight: bool
    """With none before it."""


@dataclass(kw_only=True)
class Record:
    """The lines of one record, each value with its tag, in order."""

    at: Location
    lines: list[tuple[str, str]] = field(default_factory=list)
    typed: bool = False
    """Whether its type has been read."""

    def values(self, *tags: str) -> list[str]:
        """Return the values of tags, in order."""
        return [value for name, value in self.lines if name in tags and value]

    def first(self, *tags: str) -> str:
        """Return the first value of the tags, or an empty string."""
        return next(iter(self.values(*tags)), "")


def is_ris(text: str) -> bool:
    """Return whether a text has a line that begins a record, such as `TY  - JOUR`."""
    return _TYPE_LINE.search(text) is not None


def is_medline(text: str) -> bool:
    """Return whether a text is PubMed's own export."""
    return re.match(r"\s*PMID- *\d", text) is not None


def _habit(text: str) -> _Habit:
    before = [match[1] for match in _TYPE_LINE.finditer(text)]
    after = [match[2] for match in _TYPE_LINE.finditer(text)]
    return _Habit(
        loose=not all(after) or any(len(gap) < 2 and "\t" not in gap for gap in before),
        tight="" in before,
    )


def _tag_of(line: str, habit: _Habit) -> tuple[str, str]:
    """Return tag and value of a line; an empty tag for one that continues the line above."""
    if match := _LINE.fullmatch(line):
        return match[1], (match[2] or "").strip()
    if match := _LOOSE_LINE.fullmatch(line):
        tag, gap, _, value = match.groups()
        wide = len(gap) > 1 or "\t" in gap
        if tag.upper() in KNOWN and (wide or (habit.loose and gap) or habit.tight):
            return tag.upper(), value.strip()
    return ("ER", "") if line.strip() == "ER" else ("", line.strip())


def ris_records(text: str, path: str, problems: list[Problem]) -> Iterator[Record]:
    """Yield the records of a file.

    Tags before TY belong to its record, as some services write it; those that other lines part
    from TY do not. A record whose ER is missing ends at the next TY.
    """
    habit = _habit(text)
    record: Record | None = None
    outside: list[int] = []
    blank = True

    def passed_over() -> None:
        if outside:
            problems.append(_outside(outside, path))
            outside.clear()

    for number, line in enumerate(_LINE_END.split(text), 1):
        tag, value = _tag_of(line.replace("\ufeff", ""), habit)
        at = Location(path=path, line=number)
        if tag == "TY":
            if record and record.typed:
                yield record
                record = None
            passed_over()
            record = record or Record(at=at)
            record.typed = True
            record.lines.insert(0, ("TY", value))
        elif tag == "ER":
            if record and _is_work(record):
                yield record
            elif record:
                outside.append(record.at.line)
            record = None
        elif tag:
            record = record or Record(at=at)
            record.lines.append((tag, value))
        elif value and record and (record.typed or not blank):
            _continue(record, value)
        elif value:
            if record:
                outside += range(record.at.line, number)
            record = None
            if not _ONLY_NUMBER.match(value):
                outside.append(number)
        blank = not value and not tag
    if record and _is_work(record):
        yield record
    elif record:
        outside.append(record.at.line)
    passed_over()


def _is_work(record: Record) -> bool:
    return record.typed or bool(record.first("TI", "T1") and record.first("AU", "A1", "PY", "Y1"))


def _outside(lines: list[int], path: str) -> Problem:
    number = len(lines)
    return Problem(
        rule=Rule.UNKNOWN_FIELD,
        at=Location(path=path, line=lines[0]),
        message="a line is outside any record"
        if number == 1
        else f"{number} lines are outside any record",
        hint='a record begins with "TY" and ends with "ER"; other lines were ignored',
    )


def _continue(record: Record, value: str) -> None:
    """Add a line without a tag to the value above it; keywords and people may be listed so."""
    tag, before = record.lines[-1]
    if tag == "KW" or (tag in ("AU", "A1", "A2", "A3", "A4", "ED") and "," in before):
        record.lines.append((tag, value))
    else:
        between = "\n" if tag == "N1" else " "
        record.lines[-1] = (tag, f"{before}{between}{value}".strip())


def medline_records(text: str, path: str) -> Iterator[Record]:
    """Yield the records of a file that PubMed exports, with the tags of RIS."""
    for at, lines in _medline_lines(text, path):
        yield Record(at=at, lines=list(_as_ris(lines)), typed=True)


def _medline_lines(text: str, path: str) -> Iterator[tuple[Location, list[tuple[str, str]]]]:
    lines: list[tuple[str, str]] = []
    at = Location(path=path, line=1)
    for number, line in enumerate(_LINE_END.split(text.removeprefix("\ufeff")), 1):
        match = _MEDLINE_LINE.fullmatch(line)
        if match and match[1] == "PMID":
            if lines:
                yield at, lines
            at, lines = Location(path=path, line=number), []
        if match:
            lines.append((match[1], match[2].strip()))
        elif lines and line.strip():
            tag, before = lines[-1]
            lines[-1] = (tag, f"{before} {line.strip()}")
    if lines:
        yield at, lines


def _as_ris(lines: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    tags = {tag for tag, _ in lines}
    kinds = [value for tag, value in lines if tag == "PT"]
    book = "CHAP" if "TI" in tags else "BOOK"
    kind = next((ris for name, ris in _TYPES if name in kinds), "JOUR")
    yield "TY", book if "BTI" in tags else kind
    # A record may have full names beside the short ones.
    people = "FAU" if "FAU" in tags else "AU"
    for tag, value in lines:
        if tag == people:
            yield "AU", value
        elif tag == "CN":
            yield "AU", f"{value.rstrip(',')},"
        elif tag == "PMID":
            yield "AN", f"PMID: {value}"
        elif tag == "PMC":
            yield "C2", value
        elif tag in ("LID", "AID"):
            if doi := _DOI.search(value):
                yield "DO", doi[1]
        elif tag == "TI":
            # PubMed translates titles, and says so by brackets.
            translated = _IN_BRACKETS.match(value)
            yield "TI", translated[1] if translated else value
        elif tag == "JT":
            yield "JF", _journal(value)
        elif tag in _RIS_TAGS:
            yield _RIS_TAGS[tag], value.replace("*", "") if tag == "MH" else value


def _journal(name: str) -> str:
    """Return the name of an English journal in Title Case, which NLM does not use."""
    if not _ENGLISH.search(name):
        return name
    words = name.split(" ")
    return " ".join(word if word in _SMALL else word[:1].upper() + word[1:] for word in words)
