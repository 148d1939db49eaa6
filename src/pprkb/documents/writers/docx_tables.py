"""Tables in Word as APA draws them: rules above and below, none between the columns."""

from __future__ import annotations

from typing import cast

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.text.paragraph import CT_P
from docx.oxml.xmlchemy import BaseOxmlElement

from pprkb.documents.document import Run, Table
from pprkb.documents.writers.docx_elements import align, keep_with_next, paragraph_element
from pprkb.documents.writers.docx_runs import RunPrinter
from pprkb.documents.writers.docx_styles import PAGE_WIDTH, StyleName, style_id

_NARROWEST = 720
_KEPT_TOGETHER = 12
"""Rows up to which a table is not torn over two pages."""
_RULE = 'w:val="single" w:sz="{size}" w:space="0" w:color="000000"'


def table_element(table: Table, runs: RunPrinter, *, indent: int = 0) -> BaseOxmlElement | None:
    """Return a table, or nothing where it has no columns.

    Args:
        table: What to print.
        runs: Prints the text of the cells.
        indent: Of the left edge, in twips.
    """
    count = max(len(row) for row in (table.header, *table.rows))
    if count == 0:
        return None
    widths = _widths(table, count, PAGE_WIDTH - indent)
    rule = _RULE.format(size=8)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    element = parse_xml(
        f"<w:tbl {nsdecls('w')}><w:tblPr>"
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblInd w:w="{indent}" w:type="dxa"/>'
        f"<w:tblBorders><w:top {rule}/><w:bottom {rule}/></w:tblBorders>"
        '<w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:left w:w="115" w:type="dxa"/><w:right w:w="115" w:type="dxa"/>'
        '</w:tblCellMar><w:tblLook w:firstRow="1" w:noVBand="1"/>'
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid></w:tbl>"
    )
    kept = len(table.rows) if len(table.rows) <= _KEPT_TOGETHER else 0
    for number, row in enumerate((table.header, *table.rows)):
        made = _row(row, table, widths, runs, is_header=number == 0)
        if number < kept:
            for paragraph in made.iter(qn("w:p")):
                keep_with_next(cast(CT_P, paragraph))
        element.append(made)
    return element


def _row(
    row: tuple[tuple[Run, ...], ...],
    table: Table,
    widths: list[int],
    runs: RunPrinter,
    *,
    is_header: bool,
) -> BaseOxmlElement:
    # A row is not torn over two pages, and the header stands on each of them.
    header = "<w:tblHeader/>" if is_header else ""
    element = parse_xml(f"<w:tr {nsdecls('w')}><w:trPr><w:cantSplit/>{header}</w:trPr></w:tr>")
    line = ""
    if is_header:
        line = f"<w:tcBorders><w:bottom {_RULE.format(size=4)}/></w:tcBorders>"
    for column, width in enumerate(widths):
        cell = parse_xml(
            f'<w:tc {nsdecls("w")}><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{line}'
            "</w:tcPr></w:tc>"
        )
        style = StyleName.TABLE_HEAD if is_header else StyleName.TABLE_TEXT
        paragraph = paragraph_element(style_id(style))
        if column in table.numeric:
            align(paragraph, "right")
        runs.print(paragraph, row[column] if column < len(row) else ())
        cell.append(paragraph)
        element.append(cell)
    return element


def _widths(table: Table, count: int, room: int) -> list[int]:
    """Share the width of the page by the square root of what each column holds.

    In proportion, a column of titles would leave no room for the numbers beside it.
    """
    weights = []
    for column in range(count):
        lengths = [
            sum(len(run.text) for run in row[column])
            for row in (table.header, *table.rows)
            if column < len(row)
        ]
        weights.append(max([1, *lengths]) ** 0.5)
    narrowest = min(_NARROWEST, room // count)
    share = max(0, room - narrowest * count) / sum(weights)
    return [narrowest + int(weight * share) for weight in weights]
