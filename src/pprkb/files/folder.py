"""Finding and reading the files of a library as bytes."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from io import FileIO
from pathlib import Path

from pprkb.files.bibliographies import (
    BIBLIOGRAPHIES_FOLDER,
    bibliographies_in,
    is_bibliography,
    read_bibliography,
)
from pprkb.files.merge_conflict import conflict_problems
from pprkb.files.text import decode_text
from pprkb.model.errors import Hint, LibraryError, OutputError, Step
from pprkb.model.library import FileKind
from pprkb.model.problem import Location, Problem, Rule

REFERENCES_PATH = "data/references.bib"
TOPICS_PATH = "data/topics.yaml"
RESEARCH_TYPES_PATH = "data/research-types.yaml"
NOT_DUPLICATES_PATH = "data/not-duplicates.yaml"
NOTICES_PATH = "data/retractions.yaml"
REDIRECTS_PATH = "data/redirects.yaml"
PINNED_FOLDER = "data/pinned"
CITATION_PATH = "CITATION.cff"
_FILES_OF_REFERENCES = (".bib", ".bibtex", ".ris")
_SINGLE = {
    FileKind.REFERENCES: REFERENCES_PATH,
    FileKind.TOPICS: TOPICS_PATH,
    FileKind.RESEARCH_TYPES: RESEARCH_TYPES_PATH,
    FileKind.NOT_DUPLICATES: NOT_DUPLICATES_PATH,
    FileKind.NOTICES: NOTICES_PATH,
    FileKind.REDIRECTS: REDIRECTS_PATH,
}
_FOLDERS = {
    FileKind.SUMMARY: ("data/summaries", ".md"),
    FileKind.READING_LIST: ("data/reading-lists", ".yaml"),
}
_FOLDERS_THAT_ARE_READ = (
    "data",
    "data/summaries",
    "data/reading-lists",
    PINNED_FOLDER,
    BIBLIOGRAPHIES_FOLDER,
)


@dataclass(frozen=True, kw_only=True)
class SourceFile:
    """One file of the library, read once, so that digest and parsed bytes agree."""

    path: str
    """Relative to the library's folder, with forward slashes."""
    kind: FileKind
    content: bytes = field(repr=False)
    digest: str
    """SHA-256 of the content, hexadecimal."""

    @property
    def stem(self) -> str:
        """The file's name without its extension."""
        return self.path.rsplit("/", 1)[-1].rsplit(".", 1)[0]


@dataclass(frozen=True, kw_only=True)
class Scan:
    """All files of a library at one moment."""

    files: tuple[SourceFile, ...]
    problems: tuple[Problem, ...]
    """Problems of unreadable and unexpected files."""
    root: Path | None = None
    """The library's folder."""

    @property
    def digest(self) -> str:
        """A digest of all files with their content."""
        found = [(file.path, file.digest) for file in self.files]
        return hashlib.sha256(repr((found, self.problems)).encode()).hexdigest()


def scan(root: Path) -> Scan:
    """Read all files of the library in a folder.

    Args:
        root: The folder that contains `data/references.bib`.

    Returns:
        The files, in reading order; unreadable ones are reported as problems.

    Raises:
        LibraryError: The folder has no `data/references.bib`.
    """
    files: list[SourceFile] = []
    problems: list[Problem] = []
    problems += _conflicts_of_pins(root, problems)
    for path, kind in _find(root, problems):
        if kind is FileKind.BIBLIOGRAPHY:
            if read := read_bibliography(root, path, problems):
                content, digest = read
                files.append(SourceFile(path=path, kind=kind, content=content, digest=digest))
            continue
        try:
            with FileIO(f"{root}/{path}") as file:
                content = file.readall()
        except OSError as error:
            if kind is FileKind.REFERENCES:
                raise _closed(root / path, error) from error
            problems.append(_unreadable(path, error))
            continue
        digest = hashlib.sha256(content).hexdigest()
        files.append(SourceFile(path=path, kind=kind, content=content, digest=digest))
    return Scan(files=tuple(files), problems=tuple(problems), root=root)


def holds_references(folder: Path) -> bool:
    """Return whether a folder contains a library.

    Raises:
        LibraryError: The folder cannot be read.
    """
    place = folder / REFERENCES_PATH
    try:
        return place.is_file()
    except OSError as error:
        raise _closed(place, error) from error


def _is_file(place: Path) -> bool:
    """Return whether a file exists and is accessible."""
    try:
        return place.is_file()
    except OSError:
        return False


def _closed(place: Path, error: OSError) -> LibraryError:
    hint: str = Hint(Step.NAME_LIBRARY, REFERENCES_PATH)
    if isinstance(error, PermissionError):
        hint = "look at its permissions, and at those of its folders"
    return LibraryError(f"cannot read {place}: {error.strerror or error}", hint=hint)


def _unreadable(path: str, error: OSError, what: str = "file") -> Problem:
    return Problem(
        rule=Rule.UNREADABLE_FILE,
        at=Location(path=path, line=1),
        message=f"the {what} cannot be read: {error.strerror or error}",
        hint="look at its permissions",
    )


def _entries(base: str | Path, folder: str, problems: list[Problem]) -> list[os.DirEntry[str]]:
    """Return the entries of a folder by name; an unreadable folder is a problem."""
    # pathlib takes ten times as long for a folder with thousands of files.
    try:
        with os.scandir(base) as entries:
            return sorted(entries, key=lambda entry: entry.name)
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        problems.append(_unreadable(folder, error, "folder"))
        return []


def _conflicts_of_pins(root: Path, problems: list[Problem]) -> Iterator[Problem]:
    """Yield the merge conflicts of pinned lists, which are not read otherwise."""
    for entry in _entries(root / PINNED_FOLDER, PINNED_FOLDER, problems):
        path = Path(entry.path)
        if path.suffix != ".json":
            continue
        with suppress(OSError):
            text, _ = decode_text(path.read_bytes(), path.name)
            yield from conflict_problems(text, f"{PINNED_FOLDER}/{path.name}", path.stem)


def kind_of(path: str) -> FileKind | None:
    """Return the kind of a file from its path; None for paths that are not read.

    Args:
        path: Relative to the library's folder, with forward slashes.
    """
    for kind, single in _SINGLE.items():
        if path == single:
            return kind
    if is_bibliography(path):
        return FileKind.BIBLIOGRAPHY
    folder, _, name = path.rpartition("/")
    for kind, (base, suffix) in _FOLDERS.items():
        if folder == base and name.endswith(suffix):
            return kind
    return None


def source_file(path: str, content: bytes) -> SourceFile | None:
    """Return a file as if it had been scanned; None for paths that are not read.

    Args:
        path: Relative to the library's folder, with forward slashes.
        content: Its bytes.
    """
    kind = kind_of(path)
    if kind is None:
        return None
    digest = hashlib.sha256(content).hexdigest()
    return SourceFile(path=path, kind=kind, content=content, digest=digest)


def check_outside(path: Path, root: Path, database: Path | None = None) -> None:
    """Refuse to write a file that a library reads, or any file in its folder `data`.

    Files are compared by identity, not by name, so that links, `..` and case-insensitive names are
    recognised.

    Args:
        path: The file to write; it need not exist.
        root: The library's folder. Files of any other library are refused as well.
        database: The library's database.

    Raises:
        OutputError: The file belongs to a library.
    """
    target = Path(os.path.realpath(path))
    identity = _identity(target)
    if identity and identity in map(_identity, _files_that_are_read(root)):
        raise _belongs(path, "is the library itself")
    if database:
        for suffix in ("", "-wal", "-shm", "-journal"):
            file = Path(f"{os.path.realpath(database)}{suffix}")
            if target == file or (identity and identity == _identity(file)):
                raise _belongs(path, "is the library's database")
    own = {found for name in _FOLDERS_THAT_ARE_READ if (found := _identity(root / name))}
    for folder in target.parents:
        if _identity(folder) in own or (
            folder.name == "data" and _is_file(folder / Path(REFERENCES_PATH).name)
        ):
            raise _belongs(path, f"lies in {folder}, the folder of a library")


def _belongs(path: Path, why: str) -> OutputError:
    return OutputError(
        f"{path} {why}; nothing was written",
        hint="choose another name or another folder, for example the folder above data",
    )


def _files_that_are_read(root: Path) -> Iterator[Path]:
    yield root / CITATION_PATH
    for folder in _FOLDERS_THAT_ARE_READ:
        with suppress(OSError), os.scandir(root / folder) as entries:
            yield from [Path(entry.path) for entry in entries]


def _identity(path: Path) -> tuple[int, int] | None:
    """Return the identity of a file or folder; None if it does not exist."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def files_to_begin_with(folder: Path) -> tuple[str, ...]:
    """Return the names of files in a folder and its `data` that a library can be made from."""
    found: list[str] = []
    for place in (folder, folder / "data"):
        # An inaccessible folder has nothing to offer.
        with suppress(OSError):
            found += (
                path.relative_to(folder).as_posix()
                for path in sorted(place.iterdir())
                if path.suffix.casefold() in _FILES_OF_REFERENCES and path.is_file()
            )
    return tuple(found)


def _find(root: Path, problems: list[Problem]) -> Iterator[tuple[str, FileKind]]:
    holds_references(root)
    for kind, path in _SINGLE.items():
        place = root / path
        if _is_file(place):
            yield path, kind
        elif problem := no_regular_file(place, path):
            if kind is FileKind.REFERENCES:
                raise LibraryError(f"cannot read {place}: {problem.message}", hint=problem.hint)
            problems.append(problem)
        elif kind is FileKind.REFERENCES:
            yield path, kind
        elif (other := Path(path).with_suffix(".yml")) and (root / other).is_file():
            problems.append(_unexpected(other.as_posix(), hint=f"rename it to {path}"))
        if kind is FileKind.REFERENCES:
            yield from _bibliographies(root, problems)
    beside = _entries((root / REFERENCES_PATH).parent, "data", problems)
    names = (unreadable_name(f"data/{entry.name}") for entry in beside)
    problems.extend(problem for problem in names if problem)
    for kind, (folder, suffix) in _FOLDERS.items():
        base = root / folder
        if problem := _no_folder(base, folder):
            problems.append(problem)
        else:
            yield from _find_in(base, folder, suffix, kind, problems)


def _no_folder(base: Path, folder: str) -> Problem | None:
    """Return the problem if something else is in the place of a folder; it may be missing."""
    try:
        if base.is_dir() or not (base.exists() or base.is_symlink()):
            return None
    except OSError as error:
        return _unreadable(folder, error, "folder")
    message = "this should be a folder, and nothing is read from it"
    return _unexpected(folder, message, "rename it, and make a folder of this name")


def _bibliographies(root: Path, problems: list[Problem]) -> Iterator[tuple[str, FileKind]]:
    base = root / BIBLIOGRAPHIES_FOLDER
    if problem := _no_folder(base, BIBLIOGRAPHIES_FOLDER):
        problems.append(problem)
        return
    found = _entries(base, BIBLIOGRAPHIES_FOLDER, problems)

    def judge(path: str, place: Path) -> Problem | None:
        return unreadable_name(path) or no_regular_file(place, path)

    for path in bibliographies_in(found, judge, problems):
        yield path, FileKind.BIBLIOGRAPHY


def _find_in(
    base: Path, folder: str, suffix: str, kind: FileKind, problems: list[Problem]
) -> Iterator[tuple[str, FileKind]]:
    for path, entry in _walk(base, folder, problems):
        if problem := unreadable_name(path):
            problems.append(problem)
            continue
        *_, above, name = path.split("/")
        if above.startswith((".", "#")) or name.startswith((".", "#")):
            continue
        inside = path != f"{folder}/{name}"
        named = name.endswith(suffix)
        try:
            is_folder, is_file = entry.is_dir(), entry.is_file()
        except OSError as error:
            problems.append(_unreadable(path, error))
            continue
        if is_folder and (inside or not named):
            continue
        if not is_file and (problem := no_regular_file(Path(entry.path), path)):
            problems.append(problem)
        elif inside:
            problems.append(_unexpected(path, hint=f"move it into {folder}/"))
        elif named:
            yield path, kind
        elif not name.endswith("~"):
            problems.append(_unexpected(path, hint=f"name it with the extension {suffix}"))


def _walk(
    base: str | Path, folder: str, problems: list[Problem]
) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Yield the entries of a folder recursively, by name, each with its path in the library."""
    for entry in _entries(base, folder, problems):
        path = f"{folder}/{entry.name}"
        yield path, entry
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(entry.path, path, problems)


def unreadable_name(path: str) -> Problem | None:
    """Return the problem of a name that is not UTF-8, for example from an old archive.

    Python decodes such bytes as lone surrogates, which neither databases nor texts can store.
    """
    try:
        path.encode()
    except UnicodeEncodeError:
        shown = os.fsencode(path).decode(errors="replace")
        return _unexpected(
            shown,
            "this file is not read: its name is not in UTF-8",
            "rename it; of a zip archive from Windows, unpack it with the right code page",
        )
    return None


def no_regular_file(place: Path, path: str) -> Problem | None:
    """Return the problem of something that exists but is not a regular file.

    A pipe must not be opened, because reading would block forever.
    """
    try:
        if place.is_file():
            return None
    except OSError as error:
        return _unreadable(path, error)
    if place.is_dir():
        return _unexpected(path, "this is a folder, not a file", "give the folder another name")
    if place.exists():
        return _unexpected(path, "this is not a regular file", "put a text file in its place")
    if place.is_symlink():
        return Problem(
            rule=Rule.UNREADABLE_FILE,
            at=Location(path=path, line=1),
            message=f"the link leads to {place.readlink()}, which is not there",
            hint="fix the link, or delete it",
        )
    return None


def _unexpected(path: str, message: str = "this file is not read", hint: str = "") -> Problem:
    return Problem(
        rule=Rule.UNEXPECTED_FILE, at=Location(path=path, line=1), message=message, hint=hint
    )
