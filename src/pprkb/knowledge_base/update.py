"""Bringing the database up to date with the text files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sqlite_utils import Database

from pprkb import __version__
from pprkb.files.folder import (
    REFERENCES_PATH,
    RESEARCH_TYPES_PATH,
    TOPICS_PATH,
    Scan,
    SourceFile,
    scan,
)
from pprkb.files.read.known import Known
from pprkb.files.read.load import (
    VOCABULARY,
    keys_of,
    keywords_and_journals,
    known_names,
    parse_file,
)
from pprkb.model.library import FileKind, ParsedFile, library_of
from pprkb.store.build import fingerprints, known_terms, store_files, unread_paths
from pprkb.store.database import create_tables, is_current, writing

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
    if not full and is_current(database, __version__) and _same(database, scanned):
        return Built()
    with writing(database):
        if full or not is_current(database, __version__):
            create_tables(database, __version__)
        plan = _plan(scanned, fingerprints(database))
        parsed = _parse(database, scanned, plan, progress)
        progress("writing the database")
        store_files(database, parsed, plan.removed, scanned.problems)
    return Built(added=plan.added, changed=plan.changed, removed=plan.removed, reread=plan.reread)


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


@dataclass(frozen=True, kw_only=True)
class _Plan:
    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    reread: tuple[str, ...]

    @property
    def to_parse(self) -> frozenset[str]:
        return frozenset((*self.added, *self.changed, *self.reread))


def _plan(scanned: Scan, stored: dict[str, str]) -> _Plan:
    """Compare the files with the rows; what leans on a changed vocabulary is read again."""
    kinds = {file.path: file.kind for file in scanned.files}
    added = tuple(path for path in kinds if path not in stored)
    changed = tuple(
        file.path for file in scanned.files if stored.get(file.path, file.digest) != file.digest
    )
    removed = tuple(path for path in stored if path not in kinds)
    moved = {*added, *changed, *removed}
    reread: tuple[str, ...] = ()
    if TOPICS_PATH in {*added, *removed} and REFERENCES_PATH not in moved:
        # Without topics.yaml, the keywords of the references are the topics.
        reread = (REFERENCES_PATH,)
    vocabulary = {path for path, kind in kinds.items() if kind in VOCABULARY}
    vocabulary |= {TOPICS_PATH, RESEARCH_TYPES_PATH}
    if moved & vocabulary:
        reread += tuple(
            path for path, kind in kinds.items() if kind not in VOCABULARY and path not in moved
        )
    return _Plan(added=added, changed=changed, removed=removed, reread=reread)


def _parse(
    database: Database, scanned: Scan, plan: _Plan, progress: Progress
) -> tuple[ParsedFile, ...]:
    first: list[SourceFile] = []
    second: list[SourceFile] = []
    for file in scanned.files:
        if file.path in plan.to_parse:
            (first if file.kind in VOCABULARY else second).append(file)
    parsed = []
    for file in first:
        progress(f"reading {file.path}")
        parsed.append(parse_file(file, Known()))
    if not second:
        return tuple(parsed)
    read = {file.kind for file in first}
    said = library_of(parsed)
    stored = known_terms(database)
    new_references = FileKind.REFERENCES in read
    keyword_topics = all(file.kind is not FileKind.TOPICS for file in scanned.files)
    new_topics = FileKind.TOPICS in read or (keyword_topics and new_references)
    new_types = FileKind.RESEARCH_TYPES in read or RESEARCH_TYPES_PATH in plan.removed
    known = known_names(
        keys_of(said.references.values()) if new_references else stored.keys,
        said.topics.values() if new_topics else stored.topics,
        said.research_types.values() if new_types else stored.research_types,
        keywords_and_journals(said.references.values())
        if new_references
        else (stored.keywords, stored.journals),
    )
    for file in second:
        progress(f"reading {file.path}")
        parsed.append(parse_file(file, known))
    return tuple(parsed)
