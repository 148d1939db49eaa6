"""Items as plain CSL-JSON, whatever the caller hands in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

from citeproc.source import BibliographySource, Date, DateRange, LiteralDate
from citeproc.source import Name as CiteprocName
from citeproc.string import MixedString, NoCase

from pprkb.csl.entry import Entry

ItemSource: TypeAlias = BibliographySource | Iterable[Mapping[str, object]]

_DATE_PARTS = ("year", "month", "day")


def read_entries(items: ItemSource) -> dict[str, Entry]:
    """Entries by id; the case of ids is kept, and a later item replaces one of the same id."""
    if isinstance(items, BibliographySource):
        references: dict[str, Any] = items
        return {str(key): Entry(_from_citeproc(item), str(key)) for key, item in references.items()}
    entries = {}
    for index, item in enumerate(items):
        if isinstance(item, Mapping):
            key = str(item.get("id", index))
            entries[key] = Entry(item, key)
    return entries


def _from_citeproc(reference: Any) -> dict[str, object]:
    """Turn a citeproc-py ``Reference`` back into CSL-JSON."""
    data: dict[str, object] = {}
    for name, value in dict.items(reference):
        converted = _value(value)
        if converted is not None:
            data[name if name == "type" else name.replace("_", "-")] = converted
    return data


def _value(value: object) -> object:
    if isinstance(value, MixedString):
        return "".join(
            f'<span class="nocase">{part}</span>' if isinstance(part, NoCase) else str(part)
            for part in value
        )
    if isinstance(value, (list, tuple)):
        return [dict(name) for name in value if isinstance(name, CiteprocName)]
    if isinstance(value, DateRange):
        points = [_point(value["begin"])]
        points.append(_point(value["end"]) if dict.get(value, "end") else [0])
        return {"date-parts": points, "circa": bool(dict.get(value, "circa"))}
    if isinstance(value, LiteralDate):
        return {"literal": str(value["text"]), "circa": bool(dict.get(value, "circa"))}
    if isinstance(value, Date):
        date: dict[str, object] = {"date-parts": [_point(value)]}
        date.update({key: value[key] for key in ("season", "circa") if dict.get(value, key)})
        return date
    return value


def _point(date: Any) -> list[object]:
    parts: list[object] = []
    for name in _DATE_PARTS:
        part = dict.get(date, name)
        if part is None:
            break
        parts.append(part)
    return parts
