"""One CSL-JSON item, read defensively and parsed once per variable."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TypeAlias

from citeproc.source import BibliographySource, Date, DateRange, LiteralDate
from citeproc.source import Name as CiteprocName
from citeproc.string import MixedString, NoCase

from pprkb.csl.items.dates import DateValue, parse_date
from pprkb.csl.items.names import Name, parse_names
from pprkb.csl.text.marks import parse_rich_text

# CSL 1.0.2, Appendix IV (Variables)
NAME_VARIABLES = frozenset((
    "author", "chair", "collection-editor", "compiler", "composer", "container-author",
    "contributor", "curator", "director", "editor", "editorial-director", "editor-translator",
    "editortranslator", "executive-producer", "guest", "host", "illustrator", "interviewer",
    "narrator", "organizer", "original-author", "performer", "producer", "recipient",
    "reviewed-author", "script-writer", "series-creator", "translator",
))  # fmt: skip
DATE_VARIABLES = frozenset((
    "accessed", "available-date", "container", "event-date", "issued", "original-date", "submitted",
))  # fmt: skip
NUMBER_VARIABLES = frozenset((
    "chapter-number", "citation-number", "collection-number", "edition",
    "first-reference-note-number", "issue", "locator", "number", "number-of-pages",
    "number-of-volumes", "page", "page-first", "part-number", "printing-number", "section",
    "supplement-number", "version", "volume",
))  # fmt: skip
# what exporters write for variables that CSL 1.0.2 spells differently
_ALIASES = {
    "title-short": ("shortTitle",),
    "container-title-short": ("journalAbbreviation", "shortJournal"),
    "event-title": ("event",),
    "event": ("event-title",),
    "editor-translator": ("editortranslator",),
}


_PAGE_END = re.compile("[-\u2013,&]")


class Entry:
    """An item with its variables as marked strings, names and dates."""

    __slots__ = ("_dates", "_names", "_raw", "_texts", "data", "key", "language", "present", "type")

    def __init__(self, data: Mapping[str, object], key: str) -> None:
        """Wrap CSL-JSON `data`, which is never changed."""
        self.data = data
        self.key = key
        kind = data.get("type")
        self.type = kind if isinstance(kind, str) else ""
        self._texts: dict[str, str] = {}
        self._raw: dict[str, str] = {}
        self._names: dict[str, tuple[Name, ...]] = {}
        self._dates: dict[str, DateValue] = {}
        for variable, value in data.items():
            if value is not None and isinstance(variable, str):
                self._read(variable, value)
        for variable, aliases in _ALIASES.items():
            self._read_alias(variable, aliases)
        if "page" in self._raw and "page-first" not in self._raw:
            self._raw["page-first"] = _PAGE_END.split(self._raw["page"])[0].strip()
        # CSL 1.0.2, Choose, variable: what is not in here tests as empty
        self.present = frozenset((*self._raw, *self._names, *self._dates))
        self.language = self.raw("language").lower()

    def raw(self, variable: str) -> str:
        """Return a variable as it is, without any parsing."""
        return self._raw.get(variable, "")

    def text(self, variable: str) -> str:
        """Return a variable as a marked string; empty where it has no value."""
        text = self._texts.get(variable)
        if text is None:
            text = self._texts[variable] = parse_rich_text(self._raw.get(variable, ""))
        return text

    def names(self, variable: str) -> tuple[Name, ...]:
        """Return the names of a name variable."""
        return self._names.get(variable, ())

    def date(self, variable: str) -> DateValue | None:
        """Return the date of a date variable."""
        return self._dates.get(variable)

    def _read(self, variable: str, value: object) -> None:
        if variable in NAME_VARIABLES:
            if names := parse_names(value):
                self._names[variable] = names
        elif variable in DATE_VARIABLES:
            if date := parse_date(value):
                self._dates[variable] = date
        elif text := _as_text(value):
            self._raw[variable] = text

    def _read_alias(self, variable: str, aliases: tuple[str, ...]) -> None:
        if variable in self._raw or variable in self._names:
            return
        for alias in aliases:
            if alias in self._names:
                self._names[variable] = self._names[alias]
            elif alias in self._raw:
                self._raw[variable] = self._raw[alias]


def _as_text(value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


ItemSource: TypeAlias = BibliographySource | Iterable[Mapping[str, object]]

_DATE_PARTS = ("year", "month", "day")


def read_entries(items: ItemSource) -> dict[str, Entry]:
    """Return entries by id, case-sensitive; a later item replaces one with the same id."""
    if isinstance(items, BibliographySource):
        references: dict[str, dict[str, object]] = items
        return {str(key): Entry(_from_citeproc(item), str(key)) for key, item in references.items()}
    entries = {}
    for index, item in enumerate(items):
        if isinstance(item, Mapping):
            key = str(item.get("id", index))
            entries[key] = Entry(item, key)
    return entries


def _from_citeproc(reference: dict[str, object]) -> dict[str, object]:
    """Convert a citeproc-py `Reference` back into CSL-JSON."""
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


def _point(date: dict[str, object]) -> list[object]:
    parts: list[object] = []
    for name in _DATE_PARTS:
        part = dict.get(date, name)
        if part is None:
            break
        parts.append(part)
    return parts
