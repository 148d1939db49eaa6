"""The types and tags of RIS, and the format of their values.

Where programs differ, a tag is what Zotero's RIS translator takes it for; what EndNote alone knows
(C2, C7) is used where Zotero has no tag for the variable.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import NamedTuple

from pprkb.formats.exchange.name_lists import may_be_a_person, read_names
from pprkb.formats.exchange.program_values import (
    SEASONS,
    agency_line,
    agency_paragraphs,
    agency_rich,
    agency_title,
    iso_date,
)
from pprkb.formats.field_values import edition_number, language_tag
from pprkb.matching.identifiers import bare_doi, find_doi
from pprkb.model.reference import Contributor, PartialDate, Role
from pprkb.model.reference import ReferenceType as T
from pprkb.text.number import whole_number
from pprkb.text.word_lists import word_lists

TYPES: dict[T, str] = {
    T.ARTICLE: "UNPB", T.ARTICLE_JOURNAL: "JOUR", T.ARTICLE_MAGAZINE: "MGZN",
    T.ARTICLE_NEWSPAPER: "NEWS", T.BILL: "BILL", T.BOOK: "BOOK", T.BROADCAST: "ADVS",
    T.CHAPTER: "CHAP", T.CLASSIC: "CLSWK", T.COLLECTION: "AGGR", T.DATASET: "DATA",
    T.DOCUMENT: "GEN", T.ENTRY: "DICT", T.ENTRY_DICTIONARY: "DICT", T.ENTRY_ENCYCLOPEDIA: "ENCYC",
    T.EVENT: "GEN", T.FIGURE: "FIGURE", T.GRAPHIC: "ART", T.HEARING: "HEAR", T.INTERVIEW: "PCOMM",
    T.LEGAL_CASE: "CASE", T.LEGISLATION: "STAT", T.MANUSCRIPT: "MANSCPT", T.MAP: "MAP",
    T.MOTION_PICTURE: "MPCT", T.MUSICAL_SCORE: "MUSIC", T.PAMPHLET: "PAMP",
    T.PAPER_CONFERENCE: "CONF", T.PATENT: "PAT", T.PERFORMANCE: "MULTI", T.PERIODICAL: "JFULL",
    T.PERSONAL_COMMUNICATION: "PCOMM", T.POST: "ICOMM", T.POST_WEBLOG: "BLOG",
    T.REGULATION: "LEGAL", T.REPORT: "RPRT", T.REVIEW: "JOUR", T.REVIEW_BOOK: "JOUR",
    T.SOFTWARE: "COMP", T.SONG: "SOUND", T.SPEECH: "SLIDE", T.STANDARD: "STAND", T.THESIS: "THES",
    T.TREATY: "LEGAL", T.WEBPAGE: "ELEC",
}  # fmt: skip
"""The RIS type of each kind of reference. RIS lacks types for `entry`, `event`, `interview`,
`review`, `review-book` and `treaty`; a line `Type: ...` says which they are, see `SAID`."""

SAID = frozenset({
    T.ARTICLE, T.BROADCAST, T.CLASSIC, T.COLLECTION, T.DOCUMENT, T.ENTRY, T.EVENT, T.FIGURE,
    T.INTERVIEW, T.MUSICAL_SCORE, T.PAMPHLET, T.PERFORMANCE, T.PERIODICAL, T.POST, T.REGULATION,
    T.REVIEW, T.REVIEW_BOOK, T.STANDARD, T.TREATY,
})  # fmt: skip
"""Types that Zotero reads as another type: an M2 `Type: ...` goes into its Extra, by which it
cites them as what they are."""

_LOSSY = frozenset({T.ENTRY, T.EVENT, T.INTERVIEW, T.REVIEW, T.REVIEW_BOOK, T.TREATY})

READ_TYPES: dict[str, T] = {
    "ABST": T.ARTICLE_JOURNAL, "ARTICLE": T.ARTICLE_JOURNAL, "JOURNAL": T.ARTICLE_JOURNAL,
    "JOURNALARTICLE": T.ARTICLE_JOURNAL, "MAGAZINEARTICLE": T.ARTICLE_MAGAZINE,
    "NEWSPAPERARTICLE": T.ARTICLE_NEWSPAPER, "BOOKCHAPTER": T.CHAPTER, "BOOKSECTION": T.CHAPTER,
    "CHAPTER": T.CHAPTER, "CONFERENCEPAPER": T.PAPER_CONFERENCE,
    "CONFERENCEPROCEEDINGS": T.PAPER_CONFERENCE, "DATASET": T.DATASET, "REPORT": T.REPORT,
    "THESIS": T.THESIS, "DISSERTATION": T.THESIS, "WEBPAGE": T.WEBPAGE, "ANCIENT": T.CLASSIC,
    "CHART": T.FIGURE, "CPAPER": T.PAPER_CONFERENCE, "CTLG": T.DOCUMENT, "DBASE": T.DATASET,
    "EBOOK": T.BOOK, "ECHAP": T.CHAPTER, "EDBOOK": T.BOOK, "EJOUR": T.ARTICLE_JOURNAL,
    "EQUA": T.FIGURE, "GOVDOC": T.REPORT, "GRANT": T.DOCUMENT, "GRNT": T.DOCUMENT,
    "INPR": T.ARTICLE_JOURNAL, "INTV": T.INTERVIEW, "SER": T.PERIODICAL, "STD": T.STANDARD,
    "UNBILL": T.BILL, "UNPD": T.MANUSCRIPT, "VIDEO": T.MOTION_PICTURE, "WEB": T.WEBPAGE,
    **{tag: kind for kind, tag in TYPES.items() if kind not in _LOSSY},
}  # fmt: skip
"""The reference type for each RIS type, including those of other programs."""

SERIES_IN_T2 = frozenset({T.BOOK, T.CLASSIC, T.MAP, T.REPORT, T.SOFTWARE})
"""Works of their own, whose second title is that of a series; a container goes to JF."""
EXTENT_IN_SP = frozenset({T.BOOK, T.CLASSIC, T.MANUSCRIPT, T.THESIS})
"""Works whose SP is the number of their pages."""
NUMBER_IN_SN = frozenset({T.PATENT, T.REPORT, T.STANDARD})
"""Works whose SN is their own number, before an ISBN."""
GENRE_IN_M3 = frozenset({
    T.ARTICLE, T.GRAPHIC, T.INTERVIEW, T.MANUSCRIPT, T.MAP, T.PERSONAL_COMMUNICATION, T.POST,
    T.POST_WEBLOG, T.REPORT, T.SPEECH, T.THESIS, T.WEBPAGE,
})  # fmt: skip
"""Types whose M3 is a genre; for others, Zotero reads it as a DOI."""


PERIODICALS = frozenset(
    {T.ARTICLE_JOURNAL, T.ARTICLE_MAGAZINE, T.ARTICLE_NEWSPAPER, T.REVIEW, T.REVIEW_BOOK}
)
"""Works in a journal; programs write several names of it in any order."""

IN_ARCHIVES = (
    frozenset(T) - PERIODICALS - {T.BOOK, T.CHAPTER, T.PAPER_CONFERENCE}
    - {T.ENTRY_DICTIONARY, T.ENTRY_ENCYCLOPEDIA}
)  # fmt: skip
"""Works of which DB may name an archive; of others it names a database."""
RICH = frozenset(("title", "title_short", "container_title", "collection_title", "event_title"))
"""Variables that may hold CSL's rich text."""


class Variable(NamedTuple):
    """A text variable that one tag holds, for some types or for all."""

    tag: str
    name: str
    """Attribute of `Reference`."""
    types: frozenset[T] | None = None
    """Types it is written and read for; None for all that no line above names."""


_ACTS = frozenset({T.BILL, T.HEARING, T.LEGISLATION})
_BODIES = frozenset({T.BILL, T.HEARING})
_CASE = frozenset({T.LEGAL_CASE})
_CONFERENCE = frozenset({T.PAPER_CONFERENCE})
_DATA = frozenset({T.DATASET})
_MEETING = frozenset({T.PAPER_CONFERENCE, T.SPEECH})
_JOURNAL = frozenset({T.ARTICLE_JOURNAL, T.REVIEW, T.REVIEW_BOOK})
_CHAPTER = frozenset({T.CHAPTER})

VARIABLES: tuple[Variable, ...] = (
    Variable("TI", "title"),
    Variable("ST", "title_short"),
    Variable("T2", "event_title", _MEETING),
    Variable("C3", "container_title", _CONFERENCE),
    Variable("A2", "container_title", _CASE),
    Variable("T2", "collection_title", SERIES_IN_T2),
    Variable("JF", "container_title", SERIES_IN_T2),
    Variable("T2", "container_title"),
    Variable("T3", "authority", _BODIES),
    Variable("T3", "collection_title"),
    Variable("J2", "container_title_short"),
    Variable("VL", "volume"),
    Variable("IS", "issue"),
    Variable("M1", "number", _ACTS),
    Variable("SV", "number", _CASE),
    Variable("NV", "number", _DATA),
    Variable("M1", "collection_number", frozenset({T.BOOK, T.CLASSIC})),
    Variable("SV", "collection_number"),
    Variable("NV", "number_of_volumes"),
    Variable("ET", "version", frozenset({T.DATASET, T.SOFTWARE})),
    Variable("ET", "edition"),
    Variable("SE", "chapter_number", _CHAPTER),
    Variable("SE", "section"),
    Variable("PB", "publisher"),
    Variable("C1", "publisher_place", _CONFERENCE),
    Variable("CY", "event_place", _MEETING),
    Variable("CY", "publisher_place"),
    Variable("M3", "genre", GENRE_IN_M3),
    Variable("DO", "doi"),
    Variable("UR", "url"),
    Variable("C2", "pmcid", _JOURNAL),
    Variable("CN", "call_number"),
    Variable("DB", "archive", IN_ARCHIVES),
    Variable("AV", "archive_location"),
    Variable("DP", "source"),
    Variable("LA", "language"),
    Variable("AB", "abstract"),
    Variable("RN", "annote"),
)


class Makers(NamedTuple):
    """A role that one tag holds, for some types or for all."""

    tag: str
    role: Role
    types: frozenset[T] | None = None


_FILM = frozenset({T.BROADCAST, T.MOTION_PICTURE})
_PART = frozenset({T.CHAPTER, T.PAPER_CONFERENCE, T.ENTRY_DICTIONARY, T.ENTRY_ENCYCLOPEDIA})
_EDITED = _PART | {T.ARTICLE_JOURNAL, T.DOCUMENT}
_WHOLE = frozenset({T.BOOK, T.CLASSIC})

MAKERS: tuple[Makers, ...] = (
    Makers("AU", Role.DIRECTOR, _FILM),
    Makers("AU", Role.COMPOSER, frozenset({T.SONG, T.MUSICAL_SCORE})),
    Makers("AU", Role.AUTHOR),
    Makers("A2", Role.EDITOR, _EDITED),
    Makers("A2", Role.COLLECTION_EDITOR, _WHOLE | {T.REPORT}),
    Makers("A2", Role.RECIPIENT, frozenset({T.PERSONAL_COMMUNICATION})),
    Makers("A2", Role.PERFORMER, frozenset({T.SONG, T.MUSICAL_SCORE})),
    Makers("A3", Role.EDITOR, _WHOLE),
    Makers("A3", Role.COLLECTION_EDITOR, _PART | {T.MAP}),
    Makers("A3", Role.PRODUCER, _FILM),
    Makers("ED", Role.EDITOR),
    Makers("A4", Role.TRANSLATOR),
)

SYNONYMS: dict[str, str] = {
    "A1": "AU", "T1": "TI", "CT": "TI", "BT": "T2", "JO": "T2", "JF": "T2", "JA": "J2", "J1": "J2",
    "N2": "AB", "Y1": "PY", "DI": "DO", "SO": "T2",
}  # fmt: skip
"""Tags of other programs and of the RIS specification of 2001, with ours for the same thing."""

NOT_READ = frozenset({"TY", "ER", "U1"})
"""Tags that say nothing about the work itself."""

KNOWN = word_lists(__file__)["tags"]
"""Tags that are understood where a line is not written by the rules."""


def variables_of(kind: T) -> dict[str, str]:
    """Return, by tag, the text variables of a type."""
    variables: dict[str, str] = {}
    for variable in VARIABLES:
        applies = variable.types is None or kind in variable.types
        if applies and variable.tag not in variables and variable.name not in variables.values():
            variables[variable.tag] = variable.name
    return variables


def roles_of(kind: T) -> dict[str, Role]:
    """Return, by tag, the roles of a type."""
    roles: dict[str, Role] = {}
    for makers in MAKERS:
        applies = makers.types is None or kind in makers.types
        if applies and makers.tag not in roles and makers.role not in roles.values():
            roles[makers.tag] = makers.role
    return roles


# -- names, dates, pages and numbers: how they are written and read ------------------------------

# Spaces that any other space can replace: no-break spaces are kept.
_SPACE = re.compile(r"[^\S\u00a0\u2007\u202f]+")
_FORBIDDEN = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")
_SPAN = re.compile(r'<span\s+(?:class="nocase"|style="[^"<>]*")\s*>|</span>')
_LIKE_A_TAG = re.compile(r"<(?=[A-Za-z/!?])")
_NO_RICH_TAG = re.compile(r"<(?=[A-Za-z/!?])(?!/?(?:i|b|sub|sup)>)")
_ANY_TAG = re.compile(r"<[^>]+>|<(?=[A-Za-z/!?])")
_CIRCA = "circa"
_SERIAL = re.compile(r",\s+(?=(?:and|or|&)\s)")
_PAGE_RANGE = re.compile(r"([^\s,;–]+)\s?–\s?([^\s,;–]+)")
_TYPED_RANGE = re.compile(r"(\w+)\s?(?:-{1,3}|–|—)\s?(\w+)")
_NO_PAGES = re.compile(
    r"n\.?\s?pag\.?|no[- ]?(?:pagination )?specified|\[?no page.*", re.IGNORECASE
)
_EXTENT = re.compile(
    r"(?:[ivxlcdm]+\s*[,+]?\s*)?\d+\+?\s*(?:pp?\.?|pages?|pgs?\.?|S\.|s\.|págs?\.?)?", re.IGNORECASE
)

_ISBN = re.compile(r"(?<![\dXx-])(?:97[89][- ]?(?:\d[- ]?){9}\d|(?:\d[- ]?){9}[\dXx])(?![\d-])")
_ISSN = re.compile(r"(?<![\dXx-])\d{4}-?\d{3}[\dXx](?![\dXx-])")
_NAMED_ISSN = re.compile(r"\bISSN\b", re.IGNORECASE)


_UR_ENTITY = re.compile(r"&(amp|lt|gt|quot|#38);")
_ENTITIES = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "#38": "&"}
_PART_WORD = re.compile(r"(?:vol(?:ume)?|no|nr|iss(?:ue)?|issue no)\b\.?\s*(?=\w)", re.IGNORECASE)
_TYPE_WORDS = re.compile(
    r"article|journal|journal ?article|review|book|book ?chapter|chapter|report|web ?page|website"
    r"|thesis|electronic|conference ?paper|magazine ?article|newspaper ?article",
    re.IGNORECASE,
)


def one_line(text: str) -> str:
    """Return a value on one line."""
    return _SPACE.sub(" ", _FORBIDDEN.sub("", text)).strip()


def for_html(text: str, *, rich: bool = False) -> str:
    """Escape a value so that Zotero, which parses it as HTML, reads it unchanged.

    Zotero takes all tags out and decodes entities: after a bare `<` before a letter the rest of a
    title was lost. Tags of italics and the like stay for others; spans that keep a capital or say
    small capitals go.

    Args:
        text: A value.
        rich: Whether it may hold CSL's rich text.
    """
    if rich:
        text = _SPAN.sub("", text)
    if html.unescape(text) != text:
        text = text.replace("&", "&amp;")
    return (_NO_RICH_TAG if rich else _LIKE_A_TAG).sub("&lt;", text)


def note_text(text: str) -> str:
    """Return a line of a note; Zotero parses a note as HTML if it contains anything like a tag."""
    if html.unescape(text) != text:
        text = text.replace("&", "&amp;")
    return text.replace("<", "&lt;") if _ANY_TAG.search(text) else text


def name_text(contributor: Contributor) -> str:
    """Return a name as "Family, Given, Suffix", a body without commas.

    Zotero, pandoc and others take the text before the first comma for a family name, whatever else
    the value says. A comma at the end says that a name is a body's (EndNote's convention).
    """
    if contributor.literal:
        body = _body_text(one_line(contributor.literal))
        people = read_names(body).people
        certain = [person.literal for person in people] == [body] and not may_be_a_person(body)
        return body if certain else f"{body},"
    family = f"{contributor.non_dropping_particle} {contributor.family}"
    given = f"{contributor.given} {contributor.dropping_particle}"
    parts = [one_line(part.replace(",", " ")) for part in (family, given, contributor.suffix)]
    while parts and not parts[-1]:
        parts.pop()
    return ", ".join(parts)


def _body_text(body: str) -> str:
    """Replace the commas of a name: "A / B and C" of a list, "A – B" of a body and its part."""
    body = body.strip(", ")
    if "," not in body:
        return body
    listed = _SERIAL.sub(" ", body)
    between = " / " if listed != body else " – "
    return re.sub(r"\s*,\s*", between, listed)


def date_text(date: PartialDate) -> str:
    """Return a date as "YYYY/MM/DD/other"; season, "circa" and the end of a range are `other`."""
    if date.year is None:
        return one_line(date.literal)
    sign = "-" if date.year < 0 else ""
    other = [_CIRCA] if date.circa else []
    if date.season and 1 <= date.season <= len(SEASONS):
        other.append(SEASONS[date.season - 1].capitalize())
    if date.end_year and not other:
        end = PartialDate(year=date.end_year, month=date.end_month, day=date.end_day)
        other.append(f"to {iso_date(end)}")
    month = f"{date.month:02d}" if date.month else ""
    day = f"{date.day:02d}" if date.day and date.month else ""
    return f"{sign}{abs(date.year):04d}/{month}/{day}/{' '.join(other)}"


def split_pages(page: str) -> tuple[str, str]:
    """Return first and last page; pages other than a single range are all in the first."""
    page = one_line(page)
    match = _PAGE_RANGE.fullmatch(page)
    return (match[1], match[2]) if match else (page, "")


def join_pages(first: str, last: str) -> str:
    """Return pages with an en dash, from two tags or from one that holds both.

    The end is written out: "1834" and "44" are 1834–1844, as PubMed shortens it.
    """
    first, last = ("" if _NO_PAGES.fullmatch(page) else page for page in (first, last))
    if first and re.match(rf"{re.escape(first)}\s?[-–]", last):
        first, last = last, ""
    if first and last and last != first and not _TYPED_RANGE.fullmatch(first):
        return f"{first}–{_written_out(first, last)}"
    match = _TYPED_RANGE.fullmatch(first or last)
    return f"{match[1]}–{_written_out(match[1], match[2])}" if match else first or last


def _written_out(first: str, last: str) -> str:
    if first.isdecimal() and last.isdecimal() and len(last) < len(first):
        whole = first[: len(first) - len(last)] + last
        return whole if whole_number(whole[-15:], 0) > whole_number(first[-15:], 0) else last
    return last


def is_extent(pages: str) -> bool:
    """Return whether the pages of a whole work are their number: "x, 323", "323 p."."""
    return bool(_EXTENT.fullmatch(pages.strip()))


def standard_numbers(text: str) -> tuple[str, str]:
    """Return the ISBNs and the ISSNs of an SN, which may hold words such as "(Print)".

    Several are joined as Zotero joins them: "1723-8617, 2051-5545".
    """
    isbns = [match.strip("- ") for match in _ISBN.findall(text)]
    issns = _ISSN.findall(_ISBN.sub(" ", text))
    return ", ".join(dict.fromkeys(isbns)), ", ".join(dict.fromkeys(issns))


def is_own_number(text: str) -> bool:
    """Return whether the SN of a report or patent is its number, not an ISBN or labelled ISSN."""
    return not _ISBN.search(text) and not _NAMED_ISSN.search(text)


def web_address(value: str) -> str:
    """Return an address; only entities that end in a semicolon are decoded."""
    text = _UR_ENTITY.sub(lambda match: _ENTITIES[match[1]], value).strip(" <>")
    return "".join(text.split()) if re.match(r"(?:https?:|www\.|ftp:)", text) else text


def repeats_type(text: str) -> bool:
    """Return whether the M3 of a record only repeats its type."""
    return _TYPE_WORDS.fullmatch(text) is not None


def _edition(value: str) -> str:
    return edition_number(agency_line(value))


def _volume(value: str) -> str:
    return _PART_WORD.sub("", agency_line(value), count=1)


def _genre(value: str) -> str:
    text = agency_line(value)
    return "" if repeats_type(text) or find_doi(text) == bare_doi(text) != "" else text


def _language(value: str) -> str:
    text = agency_line(value)
    return language_tag(text) or text


_CLEAN: dict[str, Callable[[str], str]] = {
    "title": agency_title,
    "title_short": agency_rich,
    "container_title": agency_rich,
    "collection_title": agency_rich,
    "event_title": agency_rich,
    "abstract": agency_paragraphs,
    "url": web_address,
    "doi": web_address,
    "edition": _edition,
    "volume": _volume,
    "issue": _volume,
    "genre": _genre,
    "language": _language,
}
"""How to clean the text of a variable; all others are one line of plain text."""


def clean_value(name: str, value: str) -> str:
    """Return the cleaned text of a variable; most are one line of plain text."""
    return _CLEAN.get(name, agency_line)(value)
