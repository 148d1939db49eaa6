"""Initials of given names (CSL 1.0.2, Name: initialize, initialize-with, -hyphen)."""

from __future__ import annotations

import re
from functools import lru_cache

_TOKENS = re.compile(r"\s+|(?<=\.)(?=[^\s\-\u2010\u2011.\u2019])|(?=[\-\u2010\u2011])")
_LEADING_CAPITALS = re.compile(r"^\w[^\W\d_]*")
_ABBREVIATION = re.compile(r"^[\-\u2010\u2011]?[^\W\d_]{1,3}\.$|^[\-\u2010\u2011]?[^\W\d_]\.?$")
_HYPHENS = "-\u2010\u2011"


@lru_cache(maxsize=4096)
def initialize(given: str, mark: str, keep_hyphen: bool) -> str:
    """Reduce given names to initials, each followed by ``mark``."""
    return _join(given, mark, keep_hyphen, shorten=True)


def normalize_initials(given: str, mark: str) -> str:
    """CSL 1.0.2, initialize="false": only the initials that are there get ``mark``."""
    return _join(given, mark, keep_hyphen=False, shorten=False)


def _join(given: str, mark: str, keep_hyphen: bool, shorten: bool) -> str:
    pieces: list[str] = []
    words_follow = False  # whether the last piece was a word, which needs a space after it
    for token in _split(given, shorten):
        hyphen = token[0] in _HYPHENS
        word = token.lstrip(_HYPHENS)
        if not word:
            continue
        if hyphen and shorten and word[0].islower():
            continue  # only the first half of Jung-hoon has an initial
        text, is_initial = _initial(word, mark, shorten)
        if hyphen and pieces and keep_hyphen:
            pieces[-1] = pieces[-1].rstrip(" ")
            pieces.append("-")
        elif pieces and (words_follow or not is_initial) and not pieces[-1].endswith(" "):
            pieces.append(" ")
        pieces.append(text)
        words_follow = not is_initial
    return "".join(pieces).strip()


def _split(given: str, shorten: bool) -> list[str]:
    """The names and initials of a given name; a part after a hyphen keeps the hyphen."""
    if shorten:
        return [token for token in _TOKENS.split(given) if token]
    tokens: list[str] = []
    for token in re.split(r"\s+", given):
        parts = [part for part in _TOKENS.split(token) if part]
        # a hyphenated word such as Jean-Paul stays whole; J.-P. falls apart
        tokens += parts if all(_ABBREVIATION.match(part) for part in parts) else _dotted(token)
    return tokens


def _dotted(token: str) -> list[str]:
    return [part for part in re.split(r"(?<=\.)(?=[^\s\-\u2010\u2011.])", token) if part]


def _initial(word: str, mark: str, shorten: bool) -> tuple[str, bool]:
    """One name as an initial where it can be one, and whether it is one."""
    if word.endswith(".") and len(word) > 2 and word[:-1].isalpha():
        return word[:-1] + (mark if mark.strip() else f"{mark}"), True  # Ph., ME.
    bare = word.rstrip(".")
    if len(bare) == 1 and bare.isupper():
        return bare + mark, True
    if not shorten:
        return word, False
    if not word[0].isupper():
        return word, False
    found = _LEADING_CAPITALS.match(word)
    letters = found[0] if found else word[0]
    run = len(letters) - len(letters.lstrip("".join({c for c in letters if c.isupper()})))
    if run > 1 and run < len(letters) and letters[run].islower() and letters[:run].isupper():
        return word[0] + word[1:run].lower() + mark, True  # TSerendorj, Ts.
    return word[0] + mark, True
