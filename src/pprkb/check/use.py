"""Which references the texts of a library name, and which none does."""

from __future__ import annotations

from collections.abc import Iterator

from pprkb.check.effects import prose_of
from pprkb.check.references import place_of
from pprkb.check.summaries import unread_files
from pprkb.formats.prose_citations import find_citations
from pprkb.model.library import Library
from pprkb.model.problem import Problem, Rule
from pprkb.model.reading_list import ReadingList, ReferenceItem
from pprkb.model.summary import Summary


def unused_references(library: Library) -> Iterator[Problem]:
    """Yield references that nothing names: no summary, effect, reading list or citation.

    In a library of references alone nothing could name them, and a file that cannot be read may
    name any of them: nothing is yielded then.
    """
    if unread_files(library) or not (library.summaries or library.reading_lists):
        return
    named = set(_named(library))
    for reference in library.references.values():
        if named.isdisjoint((reference.key, *reference.aliases)):
            yield Problem(
                rule=Rule.UNUSED_REFERENCE,
                at=place_of(reference),
                key=reference.key,
                message="no summary, reading list or citation names this reference",
                hint="name it in one of them, or delete it",
            )


def _named(library: Library) -> Iterator[str]:
    """Yield every key that is named, and other keys of references as they stand in prose."""
    yield from library.parents
    for summary in library.summaries.values():
        yield from _named_in_summary(summary)
    for reading_list in library.reading_lists.values():
        yield from _named_in_list(reading_list)


def _named_in_summary(summary: Summary) -> Iterator[str]:
    yield summary.reference
    yield from summary.also
    for effect in summary.effects:
        yield effect.source
        yield effect.superseded_by
    for text in prose_of(summary):
        yield from _cited(text)


def _named_in_list(reading_list: ReadingList) -> Iterator[str]:
    yield from _cited(reading_list.introduction)
    for section in reading_list.sections:
        yield from _cited(section.note)
        for item in section.items:
            yield from _cited(item.note)
            if isinstance(item, ReferenceItem):
                yield item.reference


def _cited(text: str) -> Iterator[str]:
    for found in find_citations(text):
        yield from (cite.key for cite in found.citation.cites)
