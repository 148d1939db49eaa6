"""Characters that pages and copies put in the place of others."""

from __future__ import annotations

import re

_NOTHING = dict.fromkeys("\u200b\u2060\ufeff\u00ad\u200e\u200f")
"""Characters without width: soft hyphens, marks of direction, leftover byte order marks."""
_BLANK = dict.fromkeys(
    "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f"
    "\u2028\u2029\u3000\t\v\f\x1c\x1d\x1e\x1f",
    " ",
)
_CP1252 = {
    chr(byte): bytes([byte]).decode("cp1252")
    for byte in range(0x80, 0xA0)
    if byte not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
}
"""The C1 controls stand for what Windows-1252 has in their place (as in the HTML standard)."""
_CONTROLS = {chr(code): None for code in (*range(32), *range(0x7F, 0xA0)) if code not in (10, 13)}
_PRIVATE = {chr(code): None for code in (*range(0xE000, 0xE004), 0xFFFE, 0xFFFF)}
"""Used as marks while Markdown is read, or no characters; never in prose."""
_HALVES = {chr(code): "\ufffd" for code in range(0xD800, 0xE000)}
"""Halves of characters: no file can hold them."""
_CLEAN = str.maketrans(_CONTROLS | _CP1252 | _PRIVATE | _HALVES | _NOTHING | _BLANK)
_LINE_END = re.compile(r"\r\n|\r|\n")


def clean(text: str) -> str:
    """Return text with plain spaces and without controls; line ends become line feeds."""
    return _LINE_END.sub("\n", text).translate(_CLEAN)


def one_line(text: str) -> str:
    """Return text with every run of blanks as one space."""
    return " ".join(text.split())
