"""Lists of names: BibTeX's three forms, biblatex's `family=` form, bodies, particles.

The rules are BibTeX's (Patashnik, "BibTeXing", section 4; "Tame the BeaST", section 11): names are
split before anything is decoded, since braces decide what is one word. Particles (BibTeX's "von"
part: leading words in small letters) are `non_dropping_particle`, as APA prints and sorts them.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from pprkb.formats.bibtex.scan.blocks import is_enclosed, matches_outside, split_outside
from pprkb.formats.latex.decode import decode

_AND = re.compile(r"[{}]|(?<=[\s}])and(?=[\s{])", re.IGNORECASE)
_PLAIN_AND = re.compile(r"\sand(?=\s)", re.IGNORECASE)
_COMMA = re.compile(r"[{},]")
_SEPARATOR = re.compile(r"[{};&\"]|\\&")
_WORD = re.compile(r"[{}]|[\s~]+")
_INITIALS = re.compile(r"(?<![^\W\d_])([^\W\d_a-z])\.(?=[^\W\d_a-z])")
_SUFFIX = re.compile(r"(?:jr|sr|jnr|snr|esq|ph\.?d|m\.?d)\.?$|(?:ii|iii|iv|vi|vii|viii)$", re.I)
_LAST_SUFFIX = re.compile(r"(?:[JS]n?r\.?|Esq\.?|Ph\.?D\.?|II|III|IV|VI{1,3})$")
_MIDDLE_SUFFIX = re.compile(r"(?:i{1,3}|iv|vi{0,3}|2nd|3rd|4th|junior|senior)\.?$", re.IGNORECASE)
_ET_AL = re.compile(r"(?:^|[\s,;])(?:et\.?[\s~]+al\.?|\{et\.?[\s~]+al\.?\})$", re.I)
_PERSON = re.compile(r"[^\W\d_a-z][\w.'’-]*(?:\s[^\W\d_a-z][\w.'’-]*){1,2}$")
_EXTENDED = re.compile(r"(?:family|given|prefix|suffix|useprefix)(?:-i)?\s*=", re.IGNORECASE)
_EXTENDED_PART = re.compile(r"\s*([a-z-]+)\s*=\s*(.*)", re.IGNORECASE | re.DOTALL)
_QUOTED_PART = re.compile(r'=\s*"([^"{}]*)"')
_INITIALS_ONLY = re.compile(r"(?:[^\W\d_]\.?[\s~-]*){1,4}$")
_SPECIAL = re.compile(r"[{}\\~]")

ET_AL = ('"et al." is not a name', 'name everyone, or write "and others"')
"""The problem of a list that is cut short by words unknown to BibTeX."""


class Name(NamedTuple):
    """The decoded parts of one name; the attributes are named as in `model.Contributor`."""

    family: str = ""
    given: str = ""
    non_dropping_particle: str = ""
    dropping_particle: str = ""
    suffix: str = ""
    literal: str = ""


class NameList(NamedTuple):
    """A list of names with what is wrong in it."""

    names: tuple[Name, ...]
    incomplete: bool
    """Whether the list ends with "and others"."""
    flaws: tuple[tuple[str, str], ...]
    """Message and hint of each malformed name."""


@lru_cache(maxsize=20_000)
def parse_names(value: str, *, use_prefix: bool = True) -> NameList:
    """Read a list of names.

    Args:
        value: The undecoded value of `author`, `editor` and the like.
        use_prefix: False where the entry says `options = {useprefix=false}`: particles are
            then dropping ones.

    Returns:
        The names in order, without "others".
    """
    value = " ".join(value.split())
    reader = _Reader(use_prefix=use_prefix)
    names: list[Name] = []
    incomplete = False
    parts = split_and(value)
    for index, part in enumerate(parts):
        trailing = _ET_AL.search(part) if index == len(parts) - 1 else None
        if trailing is not None:
            incomplete = True
            reader.flaw(*ET_AL)
            part = part[: trailing.start()].rstrip(" ,;")
            if part:
                names.extend(reader.people(part))
        elif not part:
            if value:
                reader.flaw("an empty name", 'take away the "and" that is too many')
        elif part.lower() == "others" and (index or len(parts) == 1):
            incomplete = True
        else:
            names.extend(reader.people(part))
    return NameList(tuple(names), incomplete, tuple(reader.flaws))


class _Reader:
    """Reads the names of one list and collects their flaws."""

    def __init__(self, *, use_prefix: bool) -> None:
        self.use_prefix = use_prefix
        self.flaws: list[tuple[str, str]] = []

    def flaw(self, message: str, hint: str) -> None:
        """Add a flaw."""
        self.flaws.append((message, hint))

    def people(self, part: str) -> list[Name]:
        """Read the text between two "and"; more than one person where an "and" is missing."""
        if "=" in part and _EXTENDED.match(part):
            return [self._extended(part)]
        if _SEPARATOR.search(part):
            separator, pieces = _split_separators(part)
            if separator == '"':
                self.flaw(f'there is a " in the name {_plain(part)}', "take it away")
                part = part.replace('"', "").strip()
                return [self._name(part)] if part else []
            if separator:
                self.flaw(
                    f'there is a "{separator}" between names: {_plain(part)}',
                    'write "and" between names, or braces around the name of a body',
                )
                if separator == ";" or any("," in piece for piece in pieces):
                    return [self._name(piece) for piece in pieces if piece]
                return [Name(literal=decode(part))]
        commas = _split_at_commas(part)
        while len(commas) > 4 and not commas[-1]:
            commas.pop()
        if len(commas) > 3:
            self.flaw(f"the name {_plain(part)} has too many commas", 'write "and" between names')
            plain = [_plain(text) for text in commas]
            # "Smith, J., Jones, M." or "Smith, John, Jones, Mary", not "Smith, John, Mary Jones"
            if len(commas) % 2 == 0 and (
                all(_INITIALS_ONLY.match(text) for text in plain[1::2])
                or not any(" " in text for text in plain)
            ):
                return [
                    self._name(f"{commas[i]}, {commas[i + 1]}") for i in range(0, len(commas), 2)
                ]
            return [
                Name(family=decode(commas[0]), given=_given(", ".join(filter(None, commas[1:]))))
            ]
        return [self._name(part)]

    def _name(self, part: str) -> Name:
        if is_enclosed(part):
            literal = decode(part[1:-1])
            people = literal.split(", ")
            if len(people) > 2 and all(map(_PERSON.match, people)):
                self.flaw(
                    f"the braces make one body of several persons: {literal}",
                    'take them away and write "and" between names',
                )
            return Name(literal=literal)
        pieces = _split_at_commas(part)
        if pieces[-1] == "" and len(pieces) > 1:
            self.flaw(f"the name {_plain(part)} ends in a comma", "take the comma away")
            while len(pieces) > 1 and not pieces[-1]:
                pieces.pop()
        if len(pieces) == 1:
            words = _words(pieces[0])
            if len(words) > 1 and _LAST_SUFFIX.match(words[-1]):
                self.flaw(
                    f"the name {_plain(part)} has a suffix without commas", "write Last, Jr., First"
                )
                return self._first_last(words[:-1], words[-1])
            return self._first_last(words, "")
        if not pieces[0]:
            self.flaw(f"the name {_plain(part)} begins with a comma", "write the family name")
            return Name(literal=decode(part.lstrip(", ")))
        if len(pieces) == 2:
            if _SUFFIX.match(_plain(pieces[1])):
                self.flaw(
                    f"the name {_plain(part)} has a suffix where the given name belongs",
                    "write Last, Jr., First",
                )
                return self._first_last(_words(pieces[0]), decode(pieces[1]))
            return self._last_first(pieces[0], pieces[1], "")
        if _SUFFIX.match(_plain(pieces[2])) and not _SUFFIX.match(_plain(pieces[1])):
            self.flaw(f"the name {_plain(part)} has its suffix last", "write Last, Jr., First")
            return self._last_first(pieces[0], pieces[1], pieces[2])
        middle = _plain(pieces[1])
        if middle and not _SUFFIX.match(middle) and not _MIDDLE_SUFFIX.match(middle):
            self.flaw(
                f"the name {_plain(part)} has {middle} where Jr. or III belongs",
                'write Last, First, with "and" between names',
            )
        return self._last_first(pieces[0], pieces[2], pieces[1])

    def _extended(self, part: str) -> Name:
        """Read `family=Berg, given=Jan, prefix=van der` (biblatex manual, section 2.2.3)."""
        parts: dict[str, str] = {}
        for piece in _split_at_commas(_unquoted(part)):
            match = _EXTENDED_PART.match(piece)
            if match:
                parts[match[1].lower()] = decode(match[2])
        prefix = parts.get("prefix", "")
        use_prefix = self.use_prefix
        if "useprefix" in parts:
            use_prefix = parts["useprefix"].lower() != "false"
        return Name(
            family=parts.get("family", ""),
            given=spaced_initials(parts.get("given", "")),
            non_dropping_particle=prefix if use_prefix else "",
            dropping_particle="" if use_prefix else prefix,
            suffix=parts.get("suffix", ""),
        )

    def _first_last(self, words: list[str], suffix: str) -> Name:
        if not words:
            return Name()
        first = next((i for i in range(len(words) - 1) if _is_particle(words[i])), len(words) - 1)
        last = first
        while last < len(words) - 1 and _is_particle(words[last]):
            last += 1
        particle = decode(" ".join(words[first:last]))
        return Name(
            family=_text(" ".join(words[last:])),
            given=_given(" ".join(words[:first])),
            non_dropping_particle=particle if self.use_prefix else "",
            dropping_particle="" if self.use_prefix else particle,
            suffix=suffix,
        )

    def _last_first(self, last: str, given: str, suffix: str) -> Name:
        words = _words(last)
        count = 0
        while count < len(words) - 1 and _is_particle(words[count]):
            count += 1
        particle = decode(" ".join(words[:count]))
        return Name(
            family=_text(" ".join(words[count:])),
            given=_given(given),
            non_dropping_particle=particle if self.use_prefix else "",
            dropping_particle="" if self.use_prefix else particle,
            suffix=_text(suffix),
        )


def split_and(value: str) -> list[str]:
    """Split an undecoded list at `and` outside braces, ignoring case."""
    if "{" not in value:
        if value[:4].lower() == "and ":
            value = " " + value
        if value[-4:].lower() == " and":
            value += " "
        return [part.strip() for part in _PLAIN_AND.split(value)]
    return [part.strip() for part in split_outside(_AND, f" {value} ")]


def _split_separators(part: str) -> tuple[str, list[str]]:
    """Return the first `;`, `&` or quote outside braces, and the pieces around it."""
    pieces: list[str] = []
    separator = ""
    start = 0
    for match in matches_outside(_SEPARATOR, part):
        mark = match.group()
        if mark == '"':
            if part[match.start() - 1 : match.start()] == "\\":
                continue  # \"u is an accent
            return '"', []
        if mark == "&" and part[match.end() : match.end() + 1] == "#":
            continue
        separator = separator or mark[-1]
        pieces.append(part[start : match.start()].strip())
        start = match.end()
    pieces.append(part[start:].strip())
    return separator, pieces


def _split_at_commas(part: str) -> list[str]:
    if "{" not in part:
        return [piece.strip() for piece in part.split(",")]
    return [piece.strip() for piece in split_outside(_COMMA, part)]


def _unquoted(part: str) -> str:
    """Turn `given="Hans, Jr"` into `given={Hans, Jr}`."""
    return _QUOTED_PART.sub(r"={\1}", part) if '"' in part else part


def _words(text: str) -> list[str]:
    """Split into words at blanks and ties outside braces."""
    if "{" not in text:
        return text.replace("~", " ").split()
    return [word for word in split_outside(_WORD, text) if word]


def _is_particle(word: str) -> bool:
    """Return whether a word begins with a small letter, as BibTeX looks at it."""
    if word[0] == "{":
        if len(word) < 2 or word[1] != "\\":
            return False  # braces make a word part of the name proper
        word = decode(word)
    elif word[0] == "\\":
        word = decode(word)
    for character in word:
        if character.isalpha():
            return character.islower()
        if character.isdigit():
            return False
    return False


def _text(value: str) -> str:
    return decode(value).replace("\u00a0", " ") if _SPECIAL.search(value) else value


def _given(value: str) -> str:
    return spaced_initials(_text(value))


def spaced_initials(given: str) -> str:
    """Put a blank between initials: "G.J.M." becomes "G. J. M."."""
    return _INITIALS.sub(r"\1. ", given) if "." in given else given


def _plain(value: str) -> str:
    """Return a name for a message."""
    return decode(value)


_ONE_PLACE = re.compile(r"(?:tobago|barbuda|herzegovina|nevis|the grenadines|pr[ií]ncipe)\b", re.I)
_ONE_HOUSE = re.compile(r"(?:sons|co|comp(?:any)?|hall|bros|brothers|associates|partners)\b", re.I)
_BODY_ENDS = re.compile(
    r".*\b(?:office|services|administration|agency|commission|authority|affairs|association|"
    r"council|institute|foundation|sciences|technology)$",
    re.IGNORECASE,
)
_DEPARTMENT = re.compile(
    r"\b(?:departments?|ministry|offices?|cent(?:er|re)s?|institutes?|agency|council|bureau|"
    r"association|society|administration|committee|academy|school|faculty)\b",
    re.I,
)


def literal_list(value: str, *, places: bool) -> list[str]:
    """Split a list of bodies or places at "and", unless it reads like one name.

    "Faber and Faber", "Wiley and Sons" and "Department of Health and Human Services" are one
    publisher each: what follows "and" is one word or a firm's ending, or what precedes it is a
    department, or what follows ends as a body's name does, as in "U.S. Patent and Trademark
    Office". "Trinidad and Tobago" is one place.

    Returns:
        The undecoded parts; the whole value if it is a single name.
    """
    parts = [part for part in split_and(" ".join(value.split())) if part]
    for before, part in pairwise(parts):
        if places:
            is_one = _ONE_PLACE.match(part) is not None
        else:
            is_one = (
                " " not in part
                or _ONE_HOUSE.match(part) is not None
                or _ONE_PLACE.match(part) is not None
                or _DEPARTMENT.search(before) is not None
                or (_BODY_ENDS.match(part) is not None and len(parts) == 2)
            )
        if is_one:
            return [value]
    return parts
