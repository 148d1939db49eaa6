"""Parentheses and brackets after a title: "(2nd ed., Vol. 1, pp. 3–9)", "[Film]".

The forms are those of the APA manual, 7th edition, sections 9.19 to 9.22 and 10.1 to 10.14.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from pprkb.formats.printed.draft import Draft, claim_people, roles_of
from pprkb.formats.printed.locators import check_pages, edition_value, is_edition, pages
from pprkb.formats.printed.people import Names, read_names
from pprkb.formats.printed.titles import Group
from pprkb.model.reference import ReferenceType as T
from pprkb.model.reference import Role
from pprkb.text.word_lists import word_lists

THESIS = re.compile(
    r"(?P<genre>(?:(?:un)?published\s)?"
    r"(?:(?:doctoral|master[’']?s?|bachelor[’']?s?|ph\.?\s?d\.?|honou?rs?|diploma|undergraduate)"
    r"\s(?:dissertation|thesis|work)|dissertation|diplomarbeit|habilitation))"
    r"(?:,\s(?P<publisher>.{3,120}))?$",
    re.I,
)
GENRES = {
    genre: T(kind)
    for kind, genres in word_lists(__file__, "genres.txt").items()
    for genre in genres
}
"""The types of works by the descriptions that APA prints in brackets, in lower case."""


_VOLUME = re.compile(r"(?:vol(?:ume)?|bd)\.?\s?(?P<value>\d{1,5}|[IVXLC]{1,6}|[A-Z])$", re.I)
_VOLUMES = re.compile(r"vols\.?\s?(?P<first>\d{1,2})\s?[-–&]\s?(?P<value>\d{1,3})$", re.I)
_PAGES = re.compile(
    r"(?:pp|pgs?|pages?|p|s)\.?\s?"
    r"(?P<value>[A-Za-z]{0,2}\d[\w.-]{0,8}(?:\s?(?:[-–—]{1,2}|to)\s?[\w.-]{1,9})?"
    r"|[ivxlcdm]{1,8}(?:\s?[-–—]\s?[ivxlcdm\d]{1,8})?)$",
    re.I,
)
_CHAPTER = re.compile(r"(?:ch|chap|chapter)\.?\s?(?P<value>\d{1,3}|[IVXLC]{1,6})$", re.I)
_VERSION = re.compile(r"(?:version|ver\.|v\.)\s?(?P<value>V?\d[\w.-]{0,20})$", re.I)
_NUMBER = re.compile(
    r"(?:(?P<genre>[A-Z].{1,80}?)\s)?(?P<no>Nos?\.|Number|Nr\.?)\s?(?P<value>\S.{0,50})$"
)
_SERIES_NUMBER = re.compile(
    r"[A-Z][\w&’'/-]{0,40}(?:\s[\w&’'/-]{1,40}){0,5}?\s(?:[A-Z]{1,6}[ -]?)?\d[\w./:-]{0,20}$"
)
_SERIES = re.compile(
    r"\b(?:Guidelines?|Guidance|Standard|Report|Publication|Bulletin|Brief|Paper|Monograph|Document"
    r"|Statement|Protocol|Manual|Circular|Factsheet|Memorandum|Series)\b"
)
"""Words of series whose number follows without "No.": "(NICE Guideline NG222)"."""
_LABELLED = (("volume", _VOLUME), ("chapter_number", _CHAPTER), ("version", _VERSION))
_CODE = re.compile(r"[A-Z]{2,10}[ -]?\d[\d.-]{0,10}$")
_ROLES = re.compile(
    r"(?P<names>[^\s].{1,400}?),?\s\(?(?P<role>Trans|Eds?\.? (?:&|and) Trans"
    r"|Trans\.? (?:&|and) Eds?|Eds?|Illus|Hrsg|Übers|Comps?|Narr)\.?\)?$"
)
_TRANSLATED = re.compile(r"(?:Translated by|Trans\.(?: by)?)\s(?P<names>[A-Z].{1,100})$", re.I)


class Part(NamedTuple):
    """One part of the content of parentheses."""

    field: str
    start: int
    end: int
    value: str


class People(NamedTuple):
    """Names with their roles, and the stretch of both."""

    names: Names
    roles: tuple[Role, ...]
    start: int
    end: int


class Bracket(NamedTuple):
    """Parentheses that were understood, at least in part."""

    group: Group
    parts: tuple[Part, ...]
    people: tuple[People, ...] = ()
    type: T | None = None
    """The type of work it names."""
    certain: bool = True

    def has(self, *fields: str) -> bool:
        """Return whether it holds any of some fields."""
        return any(part.field in fields for part in self.parts)


def understood(text: str, group: Group) -> Bracket | None:
    """Read the content of parentheses; None if nothing in it is recognized."""
    if (kind := _kind(group)) is not None:
        return kind
    parts: list[Part] = []
    people: list[People] = []
    unknown: list[tuple[int, int]] = []
    for start, end in _pieces(text, group.start + 1, group.end - 1):
        if (named := _people(text, start, end)) is not None:
            people.append(named)
        elif known := _parts(text[start:end], start):
            parts += known
        else:
            unknown.append((start, end))
    if not parts and not people:
        return _kind_in_words(group)
    # "(ICPSR 37080; Version V1)"
    codes = [span for span in unknown if _CODE.match(text[slice(*span)])]
    parts += [Part("number", *span, text[slice(*span)]) for span in codes]
    kind_of_work = T.REPORT if any(part.field == "number" for part in parts) else None
    return Bracket(group, tuple(parts), tuple(people), kind_of_work)


def _kind(group: Group) -> Bracket | None:
    """Read "[Film]" and "(Doctoral dissertation, Columbia University)"."""
    begin = group.inner
    if match := THESIS.match(group.content):
        parts = [
            Part(name, begin + match.start(name), begin + match.end(name), match[name])
            for name in ("genre", "publisher")
            if match[name]
        ]
        return Bracket(group, tuple(parts), type=T.THESIS)
    kind = GENRES.get(group.content.lower())
    if kind is None:
        return None
    return Bracket(group, (_genre(group),), type=kind)


def _kind_in_words(group: Group) -> Bracket | None:
    """Read a few words in square brackets as the kind of work, as APA prints it."""
    content = group.content
    if not group.square or not content[:1].isupper() or len(content.split()) > 3:
        return None
    return Bracket(group, (_genre(group),), certain=False)


def _genre(group: Group) -> Part:
    return Part("genre", group.inner, group.inner + len(group.content), group.content)


def _pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Split the content at semicolons, and at the commas between known parts."""
    whole = _trim(text, start, end)
    if _people(text, *whole) or _parts(text[slice(*whole)], whole[0]):
        return [whole]
    pieces: list[tuple[int, int]] = []
    for first, last in _split(text, start, end, ";"):
        if _people(text, first, last):
            pieces.append((first, last))
            continue
        commas = _split(text, first, last, ",")
        # "I. Lasch, Trans., 2nd ed.": everything before the first known part is names.
        known = [bool(_parts(text[a:b], a)) for a, b in commas]
        count = known.index(True) if True in known else len(commas)
        if count > 1 and _people(text, commas[0][0], commas[count - 1][1]):
            pieces.append((commas[0][0], commas[count - 1][1]))
            commas = commas[count:]
        pieces += commas
    return pieces


def _split(text: str, start: int, end: int, mark: str) -> list[tuple[int, int]]:
    pieces = []
    position = start
    while position <= end:
        stop = text.find(mark, position, end)
        stop = end if stop < 0 else stop
        piece = _trim(text, position, stop)
        if piece[0] < piece[1]:
            pieces.append(piece)
        position = stop + 1
    return pieces


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in " ,;":
        start += 1
    while end > start and text[end - 1] in " ,;":
        end -= 1
    return start, end


def _parts(piece: str, start: int) -> list[Part]:
    """Read one part, such as "Vol. 1"; of a report two, its kind and its number."""
    end = start + len(piece)
    if is_edition(piece):
        return [Part("edition", start, end, edition_value(piece))]
    for name, pattern in _LABELLED:
        if match := pattern.match(piece):
            return [Part(name, start, end, match["value"])]
    if (match := _VOLUMES.match(piece)) and match["first"] == "1":
        return [Part("number_of_volumes", start, end, match["value"])]
    if match := _PAGES.match(piece):
        return [Part("page", start, end, pages(match["value"]))]
    if match := _NUMBER.match(piece):
        return _number(match, start, end)
    if _SERIES_NUMBER.match(piece) and _SERIES.search(piece):
        return [Part("number", start, end, piece)]
    return []


def _number(match: re.Match[str], start: int, end: int) -> list[Part]:
    if match["genre"] == "Publication":
        value = f"{match['no']} {match['value']}"
        return [Part("number", start, end, value)]
    if match["genre"] is None:
        return [Part("number", start, end, match["value"])]
    middle = start + match.end("genre")
    return [
        Part("genre", start, middle, match["genre"]),
        Part("number", middle + 1, end, match["value"]),
    ]


def _people(text: str, start: int, end: int) -> People | None:
    """Read "I. Lasch, Trans." and "translated by I. Lasch"."""
    if match := _ROLES.match(text[start:end]):
        roles = roles_of(match["role"])
    elif match := _TRANSLATED.match(text[start:end]):
        roles = (Role.TRANSLATOR,)
    else:
        return None
    first, last = match.span("names")
    names = read_names(text, start + first, start + last, given_first=True)
    return People(names, roles, start, end) if names.names and not names.odd else None


def claim_bracket(draft: Draft, bracket: Bracket) -> None:
    """Claim the parts of parentheses."""
    for part in bracket.parts:
        if part.field in draft.values:
            continue
        draft.claim(part.field, part.start, part.end, part.value, certain=bracket.certain)
        if not bracket.certain:
            draft.doubt(f"“{part.value}” in brackets is taken for the kind of work.")
        if part.field == "page":
            check_pages(draft, part.value.replace("–", "-"))
    for people in bracket.people:
        claim_people(draft, *people)
    if bracket.type is not None and draft.type is T.DOCUMENT:
        draft.type = bracket.type
