"""Translations from a PO file, and the number and month formats of the language (Babel)."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Sequence
from gettext import c2py
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from babel.numbers import format_decimal, get_decimal_symbol, get_group_symbol

from pprkb.languages import Words
from pprkb.text.number import whole_number

_POINT = re.compile(r"(?<=\d)\.(?=\d)")
_BARE = re.compile(r"(?<!\d)\.(?=\d)")
_GROUPS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_FIRST_DAY = re.compile(r"(?<!\d)1(?!\d)")


def read_catalogue(language: str) -> Catalog:
    """Return the PO file of a language in `OTHER_LANGUAGES`."""
    path = Path(__file__).with_name(f"{language}.po")
    with path.open("rb") as file:
        return read_po(file, locale=language)


def plural_form(expression: str) -> Callable[[int], int]:
    """Return the plural rule in the header of a file."""
    form: Callable[[int], int] = c2py(expression)
    return form


class Translated(Words):
    """Returns phrases from a PO file in this folder, or in English if they are missing there."""

    def __init__(self, locale: str) -> None:
        """Read the PO file of the language.

        Args:
            locale: A BCP 47 tag; its language must have a file.
        """
        self.locale, self.language = locale, locale.partition("-")[0]
        try:
            self._babel = Locale.parse(locale, sep="-")
        except UnknownLocaleError:
            self._babel = Locale(self.language)
        self.name = (self._babel.get_language_name(self._babel.language) or locale).capitalize()
        catalogue = read_catalogue(self.language)
        self._form_of = plural_form(catalogue.plural_expr)
        self._phrases: dict[str, tuple[str, ...]] = {}
        for message in catalogue:
            one = message.id if isinstance(message.id, str) else message.id[0]
            said = message.string if isinstance(message.string, tuple) else (message.string,)
            if one and all(said):
                self._phrases[one] = tuple(map(str, said))

    def said(self, english: str) -> str:
        """Return a phrase with its placeholders; in English if the file lacks it."""
        return self._phrases.get(english, (english,))[0]

    def counted(self, number: int, one: str, several: str) -> str:
        """Return the singular or plural form of a phrase for a number."""
        forms = self._phrases.get(one)
        if forms is None:
            return super().counted(number, one, several)
        return forms[min(self._form_of(number), len(forms) - 1)]

    def whole(self, number: int) -> str:
        """Return a whole number: "14 000"."""
        # Some locales use a thin space here, which few terminal fonts have.
        return format_decimal(number, locale=self._babel).replace("\u202f", "\u00a0")

    def number(self, written: str) -> str:
        """Return a number written with a point in the format of the language: "0,45"."""
        group = get_group_symbol(self._babel).replace("\u202f", "\u00a0")
        symbol = get_decimal_symbol(self._babel)
        if symbol == ",":
            # Before a comma the zero is always written.
            written = _BARE.sub("0.", written)
        return _POINT.sub(symbol, _GROUPS.sub(group, written))

    def percent(self, written: str) -> str:
        """Return a percentage: "95 %"."""
        return self("{number}%", number=self.number(written))

    def month(self, year: int, month: int) -> str:
        """Return a month: "avril 2016"."""
        return str(format_skeleton("yMMMM", datetime.date(year, month, 1), locale=self._babel))

    def date(self, iso: str) -> str:
        """Return an ISO date as precise as known: "1er octobre 2012"."""
        year, *rest = (whole_number(part, 0) for part in iso.split("-"))
        if not rest:
            return iso
        if len(rest) == 1:
            return self.month(year, rest[0])
        return self._dated(datetime.date(year, *rest[:2]), "long")

    def days(self, days: Sequence[datetime.date], *, month_first: bool = False) -> str:
        """Return a day with its weekday, or a range of days."""
        del month_first  # The locale decides.
        if len(days) == 1:
            return self._dated(days[0], "full")
        first, last = days
        form = "long"
        if first.year == last.year:
            form = "d" if first.month == last.month else "d MMMM"
        return self(
            "{first} – {last}", first=self._dated(first, form), last=self._dated(last, "long")
        )

    def _dated(self, day: datetime.date, form: str) -> str:
        said = str(format_date(day, form, locale=self._babel))
        return _FIRST_DAY.sub(self("1 (first day of a month)"), said, count=1)
