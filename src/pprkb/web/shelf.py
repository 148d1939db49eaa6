"""Data of one state of the library that many pages share."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import islice
from threading import Lock
from typing import Generic, TypeVar
from urllib.parse import parse_qsl

from markupsafe import Markup as Html

from pprkb.knowledge_base import KnowledgeBase
from pprkb.languages import ENGLISH, Words
from pprkb.model.reading_list import QueryItem, ReadingList, ReferenceItem
from pprkb.model.shown import digest_of
from pprkb.model.summary import ResearchType
from pprkb.query.catalogue import Catalogue, Facet, Listed
from pprkb.query.damage import Damage
from pprkb.query.related import Links, Neighbours, Related
from pprkb.query.terms import TopicCount
from pprkb.text.spelling import fold
from pprkb.web import addresses

_MOST_ROWS = 10_000
"""The maximum number of cached rows: some 30 MB."""
_MOST_FIELDS = 100
"""The maximum number of parameters in a query; old addresses have few."""
_PAGE = re.compile(r"(?:/|\.html?|/[^./]+|^[^./]+)\Z")


K = TypeVar("K")
V = TypeVar("V")


class Kept(Generic[K, V]):
    """A thread-safe cache that drops the oldest values."""

    def __init__(self, most: int) -> None:
        """Start empty.

        Args:
            most: The maximum number of values.
        """
        self._most = most
        self._values: dict[K, V] = {}
        self._lock = Lock()

    def __len__(self) -> int:
        """Return the number of cached values."""
        return len(self._values)

    def get(self, key: K) -> V | None:
        """Return a cached value, or None."""
        return self._values.get(key)

    def keep(self, values: Mapping[K, V]) -> None:
        """Store values."""
        with self._lock:
            self._values.update(values)
            over = max(0, len(self._values) - self._most)
            for oldest in list(islice(self._values, over)):
                del self._values[oldest]


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """An article in a list."""

    key: str
    title: Html
    work: Html
    """The title of the work, if the headline is that of a summary; else empty."""
    byline: str
    container: Html
    topics: tuple[tuple[str, str], ...]
    """Ids and labels."""
    types: tuple[tuple[str, str], ...]
    month: str
    month_name: str
    snippet: Html
    standing: str
    """Such as "Retracted"; usually empty."""
    coins: Html
    lang: Html
    """The attribute `lang` of the title of the work; empty in the language of the page."""
    prose_lang: Html
    """The attribute `lang` of the summary's text."""
    summarised: bool = True
    printed: dict[int, tuple[str, str]] = field(default_factory=dict, repr=False, compare=False)
    """HTML before and after the snippet, by heading level, for a page at the root; shared by rows
    that differ only in the snippet."""


@dataclass(frozen=True)
class Shelf:
    """Articles, topics, types and lists of one state of the library; thread-safe."""

    state: str
    """A digest of the text files that it was read from."""
    catalogue: Catalogue
    links: Links
    topics: tuple[TopicCount, ...]
    types: tuple[tuple[ResearchType, int], ...]
    lists: tuple[ReadingList, ...]
    redirects: tuple[tuple[str, str], ...] = ()
    """Addresses of an earlier site, with the pages that they redirect to."""
    damage: Damage = field(default_factory=Damage)
    """Unreadable parts of the text files."""
    words: Words = field(default=ENGLISH, repr=False, compare=False)
    """Words in the language of labels."""
    memory: dict[str, object] = field(default_factory=dict, repr=False, compare=False)
    """The cache shared by all readers of this state."""
    _spoken: dict[str, Shelf] = field(default_factory=dict, repr=False, compare=False)
    """The same in other languages, by locale."""
    rows: Kept[str, Row] = field(
        default_factory=lambda: Kept(_MOST_ROWS), repr=False, compare=False
    )
    """Cached rows of lists, by the key of the article."""

    @classmethod
    def of(cls, reader: KnowledgeBase) -> Shelf:
        """Read it."""
        return cls(
            state=reader.state,
            catalogue=reader.catalogue(),
            links=reader.links(),
            topics=reader.topics(),
            types=reader.research_types(),
            lists=reader.reading_lists(),
            redirects=reader.redirects(),
            damage=reader.damage(),
        )

    def spoken(self, words: Words) -> Shelf:
        """Return the shelf with labels and rows in a language."""
        if words is self.words:
            return self
        found = self._spoken.get(words.locale)
        if found is None:
            found = self._spoken[words.locale] = self._in_words(words)
        return found

    def _in_words(self, words: Words) -> Shelf:
        language = words.language
        labels = self.catalogue.labels
        topics = tuple(
            replace(one, topic=replace(one.topic, label=one.topic.label_in(language)))
            for one in self.topics
        )
        types = tuple(
            (
                replace(one, label=one.label_in(language), definition=one.definition_in(language)),
                count,
            )
            for one, count in self.types
        )
        kinds = {kind: words.capital(words(label)) for kind, label in labels[Facet.KIND].items()}
        catalogue = self.catalogue.labelled(
            {
                Facet.TOPIC: {**labels[Facet.TOPIC], **{o.topic.id: o.topic.label for o in topics}},
                Facet.TYPE: {**labels[Facet.TYPE], **{one.id: one.label for one, _ in types}},
                Facet.KIND: dict(sorted(kinds.items(), key=lambda one: fold(one[1]))),
                Facet.EFFECTS: {
                    value: words.said(label) for value, label in labels[Facet.EFFECTS].items()
                },
            }
        )
        return replace(
            self,
            words=words,
            catalogue=catalogue,
            topics=topics,
            types=types,
            rows=Kept(_MOST_ROWS),
            _spoken={},
        )

    @cached_property
    def months(self) -> tuple[str, ...]:
        """The months with summaries, newest first."""
        return tuple(self.catalogue.labels[Facet.MONTH])

    def months_beside(self, month: str) -> tuple[str, ...]:
        """Return a month with the months before and after it."""
        place = self.months.index(month)
        return self.months[max(0, place - 1) : place + 2]

    @cached_property
    def catalogue_digest(self) -> str:
        """A digest of the facets of all articles."""
        return digest_of(self.catalogue)

    @cached_property
    def topics_digest(self) -> str:
        """A digest of the labels and counts of all topics."""
        return digest_of(self.topics)

    @cached_property
    def summarised(self) -> tuple[Listed, ...]:
        """The articles with a summary, newest first."""
        own = [one for one in self.catalogue.articles if one.headline]
        return tuple(sorted(own, key=lambda one: one.month, reverse=True))

    @cached_property
    def authors(self) -> dict[str, tuple[str, tuple[Listed, ...]]]:
        """The name and works of each person, by slug, in alphabetical order of names."""
        found: dict[str, tuple[str, list[Listed]]] = {}
        for article in self.catalogue.articles:
            for name in article.people:
                found.setdefault(addresses.author_slug(name), (name, []))[1].append(article)
        return {slug: (name, tuple(own)) for slug, (name, own) in sorted(found.items())}

    @cached_property
    def renamed(self) -> dict[str, str]:
        """Former addresses of articles and topics, with the present ones."""
        old: dict[str, str] = {}
        for article in self.catalogue.articles:
            for alias in article.aliases:
                old[addresses.article(alias)] = addresses.article(article.key)
        topics = [one for one in self.topics if one.articles]
        for counted in topics:
            for alias in counted.topic.aliases:
                slug = addresses.author_slug(alias)
                there = addresses.value(Facet.TOPIC, counted.topic.id)
                old[f"{addresses.TOPICS}{slug}/"] = there
        current = {addresses.article(article.key) for article in self.catalogue.articles}
        current |= {addresses.value(Facet.TOPIC, one.topic.id) for one in topics}
        return {there: here for there, here in old.items() if there not in current}

    @cached_property
    def _asked(self) -> dict[str, list[tuple[frozenset[tuple[str, str]], str]]]:
        """The queries and targets of each path of an earlier site, longest query first."""
        found: dict[str, list[tuple[frozenset[tuple[str, str]], str]]] = {}
        for old, new in self.redirects:
            path, _, query = old.partition("?")
            there = self.renamed.get(new, new)
            if self._has(there):
                found.setdefault(path, []).append((frozenset(parse_qsl(query)), there))
        for own in found.values():
            own.sort(key=lambda one: -len(one[0]))
        return found

    def _has(self, address: str) -> bool:
        """Return whether the page of a value or an article exists; other pages always do."""
        if address.startswith("/") or "\\" in address or ":" in address.partition("/")[0]:
            # A browser would take it for another host.
            return False
        folder, _, name = address.partition("#")[0].rstrip("/").partition("/")
        if not name:
            return True
        if folder == addresses.ARTICLES.rstrip("/"):
            return name in self.keys
        facet = next((one for one in Facet if addresses.value(one, "") == f"{folder}//"), None)
        if facet is None:
            return True
        value = self.values(facet).get(name)
        return value is not None and bool(self.catalogue.of_value(facet, value))

    def moved(self, path: str, query: str) -> str | None:
        """Return the page that an old address redirects to, or None.

        A request may have further parameters, such as those that newsletters add to links.
        """
        pairs = set(parse_qsl(query)) if query.count("&") < _MOST_FIELDS else set()
        there = next((new for own, new in self._asked.get(path, ()) if own <= pairs), None)
        folder, _, name = path.rstrip("/").rpartition("/")
        if f"{folder}/" == addresses.ARTICLES and name in self.catalogue.by_key:
            # A key as it is written, which an address spells otherwise.
            there = there or addresses.article(name)
        return there or self.renamed.get(path)

    @cached_property
    def old_pages(self) -> dict[str, str]:
        """Old addresses that can be files: without a query, and shown as pages by browsers."""
        found = {
            path: new
            for path, own in self._asked.items()
            for pairs, new in own
            if not pairs and path and _PAGE.search(path)
        }
        return {
            path if path.endswith(("/", ".html", ".htm")) else f"{path}/": new
            for path, new in sorted({**found, **self.renamed}.items())
        }

    @cached_property
    def old_queries(self) -> list[tuple[list[tuple[str, str]], str]]:
        """Queries of the front page of an earlier site with their targets, for a script."""
        return [(sorted(own), new) for own, new in self._asked.get("", ()) if own]

    @cached_property
    def keys(self) -> dict[str, str]:
        """The key of each article by its path segment."""
        return {addresses.segment(one.key): one.key for one in self.catalogue.articles}

    @cached_property
    def slugs(self) -> dict[str, str]:
        """The name of each reading list by its path segment."""
        return {addresses.segment(one.slug): one.slug for one in self.lists}

    def values(self, facet: Facet) -> dict[str, str]:
        """Return the values of a facet by their path segments."""
        return {addresses.segment(one): one for one in self.catalogue.labels[facet]}

    def related(self, key: str, limit: int = 6) -> tuple[Related, ...]:
        """Return the related articles of one, each with the reason."""
        return self._neighbours.of(key, limit)

    @cached_property
    def _neighbours(self) -> Neighbours:
        return Neighbours(self.catalogue, self.links)

    @cached_property
    def _lists_of(self) -> dict[str, list[ReadingList]]:
        found: dict[str, list[ReadingList]] = {}
        for one in self.lists:
            items = (item for section in one.sections for item in section.items)
            for key in dict.fromkeys(i.reference for i in items if isinstance(i, ReferenceItem)):
                found.setdefault(key, []).append(one)
        return found

    def locale_of_list(self, slug: str) -> str:
        """Return the locale that a list names; empty if it names none."""
        return next((one.locale for one in self.lists if one.slug == slug), "")

    def lists_with(self, key: str) -> tuple[ReadingList, ...]:
        """Return the reading lists with an article."""
        return tuple(self._lists_of.get(key, ()))

    def lists_on(self, topic: str) -> tuple[ReadingList, ...]:
        """Return the reading lists with a question on a topic, or half of their works on it."""
        members = {one.key for one in self.catalogue.of_value(Facet.TOPIC, topic)}
        found = []
        for one in self.lists:
            items = [item for section in one.sections for item in section.items]
            named = [item.reference for item in items if isinstance(item, ReferenceItem)]
            asked = {item.topic for item in items if isinstance(item, QueryItem)}
            if topic in asked or (named and len(members.intersection(named)) * 2 >= len(named)):
                found.append(one)
        return tuple(found)
