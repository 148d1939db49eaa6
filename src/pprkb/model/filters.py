"""Which articles a reader asks for; the same on every reading command."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypedDict, Unpack


class Sort(StrEnum):
    """The orders in which articles can stand."""

    AUTHOR = "author"
    """By the names of the authors, then the year."""
    YEAR = "year"
    """Newest first, by year of publication."""
    MONTH = "month"
    """Newest first, by the month of the summary; those without a summary last."""
    TITLE = "title"
    """By title."""
    KEY = "key"
    """By citation key."""


class Choices(TypedDict, total=False):
    """Filters as they are typed in Python: one value, or several of which any will do."""

    topic: str | Iterable[str]
    type: str | Iterable[str]
    keyword: str | Iterable[str]
    kind: str | Iterable[str]
    journal: str | Iterable[str]
    author: str | Iterable[str]
    month: str | Iterable[str]
    key: str | Iterable[str]
    since: int | None
    until: int | None
    match: str
    summarised: bool
    without_retracted: bool
    limit: int | None
    sort: Sort | str


@dataclass(frozen=True, kw_only=True)
class Filters:
    """What an article must satisfy; within one field any value will do, and fields add up."""

    topics: tuple[str, ...] = ()
    """Ids, labels or aliases; narrower topics are included."""
    types: tuple[str, ...] = ()
    """Research types: ids, labels or aliases."""
    keywords: tuple[str, ...] = ()
    """Keywords of works, without regard to case, accents and hyphens."""
    kinds: tuple[str, ...] = ()
    """Kinds of works in people's words, such as "book"; see `pprkb.model.kinds`."""
    journals: tuple[str, ...] = ()
    """Parts of the names or abbreviations of journals or other containers."""
    authors: tuple[str, ...] = ()
    """Names or parts of names of authors and editors, without regard to case and accents."""
    since: int | None = None
    """Earliest year of publication."""
    until: int | None = None
    """Latest year of publication."""
    months: tuple[str, ...] = ()
    """Months of summaries, `2016-04`, or years, `2016`."""
    keys: tuple[str, ...] = ()
    """Citation keys or their aliases."""
    match: str = ""
    """Words that must all occur."""
    summarised: bool = False
    """Only articles that have a summary."""
    without_retracted: bool = False
    """Only articles whose work is not retracted."""
    limit: int | None = None
    sort: Sort = Sort.AUTHOR

    @classmethod
    def of(cls, **choices: Unpack[Choices]) -> Filters:
        """Return the filters of some choices: `Filters.of(topic="alliance", since=2015)`.

        Raises:
            TypeError: There is no filter of a name.
            ValueError: There is no such order.
        """
        values: dict[str, Any] = dict(choices)
        for singular, field in _SEVERAL.items():
            if singular in values:
                value = values.pop(singular)
                values[field] = (value,) if isinstance(value, str) else tuple(value)
        if "sort" in values:
            values["sort"] = Sort(values["sort"])
        return cls(**values)


_SEVERAL = {
    "topic": "topics",
    "type": "types",
    "keyword": "keywords",
    "kind": "kinds",
    "journal": "journals",
    "author": "authors",
    "month": "months",
    "key": "keys",
}
