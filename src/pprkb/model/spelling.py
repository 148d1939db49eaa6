"""Guessing what a misspelt word was meant to be."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping

from pprkb.model.folding import fold


def did_you_mean(word: str, known: Iterable[str], otherwise: str = "") -> str:
    """Return a hint that names the known words most like a misspelt one.

    Args:
        word: What was written.
        known: The words that would have been understood.
        otherwise: The hint where nothing is alike.
    """
    folded = {candidate.casefold(): candidate for candidate in known}
    close = difflib.get_close_matches(word.casefold(), folded, n=2, cutoff=0.6)
    if not close:
        return otherwise
    return "did you mean " + " or ".join(f'"{folded[match]}"' for match in close) + "?"


def spelt_alike(name: str, names: Mapping[str, str]) -> set[str]:
    """Return what the names stand for that have the same letters and digits as a name.

    Args:
        name: Such as "common_factors".
        names: Names, each with what it stands for.
    """
    letters = _letters(name)
    return {id_ for known, id_ in names.items() if letters and _letters(known) == letters}


def _letters(name: str) -> str:
    return "".join(character for character in fold(name) if character.isalnum())
