"""The order of texts when sorting: letters first, by the alphabet of the locale."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from pprkb.csl.marks import drop_marks

# letters that Unicode does not decompose but that sort as base letters
_FOLDED = str.maketrans(
    {
        "ø": "o",
        "æ": "ae",
        "œ": "oe",
        "ß": "ss",
        "đ": "d",
        "ð": "d",
        "ł": "l",
        "þ": "th",
        "\u0131": "i",
    }
)
# "{" sorts right after "z"; the letters after it give the order of the extra letters
_DANISH_NORWEGIAN = {"æ": "{a", "ä": "{a", "ø": "{b", "ö": "{b", "å": "{c"}
_SWEDISH_FINNISH = {"å": "{a", "ä": "{b", "æ": "{b", "ö": "{c", "ø": "{c"}
_ALPHABETS = {
    "nb": _DANISH_NORWEGIAN,
    "nn": _DANISH_NORWEGIAN,
    "no": _DANISH_NORWEGIAN,
    "da": _DANISH_NORWEGIAN,
    "sv": _SWEDISH_FINNISH,
    "fi": _SWEDISH_FINNISH,
}
_TO_SPACE = re.compile("[\u2013\u2014/\u00a0]")
# these sort before anything that can continue a name, so that Smith precedes Smith-Jones; the end
# of a list sorts before another name, and another name before another part of the same name
NAMES_END, NAME_SEPARATOR, PART_SEPARATOR = "\x01", "\x02", "\x03"
_DROPPED = re.compile(r"[^\w {\x01-\x03]+")
_DIGITS = re.compile(r"(?<!\d)\d{1,9}(?!\d)")


def collation(language: str) -> Callable[[str], str]:
    """A function that maps a marked text to a key that sorts in the order of ``language``."""
    extra = _ALPHABETS.get(language.partition("-")[0])
    table = str.maketrans(extra) if extra else None

    def key(text: str) -> str:
        text = drop_marks(text)
        if text.isascii():
            return _numbers_padded(_DROPPED.sub("", _TO_SPACE.sub(" ", text.lower())))
        # the composed form, so that the alphabet's extra letters are single characters
        text = unicodedata.normalize("NFC", text).lower()
        if table is not None:
            text = text.translate(table)
        text = unicodedata.normalize("NFKD", text.translate(_FOLDED))
        return _numbers_padded(_DROPPED.sub("", _TO_SPACE.sub(" ", text)))

    return key


def _numbers_padded(text: str) -> str:
    """Numbers sort by their value: 9 before 10."""
    return _DIGITS.sub(lambda number: number[0].zfill(10), text)
