"""What stands alone: references that nothing uses, and summaries that name no reference."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pprkb.author.suggest import summaries_without_reference
from pprkb.formats.prose_citations import find_citations
from pprkb.model.library import Library
from pprkb.model.reading_list import QueryItem, ReferenceItem
from pprkb.model.reference import Reference
from pprkb.model.summary import Summary


@dataclass(frozen=True, kw_only=True)
class Orphans:
    """Both kinds, in the order of the files."""

    unused: tuple[Reference, ...]
    """References that no summary or list names and no prose cites."""
    unsummarised: tuple[tuple[Reference, tuple[str, ...]], ...]
    """References without a summary of their own that are used, with the files that use them."""
    without_reference: tuple[Summary, ...]


def find_orphans(library: Library) -> Orphans:
    """Return what stands alone in a library."""
    summarised = {one.reference for one in library.summaries.values()}
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
    """Return for each key of a reference the ids of the summaries and lists that use it."""
    keys = {
        name: one.key for one in library.references.values() for name in (*one.aliases, one.key)
    }
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for place, name in _names(library):
        if name in keys:
            found[keys[name]][place] = None
    return {key: tuple(places) for key, places in found.items()}


def _names(library: Library) -> Iterator[tuple[str, str]]:
    for summary in library.summaries.values():
        effects = summary.effects
        named = [summary.reference, *summary.also]
        named += [key for effect in effects for key in (effect.source, effect.superseded_by)]
        sections = (section.text for section in summary.sections)
        texts = (summary.evidence_summary, summary.practice_implications, *sections)
        named += [key for text in texts for key in _cited(text)]
        yield from ((summary.id, name) for name in named if name)
    for made in library.reading_lists.values():
        texts = (made.introduction, *(section.note for section in made.sections))
        named = [key for text in texts for key in _cited(text)]
        for section in made.sections:
            for item in section.items:
                match item:
                    case ReferenceItem():
                        named += [item.reference, *_cited(item.note)]
                    case QueryItem():
                        named += _cited(item.note)
        yield from ((made.slug, name) for name in named)


def _cited(text: str) -> list[str]:
    return [cite.key for found in find_citations(text) for cite in found.citation.cites]
