"""Telling persons apart by their given names (CSL 1.0.2, givenname-disambiguation-rule).

For every rule but ``by-cite``, names are expanded wherever they occur, whether or not the cites
that show them are ambiguous.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from pprkb.csl.context import NamesTrace
from pprkb.csl.name_format import FULL, INITIALS

Identity = tuple[str, ...]


def global_levels(
    cites: Iterable[list[NamesTrace]], primary_only: bool, initials_only: bool
) -> dict[Identity, int]:
    """How far each person's name must be expanded; persons that need nothing are left out."""
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
