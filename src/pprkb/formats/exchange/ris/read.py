"""Reads RIS from any program: lenient about its form, and reports a problem for any loss."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from pprkb.formats.annotation import own_note
from pprkb.formats.exchange.name_lists import may_be_a_person, read_names
from pprkb.formats.exchange.program_values import (
    agency_line,
    agency_rich,
    agency_title,
    read_date,
)
from pprkb.formats.exchange.ris.lines import Record, medline_records, ris_records
from pprkb.formats.exchange.ris.tags import (
    EXTENT_IN_SP,
    IN_ARCHIVES,
    NOT_READ,
    NUMBER_IN_SN,
    PERIODICALS,
    READ_TYPES,
    SYNONYMS,
    clean_value,
    is_extent,
    is_own_number,
    join_pages,
    repeats_type,
    roles_of,
    standard_numbers,
    variables_of,
    web_address,
)
from pprkb.formats.exchange.zotero_json import read_note_lines
from pprkb.formats.field_values import (
    article_number,
    is_database,
    is_medline,
    journal_names,
)
from pprkb.matching.identifiers import bare_doi, find_doi, find_pmid
from pprkb.model.problem import Location, Problem, Rule
from pprkb.model.reference import Contributor, PartialDate, Reference, ReferenceType, Role

_NO_VALUE = frozenset(("NA", "N/A", "n/a", "null", "NULL", "None", "none", "-"))
_CALLED_SO = re.compile(
    r"(?:export date|cited by|times cited|cited references?|accession (?:number|no)|entry date"
    r"|revision date|number of pages|source of publication|publication type|document type"
    r"|copyright(?: -|:)|last updated|date (?:created|completed|revised)|record (?:owner|id)"
    r"|language of original document|correspondence address|peer[ -]reviewed|ppages:)\b.*",
    re.IGNORECASE | re.DOTALL,
)
"""Notes that services write of their record, not of the work."""
_DOI_NOTE = re.compile(
    r"(?:doi|digital object identifier)\s*[:(]?\s*(?=10\.|https?:)", re.IGNORECASE
)
_BLOCK = re.compile(r"</?(?:p|div|br|li|ul|ol|h\d)\b[^<>]*>", re.IGNORECASE)
_PMCID = re.compile(r"\s*(PMC\d+)\s*\Z", re.IGNORECASE)
_PROCEEDINGS = re.compile(
    r"\b(?:proceedings|proc\.|lecture notes|transactions|actas|tagungsband|book of abstracts)\b",
    re.IGNORECASE,
)


def read_ris(text: str, path: str) -> tuple[tuple[Reference, ...], tuple[Problem, ...]]:
    """Read the references of an RIS file.

    A tag that has no variable is kept in `Reference.extra` under its lower-case name. A record
    without ID gets a key of its first author's name and its year.

    Returns:
        The references in order, and what is wrong with the file.
    """
    problems: list[Problem] = []
    records = list(ris_records(text, path, problems))
    if not records:
        problems.append(
            Problem(
                rule=Rule.NO_ENTRIES,
                at=Location(path=path, line=1),
                message="the file holds no RIS record",
                hint='a record begins with a line such as "TY  - JOUR"',
            )
        )
    return _references(records, problems), tuple(problems)


def read_medline(text: str, path: str) -> tuple[tuple[Reference, ...], tuple[Problem, ...]]:
    """Read the references of a file that PubMed exports.

    Returns:
        The references in order, and what is wrong with the file.
    """
    problems: list[Problem] = []
    records = list(medline_records(text, path))
    if not records:
        at = Location(path=path, line=1)
        problems.append(Problem(rule=Rule.NO_ENTRIES, at=at, message="the file holds no record"))
    return _references(records, problems), tuple(problems)


def _references(records: Iterable[Record], problems: list[Problem]) -> tuple[Reference, ...]:
    """Return the references of records, and add what is wrong with them to the problems."""
    keys: dict[str, int] = {}
    return tuple(_reference(record, keys, problems) for record in records)


@dataclass(kw_only=True)
class _Draft:
    """The values of the tags of a record, before they are combined."""

    values: dict[str, str] = field(default_factory=dict)
    """Text attributes of `Reference`."""
    names: list[tuple[str, str, str]] = field(default_factory=list)
    """Tag, the tag it is read as, and value."""
    extra: dict[str, list[str]] = field(default_factory=dict)
    """Values of tags that have no variable."""


def _reference(record: Record, keys: dict[str, int], problems: list[Problem]) -> Reference:
    kind, unknown = _type(record)
    said = _extra(record, kind)
    kind = said.type
    roles = _OTHER_ROLES | roles_of(kind)
    if record.first("TY").upper() == "EDBOOK":
        roles["AU"] = Role.EDITOR
    draft = _copied(record, kind, roles)
    values, extra = draft.values, draft.extra
    if kind in PERIODICALS:
        titles = _journal(record)
        values |= {name: text for name, text in titles.items() if text and name != "t2"}
        if titles["t2"]:
            extra["t2"] = [titles["t2"]]
    _containers(record, kind, values)
    contributors, incomplete = _contributors(draft.names, roles, kind, values)
    dates = _dates(record, kind)
    if kind is ReferenceType.THESIS:
        _degree(values, extra)
    values |= _pages(record, kind) | _numbers(record, kind, values, extra)
    values |= _identifiers(record, values, extra)
    for name, value in vars(said).items():
        if name not in _NOT_SAID and isinstance(value, str) and value:
            values.setdefault(name, value)
        elif isinstance(value, PartialDate):
            dates.setdefault(name, value)
    if kind is ReferenceType.LEGAL_CASE and not said.publisher and values.get("publisher"):
        values.setdefault("authority", values.pop("publisher"))
    values |= _archive(record, kind, values, extra)
    reference = Reference(
        key="",
        type=kind,
        contributors=(*contributors, *said.contributors),
        incomplete=incomplete,
        note="\n\n".join(filter(None, (*_notes(record, values), said.note))),
        keywords=tuple(_keywords(record)),
        extra=MappingProxyType({tag: "; ".join(titles) for tag, titles in extra.items()}),
        at=record.at,
    ).with_values({**values, **dates})
    reference = replace(reference, key=_key(record, contributors, reference, keys))
    problems += _problems(record, reference, unknown)
    return reference


def _copied(record: Record, kind: ReferenceType, roles: Mapping[str, Role]) -> _Draft:
    """Copy the values that only need cleaning."""
    draft = _Draft()
    variables = variables_of(kind)
    for tag, value in record.lines:
        own = tag if tag in variables or tag in roles else SYNONYMS.get(tag, tag)
        apart = own in _READ_APART or (kind in PERIODICALS and tag in _JOURNAL_TAGS)
        if not value or value in _NO_VALUE or tag in NOT_READ or apart:
            continue
        if own in variables:
            # The first tag wins: N2 repeats AB, JF repeats T2.
            name = variables[own]
            if (text := clean_value(name, value)) and name not in draft.values:
                draft.values[name] = text
            elif name == "url":
                draft.extra.setdefault("ur", []).append(text)
        elif own in roles:
            draft.names.append((tag, own, value))
        elif (text := agency_line(value)) and not _says_nothing(tag, text):
            draft.extra.setdefault(tag.lower(), []).append(text)
    return draft


def _degree(values: dict[str, str], extra: dict[str, list[str]]) -> None:
    """Move the degree ("Ph.D.") out of the volume of a thesis, where EndNote puts it."""
    degree = values.get("volume", "")
    if degree and not any(map(str.isdigit, degree)):
        del values["volume"]
        if "genre" in values:
            extra.setdefault("vl", []).append(degree)
        else:
            values["genre"] = degree


_OTHER_ROLES = {"A2": Role.EDITOR, "ED": Role.EDITOR}
"""Roles of tags for which the type defines none."""
_READ_APART = frozenset(
    ("ID", "PY", "DA", "Y2", "OP", "SP", "EP", "SN", "C7", "AN", "N1", "KW", "LB", "DB", "M2")
)
"""Tags whose values need more than cleaning."""
_JOURNAL_TAGS = ("T2", "JF", "JO", "JA", "J1", "J2", "BT", "SO")


def _says_nothing(tag: str, text: str) -> bool:
    return (tag == "M3" and repeats_type(text)) or (tag, text) == ("M1", "0")


def _extra(record: Record, kind: ReferenceType) -> Reference:
    """Read M2, which is a line of Zotero's Extra and the place of what it has no field for."""
    lines = "\n".join(map(agency_rich, record.values("M2")))
    return read_note_lines(Reference(key="", type=kind, note=lines))


_NOT_SAID = frozenset(("key", "type", "contributors", "note", "extra"))
"""Attributes that are not copied from M2."""


def _type(record: Record) -> tuple[ReferenceType, str]:
    """Return the type and, where the record does not say it, what is wrong."""
    tag = record.first("TY").upper()
    known = READ_TYPES.get(re.sub(r"[^A-Z]", "", tag))
    if known:
        return known, ""
    if not tag and record.first("JO", "JF", "JA"):
        return ReferenceType.ARTICLE_JOURNAL, "the record has no type; it is read as an article"
    what = f'the RIS type "{tag}" is not known' if tag else "the record has no type"
    return ReferenceType.DOCUMENT, what


def _problems(record: Record, reference: Reference, unknown: str) -> Iterator[Problem]:
    key = reference.key
    if unknown:
        hint = "" if ";" in unknown else "it is read as a document"
        yield Problem(rule=Rule.UNKNOWN_TYPE, at=record.at, message=unknown, hint=hint, key=key)
    for value in record.values("AU", "A1", "A2", "A3", "A4", "ED"):
        if value.rstrip().endswith(","):
            continue
        for person in read_names(value).people:
            if may_be_a_person(person.literal):
                message = f'"{person.literal}" may be a person or a body'
                hint = "write Last, First, or a comma after the name of a body"
                yield Problem(rule=Rule.BAD_NAME, at=record.at, message=message, hint=hint, key=key)
    for date in (reference.issued, reference.accessed, reference.original_date):
        if date and date.year is None and any(map(str.isdigit, date.literal)):
            message = f'the date "{date.literal}" cannot be read'
            hint = "it is printed as it is written"
            yield Problem(rule=Rule.BAD_DATE, at=record.at, message=message, hint=hint, key=key)


def _journal(record: Record) -> dict[str, str]:
    """Choose among the names of the periodical; see `journal_names`."""
    clean = {tag: [agency_rich(value) for value in record.values(tag)] for tag in _JOURNAL_TAGS}
    full = [*clean["JF"], *clean["T2"], *clean["JO"], *clean["BT"], *clean["SO"]]
    name, short = journal_names(full, [*clean["J2"], *clean["JA"], *clean["J1"]])
    second = next(iter(clean["T2"]), "")
    # EBSCO writes an alternative title in T2 and the journal in JF and JO.
    other = second if second.casefold() not in (name.casefold(), short.casefold()) else ""
    return {"container_title": name, "container_title_short": short, "t2": other}


def _containers(record: Record, kind: ReferenceType, values: dict[str, str]) -> None:
    """Correct titles that programs put in other tags than Zotero does."""
    if kind is ReferenceType.PAPER_CONFERENCE and "container_title" not in values:
        book = agency_rich(record.first("BT", "JF", "JO"))
        event = values.get("event_title", "")
        if book and book != event:
            values["container_title"] = book
        elif _PROCEEDINGS.search(event):
            values["container_title"] = values.pop("event_title")
    elif kind is ReferenceType.CHAPTER and (book := agency_rich(record.first("BT"))):
        # The specification of 2001 has the book in BT and its series in T2.
        values["container_title"] = book
        if (series := agency_rich(record.first("T2"))) != book:
            values.setdefault("collection_title", series)
    elif kind in (ReferenceType.BOOK, ReferenceType.MANUSCRIPT) and "title" not in values:
        values["title"] = agency_title(record.first("BT", "ST"))
    elif kind is ReferenceType.LEGAL_CASE and "container_title" not in values:
        values["container_title"] = agency_rich(record.first("T2", "JF", "JO"))
    if "title" not in values and values.get("title_short"):
        values["title"] = values.pop("title_short")


def _contributors(
    names: list[tuple[str, str, str]],
    roles: dict[str, Role],
    kind: ReferenceType,
    values: dict[str, str],
) -> tuple[list[Contributor], frozenset[Role]]:
    """Read the people of (tag, its synonym, value); nobody twice who is in AU and in A1."""
    roles = dict(roles)
    if (
        kind in (ReferenceType.BOOK, ReferenceType.CLASSIC)
        and not values.get("collection_title")
        and not any(tag in ("A3", "ED") for tag, _, _ in names)
    ):
        # Editors of a series that the record does not name are the book's.
        roles["A2"] = Role.EDITOR
    people: list[Contributor] = []
    first: dict[Contributor, str] = {}
    incomplete: set[Role] = set()
    for tag, own, value in names:
        read = read_names(value, roles[own])
        people += [person for person in read.people if first.setdefault(person, tag) == tag]
        if read.incomplete:
            incomplete.add(roles[own])
    return people, frozenset(incomplete)


def _dates(record: Record, kind: ReferenceType) -> dict[str, PartialDate]:
    year = record.first("PY") or record.first("Y1")
    written = {
        "issued": record.values("DA") + record.values("PY") + record.values("Y1"),
        "accessed": record.values("Y2"),
        "original_date": record.values("OP"),
    }
    if kind is ReferenceType.WEBPAGE:
        # EndNote's day of access.
        written["accessed"] += record.values("M1")
    dates: dict[str, PartialDate] = {}
    for name, texts in written.items():
        read = [date for text in texts if (date := read_date(text))]
        if name == "issued" and read and read[0].year is None and re.match(r"\d{4}", year):
            # EndNote: "Apr 27" in DA and 2015 in PY.
            read[:1] = filter(None, (read_date(f"{year[:4]} {read[0].literal}"), read[0]))
        best = next((date for date in read if date.year is not None), read[0] if read else None)
        if best is None:
            continue
        if name == "issued" and kind not in PERIODICALS | {ReferenceType.CHAPTER}:
            best = _fuller(best, read)
        dates[name] = best
    return dates


def _fuller(best: PartialDate, dates: list[PartialDate]) -> PartialDate:
    """Return a date of the same year that knows the month, where the first does not."""
    if best.month or best.season:
        return best
    return next((date for date in dates if date.year == best.year and date.month), best)


def _pages(record: Record, kind: ReferenceType) -> dict[str, str]:
    first, last = agency_line(record.first("SP")), agency_line(record.first("EP"))
    if kind in EXTENT_IN_SP:
        if last.isdecimal() and first in ("", "1"):
            return {"number_of_pages": last}
        if first and not last and is_extent(first):
            return {"number_of_pages": first}
    page = join_pages(first, last)
    return {"page": page} if page and page not in _NO_VALUE else {}


def _numbers(
    record: Record, kind: ReferenceType, values: dict[str, str], extra: dict[str, list[str]]
) -> dict[str, str]:
    standard: dict[str, list[str]] = {"isbn": [], "issn": []}
    number = ""
    for text in map(agency_line, record.values("SN")):
        if kind in NUMBER_IN_SN and not number and is_own_number(text):
            number = text
            continue
        isbn, issn = standard_numbers(text)
        standard["isbn"].append(isbn)
        standard["issn"].append(issn)
        if not (isbn or issn):
            extra.setdefault("sn", []).append(text)
    numbers = {
        name: ", ".join(dict.fromkeys(filter(None, all_))) for name, all_ in standard.items()
    }
    number = number or article_number(agency_line(record.first("C7")))
    if number and "number" not in values:
        numbers["number"] = number
    first = record.first("M1")
    if kind in PERIODICALS and "issue" not in values and first.isdecimal() and first != "0":
        # EndNote's issue.
        numbers["issue"] = first
        extra.pop("m1", None)
    return {name: text for name, text in numbers.items() if text}


def _identifiers(
    record: Record, values: dict[str, str], extra: dict[str, list[str]]
) -> dict[str, str]:
    """Find DOI, PMID and PMCID in the tags where programs write them."""
    identifiers: dict[str, str] = {}
    doi = find_doi(values.get("doi", "")) or bare_doi(values.get("doi", ""))
    for tag in ("M3", "L3", "LK"):
        for text in record.values(tag):
            inner = find_doi(text)
            doi = doi or inner
            if inner and tag.lower() in extra:
                del extra[tag.lower()]
    for text in record.values("N1"):
        if match := _DOI_NOTE.match(text.strip()):
            doi = doi or find_doi(text.strip()[match.end() :].split(";")[0].strip())
    addresses = [web_address(text) for text in record.values("UR", "L2")]
    for address in addresses:
        doi = doi or find_doi(address)
        pmid = find_pmid(address) if "ncbi" in address or "PM:" in address else ""
        identifiers |= (
            {"pmid": pmid or address.partition("PM:")[2]} if pmid or "PM:" in address else {}
        )
    if doi:
        identifiers["doi"] = doi
    url = values.get("url", "")
    if url and not re.match(r"\w+:|www\.", url):
        extra.setdefault("ur", []).insert(0, url)
        identifiers["url"] = ""
    elif not url and (page := next(filter(_is_address, addresses), "")):
        identifiers["url"] = page
    if url.startswith("PM:"):
        identifiers["url"] = ""
    if match := _PMCID.match(values.get("pmcid", "")):
        identifiers["pmcid"] = match[1].upper()
    elif values.get("pmcid"):
        extra.setdefault("c2", []).append(values["pmcid"])
        identifiers["pmcid"] = ""
    return identifiers


def _is_address(text: str) -> bool:
    return text.startswith(("http://", "https://"))


def _archive(
    record: Record, kind: ReferenceType, values: dict[str, str], extra: dict[str, list[str]]
) -> dict[str, str]:
    """Read DB and AN: an archive holds letters and films, articles and books are in databases."""
    archive: dict[str, str] = {}
    database = agency_line(record.first("DB"))
    if is_database(database) and "source" not in values:
        archive["source"] = database
    provider = database or agency_line(record.first("DP"))
    accession = agency_line(record.first("AN"))
    if accession == values.get("pmid"):
        accession = ""
    pmid = find_pmid(accession) if re.match(r"\d+\Z|PMID|PubMed", accession) else ""
    if pmid and (not provider or is_medline(provider) or not accession.isdecimal()):
        return {**archive, "pmid": pmid}
    if database and kind in IN_ARCHIVES and not is_database(database):
        archive["archive"] = database
        if accession and "archive_location" not in values:
            archive["archive_location"] = accession
            return archive
    if accession:
        extra["an"] = [accession]
    return archive


def _notes(record: Record, values: dict[str, str]) -> Iterator[str]:
    """Yield notes, without our annotation and the remarks of services on their records."""
    for value in record.values("N1"):
        lines = [agency_line(line) for line in _BLOCK.sub("\n", value).split("\n")]
        text = " ".join(own_note("\n".join(filter(None, lines))).split())
        doi = _DOI_NOTE.match(text)
        only_doi = doi and re.fullmatch(r"\S+", text[doi.end() :])
        if text and not _CALLED_SO.fullmatch(text) and not only_doi and text != values.get("title"):
            yield text


def _keywords(record: Record) -> Iterator[str]:
    seen: set[str] = set()
    for value in record.values("KW"):
        for keyword in (part.strip() for part in agency_line(value).split(";")):
            if keyword and keyword not in seen:
                seen.add(keyword)
                yield keyword


def _key(
    record: Record, people: list[Contributor], reference: Reference, keys: dict[str, int]
) -> str:
    """Return the record's key, or one made of name and year; each key is given once."""
    key = "".join((record.first("ID") or record.first("LB")).split())
    if not key:
        name = (people[0].family or people[0].literal) if people else reference.title
        word = "".join(character for character in name.lower() if character.isalnum())
        key = f"{word[:24] or 'reference'}{reference.year or ''}"
    unique = key
    while unique in keys:
        keys[key] += 1
        unique = f"{key}-{keys[key]}"
    keys[unique] = 1
    return unique
