"""The head of a reference: authors or editors and the date, or a title and the date."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pprkb.formats.printed.dates import FoundDate, find_dates
from pprkb.formats.printed.draft import Draft, claim_people, roles_of
from pprkb.formats.printed.names import Names, read_names
from pprkb.formats.printed.vocabulary import is_title_case
from pprkb.model.reference import Role

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
"""How far the date may be from the beginning, in characters."""


@dataclass(kw_only=True)
class Head:
    """Authors and date, where they are in the text."""

    date: FoundDate
    names: Names | None = None
    roles: tuple[Role, ...] = (Role.AUTHOR,)
    label_end: int = 0
    """Where the label of the roles ends."""
    companions: Names | None = None
    """The people after "with"."""
    companions_span: tuple[int, int] = (0, 0)
    title: tuple[int, int] | None = None
    """The title, where it comes before the date because no author is named."""

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
    """Find authors and date; None where the text does not begin like a reference in APA style."""
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
