"""A cache of the results of reading entries, so that unchanged entries are not read again.

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
    """The result of reading one entry, with the line numbers at that time."""

    line: int
    """The problems of the entry itself."""
    type: str
    reference: Reference
    mark: str
    """A digest of all that the reference follows from."""
    habits: Habits
    """Those of the file."""
    title: Braces
    """What its title shows about these conventions."""
    macros: tuple[tuple[str, str], ...] = ()
    """The macros that its values use, with their values."""
    spent: int = 0
    """Characters that these names stood for."""
    links: tuple[tuple[str, str], ...] = ()
    """The fields that refer to other entries."""
    problems: tuple[Problem, ...] = ()
    """Of the entry as a text."""
    later: tuple[Problem, ...] = ()
    """Of what its fields say."""
    remarks: tuple[Problem, ...] = ()
    silences: tuple[Silence, ...] = ()


@dataclass
class Memory:
    """The results, by path and text of each entry."""

    entries: dict[str, dict[str, Remembered]] = field(default_factory=lambda: defaultdict(dict))
    """By path, then by the entry's text."""
    read: int = 0
    """The number of entries that had to be read."""

    last: dict[str, tuple[str, list[tuple[int, int]]]] = field(default_factory=dict)
    """The last text of each path, and the positions of its blocks."""

    def __len__(self) -> int:
        """Return how many entries are remembered."""
        return sum(map(len, self.entries.values()))

    def of(self, path: str) -> dict[str, Remembered]:
        """Return the cached results for a path, by the text of each entry."""
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
