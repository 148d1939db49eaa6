"""Reproducible ZIP archives: their bytes depend only on their content."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Container, Mapping

_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The earliest date that an archive can store, used for all files."""
_MS_DOS, _UNIX = 0, 3


def write_archive(
    files: Mapping[str, bytes], *, stored: Container[str] = (), permissions: int | None = None
) -> bytes:
    """Return files as a ZIP archive; equal files in equal order give equal bytes.

    Args:
        files: Contents by name, with forward slashes.
        stored: Names of files that are not compressed.
        permissions: Unix permissions of each file; None to leave them out.
    """
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, date_time=_FIRST_DAY)
            entry.compress_type = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            # Otherwise the bytes would depend on the operating system.
            entry.create_system = _MS_DOS if permissions is None else _UNIX
            entry.external_attr = (permissions or 0) << 16
            archive.writestr(entry, content, compresslevel=6)
    return target.getvalue()


def read_archive(content: bytes) -> dict[str, bytes]:
    """Return the files of a ZIP archive by name, without their common folder.

    Raises:
        ValueError: It is not an archive, or is damaged.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            files = {
                one.filename: archive.read(one) for one in archive.infolist() if not one.is_dir()
            }
    except Exception as error:  # each kind of damage raises another exception
        raise ValueError("it is not an archive, or it is damaged") from error
    tops = {name.partition("/")[0] for name in files}
    if len(tops) == 1 and all("/" in name for name in files):
        return {name.partition("/")[2]: content for name, content in files.items()}
    return files
