"""The content of a library's text files: file by file, and as a whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from itertools import combinations

from pprkb.model.notice import Notice, Notices
from pprkb.model.problem import Location, Problem, Silence
from pprkb.model.reading_list import ReadingList
from pprkb.model.reference import Reference
from pprkb.model.summary import ResearchType, Summary, Topic, keyword_topics
from pprkb.text.spelling import caseless, nfc


class FileKind(StrEnum):
    """The kinds of files in a library, in the order in which they are read."""

    REFERENCES = "references"
    """`data/references.bib`, the one file a library must have."""
    BIBLIOGRAPHY = "bibliography"
    """A .bib file in `data/bibliographies/`, written by another program and never by pprkb."""
    TOPICS = "topics"
    """`data/topics.yaml`."""
    RESEARCH_TYPES = "research-types"
    """`data/research-types.yaml`."""
    NOTICES = "notices"
    """`data/retractions.yaml`."""
    SUMMARY = "summary"
    """A file of `data/summaries/`."""
    READING_LIST = "reading-list"
    """A file of `data/reading-lists/`."""
    NOT_DUPLICATES = "not-duplicates"
    """`data/not-duplicates.yaml`."""
    REDIRECTS = "redirects"
    """`data/redirects.yaml`."""


@dataclass(frozen=True, kw_only=True)
class Use:
    """A place where a file names a work: in a field, or in a citation."""

    key: str
    """The work's citation key."""
    at: Location
    by: str
    """Id of the summary, or slug of the list."""


@dataclass(frozen=True, kw_only=True)
class Redirect:
    """A redirect from an address of an earlier site to a page of the present one."""

    old: str
    """Relative to the root, without a leading slash: "?cat_2=17", "2016/04/alliance.html"."""
    new: str
    """Likewise: "topics/alliance/"."""
    at: Location


@dataclass(frozen=True, kw_only=True)
class ParsedFile:
    """The content of one file; only the attributes for its kind are filled."""

    path: str
    """Relative to the library's folder, with forward slashes."""
    kind: FileKind
    digest: str
    """SHA-256 of the bytes that were parsed, hexadecimal."""
    problems: tuple[Problem, ...] = ()
    remarks: tuple[Problem, ...] = ()
    """Values that were understood but deserve a remark; only `check` reports them."""
    silences: tuple[Silence, ...] = ()
    parents: frozenset[str] = frozenset()
    """Keys of references that other references take fields from or point to."""
    references: tuple[Reference, ...] = ()
    marks: tuple[str, ...] = ()
    """For each reference, a digest of everything it was read from except its location."""
    entry_keys: frozenset[str] = frozenset()
    """The keys of all entries in lower case, including entries that cannot be read."""
    topics: tuple[Topic, ...] = ()
    research_types: tuple[ResearchType, ...] = ()
    summary: Summary | None = None
    reading_list: ReadingList | None = None
    not_duplicates: tuple[NotDuplicates, ...] = ()
    notices: tuple[Notice, ...] = ()
    data_set: str = ""
    """ISO date of the data set that the notices were last compared with."""
    redirects: tuple[Redirect, ...] = ()
    uses: tuple[Use, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Library:
    """References, summaries, vocabularies and lists, each by its key, in the order of the files.

    Every key, topic and research type named by a value is in the library. Whatever could not be
    read is in `problems` instead.
    """

    references: Mapping[str, Reference] = field(default_factory=dict)
    summaries: Mapping[str, Summary] = field(default_factory=dict)
    topics: Mapping[str, Topic] = field(default_factory=dict)
    research_types: Mapping[str, ResearchType] = field(default_factory=dict)
    reading_lists: Mapping[str, ReadingList] = field(default_factory=dict)
    not_duplicates: tuple[NotDuplicates, ...] = ()
    notices: Notices = field(default_factory=dict)
    """By the key of the work; the notices of each in the order of the file."""
    redirects: tuple[Redirect, ...] = ()
    uses: tuple[Use, ...] = ()
    """Every place where a summary or list names a work."""
    problems: tuple[Problem, ...] = ()
    remarks: tuple[Problem, ...] = ()
    """Remarks from reading that are not damage."""
    silences: tuple[Silence, ...] = ()
    parents: frozenset[str] = frozenset()
    """Keys of references that other references take fields from or point to."""

    def is_used(self, reference: Reference) -> bool:
        """Return whether a summary, a list or a citation names a work."""
        return not self._used.isdisjoint((reference.key, *reference.aliases))

    @cached_property
    def _used(self) -> frozenset[str]:
        return frozenset(use.key for use in self.uses)

    @cached_property
    def keys(self) -> dict[str, str]:
        """Every key by which a work is known, with the work's own."""
        others = {
            name: reference.key
            for reference in self.references.values()
            for name in reference.aliases
        }
        return others | {key: key for key in self.references}

    def key_of(self, name: str) -> str | None:
        """Return the key of the work that a name stands for, or None.

        Args:
            name: A key or another key of the work. The form of Unicode does not count; case does,
                unless one work alone can be meant.
        """
        keys = self.keys
        if name in keys:
            return keys[name]
        for form in (nfc, caseless):
            meant = {key for other, key in keys.items() if form(other) == form(name)}
            if len(meant) == 1:
                return meant.pop()
        return None


def library_of(files: Iterable[ParsedFile], problems: Iterable[Problem] = ()) -> Library:
    """Put parsed files together; where none holds topics, the keywords of the works are topics.

    Args:
        files: In reading order.
        problems: Those that belong to no parsed file; they come first.
    """
    files = tuple(files)
    topics = tuple(topic for file in files for topic in file.topics)
    if not any(file.kind is FileKind.TOPICS for file in files):
        topics = keyword_topics(reference for file in files for reference in file.references)
    notices: dict[str, tuple[Notice, ...]] = {}
    for notice in (one for file in files for one in file.notices):
        notices[notice.reference] = (*notices.get(notice.reference, ()), notice)
    return Library(
        references={reference.key: reference for file in files for reference in file.references},
        summaries={file.summary.id: file.summary for file in files if file.summary},
        topics={topic.id: topic for topic in topics},
        research_types={
            research_type.id: research_type
            for file in files
            for research_type in file.research_types
        },
        reading_lists={
            file.reading_list.slug: file.reading_list for file in files if file.reading_list
        },
        not_duplicates=tuple(one for file in files for one in file.not_duplicates),
        notices=notices,
        redirects=tuple(one for file in files for one in file.redirects),
        uses=tuple(use for file in files for use in file.uses),
        problems=(*problems, *(problem for file in files for problem in file.problems)),
        remarks=tuple(remark for file in files for remark in file.remarks),
        silences=tuple(silence for file in files for silence in file.silences),
        parents=frozenset(key for file in files for key in file.parents),
    )


@dataclass(frozen=True, kw_only=True)
class NotDuplicates:
    """Works that the author has declared to be different."""

    keys: tuple[str, ...]
    """Two or more citation keys."""
    reason: str = ""
    at: Location | None = field(default=None, compare=False)


def told_apart(decisions: Iterable[NotDuplicates]) -> frozenset[frozenset[str]]:
    """Return all pairs of keys that an author has declared to be different works."""
    return frozenset(
        frozenset(pair) for decision in decisions for pair in combinations(decision.keys, 2)
    )
