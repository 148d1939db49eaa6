"""The public bibliography: registering, sorting, citing and printing."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeAlias

from citeproc import Citation, CitationItem, CitationStylesBibliography
from citeproc.formatter import html

from pprkb.csl.citations.citation import CitationRenderer
from pprkb.csl.citations.cites import CitePosition, cite_positions, locator_of
from pprkb.csl.citations.disambiguation import Disambiguator, Outcome, Rules
from pprkb.csl.context import SUBSEQUENT, CiteState, Context, Disambiguation, NameLevels, NamesTrace
from pprkb.csl.items import Entry, ItemSource, read_entries
from pprkb.csl.style import CompiledStyle
from pprkb.csl.text.marks import (
    CLOSE,
    NAME_CLOSE,
    NAME_OPEN,
    NAMES_CLOSE,
    NAMES_OPEN,
    OPEN,
    drop_bookkeeping,
)
from pprkb.csl.text.numbers import whole_number
from pprkb.csl.text.output import capitalize_leading_term, make_output, settle

# ambiguity is judged in the form that cites have after the first, which is the shorter one
_LATER_CITE = CiteState(position=SUBSEQUENT)

Callback = Callable[[CitationItem], object]
Printed: TypeAlias = Any
"""What the formatter writes: text, or a list of `Run`."""


class CompiledBibliography(CitationStylesBibliography):
    """A bibliography in one style, with state that it shares with no other.

    Args:
        style: a `CompiledStyle`, which several bibliographies may share.
        items: a citeproc-py source, or CSL-JSON items.
        formatter: a citeproc-py formatter module, or `RunsFormatter`.
        substitute_authors: whether a dash replaces the names of the entry before, in styles that
            say so; not for entries that are printed in another order than the style's.
        plural_et_al: whether names that are added to make cites unique never leave a single one for
            "et al." (APA manual, 7th ed., section 8.18), which CSL cannot say.
        sorted_as: those items that are sorted otherwise than they are printed, as they are sorted,
            in the list and in citations: CSL cannot say that an article at the beginning of a title
            does not count.
    """

    def __init__(
        self,
        style: CompiledStyle,
        items: ItemSource,
        formatter: object = html,
        *,
        substitute_authors: bool = True,
        plural_et_al: bool = False,
        sorted_as: ItemSource = (),
    ) -> None:
        """Read the items; only those that are registered later are printed."""
        # citeproc-py's constructor stores the formatter in the shared style, so it is not called
        self.style = style
        self.source = items
        self.formatter = formatter
        area = style.bibliography_area
        self._substitutes = substitute_authors and bool(
            area is not None and "subsequent-author-substitute" in area.node.attributes
        )
        # all registered keys in the order of the list, whether or not their entry prints anything
        self.order: list[str] = []
        self._texts: list[tuple[str, str]] | None = None
        self._entries = read_entries(items)
        self._sorted_as = {**self._entries, **read_entries(sorted_as)}
        self._folded: dict[str, str] | None = None
        self._registered: dict[str, CitationItem] = {}
        self._numbers: dict[str, int] = {}
        self._citations: list[Citation] = []
        self._positions: dict[int, list[CitePosition]] | None = None
        self._outcome: Outcome | None = None
        self._rules = Rules.of(style.citation_area.node, style.disambiguation_tests)
        self._output = make_output(formatter, style.quotes)
        self._plural_et_al = plural_et_al
        self._in_quote = style.options.locale.punctuation_in_quote

    def register(self, citation: Citation, callback: Callback | None = None) -> None:
        """Add the items of a citation, in the order of the document."""
        citation.bibliography = self
        for item in citation.cites:
            key = self.find_key(item.key)
            if key is None:
                if callback is not None:
                    callback(item)
            elif key not in self._registered:
                self._registered[key] = item
                self.order.append(key)
                self._numbers[key] = len(self.order)
                self._outcome = self._texts = None
        self._citations.append(citation)
        self._positions = None

    def sort(self) -> None:
        """Sort the entries by cs:bibliography (CSL 1.0.2, Sorting)."""
        area = self.style.bibliography_area
        if area is not None and area.sorter is not None:
            self.order = area.sorter.sort(self.order, self._sort_context)
            if not area.sorter.keeps_numbers:
                self._numbers = {key: number for number, key in enumerate(self.order, 1)}
        self._outcome = self._texts = None

    def cite(self, citation: Citation, callback: Callback | None = None) -> Printed:
        """Return one citation of the document; unknown items go through `callback`."""
        renderer = CitationRenderer(
            self.style,
            self.find_key,
            self._citation_context,
            self._cite_sort_context,
            self._numbers,
        )
        text = renderer.render(citation, self._positions_of(citation), callback)
        return self._write(text)

    def bibliography(self) -> list[Printed]:
        """Return all registered entries that print anything, one for each of `keys`."""
        return [entry for _, entry in self.entries()]

    def entries(self) -> list[tuple[str, Printed]]:
        """Return key and entry of all registered items that print anything, in order."""
        area = self.style.bibliography_area
        if area is None:
            return []
        return [(key, self._write(area.finish(text))) for key, text in self._all_texts()]

    @property
    def keys(self) -> list[str]:
        """Return the keys of the items that print anything, in the order of `bibliography()`.

        What prints nothing, such as a personal communication in APA, is in `order` alone.
        """
        if self.style.bibliography_area is None:
            return list(self.order)
        return [key for key, _ in self._all_texts()]

    @property
    def items(self) -> list[CitationItem]:
        """Return the registered items of `keys`."""
        return [self._registered[key] for key in self.keys]

    def _all_texts(self) -> list[tuple[str, str]]:
        """Return the whole list, rendered once until something is registered or sorted."""
        if self._texts is None:
            self._texts = self._render()
        return self._texts

    def _render(self) -> list[tuple[str, str]]:
        area = self.style.bibliography_area
        if area is None:
            return []
        substitute = None
        if self._substitutes:
            substitute = AuthorSubstitute(
                area.option("subsequent-author-substitute"),
                area.option("subsequent-author-substitute-rule"),
            )
        texts = []
        for key in self.order:
            context = self._entry_context(key)
            context.mark_names = substitute is not None
            text = capitalize_leading_term(area.render(context))
            if substitute is not None:
                text = substitute.apply(text)
            if text:
                texts.append((key, text))
        return texts

    def find_key(self, key: str) -> str | None:
        """Return the id of an item, also for citeproc-py's lower-cased key if that is unique."""
        if key in self._entries:
            return key
        if self._folded is None:
            self._folded = {}
            for known in self._entries:
                folded = known.lower()
                self._folded[folded] = "" if folded in self._folded else known
        return self._folded.get(key.lower()) or None if key.islower() else None

    def _write(self, text: str) -> Printed:
        text = self.style.quotes.adopt(drop_bookkeeping(text))
        text = settle(text, self._in_quote)
        return self._output.write(text)

    def _sort_context(self, key: str) -> Context:
        context = Context(self._sorted_as[key], number=self._numbers[key])
        context.in_bibliography = True
        return context

    def _cite_sort_context(self, key: str) -> Context:
        context = self._citation_context(key)
        context.entry = self._sorted_as[key]
        return context

    def _decided_for_entry(self, key: str) -> Disambiguation | None:
        """Return what disambiguation decided, without the names that it added to cites."""
        decided = self._disambiguated().by_key.get(key)
        return replace(decided, names_shown={}) if decided and decided.names_shown else decided

    def _entry_context(self, key: str) -> Context:
        context = self._context(key, self._decided_for_entry(key))
        context.in_bibliography = True
        return context

    def _context(self, key: str, decided: Disambiguation | None) -> Context:
        number = self._numbers.get(key, 0)
        if decided is None:
            return Context(self._entries[key], number=number)
        return Context(self._entries[key], disambiguation=decided, number=number)

    def _citation_context(self, key: str) -> Context:
        outcome = self._disambiguated()
        context = self._context(key, outcome.by_key.get(key))
        context.levels = outcome.levels
        context.primary_only = self._rules.primary_only
        return context

    def _disambiguated(self) -> Outcome:
        if self._outcome is None:
            self._outcome = Disambiguator(
                self._rules, self._trial_cite, plural_et_al=self._plural_et_al
            ).run([self._entries[key] for key in self.order])
        return self._outcome

    def _trial_cite(
        self, entry: Entry, state: Disambiguation, levels: NameLevels
    ) -> tuple[str, list[NamesTrace]]:
        """Return how a cite of `entry` would read, and which names it would show."""
        context = Context(entry, _LATER_CITE, state, self._numbers[entry.key])
        context.levels = levels
        context.primary_only = bool(levels) and self._rules.primary_only
        context.names_trace = []
        return self.style.citation_area.render(context), context.names_trace

    def _positions_of(self, citation: Citation) -> list[CitePosition]:
        if self._positions is None:
            self._positions = self._find_positions()
        return self._positions.get(id(citation)) or [CitePosition() for _ in citation.cites]

    def _find_positions(self) -> dict[int, list[CitePosition]]:
        cited = []
        for citation in self._citations:
            cites = [
                (self.find_key(item.key) or item.key, *locator_of(item)) for item in citation.cites
            ]
            note = dict.get(citation, "note_index") or 0
            cited.append((note if isinstance(note, int) else 0, cites))
        area = self.style.citation_area
        distance = whole_number(area.option("near-note-distance"))
        positions = cite_positions(cited, 5 if distance is None else distance)
        return {
            id(citation): list(placed)
            for citation, placed in zip(self._citations, positions, strict=True)
        }


_NAMES = re.compile(f"{NAMES_OPEN}(.*?){NAMES_CLOSE}", re.DOTALL)
_EMPTY_BLOCK = re.compile("".join((OPEN["block"], "[^\\w]*?", CLOSE["block"])))
_NAME = re.compile(f"{NAME_OPEN}(.*?){NAME_CLOSE}", re.DOTALL)


class AuthorSubstitute:
    """Replaces the names that an entry shares with the entry before it."""

    def __init__(self, substitute: str, rule: str) -> None:
        """Replace them by `substitute` as `rule` says."""
        self._substitute = substitute
        self._rule = rule or "complete-all"
        self._before: list[str] = []
        self._before_text = ""

    def apply(self, entry: str) -> str:
        """Return the next entry of the bibliography, as a marked string."""
        match = _NAMES.search(entry)
        if match is None:
            self._before, self._before_text = [], ""
            return entry
        text, names = match[1], _NAME.findall(match[1])
        replaced = self._replaced(text, names)
        self._before, self._before_text = names, text
        entry = entry[: match.start()] + replaced + entry[match.end() :]
        return entry if replaced else _EMPTY_BLOCK.sub("", entry)

    def _replaced(self, text: str, names: list[str]) -> str:
        substitute = self._substitute
        if not names:
            # a title or another substitute is printed in place of the names
            return substitute if text == self._before_text else text
        same = names == self._before
        if self._rule == "complete-all":
            return substitute if same and text == self._before_text else text
        if self._rule == "complete-each":
            return _NAME.sub(lambda _: substitute, text) if same else text
        shared = 0
        for name, before in zip(names, self._before, strict=False):
            if name != before:
                break
            shared += 1
        if self._rule == "partial-first":
            shared = min(shared, 1)
        return _NAME.sub(lambda _: substitute, text, count=shared) if shared else text
