"""The catalogue for browsing: all articles with their facets, and counts for each value."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from itertools import compress
from typing import NamedTuple

from pprkb.languages import Words, phrase
from pprkb.model.kinds import LABELS, kind_of_type
from pprkb.model.notice import standing_in_words, standing_of
from pprkb.model.reference import ReferenceType
from pprkb.model.summary import ResearchType, Topic
from pprkb.query.lists import all_notices
from pprkb.query.terms import all_research_types, all_topics
from pprkb.store.database import Database

_ARTICLES = """
SELECT key, type, year, authors, title, container_title, aliases, language,
       sort_name, sort_title
  FROM reference
UNION ALL
SELECT summary.id, '', NULL, '', title, '', '[]', '', '', lower(title)
  FROM summary LEFT JOIN summary_reference
    ON summary_id = summary.id AND relation = 'summarises'
 WHERE reference_key IS NULL
 ORDER BY sort_name, year, sort_title, key
"""
_SUMMARIES = """
SELECT coalesce(reference_key, summary.id), summary.id, title, coalesce(month, ''),
       coalesce(research_type, ''), summary.language,
       EXISTS (SELECT 1 FROM effect_size WHERE effect_size.summary_id = summary.id)
  FROM summary LEFT JOIN summary_reference
    ON summary_reference.summary_id = summary.id AND relation = 'summarises'
 ORDER BY month DESC, summary.id
"""
_TOPICS = """
SELECT coalesce(reference_key, summary_topic.summary_id), topic_id FROM summary_topic
  LEFT JOIN summary_reference
    ON summary_reference.summary_id = summary_topic.summary_id AND relation = 'summarises'
UNION
SELECT reference_key, topic_id FROM keyword_topic
"""


_PEOPLE = """
SELECT reference_key, role, literal, non_dropping_particle, family, given
  FROM reference_contributor JOIN contributor ON contributor.id = contributor_id
 WHERE role IN ('author', 'editor') ORDER BY reference_key, position
"""


_MOST_NAMES = 3
"""The maximum number of authors to print in a list."""
_FEWEST_JOINED = 2
"""The number of names that are joined by a word."""


class Facet(StrEnum):
    """Facets for browsing; the value is the name in addresses."""

    TOPIC = "topic"
    TYPE = "type"
    """Type of research."""
    KIND = "kind"
    """Kind of work, such as a book."""
    YEAR = "year"
    """Year of publication."""
    MONTH = "month"
    """Month of a summary."""
    EFFECTS = "effects"
    """Whether effect sizes are recorded: "yes" or "no"."""


class Headline(NamedTuple):
    """The title of a summary."""

    summary: str
    """Its id, which replaces an unreadable title."""
    title: str
    month: str
    """YYYY-MM; empty if unknown."""
    language: str
    """A BCP 47 tag; empty if not stated."""


@dataclass(frozen=True, kw_only=True)
class Listed:
    """One article in a list."""

    key: str
    title: str
    """Rich text; the title of the work, or of a summary without a work."""
    authors: str
    """For running text: "A, B & C"."""
    byline: str
    """The authors; for more than three, only the first: "A et al."."""
    language: str
    """Language of the work's title; usually empty."""
    standing: str
    """Standing of the work, such as "Retracted"; usually empty."""
    year: int | None
    container: str
    """Journal or book; rich text."""
    headline: str
    """Title of the newest summary; empty if there is none."""
    month: str
    """Month of the newest summary, YYYY-MM; empty if there is none."""
    headlines: tuple[Headline, ...]
    """All its summaries, newest first."""
    names: tuple[str, ...]
    """Family names of the authors or, without authors, of the editors."""
    people: tuple[str, ...]
    """Authors and editors, without repetition, with initials: "Wampold, B. E."."""
    aliases: tuple[str, ...]
    """Alternative keys of the work."""
    facets: Mapping[Facet, tuple[str, ...]]
    """Ids of its values for each facet; topics include broader topics."""

    def authors_in(self, words: Words) -> str:
        """Return the authors in a language: "A, B et C"."""
        if len(self.names) < _FEWEST_JOINED or self.authors.endswith(" et al."):
            return self.authors
        *names, last = self.names
        return words("{names} & {last}", names=", ".join(names), last=last)

    def cited_in(self, words: Words) -> str:
        """Return one or two names for running text; for more, the first with "et al."."""
        return f"{self.names[0]} et al." if len(self.names) > 2 else self.authors_in(words)

    def byline_in(self, words: Words) -> str:
        """Return the authors; for more than three, only the first."""
        return self.byline if len(self.names) > _MOST_NAMES else self.authors_in(words)


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a facet with the number of articles that it would select."""

    id: str
    label: str
    count: int
    chosen: bool


Choice = Mapping[Facet, Sequence[str]]
"""Chosen values by facet; an article must match all facets, by any value of each."""

_DIGITS = bytes.maketrans(b"01", b"\x00\x01")


def places_of(bits: int) -> bytes:
    """Return a byte for each bit of a whole number, lowest first: 1 if it is set."""
    return bin(bits)[:1:-1].encode().translate(_DIGITS)


_LAZY = ("_of_value", "_places", "by_key")
"""Values that a catalogue computes lazily."""


@dataclass(frozen=True)
class Catalogue:
    """All articles of the library, for browsing."""

    articles: tuple[Listed, ...]
    """By author, year and title."""
    labels: Mapping[Facet, Mapping[str, str]] = field(repr=False)
    """The labels of all values, in order of display."""
    _known: dict[tuple[Facet, str], tuple[Listed, ...]] = field(
        default_factory=dict, init=False, repr=False
    )

    def labelled(self, labels: Mapping[Facet, Mapping[str, str]]) -> Catalogue:
        """Return a catalogue with other labels for some facets, which shares all counts."""
        made = replace(self, labels={**self.labels, **labels})
        known = {name: self.__dict__[name] for name in _LAZY if name in self.__dict__}
        made.__dict__.update(known)
        return made

    @cached_property
    def _of_value(self) -> Mapping[Facet, Mapping[str, int]]:
        """The articles of each value, as the bits of an integer."""
        found: dict[Facet, dict[str, int]] = {facet: {} for facet in Facet}
        for place, article in enumerate(self.articles):
            bit = 1 << place
            for facet, values in article.facets.items():
                own = found[facet]
                for value in values:
                    own[value] = own.get(value, 0) | bit
        return found

    @cached_property
    def _places(self) -> Mapping[str, int]:
        """The index of each article by its key."""
        return {article.key: place for place, article in enumerate(self.articles)}

    def bits_of(self, keys: Iterable[str]) -> int:
        """Return articles, such as search results, as the bits of an integer."""
        places = self._places
        bits = bytearray(len(places) // 8 + 1)
        for key in keys:
            place = places.get(key)
            if place is not None:
                bits[place >> 3] |= 1 << (place & 7)
        return int.from_bytes(bits, "little")

    def _bits(self, choice: Choice, *, without: Facet | None = None) -> int:
        bits = (1 << len(self.articles)) - 1
        for facet, values in choice.items():
            if facet is not without and values:
                own = self._of_value[facet]
                any_of = 0
                for value in values:
                    any_of |= own.get(value, 0)
                bits &= any_of
        return bits

    def chosen(self, choice: Choice) -> tuple[Listed, ...]:
        """Return the articles that have the chosen values, in order."""
        if not any(choice.values()):
            return self.articles
        return tuple(compress(self.articles, places_of(self._bits(choice))))

    def of_value(self, facet: Facet, value: str) -> tuple[Listed, ...]:
        """Return the articles that have one value, cached."""
        known = self._known.get((facet, value))
        if known is None:
            known = self._known[facet, value] = self.chosen({facet: (value,)})
        return known

    def values(
        self, facet: Facet, choice: Choice, *, among: int | None = None
    ) -> tuple[Value, ...]:
        """Return the values of a facet, each with the number of articles that it would select.

        Args:
            facet: The facet.
            choice: The chosen values; those of other facets restrict the counts.
            among: The articles to count, as `bits_of` returns them; None for all.
        """
        bits = self._bits(choice, without=facet)
        if among is not None:
            bits &= among
        chosen = choice.get(facet, ())
        of_value = self._of_value[facet]
        found = []
        for value, label in self.labels[facet].items():
            count = (of_value.get(value, 0) & bits).bit_count()
            if count or value in chosen:
                found.append(Value(value, label, count, value in chosen))
        return tuple(found)

    @cached_property
    def by_key(self) -> Mapping[str, Listed]:
        """The articles by key."""
        return {article.key: article for article in self.articles}


def _with_initials(particle: str, family: str, given: str) -> str:
    name = " ".join(filter(None, (particle, family)))
    if given.upper() == given.lower():
        # A script without capitals, such as Chinese, has no initials.
        return f"{name} {given}".rstrip()
    parts = (re.findall(r"\w", word)[:1] for word in re.split(r"[\s.]+", given))
    initials = " ".join(f"{part[0].upper()}." for part in parts if part)
    return f"{name}, {initials}" if initials else name


def _byline(authors: str, names: Sequence[str]) -> str:
    return f"{names[0]} et al." if len(names) > _MOST_NAMES else authors


def read_catalogue(database: Database) -> Catalogue:
    """Return all articles with their facets, in six queries."""
    topics, types = all_topics(database), all_research_types(database)
    of_topic = _topics_by_key(database, topics.values())
    summaries: dict[str, list[tuple[Headline, str, int]]] = {}
    for key, summary, title, month, kind, spoken, effects in database.execute(_SUMMARIES):
        headline = Headline(summary, title, month, spoken)
        summaries.setdefault(key, []).append((headline, kind, effects))
    people, families = _people_by_key(database)
    notices = all_notices(database)
    articles = []
    for row in database.execute(_ARTICLES):
        key, type_name, year, authors, title, container, aliases, language, *_ = row
        own = summaries.get(key, [])
        headlines = tuple(headline for headline, _, _ in own)
        kind = kind_of_type(ReferenceType(type_name)) if type_name else ""
        of_role = families.get(key, {})
        named = tuple(of_role.get("author") or of_role.get("editor") or ())
        articles.append(
            Listed(
                key=key,
                title=title,
                authors=authors,
                byline=_byline(authors, named),
                language=language,
                standing=standing_in_words(standing_of(notices.get(key, ()))),
                year=year,
                container=container,
                headline=headlines[0].title if own else "",
                month=headlines[0].month if own else "",
                headlines=headlines,
                names=named,
                people=tuple(people.get(key, ())),
                aliases=tuple(json.loads(aliases)),
                facets={
                    Facet.TOPIC: tuple(of_topic.get(key, ())),
                    Facet.TYPE: tuple(dict.fromkeys(kind for _, kind, _ in own if kind)),
                    Facet.KIND: (kind,) if kind else (),
                    Facet.YEAR: (str(year),) if year is not None else (),
                    Facet.MONTH: tuple(dict.fromkeys(one.month for one in headlines if one.month)),
                    Facet.EFFECTS: ("yes" if any(effects for *_, effects in own) else "no",),
                },
            )
        )
    return Catalogue(articles=tuple(articles), labels=_labels(articles, topics, types))


def _topics_by_key(database: Database, topics: Iterable[Topic]) -> dict[str, dict[str, None]]:
    """Return the ids of each article's topics, including broader topics."""
    broader = {topic.id: topic.broader for topic in topics}
    found: dict[str, dict[str, None]] = {}
    for key, topic in database.execute(_TOPICS):
        ids = found.setdefault(key, {})
        above = topic
        while above and above not in ids:
            ids[above] = None
            above = broader.get(above, "")
    return found


def _people_by_key(
    database: Database,
) -> tuple[dict[str, dict[str, None]], dict[str, dict[str, list[str]]]]:
    """Return the people of each article with their initials, and the family names by role."""
    people: dict[str, dict[str, None]] = {}
    families: dict[str, dict[str, list[str]]] = {}
    for key, role, literal, particle, family, given in database.execute(_PEOPLE):
        names = people.setdefault(key, {})
        names[literal or _with_initials(particle, family, given)] = None
        family_names = families.setdefault(key, {}).setdefault(role, [])
        family_names.append(literal or " ".join(filter(None, (particle, family))))
    return people, families


def _labels(
    articles: Sequence[Listed], topics: Mapping[str, Topic], types: Mapping[str, ResearchType]
) -> dict[Facet, dict[str, str]]:
    """Return the labels of the values of each facet, in order."""
    years = sorted({one.year for one in articles if one.year is not None}, reverse=True)
    months = sorted({m for one in articles for m in one.facets[Facet.MONTH]}, reverse=True)
    kinds = sorted({kind for one in articles for kind in one.facets[Facet.KIND]})
    return {
        Facet.TOPIC: {topic.id: topic.label for topic in topics.values()},
        Facet.TYPE: {one.id: one.label for one in types.values()},
        Facet.KIND: {kind: LABELS[kind] for kind in kinds},
        Facet.YEAR: {str(year): str(year) for year in years},
        Facet.MONTH: {month: month for month in months},
        Facet.EFFECTS: {"yes": phrase("With effect sizes"), "no": phrase("Without")},
    }
