"""Translation of pprkb's own text: headings, notices, the words between data.

Code calls `words("Practice implications")` with an English phrase, and gets it in the language of
`words`. A language is one file in this folder, such as `fr.po`; `docs/languages.md` explains how to
add one. Text by authors and agencies, such as titles and prose, is never translated.

English needs neither a file nor a library. Babel reads the other languages, with their plurals and
months.
"""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from pprkb.text.markup import Run
from pprkb.text.number import whole_number

_PLACE = re.compile(r"\{(\w+)\}")
_NUMBER = re.compile(r"[-−]?[\d.,]*\d")
_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z]{4})?(?:-(?:[A-Za-z]{2}|\d{3}))?\Z")

Runs = tuple[Run, ...]


def phrase(english: str) -> str:
    """Return a phrase unchanged, marked for translation by `Words` elsewhere."""
    return english


class Told(str):
    """A phrase in English that keeps its parts, so that it can be translated later."""

    english: str
    values: dict[str, str]

    def __new__(cls, english: str, /, **values: str) -> Told:
        """Fill the placeholders of a phrase with values."""
        made = super().__new__(cls, english.format(**values))
        made.english, made.values = english, values
        return made


class Words:
    """Returns phrases in English; subclasses translate them.

    A phrase may have placeholders, `{name}`. Values are inserted as they are: format numbers with
    `whole` and `number`.
    """

    locale = "en-US"
    """A BCP 47 tag."""
    language = "en"
    """The primary language subtag."""
    name = "English"
    """The language's own name."""

    @property
    def tag(self) -> str:
        """The language tag of pages and feeds; English has no country there."""
        return "en" if self.language == "en" else self.locale

    def __call__(self, english: str, /, **values: str) -> str:
        """Return a phrase with its placeholders filled."""
        said = self.said(english)
        return said.format(**values) if values else said

    def again(self, told: str) -> str:
        """Translate a phrase that was made in English, including its values."""
        if not isinstance(told, Told):
            return self(told)
        values = {
            name: self.number(value) if _NUMBER.fullmatch(value) else self.again(value)
            for name, value in told.values.items()
        }
        return self(told.english, **values)

    def said(self, english: str) -> str:
        """Return a phrase with its placeholders."""
        return english

    def many(self, number: int, one: str, several: str, /, **values: str) -> str:
        """Return the singular or plural phrase for a number, filled in as `{n}`."""
        return self.counted(number, one, several).format(n=self.whole(number), **values)

    def counted(self, number: int, one: str, several: str) -> str:
        """Return the singular or plural phrase for a number, with its placeholders."""
        return one if number == 1 else several

    def in_runs(self, english: str, /, **values: Runs | str) -> Runs:
        """Return a phrase with its placeholders filled with formatted text."""
        runs: list[Run] = []
        for index, piece in enumerate(_PLACE.split(self.said(english))):
            value = values[piece] if index % 2 else piece
            if isinstance(value, tuple):
                runs += value
            elif value:
                runs.append(Run(text=value))
        return tuple(runs)

    def listed(self, items: Sequence[str]) -> str:
        """Return "a, b and c"."""
        if len(items) < 2:
            return "".join(items)
        return self("{first} and {last}", first=", ".join(items[:-1]), last=items[-1])

    def whole(self, number: int) -> str:
        """Return a whole number: "14,000"."""
        return f"{number:,}"

    def number(self, written: str) -> str:
        """Return a number written with a point as printed: "0.45", ".28"."""
        return written

    def percent(self, written: str) -> str:
        """Return a percentage: "95%"."""
        return f"{written}%"

    def month(self, year: int, month: int) -> str:
        """Return a month: "April 2016"."""
        return f"{calendar.month_name[month]} {year}"

    def date(self, iso: str) -> str:
        """Return an ISO date as precise as known: "1 October 2012", "October 2012", "2012"."""
        year, *rest = iso.split("-")
        parts = [str(whole_number(day, 0)) for day in rest[1:]]
        parts += [calendar.month_name[whole_number(month, 0, most=12)] for month in rest[:1]]
        return " ".join((*parts, year))

    def days(self, days: Sequence[datetime.date], *, month_first: bool = False) -> str:
        """Return a day with its weekday, or a range of days.

        "Monday, September 13, 2027", "13–17 September 2027".

        Args:
            days: One day, or the first and last of a range.
            month_first: Whether the month comes before the day, as in American English.
        """
        if len(days) == 1:
            name = calendar.day_name[days[0].weekday()]
            between = ", " if month_first else " "
            return f"{name}{between}{_day(days[0], month_first=month_first)}"
        first, last = days
        if (first.year, first.month) == (last.year, last.month):
            span = f"{first.day}–{last.day}"
            month = calendar.month_name[first.month]
            if month_first:
                return f"{month} {span}, {first.year}"
            return f"{span} {month} {first.year}"
        begin = _day(first, month_first=month_first, year=first.year != last.year)
        return self("{first} – {last}", first=begin, last=_day(last, month_first=month_first))

    def capital(self, text: str) -> str:
        """Return text with its first letter capitalised."""
        return text[:1].upper() + text[1:]


def _day(day: datetime.date, *, month_first: bool, year: bool = True) -> str:
    month = calendar.month_name[day.month]
    said = f"{month} {day.day}" if month_first else f"{day.day} {month}"
    if not year:
        return said
    return f"{said}, {day.year}" if month_first else f"{said} {day.year}"


ENGLISH = Words()


_HERE = Path(__file__).parent
OTHER_LANGUAGES = tuple(sorted(path.stem for path in _HERE.glob("*.po")))
"""The available languages besides English, such as "fr"."""

LANGUAGES = ("en", *OTHER_LANGUAGES)
"""The available languages."""
_USAGE = re.compile(r'^"Language: ([\w-]+)', re.MULTILINE)


@lru_cache
def usage_of(language: str) -> str:
    """Return the locale of a language's translation: "fr-CA" for "fr"."""
    if language not in OTHER_LANGUAGES:
        return language
    text = (_HERE / f"{language}.po").read_text(encoding="utf-8")
    found = _USAGE.search(text)
    return found[1].replace("_", "-") if found else language


def words_for(locale: str) -> Words:
    """Return the words for a locale, such as "fr-CA"; English if there is no translation."""
    tag = locale.strip().replace("_", "-")
    language = tag.partition("-")[0].lower()
    if language == "en" or not _TAG.match(tag):
        return ENGLISH
    return _translated(f"{language}{tag[len(language) :]}")


@lru_cache(maxsize=16)
def _translated(locale: str) -> Words:
    language = locale.partition("-")[0]
    if language not in OTHER_LANGUAGES:
        return ENGLISH
    # Babel takes a while to load, and English needs none of it.
    from pprkb.languages.translated import Translated

    return Translated(locale)
