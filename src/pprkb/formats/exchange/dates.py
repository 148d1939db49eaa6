"""Dates as databases and other programs write them."""

from __future__ import annotations

import re

from pprkb.model.reference import PartialDate
from pprkb.text.number import MOST, whole_number
from pprkb.text.word_lists import word_lists

SEASONS = ("spring", "summer", "autumn", "winter")
_SEASON_NUMBERS = {name: number for number, name in enumerate(SEASONS, 1)} | {"fall": 3}
_ENGLISH = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTHS = {name: number for number, name in enumerate(_ENGLISH, 1)} | {
    "mär": 3, "mrz": 3, "mai": 5, "okt": 10, "dez": 12, "ene": 1, "abr": 4, "ago": 8, "dic": 12,
    "fév": 2, "avr": 4, "juin": 6, "juil": 7, "aoû": 8, "déc": 12, "mrt": 3, "maa": 3, "mei": 5,
    "sept": 9,
}  # fmt: skip
_MONTH_WORD = re.compile(r"[^\W\d_]{3,10}\.?$")
_CIRCA = re.compile(r"(?:\bcirca\b|\bca?\.\s*|^ca\s*(?=\d)|(?<=\d)\?)", re.IGNORECASE)
_COPYRIGHT = re.compile(r"^(?:©|\(c\)|c(?=\d))\s*", re.IGNORECASE)
_NO_DATE = re.compile(r"(?:n\.?\s?d\.?|no date|undated|s\.\s?a\.|o\.\s?j\.|n/?a)$", re.IGNORECASE)
_PARTS = re.compile(
    r"(?P<year>-?\d{1,4})"
    r"(?:[/-](?P<month>\d{0,2})(?:[/-](?P<day>\d{0,2})(?:[/ T](?P<other>.*))?)?)?/*"
)
_TO = re.compile(r"to (?P<year>-?\d{1,4})(?:-(?P<month>\d\d))?(?:-(?P<day>\d\d))?$")
_COMPACT = re.compile(r"(1[5-9]\d\d|20\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])$")
_BACKWARDS = re.compile(
    r"(?:(?P<day>\d{1,2})(?P<mark>[./-]))?(?P<month>\d{1,2})[./-](?P<year>\d{4})$"
)
_YEARS = re.compile(r"(\d{4})\s*[-–/]\s*(\d{4}|\d\d)$")
_WORDS = re.compile(r"\d+(?:st|nd|rd|th)\b|\d+|[^\W\d_]+", re.IGNORECASE)


def read_date(text: str) -> PartialDate | None:
    """Read a date.

    Nothing is guessed: of "12/05/2019" the year alone is certain.

    Args:
        text: Such as `2015/04/27/`, `2015///Spring`, `2014 Sep-Oct`, `15 March 2018`.

    Returns:
        The date; words that are none are its `literal`; None where there is no date.
    """
    text = text.strip()
    if not text.strip("/ -.") or _NO_DATE.match(text):
        return None
    bare = _COPYRIGHT.sub("", text.strip("[](). "), count=1).strip("() ")
    circa = bool(_CIRCA.search(bare))
    bare = _CIRCA.sub(" ", bare).strip()
    parts = _numbers(bare) or _words(bare)
    if parts is None:
        return PartialDate(literal=text)
    return PartialDate(**parts, circa=circa, literal="")


def _numbers(text: str) -> dict[str, int] | None:
    if match := _COMPACT.match(text):
        return _checked(
            whole_number(match[1], 0), whole_number(match[2], 0), whole_number(match[3], 0)
        )
    if match := _YEARS.match(text):
        first, last = whole_number(match[1], 0), whole_number(match[2], 0)
        last = last if last > 99 else first // 100 * 100 + last
        # "2015-04" is a month.
        if first < last and (len(match[2]) == 4 or whole_number(match[2], 0) > 12 or "–" in text):
            return {"year": first, "end_year": last}
    if match := _BACKWARDS.match(text):
        return _backwards(match)
    match = _PARTS.fullmatch(text)
    if match is None:
        return None
    parts = _checked(
        whole_number(match["year"], 0, least=-MOST),
        *(whole_number(match[part] or "0", 0) for part in ("month", "day")),
    )
    other = (match["other"] or "").strip()
    if parts is None or not other or re.match(r"[\d:.]+(?:Z|[+-][\d:]+)?$", other):
        return parts
    if end := _TO.match(other):
        parts |= {
            f"end_{name}": whole_number(end[name], 0, least=-MOST)
            for name in ("year", "month", "day")
            if end[name]
        }
        return parts
    year = f"{abs(parts['year']):04d}"
    words = _words(other if year in other else f"{year} {other}") or {}
    fitting = "month" not in parts or words.get("month") == parts["month"]
    if words.get("year") == abs(parts["year"]) and fitting and "day" not in parts:
        # "2020/11//Nov/Dec2020"
        parts = words | parts
    return parts


def _checked(year: int, month: int, day: int) -> dict[str, int] | None:
    if month > 12 or day > 31:
        return None
    parts: dict[str, int] = {"year": year}
    if month:
        parts["month"] = month
        if day:
            parts["day"] = day
    return parts


def _backwards(match: re.Match[str]) -> dict[str, int] | None:
    """Read "25.12.2018"; where day and month could change places the year alone is certain."""
    year, month, day = (
        whole_number(match["year"], 0, least=-MOST),
        whole_number(match["month"], 0),
        whole_number(match["day"] or "0", 0),
    )
    if match["day"] and match["mark"] != "." and day <= 12 and month <= 12 and day != month:
        return {"year": year}
    if month > 12 >= day > 0:
        month, day = day, month
    return _checked(year, month, day) or {"year": year}


def _words(text: str) -> dict[str, int] | None:
    """Read "April 2015", "2015 Apr 27", "Nov/Dec2020", "2015/october", "Winter 2014"."""
    years: list[int] = []
    months: list[int] = []
    days: list[int] = []
    seasons: list[int] = []
    for word in _WORDS.findall(text):
        lower = word.lower()
        digits = re.sub(r"\D", "", word)
        if len(digits) == 4 and digits == word:
            years.append(whole_number(word, 0))
        elif digits and whole_number(digits[:3], 0) <= 31 and len(digits) <= 2:
            days.append(whole_number(digits, 0))
        elif lower in _SEASON_NUMBERS:
            seasons.append(_SEASON_NUMBERS[lower])
        elif month := _month(lower):
            months.append(month)
        elif lower not in ("of", "the", "de", "to", "and", "issue"):
            return None
    if not 1 <= len(years) <= 2 or len(months) > 2 or len(seasons) > 2 or len(days) > 2:
        return None
    if (months and seasons) or (days and len(months) != 1) or (len(years) == 2 and days):
        return None
    parts: dict[str, int] = {"year": years[0]}
    for name, numbers in (("month", months), ("day", days), ("season", seasons)):
        if numbers:
            parts[name] = numbers[0]
    if len(years) == 2 or any(len(numbers) == 2 for numbers in (months, days, seasons)):
        parts["end_year"] = years[-1]
        for name, numbers in (("month", months), ("day", days), ("season", seasons)):
            if numbers and (len(numbers) == 2 or (name == "month" and len(days) == 2)):
                parts[f"end_{name}"] = numbers[-1]
    return parts


def _month(word: str) -> int:
    if word in _MONTHS:
        return _MONTHS[word]
    if not _MONTH_WORD.match(word):
        return 0
    return _MONTHS.get(word[:4]) or _MONTHS.get(word[:3], 0) if _is_month(word) else 0


_LONG = word_lists(__file__)["months"]


def _is_month(word: str) -> bool:
    return word in _LONG


def iso_date(date: PartialDate) -> str:
    """Return a date in ISO 8601, its end after a slash; words as they are."""
    if date.year is None:
        return " ".join(date.literal.split())
    text = _iso(date.year, date.month, date.day)
    if date.end_year:
        text += f"/{_iso(date.end_year, date.end_month, date.end_day)}"
    return text


def _iso(year: int, month: int | None, day: int | None) -> str:
    sign = "-" if year < 0 else ""
    text = f"{sign}{abs(year):04d}"
    if month:
        text += f"-{month:02d}"
        if day:
            text += f"-{day:02d}"
    return text
