"""Which references the texts of a library name, and which none does."""

from __future__ import annotations

from collections.abc import Iterator

from pprkb.check.references import place_of
from pprkb.check.summaries import unread_files
from pprkb.model.library import Library
from pprkb.model.problem import Problem, Rule


def unused_references(library: Library) -> Iterator[Problem]:
    """Yield references that nothing names: no summary, effect, reading list or citation.

    In a library of references alone nothing could name them, and a file that cannot be read may
    name any of them: nothing is yielded then.
    """
    if unread_files(library) or not (library.summaries or library.reading_lists):
        return
    named = {*library.parents, *(use.key for use in library.uses)}
    for reference in library.references.values():
        if named.isdisjoint((reference.key, *reference.aliases)):
            yield Problem(
                rule=Rule.UNUSED_REFERENCE,
                at=place_of(reference),
                key=reference.key,
                message="no summary, reading list or citation names this reference",
                hint="name it in one of them, or delete it",
            )
