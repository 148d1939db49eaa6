"""Elements of WordprocessingML as text, with children in the order of its schema.

Text is many times faster to produce than python-docx's elements, and the parser that reads it
afterwards verifies that it is well-formed.
"""

from __future__ import annotations

from html import escape

from pprkb.documents.document import Drawing, Label, Line, Shape, Square, Stroke, Weight
from pprkb.documents.writers.characters import is_east_asian, is_right_to_left, one_line
from pprkb.documents.writers.page_printer import Indent

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = f'xmlns:w="{MAIN}" xmlns:r="{RELATIONSHIPS}"'


def escaped(text: str) -> str:
    """Return text for an element or an attribute, on one line and without control characters."""
    return escape(one_line(text), quote=True)


def text_element(text: str) -> str:
    """Return escaped text as a run, preserving spaces at its edges."""
    return f'<w:t xml:space="preserve">{text}</w:t>'


def paragraph_element(
    style: str,
    content: str,
    *,
    keep_next: bool = False,
    numbering: tuple[int, int] | None = None,
    right_to_left: bool = False,
    indent: Indent | None = None,
    align: str = "",
) -> str:
    """Return a paragraph.

    Args:
        style: The id of its style.
        content: Its runs.
        keep_next: Whether to keep it on the page of the next paragraph.
        numbering: The list and level, if it is a list item.
        right_to_left: Whether it runs from right to left.
        indent: Its indents, if they differ from those of the style.
        align: Its alignment, such as "right", if it differs from that of the style.
    """
    properties = f'<w:pStyle w:val="{style}"/>'
    if keep_next:
        properties += "<w:keepNext/>"
    if numbering:
        number, level = numbering
        properties += f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    if right_to_left:
        properties += "<w:bidi/>"
    if indent:
        first = "hanging" if indent.hanging else "firstLine"
        properties += f'<w:ind w:left="{indent.left}" w:{first}="{indent.hanging}"/>'
    if align:
        properties += f'<w:jc w:val="{align}"/>'
    return f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>"


def field(instruction: str, shown: str) -> str:
    """Return the runs of a field that programs can update.

    Args:
        instruction: The field code, such as "PAGE".
        shown: Its result as runs.
    """
    return f"{field_begin(instruction)}{shown}{FIELD_END}"


def field_begin(instruction: str) -> str:
    """Return the runs before a field's result."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )


FIELD_END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
TAB = "<w:r><w:tab/></w:r>"


MARK = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
"""The formatting of a footnote mark."""
_PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"


def picture_run(name: str, words: str, *, number: int, width: int, height: int) -> str:
    """Return a run that holds a picture.

    Args:
        name: The relationship id of its file.
        words: Its description.
        number: Unique among the drawings of the document, from 1.
        width: In twips.
        height: In twips.
    """
    size = f'cx="{width * _EMU_PER_TWIP}" cy="{height * _EMU_PER_TWIP}"'
    return (
        f'<w:r {_NAMESPACES} xmlns:pic="{_PICTURE}" xmlns:r="{RELATIONSHIPS}"><w:drawing>'
        f'<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
        f'<wp:docPr id="{number}" name="Picture {number}" descr="{escaped(words)}"/>'
        '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>'
        f'<a:graphic><a:graphicData uri="{_PICTURE}"><pic:pic><pic:nvPicPr>'
        f'<pic:cNvPr id="{number}" name="Picture {number}"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{name}"/><a:stretch><a:fillRect/></a:stretch>'
        f'</pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


# -- drawings, as a group of shapes: sharp at any size, in the document's own font ---------------

# The group is DrawingML's (ISO/IEC 29500-1, clause 20.1, with Microsoft's wordprocessingGroup and
# wordprocessingShape of 2010). It is not a picture, so it does not depend on the fonts of this
# computer. Programs that do not support such groups show the description instead.

_EMU_PER_TWIP = 635
_EMU_PER_UNIT = 9525
"""The size of a CSS pixel."""
_FONT = 13
"""The height of text, in units of the drawing."""
_ASCENT = 0.82
"""The share of the font size above the baseline."""
_ROOM = 780
"""The width of an (invisible) text box whose text is not centred, in units of the drawing."""
_CENTRED_ROOM = 260
_NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:wpg="http://schemas.microsoft.com/office/word/2010/wordprocessingGroup"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
_GROUP = "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup"
_INK, _GREY, _PALE = "1A1A1A", "666666", "8A8A8A"
_PENS = {
    Stroke.DATA: (_INK, 1.5),
    Stroke.PALE: (_PALE, 1.5),
    Stroke.AXIS: (_GREY, 1.0),
    Stroke.NULL: (_GREY, 1.0),
}
"""Colour and width, in units of the drawing."""


def drawing_run(drawing: Drawing, *, number: int, room: int) -> str:
    """Return a run that holds a drawing.

    Args:
        drawing: What to draw.
        number: Unique among the drawings of the document, from 1.
        room: The width of the line, in twips; wider drawings are scaled down.
    """
    scale = min(1.0, room * _EMU_PER_TWIP / (drawing.width * _EMU_PER_UNIT))
    printer = _ShapePrinter(scale)
    shapes = "".join(printer.shape(shape) for shape in drawing.shapes)
    width, height = printer.emu(drawing.width), printer.emu(drawing.height)
    size = f'cx="{width}" cy="{height}"'
    title, words = escaped(drawing.title), escaped(drawing.description)
    return (
        f"<w:r {_NAMESPACES}><mc:AlternateContent>"
        '<mc:Choice Requires="wpg"><w:drawing>'
        f'<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
        f'<wp:docPr id="{number}" name="{escaped(drawing.name)}" descr="{title}. {words}"/>'
        f'<wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="{_GROUP}"><wpg:wgp>'
        f'<wpg:cNvGrpSpPr/><wpg:grpSpPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/>'
        f'<a:chOff x="0" y="0"/><a:chExt {size}/></a:xfrm></wpg:grpSpPr>'
        f"{shapes}</wpg:wgp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:t>{words}</w:t></mc:Fallback></mc:AlternateContent></w:r>"
    )


class _ShapePrinter:
    """Prints shapes at one scale and numbers them."""

    def __init__(self, scale: float) -> None:
        self._scale = scale
        self._number = 0

    def emu(self, length: float) -> int:
        """Return a length of the drawing in English Metric Units."""
        return round(length * self._scale * _EMU_PER_UNIT)

    def shape(self, shape: Shape) -> str:
        """Return a shape, placed within the group."""
        match shape:
            case Line():
                pairs = zip(shape.points, shape.points[1:], strict=False)
                return "".join(self._line(start, end, shape.stroke) for start, end in pairs)
            case Square():
                ink = _solid(_PALE if shape.pale else _INK)
                fill = "<a:noFill/>" if shape.hollow else ink
                look = f'{_geometry("rect")}{fill}<a:ln w="{self.emu(1.5)}">{ink}</a:ln>'
                corner = shape.x - shape.side / 2, shape.y - shape.side / 2
                return self._wrap(self._place(corner, (shape.side, shape.side)) + look)
            case Label():
                return self._label(shape)

    def _line(self, start: tuple[float, float], end: tuple[float, float], stroke: Stroke) -> str:
        (x1, y1), (x2, y2) = start, end
        # A line connects two corners of its box; rising or backward lines are flipped.
        flips = (' flipH="1"' if x2 < x1 else "") + (' flipV="1"' if y2 < y1 else "")
        place = self._place((min(x1, x2), min(y1, y2)), (abs(x2 - x1), abs(y2 - y1)), flips)
        colour, width = _PENS[stroke]
        dash = '<a:prstDash val="dash"/>' if stroke is Stroke.NULL else ""
        line = f'<a:ln w="{self.emu(width)}">{_solid(colour)}{dash}</a:ln>'
        return self._wrap(f"{place}{_geometry('line')}{line}", connector=True)

    def _label(self, label: Label) -> str:
        room = _CENTRED_ROOM if label.centred else _ROOM
        left = label.x - room / 2 if label.centred else label.x
        place = self._place((left, label.y - _ASCENT * _FONT), (room, 1.4 * _FONT))
        bold = "<w:b/>" if label.weight is Weight.HEAD else ""
        colour = _GREY if label.weight is Weight.FAINT else _INK
        half_points = round(2 * _FONT * 0.75 * self._scale)
        centre = '<w:jc w:val="center"/>' if label.centred else ""
        return self._wrap(
            f"{place}{_geometry('rect')}<a:noFill/><a:ln><a:noFill/></a:ln>",
            text=f'<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="240"'
            f' w:lineRule="auto"/>{centre}</w:pPr><w:r><w:rPr>{bold}<w:color w:val="{colour}"/>'
            f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/></w:rPr>'
            f'<w:t xml:space="preserve">{escaped(label.text)}</w:t></w:r></w:p>',
        )

    def _place(self, at: tuple[float, float], size: tuple[float, float], flips: str = "") -> str:
        x, y, width, height = map(self.emu, (*at, *size))
        return (
            f'<a:xfrm{flips}><a:off x="{x}" y="{y}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        )

    def _wrap(self, properties: str, *, text: str = "", connector: bool = False) -> str:
        self._number += 1
        kind = '<wps:cNvSpPr txBox="1"/>' if text else "<wps:cNvSpPr/>"
        if connector:
            kind = "<wps:cNvCnPr/>"
        box = f"<wps:txbx><w:txbxContent>{text}</w:txbxContent></wps:txbx>" if text else ""
        return (
            f'<wps:wsp><wps:cNvPr id="{self._number}" name="shape {self._number}"/>{kind}'
            f"<wps:spPr>{properties}</wps:spPr>{box}"
            '<wps:bodyPr wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" anchor="t"/></wps:wsp>'
        )


def _geometry(shape: str) -> str:
    return f'<a:prstGeom prst="{shape}"><a:avLst/></a:prstGeom>'


def _solid(colour: str) -> str:
    return f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'


def language_of_run(tag: str) -> str:
    """Return the language of a run, with the attribute for its kind of script."""
    kind = "bidi" if is_right_to_left(tag) else "eastAsia" if is_east_asian(tag) else "val"
    return f'<w:lang w:{kind}="{escaped(tag)}"/>'
