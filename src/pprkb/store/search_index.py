"""The full-text index: its rows and words, and the translation of queries to FTS5."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from pprkb.store.database import FULL_TEXT, Database
from pprkb.text.markup import Markup, strip_tags
from pprkb.text.spelling import fold

# -- words ---------------------------------------------------------------------------------------

# SQLite's tokenizer splits at every character that is not a letter or digit, including those of
# "CBT-I", ".57" and "14,000", and it folds only letters that Unicode decomposes. The index has
# an additional column of other forms, made by `word_forms`, and queries are rewritten to match it.

_DECIMAL = r"(?<![\w.])\d*[.·]\d+(?!\w|\.\d)"
_THOUSANDS = r"(?<![\w.,])\d{1,3}(?:[, \u00a0\u202f]\d{3})+(?![\w])"
# From the beginning of a word only, without backtracking: a word may be very long.
_JOINED = r"(?<!\w)\w++(?:[-‐‑–/'’]\w++)+"
_SPECIAL = re.compile(rf"(?P<decimal>{_DECIMAL})|(?P<thousands>{_THOUSANDS})|(?P<joined>{_JOINED})")
_SEPARATORS = re.compile(r"[-‐‑–/'’]")
_WORD = re.compile(r"\w+")
_FEWEST_LETTERS = 3
"""The text before a wildcard star."""
_SIGN = re.compile(r"[-‐‑–/'’.·]\w|[, \u00a0\u202f](?<=\d.)\d{3}")
"""The character after the first word or digits of every special form."""
_MARKS = str.maketrans(dict.fromkeys("“”„«»", '"'))
"""Quotation marks of phones and other languages."""
_QUESTION = re.compile(
    rf'"(?P<phrase>[^"]*)"?'
    rf"|(?P<decimal>{_DECIMAL})|(?P<thousands>{_THOUSANDS.replace(' ', '')})"
    rf"|(?P<joined>{_JOINED})|(?P<word>\w+)(?P<star>\*?)"
)


def word_forms(*texts: str) -> str:
    """Return alternative forms of words in texts: numbers, joined words, folded letters.

    "CBT-I" can also be found as "cbti", ".57" and "0.57" alike, "14,000" as "14000" and
    "Rønnestad" as "ronnestad".
    """
    forms: dict[str, None] = {}
    for text in texts:
        for match in _special(text):
            if number := match["decimal"]:
                forms[_decimal_form(number)] = None
            elif number := match["thousands"]:
                forms[_digits(number)] = None
            else:
                forms[fold(_SEPARATORS.sub("", match["joined"]))] = None
        if not text.isascii():
            for piece in text.split():
                if not piece.isascii():
                    words = _WORD.findall(piece)
                    forms |= {fold(word): None for word in words if not word.isascii()}
    return " ".join(forms)


def _special(text: str) -> Iterator[re.Match[str]]:
    """Yield the matches of `_SPECIAL`.

    A plain search would try every word of a text, of which few are special. This tries only the
    words and digits before a character that all matches contain.
    """
    end = 0
    for sign in _SIGN.finditer(text):
        place = start = sign.start()
        if place < end:
            continue
        while start and (text[start - 1].isalnum() or text[start - 1] == "_"):
            start -= 1
        match = _SPECIAL.match(text, start) if end <= start < place else None
        if match := match or _SPECIAL.match(text, place):
            yield match
            end = match.end()


def with_straight_marks(words: str) -> str:
    """Return a query with normalized quotation marks."""
    return words.translate(_MARKS)


def question(words: str) -> tuple[str, ...]:
    """Translate a query into FTS5 expressions, one for each term.

    Words in quotation marks are a phrase; a star after a word of at least three letters is a
    wildcard. No character of the query is interpreted as FTS5 syntax.
    """
    terms: list[str] = []
    for match in _QUESTION.finditer(with_straight_marks(words)):
        if match["phrase"] is not None:
            parts = _WORD.findall(match["phrase"])
            if parts:
                terms.append(_quoted(" ".join(parts)))
        elif number := match["decimal"]:
            terms.append(_quoted(_decimal_form(number)))
        elif number := match["thousands"]:
            terms.append(_quoted(_digits(number)))
        elif joined := match["joined"]:
            apart = _quoted(_SEPARATORS.sub(" ", joined))
            together = _quoted(fold(_SEPARATORS.sub("", joined)))
            terms.append(f"({apart} OR {together})")
        else:
            word = match["word"]
            # One or two letters would match half of all words, and each would have to be visited.
            star = match["star"] if len(word) >= _FEWEST_LETTERS else ""
            term = _quoted(word) + star
            folded = fold(word)
            terms.append(term if word.isascii() else f"({term} OR {_quoted(folded)})")
    return tuple(terms)


def decimals_of(words: str) -> re.Pattern[str] | None:
    """Return a pattern that finds the decimal numbers of a query in prose in any spelling."""
    spellings = []
    for match in _QUESTION.finditer(with_straight_marks(words)):
        if number := match["decimal"]:
            whole, _, fraction = _decimal_form(number)[1:].partition("p")
            first = "0?" if whole == "0" else re.escape(whole)
            spellings.append(rf"{first}[.·]{fraction}0*")
    return re.compile(rf"(?<![\w.])(?:{'|'.join(spellings)})(?!\d)") if spellings else None


def _decimal_form(number: str) -> str:
    """Return the same spelling for .57, 0.57 and 0.570, made of letters and digits only."""
    whole, _, fraction = f"{Decimal('0' + number.replace('·', '.')).normalize():f}".partition(".")
    return f"n{whole}p{fraction or '0'}"


def _digits(number: str) -> str:
    return re.sub(r"\D", "", number)


def _quoted(text: str) -> str:
    return f'"{text}"'


# -- the rows of the index, one for each article -------------------------------------------------

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
       abstract || ' ' || note || ' ' || genre || ' ' || doi, keywords, aliases
  FROM reference
"""
_KEYWORD_TOPICS = """
SELECT reference_key, topic.label || ' ' || topic.aliases || ' ' || topic.labels
  FROM keyword_topic JOIN topic ON topic.id = topic_id
"""
_KEY = "coalesce(reference_key, summary.id)"
_SUMMARIES = f"""
SELECT summary.id, {_KEY},
       summary.title || CASE WHEN summary.title GLOB '*[.?!…]' THEN '' ELSE '.' END
         || char(10) || evidence_summary || char(10) || practice_implications,
       coalesce((SELECT group_concat(topic.label || ' ' || topic.aliases || ' ' || topic.labels,
                                     '; ')
                   FROM summary_topic JOIN topic ON topic.id = topic_id
                  WHERE summary_id = summary.id), '')
         || ' ' || coalesce(research_type.label || ' ' || research_type.labels, ''),
       coalesce((SELECT group_concat(ltrim(coalesce(first || ', ' || second, '')
                                           || iif(outcome = '', '', ', ' || outcome)
                                           || iif(subgroup = '', '', ' (' || subgroup || ')'),
                                           ', '), '. ')
                   FROM effect_size WHERE summary_id = summary.id), '')
  FROM summary
  LEFT JOIN summary_reference ON summary_id = summary.id AND relation = 'summarises'
  LEFT JOIN research_type ON research_type.id = research_type
"""
_MARKDOWN = re.compile(
    r"[*_`]+|^[#> ]+|\[-?@[^\[\]]*\]|\[(?=[^\[\]]*\]\()|\]\([^()]*\)|\\", re.MULTILINE
)
"""Markdown characters, except the brackets of an interval and the sign of "p > .05"."""


def index_all(database: Database) -> None:
    """Reindex all articles."""
    # Deleting the rows one by one would take as long as writing them.
    database.execute("DROP TABLE article_fts")
    database.execute(FULL_TEXT)
    _insert(database, "")


def index_keys(database: Database, keys: Iterable[str]) -> None:
    """Reindex some articles, removing those that no longer exist."""
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
    """Index the articles whose key satisfies a condition."""
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
    for key, *texts, keywords, aliases in references:
        if keywords != "[]":
            texts[-1] = f"{'; '.join(json.loads(keywords))}. {texts[-1]}"
        keys = (key, *json.loads(aliases)) if aliases != "[]" else (key,)
        yield _row(keys, texts, summaries.pop(key, []), topics.get(key, ()))
    for key, own in summaries.items():
        yield _row((key,), ["", "", "", ""], own)


def _row(
    keys: tuple[str, ...],
    texts: list[str],
    summaries: list[tuple[str, ...]],
    names: Iterable[str] = (),
) -> tuple[str, ...]:
    title, authors, container, details = (strip_tags(Markup(text)) for text in texts)
    prose = _MARKDOWN.sub("", "\n".join(summary[2] for summary in summaries))
    # The recorded subjects of findings, whose words may not occur in the prose.
    details = " ".join((details, *(summary[4] for summary in summaries)))
    topics = " ".join((*(summary[3] for summary in summaries), *names))
    # A key, which a reader may paste, finds its work.
    forms = " ".join((word_forms(title, authors, container, prose, topics, details), *keys))
    return keys[0], title, authors, container, prose, topics, details, forms
