"""The results of reading entries, so that an entry that has not changed is not read again.

The result of reading an entry depends on its text, on the macros it uses and on two habits of
its file. All of these are remembered beside the result and compared, so that a reading with a
memory gives what one without gives.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import NamedTuple

from pprkb.formats.bibtex.read.titles import Braces, Habits
from pprkb.model.problem import Problem, Silence
from pprkb.model.reference import Reference


class Remembered(NamedTuple):
    """The result of reading one entry; lines are those of that reading."""

    line: int
    """The entry's own."""
    type: str
    reference: Reference
    mark: str
    """A digest of all that the reference follows from."""
    habits: Habits
    """Those of the file."""
    title: Braces
    """What its title says of these habits."""
    macros: tuple[tuple[str, str], ...] = ()
    """The names that its values use, with what they meant."""
    spent: int = 0
    """Characters that these names stood for."""
    links: tuple[tuple[str, str], ...] = ()
    """The fields that point to other entries."""
    problems: tuple[Problem, ...] = ()
    """Of the entry as a text."""
    later: tuple[Problem, ...] = ()
    """Of what its fields say."""
    remarks: tuple[Problem, ...] = ()
    silences: tuple[Silence, ...] = ()


@dataclass
class Memory:
    """What was read, by the path and by the text of each entry."""

    entries: dict[str, dict[str, Remembered]] = field(default_factory=lambda: defaultdict(dict))
    """By path, then by the entry's text."""
    read: int = 0
    """How many entries were not remembered and have been read."""

    last: dict[str, tuple[str, list[tuple[int, int]]]] = field(default_factory=dict)
    """The text that was read last of each path, and where its blocks are."""

    def __len__(self) -> int:
        """Return how many entries are remembered."""
        return sum(map(len, self.entries.values()))

    def of(self, path: str) -> dict[str, Remembered]:
        """Return what is remembered of a path, by the text of each entry."""
        return self.entries[path]

    def add(self, path: str, text: str, made: Remembered) -> None:
        """Remember an entry."""
        self.entries[path][text] = made

    def forget(self, most: int = 0) -> None:
        """Forget the entries that the last reading of a path did not meet, if they are many."""
        for path, (text, places) in self.last.items():
            there = self.entries[path]
            if len(there) > max(most, len(places)):
                met = (text[start:end] for start, end in places)
                self.entries[path] = {one: there[one] for one in met if one in there}
