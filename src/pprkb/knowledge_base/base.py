"""The library's files and database: locating, reading, checking, fixing and building."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple, Self

from pprkb import check as judge
from pprkb import files
from pprkb import knowledge_base as facade
from pprkb.files.atomic import sync_all, write_whole
from pprkb.files.folder import Scan, check_outside, holds_references, scan
from pprkb.files.memory import memory_of
from pprkb.files.merge_conflict import keys_in_conflict
from pprkb.files.text import decode_text
from pprkb.knowledge_base import notebook
from pprkb.knowledge_base.locate import default_database, find_root, no_library_here
from pprkb.knowledge_base.notebook.sequences import Problems
from pprkb.knowledge_base.update import Built, Counts, Progress, count, silent, update
from pprkb.model.errors import NotFoundError
from pprkb.model.library import Library
from pprkb.model.problem import Findings, Problem, Severity
from pprkb.model.reading_list import ReadingList
from pprkb.model.shown import show_with
from pprkb.query.damage import Damage, read_damage
from pprkb.store.build import fingerprints, unread_paths
from pprkb.store.database import (
    Database,
    Watched,
    let_read_while_writing,
    open_database,
    open_to_read,
    steady,
)
from pprkb.text.spelling import did_you_mean

show_with(lambda value: notebook.html.html_of(value))


class _Known(NamedTuple):
    """The results of the rules for one state of the text files."""

    findings: Findings
    styled: tuple[ReadingList, ...]
    """The lists that name a style or a locale."""


class Base:
    """A library and its database."""

    def __init__(
        self, root: Path, database: Path, progress: Progress = silent, *, own: bool = True
    ) -> None:
        """Use a library's folder and a database file.

        Args:
            root: The library's folder, which contains `data/references.bib`.
            database: The database's file; it need not exist.
            progress: Called with a short description of the current work.
            own: Whether the library may be written, unlike the one that comes with pprkb.
        """
        self.root = root
        self.is_own = own
        self.database = database
        self.progress = progress
        self._reading: Database | None = None
        """The database while it is open for reading."""
        self._watched = Watched(database)

    def __repr__(self) -> str:
        """Return the library's folder on one line."""
        return f"<{type(self).__name__} of {self.root}>"

    @classmethod
    def open(
        cls,
        library: str | os.PathLike[str] | None = None,
        database: str | os.PathLike[str] | None = None,
        progress: Progress = silent,
    ) -> Self:
        """Find the library and its database.

        Args:
            library: The folder that contains `data/references.bib`, or that `data` folder; else
                `$PPRKB_LIBRARY`, else the nearest parent folder with a library, else the library
                that comes with the package.
            database: The database's file; else `pprkb.db` beside `data/` or, if that folder is
                read-only, in the user's cache folder.
            progress: Called with a short description of the current work, and an empty string
                at its end.

        Raises:
            LibraryError: The given folder is not a library.
            OutputError: The given database is a file of the library, or in `data`.
        """
        root, own = find_root(None if library is None else Path(library))
        if database is None:
            return cls(root, default_database(root), progress, own=own)
        check_outside(Path(database), root)
        return cls(root, Path(database), progress, own=own)

    @property
    def writable_root(self) -> Path:
        """The library's folder, for commands that write.

        Raises:
            LibraryError: It is the library that comes with pprkb.
        """
        self.require_own()
        return self.root

    def require_own(self) -> None:
        """Refuse the library that comes with pprkb if the user's own is required.

        Raises:
            LibraryError: The user has no library here.
        """
        if not self.is_own:
            raise no_library_here()

    def check_writable(self, path: Path) -> None:
        """Refuse to write to a file or folder of the library.

        Raises:
            OutputError: It belongs to the library.
        """
        check_outside(path, self.root, self.database)

    def write_file(self, path: Path, content: bytes) -> None:
        """Write an output file, but never a file of the library.

        Args:
            path: Its path; an existing file is replaced, a pipe or device written to.
            content: Its content.

        Raises:
            OutputError: It belongs to the library, is read-only, or cannot be written.
        """
        self.check_writable(path)
        write_whole(path, content)

    def write_below(self, folder: Path, name: str, content: bytes) -> None:
        """Write one of many files below a folder that `check_writable` has accepted.

        The library is not examined again for each file. The files survive a power cut after the
        next `sync`.

        Args:
            folder: The folder.
            name: The file's path below it, with forward slashes; not below `data`.
            content: Its content.

        Raises:
            OutputError: A link leads to the library, or the file cannot be written.
        """
        path = folder / name
        if path.resolve() != folder.resolve() / name:
            self.write_file(path, content)
        else:
            write_whole(path, content, synced=False)

    def sync(self) -> None:
        """Flush all written files to disk."""
        sync_all()

    # -- the text files ---------------------------------------------------------------------

    def library(self) -> Library:
        """Read all text files."""
        return self._load(scan(self.root))

    def _load(self, scanned: Scan) -> Library:
        library = files.load.load_library(scanned, lambda path: self.progress(f"reading {path}"))
        self.progress("")
        return library

    def remember(self) -> None:
        """Cache the parsed text files for the next command."""
        memory_of(self.root).keep()

    def check(self) -> Problems:
        """Return all errors and warnings in the text files, by file and line."""
        problems = self.findings().problems
        return Problems(problem for problem in problems if problem.severity is not Severity.NOTE)

    def findings(self) -> Findings:
        """Return everything that `check` finds: problems, notes, and silenced problems."""
        scanned, memory = scan(self.root), memory_of(self.root)
        asked = f"findings {scanned.digest}"
        known = memory.answers.get(asked)
        if not isinstance(known, _Known):
            library = self._load(scanned)
            styled = (one for one in library.reading_lists.values() if one.is_styled)
            # Its rules compile the patterns for statistics, which would slow down other commands.
            known = _Known(judge.rules.findings(library), tuple(styled))
            memory.answer(asked, known)
        if not known.styled:
            return known.findings
        # Which styles exist depends on what is installed, not on the text files alone.
        unusable = facade.composing.unusable_styles(self.root, known.styled)
        problems = sorted((*known.findings.problems, *unusable), key=lambda one: one.at)
        return replace(known.findings, problems=tuple(problems))

    def fix(self, wanted: Callable[[Problem], bool] = lambda _problem: True) -> judge.fix.Fixes:
        """Plan the automatic fixes; nothing is written."""
        self.progress("looking for what is certain")
        planned = judge.fix.plan_fixes(scan(self.root), wanted)
        self.progress("")
        return planned

    def schemas(self) -> dict[str, str]:
        """Return the names of the JSON Schemas for YAML files, with descriptions."""
        return files.schema.schema_titles()

    def schema(self, name: str, *, own_names: bool = False) -> dict[str, object]:
        """Return the JSON Schema for a kind of YAML file.

        Args:
            name: One of `schemas`.
            own_names: Whether to accept only the works, topics and research types of this
                library; else any name is accepted.

        Raises:
            NotFoundError: There is no schema with that name.
        """
        kinds = files.schema.SCHEMAS
        if name not in kinds:
            hint = did_you_mean(name, kinds, "there is one of each: " + ", ".join(kinds))
            raise NotFoundError(f'there is no schema "{name}"', hint=hint)
        return files.schema.json_schema(kinds[name], self.library() if own_names else None)

    # -- the database -----------------------------------------------------------------------

    def build(self, *, full: bool = False) -> tuple[Built, Counts]:
        """Update the database, in one transaction.

        Args:
            full: Whether to rebuild it from scratch.

        Returns:
            What was done, and the size of the library.

        Raises:
            DatabaseError: The database's file is foreign, damaged or cannot be written.
        """
        with self._open() as database:
            built = update(database, self.root, full=full, progress=self.progress)
            return built, count(database)

    @contextmanager
    def reading(self) -> Iterator[Database]:
        """Update the database and open it for reading.

        Within the context, all answers come from the same state of the library.

        Raises:
            DatabaseError: The database's file is foreign, damaged or cannot be written.
        """
        if self._reading is not None:
            yield self._reading
            return
        with self._open() as database:
            update(database, self.root, full=False, progress=self.progress)
            self._reading = database
            try:
                yield database
            finally:
                self._reading = None

    @contextmanager
    def serving(self) -> Iterator[None]:
        """Update the database, and allow reading it during later updates.

        Raises:
            DatabaseError: The database's file is foreign, damaged or cannot be written.
        """
        self.build()
        with self._open() as database:
            let_read_while_writing(database, allow=True)
        try:
            yield
        finally:
            self._watched.close()
            with self._open() as database:
                let_read_while_writing(database, allow=False)

    @contextmanager
    def at_rest(self) -> Iterator[Self]:
        """Answer from the database as last built, without looking at the text files.

        It is opened read-only. All answers come from one state, even if it is rebuilt in the
        meantime. Each thread needs its own.

        Raises:
            DatabaseError: The database cannot be read.
        """
        database = open_to_read(self.database)
        still = type(self)(self.root, self.database, own=self.is_own)
        still._reading = database
        try:
            with steady(database):
                yield still
        finally:
            database.conn.close()

    def damage(self) -> Damage:
        """Return the unreadable parts of the text files, and the articles and lists affected."""

        def keys_of(path: str) -> frozenset[str]:
            with suppress(OSError):
                return keys_in_conflict(decode_text((self.root / path).read_bytes(), path)[0])
            return frozenset()

        with self.reading() as database:
            return read_damage(database, keys_of)

    @contextmanager
    def tolerating(self) -> Iterator[None]:
        """Include the readable parts of damaged files, while the library is at rest."""
        with self.reading() as database:
            before, database.tolerant = database.tolerant, True
            try:
                yield
            finally:
                database.tolerant = before

    def share(self, memory: dict[str, object]) -> None:
        """Share what has been read from the same state with other knowledge bases.

        Args:
                memory: The shared cache for one state; empty at first.
        """
        with self.reading() as database:
            database.memory = memory

    def mark(self) -> object:
        """Return a value that changes with the state of the library; it opens no database."""
        return self._watched.version()

    @property
    def state(self) -> str:
        """A digest of the text files that the answers come from."""
        with self.reading() as database:
            known = (*sorted(fingerprints(database).items()), *sorted(unread_paths(database)))
        return blake2b(repr(known).encode(), digest_size=16).hexdigest()

    @contextmanager
    def _open(self) -> Iterator[Database]:
        if not holds_references(self.root):
            # Raises if there is no library, before a database is created.
            scan(self.root)
        try:
            with open_database(self.database) as database:
                yield database
        finally:
            self.progress("")
