"""Atomic writes: a file has either its old content or the new content.

The new bytes are written to a temporary file in the same folder, synced and read back; then that
file is renamed to the old name, which is atomic, and the folder is synced.
"""

from __future__ import annotations

import errno
import os
import re
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from pprkb.model.errors import OutputError

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
_NO_LINKS = (errno.EPERM, errno.ENOSYS, errno.EOPNOTSUPP, errno.ENOTSUP, errno.EMLINK, errno.EXDEV)
_HINTS = {
    errno.EACCES: "look at the permissions of its folder, or choose another place",
    errno.EPERM: "look at the permissions of its folder, or choose another place",
    errno.EROFS: "the drive is read-only: choose another place",
    errno.ENOSPC: "make room on the drive and try again",
    errno.EDQUOT: "make room on the drive and try again",
}


def write_whole(
    path: Path, content: bytes, *, expecting: bytes | None = None, synced: bool = True
) -> None:
    """Write a file; an existing file is replaced and keeps its mode.

    Symbolic links are followed: the target is replaced. Devices and pipes are written to. A
    read-only file is left unchanged.

    Args:
        path: The file; it need not exist.
        content: Its new content.
        expecting: The content that it must still have just before the rename.
        synced: Whether to sync it immediately, rather than with the next `sync_all`.

    Raises:
        OutputError: It cannot be written, is read-only, or has changed in the meantime.
    """
    with _said_of(path):
        if _is_stream(path):
            path.write_bytes(content)
            return
        check_writable(path)
        target = path.resolve() if path.is_symlink() else path
        with _written_beside(target, content, synced=synced) as temporary:
            if expecting is not None:
                check_unchanged(path, expecting)
            os.replace(temporary, target)
        if synced:
            _sync_folder(target.parent)


def sync_all() -> None:
    """Flush all written data to disk, if the system supports it."""
    if hasattr(os, "sync"):
        os.sync()


def write_new(path: Path, content: bytes) -> None:
    """Create a file, and its folder if necessary.

    Raises:
        OutputError: It exists or cannot be written.
    """
    with _said_of(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        with _written_beside(path, content) as temporary:
            try:
                _name_anew(temporary, path)
            except FileExistsError:
                raise OutputError(
                    f"{path} exists already", hint="choose another name, or edit that file"
                ) from None
        _sync_folder(path.parent)


def delete_whole(path: Path, *, expecting: bytes) -> None:
    """Delete a file; of a symbolic link, only the link.

    Raises:
        OutputError: It cannot be deleted, is read-only, or has changed in the meantime.
    """
    with _said_of(path):
        check_writable(path)
        check_unchanged(path, expecting)
        os.unlink(path)
        _sync_folder(path.parent)


def check_unchanged(path: Path, expecting: bytes | None) -> None:
    """Raise an error if a file does not have the expected content.

    Args:
        path: The file.
        expecting: Its bytes; None if it must not exist.

    Raises:
        OutputError: It has other content.
    """
    with _said_of(path):
        try:
            current = _read(path)
        except FileNotFoundError:
            current = None
    if current == expecting:
        return
    if expecting is None:
        message = f"{path} exists already"
    elif current is None:
        message = f"{path} has been deleted since it was read"
    else:
        message = f"{path} has changed since it was read"
    raise OutputError(message, hint="look at it and try again")


def check_writable(path: Path) -> None:
    """Raise an error if a file is read-only or belongs to another user.

    Renaming only needs a writable folder, and an administrator may write everything, so the
    file's own permissions are checked.

    Args:
        path: The file; it need not exist.

    Raises:
        OutputError: It must not be written.
    """
    try:
        status = path.stat()
    except OSError:
        return
    if not status.st_mode & stat.S_IWUSR:
        raise OutputError(
            f"{path} is read-only; nothing was written",
            hint="make the file writable first, or choose another place",
        )
    if not os.access(path, os.W_OK):
        raise OutputError(
            f"you may not write {path}; nothing was written",
            hint="look at its owner and permissions, or choose another place",
        )


def clear_leftovers(path: Path) -> None:
    """Delete temporary files of killed processes; nothing may be writing the file."""
    ours = re.compile(rf"{re.escape(_prefix(path))}[0-9a-f]{{8}}\.tmp\Z")
    with suppress(OSError):
        for name in os.listdir(path.parent):
            if ours.match(name):
                os.unlink(path.parent / name)


def _prefix(path: Path) -> str:
    return f".{path.name[:40]}."


def _is_stream(path: Path) -> bool:
    """Return whether a path is a device or a pipe, such as /dev/null."""
    try:
        mode = path.stat().st_mode
    except OSError:
        return False
    return stat.S_ISCHR(mode) or stat.S_ISFIFO(mode)


@contextmanager
def _said_of(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        hint = _HINTS.get(error.errno or 0, "choose another place")
        raise OutputError(
            f"{path} cannot be written: {error.strerror or error}", hint=hint
        ) from error


@contextmanager
def _written_beside(target: Path, content: bytes, *, synced: bool = True) -> Iterator[Path]:
    """Write, sync and read back a temporary file; it is deleted unless it is renamed."""
    temporary = target.parent / f"{_prefix(target)}{os.urandom(4).hex()}.tmp"
    handle = os.open(temporary, _NEW, 0o666)
    try:
        try:
            _write_all(handle, content)
            _take_over(target, handle, temporary)
            if synced:
                os.fsync(handle)
        finally:
            os.close(handle)
        if _read(temporary) != content:
            raise OutputError(
                f"{target} cannot be written: the drive does not hold what was written to it",
                hint="choose another place, and look after the drive",
            )
        yield temporary
    finally:
        with suppress(FileNotFoundError):
            os.unlink(temporary)


def _write_all(handle: int, content: bytes) -> None:
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(handle, rest[: 1 << 20]) :]


def _take_over(target: Path, handle: int, temporary: Path) -> None:
    """Copy the mode and, if allowed, the owner of the old file to the new one."""
    try:
        old = target.stat()
    except FileNotFoundError:
        return
    if hasattr(os, "fchown"):
        new = os.fstat(handle)
        if (new.st_uid, new.st_gid) != (old.st_uid, old.st_gid):
            with suppress(OSError):
                os.fchown(handle, old.st_uid, old.st_gid)
    os.chmod(temporary, old.st_mode & 0o777)


def _read(path: Path) -> bytes:
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    with os.fdopen(handle, "rb") as stream:
        return stream.read()


def _name_anew(temporary: Path, path: Path) -> None:
    """Rename a file to a name that must be free."""
    if os.name == "nt":
        os.rename(temporary, path)
        return
    try:
        os.link(temporary, path)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        # Without hard links: reserve the name with an empty file, then replace that.
        os.close(os.open(path, _NEW, 0o666))
        os.replace(temporary, path)


def _sync_folder(folder: Path) -> None:
    """Sync the folder, if possible, so that a rename survives a power cut."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
