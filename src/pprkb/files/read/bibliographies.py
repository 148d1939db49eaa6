"""Combining references.bib with the bibliographies of other programs."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import blake2b
from pathlib import Path

from pprkb.files.bibliographies import former_entries
from pprkb.formats.bibtex import read as bibtex
from pprkb.matching.across import Shared, shared_works
from pprkb.matching.same_work import Likeness, Works
from pprkb.matching.side_by_side import disagreements
from pprkb.model.library import FileKind, ParsedFile, Redirect
from pprkb.model.problem import Location, Problem, Rule
from pprkb.model.reference import Reference
from pprkb.text.segments import name_of, segment
from pprkb.text.spelling import caseless, nfc

_ARTICLES = "articles/"
"""The folder of the site with the pages of articles."""
_SURE = (Likeness.CERTAIN, Likeness.LIKELY)


def joined(
    files: Sequence[ParsedFile],
    apart: Collection[frozenset[str]] = (),
    redirects: Iterable[Redirect] = (),
) -> tuple[ParsedFile, ...]:
    """Return files of references with each work once, and all its keys.

    The first file determines the reference; the keys of a work in later files become alternative
    keys, and so do former keys that have a redirect.

    Args:
        files: The parsed files, in order of precedence.
        apart: Pairs of keys that an author has declared to be different works.
        redirects: The redirects of the site.
    """
    found = list(shared_works([file.references for file in files], apart))
    gone = {id(one.second) for one in found}
    other_keys: dict[int, list[str]] = {}
    now: dict[str, str] = {}
    for one in found:
        if one.one_work:
            names = (one.second.key, *one.second.aliases)
            other_keys.setdefault(id(one.first), []).extend(names)
            now[one.second.key] = one.first.key
    taken = {caseless(one.key): one for file in files for one in file.references}
    for old, new in moved_articles(redirects).items():
        work = taken.get(caseless(now.get(new, new)))
        if work and caseless(old) not in taken:
            other_keys.setdefault(id(work), []).append(old)
    problems: dict[str, list[Problem]] = {}
    for one in found:
        for problem in _problems(one):
            problems.setdefault(problem.at.path, []).append(problem)
    has_others = any(file.references for file in files[1:])
    return tuple(
        _without(file, gone, other_keys, now, problems.get(file.path, []), may_be_empty=has_others)
        for file in files
    )


def _without(
    file: ParsedFile,
    gone: Collection[int],
    other_keys: Mapping[int, Sequence[str]],
    now: Mapping[str, str],
    problems: Sequence[Problem],
    *,
    may_be_empty: bool,
) -> ParsedFile:
    """Return a file with only its own works, and all keys of these."""
    references: list[Reference] = []
    marks: list[str] = []
    for reference, mark in zip(file.references, file.marks, strict=True):
        if id(reference) in gone:
            continue
        if names := other_keys.get(id(reference)):
            reference = _also_called(reference, names)
            mark = blake2b(f"{mark} {reference.aliases}".encode(), digest_size=16).hexdigest()
        references.append(reference)
        marks.append(mark)
    empty = may_be_empty and file.kind is FileKind.REFERENCES
    own = (one for one in file.problems if not (empty and one.rule is Rule.NO_ENTRIES))
    return replace(
        file,
        references=tuple(references),
        marks=tuple(marks),
        parents=frozenset(now.get(key, key) for key in file.parents),
        problems=(*own, *problems),
    )


def _also_called(reference: Reference, names: Iterable[str]) -> Reference:
    known = {reference.key: None} | dict.fromkeys((*reference.aliases, *names))
    # Derived values stay valid, since they do not depend on the keys.
    other = object.__new__(Reference)
    other.__dict__.update(reference.__dict__, aliases=tuple(known)[1:])
    return other


def moved_articles(redirects: Iterable[Redirect]) -> dict[str, str]:
    """Return the keys whose pages redirect to the page of another key, with that key."""
    pairs = ((_key_of_page(one.old), _key_of_page(one.new)) for one in redirects)
    return {old: new for old, new in pairs if old and new}


def page_of(key: str) -> str:
    """Return the address of an article's page, relative to the root of the site."""
    return f"{_ARTICLES}{segment(key)}/"


def _key_of_page(address: str) -> str:
    page = address.partition("#")[0]
    if not page.startswith(_ARTICLES) or not page.endswith("/") or page.count("/") > 2:
        return ""
    return name_of(page[len(_ARTICLES) : -1])


def _problems(shared: Shared) -> list[Problem]:
    first, second = shared.first, shared.second
    if not second.at:
        return []
    other = _place(first)
    if not shared.one_work:
        return [
            Problem(
                rule=Rule.DUPLICATE_KEY,
                at=second.at,
                key=second.key,
                message=f"the key {second.key} is that of another work at {other}: this one is not"
                " used",
                hint="give one of the two another key in the program that writes its file",
            )
        ]
    differing = disagreements(first, second)
    if not differing:
        return []
    names = ", ".join(row.name for row in differing)
    row = differing[0]
    said = f'the {row.name} "{row.first}" and not "{row.second}"' if len(differing) == 1 else names
    called = "" if first.key == second.key else f", as {first.key}"
    return [
        Problem(
            rule=Rule.ENTRIES_DISAGREE,
            at=second.at,
            key=second.key,
            message=f"{other} has this work too{called}, and says otherwise: {said}",
            hint="that entry is printed, not this one; correct the one that is wrong",
        )
    ]


def _place(reference: Reference) -> Location:
    return reference.at or Location(path="data/references.bib", line=1)


# -- keys that have changed ------------------------------------------------------------------------


@dataclass(frozen=True)
class FormerKeys:
    """Former keys of works in the bibliographies, known from removed entries."""

    entries: str
    """The removed entries."""
    references: Collection[Reference]
    """The works of the library."""

    @cached_property
    def digest(self) -> str:
        """A digest of the entries."""
        return blake2b(self.entries.encode(), digest_size=16).hexdigest()

    @cached_property
    def _former(self) -> dict[str, Reference]:
        return {nfc(one.key): one for one in bibtex.read_bibtex(self.entries).references}

    @cached_property
    def _works(self) -> Works:
        return Works(self.references)

    def key_now(self, name: str) -> str:
        """Return the present key of the work that had a key, or an empty string."""
        former = self._former.get(nfc(name))
        if former is None:
            return ""
        for match in self._works.find(replace(former, key="")):
            if match.likeness in _SURE:
                return match.reference.key
        return ""

    def renamed(self) -> dict[str, str]:
        """Return all changed keys, each with the present key of its work."""
        pairs = ((one.key, self.key_now(one.key)) for one in self._former.values())
        return {old: new for old, new in pairs if new}


def former_keys(root: Path | None, references: Collection[Reference]) -> FormerKeys | None:
    """Return the former keys of works; None if no entry is remembered.

    Args:
        root: The library's folder, if it is in one.
        references: The works of the library.
    """
    entries = former_entries(root)
    return FormerKeys(entries, references) if entries else None
