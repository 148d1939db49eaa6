"""Read the value of a field by BibTeX's rules and, where it is damaged, save what can be read.

`Cursor` is the state of reading one block; `entry` reads its key and its fields with it.
"""

from __future__ import annotations

import re
from itertools import islice

from pprkb.formats.bibtex.scan.blocks import (
    BlockKind,
    Flaw,
    RawBlock,
    RawField,
    are_balanced,
    line_start,
)
from pprkb.model.problem import Rule

_BLANK = re.compile(r"\s*")
_NEAR = 100
"""Number of braces to look at before the whole text is searched."""
_BRACE = re.compile(r"[{}]")
_LINE_REST = re.compile(r"[^\r\n]*")


class DamagedError(Exception):
    """A block does not follow BibTeX's rules; it is read again with tolerance."""


class Braces:
    """Finds matching braces: near ones are searched for each time, distant ones once."""

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
    """The state of reading one block, strictly or leniently.

    Args:
        text: The whole file.
        braces: Its braces.
        start: The match of `scan.BLOCK_START` at which the block begins.
        limit: Offset by which the block must have ended.
        tolerant: Save what can be read; else raise `DamagedError` at the first damage.
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
        """Offset of the last stray text, so that a row of words is reported once."""
        line = line_start(text, start.start())
        self.commented = text[line : start.start()].lstrip(" \t").startswith("%")
        """Whether the whole entry is commented out with `%`."""

    def skip_blank(self, position: int) -> int:
        """Return the offset of the next non-space character."""
        match = _BLANK.match(self.text, position, self.limit)
        return match.end() if match else position

    def line_rest(self, position: int) -> str:
        """Return the text from an offset to the end of its line."""
        match = _LINE_REST.match(self.text, position, self.limit)
        return match.group() if match else ""

    def damaged(self) -> None:
        """Raise `DamagedError`, unless damage is tolerated."""
        if not self.tolerant:
            raise DamagedError

    def flaw(
        self,
        offset: int,
        message: str,
        hint: str = "",
        *,
        rule: Rule = Rule.BIBTEX_SYNTAX,
        fix: tuple[int, int, str] | None = None,
    ) -> None:
        """Add a flaw to the block."""
        key = self.block.key
        self.block.flaws.append(
            Flaw(rule=rule, offset=offset, message=message, hint=hint, key=key, fix=fix)
        )

    def no_value(self, name: re.Match[str]) -> None:
        """Add the flaw of a field without a value."""
        self.flaw(
            name.start(),
            f"{name.group()} has no value",
            f"write {name.group()} = {{...}} or take it away",
        )


_HIDDEN = re.compile(r"[\r\n][ \t]*(?P<at>@[ \t]*[A-Za-z]+[ \t]*[{(])[ \t]*[^\s,={}\"]+[ \t]*,")
_NAME = re.compile(r"""[^\s=,{}()"#@]+""")
_NAME_EQUALS = re.compile(r"""[^\s=,{}()"#@]+\s*=""")
_FIELD_LINE = re.compile(r"""[\r\n][ \t]*[A-Za-z][\w+-]*[ \t]*=[ \t]*[{"\w]""")
_WORD = re.compile(r"""[^\s,#{}"=()]+""")
_QUOTE_MARK = re.compile(r'[{}"]')
_ESCAPED_BRACES = re.compile(r"\\[{}]|[{}]")


def read_value(cursor: Cursor, name: re.Match[str], position: int) -> None:
    """Read a value and add the field to the block.

    Args:
        cursor: The block that is read; moved to the end of the value.
        name: The match of the field's name.
        position: Offset behind the `=`.

    Raises:
        DamagedError: The value is damaged and the cursor is not tolerant.
    """
    start = position = cursor.skip_blank(position)
    salvaged: str | None = None
    while True:
        if position >= cursor.limit:
            break
        mark = cursor.text[position]
        if mark == "{":
            position, salvaged = _braced(cursor, name, position)
        elif mark == '"':
            position, salvaged = _quoted(cursor, name, position)
        else:
            word = _WORD.match(cursor.text, position, cursor.limit)
            if word is None:
                cursor.damaged()
                if position == start or cursor.text[position - 1] == "#":
                    cursor.no_value(name)
                break
            if position == start and _NAME_EQUALS.match(cursor.text, position, cursor.limit):
                # `title = <newline> year = 2003`: the next field, not this one's value.
                cursor.damaged()
                cursor.no_value(name)
                cursor.position = position
                return
            position = word.end()
        following = cursor.skip_blank(position)
        if salvaged is None and following < cursor.limit and cursor.text[following] == "#":
            position = cursor.skip_blank(following + 1)
            continue
        break
    raw = cursor.text[start:position]
    cursor.block.fields.append(
        RawField(
            name=name.group().lower(),
            raw=raw,
            offset=name.start(),
            value_at=start,
            salvaged=salvaged,
        )
    )
    _hidden_entry(cursor, start, position, name.group())
    cursor.position = position
    _after_value(cursor, name, start)


def _after_value(cursor: Cursor, name: re.Match[str], start: int) -> None:
    position = cursor.skip_blank(cursor.position)
    if position >= cursor.limit or cursor.text[position] in (",", cursor.closer):
        cursor.position = position
        return
    cursor.damaged()
    if cursor.block.fields[-1].salvaged is not None and cursor.unclosed_at == start:
        cursor.position = position
        return
    if _NAME_EQUALS.match(cursor.text, position, cursor.limit) or _names_a_field(cursor, position):
        cursor.flaw(
            max(cursor.position - 1, start),
            f"there is no comma after {name.group()}",
            "put a comma at the end of the field",
            fix=(cursor.position, cursor.position, ","),
        )
        cursor.position = position
        return
    field = cursor.block.fields[-1]
    line = cursor.line_rest(position)
    quoted = field.raw.startswith('"')
    cursor.flaw(
        name.start(),
        f"{name.group()} goes on after its closing {'quote' if quoted else 'brace'}: "
        f"{line.strip()[:40]}",
        'write {"} for a quote inside quotes' if quoted else "balance the braces",
    )
    end = position + len(line)
    last = cursor.text.rfind('"' if quoted else "}", position, end)
    if last < 0:
        last = end
    if quoted:
        field.salvaged = _without_braces(cursor.text[start + 1 : last])
    cursor.position = last + (last < end)
    cursor.reported = cursor.position


def _names_a_field(cursor: Cursor, position: int) -> bool:
    """Return whether `name {` or `name "` without `=` begins a line here."""
    before = cursor.text[max(0, position - 200) : position].rstrip(" \t")[-1:]
    name = _NAME.match(cursor.text, position, cursor.limit)
    if name is None or before not in ("\n", "\r"):
        return False
    following = cursor.skip_blank(name.end())
    return following < cursor.limit and cursor.text[following] in '{"'


def _braced(cursor: Cursor, name: re.Match[str], position: int) -> tuple[int, str | None]:
    close = cursor.braces.partner(position)
    if not cursor.tolerant:
        if close < 0:
            raise DamagedError
        return close + 1, None
    if 0 <= close < cursor.limit:
        value = cursor.text[position:close]
        escaped = (
            _escape_aware(cursor, name, position)
            if "\\{" in value or "\\}" in cursor.text[position : close + 1]
            else -1
        )
        if escaped >= 0 and escaped != close:
            return escaped + 1, cursor.text[position + 1 : escaped]
        if cursor.skip_blank(close + 1) < cursor.limit or not _FIELD_LINE.search(value):
            return close + 1, None
    return _unclosed(cursor, name, position, "{")


def _escape_aware(cursor: Cursor, name: re.Match[str], position: int) -> int:
    r"""Return the closing brace if `\{` and `\}` were characters, as people expect; else -1."""
    depth = 0
    for match in _ESCAPED_BRACES.finditer(cursor.text, position, cursor.limit):
        mark = match.group()
        if mark == "{":
            depth += 1
        elif mark == "}":
            depth -= 1
            if depth == 0:
                following = cursor.skip_blank(match.end())
                if cursor.text[following : following + 1] not in (",", cursor.closer):
                    return -1
                if match.start() != cursor.braces.partner(position):
                    cursor.flaw(
                        name.start(),
                        f"the braces of {name.group()} are unbalanced: BibTeX counts "
                        r"\{ and \} as braces",
                        r"write \textbraceleft{} or \textbraceright{}",
                    )
                return match.start()
    return -1


def _quoted(cursor: Cursor, name: re.Match[str], position: int) -> tuple[int, str | None]:
    offset = position + 1
    while True:
        match = _QUOTE_MARK.search(cursor.text, offset, cursor.limit)
        if match is None or match.group() == "}":
            break
        if match.group() == '"':
            return match.end(), None
        close = cursor.braces.partner(match.start())
        if close < 0 or close >= cursor.limit:
            break
        offset = close + 1
    cursor.damaged()
    return _unclosed(cursor, name, position, '"')


def _unclosed(cursor: Cursor, name: re.Match[str], position: int, mark: str) -> tuple[int, str]:
    """Read a value that has no end up to the end of its line."""
    where = ": the file ends inside the entry" if cursor.limit >= len(cursor.text) else ""
    cursor.flaw(
        name.start(),
        f"the {mark} of {name.group()} is never closed{where}",
        f"put a {'}' if mark == '{' else mark} at the end of the field",
    )
    cursor.unclosed_at = position
    line = cursor.line_rest(position + 1)
    return position + 1 + len(line), _without_braces(line).strip().rstrip(",")


def _hidden_entry(cursor: Cursor, start: int, end: int, name: str) -> None:
    if "@" not in cursor.text[start:end]:
        return
    match = _HIDDEN.search(cursor.text, start, end)
    if match:
        cursor.flaw(
            match.start("at"),
            f"{match['at']} is inside the field {name}",
            "if this is an entry, a brace is missing before it",
            rule=Rule.HIDDEN_ENTRY,
        )


def _without_braces(text: str) -> str:
    """Return a damaged value, without its braces where they are not balanced."""
    return text if are_balanced(text) else re.sub(r"[{}]", "", text)
