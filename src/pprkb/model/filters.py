"""Filters that select articles; the same for every command that reads."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, SupportsIndex, TypedDict, TypeVar, Unpack

from pprkb.model.errors import NotFoundError, PprkbError
from pprkb.text.spelling import did_you_mean

E = TypeVar("E", bound=StrEnum)
_MONTH = re.compile(r"[0-9]{4}(?:-(?:0[1-9]|1[0-2]))?")


def one_of(kind: type[E], word: E | str, what: str) -> E:
    """Return a member of an enumeration by its value.

    Args:
        kind: The enumeration.
        word: The value, or the member itself.
        what: The name of the enumeration in messages, such as "depth".

    Raises:
        NotFoundError: There is no such member.
    """
    try:
        return kind(word)
    except ValueError as error:
        known = [one.value for one in kind]
        hint = did_you_mean(str(word), known, f"there are {', '.join(known)}")
        raise NotFoundError(f'there is no {what} "{word}"', hint=hint) from error


class GroupBy(StrEnum):
    """What the headings of an export are."""

    TOPIC = "topic"
    """By topic; an article is listed under its first topic, and the others refer to it."""
    TYPE = "type"
    """By research type."""
    YEAR = "year"
    """By year of publication, the newest first."""


class Sort(StrEnum):
    """The orders of articles."""

    AUTHOR = "author"
    """By the names of the authors, then the year."""
    YEAR = "year"
    """Newest first, by year of publication."""
    MONTH = "month"
    """Newest first, by the month of the summary; articles without a summary last."""
    TITLE = "title"
    """By title."""
    KEY = "key"
    """By citation key."""


class Choices(TypedDict, total=False):
    """Filters as passed in Python: one value or several, of which an article must match one."""

    topic: str | Iterable[str] | None
    type: str | Iterable[str] | None
    keyword: str | Iterable[str] | None
    kind: str | Iterable[str] | None
    journal: str | Iterable[str] | None
    author: str | Iterable[str] | None
    month: str | Iterable[str] | None
    key: str | Iterable[str] | None
    since: int | None
    until: int | None
    match: str | None
    summarised: bool | None
    without_retracted: bool | None
    limit: int | None
    sort: Sort | str | None


@dataclass(frozen=True, kw_only=True)
class Filters:
    """Conditions on articles: every field must match, by any of its values."""

    topics: tuple[str, ...] = ()
    """Ids, labels or aliases; narrower topics are included."""
    types: tuple[str, ...] = ()
    """Research types: ids, labels or aliases."""
    keywords: tuple[str, ...] = ()
    """Keywords of works; case, accents and hyphens are ignored."""
    kinds: tuple[str, ...] = ()
    """Kinds of works by their common names, such as "book"; see `pprkb.model.kinds`."""
    journals: tuple[str, ...] = ()
    """Parts of the names or abbreviations of journals or other containers."""
    authors: tuple[str, ...] = ()
    """Names of authors and editors, or parts of them; case and accents are ignored."""
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

    def __post_init__(self) -> None:
        """Reject a single string where several are expected, and malformed months.

        Raises:
            TypeError: A field that takes several values was given a string.
            PprkbError: A month is malformed.
        """
        for name in _SEVERAL.values():
            if isinstance(word := getattr(self, name), str):
                raise TypeError(f"{name} takes several words: {name}=({_shown(word)},)")
        for month in self.months:
            if not _MONTH.fullmatch(month):
                raise PprkbError(f'"{month}" is not a month', hint="write 2016-04, or 2016")

    @classmethod
    def of(cls, **choices: Unpack[Choices]) -> Filters:
        """Return filters from keyword arguments: `Filters.of(topic="alliance", since=2015)`.

        A value of None does not filter.

        Raises:
            TypeError: There is no filter with this name, or it does not take such a value.
            NotFoundError: There is no such order.
            PprkbError: A number is out of range, a month is malformed, or a value is empty.
        """
        given: Mapping[str, object] = choices
        values: dict[str, Any] = {}
        for name, value in given.items():
            if name not in _TAKEN:
                raise TypeError(f'there is no filter "{name}"; {_right_name(name)}')
            if value is not None:
                values[_SEVERAL.get(name, name)] = _TAKEN[name](name, value)
        return cls(**values)

    @classmethod
    def chosen(cls, filters: Filters | None, choices: Choices) -> Filters:
        """Return the filters that a caller passes as an object or by name.

        Raises:
            TypeError: Both are given, or the object is no `Filters`; also as `of`.
            PprkbError: As `of`.
        """
        if filters is None:
            return cls.of(**choices)
        if not isinstance(filters, Filters):
            raise TypeError(f"name the filter: topic={_shown(filters)}")
        if choices:
            raise TypeError("give filters by name or as Filters, not both")
        return filters


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


def _shown(value: object) -> str:
    return f'"{value}"' if isinstance(value, str) else repr(value)


def _right_name(name: str) -> str:
    singular = {field: word for word, field in _SEVERAL.items()}
    if name in singular:
        return f"write {singular[name]}=…"
    return did_you_mean(name, _TAKEN, f"there are {', '.join(_TAKEN)}")


def _words(name: str, value: object) -> tuple[str, ...]:
    words = (value,) if isinstance(value, str) or not isinstance(value, Iterable) else tuple(value)
    for word in words:
        if not isinstance(word, str):
            raise TypeError(f"{name} takes a word or several, not {_shown(word)}")
    if not words:
        raise PprkbError(f"{name} is empty", hint="leave it out to filter by nothing")
    return words


def _number(at_least: int, at_most: int) -> Callable[[str, object], int]:
    def number(name: str, value: object) -> int:
        try:
            whole = operator.index(value) if isinstance(value, SupportsIndex) else None
        except TypeError:
            whole = None
        if whole is None or isinstance(value, bool):
            raise TypeError(f"{name} takes a whole number, not {_shown(value)}")
        if not at_least <= whole <= at_most:
            raise PprkbError(f"{name} is from {at_least} to {at_most}, not {whole}")
        return whole

    return number


def _truth(name: str, value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError(f"{name} takes True or False, not {_shown(value)}")
    return value


def _text(name: str, value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{name} takes words, not {_shown(value)}")
    return value


def _order(_name: str, value: object) -> Sort:
    return one_of(Sort, str(value), "order")


_TAKEN: Mapping[str, Callable[[str, object], object]] = {
    **dict.fromkeys(_SEVERAL, _words),
    "since": _number(-9999, 9999),
    "until": _number(-9999, 9999),
    "match": _text,
    "summarised": _truth,
    "without_retracted": _truth,
    "limit": _number(0, 10**9),
    "sort": _order,
}
"""Converts a keyword argument to the value of its field."""
