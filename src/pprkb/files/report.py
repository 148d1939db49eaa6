"""Collecting the problems of one file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from pprkb.files.text import take_out_controls
from pprkb.model.library import Use
from pprkb.model.problem import Fix, Location, Problem, Rule, Silence, read_silence


class Report:
    """The problems, remarks and silences of one file, and the works it names, in order."""

    def __init__(self, path: str, key: str = "") -> None:
        """Start a report for a path, with the key or id that its problems are about."""
        self.path = path
        self.key = key
        self.problems: list[Problem] = []
        self.uses: list[Use] = []
        self.remarks: list[Problem] = []
        """Values that were read correctly but deserve a remark."""
        self.silences: list[Silence] = []
        self.asked: dict[tuple[str, str], str | None] = {}
        """The names that were looked up, by kind, and what they refer to."""

    def at(self, line: int) -> Location:
        """Return a location in the file."""
        return Location(path=self.path, line=line)

    def add(
        self, rule: Rule, line: int, message: str, hint: str = "", *, fix: Fix | None = None
    ) -> None:
        """Add a problem on a line of the file."""
        self.problems.append(self._problem(rule, line, message, hint, fix))

    def extend(self, problems: Iterable[Problem]) -> None:
        """Add problems found elsewhere; those without a key get the key of this file."""
        self.problems += [
            problem if problem.key else replace(problem, key=self.key) for problem in problems
        ]

    def use(self, key: str, line: int) -> None:
        """Record that a line of the file names a work."""
        self.uses.append(Use(key=key, at=self.at(line), by=self.key))

    def remark(
        self, rule: Rule, line: int, message: str, hint: str = "", *, fix: Fix | None = None
    ) -> None:
        """Add a remark on a value that was read correctly."""
        self.remarks.append(self._problem(rule, line, message, hint, fix))

    def printable(self, text: str, line: int) -> str:
        """Return a text without control characters, and report them.

        Args:
            text: The text as read.
            line: The line where it begins.
        """
        cleaned, found = take_out_controls(text)
        if found:
            many = f"{len(found)} control characters" if len(found) > 1 else "a control character"
            self.add(
                Rule.CONTROL_CHARACTER,
                line + text.count("\n", 0, found[0]),
                f"the text holds {many} (U+{ord(text[found[0]]):04X})",
                "delete it; it is not printed",
            )
        return cleaned

    def silence(self, rule: str, reason: str, line: int) -> None:
        """Add a silence, or a problem if it is invalid."""
        silence = read_silence(rule, reason, key=self.key, at=self.at(line))
        if isinstance(silence, Silence):
            self.silences.append(silence)
        else:
            self.problems.append(silence)

    def _problem(self, rule: Rule, line: int, message: str, hint: str, fix: Fix | None) -> Problem:
        at = self.at(line)
        return Problem(rule=rule, at=at, message=message, hint=hint, key=self.key, fix=fix)
