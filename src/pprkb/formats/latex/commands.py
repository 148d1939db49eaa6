"""The meaning of the LaTeX commands that occur in bibliographies, read from `commands.txt`."""

from __future__ import annotations

import json
import re
from pathlib import Path

from pprkb.text.number import whole_number

_VALUE = re.compile(r'"(?:[^"\\]|\\.)*"|\S+')


def _tables() -> dict[str, dict[str, list[str]]]:
    """Return the values of each command, by the title of its list."""
    tables: dict[str, dict[str, list[str]]] = {}
    for line in Path(__file__).with_suffix(".txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            table = tables.setdefault(line.strip("[]"), {})
        elif line and not line.startswith("#"):
            words = _VALUE.findall(line)
            command, *values = (json.loads(word) if word[0] == '"' else word for word in words)
            table[command] = values
    return tables


_TABLES = _tables()


def _texts(title: str) -> dict[str, str]:
    return {command: text for command, (text,) in _TABLES[title].items()}


def _pairs(title: str) -> dict[str, tuple[str, str]]:
    return {command: (before, after) for command, (before, after) in _TABLES[title].items()}


COMBINING = _texts("combining")
"""Accent command -> combining character."""
SYMBOLS = _texts("symbols")
"""Command without argument -> text."""
MATH_SYMBOLS = _texts("math symbols")
"""Command of mathematics -> text."""
WRAPPERS = _pairs("wrappers")
"""Command with one argument -> the text before and after the argument."""
QUOTES = _pairs("quotes")
"""Commands that quote; a nested one takes single marks."""
TRANSPARENT = frozenset(_TABLES["transparent"])
"""Commands whose argument is kept and whose own meaning does not matter in a reference."""
GAPS = frozenset(_TABLES["gaps"])
"""Commands that make a gap within the line, as wide as their length says."""
NOT_TEXT = {name: whole_number(number) for name, number in _texts("not text").items()}
"""Command -> how many of its arguments in braces, from the first, are never printed; None: a length
follows without braces. The next argument is text.
"""
DECLARATIONS = _pairs("declarations")
"""Commands that work to the end of their group."""
SWALLOWED = frozenset(_TABLES["swallowed"])
"""Commands whose argument is never printed."""
BIBSTRINGS = _texts("bibstrings")
"""Localisation keys of biblatex in English."""
