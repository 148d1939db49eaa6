"""Comparing the library with the Retraction Watch data set, and recording what concerns it."""

from __future__ import annotations

import datetime
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import StrEnum
from pathlib import Path

from pprkb.files.change import Change
from pprkb.files.folder import NOTICES_PATH, SourceFile, scan
from pprkb.files.read.load import keys_of, known_names, references_of
from pprkb.files.read.notices import (
    NoticeFile,
    edit_notices,
    is_date,
    new_file,
    place,
    read_notices,
)
from pprkb.files.report import Report
from pprkb.files.text import decode_text
from pprkb.formats.exchange.retraction_watch import (
    SOURCE,
    DamagedRow,
    NotDataSetError,
    RetractionRow,
    comparable_doi,
    comparable_pmid,
    iso_date,
    listed,
    printed_doi,
    read_retraction_watch,
    year_of,
)
from pprkb.model.errors import EditError, Hint, PprkbError, Step
from pprkb.model.library import FileKind
from pprkb.model.notice import Nature, Notice
from pprkb.model.reference import Reference, Role
from pprkb.text.markup import Markup, strip_tags
from pprkb.text.spelling import fold


@dataclass(frozen=True, kw_only=True)
class Update:
    """The notices in the data set on the library's works, and the resulting file."""

    change: Change
    """Of `data/retractions.yaml`."""
    data_set: str
    """ISO date of the data set: that of its newest notice, unless another was named."""
    rows: int
    added: tuple[Notice, ...]
    changed: tuple[tuple[Notice, Notice], ...]
    """A changed notice, before and after."""
    same: tuple[Notice, ...]
    vanished: tuple[Notice, ...]
    """Recorded earlier, and in the data set no longer; they are kept."""
    perhaps: tuple[Match, ...]
    """Rows that may be about a work; they are not recorded."""
    damaged: tuple[DamagedRow, ...]
    remarks: tuple[str, ...]
    """Points for a person to check."""


def plan_update(root: Path, data_set: Path, *, dated: str = "") -> Update:
    """Read a data set and find what it says of the library's works; nothing is written.

    Args:
        root: The library's folder.
        data_set: The CSV file, as Crossref publishes it.
        dated: Its ISO date; else that of its newest notice.

    Raises:
        NotDataSetError: The file is not the data set, or an older one than was used already.
        PprkbError: It cannot be read, or `data/retractions.yaml` must be fixed first.
        EditError: `data/retractions.yaml` cannot be changed.
    """
    if dated and not is_date(dated):
        raise PprkbError(f'"{dated}" is not a date', hint="write it as 2026-10-30")
    scanned = scan(root)
    references = tuple(one for file in references_of(scanned) for one in file.references)
    file = next((one for one in scanned.files if one.kind is FileKind.NOTICES), None)
    recorded = _recorded(file) if file else NoticeFile()
    try:
        with data_set.open("rb") as lines:
            modified = datetime.date.fromtimestamp(data_set.stat().st_mtime)
            reading = Reading(references, recorded)
            reading.take(read_retraction_watch(lines))
    except OSError as error:
        raise PprkbError(
            f"{data_set} cannot be read: {error.strerror or error}", hint="name the CSV file"
        ) from error
    if not reading.rows:
        raise NotDataSetError(f"{data_set} holds no rows", hint="take it anew")
    # No notice can be newer than the file; a later date is a misprint.
    newest = max((date for date in reading.dates if date <= modified.isoformat()), default="")
    date = dated or newest or max(reading.dates, default="")
    if date < recorded.data_set:
        wrong = f"if {recorded.data_set} is wrong, correct `data-set` in {NOTICES_PATH}"
        raise NotDataSetError(
            f"this data set ({date}) is older than the last one used ({recorded.data_set});"
            " nothing was written",
            hint=f"take the newest; {wrong}" if dated else Hint(Step.NAME_DATE, wrong),
        )
    return _update(file, recorded, reading, date)


def _recorded(file: SourceFile) -> NoticeFile:
    """Read the notices with the keys as they are written, known or not."""
    text, problems = decode_text(file.content, file.path)
    report = Report(file.path)
    made = read_notices(text, report, lambda name, _report: name.text)
    for problem in (*problems, *report.problems):
        raise PprkbError(f"{problem.at}: {problem.message}", hint=problem.hint or "fix it first")
    return made


def _update(
    file: SourceFile | None, recorded: NoticeFile, reading: Reading, data_set: str
) -> Update:
    remarks = list(reading.remarks)
    found = dict(reading.found)
    changed: list[tuple[Notice, Notice]] = []
    same: list[Notice] = []
    vanished: list[Notice] = []
    for was in sorted(recorded.notices, key=lambda one: one.reference not in reading.known):
        if not was.record:
            continue
        now = _now(was, reading, found)
        if now:
            merged = _merged(was, now)
            if merged == was:
                same.append(was)
            else:
                changed.append((was, merged))
        elif was.record not in reading.seen:
            vanished.append(was)
        else:
            remarks.append(
                f"record {was.record} has neither DOI nor PubMed ID of {was.reference} any more"
                f" ({was.at}); it is kept"
            )
    added = sorted(found.values(), key=place)
    remarks += _also_by_hand(added, recorded)
    return Update(
        change=Change(
            path=NOTICES_PATH,
            before=file.content if file else None,
            after=_written(file, recorded, data_set, added, changed),
        ),
        data_set=data_set,
        rows=reading.rows,
        added=tuple(added),
        changed=tuple(changed),
        same=tuple(same),
        vanished=tuple(vanished),
        perhaps=tuple(reading.perhaps),
        damaged=tuple(reading.damaged),
        remarks=tuple(remarks),
    )


def _now(was: Notice, reading: Reading, found: dict[tuple[str, str], Notice]) -> Notice | None:
    """Return the current version of a recorded notice, removing it from `found`; None if gone."""
    key = reading.known.get(was.reference)
    if key is not None:
        now = found.pop((was.record, key), None)
        # The file may name the work by another of its keys.
        return replace(now, reference=was.reference) if now else None
    # The work may have another key now.
    places = [one for one in found if one[0] == was.record]
    return found.pop(places[0]) if places else None


def _merged(was: Notice, now: Notice) -> Notice:
    """Return a notice with what the data set says; what it does not say stays."""
    return replace(
        was,
        reference=now.reference,
        nature=now.nature,
        date=now.date or was.date,
        notice_doi=was.notice_doi
        if now.notice_doi.casefold() == was.notice_doi.casefold()
        else now.notice_doi or was.notice_doi,
        reasons=now.reasons or was.reasons,
    )


def _also_by_hand(added: Iterable[Notice], recorded: NoticeFile) -> list[str]:
    by_hand = {
        (notice.reference, notice.nature): notice
        for notice in recorded.notices
        if not notice.record
    }
    return [
        f"the {notice.nature} of {notice.reference} is also recorded by hand at {hand.at}: keep one"
        " of the two"
        for notice in added
        if (hand := by_hand.get((notice.reference, notice.nature)))
    ]


def _written(
    file: SourceFile | None,
    recorded: NoticeFile,
    data_set: str,
    added: list[Notice],
    changed: list[tuple[Notice, Notice]],
) -> bytes:
    """Return the file as it is to be, after reading it back."""
    if file is None:
        after = new_file(data_set, added)
    else:
        numbers = {id(one): number for number, one in enumerate(recorded.notices)}
        after = edit_notices(
            file.content,
            data_set=data_set,
            recorded=recorded.notices,
            changed={numbers[id(was)]: now for was, now in changed},
            added=added,
        )
    again = _recorded(
        SourceFile(path=NOTICES_PATH, kind=FileKind.NOTICES, content=after, digest="")
    )
    news = {id(was): now for was, now in changed}
    expected = [*(news.get(id(notice), notice) for notice in recorded.notices), *added]
    if sorted(again.notices, key=_said) != sorted(expected, key=_said):
        raise EditError(
            f"{NOTICES_PATH} would not be read as it was meant",
            hint="write each notice on separate lines, as docs/data-format.md shows",
        )
    return after


def _said(notice: Notice) -> str:
    return repr(replace(notice, at=None))


_MARKED = re.compile(
    r"^\W*(?:retracted|retraction|withdrawn)(?: article| paper)?\s*[:\]–—-]\W*", re.IGNORECASE
)
_BEGINNING = 20
"""Letters by which titles are looked up before they are compared whole."""
_ALIKE = 0.6
"""How alike two titles of one DOI are at least, as a share of their letters."""

_OTHER_DOI = "the DOIs differ"


class Sign(StrEnum):
    """By what a row was recognised."""

    DOI = "DOI"
    PMID = "PubMed ID"
    TITLE = "title, year and first author"


@dataclass(frozen=True, kw_only=True)
class Match:
    """A row that is about a work, or may be."""

    reference: Reference
    row: RetractionRow
    sign: Sign
    doubt: str = ""
    """What speaks against it; empty if nothing does."""

    @property
    def certain(self) -> bool:
        """Whether some identifier matches this work, and none belongs to another."""
        return self.sign is not Sign.TITLE and self.doubt != _OTHER_DOI


class Works:
    """An index of the works of a library for matching rows."""

    def __init__(self, references: Iterable[Reference]) -> None:
        """Index the references of the library."""
        self._by_doi: dict[str, list[Reference]] = defaultdict(list)
        self._by_pmid: dict[str, list[Reference]] = defaultdict(list)
        self._by_title: dict[str, list[tuple[str, Reference]]] = defaultdict(list)
        for reference in references:
            if doi := comparable_doi(reference.doi):
                self._by_doi[doi].append(reference)
            if pmid := comparable_pmid(reference.pmid):
                self._by_pmid[pmid].append(reference)
            if title := _letters(reference.title):
                self._by_title[title[:_BEGINNING]].append((title, reference))

    def about(self, row: RetractionRow) -> list[Match]:
        """Return the works with the row's DOI or PubMed ID, and those that may match.

        DOI and PubMed ID are certain; title, year and first author together are not, for a
        preprint, a reprint and an abstract share them.
        """
        doi = comparable_doi(row.doi)
        matches = [
            Match(reference=reference, row=row, sign=Sign.DOI, doubt=_other_title(row, reference))
            for reference in self._by_doi.get(doi, ())
        ]
        if matches:
            return matches
        for reference in self._by_pmid.get(comparable_pmid(row.pmid), ()):
            other = comparable_doi(reference.doi)
            doubt = _OTHER_DOI if doi and other else _other_title(row, reference)
            matches.append(Match(reference=reference, row=row, sign=Sign.PMID, doubt=doubt))
        return matches or self._by_words(row)

    def _by_words(self, row: RetractionRow) -> list[Match]:
        title = _letters(row.title)
        found = []
        for other, reference in self._by_title.get(title[:_BEGINNING], ()):
            long_enough = min(len(title), len(other)) >= _BEGINNING
            same = title == other or (
                long_enough and (title.startswith(other) or other.startswith(title))
            )
            if same and _same_year(row, reference) and _same_author(row, reference):
                doubt = _OTHER_DOI if comparable_doi(row.doi) and reference.doi else ""
                found.append(Match(reference=reference, row=row, sign=Sign.TITLE, doubt=doubt))
        return found

    def named_in(self, row: DamagedRow) -> list[Reference]:
        """Return the works whose DOI occurs somewhere in a damaged row."""
        words = re.split(r"[,;\t\"\s]+", row.text.casefold())
        return [
            reference
            for word in words
            if word
            for reference in self._by_doi.get(comparable_doi(word), ())
        ]


def _letters(title: str) -> str:
    """Return a title's letters and digits, folded, without the word that says it is retracted."""
    return re.sub(r"[\W_]+", "", fold(_MARKED.sub("", strip_tags(Markup(title)))))


def _other_title(row: RetractionRow, reference: Reference) -> str:
    """Return words for titles that differ: some programs put the DOI of one work on another."""
    first, second = _letters(row.title), _letters(reference.title)
    if not (first and second) or first.startswith(second) or second.startswith(first):
        return ""
    alike = SequenceMatcher(None, first, second, autojunk=False).ratio() >= _ALIKE
    return "" if alike else f'the titles differ; there it is "{" ".join(row.title.split())}"'


def _same_year(row: RetractionRow, one: Reference) -> bool:
    year = year_of(row.published)
    # Published online in December, in print in January.
    return year is None or one.year is None or abs(year - one.year) <= 1


def _same_author(row: RetractionRow, one: Reference) -> bool:
    people = one.by_role(Role.AUTHOR) or one.by_role(Role.EDITOR)
    authors = listed(row.authors)
    if not people or not authors:
        return False
    family = _letters(people[0].family or people[0].literal)
    return bool(family) and family in _letters(authors[0])


_SPOILT = 0.01
"""If more than this share of dates is unreadable, the file was altered."""

_SHOWN = 200
"""Characters that are kept of a damaged row."""


class Reading:
    """Collects the notices on the library's works from the rows of the data set."""

    def __init__(self, references: Iterable[Reference], recorded: NoticeFile) -> None:
        """Prepare for the works of the library and the recorded notices on them."""
        references = tuple(references)
        self._works = Works(references)
        self.known: Mapping[str, str] = known_names(keys_of(references), (), ()).references
        self._dismissed = recorded.dismissed
        self._wanted = {notice.record for notice in recorded.notices if notice.record}
        self.rows = 0
        self.dates: set[str] = set()
        self.found: dict[tuple[str, str], Notice] = {}
        """Of a record on a work, by record and key."""
        self.seen: set[str] = set()
        """The records among those of the file that are in the data set."""
        self.perhaps: list[Match] = []
        self.damaged: list[DamagedRow] = []
        self.remarks: list[str] = []

    def take(self, rows: Iterable[RetractionRow | DamagedRow]) -> None:
        """Read all rows; only those that matter are kept.

        Raises:
            NotDataSetError: The dates are not written as in the data set.
        """
        unread = 0
        for row in rows:
            self.rows += 1
            if isinstance(row, DamagedRow):
                self._damaged(row)
                continue
            date = iso_date(row.date)
            if date:
                self.dates.add(date)
            elif row.date.strip():
                unread += 1
            record = row.record.strip()
            if record in self._wanted:
                self.seen.add(record)
            if record not in self._dismissed:
                for match in self._works.about(row):
                    self._match(match, date)
        if unread > 1 and unread > _SPOILT * self.rows:
            raise NotDataSetError(
                f"{unread:,} of {self.rows:,} dates are not month/day/year",
                hint="a spreadsheet may have changed the file; use it as published",
            )

    def _damaged(self, row: DamagedRow) -> None:
        self.damaged.append(row._replace(text=row.text[:_SHOWN]))
        self.remarks += [
            f"line {row.line} is damaged, but holds the DOI of {reference.key}: look it up"
            for reference in self._works.named_in(row)
        ]

    def _match(self, match: Match, date: str) -> None:
        row, key = match.row, match.reference.key
        if not match.certain:
            self.perhaps.append(match)
            return
        record = row.record.strip()
        nature = row.nature.strip().casefold()
        if nature not in {one.value for one in Nature}:
            self.remarks.append(
                f'record {record} says "{row.nature.strip()}" of {key}, which is an unknown kind of'
                " notice: look it up"
            )
            return
        if match.doubt:
            self.remarks.append(f"record {record} has the {match.sign} of {key}, but {match.doubt}")
        if not date:
            self.remarks.append(f'record {record} on {key} has no date: "{row.date.strip()}"')
        self.found[record, key] = Notice(
            reference=key,
            nature=Nature(nature),
            date=date,
            notice_doi=printed_doi(row.notice_doi),
            reasons=listed(row.reasons),
            source=SOURCE,
            record=record,
        )
