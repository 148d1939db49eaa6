"""The head of a reference: authors or editors and the date, or a title and the date.

The forms are those of the APA manual, 7th edition, sections 9.13 to 9.17, and what people print
instead of them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from pprkb.formats.printed.draft import Draft, claim_people, roles_of
from pprkb.formats.printed.people import Names, read_names
from pprkb.formats.printed.vocabulary import is_title_case
from pprkb.model.reference import PartialDate, Role
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
"""The maximum number of dates of one form to consider."""


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
        until: The position at which to stop looking for dates.
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
    """Read the content of parentheses; None if it is not a date.

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


# -- authors or editors and the date, or a title and the date ------------------------------------

_ROLE = re.compile(
    r",?\s?(?:\(\s?(?P<role>(?:[A-Z][a-z]{2,9}\s)?"
    r"(?:Eds?|Hrsg|Hg|Trans|Comps?|(?:Editor|Director|Producer|Host|Writer|Chair|Composer|Curator)s?)"
    r"\b\.?(?:\s?(?:&|and)\s?(?:Eds?|Trans|(?:Director|Producer|Writer)s?)\.?)?)\s?\)"
    r"|,?\s(?P<bare>[Ee]ds?\.|editors?))[\s.,]{0,3}$"
)
_NUMBERED = re.compile(r"(?:\[\d{1,4}\]|\(?\d{1,3}[.)])\s")
_WITH = re.compile(
    r"[,\s]{0,2}\(with\s(?P<names>[^()]{3,100})\)[\s.,]{0,3}$"
    r"|[,.]\swith\s(?P<bare>[^()]{3,100}?[.,])\s?$",
    re.I,
)
_FARTHEST = 4000
"""The maximum distance of the date from the beginning, in characters."""


@dataclass(kw_only=True)
class Head:
    """Authors and date, where they are in the text."""

    date: FoundDate
    names: Names | None = None
    roles: tuple[Role, ...] = (Role.AUTHOR,)
    label_end: int = 0
    """Where the label of the roles ends."""
    companions: Names | None = None
    """The people named after "with"."""
    companions_span: tuple[int, int] = (0, 0)
    title: tuple[int, int] | None = None
    """The title, if it precedes the date because no author is named."""

    @property
    def end(self) -> int:
        """Where the date ends."""
        return self.date.end

    def claim(self, draft: Draft) -> None:
        """Claim the names; the date is claimed by the caller."""
        if self.names is None:
            draft.doubt("No author is named: the title comes before the date.")
            return
        claim_people(draft, self.names, self.roles, self.names.names[0].start, self.label_end)
        if self.companions is not None and self.companions.names:
            claim_people(draft, self.companions, (Role.CONTRIBUTOR,), *self.companions_span)


def find_head(draft: Draft) -> Head | None:
    """Find authors and date; None if the text does not begin like a reference in APA style."""
    text = draft.text
    first = _NUMBERED.match(text)
    start = first.end() if first else 0
    titled: Head | None = None
    for date in find_dates(text, _FARTHEST):
        if date.start <= start or _runs_on(text, date.end):
            continue
        if (head := _with_names(text, start, date)) is not None:
            return head
        titled = titled or _with_title(text, start, date)
    return titled


def _with_names(text: str, start: int, date: FoundDate) -> Head | None:
    end = date.start
    label = _ROLE.search(text, max(start, end - 60), end)
    roles = roles_of(label["role"] or label["bare"]) if label else ()
    names_end = label.start() if label and roles else end
    companions = _WITH.search(text, max(start, names_end - 120), names_end)
    if companions:
        names_end = companions.start()
    names = read_names(text, start, names_end)
    if not _are_names(text, names, start, names_end, strict=bool(date.doubt)):
        return None
    head = Head(date=date, names=names)
    if label and roles:
        head.roles = roles
        head.label_end = label.start() + len(label.group().rstrip(" .,"))
    if companions:
        bare = companions["names"] is None
        first, last = companions.span("bare" if bare else "names")
        head.companions = read_names(text, first, last)
        begin = (
            text.index("with", companions.start()) if bare else text.index("(", companions.start())
        )
        head.companions_span = begin, last if bare else last + 1
    return head


def _with_title(text: str, start: int, date: FoundDate) -> Head | None:
    """Return a head with a title: "List of firms. (2019)."."""
    stretch = text[start : date.start].rstrip()
    ended = stretch.endswith((".", "?", "!", ")", "]")) and len(stretch.split()) > 1
    begun = stretch[:1].isupper() or stretch[:1] in "“\"‘'(["
    followed = text[date.end : date.end + 1] in ("", ".", ",", ";")
    if date.doubt or not (ended and begun and followed):
        return None
    return Head(date=date, title=(start, start + len(stretch)))


def _runs_on(text: str, place: int) -> bool:
    """Return whether prose goes on after a date: "Lambert (2013) found that …"."""
    behind = text[place : place + 3]
    return (behind[:1] == " " and behind[1:].islower()) or behind in ("’s ", "'s ", "), ")


def _are_names(text: str, names: Names, start: int, end: int, *, strict: bool) -> bool:
    """Return whether the text before a date is a list of names."""
    if not names.names:
        return False
    if strict:
        return names.plain and names.persons
    if names.plain or (names.persons and not names.odd):
        return True
    if names.persons:
        # "Author: Wampold, B. E." is hardly one.
        covered = sum(name.end - name.start for name in names.names)
        return covered >= 0.6 * (end - start)
    alone = names.names[0]
    words = text[alone.start : alone.end].split()
    # A name alone, "Aristotle. (1994)", or "Carl Rogers (1951)".
    return (
        len(names.names) <= 2
        and not names.odd
        and (len(words) <= 4 or is_title_case(text[start:end]))
    )
