"""What is found in a file that is filled, and what is put there."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from pprkb.documents.cite import PlacedCitation
from pprkb.documents.document import Entry
from pprkb.formats.drafts.conventions import PUNCTUATION
from pprkb.formats.markdown import FoundCitation, find_citations
from pprkb.text.markup import Run

LIST_HERE = re.compile(r"\s*(?:\[@refs\]|\{\{references\}\}|::: *\{#refs\}(?: *:::)?)\s*")
"""A paragraph in whose place the list of references goes."""
OTHER = "\ufffc"
"""Stands for what is no text, such as a picture or the mark of a footnote."""
CHANGED = "\ufffb"
"""Stands for text that is tracked as a change."""
_BARRIER = re.compile(f"[{OTHER}{CHANGED}]")


Mark = TypeVar("Mark")
"""What stands for a note in a text."""


class LeftInFile(NamedTuple):
    """A key that stays as it is written, for it is in a tracked change or a field."""

    key: str
    paragraph: int
    """Its number, through text and notes, from 1."""


class FoundInFile(NamedTuple):
    """A citation of a file."""

    placed: PlacedCitation
    paragraph: int
    """Its number, through text and notes, from 1."""


def in_order(text: str, marks: Iterable[tuple[int, Mark]]) -> Iterator[FoundCitation | Mark]:
    """Yield the citations of a paragraph and the marks of its notes, in their order.

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
    """Yield the keys of a paragraph whose citations stay as they are written.

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
    """What is put into the file."""

    citations: Sequence[tuple[Run, ...]]
    """Of each citation; in a style that cites in notes, what the note says."""
    names: Sequence[str]
    """What a sentence calls the first work of each."""
    inline: Sequence[tuple[Run, ...]]
    """Of each citation where no note can be."""
    entries: Sequence[Entry]
    title: str
    """The heading of the list, where the file has no place for it."""
    hanging: bool = True


def replaced(
    printed: Printed, number: int, text: str, place: slice, *, narrative: bool, as_note: bool
) -> tuple[tuple[Run, ...], slice]:
    """Return what is printed for a citation in its place, and the stretch of text that it takes.

    Args:
        printed: What is put into the file.
        number: Of the citation.
        text: The paragraph.
        place: Where the citation stands in it.
        narrative: Whether it is part of the sentence.
        as_note: Whether it becomes a note, whose mark follows names and the stop behind it.
    """
    start, end = place.start, place.stop
    if as_note:
        stop = PUNCTUATION.match(text[end:])
        end += len(stop[0]) if stop else 0
        names = printed.names[number] if narrative else ""
        start = start if narrative else _without_blanks(text, start)
        return (Run(text=names + (stop[0] if stop else "")),), slice(start, end)
    runs = printed.citations[number]
    if runs and all(run.superscript for run in runs):
        start = _without_blanks(text, start)
    return runs, slice(start, end)


def _without_blanks(text: str, start: int) -> int:
    return len(text[:start].rstrip(" \u00a0"))
