"""Which spellings are one word, and which word a misspelt one may mean."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher
from typing import TypeVar

# -- letters folded, for comparing, sorting and searching ----------------------------------------

# Letters that Unicode does not decompose into a base letter and a mark.
_LETTERS = str.maketrans(
    {
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "æ": "ae",
        "œ": "oe",
        "ı": "i",
        "ħ": "h",
        "ŧ": "t",
        "ŋ": "n",
        "ĸ": "k",
        "ŀ": "l",
        "ɨ": "i",
        "ʻ": "",
        "ʼ": "",
    }
)


def nfc(text: str) -> str:
    """Return a name in the form in which names are compared: accents joined with their letters.

    "é" may be one character or two, an "e" and an accent, as macOS writes it in file names. These
    are the forms NFC and NFD of Unicode (Standard Annex 15).
    """
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def caseless(text: str) -> str:
    """Return a name for a comparison in which neither case nor Unicode's forms count."""
    return nfc(text).casefold()


def fold(text: str) -> str:
    """Return text in lower case without accents: "Rønnestad" is "ronnestad"."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    return bare.translate(_LETTERS)


# -- words that are alike ------------------------------------------------------------------------

T = TypeVar("T")

_ALIKE = 0.6
"""How alike two words must be where one is suggested for the other; the default of `difflib`."""


def did_you_mean(word: str, known: Iterable[str], otherwise: str = "") -> str:
    """Return a hint that names the known words most like a misspelt one.

    Args:
        word: What was written.
        known: The words that would have been understood.
        otherwise: The hint where nothing is alike.
    """
    # Sorted, lest a set give another answer the next time.
    folded = {fold(candidate): candidate for candidate in sorted(known)}
    close = closest(fold(word), folded, _ALIKE)
    if not close:
        return otherwise
    return "did you mean " + " or ".join(f'"{folded[match]}"' for match in close) + "?"


def closest(word: str, candidates: Iterable[str], likeness: float, most: int = 2) -> list[str]:
    """Return the candidates most like a word, the best first.

    They are those of `difflib.get_close_matches`, without those that are more than twice as unlike
    the word as the best: who writes "aliance" means "alliance", and not "reactance". `difflib`
    compares the word with every candidate. Here the candidates that share the most letters with it
    come first, and the rest are skipped once none of them can be as good as those found.

    Args:
        word: What was written.
        candidates: What may be meant; each once.
        likeness: From 0 to 1, as `difflib` measures it: how alike two words must be.
        most: How many to return at most.
    """
    letters = [(letter, word.count(letter)) for letter in set(word)]
    shared: list[tuple[float, str]] = []
    own = len(word)
    for candidate in candidates:
        others = len(candidate)
        length = own + others
        if length and 2.0 * (own if own < others else others) / length < likeness:
            continue
        common = 0
        for letter, number in letters:
            there = candidate.count(letter)
            common += there if there < number else number
        # No order of the letters makes the two more alike than this.
        bound = 2.0 * common / length if length else 1.0
        if bound >= likeness:
            shared.append((bound, candidate))
    shared.sort(reverse=True)
    matcher = SequenceMatcher()
    matcher.set_seq2(word)
    best: list[tuple[float, str]] = []
    for bound, candidate in shared:
        if bound < likeness or (len(best) == most and bound < best[-1][0]):
            break
        matcher.set_seq1(candidate)
        ratio = matcher.ratio()
        if ratio >= likeness:
            best = sorted([*best, (ratio, candidate)], reverse=True)[:most]
            # Unlikeness is 1 less the likeness.
            likeness = max(likeness, 2.0 * best[0][0] - 1.0)
    return [candidate for ratio, candidate in best if ratio >= likeness]


def named(name: str, names: Mapping[str, T]) -> T | None:
    """Return what a name refers to; the form of Unicode does not count.

    Files are named in one form on macOS and in another elsewhere, and typed in a third way.

    Args:
        name: Such as the id of a summary, as it was typed.
        names: Ids, each with what it refers to.
    """
    if name in names:
        return names[name]
    return next((value for known, value in names.items() if nfc(known) == nfc(name)), None)


def spelt_alike(name: str, names: Mapping[str, str]) -> set[str]:
    """Return what the names with the same letters and digits as a name refer to.

    Args:
        name: Such as "common_factors".
        names: Names, each with what it refers to.
    """
    letters = _letters(name)
    return {id_ for known, id_ in names.items() if letters and _letters(known) == letters}


def _letters(name: str) -> str:
    return "".join(character for character in fold(name) if character.isalnum())
