"""Where one part of a reference may end and the next begin: full stops, questions, brackets."""

from __future__ import annotations

import re
from typing import NamedTuple

from pprkb.formats.printed.reading import TAKEN

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
    """Behind the mark, or before a full stop that is no part of the sentence."""
    next: int
    """Where the next sentence begins."""
    mark: str
    weak: bool
    """The mark may be that of an abbreviation or initial."""


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
    found = []
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
                found.append(Group(opened, place + 1, inside.strip(), inner, text[opened] == "["))
    return found


def boundaries(text: str, start: int, end: int) -> list[Boundary]:
    """Return the places in a stretch where a sentence may end, in order.

    A sentence ends at a full stop, question or exclamation mark that a capital, a digit or an
    opening bracket follows; not within parentheses.
    """
    inside = [(group.start, group.end) for group in groups(text, start, end)]
    found = []
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
        found.append(Boundary(stop, match.end(), mark, weak))
    return found


def last_boundaries(text: str, start: int, end: int) -> list[Boundary]:
    """Return the last boundaries of a stretch, so many as a reference may have."""
    return boundaries(text, start, end)[-_MOST:]


def _begins(character: str) -> bool:
    return character.isupper() or character.isdigit() or character in "([" or character == TAKEN
