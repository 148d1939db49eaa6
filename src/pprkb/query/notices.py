"""Notices of works: retractions, corrections and the like."""

from __future__ import annotations

from collections.abc import Collection

from sqlite_utils import Database

from pprkb.model.notice import Notice, Notices
from pprkb.store.build import select
from pprkb.store.notice_rows import NOTICE_COLUMNS, notice_from_row


def all_notices(database: Database) -> Notices:
    """Return the notices of every work that has any, by key, in the order of the file."""
    found: dict[str, tuple[Notice, ...]] = {}
    for row in select(database, "notice", NOTICE_COLUMNS, "ORDER BY position"):
        notice = notice_from_row(row)
        found[notice.reference] = (*found.get(notice.reference, ()), notice)
    return found


def notices_of(database: Database, keys: Collection[str]) -> Notices:
    """Return the notices of some works, by key; few works of a library have any."""
    wanted = set(keys)
    return {key: own for key, own in all_notices(database).items() if key in wanted}


def data_set_date(database: Database) -> str:
    """Return the ISO date of the data set that the notices were last compared with, or nothing."""
    (date,) = database.execute("SELECT coalesce(max(data_set), '') FROM source_file").fetchone()
    return str(date)
