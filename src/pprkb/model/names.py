"""The authors of a work as one says them."""

from __future__ import annotations

from pprkb.model.reference import Contributor, Reference, Role


def authors_in_words(reference: Reference, *, at_most: int | None = None) -> str:
    """Return the family names of authors, or editors, as one says them: "A, B & C".

    Args:
        reference: The work.
        at_most: From how many names on only the first is said, with "et al."
    """
    people = reference.by_role(Role.AUTHOR) or reference.by_role(Role.EDITOR)
    names = [
        person.literal or " ".join(filter(None, (person.non_dropping_particle, person.family)))
        for person in people
    ]
    if at_most is not None and len(names) > at_most:
        return f"{names[0]} et al."
    if reference.incomplete:
        return ", ".join(names) + " et al."
    return " & ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def inverted(person: Contributor) -> str:
    """Return a name with the family name first, "van der Kolk, B. A., Jr."; a body as it is."""
    if person.literal:
        return person.literal
    family = " ".join(filter(None, (person.non_dropping_particle, person.family)))
    given = " ".join(filter(None, (person.given, person.dropping_particle)))
    return ", ".join(filter(None, (family, given, person.suffix)))
