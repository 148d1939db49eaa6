"""A drawing as shapes: lines, squares and words, which each writer puts into its own language.

Lengths are in units of the drawing; y grows downwards, as in SVG. One unit is a CSS pixel where
there is room for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Stroke(StrEnum):
    """What a line is for; writers choose its colour and dashes."""

    DATA = "line"
    PALE = "pale"
    """Data of a row that stands back."""
    AXIS = "axis"
    NULL = "null"
    """The line of no effect."""


class Weight(StrEnum):
    """How words stand out."""

    PLAIN = "plain"
    HEAD = "head"
    FAINT = "faint"


@dataclass(frozen=True, kw_only=True)
class Line:
    """A line through two points or more."""

    points: tuple[tuple[float, float], ...]
    stroke: Stroke = Stroke.DATA


@dataclass(frozen=True, kw_only=True)
class Square:
    """A square mark."""

    x: float
    """Of its centre."""
    y: float
    side: float
    hollow: bool = False
    pale: bool = False
    """Whether it stands back."""


@dataclass(frozen=True, kw_only=True)
class Label:
    """A line of words."""

    x: float
    """Of the left edge, or of the middle where it is centred."""
    y: float
    """Of the base line."""
    text: str
    weight: Weight = Weight.PLAIN
    centred: bool = False


Shape = Line | Square | Label


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """Shapes on an area that begins at 0, 0."""

    name: str
    """A word, unique among the drawings of a page."""
    title: str
    description: str
    """What it shows, in words, for those who cannot see it."""
    width: float
    height: float
    shapes: tuple[Shape, ...]
