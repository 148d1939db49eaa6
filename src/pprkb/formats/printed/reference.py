"""Reading a printed reference: its parts are claimed one after the other, the rest is reported."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple

from pprkb.formats.printed.draft import Draft, cleaned
from pprkb.formats.printed.head import Head, date_text, find_head, read_date
from pprkb.formats.printed.locators import find_identifiers
from pprkb.formats.printed.works import claim_work
from pprkb.model.reference import PartialDate, Reference
from pprkb.model.reference import ReferenceType as T
from pprkb.text.number import whole_number


class Used(NamedTuple):
    """A stretch of the text and the field that it became."""

    field: str
    """The attribute of `Reference`; for a person the role, such as "author"."""
    start: int
    """In code points of the text given."""
    end: int
    value: str
    """The value: "Fowler, J. C.", "2013-03-11", "81–89"."""
    certain: bool


@dataclass(frozen=True, kw_only=True)
class Printed:
    """A printed reference that has been read."""

    text: str
    reference: Reference | None
    """With an empty key; None if the text could not be read as a reference."""
    used: tuple[Used, ...]
    """In the order of the text; they do not overlap."""
    leftover: tuple[tuple[int, int], ...]
    """Stretches of the text, more than punctuation and spaces, that no field used."""
    doubts: tuple[str, ...]
    """Sentences: what is uncertain, missing or odd."""
    complete: bool
    """Whether the text looks complete rather than cut off."""

    @property
    def confident(self) -> bool:
        """Whether there are no doubts and no unused text."""
        return (
            self.reference is not None
            and not self.doubts
            and not self.leftover
            and all(use.certain for use in self.used)
        )


_STATUS = re.compile(
    r"[\[(]?\b(?P<status>advance(?:d)? online publicat(?:ion\b|$)|online first(?: publication)?"
    r"|first published online|published online(?: first)?"
    r"|(?:e-?pub(?:lication)?|online) ahead of print|ahead of print|early (?:view|online)"
    r"|online advance publication|article in press|in press"
    r"|manuscript (?:submitted for publication|in preparation|under review))\b[\])]?",
    re.I,
)
_ORIGINAL = re.compile(
    r"\(?\b(?:Original(?:ly)? (?:work )?publi(?:shed|cation)(?: in)?|First published(?: in)?):?"
    r" (?P<circa>ca\.? )?(?P<year>\d{3,4})(?P<era> B\.?C\.?(?:E\.?)?)?\)?"
)

_SERVICES = (
    r"pubmed(?: central)?|pmc free article|medline|cross ?ref|google scholar|psycinfo|isi|cas"
    r"|(?:web of science|scopus)(?: ?®)?|free full text|full[ -]text|open access"
)
_BETWEEN = r"[\s.,;|·]{0,3}"
_LINK = re.compile(
    rf"(?:[\[(]\s?(?:doi(?: link)?|link|pdf|view article|article|abstract|{_SERVICES})\s?[\])]"
    rf"{_BETWEEN}){{1,9}}(?:[\[(][^()\[\]]{{1,20}}[\])])?[\s.]{{0,3}}$"
    rf"|(?<=[\s\x00])(?:(?:{_SERVICES}){_BETWEEN}){{1,9}}$",
    re.I,
)
"""Links that web pages print after a reference."""
_LINKS = 250
"""Their maximum distance from the end, in characters."""


def find_asides(draft: Draft, start: int) -> None:
    """Claim the status, and the date of the original, after the date."""
    for match in _ORIGINAL.finditer(draft.rest, start):
        year = whole_number(match["year"], 0)
        date = PartialDate(year=-year if match["era"] else year, circa=bool(match["circa"]))
        if match["era"] is None and read_date(match["year"]) is None:
            continue
        value = match["year"] + (match["era"] or "") if match["era"] else date_text(date)
        draft.date("original_date", match.span(), date, value)
    for match in _STATUS.finditer(draft.rest, start):
        before = draft.rest[start : match.start()].rstrip()
        if before and before[-1].isalnum():
            continue  # within a title: "the early view of …"
        if before and before[-1] not in ".,;?!)]\x00":
            continue
        after = draft.rest[match.end() : match.end() + 1]
        if after not in ("", ".", ",", ":", ";", " ", "\x00"):
            continue
        cut = match["status"].endswith("publicat")
        if cut:
            draft.complete = False
            draft.doubt("The text ends inside the status.")
        draft.claim("status", match.start(), match.end(), match["status"], certain=not cut)
    if link := _LINK.search(draft.rest, max(start, len(draft.rest) - _LINKS)):
        draft.end = min(draft.end, link.start())
        draft.pass_over(link.start())


_FULL = frozenset(
    ("doi", "url", "pmid", "pmcid", "isbn", "original_date", "accessed", "status", "issue")
)
"""Fields after which no full stop need follow."""
_NUMBERS = frozenset(("page", "volume", "number", "chapter_number"))


def judge_ending(draft: Draft) -> None:
    """Note where the text ends too early, and what is missing."""
    text = draft.text[: draft.whole].rstrip()
    values = draft.values
    if "title" not in values:
        draft.complete = False
        draft.doubt("There is no title.")
        return
    last = max((claim for claim in draft.claims if claim.field != "links"), default=None)
    ended = text.endswith((".", ")", "]", "?", "!", "”", '"'))
    what = last.field if last is not None else ""
    tail = text[last.end :].strip() if last is not None else ""
    if text[-1:] in ",;:&(-–—/[" and what not in ("url", "doi"):
        draft.complete = False
        draft.doubt(f"The text ends in “{text[-1]}”.")
    elif not ended and not (tail and any(c.isalnum() for c in tail)):
        if what in _NUMBERS:
            draft.doubt("The text does not end in a full stop: it may be cut off.")
        elif what not in _FULL:
            draft.complete = False
            draft.doubt(f"The text ends inside the {_in_words(what)}.")
    elif not ended:
        draft.complete = False
        draft.doubt("The text does not end in a full stop: it may be cut off.")
    if text.count("(") > text.count(")") or text.count("[") > text.count("]"):
        draft.complete = False
        draft.doubt("A parenthesis is not closed.")
    _missing(draft)


def _in_words(field: str) -> str:
    return {
        "container_title": "name of the journal or book",
        "publisher_place": "place of publication",
        "issued": "reference, after the date",
        "author": "authors",
        "editor": "editors",
    }.get(field, field.replace("_", " "))


def _missing(draft: Draft) -> None:
    """Note what is missing of the source."""
    values = draft.values
    kind = draft.type
    located = any(name in values for name in ("doi", "url", "status", "pmid"))
    issued = draft.dates.get("issued")
    pressed = issued is not None and issued.year is None
    if kind is T.ARTICLE_JOURNAL and "container_title" in values:
        numbered = any(name in values for name in ("volume", "issue", "page", "number"))
        if not numbered and not located and not pressed:
            draft.doubt("Volume and pages are missing.")
        elif "volume" not in values and not located and not pressed:
            draft.doubt("The volume is missing.")
    elif kind is T.CHAPTER and "container_title" not in values:
        draft.doubt("The book is not named.")
    elif kind in (T.BOOK, T.CHAPTER) and "publisher" not in values and not located:
        draft.doubt("The publisher is missing.")
    if not located and not any(
        name in values
        for name in ("container_title", "publisher", "event_title", "archive", "genre", "number")
    ):
        draft.complete = False
        draft.doubt("Neither journal, publisher nor address is named: the text may be cut off.")


LONGEST = 8000
"""The maximum length of a reference, in code points."""
_LETTER = re.compile(r"[^\W\d_]")


def read_printed(text: str) -> Printed:
    """Read a reference printed in APA style.

    Every value consists of characters of the text: names are split, dashes become en dashes,
    months numbers. What is uncertain, missing or left over is reported.

    Args:
        text: One reference, as pasted; lines may be wrapped, journals in italics by HTML or
            Markdown.

    Returns:
        What was read. `reference` is None if there is no date in parentheses after authors or
        a title, unless a DOI or an address was found; see the doubts.
    """
    if len(text) > LONGEST:
        leftover = ((0, len(text)),)
        return _unread(text, leftover, "The text is too long for one reference.")
    draft = Draft(clean=cleaned(text))
    for word in draft.clean.joined:
        draft.doubt(f"A line ends within “{word}”, which is read without a hyphen.")
    if not _LETTER.search(draft.text):
        return _unread(text, _whole(draft), "There are no words.")
    head = find_head(draft)
    if head is None:
        return _without_head(draft, text)
    _claim_head(draft, head)
    find_identifiers(draft, head.end)
    find_asides(draft, head.end)
    claim_work(draft, head)
    judge_ending(draft)
    return _printed(draft, text)


def _claim_head(draft: Draft, head: Head) -> None:
    """Claim authors and date."""
    head.claim(draft)
    date = head.date
    sure = not date.doubt
    if date.doubt:
        draft.doubt(date.doubt)
    span = (date.start, date.end)
    if date.original is not None:
        # "(1920/2013)" or "(2013 [1920])"
        middle = min(filter(lambda at: at > 0, (draft.text.find(c, *span) for c in "/[")))
        first, last = (date.start, middle), (middle, date.end)
        span, other = (last, first) if draft.text[middle] == "/" else (first, last)
        draft.date("original_date", other, date.original, date_text(date.original))
    draft.date("issued", span, date.date, date_text(date.date), certain=sure)


def _without_head(draft: Draft, text: str) -> Printed:
    """Find a DOI or an address in a text that is not an APA reference."""
    find_identifiers(draft, 0)
    draft.doubt("This is not a reference in APA style: no date in parentheses follows the authors.")
    if not draft.values:
        return _unread(text, _whole(draft), *draft.doubts)
    return _printed(draft, text)


def _whole(draft: Draft) -> tuple[tuple[int, int], ...]:
    """Return the stretch of the whole text, to be left over."""
    return (draft.clean.given(0, len(draft.text)),) if draft.text else ()


def _unread(text: str, leftover: tuple[tuple[int, int], ...], *doubts: str) -> Printed:
    return Printed(
        text=text, reference=None, used=(), leftover=leftover, doubts=doubts, complete=False
    )


def _printed(draft: Draft, text: str) -> Printed:
    clean = draft.clean
    used = []
    for claim in sorted(draft.claims):
        start, end = clean.given(claim.start, claim.end)
        used.append(Used(claim.field, start, end, claim.value, claim.certain))
    leftover = tuple(clean.given(start, end) for start, end in draft.leftover())
    reference = Reference(
        key="",
        type=draft.type,
        contributors=tuple(draft.people),
        incomplete=frozenset(draft.incomplete),
        extra=MappingProxyType(draft.extra),
    ).with_values({**draft.values, **draft.dates})
    return Printed(
        text=text,
        reference=reference,
        used=tuple(used),
        leftover=leftover,
        doubts=tuple(draft.doubts),
        complete=draft.complete,
    )


_LONGEST = 3000
_DATE = re.compile(
    r"\((?:ca\. )?(?:1[4-9]|20)\d\d[a-z]?(?:,[^()]{1,30})?\)"
    r"|\((?:in press|n\.d\.)[^()]{0,3}\)|(?:1[4-9]|20)\d\d[.,]"
)
_SOURCES = frozenset(
    ("container_title", "publisher", "doi", "volume", "page", "event_title", "archive", "url")
)


def looks_printed(line: str) -> bool:
    """Return whether a line is, probably, a reference printed in APA style.

    It begins with names as APA prints them, a date in parentheses follows, then a title and a
    source; prose that cites, titles and headings do not.
    """
    if not 30 <= len(line) <= _LONGEST or not _DATE.search(line, 0, 1500):
        return False
    printed = read_printed(line)
    reference = printed.reference
    if reference is None or not reference.title or not reference.contributors:
        return False
    issued = next((use for use in printed.used if use.field == "issued"), None)
    heads = [use for use in printed.used if use.field in ("author", "editor")]
    if issued is None or not heads:
        return False
    prose_follows = line[issued.end : issued.end + 3].strip()[:1].islower()
    if prose_follows or not all(use.certain for use in heads if use.start < issued.start):
        return False
    persons = any(person.given for person in reference.contributors)
    sourced = any(use.field in _SOURCES for use in printed.used)
    return (persons or sourced) and len(reference.title) < 400


_LABEL = 12
_QUOTED = 24


def show_printed(printed: Printed) -> str:
    """Return lines that show, field by field, which characters were used, and what was left.

    Returns:
        Lines such as `author       "Fowler, J.C."        → Fowler, J. C.`, without a last line end.
    """
    return "\n".join(_lines(printed))


def _lines(printed: Printed) -> Iterator[str]:
    names = [use.field.replace("_", " ") for use in printed.used]
    width = max([_LABEL, *map(len, names)]) + 1
    if printed.reference is not None:
        yield f"{'type':<{width}}{printed.reference.type}"
    quotes = [_quoted(printed.text[use.start : use.end]) for use in printed.used]
    short = [len(quote) for quote in quotes if len(quote) <= 2 * _QUOTED]
    column = max([_QUOTED, *short])
    for name, quote, use in zip(names, quotes, printed.used, strict=True):
        line = f"{name:<{width}}{quote:<{column}}"
        if quote != f'"{use.value}"':
            line += f" → {use.value}"
        if not use.certain:
            line = f"{line.rstrip()} (uncertain)"
        yield line.rstrip()
    for start, end in printed.leftover:
        yield f"{'left over':<{width}}{_quoted(printed.text[start:end])}"
    for doubt in printed.doubts:
        yield f"{'doubt':<{width}}{doubt}"


def _quoted(text: str) -> str:
    return f'"{" ".join(text.split())}"'
