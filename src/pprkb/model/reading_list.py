"""A curated list of references, or a course, in sections."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from pprkb.model.problem import Location

IMPORTANCE_WORDS = ("essential", "recommended", "further")
"""How important an item may be, most important first; a list may name words of its own."""


class Depth(StrEnum):
    """How much is printed of each reference."""

    REFERENCE = "reference"
    """The formatted reference alone."""
    IMPLICATIONS = "implications"
    """With its effects line and practice implications."""
    BRIEF = "brief"
    """With its key finding and effects line before the practice implications."""
    FULL = "full"
    """With the whole summary."""


def meeting_days(written: str) -> tuple[date, ...]:
    """Return the day of a meeting, or the first and last of a range with a slash between them.

    Args:
        written: ISO dates; anything else gives no days.
    """
    parts = [part.strip() for part in written.split("/")]
    try:
        days = tuple(date.fromisoformat(part) for part in parts)
    except ValueError:
        return ()
    return days if len(days) <= 2 else ()


@dataclass(frozen=True, kw_only=True)
class Course:
    """The course a list belongs to."""

    code: str = ""
    term: str = ""
    instructor: str = ""


@dataclass(frozen=True, kw_only=True)
class ReferenceItem:
    """One reference of a list."""

    reference: str
    """Citation key."""
    importance: str = ""
    """One of the list's importance words, or empty."""
    note: str = ""
    """Markdown."""
    at: Location | None = field(default=None, compare=False)


@dataclass(frozen=True, kw_only=True)
class QueryItem:
    """The references that fit a question, newest first."""

    topic: str = ""
    type: str = ""
    keyword: str = ""
    kind: str = ""
    """A kind of work in a person's word, such as "book"; see `pprkb.model.kinds`."""
    journal: str = ""
    """A part of the name or abbreviation of a journal."""
    since: int | None = None
    """Earliest year of publication."""
    match: str = ""
    """Words to search for."""
    max: int | None = None
    pinned: tuple[str, ...] | None = None
    """Citation keys of its answers as they were frozen, in order; None while it is open."""
    importance: str = ""
    """Of each of its answers: one of the list's importance words, or empty."""
    note: str = ""
    at: Location | None = field(default=None, compare=False)


@dataclass(frozen=True, kw_only=True)
class ListSection:
    """A headed part of a list, such as a week."""

    heading: str
    date: str = ""
    """ISO date of the meeting, or two with a slash between them; other words stay as they are."""
    note: str = ""
    """Markdown."""
    items: tuple[ReferenceItem | QueryItem, ...] = ()
    at: Location | None = field(default=None, compare=False)


@dataclass(frozen=True, kw_only=True)
class ReadingList:
    """A list of references to read."""

    slug: str
    """The file's name without its extension."""
    title: str
    introduction: str = ""
    """Markdown with citations."""
    course: Course | None = None
    style: str = "apa"
    locale: str = ""
    depth: Depth = Depth.REFERENCE
    sections: tuple[ListSection, ...] = ()
    at: Location | None = field(default=None, compare=False)
