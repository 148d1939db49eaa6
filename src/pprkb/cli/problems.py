"""Printing problems for people, for programs, and as annotations of pull requests."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import click

from pprkb.cli.output import many, on_the_command_line
from pprkb.cli.terminal import styled
from pprkb.model.problem import Findings, Problem

ERRORS_FOUND = 1
"""The exit code if there are errors."""
_COLOURS = {
    "error": "red",
    "warning": "yellow",
    "note": "cyan",
    "silenced": "blue",
    "fixed": "green",
}
_COMMANDS = {"error": "error", "warning": "warning", "note": "notice"}
"""GitHub's workflow command for each severity."""
_GROUPED_FROM = 6
"""From this number of problems of one severity on, counts by rule are printed too."""


def problem_object(problem: Problem) -> dict[str, object]:
    """Return a problem as a JSON object."""
    return {
        "path": problem.at.path,
        "line": problem.at.line,
        "severity": problem.severity.value,
        "rule": problem.rule.value,
        "key": problem.key,
        "message": problem.message,
        "hint": on_the_command_line(problem.hint),
    }


def problem_line(problem: Problem) -> str:
    """Return a problem on one line, with its hint in terms of the command line."""
    return str(replace(problem, hint=on_the_command_line(problem.hint)))


def print_problem(problem: Problem, kind: str = "", *, hint: str = "") -> None:
    """Print a problem for a person.

    Args:
        problem: The problem.
        kind: "fixed" or "silenced", printed instead of the severity.
        hint: A hint to print instead of the problem's own.
    """
    kind = kind or problem.severity.value
    place = styled(str(problem.at), bold=True)
    subject = f"{problem.key}: " if problem.key else ""
    word = styled(kind, fg=_COLOURS[kind])
    click.echo(f"{place}: {word}: {subject}{problem.message} ({problem.rule.value})")
    hint = hint or on_the_command_line(problem.hint)
    if hint and kind != "fixed":
        click.echo(f"    {hint}")


def annotation(problem: Problem, root: Path) -> str:
    """Return a problem as a workflow command, which annotates the line in a pull request.

    The escapes are those of GitHub's toolkit (`@actions/core`, command.ts): `%` and line ends
    everywhere, `:` and `,` in properties. Paths are relative to the checkout.
    """
    hint = f" — {on_the_command_line(problem.hint)}" if problem.hint else ""
    subject = f"{problem.key}: " if problem.key else ""
    return (
        f"::{_COMMANDS[problem.severity]} file={_property(path_in_checkout(problem, root))},"
        f"line={problem.at.line},title={_property(problem.rule.value)}"
        f"::{_data(f'{subject}{problem.message}{hint}')}"
    )


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def path_in_checkout(problem: Problem, root: Path) -> str:
    """Return the path of a problem's file relative to GitHub's checkout."""
    checkout = os.environ.get("GITHUB_WORKSPACE")
    if checkout and root.is_relative_to(Path(checkout).resolve()):
        return (root.relative_to(Path(checkout).resolve()) / problem.at.path).as_posix()
    return problem.at.path


def print_counts(findings: Findings, *, notes_shown: bool, silenced_shown: bool) -> None:
    """Print the number of problems; if there are many, also by rule.

    Args:
        findings: The result of `check`.
        notes_shown: Whether notes have been printed.
        silenced_shown: Whether silenced problems have been printed.
    """
    by_severity: dict[str, list[Problem]] = {"error": [], "warning": [], "note": []}
    for problem in findings.problems:
        by_severity[problem.severity.value].append(problem)
    notes = by_severity["note"]
    if not notes_shown:
        del by_severity["note"]
    for severity, problems in by_severity.items():
        if len(problems) >= _GROUPED_FROM:
            click.echo(f"{severity}s: {_by_rule(problems)}", err=True)
    counts = [
        many(len(problems), severity) for severity, problems in by_severity.items() if problems
    ]
    if not (by_severity["error"] or by_severity["warning"]):
        counts.insert(0, "nothing to fix")
    click.echo(", ".join(counts), err=True)
    if notes and not notes_shown:
        click.echo(f"{many(len(notes), 'note')}, shown by --notes: {_by_rule(notes)}", err=True)
    if findings.silenced and not silenced_shown:
        click.echo(f"{len(findings.silenced):,} silenced, shown by --show-silenced", err=True)


def _by_rule(problems: Iterable[Problem]) -> str:
    counts = Counter(problem.rule.value for problem in problems)
    return ", ".join(f"{number:,} {rule}" for rule, number in counts.most_common())
