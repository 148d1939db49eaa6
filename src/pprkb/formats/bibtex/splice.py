"""Replacing stretches of a .bib text, and the proof that nothing else has changed its meaning."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pprkb.formats.bibtex.blocks import BlockKind, RawBlock
from pprkb.formats.bibtex.places import Places, places_of, values_of
from pprkb.model.errors import EditError


@dataclass(frozen=True, kw_only=True)
class Splice:
    """A stretch of a text and what takes its place."""

    start: int
    end: int
    new: str = ""


@dataclass(frozen=True, kw_only=True)
class Meaning:
    """What a block says: two blocks with the same meaning are read alike."""

    kind: BlockKind
    type: str
    key: str
    fields: tuple[tuple[str, str], ...]
    """Names and values as they stand in the file."""
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
    """Return what the blocks of a text say, in order."""
    return [meaning(places, block) for block in places.blocks if block.end > block.start]


def meaning(places: Places, block: RawBlock) -> Meaning:
    """Return what one block says."""
    plain = block.kind in (BlockKind.COMMENT, BlockKind.PREAMBLE)
    return Meaning(
        kind=block.kind,
        type=block.type,
        key=block.key,
        fields=values_of(block),
        text=places.plain[block.start : block.end] if plain else "",
    )


def checked(before: Places, after: str, expected: Sequence[Meaning]) -> str:
    """Return an edited text, if it is read as it was meant.

    Raises:
        EditError: A block would be read otherwise.
    """
    places = places_of(after)
    flaws = Counter(flaw.rule for block in places.blocks for flaw in block.flaws)
    flaws -= Counter(flaw.rule for block in before.blocks for flaw in block.flaws)
    if meanings(places) != list(expected) or flaws:
        raise EditError("the file would not be read as it was meant", hint="make the edit by hand")
    return after
