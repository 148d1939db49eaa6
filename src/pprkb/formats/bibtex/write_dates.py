"""Dates as BibTeX's `year`, `month` and `day`, or as biblatex's extended dates."""

from __future__ import annotations

from pprkb.formats.bibtex.dates import OPEN, parse_year
from pprkb.formats.latex.decode import encode
from pprkb.model.reference import PartialDate, Reference

MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()  # noqa: SIM905
"""BibTeX's macros, which a style prints in its own words where no braces make text of them."""


def date_fields(reference: Reference) -> dict[str, str]:
    """Return the date fields of a reference, encoded.

    A single date is written as `year`, `month` and `day`, which every program reads; a range, a
    season, a date before the year 1000 or an uncertain one as biblatex's `date`.

    Args:
        reference: The reference.

    Returns:
        Fields in the order in which they are written.
    """
    fields: dict[str, str] = {}
    issued = reference.issued
    if issued is not None:
        if issued.year is None and issued.literal:
            fields["year"] = encode(issued.literal)
        elif _is_simple(issued):
            fields["year"] = str(issued.year)
            if issued.month is not None:
                fields["month"] = MONTHS[issued.month - 1]
            if issued.day is not None:
                fields["day"] = str(issued.day)
        else:
            fields["date"] = edtf(issued)
    for name, date in (
        ("urldate", reference.accessed),
        ("eventdate", reference.event_date),
        ("origdate", reference.original_date),
        ("csl-submitted", reference.submitted),
    ):
        if date is not None:
            fields[name] = edtf(date) if date.year is not None else encode(date.literal)
    return fields


def _is_simple(date: PartialDate) -> bool:
    year = date.year
    if year is None or not 1000 <= year <= 9999:
        return False
    if date.end_year is not None or date.season is not None or date.circa or date.literal:
        return False
    if date.month is None and date.day is not None:
        return False
    month = MONTHS[date.month - 1] if date.month else ""
    return parse_year(str(year), month, str(date.day or "")).date == date


def edtf(date: PartialDate) -> str:
    """Write a date in biblatex's extended format.

    Args:
        date: A date with a year.

    Returns:
        Such as `1999-08`, `1999/2001`, `1999-22` for a summer, `1723~`.
    """
    text = _one(date.year, date.month, date.day, date.season) + ("~" if date.circa else "")
    if date.end_year is None:
        return text
    if date.end_year == OPEN:
        return text + "/"
    return f"{text}/{_one(date.end_year, date.end_month, date.end_day, date.end_season)}"


def _one(year: int | None, month: int | None, day: int | None, season: int | None) -> str:
    number = year or 0
    # Years before the common era count from 0 in EDTF: 877 BCE is -0876.
    shown = number + 1 if number < 0 else number
    if shown == 0 or abs(shown) > 9999:
        text = f"y{shown}"
    else:
        text = f"{'-' if shown < 0 else ''}{abs(shown):04d}"
    if season is not None:
        return f"{text}-{season + 20}"
    if month is not None:
        text += f"-{month:02d}"
        if day is not None:
            text += f"-{day:02d}"
    return text
