"""Positions of cites in the document (CSL 1.0.2, Choose, position)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pprkb.csl.context import FIRST, IBID, IBID_WITH_LOCATOR, SUBSEQUENT

Cited = tuple[str, str, str]  # key, locator, label


@dataclass(frozen=True)
class Place:
    """Where one cite stands relative to those before it."""

    position: int = FIRST
    near_note: bool = False
    first_note: str = ""


def places(
    citations: Sequence[tuple[int, Sequence[Cited]]], near_distance: int
) -> Iterator[list[Place]]:
    """The places of the cites of each citation, given as (note number, cites)."""
    last_note: dict[str, int] = {}
    first_note: dict[str, int] = {}
    previous: Sequence[Cited] = ()
    for note, cites in citations:
        found = []
        for index, cite in enumerate(cites):
            key = cite[0]
            before = cites[index - 1] if index else (previous[0] if len(previous) == 1 else None)
            if key not in first_note:
                found.append(Place())
                first_note[key] = note
            else:
                near = 0 <= note - last_note[key] <= near_distance
                number = str(first_note[key]) if 0 < first_note[key] < note else ""
                found.append(Place(_position(cite, before), near, number))
            last_note[key] = note
        previous = cites
        yield found


def _position(cite: Cited, before: Cited | None) -> int:
    """Ibid where the cite directly before is of the same item; the locator decides which ibid."""
    if before is None or before[0] != cite[0]:
        return SUBSEQUENT
    _, locator, label = cite
    if before[1]:
        if not locator:
            return SUBSEQUENT
        return IBID if (locator, label) == (before[1], before[2]) else IBID_WITH_LOCATOR
    return IBID_WITH_LOCATOR if locator else IBID
