"""Under which word a title stands in an alphabetical list.

A list passes over "A", "An" and "The" at the beginning of a title (APA manual, sections 9.47 and
9.49), and has a number where its word would be (blog.apastyle.org, "How to Alphabetize a Number").
CSL says nothing of either.
"""

from __future__ import annotations

import re

from pprkb.formats.titles.words import Tongue, tongue_of
from pprkb.text.markup import Markup, strip_tags
from pprkb.text.number import whole_number
from pprkb.text.numerals import spelled
from pprkb.text.spelling import fold

_ARTICLES = {
    "en": r"the|an|a(?!\s+(?:priori|posteriori|fortiori)\b)",
    "fr": "les|le|la|une|un|des",
    "de": "der|die|das|eine|ein",
    "es": "los|las|el|la|una|un",
    "it": "gli|il|lo|la|le|i|una|uno|un",
    "nl": "de|het|een",
    "pt": "os|as|o|a|uma|um",
}
"""By language, after MARC 21, Appendix F, "Initial Definite and Indefinite Articles"."""
_ELIDED = {"fr": "l", "it": "l|un"}
"""Articles that are written with an apostrophe."""
_FIRST = {
    language: re.compile(
        rf"\W*(?:(?:{articles})\s+"
        + (rf"|(?:{elided})['’]\s?" if (elided := _ELIDED.get(language)) else "")
        + r")(?=[^\w\s]*\w)",
        re.IGNORECASE,
    )
    for language, articles in _ARTICLES.items()
}
_MAY_CHANGE = re.compile(
    rf"\W*(?:\d|(?:{'|'.join(_ARTICLES.values())})\s|(?:{'|'.join(_ELIDED.values())})['’])",
    re.IGNORECASE,
)
"""Beginnings of titles that, in some language, may be filed under a later word."""
_NUMBER = re.compile(
    r"\W*(?P<number>\d{1,3}(?:,\d{3})+|\d{1,6})(?P<ending>(?:st|nd|rd|th)\b)?(?!\d)"
)
_THE = re.compile(r"the\s+(?=\w)", re.IGNORECASE)
_NO_LETTER = re.compile(r"[^\w\s]|_")


def filed_title(title: str, language: str = "") -> str:
    """Return a title as an alphabetical list looks at it: without its first article.

    A number at the beginning is spelled out where the title is English or French. Markup is gone,
    and so are marks before the article or number.

    Args:
        title: Rich text.
        language: Of the title, a BCP 47 tag; where it is not known, the words of the title say
            whether it is English, and any other title is taken for French.
    """
    filed = strip_tags(Markup(title))
    if not _MAY_CHANGE.match(filed):
        return filed
    language = language.partition("-")[0].lower() or _guessed(title)
    first = _FIRST.get(language)
    if first and (article := first.match(filed)):
        filed = filed[article.end() :]
    number = _NUMBER.match(filed)
    if number is None:
        return filed
    value = whole_number(number["number"].replace(",", ""), 0)
    words = spelled(value, language, ordinal=bool(number["ending"]))
    return f"{words} {filed[number.end() :].lstrip()}" if words else filed


def filed_body(name: str) -> str:
    """Return the name of a body as an alphabetical list looks at it: without "The".

    Other articles stay: what looks like one may be a person's given name, such as "An".
    """
    return _THE.sub("", name, count=1) if _THE.match(name) else name


def filing_key(title: str, language: str = "") -> str:
    """Return the key by which titles are sorted: `filed_title`, folded, without marks."""
    return " ".join(fold(_NO_LETTER.sub("", filed_title(title, language))).split())


def _guessed(title: str) -> str:
    return "fr" if tongue_of(title) is Tongue.FOREIGN else "en"
