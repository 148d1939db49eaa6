"""Comparing words regardless of case and accents, and suggestions for misspelt ones."""

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
    """Return a name in Unicode's composed form (NFC), in which names are compared.

    "é" may be one character or two, an "e" and an accent, as in file names on macOS (NFC and NFD;
    Unicode Standard Annex 15).
    """
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def caseless(text: str) -> str:
    """Return a name for comparison regardless of case and Unicode form."""
    return nfc(text).casefold()


def fold(text: str) -> str:
    """Return text in lower case without accents: "Rønnestad" is "ronnestad"."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    return bare.translate(_LETTERS)


# -- similar words -------------------------------------------------------------------------------

T = TypeVar("T")

_ALIKE = 0.6
"""The minimum similarity of suggestions; the default of `difflib`."""


def did_you_mean(word: str, known: Iterable[str], otherwise: str = "") -> str:
    """Return a hint that suggests the known words most similar to a misspelt one.

    Args:
        word: The misspelt word.
        known: The known words.
        otherwise: The hint if no word is similar.
    """
    # Sorted, so that a set gives the same answer every time.
    folded = {fold(candidate): candidate for candidate in sorted(known)}
    close = closest(fold(word), folded, _ALIKE)
    if not close:
        return otherwise
    return "did you mean " + " or ".join(f'"{folded[match]}"' for match in close) + "?"


def closest(word: str, candidates: Iterable[str], likeness: float, most: int = 2) -> list[str]:
    """Return the candidates most similar to a word, best first.

    These are the results of `difflib.get_close_matches`, except those more than twice as different
    from the word as the best: "aliance" means "alliance", not "reactance". `difflib`
    compares the word with every candidate. Here, the candidates that share the most letters with it
    come first, and the rest are skipped once they cannot be better.

    Args:
        word: The misspelt word.
        candidates: Possible words, without repetition.
        likeness: The minimum similarity, from 0 to 1, as measured by `difflib`.
        most: The maximum number of results.
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
        # An upper bound of the similarity, whatever the order of the letters.
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
    """Look up a name regardless of its Unicode form.

    File names on macOS are in another form than elsewhere, and than typed names.

    Args:
        name: The name as typed, such as the id of a summary.
        names: Names with their values.
    """
    if name in names:
        return names[name]
    return next((value for known, value in names.items() if nfc(known) == nfc(name)), None)


def spelt_alike(name: str, names: Mapping[str, str]) -> set[str]:
    """Return the values of all names with the same letters and digits as a name.

    Args:
        name: A name, such as "common_factors".
        names: Names with their values.
    """
    letters = _letters(name)
    return {id_ for known, id_ in names.items() if letters and _letters(known) == letters}


def _letters(name: str) -> str:
    return "".join(character for character in fold(name) if character.isalnum())
