"""Converts the CSL-JSON of registration agencies to that of the schema.

Crossref answers with the form of its own interface under CSL's name: lists for texts, types that
are none of CSL's, dates by medium, names of bodies under `name`, markup in titles and abstracts
(https://github.com/CrossRef/rest-api-doc/issues/222 and 580). DataCite's and PubMed's answers are
nearer to the schema. Nothing is supplied that an agency does not say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import cast

from pprkb.formats.exchange.csljson import from_csl
from pprkb.formats.exchange.program_values import agency_line, agency_paragraphs, agency_title
from pprkb.formats.field_values import en_dashes
from pprkb.matching.identifiers import bare_doi
from pprkb.model.citation import CslName
from pprkb.model.reference import Reference, ReferenceType, Role
from pprkb.text.number import whole_number

_TYPES = {
    "journal-article": "article-journal", "proceedings-article": "paper-conference",
    "proceedings": "book", "book-chapter": "chapter", "book-section": "chapter",
    "book-part": "chapter", "book-track": "chapter", "reference-entry": "entry-encyclopedia",
    "monograph": "book", "edited-book": "book", "reference-book": "book", "book-set": "book",
    "book-series": "book", "dissertation": "thesis", "posted-content": "article",
    "report-component": "report", "report-series": "report", "peer-review": "review",
    "journal": "periodical", "journal-volume": "periodical", "journal-issue": "periodical",
    "standard-series": "standard",
}  # fmt: skip
_IN_PERIODICALS = frozenset(("article-journal", "article-magazine", "article-newspaper"))
_WITH_SERIES = frozenset(("chapter", "paper-conference"))
AGENCY_TYPES = frozenset(_TYPES)
"""Types that are Crossref's and none of CSL's."""
_CROSSREF_ONLY = frozenset((
    "short-container-title", "published-print", "published-online", "published",
    "is-referenced-by-count", "reference-count", "references-count", "content-domain", "indexed",
    "deposited", "prefix", "member", "article-number",
))  # fmt: skip
"""Members of Crossref's answers that no item of CSL-JSON has."""
_KNOWN_TYPES = frozenset(kind.value for kind in ReferenceType)

_TITLES = ("title", "container-title", "collection-title", "original-title")
_LINES = (
    "publisher", "publisher-place", "event-title", "event-place", "genre", "medium", "version",
    "language", "volume", "issue", "number", "edition", "collection-number", "number-of-pages",
    "number-of-volumes", "chapter-number", "PMID", "PMCID",
)  # fmt: skip
_CSL_ONLY = (
    "title-short", "volume-title", "part-title", "reviewed-title", "part-number", "section",
    "original-publisher", "original-publisher-place", "archive", "archive_location", "authority",
    "jurisdiction", "status", "dimensions", "scale", "call-number", "note", "annote", "keyword",
    "original-date", "event-date", "submitted", "custom",
)  # fmt: skip
"""Members that agencies never send, but a person may have added to their answer."""
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


def from_agency(item: Mapping[str, object]) -> Reference:
    """Return the reference of an agency's answer.

    Left out are what belongs to the agency (counts, licences, affiliations, the day of the
    look-up), the publisher of a journal, and an address that is the DOI again.

    Args:
        item: The answer, as `json.loads` gives it; Crossref's, DataCite's, mEDRA's or PubMed's.

    Returns:
        The reference, with the agency's own key; titles in the agency's spelling.
    """
    kind = _text(item.get("type"))
    kind = _TYPES.get(kind, kind if kind in _KNOWN_TYPES else "document")
    texts = {"id": _text(item.get("id")) or _text(item.get("DOI")), "type": kind}
    named = {_OTHER_NAMES.get(name, name): value for name, value in item.items()}
    _add_titles(texts, named, kind)
    for name in _LINES:
        _put(texts, name, agency_line(_text(named.get(name))))
    _add_event(texts, named.get("event"))
    _add_numbers(texts, named)
    if "article-number" in item and "–" in texts.get("page", ""):
        del texts["number"]  # APA prints one of the two, and pages lead a reader further
    _put(texts, "abstract", agency_paragraphs(_text(named.get("abstract"))))
    if kind in _IN_PERIODICALS:
        texts.pop("publisher", None)
        texts.pop("publisher-place", None)
    others: dict[str, object] = {}
    for role in Role:
        rows = named.get(role.value)
        rows = [rows] if isinstance(rows, Mapping) else _rows(rows)
        if people := [person for row in rows if (person := _name(row))]:
            others[role.value] = people
    if date := _date(named):
        others["issued"] = date
    added = {name: item[name] for name in _CSL_ONLY if name in item}
    return from_csl({**added, **texts, **others})


def is_agency(item: Mapping[str, object]) -> bool:
    """Return whether an item is Crossref's answer rather than CSL-JSON.

    Lists instead of texts, types and members unknown to CSL, people with their position in the
    list.
    """
    if item.get("type") in AGENCY_TYPES or not _CROSSREF_ONLY.isdisjoint(item):
        return True
    if any(isinstance(item.get(name), list) for name in ("title", "container-title", "subtitle")):
        return True
    return any(
        isinstance(row, Mapping) and not {"sequence", "affiliation"}.isdisjoint(row)
        for row in _rows(item.get("author"))
    )


_DATACITE_TYPES = {
    "JournalArticle": "article-journal", "Preprint": "article", "Book": "book",
    "BookChapter": "chapter", "ConferencePaper": "paper-conference",
    "ConferenceProceeding": "paper-conference", "DataPaper": "article-journal",
    "Dataset": "dataset", "Dissertation": "thesis", "Film": "motion_picture", "Image": "graphic",
    "PeerReview": "review", "Report": "report", "Software": "software", "Sound": "song",
    "Standard": "standard", "Audiovisual": "motion_picture",
}  # fmt: skip


def from_datacite(item: Mapping[str, object]) -> Reference:
    """Return the reference of an item of DataCite's interface (JSON:API, `attributes`).

    Args:
        item: As `json.loads` gives it; see https://support.datacite.org/docs/api-get-doi.
    """
    said = item.get("attributes")
    said = said if isinstance(said, Mapping) else {}
    types = said.get("types")
    types = types if isinstance(types, Mapping) else {}
    kind = _DATACITE_TYPES.get(_text(types.get("resourceTypeGeneral")), "document")
    titles = [row for row in _rows(said.get("titles")) if isinstance(row, Mapping)]
    main = [row for row in titles if not row.get("titleType")] or titles
    publisher = said.get("publisher")
    container = said.get("container")
    container = container if isinstance(container, Mapping) else {}
    clean: dict[str, object] = {
        "id": _text(said.get("doi")) or _text(item.get("id")),
        "type": kind,
        "DOI": said.get("doi"),
        "title": _text(main[0].get("title")) if main else "",
        "publisher": publisher.get("name") if isinstance(publisher, Mapping) else publisher,
        "version": said.get("version"),
        "language": said.get("language"),
        "container-title": container.get("title"),
        "volume": container.get("volume"),
        "issue": container.get("issue"),
        "page": "-".join(
            filter(None, (_text(container.get("firstPage")), _text(container.get("lastPage"))))
        ),
        "author": [_datacite_name(row) for row in _rows(said.get("creators"))],
        "editor": [
            _datacite_name(row)
            for row in _rows(said.get("contributors"))
            if isinstance(row, Mapping) and row.get("contributorType") == "Editor"
        ],
        "issued": {"date-parts": [[said.get("publicationYear")]]},
    }
    return from_agency(clean)


def _datacite_name(row: object) -> object:
    if not isinstance(row, Mapping):
        return row
    if row.get("familyName"):
        return {"family": row["familyName"], "given": row.get("givenName")}
    name = _text(row.get("name"))
    family, comma, given = name.partition(", ")
    if comma and row.get("nameType") != "Organizational":
        return {"family": family, "given": given}
    return {"literal": name}


def _text(value: object) -> str:
    """Return a text; of a list, its first."""
    if isinstance(value, list):
        return next((text for row in value if (text := _text(row))), "")
    if isinstance(value, bool):
        return ""
    return str(value) if isinstance(value, str | int | float) else ""


def _rows(value: object) -> Iterable[object]:
    return value if isinstance(value, list) else ()


def _put(texts: dict[str, str], name: str, text: str) -> None:
    if text:
        texts[name] = text


def _add_titles(texts: dict[str, str], named: Mapping[str, object], kind: str) -> None:
    for name in _TITLES:
        _put(texts, name, agency_title(_text(named.get(name))))
    subtitle = agency_title(_text(named.get("subtitle")))
    title = texts.get("title", "")
    if title and subtitle and subtitle.casefold() not in title.casefold():
        texts["title"] = f"{title}{'' if title[-1] in '?!:' else ':'} {subtitle}"
    containers = [agency_title(_text(row)) for row in _rows(named.get("container-title"))]
    if kind in _WITH_SERIES and len(containers) > 1 and "collection-title" not in texts:
        # Crossref lists the series before the volume.
        texts["collection-title"], texts["container-title"] = containers[0], containers[-1]
    shorts = {agency_title(_text(row)) for row in _rows(named.get("container-title-short"))}
    if kind in _IN_PERIODICALS and len(containers) > 1 and containers[0] in shorts:
        # The abbreviation of a journal may come before its name.
        texts["container-title"] = next(
            (name for name in containers if name not in shorts), containers[0]
        )
    if "container-title" in texts:
        texts["container-title"] = _SPACED_COLON.sub(": ", texts["container-title"])
    short = agency_line(_text(named.get("container-title-short")))
    if short != texts.get("container-title"):
        _put(texts, "container-title-short", short)


def _add_event(texts: dict[str, str], event: object) -> None:
    if isinstance(event, Mapping):
        if texts["type"] == "paper-conference":
            _put(texts, "event-title", agency_line(_text(event.get("name"))))
            _put(texts, "event-place", agency_line(_text(event.get("location"))))
    elif isinstance(event, str):
        _put(texts, "event-title", agency_line(event))


def _add_numbers(texts: dict[str, str], named: Mapping[str, object]) -> None:
    doi = bare_doi(_text(named.get("DOI")))
    _put(texts, "DOI", doi)
    address = _text(named.get("URL")).strip()
    if not (doi and "doi.org/" in address.casefold()):
        _put(texts, "URL", address)
    for name in ("ISBN", "ISSN"):
        _put(texts, name, _text(named.get(name)).rpartition("/")[2].strip())
    page = en_dashes(agency_line(_text(named.get("page"))))
    if page and not _NO_PAGES.match(page):
        texts["page"] = _SHORTENED.sub(_whole_range, page)


def _whole_range(match: re.Match[str]) -> str:
    """Return "316–340" for PubMed's "316–40", and one page for a page given twice."""
    first, last = match[1], match[2]
    if len(last) < len(first):
        last = first[: len(first) - len(last)] + last
    if whole_number(last, 0) < whole_number(first, 0):
        return match.group()
    return first if first == last else f"{first}–{last}"


def _name(row: object) -> CslName:
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
    return cast("CslName", {name: text for name, text in parts.items() if text})


def _date(named: Mapping[str, object]) -> object:
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
