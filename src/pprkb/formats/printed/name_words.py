"""The kinds of words in a list of names: initials, particles, family names, parts of bodies."""

from __future__ import annotations

import re
from enum import StrEnum

from pprkb.text.word_lists import word_lists

PARTICLES = word_lists(__file__)["particles"]
"""Words in small letters that begin or join family names."""
_SUFFIX = re.compile(r"(?:[JS]n?r\.?|(?:II|III|IV|2nd|3rd|4th)\.?)$")
_PARTS = re.compile(r"[.\-‐‑–’']{1,9}")
_SHORT = re.compile(r"[^\W\d_a-z]{1,3}$")
_BODY_WORDS = word_lists(__file__)["bodies"]
_BODY_LINKS = word_lists(__file__)["links"]


class Kind(StrEnum):
    """What a word can be. The values are letters, so that the kinds of a chunk are a short text."""

    INITIAL = "i"
    """ "J.", "J.C.", "A.-K."."""
    SHORT = "j"
    """A few capitals, "JC" or "LI": initials or a family name."""
    PARTICLE = "p"
    SUFFIX = "s"
    NAME = "n"
    LINK = "l"
    """ "of", "the": in the name of a body."""
    OTHER = "x"


def kind_of(word: str) -> Kind:
    """Return what a word can be, seen by itself."""
    if _SUFFIX.match(word):
        return Kind.SUFFIX
    if word.rstrip(".").replace("’", "'").replace("‘", "'") in PARTICLES:
        return Kind.PARTICLE
    if _is_initial(word):
        return Kind.INITIAL
    if _SHORT.match(word) and word.isupper():
        return Kind.SHORT
    if word in _BODY_LINKS:
        return Kind.LINK
    if is_name(word):
        return Kind.NAME
    return Kind.OTHER


def _is_initial(word: str) -> bool:
    """Return whether a word is initials with full stops or hyphens: "J.", "J.-P", "Yu.", "A-M."."""
    if not word[:1].isalpha() or ("." not in word and "-" not in word):
        return False
    parts = [part for part in _PARTS.split(word) if part]
    if not 1 <= len(parts) <= 6 or word.endswith(".."):
        return False
    if len(parts) == 1:
        # "Yu." and "Th." are initials where one is expected; "St." begins a family name.
        return len(parts[0]) <= 2 and parts[0][0].isupper() and parts[0].lower() != "st"
    return all(len(part) <= 2 and part[0].isupper() and part.isalpha() for part in parts) and (
        sum(map(len, parts)) <= 6
    )


def is_name(word: str) -> bool:
    """Return whether a word can be part of a person's name written out."""
    bare = word.rstrip(".")
    letters = [character for character in bare if character.isalpha()]
    if len(letters) < 2 or not all(c.isalpha() or c in "-‐‑–’'ʼ`´." for c in bare):
        return False
    if bare[0].isupper():
        return True
    # "d'Ardenne", "al-Hadi", "’t Hart"
    return any(c.isupper() for c in bare) and bare[0] in "dlao’'"


def sounds_like_body(words: list[str]) -> bool:
    """Return whether words are the name of a body rather than of a person."""
    if len(words) == 1:
        word = words[0].strip("().")
        return len(word) >= 3 and word.isupper() and word.isalpha()
    if any(word[0].islower() and word not in _BODY_LINKS for word in words):
        return False
    if any(character.isdigit() for word in words for character in word):
        return False
    if any(word in _BODY_LINKS for word in words[1:]) or words[0] == "The":
        return True
    return has_body_word(words)


def has_body_word(words: list[str]) -> bool:
    """Return whether one of the words is typical of bodies: "Bureau", "Institute"."""
    return any(word.strip("().,’'").lower() in _BODY_WORDS for word in words)


def spaced_initials(given: str) -> str:
    """Return given names with a full stop and a space after each initial: "J.C." is "J. C."."""
    words: list[str] = []
    for word in given.split():
        kind = kind_of(word)
        if kind is Kind.SHORT or (len(word) == 1 and word.isupper()):
            words += [f"{letter}." for letter in word]
        elif kind is Kind.INITIAL and "-" not in word:
            for part in filter(None, _PARTS.split(word)):
                # "AO." is two initials, "Yu." one.
                words += [f"{initial}." for initial in (part if part.isupper() else [part])]
        elif kind is Kind.INITIAL:
            words += _hyphened(word)
        else:
            words.append(word)
    return " ".join(words)


def _hyphened(word: str) -> list[str]:
    """Split "J.-P.B." into "J.-P." and "B."."""
    spaced = re.sub(r"\.(?=[^\W\d_])", ". ", word)
    return [part if part.endswith(".") else f"{part}." for part in spaced.split()]
