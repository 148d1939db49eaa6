"""Sanitised terminal output, progress messages and styling.

Text from the library, servers and file names may contain control characters that a terminal would
interpret: escape sequences that change colours, titles or input, and marks that reverse the
direction of text. Every output stream replaces them with visible escapes, except for the program's
own styling, which carries an unguessable mark.
"""

from __future__ import annotations

import codecs
import os
import re
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import TracebackType
from typing import TextIO, cast

import click

_OWN = f"\ufdd0{os.urandom(8).hex()}\ufdd1"
"""Precedes each escape sequence of the program; different in each run."""
_OBEYED = re.compile(
    # C0 except tab and line ends, DEL, C1; embeddings, overrides and isolates (Unicode Standard
    # Annex 9); lone surrogates, which stand for bytes of a file name that is not UTF-8.
    rf"{_OWN}(?P<own>\x1b\[[0-9;]*m)?"
    "|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]|\r(?!\n)"
)
_IN_JSON = re.compile("[\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def visible(text: str) -> str:
    r"""Replace characters that a terminal would interpret by visible escapes, such as `\x1b`."""
    return _OBEYED.sub(_shown, text)


def visible_json(text: str) -> str:
    """Replace the same characters in JSON by JSON escapes, which keeps the values."""
    return _IN_JSON.sub(lambda found: f"\\u{ord(found.group()):04x}", text)


def styled(
    text: str, *, fg: str | None = None, bold: bool | None = None, dim: bool | None = None
) -> str:
    """Style text like `click.style`, for `click.echo`; escapes within the text have no effect."""
    before, _, after = click.style("|", fg=fg, bold=bold, dim=dim).partition("|")
    return f"{_OWN}{before}{text}{_OWN}{after}"


def _shown(found: re.Match[str]) -> str:
    text = found.group()
    if text.startswith(_OWN):
        return found["own"] or ""
    code = ord(text)
    if 0xDC80 <= code <= 0xDCFF:
        return f"\\x{code - 0xDC00:02x}"
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


class _Gate:
    """A text stream that replaces control characters by visible escapes."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream

    def write(self, text: str) -> int:
        self.stream.write(visible(text))
        return len(text)

    def __getattr__(self, name: str) -> object:
        found: object = getattr(self.stream, name)
        return found


@contextmanager
def gated() -> Iterator[None]:
    """Sanitise standard output and standard error while the program runs."""
    before = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = (_gate(stream) for stream in before)
    try:
        yield
    finally:
        sys.stdout, sys.stderr = before
        for stream in before:
            try:
                if stream is not None and not stream.closed:
                    stream.flush()
            except OSError:
                _give_up(stream)


def _gate(stream: TextIO) -> TextIO:
    if stream is None or isinstance(stream, _Gate):
        return stream
    if codecs.lookup(stream.encoding or "ascii").name == "ascii" and hasattr(stream, "reconfigure"):
        # click would do this too, but bypass the sanitised stream.
        stream.reconfigure(encoding="utf-8")
    return cast(TextIO, _Gate(stream))


def ungated(stream: TextIO) -> TextIO:
    """Return the underlying stream, for moving the cursor."""
    return stream.stream if isinstance(stream, _Gate) else stream


def _give_up(stream: TextIO) -> None:
    """Discard the rest of a stream, so that nothing is raised when the program ends."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


_PATIENCE_SECONDS = 1.0


class Progress:
    """Progress on the terminal: the latest message, shown after a second."""

    def __init__(self) -> None:
        """Start without a message."""
        self._message = ""
        self._patient = True
        self._lock = threading.Lock()
        self._timer = threading.Timer(_PATIENCE_SECONDS, self._lose_patience)
        self._timer.daemon = True

    def __enter__(self) -> Progress:
        """Start the timer, unless the output is not a terminal."""
        if sys.stderr is not None and sys.stderr.isatty():
            self._timer.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Erase the message from the terminal."""
        self._wipe()

    def say(self, message: str) -> None:
        """Set the message; an empty one ends the progress display."""
        with self._lock:
            self._message = message
            if not self._patient:
                self._show()

    def _wipe(self) -> None:
        self._timer.cancel()
        self.say("")

    def _lose_patience(self) -> None:
        with self._lock:
            self._patient = False
            if self._message:
                self._show()

    def _show(self) -> None:
        terminal = ungated(sys.stderr)
        terminal.write("\r\x1b[2K" + (f"{visible(self._message)} …" if self._message else ""))
        terminal.flush()
