"""Changing one thing in a text file and no other byte.

An edit is a splice of the file's own bytes: comments, order, alignment, line ends and a byte order
mark stay as they are. `atomic.write_whole` puts the result in place.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pprkb.model.errors import OutputError

_EFFECTS = re.compile(rb"(?m)^effects[ \t]*:[ \t]*(?P<rest>[^\r\n]*?)[ \t]*(?:#[^\r\n]*)?\r?$")
_ITEM = re.compile(rb"(?m)^(?P<indent>[ \t]*)-[ \t]")
_TOP_LEVEL = re.compile(rb"(?m)^[^\s#]")
_CLOSING = re.compile(rb"(?m)^(?:---|\.\.\.)[ \t]*\r?$")


class EditError(OutputError):
    """A file cannot be edited as it stands."""


def insert_effects(content: bytes, items: Sequence[Sequence[str]]) -> bytes:
    """Return a summary file with further effects at the end of its list `effects`.

    Args:
        content: The file, encoded in UTF-8 or any encoding that agrees with ASCII.
        items: For each effect the lines `name: value`, without indentation or hyphen.

    Raises:
        EditError: There is no front matter, or the list is not written one item a line.
    """
    start = content.find(b"---")
    opening = content[:start]
    if start < 0 or opening.strip(b"\xef\xbb\xbf"):
        raise EditError("the file does not begin with front matter")
    closing = _CLOSING.search(content, start + 3)
    if closing is None:
        raise EditError("the front matter is not closed", hint="close it with a line of ---")
    newline = b"\r\n" if b"\r\n" in content[: closing.start()] else b"\n"
    field = _EFFECTS.search(content, start, closing.start())
    if field is None:
        at, indent, head = closing.start(), b"  ", b"effects:" + newline
        return content[:at] + head + _lines(items, indent, newline) + content[at:]
    if field["rest"] not in (b"", b"[]"):
        raise EditError(
            "the list `effects` is written on one line",
            hint="write each effect on lines of its own, beginning with a hyphen",
        )
    begin = field.end() + (1 if content[field.end() : field.end() + 1] == b"\n" else 0)
    following = _TOP_LEVEL.search(content, begin, closing.start())
    while following and content[following.start() : following.start() + 1] == b"-":
        # A list may stand at the left margin.
        following = _TOP_LEVEL.search(content, following.end(), closing.start())
    end = following.start() if following else closing.start()
    first = _ITEM.search(content, begin, end)
    indent = first["indent"] if first else b"  "
    at = _after_last_line(content, begin, end)
    added = _lines(items, indent, newline)
    if field["rest"] == b"[]":
        # An empty list in brackets gives way to one with items.
        bracket = content.index(b"[]", field.start())
        return content[:bracket].rstrip(b" \t") + content[bracket + 2 : at] + added + content[at:]
    return content[:at] + added + content[at:]


def _after_last_line(content: bytes, begin: int, end: int) -> int:
    """Return where the last line with text ends, so that blank lines and comments stay below."""
    last = begin
    position = begin
    for line in content[begin:end].splitlines(keepends=True):
        position += len(line)
        if line.strip() and not line.lstrip().startswith(b"#"):
            last = position
    return last


def _lines(items: Sequence[Sequence[str]], indent: bytes, newline: bytes) -> bytes:
    written = bytearray()
    for item in items:
        for number, line in enumerate(item):
            lead = b"- " if number == 0 else b"  "
            written += indent + lead + line.encode("utf-8") + newline
    return bytes(written)


def yaml_text(value: str) -> str:
    """Write a value so that YAML reads the same text, in double quotes where it needs them."""
    if re.fullmatch(r"[A-Za-z][\w ()’,./-]*", value) and not value.endswith(" "):
        return value
    escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'
