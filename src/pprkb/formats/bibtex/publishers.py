"""biblatex's lists of publishers and places; one name with "and" in it is no list."""

from __future__ import annotations

import re
from itertools import pairwise

from pprkb.formats.bibtex.names import split_and

_ONE_PLACE = re.compile(r"(?:tobago|barbuda|herzegovina|nevis|the grenadines|pr[ií]ncipe)\b", re.I)
_ONE_HOUSE = re.compile(r"(?:sons|co|comp(?:any)?|hall|bros|brothers|associates|partners)\b", re.I)
_BODY_ENDS = re.compile(
    r".*\b(?:office|services|administration|agency|commission|authority|affairs|association|"
    r"council|institute|foundation|sciences|technology)$",
    re.IGNORECASE,
)
_DEPARTMENT = re.compile(
    r"\b(?:departments?|ministry|offices?|cent(?:er|re)s?|institutes?|agency|council|bureau|"
    r"association|society|administration|committee|academy|school|faculty)\b",
    re.I,
)


def literal_list(value: str, *, places: bool) -> list[str]:
    """Split a list of bodies or places at "and", unless it reads like one name.

    "Faber and Faber", "Wiley and Sons" and "Department of Health and Human Services" are one
    publisher each: what follows "and" is one word or a firm's ending, or what stands before it is
    a department, or what follows ends as a body's name does, as in "U.S. Patent and Trademark
    Office". "Trinidad and Tobago" is one place.

    Args:
        value: Undecoded.
        places: The list is one of places.

    Returns:
        The parts, undecoded; the whole value where it is one name.
    """
    parts = [part for part in split_and(" ".join(value.split())) if part]
    for before, part in pairwise(parts):
        if places:
            is_one = _ONE_PLACE.match(part) is not None
        else:
            is_one = (
                " " not in part
                or _ONE_HOUSE.match(part) is not None
                or _ONE_PLACE.match(part) is not None
                or _DEPARTMENT.search(before) is not None
                or (_BODY_ENDS.match(part) is not None and len(parts) == 2)
            )
        if is_one:
            return [value]
    return parts
