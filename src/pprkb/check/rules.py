"""The rules for a whole library, in the order of checking."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import combinations

from pprkb.check.effects import (
    directions_that_disagree,
    effects_about_nothing,
    findings_that_disagree,
    more_studies_than_participants,
    quotes_not_found,
    statistics_that_disagree,
    unrecorded_effects,
    values_not_in_quotes,
)
from pprkb.check.references import (
    missing_dois,
    place_of,
    problem_of,
    reversed_parts,
    single_references,
)
from pprkb.files.bibliographies import is_bibliography
from pprkb.languages import ENGLISH
from pprkb.matching.same_work import Likeness, Works, same_work
from pprkb.model.errors import Hint, Step
from pprkb.model.kinds import kind_of_type
from pprkb.model.library import Library, Use, told_apart
from pprkb.model.notice import Notice, Standing, doi_address, in_force
from pprkb.model.problem import Findings, Fix, Location, Problem, Rule, Severity, Subject, hear
from pprkb.model.reading_list import ReadingList, ReferenceItem
from pprkb.model.reference import Reference
from pprkb.model.summary import Month, Summary
from pprkb.text.segments import segment
from pprkb.text.spelling import did_you_mean

# -- use of references ---------------------------------------------------------------------------

_UNREAD = frozenset((Rule.UNREADABLE_FILE, Rule.YAML_SYNTAX, Rule.FRONT_MATTER))


def unread_files(library: Library) -> frozenset[str]:
    """Return the paths of files with unreadable fields, so that missing values are unknown."""
    return frozenset(problem.at.path for problem in library.problems if problem.rule in _UNREAD)


def summaries_without_effects(library: Library) -> Iterator[Problem]:
    """Yield summaries without a record of an effect; an effect in words counts."""
    unread = unread_files(library)
    for summary in library.summaries.values():
        if summary.at and not summary.effects and summary.at.path not in unread:
            yield Problem(
                rule=Rule.NO_EFFECTS,
                at=summary.at,
                key=summary.id,
                message="the summary records no effect sizes",
                hint="add `effects:`; `metric: verbal` is for an effect described in words",
            )


def long_implications(library: Library) -> Iterator[Problem]:
    """Yield summaries with more words in the implications than in the summary itself."""
    for summary in library.summaries.values():
        told = len(summary.evidence_summary.split())
        implied = len(summary.practice_implications.split())
        if summary.at and 0 < told < implied:
            yield Problem(
                rule=Rule.LONG_IMPLICATIONS,
                at=summary.at,
                key=summary.id,
                message=f"the implications ({implied} words) are longer than the summary ({told})",
                hint="are the two sections exchanged? else shorten one or lengthen the other",
            )


def summaries_of_one_month(library: Library) -> Iterator[Problem]:
    """Yield summaries of a work that has another summary in the same month.

    The month's letter and page would list the work twice.
    """
    together: dict[tuple[str, Month], list[Summary]] = defaultdict(list)
    for summary in library.summaries.values():
        if summary.reference and summary.month:
            together[summary.reference, summary.month].append(summary)
    for (key, month), (first, *others) in together.items():
        for summary in others:
            if summary.at:
                yield Problem(
                    rule=Rule.SAME_MONTH,
                    at=summary.at,
                    key=summary.id,
                    message=f'"{first.id}" is a summary of {key} in {month} as well',
                    hint="merge the two, or correct the reference or the month of one",
                )


def items_without_summary(library: Library) -> Iterator[Problem]:
    """Yield items whose work has no summary: at any depth they print as a bare reference."""
    summarised = {summary.reference for summary in library.summaries.values()}
    if not summarised - {""}:
        return
    for reading_list, item in _items(library):
        if item.at and item.reference not in summarised:
            yield Problem(
                rule=Rule.UNSUMMARISED_ITEM,
                at=item.at,
                key=reading_list.slug,
                message=f'"{item.reference}" has no summary',
                hint=Hint(Step.BEGIN_SUMMARY, item.reference),
            )


def superseded_items(library: Library) -> Iterator[Problem]:
    """Yield items with a finding superseded by a newer work that is missing from the list."""
    by_work: dict[str, list[Summary]] = defaultdict(list)
    for summary in library.summaries.values():
        by_work[summary.reference].append(summary)
    named = {
        one.slug: {item.reference for _, item in _items_of(one)}
        for one in library.reading_lists.values()
    }
    for reading_list, item in _items(library):
        effects = (effect for one in by_work[item.reference] for effect in one.effects)
        newer = dict.fromkeys(effect.superseded_by for effect in effects if effect.superseded_by)
        missing = [key for key in newer if key not in named[reading_list.slug]]
        if item.at and missing:
            works = ", ".join(f'"{key}"' for key in missing)
            yield Problem(
                rule=Rule.SUPERSEDED_ITEM,
                at=item.at,
                key=reading_list.slug,
                message=f'a finding of "{item.reference}" is replaced by {works}',
                hint="list the newer work as well, or say in a note why not",
            )


def reversed_pages_of_items(library: Library) -> Iterator[Problem]:
    """Yield items with assigned pages that end before they begin."""
    for reading_list, item in _items(library):
        if item.at and (wrong := reversed_parts(item.pages)):
            yield Problem(
                rule=Rule.REVERSED_PAGES,
                at=item.at,
                key=reading_list.slug,
                message=f"the pages {wrong} of {item.reference} end before they begin",
                hint="look the pages up",
            )


def _items(library: Library) -> Iterator[tuple[ReadingList, ReferenceItem]]:
    for reading_list in library.reading_lists.values():
        yield from _items_of(reading_list)


def _items_of(reading_list: ReadingList) -> Iterator[tuple[ReadingList, ReferenceItem]]:
    for section in reading_list.sections:
        for item in section.items:
            if isinstance(item, ReferenceItem):
                yield reading_list, item


_RULES = {
    Standing.RETRACTED: (Rule.RETRACTED_REFERENCE, "was retracted", "leave it out, or say why not"),
    Standing.CONCERN: (
        Rule.CONCERN_REFERENCE,
        "has an expression of concern",
        "read it, and say why it is used",
    ),
    Standing.CORRECTED: (
        Rule.CORRECTED_REFERENCE,
        "was corrected",
        "check whether this still holds, and say so",
    ),
}


def works_with_notices(library: Library) -> Iterator[Problem]:
    """Yield every use of a work that was retracted, questioned or corrected.

    The newest of the gravest notices is reported, but for those in which a person has written what
    was considered.
    """
    told: dict[str, Notice] = {}
    for key, notices in library.notices.items():
        standing = in_force(notices)
        for notice in standing:
            same = notice.standing is standing[0].standing
            if same and notice.standing in _RULES and not notice.considered:
                told.setdefault(key, notice)
    for use in library.uses:
        if use.key in told:
            yield _problem(use, told[use.key])


def _problem(use: Use, notice: Notice) -> Problem:
    rule, words, hint = _RULES[notice.standing]
    when = f", {ENGLISH.date(notice.date)}" if notice.date else ""
    where = f", {doi_address(notice.notice_doi)}" if notice.notice_doi else ""
    place = f" at {notice.at}" if notice.at else ""
    return Problem(
        rule=rule,
        at=use.at,
        key=use.by,
        message=f'"{use.key}" {words}{when}{where}',
        hint=f"{hint} in the field `considered` of the notice{place}",
    )


def unused_references(library: Library) -> Iterator[Problem]:
    """Yield references not used by any summary, effect, reading list or citation.

    Yields nothing in a library that only has references, or if some file cannot be read, since it
    may use any of them.
    """
    if unread_files(library) or not (library.summaries or library.reading_lists):
        return
    named = {*library.parents, *(use.key for use in library.uses)}
    for reference in library.references.values():
        if named.isdisjoint((reference.key, *reference.aliases)):
            yield problem_of(
                reference,
                Rule.UNUSED_REFERENCE,
                "no summary, reading list or citation names this reference",
                "name it in one of them, or delete it",
            )


_MANY_ON_ONE_DOI = 20


def duplicate_references(library: Library) -> Iterator[Problem]:
    """Yield works entered twice: those that are certainly or probably the same."""
    works = Works()
    apart = told_apart(library.not_duplicates)
    for second in library.references.values():
        for match in works.matches(second):
            if match.likeness is Likeness.POSSIBLE:
                continue
            if frozenset((match.reference.key, second.key)) in apart:
                continue
            first = match.reference
            yield problem_of(
                second,
                Rule.DUPLICATE_REFERENCE,
                f'this is the same work as "{first.key}" {_where(first, second)}',
                "keep one entry and give it the other's key in its field `ids`, or name both in"
                " data/not-duplicates.yaml",
            )
            break
        works.add(second)


def suspect_dois(library: Library) -> Iterator[Problem]:
    """Yield works with the DOI of another work."""
    said: set[str] = set()
    apart = told_apart(library.not_duplicates)
    for first, second in _by_doi(library):
        if second.key in said or same_work(first, second) is not Likeness.POSSIBLE:
            continue
        if frozenset((first.key, second.key)) in apart:
            continue
        said.add(second.key)
        yield problem_of(
            second,
            Rule.SUSPECT_DOI,
            f'its DOI {second.doi} is also that of "{first.key}" {_where(first, second)}',
            "look both up at https://doi.org and correct the wrong one",
        )


def _where(first: Reference, second: Reference) -> str:
    place = place_of(first)
    return f"on line {place.line}" if place.path == place_of(second).path else f"at {place}"


def _by_doi(library: Library) -> Iterator[tuple[Reference, Reference]]:
    groups: dict[str, list[Reference]] = defaultdict(list)
    for reference in library.references.values():
        if reference.doi:
            groups[reference.doi.casefold()].append(reference)
    for group in groups.values():
        yield from combinations(group[:_MANY_ON_ONE_DOI], 2)


# -- addresses of an earlier site ----------------------------------------------------------------

_PAGES = frozenset(
    ("", "articles/", "topics/", "types/", "kinds/", "years/", "months/", "authors/")
)
_PAGES |= {"effect-sizes/", "evidence/", "search/", "compare/", "retractions/", "about/"}
_PAGES |= {"lists/", "lists/new/", "feed.xml"}
_FOLDERS = "articles, topics, types, kinds, years, months and lists"


def _names_of_pages(library: Library) -> dict[str, set[str]]:
    """Return the names of the pages of each folder of the site."""
    references = library.references.values()
    loose = (one.id for one in library.summaries.values() if not one.reference)
    topics = library.topics.values()
    years = (one.issued.year for one in references if one.issued)
    return {
        "articles": {*library.keys, *loose},
        "topics": {name for one in topics for name in (one.id, *one.aliases)},
        "types": set(library.research_types),
        "kinds": {kind for one in references if (kind := kind_of_type(one.type))},
        "years": {str(year) for year in years if year is not None},
        "months": {str(one.month) for one in library.summaries.values() if one.month},
        "lists": set(library.reading_lists),
    }


def redirects_to_nowhere(library: Library) -> Iterator[Problem]:
    """Yield redirects from an earlier site to pages that do not exist."""
    if not library.redirects:
        return
    folders = _names_of_pages(library)
    known = {folder: {segment(name): name for name in names} for folder, names in folders.items()}
    for redirect in library.redirects:
        page = redirect.new.partition("#")[0]
        folder, _, name = page.rstrip("/").partition("/")
        if page in _PAGES or (page.endswith("/") and name in known.get(folder, ())):
            continue
        hint = f"write the address of a page below {_FOLDERS}, such as topics/alliance/"
        if folder in known:
            pages = [f"{folder}/{one}/" for one in known[folder]]
            hint = did_you_mean(page, pages, hint)
        yield Problem(
            rule=Rule.UNKNOWN_PAGE,
            at=redirect.at,
            message=f'the site has no page "{page}"',
            hint=hint,
        )


# -- all rules -----------------------------------------------------------------------------------

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
    effects_about_nothing,
    values_not_in_quotes,
    more_studies_than_participants,
    findings_that_disagree,
    statistics_that_disagree,
    directions_that_disagree,
    unrecorded_effects,
    items_without_summary,
    superseded_items,
    reversed_pages_of_items,
    works_with_notices,
    redirects_to_nowhere,
)


def check_library(library: Library) -> Iterator[Problem]:
    """Yield the problems of a library that were not already found by reading its files."""
    for rule in RULES:
        yield from rule(library)


def findings(library: Library) -> Findings:
    """Return all problems of a library."""
    problems = {*library.problems, *library.remarks, *check_library(library)}
    # For files with merge conflicts, or read in part, the rules would report consequential errors.
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
    said = worth_telling((*heard.problems, *stale), library)
    return Findings(problems=tuple(sorted(said, key=_place)), silenced=heard.silenced)


def _place(problem: Problem) -> tuple[str, int, str, str]:
    return (problem.at.path, problem.at.line, problem.rule.value, problem.message)


# -- the bibliographies of other programs --------------------------------------------------------

# Only the program that writes them can correct them.
_IN_ITS_PROGRAM = "correct it in Zotero, or in the program that writes this file"
_HINTS = {
    Rule.DUPLICATE_REFERENCE: "merge the two in Zotero, or in the program that writes this file; if"
    " they are two works, name both in data/not-duplicates.yaml",
}
_OWN_HINT = frozenset((Rule.DUPLICATE_KEY, Rule.UNEXPECTED_FILE))
"""Rules whose hints already describe the solution."""


def worth_telling(problems: Iterable[Problem], library: Library) -> Iterator[Problem]:
    """Yield the problems worth reporting; for bibliographies, these are few.

    Errors and warnings are reported for works used by a summary, list or citation, since these are
    printed; for all others they are counted. Notes are omitted, since nobody edits these files
    here. The loss of a whole entry or file is always reported.

    Args:
        problems: All problems found.
        library: The contents of the files.
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
            # Ignore an entry if the work is printed from another file.
            others[path] += 1
    for path, number in others.items():
        many = f"are {number} problems" if number > 1 else "is one problem"
        yield Problem(
            rule=Rule.BIBLIOGRAPHY_PROBLEMS,
            at=Location(path=path, line=1),
            message=f"there {many} with works that no summary, list or citation names",
            hint="each is told as soon as its work is named",
        )
