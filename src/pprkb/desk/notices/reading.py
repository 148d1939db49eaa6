"""What the rows of the Retraction Watch data set say of the library's works."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pprkb.desk.notices.matches import Match, Works
from pprkb.files.read.load import keys_of, known_names
from pprkb.files.read.notices import NoticeFile
from pprkb.formats.exchange.retraction_watch import (
    SOURCE,
    DamagedRow,
    NotDataSetError,
    RetractionRow,
    iso_date,
    listed,
    printed_doi,
)
from pprkb.model.notice import Nature, Notice
from pprkb.model.reference import Reference

_SPOILT = 0.01
"""Share of dates that cannot be read from which on the file is not as it was published."""

_SHOWN = 200
"""Characters that are kept of a damaged row."""


class Reading:
    """What the rows of the data set say of the library's works."""

    def __init__(self, references: Iterable[Reference], recorded: NoticeFile) -> None:
        """Take the works, and what is recorded of them already."""
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
                hint="a spreadsheet may have saved the file anew; take it as it was published",
            )

    def _damaged(self, row: DamagedRow) -> None:
        self.damaged.append(row._replace(text=row.text[:_SHOWN]))
        self.remarks += [
            f"line {row.line} is damaged, but holds the DOI of {one.key}: look it up"
            for one in self._works.named_in(row)
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
                f'record {record} says "{row.nature.strip()}" of {key}, which is no nature of'
                " notice that is known: look it up"
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
