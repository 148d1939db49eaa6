"""Guessing what a misspelt word was meant to be."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from typing import TypeVar

from pprkb.text.folding import fold, nfc

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
    # Sorted, lest a set give another answer the next time.
    folded = {fold(candidate): candidate for candidate in sorted(known)}
    close = difflib.get_close_matches(fold(word), folded, n=2, cutoff=likeness)
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
