"""One CSL-JSON item, read defensively: its dates, its names, and each variable parsed once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

from citeproc.source import BibliographySource, Date, DateRange, LiteralDate
from citeproc.source import Name as CiteprocName
from citeproc.string import MixedString, NoCase

from pprkb.csl.text.marks import parse_rich_text
from pprkb.csl.text.numbers import whole_number

# -- dates ---------------------------------------------------------------------------------------


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
    """Read a CSL-JSON date; None if nothing usable is given."""
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


# -- names ---------------------------------------------------------------------------------------


_ELIDED = re.compile(
    r"^([a-zà-ÿ]{1,3}['\u2019\-\u2010])(?=[^\W\d_a-zà-ÿ])"
)  # d'Artagnan, al-Aswani
_SUFFIX = re.compile(
    r"^(.*?\S)\s*,(!?)\s*((?:[JS]r\.?|[IVX]+|\d+(?:st|nd|rd|th)|Esq\.?|M\.?D\.?"
    r"|Ph\.?D\.?))$"
)
# most names: nothing in them can be a particle, a suffix or markup
_SIMPLE = re.compile(r"^[A-Z][A-Za-z]*(?:[ \-][A-Z][a-z]*\.?)*$|^(?:[A-Z]\. ?)+$")
_NON_BYZANTINE = re.compile(
    "[\u1100-\u11ff\u2e80-\u2fdf\u3040-\u9fff\uac00-\ud7af\uf900-\ufaff\uff66-\uff9f]"
)
_LATIN_LETTER = re.compile("[A-Za-z\u00c0-\u024f\u0370-\u052f]")


OTHERS = "others"
"""As a literal after other names: more were there, but are not known ("and others" in BibTeX).

CSL has no word for it; pandoc's citeproc reads the same one.
"""


@dataclass(frozen=True)
class Name:
    """One name; every part is a marked string, an absent part is empty."""

    family: str = ""
    given: str = ""
    dropping: str = ""
    non_dropping: str = ""
    suffix: str = ""
    comma_suffix: bool = False
    comma_dropping: bool = False
    literal: str = ""
    family_first: bool = False
    others: bool = False
    """Whether it is no name, but says that some are missing here."""

    @cached_property
    def identity(self) -> tuple[str, ...]:
        """Return what makes two names the same person for disambiguation and substitution."""
        return (
            self.literal,
            self.family,
            self.given.replace(". ", "."),
            self.non_dropping,
            self.dropping,
            self.suffix,
        )


def parse_names(value: object) -> tuple[Name, ...]:
    """Read the names of a CSL-JSON name variable, leaving out anything that is not a name."""
    if isinstance(value, (str, dict)):
        value = [value]
    if not isinstance(value, (list, tuple)):
        return ()
    names: list[Name] = []
    for part in value:
        if names and isinstance(part, dict) and part.get("literal") == OTHERS:
            names.append(Name(others=True))
        elif name := _parse_name(part):
            names.append(name)
    return tuple(names)


def _parse_name(value: object) -> Name | None:
    if isinstance(value, str):
        literal = parse_rich_text(value.strip())
        return Name(literal=literal) if literal else None
    if not isinstance(value, dict):
        return None
    literal = _part(value, "literal")
    if literal:
        return Name(literal=literal)
    family, given = _part(value, "family", raw=True), _part(value, "given", raw=True)
    if len(value) == 2 and _SIMPLE.match(family) and _SIMPLE.match(given):
        return Name(family=family, given=given)
    dropping, non_dropping = (
        _part(value, "dropping-particle"),
        _part(value, "non-dropping-particle"),
    )
    suffix = _part(value, "suffix")
    comma_suffix = bool(value.get("comma-suffix"))
    comma_dropping = False
    if len(family) > 1 and family[0] == family[-1] == '"':
        # a quoted family name is one word, whatever it looks like
        family = family[1:-1]
    elif family and given and not non_dropping:
        non_dropping, family = _split_non_dropping(family)
    if given and not suffix and (match := _SUFFIX.match(given)):
        given, suffix, comma_suffix = match[1], match[3], bool(match[2])
    if given and family and not dropping:
        given, dropping, comma_dropping = _split_dropping(given)
    if not (family or given or suffix):
        return None
    if not family:
        family, given = given, ""
    together = family + given
    return Name(
        family=parse_rich_text(family),
        given=parse_rich_text(given),
        dropping=parse_rich_text(dropping),
        non_dropping=parse_rich_text(non_dropping),
        suffix=parse_rich_text(suffix),
        comma_suffix=comma_suffix,
        comma_dropping=comma_dropping,
        family_first=bool(_NON_BYZANTINE.search(together)) and not _LATIN_LETTER.search(together),
    )


def _split_non_dropping(family: str) -> tuple[str, str]:
    """Split off lower-case words before a capitalized family name: a non-dropping particle."""
    words = family.split(" ")
    count = 0
    while count < len(words) - 1 and words[count].islower():
        count += 1
    rest = " ".join(words[count:])
    if elided := _ELIDED.match(rest):
        return " ".join([*words[:count], elided[1]]), rest[elided.end() :]
    if not count or words[count].islower():
        return "", family
    particle = " ".join(words[:count])
    # "de' Frinkle" keeps its space, which an apostrophe would swallow
    return (particle + " " if particle[-1] in "'\u2019" else particle), rest


def _split_dropping(given: str) -> tuple[str, str, bool]:
    """Split off lower-case words at the end of the given name: a dropping particle."""
    words = given.split()
    count = 0
    while count < len(words) - 1 and words[-1 - count].islower():
        count += 1
    if not count:
        return given, "", False
    rest = " ".join(words[:-count])
    comma = rest.endswith(",")
    return rest.rstrip(","), " ".join(words[-count:]), comma


def _part(value: dict[object, object], key: str, raw: bool = False) -> str:
    part = value.get(key)
    if isinstance(part, bool) or not isinstance(part, (str, int, float)):
        return ""
    text = str(part).strip(" ")
    return text if raw else parse_rich_text(text)


# -- items ---------------------------------------------------------------------------------------


# CSL 1.0.2, Appendix IV (Variables)
NAME_VARIABLES = frozenset((
    "author", "chair", "collection-editor", "compiler", "composer", "container-author",
    "contributor", "curator", "director", "editor", "editorial-director", "editor-translator",
    "editortranslator", "executive-producer", "guest", "host", "illustrator", "interviewer",
    "narrator", "organizer", "original-author", "performer", "producer", "recipient",
    "reviewed-author", "script-writer", "series-creator", "translator",
))  # fmt: skip
DATE_VARIABLES = frozenset((
    "accessed", "available-date", "container", "event-date", "issued", "original-date", "submitted",
))  # fmt: skip
NUMBER_VARIABLES = frozenset((
    "chapter-number", "citation-number", "collection-number", "edition",
    "first-reference-note-number", "issue", "locator", "number", "number-of-pages",
    "number-of-volumes", "page", "page-first", "part-number", "printing-number", "section",
    "supplement-number", "version", "volume",
))  # fmt: skip
# what exporters write for variables that CSL 1.0.2 spells differently
_ALIASES = {
    "title-short": ("shortTitle",),
    "container-title-short": ("journalAbbreviation", "shortJournal"),
    "event-title": ("event",),
    "event": ("event-title",),
    "editor-translator": ("editortranslator",),
}


_PAGE_END = re.compile("[-\u2013,&]")


class Entry:
    """An item with its variables as marked strings, names and dates."""

    __slots__ = ("_dates", "_names", "_raw", "_texts", "data", "key", "language", "present", "type")

    def __init__(self, data: Mapping[str, object], key: str) -> None:
        """Wrap CSL-JSON `data`, which is never changed."""
        self.data = data
        self.key = key
        kind = data.get("type")
        self.type = kind if isinstance(kind, str) else ""
        self._texts: dict[str, str] = {}
        self._raw: dict[str, str] = {}
        self._names: dict[str, tuple[Name, ...]] = {}
        self._dates: dict[str, DateValue] = {}
        for variable, value in data.items():
            if value is not None and isinstance(variable, str):
                self._read(variable, value)
        for variable, aliases in _ALIASES.items():
            self._read_alias(variable, aliases)
        if "page" in self._raw and "page-first" not in self._raw:
            self._raw["page-first"] = _PAGE_END.split(self._raw["page"])[0].strip()
        # CSL 1.0.2, Choose, variable: what is not in here tests as empty
        self.present = frozenset((*self._raw, *self._names, *self._dates))
        self.language = self.raw("language").lower()

    def raw(self, variable: str) -> str:
        """Return a variable as it is, without any parsing."""
        return self._raw.get(variable, "")

    def text(self, variable: str) -> str:
        """Return a variable as a marked string; empty if it has no value."""
        text = self._texts.get(variable)
        if text is None:
            text = self._texts[variable] = parse_rich_text(self._raw.get(variable, ""))
        return text

    def names(self, variable: str) -> tuple[Name, ...]:
        """Return the names of a name variable."""
        return self._names.get(variable, ())

    def date(self, variable: str) -> DateValue | None:
        """Return the date of a date variable."""
        return self._dates.get(variable)

    def _read(self, variable: str, value: object) -> None:
        if variable in NAME_VARIABLES:
            if names := parse_names(value):
                self._names[variable] = names
        elif variable in DATE_VARIABLES:
            if date := parse_date(value):
                self._dates[variable] = date
        elif text := _as_text(value):
            self._raw[variable] = text

    def _read_alias(self, variable: str, aliases: tuple[str, ...]) -> None:
        if variable in self._raw or variable in self._names:
            return
        for alias in aliases:
            if alias in self._names:
                self._names[variable] = self._names[alias]
            elif alias in self._raw:
                self._raw[variable] = self._raw[alias]


def _as_text(value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


ItemSource: TypeAlias = BibliographySource | Iterable[Mapping[str, object]]

_DATE_PARTS = ("year", "month", "day")


def read_entries(items: ItemSource) -> dict[str, Entry]:
    """Return entries by id, case-sensitive; a later item replaces one with the same id."""
    if isinstance(items, BibliographySource):
        references: dict[str, dict[str, object]] = items
        return {str(key): Entry(_from_citeproc(item), str(key)) for key, item in references.items()}
    entries = {}
    for index, item in enumerate(items):
        if isinstance(item, Mapping):
            key = str(item.get("id", index))
            entries[key] = Entry(item, key)
    return entries


def _from_citeproc(reference: dict[str, object]) -> dict[str, object]:
    """Convert a citeproc-py `Reference` back into CSL-JSON."""
    data: dict[str, object] = {}
    for name, value in dict.items(reference):
        converted = _value(value)
        if converted is not None:
            data[name if name == "type" else name.replace("_", "-")] = converted
    return data


def _value(value: object) -> object:
    if isinstance(value, MixedString):
        return "".join(
            f'<span class="nocase">{part}</span>' if isinstance(part, NoCase) else str(part)
            for part in value
        )
    if isinstance(value, (list, tuple)):
        return [dict(name) for name in value if isinstance(name, CiteprocName)]
    if isinstance(value, DateRange):
        points = [_date_parts(value["begin"])]
        points.append(_date_parts(value["end"]) if dict.get(value, "end") else [0])
        return {"date-parts": points, "circa": bool(dict.get(value, "circa"))}
    if isinstance(value, LiteralDate):
        return {"literal": str(value["text"]), "circa": bool(dict.get(value, "circa"))}
    if isinstance(value, Date):
        date: dict[str, object] = {"date-parts": [_date_parts(value)]}
        date.update({key: value[key] for key in ("season", "circa") if dict.get(value, key)})
        return date
    return value


def _date_parts(date: dict[str, object]) -> list[object]:
    parts: list[object] = []
    for name in _DATE_PARTS:
        part = dict.get(date, name)
        if part is None:
            break
        parts.append(part)
    return parts
