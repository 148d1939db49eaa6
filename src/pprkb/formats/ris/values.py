"""How RIS spells names, dates, pages and numbers, both ways."""

from __future__ import annotations

import re

from pprkb.model.number import MOST, whole_number
from pprkb.model.reference import Contributor, PartialDate, Role

# A space that may stand for any other: the no-break spaces are kept.
_SPACE = re.compile(r"[^\S\u00a0\u2007\u202f]+")
_FORBIDDEN = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")

_SEASONS = ("Spring", "Summer", "Autumn", "Winter")
_SEASON_NUMBERS = {name.lower(): number for number, name in enumerate(_SEASONS, 1)} | {"fall": 3}
_CIRCA = "circa"
_DATE = re.compile(
    r"(?P<year>-?\d{1,4})(?:[/-](?P<month>\d{0,2})(?:[/-](?P<day>\d{0,2})(?:/(?P<other>.*))?)?)?/*"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

_PAGE_RANGE = re.compile(r"([^\s,;–]+)\s?–\s?([^\s,;–]+)")
_TYPED_RANGE = re.compile(r"(\w+)\s?(?:-{1,3}|–|—)\s?(\w+)")

_ISSN = re.compile(r"\d{4}-?\d{3}[\dXx]")
_ISBN = re.compile(r"(?:\d[- ]?){9}[\dXx]|97[89][- ]?(?:\d[- ]?){9}\d")
_PREFIX = re.compile(r"(?:e-?)?IS[SB]N(?:-1[03])?:?\s*", re.IGNORECASE)


def one_line(text: str) -> str:
    """Return a value on one line, for a line that ends is a record that breaks."""
    return _SPACE.sub(" ", _FORBIDDEN.sub("", text)).strip()


def name_text(contributor: Contributor) -> str:
    """Write a name as "Family, Given, Suffix"; a body as it is.

    A comma at the end says that a name with commas is that of a body, as EndNote has it.
    """
    if contributor.literal:
        body = one_line(contributor.literal).rstrip(", ")
        return f"{body}," if "," in body else body
    family = f"{contributor.non_dropping_particle} {contributor.family}"
    given = f"{contributor.given} {contributor.dropping_particle}"
    parts = [one_line(part.replace(",", " ")) for part in (family, given, contributor.suffix)]
    while parts and not parts[-1]:
        parts.pop()
    return ", ".join(parts)


def read_name(text: str, role: Role) -> Contributor | None:
    """Read a name; one without a comma is that of a body."""
    text = text.strip()
    if text.endswith(","):
        text = text.rstrip(", ")
        return Contributor(role=role, literal=text) if text else None
    family, *rest = (part.strip() for part in text.split(",", 2))
    if not rest:
        return Contributor(role=role, literal=family) if family else None
    return Contributor(
        role=role, family=family, given=rest[0], suffix=rest[1] if len(rest) > 1 else ""
    )


def date_text(date: PartialDate) -> str:
    """Write a date as "YYYY/MM/DD/other"; the end of a range has no place in it."""
    if date.year is None:
        return one_line(date.literal)
    sign = "-" if date.year < 0 else ""
    other = _CIRCA if date.circa else ""
    if date.season and 1 <= date.season <= len(_SEASONS):
        other = f"{other} {_SEASONS[date.season - 1]}".strip()
    month = f"{date.month:02d}" if date.month else ""
    day = f"{date.day:02d}" if date.day and date.month else ""
    return f"{sign}{abs(date.year):04d}/{month}/{day}/{other}"


def read_date(text: str) -> PartialDate | None:
    """Read a date; words that are none are kept as `literal`."""
    text = text.strip()
    if not text.strip("/"):
        return None
    match = _DATE.fullmatch(text)
    if not match:
        return _worded_date(text)
    month, day = (whole_number(match[part] or "0", 0) or None for part in ("month", "day"))
    if (month or 0) > 12 or (day or 0) > 31:
        return PartialDate(literal=text)
    other = (match["other"] or "").strip().lower()
    circa = _CIRCA in other.split()
    season = _SEASON_NUMBERS.get(other.replace(_CIRCA, "").strip())
    return PartialDate(
        year=whole_number(match["year"], 0, least=-MOST),
        month=month,
        day=day if month else None,
        season=season,
        circa=circa,
    )


def _worded_date(text: str) -> PartialDate:
    """Read "April 2015" and "2015 Apr 27", as some data bases write dates."""
    words = re.findall(r"\w+", text.lower())
    years = [word for word in words if re.fullmatch(r"\d{4}", word)]
    months = [_MONTHS.index(word[:3]) + 1 for word in words if word[:3] in _MONTHS]
    days = [whole_number(word, 0) for word in words if re.fullmatch(r"\d{1,2}", word)]
    if len(years) != 1 or len(months) > 1 or len(words) != len(years) + len(months) + len(days):
        return PartialDate(literal=text)
    return PartialDate(
        year=whole_number(years[0], 0),
        month=months[0] if months else None,
        day=days[0] if months and len(days) == 1 and days[0] <= 31 else None,
    )


def split_pages(page: str) -> tuple[str, str]:
    """Return first and last page; pages that are no single range are all in the first."""
    page = one_line(page)
    match = _PAGE_RANGE.fullmatch(page)
    return (match[1], match[2]) if match else (page, "")


def join_pages(first: str, last: str) -> str:
    """Return pages with an en dash, from two tags or from one that holds both."""
    if last and last != first:
        return f"{first}–{last}" if first else last
    match = _TYPED_RANGE.fullmatch(first)
    return f"{match[1]}–{match[2]}" if match else first


def standard_number(text: str) -> tuple[str, str]:
    """Return the variable an SN is, "isbn", "issn" or "number", and its bare value."""
    bare = _PREFIX.sub("", text).strip()
    if _ISSN.fullmatch(bare):
        return "issn", bare
    return ("isbn", bare) if _ISBN.fullmatch(bare) else ("number", bare)
