"""Full-text search over references and summaries."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pprkb.model.errors import PprkbError
from pprkb.model.filters import Filters
from pprkb.model.summary import Article
from pprkb.query.articles import articles_of, find_keys
from pprkb.store.database import Database
from pprkb.store.search_index import decimals_of, question
from pprkb.text.markup import strip_tags
from pprkb.text.spelling import did_you_mean

MATCH_START, MATCH_END = "\x02", "\x03"
"""Stand around the words found in an excerpt."""

_WEIGHTS = "0.0, 10.0, 6.0, 3.0, 4.0, 6.0, 2.0, 4.0"
"""How much a word counts in each column of `article_fts`, from `key` to `forms`."""

_RANKED = f"""
SELECT key, rowid FROM article_fts WHERE article_fts MATCH ?
 ORDER BY bm25(article_fts, {_WEIGHTS}), key
"""
_EXCERPT = """
SELECT summary, snippet(article_fts, 4, char(2), char(3), '…', 24),
       snippet(article_fts, 6, char(2), char(3), '…', 24)
  FROM article_fts WHERE article_fts MATCH ? AND rowid = ?
"""
_ANYWHERE = "SELECT 1 FROM article_fts WHERE article_fts MATCH ? LIMIT 1"
_VOCABULARY = """
SELECT title FROM reference UNION ALL SELECT DISTINCT container_title FROM reference
UNION ALL SELECT DISTINCT family || ' ' || literal FROM contributor
UNION ALL SELECT label FROM keyword
UNION ALL SELECT label FROM topic UNION ALL SELECT title FROM summary
"""
_LETTERS = re.compile(r"[^\W\d_]{3,}")
"""Words for which a suggestion is made; short words and numbers resemble too many others."""
_ALIKE = 0.75
_AT_MOST = 50
"""How many hits are returned where the reader sets no limit."""
_AROUND = 90
"""Characters on each side of a number in an excerpt."""


@dataclass(frozen=True, kw_only=True)
class Hit:
    """An article that was found."""

    article: Article
    excerpt: str
    """Words of the summary or abstract around the find, which `MATCH_START` and `MATCH_END`
    mark; empty where the words are in the title or names."""

    @property
    def pieces(self) -> Iterator[tuple[str, bool]]:
        """The excerpt in pieces, each with whether it is one of the words."""
        first, *others = self.excerpt.split(MATCH_START)
        if first:
            yield first, False
        for piece in others:
            word, _, rest = piece.partition(MATCH_END)
            yield word, True
            if rest:
                yield rest, False


@dataclass(frozen=True, kw_only=True)
class Found:
    """What a search found, the best first."""

    hits: tuple[Hit, ...]
    total: int
    """How many there are, returned or not."""
    keys: tuple[str, ...] = ()
    """Of all of them, the best first."""
    all_words: bool
    """True if every hit holds all the words; False if nothing does and hits hold some."""
    hints: tuple[str, ...] = ()
    """For each word that the library does not have, the word that may be meant."""


def keys_with_any(
    database: Database, words: str, filters: Filters
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the keys of articles that hold any of the words, the best first, in one query.

    Args:
        database: The database.
        words: What the reader typed.
        filters: What else an article must satisfy; without a `limit`, fifty are returned.

    Returns:
        The keys, and for each word that is nowhere in the library which may be meant.

    Raises:
        PprkbError: There is no word to look for.
        NotFoundError: A topic, research type or key of the filters is not in the library.
    """
    rows = _ranked(database, " OR ".join(_terms(words)), _allowed(database, filters))
    limit = _AT_MOST if filters.limit is None else filters.limit
    return tuple(key for key, _ in rows[:limit]), _hints(database, words)


def _terms(words: str) -> list[str]:
    terms = question(words)
    if not terms:
        raise PprkbError("there is no word to look for", hint="name at least one word or number")
    # A word that is typed twice is asked for once.
    return list(dict.fromkeys(terms))


def _allowed(database: Database, filters: Filters) -> set[str] | None:
    if filters == Filters(limit=filters.limit, sort=filters.sort):
        return None
    return set(find_keys(database, replace(filters, limit=None)))


def _ranked(database: Database, expression: str, allowed: set[str] | None) -> list[tuple[str, int]]:
    rows = database.execute(_RANKED, (expression,)).fetchall()
    return [row for row in rows if allowed is None or row[0] in allowed]


def search(database: Database, words: str, filters: Filters) -> Found:
    """Search for words.

    Every word must occur; where nothing holds all of them, articles with some are found.
    Words between quotation marks are a phrase, and a star at the end stands for any ending.

    Args:
        database: The database.
        words: What the reader typed; no character has a meaning that could make it fail.
        filters: What else an article must satisfy; `sort` is not looked at, and without a
            `limit` the first fifty hits are returned.

    Raises:
        PprkbError: There is no word to look for.
        NotFoundError: A topic, research type or key of the filters is not in the library.
    """
    terms, allowed = _terms(words), _allowed(database, filters)
    for operator in (" AND ", " OR ") if len(terms) > 1 else (" AND ",):
        expression = operator.join(terms)
        if rows := _ranked(database, expression, allowed):
            limit = _AT_MOST if filters.limit is None else filters.limit
            hits = _hits(database, rows[:limit], expression, decimals_of(words))
            all_words = operator == " AND "
            hints = () if all_words else _hints(database, words)
            keys = tuple(key for key, _ in rows)
            return Found(hits=hits, total=len(rows), keys=keys, all_words=all_words, hints=hints)
    return Found(hits=(), total=0, all_words=True, hints=_hints(database, words))


def hits_of(
    database: Database, words: str, keys: Sequence[str], *, all_words: bool
) -> tuple[Hit, ...]:
    """Return some of the articles that a search has found, each with its excerpt.

    Args:
        database: The database.
        words: What the reader typed.
        keys: Of the articles, in the order wanted; others than the search found are left out.
        all_words: Whether the search found articles with all the words, or with some.
    """
    expression = (" AND " if all_words else " OR ").join(_terms(words))
    rows = dict(database.execute(_RANKED, (expression,)).fetchall())
    shown = [(key, rows[key]) for key in keys if key in rows]
    return _hits(database, shown, expression, decimals_of(words))


def _hints(database: Database, words: str) -> tuple[str, ...]:
    """Say of each word that is nowhere which word of titles, names or topics is like it."""
    nowhere = [
        word
        for word in dict.fromkeys(_LETTERS.findall(words))
        if not any(database.execute(_ANYWHERE, (term,)).fetchone() for term in question(word))
    ]
    if not nowhere:
        return ()
    # What stands between spaces recurs: it is taken apart once, not in every title.
    pieces: set[str] = set()
    for (text,) in database.execute(_VOCABULARY):
        pieces.update(strip_tags(text).split())
    vocabulary = set(_LETTERS.findall(" ".join(pieces)))
    hints = ((word, did_you_mean(word, vocabulary, likeness=_ALIKE)) for word in nowhere)
    return tuple(f'nothing holds "{word}"; {hint}' for word, hint in hints if hint)


def _hits(
    database: Database,
    rows: list[tuple[str, int]],
    expression: str,
    decimals: re.Pattern[str] | None,
) -> tuple[Hit, ...]:
    excerpts: dict[str, str] = {}
    for key, rowid in rows:
        prose, *snippets = database.execute(_EXCERPT, (expression, rowid)).fetchone()
        number = decimals.search(prose) if decimals else None
        if number:
            excerpts[key] = _around(prose, number)
        else:
            excerpts[key] = next((text for text in snippets if MATCH_START in text), "")
    articles = articles_of(database, list(excerpts))
    return tuple(
        Hit(article=article, excerpt=" ".join(excerpts[article.key].split()))
        for article in articles
    )


def _around(prose: str, found: re.Match[str]) -> str:
    """Return the words around a number, which the index knows only in another form."""
    before = prose[max(0, found.start() - _AROUND) : found.start()]
    after = prose[found.end() : found.end() + _AROUND]
    if found.start() > _AROUND:
        before = f"…{before.partition(' ')[2]}"
    if found.end() + _AROUND < len(prose):
        after = f"{after.rpartition(' ')[0]}…"
    return f"{before}{MATCH_START}{found.group()}{MATCH_END}{after}"
