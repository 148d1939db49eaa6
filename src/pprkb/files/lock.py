"""One writer at a time: a lock that all processes of pprkb on a library respect.

The operating system holds the lock, so that it ends with its process, however that ends. The file
that carries it lies with the user's other caches, so that nothing strange appears among the
library's files, and says who held the lock last. Writers on another machine, or as another user,
are detected when a file no longer holds what was read.
"""

from __future__ import annotations

import hashlib
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pprkb.model.errors import OutputError

PATIENCE = 5.0
"""How long to wait for another process, in seconds."""


def lock_path(root: Path) -> Path:
    """Return the file that carries the lock of a library.

    Args:
        root: The library's folder.
    """
    from platformdirs import user_cache_path

    name = hashlib.sha256(str(root.resolve()).encode()).hexdigest()[:24]
    return user_cache_path("pprkb", appauthor=False) / "locks" / f"{name}.lock"


@contextmanager
def locked(root: Path, *, patience: float = PATIENCE) -> Iterator[None]:
    """Keep other processes from writing to a library; it may be nested.

    Args:
        root: The library's folder.
        patience: How long to wait for another process, in seconds.

    Raises:
        OutputError: Another process is writing, or the lock cannot be had.
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
