"""One citation: its cites sorted, rendered, collapsed and joined (CSL 1.0.2, Citation)."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from citeproc import Citation, CitationItem

from pprkb.csl.citations.cites import (
    CitePosition,
    Piece,
    RenderedCite,
    cite_state,
    explicit_position,
    join_pieces,
)
from pprkb.csl.context import CiteState, Context
from pprkb.csl.files.xml_tree import strip_private_use
from pprkb.csl.layout import Area, Sorter
from pprkb.csl.style import CompiledStyle
from pprkb.csl.text.marks import (
    NUMBER_CLOSE,
    NUMBER_OPEN,
    SEAM,
    SUFFIX_CLOSE,
    SUFFIX_OPEN,
    TERM,
    with_seams,
)
from pprkb.csl.text.numbers import whole_number
from pprkb.csl.text.output import capitalize_leading_term

KnownCite = tuple[str, CiteState]


class CitationRenderer:
    """Renders citations to marked strings."""

    def __init__(
        self,
        style: CompiledStyle,
        find_key: Callable[[str], str | None],
        new_context: Callable[[str], Context],
        new_sort_context: Callable[[str], Context],
        numbers: Mapping[str, int],
    ) -> None:
        """Look items up through `find_key`, with a new context for each rendering and sorting.

        `numbers` are their places in the list, by key.
        """
        self._area = style.citation_area
        self._note_style = style.note_style
        self._find_key = find_key
        self._new_context = new_context
        self._new_sort_context = new_sort_context
        self._numbers = numbers

    def render(
        self,
        citation: Citation,
        positions: list[CitePosition],
        callback: Callable[[CitationItem], object] | None,
    ) -> str:
        """Return the whole citation, with the affixes and formatting of the layout."""
        known: list[tuple[str, CiteState]] = []
        unknown: list[str] = []
        for item, position in zip(citation.cites, positions, strict=True):
            key = self._find_key(item.key)
            if key is None:
                value = callback(item) if callback is not None else None
                unknown.append(strip_private_use(str(value or f"{item.key}?")))
            else:
                known.append((key, _placed(item, position)))
        sorter = self._area.sorter
        if sorter is not None and len(known) > 1:
            known = [cite for run in _runs(known) for cite in self._sorted(run, sorter)]
        if len(known) == 1 and not unknown and (known[0][1].author_only or known[0][1].composite):
            return self._narrative(known[0])
        cites = [self._cite(cite, index == 0) for index, cite in enumerate(known)]
        cites = [cite for cite in cites if cite.whole]
        cites += [RenderedCite(text, has_locator=True) for text in unknown]
        return self._area.finish(self._join(cites))

    def _sorted(self, run: list[KnownCite], sorter: Sorter) -> list[KnownCite]:
        """Return a run of cites in the order of cs:sort; a cite with a prefix stays first.

        Cites that tie are in the order of the list, as 2020a and 2020b are.
        """
        pinned = 1 if run[0][1].prefix else 0
        listed = sorted(run[pinned:], key=lambda cite: self._numbers.get(cite[0], 0))
        return run[:pinned] + sorter.sort(
            listed, lambda cite: _cited(self._new_sort_context(cite[0]), cite[1])
        )

    def _join(self, cites: list[RenderedCite]) -> str:
        """Join cites with delimiters, collapsed and grouped as cs:citation asks."""
        area = self._area
        collapse = area.option("collapse")
        delimiter = with_seams(area.delimiter)
        if collapse == "citation-number":
            return join_pieces(collapse_numbers(cites, area, delimiter))
        if collapse or "cite-group-delimiter" in area.node.attributes:
            in_text = not self._note_style
            return join_pieces(collapse_years(cites, area, delimiter, in_text=in_text))
        return join_pieces([cite.piece(cite.text, delimiter) for cite in cites])

    def _narrative(self, cite: tuple[str, CiteState]) -> str:
        """Return the names; for a composite cite, the rest follows with the layout's affixes."""
        context = self._context(cite)
        text = self._area.render(context)
        names = context.first_names
        if names is None:
            names = text
            rest = ""
        elif cite[1].composite:
            key, state = cite
            rest = self._cite((key, replace(state, suppress_author=True))).whole
        else:
            rest = ""
        return f"{names} {self._area.finish(rest)}" if rest else names

    def _context(self, cite: tuple[str, CiteState]) -> Context:
        return _cited(self._new_context(cite[0]), cite[1])

    def _cite(self, cite: tuple[str, CiteState], first: bool = False) -> RenderedCite:
        state = cite[1]
        context = self._context(cite)
        context.omit_names = state.suppress_author
        text = self._area.render(context)
        if self._note_style and TERM in text and _starts_sentence(state.prefix, first):
            text = capitalize_leading_term(text)

        people = context.first_names if context.names_are_people else None

        def without_names() -> str:
            if people is None:
                return text
            bare = self._context(cite)
            bare.omit_names = True
            return self._area.render(bare)

        return RenderedCite(
            text,
            people or "",
            without_names,
            _spaced_prefix(state.prefix) if text else "",
            _spaced_suffix(state.suffix) if text else "",
            has_locator=bool(state.locator),
        )


def _cited(context: Context, state: CiteState) -> Context:
    context.cite = state
    return context


def _runs(cites: list[KnownCite]) -> list[list[KnownCite]]:
    """Split cites before each prefix, which is about the cites that follow it.

    APA manual, 7th ed., section 8.12: what comes after "see also" stays after it.
    """
    runs: list[list[KnownCite]] = []
    for cite in cites:
        if not runs or cite[1].prefix:
            runs.append([])
        runs[-1].append(cite)
    return runs


def _starts_sentence(prefix: str, first: bool) -> bool:
    """Return whether a cite starts a sentence of a note, where "ibid." gets a capital."""
    if not prefix:
        return first
    words = prefix.rstrip(" \u00a0\ue002")
    # a single word, such as "Cf.", is an abbreviation rather than a sentence
    return words[-1:] in (".", "?", "!") and " " in words.lstrip(". ")


def _placed(item: CitationItem, found: CitePosition) -> CiteState:
    state = cite_state(item)
    position = explicit_position(item)
    return replace(
        state,
        position=found.position if position is None else position,
        near_note=state.near_note or (position is None and found.near_note),
        first_reference_note_number=state.first_reference_note_number or found.first_note,
    )


def _spaced_prefix(prefix: str) -> str:
    if not prefix:
        return ""
    return prefix + SEAM if prefix[-1] in " \u00a0([{“\"'\u2019-\u2013—/" else f"{prefix} {SEAM}"


def _spaced_suffix(suffix: str) -> str:
    if not suffix:
        return ""
    return f"{SEAM} {suffix}" if suffix[0].isalnum() else SEAM + suffix


# -- cites collapsed by number or year, and grouped by names (CSL 1.0.2, Cite Collapsing) --------


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


def collapse_years(
    cites: list[RenderedCite], area: Area, delimiter: str, *, in_text: bool
) -> list[Piece]:
    """Group cites by their names and collapse them as cs:citation asks.

    Args:
        cites: In their order.
        area: cs:citation.
        delimiter: That of the layout.
        in_text: Whether the style cites in the text, not in notes.
    """
    collapse = area.option("collapse")
    by_suffix = collapse.startswith("year-suffix")
    after = with_seams(area.option("after-collapse-delimiter", area.delimiter))
    within = with_seams(_within(area, in_text=in_text))
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


def _within(area: Area, *, in_text: bool) -> str:
    """Return the delimiter inside a group, a comma by default (CSL 1.0.2, cite-group-delimiter).

    The test suite has the delimiter of the layout in unsorted notes, and where
    after-collapse-delimiter separates the groups.
    """
    sorted_or_in_text = in_text or area.sorter is not None
    comma = sorted_or_in_text and "after-collapse-delimiter" not in area.node.attributes
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
