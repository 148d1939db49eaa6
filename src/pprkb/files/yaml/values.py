"""Writing, replacing and adding values in YAML text."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence

import yaml

from pprkb.files.yaml.places import (
    EMPTY,
    Found,
    Path,
    Splice,
    Step,
    Tree,
    YamlNode,
    YamlPlaces,
    in_words,
    with_value,
)
from pprkb.model.errors import EditError

# -- writing values so that they are read back unchanged -----------------------------------------

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
"""The maximum column of folded text."""


def yaml_text(value: str, *, flow: bool = False) -> str:
    """Write a value so that YAML reads the same text, in double quotes if necessary.

    Words that other YAML readers interpret as booleans, dates or fractions are quoted too; whole
    numbers are not.

    Args:
        value: Any text.
        flow: Whether it is within brackets or braces.
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
    """Write a value in the style of the one it replaces, if possible: plain or in its quotes.

    Args:
        value: The new text.
        old: The old value's node.
        flow: Whether it is within brackets or braces.
    """
    if old.style == '"':
        return double_quoted(value)
    if old.style == "'":
        quoted = value.replace("'", "''")
        return double_quoted(value) if _ESCAPED.search(quoted.replace('"', "")) else f"'{quoted}'"
    if old.style is None and old.value and _fits_plain(value, flow=flow):
        # `month: 2016-04` becomes `month: 2016-05`, although a new value would be quoted.
        same = _guess(value) in (_guess(old.value), "str") and _guess(value) != "null"
        return value if same or _WHOLE_NUMBER.match(value) else double_quoted(value)
    return yaml_text(value, flow=flow)


def _fits_plain(value: str, *, flow: bool) -> bool:
    if not _PLAIN.match(value) or _ESCAPED.search(value) or value.startswith(("---", "...")):
        return False
    return not (flow and _FLOW_MARKS.search(value))


def block_scalar(value: str, header: str, indent: str, line_end: str) -> tuple[str, str] | None:
    """Write a value as a block scalar in the style of another one.

    Args:
        value: The text.
        header: The header of the old one: `>`, `>-`, `|` or `|-`.
        indent: The indentation of its lines.
        line_end: The file's line end.

    Returns:
        The block without its last line end, and the text that YAML reads; None if the value cannot
        be written in this way.
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


# -- replacing a value, and adding fields and items ----------------------------------------------

_NAME = re.compile(r"[A-Za-z][\w-]*\Z")
_BETWEEN = re.compile(r"\s*,\s*\Z")
_LINE_END = re.compile(r"\r\n|\r|\n")


def replaced(places: YamlPlaces, path: Path, found: Found, value: str) -> tuple[list[Splice], Tree]:
    """Replace a scalar in its own style."""
    node = found.node
    if not isinstance(node, yaml.ScalarNode):
        what = "a list" if isinstance(node, yaml.SequenceNode) else "a field with names"
        raise places.odd(places.begin(node), f"{in_words(path)} is {what}, not one value")
    start, end = places.begin(node), places.stop(node)
    if node.value == value:
        return [], places.tree
    if start == end:
        blank = "" if places.text[start - 1 : start] in (" ", "\t") else " "
        new = blank + yaml_text(value, flow=found.flow)
        return [(start, end, new)], with_value(places.tree, path, value)
    if node.style in ("|", ">"):
        raw = places.text[start:end]
        header, *lines = _LINE_END.split(raw)
        if "#" in header:
            raise places.odd(start, "there is a comment after | or >")
        first = next((line for line in lines if line.strip()), "")
        indent = first[: len(first) - len(first.lstrip(" "))]
        written = None
        if header in (">", ">-", "|", "|-"):
            written = block_scalar(value, header, indent, places.line_end)
        if written:
            return [(start, end, written[0])], with_value(places.tree, path, written[1])
        return [(start, end, yaml_text(value))], with_value(places.tree, path, value)
    new = styled_like(value, node, flow=found.flow)
    return [(start, end, new)], with_value(places.tree, path, value)


def list_of_two(
    places: YamlPlaces, path: Path, found: Found, value: str
) -> tuple[list[Splice], Tree]:
    """Turn a field with one word, or none, into a list."""
    node = found.node
    start, end = places.begin(node), places.stop(node)
    old: str = node.value
    new = yaml_text(value, flow=True)
    if not isinstance(node, yaml.ScalarNode) or node.style in ("|", ">"):
        raise places.odd(start, f"{in_words(path)} is a text of several lines")
    if old.strip() == value:
        return [], places.tree
    if old.strip() in EMPTY:
        blank = " " if start == end and places.text[start - 1 : start] not in (" ", "\t") else ""
        return [(start, end, f"{blank}[{new}]")], with_value(places.tree, path, [value])
    written = places.text[start:end]
    if node.style is None and re.search(r"[\[\]{},:\r\n]", written):
        written = yaml_text(old, flow=True)
    return [(start, end, f"[{written}, {new}]")], with_value(places.tree, path, [old, value])


def _flow(value: Tree) -> str:
    """Write a value on one line."""
    if isinstance(value, str):
        return yaml_text(value, flow=True)
    if isinstance(value, list):
        return f"[{', '.join(_flow(item) for item in value)}]"
    return "{" + ", ".join(f"{name}: {_flow(inner)}" for name, inner in value) + "}"


def new_field(
    places: YamlPlaces, path: Path, value: Tree, after: Sequence[str]
) -> tuple[list[Splice], Tree]:
    """Add a field, with any missing parents."""
    depth = len(path) - 1
    while depth and places.find(path[:depth]) is None:
        depth -= 1
    name, inner = path[depth], path[depth + 1 :]
    for step in reversed(inner):
        value = ((_name(step), value),)
    name = _name(name)
    parent = places.find(path[:depth])
    written = yaml_text(value) if isinstance(value, str) else _flow(value)
    node = parent.node if parent else None
    if node is None or (not depth and isinstance(node, yaml.ScalarNode) and not node.value):
        splice = _line_at(places, places.end, f"{name}: {written}")
        return [splice], with_value(places.tree, path[:depth], ((name, value),))
    if isinstance(node, yaml.ScalarNode) and node.value in EMPTY and not node.style:
        start, end = places.begin(node), places.stop(node)
        blank = " " if start == end and places.text[start - 1 : start] not in (" ", "\t") else ""
        new = f"{blank}{_flow(((name, value),))}"
        return [(start, end, new)], with_value(places.tree, path[:depth], ((name, value),))
    if not isinstance(node, yaml.MappingNode):
        raise places.odd(places.begin(node), f"{in_words(path[:depth])} has no fields with names")
    names = [key.value for key, _ in node.value]
    last = max((i for i, other in enumerate(names) if other in after), default=len(names) - 1)
    behind = None if node.flow_style else last + 1
    wanted = with_value(places.tree, (*path[:depth], name), value, at=behind)
    if node.flow_style:
        if isinstance(value, str):
            written = _flow(value)
        return [in_brackets(places, node, f"{name}: {written}")], wanted
    at = places.after_lines(node.value[last][1])
    indent = " " * places.column(node)
    return [_line_at(places, at, f"{indent}{name}: {written}")], wanted


def _name(step: Step) -> str:
    if not isinstance(step, str) or not _NAME.match(step):
        raise EditError(f"{step} is not a field name", hint="make the edit by hand")
    return step


def _line_at(places: YamlPlaces, at: int, line: str) -> Splice:
    """Insert a line at the start of a line, or after a last line without a line end."""
    if at and places.text[at - 1] not in "\r\n":
        return at, at, places.line_end + line
    return at, at, line + places.line_end


def in_brackets(
    places: YamlPlaces, node: yaml.SequenceNode | yaml.MappingNode, written: str
) -> Splice:
    """Add an item after the last one in brackets or braces."""
    begin = places.begin(node)
    ends = [(begin_of(places, child), stop_of(places, child)) for child in node.value]
    if not ends:
        return begin + 1, places.stop(node) - 1, written
    last = ends[-1][1]
    between = ", "
    if len(ends) > 1:
        usual = places.text[ends[-2][1] : ends[-1][0]]
        between = usual.lstrip(" \t") if _BETWEEN.match(usual) else between
    else:
        opening = places.text[begin + 1 : ends[0][0]]
        between = "," + opening if _LINE_END.search(opening) and not opening.strip() else between
    return last, last, between + written


def begin_of(places: YamlPlaces, child: YamlNode | tuple[YamlNode, YamlNode]) -> int:
    """Return the start of an item, or of a field with its name."""
    return places.begin(child[0] if isinstance(child, tuple) else child)


def stop_of(places: YamlPlaces, child: YamlNode | tuple[YamlNode, YamlNode]) -> int:
    """Return the end of an item, or of the value of a field."""
    return places.stop(child[1] if isinstance(child, tuple) else child)


def item_lines(items: Sequence[Sequence[str]]) -> list[str]:
    """Return items as lines, the first of each with a hyphen, the others below it."""
    return [
        ("- " if number == 0 else "  ") + line for item in items for number, line in enumerate(item)
    ]


def new_item(places: YamlPlaces, node: yaml.SequenceNode, lines: list[str]) -> Splice:
    """Add lines after a list's last item."""
    indent = " " * places.column(node)
    text = places.line_end.join(indent + line for line in lines)
    return _line_at(places, places.after_lines(node), text)


def new_item_before(places: YamlPlaces, found: Found, number: int, lines: list[str]) -> Splice:
    """Insert lines before an item of a list and the comments directly above it."""
    text, node = places.text, found.node
    item = places.begin(node.value[number])
    at = _line_start(text, item)
    if not re.fullmatch(r"[ \t]*-[ \t]*", text[at:item]):
        raise places.odd(item)
    if number:
        first = places.after_lines(node.value[number - 1])
    else:
        parent = found.parent
        key = parent.value[found.index][0] if isinstance(parent, yaml.MappingNode) else node
        line = _LINE_END.search(text, places.stop(key))
        first = line.end() if line else at
    while at > first:
        above = _line_start(text, at - (2 if text[:at].endswith("\r\n") else 1))
        if above < first or not text[above:at].lstrip().startswith("#"):
            break
        at = above
    indent = " " * places.column(node)
    return at, at, "".join(f"{indent}{line}{places.line_end}" for line in lines)


def _line_start(text: str, offset: int) -> int:
    return max(text.rfind(end, 0, offset) for end in "\r\n") + 1


def new_list(places: YamlPlaces, path: Path, items: Sequence[Sequence[str]]) -> Splice:
    """Add a field with a list of items after the last field."""
    parent = places.find(path[:-1])
    node = parent.node if parent else None
    name = _name(path[-1])
    if node is None and len(path) == 1:
        at, indent = places.end, ""
    elif isinstance(node, yaml.MappingNode) and not node.flow_style:
        at, indent = places.after_lines(node), " " * places.column(node)
    else:
        raise places.odd(places.start, f"{in_words(path[:-1])} has no fields on lines of their own")
    lines = [f"{name}:", *(f"  {line}" for line in item_lines(items))]
    return _line_at(places, at, places.line_end.join(indent + line for line in lines))


def first_items(places: YamlPlaces, found: Found, items: Sequence[Sequence[str]]) -> list[Splice]:
    """Add items to an empty list: `name:` or `name: []`."""
    node = found.node
    parent = found.parent
    if not isinstance(parent, yaml.MappingNode) or parent.flow_style:
        raise places.odd(places.begin(node))
    start, end = places.begin(node), places.stop(node)
    if places.text[start:end].strip("[]~nul \t"):
        raise places.odd(start)
    before = places.text[:start].rstrip(" \t")
    indent = " " * (places.column(parent) + 2)
    lines = places.line_end.join(indent + line for line in item_lines(items))
    return [(len(before), end, ""), _line_at(places, places.after_lines(node), lines)]
