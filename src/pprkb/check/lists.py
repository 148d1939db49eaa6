"""Rules on reading lists: what a teacher would want to know before a list is handed out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from pprkb.model.library import Library
from pprkb.model.problem import Problem, Rule
from pprkb.model.reading_list import ReadingList, ReferenceItem
from pprkb.model.summary import Summary


def items_without_summary(library: Library) -> Iterator[Problem]:
    """Yield items whose work has no summary: at any depth they print as a bare reference."""
    summarised = {summary.reference for summary in library.summaries.values()}
    if not summarised - {""}:
        return
    for reading_list, item in _items(library):
        if item.at and item.reference not in summarised:
            yield Problem(
                rule=Rule.UNSUMMARISED_ITEM,
                at=item.at,
                key=reading_list.slug,
                message=f'"{item.reference}" has no summary',
                hint=f"begin one: pprkb new {item.reference}",
            )


def superseded_items(library: Library) -> Iterator[Problem]:
    """Yield items with a finding that a newer work replaces which the list does not name."""
    by_work: dict[str, list[Summary]] = defaultdict(list)
    for summary in library.summaries.values():
        by_work[summary.reference].append(summary)
    named = {
        one.slug: {item.reference for _, item in _items_of(one)}
        for one in library.reading_lists.values()
    }
    for reading_list, item in _items(library):
        effects = (effect for one in by_work[item.reference] for effect in one.effects)
        newer = dict.fromkeys(effect.superseded_by for effect in effects if effect.superseded_by)
        missing = [key for key in newer if key not in named[reading_list.slug]]
        if item.at and missing:
            works = ", ".join(f'"{key}"' for key in missing)
            yield Problem(
                rule=Rule.SUPERSEDED_ITEM,
                at=item.at,
                key=reading_list.slug,
                message=f'a finding of "{item.reference}" is replaced by {works}',
                hint="list the newer work as well, or say in a note why not",
            )


def _items(library: Library) -> Iterator[tuple[ReadingList, ReferenceItem]]:
    for reading_list in library.reading_lists.values():
        yield from _items_of(reading_list)


def _items_of(reading_list: ReadingList) -> Iterator[tuple[ReadingList, ReferenceItem]]:
    for section in reading_list.sections:
        for item in section.items:
            if isinstance(item, ReferenceItem):
                yield reading_list, item
