"""Creating reading lists (by topic, by week, as a copy of another), and pinning them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import count
from pathlib import Path

from pprkb.desk.new_summary import term_id
from pprkb.files.change import Change
from pprkb.files.folder import scan
from pprkb.files.read.reading_list import load_snapshot, snapshot_path, write_snapshot
from pprkb.files.read.vocabulary import is_id
from pprkb.files.yaml.edit import add_to_list, begin_list, remove, set_value
from pprkb.files.yaml.values import yaml_text
from pprkb.model.errors import EditError, Hint, NotFoundError, Step
from pprkb.model.library import FileKind, Library
from pprkb.model.problem import Severity
from pprkb.model.reading_list import ListSnapshot, QueryItem, ReadingList, meeting_days
from pprkb.text.spelling import did_you_mean

COMMANDS = frozenset({"new", "copy", "pin", "unpin", "suggest", "diff", "check", "write"})
"""Subcommands of `pprkb reading-list`, which cannot be names of lists."""


_DEVICE = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)\Z")
"""Reserved file names on Windows."""


@dataclass(frozen=True, kw_only=True)
class NewList:
    """A list to be created."""

    slug: str
    """Its name: lower-case letters, digits and hyphens."""
    title: str
    topics: tuple[str, ...] = ()
    """Ids, labels or aliases of topics; each becomes a section with a question."""
    since: int | None = None
    """Earliest year of publication."""
    at_most: int = 5
    """The maximum number of answers to each question."""
    course: str = ""
    """The code of a course."""
    term: str = ""
    """The term of the course."""
    weeks: int | None = None
    """The number of empty weeks, if there are no topics."""
    start: date | None = None
    """The date of the first section; the others follow weekly."""
    skip: Collection[date] = ()
    """Days of weeks without a meeting, such as a reading week."""


def new_list(library: Library, wanted: NewList) -> Change:
    """Return the change that writes a new list's file.

    Raises:
        NotFoundError: A topic is not in the library.
        EditError: The name is invalid or taken.
    """
    slug, title, topics = wanted.slug, wanted.title, wanted.topics
    course, term, start = wanted.course, wanted.term, wanted.start
    since, weeks = wanted.since, wanted.weeks
    if not title.strip():
        raise EditError("the list has no title", hint="give it one")
    check_slug(library, slug)
    lines = [f"title: {yaml_text(title)}"]
    if course or term:
        lines.append("course:")
        lines += [f"  {name}: {yaml_text(word)}" for name, word in _course(course, term) if word]
    lines += ["style: apa", "depth: implications", "sections:"]
    meetings = _meetings(start, wanted.skip)
    ids = list(dict.fromkeys(term_id(topic, library.topics, "topic") for topic in topics))
    for one in ids:
        lines.append(f"  - heading: {yaml_text(library.topics[one].label)}")
        lines += next(meetings)
        lines += ["    items:", f"      - topic: {yaml_text(one)}"]
        lines += [f"        since: {since}"] if since else []
        lines.append(f"        max: {wanted.at_most}")
    for week in range(1, (weeks or 1) + 1) if not ids else ():
        lines.append(f'  - heading: "Week {week}"')
        lines += next(meetings)
        lines.append("    items:")
        lines.append("      # - reference: KEY, then importance: essential, recommended or further")
    return Change(
        path=f"data/reading-lists/{slug}.yaml",
        before=None,
        after=("\n".join(lines) + "\n").encode(),
    )


def copy_list(
    root: Path,
    library: Library,
    old: str,
    new: str,
    *,
    title: str = "",
    term: str = "",
    start: date | None = None,
) -> list[Change]:
    """Return the changes that copy a list, including comments, notes and pins.

    All dates are moved so that the first becomes `start`; text instead of a date stays as it is. If
    no section has a date, they are dated a week apart.

    Args:
        root: The library's folder.
        library: The content of its files.
        old: The list to copy.
        new: The name of the copy.
        title: Its title; by default that of the old list.
        term: The term of its course; by default that of the old list.
        start: The date of its first dated section; by default the dates stay.

    Raises:
        NotFoundError: There is no list `old`.
        EditError: The name is invalid or taken, or the list has a mistake.
        LibraryError: The pinned state of the list is damaged.
    """
    path, content = list_file(root, library, old)
    check_slug(library, new)
    if title:
        content = set_value(content, path, ("title",), title)
    if term:
        content = set_value(content, path, ("course", "term"), term)
    if start:
        content = _moved(content, path, library.reading_lists[old], start)
    changes = [Change(path=f"data/reading-lists/{new}.yaml", before=None, after=content)]
    if (root / snapshot_path(old)).exists():
        pinned = write_snapshot(replace(load_snapshot(root, old), slug=new))
        changes.append(Change(path=snapshot_path(new), before=None, after=pinned))
    return changes


def _moved(content: bytes, path: str, reading_list: ReadingList, start: date) -> bytes:
    dated = [
        (number, days)
        for number, section in enumerate(reading_list.sections)
        if (days := meeting_days(section.date))
    ]
    if not dated:
        # The sections are in the order of the meetings.
        weeks = range(len(reading_list.sections))
        dated = [(week, (start + timedelta(weeks=week),)) for week in weeks]
    distance = start - dated[0][1][0]
    for number, days in dated:
        written = "/".join((day + distance).isoformat() for day in days)
        field = ("sections", number, "date")
        content = set_value(content, path, field, written, after=("heading",))
    return content


def check_slug(library: Library, slug: str) -> None:
    """Raise an error for a name that a new list cannot have.

    Raises:
        EditError: It is invalid or taken.
    """
    if not is_id(slug) or slug in COMMANDS or _DEVICE.match(slug):
        raise EditError(
            f'"{slug}" cannot be the name of a list',
            hint="use lower-case letters, digits and hyphens, such as alliance-2027",
        )
    if slug in library.reading_lists:
        raise EditError(f'there is a list "{slug}" already', hint="choose another name")


def _meetings(start: date | None, skip: Collection[date]) -> Iterator[list[str]]:
    """Yield the date lines of sections: none without a start, otherwise a week apart."""
    free = {day.isocalendar()[:2] for day in skip}
    while start is None:
        yield []
    for number in count():
        day = start + timedelta(weeks=number)
        if day.isocalendar()[:2] not in free:
            yield [f"    date: {day.isoformat()}"]


def _course(code: str, term: str) -> tuple[tuple[str, str], ...]:
    return ("code", code), ("term", term)


def pin(
    root: Path,
    library: Library,
    snapshot: ListSnapshot,
    answers: Sequence[Sequence[Sequence[str]]],
) -> list[Change]:
    """Return the changes that pin a list.

    Args:
        root: The library's folder.
        library: The content of its files.
        snapshot: The list with its present data.
        answers: For each section, the keys of the answers to each of its questions, in order.

    Raises:
        NotFoundError: There is no such list.
        EditError: The list's file cannot be edited safely.
    """
    path, content = list_file(root, library, snapshot.slug)
    after = content
    reading_list = library.reading_lists[snapshot.slug]
    for number, section in enumerate(reading_list.sections):
        questions = iter(answers[number])
        for place, item in enumerate(section.items):
            if not isinstance(item, QueryItem):
                continue
            keys = next(questions)
            if item.pinned is not None:
                continue
            field = ("sections", number, "items", place, "pinned")
            if not keys:
                after = begin_list(after, path, field)
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
    """Return the path and content of a list's file, which must have no mistakes.

    Raises:
        NotFoundError: There is no such list.
        EditError: The list has a mistake.
    """
    if slug not in library.reading_lists:
        hint = did_you_mean(slug, library.reading_lists, Hint(Step.READING_LISTS))
        raise NotFoundError(f'there is no reading list "{slug}"', hint=hint)
    for file in scan(root).files:
        if file.kind is not FileKind.READING_LIST or file.stem != slug:
            continue
        for problem in library.problems:
            # Unreadable items are left out, so the positions of the others would be wrong.
            if problem.at.path == file.path and problem.severity is Severity.ERROR:
                raise EditError(f"the list has a mistake: {problem}", hint="fix it first")
        return file.path, file.content
    raise NotFoundError(f'the file of the list "{slug}" is gone')


def _snapshot_change(root: Path, snapshot: ListSnapshot) -> Change:
    path = root / snapshot_path(snapshot.slug)
    before = path.read_bytes() if path.exists() else None
    return Change(path=snapshot_path(snapshot.slug), before=before, after=write_snapshot(snapshot))
