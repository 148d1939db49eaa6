"""Whether a reference looks whole, and what is missing from it."""

from __future__ import annotations

from pprkb.formats.printed.reading import Reading
from pprkb.model.reference import ReferenceType as T

_FULL = frozenset(
    ("doi", "url", "pmid", "pmcid", "isbn", "original_date", "accessed", "status", "issue")
)
"""Fields behind which no full stop need follow."""
_NUMBERS = frozenset(("page", "volume", "number", "chapter_number"))


def judge_ending(reading: Reading) -> None:
    """Note where the text ends too early, and what no field says."""
    text = reading.text[: reading.whole].rstrip()
    values = reading.values
    if "title" not in values:
        reading.complete = False
        reading.doubt("There is no title.")
        return
    last = max((one for one in reading.claims if one.field != "links"), default=None)
    ended = text.endswith((".", ")", "]", "?", "!", "”", '"'))
    what = last.field if last is not None else ""
    tail = text[last.end :].strip() if last is not None else ""
    if text[-1:] in ",;:&(-–—/[" and what not in ("url", "doi"):
        reading.complete = False
        reading.doubt(f"The text ends in “{text[-1]}”.")
    elif not ended and not (tail and any(c.isalnum() for c in tail)):
        if what in _NUMBERS:
            reading.doubt("The text does not end in a full stop: it may be cut off.")
        elif what not in _FULL:
            reading.complete = False
            reading.doubt(f"The text ends inside the {_told(what)}.")
    elif not ended:
        reading.complete = False
        reading.doubt("The text does not end in a full stop: it may be cut off.")
    if text.count("(") > text.count(")") or text.count("[") > text.count("]"):
        reading.complete = False
        reading.doubt("A parenthesis is not closed.")
    _missing(reading)


def _told(field: str) -> str:
    return {
        "container_title": "name of the journal or book",
        "publisher_place": "place of publication",
        "issued": "reference, behind the date",
        "author": "authors",
        "editor": "editors",
    }.get(field, field.replace("_", " "))


def _missing(reading: Reading) -> None:
    """Doubt what lacks its source."""
    values = reading.values
    kind = reading.type
    located = any(name in values for name in ("doi", "url", "status", "pmid"))
    issued = reading.dates.get("issued")
    pressed = issued is not None and issued.year is None
    if kind is T.ARTICLE_JOURNAL and "container_title" in values:
        numbered = any(name in values for name in ("volume", "issue", "page", "number"))
        if not numbered and not located and not pressed:
            reading.doubt("Volume and pages are missing.")
        elif "volume" not in values and not located and not pressed:
            reading.doubt("The volume is missing.")
    elif kind is T.CHAPTER and "container_title" not in values:
        reading.doubt("The book is not named.")
    elif kind in (T.BOOK, T.CHAPTER) and "publisher" not in values and not located:
        reading.doubt("The publisher is missing.")
    if not located and not any(
        name in values
        for name in ("container_title", "publisher", "event_title", "archive", "genre", "number")
    ):
        reading.complete = False
        reading.doubt("Neither journal, publisher nor address is named: the text may be cut off.")
