"""Tables in Word as APA draws them: rules above and below, none between the columns."""

from __future__ import annotations

from pprkb.documents.document import Run, Table
from pprkb.documents.writers.direction import runs_rightwards
from pprkb.documents.writers.docx_elements import escaped, paragraph_element
from pprkb.documents.writers.docx_runs import RunPrinter
from pprkb.documents.writers.docx_styles import Styles
from pprkb.documents.writers.looks import StyleName
from pprkb.documents.writers.table_columns import column_widths, stays_whole

_RULE = 'w:val="single" w:sz="{size}" w:space="0" w:color="auto"'


def table_element(
    table: Table, runs: RunPrinter, styles: Styles, *, room: int, indent: int, mirrored: bool
) -> str:
    """Return a table, or nothing where it has no columns.

    Args:
        table: What to print.
        runs: Prints the text of the cells.
        styles: The document's styles.
        room: Width of the table, in twips.
        indent: Of the left edge, in twips.
        mirrored: Whether the first column stands at the right.
    """
    widths = column_widths(table, room)
    if not widths:
        return ""
    rule = _RULE.format(size=8)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    caption = f'<w:tblCaption w:val="{escaped(table.caption)}"/>' if table.caption else ""
    kept = len(table.rows) if stays_whole(table, widths) else 0
    rows = "".join(
        _row(row, table, widths, runs, styles, is_header=number == 0, keep_next=number < kept)
        for number, row in enumerate((table.header, *table.rows))
    )
    return (
        f"<w:tbl><w:tblPr>{'<w:bidiVisual/>' if mirrored else ''}"
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblInd w:w="{indent}" w:type="dxa"/>'
        f"<w:tblBorders><w:top {rule}/><w:bottom {rule}/></w:tblBorders>"
        '<w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:left w:w="115" w:type="dxa"/><w:right w:w="115" w:type="dxa"/>'
        f'</w:tblCellMar><w:tblLook w:val="0420" w:firstRow="1" w:noVBand="1"/>{caption}'
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )


def _row(
    row: tuple[tuple[Run, ...], ...],
    table: Table,
    widths: list[int],
    runs: RunPrinter,
    styles: Styles,
    *,
    is_header: bool,
    keep_next: bool,
) -> str:
    # A row is not torn over two pages, and the header stands on each of them.
    header = "<w:tblHeader/>" if is_header else ""
    line = ""
    if is_header:
        line = f"<w:tcBorders><w:bottom {_RULE.format(size=4)}/></w:tcBorders>"
    style = styles.id(StyleName.TABLE_HEAD if is_header else StyleName.TABLE_TEXT)
    cells = []
    for column, width in enumerate(widths):
        content = row[column] if column < len(row) else ()
        cell = paragraph_element(
            style,
            runs.print(content),
            keep_next=keep_next,
            right_to_left=not runs_rightwards("".join(run.text for run in content)),
            align="right" if column in table.numeric else "",
        )
        cells.append(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{line}</w:tcPr>{cell}</w:tc>'
        )
    return f"<w:tr><w:trPr><w:cantSplit/>{header}</w:trPr>{''.join(cells)}</w:tr>"
