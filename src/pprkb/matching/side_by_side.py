"""Comparing two references field by field."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pprkb.model.reference import PartialDate, Reference, Role
from pprkb.text.markup import strip_tags
from pprkb.text.spelling import fold

_SIGNS = re.compile(r"[\W_]+")
_FIELDS = (
    ("title", "title"),
    ("journal or book", "container_title"),
    ("volume", "volume"),
    ("issue", "issue"),
    ("number", "number"),
    ("pages", "page"),
    ("edition", "edition"),
    ("publisher", "publisher"),
    ("DOI", "doi"),
    ("PMID", "pmid"),
    ("address", "url"),
)
_COMPARED = tuple(field for field in _FIELDS if field[0] not in ("PMID", "address"))
"""Fields that are printed even if there is a DOI."""
_INITIAL = re.compile(r"\b(\w)\w*")


@dataclass(frozen=True, kw_only=True)
class Row:
    """One field of two references."""

    name: str
    first: str
    second: str

    @property
    def differs(self) -> bool:
        """Whether both have values that differ by more than case and punctuation."""
        one, other = (_SIGNS.sub("", fold(text)) for text in (self.first, self.second))
        return bool(one and other and one != other)


def side_by_side(first: Reference, second: Reference) -> tuple[Row, ...]:
    """Return the fields that are not empty in both references."""
    rows = [
        Row(name="type", first=first.type.value, second=second.type.value),
        Row(name="authors", first=_people(first), second=_people(second)),
        Row(name="date", first=date_in_words(first.issued), second=date_in_words(second.issued)),
    ]
    for name, attribute in _FIELDS:
        one, other = (strip_tags(getattr(work, attribute)) for work in (first, second))
        rows.append(Row(name=name, first=one, second=other))
    return tuple(row for row in rows if row.first or row.second)


def disagreements(first: Reference, second: Reference) -> tuple[Row, ...]:
    """Return the printed fields that differ between two references of one work.

    Only initials of given names and years of dates are compared, as most styles print them.
    """
    rows = [Row(name="year", first=str(first.year or ""), second=str(second.year or ""))]
    if first.contributors != second.contributors:
        people = Row(name="authors", first=_initialled(first), second=_initialled(second))
        rows.insert(0, people)
    if first.type is not second.type:
        rows.append(Row(name="type", first=first.type.value, second=second.type.value))
    for name, attribute in _COMPARED:
        one, other = getattr(first, attribute), getattr(second, attribute)
        # Two entries of one work are usually the same, so only differing values are examined.
        if one and other and one != other:
            rows.append(Row(name=name, first=strip_tags(one), second=strip_tags(other)))
    return tuple(row for row in rows if row.differs)


def fields_of(reference: Reference) -> tuple[tuple[str, str], ...]:
    """Return the fields of a reference as text."""
    return tuple((row.name, row.first) for row in side_by_side(reference, reference))


def date_in_words(date: PartialDate | None) -> str:
    """Return a date as precise as known: "2018-12-01", "2018", "in press"."""
    if date is None or date.year is None:
        return date.literal if date else ""
    parts = [str(date.year)]
    for part in (date.month, date.day):
        if part is None:
            break
        parts.append(f"{part:02d}")
    return "-".join(parts)


def _people(reference: Reference) -> str:
    role = Role.AUTHOR if reference.by_role(Role.AUTHOR) else Role.EDITOR
    names = [
        person.literal
        or ", ".join(
            filter(
                None,
                (
                    " ".join(filter(None, (person.non_dropping_particle, person.family))),
                    person.given,
                    person.suffix,
                ),
            )
        )
        for person in reference.by_role(role)
    ]
    if role in reference.incomplete:
        names.append("and others")
    if not names:
        return ""
    return "; ".join(names) + (" (editors)" if role is Role.EDITOR else "")


def _initialled(reference: Reference) -> str:
    people = reference.by_role(Role.AUTHOR) or reference.by_role(Role.EDITOR)
    names = []
    for person in people:
        initials = _INITIAL.sub(r"\1", person.given)
        names.append(
            person.literal or f"{person.non_dropping_particle} {person.family}, {initials}".strip()
        )
    return "; ".join(names)
