"""The Retraction Watch data set as published by Crossref: one row per notice.

The columns are those of https://gitlab.com/crossref/retraction-watch-data; the file has some 70,000
rows. a missing DOI is "unavailable" and a missing PubMed ID 0; dates are month
first, at midnight; lists end in a semicolon, their items begin with a plus sign in older files.
The file is UTF-8 with some bytes that are not; it may end in rows without any value.
"""

from __future__ import annotations

import csv
import datetime
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from operator import itemgetter
from typing import NamedTuple
from urllib.parse import unquote

from pprkb.formats.field_values import bare_doi
from pprkb.model.errors import PprkbError
from pprkb.text.number import whole_number

SOURCE = "Retraction Watch"

_COLUMNS = {
    "record": "Record ID",
    "title": "Title",
    "authors": "Author",
    "journal": "Journal",
    "published": "OriginalPaperDate",
    "doi": "OriginalPaperDOI",
    "pmid": "OriginalPaperPubMedID",
    "nature": "RetractionNature",
    "date": "RetractionDate",
    "notice_doi": "RetractionDOI",
    "reasons": "Reason",
}
_ABSENT = frozenset(("", "0", "unavailable"))
_AMERICAN = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?:\s|\Z)")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[\sT]|\Z)")
_YEAR = re.compile(r"(?<!\d)(\d{4})(?!\d)")
_DOI = re.compile(r"10\.\d{4,9}/\S+\Z")
_UNPRINTED = re.compile(r"[\x00-\x1f\x7f-\x9f\s]+")


class NotDataSetError(PprkbError):
    """A file is not the Retraction Watch data set, or not as it was published."""


class RetractionRow(NamedTuple):
    """One row, its cells as they are in the file."""

    line: int
    """Of the file, from 1, on which the row begins."""
    record: str
    title: str
    authors: str
    journal: str
    published: str
    doi: str
    pmid: str
    nature: str
    date: str
    notice_doi: str
    reasons: str


class DamagedRow(NamedTuple):
    """A row whose cells are not where the header says."""

    line: int
    what: str
    text: str
    """The part that could be read."""


def read_retraction_watch(lines: Iterable[bytes]) -> Iterator[RetractionRow | DamagedRow]:
    """Yield the data set row by row, in constant memory.

    Args:
        lines: The lines of the file with their ends, as an open binary file yields them.

    Raises:
        NotDataSetError: Columns are missing; raised before the first row.
    """
    source = _Lines(lines)
    header = next(source, "").removeprefix("\ufeff")
    # Spreadsheets of some countries set cells apart by semicolons.
    delimiter = max(",;\t", key=header.count)
    names = next(csv.reader([header], delimiter=delimiter), [])
    pick = _picker(names)
    # The header of the published file ends in a comma.
    width = max((place for place, name in enumerate(names, start=1) if name.strip()), default=0)
    reader = csv.reader(source, delimiter=delimiter)
    while True:
        source.begin_row()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield _damaged(source, str(error))
            continue
        if len(cells) < width or any(cells[width:]):
            if any(cells):
                yield _damaged(source, f"{len(cells)} columns, the header has {width}")
            continue
        row = RetractionRow(source.row_begins, *pick(cells))
        if row.record.strip().isdigit():
            yield row
        elif any(cells):
            yield _damaged(source, "no record number")


def _damaged(source: _Lines, what: str) -> DamagedRow:
    """Give up a row's first line alone: those that an open quotation mark took are read again."""
    if len(source.row) > 1:
        what += "; is a quotation mark not closed?"
    row = DamagedRow(source.row_begins, what, source.row[0].strip())
    source.back()
    return row


class _Lines(Iterator[str]):
    """Decoded lines, of which those of the row under way can be read again."""

    def __init__(self, lines: Iterable[bytes]) -> None:
        self._lines = iter(lines)
        self._again: deque[str] = deque()
        self._given = 0
        self.row: list[str] = []
        self.row_begins = 1

    def begin_row(self) -> None:
        """Forget the lines of the row before."""
        self.row = []
        self.row_begins = self._given + 1

    def back(self) -> None:
        """Give all lines of the row but the first again."""
        self._given -= len(self.row) - 1
        self._again.extendleft(reversed(self.row[1:]))

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else _decoded(next(self._lines))
        self._given += 1
        self.row.append(line)
        return line


def _decoded(line: bytes) -> str:
    """Decode a line as UTF-8 or else as Windows-1252, regardless of other lines."""
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("cp1252", errors="replace")


def _picker(names: list[str]) -> Callable[[list[str]], tuple[str, ...]]:
    """Return a function that picks the cells of a row in the order of `RetractionRow`."""
    places = {_folded(name): place for place, name in enumerate(names)}
    missing = [name for name in _COLUMNS.values() if _folded(name) not in places]
    if missing:
        raise NotDataSetError(
            f"the file has no column {', '.join(missing)}",
            hint="take retraction_watch.csv from https://gitlab.com/crossref/retraction-watch-data",
        )
    order = [places[_folded(_COLUMNS[name])] for name in RetractionRow._fields[1:]]
    return itemgetter(order[0], *order[1:])


def _folded(name: str) -> str:
    return re.sub(r"[\W_]+", "", name).casefold()


# -- cells -------------------------------------------------------------------------------------


def comparable_doi(cell: str) -> str:
    """Return a DOI for comparison, bare and in lower case, or an empty string.

    DOIs are case-insensitive (DOI Handbook, section 2.4).
    """
    doi = cell.strip().casefold()
    if doi in _ABSENT:
        return ""
    if not doi.startswith("10."):
        doi = bare_doi(doi)
    if "%" in doi:
        doi = unquote(doi)
    return doi if doi.startswith("10.") else ""


def printed_doi(cell: str) -> str:
    """Return a DOI as it is written, bare; empty if the cell holds none."""
    doi = bare_doi(cell.strip())
    return doi if _DOI.match(doi) else ""


def comparable_pmid(cell: str) -> str:
    """Return a PubMed ID for comparison, or an empty string."""
    digits = cell.strip().casefold().removeprefix("pmid").lstrip(": ").lstrip("0")
    return digits if digits.isdigit() else ""


def iso_date(cell: str) -> str:
    """Return a date in ISO form; empty if the cell holds none."""
    if match := _AMERICAN.match(cell):
        month, day, year = match.groups()
    elif match := _ISO.match(cell):
        year, month, day = match.groups()
    else:
        return ""
    try:
        return datetime.date(
            whole_number(year, 0, most=9999),
            whole_number(month, 0, most=12),
            whole_number(day, 0, most=31),
        ).isoformat()
    except ValueError:
        return ""


def year_of(cell: str) -> int | None:
    """Return the year of a date."""
    match = _YEAR.search(cell)
    return whole_number(match[1]) if match else None


def listed(cell: str) -> tuple[str, ...]:
    """Return the items of a list, such as authors or reasons, each once."""
    items = (_UNPRINTED.sub(" ", item).strip(" +") for item in cell.split(";"))
    return tuple(dict.fromkeys(item for item in items if item))
