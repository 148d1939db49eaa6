"""Line numbers of a text, however its lines end."""

from __future__ import annotations

import re
from bisect import bisect_right

_LINE_END = re.compile(r"\r\n|\r|\n")


class Lines:
    """Turns offsets into line numbers; CR, LF and CRLF each end a line."""

    def __init__(self, text: str) -> None:
        self._starts = [0]
        self._starts.extend(match.end() for match in _LINE_END.finditer(text))

    def at(self, offset: int) -> int:
        """Return the line, counted from 1, of the character at `offset`."""
        return bisect_right(self._starts, offset)


def line_start(text: str, offset: int) -> int:
    """Return where the line of an offset begins, looking no further back than that."""
    line = text.rfind("\n", 0, offset) + 1
    return text.rfind("\r", line, offset) + 1 or line
