"""Everything there is to say of a library: from reading it, from the rules, less the silences."""

from __future__ import annotations

from pprkb.check.rules import check_library
from pprkb.model.library import Library
from pprkb.model.mend import Mend, Subject
from pprkb.model.problem import Problem, Rule
from pprkb.model.silence import Findings, hear


def findings(library: Library) -> Findings:
    """Return everything there is to say of a library."""
    found = {*library.problems, *library.remarks, *check_library(library)}
    # What the rules say of a file with two versions, or of half a file, would follow from that.
    damaged = {one.at.path for one in library.problems if one.rule.holds_back}
    found = {one for one in found if one.at.path not in damaged or one in library.problems}
    heard = hear(sorted(found, key=_place), library.silences)
    stale = [
        Problem(
            rule=Rule.STALE_SILENCE,
            at=silence.at,
            key=silence.key,
            message=f'"{silence.rule.value}" is silenced, but has nothing to say here',
            hint="delete the silence",
            mend=Mend(subject=Subject.SILENCE, old=silence.rule.value),
        )
        for silence in heard.unused
    ]
    return Findings(
        problems=tuple(sorted((*heard.problems, *stale), key=_place)), silenced=heard.silenced
    )


def _place(problem: Problem) -> tuple[str, int, str, str]:
    return (problem.at.path, problem.at.line, problem.rule.value, problem.message)
