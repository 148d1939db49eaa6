"""Add and rename entries of a .bib text, without touching another character.

Comments, order, line ends and a byte order mark stay. Each result is read again and compared; what
would be read otherwise than intended is refused.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pprkb.formats.bibtex.edit.fields import (
    FieldChange,
    change_fields,
    line_end_near,
    remove_field,
    with_line_ends,
)
from pprkb.formats.bibtex.edit.places import (
    Places,
    Splice,
    checked,
    meaning,
    other_keys,
    places_of,
    spliced,
)
from pprkb.formats.bibtex.scan.blocks import LINE_END, BlockKind, RawBlock, line_start
from pprkb.model.errors import EditError
from pprkb.text.spelling import caseless

_LINE = re.compile(r"[^\r\n]*")
LINKS = ("crossref", "xdata", "xref", "ids", "related", "entryset")
"""The fields that hold keys of entries (biblatex manual, section 2.2.3)."""
_USABLE = re.compile(r"""[^\s,{}()"'=%#\\~@]+\Z""")
_PLAIN_LIST = re.compile(r"""\{[^{}#]*\}\Z|"[^{}"#]*"\Z|\d+\Z""")
_KEY = re.compile(r"""[^\s,{}"]+(?:[^\S\r\n]+[^\s,{}"]+)*""")


def add_entries(text: str, entries: Sequence[str]) -> str:
    r"""Return a text with further entries, read twice however many they are.

    They come after the last entry that BibTeX can read, with a blank line between, so that what
    programs keep at the end of a file (`@comment{jabref-meta: ...}`) stays there.

    Args:
        text: The whole file.
        entries: One entry each; their line ends become those of the file.

    Raises:
        EditError: One of them does not exist, or its key is taken.
    """
    places = places_of(text)
    new = Places("\n\n".join(entry.strip() for entry in entries))
    if len(new.blocks) != len(entries) or not all(map(new.is_sound, new.blocks)):
        what = "one sound entry" if len(entries) == 1 else "sound entries"
        raise EditError(f"what shall be added is not {what}", hint="check its braces")
    keys = [key for block in new.blocks for key in (block.key, *other_keys(block))]
    places.check_free(keys)
    twice = next((key for key, count in Counter(map(str.lower, keys)).items() if count > 1), "")
    if twice:
        raise EditError(f"two of the new entries have the key {twice}", hint="rename one")
    anchor = next((b for b in reversed(places.blocks) if places.is_sound(b)), None)
    if anchor is None:
        anchor = next((b for b in reversed(places.blocks) if _defines(b)), None)
    first = next((b for b in places.blocks if b.end > b.start), None)
    if anchor is not None:
        at, number = _line_rest(text, anchor.end), places.blocks.index(anchor) + 1
        own_end = LINE_END.match(text, at)
        line_end = own_end.group() if own_end else line_end_near(text, at)
        entry = with_line_ends(new.text, line_end)
        inserted = line_end * 2 + entry
    elif first is not None:
        at, number = _line_of_first(text, first.start), 0
        line_end = line_end_near(text, at)
        entry = with_line_ends(new.text, line_end)
        inserted = entry + line_end * 2
    else:
        number = 0
        line_end = line_end_near(text, 0)
        entry = with_line_ends(new.text, line_end)
        at, inserted = _without_blocks(text, entry, line_end)
    whole = [block for block in places.blocks if block.end > block.start]
    expected = [meaning(places, block) for block in whole]
    added = Places(entry)
    expected[number:number] = [meaning(added, block) for block in added.blocks]
    return checked(places, spliced(text, [Splice(start=at, end=at, new=inserted)]), expected)


def _defines(block: RawBlock) -> bool:
    return block.kind in (BlockKind.STRING, BlockKind.PREAMBLE) and not block.flaws


def _line_rest(text: str, offset: int) -> int:
    """Return the end of the line on which a block ends, unless another block follows on it."""
    line = _LINE.match(text, offset)
    rest = line.group() if line else ""
    return offset if "@" in rest else offset + len(rest)


def _line_of_first(text: str, offset: int) -> int:
    """Return where the line of the first block begins."""
    line = line_start(text, offset)
    return line + text.startswith("\ufeff", line)


def _without_blocks(text: str, entry: str, line_end: str) -> tuple[int, str]:
    """Return where an entry goes in a text without blocks, and with what around it."""
    remark = text.rstrip("\r\n")
    if remark.strip("\ufeff \t\r\n"):
        return len(remark), line_end * 2 + entry
    mark = text.startswith("\ufeff")
    return int(mark), entry + line_end * (2 if len(text) > mark else 1)


def is_key(word: str) -> bool:
    """Return whether a word can be written as the key of an entry."""
    return bool(_USABLE.match(word))


def add_other_key(text: str, key: str, other: str) -> str:
    """Return the text with an additional key for an entry, in its field `ids`.

    Args:
        text: The whole file.
        key: The entry's key; case does not matter, as in BibTeX.
        other: A key for which `is_key` holds.

    Raises:
        NotFoundError: There is no such entry.
        EditError: The entry is damaged or occurs twice, the other key is taken, or the entry's
            `ids` cannot be edited.
    """
    places = places_of(text)
    number = places.index(key)
    places.check_free((other,), but=number)
    return _with_alias(text, places.place(places.blocks[number]).key, other, keep=True)


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
        EditError: The entry is damaged or occurs twice, the new key is taken or unusable,
            or another entry names the old key in a way that cannot be edited.
    """
    places = places_of(text)
    number = places.index(old)
    place = places.place(places.blocks[number])
    if not is_key(new):
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
    expected = [meaning(places, block) for block in places.blocks if block.end > block.start]
    expected[number] = replace(expected[number], key=new)
    for other, block in enumerate(places.blocks):
        links = [field for field in block.fields if field.name in LINKS]
        if block.kind is not BlockKind.ENTRY or not any(
            caseless(place.key) in caseless(field.raw) for field in links
        ):
            continue
        is_itself = other == number
        uses = list(_uses(places, block, place.key, is_itself=is_itself))
        if not uses:
            continue
        splices += [Splice(start=start, end=end, new=new) for start, end in uses]
        expected[other] = replace(
            expected[other],
            fields=tuple(
                (
                    field.name,
                    spliced(raw, _within(uses, field.value_start, raw, new)).replace("\r", "\n"),
                )
                for field in places.place(block).fields
                for raw in (places.plain[field.value_start : field.value_end],)
            ),
        )
    return checked(places, spliced(places.text, splices), expected)


def _within(uses: list[tuple[int, int]], at: int, raw: str, new: str) -> list[Splice]:
    return [
        Splice(start=start - at, end=end - at, new=new)
        for start, end in uses
        if at <= start < at + len(raw)
    ]


def _uses(
    places: Places, block: RawBlock, key: str, *, is_itself: bool
) -> Iterator[tuple[int, int]]:
    """Yield where the fields of an entry, except `ids`, mention a key."""
    for field in places.place(block).fields:
        if field.name not in LINKS or (is_itself and field.name == "ids"):
            continue
        raw = places.plain[field.value_start : field.value_end]
        matches = [
            match for match in _KEY.finditer(raw) if caseless(match.group()) == caseless(key)
        ]
        if matches and not _PLAIN_LIST.match(raw):
            raise EditError(
                f"line {places.line_of(field.start)}: {field.name} of {block.key} names {key} in a "
                "way that cannot be edited",
                hint="write the key in one pair of braces",
            )
        for match in matches:
            yield field.value_start + match.start(), field.value_start + match.end()


def _with_alias(text: str, key: str, old: str, *, keep: bool) -> str:
    """Return the text with the old key added to, or removed from, the entry's `ids`."""
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
        # The keys before it stay as they are written.
        value = f"{written[1:-1].rstrip().rstrip(',')}, {old}"
    return change_fields(text, (FieldChange(key=key, field="ids", value=value),))
