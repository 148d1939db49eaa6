"""Usual headings of a list of references, and the punctuation before a note mark."""

from __future__ import annotations

import re

PUNCTUATION = re.compile(r"^[.,;:!?]+")
"""Stops that the mark of a note follows."""
_LIST_HEADINGS = frozenset(
    {"references", "reference list", "bibliography", "works cited", "literature", "sources"}
    | {"literature cited", "literatur", "literaturverzeichnis", "quellen", "références"}
    | {"bibliographie", "referencias", "bibliografía", "bibliografia", "riferimenti"}
    | {"referências", "literatuur", "referenties"}
)


def is_list_title(text: str) -> bool:
    """Return whether a text is what people call a list of references."""
    return text.strip().rstrip(":").casefold() in _LIST_HEADINGS
