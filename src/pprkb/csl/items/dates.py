"""Dates as they come in CSL-JSON: parts, ranges, seasons, literals and raw strings."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pprkb.csl.text.marks import parse_rich_text
from pprkb.csl.text.numbers import whole_number

DatePoint = tuple[int, int, int]  # year, month (21-24 for seasons), day; 0 where unknown

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_WORD = re.compile(r"[^\W\d_]+")
_ISO = re.compile(r"^(-?\d{3,4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?:T.*)?$")
_SLASHED = re.compile(r"^(\d{1,2})/(\d{1,2})/(\d{4})$")
_CIRCA = re.compile(r"^(?:c\.|ca\.?|circa)\s*|\?$|~$", re.IGNORECASE)
_OPEN_RANGE = re.compile(r"^(.*?)\s*/\s*(?:\.\.)?$")  # EDTF: "2015/" and "2015/.."
_LAST_YEAR = 999_999
_RANGE = re.compile(r"\s*(?:/|--|\u2013|\s-\s)\s*")


@dataclass(frozen=True)
class DateValue:
    """One date or date range."""

    begin: DatePoint = (0, 0, 0)
    end: DatePoint | None = None
    open_end: bool = False
    season: str = ""
    literal: str = ""
    circa: bool = False


def parse_date(value: object) -> DateValue | None:
    """Read a CSL-JSON date; None where nothing usable is given."""
    if isinstance(value, (int, str)) and not isinstance(value, bool):
        value = {"raw": str(value)}
    if not isinstance(value, dict):
        return None
    circa = bool(value.get("circa")) and value.get("circa") != "0"
    points = [point for point in map(_point, _as_list(value.get("date-parts"))) if point]
    raw = value.get("raw")
    if not points and isinstance(raw, (str, int)) and str(raw).strip():
        return _parse_raw(str(raw).strip(), circa)
    season, month = _season(value.get("season"))
    literal = value.get("literal")
    if not points or points[0] == (0, 0, 0):
        if isinstance(literal, (str, int)) and str(literal).strip():
            return DateValue(literal=parse_rich_text(str(literal)), circa=circa)
        if not season:
            return None
        return DateValue(season=season, circa=circa)
    begin = points[0]
    if month and not begin[1]:
        begin = (begin[0], month, begin[2])
        season = ""
    if len(points) == 1:
        return DateValue(begin, season=season, circa=circa)
    if points[1] == (0, 0, 0):
        return DateValue(begin, open_end=True, season=season, circa=circa)
    return DateValue(begin, end=points[1], season=season, circa=circa)


def _as_list(value: object) -> list[object]:
    return list(value) if isinstance(value, (list, tuple)) else []


def _point(value: object) -> DatePoint | None:
    if isinstance(value, (int, str)) and not isinstance(value, bool):
        value = [value]
    numbers: list[int] = []
    for part in _as_list(value)[:3]:
        number = _integer(part)
        if number is None:
            break
        numbers.append(number)
    if not numbers:
        return None
    year, month, day = (*numbers, 0, 0)[:3]
    if 13 <= month <= 20:  # the seasons of some exporters
        month = month + 8 if month <= 16 else month + 4
    if not (1 <= month <= 12 or 21 <= month <= 24):
        month = day = 0
    if not 1 <= day <= 31:
        day = 0
    return (year, month, day)


def _integer(value: object) -> int | None:
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        return None
    number = whole_number(str(value).split(".")[0], least=-_LAST_YEAR)
    return None if number is None or number > _LAST_YEAR else number


def _season(value: object) -> tuple[str, int]:
    """Return a season as text, or as one of the pseudo-months 21 to 24."""
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        return "", 0
    text = str(value).strip()
    if text.isdigit():
        number = whole_number(text) or 0
        return ("", number + 20) if 1 <= number <= 4 else ("", 0)
    return parse_rich_text(text), 0


def _parse_raw(raw: str, circa: bool) -> DateValue | None:
    text = _CIRCA.sub("", raw).strip()
    circa = circa or text != raw
    if (match := _OPEN_RANGE.match(text)) and (begin := _raw_point(match[1])):
        return DateValue(begin, open_end=True, circa=circa)
    whole = _raw_point(text)
    if whole:
        return DateValue(whole, circa=circa)
    sides = [side for side in _RANGE.split(text) if side]
    if len(sides) == 1 and re.fullmatch(r"\d{4}-\d{4}", text):
        sides = text.split("-")
    if len(sides) == 2:
        begin, end = _raw_point(sides[0]), _raw_point(sides[1])
        if begin and end:
            return DateValue(begin, end=end, circa=circa)
    return DateValue(literal=parse_rich_text(raw), circa=circa)


def _raw_point(text: str) -> DatePoint | None:
    """Read one side of a raw date: ISO, English month or season with a year, or just a year."""
    if match := _ISO.match(text):
        return _point([part for part in match.groups() if part])
    if match := _SLASHED.match(text):
        first, second, year = (whole_number(part) or 0 for part in match.groups())
        return _point([year, second, first] if first > 12 else [year, first, second])
    words = [word.lower() for word in _WORD.findall(text)]
    numbers = [whole_number(number) or 0 for number in re.findall(r"\d+", text)]
    if not numbers or len(words) > 1 or len(numbers) > 2:
        return None
    month = 0
    if words:
        month = _SEASONS.get(words[0], 0)
        if not month and words[0][:3] in _MONTHS:
            month = _MONTHS.index(words[0][:3]) + 1
        if not month:
            return None
    year = max(numbers)
    days = [number for number in numbers if number != year]
    if year < 100 or (days and not month):
        return None
    return _point([year, month, *days] if month else [year])
