"""Lists of words that are kept in `words.txt` files beside the code that uses them.

A file has one word or phrase a line. `[name]` begins a list, `#` a comment.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path


def word_lists(module: str, name: str = "words.txt") -> Mapping[str, frozenset[str]]:
    """Return the lists of a data file by name.

    Args:
        module: The `__file__` of the module beside which the file lies.
        name: The name of the file.
    """
    return _read(Path(module).with_name(name))


@lru_cache
def _read(path: Path) -> Mapping[str, frozenset[str]]:
    lists: dict[str, list[str]] = {}
    words: list[str] = []
    for line in filter(None, map(str.strip, path.read_text(encoding="utf-8").split("\n"))):
        if line.startswith("["):
            words = lists.setdefault(line.strip("[]"), [])
        elif not line.startswith("#"):
            words.append(line)
    return {title: frozenset(words) for title, words in lists.items()}
