"""Names as BibTeX writes them."""

from __future__ import annotations

from pprkb.formats.bibtex.names import Name, parse_names
from pprkb.formats.latex.decode import encode
from pprkb.model.reference import Contributor


def write_names(
    people: tuple[Contributor, ...], *, incomplete: bool = False, use_prefix: bool = True
) -> str:
    """Write a list of names, encoded.

    "Last, First" and "von Last, Jr., First" where BibTeX reads them as they are meant, biblatex's
    `family=..., given=...` where it would not.

    Args:
        people: In printed order.
        incomplete: End the list in "and others".
        use_prefix: False where the entry says `useprefix=false`.

    Returns:
        The value of `author` or the like.
    """
    names = [_write_name(person, use_prefix) for person in people]
    if incomplete:
        names.append("others")
    return " and ".join(names)


def _write_name(person: Contributor, use_prefix: bool) -> str:
    wanted = Name(
        family=person.family,
        given=person.given,
        non_dropping_particle=person.non_dropping_particle,
        dropping_particle=person.dropping_particle,
        suffix=person.suffix,
        literal=person.literal,
    )
    if person.literal:
        body = "{" + encode(person.literal) + "}"
        return "{" + body + "}" if parse_names(body).incomplete else body
    particle = person.non_dropping_particle or person.dropping_particle
    family, given, suffix = encode(person.family), encode(person.given), encode(person.suffix)
    last = f"{encode(particle)} {family}" if particle else family
    forms = []
    if suffix:
        forms.append(f"{last}, {suffix}, {given}")
        forms.append(f"{last}, {{{suffix}}}, {{{given}}}")
    elif given:
        forms.append(f"{last}, {given}")
    else:
        forms.append(last)
    braced = f"{encode(particle)} {{{family}}}" if particle else f"{{{family}}}"
    if suffix:
        forms.append(f"{braced}, {{{suffix}}}, {{{given}}}")
    elif given:
        forms.append(f"{braced}, {given}")
        forms.append(f"{braced}, {{{given}}}")
    for form in forms:
        if _reads_as(form, wanted, use_prefix):
            return form
    return _extended(wanted)


def _reads_as(form: str, wanted: Name, use_prefix: bool) -> bool:
    # Within a list and at its end, so that a name such as "others" or "A and B" is found out.
    for context, count in ((f"A and {form} and B", 3), (f"A and {form}", 2)):
        read = parse_names(context, use_prefix=use_prefix)
        if read.flaws or read.incomplete or len(read.names) != count or read.names[1] != wanted:
            return False
    return True


def _extended(name: Name) -> str:
    particle = name.non_dropping_particle or name.dropping_particle
    parts = [
        ("family", name.family),
        ("given", name.given),
        ("prefix", particle),
        ("suffix", name.suffix),
    ]
    written = [f"{label}={{{encode(text)}}}" for label, text in parts if text]
    if particle:
        written.append(f"useprefix={'true' if name.non_dropping_particle else 'false'}")
    return ", ".join(written)
