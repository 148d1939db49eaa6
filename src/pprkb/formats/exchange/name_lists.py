"""Names of people and bodies, as databases and other programs write them into one value.

RIS and JSON have a place for each name. Exports put whole lists there, names without a comma,
degrees and the years of a life. What can be read in one way only is read so; any other value stays
a body's name as it is written, and is for a person to look at.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from pprkb.formats.exchange.program_values import agency_line
from pprkb.model.reference import Contributor, Role
from pprkb.text.word_lists import word_lists


class Names(NamedTuple):
    """The names of one value."""

    people: tuple[Contributor, ...]
    incomplete: bool
    """Whether the list ended in "et al."."""


_ET_AL = re.compile(
    r"(?:^|[\s,;&]+)(?:et\.?\s*al(?:\.|ii|ia)?|(?:and|&)\s+(?:\w+\s+)?others|and\s+colleagues)\.?$"
    r"|^others$",
    re.IGNORECASE,
)
_LIST = re.compile(r"\[\s*(?:'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"|,|\s)*\]$")
_QUOTED = re.compile(r"'((?:[^'\\]|\\.)*)'|\"((?:[^\"\\]|\\.)*)\"")
_MARKS = re.compile(r"\s*[;；|]\s*")
_AND = re.compile(r",?\s+(?:and|&)\s+|\s*&\s+", re.IGNORECASE)
_COMMA = re.compile(r"\s*[,，]\s*")

_UPPER = f"[{''.join(chr(code) for code in range(0x530) if chr(code).isupper())}]"
_INITIALS = re.compile(
    rf"(?!I{{2,3}}$|IV$)(?:(?:{_UPPER}\.[-‐]?){{1,4}}{_UPPER}?|{_UPPER}{{1,3}}\.?|{_UPPER}-{_UPPER})$"
)
"""One word of initials: "A", "AB", "A.B.", "J.-P."."""
_DOTTED = re.compile(rf"(?:{_UPPER}\.[-‐]?)+$")
_JOINED = re.compile(rf"(?<![^\W\d_])({_UPPER})\.(?={_UPPER})")
_CAPITAL = re.compile(rf"(?:[dDlLO]['’])?{_UPPER}[\w.'’‐-]*$")
_PARTICLES = frozenset(("van", "von", "vom", "der", "den", "ter", "ten", "de", "zu"))
_MORE_PARTICLES = _PARTICLES | frozenset(("la", "du", "di", "da", "del", "della", "dos"))
_SURE_PARTICLES = frozenset(("van", "von", "vom", "ter"))
_LAND = frozenset(("EU", "NHS", "NICE", "UK", "UN", "US", "USA", "WHO"))
"""Capitals that are not initials."""
_UNITED = re.compile(r"U\. ?[SK]\.")

_SUFFIX = re.compile(
    r"(?:(?P<jr>j(?:n?r|unior))|(?P<sr>s(?:n?r|enior))|(?P<roman>ii|iii|iv)"
    r"|(?P<nth>2nd|3rd|4th))\.?$",
    re.IGNORECASE,
)
_NTH = {"2nd": "II", "3rd": "III", "4th": "IV"}
_DEGREE = re.compile(
    r"(?:Ph\.? ?D|Psy\.? ?D|Ed\.? ?D|Dr\. ?(?:phil|med|rer\. ?nat)|D\.? ?Phil|M\.? ?Phil|M\.? ?Sc"
    r"|B\.? ?Sc|M\.? ?Ed|L\.? ?C\.? ?S\.? ?W|FRCPsych|MRCPsych|Dipl\.?-?Psych|Esq)\.?$"
)
"""A degree that cannot be anybody's initials."""
_LETTERS = re.compile(r"(?:[A-Z]\.?){1,6}(?:/[A-Z]+)?$|[A-Z][A-Za-z]{1,2}[A-Z]\.?$")
"""Letters that are a degree after family and given name: "M.D.", "RN", "MPH"."""
_LIFE = re.compile(
    r"\(?(?:ca?\.\s*|b\.\s*|born\s+|d\.\s*|fl\.\s*)?\d{4}\??\s*(?:[-–—]\s*(?:ca?\.\s*)?(?:\d{4})?\??)?"
    r"\)?\.?$"
)
_LIFE_BEHIND = re.compile(r"\s*\((?:b\. ?|d\. ?)?\d{4}\s*[-–—]?\s*(?:\d{4})?\)$")
_ROLE = re.compile(
    r"[\[(]?(?:(?P<editor>eds?\.?|editors?|edt|hrsg\.?|hg\.?)|(?P<translator>trans(?:l|\.)?\.?|"
    r"translators?|trl)|(?P<author>authors?|aut|au\.?))[\])]?\.?$",
    re.IGNORECASE,
)
_ROLE_BEHIND = re.compile(
    r"\s*[\[(](?:eds?\.?|editors?|hrsg\.?|trans\.?|translators?|author)[\])]$", re.I
)

_BODY_WORDS = word_lists(__file__)["bodies"]
"""Words that are typical of bodies in a name of several words."""
_COMPANIES = frozenset(("corp", "gmbh", "inc", "llc", "ltd", "plc"))
_FUNCTION_WORDS = word_lists(__file__)["function-words"]


def read_names(text: str, role: Role = Role.AUTHOR) -> Names:
    """Parse what a program wrote as one name.

    A list is parted only where it can be read in one way. A comma at the end says that a name
    without another comma is a body's, as EndNote has it.

    Args:
        text: Such as `Berg, Anna; Dahl, Carl`, `Berg AB`, `King, Jr., Martin L.`
        role: What they did; a value that says "editor" or "translator" itself counts more.

    Returns:
        The people and bodies in order.
    """
    text = agency_line(text).strip("; ")
    if len(text) > 2 and _LIST.match(text):
        parts = [first or second for first, second in _QUOTED.findall(text)]
        return _joined(read_names(re.sub(r"\\(.)", r"\1", part), role) for part in parts)
    if len(text) > 2 and text[0] == text[-1] == '"':
        text = text[1:-1]
    shorter = _ET_AL.sub("", text).strip(" ;")
    incomplete, text = shorter != text, shorter
    if incomplete:
        text = text.rstrip(", ")
    if not text:
        return Names((), incomplete)
    parts = list(filter(None, _MARKS.split(text)))
    if len(parts) > 1:
        several = _joined(read_names(part, role) for part in parts)
        return Names(several.people, incomplete or several.incomplete)
    people = tuple(replace(person, role=person.role or role) for person in _people(text, role))
    return Names(people, incomplete)


def may_be_a_person(body: str) -> bool:
    """Return whether a name that was read as a body's may be a person's: "Clara Barat"."""
    words = body.split()
    return (
        2 <= len(words) <= 3
        and all(_CAPITAL.match(word) and not word.isupper() for word in words)
        and not _is_body(body)
    )


def _joined(names: Iterable[Names]) -> Names:
    lists = list(names)
    people = tuple(person for each in lists for person in each.people)
    return Names(people, any(each.incomplete for each in lists))


def _people(text: str, role: Role) -> list[Contributor]:
    """Read a text without semicolons: one name, or several between commas or "and"."""
    text, role = _role_behind(text, role)
    closed = text.endswith((",", "，"))
    pieces = [piece for piece in _COMMA.split(text.strip(",， ")) if piece]
    if not pieces:
        return []
    if closed and len(pieces) == 1:
        return [Contributor(role=role, literal=pieces[0])]
    if _AND.search(text) and (several := _with_and(text, role)):
        return several
    if several := _between_commas(pieces, role):
        return several
    return [_one(pieces, role)]


def _beside(piece: str) -> bool:
    """Return whether a piece between commas is a degree, a part played, or the years of a life."""
    return bool(_ROLE.match(piece) or _LIFE.match(piece) or _DEGREE.match(piece))


def _role_behind(text: str, role: Role) -> tuple[str, Role]:
    """Remove "(Ed.)" and the years of a life from the end of a name."""
    if match := _ROLE_BEHIND.search(text):
        role = _named_role(match.group().strip(), role)
        text = text[: match.start()]
    if match := _LIFE_BEHIND.search(text):
        text = text[: match.start()]
    return text, role


def _named_role(word: str, role: Role) -> Role:
    match = _ROLE.match(word)
    if match and match["editor"]:
        return Role.EDITOR
    return Role.TRANSLATOR if match and match["translator"] else role


def _with_and(text: str, role: Role) -> list[Contributor]:
    """Split a list at "and" where each side is certainly a person; return nothing otherwise."""
    pieces = [piece for piece in _COMMA.split(_AND.sub(", ", text)) if piece]
    if several := _between_commas(pieces, role):
        return several
    people: list[Contributor] = []
    for part in filter(None, _AND.split(text)):
        person = _one([piece for piece in _COMMA.split(part) if piece] or [part], role)
        if not person.family:
            return []
        people.append(person)
    return people if len(people) > 1 else []


def _between_commas(pieces: Sequence[str], role: Role) -> list[Contributor]:
    """Read several people between commas; return nothing where it can be one name."""
    if len(pieces) < 2 or any(map(_is_body, pieces)) or any(map(_beside, pieces)):
        return []
    behind = [_initials_behind(piece.split()) for piece in pieces]
    if all(behind):
        # "Berg A, Dahl CD"
        return [_person(role, *parts) for parts in behind if parts]
    if len(pieces) >= 4 and len(pieces) % 2 == 0:
        families, given = pieces[::2], pieces[1::2]
        initials = all(map(_is_initials, given)) and not any(map(_DOTTED.match, families))
        if initials or not any(
            " " in piece or not _CAPITAL.match(piece) or _SUFFIX.match(piece) or _is_initials(piece)
            for piece in pieces
        ):
            # "Berg, A., Dahl, C. D." and "Berg, Anna, Dahl, Carl"
            return [_person(role, *pair) for pair in zip(families, given, strict=True)]
    whole = [_first_last(piece.split(), sure=len(pieces) > 2) for piece in pieces]
    if all(whole):
        # "Anna Berg, Carl Dahl, Eva Falk"
        return [_person(role, *parts) for parts in whole if parts]
    return []


def _one(pieces: Sequence[str], role: Role) -> Contributor:
    """Read one name from the pieces between its commas."""
    whole = ", ".join(pieces)
    kept, sure, suffix = [pieces[0]], False, ""
    for place, piece in enumerate(pieces[1:], 1):
        if match := _ROLE.match(piece):
            role, sure = _named_role(match.group(), role), True
        elif _beside(piece) or (place > 1 and _is_letters(piece)):
            sure = True
        elif not suffix and _SUFFIX.match(piece):
            suffix = _suffix(piece)
        else:
            kept.append(piece)
    if len(kept) > 2 or _is_body(whole):
        return Contributor(role=role, literal=whole)
    if len(kept) == 2:
        return _person(role, kept[0], kept[1], suffix)
    return _without_comma(kept[0].split(), role, suffix, sure=sure or bool(suffix))


def _is_letters(piece: str) -> bool:
    return bool(_LETTERS.match(piece.replace(" ", ""))) and not _SUFFIX.match(piece)


def _without_comma(words: list[str], role: Role, suffix: str, *, sure: bool) -> Contributor:
    """Read a name without a comma: a person's where initials or particles show it."""
    literal = Contributor(role=role, literal=" ".join(words))
    while len(words) > 2 and _DEGREE.match(words[-1]):
        words, sure = words[:-1], True
    if len(words) > 2 and not suffix and _SUFFIX.match(words[-1]):
        words, suffix = words[:-1], _suffix(words[-1])
        sure = sure or words[-1].istitle()
    if len(words) < 2 or _is_body(" ".join(words)):
        return literal
    parts = _initials_behind(words) or _first_last(words, sure=sure)
    return _person(role, *parts, suffix) if parts else literal


def _initials_behind(words: Sequence[str]) -> tuple[str, str] | None:
    """Return family and given name of "van der Dahl C. D."."""
    if len(words) < 2:
        return None
    place = len(words)
    while place > 1 and _INITIALS.match(words[place - 1]):
        place -= 1
    family, initials = words[:place], words[place:]
    if not initials or len(family) > 4 or len(initials) > 3 or initials[0] in _LAND:
        return None
    if not all(_CAPITAL.match(word) or word.lower() in _MORE_PARTICLES for word in family):
        return None
    if not any(_CAPITAL.match(word) and len(word) > 1 for word in family):
        return None
    bare = all(word.isalpha() and len(word) > 1 for word in initials)
    if bare and any(word.isupper() and len(word) > 1 for word in family):
        # "NHS UK" is no more a person than "BERG AB" is a body.
        return None
    return " ".join(family), " ".join(initials)


def _first_last(words: Sequence[str], *, sure: bool) -> tuple[str, str] | None:
    """Return family and given name of "Martin L. King" or "Ron van de Schot".

    Args:
        words: The name.
        sure: Whether something else says that it is a person's.
    """
    if not 2 <= len(words) <= 6 or _UNITED.match(" ".join(words)):
        return None
    if not _CAPITAL.match(words[0]) or not _CAPITAL.match(words[-1]) or _INITIALS.match(words[-1]):
        return None
    if any(not _CAPITAL.match(word) and word not in _PARTICLES for word in words):
        return None
    initials = [
        place
        for place, word in enumerate(words)
        if _DOTTED.match(word) or (len(word) == 1 and word.isupper())
    ]
    particles = [place for place, word in enumerate(words) if word in _PARTICLES]
    if initials:
        place = initials[-1] + 1
    elif particles and (sure or any(word in _SURE_PARTICLES for word in words)):
        place = particles[0]
    elif sure and len(words) <= 3:
        place = len(words) - 1
    else:
        return None
    return " ".join(words[place:]), " ".join(words[:place])


def _is_initials(text: str) -> bool:
    return all(map(_INITIALS.match, text.split()))


def _is_body(text: str) -> bool:
    """Return whether words in a text show that it is not the name of a person."""
    words = text.replace(",", " ").split()
    if len(words) < 2:
        return False
    head, *rest = _COMMA.split(text)
    if any(word.casefold().strip(".") in _COMPANIES for word in words):
        return True
    if rest and " " not in head:
        # "Press, William H." is a person; "Harvard, School of Medicine" is not.
        words = [word for piece in rest if " " in piece for word in piece.split()]
    return any(
        word in _FUNCTION_WORDS or word.casefold().strip("().") in _BODY_WORDS for word in words
    )


def _person(role: Role, family: str, given: str, suffix: str = "") -> Contributor:
    words = family.split()
    if not suffix and len(words) > 1 and _SUFFIX.match(words[-1]):
        family, suffix = " ".join(words[:-1]), _suffix(words[-1])
    elif len(words) > 1 and _DEGREE.match(words[-1]):
        family = " ".join(words[:-1])
    words = given.split()
    while len(words) > 1 and _DEGREE.match(words[-1]):
        words.pop()
    if not suffix and len(words) > 1 and _SUFFIX.match(words[-1]):
        suffix = _suffix(words.pop())
    given = _spaced(" ".join(words), family)
    return Contributor(role=role, family=family, given=given, suffix=suffix)


def _suffix(text: str) -> str:
    match = _SUFFIX.match(text)
    if match is None:
        return text
    if match["jr"]:
        return "Jr."
    if match["sr"]:
        return "Sr."
    return match["roman"].upper() if match["roman"] else _NTH[match["nth"].lower()]


def _spaced(given: str, family: str) -> str:
    """Return initials as "A. B.", whether they are typed "A.B.", "AB" or "A B"."""
    given = _JOINED.sub(r"\1. ", given)
    words = [word.rstrip(".") for word in given.split()]
    initials = all(len(word) <= 3 and all(map(str.isupper, word)) for word in words)
    # "BERG, BO" has a name in capitals; "Li, BO" has initials.
    if words and initials and (not family.isupper() or all(len(word) == 1 for word in words)):
        return " ".join(f"{letter}." for word in words for letter in word)
    return given
