"""A forest plot: point estimates and intervals of one family of metrics on one axis.

In a classic forest plot the area of a square is the study's weight and a diamond the pooled result
(Lewis & Clarke, 2001). Nothing is pooled here, so that all squares are equal and there is no
diamond. Filled squares are values as reported, hollow ones were converted; a line is the
confidence interval, and where none is drawn none was reported.
"""

from __future__ import annotations

import math
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from pprkb.documents.drawing import Drawing, Label, Line, Shape, Square, Stroke, Weight
from pprkb.model.effect import Metric


class Family(StrEnum):
    """Metrics that can share an axis; the member's value is what the axis is called."""

    DIFFERENCE = "Standardised mean difference"
    CORRELATION = "Correlation"
    RATIO = "Ratio (logarithmic axis)"


_FAMILIES = {
    Metric.D: Family.DIFFERENCE,
    Metric.G: Family.DIFFERENCE,
    Metric.SMD: Family.DIFFERENCE,
    Metric.R: Family.CORRELATION,
    Metric.OR: Family.RATIO,
    Metric.RR: Family.RATIO,
    Metric.HR: Family.RATIO,
}


def family_of(metric: Metric) -> Family | None:
    """Return the family of a metric; None where it has no place in a forest plot."""
    return _FAMILIES.get(metric)


@dataclass(frozen=True, kw_only=True)
class PlotRow:
    """One line of a forest plot, in the unit of its axis."""

    label: str
    text: str
    """The effect in words, printed at the right."""
    estimate: float
    low: float | None = None
    high: float | None = None
    estimate_high: float | None = None
    """The other end, where a range of estimates was reported."""
    bound: str = "="
    """One of < > ≤ ≥, where the estimate was reported as a bound."""
    converted: bool = False

    @property
    def estimates(self) -> tuple[float, ...]:
        """The estimate, or both ends of the range."""
        if self.estimate_high is None:
            return (self.estimate,)
        return (self.estimate, self.estimate_high)


_WIDTH = 760
_LABEL_WIDTH, _TEXT_LEFT = 290, 590
_PLOT_LEFT, _PLOT_RIGHT = 310, 575
_LINE, _GAP, _TOP = 17, 13, 30
_SQUARE = 9
_LABEL_CHARACTERS, _TEXT_CHARACTERS = 42, 24
_ARROW = 6
_BOUND = 20
"""Length of the arrow that says on which side of its mark a bound leaves the estimate."""
_DIRECTIONS = {"<": -1, "≤": -1, ">": 1, "≥": 1}
_TALLEST = 880
"""Of the rows of one drawing: with header, axis and caption they fill a page of Letter or A4."""
_NARROWEST = 0.1
"""The least width of an axis, in its own unit or its logarithm."""


def forest_plot(
    rows: Sequence[PlotRow],
    family: Family,
    *,
    title: str,
    name: str = "forest",
    of: Sequence[PlotRow] = (),
) -> Drawing:
    """Draw a forest plot.

    Args:
        rows: At least one, in order; values in the unit of the family.
        family: Decides the axis and its null line: 0, or 1 on a logarithmic axis for ratios.
        title: What is drawn, for those who cannot see it.
        name: A word, unique among the drawings of a page.
        of: All rows, where they are drawn on several pages, which then have one axis.

    Returns:
        A drawing whose description tells every row in words.
    """
    axis = _Axis.over(of or rows, family)
    marks: list[Shape] = []
    y: float = _TOP
    for row in rows:
        label, text = _wrapped(row)
        height = max(len(label), len(text)) * _LINE
        marks += _lines(label, 0, y + (height - len(label) * _LINE) / 2)
        marks += _lines(text, _TEXT_LEFT, y + (height - len(text) * _LINE) / 2)
        marks += _mark(row, axis, y + height / 2 - 4)
        y += height + _GAP
    bottom = y - _GAP + 4
    described = ". ".join(f"{row.label}: {row.text}" for row in rows)
    return Drawing(
        name=name,
        title=title,
        description=f"{described}. Nothing is pooled.",
        width=_WIDTH,
        height=bottom + 46,
        shapes=(*_header(), *axis.drawn(_TOP - 12, bottom), *marks),
    )


def on_pages(rows: Iterable[PlotRow]) -> list[list[PlotRow]]:
    """Part rows into drawings that each fit on a page: a drawing cannot be torn."""
    pages: list[list[PlotRow]] = []
    used = 0
    for row in rows:
        height = max(len(lines) for lines in _wrapped(row)) * _LINE + _GAP
        if not pages or used + height > _TALLEST:
            pages.append([])
            used = 0
        pages[-1].append(row)
        used += height
    return pages


def _wrapped(row: PlotRow) -> tuple[list[str], list[str]]:
    """Break what stands to the left and to the right of a mark into lines."""
    label = textwrap.wrap(row.label, _LABEL_CHARACTERS) or [""]
    text = textwrap.wrap(row.text.replace("\u00a0", "\u2007"), _TEXT_CHARACTERS) or [""]
    return label, [line.replace("\u2007", "\u00a0") for line in text]


@dataclass(frozen=True)
class _Axis:
    low: float
    high: float
    ticks: tuple[float, ...]
    family: Family

    @classmethod
    def over(cls, rows: Sequence[PlotRow], family: Family) -> _Axis:
        """Make an axis that holds every estimate and the null, and most of each interval."""
        scale = _log if family is Family.RATIO else float
        null = scale(1) if family is Family.RATIO else 0.0
        points = [scale(estimate) for row in rows for estimate in row.estimates] + [null]
        ends = [scale(end) for row in rows for end in (row.low, row.high) if end is not None]
        if max(points) - min(points) < _NARROWEST:
            points += [min(points) - _NARROWEST, max(points) + _NARROWEST]
        reach = max(points) - min(points)
        # An interval far wider than the estimates is cut and ends in an arrow.
        inside = [end for end in ends if min(points) - 2 * reach <= end <= max(points) + 2 * reach]
        low, high = min(points + inside), max(points + inside)
        margin = 0.06 * (high - low)
        low, high = low - margin, high + margin
        ticks = _ticks(low, high, family)
        if family is not Family.RATIO and len(ticks) > 1:
            # The last tick stands beyond the last value, for the eye to measure by.
            high = max(high, ticks[-1] + (ticks[1] - ticks[0]) * 1.1)
            ticks = (*ticks, round(2 * ticks[-1] - ticks[-2], 10))
        return cls(low, high, ticks, family)

    def x(self, value: float) -> float:
        """Return where a value lies, in the drawing's unit; beyond the axis, its end."""
        scaled = _log(value) if self.family is Family.RATIO else value
        share = (scaled - self.low) / (self.high - self.low)
        return _PLOT_LEFT + min(1.0, max(0.0, share)) * (_PLOT_RIGHT - _PLOT_LEFT)

    def holds(self, value: float) -> bool:
        """Return whether a value lies on the axis."""
        scaled = _log(value) if self.family is Family.RATIO else value
        return self.low <= scaled <= self.high

    def drawn(self, top: float, bottom: float) -> Iterator[Shape]:
        """Draw the axis with its ticks and the null line."""
        null = self.x(1.0 if self.family is Family.RATIO else 0.0)
        yield Line(points=((null, top), (null, bottom)), stroke=Stroke.NULL)
        yield Line(points=((_PLOT_LEFT, bottom), (_PLOT_RIGHT, bottom)), stroke=Stroke.AXIS)
        for tick in self.ticks:
            x = self.x(tick)
            yield Line(points=((x, bottom), (x, bottom + 5)), stroke=Stroke.AXIS)
            yield Label(x=x, y=bottom + 19, text=self._label(tick), centred=True)
        middle = (_PLOT_LEFT + _PLOT_RIGHT) / 2
        yield Label(
            x=middle, y=bottom + 38, text=self.family.value, weight=Weight.FAINT, centred=True
        )

    def _label(self, tick: float) -> str:
        text = f"{tick:.10g}".replace("-", "−")
        if self.family is Family.CORRELATION:
            text = text.replace("0.", ".", 1)
        return text


def _ticks(low: float, high: float, family: Family) -> tuple[float, ...]:
    if family is Family.RATIO:
        round_values = [m * 10.0**e for e in range(-4, 5) for m in (1, 2, 5)]
        return tuple(value for value in round_values if low <= _log(value) <= high)
    step = 10.0 ** math.floor(math.log10((high - low) / 2))
    for multiple in (1, 2, 5, 10):
        if (high - low) / (step * multiple) <= 6:
            step *= multiple
            break
    first = math.ceil(low / step)
    last = math.floor(high / step)
    return tuple(round(number * step, 10) for number in range(first, last + 1))


def _log(value: float) -> float:
    return math.log(value) if value > 0 else -10.0


def _header() -> Iterator[Shape]:
    yield Label(x=0, y=12, text="Finding", weight=Weight.HEAD)
    yield Label(x=_TEXT_LEFT, y=12, text="Effect", weight=Weight.HEAD)


def _lines(lines: list[str], x: float, y: float) -> Iterator[Shape]:
    for number, line in enumerate(lines):
        yield Label(x=x, y=y + 8 + number * _LINE, text=line)


def _mark(row: PlotRow, axis: _Axis, y: float) -> Iterator[Shape]:
    if row.low is not None and row.high is not None:
        left, right = axis.x(row.low), axis.x(row.high)
        yield Line(points=((left, y), (right, y)))
        for end, x, direction in ((row.low, left, 1), (row.high, right, -1)):
            if not axis.holds(end):
                back = x + _ARROW * direction
                yield Line(points=((back, y - 4), (x, y), (back, y + 4)))
    if row.bound in _DIRECTIONS:
        x, reach = axis.x(row.estimate), _DIRECTIONS[row.bound] * _BOUND
        tip, back = x + reach, x + reach - math.copysign(_ARROW, reach)
        yield Line(points=((x, y), (tip, y)))
        yield Line(points=((back, y - 4), (tip, y), (back, y + 4)))
    for estimate in row.estimates:
        yield Square(x=axis.x(estimate), y=y, side=_SQUARE, hollow=row.converted)
