"""Titles: where a sentence may end, what is claimed as a title, and what makes one doubtful."""

from __future__ import annotations

import re
from typing import NamedTuple

from pprkb.formats.printed.draft import TAKEN, Draft
from pprkb.formats.printed.locators import EDITION
from pprkb.formats.printed.vocabulary import content_words, is_title_case, names_journal

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
    """After the mark, or before a full stop that is no part of the sentence."""
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
