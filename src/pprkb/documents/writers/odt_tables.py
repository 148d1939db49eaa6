"""Tables in OpenDocument as APA draws them: rules above and below, none between the columns."""

from __future__ import annotations

from collections.abc import Callable

from pprkb.documents.document import Run, Table
from pprkb.documents.writers.direction import runs_rightwards
from pprkb.documents.writers.looks import StyleName
from pprkb.documents.writers.odt_elements import escaped, points
from pprkb.documents.writers.odt_styles import AutomaticStyles
from pprkb.documents.writers.table_columns import column_widths, stays_whole

_THICK, _THIN = "1pt solid #000000", "0.5pt solid #000000"


def table_element(
    table: Table,
    inline: Callable[[tuple[Run, ...]], str],
    styles: AutomaticStyles,
    *,
    name: str,
    room: int,
    indent: int,
    mirrored: bool,
) -> str:
    """Return a table, or nothing where it has no columns.

    Args:
        table: What to print.
        inline: Prints the text of a cell.
        styles: Takes the styles of table, columns and cells.
        name: Unique in the document.
        room: Width of the table, in twips.
        indent: Of the left edge, in twips.
        mirrored: Whether the first column stands at the right.
    """
    widths = column_widths(table, room)
    if not widths:
        return ""
    whole = ' style:may-break-between-rows="false"' if stays_whole(table, widths) else ""
    mode = ' style:writing-mode="rl-tb"' if mirrored else ""
    style = styles.other(
        "Tab",
        "table",
        f'<style:table-properties style:width="{points(sum(widths))}"'
        f' fo:margin-left="{points(indent)}" table:align="left"{whole}{mode}/>',
    )
    columns = "".join(
        f'<table:table-column table:style-name="{_column(styles, width)}"/>' for width in widths
    )
    row_style = styles.other(
        "Row", "table-row", '<style:table-row-properties fo:keep-together="always"/>'
    )

    def row(cells: tuple[tuple[Run, ...], ...], paragraph: StyleName, borders: str) -> str:
        cell_style = styles.other(
            "Cell",
            "table-cell",
            f'<style:table-cell-properties fo:padding="0pt" fo:padding-left="5.75pt"'
            f' fo:padding-right="5.75pt"{borders}/>',
        )
        printed = ""
        for column in range(len(widths)):
            content = cells[column] if column < len(cells) else ()
            look = styles.paragraph(
                paragraph,
                right_to_left=not runs_rightwards("".join(run.text for run in content)),
                align_end=column in table.numeric,
            )
            printed += (
                f'<table:table-cell table:style-name="{cell_style}" office:value-type="string">'
                f'<text:p text:style-name="{look}">{inline(content)}</text:p></table:table-cell>'
            )
        return f'<table:table-row table:style-name="{row_style}">{printed}</table:table-row>'

    header = row(
        table.header,
        StyleName.TABLE_HEAD,
        f' fo:border-top="{_THICK}" fo:border-bottom="{_THIN}"',
    )
    last = len(table.rows) - 1
    body = "".join(
        row(
            cells,
            StyleName.TABLE_TEXT,
            f' fo:border-bottom="{_THICK}"' if number == last else "",
        )
        for number, cells in enumerate(table.rows)
    )
    title = f"<table:title>{escaped(table.caption)}</table:title>" if table.caption else ""
    return (
        f'<table:table table:name="{name}" table:style-name="{style}">{title}{columns}'
        f"<table:table-header-rows>{header}</table:table-header-rows>{body}</table:table>"
    )


def _column(styles: AutomaticStyles, width: int) -> str:
    properties = f'<style:table-column-properties style:column-width="{points(width)}"/>'
    return styles.other("Col", "table-column", properties)
