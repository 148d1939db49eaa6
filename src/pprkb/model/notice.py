"""Notices about a published work (retraction, correction …), and its resulting standing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from pprkb.languages import ENGLISH, Words, phrase
from pprkb.model.problem import Location
from pprkb.text.markup import Run, text_of


class Nature(StrEnum):
    """The kinds of notices, as the Retraction Watch data set names them."""

    RETRACTION = "retraction"
    """The work is withdrawn from the literature."""
    EXPRESSION_OF_CONCERN = "expression of concern"
    """The editors doubt the work; it may be retracted later."""
    CORRECTION = "correction"
    """The work remains valid, as corrected."""
    REINSTATEMENT = "reinstatement"
    """A retraction is withdrawn; the work is valid again."""


class Standing(StrEnum):
    """The standing of a work after all its notices, most serious first."""

    RETRACTED = phrase("retracted")
    """It must not be relied upon."""
    CONCERN = phrase("expression of concern")
    """It is in doubt."""
    CORRECTED = phrase("corrected")
    """It is valid, as corrected."""
    REINSTATED = phrase("reinstated")
    """It was retracted and is valid again."""

    @property
    def mark(self) -> str:
        """The mark beside a citation, such as "[retracted]"; empty if there is no doubt."""
        return standing_mark(self)


def standing_mark(standing: Standing | None, words: Words = ENGLISH) -> str:
    """Return the mark for a standing in the reader's language; empty if there is no doubt."""
    if standing is None or standing is Standing.REINSTATED:
        return ""
    return f"[{words(standing.value)}]"


_STANDINGS = {
    Nature.RETRACTION: Standing.RETRACTED,
    Nature.EXPRESSION_OF_CONCERN: Standing.CONCERN,
    Nature.CORRECTION: Standing.CORRECTED,
    Nature.REINSTATEMENT: Standing.REINSTATED,
}
_GRAVITY = {standing: place for place, standing in enumerate(Standing)}


@dataclass(frozen=True, kw_only=True)
class Notice:
    """One notice about one work."""

    reference: str
    """Citation key of the work."""
    nature: Nature
    date: str = ""
    """ISO date of publication, as precise as known: "2012", "2012-10"."""
    notice_doi: str = ""
    """The notice's own DOI, bare."""
    published_in: str = ""
    """Where it was published, as APA prints it: "*Journal*, *38*[10], 1378"."""
    reasons: tuple[str, ...] = ()
    source: str = ""
    """Where the notice comes from: the name of a data set, or an address."""
    record: str = ""
    """Its number in the data set; empty for a notice written by hand."""
    considered: str = ""
    """Why the library uses the work anyway; it silences `check`."""
    note: str = ""
    """A note for later editors; not printed."""
    at: Location | None = field(default=None, compare=False)

    @property
    def standing(self) -> Standing:
        """The standing of a work with only this notice."""
        return _STANDINGS[self.nature]

    @property
    def year(self) -> str:
        """The year of the notice, if known."""
        return self.date[:4]


Notices = Mapping[str, tuple[Notice, ...]]
"""The notices of works, by citation key."""


def in_force(notices: Iterable[Notice]) -> tuple[Notice, ...]:
    """Return the notices that are in force, by seriousness and then newest first.

    Only a reinstatement on the same day or later withdraws a retraction: a later correction
    amends the notice, and does not lift it. A reinstatement without a date withdraws nothing,
    since it is not known which retraction it came after.
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
    """Compare two dates up to their common precision; an unknown date comes first."""
    known = min(len(first), len(second))
    return first[:known] <= second[:known]


def withdrawn(notices: Iterable[Notice]) -> tuple[Notice, ...]:
    """Return the retractions that a later reinstatement has withdrawn."""
    notices = tuple(notices)
    standing = {id(notice) for notice in in_force(notices)}
    return tuple(notice for notice in notices if id(notice) not in standing)


def standing_of(notices: Iterable[Notice]) -> Standing | None:
    """Return the standing of a work with these notices, or None without notices."""
    return next((notice.standing for notice in in_force(notices)), None)


def standing_in_words(standing: Standing | None, words: Words = ENGLISH) -> str:
    """Return a standing to be shown beside a title, such as "Retracted", or nothing."""
    return words.capital(words(standing.value)) if standing and standing.mark else ""


def gravest(standings: Iterable[Standing | None]) -> Standing | None:
    """Return the most serious of several standings."""
    return min((one for one in standings if one), key=_GRAVITY.__getitem__, default=None)


def retracted_among(notices: Notices) -> tuple[str, ...]:
    """Return the keys of the retracted works."""
    return tuple(key for key, own in notices.items() if standing_of(own) is Standing.RETRACTED)


_EMPHASIS = re.compile(r"\*([^*]+)\*")
_LABELS = {
    Nature.RETRACTION: phrase("Retracted"),
    Nature.EXPRESSION_OF_CONCERN: phrase("Expression of concern"),
    Nature.CORRECTION: phrase("Corrected"),
    Nature.REINSTATEMENT: phrase("Reinstated"),
}


def notice_lines(notices: Iterable[Notice], words: Words = ENGLISH) -> tuple[tuple[Run, ...], ...]:
    """Return a line for each notice of one work, most serious first, withdrawn ones last.

    "Retracted, 4 November 2013. Reasons (Retraction Watch): ... Notice: https://doi.org/..."
    """
    notices = tuple(notices)
    return (
        *(_line(notice, words) for notice in in_force(notices)),
        *(_line(notice, words, reinstated=True) for notice in withdrawn(notices)),
    )


def _line(notice: Notice, words: Words, *, reinstated: bool = False) -> tuple[Run, ...]:
    when = f", {words.date(notice.date)}" if notice.date else ""
    since = f", {words('and since reinstated')}" if reinstated else ""
    runs = [Run(text=words(_LABELS[notice.nature]), bold=True), Run(text=f"{when}{since}.")]
    if notice.published_in:
        runs += [Run(text=" "), *_emphasised(notice.published_in), Run(text=".")]
    address = _is_address(notice.source)
    if notice.reasons:
        reasons = "; ".join(notice.reasons)
        said = (
            words("Reasons ({source}): {reasons}.", source=notice.source, reasons=reasons)
            if notice.source and not address
            else words("Reasons: {reasons}.", reasons=reasons)
        )
        runs.append(Run(text=f" {said}"))
    elif notice.source and not address:
        runs.append(Run(text=f" {words('Source: {source}.', source=notice.source)}"))
    if link := doi_address(notice.notice_doi):
        runs += [Run(text=" "), *words.in_runs("Notice: {link}", link=_linked(link))]
    if address:
        runs += [Run(text=" "), *words.in_runs("Source: {link}", link=_linked(notice.source))]
    return tuple(runs)


def _linked(address: str) -> tuple[Run, ...]:
    return (Run(text=address, link=address),)


def _is_address(source: str) -> bool:
    return source.startswith(("http://", "https://"))


def doi_address(doi: str) -> str:
    """Return the address of a DOI; empty for an empty DOI."""
    return f"https://doi.org/{doi}" if doi else ""


def notices_in_words(notices: Iterable[Notice], between: str = " | ") -> str:
    """Return all notices of one work as plain text."""
    lines = (text_of(runs) for runs in notice_lines(notices))
    return between.join(lines)


def retraction_runs(notices: Iterable[Notice], words: Words = ENGLISH) -> tuple[Run, ...]:
    """Return where a retraction was published, as APA prints it after the reference.

    "Retraction published 2012, Personality and Social Psychology Bulletin, 38[10], 1378"
    (apastyle.apa.org, "Journal article references", retracted journal article). If only the
    notice's DOI is known, it is printed instead. Empty for works that are not retracted: APA
    cites corrected works like any other.
    """
    for notice in in_force(notices):
        if notice.nature is not Nature.RETRACTION:
            continue
        link = doi_address(notice.notice_doi)
        place = tuple(_emphasised(notice.published_in)) if notice.published_in else ()
        if not place and link:
            place = _linked(link)
            if not notice.year:
                return words.in_runs("Retraction published at {place}", place=place)
        if not (place or notice.year):
            return (Run(text=words("Retracted")),)
        published = words("Retraction published")
        year = f" {notice.year}" if notice.year else ""
        comma = ", " if place else ""
        return (Run(text=f"{published}{year}{comma}"), *place)
    return ()


def _emphasised(text: str) -> list[Run]:
    return [
        Run(text=piece, italic=bool(number % 2))
        for number, piece in enumerate(_EMPHASIS.split(text))
        if piece
    ]
