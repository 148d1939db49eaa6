"""A forest plot as SVG: point estimates and intervals of one family of metrics on one axis.

In a classic forest plot the area of a square is the study's weight and a diamond the pooled result
(Lewis & Clarke, 2001). Nothing is pooled here, so that all squares are equal and there is no
diamond. Filled squares are values as reported, hollow ones were converted; a line is the
confidence interval, and where none is drawn none was reported.
"""

from __future__ import annotations

import math
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from html import escape

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
    converted: bool = False


_WIDTH = 760
_LABEL_WIDTH, _TEXT_LEFT = 290, 590
_PLOT_LEFT, _PLOT_RIGHT = 310, 575
_LINE, _GAP, _TOP = 17, 13, 30
_SQUARE = 9
_LABEL_CHARACTERS, _TEXT_CHARACTERS = 42, 24
_ARROW = 6
_NARROWEST = 0.1
"""The least width of an axis, in its own unit or its logarithm."""

_STYLE = """
.forest { font: 13px/1.3 system-ui, "Liberation Sans", Arial, sans-serif; fill: #1a1a1a; }
.forest .line { stroke: #1a1a1a; stroke-width: 1.5; fill: none; }
.forest .axis { stroke: #666; stroke-width: 1; fill: none; }
.forest .null { stroke: #666; stroke-width: 1; stroke-dasharray: 4 3; fill: none; }
.forest .mark { stroke: #1a1a1a; stroke-width: 1.5; fill: #1a1a1a; }
.forest .hollow { fill: none; }
.forest .faint { fill: #555; }
.forest .head { font-weight: 600; }
@media screen and (prefers-color-scheme: dark) {
  .forest { fill: #ececec; }
  .forest .line, .forest .mark { stroke: #ececec; }
  .forest .mark { fill: #ececec; }
  .forest .hollow { fill: none; }
  .forest .axis, .forest .null { stroke: #aaa; }
  .forest .faint { fill: #bbb; }
}
"""


def forest_plot(
    rows: Sequence[PlotRow], family: Family, *, title: str, identity: str = "forest"
) -> str:
    """Draw a forest plot.

    Args:
        rows: At least one, in order; values in the unit of the family.
        family: Decides the axis and its null line: 0, or 1 on a logarithmic axis for ratios.
        title: What is drawn, for those who cannot see it.
        identity: Begins the ids within the drawing; unique on a page with several.

    Returns:
        An SVG element with a title and a description that tells every row in words.
    """
    axis = _Axis.over(rows, family)
    body: list[str] = []
    y = _TOP
    for row in rows:
        label = textwrap.wrap(row.label, _LABEL_CHARACTERS) or [""]
        text = textwrap.wrap(row.text.replace("\u00a0", "\u2007"), _TEXT_CHARACTERS) or [""]
        text = [line.replace("\u2007", "\u00a0") for line in text]
        height = max(len(label), len(text)) * _LINE
        body += _lines(label, 0, y + (height - len(label) * _LINE) / 2)
        body += _lines(text, _TEXT_LEFT, y + (height - len(text) * _LINE) / 2)
        body.append(_mark(row, axis, y + height / 2 - 4))
        y += height + _GAP
    bottom = y - _GAP + 4
    described = ". ".join(f"{row.label}: {row.text}" for row in rows)
    height = bottom + 46
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="forest" role="img" '
        f'aria-labelledby="{identity}-title {identity}-desc" width="{_WIDTH}" height="{height}" '
        f'viewBox="0 0 {_WIDTH} {height}">\n'
        f'<title id="{identity}-title">{_text(title)}</title>\n'
        f'<desc id="{identity}-desc">{_text(described)}. Nothing is pooled.</desc>\n'
        f"<style>{_STYLE}</style>\n"
        f"{_header()}{axis.drawn(_TOP - 12, bottom)}{''.join(body)}</svg>\n"
    )


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
        points = [scale(row.estimate) for row in rows] + [null]
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

    def drawn(self, top: float, bottom: float) -> str:
        """Draw the axis with its ticks and the null line."""
        null = self.x(1.0 if self.family is Family.RATIO else 0.0)
        parts = [
            f'<path class="null" d="M{null:.1f} {top}V{bottom}"/>\n',
            f'<path class="axis" d="M{_PLOT_LEFT} {bottom}H{_PLOT_RIGHT}"/>\n',
        ]
        for tick in self.ticks:
            x = self.x(tick)
            parts.append(f'<path class="axis" d="M{x:.1f} {bottom}v5"/>\n')
            parts.append(
                f'<text x="{x:.1f}" y="{bottom + 19}" text-anchor="middle">'
                f"{self._label(tick)}</text>\n"
            )
        middle = (_PLOT_LEFT + _PLOT_RIGHT) / 2
        parts.append(
            f'<text class="faint" x="{middle}" y="{bottom + 38}" text-anchor="middle">'
            f"{_text(self.family.value)}</text>\n"
        )
        return "".join(parts)

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


def _header() -> str:
    return (
        '<text class="head" x="0" y="12">Finding</text>'
        f'<text class="head" x="{_TEXT_LEFT}" y="12">As reported</text>\n'
    )


def _lines(lines: list[str], x: float, y: float) -> list[str]:
    return [
        f'<text x="{x}" y="{y + 8 + number * _LINE}">{_text(line)}</text>\n'
        for number, line in enumerate(lines)
    ]


def _mark(row: PlotRow, axis: _Axis, y: float) -> str:
    parts = []
    if row.low is not None and row.high is not None:
        left, right = axis.x(row.low), axis.x(row.high)
        parts.append(f'<path class="line" d="M{left:.1f} {y:.1f}H{right:.1f}"/>\n')
        for end, x, direction in ((row.low, left, 1), (row.high, right, -1)):
            if not axis.holds(end):
                dx = _ARROW * direction
                parts.append(
                    f'<path class="line" d="M{x + dx:.1f} {y - 4:.1f}L{x:.1f} {y:.1f}'
                    f'L{x + dx:.1f} {y + 4:.1f}"/>\n'
                )
    x = axis.x(row.estimate) - _SQUARE / 2
    kind = "mark hollow" if row.converted else "mark"
    parts.append(
        f'<rect class="{kind}" x="{x:.1f}" y="{y - _SQUARE / 2:.1f}" '
        f'width="{_SQUARE}" height="{_SQUARE}"/>\n'
    )
    return "".join(parts)


def _text(text: str) -> str:
    printable = "".join(c if c.isprintable() else " " for c in text)
    return escape(printable, quote=False)
