"""Zotero's own JSON: items of its interface for programs, and of Better BibTeX's JSON export.

The fields are those of Zotero's schema (https://www.zotero.org/support/dev/web_api/v3/types_and_fields),
mapped to CSL as Zotero itself does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from pprkb.formats.csljson import from_csl
from pprkb.formats.ris.values import read_date
from pprkb.model.reference import Reference

_TYPES = {
    "artwork": "graphic",
    "audioRecording": "song",
    "bill": "bill",
    "blogPost": "post-weblog",
    "book": "book",
    "bookSection": "chapter",
    "case": "legal_case",
    "computerProgram": "software",
    "conferencePaper": "paper-conference",
    "dataset": "dataset",
    "dictionaryEntry": "entry-dictionary",
    "document": "document",
    "email": "personal_communication",
    "encyclopediaArticle": "entry-encyclopedia",
    "film": "motion_picture",
    "forumPost": "post",
    "hearing": "hearing",
    "instantMessage": "personal_communication",
    "interview": "interview",
    "journalArticle": "article-journal",
    "letter": "personal_communication",
    "magazineArticle": "article-magazine",
    "manuscript": "manuscript",
    "map": "map",
    "newspaperArticle": "article-newspaper",
    "patent": "patent",
    "podcast": "song",
    "preprint": "article",
    "presentation": "speech",
    "radioBroadcast": "broadcast",
    "report": "report",
    "standard": "standard",
    "statute": "legislation",
    "thesis": "thesis",
    "tvBroadcast": "broadcast",
    "videoRecording": "motion_picture",
    "webpage": "webpage",
}
_NOT_WORKS = frozenset(("attachment", "note", "annotation"))
_FIELDS = {
    "title": "title",
    "caseName": "title",
    "nameOfAct": "title",
    "shortTitle": "title-short",
    "publicationTitle": "container-title",
    "bookTitle": "container-title",
    "proceedingsTitle": "container-title",
    "encyclopediaTitle": "container-title",
    "dictionaryTitle": "container-title",
    "blogTitle": "container-title",
    "websiteTitle": "container-title",
    "forumTitle": "container-title",
    "programTitle": "container-title",
    "journalAbbreviation": "container-title-short",
    "series": "collection-title",
    "seriesTitle": "collection-title",
    "seriesNumber": "collection-number",
    "volume": "volume",
    "issue": "issue",
    "pages": "page",
    "numPages": "number-of-pages",
    "numberOfVolumes": "number-of-volumes",
    "edition": "edition",
    "section": "section",
    "versionNumber": "version",
    "reportNumber": "number",
    "patentNumber": "number",
    "archiveID": "number",
    "publisher": "publisher",
    "university": "publisher",
    "institution": "publisher",
    "distributor": "publisher",
    "repository": "publisher",
    "place": "publisher-place",
    "conferenceName": "event-title",
    "meetingName": "event-title",
    "thesisType": "genre",
    "reportType": "genre",
    "genre": "genre",
    "presentationType": "genre",
    "archive": "archive",
    "archiveLocation": "archive_location",
    "callNumber": "call-number",
    "language": "language",
    "abstractNote": "abstract",
    "DOI": "DOI",
    "ISBN": "ISBN",
    "ISSN": "ISSN",
    "url": "URL",
}
_ROLES = {
    "bookAuthor": "container-author",
    "castMember": "performer",
    "contributor": "contributor",
    "director": "director",
    "editor": "editor",
    "guest": "guest",
    "interviewer": "interviewer",
    "podcaster": "host",
    "producer": "producer",
    "recipient": "recipient",
    "reviewedAuthor": "reviewed-author",
    "scriptwriter": "script-writer",
    "seriesEditor": "collection-editor",
    "translator": "translator",
}
_LINE = re.compile(r"(?P<name>[A-Za-z][\w .-]{1,30}?)\s*:\s*(?P<value>\S.*)")
_LINE_FIELDS = {"pmid": "pmid", "pmcid": "pmcid", "doi": "doi", "isbn": "isbn", "issn": "issn"}
_PROGRAMS_OWN = re.compile(r"citation key|tex\..*|_?eprint.*|zsccs?|bibtex.*", re.IGNORECASE)


def zotero_items(data: object) -> list[Mapping[str, Any]] | None:
    """Return the items of a JSON text if it is Zotero's own; None where it is not.

    Args:
        data: As `json.loads` gives it: a list of items, one item, or an object with `items`.
    """
    if isinstance(data, Mapping):
        inner = data.get("items")
        data = inner if isinstance(inner, list) else [data]
    if not isinstance(data, list):
        return None
    items = [row.get("data", row) for row in data if isinstance(row, Mapping)]
    items = [item for item in items if isinstance(item, Mapping)]
    return items if items and all("itemType" in item for item in items) else None


def from_zotero(item: Mapping[str, Any]) -> Reference | None:
    """Make a reference of an item; None where it is a note or an attachment."""
    kind = str(item.get("itemType"))
    if kind in _NOT_WORKS:
        return None
    csl: dict[str, Any] = {"id": _key(item), "type": _TYPES.get(kind, "document")}
    for field, variable in _FIELDS.items():
        value = item.get(field)
        if isinstance(value, str | int | float) and str(value).strip():
            csl.setdefault(variable, str(value).strip())
    creators = item.get("creators")
    for creator in creators if isinstance(creators, list) else ():
        if isinstance(creator, Mapping):
            role = _ROLES.get(str(creator.get("creatorType")), "author")
            csl.setdefault(role, []).append(_name(creator))
    reference = from_csl(csl)
    date, accessed = item.get("date"), item.get("accessDate")
    return read_extra_lines(
        replace(
            reference,
            issued=read_date(date) if isinstance(date, str) else None,
            accessed=read_date(accessed[:10]) if isinstance(accessed, str) else None,
            keywords=tuple(dict.fromkeys(_tags(item))),
            note=str(item.get("extra") or ""),
        )
    )


def read_extra_lines(reference: Reference) -> Reference:
    """Take out of a note what Zotero keeps there for want of a field: lines `PMID: 30335462`.

    Zotero writes its field Extra as the note of CSL-JSON. Lines that are for programs go.
    """
    if ":" not in reference.note:
        return reference
    kept: list[str] = []
    found: dict[str, str] = {}
    for line in reference.note.splitlines():
        match = _LINE.fullmatch(line.strip())
        name = match["name"].casefold() if match else ""
        if match and name in _LINE_FIELDS:
            if not getattr(reference, _LINE_FIELDS[name]):
                found[_LINE_FIELDS[name]] = match["value"].strip()
        elif not _PROGRAMS_OWN.fullmatch(name):
            kept.append(line)
    return replace(reference, note="\n".join(kept).strip(), **found)  # type: ignore[arg-type]


def _key(item: Mapping[str, Any]) -> str:
    for name in ("citationKey", "citekey", "key", "itemID"):
        if item.get(name):
            return str(item[name])
    return ""


def _name(creator: Mapping[str, Any]) -> dict[str, str]:
    family, given = str(creator.get("lastName") or ""), str(creator.get("firstName") or "")
    if family or given:
        return {"family": family or given, "given": given if family else ""}
    return {"literal": str(creator.get("name") or "")}


def _tags(item: Mapping[str, Any]) -> Iterator[str]:
    tags = item.get("tags")
    for tag in tags if isinstance(tags, list) else ():
        word = tag.get("tag") if isinstance(tag, Mapping) else tag
        if isinstance(word, str) and word.strip():
            yield word.strip()
