"""Finding the same work in several files; files are compared only with each other."""

from __future__ import annotations

import re
from collections.abc import Collection, Hashable, Iterator, Sequence
from typing import NamedTuple

from pprkb.matching.same_work import Likeness, Works, same_work
from pprkb.model.reference import Reference, Role
from pprkb.text.markup import strip_tags
from pprkb.text.spelling import caseless, fold

_LETTERS = 12
"""The number of letters at both ends of a title, one of which must agree."""
_SIGNS = re.compile(r"[\W_]+")
_NAMES = ("doi", "pmid", "pmcid", "url")
_SURE = (Likeness.CERTAIN, Likeness.LIKELY)

_Sign = tuple[Hashable, ...]


class Shared(NamedTuple):
    """A reference with the same work, or the same key, as one of an earlier file."""

    first: Reference
    second: Reference
    one_work: bool
    """Whether they are the same work; otherwise two works share a key."""


def shared_works(
    files: Sequence[Sequence[Reference]], apart: Collection[frozenset[str]] = ()
) -> Iterator[Shared]:
    """Yield the references whose work or key an earlier file has already.

    Only references that share an identifier, part of the title or a position in a journal with a
    reference of another file are compared, so the cost does not grow with the size of the files.

    Args:
        files: The references of each file, in order of precedence.
        apart: Pairs of keys that an author has declared to be different works.
    """
    alike = _alike(files)
    by_name: dict[str, Reference] = {}
    works = Works()
    first_of: dict[int, Reference] = {}
    """The reference with the highest precedence for each work in `works`."""
    for number, references in enumerate(files):
        names: dict[str, Reference] = {}
        fresh: list[Reference] = []
        for second in references:
            found = _first(second, by_name, works if id(second) in alike else None, apart)
            if found:
                found = found._replace(first=first_of.get(id(found.first), found.first))
                yield found
                if not found.one_work:
                    continue
                first_of[id(second)] = found.first
            if id(second) in alike:
                fresh.append(second)
            for name in (second.key, *second.aliases):
                names.setdefault(caseless(name), second)
        if number + 1 < len(files):
            for reference in fresh:
                works.add(reference)
            by_name = names | by_name


def _first(
    second: Reference,
    by_name: dict[str, Reference],
    works: Works | None,
    apart: Collection[frozenset[str]],
) -> Shared | None:
    for name in (second.key, *second.aliases):
        named = by_name.get(caseless(name))
        if named and same_work(named, second):
            return Shared(named, second, one_work=True)
    for match in works.find(second) if works else ():
        if match.likeness in _SURE and frozenset((match.reference.key, second.key)) not in apart:
            return Shared(match.reference, second, one_work=True)
    named = by_name.get(caseless(second.key))
    if named and caseless(named.key) == caseless(second.key):
        return Shared(named, second, one_work=False)
    return None


def _alike(files: Sequence[Sequence[Reference]]) -> set[int]:
    """Return the identities of the references that may match one in another file."""
    holders: dict[_Sign, int] = {}
    """The index of the file with a feature; -1 if several have it."""
    asked: list[tuple[int, int, list[_Sign]]] = []
    for number, references in enumerate(files):
        for reference in references:
            own, around = _signs_of(reference)
            for sign in own:
                if holders.setdefault(sign, number) != number:
                    holders[sign] = -1
            asked.append((number, id(reference), own + around))
    return {
        one
        for number, one, signs in asked
        if any(holders.get(sign, number) != number for sign in signs)
    }


def _signs_of(reference: Reference) -> tuple[list[_Sign], list[_Sign]]:
    """Return the features that matching references share."""
    year = reference.year
    own: list[_Sign] = [
        (name, value.casefold()) for name in _NAMES if (value := getattr(reference, name))
    ]
    around: list[_Sign] = []
    if reference.isbn:
        own.append(("isbn", _SIGNS.sub("", reference.isbn)[-10:-1]))
    title = strip_tags(reference.title) if "<" in reference.title else reference.title
    letters = _SIGNS.sub("", title.casefold())
    if letters:
        own.append(("title", letters))
    else:
        own.append(("untitled", year))
    people = reference.by_role(Role.AUTHOR) or reference.by_role(Role.EDITOR)
    # Spellings and particles of names differ, but rarely the first letter of the sort name.
    name = fold((people[0].family or people[0].literal).split(" ")[-1])[:1] if people else ""
    if year is not None and letters and name:
        ends = ("begins", letters[:_LETTERS], name), ("ends", letters[-_LETTERS:], name)
        own += ((*end, year) for end in ends)
        around += ((*end, near) for end in ends for near in (year - 1, year + 1))
    if reference.volume and reference.page:
        own.append(("place", reference.volume, reference.page, year))
    return own, around
