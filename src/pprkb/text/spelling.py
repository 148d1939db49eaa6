"""Which spellings are one word, and which word a misspelt one may mean."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
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


def did_you_mean(
    word: str, known: Iterable[str], otherwise: str = "", *, likeness: float = 0.6
) -> str:
    """Return a hint that names the known words most like a misspelt one.

    Args:
        word: What was written.
        known: The words that would have been understood.
        otherwise: The hint where nothing is alike.
        likeness: From 0 to 1, as `difflib` measures it: how alike two words must be.
    """
    # Everything imports this module, and hardly anything is misspelt.
    from difflib import get_close_matches

    # Sorted, lest a set give another answer the next time.
    folded = {fold(candidate): candidate for candidate in sorted(known)}
    close = get_close_matches(fold(word), folded, n=2, cutoff=likeness)
    if not close:
        return otherwise
    return "did you mean " + " or ".join(f'"{folded[match]}"' for match in close) + "?"


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
