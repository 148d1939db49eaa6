"""The date of a section as a reader sees it: "Monday, January 11, 2027", "January 11–15, 2027"."""

from __future__ import annotations

import calendar
from datetime import date

from pprkb.model.reading_list import meeting_days

_MONTHS = calendar.month_name
_DAYS = calendar.day_name


def in_words(written: str, language: str = "en-US") -> str:
    """Return a date, or a range with a slash, in words; what is no ISO date stays as it is.

    Only English has words here: in any other language the ISO date is understood as it stands.

    Args:
        written: ISO date, or two of them with a slash between.
        language: BCP 47 tag; American English puts the month first.
    """
    days = meeting_days(written)
    if not days or not language.startswith("en"):
        return written
    month_first = language in ("en", "en-US")
    if len(days) == 1:
        between = ", " if month_first else " "
        return f"{_DAYS[days[0].weekday()]}{between}{_day(days[0], month_first=month_first)}"
    return _range(*days, month_first=month_first)


def _day(day: date, *, month_first: bool, year: bool = True) -> str:
    month = _MONTHS[day.month]
    words = f"{month} {day.day}" if month_first else f"{day.day} {month}"
    if not year:
        return words
    return f"{words}, {day.year}" if month_first else f"{words} {day.year}"


def _range(first: date, last: date, *, month_first: bool) -> str:
    if (first.year, first.month) == (last.year, last.month):
        days = f"{first.day}–{last.day}"
        month = _MONTHS[first.month]
        return f"{month} {days}, {first.year}" if month_first else f"{days} {month} {first.year}"
    begin = _day(first, month_first=month_first, year=first.year != last.year)
    return f"{begin} – {_day(last, month_first=month_first)}"
