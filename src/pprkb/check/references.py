"""Rules on single references."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pprkb.model.identifiers import is_doi
from pprkb.model.library import Library
from pprkb.model.problem import Location, Problem, Rule
from pprkb.model.reference import Reference, ReferenceType, Role

_PAGES = re.compile(r"(?P<first>\d+)\s*[-–—]\s*(?P<last>\d+)\Z")

_NEEDED: dict[ReferenceType, tuple[tuple[str, str], ...]] = {
    ReferenceType.ARTICLE_JOURNAL: (("container_title", "journal"),),
    ReferenceType.ARTICLE_MAGAZINE: (("container_title", "journal"),),
    ReferenceType.ARTICLE_NEWSPAPER: (("container_title", "journal"),),
    ReferenceType.BOOK: (("publisher", "publisher"),),
    ReferenceType.CHAPTER: (("container_title", "booktitle"), ("publisher", "publisher")),
    ReferenceType.PAPER_CONFERENCE: (("container_title", "booktitle"),),
    ReferenceType.THESIS: (("publisher", "school"),),
    ReferenceType.REPORT: (("publisher", "institution"),),
}
"""What APA prints for a type (manual, sections 10.1-10.6): variable and BibTeX field."""


def place_of(reference: Reference) -> Location:
    """Return where a reference's entry begins."""
    return reference.at or Location(path="data/references.bib", line=1)


def missing_fields(library: Library) -> Iterator[Problem]:
    """Yield references that lack a title, a date or what their type is known by."""
    for reference in library.references.values():
        lacking = [
            field for name, field in _NEEDED.get(reference.type, ()) if not getattr(reference, name)
        ]
        if not reference.title:
            lacking.insert(0, "title")
        if reference.issued is None and not reference.status:
            lacking.append("year")
        people = {contributor.role for contributor in reference.contributors}
        if not people & {Role.AUTHOR, Role.EDITOR, Role.DIRECTOR, Role.TRANSLATOR}:
            lacking.insert(0, "author")
        if lacking:
            yield Problem(
                rule=Rule.MISSING_FIELD,
                at=place_of(reference),
                key=reference.key,
                message=f"the {reference.type.value} has no {' and no '.join(lacking)}",
                hint="add the field, or correct the entry type",
            )


def bad_dois(library: Library) -> Iterator[Problem]:
    """Yield DOIs that are none: 10., a registrant, a slash, a suffix (ISO 26324)."""
    for reference in library.references.values():
        if reference.doi and not is_doi(reference.doi):
            yield Problem(
                rule=Rule.BAD_DOI,
                at=place_of(reference),
                key=reference.key,
                message=f'"{reference.doi}" is not a DOI',
                hint="write it as 10.1037/a0022186, or delete it",
            )


def reversed_pages(library: Library) -> Iterator[Problem]:
    """Yield page ranges that end before they begin, "311-25" meaning 311 to 325 aside."""
    for reference in library.references.values():
        match = _PAGES.match(reference.page)
        if not match:
            continue
        first, last = match["first"], match["last"]
        if len(last) < len(first):
            last = first[: len(first) - len(last)] + last
        if int(last) < int(first):
            yield Problem(
                rule=Rule.REVERSED_PAGES,
                at=place_of(reference),
                key=reference.key,
                message=f"the pages {reference.page} end before they begin",
                hint="look the pages up",
            )
