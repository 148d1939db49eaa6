"""Collecting the problems of one file."""

from __future__ import annotations

from pprkb.model.library import Use
from pprkb.model.problem import Location, Problem, Rule


class Report:
    """The problems of one file, and the works it names, in the order in which they were met."""

    def __init__(self, path: str, key: str = "") -> None:
        """Take the file's path and the key or id its problems concern."""
        self.path = path
        self.key = key
        self.problems: list[Problem] = []
        self.uses: list[Use] = []

    def at(self, line: int) -> Location:
        """Return a place in the file."""
        return Location(path=self.path, line=line)

    def add(self, rule: Rule, line: int, message: str, hint: str = "") -> None:
        """Note one problem on a line of the file."""
        self.problems.append(
            Problem(rule=rule, at=self.at(line), message=message, hint=hint, key=self.key)
        )

    def use(self, key: str, line: int) -> None:
        """Note that a line of the file names a work."""
        self.uses.append(Use(key=key, at=self.at(line), by=self.key))
