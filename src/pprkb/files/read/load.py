"""Parsing all files of a library into model values."""

from __future__ import annotations

import gc
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from pprkb.files.change import Change
from pprkb.files.folder import Scan, SourceFile, scan, source_file
from pprkb.files.memory import LibraryMemory, RememberedFile, memory_of
from pprkb.files.merge_conflict import conflict_problems, versions
from pprkb.files.read.bibliographies import former_keys, joined
from pprkb.files.read.known import Known, read_not_duplicates
from pprkb.files.read.notices import read_notices
from pprkb.files.read.reading_list import read_reading_list
from pprkb.files.read.redirects import read_redirects
from pprkb.files.read.summary import read_summary
from pprkb.files.read.vocabulary import names_of, read_research_types, read_topics
from pprkb.files.report import Report
from pprkb.files.text import decode_text
from pprkb.formats.bibtex import read as bibtex
from pprkb.formats.bibtex.scan.blocks import BlockKind
from pprkb.model.library import FileKind, Library, ParsedFile, library_of, told_apart
from pprkb.model.problem import Problem
from pprkb.model.reading_list import ReadingList
from pprkb.model.reference import Reference
from pprkb.model.summary import (
    ResearchType,
    Section,
    Summary,
    Topic,
    keyword_spellings,
    term_key,
)
from pprkb.text.markup import Markup, strip_tags
from pprkb.text.spelling import caseless, fold, nfc

Take = Callable[[Reference, str], None]
"""Called with a reference and a digest of everything it depends on except its location."""
Progress = Callable[[str], None]
"""Called with the path of each file before it is read."""

_One = TypeVar("_One")

_PARAGRAPH = re.compile(r"\n[ \t]*\n\s*")

OF_REFERENCES = (FileKind.REFERENCES, FileKind.BIBLIOGRAPHY)
"""The kinds of files with references."""
VOCABULARY = (*OF_REFERENCES, FileKind.TOPICS, FileKind.RESEARCH_TYPES)
"""The kinds of files that define names for the others."""


def known_names(
    references: Iterable[tuple[str, tuple[str, ...]]],
    topics: Iterable[Topic],
    research_types: Iterable[ResearchType],
    asked: tuple[Iterable[str], Iterable[str]] = ((), ()),
) -> Known:
    """Return the names that summaries and lists may use.

    Args:
        references: Citation keys, each with its other keys.
        topics: All topics.
        research_types: All research types.
        asked: Keywords and names of journals, for questions of lists.
    """
    keywords, journals = asked
    keys: dict[str, str] = {}
    others: dict[str, str] = {}
    for key, aliases in references:
        keys[nfc(key)] = key
        for alias in aliases:
            others.setdefault(nfc(alias), key)
    return Known(
        references=others | keys,
        topics=names_of(topics),
        research_types=names_of(research_types),
        keywords={term_key(word): word for word in keywords},
        journals={fold(strip_tags(Markup(name))): name for name in journals},
    )


def keys_of(references: Iterable[Reference]) -> Iterable[tuple[str, tuple[str, ...]]]:
    """Return the keys of references, for `known_names`."""
    return ((reference.key, reference.aliases) for reference in references)


def keywords_and_journals(references: Collection[Reference]) -> tuple[list[str], list[str]]:
    """Return keywords and journals for questions of lists, for `known_names`."""
    keywords = [spellings[0] for spellings in keyword_spellings(references).values()]
    journals = (
        name
        for reference in references
        for name in (reference.container_title, reference.container_title_short)
    )
    return keywords, list(dict.fromkeys(filter(None, journals)))


def parse_file(
    file: SourceFile,
    known: Known,
    memory: LibraryMemory | None = None,
    take: Take | None = None,
) -> ParsedFile:
    """Parse one file.

    Args:
        file: The file with its bytes.
        known: The names that a summary or list may use; ignored for other kinds.
        memory: A cache: a file is not parsed again if neither it nor the meaning of the names in it
            has changed.
        take: Called with each reference and its mark; the file is then returned without them.
    """
    if memory is None:
        return _parse_text(file, known, None, {}, take)
    if file.kind in OF_REFERENCES:
        return _parse_text(file, known, memory.entries, {}, take)
    place = file.path, file.digest
    memory.met[file.path] = file.digest
    found = memory.files.get(place)
    if found and _holds(found, known):
        return found.parsed
    memory.read += 1
    asked: dict[tuple[str, str], str | None] = {}
    parsed = _parse_text(file, known, memory.entries, asked)
    unknown = known.digest if None in asked.values() else ""
    answers = tuple((kind, name, answer) for (kind, name), answer in asked.items())
    memory.files[place] = RememberedFile(asked=answers, unknown=unknown, parsed=parsed)
    return parsed


def _holds(found: RememberedFile, known: Known) -> bool:
    """Return whether all names that a file uses still refer to the same things."""
    if found.unknown and found.unknown != known.digest:
        return False
    return all(known.answer(kind, name) == answer for kind, name, answer in found.asked)


def _parse_text(
    file: SourceFile,
    known: Known,
    memory: bibtex.Memory | None,
    asked: dict[tuple[str, str], str | None],
    take: Take | None = None,
) -> ParsedFile:
    text, odd = decode_text(file.content, file.path)
    found = versions(text)
    if found is None:
        parsed = _parse(file, text, known, memory, asked, take)
        if any(problem.rule.holds_back for problem in odd):
            return replace(parsed, problems=odd, remarks=())
        return replace(parsed, problems=(*odd, *parsed.problems))
    key = file.stem if file.kind in (FileKind.SUMMARY, FileKind.READING_LIST) else ""
    conflicts = conflict_problems(text, file.path, key)
    ours, theirs = (
        _parse(file, version, known, memory, asked) for version in (found.ours, found.theirs)
    )
    both = replace(_both(ours, theirs), problems=(*odd, *conflicts))
    if take is None:
        return both
    for reference, mark in zip(both.references, both.marks, strict=True):
        take(reference, mark)
    return replace(both, references=(), marks=())


def _both(ours: ParsedFile, theirs: ParsedFile) -> ParsedFile:
    """Merge the two versions of a file with a conflict, so that other files find all names.

    For a summary or list, only the content shared by both versions is used, with our title.
    Problems and remarks are dropped, since they are consequences of the conflict.
    """
    marks = {
        reference.key: mark
        for parsed in (theirs, ours)
        for reference, mark in zip(parsed.references, parsed.marks, strict=True)
    }
    references = _in_either(ours.references, theirs.references, lambda one: caseless(one.key))
    return replace(
        ours,
        problems=(),
        remarks=(),
        parents=ours.parents | theirs.parents,
        summary=_agreed_summary(ours.summary, theirs.summary),
        reading_list=_agreed_list(ours.reading_list, theirs.reading_list),
        entry_keys=ours.entry_keys | theirs.entry_keys,
        references=references,
        marks=tuple(marks[one.key] for one in references),
        topics=_in_either(ours.topics, theirs.topics, lambda one: caseless(one.id)),
        research_types=_in_either(
            ours.research_types, theirs.research_types, lambda one: caseless(one.id)
        ),
        notices=_in_either(ours.notices, theirs.notices),
        not_duplicates=_in_either(ours.not_duplicates, theirs.not_duplicates),
        redirects=_in_either(ours.redirects, theirs.redirects, lambda one: one.old),
        uses=_in_either(ours.uses, theirs.uses),
    )


def _in_either(
    ours: Iterable[_One], theirs: Iterable[_One], name: Callable[[_One], object] = lambda one: one
) -> tuple[_One, ...]:
    """Return the union of both versions by name, with ours taking precedence."""
    own = {name(one): one for one in ours}
    return tuple({**own, **{name(one): one for one in theirs}, **own}.values())


def _agreed_summary(ours: Summary | None, theirs: Summary | None) -> Summary | None:
    """Return the content that two versions of a summary share, since half of one may mislead."""
    if ours is None or theirs is None:
        return ours
    others = dict(theirs.sections)
    sections = (
        Section(one.heading, _agreed(one.text, others.get(one.heading, "")))
        for one in ours.sections
    )
    return replace(
        ours,
        reference=ours.reference or theirs.reference,
        month=ours.month if ours.month == theirs.month else None,
        type=ours.type if ours.type == theirs.type else "",
        origin=ours.origin if ours.origin == theirs.origin else None,
        language=ours.language if ours.language == theirs.language else "",
        also=tuple(one for one in ours.also if one in theirs.also),
        topics=tuple(one for one in ours.topics if one in theirs.topics),
        effects=tuple(one for one in ours.effects if one in theirs.effects),
        evidence_summary=_agreed(ours.evidence_summary, theirs.evidence_summary),
        practice_implications=_agreed(ours.practice_implications, theirs.practice_implications),
        sections=tuple(one for one in sections if one.text),
    )


def _agreed(ours: str, theirs: str) -> str:
    """Return the paragraphs that two texts have in common."""
    others = set(_PARAGRAPH.split(theirs))
    return "\n\n".join(one for one in _PARAGRAPH.split(ours) if one in others)


def _agreed_list(ours: ReadingList | None, theirs: ReadingList | None) -> ReadingList | None:
    """Return the content that two versions of a reading list share."""
    if ours is None or theirs is None:
        return ours
    others = {one.heading: one for one in theirs.sections}
    return replace(
        ours,
        introduction=_agreed(ours.introduction, theirs.introduction),
        course=ours.course if ours.course == theirs.course else None,
        sections=tuple(
            replace(
                one,
                note=_agreed(one.note, others[one.heading].note),
                items=tuple(item for item in one.items if item in others[one.heading].items),
            )
            for one in ours.sections
            if one.heading in others
        ),
    )


def _parse(
    file: SourceFile,
    text: str,
    known: Known,
    memory: bibtex.Memory | None,
    asked: dict[tuple[str, str], str | None],
    take: Take | None = None,
) -> ParsedFile:
    report = Report(file.path)
    said = ParsedFile(path=file.path, kind=file.kind, digest=file.digest)
    match file.kind:
        case FileKind.REFERENCES | FileKind.BIBLIOGRAPHY:
            made = bibtex.read_bibtex(text, path=file.path, memory=memory, take=take)
            report.problems.extend(made.problems)
            report.remarks.extend(made.remarks)
            report.silences.extend(made.silences)
            said = replace(
                said,
                references=made.references,
                parents=made.parents,
                marks=made.marks,
                entry_keys=frozenset(
                    span.key.casefold() for span in made.entries if span.kind is BlockKind.ENTRY
                ),
            )
        case FileKind.TOPICS:
            said = replace(said, topics=read_topics(text, report))
        case FileKind.RESEARCH_TYPES:
            said = replace(said, research_types=read_research_types(text, report))
        case FileKind.NOTICES:
            notices = read_notices(text, report, known.reference)
            said = replace(said, notices=notices.notices, data_set=notices.data_set)
        case FileKind.SUMMARY:
            report.key = file.stem
            said = replace(said, summary=read_summary(text, report, file.stem, known))
        case FileKind.READING_LIST:
            report.key = file.stem
            reading_list = read_reading_list(text, report, file.stem, known)
            said = replace(said, reading_list=reading_list)
        case FileKind.NOT_DUPLICATES:
            said = replace(said, not_duplicates=read_not_duplicates(text, report, known))
        case FileKind.REDIRECTS:
            said = replace(said, redirects=read_redirects(text, report))
    if file.kind not in (FileKind.NOTICES, FileKind.NOT_DUPLICATES):
        # Notices and decisions name works without using them.
        said = replace(said, uses=tuple(report.uses))
    asked |= report.asked
    return replace(
        said,
        problems=tuple(report.problems),
        remarks=tuple(report.remarks),
        silences=tuple(report.silences),
    )


def references_of(
    scanned: Scan,
    progress: Progress = lambda _path: None,
    *,
    from_scratch: bool = False,
) -> tuple[ParsedFile, ...]:
    """Parse references.bib and the bibliographies, with each work once.

    Args:
        scanned: The files of the library.
        progress: Called with the path of each file before it is parsed.
        from_scratch: Whether to ignore the memory.

    Returns:
        The files in order of precedence.
    """
    deciding = (*OF_REFERENCES, FileKind.NOT_DUPLICATES, FileKind.REDIRECTS)
    files = [file for file in scanned.files if file.kind in deciding]
    if from_scratch:
        return _references_of(files, progress, None)
    memory = memory_of(scanned.root)
    digest = " ".join(f"{file.path} {file.digest}" for file in files)
    return memory.once("references", digest, lambda: _references_of(files, progress, memory))


def _references_of(
    files: Iterable[SourceFile], progress: Progress, memory: LibraryMemory | None
) -> tuple[ParsedFile, ...]:
    # Garbage collection would repeatedly traverse everything that has been read.
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        return _parsed_and_in_either(files, progress, memory)
    finally:
        if was_enabled:
            gc.enable()


def _parsed_and_in_either(
    files: Iterable[SourceFile], progress: Progress, memory: LibraryMemory | None
) -> tuple[ParsedFile, ...]:
    parsed: list[ParsedFile] = []
    deciding: list[SourceFile] = []
    for file in files:
        if file.kind in OF_REFERENCES:
            progress(file.path)
            parsed.append(parse_file(file, Known(), memory))
        else:
            deciding.append(file)
    if len(parsed) < 2:
        return tuple(parsed)
    # Needed before keys are merged; these files are read again with all others.
    known = known_names(keys_of(one for file in parsed for one in file.references), (), ())
    said = [_parse_text(file, known, None, {}) for file in deciding]
    decisions = [one for file in said for one in file.not_duplicates]
    redirects = [one for file in said for one in file.redirects]
    return joined(parsed, told_apart(decisions), redirects)


def load_library(scanned: Scan, progress: Progress = lambda _path: None) -> Library:
    """Parse every file of a library.

    Args:
        scanned: The files.
        progress: Called with the path of each file before it is parsed.

    Returns:
        Everything that could be read, and every problem in the order of the files.
    """
    memory = memory_of(scanned.root)
    return memory.once("library", scanned.digest, lambda: _load(scanned, memory, progress))


def _load(scanned: Scan, memory: LibraryMemory, progress: Progress) -> Library:
    vocabulary = list(references_of(scanned, progress))
    others: list[ParsedFile] = []
    for file in scanned.files:
        if file.kind in VOCABULARY and file.kind not in OF_REFERENCES:
            progress(file.path)
            vocabulary.append(parse_file(file, Known(), memory))
    words = library_of(vocabulary)
    references = words.references.values()
    known = known_names(
        keys_of(references),
        words.topics.values(),
        words.research_types.values(),
        keywords_and_journals(references),
    )
    if former := former_keys(scanned.root, references):
        known = replace(known, former=former)
    for file in scanned.files:
        if file.kind not in VOCABULARY:
            progress(file.path)
            others.append(parse_file(file, known, memory))
    return library_of((*vocabulary, *others), scanned.problems)


# -- checking a library after a change in memory, before anything is written ---------------------


def new_problems(root: Path, changes: Iterable[Change]) -> tuple[Problem, ...]:
    """Return the problems that changes would add, compared without their lines and keys."""
    scanned = scan(root)
    before = Counter(map(_kind, load_library(scanned).problems))
    after = load_library(_changed(scanned, changes)).problems
    fresh = []
    for problem in after:
        known = _kind(problem)
        if before[known]:
            before[known] -= 1
        else:
            fresh.append(problem)
    return tuple(fresh)


def _kind(problem: Problem) -> tuple[str, str]:
    # Without key and hint, since a rename changes keys and may change suggestions.
    return problem.rule.value, problem.at.path


def _changed(scanned: Scan, changes: Iterable[Change]) -> Scan:
    files = {file.path: file for file in scanned.files}
    for change in changes:
        if change.after is None:
            files.pop(change.path, None)
            continue
        if made := source_file(change.path, change.after):
            files[change.path] = made
    order = list(FileKind)
    ordered = sorted(files.values(), key=lambda file: (order.index(file.kind), file.path))
    return replace(scanned, files=tuple(ordered))
