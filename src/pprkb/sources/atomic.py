"""Writing a file so that it is either the old one or the new one, never a part."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from pprkb.model.errors import OutputError


def write_whole(path: Path, content: bytes, *, expecting: bytes | None = None) -> None:
    """Write a file beside its place, sync it, and rename it there.

    A symbolic link is followed: the file it leads to is replaced, the link stays.

    Args:
        path: The file; it need not exist.
        content: What it shall hold.
        expecting: What it must still hold at the moment of the renaming.

    Raises:
        OutputError: It cannot be written, or has changed meanwhile.
    """
    temporary = ""
    try:
        target = path.resolve() if path.is_symlink() else path
        handle, temporary = tempfile.mkstemp(prefix=f".{target.name[:80]}.", dir=target.parent)
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        mode = target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask()
        Path(temporary).chmod(mode)
        if expecting is not None and target.read_bytes() != expecting:
            raise OutputError(
                f"{path} has changed since it was read", hint="look at it and try again"
            )
        Path(temporary).replace(target)
        temporary = ""
    except OSError as error:
        raise OutputError(
            f"{path} cannot be written: {error.strerror or error}", hint="choose another place"
        ) from error
    finally:
        if temporary:
            Path(temporary).unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
