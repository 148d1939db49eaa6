"""Tuples of articles, lists and problems that notebooks show as tables."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, Generic, Self, SupportsIndex, TypeVar, overload

from pprkb.knowledge_base import notebook
from pprkb.knowledge_base.notebook.frame import Column, Framed, Row
from pprkb.model.problem import Problem
from pprkb.model.reading_list import ReadingList
from pprkb.model.shown import Shown, how_many
from pprkb.model.summary import Article

T_co = TypeVar("T_co", covariant=True)
_NAMED = 5


class _Sequence(tuple[T_co, ...], Shown, Framed, Generic[T_co]):
    """A tuple whose slices have the same type."""

    _noun: ClassVar[tuple[str, str]]

    @overload
    def __getitem__(self, place: SupportsIndex) -> T_co: ...
    @overload
    def __getitem__(self, place: slice) -> Self: ...
    def __getitem__(self, place: SupportsIndex | slice) -> T_co | Self:
        if isinstance(place, slice):
            return type(self)(super().__getitem__(place))
        return super().__getitem__(place)

    def _names(self) -> Iterable[str]:
        return ()

    def __repr__(self) -> str:
        """Return the number of items and the first of them on one line."""
        names = list(self._names())
        named = ", ".join(names[:_NAMED])
        more = f" and {len(names) - _NAMED:,} more" if len(names) > _NAMED else ""
        return f"<{how_many(len(self), *self._noun)}{': ' if named else ''}{named}{more}>"


class Articles(_Sequence[Article]):
    """Articles in order."""

    _noun = ("article", "articles")

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the articles."""
        return tuple(article.key for article in self)

    def _names(self) -> Iterable[str]:
        return self.keys

    def frame_columns(self) -> tuple[Column, ...]:
        """Return the columns."""
        return notebook.tables.ARTICLES

    def frame_rows(self) -> Iterable[Row]:
        """Return a row for each article."""
        return notebook.tables.article_rows(self)


class ReadingLists(_Sequence[ReadingList]):
    """Reading lists; the data frame has a row for each item."""

    _noun = ("reading list", "reading lists")

    def _names(self) -> Iterable[str]:
        return (one.slug for one in self)

    def frame_columns(self) -> tuple[Column, ...]:
        """Return the columns."""
        return notebook.tables.LISTS

    def frame_rows(self) -> Iterable[Row]:
        """Return a row for each item of each list."""
        return notebook.tables.list_rows(self)


class Problems(_Sequence[Problem]):
    """Problems of text files."""

    _noun = ("problem", "problems")

    def _names(self) -> Iterable[str]:
        return (f"{one.at} ({one.rule.value})" for one in self)

    def frame_columns(self) -> tuple[Column, ...]:
        """Return the columns."""
        return notebook.tables.PROBLEMS

    def frame_rows(self) -> Iterable[Row]:
        """Return a row for each problem."""
        return notebook.tables.problem_rows(self)
