"""The full-text index: one row for each article, made from its other rows."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

from sqlite_utils import Database

from pprkb.store.search_words import word_forms
from pprkb.text.markup import strip_tags

_COLUMNS = ("key", "title", "authors", "container", "summary", "topics", "details", "forms")

_REFERENCES = """
SELECT reference.key,
       title || ' ' || source_title || ' ' || title_short || ' ' || original_title,
       coalesce((SELECT group_concat(given || ' ' || non_dropping_particle || ' ' || family
                                     || ' ' || literal, ', ')
                   FROM reference_contributor JOIN contributor ON contributor.id = contributor_id
                  WHERE reference_key = reference.key), ''),
       container_title || ' ' || publisher || ' ' || collection_title || ' '
         || coalesce(year, ''),
       abstract || ' ' || note || ' ' || genre || ' ' || doi, keywords
  FROM reference
"""
_KEYWORD_TOPICS = """
SELECT reference_key, topic.label || ' ' || topic.aliases
  FROM keyword_topic JOIN topic ON topic.id = topic_id
"""
_SUMMARIES = """
SELECT summary.id, coalesce(reference_key, summary.id),
       summary.title || char(10) || evidence_summary || char(10) || practice_implications,
       coalesce((SELECT group_concat(topic.label || ' ' || topic.aliases, '; ')
                   FROM summary_topic JOIN topic ON topic.id = topic_id
                  WHERE summary_id = summary.id), '')
         || ' ' || coalesce(research_type.label, '')
  FROM summary
  LEFT JOIN summary_reference ON summary_id = summary.id AND relation = 'summarises'
  LEFT JOIN research_type ON research_type.id = research_type
"""
_MARKDOWN = re.compile(
    r"[*_`]+|^[#> ]+|\[-?@[^\[\]]*\]|\[(?=[^\[\]]*\]\()|\]\([^()]*\)|\\", re.MULTILINE
)
"""Signs of Markdown; the brackets of an interval and the sign of "p > .05" are not among them."""


def keys_of_summaries(database: Database, paths: Iterable[str]) -> set[str]:
    """Return the keys of the articles that the summaries of some files belong to."""
    keys: set[str] = set()
    for path in paths:
        rows = database.execute(
            "SELECT coalesce(reference_key, summary.id) FROM summary LEFT JOIN summary_reference"
            " ON summary_id = summary.id AND relation = 'summarises' WHERE path = ?",
            (path,),
        ).fetchall()
        keys.update(key for (key,) in rows)
    return keys


def index_all(database: Database) -> None:
    """Index every article anew."""
    database.execute("DELETE FROM article_fts")
    _insert(
        database,
        database.execute(_REFERENCES).fetchall(),
        database.execute(_SUMMARIES).fetchall(),
        database.execute(_KEYWORD_TOPICS).fetchall(),
    )


def index_keys(database: Database, keys: Iterable[str]) -> None:
    """Index some articles anew; those that are gone leave the index."""
    for key in sorted(keys):
        database.execute("DELETE FROM article_fts WHERE key = ?", (key,))
        references = database.execute(f"{_REFERENCES} WHERE reference.key = ?", (key,)).fetchall()
        summaries = database.execute(
            f"{_SUMMARIES} WHERE coalesce(reference_key, summary.id) = ?", (key,)
        ).fetchall()
        topics = database.execute(f"{_KEYWORD_TOPICS} WHERE reference_key = ?", (key,)).fetchall()
        _insert(database, references, summaries, topics)


def _insert(
    database: Database,
    references: list[tuple[str, ...]],
    summaries: list[tuple[str, ...]],
    keyword_topics: list[tuple[str, str]],
) -> None:
    of_key: dict[str, list[tuple[str, ...]]] = {}
    for summary in summaries:
        of_key.setdefault(summary[1], []).append(summary)
    topics: dict[str, list[str]] = {}
    for key, names in keyword_topics:
        topics.setdefault(key, []).append(names)
    rows = []
    for key, *texts, keywords in references:
        if keywords != "[]":
            texts[-1] = f"{'; '.join(json.loads(keywords))}. {texts[-1]}"
        rows.append(_row(key, texts, of_key.pop(key, []), topics.get(key, ())))
    rows += [_row(key, ["", "", "", ""], own) for key, own in of_key.items()]
    marks = ", ".join("?" * len(_COLUMNS))
    database.conn.executemany(
        f"INSERT INTO article_fts ({', '.join(_COLUMNS)}) VALUES ({marks})", rows
    )


def _row(
    key: str, texts: list[str], summaries: list[tuple[str, ...]], names: Iterable[str] = ()
) -> tuple[str, ...]:
    title, authors, container, details = (strip_tags(text) for text in texts)
    prose = _MARKDOWN.sub("", "\n".join(summary[2] for summary in summaries))
    topics = " ".join((*(summary[3] for summary in summaries), *names))
    forms = word_forms(title, authors, container, prose, topics, details)
    return key, title, authors, container, prose, topics, details, forms
