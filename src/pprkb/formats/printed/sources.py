"""The source of a work that is no article: publisher, school, meeting, web site."""

from __future__ import annotations

import re

from pprkb.formats.printed.draft import Draft
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
from pprkb.model.reference import ReferenceType as T
from pprkb.model.reference import inverted

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


def claim_placed(draft: Draft, start: int, colon: int, end: int) -> None:
    """Claim "New York: Guilford Press", given the position of the colon."""
    text = draft.text
    place = text[start:colon].strip()
    sure = is_place(place) or names_publisher(text[colon + 1 : end])
    draft.claim("publisher_place", start, colon, place, certain=sure)
    first, last = draft.trimmed(colon + 1, end)
    if first < last:
        claim_publisher(draft, first, last, certain=sure)
    else:
        draft.complete = False
        draft.doubt("The text ends before the publisher.")
    _is_book(draft)


def claim_turned(draft: Draft, start: int, end: int) -> bool:
    """Claim "Guilford Press: New York" and "Wiley, New York"; return whether it is one of these."""
    name = draft.text[start:end]
    for mark in (": ", ", "):
        before, separator, place = name.partition(mark)
        if separator and names_publisher(before) and is_place(place):
            draft.claim("publisher", start, start + len(before))
            draft.claim("publisher_place", end - len(place), end)
            _is_book(draft)
            return True
    return False


def claim_publisher(draft: Draft, start: int, end: int, *, certain: bool) -> None:
    """Claim a publisher; "Author" is the author."""
    text = draft.text
    name = text[start:end]
    if text[end : end + 1] == "." and _CLIPPED.search(name):
        end += 1
        name = text[start:end]
    if _AUTHOR.match(name) and draft.people:
        whole = "; ".join(inverted(person) for person in draft.people)
        draft.claim("publisher", start, end, whole, certain=len(draft.people) == 1)
        return
    letters = all(len(word.strip(".")) <= 1 for word in name.split())
    sentences = any(not mark.weak for mark in boundaries(text, start, end))
    digits = any(character.isdigit() for character in name)
    if letters or digits or len(content_words(name)) > _LONGEST:
        draft.doubt(f"“{name}” is odd for a publisher.")
        certain = False
    elif not is_title_case(name) or ":" in name or sentences:
        draft.doubt(f"“{name}” may be more than the publisher.")
        certain = False
    draft.claim("publisher", start, end, name, certain=certain)


def _is_book(draft: Draft) -> None:
    if draft.type is T.DOCUMENT:
        draft.type = T.BOOK


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


def claim_source(draft: Draft, start: int, end: int, *, book: bool = False) -> None:
    """Claim what follows the title of a work that is no article.

    The type of the draft decides what is expected, and is set where it is unknown; `book` says that
    the work is a book or part of one.
    """
    start, end = draft.trimmed(start, end, " .,;")
    text = draft.text
    if start >= end:
        return
    if match := _VERSION.match(text[start:end]):
        draft.claim("version", start, end, match["version"])
        _becomes(draft, T.SOFTWARE)
    elif match := _PRESENTED.match(text[start:end]):
        first = start + match.start("event")
        # The words between kind and meeting belong to the kind.
        draft.claim("genre", start, first, match["genre"])
        draft.type = T.PAPER_CONFERENCE
        _event(draft, first, end)
    elif (colon := place_and_publisher(text, start, end)) is not None:
        claim_placed(draft, start, colon, end)
    elif draft.type is T.THESIS:
        _thesis(draft, start, end)
    elif draft.type is T.PAPER_CONFERENCE and not book:
        _event(draft, start, end)
    else:
        _unplaced(draft, start, end, book=book)


def _becomes(draft: Draft, kind: T) -> None:
    if draft.type is T.DOCUMENT:
        draft.type = kind


def _unplaced(draft: Draft, start: int, end: int, *, book: bool) -> None:
    """Claim a name alone."""
    name = draft.text[start:end]
    if match := _ARXIV.match(name):
        draft.claim("publisher", start, start + match.end("site"), match["name"])
        draft.claim("number", start + match.start("number"), end, match["number"])
        draft.type = T.ARTICLE
    elif names_preprints(name):
        draft.claim("publisher", start, end)
        _becomes(draft, T.ARTICLE)
    elif draft.type in _PERIODICALS:
        draft.claim("container_title", start, end, certain=names_journal(name))
    elif claim_turned(draft, start, end):
        return
    elif book or draft.type is not T.DOCUMENT:
        short = is_title_case(name) and len(content_words(name)) <= 5 and not names_journal(name)
        sure = names_publisher(name) or short
        if not sure:
            draft.doubt(f"“{name}” is taken for the publisher.")
        claim_publisher(draft, start, end, certain=sure)
    else:
        _by_words(draft, start, end)


def _by_words(draft: Draft, start: int, end: int) -> None:
    """Decide by its words whether a name is that of a journal, a publisher or a site."""
    name = draft.text[start:end]
    journal, published = names_journal(name), names_publisher(name)
    date = draft.dates.get("issued")
    identified = "doi" in draft.values
    online = "url" in draft.values and not identified
    dated = date is None or date.month is not None
    if names_magazine(name) or (names_newspaper(name) and not published):
        draft.claim("container_title", start, end)
        draft.type = T.ARTICLE_MAGAZINE if names_magazine(name) else T.ARTICLE_NEWSPAPER
    elif journal and not published and not online:
        draft.claim("container_title", start, end)
        draft.type = T.ARTICLE_JOURNAL
    elif online and (dated or not published):
        draft.claim("container_title", start, end, certain=False)
        draft.type = T.WEBPAGE
        draft.doubt(f"“{name}” is taken for the web site.")
    elif published:
        claim_publisher(draft, start, end, certain=True)
        draft.type = T.REPORT if online else T.BOOK
        if online:
            draft.doubt("Whether this is a report, a book or a web page is not certain.")
    elif "status" in draft.values or identified:
        draft.claim("container_title", start, end, certain=False)
        draft.type = T.ARTICLE_JOURNAL
        draft.doubt(f"“{name}” is taken for the name of a journal.")
    else:
        claim_publisher(draft, start, end, certain=False)
        draft.type = T.BOOK
        draft.doubt(f"“{name}” is taken for the publisher.")


def _thesis(draft: Draft, start: int, end: int) -> None:
    """Claim "University of Virginia, Charlottesville" or "ProQuest Dissertations"."""
    name = draft.text[start:end]
    if _ARCHIVE.search(name):
        draft.claim("archive", start, end)
        return
    parts = name.split(", ")
    count = next((i for i, part in enumerate(parts, 1) if _SCHOOL.search(part)), 0)
    if count and count < len(parts) and parts[count - 1] in _BRANCHES:
        count += 1
    middle = start + len(", ".join(parts[:count])) if count else end
    draft.claim("publisher", start, middle, certain=count > 0)
    draft.claim("publisher_place", middle + 2, end)


def _event(draft: Draft, start: int, end: int) -> None:
    """Claim "APA 2019 Convention, Chicago, IL, United States": the place follows the name."""
    name, comma, place = draft.text[start:end].partition(", ")
    digits = any(character.isdigit() for character in place)
    plain = place.count(",") <= 2 and is_title_case(place) and not digits
    sure = not comma or is_place(place) or plain
    draft.claim("event_title", start, start + len(name), certain=sure)
    draft.claim("event_place", end - len(place), end, certain=sure)
