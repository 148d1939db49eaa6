"""Silencing a rule where an entry has a reason to be as it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from pprkb.model.problem import Location, Problem, Rule
from pprkb.text.spelling import did_you_mean

BIBTEX_FIELD = "pprkb-ignore"
"""The field of a BibTeX entry that silences rules: `rule: reason; rule: reason`."""
YAML_FIELD = "ignore"
"""The field of a summary or reading list that silences rules: a reason for each rule."""


@dataclass(frozen=True, kw_only=True)
class Silence:
    """One rule that is silenced for one entry, summary or list."""

    rule: Rule
    reason: str
    """Why, in the author's words."""
    key: str
    """Citation key, summary id or list slug."""
    at: Location


class SilencedProblem(NamedTuple):
    """A problem that is not reported, and why."""

    problem: Problem
    reason: str


@dataclass(frozen=True, kw_only=True)
class Findings:
    """What `check` has found, by file and line."""

    problems: tuple[Problem, ...] = ()
    """Errors, warnings and notes."""
    silenced: tuple[SilencedProblem, ...] = ()
    """What would be among them, had the author not given a reason."""


class Heard(NamedTuple):
    """Problems after the silences have been heard."""

    problems: tuple[Problem, ...]
    """Those that remain, in their order."""
    silenced: tuple[SilencedProblem, ...]
    unused: tuple[Silence, ...]
    """Silences of rules that had nothing to say."""


def read_silence(rule: str, reason: str, *, key: str, at: Location) -> Silence | Problem:
    """Make a silence of what an author wrote, or a problem of what is wrong with it.

    Args:
        rule: The code of a rule, as written.
        reason: Why it is silenced, as written.
        key: What it is silenced for.
        at: Where it stands.
    """
    codes = {one.value: one for one in Rule}
    found = codes.get(rule)
    if found is None:
        message = f'there is no rule "{rule}"'
        hint = did_you_mean(rule, codes, "docs/rules.md lists the rules")
    elif not found.can_be_silenced:
        message, hint = f'"{rule}" cannot be silenced', "mend what it says, and delete the silence"
    elif not reason:
        message, hint = f'"{rule}" is silenced without a reason', f"write why: `{rule}: the reason`"
    else:
        return Silence(rule=found, reason=reason, key=key, at=at)
    return Problem(rule=Rule.BAD_SILENCE, at=at, key=key, message=message, hint=hint)


def hear(problems: Iterable[Problem], silences: Iterable[Silence]) -> Heard:
    """Take silenced problems out.

    A silence holds for the problems of its rule that have its key and are in its file.
    """
    by_place = {(one.rule, one.key, one.at.path): one for one in silences}
    used: set[tuple[Rule, str, str]] = set()
    kept: list[Problem] = []
    silenced: list[SilencedProblem] = []
    for problem in problems:
        place = (problem.rule, problem.key, problem.at.path)
        silence = by_place.get(place)
        if silence is None:
            kept.append(problem)
        else:
            used.add(place)
            silenced.append(SilencedProblem(problem, silence.reason))
    unused = tuple(silence for place, silence in by_place.items() if place not in used)
    return Heard(tuple(kept), tuple(silenced), unused)
