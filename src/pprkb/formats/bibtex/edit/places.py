"""Locates entries and fields in a .bib text, and verifies edits by reading the text again.

Only what BibTeX itself reads without complaint has places: an edit of a damaged entry would be a
guess. An edit replaces stretches of the text; `checked` compares what every block says before and
after.
"""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from pprkb.formats.bibtex.scan.blocks import BlockKind, Lines, RawBlock, RawField
from pprkb.formats.bibtex.scan.entry import BLOCK_START, EntryReader
from pprkb.formats.bibtex.scan.split import blanked, split
from pprkb.formats.bibtex.scan.value import Braces, Cursor, DamagedError
from pprkb.model.errors import EditError, NotFoundError
from pprkb.model.problem import Rule
from pprkb.text.spelling import caseless, did_you_mean

_BLANK = re.compile(r"\s*")
_LIST_SPLIT = re.compile(r"\s*,\s*")
_DAMAGE = (Rule.BIBTEX_SYNTAX, Rule.HIDDEN_ENTRY)


@dataclass(frozen=True, kw_only=True)
class FieldPlace:
    """A field; offsets into the text."""

    name: str
    """In lower case."""
    start: int
    """Where the name begins."""
    value_start: int
    value_end: int

    @property
    def name_end(self) -> int:
        """Return where the name ends."""
        return self.start + len(self.name)


@dataclass(frozen=True, kw_only=True)
class EntryPlace:
    """An entry; offsets into the text."""

    key: str
    start: int
    end: int
    key_start: int
    key_end: int
    fields: tuple[FieldPlace, ...]


class Places:
    """The blocks of a text, split in the same way as by the reader.

    Args:
        text: The whole file, decoded, including its line ends and byte order mark.
        like: An earlier version of the text; entries found there are not read again.
    """

    def __init__(self, text: str, like: Places | None = None) -> None:
        self.text = text
        self.plain = blanked(text)
        there = like.entries if like else {}
        self.blocks = list(split(self.plain, there))
        for block in self.blocks if there else ():
            if block.kind is BlockKind.ENTRY and not block.type:
                known = there.get(self.plain[block.start : block.end])
                if known:
                    block.type, block.key = known.type, known.key
                    block.fields, block.said = known.fields, known.said
        self._braces = Braces(self.plain)
        self._by_key: dict[str, list[int]] = {}
        for number, block in enumerate(self.blocks):
            if block.kind is BlockKind.ENTRY:
                self._by_key.setdefault(caseless(block.key), []).append(number)

    @cached_property
    def lines(self) -> Lines:
        """The lines of the text."""
        return Lines(self.text)

    @cached_property
    def entries(self) -> dict[str, RawBlock]:
        """The valid entries by their text, with offsets into this text."""
        return {
            self.plain[block.start : block.end]: block
            for block in self.blocks
            if block.kind is BlockKind.ENTRY and block.type and not block.flaws
        }

    def line_of(self, offset: int) -> int:
        """Return the line of an offset, counted from 1."""
        return self.lines.at(offset)

    def index(self, key: str) -> int:
        """Return which block is the entry with a key; case does not matter, as in BibTeX.

        Raises:
            NotFoundError: There is no such entry.
            EditError: There are several.
        """
        numbers = self._by_key.get(caseless(key), []) if key else []
        if not numbers:
            raise self._unknown(key)
        if len(numbers) > 1:
            lines = [str(self.line_of(self.blocks[number].start)) for number in numbers]
            raise EditError(
                f"line {lines[0]}: the key {key} is on lines {', '.join(lines)}",
                hint="rename or delete all but one by hand",
            )
        return numbers[0]

    def _unknown(self, key: str) -> NotFoundError:
        for block in self.blocks:
            if key in other_keys(block):
                hint = f"it is another key of {block.key}: name that"
                return NotFoundError(f'no entry "{key}"', hint=hint)
        keys = [block.key for block in self.blocks if block.kind is BlockKind.ENTRY]
        hint = did_you_mean(key, keys, "name the key of an entry")
        return NotFoundError(f'no entry "{key}"', hint=hint)

    def check_free(self, keys: Iterable[str], *, but: int = -1) -> None:
        """Reject keys that another entry has as its key or in `ids`, ignoring case.

        Raises:
            EditError: A key is taken, by a block other than the one with the index `but`.
        """
        folded = {caseless(key) for key in keys}
        for number, block in enumerate(self.blocks):
            if number == but or block.kind is not BlockKind.ENTRY:
                continue
            for key in (block.key, *other_keys(block)):
                if key and caseless(key) in folded:
                    raise EditError(
                        f"line {self.line_of(block.start)}: the key {key} is taken",
                        hint="choose another key",
                    )

    def find(self, key: str) -> EntryPlace:
        """Return the place of the entry with a key.

        Raises:
            NotFoundError: There is no such entry.
            EditError: There are several, or it is damaged.
        """
        return self.place(self.blocks[self.index(key)])

    def is_sound(self, block: RawBlock) -> bool:
        """Return whether a block is an entry that has a place."""
        try:
            return block.kind is BlockKind.ENTRY and bool(self.place(block).key)
        except EditError:
            return False

    def place(self, block: RawBlock) -> EntryPlace:
        """Return the place of an entry.

        Raises:
            EditError: It is damaged.
        """
        for flaw in block.flaws:
            hidden = flaw.rule is Rule.HIDDEN_ENTRY and flaw.offset > block.start
            if flaw.rule in _DAMAGE and not hidden and block.start <= flaw.offset < block.end:
                raise self._damaged(block, flaw.offset, flaw.message, flaw.hint)
        start = BLOCK_START.match(self.plain, block.start)
        if start is None:
            raise self._damaged(block, block.start, "it has no beginning", "")
        cursor = Cursor(self.plain, self._braces, start, len(self.plain), tolerant=False)
        try:
            read = EntryReader(cursor).read()
        except DamagedError:
            raise self._damaged(block, block.start, "BibTeX cannot read it", "") from None
        if (read.key, read.end) != (block.key, block.end) or values_of(read) != values_of(block):
            raise self._damaged(block, block.start, "it can be read in two ways", "")
        blank = _BLANK.match(self.plain, start.end())
        key_start = blank.end() if blank else start.end()
        if not self.plain.startswith(block.key, key_start):
            raise self._damaged(block, block.start, f"the key {block.key} is not plain", "")
        return EntryPlace(
            key=block.key,
            start=block.start,
            end=block.end,
            key_start=key_start,
            key_end=key_start + len(block.key),
            fields=tuple(_place(field) for field in read.fields),
        )

    def _damaged(self, block: RawBlock, offset: int, message: str, hint: str) -> EditError:
        name = f"the entry {block.key}" if block.key else "the entry"
        line = self.line_of(offset)
        return EditError(
            f"line {line}: {name} cannot be edited: {message}", hint=hint or "fix it by hand"
        )


def values_of(block: RawBlock) -> tuple[tuple[str, str], ...]:
    """Return the names and values of a block's fields as written in the file.

    Blocks come from two readers, one of which knows only LF: so CR is written as LF.
    """
    return tuple(
        (
            field.name,
            (field.raw if field.salvaged is None else field.salvaged).replace("\r", "\n"),
        )
        for field in block.fields
    )


def _place(field: RawField) -> FieldPlace:
    return FieldPlace(
        name=field.name,
        start=field.offset,
        value_start=field.value_at,
        value_end=field.value_at + len(field.raw),
    )


def other_keys(block: RawBlock) -> list[str]:
    """Return the keys in an entry's field `ids`, as biblatex calls other keys of the entry."""
    for field in block.fields:
        if field.name == "ids":
            return [key for key in _LIST_SPLIT.split(field.raw.strip(' {}"\t\r\n')) if key]
    return []


_RECENT: deque[Places] = deque(maxlen=2)


def places_of(text: str) -> Places:
    """Return the places of a text; a row of edits splits each text once, and each entry once."""
    for there in _RECENT:
        if there.text == text:
            return there
    made = Places(text, like=_RECENT[-1] if _RECENT else None)
    _RECENT.append(made)
    return made


@dataclass(frozen=True, kw_only=True)
class Splice:
    """A stretch of a text and its replacement."""

    start: int
    end: int
    new: str = ""


@dataclass(frozen=True, kw_only=True)
class Meaning:
    """The meaning of a block; blocks with equal meanings produce equal results."""

    kind: BlockKind
    type: str
    key: str
    fields: tuple[tuple[str, str], ...]
    """Names and values as written in the file."""
    text: str = ""
    """Of a comment or preamble."""


def spliced(text: str, splices: Iterable[Splice]) -> str:
    """Return a text with stretches replaced; they may not overlap."""
    out: list[str] = []
    position = 0
    for splice in sorted(splices, key=lambda splice: (splice.start, splice.end)):
        out += [text[position : splice.start], splice.new]
        position = splice.end
    return "".join(out) + text[position:]


def meanings(places: Places) -> list[Meaning]:
    """Return the meanings of the blocks of a text, in order."""
    return [meaning(places, block) for block in places.blocks if block.end > block.start]


def meaning(places: Places, block: RawBlock) -> Meaning:
    """Return the meaning of one block."""
    if block.said is None:
        block.said = _meaning(places, block)
    assert isinstance(block.said, Meaning)
    return block.said


def _meaning(places: Places, block: RawBlock) -> Meaning:
    plain = block.kind in (BlockKind.COMMENT, BlockKind.PREAMBLE)
    return Meaning(
        kind=block.kind,
        type=block.type,
        key=block.key,
        fields=values_of(block),
        text=places.plain[block.start : block.end] if plain else "",
    )


def checked(before: Places, after: str, expected: Sequence[Meaning]) -> str:
    """Return an edited text, if it is read as intended.

    Raises:
        EditError: A block would be read otherwise.
    """
    places = places_of(after)
    flaws = Counter(flaw.rule for block in places.blocks for flaw in block.flaws)
    flaws -= Counter(flaw.rule for block in before.blocks for flaw in block.flaws)
    if meanings(places) != list(expected) or flaws:
        raise EditError("the file would not be read as it was meant", hint="make the edit by hand")
    return after
