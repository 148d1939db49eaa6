"""Pinning a list: its questions keep the answers they have, and it remembers its data."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pprkb.files.change import Change
from pprkb.files.folder import scan
from pprkb.files.read.snapshot import snapshot_path, write_snapshot
from pprkb.files.yaml.edit import add_to_list, remove
from pprkb.model.errors import EditError, NotFoundError
from pprkb.model.library import FileKind, Library
from pprkb.model.list_snapshot import ListSnapshot
from pprkb.model.problem import Severity
from pprkb.model.reading_list import QueryItem
from pprkb.text.spelling import did_you_mean


def pin(
    root: Path,
    library: Library,
    snapshot: ListSnapshot,
    answers: Sequence[Sequence[Sequence[str]]],
) -> list[Change]:
    """Return the changes that pin a list.

    Args:
        root: The library's folder.
        library: What its files say.
        snapshot: The list with its data as they are now.
        answers: For each section, for each of its items that is a question, the keys that answer
            it, in order.

    Raises:
        NotFoundError: There is no such list.
        EditError: The list's file cannot be edited safely.
    """
    path, content = list_file(root, library, snapshot.slug)
    after = content
    made = library.reading_lists[snapshot.slug]
    for number, section in enumerate(made.sections):
        questions = iter(answers[number])
        for place, item in enumerate(section.items):
            if not isinstance(item, QueryItem):
                continue
            keys = next(questions)
            if item.pinned is not None:
                continue
            field = ("sections", number, "items", place, "pinned")
            for key in keys:
                after = add_to_list(after, path, field, key)
    return [
        Change(path=path, before=content, after=after),
        _snapshot_change(root, snapshot),
    ]


def unpin(root: Path, library: Library, slug: str) -> list[Change]:
    """Return the changes that let a list's questions follow the library again.

    Raises:
        NotFoundError: There is no such list.
        EditError: The list's file cannot be edited safely.
    """
    path, content = list_file(root, library, slug)
    after = content
    for number, section in enumerate(library.reading_lists[slug].sections):
        for place, item in enumerate(section.items):
            if isinstance(item, QueryItem) and item.pinned is not None:
                after = remove(after, path, ("sections", number, "items", place, "pinned"))
    changes = [Change(path=path, before=content, after=after)]
    pinned = root / snapshot_path(slug)
    if pinned.exists():
        changes.append(Change(path=snapshot_path(slug), before=pinned.read_bytes(), after=None))
    return changes


def list_file(root: Path, library: Library, slug: str) -> tuple[str, bytes]:
    """Return the path and content of a list's file, which has no mistake.

    Raises:
        NotFoundError: There is no such list.
        EditError: The list has a mistake.
    """
    if slug not in library.reading_lists:
        hint = did_you_mean(slug, library.reading_lists, "`pprkb reading-list` lists them")
        raise NotFoundError(f'there is no reading list "{slug}"', hint=hint)
    for file in scan(root).files:
        if file.kind is not FileKind.READING_LIST or file.stem != slug:
            continue
        for problem in library.problems:
            # Items that cannot be read are left out: the others would not be where they seem.
            if problem.at.path == file.path and problem.severity is Severity.ERROR:
                raise EditError(f"the list has a mistake: {problem}", hint="mend it first")
        return file.path, file.content
    raise NotFoundError(f'the file of the list "{slug}" is gone')


def _snapshot_change(root: Path, snapshot: ListSnapshot) -> Change:
    path = root / snapshot_path(snapshot.slug)
    before = path.read_bytes() if path.exists() else None
    return Change(path=snapshot_path(snapshot.slug), before=before, after=write_snapshot(snapshot))
