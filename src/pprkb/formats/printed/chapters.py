"""Chapters: "In M. J. Lambert (Ed.), Handbook of change (6th ed., pp. 258–297). Wiley."."""

from __future__ import annotations

import re
from typing import NamedTuple

from pprkb.formats.printed.articles import claim_with_brackets
from pprkb.formats.printed.brackets import claim_bracket, understood
from pprkb.formats.printed.capitals import is_title_case
from pprkb.formats.printed.editions import EDITION, edition_value
from pprkb.formats.printed.genres import GENRES
from pprkb.formats.printed.houses import names_publisher
from pprkb.formats.printed.locators import find_tail
from pprkb.formats.printed.names import Names
from pprkb.formats.printed.pages import check_pages, pages
from pprkb.formats.printed.people import read_names
from pprkb.formats.printed.publishers import place_and_publisher
from pprkb.formats.printed.reading import TAKEN, Reading
from pprkb.formats.printed.roles import claim_people, roles_of
from pprkb.formats.printed.sentences import boundaries, groups, last_boundaries
from pprkb.formats.printed.sources import claim_source
from pprkb.formats.printed.titles import claim_title
from pprkb.model.reference import ReferenceType as T
from pprkb.model.reference import Role

_IN = re.compile(r"(?P<mark>[.?!…,;]|[.?!,][”\"’'»)\]]|[”\"’')\]])\s(?P<in>[Ii]n\b:?)\s?(?=[^\s])")
_LABEL = re.compile(
    r"[,]?\s?\(\s?(?P<label>(?:Eds?|Hrsg|Hg|Editors?|Guest Eds?)\b\.?(?:,? ?(?:&|and) ?Trans\.?)?"
    r"|(?:Executive )?(?:Producer|Director|Writer|Host)s?)\s?\)"
    r"|,?\s(?P<bare>(?:Eds?|editors?)\b\.?)(?=[,:\s])",
    re.IGNORECASE,
)
_FARTHEST = 600
"""How far behind "In" the editors' label may stand, in characters."""
_MOST = 12
"""How many "In" of a reference are looked at, from its end."""
_PAGES = re.compile(
    r"[,.]?\s\(?(?:pp|pgs?|pages|p)\.?\s?(?P<page>[A-Za-z]?\d{1,5}"
    r"(?:\s?(?:[-–—]{1,2}|to)\s?[A-Za-z]?\d{1,5})?|[ivxlc]{1,8}\s?[-–—]\s?[ivxlc]{1,8})(?![\w])\)?",
    re.IGNORECASE,
)
_CHAPTER = re.compile(r"[,.]?\s?\(?\b(?:Chapter|Chap\.|Ch\.)\s(?P<chapter_number>\d{1,3})\b\)?")
_VOLUME = re.compile(r"[,.]\s\(?Vol(?:ume)?\.?\s(?P<volume>\d{1,3}|[IVX]{1,5})\b(?!\.\s[A-Z])\)?")
_EDITION = re.compile(rf"[,.]?\s\(?(?P<edition>{EDITION})\)?", re.IGNORECASE)
_UNLABELLED = re.compile(
    r"(?:(?:[^\W\d_a-z]\.[\s-]?){1,4}(?:(?:van|von|der|den|de|del|la|le)\s){0,3}"
    r"[^\W\d_a-z][\w’'-]{1,30}(?:\s[^\W\d_a-z][\w’'-]{1,30})?"
    r"(?:,\s(?:&\s|and\s)?|\s&\s|\sand\s)){1,12}(?<=,\s)"
)
"""Names with initials first and a comma behind the last."""
_BARE = (_PAGES, _CHAPTER, _EDITION, _VOLUME)


class Chapter(NamedTuple):
    """Where the parts of a chapter's reference begin."""

    title_end: int
    inside: int
    """Where "In" stands."""
    first: int
    """Where editors or the book's title begin."""
    label: re.Match[str] | None = None
    """What tells that they are editors."""
    names: Names | None = None
    certain: bool = True


def find_chapter(reading: Reading, start: int, end: int) -> Chapter | None:
    """Find the "In" between a chapter and its book.

    It follows the end of a sentence; editors with their label follow it, or a book with pages,
    chapter, edition, volume or publisher.
    """
    text = reading.rest
    labels = list(_LABEL.finditer(text, start, end))
    for match in reversed(list(_IN.finditer(text, start, end))[-_MOST:]):
        first, inside = match.end(), match.start("in")
        mark = match["mark"]
        stop = match.start() + (len(mark) if len(mark) > 1 or mark not in ".,;" else 0)
        label = next((one for one in labels if one.start() >= first), None)
        if label is not None and label.start() - first < _FARTHEST:
            names = read_names(text, first, label.start(), given_first=True)
            if names.names and not names.odd:
                return Chapter(stop, inside, first, label, names)
        if mark[0] not in ",;" and match["in"][0] == "I" and text[first].isupper():
            known = episode_before(text, start, stop)
            known |= any(pattern.search(text, first, end) for pattern in _BARE)
            known |= _publisher_mark(text, first, end, end) is not None
            if known or find_tail(reading, first, end) is None:
                return Chapter(stop, inside, first, certain=known)
    return None


def episode_before(text: str, start: int, end: int) -> bool:
    """Say whether a title ends in the brackets of an episode (manual, section 10.12-10.13)."""
    last = [group for group in groups(text, start, end) if group.square][-1:]
    return any(
        GENRES.get(one.content.lower()) is T.BROADCAST and not text[one.end : end].strip(" .")
        for one in last
    )


def claim_chapter(reading: Reading, chapter: Chapter, start: int, end: int) -> None:
    """Claim the fields of a chapter."""
    if episode_before(reading.rest, start, chapter.title_end):
        claim_with_brackets(reading, start, chapter.title_end, certain=chapter.certain)
        reading.type = T.BROADCAST
    else:
        reading.type = T.CHAPTER
        claim_title(reading, start, chapter.title_end, certain=chapter.certain)
    if not chapter.certain:
        reading.doubt("What stands behind “In” is taken for a book; it may belong to the title.")
    first = chapter.first
    if chapter.label is not None and chapter.names is not None:
        roles = roles_of(chapter.label["label"] or chapter.label["bare"])
        claim_people(reading, chapter.names, roles, chapter.inside, chapter.label.end())
        first = chapter.label.end()
    elif (unlabelled := _UNLABELLED.match(reading.text, first, end)) is not None:
        first = _claim_unlabelled(reading, chapter, unlabelled)
    _claim_book(reading, chapter, first, end)


def _claim_unlabelled(reading: Reading, chapter: Chapter, match: re.Match[str]) -> int:
    """Claim "I. Kant, " before a book: its author, or an editor whose label is missing."""
    names = read_names(reading.text, chapter.first, match.end(), given_first=True)
    if not names.plain or names.others:
        return chapter.first
    authors = {person.family for person in reading.people}
    own = all(name.person.family in authors for name in names.names)
    names.names = [name._replace(certain=False) for name in names.names]
    last = names.names[-1].end
    role = Role.CONTAINER_AUTHOR if own else Role.EDITOR
    claim_people(reading, names, (role,), chapter.inside, last)
    reading.doubt("Whether those named behind “In” are editors or authors of the book is not said.")
    return last


def _claim_book(reading: Reading, chapter: Chapter, first: int, end: int) -> None:
    """Claim the book's title up to its pages, edition or publisher, and those."""
    text = reading.rest
    brackets = [
        one for group in groups(text, first, end) if (one := understood(text, group)) is not None
    ]
    bare = [
        match
        for pattern in _BARE
        for match in pattern.finditer(text, first, end)
        if not any(one.group.start <= match.start() < one.group.end for one in brackets)
    ]
    stops = [one.group.start for one in brackets] + [match.start() for match in bare]
    mark = _publisher_mark(text, first, end, min(stops, default=end))
    if mark is not None:
        stops.append(mark)
    certain = bool(stops)
    if not certain and reading.type is T.BROADCAST:
        # "In This American Life. WBEZ Chicago." names the show and who produces it.
        strong = [one for one in boundaries(text, first, end) if one.mark == "." and not one.weak]
        stops = [one.end for one in strong[-1:]]
        certain = len(strong) == 1
    elif not certain:
        reading.doubt("Where the book's title ends is not certain.")
        strong = [one for one in boundaries(text, first, end) if one.mark == "." and not one.weak]
        stops = [one.end for one in strong[-1:]]
    book_end = min(stops, default=end)
    for bracket in brackets:
        claim_bracket(reading, bracket)
    for match in sorted(bare, key=lambda one: one.start()):
        _claim_bare(reading, match)
    claim_title(reading, first, book_end, certain=certain, name="container_title")
    if chapter.label is None and first == chapter.first:
        reading.widen("container_title", chapter.inside)
    for stretch in _free(reading, book_end, end):
        if "publisher" not in reading.values:
            claim_source(reading, *stretch, book=True)


def _claim_bare(reading: Reading, match: re.Match[str]) -> None:
    """Claim "pp. 258–297", "Chapter 4", "6th ed." or "Vol. 2" outside of parentheses."""
    name, value = next((k, v) for k, v in match.groupdict().items() if v is not None)
    start, end = reading.trimmed(match.start(), match.end(), " ,.(" if name != "edition" else " ,(")
    if name == "edition":
        value = edition_value(value)
    elif name == "page":
        check_pages(reading, value)
        value = pages(value)
    reading.claim(name, start, end, value)


def _publisher_mark(text: str, first: int, end: int, stop: int) -> int | None:
    """Return where the sentence ends behind which the publisher stands."""
    for mark in reversed(last_boundaries(text, first, end)):
        if mark.mark != "." or mark.weak or mark.end >= stop:
            continue
        following = text[mark.next : end].strip(" .,;")
        if place_and_publisher(text, mark.next, end) is not None:
            return mark.end
        if names_publisher(following) and is_title_case(following) and len(following.split()) <= 8:
            return mark.end
    return None


def _free(reading: Reading, start: int, end: int) -> list[tuple[int, int]]:
    """Return the stretches between what is taken, without punctuation."""
    found = []
    position = start
    for place in range(start, end + 1):
        if place == end or reading.rest[place] == TAKEN:
            first, last = reading.trimmed(position, place, " .,;()")
            if first < last:
                found.append((first, last))
            position = place + 1
    return found
