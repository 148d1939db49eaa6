"""Reads the value of a field by BibTeX's rules and, where it is damaged, saves what can be read."""

from __future__ import annotations

import re

from pprkb.formats.bibtex.blocks import RawField
from pprkb.formats.bibtex.cursor import Cursor, DamagedError
from pprkb.model.problem import Rule

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
        cursor: The block that is read; it then stands behind the value.
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
            Rule.BIBTEX_SYNTAX,
            max(cursor.position - 1, start),
            f"there is no comma after {name.group()}",
            "put a comma at the end of the field",
            mend=(cursor.position, cursor.position, ","),
        )
        cursor.position = position
        return
    field = cursor.block.fields[-1]
    line = cursor.line_rest(position)
    quoted = field.raw.startswith('"')
    cursor.flaw(
        Rule.BIBTEX_SYNTAX,
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
    """Say whether `name {` or `name "` without `=` begins a line here."""
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
    r"""Find the closing brace if `\{` and `\}` were characters, as people expect."""
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
                        Rule.BIBTEX_SYNTAX,
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
    """Take a value that has no end up to the end of its line."""
    where = ": the file ends inside the entry" if cursor.limit >= len(cursor.text) else ""
    cursor.flaw(
        Rule.BIBTEX_SYNTAX,
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
            Rule.HIDDEN_ENTRY,
            match.start("at"),
            f"{match['at']} stands inside the field {name}",
            "if this is an entry, a brace is missing before it",
        )


def _without_braces(text: str) -> str:
    """Return a damaged value, without its braces where they are not balanced."""
    depth = 0
    for match in re.finditer(r"[{}]", text):
        depth += 1 if match.group() == "{" else -1
        if depth < 0:
            break
    return text if depth == 0 else re.sub(r"[{}]", "", text)
