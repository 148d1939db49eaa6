"""Related articles, with the reasons."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from pprkb.languages import Words, phrase
from pprkb.query.catalogue import Catalogue, Facet, Listed
from pprkb.store.database import Database

_EFFECTS = """
SELECT coalesce(reference_key, effect_size.summary_id), evidence_key,
       coalesce(superseded_by, ''), coalesce(source_key, '')
  FROM effect_size LEFT JOIN summary_reference
    ON summary_reference.summary_id = effect_size.summary_id
   AND summary_reference.relation = 'summarises'
 ORDER BY 1
"""
_DISCUSSED = """
SELECT discussed.reference_key, coalesce(main.reference_key, main.summary_id)
  FROM summary_reference AS discussed JOIN summary_reference AS main USING (summary_id)
 WHERE discussed.relation = 'discusses' AND main.relation = 'summarises' ORDER BY 2
"""
_REASONS = (
    phrase("has newer findings"),
    phrase("has findings that this work replaces"),
    phrase("reports the same finding"),
    phrase("reports findings of this work"),
    phrase("discusses this work"),
)
"""Kinds of relations, closest first."""

Links = Mapping[str, Sequence[tuple[str, str]]]
"""For each key, the articles that its findings and summaries refer to, each with a phrase."""


@dataclass(frozen=True, kw_only=True)
class Related:
    """Another article, and why it is related."""

    article: Listed
    because: str = ""
    """The relation of its findings or summaries, as a phrase; empty if only topics are shared."""
    topics: tuple[str, ...] = ()
    """Labels of common topics."""

    def reason(self, words: Words) -> str:
        """Return why it is related, in the reader's language."""
        if self.because:
            return words(self.because)
        return words("also on {topics}", topics=words.listed(self.topics))


def read_links(database: Database) -> Links:
    """Return which articles report, supersede or discuss each other, in two queries."""
    newer, older, same, reported, discussed = _REASONS
    found: dict[str, list[tuple[str, str]]] = {}
    reporting: dict[str, dict[str, None]] = {}
    for key, finding, successor, source in database.execute(_EFFECTS):
        if successor:
            found.setdefault(key, []).append((successor, newer))
            found.setdefault(successor, []).append((key, older))
        if source and source != key:
            found.setdefault(source, []).append((key, reported))
        if finding:
            reporting.setdefault(finding, {})[key] = None
    for keys in reporting.values():
        for key in keys:
            found.setdefault(key, []).extend((other, same) for other in keys if other != key)
    for key, other in database.execute(_DISCUSSED):
        found.setdefault(key, []).append((other, discussed))
    return {
        key: sorted(dict.fromkeys(own), key=lambda one: _REASONS.index(one[1]))
        for key, own in found.items()
    }


@dataclass(frozen=True)
class Neighbours:
    """Finds related articles; thread-safe."""

    catalogue: Catalogue
    links: Links
    """Relations in the same database."""

    def of(self, key: str, limit: int) -> tuple[Related, ...]:
        """Return the articles related to one, closest first.

        First come those that report or supersede its findings or discuss it, and then those that
        share topics with it, where rare topics count more than common ones.

        Args:
            key: The article's key.
            limit: How many at most.
        """
        known = self.catalogue.by_key
        found: dict[str, Related] = {}
        for other, because, topics in self._named(key):
            if other != key and other in known and other not in found:
                found[other] = Related(article=known[other], because=because, topics=topics)
                if len(found) == limit:
                    break
        return tuple(found.values())

    def _named(self, key: str) -> Iterator[tuple[str, str, tuple[str, ...]]]:
        """Yield keys, each with a phrase or the labels of common topics."""
        for other, because in self.links.get(key, ()):
            yield other, because, ()
        own = self.catalogue.by_key.get(key)
        if own is not None:
            yield from self._by_topics(own)

    @cached_property
    def _ranked(self) -> tuple[Listed, ...]:
        """The articles by preference: newest first."""
        every = self.catalogue.articles
        return tuple(sorted(every, key=lambda one: (-(one.year or 0), one.key)))

    @cached_property
    def _on_topic(self) -> Mapping[str, int]:
        """The articles of each topic, as bits by their index in `_ranked`."""
        found: dict[str, int] = {}
        for place, article in enumerate(self._ranked):
            for topic in article.facets[Facet.TOPIC]:
                found[topic] = found.get(topic, 0) | 1 << place
        return found

    @cached_property
    def _summarised(self) -> int:
        """The articles with a summary, as bits."""
        return sum(1 << place for place, one in enumerate(self._ranked) if one.headline)

    def _by_topics(self, own: Listed) -> Iterator[tuple[str, str, tuple[str, ...]]]:
        topics = own.facets[Facet.TOPIC]
        every = 0
        for topic in topics:
            every |= self._on_topic[topic]
        labels = self.catalogue.labels[Facet.TOPIC]
        # Articles with a summary are preferred.
        for members in (every & self._summarised, every & ~self._summarised):
            for alike in self._by_weight(topics, members):
                for near in self._in_order(alike):
                    shared = [topic for topic in topics if topic in near.facets[Facet.TOPIC]]
                    yield near.key, "", tuple(labels[one] for one in shared[:2])

    def _by_weight(self, topics: Sequence[str], members: int) -> Iterator[int]:
        """Yield groups of articles by the weight of their common topics, highest first."""
        # Articles with the same common topics have the same weight, and are kept together as bits.
        groups: list[tuple[float, int]] = [(0.0, members)] if members else []
        for topic in topics:
            on_topic = self._on_topic[topic]
            weight = 1 / on_topic.bit_count()
            groups = [
                (heavier, part)
                for sum_, bits in groups
                for heavier, part in ((sum_ + weight, bits & on_topic), (sum_, bits & ~on_topic))
                if part
            ]
        alike: dict[float, int] = {}
        for weight, bits in groups:
            alike[weight] = alike.get(weight, 0) | bits
        for weight in sorted(alike, reverse=True):
            yield alike[weight]

    def _in_order(self, bits: int) -> Iterator[Listed]:
        while bits:
            lowest = bits & -bits
            yield self._ranked[lowest.bit_length() - 1]
            bits ^= lowest
