"""The full and the abbreviated name of a periodical, of which programs write several."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pprkb.text.folding import fold

_SMALL = frozenset(("a", "an", "and", "de", "des", "der", "die", "du", "et", "for", "für", "in",
                    "la", "of", "on", "the", "und", "y"))  # fmt: skip


def journal_names(full: Iterable[str], short: Iterable[str]) -> tuple[str, str]:
    """Choose the full name and the abbreviation of a journal.

    Args:
        full: What stands where a full name should, the likeliest first.
        short: What stands where an abbreviation should.

    Returns:
        The name that others abbreviate, wherever it stands, else the first; and its abbreviation,
        which is empty where there is none or where it is the name again.
    """
    names = [name for name in dict.fromkeys(full) if name]
    shorts = [name for name in dict.fromkeys(short) if name]
    if not names:
        return max(shorts, key=len, default=""), ""
    name = names[0]
    for other in names[1:]:
        if abbreviates(name, other):
            name = other
    shorts += [other for other in names if abbreviates(other, name)]
    same = fold(name)
    return name, next((one for one in shorts if fold(one) != same), "")


def abbreviates(short: str, full: str) -> bool:
    """Say whether a name is short for another: "J. Consult. Clin. Psychol.", "BMJ"."""
    if len(short) >= len(full):
        return False
    few, many = _words(short), _words(full)
    if len(few) == 1 and len(many) > 1:
        initials = "".join(word[0] for word in many)
        every = "".join(word[0] for word in re.findall(r"\w+", fold(full)))
        return few[0] in (initials, every)
    place, shortened = 0, False
    for word in few:
        while place < len(many) and not _shortens(word, many[place]):
            place += 1
        if place == len(many):
            return False
        shortened = shortened or len(word) < len(many[place])
        place += 1
    return shortened and _shortens(few[0], many[0])


def _words(name: str) -> list[str]:
    return [word for word in re.findall(r"\w+", fold(name)) if word not in _SMALL]


def _shortens(short: str, word: str) -> bool:
    """Say whether letters of a word, its first among them, stand in order."""
    if not word.startswith(short[0]):
        return False
    letters = iter(word)
    return all(letter in letters for letter in short)
