"""One citation: its cites sorted, rendered, collapsed and joined (CSL 1.0.2, Citation)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from citeproc import Citation, CitationItem

from pprkb.csl.citations.cites import (
    CitePosition,
    RenderedCite,
    cite_state,
    explicit_position,
    join_pieces,
)
from pprkb.csl.citations.collapse import collapse_numbers, collapse_years
from pprkb.csl.context import CiteState, Context
from pprkb.csl.files.xml_tree import strip_private_use
from pprkb.csl.layout import Sorter
from pprkb.csl.style import CompiledStyle
from pprkb.csl.text.marks import SEAM, TERM
from pprkb.csl.text.punctuation import capitalize_leading_term
from pprkb.csl.text.styling import with_seams

KnownCite = tuple[str, CiteState]


class CitationRenderer:
    """Renders citations to marked strings."""

    def __init__(
        self,
        style: CompiledStyle,
        find_key: Callable[[str], str | None],
        new_context: Callable[[str], Context],
    ) -> None:
        """Look items up through `find_key`, with a new context for each rendering."""
        self._area = style.citation_area
        self._note_style = style.note_style
        self._find_key = find_key
        self._new_context = new_context

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
        """Return a run of cites in the order of cs:sort; a cite with a prefix stays first."""
        pinned = 1 if run[0][1].prefix else 0
        return run[:pinned] + sorter.sort(run[pinned:], self._context)

    def _join(self, cites: list[RenderedCite]) -> str:
        """Join cites with delimiters, collapsed and grouped as cs:citation asks."""
        area = self._area
        collapse = area.option("collapse")
        delimiter = with_seams(area.delimiter)
        if collapse == "citation-number":
            return join_pieces(collapse_numbers(cites, area, delimiter))
        if collapse or "cite-group-delimiter" in area.node.attributes:
            return join_pieces(collapse_years(cites, area, delimiter))
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
        key, state = cite
        context = self._new_context(key)
        context.cite = state
        return context

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
