"""Bringing the database up to date with the text files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pprkb import knowledge_base
from pprkb.files.folder import Scan, scan
from pprkb.store.build import fingerprints, unread_paths
from pprkb.store.database import Database, create_tables, is_current, writing
from pprkb.version import __version__

Progress = Callable[[str], None]
"""Takes a few words on what is being done."""


def silent(_message: str) -> None:
    """Say nothing."""


@dataclass(frozen=True, kw_only=True)
class Built:
    """What a build did; all empty where nothing had changed."""

    added: tuple[str, ...] = ()
    """Paths of files that are new."""
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    reread: tuple[str, ...] = ()
    """Paths of files that did not change but lean on one that did."""


@dataclass(frozen=True, kw_only=True)
class Counts:
    """How much a library holds."""

    references: int
    summaries: int
    reading_lists: int
    errors: int
    warnings: int


def update(database: Database, root: Path, *, full: bool, progress: Progress) -> Built:
    """Bring the database up to date, in one transaction.

    The digests are of the bytes of the files as they are now, so that no edit can be missed.
    """
    scanned = scan(root)
    current = not full and is_current(database, __version__)
    if current and _same(database, scanned):
        return Built()
    with writing(database):
        if not current:
            create_tables(database, __version__)
        return Built(
            **knowledge_base.rebuild.rebuild(database, scanned, progress, from_scratch=full)
        )


def _same(database: Database, scanned: Scan) -> bool:
    digests = {file.path: file.digest for file in scanned.files}
    unread = {problem.at.path for problem in scanned.problems} - digests.keys()
    return fingerprints(database) == digests and unread_paths(database) == unread


def count(database: Database) -> Counts:
    """Count what is in the database."""

    def one(sql: str) -> int:
        return int(database.execute(sql).fetchone()[0])

    return Counts(
        references=one("SELECT count(*) FROM reference"),
        summaries=one("SELECT count(*) FROM summary"),
        reading_lists=one("SELECT count(*) FROM reading_list"),
        errors=one("SELECT count(*) FROM problem WHERE severity = 'error'"),
        warnings=one("SELECT count(*) FROM problem WHERE severity = 'warning'"),
    )
