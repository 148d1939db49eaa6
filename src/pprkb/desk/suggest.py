"""Which reference a summary may be of: proposals with a reason and a score, never a decision."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from pprkb.formats.markdown import find_citations
from pprkb.formats.printed import looks_printed, read_printed
from pprkb.matching.same_work import Likeness, same_work
from pprkb.model.citation import CitationMode
from pprkb.model.derived import derived
from pprkb.model.errors import NotFoundError
from pprkb.model.library import Library
from pprkb.model.problem import Rule
from pprkb.model.reference import Reference, Role
from pprkb.model.summary import Summary
from pprkb.text.folding import fold
from pprkb.text.markup import strip_tags
from pprkb.text.spelling import did_you_mean, named

_WORD = re.compile(r"[a-z0-9]{4,}")
_WITHOUT = (Rule.MISSING_REFERENCE, Rule.UNKNOWN_REFERENCE)
_ALIKE = (Likeness.CERTAIN, Likeness.LIKELY)
_LEAST = 0.3
"""Proposals with a lower score would be guesses."""
_OPENING = 3
"""Sentences in which a summary says what it is about; works named later serve it."""
_SENTENCE = re.compile(r"(?<!\bal)(?<!\b[A-Z])[.?!][\"”')\]]{0,3}\s+(?=[A-ZÀ-Þ@\"“‘*_\[])")
_WORDS_OF_A_TITLE = 9
"""A title of so many words is hardly ever a turn of phrase; the shorter, the more often it is."""
_DOI = re.compile(r"\b10\.\d{4,9}/[^\s)\]>,;]+")
_LONGEST_NAME_GAP = 60
"""Characters between a name and its year: "Webb, DeRubeis, and Barber (2010)"."""
_COMMON_WORDS = frozenset(
    "with from that this when what which their about into between among does psychotherapy"  # noqa: SIM905
    " therapy therapist patient client treatment outcome research review meta analysis".split()
)


@dataclass(frozen=True, kw_only=True)
class Suggestion:
    """A reference that a summary may be of."""

    reference: Reference
    score: float
    """From 0 to 1: how much speaks for it; no probability."""
    reasons: tuple[str, ...]
    """What speaks for it, the strongest first."""


def summaries_without_reference(library: Library) -> tuple[Summary, ...]:
    """Return the summaries that name no work, or none that is in the library.

    A summary that says `reference: none` is of no single work and is not among them.
    """
    asked = {one.key for one in library.problems if one.rule in _WITHOUT}
    return tuple(one for one in library.summaries.values() if not one.reference and one.id in asked)


def find_summaries(library: Library, name: str | None) -> tuple[Summary, ...]:
    """Return the summary of a name, or those that name no work.

    Args:
        library: Where to look.
        name: The id of a summary, or its file; None for those that lack a work.

    Raises:
        NotFoundError: There is no such summary.
    """
    if name is None:
        return summaries_without_reference(library)
    name = name.replace("\\", "/").rsplit("/", 1)[-1].removesuffix(".md")
    found = named(name, library.summaries)
    if found is None:
        hint = did_you_mean(name, library.summaries, "`pprkb list --summarised` lists them")
        raise NotFoundError(f'there is no summary "{name}"', hint=hint)
    return (found,)


def suggest_references(
    summary: Summary, references: Iterable[Reference], *, at_most: int = 3
) -> tuple[Suggestion, ...]:
    """Return the references that a summary may be of, the likeliest first.

    What speaks for a reference: it is printed in the summary, or its DOI or its title stands there;
    the prose cites its key, first of all and with its authors as the subject above all; names and
    year of its authors stand together; the titles share their uncommon words. What is named behind
    the opening is likely to be a source of the work that is summarised, and a short title a turn of
    phrase; one of several works that are printed is that of the summary or is not.
    Signs of several kinds add up as independent ones do: 1 − (1 − a)(1 − b).

    Args:
        summary: Any summary.
        references: Those to choose from.
        at_most: How many are returned.
    """
    text = _Text(summary)
    found = [made for one in references if (made := _suggestion(one, text))]
    found.sort(key=lambda made: (-made.score, made.reference.key))
    return tuple(found[:at_most])


class _Text:
    """A summary's words in the forms in which they are compared."""

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
        """Keys of works that the prose speaks of, rather than naming them in brackets."""
        self.cited_early = frozenset(
            cite.key for one in found if one.start < len(opening) for cite in one.citation.cites
        )
        self.dois = len({one.rstrip(".") for one in _DOI.findall(self.raw)})
        lines = (line.strip() for line in prose.splitlines())
        read = (read_printed(line).reference for line in lines if looks_printed(line))
        self.printed = [one for one in read if one]


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
        yield 0.98 if text.dois == 1 else 0.6, "its DOI stands in the summary"
    yield from _cited(reference, text)
    # A printed reference holds title, names and year: they say nothing more.
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
        yield early + 0.1 * others, f"{words} stand together in the summary"
    elif re.search(rf"\b{first}\b", text.folded) and len(names[0]) > 3:
        yield 0.1, f"it names {people[0].family or people[0].literal}"


def _title(reference: Reference, text: _Text, *, printed: bool) -> Iterator[tuple[float, str]]:
    """Yield what speaks for a work in its title, at most one sign: the same words count once."""
    folded, title, words = derived(reference, "title_words", _title_words)
    signs = []
    if not printed and len(title) > 20 and title in text.letters:
        length = min(1.0, len(folded.split()) / _WORDS_OF_A_TITLE)
        signs.append((0.9 * length, "its title stands in the summary"))
    if alike := _share(text.title_words, words):
        signs.append((0.6 * alike, f"{round(100 * alike)}% of the words of the titles agree"))
    if signs:
        yield max(signs)


def _title_words(reference: Reference) -> tuple[str, str, frozenset[str]]:
    """Return the title of a work folded, its letters, and its uncommon words."""
    title = strip_tags(reference.title)
    return fold(title), _letters(fold(title)), _words(title)


def _letters(folded: str) -> str:
    return re.sub(r"[^a-z0-9]+", "", folded.replace("&", "and"))


def _words(title: str) -> frozenset[str]:
    return frozenset(_WORD.findall(fold(title))) - _COMMON_WORDS


def _share(first: frozenset[str], second: frozenset[str]) -> float:
    """Return the share of words that both titles have, of all their words (Jaccard, 1901)."""
    return len(first & second) / len(first | second) if first and second else 0.0
