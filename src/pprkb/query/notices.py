"""Notices of works: retractions, corrections and the like."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from pprkb.model.notice import Notice, Notices
from pprkb.store.build import select
from pprkb.store.database import Database
from pprkb.store.notice_rows import NOTICE_COLUMNS, notice_from_row
from pprkb.store.reference_rows import Row


def all_notices(database: Database) -> Notices:
    """Return the notices of every work that has any, by key, in the order of the file."""
    return _by_work(select(database, "notice", NOTICE_COLUMNS, "ORDER BY position"))


def notices_of(database: Database, keys: Sequence[str]) -> Notices:
    """Return the notices of some works, by key, in the order of the file."""
    of_works = "WHERE reference_key IN (SELECT value FROM json_each(?)) ORDER BY position"
    return _by_work(select(database, "notice", NOTICE_COLUMNS, of_works, (json.dumps(keys),)))


def _by_work(rows: Iterable[Row]) -> dict[str, tuple[Notice, ...]]:
    found: dict[str, tuple[Notice, ...]] = {}
    for row in rows:
        notice = notice_from_row(row)
        found[notice.reference] = (*found.get(notice.reference, ()), notice)
    return found


def data_set_date(database: Database) -> str:
    """Return the ISO date of the data set that the notices were last compared with, or nothing."""
    (date,) = database.execute("SELECT coalesce(max(data_set), '') FROM source_file").fetchone()
    return str(date)
