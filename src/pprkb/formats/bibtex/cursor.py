"""Where a reader stands in a block, shared by the readers of entries and of values."""

from __future__ import annotations

import re
from itertools import islice

from pprkb.formats.bibtex.blocks import BlockKind, Flaw, RawBlock
from pprkb.formats.bibtex.lines import line_start
from pprkb.model.problem import Rule

_BLANK = re.compile(r"\s*")
_NEAR = 100
"""Number of braces that are looked at before the whole text is."""
_BRACE = re.compile(r"[{}]")
_LINE_REST = re.compile(r"[^\r\n]*")


class DamagedError(Exception):
    """A block does not follow BibTeX's rules; it is read again with tolerance."""


class Braces:
    """The partners of the braces of a text: near ones are looked for, far ones found once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._partners: dict[int, int] | None = None

    def partner(self, offset: int) -> int:
        """Return the offset of the brace that closes the one at `offset`, or -1."""
        depth = 0
        for match in islice(_BRACE.finditer(self._text, offset), _NEAR):
            depth += 1 if match.group() == "{" else -1
            if depth == 0:
                return match.start()
        if self._partners is None:
            self._partners = {}
            stack: list[int] = []
            for match in _BRACE.finditer(self._text):
                if match.group() == "{":
                    stack.append(match.start())
                elif stack:
                    self._partners[stack.pop()] = match.start()
        return self._partners.get(offset, -1)


class Cursor:
    """The state of reading one block, strictly or with tolerance.

    Args:
        text: The whole file.
        braces: Its braces.
        start: The match of `scan.BLOCK_START` at which the block begins.
        limit: Offset at which the block must have ended.
        tolerant: Save what can be read; otherwise raise `DamagedError` at the first damage.
    """

    def __init__(
        self, text: str, braces: Braces, start: re.Match[str], limit: int, *, tolerant: bool
    ) -> None:
        self.text = text
        self.braces = braces
        self.limit = limit
        self.tolerant = tolerant
        self.closer = "}" if start["open"] == "{" else ")"
        self.position = start.end()
        self.block = RawBlock(
            kind=BlockKind.ENTRY,
            start=start.start(),
            end=limit,
            type=start["type"].lower(),
        )
        self.unclosed_at = -1
        """Offset of the last value that was never closed."""
        self.reported = -1
        """Offset of the last piece of stray text, so that a row of words is told once."""
        line = line_start(text, start.start())
        self.commented = text[line : start.start()].lstrip(" \t").startswith("%")
        """The whole entry stands behind `%`."""

    def skip_blank(self, position: int) -> int:
        """Return the offset of the next character that is no blank."""
        match = _BLANK.match(self.text, position, self.limit)
        return match.end() if match else position

    def line_rest(self, position: int) -> str:
        """Return the text from an offset to the end of its line."""
        match = _LINE_REST.match(self.text, position, self.limit)
        return match.group() if match else ""

    def damaged(self) -> None:
        """Give up, unless damage is tolerated."""
        if not self.tolerant:
            raise DamagedError

    def flaw(
        self,
        rule: Rule,
        offset: int,
        message: str,
        hint: str = "",
        *,
        mend: tuple[int, int, str] | None = None,
    ) -> None:
        """Note what is wrong with the block."""
        key = self.block.key
        self.block.flaws.append(
            Flaw(rule=rule, offset=offset, message=message, hint=hint, key=key, mend=mend)
        )

    def no_value(self, name: re.Match[str]) -> None:
        """Note a field without a value."""
        self.flaw(
            Rule.BIBTEX_SYNTAX,
            name.start(),
            f"{name.group()} has no value",
            f"write {name.group()} = {{...}} or take it away",
        )
