"""What stands behind the title of a work that is no article: publisher, place, school, meeting."""

from __future__ import annotations

import re

from pprkb.formats.printed.people import written
from pprkb.formats.printed.reading import Reading
from pprkb.formats.printed.sentences import boundaries
from pprkb.formats.printed.vocabulary import (
    PREPRINTS,
    content_words,
    is_place,
    is_title_case,
    may_be_place,
    names_journal,
    names_magazine,
    names_newspaper,
    names_publisher,
)
from pprkb.model.reference import ReferenceType as T

PRESENTED = re.compile(
    r"(?P<genre>(?:Paper|Poster|Presidential address|Keynote(?: address)?|Symposium|Workshop|Talk|Lecture|Invited address"
    r"|Presentation)(?: session)?)(?: (?:was |to be )?(?:presented|conducted|given|delivered|held))?"
    r" (?:at|to) (?:the )?(?P<event>\S.{3,200})$",
    re.I,
)
_ARXIV = re.compile(
    r"(?P<site>(?P<name>arXiv)(?: preprints?)?):?\s?(?P<number>(?:arXiv:\s?)?\d{4}\.\d{4,5}(?:v\d)?)$", re.I
)
_SCHOOL = re.compile(r"\b(?:Universit|College|School|Institut|Hochschule|Academy|Seminary|Facult)", re.I)
_ARCHIVE = re.compile(r"ProQuest|\bDissertations\b|Repositor|Archive|EThOS|Theses", re.I)
_AUTHOR = re.compile(r"(?:the )?authors?$", re.I)
_PERIODICALS = (T.ARTICLE_JOURNAL, T.ARTICLE_MAGAZINE, T.ARTICLE_NEWSPAPER)
_VERSION = re.compile(r"(?:R package )?version (?P<version>[\w.-]{1,20})$", re.I)
_DIGITS = re.compile(r"\d")
_CLIPPED = re.compile(r"\b(?:Inc|Ltd|Co|Corp|Bros|Pub|Publ|Assn|Assoc|Univ|N\.V|B\.V|S\.A)$")


def place_and_publisher(text: str, start: int, end: int) -> int | None:
    """Return where the colon of "New York: Guilford Press" stands; None where there is none."""
    colon = text.find(":", start, end)
    if colon < 0 or (text[colon + 1 : colon + 2] != " " and colon + 1 < end):
        return None
    place = text[start:colon].strip()
    if is_place(place) or (may_be_place(place) and names_publisher(text[colon + 1 : end])):
        return colon
    return None


def claim_source(reading: Reading, start: int, end: int, *, book: bool = False) -> None:
    """Claim what follows the title of a work that is no article.

    Args:
        reading: The reference; its type decides what is expected, and is set where it is unknown.
        start: Of the stretch.
        end: Of the stretch.
        book: The work is known to be a book or part of one.
    """
    start, end = reading.trimmed(start, end, " .,;")
    if start >= end:
        return
    text = reading.text
    if match := _VERSION.match(text[start:end]):
        reading.claim("version", start, end, match["version"])
        if reading.type is T.DOCUMENT:
            reading.type = T.SOFTWARE
        return
    if match := PRESENTED.match(text[start:end]):
        _meeting(reading, start, match)
        return
    if reading.type is T.THESIS:
        _thesis(reading, start, end)
        return
    if reading.type is T.PAPER_CONFERENCE and not book:
        _event(reading, start, end)
        return
    colon = place_and_publisher(text, start, end)
    if colon is not None:
        _place(reading, start, colon, end)
        return
    _unplaced(reading, start, end, book=book)


def _place(reading: Reading, start: int, colon: int, end: int) -> None:
    text = reading.text
    place = text[start:colon].strip()
    sure = is_place(place)
    reading.claim("publisher_place", start, colon, place, certain=sure or names_publisher(text[colon + 1 : end]))
    first, last = reading.trimmed(colon + 1, end)
    if first >= last:
        reading.complete = False
        reading.doubt("The text ends before the publisher.")
    else:
        _publisher(reading, first, last, certain=sure or names_publisher(text[first:last]))
    if reading.type is T.DOCUMENT:
        reading.type = T.BOOK


def _publisher(reading: Reading, start: int, end: int, *, certain: bool) -> None:
    text = reading.text
    name = text[start:end]
    if text[end : end + 1] == "." and _CLIPPED.search(name):
        end += 1
        name = text[start:end]
    if _AUTHOR.match(name) and reading.people:
        name = "; ".join(written(person) for person in reading.people)
        reading.claim("publisher", start, end, name, certain=len(reading.people) == 1)
        return
    if _DIGITS.search(name) or len(content_words(name)) > 9:
        reading.doubt(f"“{name}” is odd for a publisher.")
        certain = False
    if not is_title_case(name) or ":" in name:
        reading.doubt(f"“{name}” may be more than the publisher.")
        certain = False
    if any(not mark.weak for mark in boundaries(text, start, end)):
        reading.doubt(f"“{name}” may be more than the publisher.")
        certain = False
    reading.claim("publisher", start, end, name, certain=certain)


def _unplaced(reading: Reading, start: int, end: int, *, book: bool) -> None:
    text = reading.text
    name = text[start:end]
    if match := _ARXIV.match(name):
        reading.claim("publisher", start, start + match.end("site"), match["name"])
        reading.claim("number", start + match.start("number"), end, match["number"])
        reading.type = T.ARTICLE
        return
    if PREPRINTS.match(name):
        reading.claim("publisher", start, end)
        if reading.type is T.DOCUMENT:
            reading.type = T.ARTICLE
        return
    colon = name.find(": ")
    if colon > 0 and names_publisher(name[:colon]) and is_place(name[colon + 2 :]):
        # "Guilford Press: New York"
        reading.claim("publisher", start, start + colon)
        reading.claim("publisher_place", start + colon + 2, end)
        if reading.type is T.DOCUMENT:
            reading.type = T.BOOK
        return
    comma = name.find(", ")
    if comma > 0 and names_publisher(name[:comma]) and is_place(name[comma + 2 :]):
        reading.claim("publisher", start, start + comma)
        reading.claim("publisher_place", start + comma + 2, end)
        if reading.type is T.DOCUMENT:
            reading.type = T.BOOK
        return
    if reading.type in _PERIODICALS:
        reading.claim("container_title", start, end, certain=names_journal(name))
        return
    if book or reading.type is not T.DOCUMENT:
        sure = names_publisher(name) or (is_title_case(name) and len(content_words(name)) <= 5 and not names_journal(name))
        if not sure:
            reading.doubt(f"“{name}” is taken for the publisher.")
        _publisher(reading, start, end, certain=sure)
        return
    _by_words(reading, start, end)


def _by_words(reading: Reading, start: int, end: int) -> None:
    """Decide by its words whether a name is that of a journal, a publisher or a site."""
    name = reading.text[start:end]
    published = names_publisher(name)
    date = reading.dates.get("issued")
    online = "url" in reading.values and "doi" not in reading.values
    if names_magazine(name) or (names_newspaper(name) and not published):
        reading.claim("container_title", start, end)
        reading.type = T.ARTICLE_MAGAZINE if names_magazine(name) else T.ARTICLE_NEWSPAPER
        return
    if names_journal(name) and not published and ("doi" in reading.values or not online):
        reading.claim("container_title", start, end)
        reading.type = T.ARTICLE_JOURNAL
        return
    if online and (date is None or date.month is not None or not published):
        reading.claim("container_title", start, end, certain=False)
        reading.type = T.WEBPAGE
        reading.doubt(f"“{name}” is taken for the web site.")
        return
    if published:
        _publisher(reading, start, end, certain=True)
        reading.type = T.REPORT if online else T.BOOK
        if online:
            reading.doubt("Whether this is a report, a book or a web page is not certain.")
        return
    journal = "status" in reading.values or "doi" in reading.values or names_journal(name)
    if journal:
        reading.claim("container_title", start, end, certain=False)
        reading.type = T.ARTICLE_JOURNAL
        reading.doubt(f"“{name}” is taken for the name of a journal.")
    else:
        _publisher(reading, start, end, certain=False)
        reading.type = T.BOOK
        reading.doubt(f"“{name}” is taken for the publisher.")


def _thesis(reading: Reading, start: int, end: int) -> None:
    """Claim "University of Virginia, Charlottesville" or "ProQuest Dissertations"."""
    text = reading.text
    colon = place_and_publisher(text, start, end)
    if colon is not None:
        _place(reading, start, colon, end)
        return
    name = text[start:end]
    if _ARCHIVE.search(name):
        reading.claim("archive", start, end)
        return
    parts = name.split(", ")
    count = next((i for i, part in enumerate(parts) if _SCHOOL.search(part)), -1) + 1
    if count == 0:
        reading.claim("publisher", start, end, certain=False)
        return
    # "University of California, Berkeley" is one school; what follows it is its place.
    if count < len(parts) and parts[count - 1] in ("University of California", "University of Wisconsin"):
        count += 1
    middle = start + len(", ".join(parts[:count]))
    reading.claim("publisher", start, middle, certain=count == 1)
    if middle < end:
        reading.claim("publisher_place", middle + 2, end)


def _meeting(reading: Reading, start: int, match: re.Match[str]) -> None:
    reading.claim("genre", start, start + match.end("genre"))
    # The words between kind and meeting belong to the kind.
    first = start + match.start("event")
    last = reading.claims.pop()
    reading.take("genre", last.start, first, last.value)
    reading.type = T.PAPER_CONFERENCE
    _event(reading, first, start + match.end("event"))


def _event(reading: Reading, start: int, end: int) -> None:
    """Claim "APA 2019 Convention, Chicago, IL, United States": the place follows the name."""
    name = reading.text[start:end]
    comma = name.find(", ")
    if comma < 0:
        reading.claim("event_title", start, end)
        return
    place = name[comma + 2 :]
    sure = is_place(place) or (place.count(",") <= 2 and is_title_case(place) and not _DIGITS.search(place))
    reading.claim("event_title", start, start + comma, certain=sure)
    reading.claim("event_place", start + comma + 2, end, certain=sure)
