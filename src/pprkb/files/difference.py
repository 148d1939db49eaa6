"""Changes of files as a unified difference, for people to look at."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator

from pprkb.files.change import Change
from pprkb.files.text import decode_text

_LINE = re.compile(r"([^\r\n]*)(\r\n|\r|\n|\Z)")
# What would move the cursor of a terminal is shown by its picture.
_PICTURES = {code: 0x2400 + code for code in range(32) if chr(code) != "\t"} | {127: 0x2421}
_NO_LINE_END = "\\ No newline at end of file"
_NOWHERE = "/dev/null"


def difference(changes: Iterable[Change]) -> str:
    """Return changes as a unified difference, three lines of context around each.

    Line ends are not shown unless a change mixes kinds of them: then a carriage return is ␍.

    Args:
        changes: The changes.

    Returns:
        Lines with a line end each; the empty text where nothing changes.
    """
    return "".join(f"{line}\n" for change in changes for line in _of_file(change))


def _of_file(change: Change) -> Iterator[str]:
    before, after = _lines(change.before, change.path), _lines(change.after, change.path)
    mixed = len({end for _, end in (*before, *after) if end}) > 1
    compared = difflib.unified_diff(
        [_shown(*line, mixed=mixed) for line in before],
        [_shown(*line, mixed=mixed) for line in after],
        _NOWHERE if change.before is None else change.path,
        _NOWHERE if change.after is None else change.path,
        lineterm="",
    )
    for line in compared:
        yield from line.split("\n")
    if change.before != change.after and [*before] == [*after]:
        yield f"{change.path}: only bytes that are not shown change"


def _lines(content: bytes | None, path: str) -> list[tuple[str, str]]:
    """Return lines and their ends; the last has none where the file does not end with one."""
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
