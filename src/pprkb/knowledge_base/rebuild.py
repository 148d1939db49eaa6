"""Updating the database from changed files and the files that depend on them."""

from __future__ import annotations

from collections.abc import Callable

from pprkb.files.folder import (
    NOT_DUPLICATES_PATH,
    REDIRECTS_PATH,
    RESEARCH_TYPES_PATH,
    TOPICS_PATH,
    Scan,
    SourceFile,
    kind_of,
)
from pprkb.files.memory import LibraryMemory, memory_of
from pprkb.files.read.known import Known
from pprkb.files.read.load import (
    OF_REFERENCES,
    VOCABULARY,
    Take,
    known_names,
    parse_file,
    references_of,
)
from pprkb.model.library import FileKind, ParsedFile
from pprkb.model.problem import Rule
from pprkb.store.build import Changes, fingerprints, known_terms, paths_with_problems
from pprkb.store.database import Database

_UNKNOWN_NAMES = (Rule.UNKNOWN_REFERENCE, Rule.UNKNOWN_TOPIC, Rule.UNKNOWN_RESEARCH_TYPE)

_FEW = 50
"""Up to this number, parsing summaries is faster than loading the memory of all of them."""


def rebuild(
    database: Database,
    scanned: Scan,
    progress: Callable[[str], None],
    *,
    from_scratch: bool = False,
) -> dict[str, tuple[str, ...]]:
    """Update the rows from the files, within `writing`; the cost depends on the changes.

    Args:
        database: The database.
        scanned: The files.
        progress: Called with a short description of the current work.
        from_scratch: Ignore the memory of earlier reads.

    Returns:
        The paths of files that were added, changed, removed, and read again as dependents.
    """
    memory = None if from_scratch else memory_of(scanned.root)
    return _Rebuild(database, scanned, progress, memory).built()


class _Rebuild:
    """The state of one update."""

    def __init__(
        self,
        database: Database,
        scanned: Scan,
        progress: Callable[[str], None],
        memory: LibraryMemory | None,
    ) -> None:
        self.database = database
        self.progress = progress
        self.memory = memory
        self.scanned = scanned
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

    def built(self) -> dict[str, tuple[str, ...]]:
        """Update the rows."""
        moved = {*self.added, *self.changed, *self.removed}
        vocabulary = [
            *self._of_references(moved),
            *(path for path in (TOPICS_PATH, RESEARCH_TYPES_PATH) if path in moved),
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
        if len(others) < _FEW:
            self.memory = None
        for path, file in self.files.items():
            if path in others:
                changes.store(self._parse(file, known))
        self.progress("writing the database")
        changes.finish(self.problems)
        return {
            "added": self.added,
            "changed": self.changed,
            "removed": self.removed,
            "reread": reread,
        }

    def _of_references(self, moved: set[str]) -> list[str]:
        """Return the paths of the files with references, if any must be read again."""
        stored = fingerprints(self.database)
        paths = [path for path in {**self.files, **stored} if kind_of(path) in OF_REFERENCES]
        deciding = paths if len(paths) < 2 else [*paths, NOT_DUPLICATES_PATH, REDIRECTS_PATH]
        return [] if moved.isdisjoint(deciding) else paths

    def _vocabulary(self, changes: Changes, paths: list[str]) -> None:
        """Store the files that define the names used by others."""
        holders = [path for path in paths if kind_of(path) in OF_REFERENCES]
        if holders:
            self._references(changes, [path for path in holders if path in self.files])
        for path in paths:
            if path in holders:
                continue
            file = self.files.get(path)
            read = self._parse(file, Known()) if file else None
            if path == TOPICS_PATH:
                changes.replace_topics(read.topics if read else None)
            elif path == RESEARCH_TYPES_PATH:
                changes.replace_research_types(read.research_types if read else ())
            if read:
                changes.store(read)

    def _references(self, changes: Changes, paths: list[str]) -> None:
        with changes.replacing_references() as put:
            if len(paths) == 1:
                # Store each file as it is read, to save memory.
                parsed: tuple[ParsedFile, ...] = (self._parse(self.files[paths[0]], Known(), put),)
            else:
                from_scratch = self.memory is None
                parsed = references_of(self.scanned, self._say, from_scratch=from_scratch)
                for file in parsed:
                    for reference, mark in zip(file.references, file.marks, strict=True):
                        put(reference, mark)
        for file in parsed:
            changes.store(file)
        if TOPICS_PATH not in self.files:
            changes.replace_topics(None)

    def _say(self, path: str) -> None:
        self.progress(f"reading {path}")

    def _parse(self, file: SourceFile, known: Known, take: Take | None = None) -> ParsedFile:
        self._say(file.path)
        return parse_file(file, known, self.memory, take)

    def _known(self) -> Known:
        terms = known_terms(self.database)
        return known_names(
            terms.keys, terms.topics, terms.research_types, (terms.keywords, terms.journals)
        )

    def _to_read_again(self, before: Known, after: Known, moved: set[str]) -> tuple[str, ...]:
        """Return the paths of unchanged files that depend on a changed vocabulary.

        A summary is unaffected if all names that it uses have the same meaning as before; it is
        affected if it uses a name that was unknown. All other files are read again.
        """
        same = all(
            old.items() <= new.items()
            for old, new in (
                (before.references, after.references),
                (before.topics, after.topics),
                (before.research_types, after.research_types),
            )
        )
        unclear = paths_with_problems(self.database, _UNKNOWN_NAMES) if same else set()
        return tuple(
            path
            for path, file in self.files.items()
            if path not in moved
            and file.kind not in VOCABULARY
            and (not same or file.kind is not FileKind.SUMMARY or path in unclear)
        )
