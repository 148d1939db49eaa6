"""Dates: biblatex's extended date format (EDTF), and BibTeX's `year`, `month` and `day`.

EDTF as in the biblatex manual, section 2.3.8: `1999`, `1999-08`, `1999-08-24`, ranges with `/`,
`~ ? %` for doubt, seasons 21 to 24, `19XX`, negative years (which count from 0, so that -0876 is
877 before the common era).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, NamedTuple

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
    r"\[?(?:n\.?\s?d\.?|no date|s\.?\s?a\.?|undated|\?+|unknown)\]?$", re.IGNORECASE
)
_MONTH_WORD = re.compile(r"[^\W\d_]+")
_MONTH_NAMES = tuple(name.lower() for name in MONTHS.values())
_SEASONS = {"spring": 1, "summer": 2, "autumn": 3, "fall": 3, "winter": 4}
_DAY = re.compile(r"(?<!\d)(\d{1,2})(?!\d)")
_SHORT_NUMBER = re.compile(r"\d{1,2}")
_SLASHED = re.compile(r"(\d{4})/(\d{1,2})/(\d{1,2})")
_WORDS = re.compile(
    r"(?:in press|in prep|in preparation|unpublished|manuscript|forthcoming|submitted"
    r"|under review|to appear|accepted|advance online publication|in revision|pre-?print|pending"
    r"|im druck|sous presse|en prensa)\b",
    re.IGNORECASE,
)
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)

OPEN = 0
"""`PartialDate.end_year` of a range without an end."""


class DateResult(NamedTuple):
    """A date with what is wrong about it."""

    date: PartialDate | None
    flaw: str = ""
    hint: str = ""


@lru_cache(maxsize=20_000)
def parse_date(value: str) -> DateResult:
    """Read a biblatex date.

    Args:
        value: The text of `date`, `urldate`, `eventdate` or `origdate`.

    Returns:
        The date; where only its year can be trusted, the year alone, with a flaw.
    """
    text = value.strip().strip("{}").strip()
    if not text:
        return DateResult(None)
    if "/" in text and text.count("/") == 1:
        first, last = (part.strip() for part in text.split("/"))
        start = _edtf(first)
        if last.lower() in ("", "open", "unknown", ".."):
            if isinstance(start, dict):
                return DateResult(PartialDate(**start, end_year=OPEN))
        elif first in ("", ".."):
            end = _edtf(last)
            if isinstance(end, dict):
                return DateResult(PartialDate(**end))
        else:
            end = _edtf(last)
            if isinstance(start, dict) and isinstance(end, dict):
                if "end_year" in start or "end_year" in end:
                    return DateResult(PartialDate(year=start["year"], end_year=end["year"]))
                circa = start.pop("circa", False) or end.pop("circa", False)
                ends = {f"end_{name}": number for name, number in end.items()}
                return DateResult(PartialDate(**start, **ends, circa=circa))
    parsed = _edtf(text)
    if isinstance(parsed, dict):
        return DateResult(PartialDate(**parsed) if parsed else None)
    if isinstance(parsed, str):
        year = text[:4]
        return DateResult(
            PartialDate(year=whole_number(year, 0, least=-MOST)),
            parsed,
            "write the date as YYYY-MM-DD",
        )
    loose = _loose(text)
    if loose:
        return loose
    return _year_within(text, "write it as YYYY-MM-DD")


def parse_year(year: str, month: str = "", day: str = "") -> DateResult:
    """Read BibTeX's `year`, `month` and `day`.

    Args:
        year: The decoded year; may be a range, `2010a`, or words such as "in press".
        month: A number, a name in full or short, a season, or either with a day.
        day: A number.
    """
    text = year.strip().strip("%").strip()
    if not text:
        return DateResult(None)
    if _NO_DATE.match(text):
        return DateResult(None)
    match = _YEAR.match(text)
    if match:
        parts: dict[str, Any] = {"year": whole_number(match["year"], 0)}
        if match["circa"] or "~" in match["doubt"]:
            parts["circa"] = True
        flaw = _add_month(parts, month, day) if month else ""
        return DateResult(
            PartialDate(**parts), flaw, "write a number or a macro such as jan" if flaw else ""
        )
    span = _YEAR_RANGE.match(text)
    if span:
        first = whole_number(span["first"], 0)
        last = span["last"]
        end = (
            OPEN
            if not last
            else whole_number(last if len(last) == 4 else span["first"][:2] + last, 0)
        )
        if last and len(last) == 2 and end < first:
            if 1 <= end % 100 <= 12:  # 2019/08
                return DateResult(PartialDate(year=first, month=end % 100))
            end += 100  # 1999/00
        return DateResult(PartialDate(year=first, end_year=end))
    parsed = parse_date(text)
    if parsed.date is not None and not parsed.flaw:
        return parsed
    loose = _loose(text)
    return loose or _year_within(text, "write the year in four digits")


def _loose(text: str) -> DateResult | None:
    """Read words and years with words, which need no correction."""
    if _NO_DATE.match(text):
        return DateResult(None)
    if _WORDS.match(text):
        return DateResult(PartialDate(literal=text))
    match = _YEAR.match(text)
    if match:
        parts: dict[str, Any] = {"year": whole_number(match["year"], 0)}
        if match["circa"]:
            parts["circa"] = True
        return DateResult(PartialDate(**parts))
    span = _YEAR_RANGE.match(text)
    if span:
        return parse_year(text)
    return None


def _year_within(text: str, hint: str) -> DateResult:
    slashed = _SLASHED.fullmatch(text)
    if slashed:
        parsed = _edtf("-".join(slashed.groups()))
        if isinstance(parsed, dict):
            return DateResult(PartialDate(**parsed), f"{text} is not a date of biblatex", hint)
    found = _ANY_YEAR.findall(text)
    if len(set(found)) == 1:
        parts: dict[str, Any] = {"year": whole_number(found[0], 0)}
        rest = text.replace(found[0], "", 1)
        words = _MONTH_WORD.search(rest)
        if words and _month_number(words.group()):
            _add_month(parts, rest, "")
            return DateResult(PartialDate(**parts))
        if re.match(r"\d{1,2}[./-]\d{1,2}[./-]", text):
            return DateResult(
                PartialDate(**parts), f"{text} is ambiguous: day or month first?", hint
            )
        return DateResult(PartialDate(**parts), f"{text} is not a date", hint)
    return DateResult(PartialDate(literal=text), f"{text} is not a year", hint)


def _edtf(text: str) -> dict[str, Any] | str | None:
    """Read one EDTF date: parts of a `PartialDate`, a flaw, or None where it is another form."""
    match = _EDTF.match(text)
    if match is None:
        return None
    year = match["year"]
    parts: dict[str, Any] = {}
    if year[-1] in "Xxu":
        digits = year.rstrip("Xxu")
        width = 10 ** (4 - len(digits))
        parts["year"] = whole_number(digits, 0) * width
        parts["end_year"] = parts["year"] + width - 1
        return parts
    number = whole_number(year.lstrip("y"), 0, least=-MOST)
    if number == 0 and year[0] != "y":
        return {}  # a placeholder for "no date" far more often than 1 BCE, which is `y0` here
    parts["year"] = number - 1 if number <= 0 else number
    month = match["month"]
    if month and month.isdecimal():
        value = whole_number(month, 0)
        if 21 <= value <= 24:
            parts["season"] = value - 20
        elif 1 <= value <= 12:
            parts["month"] = value
            day = match["day"]
            if day and day.isdecimal():
                if not 1 <= whole_number(day, 0) <= _DAYS[value - 1]:
                    return f"there is no day {whole_number(day, 0)} in month {value}"
                parts["day"] = whole_number(day, 0)
        else:
            return f"there is no month {value}"
    if "~" in match["doubt"] or "%" in match["doubt"]:
        parts["circa"] = True
    return parts


def _month_number(word: str) -> int:
    """Return 1 to 12 for a name of a month, full or shortened; 0 for anything else."""
    folded = word.lower()
    if len(folded) < 3:
        return 0
    for index, name in enumerate(_MONTH_NAMES):
        if name.startswith(folded) or (folded == "sept" and index == 8):
            return index + 1
    return 0


def _add_month(parts: dict[str, Any], month: str, day: str) -> str:
    """Add the month, day or season to the parts of a date; return a flaw or an empty text."""
    text = decode(month).replace("\u00a0", " ").strip()
    if _SHORT_NUMBER.fullmatch(text):
        value = whole_number(text, 0)
        if 21 <= value <= 24:
            parts["season"] = value - 20
            return ""
        if not 1 <= value <= 12:
            return f"there is no month {value}"
        parts["month"] = value
        return _add_day(parts, day)
    months: list[int] = []
    seasons: list[int] = []
    for word in _MONTH_WORD.findall(text):
        number = _month_number(word)
        if number:
            months.append(number)
        elif word.lower() in _SEASONS:
            seasons.append(_SEASONS[word.lower()])
    days = [whole_number(number, 0) for number in _DAY.findall(text)]
    if months:
        parts["month"] = months[0]
        if len(months) > 1:
            parts["end_year"] = parts["year"]
            parts["end_month"] = months[-1]
            if len(days) == 2:
                parts["day"], parts["end_day"] = days
            return ""
        if len(days) == 2 and re.search(r"\d\s*[-–/]+\s*\d", text):
            parts["day"] = days[0]
            parts.update(end_year=parts["year"], end_month=months[0], end_day=days[1])
            return ""
        return _add_day(parts, str(days[0]) if days else day)
    if seasons:
        parts["season"] = seasons[0]
        if len(seasons) > 1:
            parts["end_year"] = parts["year"]
            parts["end_season"] = seasons[-1]
        return ""
    if re.fullmatch(r"\d{1,2}\s*[-–/]+\s*\d{1,2}", text) and all(1 <= d <= 12 for d in days):
        parts["month"] = days[0]
        parts["end_year"], parts["end_month"] = parts["year"], days[1]
        return ""
    return f"{text} is no month"


def _add_day(parts: dict[str, Any], day: str) -> str:
    text = day.strip()
    if not text:
        return ""
    if _SHORT_NUMBER.fullmatch(text) and 1 <= whole_number(text, 0) <= _DAYS[parts["month"] - 1]:
        parts["day"] = whole_number(text, 0)
        return ""
    return f"there is no day {text} in month {parts['month']}"
