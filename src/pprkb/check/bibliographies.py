"""What is said of the works in bibliographies, which only another program can correct."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from pprkb.files.bibliographies import is_bibliography
from pprkb.model.library import Library
from pprkb.model.problem import Location, Problem, Rule, Severity

_IN_ITS_PROGRAM = "correct it in Zotero, or in the program that writes this file"
_HINTS = {
    Rule.DUPLICATE_REFERENCE: "merge the two in Zotero, or in the program that writes this file; if"
    " they are two works, name both in data/not-duplicates.yaml",
}
_OWN_HINT = frozenset((Rule.DUPLICATE_KEY, Rule.UNEXPECTED_FILE))
"""Rules whose hints say already what can be done."""


def told(problems: Iterable[Problem], library: Library) -> Iterator[Problem]:
    """Yield the problems that are worth telling; of bibliographies, these are few.

    Errors and warnings are told of works that a summary, list or citation names, for there they are
    printed; of all others they are counted. Notes are not told, since nobody edits these files
    here. What loses a whole entry or file is told in any case.

    Args:
        problems: All that was found.
        library: What its files say.
    """
    printed: set[tuple[str, str]] = set()
    named: set[str] = set()
    for one in library.references.values():
        if library.is_used(one):
            named.update((one.key, *one.aliases))
            printed.add((one.at.path if one.at else "", one.key))
    others: Counter[str] = Counter()
    for problem in problems:
        path = problem.at.path
        if not is_bibliography(path):
            yield problem
        elif problem.rule.is_of_file:
            own = problem.rule in _OWN_HINT or problem.hint.endswith("that writes it")
            yield problem if own else replace(problem, hint=_IN_ITS_PROGRAM)
        elif problem.severity is Severity.NOTE:
            continue
        elif problem.rule is Rule.ENTRIES_DISAGREE and problem.key in named:
            yield problem
        elif (path, problem.key) in printed:
            yield replace(problem, hint=_HINTS.get(problem.rule, _IN_ITS_PROGRAM))
        elif problem.key not in named:
            # The entry of a work that is printed from another file is nobody's concern.
            others[path] += 1
    for path, number in others.items():
        many = f"are {number} problems" if number > 1 else "is one problem"
        yield Problem(
            rule=Rule.BIBLIOGRAPHY_PROBLEMS,
            at=Location(path=path, line=1),
            message=f"there {many} with works that no summary, list or citation names",
            hint="each is told as soon as its work is named",
        )
