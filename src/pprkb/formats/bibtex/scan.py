r"""Reads one block by BibTeX's own rules and, where it is damaged, saves what can be read.

The rules are those of bibtex.web (sections "Reading the database file"): a backslash does not
escape a brace, braces count inside quotes too, a quote ends at the next `"` outside braces.
Partners of braces are found once for the whole text, so a file full of unclosed braces is read in
linear time.
"""

from __future__ import annotations

import re

from pprkb.formats.bibtex.blocks import BlockKind, Flaw, RawBlock
from pprkb.formats.bibtex.cursor import Braces, Cursor, DamagedError
from pprkb.formats.bibtex.scan_entry import EntryReader
from pprkb.model.problem import Rule

BLOCK_START = re.compile(r"""@\s*(?P<type>[^\s{}(),="#%'@\\]*)\s*(?P<open>[{(])""")
_LINE_START_BLOCK = re.compile(r"(?<=[\r\n])[ \t]*(?P<at>@[ \t]*\w+[ \t]*[{(])")


class Scanner:
    """Reads blocks out of one text.

    Args:
        text: The whole file; line ends may be of any kind.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._braces = Braces(text)

    def next_block(self, offset: int) -> int:
        """Return where the next block that begins its line starts, or the end of the text."""
        match = _LINE_START_BLOCK.search(self.text, offset)
        return match.start("at") if match else len(self.text)

    def entry(self, start: re.Match[str]) -> RawBlock:
        """Read the entry whose beginning `BLOCK_START` matched."""
        try:
            return self._reader(start, tolerant=False).read()
        except DamagedError:
            return self._reader(start, tolerant=True).read()

    def string(self, start: re.Match[str]) -> RawBlock:
        """Read an `@string`; its one field is the macro."""
        try:
            block = self._reader(start, tolerant=False).read_fields(BlockKind.STRING)
        except DamagedError:
            block = self._reader(start, tolerant=True).read_fields(BlockKind.STRING)
        if not block.fields and not block.flaws:
            block.flaws.append(
                Flaw(
                    rule=Rule.BIBTEX_SYNTAX,
                    offset=block.start,
                    message="this @string defines nothing",
                    hint='write @string{name = "text"}',
                )
            )
        return block

    def balanced(self, start: re.Match[str], kind: BlockKind) -> RawBlock | None:
        """Read a block without fields; None where its brace is never closed."""
        if start["open"] == "{":
            close = self._braces.partner(start.end() - 1)
        else:
            close = self.text.find(")", start.end())
        if close < 0:
            return None
        return RawBlock(kind=kind, start=start.start(), end=close + 1)

    def _reader(self, start: re.Match[str], *, tolerant: bool) -> EntryReader:
        limit = self.next_block(start.end()) if tolerant else len(self.text)
        return EntryReader(Cursor(self.text, self._braces, start, limit, tolerant=tolerant))
