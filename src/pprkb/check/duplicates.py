"""Rules on pairs of references: one work entered twice, one DOI on two works."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from pprkb.check.references import place_of
from pprkb.matching.same_work import Likeness, Works, same_work
from pprkb.model.library import Library
from pprkb.model.not_duplicates import told_apart
from pprkb.model.problem import Problem, Rule
from pprkb.model.reference import Reference

_MANY_ON_ONE_DOI = 20


def duplicate_references(library: Library) -> Iterator[Problem]:
    """Yield works that are entered twice: those that are certainly or likely the same."""
    works = Works()
    apart = told_apart(library.not_duplicates)
    for second in library.references.values():
        for match in works.matches(second):
            if match.likeness is Likeness.POSSIBLE:
                continue
            if frozenset((match.reference.key, second.key)) in apart:
                continue
            first = match.reference
            yield Problem(
                rule=Rule.DUPLICATE_REFERENCE,
                at=place_of(second),
                key=second.key,
                message=f'this is the work that is already "{first.key}" on line '
                f"{place_of(first).line}",
                hint="keep one entry and give it the other's key in its field `ids`, or name both"
                " in data/not-duplicates.yaml",
            )
            break
        works.add(second)


def suspect_dois(library: Library) -> Iterator[Problem]:
    """Yield works that carry the DOI of another work."""
    said: set[str] = set()
    apart = told_apart(library.not_duplicates)
    for first, second in _by_doi(library):
        if second.key in said or same_work(first, second) is not Likeness.POSSIBLE:
            continue
        if frozenset((first.key, second.key)) in apart:
            continue
        said.add(second.key)
        line = place_of(first).line
        yield Problem(
            rule=Rule.SUSPECT_DOI,
            at=place_of(second),
            key=second.key,
            message=f'its DOI {second.doi} is also that of "{first.key}" on line {line}',
            hint="look both up at https://doi.org and correct the wrong one",
        )


def _by_doi(library: Library) -> Iterator[tuple[Reference, Reference]]:
    groups: dict[str, list[Reference]] = defaultdict(list)
    for reference in library.references.values():
        if reference.doi:
            groups[reference.doi.casefold()].append(reference)
    for group in groups.values():
        yield from combinations(group[:_MANY_ON_ONE_DOI], 2)
