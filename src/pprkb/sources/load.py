"""Parsing the files of a library into model values."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from pprkb.model.folding import fold
from pprkb.model.keywords import term_key
from pprkb.model.library import FileKind, Library, ParsedFile, library_of
from pprkb.model.markup import strip_tags
from pprkb.model.problem import Rule
from pprkb.model.reference import Reference
from pprkb.model.summary import ResearchType, Topic
from pprkb.sources.files import Scan, SourceFile
from pprkb.sources.known import Known
from pprkb.sources.not_duplicates import read_not_duplicates
from pprkb.sources.notices import read_notices
from pprkb.sources.reading_list import read_reading_list
from pprkb.sources.report import Report
from pprkb.sources.summary import read_summary
from pprkb.sources.text import decode_text
from pprkb.sources.vocabulary import names_of, read_research_types, read_topics

Progress = Callable[[str], None]
"""Takes the path of each file before it is read."""

VOCABULARY = (FileKind.REFERENCES, FileKind.TOPICS, FileKind.RESEARCH_TYPES)
"""The kinds of files whose names the other kinds use."""


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
        asked: Keywords, and names of journals, that questions of lists may ask for.
    """
    keywords, journals = asked
    keys: dict[str, str] = {}
    others: dict[str, str] = {}
    for key, aliases in references:
        keys[key] = key
        for alias in aliases:
            others.setdefault(alias, key)
    return Known(
        references=others | keys,
        topics=names_of(topics),
        research_types=names_of(research_types),
        keywords={term_key(word): word for word in keywords},
        journals={fold(strip_tags(name)): name for name in journals},
    )


def keys_of(references: Iterable[Reference]) -> Iterable[tuple[str, tuple[str, ...]]]:
    """Return the keys of references in the form that `known_names` takes."""
    return ((reference.key, reference.aliases) for reference in references)


def keywords_and_journals(references: Iterable[Reference]) -> tuple[set[str], set[str]]:
    """Return what questions of lists may ask for, in the form that `known_names` takes."""
    keywords: set[str] = set()
    journals: set[str] = set()
    for reference in references:
        keywords.update(reference.keywords)
        journals.update((reference.container_title, reference.container_title_short))
    return keywords, journals - {""}


def parse_file(file: SourceFile, known: Known) -> ParsedFile:
    """Parse one file.

    Args:
        file: The file with its bytes.
        known: The names that a summary or list may use; not looked at for the other kinds.
    """
    text, odd = decode_text(file.content, file.path)
    report = Report(file.path)
    report.problems.extend(odd)
    said: dict[str, object] = {}
    if file.kind is not FileKind.REFERENCES:
        text = _without_nul(text, report)
    match file.kind:
        case FileKind.REFERENCES:
            # An edited summary should not wait for the parser of the bibliography.
            from pprkb.formats.bibtex.read import read_bibtex

            bibtex = read_bibtex(text, path=file.path)
            report.problems.extend(bibtex.problems)
            report.remarks.extend(bibtex.remarks)
            report.silences.extend(bibtex.silences)
            said["references"] = bibtex.references
            said["parents"] = bibtex.parents
        case FileKind.TOPICS:
            said["topics"] = read_topics(text, report)
        case FileKind.RESEARCH_TYPES:
            said["research_types"] = read_research_types(text, report)
        case FileKind.NOTICES:
            made = read_notices(text, report, known.reference)
            said["notices"], said["data_set"] = made.notices, made.data_set
        case FileKind.SUMMARY:
            report.key = file.stem
            said["summary"] = read_summary(text, report, file.stem, known)
        case FileKind.READING_LIST:
            report.key = file.stem
            said["reading_list"] = read_reading_list(text, report, file.stem, known)
        case FileKind.NOT_DUPLICATES:
            said["not_duplicates"] = read_not_duplicates(text, report, known)
    if file.kind not in (FileKind.NOTICES, FileKind.NOT_DUPLICATES):
        # A notice names the work it warns of, a decision those it tells apart; neither uses them.
        said["uses"] = tuple(report.uses)
    return ParsedFile(
        path=file.path,
        kind=file.kind,
        digest=file.digest,
        problems=tuple(report.problems),
        remarks=tuple(report.remarks),
        silences=tuple(report.silences),
        **said,  # type: ignore[arg-type]
    )


def _without_nul(text: str, report: Report) -> str:
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        report.add(
            Rule.NUL_BYTES, line, "the file holds NUL bytes; is it damaged?", "save it anew as text"
        )
    return text.replace("\0", "")


def load_library(scanned: Scan, progress: Progress = lambda _path: None) -> Library:
    """Parse every file of a library.

    Args:
        scanned: The files.
        progress: Called with the path of each file before it is parsed.

    Returns:
        Everything that could be read, and every problem in the order of the files.
    """
    vocabulary: list[ParsedFile] = []
    others: list[ParsedFile] = []
    for file in scanned.files:
        if file.kind in VOCABULARY:
            progress(file.path)
            vocabulary.append(parse_file(file, Known()))
    words = library_of(vocabulary)
    known = known_names(
        keys_of(words.references.values()),
        words.topics.values(),
        words.research_types.values(),
        keywords_and_journals(words.references.values()),
    )
    for file in scanned.files:
        if file.kind not in VOCABULARY:
            progress(file.path)
            others.append(parse_file(file, known))
    return library_of((*vocabulary, *others), scanned.problems)
