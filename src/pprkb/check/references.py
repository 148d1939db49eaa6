"""Rules for single references."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator

from pprkb.check.texts import (
    flaws_of_names,
    garbled,
    in_one_case,
    markup_left,
    printed_texts,
    spoken,
)
from pprkb.files.read.shapes import NO_REFERENCE
from pprkb.formats.titles.case import is_capitals, lowered_names, title_language_is_unclear
from pprkb.formats.titles.proper_names import title_is_a_name
from pprkb.matching.identifiers import flaw_of_doi
from pprkb.model.library import Library
from pprkb.model.problem import Location, Problem, Rule
from pprkb.model.reference import Reference, ReferenceType, Role, derived, moved
from pprkb.text.markup import strip_tags
from pprkb.text.number import whole_number
from pprkb.text.spelling import fold

_PAGES = re.compile(r"(?P<lead>[A-Za-z]*)(?P<first>\d+)\s*[-–—]\s*(?P=lead)(?P<last>\d+)\Z")

_DOIS_SINCE = 2000
"""The year from which journals give their articles DOIs (doi.org, history of the DOI system)."""
_JOURNAL_WITHOUT = 3
"""A journal with this many articles, none of which has a DOI, does not assign DOIs."""

DAMAGE = frozenset((Rule.BIBTEX_SYNTAX, Rule.UNDEFINED_STRING, Rule.CROSSREF))
"""Rules for problems that lose fields, so that missing fields are not the author's fault."""

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
"""Variables printed by APA for a type (manual, sections 10.1-10.6), with their BibTeX field."""
_PUBLISHED_BY_AUTHORS = frozenset((ReferenceType.BOOK, ReferenceType.REPORT))
"""Types whose publisher is not printed if it is the author (manual, section 9.29)."""
_OF_OTHER_WORKS = frozenset(
    (
        Role.COLLECTION_EDITOR,
        Role.CONTAINER_AUTHOR,
        Role.ORIGINAL_AUTHOR,
        Role.RECIPIENT,
        Role.REVIEWED_AUTHOR,
    )
)
"""Roles of people who did not create the work itself."""
_WITHOUT_AUTHORS = frozenset(
    (
        ReferenceType.BILL,
        ReferenceType.CLASSIC,
        ReferenceType.HEARING,
        ReferenceType.LEGAL_CASE,
        ReferenceType.LEGISLATION,
        ReferenceType.PERIODICAL,
        ReferenceType.REGULATION,
        ReferenceType.TREATY,
    )
)
"""Types that by nature have no authors (manual, sections 9.42 and 11.4-11.9)."""


def place_of(reference: Reference) -> Location:
    """Return the location of a reference's entry."""
    return reference.at or Location(path="data/references.bib", line=1)


def problem_of(reference: Reference, rule: Rule, message: str, hint: str = "") -> Problem:
    """Return a problem located at a reference's entry."""
    return Problem(rule=rule, at=place_of(reference), key=reference.key, message=message, hint=hint)


def missing_fields(reference: Reference) -> Iterator[Problem]:
    """Yield missing fields: a title, a date, or fields required by the type."""
    by_body = any(
        contributor.role is Role.AUTHOR and contributor.literal
        for contributor in reference.contributors
    )
    lacking = [
        field
        for name, field in _NEEDED.get(reference.type, ())
        if not getattr(reference, name)
        and not (name == "publisher" and by_body and reference.type in _PUBLISHED_BY_AUTHORS)
    ]
    if not reference.title:
        lacking.insert(0, "title")
    if reference.issued is None and not reference.status and not _says_undated(reference):
        lacking.append("year")
    makers = {contributor.role for contributor in reference.contributors} - _OF_OTHER_WORKS
    if not makers and reference.type not in _WITHOUT_AUTHORS:
        lacking.insert(0, "author")
    if lacking:
        yield problem_of(
            reference,
            Rule.MISSING_FIELD,
            f"the {reference.type.words} has no {' and no '.join(lacking)}",
            "add the field, or correct the entry type",
        )


def _says_undated(reference: Reference) -> bool:
    """Return whether an entry says that there is no date: "n.d.", but not "?" or "unknown"."""
    said = str(reference.extra.get("year") or reference.extra.get("date") or "")
    return any(map(str.isalpha, said)) and said.strip("[] ").casefold() != "unknown"


def reserved_key(reference: Reference) -> Iterator[Problem]:
    """Yield a key that, in a summary, is a keyword for the absence of a work."""
    if reference.key == NO_REFERENCE:
        yield problem_of(
            reference,
            Rule.BAD_KEY,
            f"no summary can be of it: `reference: {NO_REFERENCE}` says so",
            "give it another key",
        )


def bad_doi(reference: Reference) -> Iterator[Problem]:
    """Yield a malformed DOI: not 10., a registrant, a slash, a suffix (ISO 26324)."""
    if reference.doi and (flaw := flaw_of_doi(reference.doi)):
        yield problem_of(reference, Rule.BAD_DOI, *flaw)


def incomplete_names(reference: Reference) -> Iterator[Problem]:
    """Yield lists of names that end in "and others": APA prints up to 20 (manual, section 9.8)."""
    if reference.incomplete:
        roles = " and ".join(sorted(f"{role.value}s" for role in reference.incomplete))
        yield problem_of(
            reference,
            Rule.INCOMPLETE_NAMES,
            f'the list of {roles} ends in "and others"',
            "name everyone: APA prints up to 20 authors",
        )


def capital_title(reference: Reference) -> Iterator[Problem]:
    """Yield a title in capitals, where names look like acronyms."""
    title = strip_tags(reference.title)
    if is_capitals(strip_tags(reference.source_title) or title):
        yield problem_of(
            reference,
            Rule.TITLE_CAPITALS,
            f'the title is in capitals and is printed as "{title}"',
            "write it as a sentence, with names and acronyms in capitals",
        )


def unclear_language(reference: Reference) -> Iterator[Problem]:
    """Yield a title that keeps its capitals because its language is unknown."""
    title = strip_tags(reference.title)
    named = title_is_a_name(reference.type, title, reference.genre, reference.publisher)
    if not named and title_language_is_unclear(title, reference.language):
        yield problem_of(
            reference,
            Rule.TITLE_LANGUAGE,
            f'the language of "{title}" is not clear: its capitals are kept',
            "name it: langid = {english}, {ngerman}, {french} or another",
        )


def lowered_words(reference: Reference) -> Iterator[Problem]:
    """Yield words converted to lower case by sentence case that may be names."""
    words: dict[str, None] = {}
    for title, source in (
        (reference.title, reference.source_title),
        (reference.container_title, reference.extra.get("source-booktitle", "")),
        (reference.volume_title, reference.extra.get("source-volumetitle", "")),
    ):
        if source:
            words |= dict.fromkeys(lowered_names(title, source))
    if words:
        several = len(words) > 1
        yield problem_of(
            reference,
            Rule.LOWERED_WORD,
            f"{', '.join(words)} {'are' if several else 'is'} printed in small letters",
            f"put {'names' if several else 'a name'} in braces: {{{next(iter(words))}}}",
        )


def reversed_pages(reference: Reference) -> Iterator[Problem]:
    """Yield pages that end before they begin; "311-25" is 311 to 325."""
    if wrong := reversed_parts(reference.page):
        yield problem_of(
            reference,
            Rule.REVERSED_PAGES,
            f"the pages {wrong} end before they begin",
            "look the pages up",
        )


def bad_names(reference: Reference) -> Iterator[Problem]:
    """Yield names that contain several people, organizations read as people, and the like."""
    for role, (message, hint) in flaws_of_names(reference):
        yield problem_of(reference, Rule.BAD_NAME, f"{role.value}: {message}", hint)


def garbled_texts(reference: Reference) -> Iterator[Problem]:
    """Yield names and texts with encoding errors."""
    names = ((person.role.value, spoken(person)) for person in reference.contributors)
    for name, text in (*names, *printed_texts(reference)):
        if word := garbled(text):
            yield problem_of(
                reference,
                Rule.GARBLED_TEXT,
                f"{name}: {word} looks like text that was decoded wrongly",
                "take the text from its source again, as UTF-8",
            )


_INVISIBLE = re.compile(r"(?<!Ã)\u00ad|[\u200b\u2060\ufeff]")
"""Soft hyphens, blanks without width and marks of byte order; joiners belong to some scripts."""


def invisible_characters(reference: Reference) -> Iterator[Problem]:
    """Yield names and texts with invisible characters, by which names that look alike differ."""
    names = ((person.role.value, spoken(person)) for person in reference.contributors)
    for name, text in (*names, *printed_texts(reference)):
        if not text.isascii() and (found := _INVISIBLE.search(text)):
            yield problem_of(
                reference,
                Rule.CONTROL_CHARACTER,
                f'{name}: "{text}" holds an invisible character (U+{ord(found.group()):04X})',
                "delete it, or retype the word",
            )


def stray_markup(reference: Reference) -> Iterator[Problem]:
    """Yield mark-up of another format left in a text, which would be printed."""
    for name, text in printed_texts(reference):
        if left := markup_left(text):
            yield problem_of(
                reference,
                Rule.STRAY_MARKUP,
                f"{name}: {left} is left over from another program's mark-up",
                "write what it means, or take it away",
            )


def letter_case(reference: Reference) -> Iterator[Problem]:
    """Yield people and journals written entirely in capitals or in lower case."""
    for person in reference.contributors:
        bare = person.family.replace("'", "").replace("’", "")
        if not person.given or len(bare) < 3:
            continue
        if bare.isupper():
            case = "capitals"
        elif bare.islower() and person.given[0].islower() and not person.non_dropping_particle:
            case = "small letters"
        else:
            continue
        yield problem_of(
            reference,
            Rule.LETTER_CASE,
            f"{person.role.value}: {spoken(person)} is in {case}",
            "write the name as it is printed in a sentence",
        )
    if case := in_one_case(strip_tags(reference.container_title)):
        yield problem_of(
            reference,
            Rule.LETTER_CASE,
            f"the title of the journal or book is in {case}: {reference.container_title}",
            "write it as the journal or book does",
        )


ReferenceRule = Callable[[Reference], Iterator[Problem]]

REFERENCE_RULES: tuple[ReferenceRule, ...] = (
    missing_fields,
    reserved_key,
    bad_names,
    incomplete_names,
    garbled_texts,
    invisible_characters,
    stray_markup,
    capital_title,
    letter_case,
    unclear_language,
    lowered_words,
    bad_doi,
    reversed_pages,
)
"""The rules for a single reference from any format, used by `add` and `check`."""

HELD_BACK = frozenset(
    (
        Rule.BIBTEX_SYNTAX,
        Rule.UNKNOWN_TYPE,
        Rule.BAD_NAME,
        Rule.GARBLED_TEXT,
        Rule.STRAY_MARKUP,
        Rule.BAD_DOI,
    )
)
"""Rules for wrong data: `add` rejects such works until a person has looked at them.

The other rules report missing data and suggestions: `add` prints these and adds the work.
"""


def problems_of(reference: Reference, rules: Collection[Rule] = ()) -> Iterator[Problem]:
    """Yield the problems of a single reference.

    Args:
        reference: A reference from any source.
        rules: Rules with problems already reported by the reader of the entry.
    """
    silent = _SAID_ONCE.intersection(rules)
    if not DAMAGE.isdisjoint(rules):
        silent |= {Rule.MISSING_FIELD}
    for rule in REFERENCE_RULES:
        yield from (problem for problem in rule(reference) if problem.rule not in silent)


def _problems_of(reference: Reference, rules: Collection[Rule]) -> Iterator[Problem]:
    """Yield the results of `problems_of`, which are cached per reference."""
    if rules:
        yield from problems_of(reference, rules)
        return
    # The entry may have moved since.
    at, problems = derived(reference, "judged", _judged)
    shift = place_of(reference).line - at.line
    for problem in problems:
        yield moved(problem, shift) if shift else problem


def _judged(reference: Reference) -> tuple[Location, tuple[Problem, ...]]:
    return place_of(reference), tuple(problems_of(reference))


_SAID_ONCE = frozenset((Rule.BAD_NAME, Rule.INCOMPLETE_NAMES))
"""Rules with repairs reported by the BibTeX reader; other problems follow from these."""


def single_references(library: Library) -> Iterator[Problem]:
    """Yield the problems of each single reference of a library.

    Problems of values inherited from another work, such as the editors of a book, are reported for
    the other work.
    """
    told: dict[str, set[Rule]] = defaultdict(set)
    for problem in library.problems:
        told[problem.key].add(problem.rule)
    said: set[tuple[Rule, str]] = set()
    parents = [one for one in library.references.values() if one.key in library.parents]
    for reference in parents:
        for problem in _problems_of(reference, told.get(reference.key, ())):
            said.add((problem.rule, problem.message))
            yield problem
    for reference in library.references.values():
        if reference.key in library.parents:
            continue
        for problem in _problems_of(reference, told.get(reference.key, ())):
            if problem.rule not in _INHERITED or (problem.rule, problem.message) not in said:
                yield problem


_INHERITED = frozenset(
    (
        *(Rule.BAD_NAME, Rule.GARBLED_TEXT, Rule.CONTROL_CHARACTER, Rule.STRAY_MARKUP),
        *(Rule.LETTER_CASE, Rule.INCOMPLETE_NAMES),
    )
)
"""Rules whose messages mention a value that may be inherited from another work."""


def missing_dois(library: Library) -> Iterator[Problem]:
    """Yield journal articles without a DOI that most likely have one.

    These are articles since 2000, and older ones whose journal has given a DOI to an article as
    old; not those of a journal of which the library has several articles and no DOI.
    """
    damaged = {problem.key for problem in library.problems if problem.rule in DAMAGE}
    articles = [
        reference
        for reference in library.references.values()
        if reference.type is ReferenceType.ARTICLE_JOURNAL and reference.key not in damaged
    ]
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
        hint = "look it up at https://search.crossref.org"
        yield problem_of(article, Rule.MISSING_DOI, "the article has no DOI", hint)


def _has_doi(reference: Reference) -> bool:
    return bool(reference.doi or "doi" in reference.extra or "doi.org/10." in reference.url)


def reversed_parts(pages: str) -> str:
    """Return the parts of pages that end before they begin, with commas between them."""
    return ", ".join(filter(_is_reversed, map(str.strip, re.split("[,;]", pages))))


def _is_reversed(pages: str) -> bool:
    match = _PAGES.match(pages)
    if not match:
        return False
    first, last = match["first"], match["last"]
    if len(last) < len(first) and not match["lead"]:
        last = first[: len(first) - len(last)] + last
    return whole_number(last, 0) < whole_number(first, 0)
