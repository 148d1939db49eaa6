"""What a library would be after a change: read in memory, before anything is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from pprkb.files.change import Change
from pprkb.files.folder import Scan, scan, source_file
from pprkb.files.read.load import load_library
from pprkb.model.library import FileKind, Library
from pprkb.model.problem import Problem


def library_after(root: Path, changes: Iterable[Change]) -> Library:
    """Return what the files of a library would say after some changes.

    Args:
        root: The library's folder.
        changes: What would be written.
    """
    return load_library(_changed(scan(root), changes))


def new_problems(root: Path, changes: Iterable[Change]) -> tuple[Problem, ...]:
    """Return the problems that changes would bring, compared without their lines and keys.

    Args:
        root: The library's folder.
        changes: What would be written.
    """
    scanned = scan(root)
    before = Counter(map(_kind, load_library(scanned).problems))
    after = load_library(_changed(scanned, changes)).problems
    fresh = []
    for problem in after:
        known = _kind(problem)
        if before[known]:
            before[known] -= 1
        else:
            fresh.append(problem)
    return tuple(fresh)


def _kind(problem: Problem) -> tuple[str, str]:
    # Without key and hint: a rename changes keys, and may change which name is suggested.
    return problem.rule.value, problem.at.path


def _changed(scanned: Scan, changes: Iterable[Change]) -> Scan:
    files = {file.path: file for file in scanned.files}
    for change in changes:
        if change.after is None:
            files.pop(change.path, None)
            continue
        if made := source_file(change.path, change.after):
            files[change.path] = made
    order = list(FileKind)
    ordered = sorted(files.values(), key=lambda file: (order.index(file.kind), file.path))
    return replace(scanned, files=tuple(ordered))
