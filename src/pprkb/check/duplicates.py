"""Rules on pairs of references: one work entered twice, one DOI on two works.

Equal DOIs alone prove nothing, since some programs stamp the same false DOI on many works;
and a correction or a comment has the title of the work it is about.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import combinations

from pprkb.check.references import place_of
from pprkb.model.folding import fold
from pprkb.model.library import Library
from pprkb.model.markup import strip_tags
from pprkb.model.problem import Problem, Rule
from pprkb.model.reference import Reference, Role

_FOLLOW_UP = re.compile(
    r"(erratum|errata|corrigend|correction|comment|reply|response|rejoinder|retract|editorial note)"
)
_NO_LETTER = re.compile(r"[^a-z0-9]+")
_SAME_TITLE = 0.6
"""How alike two titles of one DOI must be, as a share of their letters, to be one work."""
_MANY_ON_ONE_DOI = 20


def _title(reference: Reference) -> str:
    return _letters(reference.title)


@lru_cache(maxsize=20_000)
def _letters(title: str) -> str:
    return _NO_LETTER.sub("", fold(strip_tags(title)).replace("&", "and"))


def _is_follow_up(reference: Reference) -> bool:
    return bool(_FOLLOW_UP.match(fold(strip_tags(reference.title))))


def _first_family(reference: Reference) -> str:
    people = reference.by_role(Role.AUTHOR) or reference.by_role(Role.EDITOR)
    return fold(people[0].family or people[0].literal) if people else ""


def _similar(first: Reference, second: Reference) -> bool:
    one, other = _title(first), _title(second)
    if one == other:
        return True
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.real_quick_ratio() >= _SAME_TITLE and matcher.ratio() >= _SAME_TITLE


def _by_doi(library: Library) -> Iterator[tuple[Reference, Reference]]:
    groups: dict[str, list[Reference]] = defaultdict(list)
    for reference in library.references.values():
        if reference.doi:
            groups[reference.doi.casefold()].append(reference)
    for group in groups.values():
        yield from combinations(group[:_MANY_ON_ONE_DOI], 2)


def _by_title(references: Iterable[Reference]) -> Iterator[tuple[Reference, Reference]]:
    groups: dict[tuple[str, str], list[Reference]] = defaultdict(list)
    for reference in references:
        title = _title(reference)
        if title:
            groups[title, _first_family(reference)].append(reference)
    for group in groups.values():
        for first, second in combinations(group[:_MANY_ON_ONE_DOI], 2):
            years = (first.year, second.year)
            if None in years or abs((first.year or 0) - (second.year or 0)) <= 1:
                yield first, second


def duplicate_references(library: Library) -> Iterator[Problem]:
    """Yield works that are entered twice.

    They share a DOI and much of their title, or title and first author with years at most one
    apart. Corrections, comments and replies are never duplicates.
    """
    said: set[str] = set()
    same_doi = (pair for pair in _by_doi(library) if _similar(*pair))
    for first, second in (*same_doi, *_by_title(library.references.values())):
        if _is_follow_up(first) != _is_follow_up(second) or second.key in said:
            continue
        if _tell_apart(first, second):
            continue
        said.add(second.key)
        line = place_of(first).line
        yield Problem(
            rule=Rule.DUPLICATE_REFERENCE,
            at=place_of(second),
            key=second.key,
            message=f'this is the work that is already "{first.key}" on line {line}',
            hint="keep one entry and give it the other's key in its field `ids`",
        )


def _tell_apart(first: Reference, second: Reference) -> bool:
    """Return whether volume, pages or edition say that two works of one title differ."""
    for name in ("volume", "page", "edition", "issue", "number"):
        one, other = getattr(first, name), getattr(second, name)
        if one and other and one != other:
            return True
    return first.type is not second.type and not (first.doi and first.doi == second.doi)


def suspect_dois(library: Library) -> Iterator[Problem]:
    """Yield works that carry the DOI of another work."""
    said: set[str] = set()
    for first, second in _by_doi(library):
        if second.key in said or _similar(first, second):
            continue
        if _is_follow_up(first) != _is_follow_up(second):
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
