"""Names and dates as BibTeX and biblatex write them."""

from __future__ import annotations

from pprkb.formats.bibtex.read.dates import OPEN, parse_year
from pprkb.formats.bibtex.read.names import Name, parse_names
from pprkb.formats.bibtex.scan import macros
from pprkb.formats.latex.encode import encode
from pprkb.model.reference import Contributor, PartialDate, Reference


def write_names(
    people: tuple[Contributor, ...], *, incomplete: bool = False, use_prefix: bool = True
) -> str:
    """Write a list of names, encoded, as the value of `author` or the like.

    "Last, First" and "von Last, Jr., First" where BibTeX reads them as intended, else biblatex's
    `family=..., given=...`.

    Args:
        people: In printed order.
        incomplete: End the list in "and others".
        use_prefix: False where the entry says `useprefix=false`.
    """
    names = [_write_name(person, use_prefix) for person in people]
    if incomplete:
        names.append("others")
    return " and ".join(names)


def _write_name(person: Contributor, use_prefix: bool) -> str:
    name = Name(*(getattr(person, part) for part in Name._fields))
    if person.literal:
        body = "{" + encode(person.literal) + "}"
        return "{" + body + "}" if parse_names(body).incomplete else body
    particle = person.non_dropping_particle or person.dropping_particle
    family, given, suffix = encode(person.family), encode(person.given), encode(person.suffix)
    last = f"{encode(particle)} {family}" if particle else family
    forms = []
    if suffix:
        forms.append(f"{last}, {suffix}, {given}")
        forms.append(f"{last}, {{{suffix}}}, {{{given}}}")
    elif given:
        forms.append(f"{last}, {given}")
    else:
        forms.append(last)
    braced = f"{encode(particle)} {{{family}}}" if particle else f"{{{family}}}"
    if suffix:
        forms.append(f"{braced}, {{{suffix}}}, {{{given}}}")
    elif given:
        forms.append(f"{braced}, {given}")
        forms.append(f"{braced}, {{{given}}}")
    for form in forms:
        if _reads_as(form, name, use_prefix):
            return form
    return _extended(name)


def _reads_as(form: str, name: Name, use_prefix: bool) -> bool:
    # Within a list and at its end, so that a name such as "others" or "A and B" is noticed.
    for context, count in ((f"A and {form} and B", 3), (f"A and {form}", 2)):
        read = parse_names(context, use_prefix=use_prefix)
        if read.flaws or read.incomplete or len(read.names) != count or read.names[1] != name:
            return False
    return True


def _extended(name: Name) -> str:
    particle = name.non_dropping_particle or name.dropping_particle
    parts = [
        ("family", name.family),
        ("given", name.given),
        ("prefix", particle),
        ("suffix", name.suffix),
    ]
    written = [f"{label}={{{encode(text)}}}" for label, text in parts if text]
    if particle:
        written.append(f"useprefix={'true' if name.non_dropping_particle else 'false'}")
    return ", ".join(written)


MONTHS = tuple(macros.MONTHS)
"""BibTeX's macros, which a style prints in its own words where no braces make text of them."""


def date_fields(reference: Reference) -> dict[str, str]:
    """Return the date fields of a reference, encoded and in the order of writing.

    A single date is written as `year`, `month` and `day`, which every program reads; a range, a
    season, a date before the year 1000 or an uncertain one as biblatex's `date`.
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
    """Write a date with a year as EDTF: `1999-08`, `1999/2001`, `1999-22` for a summer, `1723~`."""
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
