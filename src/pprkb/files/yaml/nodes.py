"""YAML as a tree of text values with their lines.

PyYAML composes the tree; its type resolution is not used, so that `value: .57` stays the text
".57" as printed, and `no` is a word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import yaml

from pprkb.model.problem import Location, Problem, Rule

# YAML 1.2, section 5.1, production c-printable.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_PROPERTY = re.compile(r"(?:^|[\s\[{,])(?:&\S|!)", re.MULTILINE)
"""Positions where an anchor or a tag may begin (YAML 1.2, section 6.9)."""
_NOTHING = ("~", "null")
"""Representations of null in YAML."""
NO_LINE_ENDS = dict.fromkeys(map(ord, "\x85\u2028\u2029"), " ")
"""Line ends to YAML 1.1 that are none to editors; word processors set them within a paragraph."""
_LINE_END = re.compile(r"\r\n|\r|\n")
_BEGINS = re.compile(r" *[^\s#]")
"""The beginning of a line that is neither blank nor a comment."""
_HOLDS_MORE = re.compile(r"\A *[\w-]+:\s*(?:#.*)?\Z")
"""A field with its fields or items on the lines below."""
_COMMENT = re.compile(r"[ \t]+#[^\s#][^\r\n]*")
"""A comment after a value, without a space after `#`."""
_FOR_A_SPACE = re.compile(r"(?:\A *|[:-])([\xa0\u2000-\u200b\u202f\u205f\u2060\u3000\ufeff])")
"""Special spaces and joiners of word processors, in place of a space."""
_BEGINS_WITH_SIGN = re.compile(
    r"""\A\s*(?:- +)?(?:[\w-]+:\s+)?(?P<sign>[]@`%>|*&!{,["'}]|[?-](?=\s))"""
)
"""A value that begins with a YAML indicator."""
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


@dataclass(frozen=True)
class Scalar:
    """A single value, as text."""

    text: str
    line: int
    plain: bool = True
    """Neither quoted nor a block scalar."""
    cut: str = ""
    """A comment after the value that may be part of it: "#1" of "The #1"."""

    @property
    def is_nothing(self) -> bool:
        """Whether the value is null; `"null"` in quotation marks is text."""
        written = self.text.strip()
        return not written or (self.plain and written in _NOTHING)


@dataclass(frozen=True)
class Sequence:
    """A list of values."""

    items: tuple[Node, ...]
    line: int


@dataclass(frozen=True)
class Field:
    """One `name: value` of a mapping."""

    name: str
    line: int
    value: Node


@dataclass(frozen=True)
class Mapping:
    """Named values, in the order of the file; names may be repeated."""

    fields: tuple[Field, ...]
    line: int


Node = Scalar | Sequence | Mapping


def cut_by_comment(value: Scalar) -> tuple[str, str]:
    """Return the problem of a value followed by a comment that may be part of it."""
    return (
        f'"{value.cut}" is a comment, because of the space before its "#", and is not read',
        'put the whole value in double quotes, or a space after the "#" of a comment',
    )


class _UnreadableError(Exception):
    """Well-formed YAML that is not supported."""

    def __init__(self, line: int, message: str, hint: str) -> None:
        super().__init__(message)
        self.line, self.message, self.hint = line, message, hint


def read_yaml(text: str, path: str, first_line: int = 1) -> tuple[Node | None, tuple[Problem, ...]]:
    """Read one YAML document.

    Args:
        text: The YAML text.
        path: The path of the file.
        first_line: The file's line where the text begins.

    Returns:
        The tree, or None if the text is empty or cannot be read, and the problems.
    """
    offset = first_line
    text = text.translate(NO_LINE_ENDS)
    try:
        node = yaml.compose(text, Loader=_LOADER)
        if _PROPERTY.search(text):
            _refuse_properties(text, offset)
        return (None if node is None else _convert(node, offset, text)), ()
    except yaml.MarkedYAMLError as error:
        mark = _begins_at(error)
        lines = text.rstrip("\n").split("\n")
        number = min(mark.line if mark else 0, len(lines) - 1)
        at = mark.column if mark and mark.line == number else 0
        return None, (_syntax(path, number + offset, *_explain(error, lines[number], at)),)
    except yaml.reader.ReaderError:
        found = _FORBIDDEN.search(text)
        line = text.count("\n", 0, found.start() if found else 0) + offset
        code = f" (U+{ord(found.group()):04X})" if found else ""
        message = f"a character that YAML does not allow{code}"
        return None, (_syntax(path, line, message, "delete it"),)
    except RecursionError:
        return None, (_syntax(path, offset, "lists are nested too deeply", "flatten them"),)
    except _UnreadableError as error:
        return None, (_syntax(path, error.line, error.message, error.hint),)


def read_sound_yaml(
    text: str, path: str, first_line: int = 1
) -> tuple[Node | None, tuple[Problem, ...]]:
    """Read one YAML document, skipping fields and items that cannot be read.

    Args:
        text: The YAML text.
        path: The path of the file.
        first_line: The file's line where the text begins.

    Returns:
        The tree of the readable parts, or None, and the problems.
    """
    node, problems = read_yaml(text, path, first_line)
    if problems:
        sound = "\n".join(_sound(_LINE_END.split(text)))
        node, left = read_yaml(sound, path, first_line)
        if left:
            return None, problems
    return node, problems


def _sound(lines: list[str]) -> list[str]:
    """Return the lines with those of an unreadable field or item blanked."""
    starts = [number for number, line in enumerate(lines) if _BEGINS.match(line)]
    if not starts or not read_yaml("\n".join(lines), "")[1]:
        return lines
    least = min(_indentation(lines[number]) for number in starts)
    starts = [number for number in starts if _indentation(lines[number]) == least]
    if len(starts) > 1:
        found = [""] * starts[0]
        for start, end in zip(starts, (*starts[1:], len(lines)), strict=True):
            found += _sound(lines[start:end])
        return found
    first = starts[0]
    below = _sound(lines[first + 1 :]) if _HOLDS_MORE.search(lines[first]) else []
    if any(below):
        found = [*[""] * first, lines[first], *below]
        if not read_yaml("\n".join(found), "")[1]:
            return found
    return [""] * len(lines)


def _indentation(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _refuse_properties(text: str, offset: int) -> None:
    """Reject anchors and tags, which the composed tree would silently drop."""
    for token in yaml.scan(text, Loader=_LOADER):
        line = token.start_mark.line + offset
        if isinstance(token, yaml.AnchorToken):
            hint = "delete it, and write the value out where an alias (*name) repeats it"
            raise _UnreadableError(line, "YAML anchors (&name) are not read", hint)
        if isinstance(token, yaml.TagToken):
            hint = "delete the tag, or put the whole value in quotation marks"
            raise _UnreadableError(line, "YAML tags (!name) are not read", hint)


def _syntax(path: str, line: int, message: str, hint: str) -> Problem:
    return Problem(
        rule=Rule.YAML_SYNTAX, at=Location(path=path, line=line), message=message, hint=hint
    )


def _begins_at(error: yaml.MarkedYAMLError) -> yaml.Mark | None:
    """Return the position of a mistake, which PyYAML may report on a later line."""
    if error.context in ("while scanning a simple key", "while scanning a quoted scalar"):
        return error.context_mark
    return error.problem_mark or error.context_mark


_QUOTE_IT = "put the whole value in double quotes"


def _explain(error: yaml.MarkedYAMLError, written: str, at: int) -> tuple[str, str]:
    """Explain PyYAML's error on a line in plain words, with advice on common mistakes.

    Args:
        error: PyYAML's error.
        written: The line.
        at: The column of the mistake.
    """
    problem = error.problem or "the text cannot be read as YAML"
    if "mapping values are not allowed" in problem:
        return "a colon inside a value", "put the value in double quotes"
    if "cannot start any token" in problem and "\t" in written:
        return "a tab at the beginning of a line", "indent with spaces"
    strange = _FOR_A_SPACE.search(written)
    if strange and ("could not find" in problem or "did not find" in problem):
        return _no_space(strange[1]), "type a plain space instead"
    if "could not find expected ':'" in problem:
        return "a line without a colon", "write `name: value`, or `- value` for an item of a list"
    if "unknown escape" in problem or "hexdecimal" in problem:
        return "a backslash in double quotes", "put the value in single quotes"
    if "found unexpected end of stream" in problem or "quoted scalar" in str(error.context):
        return "a quotation mark is not closed", "close it, or double it inside quotes"
    if "expected ',' or" in problem:
        return "a list in brackets is not closed", "close it with ] or }"
    begins = _BEGINS_WITH_SIGN.search(written)
    if begins and begins.start("sign") <= at:
        if begins["sign"] in "\"'":
            return "text after a closing quotation mark", "put the whole value in other quotes"
        return f'a value that begins with "{begins["sign"]}"', _QUOTE_IT
    if "expected <block end>" in problem or "did not find expected" in problem:
        return "the indentation does not fit the lines above", "align it with its neighbours"
    return f"YAML: {problem}", "see docs/data-format.md for the form"


def _convert(node: yaml.Node, offset: int, text: str) -> Node:
    line = node.start_mark.line + offset
    if isinstance(node, yaml.ScalarNode):
        behind = _COMMENT.match(text, node.end_mark.index)
        cut = behind.group().strip() if behind else ""
        return Scalar(node.value, line, plain=not node.style, cut=cut)
    if isinstance(node, yaml.SequenceNode):
        return Sequence(tuple(_convert(item, offset, text) for item in node.value), line)
    fields = []
    for key, value in node.value:
        key_line = key.start_mark.line + offset
        if not isinstance(key, yaml.ScalarNode):
            raise _UnreadableError(key_line, "a name that is not a word", "write `name: value`")
        if strange := _FOR_A_SPACE.match(key.value):
            raise _UnreadableError(key_line, _no_space(strange[1]), "indent with plain spaces")
        fields.append(Field(key.value, key_line, _convert(value, offset, text)))
    return Mapping(tuple(fields), line)


def _no_space(character: str) -> str:
    return f"a space that is not a plain one (U+{ord(character):04X})"
