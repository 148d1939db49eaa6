"""Drawings in OpenDocument, as a group of shapes with the words of the document's own font."""

from __future__ import annotations

from pprkb.documents.document import Drawing, Label, Line, Shape, Square, Stroke, Weight
from pprkb.documents.writers.odt.styles import AutomaticStyles, escaped

_POINTS_PER_UNIT = 0.75
"""A unit of a drawing is a CSS pixel."""
_FONT = 13
_ASCENT = 0.82
"""Share of a line's font size above its base line."""
_ROOM, _CENTRED_ROOM = 780, 260
"""Width of a box of words, in units; nothing is seen of the box."""
_INK, _GREY, _PALE = "#1a1a1a", "#666666", "#8a8a8a"
_PENS = {
    Stroke.DATA: (_INK, 1.5),
    Stroke.PALE: (_PALE, 1.5),
    Stroke.AXIS: (_GREY, 1.0),
    Stroke.NULL: (_GREY, 1.0),
}
"""Colour and width, in units of the drawing."""


def drawing_group(drawing: Drawing, styles: AutomaticStyles, *, room: int) -> str:
    """Return a drawing that is part of a line of text, as a character is.

    Args:
        drawing: What to draw.
        styles: Takes the styles of the shapes.
        room: Width of the line, in twips; a wider drawing is made smaller.
    """
    scale = min(1.0, room / 20 / (drawing.width * _POINTS_PER_UNIT))
    printer = _ShapePrinter(styles, scale * _POINTS_PER_UNIT)
    group = styles.other(
        "G",
        "graphic",
        '<style:graphic-properties style:vertical-pos="top"'
        ' style:vertical-rel="baseline" style:flow-with-text="true"/>',
    )
    # A rectangle that is not seen gives the group its size, whatever the shapes leave bare.
    bare = styles.other(
        "G", "graphic", '<style:graphic-properties draw:stroke="none" draw:fill="none"/>'
    )
    size = f'svg:width="{printer.length(drawing.width)}"'
    size += f' svg:height="{printer.length(drawing.height)}"'
    shapes = "".join(printer.shape(shape) for shape in drawing.shapes)
    return (
        f'<draw:g text:anchor-type="as-char" draw:style-name="{group}"'
        f' draw:name="{escaped(drawing.name)}">'
        f"<svg:title>{escaped(drawing.title)}</svg:title>"
        f"<svg:desc>{escaped(drawing.description)}</svg:desc>"
        f'<draw:rect draw:style-name="{bare}" svg:x="0pt" svg:y="0pt" {size}/>'
        f"{shapes}</draw:g>"
    )


class _ShapePrinter:
    """Prints shapes at one scale."""

    def __init__(self, styles: AutomaticStyles, scale: float) -> None:
        self._styles = styles
        self._scale = scale

    def length(self, units: float) -> str:
        """Return a length of the drawing in points."""
        return f"{units * self._scale:.2f}pt"

    def shape(self, shape: Shape) -> str:
        """Return a shape, placed within the group."""
        match shape:
            case Line():
                style = self._line_style(shape.stroke)
                pairs = zip(shape.points, shape.points[1:], strict=False)
                return "".join(
                    f'<draw:line draw:style-name="{style}"'
                    f' svg:x1="{self.length(x1)}" svg:y1="{self.length(y1)}"'
                    f' svg:x2="{self.length(x2)}" svg:y2="{self.length(y2)}"/>'
                    for (x1, y1), (x2, y2) in pairs
                )
            case Square():
                ink = _PALE if shape.pale else _INK
                fill = "none" if shape.hollow else f'solid" draw:fill-color="{ink}'
                style = self._graphic(
                    f'draw:stroke="solid" svg:stroke-color="{ink}"'
                    f' svg:stroke-width="{self.length(1.5)}" draw:fill="{fill}"'
                )
                corner = shape.x - shape.side / 2, shape.y - shape.side / 2
                return f'<draw:rect draw:style-name="{style}" {self._box(corner, shape.side)}/>'
            case Label():
                return self._label(shape)

    def _label(self, label: Label) -> str:
        room = _CENTRED_ROOM if label.centred else _ROOM
        left = label.x - room / 2 if label.centred else label.x
        frame = self._graphic(
            'draw:stroke="none" draw:fill="none" fo:padding="0pt" fo:border="none"'
            ' draw:auto-grow-height="false" draw:textarea-vertical-align="top"'
        )
        align = "center" if label.centred else "start"
        size = _FONT * self._scale
        colour = _GREY if label.weight is Weight.FAINT else _INK
        weight = ' fo:font-weight="bold"' if label.weight is Weight.HEAD else ""
        words = self._styles.other(
            "D",
            "paragraph",
            f'<style:paragraph-properties fo:text-align="{align}" fo:margin="0pt"/>'
            f'<style:text-properties fo:font-size="{size:.1f}pt"'
            f' style:font-size-asian="{size:.1f}pt" style:font-size-complex="{size:.1f}pt"'
            f' fo:color="{colour}"{weight}/>',
        )
        box = self._box((left, label.y - _ASCENT * _FONT), room, 1.4 * _FONT)
        return (
            f'<draw:frame draw:style-name="{frame}" {box}><draw:text-box>'
            f'<text:p text:style-name="{words}">{escaped(label.text)}</text:p>'
            "</draw:text-box></draw:frame>"
        )

    def _box(self, at: tuple[float, float], width: float, height: float | None = None) -> str:
        (x, y), tall = at, width if height is None else height
        return (
            f'svg:x="{self.length(x)}" svg:y="{self.length(y)}"'
            f' svg:width="{self.length(width)}" svg:height="{self.length(tall)}"'
        )

    def _line_style(self, stroke: Stroke) -> str:
        colour, width = _PENS[stroke]
        dash = "dash" if stroke is Stroke.NULL else "solid"
        named = ' draw:stroke-dash="Dashed"' if stroke is Stroke.NULL else ""
        return self._graphic(
            f'draw:stroke="{dash}"{named} svg:stroke-color="{colour}"'
            f' svg:stroke-width="{self.length(width)}" draw:fill="none"'
        )

    def _graphic(self, attributes: str) -> str:
        return self._styles.other("G", "graphic", f"<style:graphic-properties {attributes}/>")
