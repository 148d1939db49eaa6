"""Lines as paragraphs, lists and quotations in Markdown."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pprkb.formats.blog.lines import Line
from pprkb.formats.blog.markdown import markdown_line

_INDENT = "    "
"""Deep enough for what stands in an item of any list, not deep enough for code."""


def paragraphs(lines: Sequence[Line]) -> tuple[str, ...]:
    """Write lines as blocks of Markdown, each without the blank line that parts it from others.

    Args:
        lines: In order; neighbours in a list, in a quotation or of one paragraph become one block.
    """
    groups: list[list[Line]] = []
    for line in lines:
        if groups and _belong_together(groups[-1][-1], line):
            groups[-1].append(line)
        else:
            groups.append([line])
    return tuple(_block(group) for group in groups)


def _belong_together(before: Line, line: Line) -> bool:
    if before.level or line.level:
        return False
    if _is_row(before) or _is_row(line):
        return _is_row(before) and _is_row(line)
    if line.quoted or before.quoted:
        return line.quoted == before.quoted
    if line.depth and before.depth:
        return True
    return line.paragraph == before.paragraph and line.depth == before.depth


def _is_row(line: Line) -> bool:
    return bool(line.cells) and not line.depth and not line.quoted


def _table(lines: Sequence[Line]) -> str:
    """Write rows as a table, the first as its head; none has more cells than the head."""
    width = max(len(line.cells) for line in lines)
    rows = [
        [markdown_line(cell).replace("|", "\\|") for cell in line.cells]
        + [""] * (width - len(line.cells))
        for line in lines
    ]
    rows.insert(1, ["---"] * width)
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _block(lines: Sequence[Line]) -> str:
    if lines[0].level:
        return f"### {markdown_line(lines[0].pieces)}"
    if _is_row(lines[0]):
        return _table(lines)
    depths = _depths(lines)
    # Within a quotation there may be lists and several paragraphs.
    written = [_first(lines[0], depths[0])]
    for index, (before, line) in enumerate(pairwise(lines), start=1):
        indent = _INDENT * depths[index]
        if line.marker:
            other_kind = before.marker[-1:] != line.marker[-1:]
            if not before.depth or (other_kind and depths[index] == depths[index - 1]):
                written.append("")
            written.append(_first(line, depths[index]))
        elif line.paragraph == before.paragraph:
            written[-1] += "\\"
            written.append(indent + markdown_line(line.pieces))
        else:
            written += ["", indent + markdown_line(line.pieces)]
    if quoted := lines[0].quoted:
        mark = "> " * quoted
        return "\n".join((mark + text).rstrip() for text in written)
    return "\n".join(written)


def _first(line: Line, depth: int) -> str:
    text = markdown_line(line.pieces)
    return f"{_INDENT * (depth - 1)}{line.marker} {text}" if line.marker else text


def _depths(lines: Sequence[Line]) -> list[int]:
    """Return how deep each line stands in lists that have items with text themselves."""
    above: list[int] = []
    depths = []
    for line in lines:
        while above and above[-1] > line.depth:
            above.pop()
        if line.marker and (not above or above[-1] < line.depth):
            above.append(line.depth)
        depths.append(len(above))
    return depths
