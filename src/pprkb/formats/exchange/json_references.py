"""Files of references in JSON: reading CSL's, Zotero's and agencies', writing CSL's.

One file may hold any of them, as one item, in a list, or wrapped as an agency answers
(`message`, `items`, `data`). Each item says itself what it is.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from types import MappingProxyType
from typing import cast

from pprkb.formats.annotation import annotation, own_note
from pprkb.formats.exchange.agency_json import AGENCY_TYPES, from_agency, from_datacite, is_agency
from pprkb.formats.exchange.csljson import from_csl, joined_keywords, to_csl
from pprkb.formats.exchange.name_lists import read_names
from pprkb.formats.exchange.program_values import rich_text
from pprkb.formats.exchange.zotero_json import ZOTERO_TYPES, from_zotero, read_note_lines
from pprkb.formats.field_values import en_dashes, is_database, is_medline
from pprkb.matching.identifiers import find_pmid
from pprkb.model.citation import CslCustom, CslItem, CslName
from pprkb.model.notice import retraction_runs
from pprkb.model.problem import Location, Problem, Rule
from pprkb.model.reading_list import Depth
from pprkb.model.reference import Contributor, Reference, ReferenceType
from pprkb.model.summary import Article
from pprkb.text.markup import text_of

_LIST = re.compile(r'"(?:items|data)"\s*:\s*(?=\[)')
_BETWEEN = re.compile(r"[\s,]*")
_SUFFIX_BEHIND = re.compile(r"(?:, ?| )((?:[JS]r\.?|I{2,3}|IV))\Z")
_NOTHING: Mapping[str, str] = {}
_TYPES = frozenset(kind.value for kind in ReferenceType)
_VERBATIM = frozenset(("id", "type", "custom", "DOI", "URL", "ISBN", "ISSN", "PMID", "PMCID"))
"""Variables that hold no rich text."""


@dataclass(frozen=True, kw_only=True)
class JsonReferences:
    """The contents of a JSON text."""

    references: tuple[Reference, ...]
    """In file order; an item without an id gets one."""
    keys: tuple[str, ...]
    """The ids in the file; empty for an item without one."""
    problems: tuple[Problem, ...]
    zotero: bool = False
    """Whether the items are in Zotero's JSON format."""


# -- reading -----------------------------------------------------------------------------------


def read_json(text: str, path: str = "references.json") -> JsonReferences:
    """Read a JSON text of references.

    Args:
        text: The whole file.
        path: Path for the problems and for `Reference.at`.

    Returns:
        The references with their places, and what is wrong.
    """
    problems: list[Problem] = []

    def problem(rule: Rule, line: int, message: str, hint: str = "", key: str = "") -> None:
        at = Location(path=path, line=line)
        problems.append(Problem(rule=rule, at=at, message=message, hint=hint, key=key))

    text = text.removeprefix("\ufeff")
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        reason = getattr(error, "msg", "it is nested too deeply")
        problem(Rule.UNREADABLE_FILE, line, f"this is not JSON: {reason}", "export the file again")
        return JsonReferences(references=(), keys=(), problems=tuple(problems))
    items = _items(data)
    if items is None:
        problem(Rule.NO_ENTRIES, 1, "there are no CSL items", "write a list of items")
        return JsonReferences(references=(), keys=(), problems=tuple(problems))
    references: list[Reference] = []
    keys: list[str] = []
    seen: set[str] = set()
    zotero = False
    for number, (item, line) in enumerate(zip(items, _lines(text, len(items)), strict=True), 1):
        if not isinstance(item, Mapping):
            problem(Rule.BAD_VALUE, line, f"item {number} is not an object", "take it away")
            continue
        zotero = zotero or "itemType" in item
        reference = _reference(item)
        if reference is None:
            continue
        own = _own_key(item, reference)
        key = own or reference.key
        if not key or key in seen:
            key = f"{key or 'item'}-{number}"
        seen.add(key)
        at = Location(path=path, line=line)
        references.append(replace(reference, key=key, at=at, page=en_dashes(reference.page)))
        keys.append(own)
        if unknown := _unknown_type(item):
            problem(Rule.UNKNOWN_TYPE, line, *unknown, key)
    if zotero and not references:
        problem(Rule.NO_ENTRIES, 1, "there are only notes and attachments", "export the works")
    return JsonReferences(
        references=tuple(references), keys=tuple(keys), problems=tuple(problems), zotero=zotero
    )


def _items(data: object) -> list[object] | None:
    """Return the items of a file without the objects that wrap them."""
    while isinstance(data, Mapping):
        inner = next(
            (data[name] for name in ("message", "items", "data") if _is_wrapped(data, name)), None
        )
        data = [data] if inner is None else inner
    if not isinstance(data, list):
        return None
    return [_unwrapped(item) for item in data]


def _is_wrapped(data: Mapping[str, object], name: str) -> bool:
    """Return whether a member of an object holds the items rather than a value of one."""
    inner = data.get(name)
    if "type" in data and "attributes" in data:
        return False
    return isinstance(inner, list) or (name != "items" and isinstance(inner, Mapping))


def _unwrapped(item: object) -> object:
    """Return a row of Zotero's interface, or of a search, without the object around it."""
    if isinstance(item, Mapping):
        for name in ("data", "message"):
            inner = item.get(name)
            if isinstance(inner, Mapping) and ("title" in inner or "itemType" in inner):
                return inner
    return item


def _lines(text: str, count: int) -> list[int]:
    """Return the line on which each item begins, or the first line where it cannot be found."""
    start = text.find("[") if text.lstrip()[:1] == "[" else -1
    if match := _LIST.search(text) if start < 0 else None:
        start = match.end()
    if start < 0:
        return [1] * count
    decoder = json.JSONDecoder()
    place, line, counted = start + 1, 1, 0
    lines: list[int] = []
    for _ in range(count):
        begin = _BETWEEN.match(text, place)
        place = begin.end() if begin else place
        line += text.count("\n", counted, place)
        counted = place
        lines.append(line)
        try:
            _, place = decoder.raw_decode(text, place)
        except ValueError:
            return [1] * count
    return lines


def _reference(item: Mapping[str, object]) -> Reference | None:
    """Return the reference of an item; None for a note or an attachment of Zotero."""
    if "itemType" in item:
        reference = from_zotero(_cleaned(item))
        return _read_as_meant(reference) if reference else None
    if "attributes" in item:
        return from_datacite(item)
    if is_agency(item):
        return _with_database_as_source(from_agency(item))
    if "custom" in item:
        # Our own file, or one that another program has left whole.
        return from_csl(item)
    return _read_as_meant(from_csl(_cleaned(item)))


def _read_as_meant(reference: Reference) -> Reference:
    """Return a reference with the variables that programs write into notes and names."""
    reference = read_note_lines(_with_suffixes(_with_names_parted(reference)))
    reference = _with_database_as_source(reference)
    # Our own annotation, which has been through another program, is not a note on the work.
    kept = own_note(reference.note)
    same = kept.split() == reference.note.split()
    return reference if same else replace(reference, note=kept)


def _with_database_as_source(reference: Reference) -> Reference:
    """Return a reference whose archive holds the work; a database only lists it."""
    database, number = reference.archive, reference.archive_location
    if not is_database(database):
        return reference
    pmid = find_pmid(number) if is_medline(database) else ""
    return replace(
        reference,
        archive="",
        archive_location="",
        source=reference.source or database,
        pmid=reference.pmid or pmid,
        extra=MappingProxyType({**reference.extra, "an": number})
        if number and not pmid
        else reference.extra,
    )


def _with_names_parted(reference: Reference) -> Reference:
    """Return a reference whose lists of names in one text are parted, where that is certain."""
    people: list[Contributor] = []
    incomplete = set(reference.incomplete)
    for person in reference.contributors:
        whole = person.literal or ("" if person.given else person.family)
        if not whole or not any(sign in whole for sign in " ;|["):
            people.append(person)
            continue
        names = read_names(whole, person.role)
        if names.incomplete:
            incomplete.add(person.role)
        one = len(names.people) == 1 and bool(names.people[0].literal)
        people += [person] if one and not names.incomplete else names.people
    return replace(reference, contributors=tuple(people), incomplete=frozenset(incomplete))


def _with_suffixes(reference: Reference) -> Reference:
    """Return a reference whose suffixes are parted from names: "Martin Luther, Jr.", "Berg Jr."."""
    people = tuple(map(_with_suffix, reference.contributors))
    return (
        reference if people == reference.contributors else replace(reference, contributors=people)
    )


def _with_suffix(person: Contributor) -> Contributor:
    if person.suffix or not person.family:
        return person
    if match := _SUFFIX_BEHIND.search(person.given):
        return replace(person, given=person.given[: match.start()], suffix=match[1])
    if match := _SUFFIX_BEHIND.search(person.family):
        return replace(person, family=person.family[: match.start()], suffix=match[1])
    return person


def _cleaned(item: Mapping[str, object]) -> Mapping[str, object]:
    return {name: part if name in _VERBATIM else _clean(part) for name, part in item.items()}


def _clean(value: object) -> object:
    """Decode HTML in the texts of an item."""
    if isinstance(value, str):
        return rich_text(value)
    if isinstance(value, list):
        return [_clean(part) for part in value]
    return _cleaned(value) if isinstance(value, Mapping) else value


def _own_key(item: Mapping[str, object], reference: Reference) -> str:
    """Return the key that a person cites by: Better BibTeX's, else the item's own."""
    key = item.get("citation-key") or item.get("citationKey") or item.get("citekey")
    return str(key) if key else reference.key


def _unknown_type(item: Mapping[str, object]) -> tuple[str, str] | None:
    """Return message and hint for an unknown type; None for a known one."""
    if "attributes" in item:
        return None
    name = "itemType" if "itemType" in item else "type"
    known = ZOTERO_TYPES if name == "itemType" else _TYPES | AGENCY_TYPES
    kind = item.get(name)
    if isinstance(kind, str) and kind in known:
        return None
    if not kind:
        return "the item has no type", "write one, such as article-journal"
    close = get_close_matches(str(kind), sorted(known), 1)
    guess = f'did you mean "{close[0]}"?' if close else "write a type of CSL"
    return f"the type {kind} is not known", guess


# -- writing -----------------------------------------------------------------------------------


def write_csljson(
    articles: Iterable[Article],
    cited: Mapping[str, str] = _NOTHING,
    *,
    depth: Depth = Depth.IMPLICATIONS,
) -> str:
    """Write articles as a CSL-JSON text; those without a reference are left out.

    Topics are added to `keyword`, and what `annotation` says to `note`: the only variable for
    remarks that Zotero imports, and the one that APA's annotated style prints. A work is written
    so that Zotero, pandoc and citeproc-js print it alike; where that is another form than the
    reference's own, `custom` holds its own, and `read_json` gives the same reference again.

    Args:
        articles: In the order to be written.
        cited: How works that notes name are cited, without parentheses, by key.
        depth: How much of the summaries the note holds.

    Returns:
        JSON with a line end at its end.
    """
    items = [
        _item(article, article.reference, cited, depth)
        for article in articles
        if article.reference is not None
    ]
    return json.dumps(items, ensure_ascii=False, indent=2) + "\n"


def _item(
    article: Article, reference: Reference, cited: Mapping[str, str], depth: Depth
) -> CslItem:
    own = to_csl(reference)
    item = _for_zotero(own, reference)
    note = annotation(article, cited, own=reference.note, between="\n", depth=depth)
    if lines := "\n".join(filter(None, (_note_lines(item, reference), note))):
        item["note"] = lines
    retraction = text_of(retraction_runs(article.notices))
    if retraction and "status" not in item:
        # APA's style prints `status` after the reference: "(Retraction published 2012, ...)".
        item["status"] = retraction
    changed = {name: own.get(name) for name in {**own, **item} if own.get(name) != item.get(name)}
    if article.tags != reference.keywords:
        item["keyword"] = joined_keywords(article.tags)
    custom: CslCustom = item.pop("custom", {})
    if changed:
        custom = {**custom, "own": changed}
    if custom:
        item["custom"] = custom
    elif (read := _reference(item)) and read != replace(reference, keywords=read.keywords):
        # Nothing is written otherwise, but a foreign item would be read otherwise.
        item["custom"] = {"own": {}}
    return item


_OF_OTHER_TYPES = {
    ReferenceType.SOFTWARE: ReferenceType.BOOK,
    ReferenceType.REVIEW: ReferenceType.ARTICLE_JOURNAL,
    ReferenceType.REVIEW_BOOK: ReferenceType.ARTICLE_JOURNAL,
    ReferenceType.ENTRY: ReferenceType.ENTRY_ENCYCLOPEDIA,
    ReferenceType.FIGURE: ReferenceType.GRAPHIC,
}
"""Types that Zotero does not read, and those that it reads and APA prints alike.

One item of `software` makes Zotero refuse the whole file; a `book` with a version becomes a program
in it (CSL JSON.js of Zotero's translators; `itemFromCSLJSON`).
"""
_WITHOUT_NUMBER = frozenset(
    (
        ReferenceType.ARTICLE_JOURNAL,
        ReferenceType.ARTICLE_MAGAZINE,
        ReferenceType.ARTICLE_NEWSPAPER,
        ReferenceType.REVIEW,
        ReferenceType.REVIEW_BOOK,
    )
)
"""Types for whose number, that of an article, Zotero has no field."""


def _for_zotero(own: CslItem, reference: Reference) -> CslItem:
    """Return an item in the form that Zotero keeps whole."""
    item = own.copy()
    kind = reference.type
    in_journal = kind in (ReferenceType.REVIEW, ReferenceType.REVIEW_BOOK)
    if kind in _OF_OTHER_TYPES and (reference.container_title or not in_journal):
        item["type"] = _OF_OTHER_TYPES[kind].value
    if kind is ReferenceType.SOFTWARE:
        item.setdefault("genre", "Computer software")
    elif item["type"] == "book":
        item.pop("version", None)
    people = {
        role.value: [_zotero_name(person) for person in reference.by_role(role)]
        for role in dict.fromkeys(person.role for person in reference.contributors)
    }
    return cast("CslItem", {**item, **people})


def _zotero_name(person: Contributor) -> CslName:
    """Return a name with its particle and suffix where Zotero keeps them; citeproc parts them."""
    if person.literal and not person.family:
        return {"literal": person.literal}
    family = " ".join(filter(None, (person.non_dropping_particle, person.family)))
    given = " ".join(filter(None, (person.given, person.dropping_particle)))
    name: CslName = {}
    if family:
        name["family"] = family
    if given := ", ".join(filter(None, (given, person.suffix))):
        name["given"] = given
    return name


def _note_lines(item: Mapping[str, object], reference: Reference) -> str:
    """Return the lines for what Zotero has no field for: in its Extra they are variables."""
    lines = []
    if reference.number and reference.type in _WITHOUT_NUMBER:
        lines.append(f"number: {reference.number}")
    if reference.chapter_number:
        lines.append(f"chapter-number: {reference.chapter_number}")
    if reference.version and "version" not in item:
        lines.append(f"version: {reference.version}")
    return "\n".join(lines)
