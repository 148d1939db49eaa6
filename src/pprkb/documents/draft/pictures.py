"""Pictures in drafts: their type and size, read from their first bytes."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

_WEB = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:|//")
_LARGEST = 50_000_000
"""The maximum size of a picture, in bytes."""


class Loaded(NamedTuple):
    """The result of reading a picture's file."""

    content: bytes = b""
    size: Size | None = None
    """None if it cannot be used."""
    wrong: str = ""
    """The reason if it cannot be used."""
    hint: str = ""


def load_picture(folder: Path, address: str) -> Loaded:
    """Read a picture.

    Args:
        folder: The draft's folder.
        address: The path relative to the folder.
    """
    if _WEB.match(address):
        wrong = "a picture of the web is not fetched"
        return Loaded(wrong=wrong, hint="save it beside the draft")
    try:
        with (folder / unquote(address)).open("rb") as file:
            content = file.read(_LARGEST + 1)
    except (OSError, ValueError):
        wrong = "there is no picture"
        return Loaded(wrong=wrong, hint="name it as seen from the draft's folder")
    if len(content) > _LARGEST:
        return Loaded(wrong="the picture has more than 50 MB", hint="make it smaller")
    size = picture_size(content)
    if size is None:
        return Loaded(wrong="the picture is no PNG, JPEG or GIF", hint="save it as PNG")
    return Loaded(content, size)


class Size(NamedTuple):
    """A picture's type and size."""

    kind: str
    """Media type."""
    width: int
    """Size in pixels."""
    height: int


def picture_size(content: bytes) -> Size | None:
    """Return the type and size of a PNG, JPEG or GIF; None for any other file."""
    if content.startswith(b"\x89PNG\r\n\x1a\n") and len(content) > 24:
        return _size("image/png", content[16:20], content[20:24])
    if content[:6] in (b"GIF87a", b"GIF89a") and len(content) > 10:
        return _size("image/gif", content[7:5:-1], content[9:7:-1])
    if content.startswith(b"\xff\xd8"):
        return _jpeg(content)
    return None


def _size(kind: str, width: bytes, height: bytes) -> Size | None:
    size = Size(kind, int.from_bytes(width, "big"), int.from_bytes(height, "big"))
    return size if size.width and size.height else None


# JPEG frames with the size of the picture (ITU T.81, table B.1): all SOF except DHT, JPG, DAC.
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


def _jpeg(content: bytes) -> Size | None:
    place = 2
    while place + 9 < len(content) and content[place] == 0xFF:
        marker = content[place + 1]
        if marker == 0xFF:
            place += 1
            continue
        if marker in _FRAMES:
            return _size(
                "image/jpeg", content[place + 7 : place + 9], content[place + 5 : place + 7]
            )
        place += 2 + int.from_bytes(content[place + 2 : place + 4], "big")
    return None
