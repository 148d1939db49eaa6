"""Lists of names in a printed reference: split into chunks, put together from left to right."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from pprkb.formats.printed.vocabulary import (
    Kind,
    has_body_word,
    kind_of,
    sounds_like_body,
    spaced_initials,
)
from pprkb.model.reference import Contributor


class Name(NamedTuple):
    """A name and the stretch it takes."""

    start: int
    end: int
    person: Contributor
    certain: bool = True


@dataclass(kw_only=True)
class Names:
    """A list of names that has been read."""

    names: list[Name] = field(default_factory=list)
    others: list[tuple[int, int]] = field(default_factory=list)
    """Stretches of "et al." and ellipses."""
    groups: list[tuple[int, int]] = field(default_factory=list)
    """Parentheses among the names."""
    doubts: list[str] = field(default_factory=list)
    odd: bool = False
    """Something in the list is not a name."""

    @property
    def plain(self) -> bool:
        """Whether every name is certain and nothing else is among them."""
        return bool(self.names) and not self.odd and all(name.certain for name in self.names)

    @property
    def persons(self) -> bool:
        """Whether at least one name is a person with initials or given names."""
        return any(name.person.given for name in self.names)


_TOKEN = re.compile(
    r"(?P<others>\bet\.? ?al\b\.?|(?:&|\band) (?i:others|colleagues|associates)\b|\bu\. ?a\.)"
    r"|(?P<dots>…\.?|\.(?: ?\.){2,5})"
    r"|(?P<mark>[,;&])"
    r"|(?P<word>(?:(?!\.\.\.|\. \. \.)[^\s,;&…()\[\]]){1,80})"
    r"|(?P<group>\([^()]{0,80}\)|\[[^\[\]]{0,80}\])"
    r"|(?P<rest>\S)"
)
_STARTS = frozenset(("American", "World", "National", "International", "British", "European"))
_LONGEST = 40
"""The maximum number of words in the name of an organization."""
_AND = frozenset(("and", "und", "et", "y"))

GIVEN_FIRST = re.compile(r"(?P<given>i[ijn]{0,3}?|j(?=n))(?P<family>p{0,3}n[np]{0,3})s?$")
"""The kinds of "M. J. Lambert" and "J. van der Berg"."""


class Word(NamedTuple):
    """A word of a chunk."""

    start: int
    end: int
    text: str
    kind: Kind


@dataclass(kw_only=True)
class Chunk:
    """The words between two separators."""

    words: list[Word]
    joined: bool
    """Preceded by an ampersand or "and"."""
    comma: bool
    """Preceded by a comma."""
    parted: bool
    """Preceded by "et al.", an ellipsis or a parenthesis."""

    @property
    def kinds(self) -> str:
        """The kinds of the words, one letter each."""
        return "".join(word.kind for word in self.words)

    @property
    def texts(self) -> list[str]:
        """The words."""
        return [word.text for word in self.words]

    @property
    def phrase(self) -> str:
        """The words with single spaces."""
        return " ".join(self.texts)

    @property
    def span(self) -> tuple[int, int]:
        """Where the chunk begins and ends."""
        return self.words[0].start, self.words[-1].end

    @property
    def is_body(self) -> bool:
        """Whether this is the name of an organization rather than a person."""
        if any(len(text) > 4 and text.endswith(".") for text in self.texts[:-1]):
            return False  # the end of a sentence
        if not self.kinds.strip("npl"):
            return sounds_like_body(self.texts)
        # "U.S. Census Bureau", but not "J. Bank"
        return self.kinds[0] in "ij" and self.kinds.count("n") > 1 and has_body_word(self.texts)

    @property
    def ends_a_name(self) -> bool:
        """Whether a name is complete with this chunk."""
        return self.kinds[-1:] in ("i", "j", "s") or bool(GIVEN_FIRST.match(self.kinds))


@dataclass(kw_only=True)
class Chunks:
    """A list of names in chunks."""

    chunks: list[Chunk] = field(default_factory=list)
    others: list[tuple[int, int]] = field(default_factory=list)
    """Stretches of "et al." and ellipses."""
    groups: list[tuple[int, int]] = field(default_factory=list)
    """Parentheses among the names."""
    odd: bool = False
    """There are characters that are in no name."""


def chunks_of(text: str, start: int, end: int) -> Chunks:
    """Split a list of names; the "and" within the name of a body splits nothing."""
    split = Chunks()
    words: list[Word] = []
    before = {"joined": False, "comma": False, "parted": False}

    def close() -> None:
        if words:
            _add(split.chunks, Chunk(words=[*words], **before))
            words.clear()
            before.update(joined=False, comma=False, parted=False)

    for token in _TOKEN.finditer(text, start, end):
        if token["word"] and not any(map(str.isalnum, token["word"])):
            continue
        conjunction = (token["word"] or "").lower() in _AND
        if token["word"] and not (conjunction and (words or before["comma"] or not split.chunks)):
            words.append(Word(*token.span(), token["word"], kind_of(token["word"])))
        elif token["rest"]:
            split.odd = True
        else:
            close()
            if token["group"]:
                split.groups.append(token.span())
            elif token["others"] or token["dots"]:
                split.others.append(token.span())
            before["joined"] |= conjunction or token["mark"] == "&"
            before["comma"] |= token["mark"] in (",", ";")
            before["parted"] |= not (conjunction or token["mark"])
    close()
    return split


def _add(chunks: list[Chunk], chunk: Chunk) -> None:
    """Append a chunk, or join it to the one before: "Health and Human Services"."""
    if chunks and chunk.joined and not chunk.comma and not chunk.parted:
        before = chunks[-1]
        short = len(before.words) < _LONGEST
        # "American Psychiatric Association & World Health Organization" are two.
        two = has_body_word(before.texts) and chunk.texts[0] in _STARTS
        if short and not two and not before.ends_a_name and (before.is_body or chunk.is_body):
            before.words += chunk.words
            return
    chunks.append(chunk)


# Of the kinds of a chunk's words, a letter each: see `name_words.Kind`.
_INITIALS = re.compile(r"[ij](?:[ijp]{0,6}[ij])?s?$")
_DROPPING = re.compile(r"[ij]{1,5}p{1,3}$")
_FAMILY = re.compile(r"p{0,3}(?:[nj][npj]{0,4}|n[np]{0,3}s)$")
_MIDDLE_INITIAL = re.compile(r"(?P<given>n{1,2}[ij]{1,3})(?P<family>p{0,3}n[np]{0,3})s?$")
_FAMILY_INITIALS = re.compile(r"(?P<family>p{0,3}n[np]{0,3})(?P<given>[ij]{1,4})s?$")


@dataclass(kw_only=True)
class _Person:
    """A name that is being read."""

    start: int
    end: int
    family: list[Word]
    given: str = ""
    dropping: str = ""
    suffix: str = ""
    certain: bool = True

    @property
    def phrase(self) -> str:
        return " ".join(word.text for word in self.family).rstrip(".")

    @property
    def plain(self) -> list[int]:
        """The positions of the words that are not particles."""
        return [i for i, word in enumerate(self.family) if word.kind is not Kind.PARTICLE]

    def named(self, given: str, first: int, last: int, *, certain: bool) -> Name:
        """Return the name, whose particles are the words from `first` to `last`."""
        words = [word.text for word in self.family]
        family = " ".join(words[last:])
        return Name(
            self.start,
            self.end,
            Contributor(
                family=family if words[-1] == "St." else family.rstrip("."),
                given=given,
                non_dropping_particle=" ".join(words[first:last]),
                dropping_particle=self.dropping,
                # The full stop after "III" ends the names.
                suffix=self.suffix if self.suffix[:1] in "JS" else self.suffix.rstrip("."),
            ),
            certain,
        )


class NameReader:
    """Reads chunks into names."""

    def __init__(self, text: str, chunks: list[Chunk], names: Names, *, given_first: bool) -> None:
        """Prepare to parse the chunks of a list, adding to `names`."""
        self.text = text
        self.chunks = chunks
        self.names = names
        self.given_first = given_first or GIVEN_FIRST.match(chunks[0].kinds) is not None
        self.with_initials = any(_INITIALS.match(chunk.kinds) for chunk in chunks)
        self.in_full = any(_FAMILY_INITIALS.match(chunk.kinds) for chunk in chunks[1::2])
        self.pending: _Person | None = None
        self.last: _Person | None = None

    def read(self) -> None:
        """Read all chunks."""
        for chunk, following in zip(self.chunks, [*self.chunks[1:], None], strict=True):
            self._take(chunk, following.kinds if following else "")
        self._flush()

    def _take(self, chunk: Chunk, following: str) -> None:
        kinds = chunk.kinds
        if chunk.parted:
            self._flush()
            self.last = None
        if kinds == "s":
            self._suffix(chunk)
        elif self.pending is not None and _INITIALS.match(kinds):
            self._give(chunk)
        elif self.pending is not None and _DROPPING.match(kinds):
            # "Beauvoir, S. de"
            count = kinds.index("p")
            self.pending.dropping = " ".join(chunk.texts[count:]).rstrip(".")
            self._give(chunk, count)
        elif self.pending is None and kinds[0] in "ij" and chunk.is_body:
            self._body(chunk)
        elif match := GIVEN_FIRST.match(kinds):
            self._given_first(chunk, match, following)
        elif match := _MIDDLE_INITIAL.match(kinds):
            self._flush()
            self._whole(chunk, match)
        elif match := _FAMILY_INITIALS.match(kinds):
            if self.pending is not None:
                self._give(chunk)
            else:
                self._without_comma(chunk, match)
        elif _FAMILY.match(kinds):
            self._family(chunk, following)
        elif chunk.is_body:
            self._body(chunk)
        else:
            self._flush()
            self._odd(chunk)

    # -- the cases ----------------------------------------------------------------------------

    def _family(self, chunk: Chunk, following: str) -> None:
        """Read what may be a family name, or given names in full after one."""
        initials_follow = _INITIALS.match(following) is not None
        if self.pending is not None:
            in_full = self.in_full or not self.with_initials
            both_whole = len(self.pending.plain) > 1 and len(chunk.words) > 1 and chunk.joined
            if in_full and not self.given_first and not initials_follow and not both_whole:
                self.pending.certain &= self.in_full
                self._give(chunk)
                return
            self._flush()
        if not initials_follow and chunk.is_body and len(chunk.words) > 1:
            self._body(chunk)
            return
        start, end = chunk.span
        words, suffix = chunk.words, ""
        if words[-1].kind is Kind.SUFFIX:
            words, suffix = words[:-1], words[-1].text
        self.pending = _Person(start=start, end=end, family=words, suffix=suffix)
        if words[-1].text.endswith("."):
            self.pending.certain = words[-1].text.lower() == "st."

    def _body(self, chunk: Chunk) -> None:
        self._flush()
        start, end = chunk.span
        literal = self.text[start:end].rstrip(".")
        self._add(Name(start, start + len(literal), Contributor(literal=literal)))

    def _give(self, chunk: Chunk, count: int | None = None) -> None:
        """Add the words of a chunk, or the first of them, to the family name before them."""
        assert self.pending is not None
        texts = chunk.texts[:count]
        if chunk.words[-1].kind is Kind.SUFFIX:
            self.pending.suffix = texts.pop()
        self.pending.given = spaced_initials(" ".join(texts))
        self.pending.end = chunk.span[1]
        self._flush()

    def _given_first(self, chunk: Chunk, match: re.Match[str], following: str) -> None:
        """Read "W. Lutz"; after a family name it may be "…, W." and the next one, "Lutz, …"."""
        start, end = match.span("family")
        if self.pending is not None and not self.given_first:
            if not _INITIALS.match(following):
                self.pending.certain = False
                self._give(chunk)
                return
            self.names.doubts.append(f"A comma is missing within “{chunk.phrase}”.")
            self.pending.given = spaced_initials(" ".join(chunk.texts[:start]))
            self.pending.end = chunk.words[start - 1].end
            self._flush()
            family = chunk.words[start:end]
            self.pending = _Person(start=family[0].start, end=family[-1].end, family=family)
            return
        self._flush()
        self._whole(chunk, match)

    def _whole(self, chunk: Chunk, match: re.Match[str], *, certain: bool = True) -> None:
        """Read a chunk that holds given names and family name, in either order."""
        words = chunk.words
        self.pending = _Person(
            start=words[0].start,
            end=words[-1].end,
            family=words[slice(*match.span("family"))],
            given=spaced_initials(" ".join(chunk.texts[slice(*match.span("given"))])),
            suffix=words[-1].text if words[-1].kind is Kind.SUFFIX else "",
            certain=certain,
        )
        self._flush()

    def _without_comma(self, chunk: Chunk, match: re.Match[str]) -> None:
        """Parse "Norcross JC", or a name that lacks its comma among names that have one."""
        if self.with_initials:
            self.names.doubts.append(f"A comma is missing within “{chunk.phrase}”.")
        self._whole(chunk, match, certain=not self.with_initials)

    def _suffix(self, chunk: Chunk) -> None:
        if self.pending is None and self.last is not None and not self.last.suffix:
            self.names.names.pop()
            self.pending = self.last
            self.pending.suffix, self.pending.end = chunk.phrase, chunk.span[1]
            self._flush()
        elif self.pending is not None:
            self.pending.suffix, self.pending.end = chunk.phrase, chunk.span[1]
        else:
            self._odd(chunk)

    def _odd(self, chunk: Chunk) -> None:
        self.names.odd = True
        self.names.doubts.append(f"“{chunk.phrase}” is not read as a name.")

    # -- finishing a name -----------------------------------------------------------------------

    def _add(self, name: Name) -> None:
        self.names.names.append(name)
        self.last = None

    def _flush(self) -> None:
        """Finish the name that is being read."""
        person, self.pending = self.pending, None
        if person is None:
            return
        count = person.plain[0] if person.plain else 0
        if person.given:
            self._add(person.named(person.given, 0, count, certain=person.certain))
            self.last = person
        elif len(person.plain) > 1 and self._is_whole(person):
            self._add(self._in_order(person))
        else:
            self.names.doubts.append(f"“{person.phrase}” has no initials.")
            if len(self.chunks) == 1:
                self._add(_literal(person))
            else:
                self._add(person.named("", 0, count, certain=False))

    def _is_whole(self, person: _Person) -> bool:
        """Return whether words without initials may be a whole name, "Carl Rogers"."""
        return not self.with_initials and person.plain[0] == 0

    def _in_order(self, person: _Person) -> Name:
        """Add "Carl Rogers" or "Ludwig van Beethoven" to the names."""
        if len(self.chunks) == 1 and self.text[person.end - 1] == ".":
            self.names.doubts.append(f"“{person.phrase}” may be a person, a body or a title.")
            return _literal(person)
        self.names.doubts.append(
            f"Which part of “{person.phrase}” is the family name is not certain."
        )
        particles = [i for i in range(person.plain[-1]) if i not in person.plain]
        first = particles[0] if particles else person.plain[-1]
        last = next(i for i in person.plain if i >= first)
        given = " ".join(word.text for word in person.family[:first])
        return person.named(given, first, last, certain=False)


def _literal(person: _Person) -> Name:
    return Name(person.start, person.end, Contributor(literal=person.phrase), certain=False)


def read_names(text: str, start: int, end: int, *, given_first: bool = False) -> Names:
    """Read the list of names in a stretch; with `given_first` as APA prints editors."""
    parted = chunks_of(text, start, end)
    names = Names(others=parted.others, groups=parted.groups, odd=parted.odd)
    if not parted.chunks:
        return names
    if not parted.others and _is_one_body(parted.chunks):
        _read_body(text, parted.chunks, names)
    else:
        NameReader(text, parted.chunks, names, given_first=given_first).read()
    return names


def _is_one_body(chunks: list[Chunk]) -> bool:
    """Return whether chunks without a person's initials are the name of one body."""
    if any("i" in chunk.kinds and not chunk.is_body for chunk in chunks):
        return False
    if len(chunks) == 1:
        words = chunks[0].texts
        return chunks[0].is_body or (len(words) > 3 and all(word[0].isupper() for word in words))
    if any(character.isdigit() for chunk in chunks for character in chunk.phrase):
        return False
    return any(chunk.is_body for chunk in chunks)


def _read_body(text: str, chunks: list[Chunk], names: Names) -> None:
    start, end = chunks[0].span[0], chunks[-1].span[1]
    for group in list(names.groups):
        # "(NICE)": a short form belongs to the name that it follows.
        content = text[group[0] + 1 : group[1] - 1]
        if group[0] >= end and content.isupper() and content.replace("-", "").isalnum():
            end = group[1]
            names.groups.remove(group)
    certain = len(chunks) == 1 and chunks[0].is_body and "&" not in text[start:end]
    literal = text[start:end].rstrip(".")
    names.names.append(Name(start, start + len(literal), Contributor(literal=literal), certain))
    if not certain:
        names.doubts.append(f"“{literal}” may be one body or several.")
