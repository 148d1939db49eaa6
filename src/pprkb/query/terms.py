"""Topics and research types: looking a reader's word up, and counting."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlite_utils import Database

from pprkb.model.errors import NotFoundError
from pprkb.model.spelling import did_you_mean
from pprkb.model.summary import ResearchType, Topic
from pprkb.store.build import select
from pprkb.store.summary_rows import (
    RESEARCH_TYPE_COLUMNS,
    TOPIC_COLUMNS,
    research_type_from_row,
    topic_from_row,
)


@dataclass(frozen=True, kw_only=True)
class TopicCount:
    """A topic and how much there is on it, narrower topics included."""

    topic: Topic
    summaries: int
    """Number of summaries."""


def all_topics(database: Database) -> dict[str, Topic]:
    """Return the topics by id, in the order of topics.yaml."""
    rows = select(database, "topic", TOPIC_COLUMNS, "ORDER BY position")
    return {row[0]: topic_from_row(row) for row in rows}


def all_research_types(database: Database) -> dict[str, ResearchType]:
    """Return the research types by id, in the order of research-types.yaml."""
    rows = select(database, "research_type", RESEARCH_TYPE_COLUMNS, "ORDER BY position")
    return {row[0]: research_type_from_row(row) for row in rows}


def topic_with_narrower(topics: Mapping[str, Topic], word: str) -> tuple[str, ...]:
    """Return the ids of a topic and of all topics below it.

    Args:
        topics: All topics by id.
        word: An id, label or alias, in any case.

    Raises:
        NotFoundError: No topic has that name.
    """
    start = _look_up(topics, word, "topic", "`pprkb topics` lists them")
    found = [start]
    for topic_id in found:
        found += [topic.id for topic in topics.values() if topic.broader == topic_id]
    return tuple(dict.fromkeys(found))


def research_type_id(types: Mapping[str, ResearchType], word: str) -> str:
    """Return the id of a research type by its id, label or alias.

    Raises:
        NotFoundError: No research type has that name.
    """
    return _look_up(types, word, "research type", "`pprkb topics --types` lists them")


def _look_up(
    terms: Mapping[str, Topic] | Mapping[str, ResearchType], word: str, what: str, otherwise: str
) -> str:
    folded = word.casefold().strip()
    names = {
        name.casefold(): term.id for term in terms.values() for name in (term.label, *term.aliases)
    }
    names |= {term_id.casefold(): term_id for term_id in terms}
    if folded not in names:
        hint = did_you_mean(word, names, otherwise)
        raise NotFoundError(f'there is no {what} "{word}"', hint=hint)
    return names[folded]


def topic_counts(database: Database) -> tuple[TopicCount, ...]:
    """Count the summaries on each topic, in the order of topics.yaml."""
    topics = all_topics(database)
    on_topic: dict[str, set[str]] = {topic_id: set() for topic_id in topics}
    for topic_id, summary in database.execute("SELECT topic_id, summary_id FROM summary_topic"):
        on_topic[topic_id].add(summary)
    return tuple(
        TopicCount(
            topic=topic,
            summaries=len(
                set().union(*(on_topic[n] for n in topic_with_narrower(topics, topic.id)))
            ),
        )
        for topic in topics.values()
    )


def research_type_counts(database: Database) -> tuple[tuple[ResearchType, int], ...]:
    """Count the summaries of each research type."""
    counts = dict(
        database.execute("SELECT research_type, count(*) FROM summary GROUP BY 1").fetchall()
    )
    return tuple((one, counts.get(one.id, 0)) for one in all_research_types(database).values())
