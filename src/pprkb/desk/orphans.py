"""What stands alone: references that nothing uses, and summaries that name no reference."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from pprkb.desk.suggest import summaries_without_reference
from pprkb.model.library import Library
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
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for use in library.uses:
        found[use.key][use.by] = None
    return {key: tuple(places) for key, places in found.items()}
