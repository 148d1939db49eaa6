"""One name as text (CSL 1.0.2, Name, Name-part Order and Formatting, initials)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache

from pprkb.csl.context import StyleOptions
from pprkb.csl.files.xml_tree import Node
from pprkb.csl.items import Name
from pprkb.csl.text.marks import PART_SEPARATOR, compile_wrap, text_case

BASE, INITIALS, FULL = 0, 1, 2  # how much of the given name disambiguation asks for

_AFFIXES = ("prefix", "suffix")
_TIGHT = ("'", "\u2019", "-", "\u2011", "\u2013")
_SHORTENED = tuple(f"{word}{mark}" for word in ("de", "da", "ne", "co") for mark in "'\u2019")


@dataclass(frozen=True)
class NamePart:
    """The formatting of one cs:name-part: `inside` on the name, `outside` for its affixes."""

    inside: Callable[[str], str]
    outside: Callable[[str], str]


def _same(text: str) -> str:
    return text


def compile_part(node: Node | None, language: str) -> NamePart:
    """Compile formatting and affixes of a cs:name-part (CSL 1.0.2, Name-part Formatting)."""
    if node is None:
        return NamePart(_same, _same)
    attributes = node.attributes
    inner = {key: value for key, value in attributes.items() if key not in _AFFIXES}
    outer = {key: value for key, value in attributes.items() if key in _AFFIXES}
    convert = text_case(node.get("text-case"))
    wrap = compile_wrap(Node("name-part", inner)) or _same

    def inside(text: str) -> str:
        if convert is not None:
            text = convert(text, language)
        return wrap(text)

    return NamePart(inside, compile_wrap(Node("name-part", outer)) or _same)


class NameFormat:
    """The forms of a name that one cs:name can produce."""

    def __init__(self, options: dict[str, str], node: Node | None, style: StyleOptions) -> None:
        """Compile the options of a cs:name and its cs:name-part children."""
        parts = {part.get("name"): part for part in node.find_all("name-part")} if node else {}
        language = style.locale.lang
        self._family = compile_part(parts.get("family"), language)
        self._given = compile_part(parts.get("given"), language)
        self._plain = not parts
        self._short = options.get("form") == "short"
        self._mark = options.get("initialize-with")
        self._initialize = options.get("initialize", "true") != "false"
        self._hyphen = style.initialize_with_hyphen
        self._undotted = self._mark is not None and "." not in self._mark
        self._separator = options.get("sort-separator", ", ")
        self._demote = style.demote_non_dropping == "display-and-sort"
        self._demote_in_sort = style.demote_non_dropping != "never"

    @property
    def max_level(self) -> int:
        """Return the highest level at which a name can still change (CSL 1.0.2, Name Expansion)."""
        if self._short or (self._mark is not None and self._initialize):
            return FULL
        return BASE

    @property
    def has_initials(self) -> bool:
        """Return whether names can be expanded to initials."""
        return self._mark is not None and self._initialize

    def render(self, name: Name, inverted: bool, level: int = BASE) -> str:
        """Return a name in display order or, if `inverted`, in sort order."""
        if name.literal:
            return self._family.inside(name.literal)
        if self._short and level == BASE:
            if name.family_first:
                return name.family
            if inverted and self._demote and name.non_dropping:
                return self._sort_order(replace(name, dropping="", suffix=""), "")
            return self._family.outside(self._with_particle(name))
        given = self._given_text(name, level)
        if name.family_first:
            return name.family + given
        if inverted:
            return self._sort_order(name, given)
        return self._display_order(name, given)

    def sort_key(self, name: Name, long: bool) -> str:
        """Return the parts in the order of their weight (CSL 1.0.2, Name-part Order, sorting)."""
        if name.literal:
            return name.literal
        if self._demote_in_sort:
            weights = [name.family, f"{name.dropping} {name.non_dropping}".strip()]
        else:
            weights = [_attach(name.non_dropping, name.family), name.dropping]
        if not long:
            return weights[0]
        given = self._given_text(name, BASE)
        return PART_SEPARATOR.join(part for part in (*weights, given, name.suffix) if part)

    def _with_particle(self, name: Name) -> str:
        family = self._family.inside(name.family)
        if not name.non_dropping:
            return family
        return _attach(self._family.inside(name.non_dropping), family, name.non_dropping)

    def _given_text(self, name: Name, level: int) -> str:
        given = name.given
        if not given or self._mark is None or level == FULL:
            return given
        if self._initialize:
            return initialize(given, self._mark, self._hyphen)
        return normalize_initials(given, self._mark)

    def _display_order(self, name: Name, given: str) -> str:
        family = self._with_particle(name)
        if name.dropping:
            family = _attach(self._given.inside(name.dropping), family, name.dropping)
        if name.suffix:
            family += (", " if name.comma_suffix else " ") + self._suffix(name)
        family = self._family.outside(family)
        if not given:
            return family
        given = self._given.outside(self._given.inside(given))
        if not family:
            return given
        if name.comma_dropping:
            return f"{given}, {family}"
        return given + family if given.endswith("\u00a0") else f"{given} {family}"

    def _sort_order(self, name: Name, given: str) -> str:
        if name.non_dropping and not self._demote:
            family = self._with_particle(name)
        else:
            family = self._family.inside(name.family)
        text = self._family.outside(family)
        given = self._given.inside(given) if given else ""
        if name.dropping:
            comma = "," if name.comma_dropping else ""
            given = f"{given}{comma} {self._given.inside(name.dropping)}".strip()
        if name.non_dropping and self._demote:
            given = f"{given} {name.non_dropping}".strip()
        if given:
            given = self._given.outside(given)
            text = text + self._separator + given if text else given
        return text + self._separator + self._suffix(name) if name.suffix else text

    def _suffix(self, name: Name) -> str:
        """Return "Jr" without its period where initials go without."""
        return name.suffix.replace(".", "") if self._undotted else name.suffix


def _attach(particle: str, name: str, bare: str = "") -> str:
    """Put a particle before a name; one that ends in an apostrophe or hyphen touches it.

    The apostrophe of a shortened preposition (de' Medici, for "dei") ends a word: a blank follows.
    """
    if not particle:
        return name
    bare = bare or particle
    tight = bare.endswith((*_TIGHT, " ")) and not bare.lower().endswith(_SHORTENED)
    return particle + name if tight else f"{particle} {name}"


_TOKENS = re.compile(r"\s+|(?<=\.)(?=[^\s\-\u2010\u2011.\u2019])|(?=[\-\u2010\u2011])")
_LEADING_CAPITALS = re.compile(r"^\w[^\W\d_]*")
_ABBREVIATION = re.compile(r"^[\-\u2010\u2011]?[^\W\d_]{1,3}\.$|^[\-\u2010\u2011]?[^\W\d_]\.?$")
_HYPHENS = "-\u2010\u2011"


@lru_cache(maxsize=4096)
def initialize(given: str, mark: str, keep_hyphen: bool) -> str:
    """Reduce given names to initials, each followed by `mark`."""
    return _join(given, mark, keep_hyphen, shorten=True)


def normalize_initials(given: str, mark: str) -> str:
    """Put `mark` after the initials among given names (CSL 1.0.2, initialize="false")."""
    return _join(given, mark, keep_hyphen=False, shorten=False)


def _join(given: str, mark: str, keep_hyphen: bool, shorten: bool) -> str:
    pieces: list[str] = []
    words_follow = False  # whether the last piece was a word, which needs a space after it
    for token in _split(given, shorten):
        hyphen = token[0] in _HYPHENS
        word = token.lstrip(_HYPHENS)
        if not word:
            continue
        if hyphen and shorten and word[0].islower():
            continue  # only the first half of Jung-hoon has an initial
        text, is_initial = _initial(word, mark, shorten)
        if hyphen and pieces and keep_hyphen:
            pieces[-1] = pieces[-1].rstrip(" ")
            pieces.append("-")
        elif pieces and (words_follow or not is_initial) and not pieces[-1].endswith(" "):
            pieces.append(" ")
        pieces.append(text)
        words_follow = not is_initial
    return "".join(pieces).strip()


def _split(given: str, shorten: bool) -> list[str]:
    """Split given names into names and initials; a part after a hyphen keeps the hyphen."""
    if shorten:
        return [token for token in _TOKENS.split(given) if token]
    tokens: list[str] = []
    for token in re.split(r"\s+", given):
        parts = [part for part in _TOKENS.split(token) if part]
        # a hyphenated word such as Jean-Paul stays whole; J.-P. falls apart
        tokens += parts if all(_ABBREVIATION.match(part) for part in parts) else _dotted(token)
    return tokens


def _dotted(token: str) -> list[str]:
    return [part for part in re.split(r"(?<=\.)(?=[^\s\-\u2010\u2011.])", token) if part]


def _initial(word: str, mark: str, shorten: bool) -> tuple[str, bool]:
    """Return one name as an initial where it can be one, and whether it is one."""
    if word.endswith(".") and len(word) > 2 and word[:-1].isalpha():
        return word[:-1] + (mark if mark.strip() else f"{mark}"), True  # Ph., ME.
    bare = word.rstrip(".")
    if len(bare) == 1 and bare.isupper():
        return bare + mark, True
    if not shorten:
        return word, False
    if not word[0].isupper():
        return word, False
    capitals = _LEADING_CAPITALS.match(word)
    letters = capitals[0] if capitals else word[0]
    run = len(letters) - len(letters.lstrip("".join({c for c in letters if c.isupper()})))
    if run > 1 and run < len(letters) and letters[run].islower() and letters[:run].isupper():
        return word[0] + word[1:run].lower() + mark, True  # TSerendorj, Ts.
    return word[0] + mark, True
