"""Data frames of pandas or polars, with typed columns and missing values."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from importlib import import_module
from typing import TYPE_CHECKING, Literal, overload

from pprkb.model.errors import OutputError
from pprkb.text.spelling import did_you_mean

if TYPE_CHECKING:
    import pandas
    import polars

Frames = Literal["pandas", "polars"]
_FRAMES: tuple[Frames, ...] = ("pandas", "polars")


class Kind(StrEnum):
    """Types of columns."""

    TEXT = "text"
    CATEGORY = "category"
    """One of a fixed list of words, in their own order."""
    WHOLE = "whole number"
    NUMBER = "number"
    TRUTH = "yes or no"
    DATE = "date"


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column of a data frame."""

    name: str
    kind: Kind = Kind.TEXT
    words: tuple[str, ...] = ()
    """For a category, all its words, in order."""


def columns(kind: Kind, names: str) -> tuple[Column, ...]:
    """Return columns of one kind from their names, separated by spaces."""
    return tuple(Column(name=name, kind=kind) for name in names.split())


def category(name: str, words: Iterable[str]) -> Column:
    """Return a category column."""
    return Column(name=name, kind=Kind.CATEGORY, words=tuple(map(str, words)))


Row = Sequence[object]
"""A value for each column; None and empty strings are missing values."""


class Framed(ABC):
    """A value that can be converted to a data frame."""

    @abstractmethod
    def frame_columns(self) -> tuple[Column, ...]:
        """Return the columns; docs/frames.md describes them."""

    @abstractmethod
    def frame_rows(self) -> Iterable[Row]:
        """Return the rows, in the order of the columns."""

    @overload
    def to_frame(self, frames: Literal["pandas"] | None = None) -> pandas.DataFrame: ...
    @overload
    def to_frame(self, frames: Literal["polars"]) -> polars.DataFrame: ...
    def to_frame(self, frames: Frames | None = None) -> pandas.DataFrame | polars.DataFrame:
        """Return a data frame with typed columns and missing values.

        Args:
            frames: "pandas" or "polars"; by default pandas if it is installed, or else polars.

        Raises:
            OutputError: The library, or neither of them, is installed.
        """
        made, rows = self.frame_columns(), [tuple(row) for row in self.frame_rows()]
        if _chosen(frames) == "polars":
            return _in_polars(made, rows)
        return _in_pandas(made, rows)


def _chosen(frames: str | None) -> Frames:
    for name in _FRAMES:
        if frames in (None, name):
            try:
                import_module(name)
            except ImportError as error:
                if frames:
                    raise OutputError(
                        f"{name} is not installed", hint=f"pip install {name}"
                    ) from error
            else:
                return name
    if frames:
        hint = did_you_mean(frames, _FRAMES, 'write "pandas" or "polars"')
        raise OutputError(f'there are no data frames of "{frames}"', hint=hint)
    raise OutputError(
        "neither pandas nor polars is installed", hint="pip install pandas, or pip install polars"
    )


def _values(number: int, rows: Sequence[Row]) -> list[object]:
    return [None if row[number] == "" else row[number] for row in rows]


_PANDAS = {
    Kind.TEXT: "string",
    Kind.WHOLE: "Int64",
    Kind.NUMBER: "Float64",
    Kind.TRUTH: "boolean",
    Kind.DATE: "datetime64[s]",
}


def _in_pandas(made: Sequence[Column], rows: Sequence[Row]) -> pandas.DataFrame:
    import pandas

    held = {}
    for number, column in enumerate(made):
        values = _values(number, rows)
        if column.kind is Kind.CATEGORY:
            held[column.name] = pandas.Categorical(values, categories=column.words, ordered=False)
        else:
            held[column.name] = pandas.Series(values, dtype=_PANDAS[column.kind])
    return pandas.DataFrame(held)


def _in_polars(made: Sequence[Column], rows: Sequence[Row]) -> polars.DataFrame:
    import polars

    kinds = {
        Kind.TEXT: polars.String,
        Kind.WHOLE: polars.Int64,
        Kind.NUMBER: polars.Float64,
        Kind.TRUTH: polars.Boolean,
        Kind.DATE: polars.Date,
    }
    return polars.DataFrame(
        [
            polars.Series(
                column.name,
                _values(number, rows),
                dtype=polars.Enum(column.words) if column.words else kinds[column.kind],
            )
            for number, column in enumerate(made)
        ]
    )
