"""Updating the database from the text files."""

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
"""Called with a short description of the current work."""


def silent(_message: str) -> None:
    """Report nothing."""


@dataclass(frozen=True, kw_only=True)
class Built:
    """The result of a build; all empty if nothing had changed."""

    added: tuple[str, ...] = ()
    """Paths of files that are new."""
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    reread: tuple[str, ...] = ()
    """Paths of unchanged files that depend on a changed one."""


@dataclass(frozen=True, kw_only=True)
class Counts:
    """The size of a library."""

    references: int
    summaries: int
    reading_lists: int
    errors: int
    warnings: int


def update(database: Database, root: Path, *, full: bool, progress: Progress) -> Built:
    """Update the database, in one transaction.

    Files are compared by digests of their bytes, so that no edit can be missed.
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
    """Count the contents of the database."""

    def one(sql: str) -> int:
        return int(database.execute(sql).fetchone()[0])

    return Counts(
        references=one("SELECT count(*) FROM reference"),
        summaries=one("SELECT count(*) FROM summary"),
        reading_lists=one("SELECT count(*) FROM reading_list"),
        errors=one("SELECT count(*) FROM problem WHERE severity = 'error'"),
        warnings=one("SELECT count(*) FROM problem WHERE severity = 'warning'"),
    )
