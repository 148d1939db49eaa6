"""New citation keys.

The scheme is name, year, first significant word of the title, as in `wampold2015great`. A key is
never changed: everything refers to the work by it, even when its year or title is corrected.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from itertools import count, product
from string import ascii_lowercase

from pprkb.model.reference import Reference, Role
from pprkb.text.markup import Markup, strip_tags
from pprkb.text.spelling import fold
from pprkb.text.word_lists import word_lists

NO_DATE = "nd"
"""For an unknown year, as APA prints "n.d." (manual, section 9.17)."""
_NO_WORDS = "work"
_LONGEST = 32
_WORD = re.compile(r"[^\W_]+(?:[-‐‑'’][^\W_]+)*")
_SIGN = re.compile(r"[^a-z0-9]")
_SHORT_BODY = 2
"""The most words of a body's name that are written out; of longer names the initials."""
_INSIGNIFICANT = word_lists(__file__)["insignificant"]


def mint_key(reference: Reference, taken: Container[str]) -> str:
    """Return a new citation key: small letters and digits of ASCII.

    The name is the family name of the first author, else editor, with the particles that APA sorts
    it by ("van der Berg" is `vanderberg`); of a body with a long name, its initials. A work without
    either begins with its title's word. Where the key is taken, the newcomer gets a letter, from
    "b" on; the older key stays.

    Args:
        reference: The work; its own key does not matter.
        taken: The keys that are in use, as `taken_keys` gives them.
    """
    year = reference.year
    stamp = NO_DATE if year is None else f"{abs(year)}{'bc' if year < 0 else ''}"
    name, word = _name(reference), _first_word(reference.title)
    stem = f"{name}{stamp}{word}" if name else f"{word}{stamp}"
    if not stem[0].isalpha() or not (name or word):
        stem = _NO_WORDS + stem
    return next(key for key in _lettered(stem) if key not in taken)


def taken_keys(references: Iterable[Reference]) -> set[str]:
    """Return the keys and aliases of references, in small letters.

    `Smith2003` and `smith2003` are one key to BibTeX.
    """
    return {
        key.casefold() for reference in references for key in (reference.key, *reference.aliases)
    }


def _lettered(stem: str) -> Iterator[str]:
    """Yield a key, then with "b" to "z", then with two letters, and so on."""
    yield stem
    yield from (stem + letter for letter in ascii_lowercase[1:])
    for length in count(2):
        yield from (stem + "".join(letters) for letters in product(ascii_lowercase, repeat=length))


def _name(reference: Reference) -> str:
    people = (
        reference.by_role(Role.AUTHOR) or reference.by_role(Role.EDITOR) or reference.contributors
    )
    if not people:
        return ""
    person = people[0]
    if person.literal and not person.family:
        every = list(_words(person.literal))
        # "WHO" is a body's name, though "who" is a small word.
        words = [word for word in every if word not in _INSIGNIFICANT] or every
        if len(words) > _SHORT_BODY:
            return "".join(word[0] for word in words)[:_LONGEST]
        return "".join(words)[:_LONGEST]
    return _signs(f"{person.non_dropping_particle}{person.family}")


def _first_word(title: Markup) -> str:
    words = list(_words(strip_tags(title)))
    significant = (word for word in words if word not in _INSIGNIFICANT and not word[0].isdigit())
    return next(significant, next(iter(words), ""))


def _words(text: str) -> Iterator[str]:
    return filter(None, (_signs(word) for word in _WORD.findall(text)))


def _signs(text: str) -> str:
    return _SIGN.sub("", fold(text))[:_LONGEST]
