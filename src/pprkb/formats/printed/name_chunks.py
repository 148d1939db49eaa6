"""The chunks of a list of names: what stands between commas, ampersands and "and"."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from pprkb.formats.printed.name_words import Kind, has_body_word, kind_of, sounds_like_body

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
"""Words in the name of a body."""
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
    """What stands between two separators."""

    words: list[Word]
    joined: bool
    """An ampersand or "and" stands before it."""
    comma: bool
    """A comma stands before it."""
    parted: bool
    """An "et al.", ellipsis or parenthesis stands before it."""

    @property
    def kinds(self) -> str:
        """The kinds of the words, a letter each."""
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
        """Where the chunk stands."""
        return self.words[0].start, self.words[-1].end

    @property
    def is_body(self) -> bool:
        """Whether this is the name of a body rather than of a person."""
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
    """Where "et al." or an ellipsis stands."""
    groups: list[tuple[int, int]] = field(default_factory=list)
    """Parentheses among the names."""
    odd: bool = False
    """There are characters that no name has."""


def chunks_of(text: str, start: int, end: int) -> Chunks:
    """Part a list of names; the "and" within the name of a body parts nothing."""
    found = Chunks()
    words: list[Word] = []
    before = {"joined": False, "comma": False, "parted": False}

    def close() -> None:
        if words:
            _add(found.chunks, Chunk(words=[*words], **before))
            words.clear()
            before.update(joined=False, comma=False, parted=False)

    for token in _TOKEN.finditer(text, start, end):
        if token["word"] and not any(map(str.isalnum, token["word"])):
            continue
        conjunction = (token["word"] or "").lower() in _AND
        if token["word"] and not (conjunction and (words or before["comma"] or not found.chunks)):
            words.append(Word(*token.span(), token["word"], kind_of(token["word"])))
        elif token["rest"]:
            found.odd = True
        else:
            close()
            if token["group"]:
                found.groups.append(token.span())
            elif token["others"] or token["dots"]:
                found.others.append(token.span())
            before["joined"] |= conjunction or token["mark"] == "&"
            before["comma"] |= token["mark"] in (",", ";")
            before["parted"] |= not (conjunction or token["mark"])
    close()
    return found


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
