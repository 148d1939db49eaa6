"""Word lists in `words.txt` files beside the code that uses them.

A file has one word or phrase per line. `[name]` begins a list, `#` a comment.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path


def word_lists(module: str, name: str = "words.txt") -> Mapping[str, frozenset[str]]:
    """Return the lists in a data file by name.

    Args:
        module: The `__file__` of a module in the same folder.
        name: The file name.
    """
    return _read(Path(module).with_name(name))


def word_pairs(module: str, name: str) -> Mapping[str, Mapping[str, str]]:
    """Return the lists in a data file by name; lines as pairs of the first word and the rest."""
    return {
        title: {word: rest for word, _, rest in (line.partition(" ") for line in lines)}
        for title, lines in _lines(Path(module).with_name(name)).items()
    }


@lru_cache
def _read(path: Path) -> Mapping[str, frozenset[str]]:
    return {title: frozenset(lines) for title, lines in _lines(path).items()}


def _lines(path: Path) -> dict[str, list[str]]:
    """Return the lines under each heading of a data file, without comments."""
    lists: dict[str, list[str]] = {}
    words: list[str] = []
    for line in filter(None, map(str.strip, path.read_text(encoding="utf-8").split("\n"))):
        if line.startswith("["):
            words = lists.setdefault(line.strip("[]"), [])
        elif not line.startswith("#"):
            words.append(line)
    return lists
