"""Chapters: "In M. J. Lambert (Ed.), Handbook of change (6th ed., pp. 258–297). Wiley."."""

from __future__ import annotations

import re
from typing import NamedTuple

from pprkb.formats.printed.brackets import EDITION, Bracket, claim_bracket, claim_people, roles_of, understood
from pprkb.formats.printed.locators import check_pages, find_tail, pages
from pprkb.formats.printed.people import Names, read_names
from pprkb.formats.printed.publishers import claim_source, place_and_publisher
from pprkb.formats.printed.reading import Reading
from pprkb.formats.printed.sentences import boundaries, groups
from pprkb.formats.printed.titles import claim_title
from pprkb.formats.printed.vocabulary import is_title_case, names_publisher
from pprkb.model.reference import ReferenceType as T

_IN = re.compile(r"(?P<mark>[.?!…,;]|[.?!,][”\"’'»)\]]|[”\"’')\]])\s(?P<in>[Ii]n\b:?)\s?(?=[^\s])")
_LABEL = re.compile(
    r"[,]?\s?\(\s?(?P<label>(?:Eds?|Hrsg|Hg|Editors?|Guest Eds?)\b\.?(?:,? ?(?:&|and) ?Trans\.?)?"
    r"|(?:(?:Executive )?(?:Producer|Director|Writer|Host)s?))\s?\)"
    r"|,?\s(?P<bare>(?:Eds?|eds?|editors?)\b\.?)(?=[,:\s])",
    re.I,
)
_PAGES = re.compile(
    r"[,.]?\s\(?(?:pp|pgs?|pages|p)\.?\s?(?P<page>[A-Za-z]?\d{1,5}(?:\s?(?:[-–—]{1,2}|to)\s?[A-Za-z]?\d{1,5})?"
    r"|[ivxlc]{1,8}\s?[-–—]\s?[ivxlc]{1,8})(?![\w])\)?",
    re.I,
)
_CHAPTER = re.compile(r"[,.]?\s?\(?\b(?:Chapter|Chap\.|Ch\.)\s(?P<chapter_number>\d{1,3})\b\)?")
_VOLUME = re.compile(r"[,.]\s\(?Vol(?:ume)?\.?\s(?P<volume>\d{1,3}|[IVX]{1,5})\b(?!\.\s[A-Z])\)?")
_EDITION = re.compile(rf"[,.]?\s\(?(?P<edition>{EDITION})\)?", re.I)
_EDITED = re.compile(r",?\s\(?(?:edited by|ed\. by)\s(?P<names>[A-Z][^()]{2,120}?)\)?(?=[,.(]|$)", re.I)


class Chapter(NamedTuple):
    """Where the parts of a chapter's reference begin."""

    title_end: int
    inside: int
    """Where "In" stands."""
    first: int
    """Where editors or the book's title begin."""
    label: re.Match[str] | None
    names: Names | None
    certain: bool = True


def find_chapter(reading: Reading, start: int, end: int) -> Chapter | None:
    """Find the "In" between a chapter and its book.

    It follows the end of a sentence; editors with their label follow it, or a book with pages,
    chapter, edition or volume.
    """
    text = reading.rest
    labels = list(_LABEL.finditer(text, start, end))
    for match in reversed(list(_IN.finditer(text, start, end))):
        first = match.end()
        stop = match.start() + (match["mark"][0] not in ".,;") + (len(match["mark"]) - 1)
        if match["mark"][0] == "." and len(match["mark"]) > 1:
            stop = match.start() + len(match["mark"])
        label = next((one for one in labels if one.start() >= first), None)
        if label is not None:
            names = read_names(text, first, label.start(), given_first=True)
            if names.names and not names.odd and label.start() - first < 400:
                return Chapter(stop, match.start("in"), first, label, names)
        strong = match["mark"][0] not in ",;" and match["in"][0] == "I"
        if strong and text[first].isupper():
            known = _is_book(text, first, end) or (
                _publisher_start(reading, first, end, end) is not None
            )
            if known or find_tail(reading, first, end) is None:
                return Chapter(stop, match.start("in"), first, None, None, certain=known)
    return None


def _is_book(text: str, first: int, end: int) -> bool:
    """Say whether pages, a chapter, an edition or a volume follow a title."""
    return any(
        pattern.search(text, first, end) is not None
        for pattern in (_PAGES, _CHAPTER, _EDITION, _VOLUME, _EDITED)
    )


def claim_chapter(reading: Reading, chapter: Chapter, start: int, end: int) -> None:
    """Claim the fields of a chapter."""
    reading.type = T.CHAPTER
    claim_title(reading, start, chapter.title_end, certain=chapter.certain)
    if not chapter.certain:
        reading.doubt("What stands behind “In” is taken for a book; it may belong to the title.")
    first = chapter.first
    if chapter.label is not None and chapter.names is not None:
        label = chapter.label
        roles = roles_of(label["label"] or label["bare"])
        claim_people(reading, chapter.names, roles, chapter.inside, label.end())
        first = label.end()
    _claim_book(reading, chapter, first, end)


def _claim_book(reading: Reading, chapter: Chapter, first: int, end: int) -> None:
    text = reading.rest
    brackets = [
        one for group in groups(text, first, end) if (one := understood(text, group)) is not None
    ]
    bare = [
        match
        for pattern in (_PAGES, _CHAPTER, _EDITION, _VOLUME)
        for match in pattern.finditer(text, first, end)
        if not any(one.group.start <= match.start() < one.group.end for one in brackets)
    ]
    stops = [one.group.start for one in brackets] + [match.start() for match in bare]
    place = _publisher_start(reading, first, end, min(stops, default=end))
    book_end = min(*stops, end if place is None else place) if stops else end
    if not stops:
        marks = [one for one in boundaries(text, first, end) if one.mark == "." and not one.weak]
        book_end = place if place is not None else marks[-1].end if marks else end
    for bracket in brackets:
        claim_bracket(reading, bracket)
    for match in sorted(bare, key=lambda one: one.start()):
        _claim_bare(reading, match)
    if place is None and not stops:
        reading.doubt("Where the book's title ends is not certain.")
    _claim_container(reading, chapter, first, book_end, certain=bool(stops) or place is not None)
    for stretch in _free(reading, book_end, end):
        if "publisher" not in reading.values:
            claim_source(reading, *stretch, book=True)


def _claim_bare(reading: Reading, match: re.Match[str]) -> None:
    name, value = next((k, v) for k, v in match.groupdict().items() if v is not None)
    start = match.start()
    while not reading.text[start].isalnum() and reading.text[start] != "(":
        start += 1
    end = match.end()
    if reading.text[start] == "(" and not reading.text[end - 1] == ")":
        start += 1
    if name == "edition":
        from pprkb.formats.printed.brackets import edition_value

        value = edition_value(value)
    elif name == "page":
        value = pages(value)
        check_pages(reading, match["page"])
    name = {"page": "page"}.get(name, name)
    reading.claim(name, start, end, value)


def _publisher_start(reading: Reading, first: int, end: int, stop: int) -> int | None:
    """Return where the sentence ends behind which the publisher stands."""
    text = reading.text
    marks = [mark for mark in boundaries(text, first, end) if mark.mark == "." and not mark.weak]
    for mark in reversed(marks):
        if mark.next > stop and mark.end >= stop:
            continue
        following = text[mark.next : end].strip(" .,;")
        if place_and_publisher(text, mark.next, end) is not None:
            return mark.end
        if names_publisher(following) and is_title_case(following) and len(following.split()) <= 8:
            return mark.end
    return None


def _claim_container(
    reading: Reading, chapter: Chapter, first: int, end: int, *, certain: bool
) -> None:
    first, last = reading.trimmed(first, end, " .,;:")
    if chapter.label is None:
        first = min(first, chapter.inside)
        if first < last:
            # "In" belongs to the book's title where there are no editors.
            claim_title(reading, chapter.first, end, certain=certain, name="container_title")
            _widen(reading, "container_title", chapter.inside)
        return
    if first < last:
        claim_title(reading, first, end, certain=certain, name="container_title")


def _widen(reading: Reading, name: str, start: int) -> None:
    """Let a field's stretch begin earlier, at the word that introduces it."""
    for index, claim in enumerate(reading.claims):
        if claim.field == name and claim.start > start:
            reading.claims[index] = claim._replace(start=start)
            from pprkb.formats.printed.reading import TAKEN

            reading.rest = reading.rest[:start] + TAKEN * (claim.start - start) + reading.rest[claim.start :]
            return


def _free(reading: Reading, start: int, end: int) -> list[tuple[int, int]]:
    """Return the stretches between what is taken, without punctuation."""
    from pprkb.formats.printed.reading import TAKEN

    found = []
    position = start
    for place in range(start, end + 1):
        if place == end or reading.rest[place] == TAKEN:
            first, last = reading.trimmed(position, place, " .,;()")
            if first < last:
                found.append((first, last))
            position = place + 1
    return found


__all__ = ["Bracket", "Chapter", "claim_chapter", "find_chapter"]
