"""Guessing what a misspelt word was meant to be."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


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
