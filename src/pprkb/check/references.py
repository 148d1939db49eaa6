"""Rules on single references."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from pprkb.formats.title_case import is_capitals
from pprkb.model.folding import fold
from pprkb.model.identifiers import is_doi
from pprkb.model.library import Library
from pprkb.model.markup import strip_tags
from pprkb.model.problem import Location, Problem, Rule
from pprkb.model.reference import Reference, ReferenceType, Role
from pprkb.sources.summary import NO_REFERENCE

_DOI_END = re.compile(r"[.,;]+\Z")
_PAGES = re.compile(r"(?P<lead>[A-Za-z]*)(?P<first>\d+)\s*[-–—]\s*(?P=lead)(?P<last>\d+)\Z")

_DOIS_SINCE = 2000
"""The year from which journals give their articles DOIs (doi.org, history of the DOI system)."""
_JOURNAL_WITHOUT = 3
"""So many articles of a journal without a DOI, and none with one: the journal gives none."""

DAMAGE = frozenset((Rule.BIBTEX_SYNTAX, Rule.UNDEFINED_STRING, Rule.CROSSREF))
"""What loses fields of an entry: what is missing then is not the author's omission."""

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


def _sound(library: Library) -> Iterator[Reference]:
    """Yield the references whose entries have lost no field to damage."""
    damaged = {problem.key for problem in library.problems if problem.rule in DAMAGE}
    return (one for one in library.references.values() if one.key not in damaged)


def missing_fields(library: Library) -> Iterator[Problem]:
    """Yield references that lack a title, a date or what their type is known by."""
    for reference in _sound(library):
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


def reserved_keys(library: Library) -> Iterator[Problem]:
    """Yield entries whose key says in a summary that there is no work."""
    if reference := library.references.get(NO_REFERENCE):
        yield Problem(
            rule=Rule.BAD_KEY,
            at=place_of(reference),
            key=reference.key,
            message=f"no summary can be of it: `reference: {NO_REFERENCE}` says so",
            hint="give it another key",
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
        elif reference.doi and (end := _DOI_END.search(reference.doi)):
            yield Problem(
                rule=Rule.BAD_DOI,
                at=place_of(reference),
                key=reference.key,
                message=f'the DOI ends in "{end.group()}", which leads nowhere',
                hint=f"write {reference.doi[: end.start()]}",
            )


def missing_dois(library: Library) -> Iterator[Problem]:
    """Yield journal articles that have no DOI and most likely could have one.

    These are articles since 2000, and older ones whose journal has given a DOI to an article as
    old; not those of a journal of which the library has several articles and no DOI.
    """
    articles = [one for one in _sound(library) if one.type is ReferenceType.ARTICLE_JOURNAL]
    since: dict[str, int] = {}
    without: Counter[str] = Counter()
    for article in articles:
        journal = fold(article.container_title)
        if _has_doi(article):
            since[journal] = min(since.get(journal, _DOIS_SINCE), article.year or _DOIS_SINCE)
        else:
            without[journal] += 1
    for article in articles:
        journal = fold(article.container_title)
        if _has_doi(article) or article.year is None or article.status:
            continue
        if article.year < since.get(journal, _DOIS_SINCE):
            continue
        if journal not in since and without[journal] >= _JOURNAL_WITHOUT:
            continue
        yield Problem(
            rule=Rule.MISSING_DOI,
            at=place_of(article),
            key=article.key,
            message="the article has no DOI",
            hint="look it up at https://search.crossref.org",
        )


def _has_doi(reference: Reference) -> bool:
    return bool(reference.doi or "doi" in reference.extra or "doi.org/10." in reference.url)


def incomplete_names(library: Library) -> Iterator[Problem]:
    """Yield lists of names that end in "and others": APA prints up to 20 (manual, section 9.8)."""
    told = {one.key for one in library.problems if one.rule is Rule.INCOMPLETE_NAMES}
    for reference in library.references.values():
        if reference.incomplete and reference.key not in told:
            roles = " and ".join(sorted(f"{role.value}s" for role in reference.incomplete))
            yield Problem(
                rule=Rule.INCOMPLETE_NAMES,
                at=place_of(reference),
                key=reference.key,
                message=f'the list of {roles} ends in "and others"',
                hint="name everyone: APA prints up to 20 authors",
            )


def capital_titles(library: Library) -> Iterator[Problem]:
    """Yield titles in capitals, in which names and acronyms cannot be told apart."""
    for reference in library.references.values():
        title = strip_tags(reference.title)
        if is_capitals(strip_tags(reference.source_title) or title):
            yield Problem(
                rule=Rule.TITLE_CAPITALS,
                at=place_of(reference),
                key=reference.key,
                message=f'the title is in capitals and is printed as "{title}"',
                hint="write it as a sentence, with names and acronyms in capitals",
            )


def reversed_pages(library: Library) -> Iterator[Problem]:
    """Yield page ranges that end before they begin, "311-25" meaning 311 to 325 aside."""
    for reference in library.references.values():
        wrong = [part for part in map(str.strip, reference.page.split(",")) if _is_reversed(part)]
        if wrong:
            yield Problem(
                rule=Rule.REVERSED_PAGES,
                at=place_of(reference),
                key=reference.key,
                message=f"the pages {', '.join(wrong)} end before they begin",
                hint="look the pages up",
            )


def _is_reversed(pages: str) -> bool:
    match = _PAGES.match(pages)
    if not match:
        return False
    first, last = match["first"], match["last"]
    if len(last) < len(first) and not match["lead"]:
        last = first[: len(first) - len(last)] + last
    return int(last) < int(first)
