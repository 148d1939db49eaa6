"""Disambiguation of cites (CSL 1.0.2, Disambiguation), in the order the specification gives.

Names are added or expanded, then the `disambiguate` condition is tried, and what is left gets a
year-suffix.  Work is done only for entries whose cites read the same, so the cost stays linear.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest

from pprkb.csl.context import Disambiguation, NameLevels, NamesTrace
from pprkb.csl.files.xml_tree import Node
from pprkb.csl.items import Entry
from pprkb.csl.rendering.name_format import FULL, INITIALS

Rendering = tuple[str, list[NamesTrace]]
RenderCite = Callable[[Entry, Disambiguation, NameLevels], Rendering]
Group = list[Entry]


@dataclass(frozen=True)
class Rules:
    """The disambiguation attributes of cs:citation."""

    add_names: bool
    add_given: bool
    rule: str
    year_suffix: bool
    conditions: int

    @classmethod
    def of(cls, citation: Node, conditions: int) -> Rules:
        """Read the attributes of cs:citation."""
        return cls(
            add_names=citation.flag("disambiguate-add-names"),
            add_given=citation.flag("disambiguate-add-givenname"),
            rule=citation.get("givenname-disambiguation-rule", "by-cite"),
            year_suffix=citation.flag("disambiguate-add-year-suffix"),
            conditions=conditions,
        )

    @property
    def any(self) -> bool:
        """Return whether the style disambiguates at all."""
        return self.add_names or self.add_given or self.year_suffix or bool(self.conditions)

    @property
    def primary_only(self) -> bool:
        """Return whether only the first name of a cite is ever expanded."""
        return self.rule.startswith("primary-name")

    @property
    def expands_by_cite(self) -> bool:
        """Return whether given names are added to make cites, rather than names, unique."""
        return self.add_given and self.rule == "by-cite"


@dataclass
class Outcome:
    """What was decided: for each entry key, and for each person's name."""

    by_key: dict[str, Disambiguation] = field(default_factory=dict)
    levels: NameLevels = field(default_factory=dict)


class Disambiguator:
    """One run over all entries of a bibliography."""

    def __init__(self, rules: Rules, render: RenderCite, *, plural_et_al: bool = False) -> None:
        """Use `render` to see how a cite reads under a given disambiguation."""
        self._rules = rules
        self._plural_et_al = plural_et_al
        self._render_cite = render
        self._levels: NameLevels = {}
        self._decided: dict[str, Disambiguation] = {}
        self._traces: dict[str, list[NamesTrace]] = {}

    def run(self, entries: Sequence[Entry]) -> Outcome:
        """Disambiguate `entries`, given in the order of the bibliography."""
        if not self._rules.any:
            return Outcome()
        texts = {entry.key: self._text(entry, Disambiguation()) for entry in entries}
        if self._rules.add_given and not self._rules.expands_by_cite:
            self._levels = global_levels(
                list(self._traces.values()),
                self._rules.primary_only,
                self._rules.rule.endswith("with-initials"),
            )
            for entry in entries if self._levels else ():
                texts[entry.key] = self._text(entry, Disambiguation())
        groups = [group for group in _grouped(entries, texts) if len(group) > 1]
        if self._rules.add_names or self._rules.expands_by_cite:
            groups = [part for group in groups for part in self._by_names(group, Disambiguation())]
        if self._rules.conditions:
            groups = [part for group in groups for part in self._by_condition(group)]
        if self._rules.year_suffix:
            for group in groups:
                self._by_year_suffix(group)
        if self._plural_et_al:
            self._complete_lists()
        return Outcome(self._decided, self._levels)

    def _complete_lists(self) -> None:
        """Add the last name where added names leave only that one for "et al."."""
        for key, state in self._decided.items():
            totals = {trace.block: len(trace.names) for trace in self._traces[key]}
            shown = {
                block: count + (totals.get(block) == count + 1)
                for block, count in state.names_shown.items()
            }
            if shown != state.names_shown:
                self._decided[key] = replace(state, names_shown=shown)

    def _text(self, entry: Entry, state: Disambiguation) -> str:
        text, traces = self._render_cite(entry, state, self._levels)
        self._traces[entry.key] = traces
        return text

    def _state(self, entry: Entry) -> Disambiguation:
        return self._decided.get(entry.key) or Disambiguation()

    def _partition(self, group: Group, state: Disambiguation) -> list[Group]:
        return _grouped(group, {entry.key: self._text(entry, state) for entry in group})

    def _by_names(self, group: Group, base: Disambiguation) -> list[Group]:
        """Apply methods 1 and 2 step by step; return the groups that stay ambiguous."""
        for state in self._name_steps(group, base):
            parts = self._partition(group, state)
            if len(parts) > 1:
                for entry in group:
                    self._decided[entry.key] = state
                return [
                    left for part in parts if len(part) > 1 for left in self._by_names(part, state)
                ]
        return [group]

    def _name_steps(self, group: Group, base: Disambiguation) -> Iterator[Disambiguation]:
        """Yield the states to try: expand the names of a list from the left, then add a name.

        Positions where all members of the group name the same person do not make them
        unique and are passed over.
        """
        self._partition(group, base)
        members = [self._traces[entry.key] for entry in group]
        shown = dict(base.names_shown)
        for block in range(max((len(traces) for traces in members), default=0)):
            lists = [traces[block] for traces in members if block < len(traces)]
            visible = max(trace.shown for trace in lists)
            differing = _differing_positions(lists)
            level = max(trace.max_level for trace in lists)
            pending = [position for position in differing if position < visible]
            if self._rules.expands_by_cite:
                yield from self._expansions(pending, block, level, base, shown)
            if not self._rules.add_names:
                continue
            for position in (position for position in differing if position >= visible):
                shown = {**shown, block: position + 1}
                yield replace(base, names_shown=shown)
                if self._rules.expands_by_cite:
                    yield from self._expansions([position], block, level, base, shown)

    def _expansions(
        self,
        positions: list[int],
        block: int,
        level: int,
        base: Disambiguation,
        shown: dict[int, int],
    ) -> Iterator[Disambiguation]:
        for position in positions:
            for step in range(1, level + 1):
                if base.levels.get((block, position), 0) < step:
                    levels = {**base.levels, (block, position): step}
                    yield replace(base, names_shown=shown, levels=levels)

    def _by_condition(self, group: Group) -> list[Group]:
        """Apply method 3: let the tests for `disambiguate="true"` hold, one after another."""
        states = {entry.key: self._state(entry) for entry in group}
        pending, left = [group], []
        for count in range(1, self._rules.conditions + 1):
            parts = []
            for part in pending:
                texts = {}
                for entry in part:
                    state = replace(states[entry.key], condition=count)
                    self._decided[entry.key] = state
                    texts[entry.key] = self._text(entry, state)
                parts += [piece for piece in _grouped(part, texts) if len(piece) > 1]
            pending = parts
        for part in pending:
            if self._rules.year_suffix and len(part) == len(group):
                # the condition did not help at all, so the suffix alone has to
                self._decided.update((entry.key, states[entry.key]) for entry in part)
            left.append(part)
        return left

    def _by_year_suffix(self, group: Group) -> None:
        """Apply method 4: letters in the order of the bibliography."""
        for index, entry in enumerate(group):
            state = replace(self._state(entry), year_suffix=suffix_letters(index))
            self._decided[entry.key] = state


def suffix_letters(index: int) -> str:
    """Return a to z, then aa, ab and so on (CSL 1.0.2, disambiguate-add-year-suffix)."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters


def _grouped(entries: Sequence[Entry], texts: dict[str, str]) -> list[Group]:
    groups: dict[str, Group] = defaultdict(list)
    for entry in entries:
        groups[texts[entry.key]].append(entry)
    return list(groups.values())


def _differing_positions(lists: list[NamesTrace]) -> list[int]:
    """Return the positions at which not all lists name the same person."""
    columns = zip_longest(*[trace.identities for trace in lists])
    return [position for position, people in enumerate(columns) if len(set(people)) > 1]


Identity = tuple[str, ...]


def global_levels(
    cites: Iterable[list[NamesTrace]], primary_only: bool, initials_only: bool
) -> dict[Identity, int]:
    """Return how far names must be expanded, without those that need no expansion."""
    forms: dict[Identity, tuple[str, NamesTrace, int]] = {}
    alike: dict[str, set[Identity]] = defaultdict(set)
    for traces in cites:
        for trace in traces[:1] if primary_only else traces:
            if not trace.max_level:
                continue
            for index, name in enumerate(trace.names[:1] if primary_only else trace.names):
                identity = name.identity
                if identity not in forms:
                    base = trace.forms(index, 0)
                    forms[identity] = (base, trace, index)
                    alike[base].add(identity)
    levels: dict[Identity, int] = {}
    for people in alike.values():
        if len(people) > 1:
            _expand(people, forms, initials_only, levels)
    return levels


def _expand(
    people: set[Identity],
    forms: dict[Identity, tuple[str, NamesTrace, int]],
    initials_only: bool,
    levels: dict[Identity, int],
) -> None:
    """Give each person the lowest level at which the fewest names read the same."""
    alike = dict.fromkeys(people, len(people))
    for level in (INITIALS,) if initials_only else (INITIALS, FULL):
        written: dict[str, list[Identity]] = defaultdict(list)
        for person in people:
            _, trace, index = forms[person]
            # CSL 1.0.2: without initialize-with, there are no initials to be shown
            if level == FULL or trace.has_initials:
                written[trace.forms(index, level)].append(person)
        for same in written.values():
            for person in same:
                if len(same) < alike[person]:
                    alike[person] = len(same)
                    levels[person] = level
