"""Titles, and the source of a work other than an article."""

from __future__ import annotations

import re
from typing import NamedTuple

from pprkb.formats.printed.draft import TAKEN, Draft
from pprkb.formats.printed.locators import EDITION
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

# -- titles: where a sentence may end, what is claimed as a title, what makes one doubtful -------

_END = re.compile(r"(?P<mark>[.?!…])(?P<close>[\"”’'»)\]]{0,3})(?P<colon>:?)(?P<space>\s)")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\[“\"])(?:vs|v|e\.g|i\.e|cf|viz|Dr|Mr|Mrs|Ms|Prof|St|Mt|Ft|[Nn]os?|Nr|Vols?|[Cc]h|[Cc]hap"
    r"|pp?|[Ee]ds?|Jr|Sr|Suppl|Pt|Fig|ca|approx|al|Bd|Hrsg|Trans|Rev|(?:[A-Z]\.){1,4}[A-Z]|[A-Z])$"
)
_NUMBERED = re.compile(r"\b(?:Vol|Bd|Pt|Part|No)\.?\s[\dIVXLC]{1,5}$")
_EDITION = re.compile(r"\d(?:st|nd|rd|th) ed$")
_LATE_CAPITAL = re.compile(r"[a-z]{1,5}[A-Z]|npj ")
_MOST = 12
_OPENING = "([“\"‘'«¿¡"


class Boundary(NamedTuple):
    """A place where a sentence may end."""

    end: int
    """After the mark, or before a full stop that is not part of the sentence."""
    next: int
    """Where the next sentence begins."""
    mark: str
    weak: bool
    """Whether the full stop may belong to an abbreviation or initial."""


class Group(NamedTuple):
    """A stretch in parentheses or square brackets."""

    start: int
    end: int
    content: str
    """Without spaces around it."""
    inner: int
    """Where the content begins."""
    square: bool


def groups(text: str, start: int, end: int) -> list[Group]:
    """Return the outermost pairs of parentheses and brackets, in order."""
    outermost = []
    depth = 0
    opened = start
    for place in range(start, end):
        character = text[place]
        if character in "([":
            if depth == 0:
                opened = place
            depth += 1
        elif character in ")]" and depth:
            depth -= 1
            if depth == 0:
                inside = text[opened + 1 : place]
                inner = opened + 1 + len(inside) - len(inside.lstrip())
                outermost.append(
                    Group(opened, place + 1, inside.strip(), inner, text[opened] == "[")
                )
    return outermost


def boundaries(text: str, start: int, end: int) -> list[Boundary]:
    """Return the places in a stretch where a sentence may end, in order.

    A sentence ends at a full stop, question or exclamation mark that a capital, a digit or an
    opening bracket follows; not within parentheses.
    """
    inside = [(group.start, group.end) for group in groups(text, start, end)]
    ends = []
    index = 0
    for match in _END.finditer(text, start, end):
        following = match.end()
        while following < end and text[following] in _OPENING:
            following += 1
        if following >= end or not (
            _begins(text[following]) or _LATE_CAPITAL.match(text, following)
        ):
            continue
        while index < len(inside) and inside[index][1] <= match.start():
            index += 1
        if index < len(inside) and inside[index][0] < match.start() < inside[index][1] - 1:
            continue
        mark = match["mark"]
        before = text[max(start, match.start() - 12) : match.start()]
        weak = mark == "." and not match["close"] and bool(_ABBREVIATION.search(before))
        weak &= not _EDITION.search(before)
        weak |= mark == "…" or bool(match["colon"]) or bool(_NUMBERED.search(before))
        keeps = mark != "." or bool(match["close"].strip(")]"))
        stop = match.end("close") if keeps or match["close"] else match.start()
        ends.append(Boundary(stop, match.end(), mark, weak))
    return ends


def full_stops(text: str, start: int, end: int) -> list[Boundary]:
    """Return the boundaries of a stretch that are certainly full stops."""
    return [mark for mark in boundaries(text, start, end) if mark.mark == "." and not mark.weak]


def last_boundaries(text: str, start: int, end: int) -> list[Boundary]:
    """Return the last boundaries of a stretch, as many as a reference may have."""
    return boundaries(text, start, end)[-_MOST:]


def _begins(character: str) -> bool:
    return character.isupper() or character.isdigit() or character in "([" or character == TAKEN


_VOLUME_TITLE = re.compile(
    r"(?P<title>\S.{0,300}?)[:.,]\s"
    r"(?P<label>Vol(?:ume|s)?\.?\s?(?P<volume>\d{1,5}|[IVXLC]{1,6}))[.:,]\s(?P<part>\S.{0,300})$"
)
_PAIRS = (("(", ")"), ("[", "]"), ("“", "”"))
_QUOTED = re.compile(r"[“\"‘'].{3,400}[”\"’'][.?!]?$")
_NUMBERED_GROUP = re.compile(
    r"\((?!\d{4}[-–—]\d{4}\)|\d{4}\))[^()]{0,60}(?:\bNo\b|\bVol\b|\s\d|\d\s|^\d|\bpp?\.|;)[^()]{0,60}\)$"
)
_SQUARE = re.compile(r"\[[^\[\]]{1,400}\]$")
_QUOTED_STOP = re.compile(r"(?<!\.)\.([”\"’'»]{1,2})$")
_EDITION_WITHIN = re.compile(EDITION, re.I)


def claim_title(
    draft: Draft, start: int, end: int, *, certain: bool = True, name: str = "title"
) -> None:
    """Claim a title, or a title with a volume and the title of that volume.

    Args:
        draft: The reference.
        start: Where the title begins.
        end: Where it ends, with or without its full stop.
        certain: Whether both are certain.
        name: The field, "title" or "container_title".
    """
    start, end = _ends(draft, start, end)
    if start >= end:
        return
    text = draft.text[start:end]
    match = _VOLUME_TITLE.match(text)
    certain &= _check(draft, start, end, name)
    if match is None or "volume" in draft.values:
        draft.claim(name, start, end, _worded(draft, start, end), certain=certain)
        return
    middle, last = start + match.end("title"), start + match.start("part")
    draft.claim(name, start, middle, _worded(draft, start, middle), certain=certain)
    draft.claim("volume", start + match.start("label"), start + match.end("label"), match["volume"])
    draft.claim("volume_title", last, end, _worded(draft, last, end), certain=certain)


def _ends(draft: Draft, start: int, end: int) -> tuple[int, int]:
    start, end = draft.trimmed(start, end, " ,;:")
    while start < end and draft.text[start] in ".":
        start += 1
        start, end = draft.trimmed(start, end, " ,;:")
    text = draft.text
    if end - start > 1 and text[end - 1] == "." and text[end - 2] != ".":
        end -= 1
    return start, end


def _worded(draft: Draft, start: int, end: int) -> str:
    """Return the title without a full stop inside its closing quotation mark."""
    text = _formatted(draft, start, end)
    return _QUOTED_STOP.sub(r"\1", text)


def _formatted(draft: Draft, start: int, end: int) -> str:
    """Return the words of a title; if only some are in italics, with their tags."""
    text = draft.text
    italic = [place for place in range(start, end) if place in draft.clean.italic]
    letters = [place for place in range(start, end) if not text[place].isspace()]
    if not italic or len(italic) >= 0.8 * len(letters):
        return text[start:end]
    parts: list[str] = []
    inside = False
    for place in range(start, end):
        now = place in draft.clean.italic or (
            inside and text[place] == " " and place + 1 in draft.clean.italic
        )
        if now != inside:
            parts.append("<i>" if now else "</i>")
            inside = now
        parts.append(text[place])
    return "".join(parts) + ("</i>" if inside else "")


def _check(draft: Draft, start: int, end: int, name: str) -> bool:
    """Note what is odd about a title; return whether its ends may be certain."""
    text = draft.text[start:end]
    what = "title" if name == "title" else "book's title"
    certain = True
    for opening, closing in _PAIRS:
        if text.count(opening) != text.count(closing):
            draft.doubt(f"A {opening} or {closing} in the {what} has no partner.")
            certain = False
    if _QUOTED.fullmatch(text) and text.count("“") <= 1 and text.count('"') <= 2:
        draft.doubt(f"The {what} is in quotation marks, which APA does not print.")
        certain = False
    if name == "title" and (_NUMBERED_GROUP.search(text) or _SQUARE.search(text)):
        draft.doubt("The brackets after the title may not belong to it.")
        certain = False
    if text.endswith(("…", "...")):
        draft.doubt(f"The {what} ends in an ellipsis.")
        certain = False
    if _EDITION_WITHIN.search(text):
        draft.doubt(f"There is an edition within the {what}.")
        certain = False
    marks = full_stops(draft.text, start, end)
    for before, after in zip(
        [start, *(mark.next for mark in marks)], [*(mark.end for mark in marks), end], strict=True
    ):
        segment = draft.text[before:after]
        if (
            before > start
            and is_title_case(segment)
            and names_journal(segment)
            and len(content_words(segment)) > 1
        ):
            draft.doubt(f"“{segment}” in the {what} may be the name of a journal.")
            certain = False
    return certain


# -- sources: publisher, school, meeting, web site -----------------------------------------------

_AUTHOR = re.compile(r"(?:the )?authors?$", re.IGNORECASE)
_CLIPPED = re.compile(r"\b(?:Inc|Ltd|Co|Corp|Bros|Pub|Publ|Assn|Assoc|Univ|N\.V|B\.V|S\.A)$")
_LONGEST = 9
"""The maximum number of words in the name of a publisher."""


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
    """Claim the text after the title of a work other than an article.

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
