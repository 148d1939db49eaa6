"""Titles, names, dates and other values as BibTeX writes them."""

from __future__ import annotations

import re

from pprkb.formats.bibtex.read.dates import OPEN, parse_year
from pprkb.formats.bibtex.read.names import Name, parse_names
from pprkb.formats.bibtex.read.titles import Title, join_titles
from pprkb.formats.bibtex.scan import macros
from pprkb.formats.latex.encode import encode
from pprkb.formats.titles.case import Casing
from pprkb.model.reference import Contributor, PartialDate, Reference
from pprkb.text.markup import NOCASE_OPEN, SPAN_CLOSE

# -- titles --------------------------------------------------------------------------------------

_WORD = re.compile(r"<[^<>]*>|[^\W_]+(?:['’][^\W_]+)*")
_TAGS_BEFORE = re.compile(r"(?:<[^<>]*>)+$")
_JOINTS = (" ", "-", "–")
_TAG = re.compile(r"</?(?:i|b|sub|sup)>|<span [^<>]*>|</span>")

Stretch = tuple[int, int]
"""Offsets of a protected stretch in a title without `nocase` spans."""


def braced_title(title: str, source: str, casing: Casing) -> str:
    """Write a title so that every reader keeps the capitals that it is printed with.

    BibTeX's `change.case$`, biblatex-apa and pandoc write small what is not in braces, but for the
    first letter. Braces are put around what the title has in `nocase` spans and around every other
    capital, then around the words that our own reader would lower wrongly, and around the whole
    title if that is not enough: reading gives the same title and the same source again.

    Args:
        title: CSL rich text as it is printed.
        source: The same title in Title Case, or an empty string.
        casing: What decides on the case where the entry is read.

    Returns:
        LaTeX.
    """
    text, stretches = _without_spans(title)
    base = source if len(source) == len(text) else text

    def read(spelled: str) -> Title:
        return join_titles(spelled, "", "", casing, unbrace=False)

    # Braces around every capital can be taken for a program's: one pair around them all is not.
    # They take words out of what tells Title Case, too: now and then only the fewest will do.
    capitals = _with_capitals(text, stretches)
    for tried in (capitals, _together(capitals), stretches):
        for _ in range(3):
            spelled = encode(_with_spans(base, tried))
            reading = read(spelled)
            if (
                reading.text == title
                and (reading.source if reading.source != reading.text else "") == source
            ):
                return spelled
            wrong = _differing_words(text, _without_spans(reading.text)[0], tried)
            if not wrong:
                break
            tried = sorted(tried + wrong)
    stretches = _with_capitals(text, tried)
    if stretches:  # a stretch that crosses the end of a tag is widened to the whole tag
        start = len(_TAGS_BEFORE.sub("", base[: stretches[0][0]]))
        widened = [(start, len(base))]
    else:
        widened = []
    for spelled in (
        encode(_with_spans(base, _together(stretches))),
        encode(_with_spans(base, widened)),
        "{" + encode(base) + "}",
        encode(title),
    ):
        if read(spelled).text == title:
            return spelled
    return encode(_with_spans(base, stretches))


def _together(stretches: list[Stretch]) -> list[Stretch]:
    """Return one stretch from the first to the last."""
    return [(stretches[0][0], stretches[-1][1])] if stretches else []


def _with_capitals(text: str, stretches: list[Stretch]) -> list[Stretch]:
    """Add what BibTeX would write small, neighbouring words in one stretch.

    Of a word that begins small, such as jsPsych, these are its capitals alone: braces around its
    first letter would say that the letter may not be raised.
    """
    capitalised: list[Stretch] = []
    for match in _WORD.finditer(text):
        if match.group().startswith("<"):
            continue
        start, end = match.span()
        capitals = [
            place for place in range(start, end) if text[place] != text[place].lower() and place
        ]
        if not capitals or any(begin < end and start < close for begin, close in stretches):
            continue
        if text[start] == text[start].lower():
            start, end = capitals[0], capitals[-1] + 1
        if capitalised and text[capitalised[-1][1] : start] in _JOINTS:
            capitalised[-1] = (capitalised[-1][0], end)
        else:
            capitalised.append((start, end))
    return sorted(stretches + capitalised)


def _without_spans(title: str) -> tuple[str, list[Stretch]]:
    """Return a title without its `nocase` spans, and where they were."""
    if NOCASE_OPEN not in title:
        return title, []
    out: list[str] = []
    length = position = 0
    open_spans: list[int] = []
    stretches: list[Stretch] = []
    for tag in _TAG.finditer(title):
        piece = title[position : tag.start()]
        out.append(piece)
        length += len(piece)
        position = tag.end()
        text = tag.group()
        if text == NOCASE_OPEN:
            open_spans.append(length)
            continue
        if text == SPAN_CLOSE and open_spans:
            start = open_spans.pop()
            if start >= 0:
                if not any(s >= 0 for s in open_spans):
                    stretches.append((start, length))
                continue
        elif text.startswith("<span"):
            open_spans.append(-1)
        out.append(text)
        length += len(text)
    out.append(title[position:])
    return "".join(out), stretches


def _with_spans(text: str, stretches: list[Stretch]) -> str:
    out: list[str] = []
    position = 0
    for start, end in stretches:
        out.append(text[position:start] + NOCASE_OPEN + text[start:end] + SPAN_CLOSE)
        position = end
    out.append(text[position:])
    return "".join(out)


def _differing_words(title: str, reading: str, stretches: list[Stretch]) -> list[Stretch]:
    """Return the words of a title that were read in another case, outside of stretches."""
    if len(title) != len(reading):
        return []
    return [
        match.span()
        for match in _WORD.finditer(title)
        if match.group() != reading[match.start() : match.end()]
        and not match.group().startswith("<")
        and not any(start < match.end() and match.start() < end for start, end in stretches)
    ]


# -- names, dates and other values ---------------------------------------------------------------


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
"""BibTeX's macros, which a style replaces with its own words unless they are in braces."""


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
