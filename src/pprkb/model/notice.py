"""Notices on a published work: retracted, of concern, corrected, reinstated; and how it stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from pprkb.model.problem import Location


class Nature(StrEnum):
    """What a notice says of a work, in the words of the Retraction Watch data set."""

    RETRACTION = "retraction"
    """The work is withdrawn from the literature."""
    EXPRESSION_OF_CONCERN = "expression of concern"
    """The editors doubt the work; it may be retracted later."""
    CORRECTION = "correction"
    """The work stands, amended."""
    REINSTATEMENT = "reinstatement"
    """A retraction is withdrawn; the work stands again."""


class Standing(StrEnum):
    """How a work stands after all its notices, the gravest first."""

    RETRACTED = "retracted"
    """It must not be relied upon."""
    CONCERN = "expression of concern"
    """It is in doubt."""
    CORRECTED = "corrected"
    """It stands, amended."""
    REINSTATED = "reinstated"
    """It was retracted and stands again."""

    @property
    def mark(self) -> str:
        """What stands beside a citation, such as "[retracted]"; nothing for a work that stands."""
        return "" if self is Standing.REINSTATED else f"[{self.value}]"


_STANDINGS = {
    Nature.RETRACTION: Standing.RETRACTED,
    Nature.EXPRESSION_OF_CONCERN: Standing.CONCERN,
    Nature.CORRECTION: Standing.CORRECTED,
    Nature.REINSTATEMENT: Standing.REINSTATED,
}
_GRAVITY = {standing: place for place, standing in enumerate(Standing)}


@dataclass(frozen=True, kw_only=True)
class Notice:
    """One notice on one work."""

    reference: str
    """Citation key of the work."""
    nature: Nature
    date: str = ""
    """When it was published, ISO and as exactly as it is known: "2012", "2012-10"."""
    notice_doi: str = ""
    """The notice's own DOI, bare."""
    published_in: str = ""
    """Where it was published, as APA prints it: "*Journal*, *38*[10], 1378"."""
    reasons: tuple[str, ...] = ()
    source: str = ""
    """Who says so: a data set, or an address."""
    record: str = ""
    """Its number in the data set; empty for a notice that a person wrote."""
    considered: str = ""
    """Why the library uses the work all the same; where it is given, `check` is silent."""
    note: str = ""
    """Anything a later reader should know; not printed."""
    at: Location | None = field(default=None, compare=False)

    @property
    def standing(self) -> Standing:
        """How a work stands that has this notice alone."""
        return _STANDINGS[self.nature]

    @property
    def year(self) -> str:
        """The year of the notice, where it is known."""
        return self.date[:4]


Notices = Mapping[str, tuple[Notice, ...]]
"""The notices of works, by citation key."""


def in_force(notices: Iterable[Notice]) -> tuple[Notice, ...]:
    """Return the notices that stand, the gravest first and then the newest.

    A retraction is withdrawn by a reinstatement of the same day or later, and by nothing else: a
    correction that follows it amends the notice, not the withdrawal. A reinstatement without a
    date withdraws nothing, for nobody knows which retraction it came after.
    """
    notices = tuple(notices)
    reinstated = [one.date for one in notices if one.nature is Nature.REINSTATEMENT and one.date]
    standing = [
        one
        for one in notices
        if one.nature is not Nature.RETRACTION
        or not any(_not_after(one.date, date) for date in reinstated)
    ]
    standing.sort(key=lambda one: one.date, reverse=True)
    standing.sort(key=lambda one: _GRAVITY[one.standing])
    return tuple(standing)


def _not_after(first: str, second: str) -> bool:
    """Compare two dates as far as both are known; one that is not known at all comes first."""
    known = min(len(first), len(second))
    return first[:known] <= second[:known]


def withdrawn(notices: Iterable[Notice]) -> tuple[Notice, ...]:
    """Return the retractions that a later reinstatement has withdrawn."""
    notices = tuple(notices)
    standing = {id(one) for one in in_force(notices)}
    return tuple(one for one in notices if id(one) not in standing)


def standing_of(notices: Iterable[Notice]) -> Standing | None:
    """Return how a work with these notices stands; None where it has none."""
    return next((one.standing for one in in_force(notices)), None)


def gravest(standings: Iterable[Standing | None]) -> Standing | None:
    """Return the gravest of some standings."""
    return min((one for one in standings if one), key=_GRAVITY.__getitem__, default=None)


def retracted_among(notices: Notices) -> tuple[str, ...]:
    """Return the keys of those works that are retracted."""
    return tuple(key for key, own in notices.items() if standing_of(own) is Standing.RETRACTED)
