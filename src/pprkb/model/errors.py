"""Requests that cannot be carried out, and hints of what would help."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

# -- hints ---------------------------------------------------------------------------------------

# A hint is text that says the step in words of the library. The same step is a command on the
# command line, a method in Python and a button on a page: a door that knows it by its `Step` says
# it in its own words, and every other prints the text.


class Step(StrEnum):
    """A step that doors call by different names, in words of the library."""

    # -- looking ---------------------------------------------------------------------------------
    TOPICS = "look at the list of topics"
    RESEARCH_TYPES = "look at the list of research types"
    KEYWORDS = "look at the list of keywords"
    KEYS = "look at the list of works"
    FIND_KEY = "search for the work"
    SUMMARIES = "look at the list of summaries"
    READING_LISTS = "look at the reading lists there are"
    NAMES = "look at the lists of works and topics"
    STYLES = "look for a style by its name, or give the path of a .csl file"
    WORKS_OF_DRAFT = "take the works that it cites, and let its own program print them"
    CHECK_LIST = "the problems of the list say more"
    # -- adding ----------------------------------------------------------------------------------
    ADD_FIRST = "add it first"
    GIVE_TEXT = "give the whole reference as text"
    TEXT_OR_LATER = "give the whole reference as text, or try later"
    TEXT_OR_SOON = "try again in some minutes, or give the whole reference as text"
    TEXT_OR_LONGER = "give the whole reference as text, try later, or allow more time"
    CHECK_OR_TEXT = "check it, or give the whole reference as text"
    DOI_OR_TEXT = "give its DOI, or the reference as text"
    TEXTS = "give its references as text"
    DOI_OR_ENTRY = "look for its DOI and give that, or write the entry by hand"
    OTHER_WORK = "if it is another work, say that it is not a duplicate of {0}"
    DOUBTS = "correct what is wrong, or accept the doubts if all was read as it is meant"
    # -- writing ---------------------------------------------------------------------------------
    BEGIN_SUMMARY = "begin a summary of it"
    BEGIN_SUMMARY_OF_MONTH = "begin a summary for {0}"
    RECORD = "accept the record that is proposed for it, or write one"
    ALSO_OTHERS = "works that it discusses besides are others"
    ALSO = "change it in {0} by hand, or say that it discusses the other work also"
    LACKS_TOPICS = "topics"
    LACKS_TYPE = "a research type"
    LACKS_EFFECTS = "effect sizes, if it reports any"
    PIN = "pin it now"
    PIN_ANEW = "{1}; or pin the list anew"
    RENAME = "its key has changed: write {1} wherever {0} is written"
    RENAME_AFTERWARDS = (
        "change the key in Zotero, or in the program that writes the file; when it is exported"
        " again, write {1} wherever {0} is written"
    )
    # -- converting ------------------------------------------------------------------------------
    SAY_WHAT_EVENT = (
        "say whether the event is a benefit or a harm, and of an unwanted event such as relapse"
        " that less is better; in a record `favours` and `better`"
    )
    SAY_BENEFIT = "write it without one, and say whether the event is a benefit or a harm"
    SAY_SIZES = "give the degrees of freedom, or the sizes of both groups"
    SAY_PEOPLE = "give the number of people"
    # -- keeping ---------------------------------------------------------------------------------
    BEGIN = "begin a library of your own, or name the folder of one"
    BEGIN_FROM = "begin a library with {0}"
    BEGIN_FROM_INSIDE = "if {0} is the library, rename it to {1}; or begin one with it"
    BEGIN_IN = "name the folder that holds {1}, or begin a library in {0}"
    BEGIN_AFTERWARDS = "{0}; then begin a library"
    BEGIN_COPY = "begin a library of your own, which may be a copy of this one"
    ADD_OR_OTHER_FOLDER = "add works to it, or begin another library in another folder"
    EMPTY_FOLDER = "name an empty folder"
    NAME_LIBRARY = "name the folder that holds {0}"
    NAME_DATE = "take the newest; if it is newer than its newest notice, name its date; {0}"


class Hint(str):
    """A hint that means a step."""

    step: Step
    about: tuple[str, ...]
    """What the step is taken with, such as a key."""

    def __new__(cls, step: Step, *about: object) -> Hint:
        """Make the hint of a step.

        Args:
            step: The step.
            about: What it is taken with, such as a key; the text of the step names them by number.
        """
        made = super().__new__(cls, step.value.format(*about))
        made.step = step
        made.about = tuple(str(one) for one in about)
        return made

    def __reduce__(self) -> tuple[type[Hint], tuple[Step, *tuple[str, ...]]]:
        """Return what makes the same hint when it is read back from the memory."""
        return Hint, (self.step, *self.about)


# -- errors --------------------------------------------------------------------------------------

# Wrong text in a file is a `Problem`, never an exception; a programming mistake is a traceback.
# These are for what lies between: a key that is not there, a file that cannot be written.


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
