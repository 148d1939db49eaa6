"""A reference while it is read: its clean line, and which characters belong to which field."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from pprkb.formats.printed.people import Name, Names
from pprkb.model.reference import (
    LAST_AUTHOR,
    Contributor,
    PartialDate,
    ReferenceType,
    Role,
    inverted,
)
from pprkb.text.word_lists import word_lists

# -- one plain line of a pasted text, in which every character knows where it came from ----------

_TAG = re.compile(r"</?(?:em|i|b|strong|u|span|cite|p|a|sup|sub|br)(?:\s[^<>]{0,200})?\s?/?>", re.I)
_ITALIC_TAGS = frozenset(("em", "i", "cite"))
_STARS = re.compile(r"\*{1,3}")
_INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")
_ESCAPED_END = re.compile(r"\\[nrt](?![a-z]{0,3}[{\\])")
_BROKEN = re.compile(
    r"(?:\u00ad|[-‐])[ \t]{0,40}"
    r"(?:\r\n|[\n\r\v\f\x85\u2028\u2029]|\\[nr](?![a-z]{0,3}[{\\]))[ \t]{0,40}"
    r"(?=(?P<next>[^\W_]{1,40}))"
)
"""A hyphen and line end within a word."""
_IDENTIFIER = re.compile(r"(?:https?://|www\.|\bdoi\b|\b10\.\d{4,9}/)\S{0,300}$", re.I)
"""The beginning of an address or DOI that a line end may split."""
_KEPT = word_lists(__file__)["after-hyphen"]
"""Words that follow the hyphen of a compound: "evidence-based"."""
_KEPT_BEFORE = word_lists(__file__)["before-hyphen"]
"""Words that the hyphen of a compound follows: "self-esteem", "meta-analysis"."""
_LINE_ENDS = frozenset("\n\r\v\f\x85\u2028\u2029")


@dataclass(frozen=True, kw_only=True)
class Clean:
    """A text without marks of formatting, invisible characters and line ends."""

    text: str
    places: tuple[int, ...]
    """The position of each character in the original text; for a run of spaces, of the first."""
    ends: tuple[int, ...]
    """The end of each character in the original text."""
    italic: frozenset[int]
    """The characters in italics."""
    wraps: frozenset[int]
    """The spaces that replace the end of a line."""
    joined: tuple[str, ...] = ()
    """Words that were joined across two lines by removing a hyphen."""

    def given(self, start: int, end: int) -> tuple[int, int]:
        """Return where a stretch is in the text as given."""
        return (self.places[start], self.ends[end - 1])


class _Maker:
    """Collects characters; composed, so that "a" and a combining mark are one letter."""

    def __init__(self) -> None:
        self.letters: list[str] = []
        self.places: list[int] = []
        self.ends: list[int] = []
        self.italic: set[int] = set()
        self.wraps: set[int] = set()
        self.joined: list[str] = []

    @property
    def word(self) -> str:
        """The text after the last space."""
        return "".join(self.letters[-300:]).rpartition(" ")[2]

    def take(self, character: str, place: int, *, italic: bool) -> None:
        if character.isspace() or unicodedata.category(character) == "Cc":
            if self.letters and self.letters[-1] == " ":
                self.ends[-1] = place + 1
            elif self.letters:
                self._append(" ", place)
            if character in _LINE_ENDS and self.letters:
                self.wraps.add(len(self.letters) - 1)
            return
        if self.letters and unicodedata.combining(character):
            composed = unicodedata.normalize("NFC", self.letters[-1] + character)
            if len(composed) == 1:
                self.letters[-1] = composed
                self.ends[-1] = place + 1
                return
        self._append(character, place)
        if italic:
            self.italic.add(len(self.letters) - 1)

    def _append(self, character: str, place: int) -> None:
        self.letters.append(character)
        self.places.append(place)
        self.ends.append(place + 1)

    def made(self) -> Clean:
        if self.letters and self.letters[-1] == " ":
            for values in (self.letters, self.places, self.ends):
                values.pop()
        return Clean(
            text="".join(self.letters),
            places=tuple(self.places),
            ends=tuple(self.ends),
            italic=frozenset(self.italic),
            wraps=frozenset(wrap for wrap in self.wraps if wrap < len(self.letters)),
            joined=tuple(self.joined),
        )


def cleaned(text: str) -> Clean:
    r"""Return a pasted text without formatting, invisible characters and line ends.

    HTML's inline tags and Markdown's `*` and `_` around words are formatting. A line end may be
    written as data files write it, `\n`. A word that a line end breaks at its hyphen becomes whole
    again: with its hyphen where a compound is known by one of its parts, a capital or a digit, else
    without it; see `Clean.joined`. An address or DOI goes on after the line end that breaks it.

    Args:
        text: As pasted, with HTML's entities decoded.
    """
    maker = _Maker()
    italic = underscore = star = False
    position = 0
    while position < len(text):
        character = text[position]
        if character == "<" and (tag := _TAG.match(text, position)):
            name = tag.group().strip("</> ").split()[0].lower()
            if name in _ITALIC_TAGS:
                italic = not tag.group().startswith("</")
            position = tag.end()
        elif character == "*" and (stars := _stars(text, position, star)):
            star = not star and "*" in text[position + stars :]
            italic = star if stars != 2 else italic
            position += stars
        elif character == "_" and _is_mark(text, position, underscore):
            underscore = italic = not underscore
            position += 1
        elif (character in "-‐\u00ad") and (broken := _BROKEN.match(text, position)):
            _join_broken(maker, broken, italic=italic)
            position = broken.end()
        elif character in _LINE_ENDS and _goes_on(maker.word, text, position):
            position += 1
            while position < len(text) and text[position].isspace():
                position += 1
        elif character == "\\" and (escaped := _ESCAPED_END.match(text, position)):
            maker.take("\n", position, italic=False)
            maker.ends[-1:] = [escaped.end()]
            position = escaped.end()
        else:
            if character not in _INVISIBLE:
                maker.take(character, position, italic=italic)
            position += 1
    return maker.made()


def _join_broken(maker: _Maker, broken: re.Match[str], *, italic: bool) -> None:
    """Join a word whose hyphen ends a line."""
    before = re.split(r"[^\w]", maker.word)[-1]
    after = broken["next"]
    compound = (
        not (before[-1:].isalpha() and after[:1].islower())
        or before.lower() in _KEPT_BEFORE
        or after in _KEPT
        or _IDENTIFIER.search(maker.word) is not None
    )
    if broken.group()[0] != "\u00ad" and compound:
        maker.take("-", broken.start(), italic=italic)
    elif broken.group()[0] != "\u00ad":
        maker.joined.append(f"{before}{after}")


def _goes_on(word: str, text: str, position: int) -> bool:
    """Return whether an address or DOI goes on after a line end.

    It does after a slash, an underscore or an equals sign, and after a full stop that a digit
    or small letter follows without a space, for a sentence begins with a capital.
    """
    if not _IDENTIFIER.search(word):
        return False
    following = text[position:].lstrip()[:1]
    if word[-1] in "/_=&?%":
        return following.isalnum()
    return word[-1] == "." and (following.isdigit() or following.islower())


def _stars(text: str, position: int, is_open: bool) -> int:
    """Return how many stars open or close emphasis at a place; none in "G*Power"."""
    match = _STARS.match(text, position)
    assert match is not None
    before, after = text[max(0, position - 1) : position], text[match.end() : match.end() + 1]
    if is_open:
        closes = not before.isspace()
    else:
        closes = (not before or not before.isalnum()) and bool(after) and not after.isspace()
    bullet = not before and after.isspace()
    return len(match.group()) if closes or bullet else 0


def _is_mark(text: str, position: int, is_open: bool) -> bool:
    """Return whether an underscore opens or closes emphasis: "_Psychotherapy_, _55_(4)"."""
    before, after = text[position - 1 : position], text[position + 1 : position + 2]
    if is_open:
        return not before.isspace() and not after.isalnum()
    return (not before or before.isspace() or before in "([“") and after.isalnum()


# -- which characters belong to which field ------------------------------------------------------

TAKEN = "\x00"
"""Replaces each character that a field has used; no clean text holds it."""
_WORDS = re.compile(r"[^\W_]")
_TRIM = " .,;:"


class Claim(NamedTuple):
    """A stretch of the clean text and the field it became."""

    start: int
    end: int
    field: str
    value: str
    certain: bool


@dataclass(kw_only=True)
class Draft:
    """A printed reference that is being read: what its parts are so far, and which text is left."""

    clean: Clean
    type: ReferenceType = ReferenceType.DOCUMENT
    values: dict[str, str] = field(default_factory=dict)
    dates: dict[str, PartialDate] = field(default_factory=dict)
    people: list[Contributor] = field(default_factory=list)
    incomplete: set[Role] = field(default_factory=set)
    claims: list[Claim] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    complete: bool = True
    end: int = 0
    """Where the words of the reference end; what follows is cut off or belongs to a page."""
    rest: str = ""
    """The clean text with `TAKEN` in place of the characters used by a field."""
    whole: int = 0
    """Where the reference ends, before the links of a web page."""
    extra: dict[str, str] = field(default_factory=dict)
    """Values without a CSL variable, by BibTeX field."""

    def __post_init__(self) -> None:
        self.rest = self.clean.text
        self.end = self.whole = len(self.clean.text)

    # -- claiming -----------------------------------------------------------------------------

    def claim(
        self, name: str, start: int, end: int, value: str | None = None, *, certain: bool = True
    ) -> None:
        """Give a stretch to a text field of `Reference`, with the text itself as default value.

        A field that has a value already keeps it, and the stretch is left over.
        """
        if value is None:
            value = self.text[start:end]
        if start < end and value and name not in self.values and TAKEN not in self.rest[start:end]:
            self.values[name] = value
            self.take(name, start, end, value, certain=certain)

    def take(self, name: str, start: int, end: int, value: str, *, certain: bool = True) -> None:
        """Note that a field used a stretch, up to what another field has used."""
        taken = self.rest.find(TAKEN, start, end)
        end = end if taken < 0 else taken
        if start >= end:
            return
        self.claims.append(Claim(start, end, name, value, certain))
        self.rest = self.rest[:start] + TAKEN * (end - start) + self.rest[end:]

    def date(
        self,
        name: str,
        span: tuple[int, int],
        date: PartialDate | None,
        value: str,
        *,
        certain: bool = True,
    ) -> None:
        """Give a stretch to a date."""
        if name in self.dates or TAKEN in self.rest[slice(*span)]:
            return
        if date is not None:
            self.dates[name] = date
        self.take(name, *span, value, certain=certain)

    def name(self, name: Name, role: Role, start: int, end: int) -> None:
        """Give a stretch, at least that of the name, to a person or body."""
        person = replace(name.person, role=role)
        self.people.append(person)
        self.take(field_of(role), start, end, inverted(person), certain=name.certain)

    def others(self, role: Role, start: int, end: int) -> None:
        """Note that names are left out: "et al."."""
        self.incomplete.add(role)
        words = self.text[start:end]
        self.take(field_of(role), start, end, words)
        what = "editors" if role is Role.EDITOR else "authors"
        self.doubt(f"“{words}” stands for {what} that are not named.")

    def pass_over(self, start: int) -> None:
        """Pass over the links of a web page, which go from a position to the end."""
        self.whole = start
        self.take("links", start, len(self.text), self.text[start:])

    def last_of_many(self, name: Name) -> None:
        """Note that an author is named last, after authors that are missing."""
        self.extra[LAST_AUTHOR] = inverted(name.person)
        self.doubt(f"“{inverted(name.person)}” is the last author, after those that are missing.")

    def doubt(self, sentence: str) -> None:
        """Note a doubt, once."""
        if sentence not in self.doubts:
            self.doubts.append(sentence)

    def widen(self, name: str, start: int) -> None:
        """Begin the stretch of a field earlier, at the word that introduces it."""
        for index, claim in enumerate(self.claims):
            if claim.field == name and start < claim.start:
                self.claims[index] = claim._replace(start=start)
                length = claim.start - start
                self.rest = self.rest[:start] + TAKEN * length + self.rest[claim.start :]

    # -- looking ------------------------------------------------------------------------------

    @property
    def text(self) -> str:
        """The clean text."""
        return self.clean.text

    def trimmed(self, start: int, end: int, marks: str = _TRIM) -> tuple[int, int]:
        """Return a stretch without punctuation and spaces at both ends."""
        while start < end and (self.text[start] in marks or self.rest[start] == TAKEN):
            start += 1
        while end > start and (self.text[end - 1] in marks or self.rest[end - 1] == TAKEN):
            end -= 1
        return start, end

    def leftover(self) -> list[tuple[int, int]]:
        """Return the stretches with letters or digits that no field used."""
        stretches = []
        start = 0
        for end in [*(i for i, c in enumerate(self.rest) if c == TAKEN), len(self.rest)]:
            if _WORDS.search(self.rest, start, end):
                stretches.append(self.trimmed(start, end, " .,;:()[]&“”\"'"))
            start = end + 1
        return [(start, end) for start, end in stretches if start < end]


def field_of(role: Role) -> str:
    """Return the name of a role among the fields."""
    return role.value.replace("-", "_")


_ROLE_WORDS = {
    "ed": Role.EDITOR, "editor": Role.EDITOR, "hrsg": Role.EDITOR, "hg": Role.EDITOR,
    "trans": Role.TRANSLATOR, "tran": Role.TRANSLATOR, "translator": Role.TRANSLATOR,
    "übers": Role.TRANSLATOR, "illu": Role.ILLUSTRATOR, "comp": Role.COMPILER,
    "compiler": Role.COMPILER, "narr": Role.NARRATOR, "narrator": Role.NARRATOR,
    "director": Role.DIRECTOR, "producer": Role.PRODUCER, "writer": Role.SCRIPT_WRITER,
    "host": Role.HOST, "chair": Role.CHAIR, "composer": Role.COMPOSER, "curator": Role.CURATOR,
    "guest": Role.GUEST,
}  # fmt: skip
_JOINT = re.compile(r"[\s,;]{0,3}(?P<joint>(?:&|\b(?:and|und|et|y)\b)\s?)$")


def roles_of(label: str) -> tuple[Role, ...]:
    """Return the roles that a label names: "Ed. & Trans." names two."""
    words = re.findall(r"[^\W\d_]+", label)
    roles = []
    for word in words:
        lower = word.lower()
        role = _ROLE_WORDS.get(lower) or _ROLE_WORDS.get(lower.rstrip("s"))
        if role is not None:
            roles.append(role)
    return tuple(dict.fromkeys(roles))


def claim_people(draft: Draft, names: Names, roles: tuple[Role, ...], start: int, end: int) -> None:
    """Claim people, at least one, with the label of their roles before or after them.

    The stretch is that of names and label; the label is the stretch of a second role.
    """
    stretches = [(name.start, name.end) for name in names.names] + names.others
    begin, stop = min(stretches)[0], max(stretches)[1]
    end = max(end, stop)
    gap = min((first for first, _ in names.others), default=end)
    for name in names.names:
        if name.start > gap and roles == (Role.AUTHOR,):
            draft.last_of_many(name)
        first = start if name.start == begin else _with_joint(draft.text, start, name.start)
        last = end if name.end == stop and len(roles) == 1 else name.end
        draft.name(name, roles[0], first, last)
    for first, last in names.others:
        draft.others(roles[0], first, end if last == stop and len(roles) == 1 else last)
    if len(roles) > 1:
        draft.people += [replace(name.person, role=roles[1]) for name in names.names]
        while stop < end and not (draft.text[stop].isalnum() or draft.text[stop] == "("):
            stop += 1
        whole = "; ".join(inverted(name.person) for name in names.names)
        draft.take(field_of(roles[1]), stop, end, whole)
    for doubt in names.doubts:
        draft.doubt(doubt)


def _with_joint(text: str, floor: int, start: int) -> int:
    """Return where the ampersand or "and" before a name begins."""
    begin = max(floor, start - 8)
    match = _JOINT.search(text[begin:start])
    return begin + match.start("joint") if match else start
