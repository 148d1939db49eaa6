"""How wide the columns of a table are on paper."""

from __future__ import annotations

from collections.abc import Sequence

from pprkb.documents.document import Run, Table

_NARROWEST = 720
"""Half an inch, in twips."""
MOST_LINES = 24
"""Up to which a table, or a row, is not torn over two pages: half a page."""
_MOST_ROWS = 12
_LETTER, _PADDING = 100, 230
"""Twips of a letter of 10 points, a little more than most have, and of a cell's two sides."""


def column_widths(table: Table, room: int) -> list[int]:
    """Share the width of the page by the square root of what each column holds.

    In proportion, a column of titles would leave no room for the numbers beside it.

    Args:
        table: The table; one without columns has no widths.
        room: For all columns, in twips.
    """
    rows = (table.header, *table.rows)
    count = max(len(row) for row in rows)
    if count == 0:
        return []
    weights = []
    for column in range(count):
        lengths = [sum(len(run.text) for run in row[column]) for row in rows if column < len(row)]
        weights.append(max([1, *lengths]) ** 0.5)
    narrowest = min(_NARROWEST, room // count)
    share = max(0, room - narrowest * count) / sum(weights)
    return [narrowest + int(weight * share) for weight in weights]


def stays_whole(table: Table, widths: Sequence[int]) -> bool:
    """Whether a table is short enough to be kept on one page.

    Rows alone do not say it: what is put side by side has cells of many lines, and a table that
    may not be torn and is longer than its page runs over the edge of it.

    Args:
        table: The table.
        widths: Of its columns, in twips.
    """
    if len(table.rows) > _MOST_ROWS:
        return False
    return sum(lines_of(row, widths) for row in (table.header, *table.rows)) <= MOST_LINES


def lines_of(row: tuple[tuple[Run, ...], ...], widths: Sequence[int]) -> int:
    """Estimate the lines that a row takes, whose columns have some widths in twips."""
    letters = [sum(len(run.text) for run in cell) for cell in row]
    rooms = [max(1, (width - _PADDING) // _LETTER) for width in widths]
    return max((-(-count // room) for count, room in zip(letters, rooms, strict=False)), default=0)
