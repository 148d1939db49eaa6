"""Archives whose bytes depend on nothing but what is in them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The earliest date that an archive can hold; all its files bear it."""


def write_archive(files: Mapping[str, bytes]) -> bytes:
    """Return files as a ZIP archive; equal files in equal order give equal bytes.

    Args:
        files: Contents by name, with forward slashes.
    """
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, date_time=_FIRST_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            # The bits of a readable file, and no system that would show in the bytes.
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content, compresslevel=6)
    return made.getvalue()


def read_archive(content: bytes) -> dict[str, bytes]:
    """Return the files of a ZIP archive by name, without the folder that they share.

    Raises:
        ValueError: It is no archive, or is damaged.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            files = {
                one.filename: archive.read(one) for one in archive.infolist() if not one.is_dir()
            }
    except Exception as error:  # each way to be damaged has one of its own
        raise ValueError("it is no archive, or it is damaged") from error
    tops = {name.partition("/")[0] for name in files}
    if len(tops) == 1 and all("/" in name for name in files):
        return {name.partition("/")[2]: content for name, content in files.items()}
    return files
