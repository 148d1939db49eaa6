"""Errors for requests that cannot be carried out, and hints for what to do next."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

# -- hints ---------------------------------------------------------------------------------------

# The text of a hint mentions no interface, since the same step is a command on the command line, a
# method in Python and a button on a page. An interface that knows the `Step` replaces the text with
# its own; all others print it.


class Step(StrEnum):
    """A next step that each interface names differently; the value is the neutral text."""

    # -- looking ---------------------------------------------------------------------------------
    TOPICS = "look at the list of topics"
    RESEARCH_TYPES = "look at the list of research types"
    KEYWORDS = "look at the list of keywords"
    KEYS = "look at the list of works"
    FIND_KEY = "search for the work"
    SUMMARIES = "look at the list of summaries"
    READING_LISTS = "look at the list of reading lists"
    NAMES = "look at the lists of works and topics"
    STYLES = "look for a style by its name, or give the path of a .csl file"
    WORKS_OF_DRAFT = "export the works that it cites, and let its own program print them"
    CHECK_LIST = "see the problems of the list"
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
    DOUBTS = "correct the errors, or accept the doubts if everything was read as intended"
    # -- writing ---------------------------------------------------------------------------------
    BEGIN_SUMMARY = "begin a summary of it"
    BEGIN_SUMMARY_OF_MONTH = "begin a summary for {0}"
    RECORD = "accept the record that is proposed for it, or write one"
    ALSO_OTHERS = "other works that it discusses are added separately"
    ALSO = "change it in {0} by hand, or add the other work as one that it also discusses"
    LACKS_TOPICS = "topics"
    LACKS_TYPE = "a research type"
    LACKS_EFFECTS = "effect sizes, if it reports any"
    PIN = "pin it now"
    PIN_ANEW = "{1}; or pin the list again"
    RENAME = "its key has changed: write {1} wherever {0} is written"
    RENAME_AFTERWARDS = (
        "change the key in Zotero, or in the program that writes the file; when it is exported"
        " again, write {1} wherever {0} is written"
    )
    # -- converting ------------------------------------------------------------------------------
    SAY_WHAT_EVENT = (
        "say whether the event is a benefit or a harm, and that less is better for an undesired"
        " event such as relapse; in a record, add `favours` and `better`"
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
    NAME_DATE = "use the newest; if it is newer than its newest notice, give its date; {0}"


class Hint(str):
    """A hint to take a step."""

    step: Step
    about: tuple[str, ...]
    """The arguments of the step, such as a key."""

    def __new__(cls, step: Step, *about: object) -> Hint:
        """Make a hint from a step.

        Args:
            step: The step.
            about: Its arguments, such as a key, for the numbered placeholders in its text.
        """
        made = super().__new__(cls, step.value.format(*about))
        made.step = step
        made.about = tuple(str(one) for one in about)
        return made

    def __reduce__(self) -> tuple[type[Hint], tuple[Step, *tuple[str, ...]]]:
        """Pickle the hint by its step and arguments."""
        return Hint, (self.step, *self.about)


# -- errors --------------------------------------------------------------------------------------

# Wrong text in a file is a `Problem`, never an exception; a programming mistake is a traceback.
# These are for the cases in between: an unknown key, a file that cannot be written.


class PprkbError(Exception):
    """A request that cannot be carried out; the message is for the person who asked."""

    exit_code: ClassVar[int] = 3
    """The exit code of the command line (1 means problems found, 2 wrong usage)."""

    def __init__(self, message: str, *, hint: str = "") -> None:
        """Make an error with a message and a hint for the next step."""
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        """Return both on one line: `message; hint`."""
        return f"{self.message}; {self.hint}" if self.hint else self.message


class NotFoundError(PprkbError):
    """The requested reference, topic, list, style or library does not exist."""


class IdentifierError(PprkbError):
    """The given text is not a DOI or PMID."""


class ServiceError(PprkbError):
    """A network service gives no usable answer."""


class OfflineError(ServiceError):
    """A network service cannot be reached."""


class LibraryError(PprkbError):
    """The library's folder cannot be used."""


class DatabaseError(PprkbError):
    """The database file belongs to another program, is damaged or cannot be written."""


class OutputError(PprkbError):
    """The output cannot be written to the requested place or in the requested form."""


class EditError(OutputError):
    """A text file cannot be edited in its present state, or not in the requested way."""


class CitationError(PprkbError):
    """A style or locale cannot be used."""


class ConversionError(PprkbError):
    """An effect size cannot be converted as requested."""


class RetractedError(PprkbError):
    """A requested work is retracted, and the caller asked to fail in that case."""

    exit_code = 1
