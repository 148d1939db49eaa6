"""What a writing verb does to the library's files: a value that can be shown before it is done."""

from __future__ import annotations

from collections.abc import Iterable
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
from pprkb.files.lock import locked
from pprkb.model.errors import OutputError

_PACKAGE = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, kw_only=True)
class Change:
    """A file before and after."""

    path: str
    """Relative to the library's folder, with forward slashes."""
    before: bytes | None = field(repr=False)
    """None for a file that is new."""
    after: bytes | None = field(repr=False)
    """None for a file that goes."""


def apply(root: Path, changes: Iterable[Change]) -> None:
    """Make changes to the library's files.

    All files are compared with what was read before the first is written. Each file is then written
    whole, in the order given; it should be one in which the library is sound after each step, for a
    drive may be full, or the power cut, between two of them.

    Args:
        root: The library's folder.
        changes: The changes; a file that stays as it is is not written.

    Raises:
        OutputError: A file has changed since it was read, or cannot be written. What was done
            before stays, and the message says so. Or the library is the program's own.
    """
    wanted = [change for change in changes if change.before != change.after]
    for change in wanted:
        _check_inside(change.path)
    if not wanted:
        return
    if root.resolve().is_relative_to(_PACKAGE):
        raise OutputError(
            "the library that comes with the program cannot be changed",
            hint="make one of your own: pprkb init FOLDER; with --example it is a copy of this one",
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


def _half_done(error: OutputError, wanted: list[Change], number: int) -> OutputError:
    if number == 0:
        return error
    done = ", ".join(change.path for change in wanted[:number])
    missing = ", ".join(change.path for change in wanted[number:])
    return OutputError(f"{error.message} (done: {done}; not done: {missing})", hint=error.hint)


def _check_inside(path: str) -> None:
    parts = PurePosixPath(path)
    if parts.is_absolute() or ".." in parts.parts or "\\" in path or "\0" in path:
        raise OutputError(
            f"{path} lies outside of the library", hint="choose a name without slashes"
        )
