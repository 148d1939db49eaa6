"""Bringing the database up to date with the text files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sqlite_utils import Database

from pprkb.files.folder import (
    REFERENCES_PATH,
    RESEARCH_TYPES_PATH,
    TOPICS_PATH,
    Scan,
    SourceFile,
    scan,
)
from pprkb.files.read.known import Known
from pprkb.files.read.load import VOCABULARY, known_names, parse_file
from pprkb.model.library import FileKind, ParsedFile
from pprkb.model.problem import Rule
from pprkb.store.build import (
    Changes,
    fingerprints,
    known_terms,
    paths_with_problems,
    unread_paths,
)
from pprkb.store.database import create_tables, is_current, writing
from pprkb.version import __version__

UNKNOWN_NAMES = (Rule.UNKNOWN_REFERENCE, Rule.UNKNOWN_TOPIC, Rule.UNKNOWN_RESEARCH_TYPE)
Progress = Callable[[str], None]
"""Takes a few words on what is being done."""


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

    Args:
        database: The open database.
        root: The library's folder.
        full: Make every row anew.
        progress: Told what is being done.
    """
    scanned = scan(root)
    current = not full and is_current(database, __version__)
    if current and _same(database, scanned):
        return Built()
    with writing(database):
        if not current:
            create_tables(database, __version__)
        return _Update(database, scanned, progress).built()


def _same(database: Database, scanned: Scan) -> bool:
    digests = {file.path: file.digest for file in scanned.files}
    unread = {problem.at.path for problem in scanned.problems}
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


class _Update:
    """One update, whose cost follows what has changed."""

    def __init__(self, database: Database, scanned: Scan, progress: Progress) -> None:
        self.database = database
        self.progress = progress
        self.problems = scanned.problems
        self.files = {file.path: file for file in scanned.files}
        stored = fingerprints(database)
        self.added = tuple(path for path in self.files if path not in stored)
        self.changed = tuple(
            path
            for path, file in self.files.items()
            if stored.get(path, file.digest) != file.digest
        )
        self.removed = tuple(path for path in stored if path not in self.files)

    def built(self) -> Built:
        """Bring the rows up to date."""
        moved = {*self.added, *self.changed, *self.removed}
        vocabulary = [
            path for path in (REFERENCES_PATH, TOPICS_PATH, RESEARCH_TYPES_PATH) if path in moved
        ]
        changes = Changes(self.database)
        before = self._known() if vocabulary else Known()
        changes.forget(vocabulary)
        if TOPICS_PATH in (*self.added, *self.removed):
            changes.topics_came_or_went()
        self._vocabulary(changes, vocabulary)
        known = self._known()
        reread = self._to_read_again(before, known, moved) if vocabulary else ()
        others = moved.union(reread).difference(vocabulary)
        changes.forget(others)
        for path, file in self.files.items():
            if path in others:
                changes.store(self._parse(file, known))
        self.progress("writing the database")
        changes.finish(self.problems)
        return Built(added=self.added, changed=self.changed, removed=self.removed, reread=reread)

    def _vocabulary(self, changes: Changes, paths: list[str]) -> None:
        """Store the files whose names the others use."""
        for path in paths:
            file = self.files.get(path)
            parsed = self._parse(file, Known()) if file else None
            if path == REFERENCES_PATH and parsed:
                changes.replace_references(parsed.references)
                if TOPICS_PATH not in self.files:
                    changes.replace_topics(None)
            elif path == TOPICS_PATH:
                changes.replace_topics(parsed.topics if parsed else None)
            elif path == RESEARCH_TYPES_PATH:
                changes.replace_research_types(parsed.research_types if parsed else ())
            if parsed:
                changes.store(parsed)

    def _parse(self, file: SourceFile, known: Known) -> ParsedFile:
        self.progress(f"reading {file.path}")
        return parse_file(file, known)

    def _known(self) -> Known:
        terms = known_terms(self.database)
        return known_names(
            terms.keys, terms.topics, terms.research_types, (terms.keywords, terms.journals)
        )

    def _to_read_again(self, before: Known, after: Known, moved: set[str]) -> tuple[str, ...]:
        """Return the paths of unchanged files that another vocabulary may give another meaning.

        A summary means what it meant as long as every name means what it meant; only one that uses
        a name which nothing had may mean more now. Of the other files there are few.
        """
        same = all(
            old.items() <= new.items()
            for old, new in (
                (before.references, after.references),
                (before.topics, after.topics),
                (before.research_types, after.research_types),
            )
        )
        unclear = paths_with_problems(self.database, UNKNOWN_NAMES) if same else set()
        return tuple(
            path
            for path, file in self.files.items()
            if path not in moved
            and file.kind not in VOCABULARY
            and (not same or file.kind is not FileKind.SUMMARY or path in unclear)
        )
