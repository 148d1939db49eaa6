"""A forest plot: point estimates and intervals of one family of metrics on one axis.

In a classic forest plot the area of a square is the study's weight, and a diamond the pooled result
(Lewis & Clarke, 2001). Nothing is pooled here, so all squares are equal and there is no diamond.
Filled squares are values as reported, hollow ones were converted; a line is the confidence
interval, with ticks at its ends if its level is not 95%; an arrow without a square is a bound. A
lighter row repeats the finding of another row, or is superseded.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from pprkb.documents.document import Drawing, Label, Line, Shape, Square, Stroke, Weight
from pprkb.documents.evidence.ticks import even_ticks, logarithm, ratio_ticks
from pprkb.languages import ENGLISH, Words, phrase
from pprkb.model.effect import Metric


class Family(StrEnum):
    """Families of metrics that can share an axis; the value is the label of the axis."""

    DIFFERENCE = phrase("Standardised mean difference")
    CORRELATION = phrase("Correlation")
    RATIO = phrase("Ratio (logarithmic axis)")
    MEAN = phrase("Mean difference")
    """In the unit of a scale, which must be the same for all."""


_FAMILIES = {
    Metric.D: Family.DIFFERENCE,
    Metric.G: Family.DIFFERENCE,
    Metric.SMD: Family.DIFFERENCE,
    Metric.R: Family.CORRELATION,
    Metric.OR: Family.RATIO,
    Metric.RR: Family.RATIO,
    Metric.HR: Family.RATIO,
    Metric.IRR: Family.RATIO,
    Metric.MD: Family.MEAN,
    Metric.WMD: Family.MEAN,
}


def family_of(metric: Metric) -> Family | None:
    """Return the family of a metric; None if it cannot be in a forest plot."""
    return _FAMILIES.get(metric)


USUAL_LEVEL = Decimal(95)
"""The usual level of intervals, in per cent."""


@dataclass(frozen=True, kw_only=True)
class PlotRow:
    """A row of a forest plot, in the unit of its axis."""

    label: str
    study: str = ""
    """The citation of the work whose finding it is."""
    k: str = ""
    """Number of studies."""
    n: str = ""
    """Number of participants."""
    rests_on: str = ""
    """Studies and participants in words, for drawings without columns."""
    text: str
    """The effect with its interval, printed on the right."""
    remark: str = ""
    """Remarks, such as "superseded by Elliott et al. (2018)"."""
    estimate: float
    low: float | None = None
    high: float | None = None
    level: Decimal | None = USUAL_LEVEL
    """Level of the interval in per cent; None if not stated."""
    estimate_high: float | None = None
    """The other end, if a range of estimates was reported."""
    bound: str = "="
    """One of < > ≤ ≥, if the estimate was reported as a bound."""
    converted: bool = False
    pale: bool = False
    """Whether it is de-emphasised."""

    @property
    def estimates(self) -> tuple[float, ...]:
        """The estimate, or both ends of the range."""
        if self.estimate_high is None:
            return (self.estimate,)
        return (self.estimate, self.estimate_high)

    @property
    def has_interval(self) -> bool:
        """Whether both ends of the interval are known."""
        return self.low is not None and self.high is not None

    def in_words(self, words: Words = ENGLISH) -> str:
        """Return the content of the row as alternative text."""
        name = ", ".join(filter(None, (self.label, self.study)))
        rests_on = self.rests_on or "; ".join(
            f"{sign} = {number}" for sign, number in (("k", self.k), ("N", self.n)) if number
        )
        said = "; ".join(filter(None, (self.text, rests_on, self.remark)))
        return words("{subject}: ", subject=name) + said


@dataclass(frozen=True, kw_only=True)
class PlotWords:
    """The text of a drawing outside of its rows."""

    title: str
    """The beginning of the alternative text."""
    words: Words = ENGLISH
    """Words in the reader's language."""
    name: str = "forest"
    """Unique among the drawings of a page."""
    axis_name: str = ""
    """Label of the axis; empty for the name of the family."""
    ends: tuple[str, str] | None = None
    """Whom the lower and upper ends of the axis favour; None if it is not known for all rows."""
    notes: Sequence[str] = ()
    """Printed below, after the explanation of the marks."""


@dataclass(frozen=True)
class _Geometry:
    """Positions of the parts of a drawing."""

    width: int
    left: int
    """Left end of the axis."""
    right: int
    label_characters: int
    text_characters: int
    note_characters: int
    end_characters: int
    """Width of the text at either end of the axis."""
    columns: bool
    """Whether text, numbers and mark of a row are side by side, or stacked."""


_WIDE = _Geometry(760, 348, 566, 30, 25, 108, 26, columns=True)
_NARROW = _Geometry(300, 10, 290, 42, 42, 44, 21, columns=False)
_TEXT_LEFT, _K_MIDDLE, _N_MIDDLE = 580, 246, 306
_COUNT_CHARACTERS = 9
_LINE, _GAP, _TOP, _NARROW_TOP = 17, 13, 30, 6
_BAND = 22
"""Height of a mark below its text."""
_SQUARE = 9
_ARROW = 6
_TICK = 4
"""Half the height of the ticks at the ends of an interval."""
_BOUND = 24
"""Length of the arrow that shows the direction of a bound."""
_DIRECTIONS = {"<": -1, "≤": -1, ">": 1, "≥": 1}
_TALLEST = 780
"""Maximum height of the rows: with header, axis and notes they fill a Letter or A4 page."""
_NARROWEST = 0.1
"""Minimum width of an axis, in its own unit or its logarithm."""
_APART = 32
"""Minimum distance between two ticks, to leave room for their labels."""


def forest_plot(
    rows: Sequence[PlotRow],
    family: Family,
    words: PlotWords,
    *,
    of: Sequence[PlotRow] = (),
    narrow: bool = False,
) -> Drawing:
    """Return a forest plot.

    Args:
        rows: At least one, in order; values in the unit of the family.
        family: Determines the axis and its null line: 0, or 1 on a logarithmic axis for ratios.
        words: Its title and the text around it.
        of: All rows, if they are split into several drawings with a common axis.
        narrow: Whether to stack text, numbers and mark of each row, in the width of a phone.

    Returns:
        A drawing whose alternative text includes every row.
    """
    geometry = _NARROW if narrow else _WIDE
    axis = _Axis.over(of or rows, family, geometry, words.words)
    marks: list[Shape] = []
    y: float = _TOP if geometry.columns else _NARROW_TOP
    for row in rows:
        height = _height(row, geometry)
        marks += _row(row, axis, y, height)
        y += height + _GAP
    bottom = y - _GAP + 4
    below, height = _below(
        axis, bottom, words, [*_legend(rows, geometry, words.words), *words.notes]
    )
    said = words.words
    described = ". ".join(row.in_words(said) for row in rows)
    ends = []
    if words.ends:
        low, high = words.ends
        ends = [said("The lower end {low}, the upper end {high}.", low=low, high=high)]
    return Drawing(
        name=words.name,
        title=words.title,
        description=" ".join([f"{described}.", *ends, *words.notes, said("Nothing is pooled.")]),
        width=geometry.width,
        height=height,
        shapes=(
            *(_header(rows, said) if geometry.columns else ()),
            *axis.drawn(_TOP - 12, bottom),
            *marks,
            *below,
        ),
    )


def on_pages(rows: Iterable[PlotRow]) -> list[list[PlotRow]]:
    """Return rows in groups that fit on a page, since drawings cannot be split."""
    pages: list[list[PlotRow]] = []
    used: float = 0
    for row in rows:
        height = _height(row, _WIDE) + _GAP
        if not pages or used + height > _TALLEST:
            pages.append([])
            used = 0
        pages[-1].append(row)
        used += height
    return pages


def _wrapped(text: str, characters: int) -> list[str]:
    """Wrap text into lines, without breaking at no-break spaces."""
    lines = textwrap.wrap(text.replace("\u00a0", "\u2007"), characters)
    return [line.replace("\u2007", "\u00a0") for line in lines]


def _words(row: PlotRow, geometry: _Geometry) -> tuple[list[Label], list[Label]]:
    """Return the lines of a row's name and of its numbers, without positions."""
    plain = Weight.FAINT if row.pale else Weight.PLAIN

    def lines(text: str, weight: Weight, characters: int) -> list[Label]:
        return [Label(x=0, y=0, text=line, weight=weight) for line in _wrapped(text, characters)]

    name = lines(row.label, plain, geometry.label_characters)
    name += lines(row.study, Weight.FAINT, geometry.label_characters)
    numbers = lines(row.text, plain, geometry.text_characters)
    if not geometry.columns:
        numbers += lines(row.rests_on, plain, geometry.text_characters)
    numbers += lines(row.remark, Weight.FAINT, geometry.text_characters)
    return name, numbers


def _counts(row: PlotRow) -> tuple[list[str], list[str]]:
    return _wrapped(row.k or "–", _COUNT_CHARACTERS), _wrapped(row.n or "–", _COUNT_CHARACTERS)


def _height(row: PlotRow, geometry: _Geometry) -> float:
    name, numbers = _words(row, geometry)
    if not geometry.columns:
        return (len(name) + len(numbers)) * _LINE + _BAND
    return max(len(name), len(numbers), *map(len, _counts(row)), 1) * _LINE


def _row(row: PlotRow, axis: _Axis, y: float, height: float) -> Iterator[Shape]:
    """Yield the shapes of a row whose top edge is at y."""
    name, numbers = _words(row, axis.geometry)
    if not axis.geometry.columns:
        yield from _placed([*name, *numbers], 0, y)
        band = y + (len(name) + len(numbers)) * _LINE
        null = axis.x(axis.null)
        yield Line(points=((null, band), (null, band + _BAND)), stroke=Stroke.NULL)
        yield from _mark(row, axis, band + _BAND / 2)
        return

    def centred(lines: int) -> float:
        return y + (height - lines * _LINE) / 2

    yield from _placed(name, 0, centred(len(name)))
    yield from _placed(numbers, _TEXT_LEFT, centred(len(numbers)))
    weight = Weight.FAINT if row.pale else Weight.PLAIN
    for middle, lines in zip((_K_MIDDLE, _N_MIDDLE), _counts(row), strict=True):
        labels = [Label(x=0, y=0, text=line, weight=weight, centred=True) for line in lines]
        yield from _placed(labels, middle, centred(len(lines)))
    yield from _mark(row, axis, y + height / 2 - 4)


def _placed(lines: Iterable[Label], x: float, y: float) -> Iterator[Label]:
    """Yield lines of text below each other."""
    for number, line in enumerate(lines):
        yield Label(
            x=x,
            y=y + 8 + number * _LINE,
            text=line.text,
            weight=line.weight,
            centred=line.centred,
        )


def _legend(rows: Sequence[PlotRow], geometry: _Geometry, words: Words) -> Iterator[str]:
    """Yield an explanation of each kind of mark in the drawing."""
    if geometry.columns and not all(row.k and row.n for row in rows):
        yield words("–: not reported.")
    if any(not row.has_interval for row in rows):
        yield words("No line: no interval reported.")
    if any(row.has_interval and row.level != USUAL_LEVEL for row in rows):
        yield words(
            "Ticks at the ends of a line: an interval of another level than 95%, or of one that is"
            " not reported."
        )
    if any(row.bound in _DIRECTIONS for row in rows):
        yield words("Arrow without a square: only a bound was reported.")
    if any(row.converted for row in rows):
        yield words("Hollow: converted.")
    if any(row.pale for row in rows):
        yield words("Lighter: superseded, or the same finding as another row.")


def _below(
    axis: _Axis, bottom: float, words: PlotWords, notes: Sequence[str]
) -> tuple[list[Shape], float]:
    """Return the text below the axis, and its bottom edge."""
    geometry = axis.geometry
    middle = (geometry.left + geometry.right) / 2
    shapes: list[Shape] = []
    y = bottom + 38
    if words.ends:
        low, high = words.ends
        both = [_wrapped(end, geometry.end_characters) for end in (f"← {low}", f"{high}\u00a0→")]
        aside = geometry.end_characters * 3.6
        for lines, x in zip(both, (middle - aside, middle + aside), strict=True):
            shapes += _placed([Label(x=0, y=0, text=one, centred=True) for one in lines], x, y - 8)
        y += max(map(len, both)) * _LINE
    for line in _wrapped(
        words.axis_name or words.words(axis.family.value), geometry.note_characters
    ):
        shapes.append(Label(x=middle, y=y, text=line, weight=Weight.FAINT, centred=True))
        y += _LINE
    y += 4 if notes else 0
    for line in _wrapped(" ".join(notes), geometry.note_characters):
        shapes.append(Label(x=0, y=y, text=line, weight=Weight.FAINT))
        y += _LINE
    return shapes, y - _LINE + 8


@dataclass(frozen=True)
class _Axis:
    low: float
    high: float
    ticks: tuple[float, ...]
    family: Family
    geometry: _Geometry
    words: Words

    @classmethod
    def over(
        cls, rows: Sequence[PlotRow], family: Family, geometry: _Geometry, words: Words
    ) -> _Axis:
        """Return an axis that contains every estimate and the null, and most of each interval."""
        scale = logarithm if family is Family.RATIO else float
        null = scale(1) if family is Family.RATIO else 0.0
        points = [scale(estimate) for row in rows for estimate in row.estimates] + [null]
        ends = [scale(end) for row in rows for end in (row.low, row.high) if end is not None]
        if max(points) - min(points) < _NARROWEST:
            points += [min(points) - _NARROWEST, max(points) + _NARROWEST]
        reach = max(points) - min(points)
        # An interval much wider than the estimates is cut off, and ends in an arrow.
        least, most = min(points) - 2 * reach, max(points) + 2 * reach
        inside = [end for end in ends if least <= end <= most]
        low, high = min(points + inside), max(points + inside)
        margin = 0.06 * (high - low)
        low, high = low - margin, high + margin
        if family is Family.RATIO:
            room = (geometry.right - geometry.left) / (high - low)
            ticks = ratio_ticks(low, high, _APART / room)
            return cls(low, high, ticks, family, geometry, words)
        ticks = even_ticks(low, high)
        if len(ticks) > 1:
            # The last tick is beyond the last value, to make values easy to read off.
            high = max(high, ticks[-1] + (ticks[1] - ticks[0]) * 1.1)
            ticks = (*ticks, round(2 * ticks[-1] - ticks[-2], 10))
        return cls(low, high, ticks, family, geometry, words)

    @property
    def null(self) -> float:
        """The value of no effect."""
        return 1.0 if self.family is Family.RATIO else 0.0

    def x(self, value: float) -> float:
        """Return the position of a value in the drawing's unit, limited to the axis."""
        scaled = logarithm(value) if self.family is Family.RATIO else value
        share = (scaled - self.low) / (self.high - self.low)
        left, right = self.geometry.left, self.geometry.right
        return left + min(1.0, max(0.0, share)) * (right - left)

    def holds(self, value: float) -> bool:
        """Return whether a value is on the axis."""
        scaled = logarithm(value) if self.family is Family.RATIO else value
        return self.low <= scaled <= self.high

    def drawn(self, top: float, bottom: float) -> Iterator[Shape]:
        """Yield the axis with its ticks and, if it crosses no text, the null line."""
        if self.geometry.columns:
            null = self.x(self.null)
            yield Line(points=((null, top), (null, bottom)), stroke=Stroke.NULL)
        ends = (self.geometry.left, bottom), (self.geometry.right, bottom)
        yield Line(points=ends, stroke=Stroke.AXIS)
        for tick in self.ticks:
            x = self.x(tick)
            yield Line(points=((x, bottom), (x, bottom + 5)), stroke=Stroke.AXIS)
            yield Label(x=x, y=bottom + 19, text=self._label(tick), centred=True)

    def _label(self, tick: float) -> str:
        text = f"{tick:.10g}".replace("-", "−")
        if self.family is Family.CORRELATION:
            text = text.replace("0.", ".", 1)
        return self.words.number(text)


def _header(rows: Sequence[PlotRow], words: Words) -> Iterator[Shape]:
    usual = any(row.has_interval and row.level == USUAL_LEVEL for row in rows)
    level = words.percent(str(USUAL_LEVEL))
    effect = words("Effect [{level} CI]", level=level) if usual else words("Effect")
    yield Label(x=0, y=12, text=words("Finding"), weight=Weight.HEAD)
    yield Label(x=_K_MIDDLE, y=12, text="k", weight=Weight.HEAD, centred=True)
    yield Label(x=_N_MIDDLE, y=12, text="N", weight=Weight.HEAD, centred=True)
    yield Label(x=_TEXT_LEFT, y=12, text=effect, weight=Weight.HEAD)


def _mark(row: PlotRow, axis: _Axis, y: float) -> Iterator[Shape]:
    stroke = Stroke.PALE if row.pale else Stroke.DATA
    if row.low is not None and row.high is not None:
        left, right = axis.x(row.low), axis.x(row.high)
        yield Line(points=((left, y), (right, y)), stroke=stroke)
        for end, x, direction in ((row.low, left, 1), (row.high, right, -1)):
            if not axis.holds(end):
                back = x + _ARROW * direction
                yield Line(points=((back, y - 4), (x, y), (back, y + 4)), stroke=stroke)
            elif row.level != USUAL_LEVEL:
                yield Line(points=((x, y - _TICK), (x, y + _TICK)), stroke=stroke)
    if row.bound in _DIRECTIONS:
        for estimate in row.estimates:
            yield from _bound(axis, estimate, y, _DIRECTIONS[row.bound], stroke)
        return
    for estimate in row.estimates:
        yield Square(x=axis.x(estimate), y=y, side=_SQUARE, hollow=row.converted, pale=row.pale)


def _bound(axis: _Axis, estimate: float, y: float, side: int, stroke: Stroke) -> Iterator[Shape]:
    """Yield an arrow from a bound towards the estimate."""
    x = axis.x(estimate)
    tip = min(axis.geometry.right, max(axis.geometry.left, x + side * _BOUND))
    back = tip - side * _ARROW
    yield Line(points=((x, y - 5), (x, y + 5)), stroke=stroke)
    yield Line(points=((x, y), (tip, y)), stroke=stroke)
    yield Line(points=((back, y - 4), (tip, y), (back, y + 4)), stroke=stroke)
