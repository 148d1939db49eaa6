"""Giving an entry another key, in a .bib text and without touching another character."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from pprkb.formats.bibtex.blocks import BlockKind, RawBlock
from pprkb.formats.bibtex.edit_fields import FieldChange, change_fields, remove_field
from pprkb.formats.bibtex.places import Places, other_keys, places_of
from pprkb.formats.bibtex.splice import Splice, checked, meaning, spliced
from pprkb.model.errors import EditError
from pprkb.text.folding import caseless

LINKS = ("crossref", "xdata", "xref", "ids", "related", "entryset")
"""The fields that hold keys of entries (biblatex manual, section 2.2.3)."""
_USABLE = re.compile(r"""[^\s,{}()"'=%#\\~@]+\Z""")
_PLAIN_LIST = re.compile(r"""\{[^{}#]*\}\Z|"[^{}"#]*"\Z|\d+\Z""")
_KEY = re.compile(r"""[^\s,{}"]+(?:[^\S\r\n]+[^\s,{}"]+)*""")


def rename_key(text: str, old: str, new: str, *, keep_alias: bool = True) -> str:
    """Return a text in which an entry has another key.

    The fields of other entries that name it (`crossref`, `xdata` and their like) follow. The old
    key goes into the entry's field `ids`, so that it is still found.

    Args:
        text: The whole file.
        old: The entry's key; case does not matter, as in BibTeX.
        new: Its new key.
        keep_alias: Whether the old key stays another key of the entry.

    Raises:
        NotFoundError: There is no such entry.
        EditError: The entry is damaged or stands there twice, the new key is taken or unusable,
            or another entry names the old key in a way that cannot be edited.
    """
    places = places_of(text)
    number = places.index(old)
    place = places.place(places.blocks[number])
    if not _USABLE.match(new):
        raise EditError(
            f'"{new}" cannot be a key', hint="write letters, digits and : . _ - + / without blanks"
        )
    if new == place.key:
        return text
    places.check_free((new,), but=number)
    renamed = _renamed(places, number, new)
    return _with_alias(renamed, new, place.key, keep=keep_alias)


def _renamed(places: Places, number: int, new: str) -> str:
    place = places.place(places.blocks[number])
    splices = [Splice(start=place.key_start, end=place.key_end, new=new)]
    wanted = [meaning(places, block) for block in places.blocks if block.end > block.start]
    wanted[number] = replace(wanted[number], key=new)
    for other, block in enumerate(places.blocks):
        links = [field for field in block.fields if field.name in LINKS]
        if block.kind is not BlockKind.ENTRY or not any(
            caseless(place.key) in caseless(field.raw) for field in links
        ):
            continue
        own = other == number
        found = list(_uses(places, block, place.key, own=own))
        if not found:
            continue
        splices += [Splice(start=start, end=end, new=new) for start, end in found]
        wanted[other] = replace(
            wanted[other],
            fields=tuple(
                (
                    field.name,
                    spliced(raw, _within(found, field.value_start, raw, new)).replace("\r", "\n"),
                )
                for field in places.place(block).fields
                for raw in (places.plain[field.value_start : field.value_end],)
            ),
        )
    return checked(places, spliced(places.text, splices), wanted)


def _within(found: list[tuple[int, int]], at: int, raw: str, new: str) -> list[Splice]:
    return [
        Splice(start=start - at, end=end - at, new=new)
        for start, end in found
        if at <= start < at + len(raw)
    ]


def _uses(places: Places, block: RawBlock, key: str, *, own: bool) -> Iterator[tuple[int, int]]:
    """Yield where the fields of an entry name a key; its own `ids` are seen to apart."""
    for field in places.place(block).fields:
        if field.name not in LINKS or (own and field.name == "ids"):
            continue
        raw = places.plain[field.value_start : field.value_end]
        uses = [match for match in _KEY.finditer(raw) if caseless(match.group()) == caseless(key)]
        if uses and not _PLAIN_LIST.match(raw):
            raise EditError(
                f"line {places.line_of(field.start)}: {field.name} of {block.key} names {key} in a "
                "way that cannot be edited",
                hint="write the key in one pair of braces",
            )
        for match in uses:
            yield field.value_start + match.start(), field.value_start + match.end()


def _with_alias(text: str, key: str, old: str, *, keep: bool) -> str:
    """Return a text in which the entry's `ids` hold the old key, or not, and not its own key."""
    places = places_of(text)
    block = places.blocks[places.index(key)]
    before = other_keys(block)
    after = [other for other in before if other != key and (keep or other != old)]
    if keep and old not in after:
        after.append(old)
    if after == before:
        return text
    written = next((field.raw for field in block.fields if field.name == "ids"), "")
    if written and not _PLAIN_LIST.match(written):
        line = places.line_of(places.place(block).start)
        raise EditError(
            f"line {line}: the field ids of {key} cannot be edited",
            hint="write its keys in one pair of braces",
        )
    if not after:
        return remove_field(text, key, "ids")
    value = ", ".join(after)
    if before == after[:-1] and before:
        # What stands there stays as it is.
        value = f"{written[1:-1].rstrip().rstrip(',')}, {old}"
    return change_fields(text, (FieldChange(key=key, field="ids", value=value),))
