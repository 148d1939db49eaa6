"""A reference while it is being read: which characters belong to which field."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from pprkb.formats.printed.clean import Clean
from pprkb.formats.printed.names import Name, Names
from pprkb.model.reference import (
    LAST_AUTHOR,
    Contributor,
    PartialDate,
    ReferenceType,
    Role,
    inverted,
)

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
    """The clean text with `TAKEN` where a field has used it."""
    whole: int = 0
    """Where the reference ends, before the links of a web page."""
    extra: dict[str, str] = field(default_factory=dict)
    """What no variable of CSL holds, by BibTeX field."""

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
