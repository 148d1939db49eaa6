"""Links from quotes in the prose to their effects."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from pprkb.documents.document import Block, Entry, Paragraph, Quotation, TextList
from pprkb.evidence.anchors import find_quotes
from pprkb.formats.markdown import find_citations
from pprkb.text.markup import Run, text_of


@dataclass(frozen=True, kw_only=True)
class Mark:
    """A quote of an effect, and the target of its link."""

    name: str
    """An id for the beginning of the quote, unique in the document."""
    quote: str
    """The quote, in Markdown."""
    link: str
    """Address of the effect, such as "#effect-1"."""


@dataclass(frozen=True, kw_only=True)
class Marked:
    """Blocks in which the quotes of some effects are links."""

    blocks: tuple[Block, ...]
    places: Mapping[str, str]
    """For the name of each mark that was found, the id where its quote begins: its own, or that of
    another mark that begins at the same place."""


def mark_quotes(blocks: Iterable[Block], marks: Iterable[Mark]) -> Marked:
    """Return blocks in which the first occurrence of each quote is a link.

    Emphasis and the forms of dashes and quotation marks are ignored. If a quote contains a
    citation, which is printed differently, its longest piece without the citation is searched for.
    """
    marker = _Marker(tuple(marks))
    return Marked(blocks=tuple(marker.block(block) for block in blocks), places=marker.places)


class _Marker:
    """Marks blocks one after the other, and keeps track of the marks."""

    def __init__(self, marks: tuple[Mark, ...]) -> None:
        self._left = {mark.name: mark for mark in marks}
        self.places: dict[str, str] = {}

    def block(self, block: Block) -> Block:
        match block:
            case Paragraph():
                return replace(block, runs=self._runs(block.runs))
            case TextList():
                items = tuple(tuple(self.block(one) for one in item) for item in block.items)
                return replace(block, items=items)
            case Quotation():
                return replace(block, blocks=tuple(self.block(one) for one in block.blocks))
            case Entry():
                return replace(block, annotation=tuple(self.block(o) for o in block.annotation))
            case _:
                return block

    def _runs(self, runs: tuple[Run, ...]) -> tuple[Run, ...]:
        text = text_of(runs)
        found = sorted(self._found(text), key=lambda one: one[0])
        for start, _, mark in found:
            del self._left[mark.name]
            begun = next((other for at, _, other in found if at == start), mark)
            self.places[mark.name] = begun.name
        return tuple(_linked(runs, found)) if found else runs

    def _found(self, text: str) -> Iterator[tuple[int, int, Mark]]:
        for mark in self._left.values():
            places = find_quotes(text, _longest_piece(mark.quote))
            if places:
                yield places[0].start, places[0].end, mark


def _longest_piece(quote: str) -> str:
    """Return the longest piece of a quote without its citations."""
    pieces, position = [], 0
    for place in find_citations(quote):
        pieces.append(quote[position : place.start])
        position = place.end
    pieces.append(quote[position:])
    return max(pieces, key=len).strip()


_SHORT = 16
"""Maximum length of text that is kept on one line, such as "r = .28"."""


def _together(text: str) -> str:
    return text.replace(" ", "\u00a0") if len(text) <= _SHORT else text


def _linked(runs: Iterable[Run], found: list[tuple[int, int, Mark]]) -> Iterator[Run]:
    """Split runs where marks begin and end; overlapping marks link to the later one."""
    cuts = sorted({place for start, end, _ in found for place in (start, end)})
    begun: set[int] = set()
    position = 0
    for run in runs:
        end = position + len(run.text)
        edges = [position, *(cut for cut in cuts if position < cut < end), end]
        for first, last in pairwise(edges):
            piece = replace(run, text=run.text[first - position : last - position])
            inside = [one for one in found if one[0] <= first < one[1]]
            if inside and not piece.link:
                piece = replace(piece, link=inside[-1][2].link, text=_together(piece.text))
            opening = next((mark for start, _, mark in found if start == first), None)
            if opening and first not in begun:
                begun.add(first)
                piece = replace(piece, anchor=opening.name)
            yield piece
        position = end
