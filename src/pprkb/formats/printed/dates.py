"""The date of a printed reference: "(2013, March 11)", "(in press)", "(n.d.)", "(1998a)".

The forms are those of the APA manual, 7th edition, sections 9.13 to 9.17, and what people print
instead of them.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import NamedTuple

from pprkb.model.reference import PartialDate
from pprkb.text.number import whole_number

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SEASONS = {"spring": 1, "summer": 2, "fall": 3, "autumn": 3, "winter": 4}
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_SEASON = r"(?:spring|summer|fall|autumn|winter)"
_YEAR = r"(?:1[4-9]|20)\d\d"
_DAY = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
_DASH = r"\s?[-–—/]\s?"

_PLAIN = re.compile(
    rf"(?P<circa>(?:ca|c|circa)\.?\s?)?(?P<year>{_YEAR})-?(?P<letter>[a-z]\b)?"
    rf"(?:{_DASH}(?P<until>{_YEAR}|\d\d\b|present))?"
    rf"(?:\s?,?\s?(?P<rest>[^\s,].{{0,40}}))?",
    re.I,
)
_REST = re.compile(
    rf"""(?:(?P<month>{_MONTH})(?:\s(?P<day>{_DAY}))?
            (?:{_DASH}(?:(?P<last_month>{_MONTH})(?:\s(?P<last_of_month>{_DAY}))?
                        |(?P<last_day>{_DAY})))?
        |(?P<early_day>{_DAY})\s(?P<its_month>{_MONTH})
        |(?P<season>{_SEASON}))$""",
    re.I | re.X,
)
_YEAR_LAST = re.compile(
    rf"(?:(?P<rest>(?:{_MONTH}(?:\s{_DAY})?|{_DAY}\s{_MONTH}|{_SEASON})),?)\s(?P<year>{_YEAR})$",
    re.I,
)
_BRACKETED = re.compile(rf"(?P<year>{_YEAR}[a-z]?)\s?\[(?P<first>{_YEAR})\]$")
_REPRINT = re.compile(rf"(?P<first>{_YEAR})\s?/\s?(?P<year>{_YEAR})$")
_WORDS = re.compile(
    r"(?:in press|in preparation|forthcoming|submitted(?: for publication)?|under review|accepted"
    r"|manuscript (?:submitted for publication|in preparation)|unpublished)(?:-[a-z])?$",
    re.I,
)
_NO_DATE = re.compile(r"(?:n\.\s?d\.?|no date|undated)(?:-[a-z])?$", re.I)
_GROUP = re.compile(r"\((?P<content>[^()]{1,60})\)")
_OPEN = re.compile(rf"\((?P<year>{_YEAR}[a-z]?)(?=[.,]\s)")
_BARE = re.compile(rf"(?<=[\s,])(?P<year>{_YEAR}[a-z]?)(?:(?=[.,:])|\))")
_MOST = 4
"""The most dates of one form to look at."""


class FoundDate(NamedTuple):
    """A date and the stretch it takes, with its parentheses."""

    start: int
    end: int
    date: PartialDate | None
    """None for "n.d."."""
    original: PartialDate | None = None
    """The first year of "1920/2013"."""
    doubt: str = ""


def find_dates(text: str, until: int) -> list[FoundDate]:
    """Return the possible dates of publication, the likeliest first.

    Args:
        text: A clean reference.
        until: Where dates are no longer looked for.
    """
    dates: list[FoundDate] = []
    for group in _GROUP.finditer(text, 0, until):
        read = read_date(group["content"].strip()) if len(dates) < _MOST else None
        if read is not None:
            dates.append(FoundDate(group.start(), group.end(), *read))
    for match in islice(_OPEN.finditer(text, 0, until), _MOST):
        read = read_date(match["year"])
        if read is not None:
            doubt = f"The parenthesis before {match['year']} is not closed."
            dates.append(FoundDate(match.start(), match.end(), *read, doubt))
    for match in islice(_BARE.finditer(text, 0, until), _MOST):
        read = read_date(match["year"])
        if read is not None:
            doubt = f"The year {match['year']} is not in parentheses."
            dates.append(FoundDate(match.start(), match.end(), *read, doubt))
    return dates


def read_date(content: str) -> tuple[PartialDate | None, PartialDate | None] | None:
    """Read the content of parentheses; None where it is no date.

    Returns:
        The date, None for "n.d."; and the original date of "1920/2013".
    """
    if _NO_DATE.match(content):
        return None, None
    if _WORDS.match(content):
        return PartialDate(literal=re.sub(r"-[a-z]$", "", content)), None
    if match := _REPRINT.match(content):
        return PartialDate(year=whole_number(match["year"], 0)), PartialDate(
            year=whole_number(match["first"], 0)
        )
    if match := _BRACKETED.match(content):
        return PartialDate(year=whole_number(match["year"][:4], 0)), PartialDate(
            year=whole_number(match["first"], 0)
        )
    if match := _YEAR_LAST.match(content):
        parts = _parts(match["rest"], whole_number(match["year"], 0))
        return None if parts is None else (PartialDate(**parts, circa=False, literal=""), None)
    match = _PLAIN.fullmatch(content)
    if match is None:
        return None
    year = whole_number(match["year"], 0)
    parts = _parts(match["rest"], year) if match["rest"] else {"year": year}
    if parts is None:
        return None
    if until := match["until"]:
        if "month" in parts:
            return None
        if until.isdigit():
            last = whole_number(until if len(until) == 4 else str(year)[:2] + until, 0)
            if last < year:
                return None
            parts["end_year"] = last
        else:
            parts["end_year"] = 0
    return PartialDate(**parts, circa=bool(match["circa"]), literal=""), None


def _parts(rest: str, year: int) -> dict[str, int] | None:
    match = _REST.match(rest.strip())
    if match is None:
        return None
    parts: dict[str, int] = {"year": year}
    if season := match["season"]:
        parts["season"] = _SEASONS[season.lower()]
        return parts
    parts["month"] = _month(match["month"] or match["its_month"])
    if day := match["day"] or match["early_day"]:
        parts["day"] = _number(day)
    if match["last_month"]:
        parts.update(end_year=year, end_month=_month(match["last_month"]))
        if match["last_of_month"]:
            parts["end_day"] = _number(match["last_of_month"])
    elif match["last_day"]:
        parts.update(end_year=year, end_month=parts["month"], end_day=_number(match["last_day"]))
    return parts


def _month(word: str) -> int:
    return _MONTHS.index(word.lower()[:3]) + 1


def _number(day: str) -> int:
    return whole_number(re.sub(r"\D", "", day), 0)


def date_text(date: PartialDate | None) -> str:
    """Return a date as "2013-03-11", "2002/2008", "in press" or "n.d."."""
    if date is None:
        return "n.d."
    if date.year is None:
        return date.literal
    first = _iso(date.year, date.month, date.day)
    if date.season:
        first += f", {next(name for name, number in _SEASONS.items() if number == date.season)}"
    if date.end_year is not None:
        last = _iso(date.end_year, date.end_month, date.end_day) if date.end_year else "present"
        first = f"{first}/{last}"
    return f"ca. {first}" if date.circa else first


def _iso(year: int, month: int | None, day: int | None) -> str:
    text = f"{year:04d}"
    if month:
        text += f"-{month:02d}"
        if day:
            text += f"-{day:02d}"
    return text
