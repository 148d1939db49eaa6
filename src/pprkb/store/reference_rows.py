"""Converts references and contributors to database rows and back without loss."""

from __future__ import annotations

import json
from dataclasses import fields
from operator import itemgetter
from types import MappingProxyType
from typing import Any

from pprkb.formats.titles.filing import filed_body, filing_key
from pprkb.model.problem import Location
from pprkb.model.reference import (
    Contributor,
    PartialDate,
    Reference,
    ReferenceType,
    Role,
    authors_in_words,
)
from pprkb.text.spelling import fold

Row = tuple[Any, ...]

DATE_COLUMNS = ("issued", "accessed", "event_date", "original_date", "submitted")
_SPECIAL = {
    "key",
    "type",
    "contributors",
    "incomplete",
    "keywords",
    "aliases",
    "extra",
    "at",
    *DATE_COLUMNS,
}
TEXT_COLUMNS = tuple(f.name for f in fields(Reference) if f.name not in _SPECIAL)
"""The attributes of a reference that are plain text."""

REFERENCE_COLUMNS = (
    *("key", "position", "path", "line", "type", "year", "authors"),
    *("sort_name", "sort_title"),
    *TEXT_COLUMNS,
    *DATE_COLUMNS,
    *("keywords", "aliases", "incomplete", "extra"),
)
CONTRIBUTOR_COLUMNS = (
    "family",
    "given",
    "non_dropping_particle",
    "dropping_particle",
    "suffix",
    "literal",
)

_REFERENCES_PATH = "data/references.bib"
_texts_of = itemgetter(*TEXT_COLUMNS)
_dates_of = itemgetter(*DATE_COLUMNS)


def reference_row(reference: Reference, position: int) -> Row:
    """Return the row of table `reference`, in the order of `REFERENCE_COLUMNS`."""
    values = vars(reference)
    return (
        reference.key,
        position,
        *place_of(reference),
        reference.type.value,
        reference.year,
        authors_in_words(reference),
        sort_name(reference),
        filing_key(reference.title, reference.language),
        *_texts_of(values),
        *map(_date_text, _dates_of(values)),
        to_json(reference.keywords),
        to_json(reference.aliases),
        to_json(sorted(reference.incomplete)),
        to_json(dict(reference.extra)),
    )


def place_of(reference: Reference) -> tuple[str, int]:
    """Return the file and the line of a reference."""
    return (reference.at.path, reference.at.line) if reference.at else (_REFERENCES_PATH, 0)


def reference_from_row(row: Row, contributors: tuple[Contributor, ...]) -> Reference:
    """Return the reference of a row in the order of `REFERENCE_COLUMNS`."""
    texts_end = 9 + len(TEXT_COLUMNS)
    dates_end = texts_end + len(DATE_COLUMNS)
    keywords, aliases, incomplete, extra = row[dates_end : dates_end + 4]
    values: dict[str, object] = dict(zip(TEXT_COLUMNS, row[9:texts_end], strict=True))
    for name, text in zip(DATE_COLUMNS, row[texts_end:dates_end], strict=True):
        if text:
            values[name] = PartialDate(**json.loads(text))
    # Most of these are empty, and reading "[]" as JSON for each of thousands of rows adds up.
    if incomplete != "[]":
        values["incomplete"] = frozenset(Role(role) for role in json.loads(incomplete))
    if keywords != "[]":
        values["keywords"] = tuple(json.loads(keywords))
    if aliases != "[]":
        values["aliases"] = tuple(json.loads(aliases))
    if extra != "{}":
        values["extra"] = MappingProxyType(json.loads(extra))
    values["contributors"] = contributors
    values["at"] = Location(path=row[2], line=row[3])
    return Reference.of(row[0], ReferenceType(row[4]), values)


def contributor_row(contributor: Contributor) -> Row:
    """Return the row of a name in the order of `CONTRIBUTOR_COLUMNS`, without its role."""
    return (
        contributor.family,
        contributor.given,
        contributor.non_dropping_particle,
        contributor.dropping_particle,
        contributor.suffix,
        contributor.literal,
    )


def folded_name(row: Row) -> str:
    """Return the folded name of a `contributor_row`, as compared by the author filter."""
    family, given, non_dropping, dropping, suffix, literal = row
    parts = (given, dropping, non_dropping, family, suffix, literal)
    return fold(" ".join(part for part in parts if part))


def sort_name(reference: Reference) -> str:
    """Return the folded names for sorting a reference, or its title if it has none.

    Both are as in lists of references, without "The".
    """
    people = reference.by_role(Role.AUTHOR) or reference.by_role(Role.EDITOR)
    if not people:
        return filing_key(reference.title, reference.language)
    return "\x1f".join(
        fold(f"{filed_body(person.literal) or person.family} {person.given}".strip())
        for person in people
    )


def _date_text(date: PartialDate | None) -> str | None:
    if date is None:
        return None
    # Zero is a value (an open end), though it equals False.
    return to_json(
        {k: v for k, v in vars(date).items() if v is not None and v != "" and v is not False}
    )


# `json.dumps` would create an encoder for every value.
_ENCODER = json.JSONEncoder(ensure_ascii=False)


def to_json(value: object) -> str:
    """Return a value as the JSON text of a column."""
    return _ENCODER.encode(value)
