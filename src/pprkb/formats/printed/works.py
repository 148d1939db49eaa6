"""The body of a reference: chapter, article, or a work of its own."""

from __future__ import annotations

import re

from pprkb.formats.printed.authors import Head
from pprkb.formats.printed.brackets import EDITION, Bracket, claim_bracket, edition_value, understood
from pprkb.formats.printed.chapters import claim_chapter, find_chapter
from pprkb.formats.printed.containers import split_title
from pprkb.formats.printed.locators import Tail, claim_tail, find_tail
from pprkb.formats.printed.publishers import PRESENTED, claim_source, place_and_publisher
from pprkb.formats.printed.reading import TAKEN, Reading
from pprkb.formats.printed.sentences import Boundary, boundaries, groups
from pprkb.formats.printed.titles import claim_title
from pprkb.formats.printed.vocabulary import begins_journal, is_title_case, names_journal, names_magazine, names_newspaper, names_proceedings, names_publisher
from pprkb.model.reference import ReferenceType as T
from pprkb.model.reference import Role

_EDITION_LAST = re.compile(rf"[,.;:]\s(?P<edition>{EDITION})$", re.I)
_CHAPTER = re.compile(r"[.,]\s(?P<all>(?:Chapter|Chap\.|Ch\.)\s(?P<number>\d{1,3}))\.?$")


def claim_work(reading: Reading, head: Head) -> None:
    """Claim title and source.

    Args:
        reading: The reference, with authors, date and identifiers claimed.
        head: Authors and date.
    """
    start = head.end
    start, end = _body(reading, start)
    if head.title is not None:
        _titled_first(reading, head, start, end)
        return
    if start >= end:
        reading.doubt("There is no title.")
        reading.complete = False
        return
    if (chapter := find_chapter(reading, start, end)) is not None:
        claim_chapter(reading, chapter, start, end)
    elif (tail := find_tail(reading, start, end)) is not None:
        _article(reading, start, end, tail)
    else:
        _other(reading, start, end)


def _body(reading: Reading, start: int) -> tuple[int, int]:
    """Return the stretch from the date to what is claimed already, or to an open parenthesis."""
    text = reading.text
    end = reading.rest.find(TAKEN, start)
    end = reading.end if end < 0 else min(end, reading.end)
    while start < end and text[start] in " .,:;)":
        start += 1
    opened = max(text.rfind("(", start, end), text.rfind("[", start, end))
    if opened > max(start, end - 60) and not any(c in ")]" for c in text[opened:end]):
        reading.complete = False
        reading.doubt("The last parenthesis is not closed.")
        end = opened
    return start, end


# -- articles -----------------------------------------------------------------------------------------


def _article(reading: Reading, start: int, end: int, tail: Tail) -> None:
    text = reading.text
    stop = tail.start
    while stop > start and text[stop - 1] in " ,;:":
        stop -= 1
    split = split_title(reading, start, stop)
    reading.type = T.ARTICLE_JOURNAL
    if split is None:
        reading.doubt("The journal is not named, or nothing parts it from the title.")
        claim_title(reading, start, stop, certain=False)
        claim_tail(reading, tail)
        return
    if split.doubt:
        reading.doubt(split.doubt)
    _with_brackets(reading, start, split.title_end, certain=split.certain)
    name = text[split.source_start : stop]
    reading.claim("container_title", split.source_start, stop, name, certain=split.certain)
    claim_tail(reading, tail)
    _periodical(reading, name, tail)


def _periodical(reading: Reading, name: str, tail: Tail) -> None:
    """Decide whether it is a journal, a magazine or a newspaper."""
    date = reading.dates.get("issued")
    if names_proceedings(name):
        reading.type = T.PAPER_CONFERENCE
    elif names_magazine(name):
        reading.type = T.ARTICLE_MAGAZINE
    elif tail.volume is None and names_newspaper(name) and not names_journal(name):
        reading.type = T.ARTICLE_NEWSPAPER
    elif tail.volume is None and date is not None and date.day is not None:
        reading.doubt("Whether this is a journal, a magazine or a newspaper is not certain.")


def _with_brackets(reading: Reading, start: int, end: int, *, certain: bool) -> None:
    """Claim a title and what stands in parentheses behind it."""
    brackets = _behind_title(reading, start, end)
    if brackets:
        claim_title(reading, start, brackets[0].group.start, certain=certain)
        for bracket in brackets:
            claim_bracket(reading, bracket)
    else:
        claim_title(reading, start, end, certain=certain)


def _behind_title(reading: Reading, start: int, end: int) -> list[Bracket]:
    """Return the understood brackets that end a stretch."""
    found: list[Bracket] = []
    stop = end
    for group in reversed(groups(reading.rest, start, end)):
        if reading.text[group.end : stop].strip(" .,;"):
            break
        bracket = understood(reading.rest, group)
        if bracket is None:
            break
        found.insert(0, bracket)
        stop = group.start
    return found


# -- works of their own ----------------------------------------------------------------------------------


def _other(reading: Reading, start: int, end: int) -> None:
    """Claim a book, report, thesis, talk, page or an article without a locator."""
    text = reading.text
    start, end = reading.trimmed(start, end, " ,;:")
    if match := _CHAPTER.search(text, start, end):
        reading.claim("chapter_number", match.start("all"), match.end("all"), match["number"])
        reading.type = T.CHAPTER
        end = match.start() + 1
    brackets = [
        one
        for group in groups(reading.rest, start, end)
        if _ends_title(text, group.end, end) and (one := understood(reading.rest, group)) is not None
    ]
    if brackets:
        _with_marked_end(reading, start, end, brackets)
    else:
        _unmarked(reading, start, end)
    if "title" in reading.values and reading.type is T.DOCUMENT:
        _type_of_rest(reading)


def _ends_title(text: str, place: int, end: int) -> bool:
    """Say whether a title may end with the parenthesis that closes before a place."""
    following = text[place:end].lstrip(" ")
    return not following or following[0] in ".,;:([" or following[0].isupper()


def _with_marked_end(reading: Reading, start: int, end: int, brackets: list[Bracket]) -> None:
    """Claim a work whose title ends where its edition, number or genre is told."""
    text = reading.text
    first = brackets[0]
    title_end = first.group.start
    source = first.group.end
    for bracket in brackets[1:]:
        if not text[source : bracket.group.start].strip(" .,;"):
            source = bracket.group.end
    marks = [mark for mark in boundaries(text, start, title_end) if mark.mark == "." and not mark.weak]
    certain = True
    if first.has("page") and marks:
        # "Chapter. Book (pp. 3–9). Wiley": an "In" is missing.
        reading.type = T.CHAPTER
        reading.doubt("There is no “In” before the book.")
        claim_title(reading, start, marks[-1].end, certain=False)
        claim_title(reading, marks[-1].next, title_end, certain=False, name="container_title")
    else:
        if marks:
            reading.doubt(f"“{text[marks[-1].next:title_end].strip()}” may be no part of the title.")
            certain = False
        claim_title(reading, start, title_end, certain=certain)
    for bracket in sorted(brackets, key=lambda one: not one.has("genre")):
        claim_bracket(reading, bracket)
    book = any(one.has("edition", "volume", "number_of_volumes", "page", "chapter_number") for one in brackets)
    book |= any(one.names for one in brackets)
    if book and reading.type is T.DOCUMENT and source < end:
        reading.type = T.BOOK
    elif book and reading.type is T.DOCUMENT:
        reading.type = T.BOOK
    stop = reading.rest.find(TAKEN, source, end)
    claim_source(reading, source, end if stop < 0 else stop, book=book)


def _unmarked(reading: Reading, start: int, end: int) -> None:
    """Claim a work whose title ends in a full stop or question mark."""
    text = reading.text
    marks = [mark for mark in boundaries(text, start, end) if not mark.weak]
    last = reading.trimmed(start, end)[1]
    if not marks:
        marks = _weak_end(text, start, end)
    if not marks:
        split = split_title(reading, start, last)
        if split is not None and (split.certain or _has_source_elsewhere(reading)):
            if split.doubt:
                reading.doubt(split.doubt)
            claim_title(reading, start, split.title_end, certain=split.certain)
            reading.claim("container_title", split.source_start, last, certain=split.certain)
            reading.type = T.ARTICLE_JOURNAL
            return
        _title_alone(reading, start, end)
        return
    chosen = marks[-1]
    for mark in marks:
        if place_and_publisher(text, mark.next, end) is not None:
            chosen = mark
            break
    source = text[chosen.next : last]
    placed = place_and_publisher(text, chosen.next, end) is not None
    if not placed and _is_article(reading, source):
        _unlocated(reading, start, last)
        return
    if len(source) < 3:
        claim_title(reading, start, chosen.end)
        return
    if chosen.mark != "." and not (names_publisher(source) or placed):
        # "Is it true? A study": perhaps all of it is the title.
        reading.doubt(f"“{source}” may belong to the title.")
        if not is_title_case(source):
            _title_alone(reading, start, end)
            return
    _claim_named(reading, start, chosen.end)
    claim_source(reading, chosen.next, end)


def _weak_end(text: str, start: int, end: int) -> list[Boundary]:
    """Return a full stop that may be an abbreviation's, if a source is known behind it."""
    for mark in reversed(boundaries(text, start, end)):
        source = text[mark.next : end]
        known = names_publisher(source) or names_journal(source)
        if place_and_publisher(text, mark.next, end) is not None or (
            known and is_title_case(source) and mark.weak
        ):
            return [mark]
    return []


def _claim_named(reading: Reading, start: int, end: int) -> None:
    """Claim a title, and an edition that is told behind a comma."""
    if match := _EDITION_LAST.search(reading.text, start, end):
        reading.claim(
            "edition", match.start("edition"), match.end("edition"), edition_value(match["edition"])
        )
        end = match.start()
        reading.type = T.BOOK
    claim_title(reading, start, end)


def _is_article(reading: Reading, source: str) -> bool:
    """Say whether a source can only be a journal, though no volume is told."""
    if PRESENTED.match(source) or names_publisher(source) or ": " in source and not names_journal(source):
        return False
    known = names_journal(source) or names_magazine(source) or names_newspaper(source)
    # "Psychothera", where the text ends in the middle of a word
    known |= reading.text.endswith(source) and begins_journal(source.split(" ")[-1])
    return "status" in reading.values or (known and "url" not in reading.values)


def _unlocated(reading: Reading, start: int, end: int) -> None:
    """Claim an article without volume and pages."""
    split = split_title(reading, start, end)
    reading.type = T.ARTICLE_JOURNAL
    if split is None:
        _title_alone(reading, start, end)
        return
    if split.doubt:
        reading.doubt(split.doubt)
    name = reading.text[split.source_start : end]
    _with_brackets(reading, start, split.title_end, certain=split.certain)
    reading.claim("container_title", split.source_start, end, certain=split.certain)
    if names_magazine(name):
        reading.type = T.ARTICLE_MAGAZINE
    elif names_newspaper(name) and not names_journal(name):
        reading.type = T.ARTICLE_NEWSPAPER


def _has_source_elsewhere(reading: Reading) -> bool:
    return any(name in reading.values for name in ("doi", "url", "status"))


def _title_alone(reading: Reading, start: int, end: int) -> None:
    """Claim a title that nothing follows but identifiers."""
    ended = reading.text[start:end].rstrip().endswith((".", "?", "!", "”", ")", "]"))
    claim_title(reading, start, end, certain=ended)


def _type_of_rest(reading: Reading) -> None:
    """Decide the type where nothing but identifiers follows the title."""
    if "url" in reading.values and "doi" not in reading.values:
        reading.type = T.WEBPAGE
        return
    if any(person.role is Role.EDITOR for person in reading.people):
        reading.type = T.BOOK
        return
    reading.doubt("Of what kind the work is, is not said.")


def _titled_first(reading: Reading, head: Head, start: int, end: int) -> None:
    """Claim a work without authors, whose title stands before the date."""
    assert head.title is not None
    if start < end:
        first, last = reading.trimmed(start, end)
        if reading.text.startswith(("In ", "On "), first):
            reading.claim("container_title", first, last, reading.text[first + 3 : last], certain=False)
            reading.type = T.ENTRY_ENCYCLOPEDIA if reading.text[first] == "I" else T.SONG
        elif (tail := find_tail(reading, first, last)) is not None:
            reading.type = T.ARTICLE_JOURNAL
            reading.claim("container_title", first, tail.start, certain=False)
            claim_tail(reading, tail)
        else:
            claim_source(reading, first, last)
    _with_brackets(reading, *head.title, certain=False)
    if reading.type is T.DOCUMENT:
        _type_of_rest(reading)
