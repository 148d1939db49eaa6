"""Writing values as YAML, so that they are read back as they are."""

from __future__ import annotations

import re
import textwrap

import yaml

_SAFE = re.compile(r"[^\W_][\w ()’,./–-]*\Z")
_SAFE_IN_FLOW = re.compile(r"[^\W_][\w ()’./–-]*\Z")
_PLAIN = re.compile(r"""[^\s\-?:,\[\]{}#&*!|>'"%@`](?:[^\s:#]|[ ](?=[^\s#])|:(?=\S)|(?<=\S)#)*\Z""")
_FLOW_MARKS = re.compile(r"[,:\[\]{}]")
_WHOLE_NUMBER = re.compile(r"(?:0|[1-9]\d{0,8})\Z", re.ASCII)
_ESCAPED = re.compile(
    '["\\\\\u2028\u2029]|[^\x20-\x7e\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]'
)
_NAMED_ESCAPES = {"\n": "\\n", "\t": "\\t", '"': '\\"', "\\": "\\\\"}
_OTHER_READERS = yaml.resolver.Resolver()
_WIDTH = 100
"""Up to which column folded text is written."""


def yaml_text(value: str, *, flow: bool = False) -> str:
    """Write a value so that YAML reads the same text, in double quotes where it needs them.

    Words that other readers of YAML take for truth values, dates or fractions are quoted too; whole
    numbers are not.

    Args:
        value: Any text.
        flow: Whether it stands in brackets or braces.
    """
    if _WHOLE_NUMBER.match(value):
        return value
    safe = _SAFE_IN_FLOW if flow else _SAFE
    if safe.match(value) and not value.endswith(" ") and _guess(value) == "str":
        return value
    return double_quoted(value)


def double_quoted(value: str) -> str:
    """Write a value in double quotes."""
    return f'"{_ESCAPED.sub(lambda match: _escape(match.group()), value)}"'


def _escape(character: str) -> str:
    if character in _NAMED_ESCAPES:
        return _NAMED_ESCAPES[character]
    code = ord(character)
    return f"\\u{code:04X}" if code < 0x10000 else f"\\U{code:08X}"


def _guess(plain: str) -> str:
    """Return the type that YAML 1.1 gives a plain value."""
    tag: str = _OTHER_READERS.resolve(yaml.ScalarNode, plain, (True, False))  # type: ignore[no-untyped-call]
    return tag.rsplit(":", 1)[-1]


def styled_like(value: str, old: yaml.ScalarNode, *, flow: bool) -> str:
    """Write a value in the style of the one it replaces, if it can be: plain or in its quotes.

    Args:
        value: The new text.
        old: The old value's node.
        flow: Whether it stands in brackets or braces.
    """
    if old.style == '"':
        return double_quoted(value)
    if old.style == "'":
        quoted = value.replace("'", "''")
        return double_quoted(value) if _ESCAPED.search(quoted.replace('"', "")) else f"'{quoted}'"
    if old.style is None and old.value and _fits_plain(value, flow=flow):
        # `month: 2016-04` becomes `month: 2016-05`, although a new value like it would be quoted.
        same = _guess(value) in (_guess(old.value), "str") and _guess(value) != "null"
        return value if same or _WHOLE_NUMBER.match(value) else double_quoted(value)
    return yaml_text(value, flow=flow)


def _fits_plain(value: str, *, flow: bool) -> bool:
    if not _PLAIN.match(value) or _ESCAPED.search(value) or value.startswith(("---", "...")):
        return False
    return not (flow and _FLOW_MARKS.search(value))


def block_scalar(value: str, header: str, indent: str, line_end: str) -> tuple[str, str] | None:
    """Write a value as folded or literal text, as another one was.

    Args:
        value: The text.
        header: How the old one begins: `>`, `>-`, `|` or `|-`.
        indent: The indentation of its lines.
        line_end: The file's line end.

    Returns:
        What to write, without a line end, and the text that YAML reads; None where the value cannot
        be written so.
    """
    value = value.strip()
    if not value or _ESCAPED.search(re.sub(r'["\\\n]', "", value)):
        return None
    read = value if header.endswith("-") else value + "\n"
    if header.startswith(">"):
        if " ".join(value.split()) != value:
            return None
        lines = textwrap.wrap(
            value, _WIDTH - len(indent), break_long_words=False, break_on_hyphens=False
        )
    else:
        lines = value.split("\n")
        if any(line != line.rstrip() for line in lines):
            return None
    return line_end.join([header, *(indent + line if line else "" for line in lines)]), read
