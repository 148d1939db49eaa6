"""A curated list of references, or a course, in sections."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from pprkb.model.problem import Location
from pprkb.model.shown import Shown, how_many, shortened

ITEM_KINDS = (
    *("video", "audio", "podcast", "website", "file", "slides"),
    *("assignment", "exercise", "discussion", "quiz"),
)
"""Kinds of items that are not publications."""
IMPORTANCE_WORDS = ("essential", "recommended", "further")
"""The default levels of importance, most important first; a list may define its own."""


class Depth(StrEnum):
    """How much is printed about each reference."""

    REFERENCE = "reference"
    """Only the formatted reference."""
    IMPLICATIONS = "implications"
    """Also its effects line and practice implications."""
    BRIEF = "brief"
    """Also its key finding, before effects line and practice implications."""
    FULL = "full"
    """Also the whole summary."""


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
    pages: str = ""
    """The pages to read, such as "12–40", if not the whole work."""
    note: str = ""
    """Markdown."""
    at: Location | None = field(default=None, compare=False)


@dataclass(frozen=True, kw_only=True)
class QueryItem:
    """A question: the references that match it, newest first."""

    topic: str = ""
    type: str = ""
    keyword: str = ""
    kind: str = ""
    """A kind of work by its common name, such as "book"; see `pprkb.model.kinds`."""
    journal: str = ""
    """Part of the name or abbreviation of a journal."""
    since: int | None = None
    """Earliest year of publication."""
    match: str = ""
    """Words to search for."""
    max: int | None = None
    pinned: tuple[str, ...] | None = None
    """Citation keys of its answers when they were pinned, in order; None if not pinned."""
    importance: str = ""
    """Importance of each answer: one of the list's importance words, or empty."""
    note: str = ""
    at: Location | None = field(default=None, compare=False)


@dataclass(frozen=True, kw_only=True)
class OtherItem:
    """An item that is not a publication: a video to watch, a task to do."""

    item: str
    """Its description, such as "Watch: The three sessions"."""
    link: str = ""
    """Its address."""
    kind: str = ""
    """One of `ITEM_KINDS`, or empty."""
    importance: str = ""
    """One of the list's importance words, or empty."""
    note: str = ""
    """Markdown."""
    at: Location | None = field(default=None, compare=False)


Item = ReferenceItem | QueryItem | OtherItem


class Load(StrEnum):
    """The unit in which the reading load is given."""

    NONE = "none"
    PAGES = "pages"


@dataclass(frozen=True, kw_only=True)
class ListSection:
    """A part of a list with a heading, such as a week."""

    heading: str
    date: str = ""
    """ISO date of the meeting, or two separated by a slash; any other text is kept as it is."""
    note: str = ""
    """Markdown."""
    items: tuple[Item, ...] = ()
    at: Location | None = field(default=None, compare=False)


@dataclass(frozen=True, kw_only=True)
class ReadingList(Shown):
    """A list of references to read."""

    slug: str
    """The file name without extension."""
    title: str
    introduction: str = ""
    """Markdown with citations."""
    course: Course | None = None
    style: str = "apa"
    locale: str = ""
    depth: Depth = Depth.REFERENCE
    proxy: str = ""
    """The address of a library's proxy, to which addresses of works are appended; may be empty."""
    load: Load = Load.NONE
    sections: tuple[ListSection, ...] = ()
    at: Location | None = field(default=None, compare=False)

    @property
    def is_styled(self) -> bool:
        """Whether it names another style than the usual one, or a locale."""
        return bool(self.locale) or self.style != "apa"

    def __repr__(self) -> str:
        """Return the list's title and length on one line."""
        items = sum(len(section.items) for section in self.sections)
        held = f"{how_many(len(self.sections), 'section')}, {how_many(items, 'item')}"
        return f"<ReadingList {self.slug}: {shortened(self.title)} ({held})>"


@dataclass(frozen=True, kw_only=True)
class EffectThen:
    """One effect of a listed work."""

    words: str
    """The effect on one line of plain text."""
    evidence_key: str = ""
    superseded_by: str = ""
    """Citation key."""


@dataclass(frozen=True, kw_only=True)
class WorkThen:
    """One listed work."""

    reference: str
    """The formatted reference as plain text."""
    cited: str
    """How the work is cited, such as "Webb et al., 2010"."""
    summaries: tuple[str, ...] = ()
    """Ids, newest first."""
    effects: Mapping[str, EffectThen] = field(default_factory=dict)
    """By summary id and effect id, joined by a slash."""
    notices: tuple[str, ...] = ()
    """Retractions, corrections and the like, each on one line."""


@dataclass(frozen=True, kw_only=True)
class ListSnapshot:
    """A list with the data that it is based on."""

    slug: str
    month: str
    """YYYY-MM of the newest summary of the library."""
    works: Mapping[str, WorkThen] = field(default_factory=dict)
    """By citation key, in the order of the list."""
    topics: tuple[str, ...] = ()
    """Ids of the topics of its works and questions."""
    known: Mapping[str, str] = field(default_factory=dict)
    """Titles of the summaries on these topics, listed or not, by id."""
    findings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The library's evidence keys, each with the ids of the summaries that report the finding."""

    def with_keys(self, names: Mapping[str, str]) -> ListSnapshot:
        """Return the snapshot with the current keys of the works.

        Args:
            names: All keys of works, each mapped to the work's main key.
        """
        works = {}
        for key, work in self.works.items():
            effects = {
                name: replace(one, superseded_by=names.get(one.superseded_by, one.superseded_by))
                for name, one in work.effects.items()
            }
            works[names.get(key, key)] = replace(work, effects=effects)
        return replace(self, works=works)
