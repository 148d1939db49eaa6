"""From bytes to text: encodings, byte order marks and damaged files."""

from __future__ import annotations

import codecs
import re

from pprkb.model.problem import Location, Problem, Rule

# C0 and C1 except tab, line ends and U+0085; NUL is reported as damage of the whole file.
_CONTROL = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]")
_LINE_BREAKS = str.maketrans("\v\f", "  ")
MARKS = {
    # The mark of UTF-32 begins like that of UTF-16.
    codecs.BOM_UTF32_LE: "utf-32-le",
    codecs.BOM_UTF32_BE: "utf-32-be",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
"""Byte order marks except that of UTF-8, with their encodings."""


def decode_text(content: bytes, path: str) -> tuple[str, tuple[Problem, ...]]:
    """Decode a file as UTF-8, UTF-16, UTF-32 or cp1252.

    Returns:
        The text without byte order mark, with its line ends, and problems of the encoding.
    """
    for mark, encoding in MARKS.items():
        if content.startswith(mark):
            text = content[len(mark) :].decode(encoding, errors="replace")
            return text, (_encoding(path, 1, encoding[:6].upper()),)
    if b"\0" in content:
        return _with_nul(content, path)
    if content.startswith(codecs.BOM_UTF8):
        content = content[len(codecs.BOM_UTF8) :]
    try:
        return content.decode("utf-8"), ()
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        # Latin-1 files come from Windows programs; cp1252 leaves five bytes undefined.
        text = content.decode("cp1252", errors="replace")
        return text, (_encoding(path, line, "Windows-1252"),)


def _with_nul(content: bytes, path: str) -> tuple[str, tuple[Problem, ...]]:
    """Decode a text with NUL bytes as UTF-16, in which Latin letters contain them."""
    for encoding, (nul, others) in {
        "utf-16-le": (content[1::2], content[::2]),
        "utf-16-be": (content[::2], content[1::2]),
    }.items():
        if (
            len(content) % 2 == 0
            and nul.count(0) * 3 > len(nul)
            and others.count(0) * 20 <= len(others)
        ):
            text = content.decode(encoding, errors="replace").replace("\0", "")
            message = "the file holds NUL bytes: it was saved as UTF-16 without a mark"
            return text, (_nul_bytes(path, 1, message, "save it as UTF-8"),)
    line = content.count(b"\n", 0, content.index(b"\0")) + 1
    text, problems = decode_text(content.replace(b"\0", b""), path)
    number = content.count(b"\0")
    many = f"{number} NUL bytes" if number > 1 else "a NUL byte"
    hint = "take the file from a backup, or save it again as text"
    return text, (_nul_bytes(path, line, f"the file holds {many}; is it damaged?", hint), *problems)


def _nul_bytes(path: str, line: int, message: str, hint: str) -> Problem:
    return Problem(
        rule=Rule.NUL_BYTES, at=Location(path=path, line=line), message=message, hint=hint
    )


def _encoding(path: str, line: int, encoding: str) -> Problem:
    return Problem(
        rule=Rule.ENCODING,
        at=Location(path=path, line=line),
        message=f"the file is not UTF-8; it was read as {encoding}",
        hint="save it as UTF-8",
    )


def take_out_controls(text: str) -> tuple[str, tuple[int, ...]]:
    """Remove control characters from a text to be printed.

    Vertical tabs and form feeds, which word processors use for line breaks, become spaces.

    Returns:
        The text, and the position of each removed character.
    """
    found = tuple(match.start() for match in _CONTROL.finditer(text))
    return (_CONTROL.sub("", text.translate(_LINE_BREAKS)) if found else text), found


_NO_TEXT = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a Word file or another archive",
    b"\xd0\xcf\x11\xe0": "an old Word file",
    b"{\\rtf": "rich text",
}


def no_text(content: bytes) -> str:
    """Return the kind of a binary file from its first bytes, or an empty string for text."""
    return next((kind for begins, kind in _NO_TEXT.items() if content.startswith(begins)), "")
