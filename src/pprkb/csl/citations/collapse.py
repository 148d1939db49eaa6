"""Cites collapsed by number or year, and grouped by names (CSL 1.0.2, Cite Collapsing)."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from pprkb.csl.citations.cites import Piece, RenderedCite
from pprkb.csl.layout import Area
from pprkb.csl.text.marks import NUMBER_CLOSE, NUMBER_OPEN, SUFFIX_CLOSE, SUFFIX_OPEN
from pprkb.csl.text.numbers import whole_number
from pprkb.csl.text.styling import with_seams

RANGE = "\u2013"
RANGED_FROM = 3  # two neighbours are listed, three or more become a range

_NUMBER = re.compile(f"{NUMBER_OPEN}(\\d+){NUMBER_CLOSE}")


def collapse_numbers(cites: list[RenderedCite], area: Area, delimiter: str) -> list[Piece]:
    """Collapse runs of successive numbers (collapse="citation-number")."""
    after = with_seams(area.option("after-collapse-delimiter", area.delimiter))
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
    """Return whether the next cite continues a range; only the first may have a prefix."""
    here, following = numbers[index], numbers[index + 1]
    return here is not None and following == here + 1 and not cites[index + 1].prefix


def _number_of(cite: RenderedCite) -> int | None:
    """Return the citation-number of a cite without suffix and locator; else None."""
    numbers = _NUMBER.findall(cite.text)
    if len(numbers) != 1 or cite.suffix or cite.has_locator:
        return None
    return whole_number(numbers[0])


Group = list[RenderedCite]


def collapse_years(cites: list[RenderedCite], area: Area, delimiter: str) -> list[Piece]:
    """Group cites by their names and collapse them as cs:citation asks."""
    collapse = area.option("collapse")
    by_suffix = collapse.startswith("year-suffix")
    after = with_seams(area.option("after-collapse-delimiter", area.delimiter))
    within = with_seams(_within(area))
    pieces: list[Piece] = []
    before = delimiter
    # without cs:sort, the order is the author's own and is kept
    for group in _groups(cites, move=area.sorter is not None, nameless=by_suffix):
        if by_suffix:
            group_pieces = _by_suffix(group, before, within if group[0].names else delimiter, area)
        elif collapse:
            group_pieces = _by_year(group, before, within, after)
        else:
            group_pieces = [
                cite.piece(cite.text, within if n else before) for n, cite in enumerate(group)
            ]
        pieces += group_pieces
        ended = not by_suffix or len(group) > 1 or group[-1].has_locator
        before = after if collapse and ended else delimiter
    return pieces


def _within(area: Area) -> str:
    """Return the delimiter inside a group, a comma by default (CSL 1.0.2, cite-group-delimiter).

    The test suite has the delimiter of the layout where the cites are not sorted, or where
    after-collapse-delimiter separates the groups.
    """
    comma = area.sorter is not None and "after-collapse-delimiter" not in area.node.attributes
    return area.option("cite-group-delimiter", ", " if comma else area.delimiter)


def _groups(cites: list[RenderedCite], move: bool, nameless: bool) -> list[Group]:
    """Group cites with the same names; if they may `move`, they join the first of them."""
    groups: list[Group] = []
    by_names: dict[str, Group] = {}
    for cite in cites:
        if cite.prefix and groups:
            # no cite moves across a prefix
            by_names = {groups[-1][0].names: groups[-1]}
        groupable = bool(cite.names) or nameless
        group = by_names.get(cite.names) if groupable else None
        if group is not None and (move or group is groups[-1]):
            group.append(cite)
            continue
        group = [cite]
        groups.append(group)
        if groupable:
            by_names[cite.names] = group
    return groups


def _by_year(group: Group, before: str, within: str, after: str) -> list[Piece]:
    """Print names once, then only what follows them (collapse="year")."""
    pieces = [group[0].piece(group[0].text, before)]
    for previous, cite in itertools.pairwise(group):
        # a locator ends what was collapsed before it
        delimiter = after if previous.has_locator else within
        pieces.append(cite.piece(cite.without_names(), delimiter))
    return pieces


def _by_suffix(group: Group, before: str, within: str, area: Area) -> list[Piece]:
    """Reduce a repeated year to its letter (collapse="year-suffix")."""
    default = area.option("cite-group-delimiter", area.delimiter)
    delimiter = with_seams(area.option("year-suffix-delimiter", default))
    ranged = area.option("collapse") == "year-suffix-ranged"
    pieces: list[Piece] = []
    for years in _same_years(group):
        run: list[tuple[RenderedCite, Piece]] = []
        for cite, text in years:
            if run:
                run.append(
                    (cite, cite.piece(SUFFIX_OPEN + text.partition(SUFFIX_OPEN)[2], delimiter))
                )
            else:
                shown = text if pieces else cite.text
                run.append((cite, cite.piece(shown, within if pieces else before)))
        pieces += _ranges(run) if ranged else [piece for _, piece in run]
    return pieces


def _same_years(group: Group) -> Iterator[list[tuple[RenderedCite, str]]]:
    """Yield runs of cites that are the same without their names, up to the year-suffix."""
    run: list[tuple[RenderedCite, str]] = []
    year = ""
    for cite in group:
        text = cite.without_names()
        head, mark, _ = text.partition(SUFFIX_OPEN)
        if run and mark and head == year:
            run.append((cite, text))
            continue
        if run:
            yield run
        run, year = [(cite, text)], head if mark else ""
    if run:
        yield run


def _ranges(run: list[tuple[RenderedCite, Piece]]) -> list[Piece]:
    """Make a range of three or more successive letters (collapse="year-suffix-ranged")."""
    pieces: list[Piece] = []
    start = 0
    while start < len(run):
        end = start
        while end + 1 < len(run) and _follows(run[end], run[end + 1]):
            end += 1
        if end - start + 1 >= RANGED_FROM:
            pieces += [run[start][1], Piece(run[end][1].text, RANGE)]
        else:
            pieces += [piece for _, piece in run[start : end + 1]]
        start = end + 1
    return pieces


def _follows(first: tuple[RenderedCite, Piece], second: tuple[RenderedCite, Piece]) -> bool:
    if not (first[0].plain and second[0].plain):
        return False
    letter, other = _letters(first[1].text), _letters(second[1].text)
    if not letter or not other:
        return False
    return letter[:-1] == other[:-1] and ord(other[-1]) == ord(letter[-1]) + 1


def _letters(text: str) -> str:
    return text.partition(SUFFIX_OPEN)[2].partition(SUFFIX_CLOSE)[0]
