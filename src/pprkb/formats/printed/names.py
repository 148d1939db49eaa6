"""Names as they were read, and how they are told."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from pprkb.model.reference import Contributor


class Name(NamedTuple):
    """A name and the stretch it takes."""

    start: int
    end: int
    person: Contributor
    certain: bool = True


@dataclass(kw_only=True)
class Names:
    """A list of names as it was read."""

    names: list[Name] = field(default_factory=list)
    others: list[tuple[int, int]] = field(default_factory=list)
    """Where "et al." or an ellipsis stands."""
    groups: list[tuple[int, int]] = field(default_factory=list)
    """Parentheses among the names."""
    doubts: list[str] = field(default_factory=list)
    odd: bool = False
    """Something in the list is no name."""

    @property
    def plain(self) -> bool:
        """Whether every name is certain and nothing else stands among them."""
        return bool(self.names) and not self.odd and all(name.certain for name in self.names)

    @property
    def persons(self) -> bool:
        """Whether one name at least is a person with initials or given names."""
        return any(name.person.given for name in self.names)
