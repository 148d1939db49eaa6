"""Formatted entries kept in the database, under the digest of all that they depend on."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence

from sqlite_utils import Database

from pprkb.store.database import WAIT_SECONDS, writing

_AT_A_TIME = 500
_AT_MOST = 200_000
"""Entries; beyond, all are forgotten, for most of them belong to texts that have changed."""


class FormattedEntries:
    """The table `formatted` of an open database.

    A digest names item, style, locale and suffix, so that nothing kept here can be stale; it may
    only be useless.
    """

    def __init__(self, database: Database) -> None:
        """Take the database."""
        self._database = database

    def get(self, digests: Sequence[str]) -> dict[str, str]:
        """Return what is kept under some digests."""
        found: dict[str, str] = {}
        for start in range(0, len(digests), _AT_A_TIME):
            some = digests[start : start + _AT_A_TIME]
            marks = ", ".join("?" * len(some))
            found.update(
                self._database.execute(
                    f"SELECT digest, content FROM formatted WHERE digest IN ({marks})", some
                ).fetchall()
            )
        return found

    def put(self, contents: Mapping[str, str]) -> None:
        """Keep contents under their digests; a database that cannot be written stays as it is."""
        if not contents:
            return
        # Formatting again is quicker than waiting for another program to finish its writing.
        self._database.conn.execute("PRAGMA busy_timeout = 0")
        try:
            with writing(self._database):
                (kept,) = self._database.execute("SELECT count(*) FROM formatted").fetchone()
                if kept + len(contents) > _AT_MOST:
                    self._database.execute("DELETE FROM formatted")
                self._database.conn.executemany(
                    "INSERT OR REPLACE INTO formatted (digest, content) VALUES (?, ?)",
                    contents.items(),
                )
        except sqlite3.DatabaseError:
            return
        finally:
            self._database.conn.execute(f"PRAGMA busy_timeout = {int(WAIT_SECONDS * 1000)}")
