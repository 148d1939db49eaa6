"""Requests that cannot be carried out.

Wrong text in a file is a `Problem`, never an exception; a programming mistake is a traceback.
These are for what lies between: a key that is not there, a file that cannot be written.
"""

from __future__ import annotations

from typing import ClassVar


class PprkbError(Exception):
    """A request that cannot be carried out; the message is for the person who asked."""

    exit_code: ClassVar[int] = 3
    """What the command line returns (1 says that something was found, 2 wrong usage)."""

    def __init__(self, message: str, *, hint: str = "") -> None:
        """Take what is wrong and, apart, the next step that would help."""
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        """Write both on one line: `message; hint`."""
        return f"{self.message}; {self.hint}" if self.hint else self.message


class NotFoundError(PprkbError):
    """A reference, topic, list, style or library that is asked for is not there."""


class IdentifierError(PprkbError):
    """What was given as a DOI or PMID is none."""


class ServiceError(PprkbError):
    """A service on the network gives no answer that can be used."""


class OfflineError(ServiceError):
    """A service on the network cannot be reached."""


class LibraryError(PprkbError):
    """The library's folder cannot be used."""


class DatabaseError(PprkbError):
    """The database file is foreign, damaged or cannot be written."""


class OutputError(PprkbError):
    """The output cannot be written where or as it was asked for."""


class EditError(OutputError):
    """A text file cannot be edited as it is, or not in the requested way."""


class CitationError(PprkbError):
    """A style or locale cannot be used."""


class ConversionError(PprkbError):
    """An effect size cannot be converted as it was asked for."""


class RetractedError(PprkbError):
    """A work that is asked for is retracted, and the request was to fail then."""

    exit_code = 1
