"""Drawings in Typst: shapes and words placed on an area."""

from __future__ import annotations

from pprkb.documents.drawing import Drawing, Label, Line, Shape, Square, Stroke, Weight
from pprkb.documents.writers.characters import one_line

_POINTS_PER_UNIT = 0.75
"""A unit of a drawing is a CSS pixel."""
_FONT = 13
_ASCENT = 0.9
"""Share of a line's font size above its base line, as the whole document has it."""
_CENTRED_ROOM = 260
_INK, _GREY, _PALE = 'rgb("1a1a1a")', 'rgb("666666")', 'rgb("8a8a8a")'


def drawing_content(drawing: Drawing, *, room: int) -> str:
    """Return a drawing as content.

    Args:
        drawing: What to draw.
        room: Width of the line, in twips; a wider drawing is made smaller.
    """
    scale = _POINTS_PER_UNIT * min(1.0, room / 20 / (drawing.width * _POINTS_PER_UNIT))
    shapes = "\n".join(f"#{placed}" for one in drawing.shapes for placed in _placed(one, scale))
    width, height = _length(drawing.width, scale), _length(drawing.height, scale)
    return f"block(width: {width}, height: {height})[\n{shapes}\n]"


def _length(units: float, scale: float) -> str:
    return f"{units * scale:.2f}pt"


def _placed(shape: Shape, scale: float) -> list[str]:
    def place(x: float, y: float, what: str) -> str:
        return f"place(top + left, dx: {_length(x, scale)}, dy: {_length(y, scale)}, {what})"

    match shape:
        case Line():
            pen = _pen(shape.stroke, scale)
            return [
                place(
                    *start,
                    f"line(end: ({_length(end[0] - start[0], scale)},"
                    f" {_length(end[1] - start[1], scale)}), stroke: {pen})",
                )
                for start, end in zip(shape.points, shape.points[1:], strict=False)
            ]
        case Square():
            ink = _PALE if shape.pale else _INK
            fill = "none" if shape.hollow else ink
            side, pen = _length(shape.side, scale), f"{_length(1.5, scale)} + {ink}"
            drawn = f"square(size: {side}, fill: {fill}, stroke: {pen})"
            return [place(shape.x - shape.side / 2, shape.y - shape.side / 2, drawn)]
        case Label():
            return [_label(shape, scale)]


def _label(label: Label, scale: float) -> str:
    text = one_line(label.text).replace("\\", "\\\\").replace('"', '\\"')
    weight = ', weight: "bold"' if label.weight is Weight.HEAD else ""
    colour = _GREY if label.weight is Weight.FAINT else _INK
    words = f'text(size: {_length(_FONT, scale)}, fill: {colour}{weight}, "{text}")'
    left = label.x
    if label.centred:
        left -= _CENTRED_ROOM / 2
        words = f"box(width: {_length(_CENTRED_ROOM, scale)}, align(center, {words}))"
    top = label.y - _ASCENT * _FONT
    return f"place(top + left, dx: {_length(left, scale)}, dy: {_length(top, scale)}, {words})"


def _pen(stroke: Stroke, scale: float) -> str:
    if stroke in (Stroke.DATA, Stroke.PALE):
        return f"{_length(1.5, scale)} + {_INK if stroke is Stroke.DATA else _PALE}"
    dash = ', dash: "dashed"' if stroke is Stroke.NULL else ""
    return f"(paint: {_GREY}, thickness: {_length(1, scale)}{dash})"
