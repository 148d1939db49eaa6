"""What is no LaTeX in a value: HTML's entities and control characters."""

from __future__ import annotations

import html
import re
from html.entities import html5

from pprkb.formats.latex.decode import escape

_CONTROLS = dict.fromkeys(code for code in range(32) if chr(code) not in "\t\n\r")
_NO_ESCAPES = dict.fromkeys(map(ord, "{}\\"))
_ENTITY = re.compile(
    r"(?:\{\\&\}|\\?&)"
    r"(?P<name>(?:\{\\\#\}|\\?\#)(?:\d{1,7}|x[\da-f]{1,6})|[a-z][a-z0-9]{1,30});",
    re.IGNORECASE,
)


def without_controls(value: str) -> str:
    """Take away control characters other than tabs and line ends."""
    return value.translate(_CONTROLS)


def decode_entities(value: str) -> str:
    r"""Replace entities such as `&amp;`, `\&amp;` and `&#x2019;` by their characters, as LaTeX.

    Only those with a semicolon that HTML knows are replaced.
    """
    return _ENTITY.sub(_character, value)


def guard_entities(value: str) -> str:
    r"""Write `\&{}lt;` for what would be read as an entity and is none, such as `\&lt;`."""
    return _ENTITY.sub(_guarded, value) if "&" in value and ";" in value else value


def _guarded(match: re.Match[str]) -> str:
    written = match.group()
    return written if _character(match) == written else written.replace("&", "&{}", 1)


def _character(match: re.Match[str]) -> str:
    name = match["name"].translate(_NO_ESCAPES)
    if not name.startswith("#") and f"{name};" not in html5:
        return match.group()
    return escape(html.unescape(f"&{name};"))
