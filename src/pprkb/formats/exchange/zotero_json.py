"""Zotero's own JSON: items of its interface for programs, and of Better BibTeX's JSON export.

The fields are those of Zotero's schema (https://www.zotero.org/support/dev/web_api/v3/types_and_fields),
mapped to CSL as Zotero itself does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from pprkb.formats.exchange.csljson import from_csl
from pprkb.formats.exchange.program_values import iso_date, read_date
from pprkb.matching.identifiers import bare_doi
from pprkb.model.citation import CslName
from pprkb.model.reference import (
    TEXT_VARIABLES,
    Contributor,
    PartialDate,
    Reference,
    ReferenceType,
    Role,
)

ZOTERO_TYPES = {
    "artwork": "graphic", "audioRecording": "song", "bill": "bill", "blogPost": "post-weblog",
    "book": "book", "bookSection": "chapter", "case": "legal_case", "computerProgram": "software",
    "conferencePaper": "paper-conference", "dataset": "dataset",
    "dictionaryEntry": "entry-dictionary", "document": "document",
    "email": "personal_communication", "encyclopediaArticle": "entry-encyclopedia",
    "film": "motion_picture", "forumPost": "post", "hearing": "hearing",
    "instantMessage": "personal_communication", "interview": "interview",
    "journalArticle": "article-journal", "letter": "personal_communication",
    "magazineArticle": "article-magazine", "manuscript": "manuscript", "map": "map",
    "newspaperArticle": "article-newspaper", "patent": "patent", "podcast": "song",
    "preprint": "article", "presentation": "speech", "radioBroadcast": "broadcast",
    "report": "report", "standard": "standard", "statute": "legislation", "thesis": "thesis",
    "tvBroadcast": "broadcast", "videoRecording": "motion_picture", "webpage": "webpage",
}  # fmt: skip
"""Zotero's item types, and CSL's."""
_NOT_WORKS = frozenset(("attachment", "note", "annotation"))
_FIELDS = {
    "title": "title", "caseName": "title", "nameOfAct": "title", "shortTitle": "title-short",
    "publicationTitle": "container-title", "bookTitle": "container-title",
    "proceedingsTitle": "container-title", "encyclopediaTitle": "container-title",
    "dictionaryTitle": "container-title", "blogTitle": "container-title",
    "websiteTitle": "container-title", "forumTitle": "container-title",
    "programTitle": "container-title", "journalAbbreviation": "container-title-short",
    "series": "collection-title", "seriesTitle": "collection-title",
    "seriesNumber": "collection-number", "volume": "volume", "issue": "issue", "pages": "page",
    "numPages": "number-of-pages", "numberOfVolumes": "number-of-volumes", "edition": "edition",
    "section": "section", "versionNumber": "version", "reportNumber": "number",
    "patentNumber": "number", "archiveID": "number", "publisher": "publisher",
    "university": "publisher", "institution": "publisher", "distributor": "publisher",
    "repository": "publisher", "place": "publisher-place", "conferenceName": "event-title",
    "meetingName": "event-title", "thesisType": "genre", "reportType": "genre", "genre": "genre",
    "presentationType": "genre", "archive": "archive", "archiveLocation": "archive_location",
    "callNumber": "call-number", "language": "language", "abstractNote": "abstract", "DOI": "DOI",
    "ISBN": "ISBN", "ISSN": "ISSN", "url": "URL",
}  # fmt: skip
_ROLES = {
    "artist": "author", "composer": "composer", "editorialDirector": "editorial-director",
    "bookAuthor": "container-author", "castMember": "performer", "contributor": "contributor",
    "director": "director", "editor": "editor", "guest": "guest", "interviewer": "interviewer",
    "podcaster": "host", "producer": "producer", "recipient": "recipient",
    "reviewedAuthor": "reviewed-author", "scriptwriter": "script-writer",
    "seriesEditor": "collection-editor", "translator": "translator",
}  # fmt: skip
_LINE = re.compile(
    r"(?P<brace>\{)?:?(?P<name>_?[A-Za-z][\w .-]{1,30}?)\s*:\s*(?P<value>\S.*?)(?(brace)\}?)"
)
_PROGRAMS_OWN = re.compile(
    r"citation[ -]?key|bibtex.*|tex\..*|_?eprint.*|zsccs?|gsccs?|ads bibcode|openalex|remark",
    re.IGNORECASE,
)
"""Lines that programs keep for themselves."""
_TEXTS = {
    name.replace("_", "-"): name
    for name in TEXT_VARIABLES
    if name not in ("title", "source_title", "abstract", "note", "annote")
} | {
    "place": "publisher_place",
    "publication-title": "container_title",
    "event": "event_title",
    "original-place": "original_publisher_place",
    "short-title": "title_short",
    "pages": "page",
    "series": "collection_title",
    "series-number": "collection_number",
    "archiveid": "number",
    "report-number": "number",
    "pubmed-id": "pmid",
}
"""Variables that a line of a note may give: CSL's names, and what Zotero calls them."""
_DATES = {
    "issued": "issued",
    "date": "issued",
    "accessed": "accessed",
    "event-date": "event_date",
    "original-date": "original_date",
    "submitted": "submitted",
}
_CAPITALS = frozenset(("doi", "url", "isbn", "issn", "pmid", "pmcid"))
_PEOPLE = {role.value: role for role in Role} | {
    "scriptwriter": Role.SCRIPT_WRITER,
    "book-author": Role.CONTAINER_AUTHOR,
    "series-editor": Role.COLLECTION_EDITOR,
}


def from_zotero(item: Mapping[str, object]) -> Reference | None:
    """Return the reference of an item; None for a note or an attachment."""
    kind = str(item.get("itemType"))
    if kind in _NOT_WORKS:
        return None
    texts = {"id": _key(item), "type": ZOTERO_TYPES.get(kind, "document")}
    for field, variable in _FIELDS.items():
        value = item.get(field)
        if isinstance(value, str | int | float) and str(value).strip():
            texts.setdefault(variable, str(value).strip())
    people: dict[str, list[CslName]] = {}
    creators = item.get("creators")
    for creator in creators if isinstance(creators, list) else ():
        if isinstance(creator, Mapping):
            role = _ROLES.get(str(creator.get("creatorType")), "author")
            people.setdefault(role, []).append(_name(creator))
    reference = from_csl({**texts, **people})
    date, accessed = item.get("date"), item.get("accessDate")
    return replace(
        reference,
        issued=read_date(date) if isinstance(date, str) else None,
        accessed=read_date(accessed[:10]) if isinstance(accessed, str) else None,
        keywords=tuple(dict.fromkeys(_tags(item))),
        note=str(item.get("extra") or ""),
    )


def read_note_lines(reference: Reference) -> Reference:
    """Return a reference with the variables that its note holds in lines `original-date: 1923`.

    Zotero keeps them in its field Extra, which it writes as the note of CSL-JSON and BibTeX, and
    reads itself: names of CSL's variables, dates and names (`translator: Berg || Anna`), its own
    labels, `type`. A field that the work has already counts more, and the line stays. Lines that
    programs keep for themselves go, such as `Citation Key` and `_eprint`.
    """
    if ":" not in reference.note:
        return reference
    kept: list[str] = []
    variables: dict[str, object] = {}
    people = list(reference.contributors)
    had = {person.role for person in people}
    for line in reference.note.splitlines():
        match = _LINE.fullmatch(line.strip())
        name = re.sub(r"[ _]", "-", match["name"].strip().casefold()) if match else ""
        value = match["value"].strip() if match else ""
        if match and _PROGRAMS_OWN.fullmatch(match["name"].strip()):
            continue
        if name in _PEOPLE and _PEOPLE[name] not in had:
            people.append(_person_of_line(value, _PEOPLE[name]))
        elif name == "type" and (kind := _type_of_line(value)):
            variables["type"] = kind
        elif (
            (attribute := _TEXTS.get(name) or _DATES.get(name))
            and attribute not in variables
            and getattr(reference, attribute) in ("", None, _read_value(attribute, value))
        ):
            variables[attribute] = _read_value(attribute, value)
        else:
            kept.append(line)
    note = "\n".join(kept).strip()
    return reference.with_values({**variables, "note": note, "contributors": tuple(people)})


def _read_value(attribute: str, value: str) -> str | PartialDate | None:
    if attribute in _DATES.values():
        return read_date(value)
    return bare_doi(value) if attribute == "doi" else value


def _type_of_line(value: str) -> ReferenceType | None:
    value = ZOTERO_TYPES.get(value, value)
    return ReferenceType(value) if value in {kind.value for kind in ReferenceType} else None


def _person_of_line(value: str, role: Role) -> Contributor:
    """Read "Berg || Anna", citeproc's form, or "Berg, Anna"; a name without either is a body's."""
    family, mark, rest = value.partition("||" if "||" in value else ",")
    if mark:
        given, _, suffix = (part.strip() for part in rest.partition(","))
        return Contributor(role=role, family=family.strip(), given=given, suffix=suffix)
    return Contributor(role=role, literal=value)


def note_lines(reference: Reference, without: Iterable[str]) -> Iterator[str]:
    """Yield lines that `read_note_lines` reads, for what another format has no field for.

    Args:
        reference: The work.
        without: Attributes, and values of roles, that have a field.
    """
    held = frozenset(without)
    for name in dict.fromkeys(_TEXTS.values()):
        if name not in held and (value := " ".join(getattr(reference, name).split())):
            yield note_line(name, value)
    for name in dict.fromkeys(_DATES.values()):
        if name not in held and (date := getattr(reference, name)) is not None:
            yield note_line(name, iso_date(date))
    for person in reference.contributors:
        if person.role.value not in held:
            yield note_line(person.role.value, _line_of_person(person))


def note_line(name: str, value: str) -> str:
    """Return one line: "Original Date: 1923", "PMID: 30335462"."""
    label = name.upper() if name in _CAPITALS else re.sub("[_-]", " ", name).title()
    return f"{label}: {value}"


def _line_of_person(person: Contributor) -> str:
    if person.literal:
        return person.literal
    family = f"{person.non_dropping_particle} {person.family}".strip()
    given = f"{person.given} {person.dropping_particle}".strip()
    return f"{family} || {', '.join(filter(None, (given, person.suffix)))}"


def _key(item: Mapping[str, object]) -> str:
    for name in ("citationKey", "citekey", "key", "itemID"):
        if item.get(name):
            return str(item[name])
    return ""


def _name(creator: Mapping[str, object]) -> CslName:
    family, given = str(creator.get("lastName") or ""), str(creator.get("firstName") or "")
    if family or given:
        return {"family": family or given, "given": given if family else ""}
    return {"literal": str(creator.get("name") or "")}


def _tags(item: Mapping[str, object]) -> Iterator[str]:
    tags = item.get("tags")
    for tag in tags if isinstance(tags, list) else ():
        word = tag.get("tag") if isinstance(tag, Mapping) else tag
        if isinstance(word, str) and word.strip():
            yield word.strip()
