"""The full-text index: its rows, the words they are found by, and what a reader's words ask for."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from pprkb.store.database import FULL_TEXT, Database
from pprkb.text.markup import Markup, strip_tags
from pprkb.text.spelling import fold

# -- words ---------------------------------------------------------------------------------------

# SQLite's tokenizer splits at every character that is no letter or digit, so that "CBT-I", ".57"
# and "14,000" fall to pieces; and it folds only letters that Unicode decomposes. The index gets
# a column of further forms, made by `word_forms`, and questions are written to match it.

_DECIMAL = r"(?<![\w.])\d*[.·]\d+(?!\w|\.\d)"
_THOUSANDS = r"(?<![\w.,])\d{1,3}(?:[, \u00a0\u202f]\d{3})+(?![\w])"
# From the beginning of a word only, without backtracking: a word may be very long.
_JOINED = r"(?<!\w)\w++(?:[-‐‑–/'’]\w++)+"
_SPECIAL = re.compile(rf"(?P<decimal>{_DECIMAL})|(?P<thousands>{_THOUSANDS})|(?P<joined>{_JOINED})")
_SEPARATORS = re.compile(r"[-‐‑–/'’]")
_WORD = re.compile(r"\w+")
_FEWEST_LETTERS = 3
"""Before a star that stands for any ending."""
_SIGN = re.compile(r"[-‐‑–/'’.·]\w|[, \u00a0\u202f](?<=\d.)\d{3}")
"""In every special form, what follows its first word or digits."""
_MARKS = str.maketrans(dict.fromkeys("“”„«»", '"'))
"""Quotation marks as telephones and other languages have them."""
_QUESTION = re.compile(
    rf'"(?P<phrase>[^"]*)"?'
    rf"|(?P<decimal>{_DECIMAL})|(?P<thousands>{_THOUSANDS.replace(' ', '')})"
    rf"|(?P<joined>{_JOINED})|(?P<word>\w+)(?P<star>\*?)"
)


def word_forms(*texts: str) -> str:
    """Return further forms of the words of some texts: numbers, joined words, folded letters.

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

    Searching for it looks at every word of a text, of which few are special. Here it is tried only
    where the word or the digits begin before a sign that all its matches have.
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
    """Return what a reader typed with one kind of quotation marks."""
    return words.translate(_MARKS)


def question(words: str) -> tuple[str, ...]:
    """Write a reader's words as FTS5 expressions, one for each thing asked.

    Words between quotation marks are a phrase; a star at the end of a word of three letters or more
    stands for any ending. No character of the words can be taken for FTS5's own syntax.
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
            # A letter or two begin half of all words, and each would have to be looked at.
            star = match["star"] if len(word) >= _FEWEST_LETTERS else ""
            term = _quoted(word) + star
            folded = fold(word)
            terms.append(term if word.isascii() else f"({term} OR {_quoted(folded)})")
    return tuple(terms)


def decimals_of(words: str) -> re.Pattern[str] | None:
    """Return a pattern that finds the decimal numbers of a question in prose, however spelt."""
    spellings = []
    for match in _QUESTION.finditer(with_straight_marks(words)):
        if number := match["decimal"]:
            whole, _, fraction = _decimal_form(number)[1:].partition("p")
            first = "0?" if whole == "0" else re.escape(whole)
            spellings.append(rf"{first}[.·]{fraction}0*")
    return re.compile(rf"(?<![\w.])(?:{'|'.join(spellings)})(?!\d)") if spellings else None


def _decimal_form(number: str) -> str:
    """Return one spelling for .57, 0.57 and 0.570, made of letters and digits only."""
    whole, _, fraction = f"{Decimal('0' + number.replace('·', '.')).normalize():f}".partition(".")
    return f"n{whole}p{fraction or '0'}"


def _digits(number: str) -> str:
    return re.sub(r"\D", "", number)


def _quoted(text: str) -> str:
    return f'"{text}"'


# -- one row for each article, made from its other rows ------------------------------------------

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
    # What findings are recorded to be about, in words that the prose may not have.
    details = " ".join((details, *(summary[4] for summary in summaries)))
    topics = " ".join((*(summary[3] for summary in summaries), *names))
    # A key, which a reader may paste, finds its work.
    forms = " ".join((word_forms(title, authors, container, prose, topics, details), *keys))
    return keys[0], title, authors, container, prose, topics, details, forms
