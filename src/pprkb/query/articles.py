"""Articles by filters and by key."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from pprkb.model.errors import Hint, NotFoundError, PprkbError, Step
from pprkb.model.filters import Filters, Sort
from pprkb.model.kinds import types_of_kind
from pprkb.model.reference import Contributor, Reference, Role
from pprkb.model.summary import Article, Summary
from pprkb.query.lists import notices_of
from pprkb.query.terms import (
    all_research_types,
    all_topics,
    journals_named,
    keyword_number,
    research_type_id,
    topic_with_narrower,
)
from pprkb.store.build import select
from pprkb.store.database import Database
from pprkb.store.reference_rows import (
    CONTRIBUTOR_COLUMNS,
    REFERENCE_COLUMNS,
    Row,
    reference_from_row,
)
from pprkb.store.search_index import question
from pprkb.store.summary_rows import (
    EFFECT_COLUMNS,
    SUMMARY_COLUMNS,
    effect_from_row,
    summary_from_row,
)
from pprkb.text.spelling import caseless, did_you_mean, fold, nfc

_LISTED = """
WITH linked AS (
    SELECT CAST(coalesce(reference_key, summary.id) AS TEXT) AS article_key,
           summary.id AS summary_id,
           month, research_type
      FROM summary LEFT JOIN summary_reference
        ON summary_id = summary.id AND relation = 'summarises'
), listed AS (
    SELECT key, year, sort_name, sort_title, position, key AS reference_key FROM reference
    UNION ALL
    SELECT summary.id, NULL, '', lower(title), 0, NULL
      FROM summary LEFT JOIN summary_reference
        ON summary_id = summary.id AND relation = 'summarises'
     WHERE reference_key IS NULL
)
"""
_NEWEST = (
    "LEFT JOIN (SELECT article_key, max(month) AS month FROM linked GROUP BY article_key)"
    " ON article_key = key"
)
_ORDER = {
    Sort.AUTHOR: "reference_key IS NULL, sort_name, year, sort_title",
    Sort.YEAR: "year IS NULL, year DESC, sort_name, sort_title",
    Sort.MONTH: "month IS NULL, month DESC, sort_name, sort_title",
    Sort.TITLE: "sort_title, key",
    Sort.KEY: "key COLLATE NOCASE, key",
}
_OF_SUMMARIES = "key IN (SELECT article_key FROM linked WHERE {})"
"""A condition on summaries; its subquery runs once, not for each article."""
_ON_TOPICS = "summary_id IN (SELECT summary_id FROM summary_topic WHERE topic_id IN (?))"
_THESE = "(SELECT value FROM json_each(?))"
"""Looks up any number of keys by an index."""


@dataclass
class _Question:
    """A WHERE clause under construction."""

    conditions: list[str] = field(default_factory=list)
    values: list[object] = field(default_factory=list)

    def add(self, condition: str, *values: object) -> None:
        self.conditions.append(condition)
        self.values += values

    def any_of(self, condition: str, values: Sequence[object]) -> None:
        marks = ", ".join("?" * len(values))
        times = condition.count("(?)")
        self.add(condition.replace("(?)", f"({marks})"), *(tuple(values) * times))


def find_keys(database: Database, filters: Filters) -> tuple[str, ...]:
    """Return the keys of the articles that match filters, in the requested order.

    Raises:
        NotFoundError: A topic, research type, keyword, kind, journal or key is not known.
        PprkbError: A name or a condition contains no word.
    """
    asked = _Question()
    _ask_vocabulary(database, filters, asked)
    _ask_references(database, filters, asked)
    for name in filters.authors:
        _ask_author(name, asked)
    if filters.since is not None:
        asked.add("year >= ?", filters.since)
    if filters.until is not None:
        asked.add("year <= ?", filters.until)
    if filters.months:
        own = " OR ".join("month LIKE ?" for _ in filters.months)
        asked.add(_OF_SUMMARIES.format(own), *(f"{month}%" for month in filters.months))
    if filters.keys:
        asked.any_of("key IN (?)", [resolve_key(database, key) for key in filters.keys])
    if filters.match:
        terms = question(filters.match)
        if not terms:
            raise PprkbError(f'"{filters.match}" holds no word to look for')
        asked.add(
            "key IN (SELECT key FROM article_fts WHERE article_fts MATCH ?)", " AND ".join(terms)
        )
    if filters.without_retracted:
        asked.add(
            "(reference_key IS NULL OR reference_key NOT IN"
            " (SELECT reference_key FROM notice WHERE standing = 'retracted'))"
        )
    if filters.summarised:
        asked.add(_OF_SUMMARIES.format("1"))
    where = " AND ".join(asked.conditions) or "1"
    limit = -1 if filters.limit is None else filters.limit
    newest = _NEWEST if filters.sort is Sort.MONTH else ""
    rows = database.execute(
        f"{_LISTED} SELECT key FROM listed {newest} WHERE {where}"
        f" ORDER BY {_ORDER[filters.sort]}, position, key LIMIT ?",
        (*asked.values, limit),
    ).fetchall()
    return tuple(key for (key,) in rows)


def _ask_vocabulary(database: Database, filters: Filters, asked: _Question) -> None:
    if filters.topics:
        topics = all_topics(database)
        ids = [one for word in filters.topics for one in topic_with_narrower(topics, word)]
        asked.any_of(
            f"({_OF_SUMMARIES.format(_ON_TOPICS)}"
            " OR reference_key IN (SELECT reference_key FROM keyword_topic WHERE topic_id IN (?)))",
            ids,
        )
    if filters.types:
        types = all_research_types(database)
        ids = [research_type_id(types, word) for word in filters.types]
        asked.any_of(_OF_SUMMARIES.format("research_type IN (?)"), ids)


def _ask_references(database: Database, filters: Filters, asked: _Question) -> None:
    """Add the conditions on the reference itself: its keywords, type and container."""
    if filters.keywords:
        asked.any_of(
            "reference_key IN (SELECT reference_key FROM reference_keyword"
            " WHERE keyword_id IN (?))",
            [keyword_number(database, word) for word in filters.keywords],
        )
    if filters.kinds:
        types = [one.value for word in filters.kinds for one in types_of_kind(word)]
        asked.any_of("reference_key IN (SELECT key FROM reference WHERE type IN (?))", types)
    if filters.journals:
        names = [one for word in filters.journals for one in journals_named(database, word)]
        asked.any_of(
            "reference_key IN (SELECT key FROM reference WHERE container_title IN (?)"
            " OR container_title_short IN (?))",
            names,
        )


def _ask_author(name: str, asked: _Question) -> None:
    words = re.findall(r"\w+", fold(name))
    if not words:
        raise PprkbError(f'"{name}" is not a name')
    # Spaces around the name make "li" match the word "Li" but not part of "Elliott".
    likes = " AND ".join(
        "(' ' || replace(replace(folded, '-', ' '), '.', ' ') || ' ') LIKE ?" for _ in words
    )
    asked.add(
        "reference_key IN (SELECT reference_key FROM reference_contributor"
        f" JOIN contributor ON contributor.id = contributor_id WHERE {likes})",
        *(f"% {word} %" for word in words),
    )


def resolve_key(database: Database, written: str) -> str:
    """Return the key of an article by its key, an alternative key, or a summary's id.

    The Unicode form is ignored; case matters only if two articles would match.

    Raises:
        NotFoundError: There is no such article.
    """
    return _Names(database).key_of(written)


def known_keys(database: Database, names: Iterable[str]) -> dict[str, str]:
    """Return the keys of the articles that names refer to; unknown names are left out."""
    known = _Names(database)
    found = {}
    for name in names:
        key = known.known_key_of(name)
        if key is not None:
            found[name] = key
    return found


class _Names:
    """All names of articles, read once, when a name is not a key."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def key_of(self, written: str) -> str:
        key = self.known_key_of(written)
        if key is None:
            hint = did_you_mean(written, self._keys, Hint(Step.KEYS))
            raise NotFoundError(f'there is no reference "{written}"', hint=hint)
        return key

    def known_key_of(self, written: str) -> str | None:
        direct = self._database.execute(
            "SELECT key FROM reference WHERE key = ?"
            " UNION ALL SELECT coalesce(reference_key, summary.id) FROM summary"
            " LEFT JOIN summary_reference ON summary_id = summary.id AND relation = 'summarises'"
            " WHERE summary.id = ?",
            (written, written),
        ).fetchone()
        if direct:
            return str(direct[0])
        for form, names in self._forms:
            meant = names.get(form(written), ())
            if len(meant) == 1 or (meant and form is str):
                return meant[0]
        return None

    @cached_property
    def _forms(self) -> tuple[tuple[Callable[[str], str], dict[str, tuple[str, ...]]], ...]:
        """All names with the articles they may refer to, by form: exact, Unicode, caseless."""
        rows = self._database.execute(
            "SELECT key, key FROM reference"
            " UNION ALL SELECT * FROM (SELECT json_each.value, reference.key"
            " FROM reference, json_each(aliases) WHERE aliases <> '[]' ORDER BY position)"
            " UNION ALL SELECT summary.id, coalesce(reference_key, summary.id) FROM summary"
            " LEFT JOIN summary_reference ON summary_id = summary.id AND relation = 'summarises'"
        ).fetchall()
        return tuple((form, _by_form(rows, form)) for form in (str, nfc, caseless))

    @cached_property
    def _keys(self) -> list[str]:
        rows = self._database.execute("SELECT key FROM reference").fetchall()
        return [key for (key,) in rows]


def _by_form(rows: Iterable[Row], form: Callable[[str], str]) -> dict[str, tuple[str, ...]]:
    """Return the articles that names may refer to, by a form of the names."""
    meant: dict[str, tuple[str, ...]] = {}
    for name, key in rows:
        written = form(name)
        others = meant.get(written)
        if others is None:
            meant[written] = (key,)
        elif key not in others:
            meant[written] = (*others, key)
    return meant


def newest_month(database: Database) -> str:
    """Return the first day of the newest summary's month, ISO; empty if there is none."""
    return database.remembered("newest month", _read_newest_month)


def _read_newest_month(database: Database) -> str:
    (newest,) = database.execute("SELECT max(month) FROM summary").fetchone()
    return f"{newest}-01" if newest else ""


def find_articles(database: Database, filters: Filters) -> tuple[Article, ...]:
    """Return the articles that match filters, in the requested order.

    With filters by topic, type or month, an article has only the matching summaries: if there are
    two posts on a book, it has the one on the topic.

    Raises:
        NotFoundError: A topic, research type or key is not in the library.
        PprkbError: A name or a condition contains no word.
    """
    return summaries_asked_for(
        database, articles_of(database, find_keys(database, filters)), filters
    )


def summaries_asked_for(
    database: Database, articles: Iterable[Article], filters: Filters
) -> tuple[Article, ...]:
    """Return articles with only the summaries that match filters by topic, type or month.

    An article without such a summary keeps all its summaries.

    Raises:
        NotFoundError: A topic or research type is not in the library.
    """
    if not (filters.topics or filters.types or filters.months):
        return tuple(articles)
    topics, types = all_topics(database), all_research_types(database)
    topic_ids = {one for word in filters.topics for one in topic_with_narrower(topics, word)}
    type_ids = {research_type_id(types, word) for word in filters.types}

    def asked(summary: Summary) -> bool:
        return (
            (not topic_ids or not topic_ids.isdisjoint(summary.topics))
            and (not type_ids or summary.type in type_ids)
            and (not filters.months or str(summary.month).startswith(filters.months))
        )

    return tuple(
        replace(article, summaries=tuple(filter(asked, article.summaries)) or article.summaries)
        for article in articles
    )


_MOST_KEPT = 500
"""The maximum number of articles to cache for a fixed state: some megabytes."""


def articles_of(database: Database, keys: Sequence[str]) -> tuple[Article, ...]:
    """Return the articles with these keys, in the same order; unknown keys are left out."""
    if database.memory is None or len(keys) > _MOST_KEPT:
        return _articles_of(database, keys)
    kept: dict[str, Article] = database.remembered("articles", lambda _: {})
    found = {key: kept.get(key) for key in keys}
    absent = [key for key, article in found.items() if article is None]
    if absent:
        read = {article.key: article for article in _articles_of(database, absent)}
        if len(kept) + len(read) > _MOST_KEPT:
            kept.clear()
        kept.update(read)
        found |= read
    return tuple(article for key in keys if (article := found[key]) is not None)


def _articles_of(database: Database, keys: Sequence[str]) -> tuple[Article, ...]:
    references = _references(database, keys)
    summaries = _summaries(database, keys)
    topics, types = all_topics(database), all_research_types(database)
    of_keywords = _keyword_topics(database, keys)
    notices = notices_of(database, keys)
    articles = []
    for key in keys:
        own = summaries.get(key, ())
        if key not in references and not own:
            continue
        topic_ids = dict.fromkeys(topic for summary in own for topic in summary.topics)
        topic_ids |= dict.fromkeys(of_keywords.get(key, ()))
        type_ids = dict.fromkeys(summary.type for summary in own if summary.type)
        articles.append(
            Article(
                reference=references.get(key),
                summaries=tuple(own),
                topics=tuple(topics[topic] for topic in topic_ids),
                types=tuple(types[one] for one in type_ids),
                notices=notices.get(key, ()),
            )
        )
    return tuple(articles)


def _keyword_topics(database: Database, keys: Sequence[str]) -> dict[str, list[str]]:
    """Return the ids of topics that works have through their keywords."""
    found: dict[str, list[str]] = {}
    for key, topic_id in database.execute(
        f"SELECT reference_key, topic_id FROM keyword_topic WHERE reference_key IN {_THESE}"
        " ORDER BY reference_key, position",
        (json.dumps(keys),),
    ):
        found.setdefault(key, []).append(topic_id)
    return found


def _references(database: Database, keys: Sequence[str]) -> dict[str, Reference]:
    these = (json.dumps(keys),)
    columns = ", ".join(CONTRIBUTOR_COLUMNS)
    people: dict[str, list[Contributor]] = {}
    for key, role, *name in database.execute(
        f"SELECT reference_key, role, {columns} FROM reference_contributor"
        f" JOIN contributor ON contributor.id = contributor_id WHERE reference_key IN {_THESE}"
        " ORDER BY reference_key, reference_contributor.position",
        these,
    ):
        named = dict(zip(CONTRIBUTOR_COLUMNS, name, strict=True))
        people.setdefault(key, []).append(Contributor(role=Role(role), **named))
    rows = select(database, "reference", REFERENCE_COLUMNS, f"WHERE key IN {_THESE}", these)
    return {row[0]: reference_from_row(row, tuple(people.get(row[0], ()))) for row in rows}


_OWNERS = f"""
SELECT summary_id, reference_key FROM summary_reference
 WHERE relation = 'summarises' AND reference_key IN {_THESE}
UNION ALL
SELECT summary.id, summary.id FROM summary
  LEFT JOIN summary_reference ON summary_id = summary.id AND relation = 'summarises'
 WHERE summary.id IN {_THESE} AND reference_key IS NULL
"""


def _summaries(database: Database, keys: Sequence[str]) -> dict[str, list[Summary]]:
    """Return the summaries of each article, newest first."""
    names = json.dumps(keys)
    owners = dict(database.execute(_OWNERS, (names, names)).fetchall())
    these = (json.dumps(list(owners)),)
    of_these = f"WHERE summary_id IN {_THESE}"
    links = _grouped(
        database.execute(
            f"SELECT summary_id, relation, reference_key FROM summary_reference {of_these}"
            " ORDER BY summary_id, relation, position",
            these,
        )
    )
    topics = _grouped(
        database.execute(
            f"SELECT summary_id, topic_id FROM summary_topic {of_these}"
            " ORDER BY summary_id, position",
            these,
        )
    )
    effects: dict[str, list[Row]] = {}
    for row in select(
        database, "effect_size", EFFECT_COLUMNS, f"{of_these} ORDER BY summary_id, position", these
    ):
        effects.setdefault(row[0], []).append(row)
    found: dict[str, list[Summary]] = {}
    for row in select(
        database,
        "summary",
        SUMMARY_COLUMNS,
        f"WHERE id IN {_THESE} ORDER BY month DESC, id",
        these,
    ):
        summary_id, path = row[0], row[1]
        summary = summary_from_row(
            row,
            references=links.get(summary_id, ()),
            topics=tuple(topic for (topic,) in topics.get(summary_id, ())),
            effects=tuple(effect_from_row(effect, path) for effect in effects.get(summary_id, ())),
        )
        found.setdefault(owners[summary_id], []).append(summary)
    return found


def _grouped(rows: Iterable[Row]) -> dict[str, list[Row]]:
    groups: dict[str, list[Row]] = {}
    for first, *rest in rows:
        groups.setdefault(first, []).append(tuple(rest))
    return groups
