"""CSL-JSON as registration agencies answer with it, made into CSL-JSON as the schema has it.

Crossref answers with the form of its own interface under CSL's name: lists for texts, types that
are none of CSL's, dates by medium, names of bodies under `name`, markup in titles and abstracts
(https://github.com/CrossRef/rest-api-doc/issues/222 and 580). DataCite's and PubMed's answers are
nearer to the schema. Nothing is supplied that an agency does not say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from pprkb.formats.agency_text import agency_line, agency_paragraphs, agency_title
from pprkb.formats.bibtex.pages import en_dashes
from pprkb.formats.csljson import from_csl
from pprkb.model.identifiers import bare_doi
from pprkb.model.number import whole_number
from pprkb.model.reference import Reference, ReferenceType, Role

_TYPES = {
    "journal-article": "article-journal",
    "proceedings-article": "paper-conference",
    "proceedings": "book",
    "book-chapter": "chapter",
    "book-section": "chapter",
    "book-part": "chapter",
    "book-track": "chapter",
    "reference-entry": "entry-encyclopedia",
    "monograph": "book",
    "edited-book": "book",
    "reference-book": "book",
    "book-set": "book",
    "book-series": "book",
    "dissertation": "thesis",
    "posted-content": "article",
    "report-component": "report",
    "report-series": "report",
    "peer-review": "review",
    "journal": "periodical",
    "journal-volume": "periodical",
    "journal-issue": "periodical",
    "standard-series": "standard",
}
_IN_PERIODICALS = frozenset(("article-journal", "article-magazine", "article-newspaper"))
_WITH_SERIES = frozenset(("chapter", "paper-conference"))
_KNOWN_TYPES = frozenset(kind.value for kind in ReferenceType)

_TITLES = ("title", "container-title", "collection-title", "original-title")
_LINES = (
    "publisher",
    "publisher-place",
    "event-title",
    "event-place",
    "genre",
    "medium",
    "version",
    "language",
)
_BARE = (
    "volume",
    "issue",
    "number",
    "edition",
    "collection-number",
    "number-of-pages",
    "number-of-volumes",
    "chapter-number",
    "PMID",
    "PMCID",
)
_OTHER_NAMES = {
    "short-container-title": "container-title-short",
    "journalAbbreviation": "container-title-short",
    "publisher-location": "publisher-place",
    "edition-number": "edition",
    "article-number": "number",
    "event-name": "event-title",
}
_NO_PAGES = re.compile(r"no pagination|n/?a\Z|\?|0+-0+\Z|-\Z", re.IGNORECASE)
_SHORTENED = re.compile(r"(\d+)–(\d+)\Z")
_INITIALS = re.compile(r"\b([A-Z])\.(?=[A-Z])")
_SPACED_COLON = re.compile(r"\s+:\s+")


def from_agency(item: Mapping[str, Any]) -> Reference:
    """Make a reference of an agency's answer.

    Left out are what belongs to the agency (counts, licences, affiliations, the day of the
    look-up), the publisher of a journal, and an address that is the DOI again.

    Args:
        item: The answer, as `json.loads` gives it; Crossref's, DataCite's, mEDRA's or PubMed's.

    Returns:
        The reference, with the agency's own key; titles in the agency's spelling.
    """
    clean: dict[str, Any] = {"id": _text(item.get("id")) or _text(item.get("DOI"))}
    kind = _text(item.get("type"))
    clean["type"] = kind = _TYPES.get(kind, kind if kind in _KNOWN_TYPES else "document")
    named = {_OTHER_NAMES.get(name, name): value for name, value in item.items()}
    _add_titles(clean, named, kind)
    for name in _LINES:
        _put(clean, name, agency_line(_text(named.get(name))))
    for name in _BARE:
        _put(clean, name, agency_line(_text(named.get(name))))
    _add_event(clean, named.get("event"))
    _add_numbers(clean, named)
    _put(clean, "abstract", agency_paragraphs(_text(named.get("abstract"))))
    for role in Role:
        people = [person for row in _rows(named.get(role.value)) if (person := _name(row))]
        if people:
            clean[role.value] = people
    date = _date(named)
    if date:
        clean["issued"] = date
    if kind in _IN_PERIODICALS:
        clean.pop("publisher", None)
        clean.pop("publisher-place", None)
    return from_csl(clean)


def _text(value: object) -> str:
    """Return a text; of a list, its first."""
    if isinstance(value, list):
        return next((text for row in value if (text := _text(row))), "")
    if isinstance(value, bool):
        return ""
    return str(value) if isinstance(value, str | int | float) else ""


def _rows(value: object) -> Iterable[object]:
    return value if isinstance(value, list) else ()


def _put(clean: dict[str, Any], name: str, text: str) -> None:
    if text:
        clean[name] = text


def _add_titles(clean: dict[str, Any], named: Mapping[str, Any], kind: str) -> None:
    for name in _TITLES:
        _put(clean, name, agency_title(_text(named.get(name))))
    subtitle = agency_title(_text(named.get("subtitle")))
    title = clean.get("title", "")
    if title and subtitle and subtitle.casefold() not in title.casefold():
        clean["title"] = f"{title}{'' if title[-1] in '?!:' else ':'} {subtitle}"
    containers = [agency_title(_text(row)) for row in _rows(named.get("container-title"))]
    if kind in _WITH_SERIES and len(containers) > 1 and "collection-title" not in clean:
        # Crossref lists the series before the volume.
        clean["collection-title"], clean["container-title"] = containers[0], containers[-1]
    if "container-title" in clean:
        clean["container-title"] = _SPACED_COLON.sub(": ", clean["container-title"])
    short = agency_line(_text(named.get("container-title-short")))
    if short != clean.get("container-title"):
        _put(clean, "container-title-short", short)


def _add_event(clean: dict[str, Any], event: object) -> None:
    if isinstance(event, Mapping):
        if clean["type"] == "paper-conference":
            _put(clean, "event-title", agency_line(_text(event.get("name"))))
            _put(clean, "event-place", agency_line(_text(event.get("location"))))
    elif isinstance(event, str):
        _put(clean, "event-title", agency_line(event))


def _add_numbers(clean: dict[str, Any], named: Mapping[str, Any]) -> None:
    doi = bare_doi(_text(named.get("DOI")))
    _put(clean, "DOI", doi)
    address = _text(named.get("URL")).strip()
    if not (doi and "doi.org/" in address.casefold()):
        _put(clean, "URL", address)
    for name in ("ISBN", "ISSN"):
        _put(clean, name, _text(named.get(name)).rpartition("/")[2].strip())
    page = en_dashes(agency_line(_text(named.get("page"))))
    if page and not _NO_PAGES.match(page):
        clean["page"] = _SHORTENED.sub(_whole_range, page)


def _whole_range(match: re.Match[str]) -> str:
    """Write "316–40", as PubMed has it, as "316–340"; a page twice is one page."""
    first, last = match[1], match[2]
    if len(last) < len(first):
        last = first[: len(first) - len(last)] + last
    if whole_number(last, 0) < whole_number(first, 0):
        return match.group()
    return first if first == last else f"{first}–{last}"


def _name(row: object) -> dict[str, str]:
    if isinstance(row, str):
        return {"literal": agency_line(row)}
    if not isinstance(row, Mapping):
        return {}
    parts = {
        name: agency_line(_text(row.get(name)))
        for name in (
            "family",
            "given",
            "suffix",
            "literal",
            "non-dropping-particle",
            "dropping-particle",
        )
    }
    parts["literal"] = parts["literal"] or agency_line(_text(row.get("name")))
    if not parts["family"] and not parts["literal"]:
        # A person of one name.
        parts["family"], parts["given"] = parts["given"], ""
    if parts["family"]:
        parts["literal"] = ""
    parts["given"] = _INITIALS.sub(r"\1. ", parts["given"])
    return {name: text for name, text in parts.items() if text}


def _date(named: Mapping[str, Any]) -> object:
    """Choose the date that APA prints: of the volume, else the first (manual, section 9.14)."""
    in_print = ("published-print",) if named.get("volume") else ()
    others = ("issued", "published", "published-print", "published-online", "posted")
    for name in (*in_print, *others):
        date = named.get(name)
        if isinstance(date, Mapping):
            parts = date.get("date-parts")
            if isinstance(parts, list) and any(isinstance(row, list) and any(row) for row in parts):
                return date
            if any(isinstance(date.get(word), str) for word in ("raw", "literal")):
                return date
    return None
