"""Publisher and place: "New York: Guilford Press", "Wiley", "Author"."""

from __future__ import annotations

import re

from pprkb.formats.printed.capitals import content_words, is_title_case
from pprkb.formats.printed.houses import is_place, may_be_place, names_publisher
from pprkb.formats.printed.reading import Reading
from pprkb.formats.printed.sentences import boundaries
from pprkb.model.names import inverted
from pprkb.model.reference import ReferenceType as T

_AUTHOR = re.compile(r"(?:the )?authors?$", re.IGNORECASE)
_CLIPPED = re.compile(r"\b(?:Inc|Ltd|Co|Corp|Bros|Pub|Publ|Assn|Assoc|Univ|N\.V|B\.V|S\.A)$")
_LONGEST = 9
"""Words in the name of a publisher."""


def place_and_publisher(text: str, start: int, end: int) -> int | None:
    """Return where the colon of "New York: Guilford Press" stands; None where there is none."""
    colon = text.find(":", start, end)
    if colon < 0 or (text[colon + 1 : colon + 2] != " " and colon + 1 < end):
        return None
    place = text[start:colon].strip()
    if is_place(place) or (may_be_place(place) and names_publisher(text[colon + 1 : end])):
        return colon
    return None


def claim_placed(reading: Reading, start: int, colon: int, end: int) -> None:
    """Claim "New York: Guilford Press", of which the place of the colon is known."""
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
    """Claim "Guilford Press: New York" and "Wiley, New York"; return whether it was such."""
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
