"""A newcomer: a work to be added, with its source, problems and entry for references.bib."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, fields, replace
from functools import cached_property
from types import MappingProxyType

from pprkb.check.references import HELD_BACK, garbled_texts, problems_of
from pprkb.check.texts import spoken
from pprkb.files.read.shapes import NO_REFERENCE
from pprkb.formats import printed as printed_references
from pprkb.formats.bibtex.edit.fields import FieldChange, change_fields, fields_of
from pprkb.formats.bibtex.read.file import BibtexFile, read_bibtex
from pprkb.formats.bibtex.read.names import spaced_initials
from pprkb.formats.bibtex.write.entries import write_entry
from pprkb.formats.titles.case import in_sentence_case
from pprkb.matching.identifiers import bare_doi
from pprkb.model.errors import EditError
from pprkb.model.problem import Location, Problem, Severity
from pprkb.model.reference import Contributor, Reference

_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9_:.+/-]*\Z")
_NO_PERSONS_KEY = re.compile(r"\d+\Z|10\.\d|https?:|[A-Z0-9]{8}\Z")
"""Keys that nobody cites by: numbers, DOIs, addresses, and Zotero's internal keys."""
_OF_PROGRAMS = re.compile(
    r"""file|localfile|pdf|owner|username|groups?|timestamp|readstatus|priority|ranking|qualityassured
      | __markedentry|(?:date|creation|modification)-?(?:added|modified|date)?|added-at|added|read
      | bdsk-.*|mendeley-.*|jabref-.*|zotero-.*|citeulike-.*|biburl|interhash|intrahash|numpages
      | citation-key|citation-label|date-(?:added|modified)|creationdate|modificationdate""",
    re.VERBOSE,
)
"""Internal fields of programs: file paths, dates, flags."""
_OTHERS = re.compile(r"(?:(?:and|&) )?(?:others|et\.? al\.?)", re.IGNORECASE)
"""The end of an incomplete list of names, in formats without other means."""
_CONTROLS = dict.fromkeys([*range(9), *range(14, 32), *range(127, 160), 0xFFFE, 0xFFFF], " ")
_CONTROLS |= dict.fromkeys(range(0xD800, 0xE000), "\ufffd") | {0xFEFF: "", 0x200B: ""}


@dataclass(frozen=True, kw_only=True)
class Newcomer:
    """A work to be added."""

    reference: Reference
    """With the key and the titles of its source."""
    source: str
    """The source, for messages: "10.1037/pst0000172", "library.ris", "the text"."""
    key: str = ""
    """Its key in the source, unless a program generated it."""
    printed: printed_references.Printed | None = None
    """The result of reading a printed reference."""
    typed: Mapping[str, str] | None = None
    """The fields of a BibTeX entry as typed, without delimiters; else None."""
    read: tuple[Problem, ...] = ()
    """Problems from reading its source."""
    at: Location | None = None
    """Where it begins in a file."""

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """Its problems: those from reading, and those that `check` would find in its entry.

        The entry that would be written is read and checked like one of the library, so that flaws
        are found in all formats alike. Notes are left out, as in `check`.
        """
        problems = list(self.read)
        with suppress(EditError):
            _, back = _written(self, _UNNAMED, ())
            rules = {problem.rule for problem in (*problems, *back.problems)}
            said = {(problem.rule, problem.message) for problem in problems}
            for problem in (*back.problems, *problems_of(back.references[0], rules)):
                if problem.severity is Severity.NOTE or (problem.rule, problem.message) in said:
                    continue
                place = self.at or Location(path=self.source, line=1)
                problems.append(replace(problem, at=place, key=self.reference.key))
        return tuple(problems)

    @property
    def wrong(self) -> tuple[str, ...]:
        """Messages of the problems with wrong data."""
        return tuple(
            self.in_words(problem) for problem in self.problems if problem.rule in HELD_BACK
        )

    @property
    def doubts(self) -> tuple[str, ...]:
        """Reasons to look at it before it is added."""
        if self.printed is None or self.printed.confident:
            return self.wrong
        left = tuple(
            f'"{self.printed.text[start:end].strip()}" is left over'
            for start, end in self.printed.leftover
        )
        uncertain = tuple(
            f"{one.field.replace('_', ' ')} is not certain: {one.value}"
            for one in self.printed.used
            if not one.certain
        )
        return (*self.printed.doubts, *left, *uncertain, *self.wrong) or ("It is not certain.",)

    @property
    def remarks(self) -> tuple[Problem, ...]:
        """Minor gaps, which are reported but do not prevent adding the work."""
        return tuple(problem for problem in self.problems if problem.rule not in HELD_BACK)

    def in_words(self, problem: Problem) -> str:
        """Return a problem on one line, with its location if it comes from a file."""
        return str(problem if self.at else replace(problem, key="")).removeprefix(
            "" if self.at else f"{problem.at}: "
        )


_UNNAMED = "newcomer"
"""A placeholder key for trial entries."""


def newcomer(
    reference: Reference,
    source: str,
    *,
    key: str = "",
    printed: printed_references.Printed | None = None,
    typed: Mapping[str, str] | None = None,
    read: tuple[Problem, ...] = (),
) -> Newcomer:
    """Make a newcomer from a reference.

    Values become single lines; internal fields of programs, and an address that repeats the DOI,
    are dropped. Nothing is added.

    Args:
        reference: The work.
        source: The source, for messages.
        key: Its key in the source.
        printed: The result of reading a printed reference.
        typed: The fields of a BibTeX entry as typed, without delimiters.
        read: Problems from reading the source.
    """
    values = _tidy(reference, plain=typed is None)
    # Checked first, since control characters, which may be parts of garbled letters, are removed.
    garbled = [
        replace(problem, message=_line(problem.message), key=reference.key)
        for problem in garbled_texts(reference)
    ]
    clean = reference.with_values({**values, "at": None})
    return Newcomer(
        reference=clean,
        source=source,
        key=key if is_good_key(key) and not _NO_PERSONS_KEY.match(key) else "",
        printed=printed,
        typed=typed,
        read=(*read, *garbled),
        at=reference.at,
    )


def _tidy(reference: Reference, *, plain: bool) -> dict[str, object]:
    """Return a reference with single-line values, without internal fields of programs."""
    values: dict[str, object] = {}
    for field in fields(reference):
        value = getattr(reference, field.name)
        if isinstance(value, str) and field.name != "type":
            values[field.name] = _line(value)
    people = [
        person
        for person in (_person(contributor, plain=plain) for contributor in reference.contributors)
        if person.family or person.literal
    ]
    cut_short = {person.role for person in people if _OTHERS.fullmatch(spoken(person))}
    values["contributors"] = tuple(
        person for person in people if not _OTHERS.fullmatch(spoken(person))
    )
    values["incomplete"] = reference.incomplete | cut_short
    values["keywords"] = tuple(filter(None, map(_line, reference.keywords)))
    values["extra"] = MappingProxyType(
        {
            name: _line(text)
            for name, text in reference.extra.items()
            if text.strip() and not _OF_PROGRAMS.fullmatch(name)
        }
    )
    # The catalogue in which a program found the work.
    values["source"] = ""
    doi, url = _line(reference.doi), _line(reference.url)
    if doi and bare_doi(url).casefold() == doi.casefold():
        values["url"] = ""
    return values


def is_good_key(key: str) -> bool:
    """Return whether a text is a valid key of an entry."""
    return bool(_KEY.match(key)) and key != NO_REFERENCE


def _line(text: str) -> str:
    return " ".join(text.translate(_CONTROLS).split())


def _person(person: Contributor, *, plain: bool) -> Contributor:
    """Clean up a name, and parse a plain one like BibTeX: "Beauvoir, Simone de"."""
    given, dropping = _line(person.given), _line(person.dropping_particle)
    if plain:
        given, dropping = spaced_initials(f"{given} {dropping}".strip()), ""
    return Contributor(
        role=person.role,
        family=_line(person.family),
        given=given,
        non_dropping_particle=_line(person.non_dropping_particle),
        dropping_particle=dropping,
        suffix=_line(person.suffix),
        literal=_line(person.literal),
    )


def entry_for(work: Newcomer, key: str, taken: set[str], *, alias: str = "") -> str:
    """Return the entry of a newcomer.

    Values typed in BibTeX stay as typed if reading them gives the same value, since braces and
    accents matter to LaTeX.

    Args:
        work: The newcomer.
        key: Its key.
        taken: Keys of the library in lower case, which cannot be alternative keys of a newcomer.
        alias: Its key in the source, which becomes an alternative key.

    Raises:
        EditError: The entry would not be read as intended.
    """
    return _written(work, key, taken, alias)[0]


def _written(
    work: Newcomer, key: str, taken: Collection[str], alias: str = ""
) -> tuple[str, BibtexFile]:
    """Return the entry of a newcomer, and the reference that it is read as."""
    aliases = tuple(
        other
        for other in dict.fromkeys(filter(None, (alias, *work.reference.aliases)))
        if other.casefold() not in taken and other.casefold() != key
    )
    reference = replace(work.reference, key=key, aliases=aliases)
    if work.typed is None:
        reference = in_sentence_case(reference)
    entry = write_entry(reference)
    read = read_bibtex(entry)
    errors = [problem for problem in read.problems if problem.severity is Severity.ERROR]
    if errors or [one.key for one in read.references] != [key]:
        why = errors[0].message if errors else "its entry cannot be read back"
        raise EditError(
            f"{work.source} cannot be written: {why}", hint="add it by hand to data/references.bib"
        )
    if work.typed and (typed := _as_typed(entry, key, work.typed)) != entry:
        return typed, read_bibtex(typed)
    return entry, read


def _as_typed(entry: str, key: str, typed: Mapping[str, str]) -> str:
    """Use the values as typed in an entry, if that does not change how it is read."""
    references = read_bibtex(entry).references
    changes = [
        FieldChange(key=key, field=name, value=typed[name])
        for name, value in fields_of(entry, key).items()
        if name in typed and typed[name] != value[1:-1]
    ]

    def alike(tried: Sequence[FieldChange]) -> str:
        with suppress(EditError):
            changed = change_fields(entry, tried)
            if read_bibtex(changed).references == references:
                return changed
        return ""

    if not changes:
        return entry
    if whole := alike(changes):
        return whole
    good = [change for change in changes if alike([change])]
    return (alike(good) if good else "") or entry
