"""Dates: biblatex's extended date format (EDTF), and BibTeX's `year`, `month` and `day`.

EDTF as in the biblatex manual, section 2.3.8: `1999`, `1999-08`, `1999-08-24`, ranges with `/`,
`~ ? %` for doubt, seasons 21 to 24, `19XX`, negative years (which count from 0, so that -0876 is
877 before the common era).
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from pprkb.formats.bibtex.scan.macros import MONTHS
from pprkb.formats.latex.decode import decode
from pprkb.model.reference import PartialDate
from pprkb.text.number import MOST, whole_number

_EDTF = re.compile(
    r"""(?P<year>-?\d{4}|y-?\d{1,12}|\d{1,3}(?=[~?%]*$)|\d{2}[Xxu]{2}|\d{3}[Xxu])
        (?:-(?P<month>\d{1,2}|[Xxu]{2})(?:-(?P<day>\d{1,2}|[Xxu]{2}))?)?
        (?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?
        (?P<doubt>[~?%]*)$""",
    re.VERBOSE,
)
_YEAR = re.compile(
    r"(?:c(?=\d)|(?P<circa>(?:c(?:a|irca)?\.?\s*|[~?]\s*)))?(?P<year>-?\d{1,4})(?P<letter>[a-z])?(?P<doubt>[?~]*)$",
    re.I,
)
_YEAR_RANGE = re.compile(
    r"(?P<first>\d{4})\s*(?:/|--?-?|–|—|\\textendash\s*)\s*(?P<last>\d{4}|\d{2})?$"
)
_ANY_YEAR = re.compile(r"(?<!\d)(1[4-9]\d\d|20\d\d)(?!\d)")
_NO_DATE = re.compile(
    r"\[?(?:[ns]\.?\s?d\.?|no date|s\.?\s?[af]\.?|o\.?\s?j\.?|sans date|undated|\?+|unknown)\]?$",
    re.IGNORECASE,
)
_MONTH_WORD = re.compile(r"[^\W\d_]+")
_MONTH_NAMES = tuple(name.lower() for name in MONTHS.values())
_SEASONS = {"spring": 1, "summer": 2, "autumn": 3, "fall": 3, "winter": 4}
_DAY = re.compile(r"(?<!\d)(\d{1,2})(?!\d)")
_IN_FULL = "write the year in four digits"
_SHORT_NUMBER = re.compile(r"\d{1,2}")
_SLASHED = re.compile(r"(\d{4})/(\d{1,2})/(\d{1,2})")
_WORDS = re.compile(
    r"(?:in press|in prep|in preparation|unpublished|manuscript|forthcoming|submitted"
    r"|under review|to appear|accepted|advance online publication|in revision|pre-?print|pending"
    r"|im druck|sous presse|en prensa)\b",
    re.IGNORECASE,
)
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)

_NO_YEAR = PartialDate()
"""Year 0: a placeholder for "no date" far more often than 1 BCE, which is `y0` here."""
OPEN = 0
"""`PartialDate.end_year` of a range without an end."""


class DateResult(NamedTuple):
    """A date with what is wrong about it."""

    date: PartialDate | None
    flaw: str = ""
    hint: str = ""


@lru_cache(maxsize=20_000)
def parse_date(value: str) -> DateResult:
    """Read the value of biblatex's `date`, `urldate`, `eventdate` or `origdate`.

    Returns:
        The date; where only its year can be trusted, the year alone, with a flaw.
    """
    text = value.strip().strip("{}").strip()
    if not text:
        return DateResult(None)
    parsed = (_range(text) if text.count("/") == 1 else None) or _edtf(text)
    if isinstance(parsed, PartialDate):
        return DateResult(None if parsed == _NO_YEAR else parsed)
    if parsed is not None:
        year = PartialDate(year=whole_number(text[:4], 0, least=-MOST))
        return DateResult(year, parsed, "write the date as YYYY-MM-DD")
    return _loose(text) or _year_within(text, "write it as YYYY-MM-DD")


def parse_year(year: str, month: str = "", day: str = "") -> DateResult:
    """Read BibTeX's `year`, `month` and `day`.

    Args:
        year: The decoded year; may be a range, `2010a`, or words such as "in press".
        month: A number, a name in full or short, a season, or either with a day.
        day: A number.
    """
    text = year.strip().strip("%").strip()
    if not text or _NO_DATE.match(text):
        return DateResult(None)
    match = _YEAR.match(text)
    if match:
        circa = bool(match["circa"]) or "~" in match["doubt"]
        date, flaw = PartialDate(year=whole_number(match["year"], 0), circa=circa), ""
        if month:
            date, flaw = _with_month(date, month, day)
        if not circa and len(match["year"].lstrip("0")) == 2:
            return DateResult(date, f"{text} is read as a year of the first century", _IN_FULL)
        return DateResult(date, flaw, "write a number or a macro such as jan" if flaw else "")
    if span := _YEAR_RANGE.match(text):
        return DateResult(_span_of_years(span))
    parsed = parse_date(text)
    if parsed.date is not None and not parsed.flaw:
        return parsed
    return _loose(text) or _year_within(text, _IN_FULL)


def _range(text: str) -> PartialDate | None:
    """Read a range of EDTF dates, either end of which may be open."""
    first, last = (part.strip() for part in text.split("/"))
    start = _NO_YEAR if first in ("", "..") else _edtf(first)
    if last.lower() in ("", "open", "unknown", ".."):
        if start == _NO_YEAR and first:
            return _NO_YEAR
        return replace(start, end_year=OPEN) if first and isinstance(start, PartialDate) else None
    end = _edtf(last)
    if not (isinstance(start, PartialDate) and isinstance(end, PartialDate)):
        return None
    if _NO_YEAR in (start, end):
        return end if start == _NO_YEAR else start
    if start.end_year is not None or end.end_year is not None:
        return PartialDate(year=start.year, end_year=end.year)
    return replace(
        start,
        end_year=end.year,
        end_month=end.month,
        end_day=end.day,
        end_season=end.season,
        circa=start.circa or end.circa,
    )


def _span_of_years(span: re.Match[str]) -> PartialDate:
    """Return "2010-2012", "2010-12", "1999/00" or "2010-" as a range, "2019/08" as a month."""
    first, last = whole_number(span["first"], 0), span["last"]
    if not last:
        return PartialDate(year=first, end_year=OPEN)
    if len(last) == 4:
        return PartialDate(year=first, end_year=whole_number(last, 0))
    end = whole_number(span["first"][:2] + last, 0)
    if end < first and 1 <= end % 100 <= 12:
        return PartialDate(year=first, month=end % 100)
    return PartialDate(year=first, end_year=end + 100 if end < first else end)


def _loose(text: str) -> DateResult | None:
    """Read words and years with words, which need no correction."""
    if _NO_DATE.match(text):
        return DateResult(None)
    if _WORDS.match(text):
        return DateResult(PartialDate(literal=text))
    if match := _YEAR.match(text):
        year = whole_number(match["year"], 0)
        return DateResult(PartialDate(year=year, circa=bool(match["circa"])))
    return parse_year(text) if _YEAR_RANGE.match(text) else None


def _year_within(text: str, hint: str) -> DateResult:
    slashed = _SLASHED.fullmatch(text)
    if slashed:
        parsed = _edtf("-".join(slashed.groups()))
        if isinstance(parsed, PartialDate):
            return DateResult(parsed, f"{text} is not a date of biblatex", hint)
    years = _ANY_YEAR.findall(text)
    if len(set(years)) != 1:
        return DateResult(PartialDate(literal=text), f"{text} is not a year", hint)
    date = PartialDate(year=whole_number(years[0], 0))
    rest = text.replace(years[0], "", 1)
    words = _MONTH_WORD.search(rest)
    if words and _month_number(words.group()):
        return DateResult(_with_month(date, rest, "")[0])
    if re.match(r"\d{1,2}[./-]\d{1,2}[./-]", text):
        return DateResult(date, f"{text} is ambiguous: day or month first?", hint)
    return DateResult(date, f"{text} is not a date", hint)


def _edtf(text: str) -> PartialDate | str | None:
    """Read one EDTF date: `_NO_YEAR` for year 0, a flaw, or None if it is another form."""
    match = _EDTF.match(text)
    if match is None:
        return None
    year = match["year"]
    if year[-1] in "Xxu":
        digits = year.rstrip("Xxu")
        width = 10 ** (4 - len(digits))
        first = whole_number(digits, 0) * width
        return PartialDate(year=first, end_year=first + width - 1)
    number = whole_number(year.lstrip("y"), 0, least=-MOST)
    if number == 0 and year[0] != "y":
        return _NO_YEAR
    circa = "~" in match["doubt"] or "%" in match["doubt"]
    date = PartialDate(year=number - 1 if number <= 0 else number, circa=circa)
    month = match["month"]
    if not month or not month.isdecimal():
        return date
    value = whole_number(month, 0)
    if 21 <= value <= 24:
        return replace(date, season=value - 20)
    if not 1 <= value <= 12:
        return f"there is no month {value}"
    day = whole_number(match["day"] or "", 0) if (match["day"] or "").isdecimal() else None
    if day is not None and not 1 <= day <= _DAYS[value - 1]:
        return f"there is no day {day} in month {value}"
    return replace(date, month=value, day=day)


def _month_number(word: str) -> int:
    """Return 1 to 12 for a name of a month, full or shortened; 0 for anything else."""
    folded = word.lower()
    if len(folded) < 3:
        return 0
    for index, name in enumerate(_MONTH_NAMES):
        if name.startswith(folded) or (folded == "sept" and index == 8):
            return index + 1
    return 0


def _with_month(date: PartialDate, month: str, day: str) -> tuple[PartialDate, str]:
    """Return a date of a year with the month, day or season, and a flaw or an empty text."""
    text = decode(month).replace("\u00a0", " ").strip()
    if _SHORT_NUMBER.fullmatch(text):
        value = whole_number(text, 0)
        if 21 <= value <= 24:
            return replace(date, season=value - 20), ""
        if not 1 <= value <= 12:
            return date, f"there is no month {value}"
        return _with_day(replace(date, month=value), day)
    words = [word.lower() for word in _MONTH_WORD.findall(text)]
    months = [number for word in words if (number := _month_number(word))]
    seasons = [_SEASONS[word] for word in words if word in _SEASONS]
    days = [whole_number(number, 0) for number in _DAY.findall(text)]
    year = date.year
    if len(months) > 1:
        date = replace(date, month=months[0], end_year=year, end_month=months[-1])
        return (replace(date, day=days[0], end_day=days[1]) if len(days) == 2 else date), ""
    if months:
        date = replace(date, month=months[0])
        if len(days) == 2 and re.search(r"\d\s*[-–/]+\s*\d", text):
            first, last = days
            return replace(date, day=first, end_year=year, end_month=months[0], end_day=last), ""
        return _with_day(date, str(days[0]) if days else day)
    if len(seasons) > 1:
        return replace(date, season=seasons[0], end_year=year, end_season=seasons[-1]), ""
    if seasons:
        return replace(date, season=seasons[0]), ""
    if re.fullmatch(r"\d{1,2}\s*[-–/]+\s*\d{1,2}", text) and all(1 <= d <= 12 for d in days):
        return replace(date, month=days[0], end_year=year, end_month=days[1]), ""
    return date, f"{text} is not a month"


def _with_day(date: PartialDate, day: str) -> tuple[PartialDate, str]:
    text = day.strip()
    if not text:
        return date, ""
    month = date.month or 1
    if _SHORT_NUMBER.fullmatch(text) and 1 <= whole_number(text, 0) <= _DAYS[month - 1]:
        return replace(date, day=whole_number(text, 0)), ""
    return date, f"there is no day {text} in month {month}"
