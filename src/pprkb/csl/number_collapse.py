"""collapse="citation-number" (CSL 1.0.2, Cite Collapsing): successive numbers become a range."""

from __future__ import annotations

import re

from pprkb.csl.affixes import suffix_with_seams
from pprkb.csl.cite_pieces import Piece, RenderedCite
from pprkb.csl.layout import Area
from pprkb.csl.marks import NUMBER_CLOSE, NUMBER_OPEN
from pprkb.text.number import whole_number

RANGE = "\u2013"
RANGED_FROM = 3  # two neighbours are listed, three or more become a range

_NUMBER = re.compile(f"{NUMBER_OPEN}(\\d+){NUMBER_CLOSE}")


def collapse_numbers(cites: list[RenderedCite], area: Area, delimiter: str) -> list[Piece]:
    """The cites of one citation with their runs of successive numbers collapsed."""
    after = suffix_with_seams(area.option("after-collapse-delimiter", area.delimiter))
    numbers = [_number_of(cite) for cite in cites]
    pieces: list[Piece] = []
    collapsed = False
    start = 0
    while start < len(cites):
        end = start
        while end + 1 < len(cites) and _continues(cites, numbers, end):
            end += 1
        before = after if collapsed else delimiter
        collapsed = end - start + 1 >= RANGED_FROM
        if not collapsed:
            end = start
        pieces.append(cites[start].piece(cites[start].text, before))
        if collapsed:
            pieces.append(cites[end].piece(cites[end].text, RANGE))
        start = end + 1
    return pieces


def _continues(cites: list[RenderedCite], numbers: list[int | None], index: int) -> bool:
    """Whether the cite after ``index`` can go on a range; only its start may have a prefix."""
    here, following = numbers[index], numbers[index + 1]
    if here is None or following != here + 1 or cites[index + 1].prefix:
        return False
    return not cites[index].suffix


def _number_of(cite: RenderedCite) -> int | None:
    """The citation-number of a cite that shows nothing else of its own."""
    found = _NUMBER.findall(cite.text)
    if len(found) != 1 or cite.suffix or cite.has_locator:
        return None
    return whole_number(found[0])
