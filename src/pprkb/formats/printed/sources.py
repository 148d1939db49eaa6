"""The source of a work that is no article: publisher, school, meeting, web site."""

from __future__ import annotations

import re

from pprkb.formats.printed.reading import Reading
from pprkb.formats.printed.titles import boundaries
from pprkb.formats.printed.vocabulary import (
    content_words,
    is_place,
    is_title_case,
    may_be_place,
    names_journal,
    names_magazine,
    names_newspaper,
    names_preprints,
    names_publisher,
)
from pprkb.model.names import inverted
from pprkb.model.reference import ReferenceType as T

_AUTHOR = re.compile(r"(?:the )?authors?$", re.IGNORECASE)
_CLIPPED = re.compile(r"\b(?:Inc|Ltd|Co|Corp|Bros|Pub|Publ|Assn|Assoc|Univ|N\.V|B\.V|S\.A)$")
_LONGEST = 9
"""The most words in the name of a publisher."""


def place_and_publisher(text: str, start: int, end: int) -> int | None:
    """Return the position of the colon in "New York: Guilford Press", or None."""
    colon = text.find(":", start, end)
    if colon < 0 or (text[colon + 1 : colon + 2] != " " and colon + 1 < end):
        return None
    place = text[start:colon].strip()
    if is_place(place) or (may_be_place(place) and names_publisher(text[colon + 1 : end])):
        return colon
    return None


def claim_placed(reading: Reading, start: int, colon: int, end: int) -> None:
    """Claim "New York: Guilford Press", given the position of the colon."""
    text = reading.text
    place = text[start:colon].strip()
    sure = is_place(place) or names_publisher(text[colon + 1 : end])
    reading.claim("publisher_place", start, colon, place, certain=sure)
    first, last = reading.trimmed(colon + 1, end)
    if first < last:
        claim_publisher(reading, first, last, certain=sure)
    else:
        reading.complete = False
        reading.doubt("The text ends before the publisher.")
    _is_book(reading)


def claim_turned(reading: Reading, start: int, end: int) -> bool:
    """Claim "Guilford Press: New York" and "Wiley, New York"; return whether it is one of these."""
    name = reading.text[start:end]
    for mark in (": ", ", "):
        before, found, place = name.partition(mark)
        if found and names_publisher(before) and is_place(place):
            reading.claim("publisher", start, start + len(before))
            reading.claim("publisher_place", end - len(place), end)
            _is_book(reading)
            return True
    return False


def claim_publisher(reading: Reading, start: int, end: int, *, certain: bool) -> None:
    """Claim a publisher; "Author" is the author.

    Args:
        reading: The reference.
        start: Of the name.
        end: Of the name.
        certain: Whether it can hardly be something else.
    """
    text = reading.text
    name = text[start:end]
    if text[end : end + 1] == "." and _CLIPPED.search(name):
        end += 1
        name = text[start:end]
    if _AUTHOR.match(name) and reading.people:
        whole = "; ".join(inverted(person) for person in reading.people)
        reading.claim("publisher", start, end, whole, certain=len(reading.people) == 1)
        return
    letters = all(len(word.strip(".")) <= 1 for word in name.split())
    sentences = any(not mark.weak for mark in boundaries(text, start, end))
    digits = any(character.isdigit() for character in name)
    if letters or digits or len(content_words(name)) > _LONGEST:
        reading.doubt(f"“{name}” is odd for a publisher.")
        certain = False
    elif not is_title_case(name) or ":" in name or sentences:
        reading.doubt(f"“{name}” may be more than the publisher.")
        certain = False
    reading.claim("publisher", start, end, name, certain=certain)


def _is_book(reading: Reading) -> None:
    if reading.type is T.DOCUMENT:
        reading.type = T.BOOK


_PRESENTED = re.compile(
    r"(?P<genre>(?:Paper|Poster|Presidential address|Keynote(?: address)?|Symposium|Workshop|Talk"
    r"|Lecture|Invited address|Presentation)(?: session)?)"
    r"(?P<between>(?: (?:was |to be )?(?:presented|conducted|given|delivered|held))? (?:at|to)"
    r" (?:the )?)(?P<event>\S.{3,200})$",
    re.IGNORECASE,
)
_ARXIV = re.compile(
    r"(?P<site>(?P<name>arXiv)(?: preprints?)?):?\s?"
    r"(?P<number>(?:arXiv:\s?)?\d{4}\.\d{4,5}(?:v\d)?)$",
    re.IGNORECASE,
)
_VERSION = re.compile(r"(?:R package )?version (?P<version>[\w.-]{1,20})$", re.IGNORECASE)
_SCHOOL = re.compile(
    r"\b(?:Universit|College|School|Institut|Hochschule|Academy|Seminary|Facult)", re.IGNORECASE
)
_BRANCHES = ("University of California", "University of Wisconsin")
"""Universities whose campus follows after a comma."""
_ARCHIVE = re.compile(r"ProQuest|\bDissertations\b|Repositor|Archive|EThOS|Theses", re.IGNORECASE)
_PERIODICALS = (T.ARTICLE_JOURNAL, T.ARTICLE_MAGAZINE, T.ARTICLE_NEWSPAPER)


def is_presented(source: str) -> bool:
    """Return whether a source is a meeting: "Paper presented at the …"."""
    return _PRESENTED.match(source) is not None


def claim_source(reading: Reading, start: int, end: int, *, book: bool = False) -> None:
    """Claim what follows the title of a work that is no article.

    Args:
        reading: The reference; its type decides what is expected, and is set where it is unknown.
        start: Of the stretch.
        end: Of the stretch.
        book: The work is known to be a book or part of one.
    """
    start, end = reading.trimmed(start, end, " .,;")
    text = reading.text
    if start >= end:
        return
    if match := _VERSION.match(text[start:end]):
        reading.claim("version", start, end, match["version"])
        _becomes(reading, T.SOFTWARE)
    elif match := _PRESENTED.match(text[start:end]):
        first = start + match.start("event")
        # The words between kind and meeting belong to the kind.
        reading.claim("genre", start, first, match["genre"])
        reading.type = T.PAPER_CONFERENCE
        _event(reading, first, end)
    elif (colon := place_and_publisher(text, start, end)) is not None:
        claim_placed(reading, start, colon, end)
    elif reading.type is T.THESIS:
        _thesis(reading, start, end)
    elif reading.type is T.PAPER_CONFERENCE and not book:
        _event(reading, start, end)
    else:
        _unplaced(reading, start, end, book=book)


def _becomes(reading: Reading, kind: T) -> None:
    if reading.type is T.DOCUMENT:
        reading.type = kind


def _unplaced(reading: Reading, start: int, end: int, *, book: bool) -> None:
    """Claim a name alone."""
    name = reading.text[start:end]
    if match := _ARXIV.match(name):
        reading.claim("publisher", start, start + match.end("site"), match["name"])
        reading.claim("number", start + match.start("number"), end, match["number"])
        reading.type = T.ARTICLE
    elif names_preprints(name):
        reading.claim("publisher", start, end)
        _becomes(reading, T.ARTICLE)
    elif reading.type in _PERIODICALS:
        reading.claim("container_title", start, end, certain=names_journal(name))
    elif claim_turned(reading, start, end):
        return
    elif book or reading.type is not T.DOCUMENT:
        short = is_title_case(name) and len(content_words(name)) <= 5 and not names_journal(name)
        sure = names_publisher(name) or short
        if not sure:
            reading.doubt(f"“{name}” is taken for the publisher.")
        claim_publisher(reading, start, end, certain=sure)
    else:
        _by_words(reading, start, end)


def _by_words(reading: Reading, start: int, end: int) -> None:
    """Decide by its words whether a name is that of a journal, a publisher or a site."""
    name = reading.text[start:end]
    journal, published = names_journal(name), names_publisher(name)
    date = reading.dates.get("issued")
    identified = "doi" in reading.values
    online = "url" in reading.values and not identified
    dated = date is None or date.month is not None
    if names_magazine(name) or (names_newspaper(name) and not published):
        reading.claim("container_title", start, end)
        reading.type = T.ARTICLE_MAGAZINE if names_magazine(name) else T.ARTICLE_NEWSPAPER
    elif journal and not published and not online:
        reading.claim("container_title", start, end)
        reading.type = T.ARTICLE_JOURNAL
    elif online and (dated or not published):
        reading.claim("container_title", start, end, certain=False)
        reading.type = T.WEBPAGE
        reading.doubt(f"“{name}” is taken for the web site.")
    elif published:
        claim_publisher(reading, start, end, certain=True)
        reading.type = T.REPORT if online else T.BOOK
        if online:
            reading.doubt("Whether this is a report, a book or a web page is not certain.")
    elif "status" in reading.values or identified:
        reading.claim("container_title", start, end, certain=False)
        reading.type = T.ARTICLE_JOURNAL
        reading.doubt(f"“{name}” is taken for the name of a journal.")
    else:
        claim_publisher(reading, start, end, certain=False)
        reading.type = T.BOOK
        reading.doubt(f"“{name}” is taken for the publisher.")


def _thesis(reading: Reading, start: int, end: int) -> None:
    """Claim "University of Virginia, Charlottesville" or "ProQuest Dissertations"."""
    name = reading.text[start:end]
    if _ARCHIVE.search(name):
        reading.claim("archive", start, end)
        return
    parts = name.split(", ")
    count = next((i for i, part in enumerate(parts, 1) if _SCHOOL.search(part)), 0)
    if count and count < len(parts) and parts[count - 1] in _BRANCHES:
        count += 1
    middle = start + len(", ".join(parts[:count])) if count else end
    reading.claim("publisher", start, middle, certain=count > 0)
    reading.claim("publisher_place", middle + 2, end)


def _event(reading: Reading, start: int, end: int) -> None:
    """Claim "APA 2019 Convention, Chicago, IL, United States": the place follows the name."""
    name, comma, place = reading.text[start:end].partition(", ")
    digits = any(character.isdigit() for character in place)
    plain = place.count(",") <= 2 and is_title_case(place) and not digits
    sure = not comma or is_place(place) or plain
    reading.claim("event_title", start, start + len(name), certain=sure)
    reading.claim("event_place", end - len(place), end, certain=sure)
