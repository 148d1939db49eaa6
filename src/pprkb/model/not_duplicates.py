"""The author's word that works which look alike are not one work."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import combinations

from pprkb.model.problem import Location


@dataclass(frozen=True, kw_only=True)
class NotDuplicates:
    """Works that are different, whatever their titles say."""

    keys: tuple[str, ...]
    """Two or more citation keys."""
    reason: str = ""
    at: Location | None = field(default=None, compare=False)


def told_apart(decisions: Iterable[NotDuplicates]) -> frozenset[frozenset[str]]:
    """Return all pairs of keys that an author has told apart."""
    return frozenset(
        frozenset(pair) for decision in decisions for pair in combinations(decision.keys, 2)
    )
