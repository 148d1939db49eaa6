"""Notices in words: one form for documents, terminals, spreadsheets and other programs."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable

from pprkb.model.notice import Nature, Notice, in_force, withdrawn
from pprkb.text.markup import Run
from pprkb.text.number import whole_number

_EMPHASIS = re.compile(r"\*([^*]+)\*")
_LABELS = {
    Nature.RETRACTION: "Retracted",
    Nature.EXPRESSION_OF_CONCERN: "Expression of concern",
    Nature.CORRECTION: "Corrected",
    Nature.REINSTATEMENT: "Reinstated",
}


def date_in_words(date: str) -> str:
    """Return an ISO date as one says it: "1 October 2012", "October 2012", "2012"."""
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
        *(_line(one) for one in in_force(notices)),
        *(_line(one, ", and since reinstated") for one in withdrawn(notices)),
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
    lines = ("".join(run.text for run in runs) for runs in notice_lines(notices))
    return between.join(lines)


def retraction_runs(notices: Iterable[Notice]) -> tuple[Run, ...]:
    """Return where a retraction was published, as APA tells it after the reference.

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
