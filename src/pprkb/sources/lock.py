"""One writer at a time: a lock that all processes of pprkb on a library respect.

The operating system holds the lock, so that it ends with its process, however that ends. The file
that carries it stays; it says who held the lock last.
"""

from __future__ import annotations

import errno
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pprkb.model.errors import OutputError

LOCK_NAME = ".pprkb.lock"
"""The lock's file in the library's folder."""
PATIENCE = 5.0
"""How long to wait for another process, in seconds."""
_NO_LOCKS = (errno.ENOSYS, errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOTSUP, errno.EINVAL)


@contextmanager
def locked(root: Path, *, patience: float = PATIENCE) -> Iterator[None]:
    """Keep other processes from writing to a library; inside itself it does nothing more.

    Args:
        root: The library's folder.
        patience: How long to wait for another process, in seconds.

    Raises:
        OutputError: Another process is writing, or the folder cannot be written or locked.
    """
    from filelock import FileLock, Timeout

    path = root / LOCK_NAME
    lock = FileLock(path, is_singleton=True, fallback_to_soft=False, on_acquired=_sign)
    try:
        lock.acquire(timeout=patience)
    except Timeout:
        raise OutputError(
            f"another pprkb is writing to {root}{_holder(path)}",
            hint="wait until it is done and try again",
        ) from None
    except OSError as error:
        if error.errno in _NO_LOCKS:
            raise OutputError(
                f"{root} is on a drive that does not lock files",
                hint="copy the library to a drive of this machine and edit it there",
            ) from error
        raise OutputError(
            f"{root} cannot be written: {error.strerror or error}",
            hint="look at the permissions of the folder, or edit a copy of the library",
        ) from error
    try:
        yield
    finally:
        lock.release()


def _sign(handle: int) -> None:
    """Write who holds the lock; Windows locks the first byte, so the name begins at the second."""
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
