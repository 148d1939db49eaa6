"""Changing one thing in a .bib text and no other character.

Text in, text out: what is written is a splice of the text that was read, so that comments, order,
alignment, line ends and a byte order mark stay. Each result is read again and compared; what would
be read otherwise than it was meant is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from pprkb.formats.bibtex.blocks import BlockKind, RawBlock
from pprkb.formats.bibtex.layout import (
    Layout,
    check_braces,
    delimited,
    line_end_near,
    with_line_ends,
)
from pprkb.formats.bibtex.places import EntryPlace, FieldPlace, Places, other_keys, places_of
from pprkb.formats.bibtex.splice import Splice, checked, meaning, meanings, spliced
from pprkb.model.errors import EditError

_LINE = re.compile(r"[^\r\n]*")
_LINE_END = re.compile(r"\r\n|\r|\n")
_BLANK_LINE = re.compile(r"[ \t]*(?:\r\n|\r|\n)")
_BLANK_LINE_BEFORE = re.compile(r"(?P<end>\r\n|\r|\n)[ \t]*\Z")
_FIELD_NAME = re.compile(r"[A-Za-z][\w+.:/-]*\Z")
_LINKS = ("crossref", "xdata", "xref")


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
        EditError: An entry is damaged or stands there twice, a value cannot be written, a field that
            shall go is not there, or a field is named twice.
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
        expected[id(block)] = replace(expected[id(block)], fields=tuple(edit.fields))
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
            lines = ", ".join(str(self.places.line_of(field.start)) for field in found)
            raise EditError(
                f"line {lines.split(',')[0]}: {self.place.key} has the field {name} on lines {lines}",
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
        value = with_line_ends(value, self.layout.line_end)
        if not as_written:
            check_braces(value, field.name)
            like = self.places.plain[start:end]
            value = delimited(value, like, month=field.name == "month")
        self._values.append(Splice(start=start, end=end, new=value))
        at = next(i for i, pair in enumerate(self.fields) if pair[0] == field.name)
        self.fields[at] = (field.name, value)

    def _add(self, name: str, value: str, *, as_written: bool) -> None:
        value = with_line_ends(value, self.layout.line_end)
        if not as_written:
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
        for number in range(last):
            if self._kept[number] is None:
                # Up to the next field, so that its neighbours keep their lines.
                out.append(Splice(start=fields[number].start, end=fields[number + 1].start))
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


def add_entry(text: str, entry: str) -> str:
    r"""Return a text with an entry more.

    It comes after the last entry that BibTeX can read, with a blank line between, so that what
    programs keep at the end of a file (`@comment{jabref-meta: ...}`) stays there.

    Args:
        text: The whole file.
        entry: One entry; its line ends become those of the file.

    Raises:
        EditError: The entry is none, or its key is taken.
    """
    places = places_of(text)
    new = Places(entry.strip())
    if len(new.blocks) != 1 or not new.is_sound(new.blocks[0]):
        raise EditError("what shall be added is not one sound entry", hint="check its braces")
    places.check_free((new.blocks[0].key, *other_keys(new.blocks[0])))
    anchor = next((b for b in reversed(places.blocks) if places.is_sound(b)), None)
    if anchor is None:
        anchor = next((b for b in reversed(places.blocks) if _defines(b)), None)
    if anchor is not None:
        at, number = _line_rest(text, anchor.end), places.blocks.index(anchor) + 1
        line_end = line_end_near(text, anchor.end)
        entry = with_line_ends(new.text, line_end)
        inserted = line_end * 2 + entry
    else:
        first = next((b for b in places.blocks if b.end > b.start), None)
        at, number = _before(text, first), 0
        line_end = line_end_near(text, at)
        entry = with_line_ends(new.text, line_end)
        if first is not None:
            inserted = entry + line_end * 2
        else:
            at, inserted = _without_blocks(text, entry, line_end)
    whole = [block for block in places.blocks if block.end > block.start]
    wanted = [meaning(places, block) for block in whole]
    added = Places(entry)
    wanted.insert(number, meaning(added, added.blocks[0]))
    return checked(places, spliced(text, [Splice(start=at, end=at, new=inserted)]), wanted)


def _defines(block: RawBlock) -> bool:
    return block.kind in (BlockKind.STRING, BlockKind.PREAMBLE) and not block.flaws


def _line_rest(text: str, offset: int) -> int:
    """Return the end of the line on which a block ends, unless another block stands there."""
    line = _LINE.match(text, offset)
    rest = line.group() if line else ""
    return offset if "@" in rest else offset + len(rest)


def _before(text: str, block: RawBlock | None) -> int:
    """Return where the line of a block begins, if only blanks stand before it there."""
    if block is None:
        return len(text)
    start = max(text.rfind(end, 0, block.start) for end in "\r\n") + 1
    return start if not text[start : block.start].strip() else block.start


def _without_blocks(text: str, entry: str, line_end: str) -> tuple[int, str]:
    """Return where an entry goes in a text without blocks, and with what around it."""
    remark = text.rstrip("\r\n")
    if remark.strip("\ufeff \t\r\n"):
        return len(remark), line_end * 2 + entry
    mark = text.startswith("\ufeff")
    return int(mark), entry + line_end * (2 if len(text) > mark else 1)


def delete_entry(text: str, key: str) -> str:
    """Return a text without an entry, its line end, and one blank line beside it.

    Args:
        text: The whole file.
        key: The entry's key; case does not matter, as in BibTeX.

    Raises:
        NotFoundError: There is no such entry.
        EditError: It is damaged or stands there twice, another entry leans on it, or a second
            entry may be hidden in it.
    """
    places = places_of(text)
    number = places.index(key)
    block = places.blocks[number]
    place = places.place(block)
    for flaw in block.flaws:
        if block.start < flaw.offset < block.end:
            raise EditError(
                f"line {places.line_of(flaw.offset)}: {place.key} holds more than itself: "
                f"{flaw.message}",
                hint="delete it by hand",
            )
    _refuse_needed(places, place)
    start, end = _with_line(text, place.start, place.end)
    wanted = meanings(places)
    del wanted[number]
    return checked(places, spliced(text, [Splice(start=start, end=end)]), wanted)


def _refuse_needed(places: Places, place: EntryPlace) -> None:
    for block in places.blocks:
        for field in block.fields:
            named = {key.strip(' {}"').lower() for key in field.raw.split(",")}
            if field.name in _LINKS and place.key.lower() in named and block.key != place.key:
                raise EditError(
                    f"line {places.line_of(block.start)}: {block.key} takes fields from "
                    f"{place.key} ({field.name})",
                    hint=f"take its {field.name} away first",
                )


def _with_line(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a stretch with its line and one blank line, if it has its lines to itself."""
    line = max(text.rfind(mark, 0, start) for mark in "\r\n") + 1
    if text[line:start].strip("\ufeff \t"):
        return start, end
    at_top = text[line:start].startswith("\ufeff") or line == 0
    own_end = _BLANK_LINE.match(text, end)
    if own_end is None and text[end:].strip(" \t"):
        return start, end
    if not text[line:start].startswith("\ufeff"):
        start = line
    if own_end is None:
        # The last line of a file without a line end there: the text before it keeps that habit.
        end = len(text)
        return (start, end) if at_top else (_without_blank_lines(text, start), end)
    blank = _BLANK_LINE.match(text, own_end.end())
    if blank:
        return start, blank.end()
    before = None if at_top else _BLANK_LINE_BEFORE.search(text, 0, _line_end_before(text, start))
    return (before.end("end") if before else start), own_end.end()


def _line_end_before(text: str, start: int) -> int:
    """Return where the line end before a line begins."""
    return start - (2 if text[max(0, start - 2) : start] == "\r\n" else 1)


def _without_blank_lines(text: str, start: int) -> int:
    """Return where the text before a line ends, without its line end and one blank line."""
    end = _line_end_before(text, start)
    blank = _BLANK_LINE_BEFORE.search(text, 0, end)
    return blank.start() if blank else end
