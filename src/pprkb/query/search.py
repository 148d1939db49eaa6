"""Full-text search over references and summaries."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace

from pprkb.model.errors import PprkbError
from pprkb.model.filters import Filters
from pprkb.model.summary import Article
from pprkb.query.articles import articles_of, find_keys
from pprkb.store.database import Database
from pprkb.store.search_index import decimals_of, question
from pprkb.text.markup import strip_tags
from pprkb.text.spelling import closest, fold
from pprkb.text.word_lists import word_lists

MATCH_START, MATCH_END = "\x02", "\x03"
"""Stand around the words found in an excerpt."""

_WEIGHTS = "0.0, 10.0, 6.0, 3.0, 4.0, 6.0, 2.0, 4.0"
"""How much a word counts in each column of `article_fts`, from `key` to `forms`."""

_RANKED = f"""
SELECT key, rowid FROM article_fts WHERE article_fts MATCH ?
 ORDER BY bm25(article_fts, {_WEIGHTS}), key
"""
_IN_TITLE = "SELECT rowid FROM article_fts WHERE article_fts MATCH ?"
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
_FEWEST_LETTERS = 4
"""Of the beginning of a word that is taken for the word."""
_MOST_ENDINGS = 40
_ASKING = re.compile(
    r"\s*(?:what(?: is|\S?s)(?: the)?|is there(?: any)?) evidence (?:for|of|on|about|that)\b",
    re.IGNORECASE,
)
"""How a question begins; the words say nothing of what is looked for."""
SAY_NOTHING = word_lists(__file__)["words that say nothing"]
"""Words that do not count where there are others."""
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
    """True if every hit holds all the words; False if nothing does and hits hold some.

    Words such as "the" and "for" do not count where there are others.
    """
    mended: bool = False
    """True if words that are nowhere were taken for the words that may be meant: those that begin
    so, or are like them."""
    hints: tuple[str, ...] = ()
    """For each word that the library does not have, the word that may be meant."""


@dataclass(frozen=True, kw_only=True)
class Searched:
    """What the index holds of an article, by how much a word counts there."""

    key: str
    title: str
    authors: str
    container: str
    summary: str
    topics: str
    details: str
    """Abstract, note, keywords and DOI."""
    forms: str
    """Further forms of words, as `store/search_index.py` makes them."""


def all_searched(database: Database) -> Iterator[Searched]:
    """Yield what the index holds of every article, for another program that searches."""
    names = [one.name for one in fields(Searched)]
    rows = database.execute(f"SELECT {', '.join(names)} FROM article_fts ORDER BY key")
    return (Searched(**dict(zip(names, row, strict=True))) for row in rows)


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
    rows = _ranked(database, " OR ".join(_every_term(words)), _allowed(database, filters))
    limit = _AT_MOST if filters.limit is None else filters.limit
    return tuple(key for key, _ in rows[:limit]), _hints(database, words)


def _every_term(words: str) -> list[str]:
    terms = question(words)
    if not terms:
        raise PprkbError("there is no word to look for", hint="name at least one word or number")
    return list(terms)


def _that_count(words: str) -> str:
    """Return what a reader typed without the words that say nothing, where there are others."""
    if '"' in words:
        return words
    asked = _ASKING.sub("", words)
    kept = [piece for piece in asked.split() if piece.strip(",.;:?!").lower() not in SAY_NOTHING]
    counting = " ".join(kept)
    return counting if question(counting) else words


@dataclass(frozen=True)
class _Attempt:
    """One way to read what a reader typed."""

    expression: str
    all_words: bool
    mended: bool = False
    any_of_them: bool = False
    """Whether one of the words is enough."""


def _attempts(database: Database, words: str) -> Iterator[_Attempt]:
    """Yield the ways to read what a reader typed, the closest to the letter first."""
    _every_term(words)
    counting = _that_count(words)
    terms = question(counting)
    yield _Attempt(" AND ".join(terms), all_words=True)
    meant = _meant(database, counting) if '"' not in counting else {}
    mended = _mended(counting, meant)
    if mended and any(meant.values()):
        yield _Attempt(" AND ".join(mended), all_words=False, mended=True)
    if len(terms) > 1:
        either = dict.fromkeys((*terms, *mended))
        yield _Attempt(
            " OR ".join(either), all_words=False, mended=any(meant.values()), any_of_them=True
        )


def _mended(words: str, meant: Mapping[str, Sequence[str]]) -> list[str]:
    """Return a term for each word, with what may be meant in the place of one that is nowhere."""
    terms: list[str] = []
    for piece in words.split():
        versions = [piece]
        for wrong in dict.fromkeys(_LETTERS.findall(piece)):
            if rights := meant.get(wrong):
                versions = [one.replace(wrong, right) for one in versions for right in rights]
        asked = dict.fromkeys(term for version in versions for term in question(version))
        if versions == [piece]:
            terms += asked
        elif asked:
            terms.append(f"({' OR '.join(asked)})")
    return terms


def _allowed(database: Database, filters: Filters) -> set[str] | None:
    if filters == Filters(limit=filters.limit, sort=filters.sort):
        return None
    return set(find_keys(database, replace(filters, limit=None)))


def _ranked(
    database: Database, expression: str, allowed: set[str] | None, *, title_first: bool = False
) -> list[tuple[str, int]]:
    """Return the keys and rows of what is found, the best first.

    Args:
        database: The database.
        expression: In the syntax of FTS5.
        allowed: Keys of the articles that may be found; None for all.
        title_first: Whether those whose title holds everything that is asked come first. Else long
            summaries, which hold most words often, come before a work that is called by its name.
    """
    rows = database.execute(_RANKED, (expression,)).fetchall()
    if title_first:
        named = {
            row for (row,) in database.execute(_IN_TITLE, (f"{{title forms}} : ({expression})",))
        }
        rows.sort(key=lambda row: row[1] not in named)
    return [row for row in rows if allowed is None or row[0] in allowed]


def search(database: Database, words: str, filters: Filters) -> Found:
    """Search for words.

    Every word must occur, but for those that say nothing. A word that is nowhere is then taken for
    the words that begin so or, where none does, are like it; and where nothing holds all of them,
    articles with some are found. Words between quotation marks are a phrase, and a star at the end
    stands for any ending.

    Args:
        database: The database.
        words: What the reader typed; no character has a meaning that could make it fail.
        filters: What else an article must satisfy; `sort` is not looked at, and without a
            `limit` the first fifty hits are returned.

    Raises:
        PprkbError: There is no word to look for.
        NotFoundError: A topic, research type or key of the filters is not in the library.
    """
    allowed = _allowed(database, filters)
    for attempt in _attempts(database, words):
        rows = _ranked(database, attempt.expression, allowed, title_first=not attempt.any_of_them)
        if rows:
            limit = _AT_MOST if filters.limit is None else filters.limit
            return Found(
                hits=_hits(database, rows[:limit], attempt.expression, decimals_of(words)),
                total=len(rows),
                keys=tuple(key for key, _ in rows),
                all_words=attempt.all_words,
                mended=attempt.mended,
                hints=() if attempt.all_words else _hints(database, words),
            )
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
    for attempt in _attempts(database, words):
        rows = dict(database.execute(_RANKED, (attempt.expression,)).fetchall())
        shown = [(key, rows[key]) for key in keys if key in rows]
        if len(shown) == len(keys) and attempt.all_words == all_words:
            return _hits(database, shown, attempt.expression, decimals_of(words))
    return ()


def _nowhere(database: Database, words: str) -> list[str]:
    """Return the words that nothing holds."""
    return [
        word
        for word in dict.fromkeys(_LETTERS.findall(words))
        if not any(database.execute(_ANYWHERE, (term,)).fetchone() for term in question(word))
    ]


def vocabulary(database: Database) -> dict[str, str]:
    """Return the words of titles, names and topics, any of which may be meant, by how they fold."""
    # What stands between spaces recurs: it is taken apart once, not in every title.
    pieces: set[str] = set()
    for (text,) in database.execute(_VOCABULARY):
        pieces.update(strip_tags(text).split())
    words = set(_LETTERS.findall(" ".join(pieces)))
    # The index folds as well: of two spellings one will do. Sorted, lest a set give another.
    return {fold(word): word for word in sorted(words)}


def _meant(database: Database, words: str) -> dict[str, list[str]]:
    """Return for each word that is nowhere the words that begin so or, else, are like it."""
    nowhere = _nowhere(database, words)
    if not nowhere:
        return {}
    folded = vocabulary(database)
    meant = {}
    for word in nowhere:
        begun = fold(word)
        found = [one for one in folded if one.startswith(begun)] if _long_enough(begun) else []
        found = found[:_MOST_ENDINGS] or closest(begun, folded, _ALIKE)
        meant[word] = [folded[alike] for alike in found]
    return meant


def _long_enough(word: str) -> bool:
    return len(word) >= _FEWEST_LETTERS


def _hints(database: Database, words: str) -> tuple[str, ...]:
    """Say of each word that is nowhere which words of titles, names or topics may be meant."""
    return tuple(
        f'nothing holds "{word}"; did you mean {" or ".join(dict.fromkeys(quoted))}?'
        for word, meant in _meant(database, words).items()
        if (quoted := [f'"{one}"' for one in meant[:2]])
    )


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
