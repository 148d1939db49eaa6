"""Notices on a published work: retracted, of concern, corrected, reinstated; and how it stands."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from pprkb.model.problem import Location
from pprkb.text.markup import Run, text_of
from pprkb.text.number import whole_number


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
        """The mark beside a citation, such as "[retracted]"; empty where nothing is in doubt."""
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
        """The standing of a work that has this notice alone."""
        return _STANDINGS[self.nature]

    @property
    def year(self) -> str:
        """The year of the notice, where it is known."""
        return self.date[:4]


Notices = Mapping[str, tuple[Notice, ...]]
"""The notices of works, by citation key."""


def in_force(notices: Iterable[Notice]) -> tuple[Notice, ...]:
    """Return the notices that are in force, the gravest first and then the newest.

    A retraction is withdrawn by a reinstatement of the same day or later, and by nothing else: a
    correction that follows it amends the notice, not the withdrawal. A reinstatement without a
    date withdraws nothing, for nobody knows which retraction it came after.
    """
    notices = tuple(notices)
    reinstated = [
        notice.date for notice in notices if notice.nature is Nature.REINSTATEMENT and notice.date
    ]
    standing = [
        notice
        for notice in notices
        if notice.nature is not Nature.RETRACTION
        or not any(_not_after(notice.date, date) for date in reinstated)
    ]
    standing.sort(key=lambda notice: notice.date, reverse=True)
    standing.sort(key=lambda notice: _GRAVITY[notice.standing])
    return tuple(standing)


def _not_after(first: str, second: str) -> bool:
    """Compare two dates as far as both are known; one that is not known at all comes first."""
    known = min(len(first), len(second))
    return first[:known] <= second[:known]


def withdrawn(notices: Iterable[Notice]) -> tuple[Notice, ...]:
    """Return the retractions that a later reinstatement has withdrawn."""
    notices = tuple(notices)
    standing = {id(notice) for notice in in_force(notices)}
    return tuple(notice for notice in notices if id(notice) not in standing)


def standing_of(notices: Iterable[Notice]) -> Standing | None:
    """Return the standing of a work with these notices; None where it has none."""
    return next((notice.standing for notice in in_force(notices)), None)


def standing_in_words(standing: Standing | None) -> str:
    """Return a standing that readers are told beside a title, such as "Retracted"; else nothing."""
    return standing.value.capitalize() if standing and standing.mark else ""


def gravest(standings: Iterable[Standing | None]) -> Standing | None:
    """Return the gravest of some standings."""
    return min((one for one in standings if one), key=_GRAVITY.__getitem__, default=None)


def retracted_among(notices: Notices) -> tuple[str, ...]:
    """Return the keys of those works that are retracted."""
    return tuple(key for key, own in notices.items() if standing_of(own) is Standing.RETRACTED)


_EMPHASIS = re.compile(r"\*([^*]+)\*")
_LABELS = {
    Nature.RETRACTION: "Retracted",
    Nature.EXPRESSION_OF_CONCERN: "Expression of concern",
    Nature.CORRECTION: "Corrected",
    Nature.REINSTATEMENT: "Reinstated",
}


def date_in_words(date: str) -> str:
    """Return an ISO date for running text: "1 October 2012", "October 2012", "2012"."""
    year, *rest = date.split("-")
    parts = [str(whole_number(day, 0)) for day in rest[1:]]
    parts += [calendar.month_name[whole_number(month, 0, most=12)] for month in rest[:1]]
    return " ".join((*parts, year))


def notice_lines(notices: Iterable[Notice]) -> tuple[tuple[Run, ...], ...]:
    """Return a line for each notice of one work, the gravest first, withdrawn ones last.

    "Retracted, 4 November 2013. Reasons (Retraction Watch): ... Notice: https://doi.org/..."
    """
    notices = tuple(notices)
    return (
        *(_line(notice) for notice in in_force(notices)),
        *(_line(notice, ", and since reinstated") for notice in withdrawn(notices)),
    )


def _line(notice: Notice, since: str = "") -> tuple[Run, ...]:
    when = f", {date_in_words(notice.date)}" if notice.date else ""
    runs = [Run(text=_LABELS[notice.nature], bold=True), Run(text=f"{when}{since}.")]
    if notice.published_in:
        runs += [Run(text=" "), *_emphasised(notice.published_in), Run(text=".")]
    address = _is_address(notice.source)
    if notice.reasons:
        said_by = f" ({notice.source})" if notice.source and not address else ""
        runs.append(Run(text=f" Reasons{said_by}: {'; '.join(notice.reasons)}."))
    elif notice.source and not address:
        runs.append(Run(text=f" Source: {notice.source}."))
    for label, link in (
        ("Notice", doi_address(notice.notice_doi)),
        ("Source", notice.source if address else ""),
    ):
        if link:
            runs += [Run(text=f" {label}: "), Run(text=link, link=link)]
    return tuple(runs)


def _is_address(source: str) -> bool:
    return source.startswith(("http://", "https://"))


def doi_address(doi: str) -> str:
    """Return the address of a DOI; nothing where there is none."""
    return f"https://doi.org/{doi}" if doi else ""


def notices_in_words(notices: Iterable[Notice], between: str = " | ") -> str:
    """Return all notices of one work as plain text."""
    lines = (text_of(runs) for runs in notice_lines(notices))
    return between.join(lines)


def retraction_runs(notices: Iterable[Notice]) -> tuple[Run, ...]:
    """Return where a retraction was published, as APA prints it after the reference.

    "Retraction published 2012, Personality and Social Psychology Bulletin, 38[10], 1378"
    (apastyle.apa.org, "Journal article references", retracted journal article). Where only the
    notice's DOI is known, it stands for the place. Nothing where the work is not retracted: APA
    cites corrected works as any other.
    """
    for notice in in_force(notices):
        if notice.nature is not Nature.RETRACTION:
            continue
        runs = [Run(text=" ".join(filter(None, ("Retraction published", notice.year))))]
        link = doi_address(notice.notice_doi)
        if notice.published_in:
            runs += [Run(text=", "), *_emphasised(notice.published_in)]
        elif link:
            runs += [Run(text=", " if notice.year else " at "), Run(text=link, link=link)]
        elif not notice.year:
            runs = [Run(text="Retracted")]
        return tuple(runs)
    return ()


def _emphasised(text: str) -> list[Run]:
    return [
        Run(text=piece, italic=bool(number % 2))
        for number, piece in enumerate(_EMPHASIS.split(text))
        if piece
    ]
