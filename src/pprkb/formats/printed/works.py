"""The body of a reference: chapter, article, or a work of its own."""

from __future__ import annotations

import re

from pprkb.formats.printed.articles import (
    claim_article,
    claim_split,
    claim_with_brackets,
    is_article,
)
from pprkb.formats.printed.authors import Head
from pprkb.formats.printed.brackets import Bracket, claim_bracket, understood
from pprkb.formats.printed.capitals import is_title_case
from pprkb.formats.printed.chapters import claim_chapter, find_chapter
from pprkb.formats.printed.containers import split_title
from pprkb.formats.printed.editions import EDITION, edition_value
from pprkb.formats.printed.houses import names_publisher
from pprkb.formats.printed.locators import claim_tail, find_tail
from pprkb.formats.printed.publishers import place_and_publisher
from pprkb.formats.printed.reading import TAKEN, Reading
from pprkb.formats.printed.sentences import Boundary, boundaries, groups, last_boundaries
from pprkb.formats.printed.serials import names_journal
from pprkb.formats.printed.sources import claim_source
from pprkb.formats.printed.titles import claim_title
from pprkb.model.reference import ReferenceType as T
from pprkb.model.reference import Role

_EDITION_LAST = re.compile(rf"[,.;:]\s(?P<edition>{EDITION})$", re.IGNORECASE)
_CHAPTER = re.compile(r"[.,]\s(?P<all>(?:Chapter|Chap\.|Ch\.)\s(?P<number>\d{1,3}))\.?$")
_BOOKISH = ("edition", "volume", "number_of_volumes", "page", "chapter_number")
_CUT = 60
"""How near to the end a parenthesis must stand to be one that is cut off."""


def claim_work(reading: Reading, head: Head) -> None:
    """Claim title and source.

    Args:
        reading: The reference, with authors, date and identifiers claimed.
        head: Authors and date.
    """
    start, end = _body(reading, head.end)
    if head.title is not None:
        _title_first(reading, head.title, start, end)
    elif start < end:
        if (chapter := find_chapter(reading, start, end)) is not None:
            claim_chapter(reading, chapter, start, end)
        elif (tail := find_tail(reading, start, end)) is not None:
            claim_article(reading, start, end, tail)
        else:
            _other(reading, start, end)
    if "title" in reading.values and reading.type is T.DOCUMENT:
        _decide_type(reading)


def _body(reading: Reading, start: int) -> tuple[int, int]:
    """Return the stretch from the date to what is claimed already, or to an open parenthesis."""
    text = reading.text
    end = reading.rest.find(TAKEN, start)
    end = reading.end if end < 0 else min(end, reading.end)
    while start < end and text[start] in " .,:;)":
        start += 1
    opened = max(text.rfind("(", start, end), text.rfind("[", start, end))
    if (
        end == reading.end
        and opened > max(start, end - _CUT)
        and not any(c in ")]" for c in text[opened:end])
    ):
        reading.complete = False
        reading.doubt("The last parenthesis is not closed.")
        end = opened
    return start, end


# -- works of their own ----------------------------------------------------------------------------


def _other(reading: Reading, start: int, end: int) -> None:
    """Claim a book, report, thesis, talk, page or an article without a locator."""
    text = reading.text
    start, end = reading.trimmed(start, end, " ,;(")
    if match := _CHAPTER.search(text, max(start, end - _CUT), end):
        reading.claim("chapter_number", *match.span("all"), match["number"])
        reading.type = T.CHAPTER
        end = match.start() + 1
    brackets = [
        bracket
        for group in groups(reading.rest, start, end)
        if _may_end_title(text, group.end, end)
        and (bracket := understood(reading.rest, group)) is not None
    ]
    if brackets:
        _with_marked_end(reading, start, end, brackets)
    else:
        _with_sentences(reading, start, end)


def _may_end_title(text: str, place: int, end: int) -> bool:
    """Say whether a title may end with the parenthesis that closes before a place."""
    following = text[place:end].lstrip(" ")
    return not following or following[0] in ".,;:([" or following[0].isupper()


def _with_marked_end(reading: Reading, start: int, end: int, brackets: list[Bracket]) -> None:
    """Claim a work whose title ends where its edition, number or genre is told."""
    text = reading.text
    title_end, source = brackets[0].group.start, brackets[0].group.end
    for bracket in brackets[1:]:
        if not text[source : bracket.group.start].strip(" .,;"):
            source = bracket.group.end
    marks = _full_stops(text, start, title_end)
    if brackets[0].has("page") and marks:
        # "Chapter. Book (pp. 3–9). Wiley"
        reading.type = T.CHAPTER
        reading.doubt("There is no “In” before the book.")
        claim_title(reading, start, marks[-1].end, certain=False)
        claim_title(reading, marks[-1].next, title_end, certain=False, name="container_title")
    else:
        if marks:
            last = text[marks[-1].next : title_end].strip()
            reading.doubt(f"“{last}” may be no part of the title.")
        claim_title(reading, start, title_end, certain=not marks)
    for bracket in sorted(brackets, key=lambda one: not one.has("genre")):
        claim_bracket(reading, bracket)
    book = any(one.has(*_BOOKISH) or one.people for one in brackets)
    if book and reading.type is T.DOCUMENT:
        reading.type = T.BOOK
    stop = reading.rest.find(TAKEN, source, end)
    claim_source(reading, source, end if stop < 0 else stop, book=book)


def _full_stops(text: str, start: int, end: int) -> list[Boundary]:
    return [one for one in boundaries(text, start, end) if one.mark == "." and not one.weak]


def _with_sentences(reading: Reading, start: int, end: int) -> None:
    """Claim a work whose title ends in a full stop or question mark."""
    text = reading.text
    last = reading.trimmed(start, end)[1]
    mark = _source_mark(text, start, end)
    if mark is None:
        split = split_title(reading, start, last)
        elsewhere = any(name in reading.values for name in ("doi", "url", "status"))
        if split is not None and (split.certain or elsewhere):
            claim_split(reading, start, last, split)
            reading.type = T.ARTICLE_JOURNAL
        else:
            _title_alone(reading, start, end)
        return
    source = text[mark.next : last]
    placed = place_and_publisher(text, mark.next, end) is not None
    if not placed and is_article(reading, source):
        claim_article(reading, start, last)
    elif len(source) < 3:
        claim_title(reading, start, mark.end)
    elif mark.mark != "." and not placed and not is_title_case(source):
        # "Is it true? A study of …"
        reading.doubt(f"“{source}” may belong to the title.")
        _title_alone(reading, start, end)
    else:
        if mark.mark != "." and not placed and not names_publisher(source):
            reading.doubt(f"“{source}” may belong to the title.")
        _with_edition(reading, start, mark.end)
        claim_source(reading, mark.next, end)


def _source_mark(text: str, start: int, end: int) -> Boundary | None:
    """Return where the title ends: before place and publisher, else at the last full stop."""
    marks = last_boundaries(text, start, end)
    strong = [mark for mark in marks if not mark.weak]
    for mark in strong or marks:
        if place_and_publisher(text, mark.next, end) is not None:
            return mark
    if strong:
        return strong[-1]
    for mark in reversed(marks):
        source = text[mark.next : end]
        if is_title_case(source) and (names_publisher(source) or names_journal(source)):
            return mark
    return None


def _with_edition(reading: Reading, start: int, end: int) -> None:
    """Claim a title, and an edition that is told behind a comma."""
    if match := _EDITION_LAST.search(reading.text, max(start, end - _CUT), end):
        reading.claim("edition", *match.span("edition"), edition_value(match["edition"]))
        end = match.start()
        reading.type = T.BOOK
    claim_title(reading, start, end)


def _title_alone(reading: Reading, start: int, end: int) -> None:
    """Claim a title that nothing follows but identifiers."""
    ended = reading.text[start:end].rstrip().endswith((".", "?", "!", "”", ")", "]"))
    claim_title(reading, start, end, certain=ended)


def _decide_type(reading: Reading) -> None:
    """Decide the type where nothing but identifiers follows the title."""
    if "url" in reading.values and "doi" not in reading.values:
        reading.type = T.WEBPAGE
    elif any(person.role is Role.EDITOR for person in reading.people):
        reading.type = T.BOOK
    else:
        reading.doubt("Of what kind the work is, is not said.")


def _title_first(reading: Reading, title: tuple[int, int], start: int, end: int) -> None:
    """Claim a work without authors, whose title stands before the date."""
    first, last = reading.trimmed(start, end)
    if reading.text.startswith(("In ", "On "), first, last):
        reading.claim("container_title", first, last, reading.text[first + 3 : last], certain=False)
        reading.type = T.SONG if reading.text[first] == "O" else T.ENTRY_ENCYCLOPEDIA
    elif (tail := find_tail(reading, first, last)) is not None:
        reading.type = T.ARTICLE_JOURNAL
        reading.claim("container_title", first, tail.start, certain=False)
        claim_tail(reading, tail)
    else:
        claim_source(reading, first, last)
    claim_with_brackets(reading, *title, certain=False)
