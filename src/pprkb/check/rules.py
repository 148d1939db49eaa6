"""The rules on a whole library, one generator function each, and what all of them find."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from pprkb.check.effects import (
    directions_that_disagree,
    findings_that_disagree,
    more_studies_than_participants,
    quotes_not_found,
    statistics_that_disagree,
    unrecorded_effects,
    values_not_in_quotes,
)
from pprkb.check.references import missing_dois, single_references
from pprkb.check.use import (
    duplicate_references,
    items_without_summary,
    long_implications,
    summaries_of_one_month,
    summaries_without_effects,
    superseded_items,
    suspect_dois,
    unused_references,
    works_with_notices,
)
from pprkb.model.library import Library
from pprkb.model.problem import Findings, Fix, Problem, Rule, Subject, hear

LibraryRule = Callable[[Library], Iterator[Problem]]

RULES: tuple[LibraryRule, ...] = (
    single_references,
    missing_dois,
    duplicate_references,
    suspect_dois,
    unused_references,
    summaries_without_effects,
    long_implications,
    summaries_of_one_month,
    quotes_not_found,
    values_not_in_quotes,
    more_studies_than_participants,
    findings_that_disagree,
    statistics_that_disagree,
    directions_that_disagree,
    unrecorded_effects,
    items_without_summary,
    superseded_items,
    works_with_notices,
)


def check_library(library: Library) -> Iterator[Problem]:
    """Yield what is wrong with a library beyond what reading its files has found."""
    for rule in RULES:
        yield from rule(library)


def findings(library: Library) -> Findings:
    """Return everything there is to say of a library."""
    problems = {*library.problems, *library.remarks, *check_library(library)}
    # What the rules say of a file with two versions, or of half a file, would follow from that.
    damaged = {problem.at.path for problem in library.problems if problem.rule.holds_back}
    problems = {
        problem
        for problem in problems
        if problem.at.path not in damaged or problem in library.problems
    }
    heard = hear(sorted(problems, key=_place), library.silences)
    stale = [
        Problem(
            rule=Rule.STALE_SILENCE,
            at=silence.at,
            key=silence.key,
            message=f'"{silence.rule.value}" is silenced, but has nothing to say here',
            hint="delete the silence",
            fix=Fix(subject=Subject.SILENCE, old=silence.rule.value),
        )
        for silence in heard.unused
    ]
    return Findings(
        problems=tuple(sorted((*heard.problems, *stale), key=_place)), silenced=heard.silenced
    )


def _place(problem: Problem) -> tuple[str, int, str, str]:
    return (problem.at.path, problem.at.line, problem.rule.value, problem.message)
