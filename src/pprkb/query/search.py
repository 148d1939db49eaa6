"""Full-text search over references and summaries."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from itertools import groupby, islice
from operator import itemgetter

from pprkb.languages import ENGLISH, Words
from pprkb.model.errors import PprkbError
from pprkb.model.filters import Filters
from pprkb.model.reference import named_in_short
from pprkb.model.shown import Shown, how_many
from pprkb.model.summary import Article
from pprkb.query.articles import articles_of, find_keys
from pprkb.store.database import Database
from pprkb.store.search_index import decimals_of, question, with_straight_marks
from pprkb.text.markup import strip_tags
from pprkb.text.spelling import closest, fold
from pprkb.text.word_lists import word_lists

MATCH_START, MATCH_END = "\x02", "\x03"
"""Markers around matching words in an excerpt."""

_CITED = re.compile(rf"@({MATCH_START}?)([\w:.-]*\w)({MATCH_END}?)")
"""A work that prose cites by its key."""

_WEIGHTS = "0.0, 10.0, 6.0, 3.0, 4.0, 6.0, 2.0, 4.0"
"""Weights of the columns of `article_fts`, from `key` to `forms`."""

_RANKED = f"SELECT bm25(article_fts, {_WEIGHTS}), rowid FROM article_fts WHERE article_fts MATCH ?"
_KEYS = "SELECT id, c0 FROM article_fts_content"
"""The key of each row; `article_fts` itself would read all that a row holds."""
_IN_TITLE = "SELECT rowid FROM article_fts WHERE article_fts MATCH ?"
_EXCERPT = """
SELECT key, summary, snippet(article_fts, 4, char(2), char(3), '…', 24),
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
"""Words that get suggestions; short words and numbers resemble too many others."""
_ALIKE = 0.75
_MOST_MISSPELT = 6
"""The maximum number of unknown words to make suggestions for, since each costs time."""
_FEWEST_LETTERS = 4
"""The minimum length of a prefix that is expanded to words."""
_MOST_ENDINGS = 40
"""The maximum length of a word, and of words joined by punctuation."""
_ASKING = re.compile(
    r"\s*(?:what(?: is|\S?s)(?: the)?|is there(?: any)?) evidence (?:for|of|on|about|that)\b",
    re.IGNORECASE,
)
"""The beginnings of questions, which do not describe the subject."""
_ELIDED = re.compile(r"(?<![\w'’])(?:[cdjlmnst]|(?:jus|lors|puis)?qu)['’](?=\w)", re.IGNORECASE)
_WORDS = word_lists(__file__)
SAY_NOTHING = _WORDS["words that say nothing"]
"""Stop words, which are ignored if there are other words."""
BEGIN_QUESTIONS = _WORDS["words that begin a question"]
ASK_WHETHER = _WORDS["words that ask whether something helps"]
"""Further stop words after the beginning of a question."""
_BESIDE_WORDS = ',.:;?!()"\u201c\u201d\u201e«»'
"""Punctuation at the edges of words."""
_AT_MOST = 50
"""The default limit of hits."""
_NAMED = 5
"""The maximum number of articles in a one-line representation."""
_AROUND = 90
"""Characters on each side of a number in an excerpt."""


@dataclass(frozen=True, kw_only=True)
class Hit:
    """An article found by a search."""

    article: Article
    excerpt: str
    """Text of the summary or abstract around the match, which is between `MATCH_START` and
    `MATCH_END`; empty if the words are in the title or names."""

    @property
    def pieces(self) -> Iterator[tuple[str, bool]]:
        """The excerpt in pieces, each with whether it matches a word."""
        return pieces_of(self.excerpt)


def pieces_of(excerpt: str) -> Iterator[tuple[str, bool]]:
    """Yield an excerpt in pieces, each with whether it matches a word."""
    first, *others = excerpt.split(MATCH_START)
    if first:
        yield first, False
    for piece in others:
        word, _, rest = piece.partition(MATCH_END)
        yield word, True
        if rest:
            yield rest, False


@dataclass(frozen=True)
class Unknown:
    """A word that does not occur in the library."""

    word: str
    meant: tuple[str, ...]
    """Up to two words of titles, names or topics that may be meant."""

    def in_words(self, words: Words = ENGLISH) -> str:
        """Return the message as a sentence in the reader's language."""
        if not self.meant:
            return words('Nothing holds "{word}".', word=self.word)
        one, *others = self.meant
        if not others:
            return words('Nothing holds "{word}"; did you mean "{one}"?', word=self.word, one=one)
        return words(
            'Nothing holds "{word}"; did you mean "{one}" or "{other}"?',
            word=self.word,
            one=one,
            other=others[0],
        )


def hints_of(unknown: Iterable[Unknown]) -> tuple[str, ...]:
    """Return the messages in English, to be appended to other text."""
    told = (one.in_words() for one in unknown)
    return tuple(f"{one[:1].lower()}{one[1:]}" for one in told)


@dataclass(frozen=True, kw_only=True)
class Found(Shown):
    """The result of a search, best first."""

    hits: tuple[Hit, ...]
    total: int
    """The total number, including hits that are not returned."""
    keys: tuple[str, ...] = ()
    """Keys of all hits, best first."""
    all_words: bool
    """Whether every hit has all the words; otherwise no article has, and hits have some.

    Words such as "the" and "for" are ignored if there are others.
    """
    mended: bool = False
    """Whether unknown words were replaced by similar words or words that begin with them."""
    unknown: tuple[Unknown, ...] = ()
    """Unknown words, with any suggestions."""
    rows: _Rows | None = field(default=None, repr=False, compare=False)
    """Row ids in the index."""

    @property
    def hints(self) -> tuple[str, ...]:
        """A message for each unknown word."""
        return hints_of(self.unknown)

    def __repr__(self) -> str:
        """Return the number of hits and the best keys on one line."""
        best = ", ".join(hit.article.key for hit in self.hits[:_NAMED])
        more = " …" if self.total > _NAMED else ""
        return f"<Found {how_many(self.total, 'article')}{f': {best}{more}' if best else ''}>"


@dataclass(frozen=True)
class _Rows:
    """The matching rows of the index."""

    expression: str
    decimals: re.Pattern[str] | None
    of_keys: Mapping[str, int]


@dataclass(frozen=True, kw_only=True)
class Searched:
    """The indexed text of an article, by weight."""

    key: str
    title: str
    authors: str
    container: str
    summary: str
    topics: str
    details: str
    """Abstract, note, keywords and DOI."""
    forms: str
    """Further forms of words, from `store/search_index.py`."""


def all_searched(database: Database) -> Iterator[Searched]:
    """Yield the indexed text of every article, for another search engine."""
    names = [one.name for one in fields(Searched)]
    rows = database.execute(f"SELECT {', '.join(names)} FROM article_fts ORDER BY key").fetchall()
    at = names.index("summary")
    proses = _with_names(database, [row[at] for row in rows])
    for row, prose in zip(rows, proses, strict=True):
        yield replace(Searched(**dict(zip(names, row, strict=True))), summary=prose)


def keys_with_any(
    database: Database, words: str, filters: Filters
) -> tuple[tuple[str, ...], tuple[Unknown, ...]]:
    """Return the keys of articles with any of the words, best first, in one query.

    Args:
        database: The database.
        words: The query as typed.
        filters: Further conditions; without a `limit`, fifty keys are returned.

    Returns:
        The keys, and the words that do not occur in the library.

    Raises:
        PprkbError: There is no word to search for.
        NotFoundError: A topic, research type or key of the filters is not in the library.
    """
    rows = _ranked(database, " OR ".join(_every_term(words)), _allowed(database, filters))
    limit = _AT_MOST if filters.limit is None else filters.limit
    return tuple(key for key, _ in rows[:limit]), _Meanings(database).unknown(words)


def _every_term(words: str) -> list[str]:
    terms = question(words)
    if not terms:
        raise PprkbError("there is no word to look for", hint="name at least one word or number")
    return list(terms)


def without_elisions(words: str) -> str:
    """Return words without French elided articles: "alliance" for "l'alliance"."""
    return _ELIDED.sub("", words)


def _that_count(words: str) -> str:
    """Return a query without stop words, if there are other words."""
    if '"' in words:
        return words
    silent = SAY_NOTHING
    if _bare(words.lstrip().partition(" ")[0]) in BEGIN_QUESTIONS:
        silent = silent | ASK_WHETHER
    asked = without_elisions(_ASKING.sub("", words))
    counting = " ".join(piece for piece in asked.split() if _bare(piece) not in silent)
    return counting if question(counting) else words


def _bare(piece: str) -> str:
    return piece.strip(_BESIDE_WORDS).lower()


@dataclass(frozen=True)
class _Attempt:
    """One interpretation of a query."""

    expression: str
    all_words: bool
    mended: bool = False
    any_of_them: bool = False
    """Whether any one of the words is enough."""


def _attempts(words: str, meanings: _Meanings) -> Iterator[_Attempt]:
    """Yield the interpretations of a query, most literal first."""
    words = with_straight_marks(words)
    _every_term(words)
    counting = _that_count(words)
    terms = question(counting)
    yield _Attempt(" AND ".join(terms), all_words=True)
    meant = meanings.of(counting) if '"' not in counting else {}
    mended = _mended(counting, meant)
    if mended and any(meant.values()):
        yield _Attempt(" AND ".join(mended), all_words=False, mended=True)
    if len(terms) > 1:
        either = dict.fromkeys((*terms, *mended))
        yield _Attempt(
            " OR ".join(either), all_words=False, mended=any(meant.values()), any_of_them=True
        )


def _mended(words: str, meant: Mapping[str, Sequence[str]]) -> list[str]:
    """Return a term for each word, with suggestions in place of unknown words."""
    terms: list[str] = []
    for piece in words.split():
        versions = [piece]
        for wrong in dict.fromkeys(_LETTERS.findall(piece)):
            if rights := meant.get(wrong):
                spelt = (one.replace(wrong, right) for one in versions for right in rights)
                versions = list(islice(spelt, _MOST_ENDINGS))
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
    """Return the keys and rows of the hits, best first.

    Args:
        database: The database.
        expression: In the syntax of FTS5.
        allowed: Keys of the allowed articles; None for all.
        title_first: Whether articles with all words in the title come first. Otherwise long
            summaries, with many occurrences, may come before a work with this very title.
    """
    rows = database.execute(_RANKED, (expression,)).fetchall()
    keys = database.remembered("keys of the index", _keys_of_rows)
    # Sort by score, and equal scores by key, since row ids mean nothing to readers.
    rows.sort()
    ranked: list[tuple[str, int]] = []
    for _, equal in groupby(rows, itemgetter(0)):
        found = [(keys[row], row) for _, row in equal]
        ranked += sorted(found) if len(found) > 1 else found
    if title_first:
        named = {
            row for (row,) in database.execute(_IN_TITLE, (f"{{title forms}} : ({expression})",))
        }
        ranked.sort(key=lambda one: one[1] not in named)
    return [one for one in ranked if allowed is None or one[0] in allowed]


def _keys_of_rows(database: Database) -> Mapping[int, str]:
    return dict(database.execute(_KEYS).fetchall())


def search(database: Database, words: str, filters: Filters) -> Found:
    """Search for words.

    Every word must occur, but for those that say nothing. A word that is nowhere is then taken for
    the words that begin so or, where none does, are like it; and where nothing holds all of them,
    articles with some are found. Words between quotation marks are a phrase, and a star after
    three letters or more stands for any ending.

    Args:
        database: The database.
        words: The query as typed; any characters are allowed.
        filters: Further conditions; `sort` is ignored, and without a
            `limit` the first fifty hits are returned.

    Raises:
        PprkbError: There is no word to search for.
        NotFoundError: A topic, research type or key of the filters is not in the library.
    """
    allowed, meanings = _allowed(database, filters), _Meanings(database)
    for attempt in _attempts(words, meanings):
        ranked = _ranked(database, attempt.expression, allowed, title_first=not attempt.any_of_them)
        if ranked:
            limit = _AT_MOST if filters.limit is None else filters.limit
            rows = _Rows(attempt.expression, decimals_of(words), dict(ranked))
            keys = tuple(rows.of_keys)
            return Found(
                hits=_hits(database, rows, keys[:limit]),
                total=len(keys),
                keys=keys,
                all_words=attempt.all_words,
                mended=attempt.mended,
                unknown=() if attempt.all_words else meanings.unknown(_that_count(words)),
                rows=rows,
            )
    return Found(hits=(), total=0, all_words=True, unknown=meanings.unknown(_that_count(words)))


def excerpts_of(database: Database, found: Found, keys: Iterable[str]) -> dict[str, str]:
    """Return excerpts of articles that a search has found, by key.

    Args:
        database: The database that was searched.
        found: The result of the search.
        keys: Keys of the articles, in the desired order; those not found are left out.
    """
    return _excerpts(database, found.rows, keys) if found.rows else {}


class _Meanings:
    """Suggestions for unknown words."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._known: dict[str, tuple[str, ...] | None] = {}
        """For each word looked up: None if it occurs."""

    def of(self, words: str) -> dict[str, tuple[str, ...]]:
        """Return suggestions for each unknown word: words that begin with it, or similar ones."""
        found: dict[str, tuple[str, ...]] = {}
        for word in dict.fromkeys(_LETTERS.findall(words)):
            if word not in self._known:
                self._known[word] = self._looked_up(word)
            meant = self._known[word]
            if meant is not None:
                found[word] = meant
        return found

    def unknown(self, words: str) -> tuple[Unknown, ...]:
        """Return the unknown words; parts of words only if there is a suggestion."""
        whole = {piece.strip(_BESIDE_WORDS) for piece in words.split()}
        return tuple(
            Unknown(word, tuple(dict.fromkeys(meant[:2])))
            for word, meant in self.of(words).items()
            if meant or word in whole
        )

    def _looked_up(self, word: str) -> tuple[str, ...] | None:
        terms = question(word)
        if any(self._database.execute(_ANYWHERE, (term,)).fetchone() for term in terms):
            return None
        nowhere = sum(known is not None for known in self._known.values())
        if nowhere >= _MOST_MISSPELT:
            return ()
        begun, folded = fold(word), self._folded
        found: list[str] = []
        if len(begun) >= _FEWEST_LETTERS:
            begin = (one for one in folded if one.startswith(begun))
            found = list(islice(begin, _MOST_ENDINGS))
        found = found or closest(begun, folded, _ALIKE)
        return tuple(folded[alike] for alike in found)

    @cached_property
    def _folded(self) -> Mapping[str, str]:
        return vocabulary(self._database)


def vocabulary(database: Database) -> Mapping[str, str]:
    """Return the words of titles, names and topics, for suggestions, by their folded form."""
    return database.remembered("vocabulary", _read_vocabulary)


def _read_vocabulary(database: Database) -> Mapping[str, str]:
    # Tokens recur, so each is split once, not in every title.
    pieces: set[str] = set()
    for (text,) in database.execute(_VOCABULARY):
        pieces.update(strip_tags(text).split())
    words = set(_LETTERS.findall(" ".join(pieces)))
    # The index is folded, so one spelling is enough. Sorted, for a deterministic choice.
    return {fold(word): word for word in sorted(words)}


def _hits(database: Database, rows: _Rows, keys: Iterable[str]) -> tuple[Hit, ...]:
    excerpts = _excerpts(database, rows, keys)
    return tuple(
        Hit(article=article, excerpt=excerpts[article.key])
        for article in articles_of(database, list(excerpts))
    )


def _excerpts(database: Database, rows: _Rows, keys: Iterable[str]) -> dict[str, str]:
    excerpts: dict[str, str] = {}
    for key in keys:
        rowid = rows.of_keys.get(key)
        row = database.execute(_EXCERPT, (rows.expression, rowid)).fetchone()
        if row is None or row[0] != key:
            continue
        _, prose, *snippets = row
        number = rows.decimals.search(prose) if rows.decimals else None
        if number:
            excerpt = _around(prose, number)
        else:
            excerpt = next((text for text in snippets if MATCH_START in text), "")
        excerpts[key] = " ".join(excerpt.split())
    return dict(zip(excerpts, _with_names(database, excerpts.values()), strict=True))


def _with_names(database: Database, proses: Collection[str]) -> list[str]:
    """Replace citations in prose, "@webb2010", by "Webb et al. (2010)"."""
    named = sorted({match[2] for prose in proses for match in _CITED.finditer(prose)})
    names = {
        article.key: f"{named_in_short(work)}{'' if work.issued else ' (n.d.)'}"
        for article in (articles_of(database, named) if named else ())
        if (work := article.reference) and work.contributors
    }

    def name(match: re.Match[str]) -> str:
        return f"{match[1]}{names[match[2]]}{match[3]}" if match[2] in names else match[0]

    return [_CITED.sub(name, prose) for prose in proses]


def _around(prose: str, found: re.Match[str]) -> str:
    """Return the text around a number, which is in the index only in another form."""
    before = prose[max(0, found.start() - _AROUND) : found.start()]
    after = prose[found.end() : found.end() + _AROUND]
    if found.start() > _AROUND:
        before = f"…{before.partition(' ')[2]}"
    if found.end() + _AROUND < len(prose):
        after = f"{after.rpartition(' ')[0]}…"
    return f"{before}{MATCH_START}{found.group()}{MATCH_END}{after}"
