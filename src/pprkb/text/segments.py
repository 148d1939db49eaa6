"""Names as parts of addresses."""

from __future__ import annotations

import re

_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.")
_BYTE = re.compile(r"~([0-9a-f]{2})")
_RESERVED = frozenset(("page", "new", "view"))
"""Names of folders that are not those of a work."""


def segment(name: str) -> str:
    """Return a name as a part of an address that is also the name of a file everywhere.

    Letters of ASCII, digits, "-", "_" and "." stand for themselves; any other character is "~"
    and the two hexadecimal digits of each of its bytes in UTF-8. Two names never become one.
    """
    written = "".join(
        one if one in _PLAIN else "".join(f"~{byte:02x}" for byte in one.encode()) for one in name
    )
    if written in _RESERVED or written.startswith("."):
        return f"~{ord(written[0]):02x}{written[1:]}"
    return written


def name_of(written: str) -> str:
    """Return the name of which `segment` makes a part of an address."""
    content = _BYTE.sub(lambda byte: bytes.fromhex(byte[1]).decode("latin-1"), written)
    return content.encode("latin-1", "replace").decode(errors="replace")
