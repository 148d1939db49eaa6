"""What stands in parentheses and brackets behind a title: "(2nd ed., Vol. 1, pp. 3–9)", "[Film]".

The forms are those of the APA manual, 7th edition, sections 9.19 to 9.22 and 10.1 to 10.14.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from pprkb.formats.bibtex.numbers import edition_number
from pprkb.formats.printed.locators import check_pages, pages
from pprkb.formats.printed.people import Names, read_names
from pprkb.formats.printed.reading import Reading
from pprkb.formats.printed.sentences import Group
from pprkb.model.reference import ReferenceType as T
from pprkb.model.reference import Role

_ORDINAL = (
    r"(?:\d{1,3}(?:st|nd|rd|th|d)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth"
    r"|eleventh|twelfth)"
)
EDITION = (
    rf"(?:(?:{_ORDINAL}|revised|rev\.|new|international|int['’]?l|student|kindle|abridged|expanded"
    r"|\d{1,3}\.?|anniversary|updated|enlarged|and|&|text)[ ,]{1,2}){1,4}(?:edition|edn|ed)\b\.?"
)
_EDITION = re.compile(rf"{EDITION}$|text rev(?:ision|\.)$|rev(?:ised)?\.? ?ed\.?$", re.I)
_VOLUME = re.compile(r"(?:vol(?:ume)?|bd)\.?\s?(?P<value>\d{1,5}|[IVXLC]{1,6}|[A-Z])$", re.I)
_VOLUMES = re.compile(r"vols\.?\s?(?P<first>\d{1,2})\s?[-–&]\s?(?P<value>\d{1,3})$", re.I)
_PAGES = re.compile(
    r"(?:pp|pgs?|pages?|p|s)\.?\s?(?P<value>[A-Za-z]{0,2}\d[\w.-]{0,8}(?:\s?(?:[-–—]{1,2}|to)\s?[\w.-]{1,9})?"
    r"|[ivxlcdm]{1,8}(?:\s?[-–—]\s?[ivxlcdm\d]{1,8})?)$",
    re.I,
)
_CHAPTER = re.compile(r"(?:ch|chap|chapter)\.?\s?(?P<value>\d{1,3}|[IVXLC]{1,6})$", re.I)
_VERSION = re.compile(r"(?:version|ver\.|v\.)\s?(?P<value>V?\d[\w.-]{0,20})$", re.I)
_NUMBER = re.compile(r"(?:(?P<genre>[A-Z].{1,80}?)\s)?(?P<no>Nos?\.|Number|Nr\.?)\s?(?P<value>\S.{0,50})$")
_CODE = re.compile(r"[A-Z]{2,10}[ -]?\d[\d.-]{0,10}$")
_ROLES = re.compile(
    r"(?P<names>[^\s].{1,200}?),?\s\(?(?P<role>Trans|Eds?\.? (?:&|and) Trans|Trans\.? (?:&|and) Eds?"
    r"|Eds?|Illus|Hrsg|Übers|Comps?|Narr)\.?\)?$"
)
_TRANSLATED = re.compile(r"(?:Translated by|Trans\.(?: by)?)\s(?P<names>[A-Z].{1,100})$", re.I)
_THESIS = re.compile(
    r"(?P<genre>(?:un)?published\s(?:doctoral|master[’']?s?|ph\.?\s?d\.?)\s(?:dissertation|thesis)"
    r"|(?:doctoral|master[’']?s?|bachelor[’']?s?|ph\.?\s?d\.?|honou?rs?|diploma|undergraduate|masters)"
    r"\s(?:dissertation|thesis|work)|(?:unpublished )?(?:dissertation|diplomarbeit|habilitation))"
    r"(?:,\s(?P<school>.{3,120}))?$",
    re.I,
)
_GENRES: dict[str, T] = {
    "film": T.MOTION_PICTURE,
    "motion picture": T.MOTION_PICTURE,
    "documentary": T.MOTION_PICTURE,
    "dvd": T.MOTION_PICTURE,
    "video": T.MOTION_PICTURE,
    "video file": T.MOTION_PICTURE,
    "webinar": T.MOTION_PICTURE,
    "tv series": T.BROADCAST,
    "tv series episode": T.BROADCAST,
    "audio podcast": T.BROADCAST,
    "audio podcast episode": T.BROADCAST,
    "podcast": T.BROADCAST,
    "podcast episode": T.BROADCAST,
    "radio broadcast": T.BROADCAST,
    "audio recording": T.SONG,
    "song": T.SONG,
    "album": T.SONG,
    "audiobook": T.BOOK,
    "map": T.MAP,
    "photograph": T.GRAPHIC,
    "painting": T.GRAPHIC,
    "data set": T.DATASET,
    "dataset": T.DATASET,
    "database": T.DATASET,
    "unpublished raw data": T.DATASET,
    "computer software": T.SOFTWARE,
    "software": T.SOFTWARE,
    "computer program": T.SOFTWARE,
    "mobile app": T.SOFTWARE,
    "mobile application software": T.SOFTWARE,
    "r package": T.SOFTWARE,
    "paper presentation": T.PAPER_CONFERENCE,
    "poster presentation": T.PAPER_CONFERENCE,
    "oral presentation": T.PAPER_CONFERENCE,
    "conference presentation": T.PAPER_CONFERENCE,
    "conference session": T.PAPER_CONFERENCE,
    "poster session": T.PAPER_CONFERENCE,
    "symposium": T.PAPER_CONFERENCE,
    "keynote address": T.PAPER_CONFERENCE,
    "workshop": T.PAPER_CONFERENCE,
    "unpublished manuscript": T.MANUSCRIPT,
    "manuscript in preparation": T.MANUSCRIPT,
    "manuscript submitted for publication": T.MANUSCRIPT,
    "preprint": T.ARTICLE,
    "press release": T.REPORT,
    "white paper": T.REPORT,
    "fact sheet": T.REPORT,
    "policy brief": T.REPORT,
    "brochure": T.PAMPHLET,
    "report": T.REPORT,
    "technical report": T.REPORT,
    "blog post": T.POST_WEBLOG,
    "tweet": T.POST,
    "facebook post": T.POST,
    "powerpoint slides": T.SPEECH,
    "lecture notes": T.SPEECH,
    "letter to the editor": T.ARTICLE_JOURNAL,
    "editorial": T.ARTICLE_JOURNAL,
    "commentary": T.ARTICLE_JOURNAL,
    "comment": T.ARTICLE_JOURNAL,
    "abstract": T.ARTICLE_JOURNAL,
    "special issue": T.ARTICLE_JOURNAL,
}


class Part(NamedTuple):
    """One thing said in parentheses."""

    field: str
    start: int
    end: int
    value: str


class Bracket(NamedTuple):
    """A group that was understood."""

    group: Group
    parts: tuple[Part, ...]
    names: tuple[tuple[Names, tuple[Role, ...], int, int], ...]
    """Names with their roles, and the stretch they take with their label."""
    type: T | None
    whole: bool
    """Nothing of it is left over."""
    certain: bool = True

    def has(self, *fields: str) -> bool:
        """Say whether one of some fields is in it."""
        return any(part.field in fields for part in self.parts)


def understood(text: str, group: Group) -> Bracket | None:
    """Read what stands in parentheses; None where nothing in it is known."""
    content = text[group.start + 1 : group.end - 1]
    begin = group.start + 1
    if genre := _genre(content, begin):
        return Bracket(group, genre[0], (), genre[1], whole=True)
    parts: list[Part] = []
    names: list[tuple[Names, tuple[Role, ...], int, int]] = []
    kind: T | None = None
    unknown: list[tuple[int, int]] = []
    for start, end in _pieces(text, begin, group.end - 1):
        piece = text[start:end]
        if people := _people(text, start, end):
            names.append(people)
        elif found := _part(piece, start):
            parts += found
            if any(part.field == "number" for part in found):
                kind = T.REPORT
        else:
            unknown.append((start, end))
    if not parts and not names:
        return _kind_in_words(group, begin, content)
    for start, end in list(unknown):
        if _CODE.match(text[start:end]):
            parts.append(Part("number", start, end, text[start:end]))
            unknown.remove((start, end))
    whole = not unknown
    return Bracket(group, tuple(parts), tuple(names), kind, whole)


def _kind_in_words(group: Group, begin: int, content: str) -> Bracket | None:
    """Take few words in square brackets for the kind of work, as APA prints it."""
    if not group.square or not content[:1].isupper() or len(content.split()) > 3:
        return None
    part = Part("genre", begin, begin + len(content), content.strip())
    return Bracket(group, (part,), (), None, whole=True, certain=False)


def _genre(content: str, begin: int) -> tuple[tuple[Part, ...], T] | None:
    if match := _THESIS.match(content.strip()):
        offset = begin + content.index(match["genre"])
        parts = [Part("genre", offset, offset + len(match["genre"]), match["genre"])]
        if school := match["school"]:
            at = begin + content.index(school)
            parts.append(Part("publisher", at, at + len(school), school))
        return tuple(parts), T.THESIS
    kind = _GENRES.get(content.strip().lower())
    if kind is None:
        return None
    return (Part("genre", begin, begin + len(content), content.strip()),), kind


def _pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Part the content at semicolons, and at the commas between things that are known."""
    whole = _trim(text, start, end)
    if _people(text, *whole) or _part(text[slice(*whole)], whole[0]):
        return [whole]
    pieces: list[tuple[int, int]] = []
    for first, last in _split(text, start, end, ";"):
        if _people(text, first, last):
            pieces.append((first, last))
            continue
        commas = _split(text, first, last, ",")
        # "I. Lasch, Trans., 2nd ed.": names are what stands before the first known part.
        known = [_part(text[a:b], a) is not None for a, b in commas]
        count = known.index(True) if True in known else len(commas)
        if count > 1 and _people(text, commas[0][0], commas[count - 1][1]):
            pieces.append((commas[0][0], commas[count - 1][1]))
            commas = commas[count:]
        pieces += commas
    return pieces


def _split(text: str, start: int, end: int, mark: str) -> list[tuple[int, int]]:
    found = []
    position = start
    while position <= end:
        stop = text.find(mark, position, end)
        stop = end if stop < 0 else stop
        piece = _trim(text, position, stop)
        if piece[0] < piece[1]:
            found.append(piece)
        position = stop + 1
    return found


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in " ,;":
        start += 1
    while end > start and text[end - 1] in " ,;":
        end -= 1
    return start, end


def _part(piece: str, start: int) -> list[Part] | None:
    end = start + len(piece)
    if _EDITION.match(piece):
        return [Part("edition", start, end, edition_value(piece))]
    for name, pattern in (("volume", _VOLUME), ("chapter_number", _CHAPTER), ("version", _VERSION)):
        if match := pattern.match(piece):
            return [Part(name, start, end, match["value"])]
    if (match := _VOLUMES.match(piece)) and match["first"] == "1":
        return [Part("number_of_volumes", start, end, match["value"])]
    if match := _PAGES.match(piece):
        return [Part("page", start, end, pages(match["value"]))]
    if match := _NUMBER.match(piece):
        return _number(match, start, end)
    return None


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


def edition_value(piece: str) -> str:
    """Return the number of "2nd ed." and "Second edition"; other editions in their words."""
    return edition_number(piece.strip())


def _people(
    text: str, start: int, end: int
) -> tuple[Names, tuple[Role, ...], int, int] | None:
    match = _ROLES.match(text[start:end])
    if match:
        names = read_names(text, start, start + match.end("names"), given_first=True)
        roles = roles_of(match["role"])
    else:
        match = _TRANSLATED.match(text[start:end])
        if match is None:
            return None
        names = read_names(text, start + match.start("names"), end, given_first=True)
        roles = (Role.TRANSLATOR,)
    if not names.names or names.odd:
        return None
    return names, roles, start, end


def roles_of(label: str) -> tuple[Role, ...]:
    """Return the roles that a label names: "Ed. & Trans." names two."""
    words = re.findall(r"[^\W\d_]+", label)
    roles = []
    for word in words:
        lower = word.lower()
        role = _ROLE_WORDS.get(lower) or _ROLE_WORDS.get(lower.rstrip("s"))
        if role is not None:
            roles.append(role)
    return tuple(dict.fromkeys(roles))


_ROLE_WORDS = {
    "ed": Role.EDITOR,
    "editor": Role.EDITOR,
    "hrsg": Role.EDITOR,
    "hg": Role.EDITOR,
    "trans": Role.TRANSLATOR,
    "tran": Role.TRANSLATOR,
    "translator": Role.TRANSLATOR,
    "übers": Role.TRANSLATOR,
    "illu": Role.ILLUSTRATOR,
    "comp": Role.COMPILER,
    "compiler": Role.COMPILER,
    "narr": Role.NARRATOR,
    "narrator": Role.NARRATOR,
    "director": Role.DIRECTOR,
    "producer": Role.PRODUCER,
    "writer": Role.SCRIPT_WRITER,
    "host": Role.HOST,
    "chair": Role.CHAIR,
    "composer": Role.COMPOSER,
    "curator": Role.CURATOR,
    "guest": Role.GUEST,
}


def claim_bracket(reading: Reading, bracket: Bracket) -> None:
    """Claim what is said in parentheses."""
    for part in bracket.parts:
        if part.field in reading.values:
            continue
        reading.claim(part.field, part.start, part.end, part.value, certain=bracket.certain)
        if not bracket.certain:
            reading.doubt(f"“{part.value}” in brackets is taken for the kind of work.")
        if part.field == "page":
            check_pages(reading, part.value.replace("–", "-"))
    for names, roles, start, end in bracket.names:
        claim_people(reading, names, roles, start, end)
    if bracket.type is not None and reading.type is T.DOCUMENT:
        reading.type = bracket.type


def claim_people(
    reading: Reading, names: Names, roles: tuple[Role, ...], start: int, end: int
) -> None:
    """Claim people with the label that tells their role, which stands behind or before them.

    Args:
        reading: The reference.
        names: The people.
        roles: Their roles; of a second one the label is the stretch.
        start: Of names and label.
        end: Of names and label.
    """
    last = len(names.names) - 1
    for index, name in enumerate(names.names):
        before = start if index == 0 else names.names[index - 1].end
        begin = _with_joint(reading.text, before, name.start)
        label = len(roles) == 1 and index == last
        reading.name(
            name, roles[0], start=start if index == 0 else begin, end=end if label else name.end
        )
    reading.others(names, roles[0])
    if len(roles) > 1:
        from dataclasses import replace

        reading.people += [replace(name.person, role=roles[1]) for name in names.names]
        begin = names.names[-1].end
        while begin < end and not (reading.text[begin].isalnum() or reading.text[begin] == "("):
            begin += 1
        from pprkb.formats.printed.people import written
        from pprkb.formats.printed.reading import field_of

        whole = "; ".join(written(name.person) for name in names.names)
        reading.take(field_of(roles[1]), begin, end, whole)
    for doubt in names.doubts:
        reading.doubt(doubt)


_JOINT = re.compile(r"[\s,;]{0,3}(?P<joint>(?:&|\b(?:and|und|et|y)\b)\s?)$")


def _with_joint(text: str, floor: int, start: int) -> int:
    """Return where the ampersand or "and" before a name begins."""
    begin = max(floor, start - 8)
    match = _JOINT.search(text[begin:start])
    return begin + match.start("joint") if match else start
