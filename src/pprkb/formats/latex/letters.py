"""Letters and signs as LaTeX commands, for files whose encoding has no place for them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache

from pprkb.formats.latex.commands import COMBINING, MATH_SYMBOLS, SYMBOLS

_LETTER = re.compile(r".[\u0300-\u036f]*", re.DOTALL)


def spell_out(text: str, holds: Callable[[str], bool]) -> str:
    """Write what an encoding cannot hold as LaTeX; `latex.decode` gives it back.

    Args:
        text: LaTeX.
        holds: Says whether the encoding has all characters of a text.

    Returns:
        The text; a character that LaTeX has no command for stays.
    """
    if holds(text):
        return text
    return _LETTER.sub(lambda letter: _spelled(letter.group(), holds), text)


def _spelled(letter: str, holds: Callable[[str], bool]) -> str:
    if holds(letter):
        return letter
    composed = unicodedata.normalize("NFC", letter)
    if holds(composed):
        return composed
    if composed in _symbols():
        return _symbols()[composed]
    parts = unicodedata.normalize("NFD", composed)
    base, mark = unicodedata.normalize("NFC", parts[:-1]), parts[-1]
    if base and mark in _accents() and holds(base):
        return f"{{\\{_accents()[mark]}{{{base}}}}}"
    return letter


@cache
def _symbols() -> dict[str, str]:
    """Return each sign that has a command, with the command."""
    signs: dict[str, str] = {}
    for name, sign in SYMBOLS.items():
        if len(sign) == 1 and not sign.isascii():
            signs.setdefault(sign, f"{{\\{name}}}")
    for name, sign in MATH_SYMBOLS.items():
        if len(sign) == 1 and not sign.isascii():
            signs.setdefault(sign, f"$\\{name}$")
    return signs


@cache
def _accents() -> dict[str, str]:
    return {mark: command for command, mark in COMBINING.items()}
