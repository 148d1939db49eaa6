"""The memory: a cache of a library's parsed files between commands.

It is in the user's cache folder, never beside the library: it is a pickle, and loading a pickle
from another person could run code. It can be deleted at any time. Entries are looked up by the
content they were made from; a memory that is damaged or from another version is ignored and
rewritten.
"""

from __future__ import annotations

import copyreg
import gc
import hashlib
import os
import pickle
import shutil
import stat
import sys
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache, cached_property
from io import BytesIO
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple, TypeVar, cast

from pprkb.files.atomic import write_whole
from pprkb.formats.bibtex import read as bibtex
from pprkb.model.errors import PprkbError
from pprkb.model.library import ParsedFile
from pprkb.version import __version__

Asked = tuple[tuple[str, str, str | None], ...]
"""The names that a file uses: kind, name, and what it referred to, or None if unknown."""

_Made = TypeVar("_Made")
_Freeze = Callable[[dict[str, str]], Mapping[str, str]]

_LEAST = 20
"""The memory is written only if at least this many values, and one in a hundred, are new."""
_LARGEST = 1 << 30
_LIBRARIES = 12
"""The maximum number of libraries with a memory, most recently used first."""


class RememberedFile(NamedTuple):
    """A parsed file, with the names it depends on."""

    asked: Asked
    unknown: str
    """A digest of all known names, if the file uses an unknown one."""
    parsed: ParsedFile


@dataclass
class LibraryMemory:
    """The parsed files of one library."""

    root: Path | None = None
    """The library's folder, if it is in one."""
    read: int = 0
    """The number of files that were not in the memory."""
    met: dict[str, str] = field(default_factory=dict)
    """The latest digest of each requested file."""

    @cached_property
    def entries(self) -> bibtex.Memory:
        """The entries of .bib files."""
        memory = bibtex.Memory()
        found = self._load("entries")
        memory.entries.update(found if isinstance(found, dict) else {})
        self._weigh("entries", _values(memory))
        return memory

    @cached_property
    def files(self) -> dict[tuple[str, str], RememberedFile]:
        """Summaries, lists and other files, by path and digest of the content."""
        found = self._load("files")
        made: dict[tuple[str, str], RememberedFile] = found if isinstance(found, dict) else {}
        self._weigh("files", (one.parsed.summary for one in made.values()))
        return made

    @cached_property
    def answers(self) -> dict[str, object]:
        """The latest results that depend on all files, by a digest of the files."""
        found = self._load("answers")
        return found if isinstance(found, dict) else {}

    @cached_property
    def _weights(self) -> dict[str, int]:
        """The number of values when it was loaded."""
        return {}

    @cached_property
    def _borrowed(self) -> set[str]:
        """The values loaded from the memory of another library."""
        return set()

    def answer(self, digest: str, answer: object) -> None:
        """Store a result in place of the previous one."""
        self.answers.clear()
        self.answers[digest] = answer
        self._store("answers", self.answers)

    def once(self, name: str, digest: str, make: Callable[[], _Made]) -> _Made:
        """Compute a result from some files, once per process for the same files.

        An edit needs the results before and after it, so two are kept for each name.

        Args:
            name: The name of the result.
            digest: A digest of the files.
            make: Computes the result.
        """
        kept = self._made.setdefault(name, {})
        if digest not in kept:
            for oldest in list(kept)[: len(kept) - 1]:
                del kept[oldest]
            kept[digest] = make()
        return cast("_Made", kept[digest])

    @cached_property
    def _made(self) -> dict[str, dict[str, object]]:
        return {}

    def keep(self) -> None:
        """Save new values, if there are enough of them."""
        if self.root is None:
            return
        if "entries" in self.__dict__:
            weight = _weight(_values(self.entries))
            if self._has_grown("entries", weight, len(self.entries)):
                self.entries.forget()
                self._store("entries", dict(self.entries.entries))
        if "files" in self.__dict__:
            for path, digest in [place for place in self.files if place[0] in self.met]:
                if self.met[path] != digest:
                    del self.files[path, digest]
            weight = _weight(file.parsed.summary for file in self.files.values())
            if self._has_grown("files", weight, len(self.files)):
                self._store("files", self.files)

    def _has_grown(self, name: str, weight: int, number: int) -> bool:
        before, self._weights[name] = self._weights.get(name, 0), weight
        if weight - before >= max(_LEAST, number // 100):
            return True
        self._weights[name] = before
        return False

    def _weigh(self, name: str, loaded: Iterable[object]) -> None:
        if name not in self._borrowed:
            self._weights[name] = _weight(loaded)

    def _load(self, name: str) -> object:
        """Return the stored value with a name, or None."""
        if self.root is None:
            return None
        folder = folder_of(self.root, make=False)
        if folder and (found := _read(folder / name)) is not None:
            return found
        # If the library has been copied or moved, the memory of the original is useful.
        other = _latest()
        if other is None or name == "answers":
            return None
        self._borrowed.add(name)
        return _read(other / name)

    def _store(self, name: str, value: object) -> None:
        folder = folder_of(self.root, make=True) if self.root else None
        if folder:
            _write(folder / name, value)


def _values(memory: bibtex.Memory) -> Iterable[object]:
    return (entry.reference for entries in memory.entries.values() for entry in entries.values())


def _weight(values: Iterable[object]) -> int:
    """Count values with everything derived from them."""
    return sum(len(value.__dict__) for value in values if value is not None)


_MEMORIES: dict[Path, LibraryMemory] = {}


def memory_of(root: Path | None) -> LibraryMemory:
    """Return the memory of a library, one per process."""
    if root is None:
        return LibraryMemory()
    found = _MEMORIES.get(root)
    if found is None:
        if len(_MEMORIES) >= _LIBRARIES:
            _MEMORIES.clear()
        found = _MEMORIES[root] = LibraryMemory(root=root)
    return found


# -- the folder ------------------------------------------------------------------------------------


def cache_folder(name: str = "") -> Path:
    """Return the user's cache folder, or a path in it; it need not exist."""
    # Most commands that only read need no cache folder.
    from platformdirs import user_cache_path

    return user_cache_path("pprkb", appauthor=False) / name


def folder_of(root: Path, *, make: bool) -> Path | None:
    """Return the folder of a library's memory; None if there is none that can be trusted.

    Args:
        root: The library's folder.
        make: Whether to create it.
    """
    base = cache_folder("read")
    place = hashlib.sha256(os.fsencode(os.path.realpath(root))).hexdigest()[:16]
    if Path(os.path.realpath(base)).is_relative_to(os.path.realpath(root)):
        return None
    folder = base / place
    try:
        if make:
            base.mkdir(mode=0o700, parents=True, exist_ok=True)
            if not folder.exists():
                _make_room(base)
            folder.mkdir(mode=0o700, exist_ok=True)
        return folder if is_own(base) and is_own(folder) else None
    except OSError:
        return None


def _latest() -> Path | None:
    """Return the folder of the most recently used memory."""
    base = cache_folder("read")
    try:
        paths = [path for path in base.iterdir() if is_own(path)] if is_own(base) else []
        return max(paths, key=lambda one: one.stat().st_mtime, default=None)
    except OSError:
        return None


def _make_room(base: Path) -> None:
    """Delete the least recently used memories."""
    there = sorted(base.iterdir(), key=lambda one: one.stat().st_mtime, reverse=True)
    for old in there[_LIBRARIES - 1 :]:
        if old.is_dir() and not old.is_symlink():
            shutil.rmtree(old, ignore_errors=True)


def is_own(path: Path) -> bool:
    """Return whether only the user can write a folder or file, and it is not a link."""
    status = path.lstat()
    if stat.S_ISLNK(status.st_mode):
        return False
    if os.name != "posix":
        return True
    return status.st_uid == os.getuid() and not status.st_mode & 0o022


# -- files -----------------------------------------------------------------------------------------


def _read(path: Path) -> object:
    """Return the content of a file; None if it is missing, foreign, outdated or damaged."""
    try:
        if not is_own(path) or path.stat().st_size > _LARGEST:
            return None
        content = path.read_bytes()
    except OSError:
        return None
    head, rest = content[: len(_head())], memoryview(content)[len(_head()) :]
    if head != _head() or hashlib.blake2b(rest[32:], digest_size=32).digest() != rest[:32]:
        return None
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        found: object = _Unpickler(BytesIO(rest[32:])).load()
    except Exception:  # any damage is harmless, since the memory can be rebuilt
        return None
    finally:
        if was_enabled:
            gc.enable()
    return found


def _write(path: Path, value: object) -> None:
    out = BytesIO()
    pickler = pickle.Pickler(out, protocol=5)
    pickler.dispatch_table = copyreg.dispatch_table.copy()
    pickler.dispatch_table[MappingProxyType] = _taken_apart
    pickler.dump(value)
    content = out.getbuffer()
    if len(content) > _LARGEST:
        return
    digest = hashlib.blake2b(content, digest_size=32).digest()
    with suppress(OSError, PprkbError):
        path.parent.touch()
        write_whole(path, b"".join((_head(), digest, content)))
        path.chmod(0o600)


def _taken_apart(
    value: Mapping[str, str],
) -> tuple[_Freeze, tuple[dict[str, str]]]:
    return frozen, (dict(value),)


def frozen(value: dict[str, str]) -> Mapping[str, str]:
    """Return an immutable mapping."""
    return MappingProxyType(value)


class _Unpickler(pickle.Unpickler):
    """An unpickler that creates only values of pprkb."""

    def find_class(self, module: str, name: str) -> object:
        """Return a class of pprkb, or a numeric class."""
        if module.startswith("pprkb.") or (module, name) == ("decimal", "Decimal"):
            found: object = super().find_class(module, name)
            if isinstance(found, type) or found is frozen:
                return found
        raise pickle.UnpicklingError(f"{module}.{name}")


@cache
def _head() -> bytes:
    """Return a fingerprint of the program: its version, its files and Python's version."""
    folder = Path(__file__).resolve().parents[1]
    stamp = hashlib.blake2b(digest_size=16)
    stamp.update(f"{__version__} {sys.version} {folder}".encode())
    for place, _, names in sorted(os.walk(folder)):
        for path in (Path(place, name) for name in sorted(names) if name.endswith(".py")):
            status = path.stat()
            stamp.update(f"{path} {status.st_size} {status.st_mtime_ns}".encode())
    return b"pprkb memory 1\n" + stamp.digest()
