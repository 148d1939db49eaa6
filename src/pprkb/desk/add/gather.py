"""Reading new works from printed references, DOIs, PMIDs and files."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from pprkb import files as text_files
from pprkb.desk.add.newcomer import Newcomer, newcomer
from pprkb.files.text import decode_text
from pprkb.formats import printed as printed_references
from pprkb.formats.bibtex.edit.fields import fields_of
from pprkb.lookup.settings import Settings
from pprkb.matching.identifiers import find_doi, find_pmid
from pprkb.model.errors import EditError, Hint, IdentifierError, NotFoundError, Step
from pprkb.model.problem import Location, Problem, Rule, Severity
from pprkb.model.reference import Reference

Announce = Callable[[str], None]
_PARAGRAPHS = re.compile(r"(?:\r\n|\r|\n)[ \t]*(?:\r\n|\r|\n)\s*")
_LINES = re.compile(r"\r\n|\r|\n")
_WEB_ADDRESS = re.compile(r"(?:https?://|www\.)\S+\Z", re.IGNORECASE)
_NAME_OF_IDENTIFIER = re.compile(r"(?:doi|pmid|pubmed(?: id)?):?\Z", re.IGNORECASE)
_IDENTIFIER_ALONE = re.compile(
    r"""[<"'“]?(?:doi\s*:?\s*|info:doi/|urn:doi:)?(?:https?://|www\.|(?:dx\.)?doi\.org/|10\.)\S+\Z""",
    re.IGNORECASE,
)
_SHORT_NUMBER = re.compile(r"\d{1,5}\Z")
"""A number that is probably not a PMID unless it is marked as one."""
_ISBN = re.compile(r"(?:isbn[-:\s]*)?97[89](?:[-\s]?\d){10}\Z", re.IGNORECASE)
_SUFFIXES = frozenset((".bib", ".bibtex", ".ris", ".json", ".csljson", ".txt"))
"""Text with spaces and such an extension is treated as a missing file."""
_PROSE = frozenset((".txt", ".text", ".md"))
"""Endings of files that may hold printed references."""
_ONE_TEXT = re.compile(r'\{.*\}|"[^"]*"', re.DOTALL)


class NotReadError(EditError):
    """A text cannot be read as a printed reference."""


@dataclass(frozen=True, kw_only=True)
class Gathered:
    """The works found in one source."""

    newcomers: tuple[Newcomer, ...]
    problems: tuple[Problem, ...] = ()
    """Problems of the source itself, and not of one of its works."""
    unread: tuple[NotReadError, ...] = ()
    """Texts that could not be read."""


@dataclass(frozen=True, kw_only=True)
class Given:
    """The arguments of a user, sorted by what they look like."""

    files: tuple[Path, ...] = ()
    dois: tuple[str, ...] = ()
    pmids: tuple[str, ...] = ()
    printed: tuple[str, ...] = ()
    """Printed references."""


ReadFile = Callable[[Path], tuple[str, bytes]]
"""Returns the name of a file for messages, and its bytes."""


def read_file(path: Path) -> tuple[str, bytes]:
    """Return the name and the bytes of a file.

    Raises:
        NotFoundError: It cannot be read.
    """
    try:
        return path.name, path.read_bytes()
    except OSError as error:
        raise NotFoundError(
            f"{path} cannot be read: {error.strerror or error}",
            hint="check the name; what is not a file must be a DOI, a PMID or a whole reference in"
            " quotation marks",
        ) from error


def opened(given: Given, read: ReadFile) -> tuple[Given, ReadFile]:
    """Read the files that are named, each once: a file that lists DOIs and PMIDs stands for them.

    Returns:
        What is named, without files that are such lists, and what returns a file that was read.

    Raises:
        NotFoundError: A file cannot be read.
        IdentifierError: A list has an address of a page, or an ISBN.
    """
    contents = {path: read(path) for path in given.files}
    listed = {path: identifiers_in(pasted(content)) for path, (_, content) in contents.items()}
    named = [found for found in listed.values() if found]
    return (
        replace(
            given,
            files=tuple(path for path in given.files if not listed[path]),
            dois=(*given.dois, *(one for found in named for one in found.dois)),
            pmids=(*given.pmids, *(one for found in named for one in found.pmids)),
        ),
        lambda path: contents[path],
    )


InLibrary = Callable[[str], Reference | None]
"""Returns the library's work with a DOI or PMID."""


def unknown(_identifier: str) -> Reference | None:
    """Return no work, so that every DOI and PMID is looked up."""
    return None


def gather(
    given: Given,
    settings: Settings | None,
    announce: Announce,
    read: ReadFile,
    known: InLibrary = unknown,
) -> Gathered:
    """Read new works from all kinds of sources.

    Args:
        given: The sources.
        settings: The settings of look-ups; None if there are none.
        announce: Called with a message for each slow look-up.
        read: Reads a file.
        known: Finds the work with a DOI or PMID in the library, which is then not looked up.

    Raises:
        NotReadError: A text cannot be read as a reference.
        LookupError: A DOI or PMID cannot be looked up.
        NotFoundError: A file cannot be read.
    """
    sources: list[Gathered] = []
    if given.printed:
        sources.append(from_printed("\n\n".join(given.printed)))
    if settings:
        looked_up = tuple(from_identifiers(given, settings, announce, known))
        sources.append(Gathered(newcomers=looked_up))
    for path in given.files:
        name, content = read(path)
        if path.suffix.lower() in _PROSE or str(path) == "-":
            sources.append(from_anything(content, name))
        else:
            sources.append(from_file(content, name))
    return Gathered(
        newcomers=tuple(work for source in sources for work in source.newcomers),
        problems=tuple(problem for source in sources for problem in source.problems),
        unread=tuple(error for source in sources for error in source.unread),
    )


def sort_out(words: Iterable[str]) -> Given:
    """Sort words into files, DOIs, PMIDs and printed references; existing files take precedence.

    Args:
        words: As typed on the command line; "-" is standard input.

    Raises:
        IdentifierError: A word is the address of a page, or an ISBN, which are not looked up.
    """
    files: list[Path] = []
    printed: list[str] = []
    dois: list[str] = []
    pmids: list[str] = []
    named = ""
    for word in words:
        # "PMID: 30335462" without quotation marks is two words.
        if _NAME_OF_IDENTIFIER.match(word) and not _is_there(word):
            named = f"{word} "
            continue
        word, named = named + word, ""
        if word == "-" or _is_there(word):
            files.append(Path(word))
        elif found := identifiers_in(word):
            dois += found.dois
            pmids += found.pmids
        elif len(word.split()) > 1 and Path(word).suffix not in _SUFFIXES:
            printed.append(word)
        else:
            files.append(Path(word))
    files += [Path(named.strip())] if named else []
    return Given(files=tuple(files), dois=tuple(dois), pmids=tuple(pmids), printed=tuple(printed))


def identifiers_in(text: str) -> Given | None:
    """Return the DOIs and PMIDs of a text with only those, one per line; else None.

    Raises:
        IdentifierError: The text is the address of a page, or an ISBN.
    """
    dois: list[str] = []
    pmids: list[str] = []
    for line in filter(None, map(str.strip, _LINES.split(text))):
        if (pmid := find_pmid(line)) and not _SHORT_NUMBER.match(line):
            pmids.append(pmid)
        elif _IDENTIFIER_ALONE.match(line) and (doi := find_doi(line)):
            dois.append(doi)
        elif _WEB_ADDRESS.match(line):
            raise IdentifierError(
                f'"{line}" names no DOI or PMID, and other pages are not looked up',
                hint="look for the DOI on that page, or paste the reference in quotation marks",
            )
        elif _ISBN.match(line):
            raise IdentifierError(
                f'"{line}" is an ISBN, and books are not looked up by it',
                hint="paste the reference in quotation marks, or give a DOI",
            )
        else:
            return None
    return Given(dois=tuple(dois), pmids=tuple(pmids)) if dois or pmids else None


def _is_there(word: str) -> bool:
    """Return whether a word is an existing path; too long words are not."""
    try:
        return Path(word).exists() or Path(word).is_symlink()
    except (OSError, ValueError):
        return False


def from_printed(text: str) -> Gathered:
    """Read printed references: one, or several separated by blank lines, or one per line.

    If one of several cannot be read, the others still are.

    Raises:
        NotReadError: No reference could be read.
    """
    found = []
    unread = []
    for part in printed_parts(text):
        printed = printed_references.read_printed(part)
        if printed.reference is None:
            why = " ".join(printed.doubts)
            unread.append(
                NotReadError(
                    f'"{_shortened(part)}" cannot be read as a printed reference: {why}',
                    hint=Hint(Step.DOI_OR_ENTRY),
                )
            )
        else:
            found.append(newcomer(printed.reference, "the text", printed=printed))
    if unread and not found:
        raise unread[0]
    if not found:
        raise NotReadError("there is no reference in the text", hint=Hint(Step.GIVE_TEXT))
    return Gathered(newcomers=tuple(found), unread=tuple(unread))


def printed_parts(text: str) -> list[str]:
    """Split a text into printed references, keeping wrapped lines together."""
    parts: list[str] = []
    for paragraph in filter(str.strip, _PARAGRAPHS.split(text)):
        lines = [line for line in _LINES.split(paragraph) if line.strip()]
        if len(lines) > 1 and all(map(printed_references.looks_printed, lines)):
            parts += lines
        else:
            parts.append(paragraph.strip())
    return parts


def from_identifiers(
    given: Given, settings: Settings, announce: Announce, known: InLibrary = unknown
) -> Iterator[Newcomer]:
    """Look up works that are not in the library; see `pprkb.lookup.agencies` for errors."""
    # Import `requests`, which is slow to load, only for a look-up.
    from pprkb.lookup.agencies import fetch_doi, fetch_pmid

    for one in given.dois:
        yield newcomer(known(find_doi(one)) or fetch_doi(one, settings, announce), one)
    for one in given.pmids:
        found = known(find_pmid(one)) or fetch_pmid(one, settings, announce)
        yield newcomer(found, f"PMID {one}")


def from_file(content: bytes, name: str) -> Gathered:
    """Read a file of another program.

    Returns:
        The works, and the errors of the file; warnings are left to `check`.

    Raises:
        EditError: The file is not of a supported format.
        NotFoundError: There is no reference in it.
    """
    read = text_files.reference_file.read_reference_file(content, name)
    is_bibtex = read.format is text_files.reference_file.FileFormat.BIBTEX
    if not read.references:
        errors = [problem for problem in read.problems if problem.severity is Severity.ERROR]
        why = f": {errors[0].message}" if errors else ""
        raise NotFoundError(f"there is no reference in {name}{why}", hint="look into the file")
    own, others = _by_reference(read.references, read.problems)
    newcomers = tuple(
        newcomer(
            one,
            f"{name}: {one.key}",
            key=key,
            typed=_typed(read.text, one.key) if is_bibtex else None,
            read=tuple(own.get(number, ())),
        )
        for number, (one, key) in enumerate(zip(read.references, read.keys, strict=True))
    )
    places = sum("file" in reference.extra for reference in read.references)
    if places:
        works = "a work" if places == 1 else f"{places} works"
        message = f"the field `file` of {works} is a path on your disk and was not copied"
        at = Location(path=name, line=1)
        others = (*others, Problem(rule=Rule.UNUSUAL_FORM, at=at, message=message))
    return Gathered(newcomers=newcomers, problems=others)


def _by_reference(
    references: Iterable[Reference], problems: Iterable[Problem]
) -> tuple[dict[int, list[Problem]], tuple[Problem, ...]]:
    """Assign the problems of a file to its references.

    A problem belongs to the reference with its key or, if several share the key or there is none,
    to the reference at its line.
    """
    own: dict[int, list[Problem]] = {}
    others: list[Problem] = []
    references = list(references)
    numbers: dict[str, list[int]] = {}
    for number, reference in enumerate(references):
        numbers.setdefault(reference.key.casefold(), []).append(number)
    placed = [(one.at.line, number) for number, one in enumerate(references) if one.at]
    lines = [line for line, _ in placed]
    for problem in problems:
        of_key = numbers.get(problem.key.casefold(), [])
        before = bisect_right(lines, problem.at.line) - 1
        above = placed[before][1] if before >= 0 else None
        if len(of_key) == 1 and problem.key and problem.rule is not Rule.DUPLICATE_KEY:
            own.setdefault(of_key[0], []).append(problem)
        elif above is not None and (above in of_key or references[above].at == problem.at):
            own.setdefault(above, []).append(problem)
        else:
            others.append(problem)
    return own, tuple(others)


def _typed(text: str, key: str) -> dict[str, str]:
    """Return the fields of an entry with a single value, without delimiters."""
    with suppress(EditError, NotFoundError):
        return {
            name: value[1:-1]
            for name, value in fields_of(text, key).items()
            if _ONE_TEXT.fullmatch(value)
        }
    return {}


def from_anything(content: bytes, name: str) -> Gathered:
    """Read input of an unknown kind: a file, or printed references.

    Raises:
        EditError: It is neither.
    """
    try:
        text_files.reference_file.read_reference_file(content, name)
    except text_files.reference_file.ForeignFormatError:
        raise
    except EditError as error:
        try:
            return from_printed(pasted(content))
        except NotReadError as unread:
            if name == "stdin":
                raise
            message = f"{error.message}, and {unread.message}"
            raise NotReadError(message, hint=unread.hint) from unread
    return from_file(content, name)


def pasted(content: bytes) -> str:
    """Return the text of standard input."""
    text, _ = decode_text(content, "stdin")
    return text


def _shortened(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 80 else f"{flat[:79]}…"
