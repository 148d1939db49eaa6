"""Finding citations in word processor files, and their replacements."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from lxml import etree

from pprkb.documents.cite import PlacedCitation
from pprkb.documents.document import Entry
from pprkb.formats.drafts.conventions import PUNCTUATION
from pprkb.formats.markdown import FoundCitation, find_citations
from pprkb.model.citation import CitationMode
from pprkb.text.markup import Run, ends_twice, text_of

LIST_HERE = re.compile(r"\s*(?:\[@refs\]|\{\{references\}\}|::: *\{#refs\}(?: *:::)?)\s*")
"""A paragraph that is replaced by the list of references."""
OTHER = "\ufffc"
"""Represents anything but text, such as a picture or a footnote mark."""
CHANGED = "\ufffb"
"""Represents text in a tracked change."""
_BARRIER = re.compile(f"[{OTHER}{CHANGED}]")


Mark = TypeVar("Mark")
"""Represents a note in the text."""


class LeftInFile(NamedTuple):
    """A key that is left unchanged because it is in a tracked change or a field."""

    key: str
    paragraph: int
    """Its number, through text and notes, from 1."""


class FoundInFile(NamedTuple):
    """A citation in a file."""

    placed: PlacedCitation
    paragraph: int
    """Its number, through text and notes, from 1."""


def in_order(text: str, marks: Iterable[tuple[int, Mark]]) -> Iterator[FoundCitation | Mark]:
    """Yield the citations of a paragraph and the marks of its notes, in order.

    Args:
        text: The paragraph.
        marks: Each with its place in the text.
    """
    found: list[tuple[int, FoundCitation | Mark]] = list(marks)
    if "@" in text and not LIST_HERE.fullmatch(text):
        found += [
            (one.start, one)
            for one in find_citations(text)
            if not _BARRIER.search(text[one.start : one.end])
            # The rest of a bare key may be in the change.
            and (text[one.end - 1] == "]" or not text.startswith(CHANGED, one.end))
        ]
    for _, one in sorted(found, key=lambda placed: placed[0]):
        yield one


def left_over(shown: str, filled: str) -> Iterator[str]:
    """Yield the keys of the citations of a paragraph that are left unchanged.

    Args:
        shown: All text that a reader sees.
        filled: The text in which citations are filled.
    """
    if "@" not in shown or LIST_HERE.fullmatch(shown):
        return
    taken = Counter(
        cite.key
        for one in in_order(filled, ())
        if isinstance(one, FoundCitation)
        for cite in one.citation.cites
    )
    for one in find_citations(shown):
        for cite in one.citation.cites:
            if taken[cite.key]:
                taken[cite.key] -= 1
            else:
                yield cite.key


@dataclass(frozen=True, kw_only=True)
class Printed:
    """The text to put into the file."""

    citations: Sequence[tuple[Run, ...]]
    """The text of each citation; in note styles, that of the note."""
    names: Sequence[str]
    """The name of the first work of each citation, as used in a sentence."""
    inline: Sequence[tuple[Run, ...]]
    """The text of each citation in places that cannot have notes."""
    entries: Sequence[Entry]
    title: str
    """The heading of the list, if the file has no place for it."""
    hanging: bool = True


@dataclass(frozen=True)
class Place:
    """The position of a citation in its paragraph."""

    paragraph: etree._Element
    at: slice
    number: int
    """Index of the citation in the file."""
    inline: bool
    """Whether it is printed in the text even in a note style."""


class FilledFile:
    """A word processor file with its citations located and ready to be filled in.

    A subclass finds them when it is made, and writes them in the file's own format.
    """

    def __init__(self, *, in_notes: bool) -> None:
        """Start without citations; `in_notes` says whether the style cites in footnotes."""
        self.citations: list[FoundInFile] = []
        self.left: list[LeftInFile] = []
        self._in_notes = in_notes
        self._places: list[Place] = []
        self._notes = 0
        """The number of notes so far, including those that citations will become."""

    def _add(
        self,
        paragraph: etree._Element,
        found: FoundCitation,
        *,
        number: int,
        note: int,
        boxed: bool,
    ) -> None:
        """Add a citation of a paragraph, which may be in a note (0 if not) or a text box."""
        inline = bool(note) or boxed
        as_note = self._in_notes and not inline
        self._notes += as_note
        self._place(paragraph, found, len(self.citations), inline=inline)
        placed = PlacedCitation(found.citation, self._notes if as_note else note)
        self.citations.append(FoundInFile(placed, number))

    def _place(
        self, paragraph: etree._Element, found: FoundCitation, which: int, *, inline: bool
    ) -> None:
        self._places.append(Place(paragraph, slice(found.start, found.end), which, inline))

    def _becomes_note(self, place: Place) -> bool:
        return self._in_notes and not place.inline

    def _replacement(
        self, place: Place, text: str, printed: Printed
    ) -> tuple[tuple[Run, ...], slice]:
        """Return the runs to print for a citation, and the range of text that they replace.

        For a citation that becomes a note, the runs are what precedes its mark: the names of a
        narrative citation, and the punctuation after it.
        """
        start, end = place.at.start, place.at.stop
        if self._becomes_note(place):
            citation = self.citations[place.number].placed.citation
            stop = PUNCTUATION.match(text[end:])
            end += len(stop[0]) if stop else 0
            narrative = citation.mode is CitationMode.NARRATIVE
            names = printed.names[place.number] if narrative else ""
            start = start if narrative else _without_blanks(text, start)
            behind = stop[0] if stop else ""
            if ends_twice(names or text[:start], behind):
                behind = behind[1:]
            return (Run(text=names + behind),), slice(start, end)
        runs = printed.citations[place.number]
        if runs and all(run.superscript for run in runs):
            start = _without_blanks(text, start)
        if self._in_notes:
            runs = printed.inline[place.number]
        if ends_twice(text_of(runs), text[end:]):
            end += 1
        return runs, slice(start, end)


def _without_blanks(text: str, start: int) -> int:
    return len(text[:start].rstrip(" \u00a0"))
