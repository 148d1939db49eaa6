"""How wide the columns of a table are on paper."""

from __future__ import annotations

from pprkb.documents.document import Table

_NARROWEST = 720
"""Half an inch, in twips."""


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
