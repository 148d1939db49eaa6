"""A list of names as it is printed: "Fowler, J. C., & Del Re, A.C.", "M. Lambert and W. Lutz".

Names are read chunk by chunk between commas, ampersands and "and". What each chunk can be decides
whose initials are whose, so that a missing comma or ampersand does no harm.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from pprkb.formats.printed.name_words import (
    Kind,
    has_body_word,
    kind_of,
    sounds_like_body,
    spaced_initials,
)
from pprkb.model.reference import Contributor

_TOKEN = re.compile(
    r"(?P<others>\bet\.? ?al\b\.?|\band (?:others|colleagues)\b|\bu\. ?a\.)"
    r"|(?P<dots>…\.?|\.(?: ?\.){2,5})"
    r"|(?P<mark>[,;&])"
    r"|(?P<word>(?:(?!\.\.\.|\. \. \.)[^\s,;&…()\[\]]){1,80})"
    r"|(?P<group>\([^()]{0,80}\)|\[[^\[\]]{0,80}\])"
    r"|(?P<rest>\S)"
)
_AND = frozenset(("and", "und", "et", "y", "with"))
_DIGIT = re.compile(r"\d")

_INITIALS = re.compile(r"[ij](?:[ijp]{0,6}[ij])?s?$")
_DROPPING = re.compile(r"[ij]{1,5}p{1,3}$")
_FAMILY = re.compile(r"p{0,3}[nj][npj]{0,4}$")
_FAMILY_SUFFIX = re.compile(r"p{0,3}n[np]{0,3}s$")
_GIVEN_FIRST = re.compile(r"(?P<given>i[ijn]{0,3}?|j(?=n))(?P<family>p{0,3}n[np]{0,3})s?$")
_MIDDLE_INITIAL = re.compile(r"(?P<given>n{1,2}[ij]{1,3})(?P<family>p{0,3}n[np]{0,3})s?$")
_FAMILY_INITIALS = re.compile(r"(?P<family>p{0,3}n[np]{0,3})(?P<given>[ij]{1,4})s?$")


class Name(NamedTuple):
    """A name and the stretch it takes."""

    start: int
    end: int
    person: Contributor
    certain: bool = True


@dataclass(kw_only=True)
class Names:
    """A list of names as it was read."""

    names: list[Name] = field(default_factory=list)
    others: list[tuple[int, int]] = field(default_factory=list)
    """Where "et al." or an ellipsis stands."""
    groups: list[tuple[int, int]] = field(default_factory=list)
    """Parentheses among the names."""
    doubts: list[str] = field(default_factory=list)
    odd: bool = False
    """Something in the list is no name."""

    @property
    def plain(self) -> bool:
        """Whether every name is certain and nothing else stands among them."""
        return bool(self.names) and not self.odd and all(name.certain for name in self.names)

    @property
    def persons(self) -> bool:
        """Whether one name at least is a person with initials or given names."""
        return any(name.person.given for name in self.names)


class _Word(NamedTuple):
    start: int
    end: int
    text: str
    kind: Kind


@dataclass(kw_only=True)
class _Chunk:
    """What stands between two separators."""

    words: list[_Word]
    joined: bool
    """An ampersand or "and" stands before it."""
    comma: bool
    """A comma stands before it."""

    @property
    def kinds(self) -> str:
        return "".join(word.kind for word in self.words)

    @property
    def texts(self) -> list[str]:
        return [word.text for word in self.words]

    @property
    def span(self) -> tuple[int, int]:
        return self.words[0].start, self.words[-1].end

    @property
    def is_body(self) -> bool:
        if not self.kinds.strip("npl"):
            return sounds_like_body(self.texts)
        # "U.S. Census Bureau", but not "J. Bank"
        return self.kinds[0] in "ij" and self.kinds.count("n") > 1 and has_body_word(self.texts)

    @property
    def ends_a_name(self) -> bool:
        return self.kinds[-1:] in ("i", "j", "s") or bool(_GIVEN_FIRST.match(self.kinds))


@dataclass(kw_only=True)
class _Person:
    """A name that is being read."""

    start: int
    end: int
    family: list[_Word]
    given: str = ""
    dropping: str = ""
    suffix: str = ""
    certain: bool = True


def read_names(text: str, start: int, end: int, *, given_first: bool = False) -> Names:
    """Read a list of names.

    Args:
        text: A clean reference.
        start: Where the list begins.
        end: Where it ends.
        given_first: Names are expected as "M. J. Lambert", as APA prints editors.
    """
    names = Names()
    chunks = _merged(_chunks(text, start, end, names))
    if not chunks:
        return names
    if not any("i" in one.kinds and not one.is_body for one in chunks) and _is_one_body(chunks):
        return _body(text, chunks, names)
    _Reader(text, chunks, names, given_first=given_first).read()
    return names


def _chunks(text: str, start: int, end: int, names: Names) -> list[_Chunk]:
    chunks: list[_Chunk] = []
    words: list[_Word] = []
    joined = comma = False

    def close() -> None:
        nonlocal words, joined, comma
        if words:
            chunks.append(_Chunk(words=words, joined=joined, comma=comma))
            words, joined, comma = [], False, False

    for token in _TOKEN.finditer(text, start, end):
        if token["others"] or token["dots"]:
            close()
            names.others.append(token.span())
        elif token["mark"]:
            close()
            joined |= token["mark"] == "&"
            comma |= token["mark"] != "&"
        elif token["word"] and token["word"].lower() in _AND and (words or comma or not chunks):
            close()
            joined = True
        elif word := token["word"]:
            words.append(_Word(token.start(), token.end(), word, kind_of(word)))
        elif token["group"]:
            names.groups.append(token.span())
        else:
            names.odd = True
    close()
    return chunks


def _merged(chunks: list[_Chunk]) -> list[_Chunk]:
    """Join what an "and" within the name of a body has parted."""
    merged: list[_Chunk] = []
    for chunk in chunks:
        if merged and chunk.joined and not chunk.comma:
            before = merged[-1]
            if not before.ends_a_name and (before.is_body or chunk.is_body):
                before.words += chunk.words
                continue
        merged.append(chunk)
    return merged


def _is_one_body(chunks: list[_Chunk]) -> bool:
    """Say whether chunks without any initial are the name of one body."""
    if any("x" in chunk.kinds and _DIGIT.search("".join(chunk.texts)) for chunk in chunks):
        return len(chunks) == 1 and chunks[0].is_body
    if len(chunks) == 1:
        words = chunks[0].texts
        return chunks[0].is_body or (len(words) > 3 and all(word[0].isupper() for word in words))
    return any(chunk.is_body for chunk in chunks)


def _body(text: str, chunks: list[_Chunk], names: Names) -> Names:
    start, end = chunks[0].words[0].start, chunks[-1].words[-1].end
    for group in list(names.groups):
        # "(NICE)": a short form belongs to the name that it follows.
        if text[group[0] + 1 : group[1] - 1].replace("-", "").isalnum() and group[0] >= end:
            content = text[group[0] + 1 : group[1] - 1]
            if content.isupper():
                end = group[1]
                names.groups.remove(group)
    certain = len(chunks) == 1 and chunks[0].is_body
    names.names.append(Name(start, end, Contributor(literal=text[start:end].rstrip(".")), certain))
    if not certain:
        names.doubts.append(f"“{text[start:end]}” may be one body or several.")
    return names


class _Reader:
    """Reads chunks into names, from left to right."""

    def __init__(self, text: str, chunks: list[_Chunk], names: Names, *, given_first: bool) -> None:
        self.text = text
        self.chunks = chunks
        self.names = names
        self.given_first = given_first or any(
            _GIVEN_FIRST.match(chunk.kinds) and not chunk.comma and index == 0
            for index, chunk in enumerate(chunks)
        )
        self.with_initials = any(_INITIALS.match(chunk.kinds) for chunk in chunks)
        self.in_full = any(_FAMILY_INITIALS.match(chunk.kinds) for chunk in chunks[1::2])
        self.pending: _Person | None = None
        self.last: _Person | None = None

    def read(self) -> None:
        for index, chunk in enumerate(self.chunks):
            following = self.chunks[index + 1].kinds if index + 1 < len(self.chunks) else ""
            self._take(chunk, following)
        self._flush()

    def _take(self, chunk: _Chunk, following: str) -> None:
        kinds = chunk.kinds
        if kinds == "s":
            self._suffix(chunk)
        elif _INITIALS.match(kinds) and self.pending is not None:
            self._initials(chunk)
        elif self.pending is not None and (match := _DROPPING.match(kinds)):
            count = kinds.index("p")
            self.pending.dropping = " ".join(chunk.texts[count:]).rstrip(".")
            self._give(" ".join(chunk.texts[:count]), chunk)
        elif chunk.is_body and self.pending is None and kinds[0] in "ij":
            start, end = chunk.span
            self._add(Name(start, end, Contributor(literal=self.text[start:end].rstrip("."))))
        elif match := _GIVEN_FIRST.match(kinds):
            self._given_first(chunk, match, following)
        elif match := _MIDDLE_INITIAL.match(kinds):
            self._flush()
            self._whole(chunk, match.start("family"), match.end("family"))
        elif match := _FAMILY_INITIALS.match(kinds):
            if self.pending is not None:
                self._give_with_suffix(chunk)
            else:
                self._initials_last(chunk, match)
        elif _FAMILY.match(kinds) or _FAMILY_SUFFIX.match(kinds):
            self._family(chunk, following)
        elif chunk.is_body:
            self._flush()
            start, end = chunk.span
            self._add(Name(start, end, Contributor(literal=self.text[start:end].rstrip("."))))
        else:
            self._flush()
            self._odd(chunk)

    # -- the cases ----------------------------------------------------------------------------

    def _family(self, chunk: _Chunk, following: str) -> None:
        if self.pending is not None:
            full = self.in_full or not self.with_initials
            if full and not self.given_first and not _INITIALS.match(following):
                if not self.in_full:
                    self.pending.certain = False
                self._give(" ".join(chunk.texts), chunk)
                return
            self._flush()
        if not _INITIALS.match(following) and chunk.is_body and len(chunk.words) > 1:
            start, end = chunk.span
            self._add(Name(start, end, Contributor(literal=self.text[start:end].rstrip("."))))
            return
        start, end = chunk.span
        words = chunk.words
        suffix = ""
        if words[-1].kind is Kind.SUFFIX:
            words, suffix = words[:-1], words[-1].text
        self.pending = _Person(start=start, end=end, family=words, suffix=suffix)
        if words[-1].text.endswith("."):
            self.pending.certain = words[-1].text.lower() == "st."

    def _initials(self, chunk: _Chunk) -> None:
        self._give_with_suffix(chunk)

    def _give_with_suffix(self, chunk: _Chunk) -> None:
        assert self.pending is not None
        texts = chunk.texts
        if chunk.words[-1].kind is Kind.SUFFIX:
            self.pending.suffix = texts.pop()
        self._give(" ".join(texts), chunk)

    def _give(self, given: str, chunk: _Chunk) -> None:
        assert self.pending is not None
        self.pending.given = spaced_initials(given)
        self.pending.end = chunk.span[1]
        self._flush()

    def _given_first(self, chunk: _Chunk, match: re.Match[str], following: str) -> None:
        """Read "W. Lutz"; behind a family name it may be "…, W." and the next one, "Lutz, …"."""
        start, end = match.span("family")
        if self.pending is not None and _INITIALS.match(following) and not self.given_first:
            self.names.doubts.append(f"A comma is missing within “{' '.join(chunk.texts)}”.")
            self.pending.given = spaced_initials(" ".join(chunk.texts[:start]))
            self.pending.end = chunk.words[start - 1].end
            self._flush()
            family = chunk.words[start:end]
            self.pending = _Person(start=family[0].start, end=family[-1].end, family=family)
            return
        if self.pending is not None and not self.given_first:
            self.pending.certain = False
            self._give(" ".join(chunk.texts), chunk)
            return
        self._flush()
        self._whole(chunk, start, end)

    def _whole(self, chunk: _Chunk, start: int, end: int) -> None:
        words = chunk.words
        self.pending = _Person(
            start=words[0].start,
            end=words[-1].end,
            family=words[start:end],
            given=spaced_initials(" ".join(chunk.texts[:start])),
            suffix=words[-1].text if words[-1].kind is Kind.SUFFIX else "",
        )
        self._flush()

    def _initials_last(self, chunk: _Chunk, match: re.Match[str]) -> None:
        """Read "Norcross JC", without a comma."""
        words = chunk.words
        start, end = match.span("given")
        self.pending = _Person(
            start=words[0].start,
            end=words[-1].end,
            family=words[:start],
            given=spaced_initials(" ".join(chunk.texts[start:end])),
            suffix=words[-1].text if words[-1].kind is Kind.SUFFIX else "",
            certain=not self.with_initials,
        )
        if self.with_initials:
            self.names.doubts.append(f"A comma is missing within “{' '.join(chunk.texts)}”.")
        self._flush()

    def _suffix(self, chunk: _Chunk) -> None:
        text, end = chunk.words[0].text, chunk.span[1]
        if self.pending is not None:
            self.pending.suffix, self.pending.end = text, end
        elif self.last is not None and not self.last.suffix:
            self.names.names.pop()
            self.pending, self.last = self.last, None
            self.pending.suffix, self.pending.end = text, end
            self._flush()
        else:
            self._odd(chunk)

    def _odd(self, chunk: _Chunk) -> None:
        self.names.odd = True
        self.names.doubts.append(f"“{' '.join(chunk.texts)}” is not read as a name.")

    # -- putting names together ------------------------------------------------------------------

    def _add(self, name: Name) -> None:
        self.names.names.append(name)
        self.last = None

    def _flush(self) -> None:
        """Finish the name that is being read."""
        person, self.pending = self.pending, None
        if person is None:
            return
        self.last = None
        if not person.given:
            self._add(self._alone(person))
            return
        words = [word.text for word in person.family]
        count = next(
            (i for i, word in enumerate(person.family) if word.kind is not Kind.PARTICLE), 0
        )
        contributor = Contributor(
            family=" ".join(words[count:]).rstrip(".") if words[-1] != "St." else words[-1],
            given=person.given,
            non_dropping_particle=" ".join(words[:count]),
            dropping_particle=person.dropping,
            suffix=person.suffix,
        )
        self._add(Name(person.start, person.end, contributor, person.certain))
        self.last = person

    def _alone(self, person: _Person) -> Name:
        """Make a name of a family name without initials, or of "Carl Rogers"."""
        words = [word.text for word in person.family]
        text = " ".join(words).rstrip(".")
        plain = [i for i, word in enumerate(person.family) if word.kind is not Kind.PARTICLE]
        if len(plain) > 1 and len(self.chunks) == 1 and self.text[person.end - 1] == ".":
            self.names.doubts.append(f"“{text}” may be a person, a body or a title.")
            return Name(person.start, person.end, Contributor(literal=text), certain=False)
        if len(plain) > 1 and not self.with_initials and plain[0] == 0:
            self.names.doubts.append(f"Which part of “{text}” is the family name is not certain.")
            first = next(
                (i for i, word in enumerate(person.family) if word.kind is Kind.PARTICLE),
                len(words) - 1,
            )
            family = next(i for i in plain if i > first) if first < plain[-1] else plain[-1]
            contributor = Contributor(
                family=" ".join(words[family:]).rstrip("."),
                given=" ".join(words[:first]),
                non_dropping_particle=" ".join(words[first:family]),
            )
            return Name(person.start, person.end, contributor, certain=False)
        self.names.doubts.append(f"“{text}” stands without initials.")
        if len(self.chunks) == 1:
            return Name(person.start, person.end, Contributor(literal=text), certain=False)
        count = plain[0] if plain else 0
        contributor = Contributor(
            family=" ".join(words[count:]).rstrip("."),
            non_dropping_particle=" ".join(words[:count]),
            suffix=person.suffix,
        )
        return Name(person.start, person.end, contributor, certain=False)


def written(person: Contributor) -> str:
    """Write a name as "van der Kolk, B. A., Jr."; a body as it is."""
    if person.literal:
        return person.literal
    family = " ".join(filter(None, (person.non_dropping_particle, person.family)))
    given = " ".join(filter(None, (person.given, person.dropping_particle)))
    return ", ".join(filter(None, (family, given, person.suffix)))


def spans(names: Names) -> Iterator[tuple[int, int]]:
    """Yield the stretches that names take."""
    for name in names.names:
        yield name.start, name.end
