"""What was read from a reference, in the words of the tables of cases."""

from __future__ import annotations

from dataclasses import fields

from pprkb.formats.printed.head import date_text
from pprkb.model.reference import Contributor, Reference, inverted

DATES = ("issued", "accessed", "event_date", "original_date", "submitted")


def person(contributor: Contributor) -> str:
    return f"{{{contributor.literal}}}" if contributor.literal else inverted(contributor)


def told(reference: Reference | None) -> dict[str, object]:
    """Return the fields that are filled: names by role as "Family, Given", bodies in braces."""
    if reference is None:
        return {}
    found: dict[str, object] = {"type": reference.type.value}
    for contributor in reference.contributors:
        names = found.setdefault(contributor.role.value.replace("-", "_"), [])
        assert isinstance(names, list)
        names.append(person(contributor))
    if reference.incomplete:
        found["incomplete"] = sorted(role.value for role in reference.incomplete)
    for field in fields(reference):
        value = getattr(reference, field.name)
        if field.name in DATES and value is not None:
            found[field.name] = date_text(value)
        elif isinstance(value, str) and value and field.name not in ("key", "type"):
            found[field.name] = value
    return found
