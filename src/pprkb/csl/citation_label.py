"""citation-label (CSL 1.0.2, Standard Variables): a short label made from names and year."""

from __future__ import annotations

import unicodedata

from pprkb.csl.entry import Entry
from pprkb.csl.marks import drop_marks

# letters taken from each family name, by the number of names
_LETTERS = {1: (4,), 2: (2, 2), 3: (2, 1, 1)}
_MANY = (1, 1, 1, 1)
_NAME_ORDER = ("author", "editor", "translator")


def make_label(entry: Entry) -> str:
    """A label such as ``Smit99`` or ``SmJo99``."""
    names = next((entry.names(variable) for variable in _NAME_ORDER if entry.names(variable)), ())
    families = [_letters(name.literal or name.family) for name in names]
    counts = _LETTERS.get(len(families), _MANY)
    label = "".join(family[:count] for family, count in zip(families, counts, strict=False))
    if not label:
        label = _letters(entry.text("title"))[:4]
    date = entry.date("issued")
    year = abs(date.begin[0]) % 100 if date is not None else 0
    return f"{label}{year:02d}" if label else ""


def _letters(text: str) -> str:
    folded = unicodedata.normalize("NFKD", drop_marks(text))
    return "".join(character for character in folded if character.isalnum())
