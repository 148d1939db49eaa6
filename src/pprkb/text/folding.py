"""Folding text to plain lower-case letters, for comparing, sorting and searching."""

from __future__ import annotations

import unicodedata

# Letters that Unicode does not decompose into a base letter and a mark.
_LETTERS = str.maketrans(
    {
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "æ": "ae",
        "œ": "oe",
        "ı": "i",
        "ħ": "h",
        "ŧ": "t",
        "ŋ": "n",
        "ĸ": "k",
        "ŀ": "l",
        "ɨ": "i",
        "ʻ": "",
        "ʼ": "",
    }
)


def nfc(text: str) -> str:
    """Return a name in the form in which names are compared: accents joined with their letters.

    "é" may be one character or two, an "e" and an accent, as macOS writes it in file names. These
    are the forms NFC and NFD of Unicode (Standard Annex 15).
    """
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def caseless(text: str) -> str:
    """Return a name for a comparison in which neither case nor Unicode's forms count."""
    return nfc(text).casefold()


def fold(text: str) -> str:
    """Return text in lower case without accents: "Rønnestad" is "ronnestad"."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    return bare.translate(_LETTERS)
