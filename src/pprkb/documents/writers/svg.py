"""Drawings as SVG, with colours for a light and a dark screen and for print."""

from __future__ import annotations

from html import escape

from pprkb.documents.drawing import Drawing, Label, Line, Shape, Square, Weight

_STYLE = """
.forest { font: 13px/1.3 system-ui, "Liberation Sans", Arial, sans-serif; fill: #1a1a1a; }
.forest .line { stroke: #1a1a1a; stroke-width: 1.5; fill: none; }
.forest .pale { stroke: #8a8a8a; stroke-width: 1.5; fill: none; }
.forest .axis { stroke: #666; stroke-width: 1; fill: none; }
.forest .null { stroke: #666; stroke-width: 1; stroke-dasharray: 4 3; fill: none; }
.forest .mark { stroke: #1a1a1a; stroke-width: 1.5; fill: #1a1a1a; }
.forest .pale-mark { stroke: #8a8a8a; fill: #8a8a8a; }
.forest .hollow { fill: none; }
.forest .faint { fill: #555; }
.forest .head { font-weight: 600; }
@media screen and (prefers-color-scheme: dark) {
  .forest { fill: #ececec; }
  .forest .line, .forest .mark { stroke: #ececec; }
  .forest .mark { fill: #ececec; }
  .forest .pale-mark { stroke: #8a8a8a; fill: #8a8a8a; }
  .forest .hollow { fill: none; }
  .forest .axis, .forest .null { stroke: #aaa; }
  .forest .faint { fill: #bbb; }
}
"""


_LEAST_SCALE = 12 / 13
"""Down to which the letters, 13 px of their own, are read: 12 px; a narrower screen scrolls."""


def write(drawing: Drawing) -> str:
    """Return a drawing as an SVG element, with a title and a description for screen readers."""
    name, width, height = drawing.name, f"{drawing.width:g}", f"{drawing.height:g}"
    least = f"{drawing.width * _LEAST_SCALE:.0f}"
    shapes = "".join(f"{_shape(shape)}\n" for shape in drawing.shapes)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="forest" role="img" '
        f'aria-labelledby="{name}-title {name}-desc" width="{width}" height="{height}" '
        f'style="min-width: {least}px" '
        f'viewBox="0 0 {width} {height}">\n'
        f'<title id="{name}-title">{_text(drawing.title)}</title>\n'
        f'<desc id="{name}-desc">{_text(drawing.description)}</desc>\n'
        f"<style>{_STYLE}</style>\n"
        f"{shapes}</svg>\n"
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
