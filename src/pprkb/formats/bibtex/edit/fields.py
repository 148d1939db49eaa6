"""Set and remove fields of the entries of a .bib text, without touching another character.

What is written is a splice of the text that was read, so that comments, order, alignment, line
ends and a byte order mark stay; a new field is laid out as its neighbours are. Each result is read
again and compared; what would be read otherwise than intended is refused.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TypeVar

from pprkb.formats.bibtex.edit.places import (
    EntryPlace,
    FieldPlace,
    Places,
    Splice,
    checked,
    meaning,
    places_of,
    spliced,
)
from pprkb.formats.bibtex.scan.blocks import LINE_END, are_balanced
from pprkb.formats.bibtex.scan.macros import MONTHS
from pprkb.model.errors import EditError

T = TypeVar("T")

_QUOTE_MARK = re.compile(r'[{}"]')


def line_end_near(text: str, offset: int) -> str:
    r"""Return the line end in use around an edit: the last before it, else the first after.

    A text of one line gets `\n`.
    """
    start = max(0, offset - 4000)
    before = LINE_END.findall(text, start, offset)
    if not before and start:
        before = LINE_END.findall(text, 0, offset)
    if before:
        return str(before[-1])
    after = LINE_END.search(text, offset)
    return after.group() if after else "\n"


def with_line_ends(value: str, line_end: str) -> str:
    """Return a text with all of its line ends alike."""
    return LINE_END.sub(line_end, value)


def check_braces(value: str, name: str) -> None:
    """Refuse a value that would end too early or never; a backslash does not escape a brace."""
    if not are_balanced(value):
        raise EditError(
            f"the braces of the new {name} are not balanced",
            hint=r"write \textbraceleft{} or \textbraceright{}",
        )


def delimited(value: str, like: str, *, month: bool = False) -> str:
    """Return a value with the delimiters of another one, where they fit.

    Args:
        value: The text between the delimiters; its braces are balanced.
        like: The other value as written in the file, or an empty string.
        month: Whether names of months may be written bare, as BibTeX's macros.
    """
    bare = like[:1] not in ("{", '"') and "#" not in like and bool(like)
    if bare and value.isascii() and value.isdigit():
        return value
    if month and (bare or not like) and value.lower() in MONTHS:
        return value
    if like.startswith('"') and "#" not in like and _fits_quotes(value):
        return f'"{value}"'
    return f"{{{value}}}"


def _fits_quotes(value: str) -> bool:
    depth = 0
    for mark in _QUOTE_MARK.findall(value):
        if mark == '"' and depth == 0:
            return False
        depth += {"{": 1, "}": -1, '"': 0}[mark]
    return True


class Layout:
    """The layout of an entry or, if it has no fields, of the nearest entry that does."""

    def __init__(self, places: Places, entry: EntryPlace) -> None:
        self.text = places.text
        self.entry = entry
        self.model = entry if entry.fields else _nearest_with_fields(places, entry)
        self.line_end = line_end_near(self.text, entry.key_end)

    def added(self, name: str, value: str, *, as_written: bool) -> str:
        """Return the text from the end of the last value to the end of a new one."""
        name = self._name(name)
        before, after = self._around_equals(name)
        if not as_written:
            value = delimited(value, self._like(value), month=name.lower() == "month")
        return f"{self._separator()}{name}{before}={after}{value}"

    def _separator(self) -> str:
        """Return the usual text between two fields: comma, line end and indentation."""
        model, text = self.model, self.text
        if model is None:
            return f",{self.line_end}  "
        ends = [model.key_end, *(field.value_end for field in model.fields)]
        gaps = [text[end : field.start] for end, field in zip(ends, model.fields, strict=False)]
        if len(gaps) > 1:
            # What follows the key is often not what follows a field.
            gaps = gaps[1:]
        gap = _usual(gaps)
        if model is not self.entry:
            gap = with_line_ends(gap, self.line_end)
        lines = LINE_END.split(gap)
        if len(lines) < 3:
            return gap
        # Blank lines between fields are not worth preserving.
        comma_first = "," in lines[-1]
        return ("" if comma_first else ",") + self.line_end + lines[-1]

    def _around_equals(self, name: str) -> tuple[str, str]:
        """Return the blanks before and after the `=`."""
        if self.model is None:
            return " ", " "
        text, fields = self.text, self.model.fields
        around = []
        columns: list[tuple[int, int, int]] = []
        for field in fields:
            between = text[field.name_end : field.value_start]
            before, _, after = between.partition("=")
            around.append((before, after))
            if not LINE_END.search(between):
                columns.append((len(field.name), len(before), len(after)))
        before, after = _usual(around)
        if len({length for length, _, _ in columns}) > 1 and "\t" not in before + after:
            width, share = Counter(n + b for n, b, _ in columns).most_common(1)[0]
            if share * 3 > len(columns) * 2:
                return " " * max(width - len(name), min(1, *(b for _, b, _ in columns))), after
            width, share = Counter(n + b + a for n, b, a in columns).most_common(1)[0]
            if share * 3 > len(columns) * 2:
                blanks = max(width - len(name) - len(before), min(1, *(a for _, _, a in columns)))
                return before, " " * blanks
        if LINE_END.search(before + after):
            return " ", " "
        return before, after

    def _name(self, name: str) -> str:
        """Return a name in capitals where all names of the entry have them."""
        if self.model is None:
            return name
        names = [self.text[field.start : field.name_end] for field in self.model.fields]
        if all(other.isupper() for other in names):
            return name.upper()
        if all(other[:1].isupper() for other in names):
            return "-".join(part.capitalize() for part in name.split("-"))
        return name

    def _like(self, value: str) -> str:
        """Return the delimiters, or a number, that a new value is written like."""
        if self.model is None:
            return ""
        written = [self.text[f.value_start : f.value_end] for f in self.model.fields]
        numbers = [raw for raw in written if raw.strip('{}"').isdigit()]
        if value.isdigit() and numbers:
            return str(_usual([raw[:1] if raw[:1] in '{"' else "0" for raw in numbers]))
        marks = [raw[0] for raw in written if raw[:1] in ("{", '"') and "#" not in raw]
        return str(_usual(marks)) if marks else ""


def _usual(habits: Iterable[T]) -> T:
    """Return the most frequent, of several the last."""
    habits = list(habits)
    counts = Counter(habits)
    most = max(counts.values())
    return next(habit for habit in reversed(habits) if counts[habit] == most)


def _nearest_with_fields(places: Places, entry: EntryPlace) -> EntryPlace | None:
    blocks = sorted(
        (block for block in places.blocks if block.fields),
        key=lambda block: abs(block.start - entry.start),
    )
    for block in blocks:
        if places.is_sound(block):
            return places.place(block)
    return None


_FIELD_NAME = re.compile(r"[A-Za-z][\w+.:/-]*\Z")


@dataclass(frozen=True, kw_only=True)
class FieldChange:
    """A change of one field of one entry."""

    key: str
    field: str
    value: str | None
    """LaTeX without delimiters; None removes the field."""
    as_written: bool = False
    """Whether to write the value unchanged, because it has its delimiters or is a macro."""


def fields_of(text: str, key: str) -> dict[str, str]:
    """Return the fields of an entry, names in lower case, values as written, with delimiters.

    Raises:
        NotFoundError: There is no such entry.
        EditError: It is damaged or occurs twice.
    """
    place = places_of(text).find(key)
    fields: dict[str, str] = {}
    for field in place.fields:
        fields.setdefault(field.name, text[field.value_start : field.value_end])
    return fields


def remove_field(text: str, key: str, field: str) -> str:
    """Return a text in which an entry lacks a field.

    Raises:
        NotFoundError: There is no such entry.
        EditError: The entry is damaged, occurs twice, or has no such field.
    """
    return change_fields(text, (FieldChange(key=key, field=field, value=None),))


def change_fields(text: str, changes: Iterable[FieldChange]) -> str:
    """Return a text in which fields of one or many entries are set and removed.

    The text is read twice, regardless of the number of changes.

    Raises:
        NotFoundError: There is no such entry.
        EditError: An entry is damaged or occurs twice, a value cannot be written, a field to be
            removed is missing, or a field is named twice.
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
    in_order = [expected[id(block)] for block in places.blocks if block.end > block.start]
    return checked(places, spliced(text, splices), in_order)


class _EntryEdit:
    """The changes to one entry."""

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
            raise EditError(f'"{change.field}" is not a field name', hint="write letters")
        if name in self._named:
            raise EditError(f"the field {name} of {self.place.key} is to be changed twice")
        self._named.add(name)
        same_name = [field for field in self.place.fields if field.name == name]
        if len(same_name) > 1:
            lines = [str(self.places.line_of(field.start)) for field in same_name]
            raise EditError(
                f"line {lines[0]}: {self.place.key} has the field {name} on lines "
                f"{', '.join(lines)}",
                hint="delete all but one by hand",
            )
        if change.value is None:
            self._remove(name, same_name)
        elif same_name:
            self._replace(same_name[0], change.value, as_written=change.as_written)
        else:
            self._add(name, change.value, as_written=change.as_written)

    def _remove(self, name: str, same_name: list[FieldPlace]) -> None:
        if not same_name:
            line = self.places.line_of(self.place.start)
            raise EditError(f"line {line}: {self.place.key} has no field {name}")
        at = self._kept.index(same_name[0])
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
        if added and last < 0 and LINE_END.search(added):
            closing = text[rest : place.end - 1]
            if not LINE_END.search(closing):
                added += ("" if "," not in closing else ",") + self.layout.line_end
                rest = place.end - 1
        if added or rest > end:
            out.append(Splice(start=end, end=rest, new=added))
        return out
