"""Drawings as SVG, for web pages."""

from __future__ import annotations

from html import escape

from pprkb.documents.document import Drawing, Label, Line, Shape, Square, Weight
from pprkb.documents.writers.characters import beside

_LEAST_SCALE = 12 / 13
"""The scale at which the 13 px letters are 12 px, the minimum; narrower screens scroll."""


def drawing_as_svg(drawing: Drawing, *, styled: bool = True) -> str:
    """Return a drawing as an SVG element, with a title and a description for screen readers.

    Args:
        drawing: The drawing.
        styled: Whether to include the styles; otherwise the page's stylesheet must include
        `drawing.css`.
    """
    name, width, height = drawing.name, f"{drawing.width:g}", f"{drawing.height:g}"
    least = f"{drawing.width * _LEAST_SCALE:.0f}"
    shapes = "".join(f"{_shape(shape)}\n" for shape in drawing.shapes)
    size = f'style="min-width: {least}px" ' if styled else ""
    style = f"<style>\n{beside('drawing.css')}</style>\n" if styled else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="forest" role="img" '
        f'aria-labelledby="{name}-title {name}-desc" width="{width}" height="{height}" '
        f'{size}viewBox="0 0 {width} {height}">\n'
        f'<title id="{name}-title">{_text(drawing.title)}</title>\n'
        f'<desc id="{name}-desc">{_text(drawing.description)}</desc>\n'
        f"{style}{shapes}</svg>\n"
    )


def _shape(shape: Shape) -> str:
    match shape:
        case Line():
            path = "L".join(f"{x:.1f} {y:.1f}" for x, y in shape.points)
            return f'<path class="{shape.stroke.value}" d="M{path}"/>'
        case Square():
            kind = "mark"
            kind += " pale-mark" if shape.pale else ""
            kind += " hollow" if shape.hollow else ""
            x, y = shape.x - shape.side / 2, shape.y - shape.side / 2
            return (
                f'<rect class="{kind}" x="{x:.1f}" y="{y:.1f}" '
                f'width="{shape.side:g}" height="{shape.side:g}"/>'
            )
        case Label():
            kind = "" if shape.weight is Weight.PLAIN else f' class="{shape.weight.value}"'
            anchor = ' text-anchor="middle"' if shape.centred else ""
            place = f'x="{shape.x:.1f}" y="{shape.y:.1f}"{anchor}'
            return f"<text{kind} {place}>{_text(shape.text)}</text>"


def _text(text: str) -> str:
    printable = "".join(c if c.isprintable() or c == "\u00a0" else " " for c in text)
    return escape(printable, quote=False)
