"""Changes of files as a unified difference, for people to look at."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator

from pprkb.files.change import Change
from pprkb.files.text import decode_text
from pprkb.text.number import whole_number

_LINE = re.compile(r"([^\r\n]*)(\r\n|\r|\n|\Z)")
# What would move the cursor of a terminal is shown by its picture.
_PICTURES = {code: 0x2400 + code for code in range(32) if chr(code) != "\t"} | {127: 0x2421}
_HEADING = re.compile(r"@@ -(?P<old>\d+)(?P<many>(?:,\d+)?) \+(?P<new>\d+)(?P<more>(?:,\d+)?) @@")
_LONG = 2_000
"""Lines of a file of which only those around a change are compared."""
_CONTEXT = 3
"""Lines that are shown around a change."""
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
    """Return how many lines of a long file need no look, at its beginning and at its end.

    Comparing line by line costs more than the length of a file.
    """
    least = min(len(before), len(after))
    if least < _LONG:
        return 0, 0
    start = next((n for n in range(least) if before[n] != after[n]), least)
    end = next((n for n in range(least - start) if before[-1 - n] != after[-1 - n]), least - start)
    return max(0, start - _CONTEXT), max(0, end - _CONTEXT)


def _moved(line: str, by: int) -> str:
    """Return a line of a difference; numbers of lines in a heading count from further up."""
    heading = _HEADING.fullmatch(line) if by else None
    if heading is None:
        return line
    old, new = (whole_number(heading[name], 0) + by for name in ("old", "new"))
    return f"@@ -{old}{heading['many']} +{new}{heading['more']} @@"


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
