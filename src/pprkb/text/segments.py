"""Names as parts of addresses."""

from __future__ import annotations

import re

_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.")
_BYTE = re.compile(r"~([0-9a-f]{2})")
_RESERVED = re.compile(
    r"page|new|view|(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?|\..*", re.IGNORECASE
)
"""Names that no folder of a work can have: those of the site and of Windows, and hidden ones."""


def segment(name: str) -> str:
    """Return a name as a path segment of an address that is also a valid file name on every system.

    ASCII letters, digits, "-", "_" and "." are kept; every other character is written as "~" and
    two hexadecimal digits for each of its UTF-8 bytes. The encoding is injective.
    """
    written = "".join(
        one if one in _PLAIN else "".join(f"~{byte:02x}" for byte in one.encode()) for one in name
    )
    if _RESERVED.fullmatch(written):
        written = f"~{ord(written[0]):02x}{written[1:]}"
    # Windows drops a full stop at the end of a name.
    return f"{written[:-1]}~2e" if written.endswith(".") else written


def name_of(written: str) -> str:
    """Return the name that `segment` has encoded."""
    content = _BYTE.sub(lambda byte: bytes.fromhex(byte[1]).decode("latin-1"), written)
    return content.encode("latin-1", "replace").decode(errors="replace")
