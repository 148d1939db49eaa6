"""Setting and taking away fields of the entries of a .bib text, without touching another character.

Text in, text out: what is written is a splice of the text that was read, so that comments, order,
alignment, line ends and a byte order mark stay. Each result is read again and compared; what would
be read otherwise than it was meant is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from pprkb.formats.bibtex.layout import Layout, check_braces, delimited, with_line_ends
from pprkb.formats.bibtex.places import EntryPlace, FieldPlace, Places, places_of
from pprkb.formats.bibtex.splice import Splice, checked, meaning, spliced
from pprkb.model.errors import EditError

_LINE_END = re.compile(r"\r\n|\r|\n")
_FIELD_NAME = re.compile(r"[A-Za-z][\w+.:/-]*\Z")


@dataclass(frozen=True, kw_only=True)
class FieldChange:
    """One field of one entry that shall be changed."""

    key: str
    field: str
    value: str | None
    """LaTeX without delimiters; None takes the field away."""
    as_written: bool = False
    """The value has its delimiters, or is a macro: it is written as it stands."""


def fields_of(text: str, key: str) -> dict[str, str]:
    """Return the fields of an entry, names in lower case, values as they stand with delimiters.

    Raises:
        NotFoundError: There is no such entry.
        EditError: It is damaged or stands there twice.
    """
    place = places_of(text).find(key)
    fields: dict[str, str] = {}
    for field in place.fields:
        fields.setdefault(field.name, text[field.value_start : field.value_end])
    return fields


def set_field(text: str, key: str, field: str, value: str, *, as_written: bool = False) -> str:
    """Return a text in which a field of an entry has a value.

    An existing value is replaced between its delimiters; a new field comes after the last one, laid
    out as the others are.

    Args:
        text: The whole file.
        key: The entry's key; case does not matter, as in BibTeX.
        field: The field's name.
        value: LaTeX without delimiters, with balanced braces.
        as_written: The value has its delimiters, or is a macro.

    Raises:
        NotFoundError: There is no such entry.
        EditError: The entry is damaged or stands there twice, or the value cannot be written.
    """
    change = FieldChange(key=key, field=field, value=value, as_written=as_written)
    return change_fields(text, (change,))


def remove_field(text: str, key: str, field: str) -> str:
    """Return a text in which an entry lacks a field.

    Raises:
        NotFoundError: There is no such entry.
        EditError: The entry is damaged, stands there twice, or has no such field.
    """
    return change_fields(text, (FieldChange(key=key, field=field, value=None),))


def change_fields(text: str, changes: Iterable[FieldChange]) -> str:
    """Return a text in which fields have been set and taken away, of one or many entries.

    The text is read twice, however many the changes are.

    Raises:
        NotFoundError: There is no such entry.
        EditError: An entry is damaged or stands there twice, a value cannot be written, a field
            that shall go is not there, or a field is named twice.
    """
    places = places_of(text)
    by_entry: dict[int, list[FieldChange]] = {}
    for change in changes:
        by_entry.setdefault(places.index(change.key), []).append(change)
    splices: list[Splice] = []
    expected = {id(block): meaning(places, block) for block in places.blocks}
    for number, of_entry in by_entry.items():
        block = places.blocks[number]
        edit = _EntryEdit(places, places.place(block))
        for change in of_entry:
            edit.make(change)
        splices += edit.splices()
        fields = tuple((name, value.replace("\r", "\n")) for name, value in edit.fields)
        expected[id(block)] = replace(expected[id(block)], fields=fields)
    wanted = [expected[id(block)] for block in places.blocks if block.end > block.start]
    return checked(places, spliced(text, splices), wanted)


class _EntryEdit:
    """The changes of one entry."""

    def __init__(self, places: Places, place: EntryPlace) -> None:
        self.places, self.place = places, place
        self.layout = Layout(places, place)
        self.fields = [
            (field.name, places.plain[field.value_start : field.value_end])
            for field in place.fields
        ]
        self._kept: list[FieldPlace | None] = list(place.fields)
        self._added: list[str] = []
        self._values: list[Splice] = []
        self._named: set[str] = set()

    def make(self, change: FieldChange) -> None:
        name = change.field.lower()
        if not _FIELD_NAME.match(name):
            raise EditError(f'"{change.field}" is no name of a field', hint="write letters")
        if name in self._named:
            raise EditError(f"the field {name} of {self.place.key} is to be changed twice")
        self._named.add(name)
        found = [field for field in self.place.fields if field.name == name]
        if len(found) > 1:
            lines = [str(self.places.line_of(field.start)) for field in found]
            raise EditError(
                f"line {lines[0]}: {self.place.key} has the field {name} on lines "
                f"{', '.join(lines)}",
                hint="delete all but one by hand",
            )
        if change.value is None:
            self._remove(name, found)
        elif found:
            self._replace(found[0], change.value, as_written=change.as_written)
        else:
            self._add(name, change.value, as_written=change.as_written)

    def _remove(self, name: str, found: list[FieldPlace]) -> None:
        if not found:
            line = self.places.line_of(self.place.start)
            raise EditError(f"line {line}: {self.place.key} has no field {name}")
        at = self._kept.index(found[0])
        self._kept[at] = None
        self.fields = [pair for pair in self.fields if pair[0] != name]

    def _replace(self, field: FieldPlace, value: str, *, as_written: bool) -> None:
        start, end = field.value_start, field.value_end
        if not as_written:
            value = with_line_ends(value, self.layout.line_end)
            check_braces(value, field.name)
            like = self.places.plain[start:end]
            value = delimited(value, like, month=field.name == "month")
        self._values.append(Splice(start=start, end=end, new=value))
        at = next(i for i, pair in enumerate(self.fields) if pair[0] == field.name)
        self.fields[at] = (field.name, value)

    def _add(self, name: str, value: str, *, as_written: bool) -> None:
        if not as_written:
            value = with_line_ends(value, self.layout.line_end)
            check_braces(value, name)
        added = self.layout.added(name, value, as_written=as_written)
        self._added.append(added)
        self.fields.append((name, added[added.index("=") + 1 :].strip()))

    def splices(self) -> list[Splice]:
        place, text = self.place, self.places.text
        out = list(self._values)
        fields = place.fields
        last = len(fields) - 1
        while last >= 0 and self._kept[last] is None:
            last -= 1
        end = fields[last].value_end if last >= 0 else place.key_end
        # Up to the next field, so that its neighbours keep their lines.
        out += [
            Splice(start=field.start, end=following.start)
            for field, following, kept in zip(fields[:last], fields[1:], self._kept, strict=False)
            if kept is None
        ]
        rest = fields[-1].value_end if fields else place.key_end
        added = "".join(self._added)
        if added and last < 0 and _LINE_END.search(added):
            closing = text[rest : place.end - 1]
            if not _LINE_END.search(closing):
                added += ("" if "," not in closing else ",") + self.layout.line_end
                rest = place.end - 1
        if added or rest > end:
            out.append(Splice(start=end, end=rest, new=added))
        return out
