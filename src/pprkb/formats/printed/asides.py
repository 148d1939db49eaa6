"""What is said of a work in words that stand for themselves: its status, its first publication."""

from __future__ import annotations

import re

from pprkb.formats.printed.dates import date_text, read_date
from pprkb.formats.printed.reading import Reading
from pprkb.model.reference import PartialDate
from pprkb.text.number import whole_number

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
"""What web pages print behind a reference for the reader to press."""
_LINKS = 250
"""How far from the end they are looked for, in characters."""


def find_asides(reading: Reading, start: int) -> None:
    """Claim the status and the date of the original behind a place.

    Args:
        reading: The reference; gets `status` and `original_date`.
        start: The end of the date.
    """
    for match in _ORIGINAL.finditer(reading.rest, start):
        year = whole_number(match["year"], 0)
        date = PartialDate(year=-year if match["era"] else year, circa=bool(match["circa"]))
        if match["era"] is None and read_date(match["year"]) is None:
            continue
        value = match["year"] + (match["era"] or "") if match["era"] else date_text(date)
        reading.date("original_date", match.span(), date, value)
    for match in _STATUS.finditer(reading.rest, start):
        before = reading.rest[start : match.start()].rstrip()
        if before and before[-1].isalnum():
            continue  # within a title: "the early view of …"
        if before and before[-1] not in ".,;?!)]\x00":
            continue
        after = reading.rest[match.end() : match.end() + 1]
        if after not in ("", ".", ",", ":", ";", " ", "\x00"):
            continue
        cut = match["status"].endswith("publicat")
        if cut:
            reading.complete = False
            reading.doubt("The text ends inside the status.")
        reading.claim("status", match.start(), match.end(), match["status"], certain=not cut)
    if link := _LINK.search(reading.rest, max(start, len(reading.rest) - _LINKS)):
        reading.end = min(reading.end, link.start())
        reading.pass_over(link.start())
