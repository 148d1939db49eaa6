"""Reading RIS of any program: forgiving of form, and silent about nothing that is lost."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from pprkb.formats.ris.tags import (
    EXTENT_IN_SP,
    NOT_READ,
    NUMBER_IN_SN,
    READ_TYPES,
    SYNONYMS,
    roles_of,
    variables_of,
)
from pprkb.formats.ris.values import join_pages, read_date, read_name, standard_number
from pprkb.model.identifiers import bare_doi
from pprkb.model.problem import Location, Problem, Rule
from pprkb.model.reference import Contributor, PartialDate, Reference, ReferenceType, Role

_LINE = re.compile(r"([A-Z][A-Z0-9]) {1,2}-(?: (.*))?")
# Only these end a line: the separators of Unicode are characters of a value.
_LINE_END = re.compile(r"\r\n|\r|\n")
_PMID = re.compile(r"(?:PMID:\s*)?(\d{1,8})")


@dataclass(kw_only=True)
class _Record:
    """The lines of one record, each value with its tag, in order."""

    at: Location
    lines: list[tuple[str, str]] = field(default_factory=list)

    def values(self, tag: str) -> list[str]:
        return [value for name, value in self.lines if name == tag and value]

    def first(self, tag: str) -> str:
        return next(iter(self.values(tag)), "")


def read_ris(text: str, path: str) -> tuple[tuple[Reference, ...], tuple[Problem, ...]]:
    """Read the references of an RIS file.

    A tag that has no variable is kept in `Reference.extra` under its lower-case name. A record
    without ID gets a key of its first author's name and its year.

    Args:
        text: The contents of the file.
        path: Its path, for problems.

    Returns:
        The references in order, and what is wrong with the file.
    """
    problems: list[Problem] = []
    records = list(_records(text.removeprefix("\ufeff"), path, problems))
    if not records:
        problems.append(
            Problem(
                rule=Rule.NO_ENTRIES,
                at=Location(path=path, line=1),
                message="the file holds no RIS record",
                hint='a record begins with a line such as "TY  - JOUR"',
            )
        )
    keys: dict[str, int] = {}
    references = tuple(_reference(record, keys, problems) for record in records)
    return references, tuple(problems)


def _records(text: str, path: str, problems: list[Problem]) -> Iterator[_Record]:
    record: _Record | None = None
    for number, line in enumerate(_LINE_END.split(text), 1):
        match = _LINE.fullmatch(line.lstrip()) if line[:1].isspace() else _LINE.fullmatch(line)
        tag, value = (match[1], (match[2] or "").strip()) if match else ("", line.strip())
        at = Location(path=path, line=number)
        if tag == "TY":
            # A record whose ER is missing ends here.
            if record:
                yield record
            record = _Record(at=at, lines=[("TY", value)])
        elif tag == "ER":
            if record:
                yield record
            record = None
        elif record is None:
            if line.strip():
                problems.append(
                    Problem(
                        rule=Rule.UNKNOWN_FIELD,
                        at=at,
                        message="a line stands outside of any record",
                        hint='a record begins with "TY" and ends with "ER"',
                    )
                )
        elif tag:
            record.lines.append((tag, value))
        elif value:
            _continue(record, value)
    if record:
        yield record


def _continue(record: _Record, value: str) -> None:
    """Add a line without a tag to the value above it; keywords may be listed so."""
    tag, before = record.lines[-1]
    if tag == "KW":
        record.lines.append((tag, value))
    else:
        record.lines[-1] = (tag, f"{before} {value}".strip())


def _reference(record: _Record, keys: dict[str, int], problems: list[Problem]) -> Reference:
    kind = _type(record, problems)
    variables, roles = variables_of(kind), _OTHER_ROLES | roles_of(kind)
    if record.first("TY") == "EDBOOK":
        roles["AU"] = Role.EDITOR
    values: dict[str, Any] = {}
    contributors: list[Contributor] = []
    extra: dict[str, list[str]] = {}
    for tag, value in record.lines:
        own = tag if tag in variables or tag in roles else SYNONYMS.get(tag, tag)
        if not value or tag in NOT_READ or own in _READ_APART:
            continue
        if own in roles:
            if name := read_name(value, roles[own]):
                contributors.append(name)
        elif own in variables:
            # The first tag wins: N2 repeats AB, JF repeats T2.
            values.setdefault(variables[own], value)
        else:
            extra.setdefault(tag.lower(), []).append(value)
    if doi := values.get("doi"):
        values["doi"] = bare_doi(doi)
    values |= _dates(record, problems) | _pages(record, kind) | _numbers(record, kind)
    accession = record.first("AN")
    if match := _PMID.fullmatch(accession):
        values["pmid"] = match[1]
    elif accession:
        values.setdefault("archive_location", accession)
    return Reference(
        key=_key(record, contributors, values.get("issued"), keys),
        type=kind,
        contributors=tuple(contributors),
        note="\n\n".join(record.values("N1")),
        keywords=tuple(_keywords(record)),
        extra=MappingProxyType({tag: "; ".join(found) for tag, found in extra.items()}),
        at=record.at,
        **values,
    )


_OTHER_ROLES = {"A2": Role.EDITOR, "ED": Role.EDITOR}
"""What a tag says where the type has no word of its own for it."""
_READ_APART = frozenset(
    {"ID", "PY", "DA", "Y2", "OP", "SP", "EP", "SN", "C7", "AN", "N1", "KW", "LB"}
)
"""Tags whose values need more than to be copied."""


def _type(record: _Record, problems: list[Problem]) -> ReferenceType:
    tag = record.first("TY").upper()
    if tag in READ_TYPES:
        return READ_TYPES[tag]
    message = f'the RIS type "{tag}" is not known' if tag else "the record has no type"
    problems.append(
        Problem(
            rule=Rule.UNKNOWN_TYPE,
            at=record.at,
            message=message,
            hint="it is read as a document",
            key=record.first("ID"),
        )
    )
    return ReferenceType.DOCUMENT


def _dates(record: _Record, problems: list[Problem]) -> dict[str, PartialDate]:
    written = {
        "issued": [*record.values("DA"), *record.values("PY"), *record.values("Y1")],
        "accessed": record.values("Y2"),
        "original_date": record.values("OP"),
    }
    dates: dict[str, PartialDate] = {}
    for name, texts in written.items():
        read = [date for text in texts if (date := read_date(text))]
        # "July" in DA knows less than "2015" in PY.
        best = next((date for date in read if date.year is not None), read[0] if read else None)
        if best is None:
            continue
        dates[name] = best
        if best.year is None and any(character.isdigit() for character in best.literal):
            problems.append(
                Problem(
                    rule=Rule.BAD_DATE,
                    at=record.at,
                    message=f'the date "{best.literal}" cannot be read',
                    hint="it is printed as it stands",
                    key=record.first("ID"),
                )
            )
    return dates


def _pages(record: _Record, kind: ReferenceType) -> dict[str, str]:
    first, last = record.first("SP"), record.first("EP")
    if not (first or last):
        return {}
    if kind in EXTENT_IN_SP and first.isdigit() and not last:
        return {"number_of_pages": first}
    return {"page": join_pages(first, last)}


def _numbers(record: _Record, kind: ReferenceType) -> dict[str, str]:
    found: dict[str, str] = {}
    for position, text in enumerate(record.values("SN")):
        name, bare = standard_number(text)
        if kind in NUMBER_IN_SN and position == 0 and name == "issn":
            name = "number"
        found.setdefault(name, bare)
    if number := record.first("C7"):
        found.setdefault("number", number)
    return found


def _keywords(record: _Record) -> Iterator[str]:
    seen: set[str] = set()
    for value in record.values("KW"):
        for keyword in (part.strip() for part in value.split(";")):
            if keyword and keyword not in seen:
                seen.add(keyword)
                yield keyword


def _key(
    record: _Record,
    contributors: list[Contributor],
    issued: PartialDate | None,
    keys: dict[str, int],
) -> str:
    """Return the record's key, or one made of name and year; each key is given once."""
    key = "".join((record.first("ID") or record.first("LB")).split())
    if not key:
        first = contributors[0] if contributors else None
        name = (first.family or first.literal) if first else record.first("TI")
        word = "".join(character for character in name.lower() if character.isalnum())
        key = f"{word[:24] or 'reference'}{issued.year if issued and issued.year else ''}"
    unique, number = key, keys.get(key, 1)
    while unique in keys:
        number += 1
        unique = f"{key}-{number}"
    keys[key] = number
    keys.setdefault(unique, 1)
    return unique
