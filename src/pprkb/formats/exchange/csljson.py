"""CSL-JSON, the data format of the Citation Style Language (schema csl-data.json 1.0.2).

What CSL-JSON has no variable for (`extra`, `source_title`, aliases, "and others") travels in the
`custom` object that the schema provides, so that an item read back is the same reference. So do
notices, which an item says in `note` and `status` for programs that show these.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import cast

from pprkb.matching.identifiers import bare_doi
from pprkb.model.citation import CslCustom, CslDate, CslItem, CslName
from pprkb.model.problem import BIBTEX_FIELD
from pprkb.model.reference import (
    TEXT_VARIABLES,
    Contributor,
    PartialDate,
    Reference,
    ReferenceType,
    Role,
)
from pprkb.text.number import MOST, whole_number

_UPPER = {
    "doi": "DOI",
    "url": "URL",
    "isbn": "ISBN",
    "issn": "ISSN",
    "pmid": "PMID",
    "pmcid": "PMCID",
    "archive_location": "archive_location",  # the schema's own spelling
}
_TEXT = {
    name: _UPPER.get(name, name.replace("_", "-"))
    for name in TEXT_VARIABLES
    if name != "source_title"
}
"""CSL variables by attribute of `Reference`."""
_FROM_TEXT = {variable: name for name, variable in _TEXT.items()}
_FROM_TEXT.update(
    {
        "shortTitle": "title_short",
        "journalAbbreviation": "container_title_short",
        "event": "event_title",
        "titleShort": "title_short",
        "archive-location": "archive_location",
    }
)
_DATES = {
    "issued": "issued",
    "accessed": "accessed",
    "event_date": "event-date",
    "original_date": "original-date",
    "submitted": "submitted",
}
_ROLES = {role.value: role for role in Role}
_TYPES = {kind.value: kind for kind in ReferenceType}
_NAME_PARTS = (
    ("family", "family"),
    ("given", "given"),
    ("non-dropping-particle", "non_dropping_particle"),
    ("dropping-particle", "dropping_particle"),
    ("suffix", "suffix"),
    ("literal", "literal"),
)
_RAW_DATE = re.compile(r"(\d{4})(?:[-/](\d{1,2})(?:[-/](\d{1,2}))?)?(?:T.*)?\Z")


# -- writing -----------------------------------------------------------------------------------


def to_csl(reference: Reference) -> CslItem:
    """Return a reference as a CSL-JSON item.

    The short title is taken from the part before the first colon where the reference has none,
    since styles print it where a work without authors is cited; `from_csl` takes it away again.

    Returns:
        The item; made of dictionaries, lists, texts and numbers only.
    """
    variables: dict[str, object] = {
        variable: value for name, variable in _TEXT.items() if (value := getattr(reference, name))
    }
    for role in dict.fromkeys(person.role for person in reference.contributors):
        variables[role.value] = [_name_to_csl(person) for person in reference.by_role(role)]
    for name, variable in _DATES.items():
        date = getattr(reference, name)
        if date is not None:
            variables[variable] = _date_to_csl(date)
    item = cast("CslItem", {"id": reference.key, "type": reference.type.value, **variables})
    if reference.keywords:
        item["keyword"] = joined_keywords(reference.keywords)
    custom = _custom(reference)
    if not reference.title_short and not reference.volume_title:
        short = _short_title(reference.title)
        if short:
            item["title-short"] = short
            custom["derived"] = ["title-short"]
    if custom:
        item["custom"] = custom
    return item


def _short_title(title: str) -> str:
    """Return the title up to the first colon; empty if that would cut a tag in two."""
    short, colon, rest = title.partition(": ")
    if not colon or not rest or short.count("<") != 2 * short.count("</"):
        return ""
    return short


def _name_to_csl(person: Contributor) -> CslName:
    parts = {variable: getattr(person, name) for variable, name in _NAME_PARTS}
    return cast("CslName", {variable: part for variable, part in parts.items() if part})


def _date_to_csl(date: PartialDate) -> CslDate:
    result: CslDate = {}
    if date.year is not None:
        parts = [_parts(date.year, date.month, date.day)]
        if date.end_year is not None:
            parts.append(_parts(date.end_year, date.end_month, date.end_day))
        result["date-parts"] = parts
    if date.season is not None:
        result["season"] = date.season
    if date.end_season is not None:
        result["end-season"] = date.end_season
    if date.circa:
        result["circa"] = True
    if date.literal:
        result["literal"] = date.literal
    return result


def _parts(year: int, month: int | None, day: int | None) -> list[int]:
    if month is None:
        return [year]
    return [year, month] if day is None else [year, month, day]


def joined_keywords(keywords: tuple[str, ...]) -> str:
    """Return keywords as a single text, as in CSL."""
    return ("; " if any("," in word for word in keywords) else ", ").join(keywords)


def _split_keywords(text: str) -> tuple[str, ...]:
    if ";" in text:
        return tuple(word.strip() for word in text.split(";") if word.strip())
    return tuple(word.strip() for word in text.split(",") if word.strip())


def _custom(reference: Reference) -> CslCustom:
    custom: CslCustom = {}
    if reference.source_title:
        custom["source-title"] = reference.source_title
    if reference.incomplete:
        custom["incomplete"] = sorted(role.value for role in reference.incomplete)
    if reference.aliases:
        custom["aliases"] = list(reference.aliases)
    extra = {name: text for name, text in reference.extra.items() if name != BIBTEX_FIELD}
    if extra:
        custom["extra"] = extra
    if _split_keywords(joined_keywords(reference.keywords)) != reference.keywords:
        custom["keywords"] = list(reference.keywords)
    roles = [person.role.value for person in reference.contributors]
    if roles != sorted(roles, key=roles.index):
        custom["role-order"] = roles
    return custom


# -- reading -----------------------------------------------------------------------------------


def from_csl(item: Mapping[str, object]) -> Reference:
    """Return the reference of a CSL-JSON item.

    Variables that CSL does not know go to `extra`; values of a wrong kind are read as text where
    that is possible and passed over where it is not. What other programs write in the schema's
    place is read too: a list for a text, one name for a list, a date as a text.

    Returns:
        The reference; an unknown type becomes `document`.
    """
    values: dict[str, object] = {}
    extra: dict[str, str] = {}
    contributors: list[Contributor] = []
    raw_custom = item.get("custom")
    custom: Mapping[str, object] = raw_custom if isinstance(raw_custom, Mapping) else {}
    own = custom.get("own")
    if isinstance(own, Mapping):
        # What was written otherwise for other programs.
        item = {name: value for name, value in {**item, **own}.items() if value is not None}
    derived = custom.get("derived")
    skipped = set(derived) if isinstance(derived, list) and _all_texts(derived) else set()
    dates = {variable: name for name, variable in _DATES.items()}
    for variable, value in item.items():
        if variable in ("id", "type", "custom", "keyword") or variable in skipped:
            continue
        if variable in _FROM_TEXT:
            if text := _text(value):
                values.setdefault(_FROM_TEXT[variable], text)
        elif variable in _ROLES:
            contributors.extend(_names_from_csl(value, _ROLES[variable]))
        elif variable in dates:
            date = _date_from_csl(value)
            if date is not None:
                values[dates[variable]] = date
        elif isinstance(value, str | int | float):
            extra[variable.lower()] = _text(value)
    if "doi" in values:
        values["doi"] = bare_doi(str(values["doi"]))
    keyword = item.get("keyword", item.get("keywords"))
    if isinstance(keyword, str):
        values["keywords"] = _split_keywords(keyword)
    elif isinstance(keyword, list) and _all_texts(keyword):
        values["keywords"] = tuple(keyword)
    _read_custom(custom, values, extra, contributors)
    kind = item.get("type")
    return Reference(
        key=_text(item.get("id", "")),
        type=_TYPES.get(kind, ReferenceType.DOCUMENT)
        if isinstance(kind, str)
        else ReferenceType.DOCUMENT,
        contributors=tuple(contributors),
        extra=MappingProxyType(extra),
    ).with_values(values)


def _read_custom(
    custom: Mapping[str, object],
    values: dict[str, object],
    extra: dict[str, str],
    contributors: list[Contributor],
) -> None:
    source = custom.get("source-title")
    if isinstance(source, str):
        values["source_title"] = source
    note = custom.get("note")
    if isinstance(note, str):
        values["note"] = note
    for name in ("aliases", "keywords"):
        texts = custom.get(name)
        if isinstance(texts, list) and _all_texts(texts):
            values[name] = tuple(texts)
    incomplete = custom.get("incomplete")
    if isinstance(incomplete, list):
        values["incomplete"] = frozenset(
            _ROLES[name] for name in incomplete if isinstance(name, str) and name in _ROLES
        )
    fields = custom.get("extra")
    if isinstance(fields, Mapping):
        extra.update({str(name): _text(text) for name, text in fields.items()})
    order = custom.get("role-order")
    if isinstance(order, list) and len(order) == len(contributors):
        rows = {name: iter([c for c in contributors if c.role.value == name]) for name in _ROLES}
        ordered = [next(rows[name], None) for name in order if name in rows]
        if len(ordered) == len(contributors) and None not in ordered:
            contributors[:] = [person for person in ordered if person is not None]


def _all_texts(values: list[object]) -> bool:
    return all(isinstance(value, str) for value in values)


def _text(value: object) -> str:
    """Return a text; of a list, as some programs write, its parts, such as two pages."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return "-".join(filter(None, map(_text, value[:2])))
    return str(value) if isinstance(value, int | float) else ""


def _names_from_csl(value: object, role: Role) -> list[Contributor]:
    """Read the names of a role: the schema's, and what other programs write in their place."""
    names: list[Contributor] = []
    for row in value if isinstance(value, list) else [value]:
        if isinstance(row, str) and row:
            names.append(Contributor(role=role, literal=row))
        if isinstance(row, Mapping):
            parts = {attribute: _text(row.get(variable)) for variable, attribute in _NAME_PARTS}
            if not any(parts.values()):
                parts["literal"] = _text(row.get("name"))
            if parts["given"] and not parts["family"] and not parts["literal"]:
                # A person of one name.
                parts["family"], parts["given"] = parts["given"], ""
            if any(parts.values()):
                names.append(Contributor(role=role, **parts))
    return names


def _integer(value: object) -> int | None:
    if isinstance(value, bool):
        return None
    return whole_number(str(value), least=-MOST) if isinstance(value, (int, str)) else None


def _date_from_csl(value: object) -> PartialDate | None:
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if isinstance(value, str):
        value = {"raw": value}
    if not isinstance(value, Mapping):
        return None
    parts: dict[str, int] = {}
    rows = value.get("date-parts")
    if rows is None and "year" in value:
        rows = [[value.get("year"), value.get("month"), value.get("day")]]
    raw = value.get("raw")
    if rows is None and isinstance(raw, str) and (match := _RAW_DATE.match(raw.strip())):
        rows, value = [list(match.groups())], {}
    if isinstance(rows, list):
        for row, prefix in zip(rows, ("", "end_"), strict=False):
            numbers = [_integer(number) for number in row] if isinstance(row, list) else []
            for number, name in zip(numbers, ("year", "month", "day"), strict=False):
                if number is None:
                    break
                if name == "month" and not 1 <= number <= 12:
                    if 13 <= number <= 24:
                        parts[prefix + "season"] = (number - 13) % 4 + 1
                    break
                parts[prefix + name] = number
    if "year" not in parts:
        parts = {}
    for variable, name in (("season", "season"), ("end-season", "end_season")):
        season = _integer(value.get(variable))
        if season is not None and 1 <= season <= 4:
            parts[name] = season
    said = value.get("literal") or value.get("raw")
    date = PartialDate(
        **parts,
        circa=bool(value.get("circa")),
        literal=said if isinstance(said, str) else "",
    )
    return None if date == PartialDate() else date
