"""Merge conflicts in text files: two versions of the same lines, between markers.

The markers are those of git (`git help merge`, "How conflicts are presented"), which Mercurial,
Subversion and others share: `<<<<<<<`, in the style diff3 `|||||||`, `=======` and `>>>>>>>`, each
at the beginning of a line. A line of only `=======` is a Markdown heading, not a conflict.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pprkb.model.problem import Location, Problem, Rule

_LINE = re.compile(r"([^\r\n]*)(\r\n|\r|\n|\Z)")
_BEGIN = re.compile(r"(<{7,})(?: .*)?\Z")
_LEFT_OVER = re.compile(r"(?:<{7}|>{7}) \S")
_ENTRY = re.compile(r"^(?=[ \t]*@)", re.MULTILINE)
_KEY = re.compile(r"@\w+\s*[{(]\s*([^\s,]+)")
_HINT = "keep what is right, delete the lines with the marks; docs/git.md shows how"


@dataclass(frozen=True, kw_only=True)
class Conflict:
    """The lines of a conflict's markers, from 1; 0 if a marker is absent."""

    begin: int
    """The line of `<<<<<<<`."""
    base: int = 0
    """The line of `|||||||`, followed by the common ancestor."""
    middle: int = 0
    """The line of `=======`, between the versions."""
    end: int = 0
    """The line of `>>>>>>>`."""


@dataclass(frozen=True, kw_only=True)
class Versions:
    """The two versions of a text with merge conflicts; lines keep their numbers."""

    conflicts: tuple[Conflict, ...]
    ours: str
    theirs: str


def versions(text: str) -> Versions | None:
    """Return the two versions of a text; None if it has no merge conflict.

    Args:
        text: The whole file, with line ends of any kind.
    """
    if "<<<<<<<" not in text and ">>>>>>>" not in text:
        return None
    lines = [match.groups() for match in _LINE.finditer(text)]
    conflicts = tuple(_conflicts([line for line, _ in lines]))
    if not conflicts:
        return None
    sides = dict(_sides(conflicts, len(lines)))
    ours, theirs = (
        "".join(
            (line if sides.get(number, side) == side else "") + end
            for number, (line, end) in enumerate(lines, 1)
        )
        for side in ("ours", "theirs")
    )
    return Versions(conflicts=conflicts, ours=ours, theirs=theirs)


def keys_in_conflict(text: str) -> frozenset[str]:
    """Return the keys of the entries that differ between two versions of a .bib file.

    Args:
        text: The whole file.
    """
    found = versions(text)
    if found is None:
        return frozenset()
    ours, theirs = (
        {one.strip() for one in _ENTRY.split(side)} for side in (found.ours, found.theirs)
    )
    keys = (_KEY.match(one) for one in ours ^ theirs)
    return frozenset(match[1] for match in keys if match)


def conflict_problems(text: str, path: str, key: str = "") -> tuple[Problem, ...]:
    """Return a problem for each merge conflict in a text.

    Args:
        text: The whole file.
        path: Its path, for the problems.
        key: The id of the summary or the slug of the list.
    """
    found = versions(text)
    return tuple(
        Problem(
            rule=Rule.MERGE_CONFLICT,
            at=Location(path=path, line=one.begin or one.end),
            message=_in_words(one),
            hint=_HINT,
            key=key,
        )
        for one in (found.conflicts if found else ())
    )


def _in_words(conflict: Conflict) -> str:
    marks = {
        "<<<<<<<": conflict.begin,
        "|||||||": conflict.base,
        "=======": conflict.middle,
        ">>>>>>>": conflict.end,
    }
    places = ", ".join(f"{mark} on line {line}" for mark, line in marks.items() if line)
    if conflict.begin and conflict.end:
        return f"two versions of the text are left from a merge: {places}"
    return f"a mark is left from a merge: {places}"


def _conflicts(lines: list[str]) -> Iterator[Conflict]:
    number = 0
    while number < len(lines):
        begin = _BEGIN.match(lines[number])
        if begin:
            found, after = _from(lines, number, len(begin[1]))
            if found.end or _LEFT_OVER.match(lines[number]):
                yield found
                number = after
                continue
        # Nested quotations in Markdown use the same characters.
        elif _LEFT_OVER.match(lines[number]) and not (number and lines[number - 1].startswith(">")):
            yield Conflict(begin=0, end=number + 1)
        number += 1


def _from(lines: list[str], first: int, size: int) -> tuple[Conflict, int]:
    """Follow a conflict from its first line; markers of another length belong to a nested one.

    Returns:
        The conflict, and the index of the line after it.
    """
    base = middle = 0
    mark = re.compile(rf"(<{{{size}}}|\|{{{size}}}|={{{size}}}|>{{{size}}})(?: .*)?\Z")
    for index in range(first + 1, len(lines)):
        match = mark.match(lines[index])
        if not match:
            continue
        number = index + 1
        match lines[index][0]:
            case "<":
                break
            case "|" if not (base or middle):
                base = number
            case "=" if not middle:
                middle = number
            case ">":
                return Conflict(begin=first + 1, base=base, middle=middle, end=number), number
    return Conflict(begin=first + 1), first + 1


def _sides(conflicts: Iterable[Conflict], length: int) -> Iterator[tuple[int, str]]:
    """Yield the version of each line that only one version has, excluding markers."""
    for conflict in conflicts:
        for number in (conflict.begin, conflict.base, conflict.middle, conflict.end):
            yield number, "nobody"
        if not (conflict.begin and conflict.end):
            continue
        middle = conflict.middle or min(conflict.end, length)
        base = conflict.base or middle
        yield from ((number, "ours") for number in range(conflict.begin + 1, base))
        yield from ((number, "nobody") for number in range(base + 1, middle))
        yield from ((number, "theirs") for number in range(middle + 1, conflict.end))
