"""Runs Typst in a separate process, because it never frees the memory of its results.

Typst remembers what it worked out for a document until the process ends, and offers no way to
forget it (typst-py, issue 104): about 80 MB for each MB of PDF. A site that is published and a
server that runs for weeks print hundreds of documents, so a process sets some of them, ends, and
the next takes its place. As a program, this module is that process.
"""

from __future__ import annotations

import atexit
import pickle
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from typing import BinaryIO, cast

from pprkb.model.errors import OutputError

MOST_BYTES = 1_500_000
"""The total size of the programs that one process compiles, using about 250 MB of memory."""


@dataclass(frozen=True, kw_only=True)
class Job:
    """A Typst program, and how to run it."""

    source: bytes
    date: datetime
    """The time stamp of the PDF."""
    attempts: tuple[Mapping[str, object], ...]
    """Options of `typst.compile`, tried in turn until one succeeds."""


class Typesetter:
    """Compiles programs one by one, in a process that is replaced before it grows large."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most_bytes = most_bytes
        self._lock = Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._bytes = 0
        atexit.register(self.end)

    def typeset(self, job: Job) -> bytes:
        """Return the PDF of a program.

        Raises:
            OutputError: The process ended before it had finished the document.
        """
        with self._lock, ExitStack() as unanswered:
            # A late answer would be mistaken for that of the next document.
            unanswered.callback(self.end)
            try:
                content, refused = self._answer(job)
            except (OSError, EOFError, pickle.UnpicklingError) as error:
                raise OutputError(
                    "Typst ended before the PDF was made",
                    hint="the document may be too long for the memory of this machine:"
                    " try a shorter one, or write .docx",
                ) from error
            unanswered.pop_all()
            self._bytes += len(job.source)
            if self._bytes > self._most_bytes:
                self.end()
        if content is None:
            raise RuntimeError(f"Typst refused a program of ours: {refused}")
        return content

    def _answer(self, job: Job) -> tuple[bytes | None, str]:
        process = self._running()
        if process.stdin is None or process.stdout is None:
            raise EOFError
        pickle.dump(job, process.stdin)
        process.stdin.flush()
        return cast(tuple[bytes | None, str], pickle.load(process.stdout))

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is not None and self._process.poll() is not None:
            self.end()
        if self._process is None:
            # Ctrl-C is handled by the command, which then closes the pipe and so ends this process.
            self._process = subprocess.Popen(
                [sys.executable, "-m", __name__],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                start_new_session=True,
            )
            self._bytes = 0
        return self._process

    def end(self) -> None:
        """End the process, if any; the next document starts a new one."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
        self._process = None


def _serve(asked: BinaryIO, answers: BinaryIO) -> None:
    """Compile programs until there are no more."""
    while True:
        try:
            job = pickle.load(asked)
        except EOFError:
            return
        pickle.dump(_set(job), answers)
        answers.flush()


def _set(job: Job) -> tuple[bytes | None, str]:
    import typst

    compiled: Callable[..., bytes] = typst.compile
    refused = ""
    for options in job.attempts:
        try:
            return compiled(job.source, timestamp=job.date, **options), ""
        except typst.TypstError as error:
            refused = str(error)
    return None, refused


if __name__ == "__main__":
    # Pickled objects refer to the module by its name, not as `__main__`.
    from pprkb.documents.writers import typesetter

    typesetter._serve(sys.stdin.buffer, sys.stdout.buffer)
