"""The full-text index: one row for each article, made from its other rows."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator

from pprkb.store.database import Database
from pprkb.store.schema import FULL_TEXT
from pprkb.store.search_words import word_forms
from pprkb.text.markup import Markup, strip_tags

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
_KEY = "coalesce(reference_key, summary.id)"
_SUMMARIES = f"""
SELECT summary.id, {_KEY},
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


def index_all(database: Database) -> None:
    """Index every article anew."""
    # To delete the rows one by one would cost as much as to write them.
    database.execute("DROP TABLE article_fts")
    database.execute(FULL_TEXT)
    _insert(database, "")


def index_keys(database: Database, keys: Iterable[str]) -> None:
    """Index some articles anew; those that are gone leave the index."""
    database.execute("CREATE TEMP TABLE touched (key TEXT PRIMARY KEY) WITHOUT ROWID")
    database.conn.executemany(
        "INSERT INTO touched VALUES (?)", ((key,) for key in sorted(set(keys)))
    )
    # The column `key` of the full-text index is not indexed itself: one pass over it.
    database.execute(
        "DELETE FROM article_fts WHERE rowid IN"
        " (SELECT id FROM article_fts_content WHERE c0 IN (SELECT key FROM touched))"
    )
    _insert(database, "WHERE {key} IN (SELECT key FROM touched)")
    database.execute("DROP TABLE touched")


def _insert(database: Database, condition: str) -> None:
    """Index the articles whose key satisfies a condition, one after the other."""
    summaries: dict[str, list[tuple[str, ...]]] = {}
    for summary in database.execute(f"{_SUMMARIES} {condition.format(key=_KEY)}"):
        summaries.setdefault(summary[1], []).append(summary)
    topics: dict[str, list[str]] = {}
    for key, names in database.execute(
        f"{_KEYWORD_TOPICS} {condition.format(key='reference_key')}"
    ):
        topics.setdefault(key, []).append(names)
    references = database.execute(f"{_REFERENCES} {condition.format(key='reference.key')}")
    marks = ", ".join("?" * len(_COLUMNS))
    database.conn.executemany(
        f"INSERT INTO article_fts ({', '.join(_COLUMNS)}) VALUES ({marks})",
        _rows(references, summaries, topics),
    )


def _rows(
    references: Iterable[tuple[str, ...]],
    summaries: dict[str, list[tuple[str, ...]]],
    topics: dict[str, list[str]],
) -> Iterator[tuple[str, ...]]:
    for key, *texts, keywords in references:
        if keywords != "[]":
            texts[-1] = f"{'; '.join(json.loads(keywords))}. {texts[-1]}"
        yield _row(key, texts, summaries.pop(key, []), topics.get(key, ()))
    for key, own in summaries.items():
        yield _row(key, ["", "", "", ""], own)


def _row(
    key: str, texts: list[str], summaries: list[tuple[str, ...]], names: Iterable[str] = ()
) -> tuple[str, ...]:
    title, authors, container, details = (strip_tags(Markup(text)) for text in texts)
    prose = _MARKDOWN.sub("", "\n".join(summary[2] for summary in summaries))
    topics = " ".join((*(summary[3] for summary in summaries), *names))
    forms = word_forms(title, authors, container, prose, topics, details)
    return key, title, authors, container, prose, topics, details, forms
