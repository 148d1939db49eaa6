"""Saying on a terminal what takes long; nothing is said of what is done within a second."""

from __future__ import annotations

import sys
import threading
from types import TracebackType

from pprkb.cli.terminal import ungated, visible

_PATIENCE_SECONDS = 1.0


class Progress:
    """The latest message, shown once a second has passed."""

    def __init__(self) -> None:
        """Start with nothing to say."""
        self._message = ""
        self._patient = True
        self._lock = threading.Lock()
        self._timer = threading.Timer(_PATIENCE_SECONDS, self._lose_patience)
        self._timer.daemon = True

    def __enter__(self) -> Progress:
        """Start the clock; in a log or a notebook, nobody waits."""
        if sys.stderr is not None and sys.stderr.isatty():
            self._timer.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Wipe what was said from the terminal."""
        self._wipe()

    def say(self, message: str) -> None:
        """Note what is being done now; an empty message says that it is done."""
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
