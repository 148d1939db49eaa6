"""Changes of files as a patch that `git apply` and `patch -p1` make again, byte for byte."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator

from pprkb.files.change import Change

_NO_LINE_END = b"\n\\ No newline at end of file\n"


def patch(changes: Iterable[Change]) -> bytes:
    """Return changes of existing files as a unified patch, to be applied in the library's folder.

    A line ends with a line feed alone; a carriage return before it belongs to the line, as the
    programs that apply patches have it.

    Args:
        changes: The changes; files that are new or go are left out.
    """
    return b"".join(line for change in changes for line in _of_file(change))


def _of_file(change: Change) -> Iterator[bytes]:
    if change.before is None or change.after is None:
        return
    # A tab ends a name that holds a blank.
    name = change.path.encode() + (b"\t" if " " in change.path else b"")
    compared = difflib.diff_bytes(
        difflib.unified_diff,
        _lines(change.before),
        _lines(change.after),
        b"a/" + name,
        b"b/" + name,
    )
    for line in compared:
        yield line if line.endswith(b"\n") else line + _NO_LINE_END


def _lines(content: bytes) -> list[bytes]:
    lines = content.split(b"\n")
    return [line + b"\n" for line in lines[:-1]] + lines[-1:] * bool(lines[-1])
