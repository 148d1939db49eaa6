"""Names, dates, pages and numbers in RIS: how they are written and read."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

from pprkb.formats.exchange.agency_text import (
    agency_line,
    agency_paragraphs,
    agency_rich,
    agency_title,
)
from pprkb.formats.exchange.dates import SEASONS, iso_date
from pprkb.formats.exchange.name_lists import may_be_a_person, read_names
from pprkb.formats.field_values import edition_number, language_tag
from pprkb.matching.identifiers import bare_doi, find_doi
from pprkb.model.reference import Contributor, PartialDate
from pprkb.text.number import whole_number

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
    """Return a value so escaped that Zotero, which takes it for HTML, reads it unchanged.

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
    """Return a line of a note; Zotero takes a note for HTML where it holds what may be a tag."""
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
    """Return first and last page; pages that are no single range are all in the first."""
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
    """Return whether the SN of a report or patent is its own number, not an ISBN or named ISSN."""
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
"""How the text of a variable is cleaned; all others are one line of plain text."""


def clean_value(name: str, value: str) -> str:
    """Return the cleaned text of a variable; most are one line of plain text."""
    return _CLEAN.get(name, agency_line)(value)
