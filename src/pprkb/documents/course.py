"""Reading load, and list items that are not publications."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from pprkb.languages import ENGLISH, Words, phrase
from pprkb.model.reading_list import OtherItem, meeting_days
from pprkb.model.summary import Article
from pprkb.text.markup import Run
from pprkb.text.number import whole_number

_KINDS = {
    "video": phrase("Video"),
    "audio": phrase("Audio"),
    "podcast": phrase("Podcast"),
    "website": phrase("Website"),
    "file": phrase("File"),
    "slides": phrase("Slides"),
    "assignment": phrase("Assignment"),
    "exercise": phrase("Exercise"),
    "discussion": phrase("Discussion"),
    "quiz": phrase("Quiz"),
}
"""Descriptions of items that are not publications, in brackets as in APA."""
_IMPORTANCE = (phrase("essential"), phrase("recommended"), phrase("further"))
_LONGEST = 10_000
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
_RANGE = re.compile(r"([A-Za-z]*)(\d+)[-–—−]{1,3}([A-Za-z]*)(\d+)")
_ROMAN_RANGE = re.compile(r"([ivxlcdm]+)[-–—−]{1,3}([ivxlcdm]+)")


@dataclass(frozen=True, kw_only=True)
class ReadingLoad:
    """The reading load of some works."""

    pages: int = 0
    """Pages of the works with a known length."""
    works: int = 0
    unknown: int = 0
    """The number of works of unknown length."""
    by_importance: Mapping[str, int] = field(default_factory=dict)
    """Pages by importance of the works; the empty string for works without importance."""


def importance_words(importance: str, words: Words) -> str:
    """Return the importance of an item in words; a list's own words are unchanged."""
    return words(importance) if importance in _IMPORTANCE else importance


def item_in_words(item: OtherItem, words: Words = ENGLISH) -> tuple[str, tuple[Run, ...]]:
    """Return the text of an item that is not a publication, with and without its address."""
    name = f"{item.item} [{words(_KINDS[item.kind])}]" if item.kind else item.item
    if not item.link:
        return name, (Run(text=name),)
    stop = " " if name.endswith((".", "!", "?", "…")) else ". "
    return name, (Run(text=name + stop), Run(text=item.link, link=item.link))


def load_in_words(load: ReadingLoad, words: Words = ENGLISH) -> str:
    """Return a reading load in words; empty if there is no work."""
    more = []
    if len(load.by_importance) > 1:
        more.append(
            ", ".join(
                words(
                    "{pages} {importance}",
                    pages=words.whole(pages),
                    importance=importance_words(importance, words),
                )
                for importance, pages in load.by_importance.items()
                if importance
            )
        )
    if load.unknown:
        more.append(
            words.many(load.unknown, "{n} work of unknown length", "{n} works of unknown length")
        )
    told = "; ".join(more)
    if load.pages:
        pages = words.many(load.pages, "about {n} page", "about {n} pages")
        told = f"{pages} ({told})" if told else pages
    return words("Reading: {load}", load=told) if told else ""


def pages_in_words(pages: str, words: Words = ENGLISH) -> str:
    """Return the pages to be read: "Read pp. 12–40."."""
    sign = words("{first}–{last}", first="", last="")
    tidy = re.sub(r"\s*[-–—]\s*", sign, pages.strip())
    if re.search(f"[{sign},;]", tidy):
        return words("Read pp. {pages}.", pages=tidy)
    return words("Read p. {page}.", page=tidy)


def reading_load(articles: Iterable[Article]) -> ReadingLoad:
    """Return the reading load of some works."""
    lengths = [(article.importance, length_of(article)) for article in articles]
    by_importance: Counter[str] = Counter()
    for importance, length in lengths:
        if length:
            by_importance[importance] += length
    return ReadingLoad(
        pages=by_importance.total(),
        works=len(lengths),
        unknown=sum(length is None for _, length in lengths),
        by_importance=dict(by_importance),
    )


def length_of(article: Article) -> int | None:
    """Return the number of pages to be read of a work; None if unknown."""
    if article.pages:
        return count_pages(article.pages, singly=True)
    reference = article.reference
    if reference is None:
        return None
    if reference.page:
        return count_pages(reference.page)
    if reference.container_title:
        # A chapter's `number_of_pages` would be that of its book.
        return None
    return whole_number(reference.number_of_pages, least=1, most=_LONGEST)


def count_pages(printed: str, *, singly: bool = False) -> int | None:
    """Return the number of pages in a page range; None if it cannot be determined.

    Args:
        printed: Pages such as "252–60", "S12–S19" or "xi–xx, 1–30".
        singly: Whether a single number is one page. In a reference it is often the first page or
            an article number.
    """
    parts = [re.sub(r"\s+", "", part) for part in re.split(r"[,;&]", printed)]
    parts = [part for part in parts if part]
    singly = singly or any(re.search(r"[-–—−]", part) for part in parts)
    lengths = [_length(part, singly=singly) for part in parts]
    total = sum(length or 0 for length in lengths)
    return total if total and None not in lengths and total <= _LONGEST else None


def _length(part: str, *, singly: bool) -> int | None:
    if singly and re.fullmatch(r"\d+|[ivxlcdm]+", part, re.IGNORECASE):
        return 1
    if (found := _RANGE.fullmatch(part)) and found[3].casefold() in ("", found[1].casefold()):
        first, last = found[2], found[4]
        # In "252–60" the last number is abbreviated.
        last = first[: max(0, len(first) - len(last))] + last if not found[3] else last
        begin, end = whole_number(first), whole_number(last)
    elif roman := _ROMAN_RANGE.fullmatch(part.casefold()):
        begin, end = _from_roman(roman[1]), _from_roman(roman[2])
    else:
        return None
    return None if begin is None or end is None or end < begin else end - begin + 1


def _from_roman(number: str) -> int:
    values = [_ROMAN[letter] for letter in number]
    following = [*values[1:], 0]
    return sum(-one if one < then else one for one, then in zip(values, following, strict=True))


def in_words(written: str, language: str = "en-US", words: Words = ENGLISH) -> str:
    """Return a date, or a range with a slash, in words; anything but an ISO date is unchanged.

    In a language without a translation, ISO dates are kept.

    Args:
        written: An ISO date, or two separated by a slash.
        language: BCP 47 tag; American English puts the month first.
        words: Words of the same language.
    """
    days = meeting_days(written)
    if not days or not language.startswith(words.language):
        return written
    return words.days(days, month_first=language in ("en", "en-US"))
