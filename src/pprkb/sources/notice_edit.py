"""Changing `data/retractions.yaml`: notices of a data set are added and kept up to date.

What a person wrote keeps every byte. Of a notice with a record only the values are replaced that
the data set says otherwise; its comments and further fields stay.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from pprkb.model.notice import Notice
from pprkb.sources.edit import EditError
from pprkb.sources.files import NOTICES_PATH
from pprkb.sources.notices import DATA_SET
from pprkb.sources.yaml_nodes import Mapping as YamlMapping
from pprkb.sources.yaml_nodes import Node, Scalar, read_yaml
from pprkb.sources.yaml_nodes import Sequence as YamlSequence

HEADER = """\
# Retractions, corrections and the like of works in this library. `pprkb retractions update` adds
# notices and keeps those with a `record` up to date; what else stands here is left as it is.
"""
_PLAIN = re.compile(r"[A-Za-z][\w ()/’.-]*(?<! )\Z")
_PLAIN_DOI = re.compile(r"10\.\d{4,9}/[\w./()-]+\Z")
_WORDS = frozenset(("true", "false", "null", "yes", "no", "on", "off", "y", "n"))


class _Splice(NamedTuple):
    start: int
    end: int
    text: str


def new_file(data_set: str, notices: Iterable[Notice]) -> bytes:
    """Write the file where there was none."""
    items = "".join(_item(notice, "  ", "\n") for notice in sorted(notices, key=place))
    listing = f"notices:\n{items}" if items else "notices: []\n"
    return f"{HEADER}{DATA_SET}: {data_set}\n{listing}".encode()


def edit_notices(
    content: bytes,
    *,
    data_set: str,
    added: Sequence[Notice],
    changed: Mapping[int, tuple[Notice, Notice]],
) -> bytes:
    """Return the file with further notices, and with others as the data set now has them.

    Args:
        content: The file, in UTF-8.
        data_set: ISO date of the data set.
        added: Notices to be put in their place in the order of `place`.
        changed: What a notice said and what it says now, by the line on which it begins.

    Raises:
        EditError: The file cannot be read, or a notice in it cannot be changed.
    """
    mark = codecs.BOM_UTF8 if content.startswith(codecs.BOM_UTF8) else b""
    try:
        text = content[len(mark) :].decode("utf-8")
    except UnicodeDecodeError as error:
        raise EditError(f"{NOTICES_PATH} is not UTF-8", hint="save it as UTF-8") from error
    node, problems = read_yaml(text, NOTICES_PATH)
    if problems:
        raise EditError(f"{problems[0].at}: {problems[0].message}", hint=problems[0].hint)
    newline = "\r\n" if "\r\n" in text else "\n"
    if not text.endswith("\n"):
        text += newline
    if node is None:
        return mark + text.encode() + new_file(data_set, added)
    if not isinstance(node, YamlMapping) or text[node.span[0]] == "{":
        raise EditError(f"{NOTICES_PATH} is not written as `name: value` lines")
    values = {field.name: field.value for field in node.fields}
    splices = [_dated(text, node, data_set, newline)]
    listed = values.get("notices")
    for item in listed.items if isinstance(listed, YamlSequence) else ():
        if isinstance(item, YamlMapping) and item.line in changed:
            splices += _changes(text, item, *changed[item.line], newline)
    splices += _additions(text, listed, added, newline)
    # From the end, so that the places before stay right; at one place in the order given.
    places = sorted(range(len(splices)), key=lambda number: (splices[number].start, number))
    for splice in (splices[number] for number in reversed(places)):
        text = text[: splice.start] + splice.text + text[splice.end :]
    return mark + text.encode()


def place(notice: Notice) -> tuple[str, str, str]:
    """Return by what notices are ordered in the file: work, date, record."""
    return notice.reference.casefold(), notice.date, notice.record.zfill(9)


# -- one notice --------------------------------------------------------------------------------


def _written(notice: Notice) -> dict[str, str]:
    """Return the fields of a notice that are not empty, as YAML."""
    fields = {
        "reference": quoted(notice.reference),
        "nature": notice.nature.value,
        "date": notice.date,
        "notice_doi": quoted(notice.notice_doi),
        "reasons": f"[{', '.join(map(quoted, notice.reasons))}]" if notice.reasons else "",
        "source": quoted(notice.source),
        "record": quoted(notice.record),
    }
    return {name: value for name, value in fields.items() if value}


def quoted(value: str) -> str:
    """Write a text so that YAML reads it back, also in a list in brackets; quoted where needed."""
    plain = _PLAIN.match(value) or _PLAIN_DOI.match(value) or re.fullmatch("[0-9]+", value)
    if not value or (plain and value.casefold() not in _WORDS):
        return value
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c.isprintable() else f"\\U{ord(c):08x}" for c in escaped) + '"'


def _item(notice: Notice, indent: str, newline: str) -> str:
    lines = [f"{name}: {value}" for name, value in _written(notice).items()]
    return "".join(
        f"{indent}{'  ' if number else '- '}{line}{newline}" for number, line in enumerate(lines)
    )


def _changes(text: str, item: YamlMapping, was: Notice, now: Notice, newline: str) -> list[_Splice]:
    """Replace the values that differ, and add the fields that are new."""
    values = {field.name: field.value for field in item.fields}
    splices = []
    before = item.fields[0].value
    for name, value in _written(now).items():
        there = values.get(name)
        before = there or before
        if getattr(was, name) == getattr(now, name):
            continue
        if there is None:
            splices.append(_further_field(text, item, before, f"{name}: {value}", newline))
        else:
            splices.append(_replacement(text, there, value, newline))
    return splices


def _replacement(text: str, there: Node, value: str, newline: str) -> _Splice:
    start, end = there.span
    old = text[start:end]
    if isinstance(there, YamlSequence) and not old.startswith("["):
        if "#" in old:
            raise EditError(
                f"{NOTICES_PATH}:{there.line}: the data set has other reasons now,"
                " and there is a comment among these",
                hint="move the comment above the notice and try again",
            )
        # A list with a line for each item stays one.
        indent = _indent(text, start)
        node, _ = read_yaml(value, NOTICES_PATH)
        items = node.items if isinstance(node, YamlSequence) else ()
        value = f"{newline}{indent}".join(f"- {value[slice(*one.span)]}" for one in items)
    elif start == end:
        value = f" {value}"
    return _Splice(start, end, value)


def _further_field(text: str, item: YamlMapping, before: Node, line: str, newline: str) -> _Splice:
    start, end = item.span
    if text[start] == "{":
        return _Splice(end - 1, end - 1, f", {line}")
    at = _line_end(text, before.span[1])
    return _Splice(at, at, f"{_indent(text, start)}{line}{newline}")


# -- the file ----------------------------------------------------------------------------------


def _dated(text: str, node: YamlMapping, data_set: str, newline: str) -> _Splice:
    there = next((field.value for field in node.fields if field.name == DATA_SET), None)
    if there is None:
        at = _line_start(text, node.span[0])
        return _Splice(at, at, f"{DATA_SET}: {data_set}{newline}")
    if isinstance(there, Scalar) and there.text.strip() == data_set:
        return _Splice(*there.span, text[slice(*there.span)])
    return _replacement(text, there, data_set, newline)


def _additions(
    text: str, listed: Node | None, added: Sequence[Notice], newline: str
) -> list[_Splice]:
    notices = sorted(added, key=place)
    if not notices:
        return []
    if listed is None:
        items = "".join(_item(one, "  ", newline) for one in notices)
        return [_Splice(len(text), len(text), f"notices:{newline}{items}")]
    start, end = listed.span
    if not isinstance(listed, YamlSequence) or not listed.items:
        # An empty list gives way to one with items; a comment behind it stays.
        items = "".join(_item(one, "  ", newline) for one in notices)
        at = _line_end(text, end)
        spaces = len(text[:start]) - len(text[:start].rstrip(" "))
        return [_Splice(start - spaces, end, ""), _Splice(at, at, items)]
    if text[start] == "[":
        raise EditError(
            f"{NOTICES_PATH}:{listed.line}: the notices are written in brackets",
            hint="write each on lines of its own, beginning with a hyphen",
        )
    return _among(text, listed, notices, newline)


def _among(
    text: str, listed: YamlSequence, notices: Sequence[Notice], newline: str
) -> list[_Splice]:
    """Put notices before the first of the list that comes after them."""
    indent = _indent(text, listed.span[0])
    last = _line_end(text, listed.items[-1].span[1])
    splices = []
    for notice in notices:
        at = last
        end_of_previous = 0
        for item in listed.items:
            if isinstance(item, YamlMapping) and place(notice) < _place_of(item):
                at = _above_comments(text, item, end_of_previous)
                break
            end_of_previous = item.span[1]
        splices.append(_Splice(at, at, _item(notice, indent, newline)))
    return splices


def _place_of(item: YamlMapping) -> tuple[str, str, str]:
    values = {f.name: f.value.text.strip() for f in item.fields if isinstance(f.value, Scalar)}
    key, date = values.get("reference", ""), values.get("date", "")
    return key.casefold(), date, values.get("record", "").zfill(9)


def _above_comments(text: str, item: YamlMapping, end_of_previous: int) -> int:
    """Return where the line of an item begins, or the comment lines that stand above it."""
    at = _line_start(text, text.rfind("-", end_of_previous, item.span[0]))
    while at > _line_end(text, end_of_previous):
        above = _line_start(text, at - 1)
        if not text[above:at].lstrip().startswith("#"):
            break
        at = above
    return at


def _indent(text: str, place: int) -> str:
    """Return as many spaces as stand before a place on its line."""
    return " " * (place - _line_start(text, place))


def _line_start(text: str, place: int) -> int:
    return text.rfind("\n", 0, place) + 1


def _line_end(text: str, place: int) -> int:
    """Return where the next line begins; a place at the beginning of a line stays."""
    if place and text[place - 1] == "\n":
        return place
    end = text.find("\n", place)
    return len(text) if end < 0 else end + 1
