"""Reading a printed reference: its parts are claimed one after the other, the rest is told."""

from __future__ import annotations

import re
from types import MappingProxyType

from pprkb.formats.printed.asides import find_asides
from pprkb.formats.printed.authors import Head, find_head
from pprkb.formats.printed.clean import cleaned
from pprkb.formats.printed.dates import date_text
from pprkb.formats.printed.ending import judge_ending
from pprkb.formats.printed.identifiers import find_identifiers
from pprkb.formats.printed.reading import Reading
from pprkb.formats.printed.value import Printed, Used
from pprkb.formats.printed.works import claim_work
from pprkb.model.reference import Reference

LONGEST = 8000
"""In code points: no reference is longer."""
_LETTER = re.compile(r"[^\W\d_]")


def read_printed(text: str) -> Printed:
    """Read a reference printed in APA style.

    Every value consists of characters of the text: names are split, dashes become en dashes,
    months numbers. What is uncertain, missing or left over is told.

    Args:
        text: One reference, as pasted; lines may be wrapped, journals in italics by HTML or
            Markdown.

    Returns:
        What was read. `reference` is None where there is no date in parentheses behind authors or
        a title, unless a DOI or an address was found; see the doubts.
    """
    if len(text) > LONGEST:
        leftover = ((0, len(text)),)
        return _unread(text, leftover, "The text is too long for one reference.")
    reading = Reading(clean=cleaned(text))
    for word in reading.clean.joined:
        reading.doubt(f"A line ends within “{word}”, which is read without a hyphen.")
    if not _LETTER.search(reading.text):
        return _unread(text, _whole(reading), "There are no words.")
    head = find_head(reading)
    if head is None:
        return _without_head(reading, text)
    _claim_head(reading, head)
    find_identifiers(reading, head.end)
    find_asides(reading, head.end)
    claim_work(reading, head)
    judge_ending(reading)
    return _printed(reading, text)


def _claim_head(reading: Reading, head: Head) -> None:
    """Claim authors and date."""
    head.claim(reading)
    found = head.date
    sure = not found.doubt
    if found.doubt:
        reading.doubt(found.doubt)
    span = (found.start, found.end)
    if found.original is not None:
        # "(1920/2013)" or "(2013 [1920])"
        middle = min(filter(lambda at: at > 0, (reading.text.find(c, *span) for c in "/[")))
        first, last = (found.start, middle), (middle, found.end)
        span, other = (last, first) if reading.text[middle] == "/" else (first, last)
        reading.date("original_date", other, found.original, date_text(found.original))
    reading.date("issued", span, found.date, date_text(found.date), certain=sure)


def _without_head(reading: Reading, text: str) -> Printed:
    """Take a DOI or an address from what is no APA reference."""
    find_identifiers(reading, 0)
    reading.doubt("This is no reference in APA style: no date in parentheses follows the authors.")
    if not reading.values:
        return _unread(text, _whole(reading), *reading.doubts)
    return _printed(reading, text)


def _whole(reading: Reading) -> tuple[tuple[int, int], ...]:
    """Return the whole text as left over."""
    return (reading.clean.given(0, len(reading.text)),) if reading.text else ()


def _unread(text: str, leftover: tuple[tuple[int, int], ...], *doubts: str) -> Printed:
    return Printed(
        text=text, reference=None, used=(), leftover=leftover, doubts=doubts, complete=False
    )


def _printed(reading: Reading, text: str) -> Printed:
    clean = reading.clean
    used = []
    for claim in sorted(reading.claims):
        start, end = clean.given(claim.start, claim.end)
        used.append(
            Used(field=claim.field, start=start, end=end, value=claim.value, certain=claim.certain)
        )
    leftover = tuple(clean.given(start, end) for start, end in reading.leftover())
    reference = Reference(
        key="",
        type=reading.type,
        contributors=tuple(reading.people),
        incomplete=frozenset(reading.incomplete),
        extra=MappingProxyType(reading.extra),
        **reading.values,  # type: ignore[arg-type]
        **reading.dates,  # type: ignore[arg-type]
    )
    return Printed(
        text=text,
        reference=reference,
        used=tuple(used),
        leftover=leftover,
        doubts=tuple(reading.doubts),
        complete=reading.complete,
    )
