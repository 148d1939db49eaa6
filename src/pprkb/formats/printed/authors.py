"""The head of a reference: authors or editors and the date, or a title and the date."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pprkb.formats.printed.capitals import is_title_case
from pprkb.formats.printed.dates import FoundDate, find_dates
from pprkb.formats.printed.names import Names
from pprkb.formats.printed.people import read_names
from pprkb.formats.printed.reading import Reading
from pprkb.formats.printed.roles import claim_people, roles_of
from pprkb.model.reference import Role

_ROLE = re.compile(
    r",?\s?(?:\(\s?(?P<role>(?:[A-Z][a-z]{2,9}\s)?(?:Eds?|Hrsg|Hg|Trans|Editors?|Directors?|Producers?|Hosts?|Writers?|Comps?"
    r"|Chairs?|Composers?|Curators?)\b\.?(?:\s?(?:&|and)\s?(?:Eds?|Trans|Directors?|Producers?|Writers?)\.?)?)\s?\)"
    r"|,?\s(?P<bare>[Ee]ds?\.|editors?))[\s.,]{0,3}$"
)
_NUMBERED = re.compile(r"(?:\[\d{1,4}\]|\(?\d{1,3}[.)])\s")
_WITH = re.compile(r"[,\s]{0,2}\(with\s(?P<names>[^()]{3,100})\)[\s.,]{0,3}$", re.I)
_FARTHEST = 4000
"""Where the date is looked for, in characters."""


@dataclass(kw_only=True)
class Head:
    """Authors and date as they were found."""

    names: Names
    names_start: int
    names_end: int
    role: Role
    role_end: int
    date: FoundDate
    title: tuple[int, int] | None = None
    """The title, where it stands before the date and no author is named."""
    roles: tuple[Role, ...] = ()
    contributors: Names | None = None
    contributors_span: tuple[int, int] = (0, 0)

    @property
    def end(self) -> int:
        """Where the date ends."""
        return self.date.end

    def claim(self, reading: Reading) -> None:
        """Claim the names; the date is claimed by the caller."""
        if self.title is not None:
            reading.doubt("No author is named: the title stands before the date.")
            return
        roles = self.roles or (self.role,)
        claim_people(reading, self.names, roles, self.names.names[0].start, self.role_end)
        if self.contributors is not None:
            claim_people(reading, self.contributors, (Role.CONTRIBUTOR,), *self.contributors_span)


def find_head(reading: Reading) -> Head | None:
    """Find authors and date; None where the text does not begin as APA references do."""
    text = reading.text
    first = _NUMBERED.match(text)
    start = first.end() if first else 0
    titled: Head | None = None
    for date in find_dates(text, _FARTHEST):
        if date.start <= start:
            continue
        head = _before(reading, start, date)
        if head is None:
            continue
        if head.title is None:
            return head
        titled = titled or head
    return titled


def _before(reading: Reading, start: int, date: FoundDate) -> Head | None:
    text = reading.text
    end = date.start
    role = _ROLE.search(text, max(start, end - 60), end)
    roles = roles_of(role["role"] or role["bare"]) if role else ()
    names_end = role.start() if role and roles else end
    companions = _WITH.search(text, max(start, names_end - 120), names_end)
    if companions:
        names_end = companions.start()
    names = read_names(text, start, names_end)
    bare = bool(date.doubt)
    if _runs_on(text, date.end):
        return None
    if _are_names(text, names, start, names_end, strict=bare):
        head = Head(
            names=names,
            names_start=start,
            names_end=names_end,
            role=roles[0] if roles else Role.AUTHOR,
            roles=roles,
            role_end=role.end() if role and roles and not companions else names.names[-1].end,
            date=date,
        )
        if role and roles:
            head.role_end = role.start() + len(role.group().rstrip(" .,"))
        if companions:
            head.contributors = read_names(text, companions.start("names"), companions.end("names"))
            head.contributors_span = (
                companions.start() + len(companions.group()) - len(companions.group().lstrip(" ,")),
                companions.start() + len(companions.group().rstrip(" .,")),
            )
        return head
    title = _title_before(text, start, end) if not bare else None
    behind = text[date.end : date.end + 1]
    if title is None or (behind and behind not in ".,;"):
        return None
    return Head(
        names=names,
        names_start=start,
        names_end=names_end,
        role=Role.AUTHOR,
        role_end=end,
        date=date,
        title=title,
    )


def _runs_on(text: str, place: int) -> bool:
    """Say whether prose goes on behind a date: "Lambert (2013) found that …"."""
    behind = text[place : place + 3]
    return (behind[:1] == " " and behind[1:].islower()) or behind in ("’s ", "'s ", "), ")


def _are_names(text: str, names: Names, start: int, end: int, *, strict: bool) -> bool:
    """Say whether what stands before a date is a list of names."""
    if not names.names:
        return False
    if strict:
        return names.plain and names.persons
    if names.plain or (names.persons and not names.odd):
        return True
    if names.persons:
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


def _title_before(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return the stretch of a title that stands where authors should: "List of firms. (2019)."."""
    stretch = text[start:end].rstrip()
    if not stretch.endswith((".", "?", "!", ")", "]")) or len(stretch.split()) < 2:
        return None
    if not (stretch[0].isupper() or stretch[0] in "“\"‘'(["):
        return None
    return start, start + len(stretch)
