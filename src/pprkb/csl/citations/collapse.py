"""Cites collapsed by number or year, and grouped by names (CSL 1.0.2, Cite Collapsing)."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from pprkb.csl.citations.cites import Piece, RenderedCite
from pprkb.csl.layout import Area
from pprkb.csl.text.marks import NUMBER_CLOSE, NUMBER_OPEN, SUFFIX_CLOSE, SUFFIX_OPEN
from pprkb.csl.text.numbers import whole_number
from pprkb.csl.text.styling import suffix_with_seams

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
    return here is not None and following == here + 1 and not cites[index + 1].prefix


def _number_of(cite: RenderedCite) -> int | None:
    """The citation-number of a cite that shows nothing else of its own."""
    found = _NUMBER.findall(cite.text)
    if len(found) != 1 or cite.suffix or cite.has_locator:
        return None
    return whole_number(found[0])


Group = list[RenderedCite]


def collapse_years(cites: list[RenderedCite], area: Area, delimiter: str) -> list[Piece]:
    """The cites of one citation, grouped by their names and collapsed as cs:citation asks."""
    collapse = area.option("collapse")
    by_suffix = collapse.startswith("year-suffix")
    after = suffix_with_seams(area.option("after-collapse-delimiter", area.delimiter))
    within = suffix_with_seams(_within(area))
    pieces: list[Piece] = []
    before = delimiter
    # without cs:sort, the order is the author's own and is kept
    for group in _groups(cites, move=area.sorter is not None, nameless=by_suffix):
        if by_suffix:
            found = _by_suffix(group, before, within if group[0].names else delimiter, area)
        elif collapse:
            found = _by_year(group, before, within, after)
        else:
            found = [cite.piece(cite.text, within if n else before) for n, cite in enumerate(group)]
        pieces += found
        ended = not by_suffix or len(group) > 1 or group[-1].has_locator
        before = after if collapse and ended else delimiter
    return pieces


def _within(area: Area) -> str:
    """The delimiter inside a group; CSL 1.0.2, cite-group-delimiter, defaults to a comma.

    The test suite has the delimiter of the layout where the cites are not sorted, or where
    after-collapse-delimiter tells the groups apart.
    """
    comma = area.sorter is not None and "after-collapse-delimiter" not in area.node.attributes
    return area.option("cite-group-delimiter", ", " if comma else area.delimiter)


def _groups(cites: list[RenderedCite], move: bool, nameless: bool) -> list[Group]:
    """Cites with the same names; if they may ``move``, they join the first of them."""
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
    """collapse="year": the names once, then only what follows them."""
    pieces = [group[0].piece(group[0].text, before)]
    for previous, cite in itertools.pairwise(group):
        # a locator ends what was collapsed before it
        delimiter = after if previous.has_locator else within
        pieces.append(cite.piece(cite.without_names(), delimiter))
    return pieces


def _by_suffix(group: Group, before: str, within: str, area: Area) -> list[Piece]:
    """collapse="year-suffix": a repeated year is left out too, only its letter stays."""
    default = area.option("cite-group-delimiter", area.delimiter)
    delimiter = suffix_with_seams(area.option("year-suffix-delimiter", default))
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
    """Runs of cites whose text without the names is the same up to the year-suffix."""
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
    """collapse="year-suffix-ranged": three or more successive letters become a range."""
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
