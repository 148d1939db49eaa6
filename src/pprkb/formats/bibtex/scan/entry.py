"""Read one block by BibTeX's own rules and, where it is damaged, save what can be read.

The rules are those of bibtex.web (sections "Reading the database file"): a backslash does not
escape a brace, braces count inside quotes too, a quote ends at the next `"` outside braces.
Partners of braces are found once for the whole text, so a file full of unclosed braces is read in
linear time.
"""

from __future__ import annotations

import re

from pprkb.formats.bibtex.scan.blocks import BlockKind, Flaw, RawBlock
from pprkb.formats.bibtex.scan.value import Braces, Cursor, DamagedError, read_value
from pprkb.model.problem import Rule

_BLANK_AND_COMMAS = re.compile(r"[\s,]*")
_NAME = r"""[^\s=,{}()"#@]*[^\s=,{}()"#@:]"""
_SPACED_NAME = re.compile(rf"{_NAME}(?:(?:[ \t]+{_NAME}){{1,3}}(?=[ \t]*=))?")
_PERCENT_FIELD = re.compile(r"""[%\s]*(?P<name>[^\s%=,{}()"#@]+)[ \t]*=""")
_HEAD = re.compile(r"""[^,={}"]*""")


class EntryReader:
    """Reads one block; the cursor begins behind the brace that opens it."""

    def __init__(self, cursor: Cursor) -> None:
        self.cursor = cursor

    def read(self) -> RawBlock:
        """Read key and fields."""
        self._key()
        return self.read_fields(BlockKind.ENTRY)

    def read_fields(self, kind: BlockKind) -> RawBlock:
        """Read fields up to the end of the block."""
        cursor = self.cursor
        cursor.block.kind = kind
        commas = "" if kind is BlockKind.ENTRY else "first"
        while self._field(commas):
            commas = ""
        return cursor.block

    def _key(self) -> None:
        cursor = self.cursor
        text = cursor.text
        head = _HEAD.match(text, cursor.position, cursor.limit)
        assert head is not None
        end = head.end()
        words = head.group().split()
        mark = text[end] if end < cursor.limit else ""
        if mark == "=":
            self._key_without_comma(words, head)
            return
        if mark in ("{", '"'):
            # A delimiter before the comma: take the key up to the comma of the same line.
            line = cursor.line_rest(cursor.position)
            comma = line.find(",")
            cursor.block.key = (line if comma < 0 else line[:comma]).strip()
            cursor.position += len(line) if comma < 0 else comma + 1
            cursor.flaw(cursor.block.start, "the key holds a brace or a quote", rule=Rule.BAD_KEY)
            return
        if cursor.closer == ")" and ")" in head.group() and mark != ",":
            end = text.index(")", cursor.position)
            words = text[cursor.position : end].split()
        cursor.block.key = " ".join(words)
        cursor.position = end
        if not words:
            cursor.flaw(
                cursor.block.start,
                "the entry has no key",
                "write a key after the brace: @article{smith2003,",
                rule=Rule.MISSING_KEY,
            )
        elif len(words) > 1:
            cursor.flaw(
                cursor.block.start,
                f"the key has spaces: {cursor.block.key}",
                f"write {'_'.join(words)} or another key without spaces",
                rule=Rule.BAD_KEY,
            )

    def _key_without_comma(self, words: list[str], head: re.Match[str]) -> None:
        cursor = self.cursor
        cursor.damaged()
        if len(words) < 2:
            cursor.flaw(
                cursor.block.start,
                "the entry has no key",
                "write a key and a comma after the brace: @article{smith2003,",
                rule=Rule.MISSING_KEY,
            )
            return
        cursor.block.key = " ".join(words[:-1])
        cursor.position = cursor.text.rindex(words[-1], head.start(), head.end())
        end = head.start() + len(cursor.text[head.start() : cursor.position].rstrip())
        cursor.flaw(
            cursor.block.start,
            f"there is no comma after the key {cursor.block.key}",
            f"write {cursor.block.key},",
            fix=(end, end, ",") if len(words) == 2 else None,
        )

    def _field(self, commas: str = "") -> bool:
        """Read one field and return whether there may be another."""
        cursor = self.cursor
        text = cursor.text
        blank = _BLANK_AND_COMMAS.match(text, cursor.position, cursor.limit)
        assert blank is not None
        if blank.group().count(",") > 1 and not commas:
            cursor.damaged()
            cursor.flaw(
                blank.start(),
                "there are two commas with no field between them",
                "take one away",
                fix=(blank.start(), blank.end(), _one_comma(blank.group())),
            )
        cursor.position = position = blank.end()
        if position >= cursor.limit:
            self._not_closed()
            return False
        if text[position] == cursor.closer:
            cursor.block.end = position + 1
            return False
        if text[position] == "%":
            cursor.damaged()
            self._percent(position)
            return True
        name = _SPACED_NAME.match(text, position, cursor.limit)
        if name is None:
            cursor.damaged()
            self._stray(position)
            return True
        if " " in name.group() or "\t" in name.group():
            cursor.damaged()
            cursor.flaw(
                position,
                f"the field name {name.group()} has a space",
                "write it without; is a comma missing before it?",
            )
        equals = cursor.skip_blank(name.end())
        mark = text[equals] if equals < cursor.limit else ""
        if mark == ":":
            cursor.damaged()
            self._no_equals(name)
            read_value(cursor, name, equals + 1)
        elif mark == "=":
            read_value(cursor, name, equals + 1)
        elif mark in ("{", '"') and mark:
            cursor.damaged()
            self._no_equals(name)
            read_value(cursor, name, equals)
        else:
            cursor.damaged()
            if mark == "," or mark == cursor.closer or not mark:
                cursor.no_value(name)
            else:
                self._report_stray(position, name.group())
            cursor.position = equals
        return True

    def _percent(self, position: int) -> None:
        """Skip the rest of a line after `%`, which people use for comments inside an entry."""
        cursor = self.cursor
        field = _PERCENT_FIELD.match(cursor.text, position, cursor.limit)
        if field and cursor.commented:
            cursor.position = field.start("name")
            return
        if cursor.commented:
            cursor.position = position + 1
            return
        line = cursor.line_rest(position)
        count = len(cursor.block.fields)
        known = len(cursor.block.flaws)
        if field:
            # Read the field to pass over all of its lines, then forget it.
            cursor.position = field.start("name")
            self._field()
            del cursor.block.fields[count:], cursor.block.flaws[known:]
        else:
            cursor.position = position + len(line)
        cursor.flaw(
            position,
            f"BibTeX has no comments inside entries: {line[:40].rstrip()}",
            "take the line out of the entry",
        )

    def _stray(self, position: int) -> None:
        """Skip text that is not a field, up to the next comma, closing brace or line."""
        cursor = self.cursor
        self._report_stray(position, cursor.text[position])
        end = position + 1
        if cursor.text[position] == "{":
            close = cursor.braces.partner(position)
            if 0 <= close < cursor.limit:
                end = close + 1
        cursor.position = end

    def _report_stray(self, position: int, what: str) -> None:
        cursor = self.cursor
        if cursor.reported < 0 or position - cursor.reported > 80:
            cursor.flaw(
                position,
                f"{what} is not a field",
                "write fields as name = {value}, with a comma between them",
            )
        cursor.reported = position

    def _not_closed(self) -> None:
        cursor = self.cursor
        cursor.damaged()
        cursor.block.end = cursor.limit
        if cursor.unclosed_at >= 0:
            return
        if cursor.limit >= len(cursor.text):
            message = "the file ends inside the entry"
        else:
            message = "there is no closing brace before the next entry"
        cursor.flaw(cursor.block.start, message, f"put a {cursor.closer} at its end")
        if cursor.limit < len(cursor.text):
            cursor.block.flaws[-1].other = cursor.limit

    def _no_equals(self, name: re.Match[str]) -> None:
        cursor = self.cursor
        following = cursor.skip_blank(name.end())
        colon = cursor.text[following : following + 1] == ":"
        cursor.flaw(
            name.start(),
            f'there is no "=" after {name.group()}',
            f"write {name.group()} = {{...}}",
            fix=(name.end(), following + colon, " =" if colon else " = "),
        )


def _one_comma(blank: str) -> str:
    """Return blanks and commas with the first comma alone."""
    first = blank.index(",") + 1
    return blank[:first] + blank[first:].replace(",", "")


BLOCK_START = re.compile(r"""@\s*(?P<type>[^\s{}(),="#%'@\\]*)\s*(?P<open>[{(])""")
_LINE_START_BLOCK = re.compile(r"(?<=[\r\n])[ \t]*(?P<at>@[ \t]*\w+[ \t]*[{(])")


class Scanner:
    """Reads blocks of a whole file, whose line ends may be of any kind."""

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
        """Read a block without fields; None if its brace is never closed."""
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
