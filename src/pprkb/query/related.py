"""Which other articles a reader of one may want, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

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
    *("has newer findings", "has findings that this work replaces", "reports the same finding"),
    *("reports findings of this work", "discusses this work"),
)
"""The closest first."""

Links = Mapping[str, Sequence[tuple[str, str]]]
"""For a key, the other articles that its findings and summaries lead to, each with the reason."""


@dataclass(frozen=True, kw_only=True)
class Related:
    """Another article, and why it is related."""

    article: Listed
    reason: str


def read_links(database: Database) -> Links:
    """Return which articles report, replace or discuss each other, in two queries."""
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


def related(catalogue: Catalogue, links: Links, key: str, limit: int) -> tuple[Related, ...]:
    """Return the articles that are related to one, the closest first.

    First come those that report or replace its findings or discuss it, and then those that share
    topics with it: a topic that few articles have counts for more than one that many have.

    Args:
        catalogue: Every article.
        links: Of the same database.
        key: The article's key.
        limit: How many at most.
    """
    found: dict[str, Related] = {}
    for other, reason in _named(catalogue, links, key):
        if other != key and other in catalogue.by_key and other not in found:
            found[other] = Related(article=catalogue.by_key[other], reason=reason)
            if len(found) == limit:
                break
    return tuple(found.values())


def _named(catalogue: Catalogue, links: Links, key: str) -> Iterator[tuple[str, str]]:
    yield from links.get(key, ())
    yield from _by_topics(catalogue, key)


def _by_topics(catalogue: Catalogue, key: str) -> Iterator[tuple[str, str]]:
    own = catalogue.by_key.get(key)
    if own is None:
        return
    weights: dict[str, float] = {}
    shared: dict[str, list[str]] = {}
    for topic in own.facets[Facet.TOPIC]:
        members = catalogue.of_value(Facet.TOPIC, topic)
        for other in members:
            weights[other.key] = weights.get(other.key, 0) + 1 / len(members)
            shared.setdefault(other.key, []).append(topic)

    def nearness(other: str) -> tuple[bool, float, int, str]:
        listed = catalogue.by_key[other]
        # A reader is better served by an article with a summary, and by a newer one.
        return (not listed.headline, -weights[other], -(listed.year or 0), other)

    labels = catalogue.labels[Facet.TOPIC]
    for near in sorted(weights, key=nearness):
        names = [labels[topic] for topic in shared[near][:2]]
        yield near, f"also on {' and '.join(names)}"
