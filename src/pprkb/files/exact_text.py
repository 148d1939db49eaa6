"""Lossless decoding of a file, so that edits leave all other bytes unchanged.

`decode_text`, in contrast, decodes for people and may lose bytes.
"""

from __future__ import annotations

import codecs
from collections.abc import Callable
from dataclasses import dataclass

from pprkb.files.merge_conflict import conflict_problems
from pprkb.files.text import MARKS, decode_text
from pprkb.model.errors import EditError

# cp1252 leaves five bytes undefined; they become the control characters with the same numbers.
_WINDOWS = "".join(bytes([n]).decode("cp1252", "ignore") or chr(n) for n in range(256))
_WINDOWS_BYTES = codecs.charmap_build(_WINDOWS)


@dataclass(frozen=True, kw_only=True)
class ExactText:
    """A file's text with its encoding."""

    path: str
    text: str
    """Without byte order mark, with the original line ends."""
    encoding: str
    """A codec's name; "windows-1252" has a character for each byte."""
    mark: bytes = b""
    """The byte order mark."""

    def holds(self, text: str) -> bool:
        """Return whether the encoding has all characters of a text."""
        try:
            self._encoded(text)
        except UnicodeEncodeError:
            return False
        return True

    def encode(self, text: str) -> bytes:
        """Encode a text as in the file.

        Raises:
            EditError: The encoding lacks a character, or another encoding would be detected.
        """
        try:
            content = self.mark + self._encoded(text)
        except UnicodeEncodeError as error:
            line = text.count("\n", 0, error.start) + 1
            raise EditError(
                f"{self.path}:{line}: the file's encoding ({self.encoding}) has no "
                f'"{text[error.start]}"',
                hint="save the file as UTF-8 and try again",
            ) from None
        again = read_exactly(content, self.path)
        if (again.text, again.mark) != (text, self.mark):
            raise EditError(
                f"{self.path}: the file would be read in another encoding",
                hint="save it as UTF-8 and try again",
            )
        return content

    def _encoded(self, text: str) -> bytes:
        if self.encoding == "windows-1252":
            return codecs.charmap_encode(text, "strict", _WINDOWS_BYTES)[0]
        return text.encode(self.encoding)


def read_exactly(content: bytes, path: str) -> ExactText:
    """Decode a file in the same encoding as `decode_text`.

    Raises:
        EditError: The file is damaged, so that decoding loses bytes, or has a merge conflict.
    """
    exact = _read(content, path)
    if conflicts := conflict_problems(exact.text, path):
        first = conflicts[0]
        raise EditError(f"{first.at}: {first.message}; nothing was changed", hint=first.hint)
    return exact


def _read(content: bytes, path: str) -> ExactText:
    for mark, encoding in MARKS.items():
        if content.startswith(mark):
            try:
                text = content[len(mark) :].decode(encoding)
            except UnicodeDecodeError:
                raise EditError(
                    f"{path} is not whole {encoding[:6].upper()}",
                    hint="save it as UTF-8 and try again",
                ) from None
            return ExactText(path=path, text=text, encoding=encoding, mark=mark)
    if b"\0" in content:
        problem = decode_text(content, path)[1][0]
        raise EditError(f"{problem.at}: {problem.message}; nothing was changed", hint=problem.hint)
    mark = codecs.BOM_UTF8 if content.startswith(codecs.BOM_UTF8) else b""
    inside = content[len(mark) :]
    try:
        return ExactText(path=path, text=inside.decode(), encoding="utf-8", mark=mark)
    except UnicodeDecodeError:
        text = codecs.charmap_decode(inside, "strict", _WINDOWS)[0]
        return ExactText(path=path, text=text, encoding="windows-1252", mark=mark)


def edit_exactly(
    content: bytes,
    path: str,
    edit: Callable[[str], str],
    *,
    spell: Callable[[str, Callable[[str], bool]], str] | None = None,
) -> bytes:
    """Return a file's bytes after an edit of its text.

    Args:
        content: The bytes.
        path: The file's path, for messages.
        edit: Takes the text and returns the edited one.
        spell: Spells characters that the encoding lacks, such as `formats.latex.encode.spell_out`.

    Raises:
        EditError: The file cannot be edited, or its encoding lacks a character of the edit.
    """
    exact = read_exactly(content, path)
    try:
        edited = edit(exact.text)
    except EditError as error:
        raise EditError(_with_path(error.message, path), hint=error.hint) from error
    if edited == exact.text:
        return content
    return exact.encode(spell(edited, exact.holds) if spell else edited)


def _with_path(message: str, path: str) -> str:
    """Return a message with the file's path; "line 5: ..." becomes "path:5: ..."."""
    if message.startswith(path):
        return message
    line, colon, rest = message.removeprefix("line ").partition(": ")
    if message.startswith("line ") and colon and line.isdigit():
        return f"{path}:{line}: {rest}"
    return f"{path}: {message}"
