"""Comparing the library with the Retraction Watch data set, and recording what concerns it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from pprkb.desk.notices.matches import Match
from pprkb.desk.notices.reading import Reading
from pprkb.files.change import Change
from pprkb.files.folder import NOTICES_PATH, SourceFile, scan
from pprkb.files.memory import memory_of
from pprkb.files.notice_edit import edit_notices, new_file, place
from pprkb.files.read.known import Known
from pprkb.files.read.load import parse_file
from pprkb.files.read.notices import NoticeFile, is_date, read_notices
from pprkb.files.report import Report
from pprkb.files.text import decode_text
from pprkb.formats.exchange.retraction_watch import (
    DamagedRow,
    NotDataSetError,
    read_retraction_watch,
)
from pprkb.model.errors import EditError, PprkbError
from pprkb.model.library import FileKind
from pprkb.model.notice import Notice


@dataclass(frozen=True, kw_only=True)
class Update:
    """What the data set says of the library's works, and the file that would say it."""

    change: Change
    """Of `data/retractions.yaml`."""
    data_set: str
    """ISO date of the data set: that of its newest notice, unless another was named."""
    rows: int
    added: tuple[Notice, ...]
    changed: tuple[tuple[Notice, Notice], ...]
    """What notices said, and what they say now."""
    same: tuple[Notice, ...]
    vanished: tuple[Notice, ...]
    """Recorded earlier, and in the data set no longer; they are kept."""
    perhaps: tuple[Match, ...]
    """Rows that may be about a work; they are not recorded."""
    damaged: tuple[DamagedRow, ...]
    remarks: tuple[str, ...]
    """What a person should look at."""


def plan_update(root: Path, data_set: Path, *, dated: str = "") -> Update:
    """Read a data set and find what it says of the library's works; nothing is written.

    Args:
        root: The library's folder.
        data_set: The CSV file, as Crossref publishes it.
        dated: Its ISO date; else that of its newest notice.

    Raises:
        NotDataSetError: The file is not the data set, or an older one than was used already.
        PprkbError: It cannot be read, or `data/retractions.yaml` must be mended first.
        EditError: `data/retractions.yaml` cannot be changed.
    """
    if dated and not is_date(dated):
        raise PprkbError(f'"{dated}" is not a date', hint="write it as 2026-10-30")
    files = {file.kind: file for file in scan(root).files}
    references = parse_file(files[FileKind.REFERENCES], Known(), memory_of(root)).references
    file = files.get(FileKind.NOTICES)
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
        named = "" if dated else "; if it is newer than its newest notice, name its date: --dated"
        raise NotDataSetError(
            f"the data set of {date} is older than that of {recorded.data_set}, which was used"
            " already; nothing was written",
            hint=f"take the newest{named}; if {recorded.data_set} is wrong, correct `data-set` in"
            f" {NOTICES_PATH}",
        )
    return _update(file, recorded, reading, date)


def _recorded(file: SourceFile) -> NoticeFile:
    """Read the notices with the keys as they stand, known or not."""
    text, problems = decode_text(file.content, file.path)
    report = Report(file.path)
    made = read_notices(text, report, lambda name, _report: name.text)
    for problem in (*problems, *report.problems):
        raise PprkbError(f"{problem.at}: {problem.message}", hint=problem.hint or "mend it first")
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
    """Take from what was found that which a recorded notice says now."""
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
    by_hand = {(one.reference, one.nature): one for one in recorded.notices if not one.record}
    return [
        f"the {notice.nature} of {notice.reference} stands in {hand.at} as well, written by hand:"
        " keep one"
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
    expected = [*(news.get(id(one), one) for one in recorded.notices), *added]
    if sorted(again.notices, key=_said) != sorted(expected, key=_said):
        raise EditError(
            f"{NOTICES_PATH} would not be read as it was meant",
            hint="write each notice on lines of its own, as docs/data-format.md shows",
        )
    return after


def _said(notice: Notice) -> str:
    return repr(replace(notice, at=None))
