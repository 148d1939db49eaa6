"""Fix the problems of a .bib text that have a single safe fix, leaving all other characters alone.

Each function takes a text and the keys of the entries to fix, and returns a text. What cannot be
edited safely stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from pprkb.formats.bibtex.edit.fields import FieldChange, change_fields
from pprkb.formats.bibtex.edit.places import (
    Meaning,
    Places,
    Splice,
    checked,
    meaning,
    places_of,
    spliced,
)
from pprkb.formats.bibtex.fields import ROLES
from pprkb.formats.bibtex.read.faults import without_silences
from pprkb.formats.bibtex.read.names import parse_names
from pprkb.formats.bibtex.scan.blocks import BlockKind, RawBlock, line_start, matches_outside
from pprkb.formats.field_values import bare_doi
from pprkb.model.errors import EditError
from pprkb.model.problem import BIBTEX_FIELD

_GROUP = re.compile(r"""(?:\{(?P<braced>.*)\}|"(?P<quoted>[^"]*)")\Z""", re.DOTALL)
_DOI_PREFIX = re.compile(
    r"(?P<open>\{*)\s*(?:(?:https?://)?(?:dx\.|www\.)?doi\.org/\s*|doi\s*:\s*)+", re.IGNORECASE
)
_DOI_END = re.compile(r"[.,;]+(?=\s*\}*\s*\Z)")
_SEPARATOR = re.compile(r"[{}]|\s*(?:;|\\?&)\s*")
_NEEDLESS = re.compile(r"\s+and(?=\s+and\s)|,(?=\s*\Z)|,(?=\s+and\s)")
_LINE_REST = re.compile(r"[ \t]*(?:\r\n|\r|\n|\Z)")


def fix_syntax(text: str, keys: Collection[str]) -> str:
    """Return a text with the commas and equals signs that the reader has supplied."""
    splices = [
        Splice(start=start, end=end, new=new)
        for block in places_of(text).blocks
        if block.key in keys
        for flaw in block.flaws
        if flaw.fix
        for start, end, new in (flaw.fix,)
    ]
    return spliced(text, splices)


def without_repeated_fields(text: str, keys: Collection[str]) -> str:
    """Return a text without the fields that an entry has twice with the same value."""
    places = places_of(text)
    splices: list[Splice] = []
    expected = {id(block): meaning(places, block) for block in places.blocks}
    for block in _entries(places, keys):
        try:
            fields = places.place(block).fields
        except EditError:
            continue
        meant = expected[id(block)]
        first: dict[str, int] = {}
        removed = set()
        for number, (name, value) in enumerate(meant.fields):
            before = first.setdefault(name, number)
            if before != number and meant.fields[before][1] == value:
                removed.add(number)
                # Start at the end of the previous field, so that the comma after this one stays.
                start, end = fields[number - 1].value_end, fields[number].value_end
                splices.append(Splice(start=start, end=end))
        kept = (field for number, field in enumerate(meant.fields) if number not in removed)
        expected[id(block)] = replace(meant, fields=tuple(kept))
    return _checked(places, splices, places.blocks, expected)


def without_repeated_entries(text: str, keys: Collection[str]) -> str:
    """Return a text without entries that repeat an earlier one with the same key and fields."""
    places = places_of(text)
    folded = {key.lower() for key in keys}
    expected = {id(block): meaning(places, block) for block in places.blocks}
    first: dict[str, RawBlock] = {}
    splices: list[Splice] = []
    kept: list[RawBlock] = []
    for block in places.blocks:
        kept.append(block)
        if block.kind is not BlockKind.ENTRY or block.key.lower() not in folded:
            continue
        before = first.setdefault(block.key.lower(), block)
        meant = replace(expected[id(block)], key=before.key)
        whole = not block.flaws and not before.flaws
        if before is not block and whole and meant == expected[id(before)]:
            stretch = _with_lines(text, block)
            if stretch:
                splices.append(stretch)
                kept.pop()
    return _checked(places, splices, kept, expected)


def bare_dois(text: str, keys: Collection[str]) -> str:
    """Return a text in which DOIs have no resolver, no prefix and no full stop behind them."""
    changes = []
    for key, values in _values(text, keys):
        written = values.get("doi", "")
        doi = _DOI_END.sub("", _DOI_PREFIX.sub(_opening_braces, written, count=1))
        if doi != written and bare_doi(doi).startswith("10."):
            changes.append(FieldChange(key=key, field="doi", value=doi))
    return _changed(text, changes)


def plain_name_lists(text: str, keys: Collection[str]) -> str:
    """Return a text in which "and" stands between names, where that reads as the same names."""
    changes = []
    for key, values in _values(text, keys):
        for field, written in values.items():
            if field not in ROLES or not parse_names(written).flaws:
                continue
            names = _NEEDLESS.sub("", _with_and(written)).strip()
            read = parse_names(names)
            if not read.flaws and read.names == parse_names(written).names:
                changes.append(FieldChange(key=key, field=field, value=names))
    return _changed(text, changes)


def unsilenced(text: str, rules: Mapping[str, Collection[str]]) -> str:
    """Return a text in which entries no longer silence some rules, given by key."""
    changes = []
    for key, values in _values(text, rules):
        written = values.get(BIBTEX_FIELD, "")
        rest = without_silences(written, rules[key])
        if rest != written:
            changes.append(FieldChange(key=key, field=BIBTEX_FIELD, value=rest or None))
    return _changed(text, changes)


def _entries(places: Places, keys: Collection[str]) -> Iterator[RawBlock]:
    for block in places.blocks:
        if block.kind is BlockKind.ENTRY and block.key in keys:
            yield block


def _values(text: str, keys: Collection[str]) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield entries with their values between delimiters; others are left out."""
    for block in _entries(places_of(text), keys):
        values: dict[str, str] = {}
        for field in block.fields:
            group = _GROUP.match(field.raw) if field.salvaged is None else None
            if group:
                values.setdefault(field.name, group[group.lastgroup or 0])
        yield block.key, values


def _changed(text: str, changes: list[FieldChange]) -> str:
    """Make all changes at once; where that fails, one by one, without those that fail."""
    try:
        return change_fields(text, changes) if changes else text
    except EditError:
        if len(changes) == 1:
            return text
    for change in changes:
        text = _changed(text, [change])
    return text


def _checked(
    places: Places,
    splices: list[Splice],
    kept: list[RawBlock],
    meanings: Mapping[int, Meaning],
) -> str:
    if not splices:
        return places.text
    in_order = [meanings[id(block)] for block in kept if block.end > block.start]
    try:
        return checked(places, spliced(places.text, splices), in_order)
    except EditError:
        return places.text


def _with_lines(text: str, block: RawBlock) -> Splice | None:
    """Return the lines of an entry and the blank line after it; None if it shares its lines."""
    line = line_start(text, block.start)
    rest = _LINE_REST.match(text, block.end)
    if rest is None or text[line : block.start].strip(" \t\ufeff"):
        return None
    end = rest.end()
    blank = _LINE_REST.match(text, end)
    return Splice(start=line, end=blank.end() if blank else end)


def _opening_braces(match: re.Match[str]) -> str:
    return match["open"]


def _with_and(names: str) -> str:
    out: list[str] = []
    position = 0
    for match in matches_outside(_SEPARATOR, names):
        out += [names[position : match.start()], " and "]
        position = match.end()
    return "".join(out) + names[position:]
