"""Changes of the library's files, which can be previewed before they are applied."""

from __future__ import annotations

import difflib
import hashlib
import os
import re
import socket
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from pprkb.files.atomic import (
    check_unchanged,
    check_writable,
    clear_leftovers,
    delete_whole,
    write_new,
    write_whole,
)
from pprkb.files.bibliographies import BIBLIOGRAPHIES_FOLDER
from pprkb.files.memory import cache_folder
from pprkb.files.text import decode_text
from pprkb.model.errors import Hint, OutputError, Step
from pprkb.model.shown import Shown
from pprkb.text.number import whole_number

# -- changes -------------------------------------------------------------------------------------

_PACKAGE = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, kw_only=True)
class Change:
    """A file before and after."""

    path: str
    """Relative to the library's folder, with forward slashes."""
    before: bytes | None = field(repr=False)
    """None for a new file."""
    after: bytes | None = field(repr=False)
    """None for a deleted file."""


def apply(root: Path, changes: Iterable[Change]) -> None:
    """Apply changes to the library's files.

    Before the first file is written, all files are compared with what was read. Files are then
    written atomically, in the given order. Choose an order that leaves the library valid after each
    file, since the drive may become full, or the power fail, between two of them.

    Args:
        root: The library's folder.
        changes: The changes; unchanged files are not written.

    Raises:
        OutputError: The library comes with pprkb; or a file has changed since it was read, or
            cannot be written. Files written before are not restored, and the message says so.
    """
    wanted = [change for change in changes if change.before != change.after]
    for change in wanted:
        _check_inside(change.path)
    if not wanted:
        return
    if root.resolve().is_relative_to(_PACKAGE):
        raise OutputError(
            "the library that comes with the program cannot be changed",
            hint=Hint(Step.BEGIN_COPY),
        )
    with locked(root):
        for change in wanted:
            check_unchanged(root / change.path, change.before)
            check_writable(root / change.path)
        for number, change in enumerate(wanted):
            try:
                _write(root / change.path, change)
            except OutputError as error:
                raise _half_done(error, wanted, number) from error


def _write(path: Path, change: Change) -> None:
    clear_leftovers(path.resolve() if path.is_symlink() else path)
    if change.after is None:
        delete_whole(path, expecting=change.before or b"")
    elif change.before is None:
        write_new(path, change.after)
    else:
        write_whole(path, change.after, expecting=change.before)


def _half_done(error: OutputError, changes: list[Change], number: int) -> OutputError:
    if number == 0:
        return error
    done = ", ".join(change.path for change in changes[:number])
    missing = ", ".join(change.path for change in changes[number:])
    return OutputError(f"{error.message} (done: {done}; not done: {missing})", hint=error.hint)


def _check_inside(path: str) -> None:
    if PurePosixPath(BIBLIOGRAPHIES_FOLDER) in (PurePosixPath(path), *PurePosixPath(path).parents):
        raise OutputError(
            f"{path} belongs to another program and is never written",
            hint="change it in Zotero, or in the program that writes it",
        )
    parts = PurePosixPath(path)
    if parts.is_absolute() or ".." in parts.parts or "\\" in path or "\0" in path:
        raise OutputError(
            f"{path} lies outside of the library", hint="choose a name without slashes"
        )


_LINE = re.compile(r"([^\r\n]*)(\r\n|\r|\n|\Z)")
# Control characters are shown by their Unicode control pictures.
_PICTURES = {code: 0x2400 + code for code in range(32) if chr(code) != "\t"} | {127: 0x2421}
_HEADING = re.compile(r"@@ -(?P<old>\d+)(?P<many>(?:,\d+)?) \+(?P<new>\d+)(?P<more>(?:,\d+)?) @@")
_LONG = 2_000
"""From this number of lines on, only lines around a change are compared."""
_CONTEXT = 3
"""Lines of context around a change."""
_NO_LINE_END = "\\ No newline at end of file"
_NOWHERE = "/dev/null"


def difference(changes: Iterable[Change]) -> str:
    """Return changes as a unified diff, with three lines of context around each.

    Line ends are not shown unless a change mixes kinds of them: then a carriage return is ␍.

    Returns:
        Lines with line ends; empty if nothing changes.
    """
    return "".join(f"{line}\n" for change in changes for line in _of_file(change))


def _of_file(change: Change) -> Iterator[str]:
    before, after = _lines(change.before, change.path), _lines(change.after, change.path)
    mixed = len({end for _, end in (*before, *after) if end}) > 1
    start, end = _changed(before, after)
    compared = difflib.unified_diff(
        [_shown(*line, mixed=mixed) for line in before[start : len(before) - end]],
        [_shown(*line, mixed=mixed) for line in after[start : len(after) - end]],
        _NOWHERE if change.before is None else change.path,
        _NOWHERE if change.after is None else change.path,
        lineterm="",
    )
    for line in compared:
        yield from _moved(line, start).split("\n")
    if change.before != change.after and before == after:
        yield f"{change.path}: only bytes that are not shown change"


def _changed(before: list[tuple[str, str]], after: list[tuple[str, str]]) -> tuple[int, int]:
    """Return the number of lines to skip at the beginning and the end of a long file.

    The cost of comparing lines is more than linear.
    """
    least = min(len(before), len(after))
    if least < _LONG:
        return 0, 0
    start = next((n for n in range(least) if before[n] != after[n]), least)
    end = next((n for n in range(least - start) if before[-1 - n] != after[-1 - n]), least - start)
    return max(0, start - _CONTEXT), max(0, end - _CONTEXT)


def _moved(line: str, by: int) -> str:
    """Return a line of a diff, with the line numbers of headings shifted."""
    heading = _HEADING.fullmatch(line) if by else None
    if heading is None:
        return line
    old, new = (whole_number(heading[name], 0) + by for name in ("old", "new"))
    return f"@@ -{old}{heading['many']} +{new}{heading['more']} @@"


def _lines(content: bytes | None, path: str) -> list[tuple[str, str]]:
    """Return lines and their ends; the last may have none."""
    if not content:
        return []
    text, _ = decode_text(content, path)
    lines = [match.groups() for match in _LINE.finditer(text)]
    return [(line, end) for line, end in lines if line or end]


def _shown(line: str, end: str, *, mixed: bool) -> str:
    shown = line.translate(_PICTURES)
    if mixed and "\r" in end:
        shown += "␍"
    return shown if end else f"{shown}\n{_NO_LINE_END}"


_PATCH_END = b"\n\\ No newline at end of file\n"


def patch(changes: Iterable[Change]) -> bytes:
    """Return changes of existing files as a patch, to be applied in the library's folder.

    Lines end with a line feed; a carriage return before it belongs to the line, as in programs that
    apply patches.

    Args:
        changes: The changes; new and deleted files are left out.
    """
    return b"".join(line for change in changes for line in _patch_of(change))


def _patch_of(change: Change) -> Iterator[bytes]:
    if change.before is None or change.after is None:
        return
    # A tab ends a name that contains a space.
    name = change.path.encode() + (b"\t" if " " in change.path else b"")
    compared = difflib.diff_bytes(
        difflib.unified_diff,
        _byte_lines(change.before),
        _byte_lines(change.after),
        b"a/" + name,
        b"b/" + name,
    )
    for line in compared:
        yield line if line.endswith(b"\n") else line + _PATCH_END


def _byte_lines(content: bytes) -> list[bytes]:
    lines = content.split(b"\n")
    return [line + b"\n" for line in lines[:-1]] + lines[-1:] * bool(lines[-1])


@dataclass(frozen=True)
class Edit(Shown):
    """A change of the library's files, which can be previewed before it is applied."""

    root: Path
    """The library's folder."""
    plan: Callable[[], Iterable[Change]]
    """Reads the files and returns the changes."""

    def __repr__(self) -> str:
        """Return the library's folder and the methods to call on one line."""
        return f"<Edit of {self.root}: .difference() shows it, .apply() makes it>"

    def changes(self) -> tuple[Change, ...]:
        """Return the changes that would be made now; nothing is written.

        Raises:
            PprkbError: The changes cannot be made.
        """
        return tuple(self.plan())

    def difference(self) -> str:
        """Return the changes that would be made now as a unified diff; nothing is written.

        Raises:
            PprkbError: The changes cannot be made.
        """
        return difference(self.plan())

    def apply(self) -> tuple[Change, ...]:
        """Apply the changes, and return those that changed something.

        The library is locked from reading to writing, so that no other changes are overwritten.

        Raises:
            PprkbError: The changes cannot be made.
        """
        return tuple(change for change in self.carry_out() if change.before != change.after)

    def carry_out(self) -> tuple[Change, ...]:
        """Apply the changes like `apply`, but also return those without effect.

        Raises:
            PprkbError: The changes cannot be made.
        """
        with locked(self.root):
            changes = self.changes()
            apply(self.root, changes)
        return changes


# -- one writer at a time: a lock that all pprkb processes respect -------------------------------
# The operating system holds the lock, so that it is released when the process ends for any reason.
# The lock file is in the user's cache folder, to keep the library clean, and names the last holder.
# Writers on other machines, or as other users, are detected by comparing files with what was read.

PATIENCE = 5.0
"""How long to wait for another process, in seconds."""


def lock_path(root: Path) -> Path:
    """Return the lock file of a library."""
    name = hashlib.sha256(str(root.resolve()).encode()).hexdigest()[:24]
    return cache_folder("locks") / f"{name}.lock"


@contextmanager
def locked(root: Path, *, patience: float = PATIENCE) -> Iterator[None]:
    """Lock a library against writes by other processes; reentrant.

    Args:
        root: The library's folder.
        patience: How long to wait for another process, in seconds.

    Raises:
        OutputError: Another process is writing, or the lock cannot be acquired.
    """
    from filelock import FileLock, Timeout

    path = lock_path(root)
    lock = FileLock(path, is_singleton=True, fallback_to_soft=False, on_acquired=_sign)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock.acquire(timeout=patience)
    except Timeout:
        raise OutputError(
            f"another pprkb is writing to {root}{_holder(path)}",
            hint="wait until it is done and try again",
        ) from None
    except OSError as error:
        raise OutputError(
            f"the lock {path} cannot be had: {error.strerror or error}",
            hint="set XDG_CACHE_HOME to a folder of a drive of this machine that you can write",
        ) from error
    try:
        yield
    finally:
        lock.release()


def _sign(handle: int) -> None:
    """Write the holder's name; Windows locks the first byte, so it begins at the second."""
    os.lseek(handle, 0, os.SEEK_SET)
    os.ftruncate(handle, 0)
    os.write(handle, f" process {os.getpid()} on {socket.gethostname()}\n".encode())


def _holder(path: Path) -> str:
    try:
        with path.open("rb", buffering=0) as stream:
            stream.seek(1)
            name = stream.read(200).decode("utf-8", "replace").strip()
    except OSError:
        return ""
    return f": {name}" if name else ""
