"""A personal or institutional name as its parts (CSL 1.0.2, Names, Name-part Order)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from pprkb.csl.text.marks import parse_rich_text

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
