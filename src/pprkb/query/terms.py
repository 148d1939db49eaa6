"""Topics, keywords and research types: looking up, counting, and completing names."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from pprkb.model.errors import Hint, NotFoundError, Step
from pprkb.model.summary import ResearchType, Topic, term_key
from pprkb.store.build import container_names, select
from pprkb.store.database import Database
from pprkb.store.summary_rows import (
    RESEARCH_TYPE_COLUMNS,
    TOPIC_COLUMNS,
    research_type_from_row,
    topic_from_row,
)
from pprkb.text.markup import Markup, strip_tags
from pprkb.text.spelling import did_you_mean, fold


@dataclass(frozen=True, kw_only=True)
class TopicCount:
    """A topic with counts that include narrower topics."""

    topic: Topic
    summaries: int
    """Number of summaries."""
    articles: int
    """Number of works on it, plus the number of summaries about no work."""


def all_topics(database: Database) -> Mapping[str, Topic]:
    """Return the topics by id, in the order of topics.yaml."""
    return database.remembered("topics", _read_topics)


def _read_topics(database: Database) -> Mapping[str, Topic]:
    rows = select(database, "topic", TOPIC_COLUMNS, "ORDER BY position")
    return {row[0]: topic_from_row(row) for row in rows}


def all_research_types(database: Database) -> Mapping[str, ResearchType]:
    """Return the research types by id, in the order of research-types.yaml."""
    return database.remembered("research types", _read_research_types)


def _read_research_types(database: Database) -> Mapping[str, ResearchType]:
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
    start = _look_up(topics, word, "topic", Hint(Step.TOPICS))
    found = [start]
    for topic_id in found:
        found += [topic.id for topic in topics.values() if topic.broader == topic_id]
    return tuple(dict.fromkeys(found))


def research_type_id(types: Mapping[str, ResearchType], word: str) -> str:
    """Return the id of a research type by its id, label or alias.

    Raises:
        NotFoundError: No research type has that name.
    """
    return _look_up(types, word, "research type", Hint(Step.RESEARCH_TYPES))


def _look_up(
    terms: Mapping[str, Topic] | Mapping[str, ResearchType], word: str, what: str, otherwise: str
) -> str:
    names = {
        name: term.id
        for term in terms.values()
        for name in (*term.aliases, *dict(term.labels).values(), term.label)
    }
    names |= {term_id: term_id for term_id in terms}
    exact = {name.casefold(): term_id for name, term_id in names.items()}
    alike = {term_key(name): term_id for name, term_id in names.items()}
    found = exact.get(word.casefold().strip()) or alike.get(term_key(word))
    if found is None:
        hint = did_you_mean(word, names, otherwise)
        raise NotFoundError(f'there is no {what} "{word}"', hint=hint)
    return found


def keyword_number(database: Database, word: str) -> int:
    """Return the row of a keyword, ignoring case, accents and hyphens.

    Raises:
        NotFoundError: No work has it.
    """
    row = database.execute("SELECT id FROM keyword WHERE folded = ?", (term_key(word),)).fetchone()
    if row is None:
        known = [label for (label,) in database.execute("SELECT label FROM keyword")]
        hint = did_you_mean(word, known, Hint(Step.KEYWORDS))
        raise NotFoundError(f'no work has the keyword "{word}"', hint=hint)
    return int(row[0])


def journals_named(database: Database, word: str) -> list[str]:
    """Return the journals and other containers whose name or abbreviation contains some words.

    Raises:
        NotFoundError: There is none.
    """
    names = container_names(database)
    folded = fold(word).strip()
    found = [name for name in names if folded in fold(strip_tags(Markup(name)))]
    if not (folded and found):
        hint = did_you_mean(word, names, "a part of its name will do")
        raise NotFoundError(f'no work is in a journal "{word}"', hint=hint)
    return found


@dataclass(frozen=True, kw_only=True)
class KeywordCount:
    """A keyword with the number of its works."""

    label: str
    works: int
    topic: str
    """Id of the topic with that name, if any."""


def keyword_counts(database: Database) -> tuple[KeywordCount, ...]:
    """Count the works with each keyword, most frequent first."""
    rows = database.execute(
        "SELECT label, count(*), topic_id FROM keyword JOIN reference_keyword"
        " ON keyword_id = keyword.id GROUP BY keyword.id ORDER BY count(*) DESC, folded"
    )
    return tuple(
        KeywordCount(label=label, works=works, topic=topic or "") for label, works, topic in rows
    )


def topic_counts(database: Database) -> tuple[TopicCount, ...]:
    """Count summaries and works on each topic, in the order of topics.yaml."""
    topics = all_topics(database)
    summaries: dict[str, set[str]] = {topic_id: set() for topic_id in topics}
    articles: dict[str, set[str]] = {topic_id: set() for topic_id in topics}
    for topic_id, summary, article in database.execute(
        "SELECT topic_id, summary_topic.summary_id,"
        " coalesce(reference_key, summary_topic.summary_id) FROM summary_topic"
        " LEFT JOIN summary_reference"
        " ON summary_reference.summary_id = summary_topic.summary_id AND relation = 'summarises'"
    ):
        summaries[topic_id].add(summary)
        articles[topic_id].add(article)
    for topic_id, work in database.execute("SELECT topic_id, reference_key FROM keyword_topic"):
        articles[topic_id].add(work)
    narrower: dict[str, list[str]] = {}
    for topic in topics.values():
        narrower.setdefault(topic.broader, []).append(topic.id)
    counts = []
    for topic in topics.values():
        below = [topic.id]
        for one in below:
            below += narrower.get(one, ())
        counts.append(
            TopicCount(
                topic=topic,
                summaries=len(set().union(*(summaries[one] for one in below))),
                articles=len(set().union(*(articles[one] for one in below))),
            )
        )
    return tuple(counts)


def research_type_counts(database: Database) -> tuple[tuple[ResearchType, int], ...]:
    """Count the summaries of each research type."""
    counts = dict(
        database.execute("SELECT research_type, count(*) FROM summary GROUP BY 1").fetchall()
    )
    return tuple((kind, counts.get(kind.id, 0)) for kind in all_research_types(database).values())


# -- completion, from the database in its present state ------------------------------------------

# The text files are not checked, to keep completion fast, so a key that was just added may be
# missing until the next command.


class Names(Enum):
    """Kinds of names, each with a query for the names and their descriptions."""

    KEYS = (
        "SELECT key, title FROM reference WHERE begins(key)"
        " UNION SELECT id, title FROM summary WHERE begins(id) ORDER BY 1"
    )
    KEYS_AND_TOPICS = (
        "SELECT key, title FROM reference WHERE begins(key)"
        " UNION SELECT id, label FROM topic WHERE begins(id) ORDER BY 1"
    )
    REFERENCES = "SELECT key, title FROM reference WHERE begins(key) ORDER BY key"
    SUMMARIES = "SELECT id, title FROM summary WHERE begins(id) ORDER BY id DESC"
    TOPICS = "SELECT id, label FROM topic WHERE begins(id) ORDER BY position"
    KEYWORDS = "SELECT label, '' FROM keyword WHERE begins(label) ORDER BY folded"
    RESEARCH_TYPES = "SELECT id, label FROM research_type WHERE begins(id) ORDER BY position"
    READING_LISTS = "SELECT slug, title FROM reading_list WHERE begins(slug) ORDER BY slug"


def known_names(database: Path, kind: Names, begun: str = "") -> list[tuple[str, str]]:
    """Return names with their descriptions; nothing if the database cannot be read.

    Args:
        database: Its file.
        kind: The kind of names.
        begun: The beginning of the names, ignoring case.
    """
    folded = begun.casefold()
    if not database.is_file():
        return []
    try:
        with closing(sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True)) as connection:
            connection.create_function(
                "begins", 1, lambda name: name.casefold().startswith(folded), deterministic=True
            )
            rows = connection.execute(kind.value).fetchall()
    except sqlite3.Error:
        return []
    return [(str(name), str(words or "")) for name, words in rows]
