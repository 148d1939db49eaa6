"""Linking summaries to works, and works to summaries."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from pprkb.files.change import Change
from pprkb.files.folder import SourceFile, scan
from pprkb.files.yaml.edit import add_to_list, set_value
from pprkb.formats.markdown import find_citations
from pprkb.formats.printed import looks_printed, read_printed
from pprkb.matching.same_work import Likeness, same_work
from pprkb.model.citation import CitationMode
from pprkb.model.errors import EditError, Hint, NotFoundError, Step
from pprkb.model.library import FileKind, Library
from pprkb.model.problem import Rule
from pprkb.model.reference import Reference, Role, derived
from pprkb.model.summary import Summary
from pprkb.text.markup import strip_tags
from pprkb.text.spelling import did_you_mean, fold, named
from pprkb.text.word_lists import word_lists

_BEFORE_REFERENCE = ("title", "month")
_BEFORE_ALSO = (*_BEFORE_REFERENCE, "reference")


def link_summary(
    root: Path, library: Library, summary: str, key: str, *, also: bool = False
) -> list[Change]:
    """Return the change that links a summary to a work.

    Args:
        root: The library's folder.
        library: The content of its files.
        summary: The summary's id.
        key: Citation key of the work, or an alternative key.
        also: Whether the summary discusses the work in addition to its own.

    Raises:
        NotFoundError: There is no such summary or reference.
        EditError: The summary is already linked to another work, or cannot be edited safely.
    """
    (found,) = find_summaries(library, summary)
    work = library.key_of(key)
    if work is None:
        hint = did_you_mean(key, library.keys, Hint(Step.ADD_FIRST))
        raise NotFoundError(f'there is no reference "{key}"', hint=hint)
    file = next(file for file in scan(root).files if file.stem == found.id and _is_summary(file))
    if also and found.reference == work:
        raise EditError(
            f'the summary "{found.id}" is already about "{work}"',
            hint=Hint(Step.ALSO_OTHERS),
        )
    if also:
        after = add_to_list(file.content, file.path, ("also",), work, after=_BEFORE_ALSO)
    elif found.reference == work:
        after = file.content
    elif found.reference:
        raise EditError(
            f'the summary "{found.id}" is already about "{found.reference}"',
            hint=Hint(Step.ALSO, file.path),
        )
    else:
        after = set_value(file.content, file.path, ("reference",), work, after=_BEFORE_REFERENCE)
    return [Change(path=file.path, before=file.content, after=after)]


def _is_summary(file: SourceFile) -> bool:
    return file.kind is FileKind.SUMMARY


_WORD = re.compile(r"[a-z0-9]{4,}")
_WITHOUT = (Rule.MISSING_REFERENCE, Rule.UNKNOWN_REFERENCE)
_ALIKE = (Likeness.CERTAIN, Likeness.LIKELY)
_LEAST = 0.3
"""Minimum score; proposals with a lower one would be guesses."""
_OPENING = 3
"""The first sentences, which say what a summary is about; works named later are its sources."""
_SENTENCE = re.compile(r"(?<!\bal)(?<!\b[A-Z])[.?!][\"”')\]]{0,3}\s+(?=[A-ZÀ-Þ@\"“‘*_\[])")
_WORDS_OF_A_TITLE = 9
"""The minimum number of words in an unmistakable title; a shorter one may be a common phrase."""
_DOI = re.compile(r"\b10\.\d{4,9}/[^\s)\]>,;]+")
_LONGEST_NAME_GAP = 60
"""The maximum distance between a name and its year: "Webb, DeRubeis, and Barber (2010)"."""
_COMMON_WORDS = word_lists(__file__)["common words"]


@dataclass(frozen=True, kw_only=True)
class Suggestion:
    """A reference that a summary may be about."""

    reference: Reference
    score: float
    """From 0 to 1: the strength of the evidence; not a probability."""
    reasons: tuple[str, ...]
    """The evidence in words, strongest first."""


def summaries_without_reference(library: Library) -> tuple[Summary, ...]:
    """Return the summaries without a work, or with an unknown one.

    Summaries with `reference: none`, which are not about a single work, are excluded.
    """
    asked = {problem.key for problem in library.problems if problem.rule in _WITHOUT}
    return tuple(
        summary
        for summary in library.summaries.values()
        if not summary.reference and summary.id in asked
    )


def find_summaries(library: Library, name: str | None) -> tuple[Summary, ...]:
    """Return the summary with a name, or those without a work.

    Args:
        library: The library.
        name: The id of a summary, or its file; None for those without a work.

    Raises:
        NotFoundError: There is no such summary.
    """
    if name is None:
        return summaries_without_reference(library)
    name = name.replace("\\", "/").rsplit("/", 1)[-1].removesuffix(".md")
    summary = named(name, library.summaries)
    if summary is None:
        hint = did_you_mean(name, library.summaries, Hint(Step.SUMMARIES))
        raise NotFoundError(f'there is no summary "{name}"', hint=hint)
    return (summary,)


def suggest_references(
    summary: Summary, references: Iterable[Reference], *, at_most: int = 3
) -> tuple[Suggestion, ...]:
    """Return the references that a summary may be about, likeliest first.

    Evidence for a reference:

    - the summary contains it, its DOI or its title;
    - the prose cites its key, more so if first, and most if in a narrative citation;
    - its authors and year occur together;
    - the titles share uncommon words.

    Works named after the opening, short titles, and each of several printed references count less.
    Evidence of several kinds is combined as if independent: 1 − (1 − a)(1 − b).
    """
    text = _Text(summary)
    suggestions = [made for reference in references if (made := _suggestion(reference, text))]
    suggestions.sort(key=lambda made: (-made.score, made.reference.key))
    return tuple(suggestions[:at_most])


class _Text:
    """A summary's text, normalised for comparison."""

    def __init__(self, summary: Summary) -> None:
        sections = (section.text for section in summary.sections)
        prose = "\n\n".join((summary.evidence_summary, summary.practice_implications, *sections))
        self.raw = f"{summary.title}\n\n{prose}".casefold()
        self.folded = fold(f"{summary.title}\n\n{prose}")
        self.letters = _letters(self.folded)
        self.title_words = _words(summary.title)
        opening = _opening(prose)
        self.opening = fold(f"{summary.title}\n\n{opening}")
        found = list(find_citations(prose))
        self.cited = [cite.key for one in found for cite in one.citation.cites]
        self.subjects = list(
            dict.fromkeys(
                cite.key
                for one in found
                if one.citation.mode is CitationMode.NARRATIVE
                for cite in one.citation.cites
            )
        )
        """Keys of works in narrative citations."""
        self.cited_early = frozenset(
            cite.key for one in found if one.start < len(opening) for cite in one.citation.cites
        )
        self.dois = len({one.rstrip(".") for one in _DOI.findall(self.raw)})
        lines = (line.strip() for line in prose.splitlines())
        read = (read_printed(line).reference for line in lines if looks_printed(line))
        self.printed = [reference for reference in read if reference]


def _opening(prose: str) -> str:
    """Return the first sentences of a text."""
    ends = [match.end() for match in islice(_SENTENCE.finditer(prose), _OPENING)]
    return prose[: ends[-1]] if len(ends) == _OPENING else prose


def _suggestion(reference: Reference, text: _Text) -> Suggestion | None:
    signs = sorted(_signs(reference, text), reverse=True)
    against = 1.0
    for strength, _ in signs:
        against *= 1 - strength
    score = round(1 - against, 2)
    if score < _LEAST:
        return None
    return Suggestion(
        reference=reference, score=score, reasons=tuple(reason for _, reason in signs)
    )


def _signs(reference: Reference, text: _Text) -> Iterator[tuple[float, str]]:
    printed = any(same_work(reference, one) in _ALIKE for one in text.printed)
    if printed:
        yield 0.97 if len(text.printed) == 1 else 0.6, "it is printed in the summary"
    if reference.doi and reference.doi.casefold() in text.raw:
        yield 0.98 if text.dois == 1 else 0.6, "its DOI is in the summary"
    yield from _cited(reference, text)
    # A printed reference includes title, names and year, so these are not counted again.
    if not printed:
        yield from _name_and_year(reference, text)
    yield from _title(reference, text, printed=printed)


def _cited(reference: Reference, text: _Text) -> Iterator[tuple[float, str]]:
    keys = {reference.key, *reference.aliases}
    times = sum(key in keys for key in text.cited)
    if not times:
        return
    if text.subjects and text.subjects[0] in keys:
        yield 0.6, "the summary speaks of it before any other"
    elif text.cited[0] in keys:
        yield 0.4, "the summary cites it first"
    else:
        yield 0.3, "the summary cites its key"
    if keys & text.cited_early:
        yield 0.2, "it is cited in the opening sentences"
    others = Counter(key for key in text.cited if key not in keys)
    if times > max(others.values(), default=1):
        yield 0.3, "it is cited most often"


def _name_and_year(reference: Reference, text: _Text) -> Iterator[tuple[float, str]]:
    people = reference.by_role(Role.AUTHOR) or reference.by_role(Role.EDITOR)
    names = [fold(person.family or person.literal) for person in people]
    if not names or not names[0] or not reference.year or names[0] not in text.folded:
        return
    first = re.escape(names[0])
    near = rf"\b{first}\b[^.;\n]{{0,{_LONGEST_NAME_GAP}}}?\b{reference.year}\b"
    if re.search(near, text.folded):
        others = sum(bool(re.search(rf"\b{re.escape(name)}\b", text.folded)) for name in names[1:3])
        words = " and ".join((people[0].family or people[0].literal, str(reference.year)))
        early = 0.5 if re.search(near, text.opening) else 0.3
        yield early + 0.1 * others, f"{words} are together in the summary"
    elif re.search(rf"\b{first}\b", text.folded) and len(names[0]) > 3:
        yield 0.1, f"it names {people[0].family or people[0].literal}"


def _title(reference: Reference, text: _Text, *, printed: bool) -> Iterator[tuple[float, str]]:
    """Yield the evidence for a work from its title, at most once."""
    folded, title, words = derived(reference, "title_words", _title_words)
    signs = []
    if not printed and len(title) > 20 and title in text.letters:
        length = min(1.0, len(folded.split()) / _WORDS_OF_A_TITLE)
        signs.append((0.9 * length, "its title is in the summary"))
    if alike := _share(text.title_words, words):
        signs.append((0.6 * alike, f"{round(100 * alike)}% of the words of the titles agree"))
    if signs:
        yield max(signs)


def _title_words(reference: Reference) -> tuple[str, str, frozenset[str]]:
    """Return a work's folded title, its letters, and its uncommon words."""
    title = strip_tags(reference.title)
    return fold(title), _letters(fold(title)), _words(title)


def _letters(folded: str) -> str:
    return re.sub(r"[^a-z0-9]+", "", folded.replace("&", "and"))


def _words(title: str) -> frozenset[str]:
    return frozenset(_WORD.findall(fold(title))) - _COMMON_WORDS


def _share(first: frozenset[str], second: frozenset[str]) -> float:
    """Return the share of common words among all words of two titles (Jaccard, 1901)."""
    return len(first & second) / len(first | second) if first and second else 0.0


@dataclass(frozen=True, kw_only=True)
class Orphans:
    """Both kinds, in the order of the files."""

    unused: tuple[Reference, ...]
    """References that no summary or list names and no prose cites."""
    unsummarised: tuple[tuple[Reference, tuple[str, ...]], ...]
    """Used references without a summary of their own, with the files that use them."""
    without_reference: tuple[Summary, ...]


def find_orphans(library: Library) -> Orphans:
    """Return references without a summary, used and unused, and summaries without a work."""
    summarised = {summary.reference for summary in library.summaries.values()}
    used = uses(library)
    unused, unsummarised = [], []
    for key, reference in library.references.items():
        if key in summarised:
            continue
        if places := used.get(key):
            unsummarised.append((reference, places))
        else:
            unused.append(reference)
    return Orphans(
        unused=tuple(unused),
        unsummarised=tuple(unsummarised),
        without_reference=summaries_without_reference(library),
    )


def uses(library: Library) -> Mapping[str, tuple[str, ...]]:
    """Return the ids of the summaries and lists that use each reference, by key."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for use in library.uses:
        found[use.key][use.by] = None
    return {key: tuple(places) for key, places in found.items()}
