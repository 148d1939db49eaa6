"""Exact positions of values in YAML texts.

PyYAML's nodes know where they begin. The end of a block is derived from its last value, since
PyYAML's end may be after comments that belong to the next block.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import cast

import yaml

from pprkb.files.front_matter import front_matter_span
from pprkb.files.yaml.nodes import NO_LINE_ENDS, Mapping, Node, Scalar, read_yaml
from pprkb.files.yaml.nodes import Sequence as ListNode
from pprkb.model.errors import EditError

Step = str | int
YamlNode = yaml.ScalarNode | yaml.SequenceNode | yaml.MappingNode
Splice = tuple[int, int, str]
"""The start and end of a part of a text, and its replacement."""
Path = Sequence[Step]
"""The path of a value: names of fields and indices of items."""
Tree = str | list["Tree"] | tuple[tuple[str, "Tree"], ...]
"""The content of a YAML text: text, lists, and named values in order."""

_LINE_END = re.compile(r"\r\n|\r|\n")
_REST_OF_LINE = re.compile(r"(?P<rest>[ \t]*(?:(?<=[ \t])#[^\r\n]*)?)(?P<end>\r\n|\r|\n|\Z)")
EMPTY = ("", "~", "null")
"""Values that are read as null."""


@dataclass(frozen=True)
class Found:
    """A node and its parent."""

    node: YamlNode
    flow: bool
    """It is in brackets or braces."""
    parent: YamlNode | None = None
    index: int = 0
    """Its index in the parent."""


def in_words(path: Path) -> str:
    """Return a path for people: `sections[2].items`, with items counted from 1."""
    words = ""
    for step in path:
        words += f"[{step + 1}]" if isinstance(step, int) else f".{step}" if words else step
    return words


class YamlPlaces:
    """The YAML in a text: its front matter, or the whole text.

    Args:
        text: The whole file, decoded, without byte order mark.
        front_matter: Whether the file is a summary with front matter.

    Raises:
        EditError: There is no YAML, or it cannot be read.
    """

    def __init__(self, text: str, *, front_matter: bool) -> None:
        self.text = text
        self.front_matter = front_matter
        self.start, self.end = 0, len(text)
        self.body = self.end
        """Where the Markdown of a summary begins."""
        if front_matter:
            span = front_matter_span(text)
            if span is None:
                raise _no_front_matter(text)
            self.start, self.end, self.body = span
        inside = text[self.start : self.end]
        self.tree = read_tree(inside, first_line=self.line_of(self.start))
        # The slower pure-Python reader, whose offsets count characters.
        try:
            self.root = cast(
                "YamlNode | None",
                yaml.compose(inside.translate(NO_LINE_ENDS), Loader=yaml.BaseLoader),
            )
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark
            raise self.odd(self.start + (int(mark.index) if mark else 0)) from None
        line_end = _LINE_END.search(text, self.start) or _LINE_END.search(text)
        self.line_end = line_end.group() if line_end else "\n"

    def line_of(self, offset: int) -> int:
        """Return the line of an offset in the file."""
        return len(_LINE_END.findall(self.text, 0, offset)) + 1

    def begin(self, node: YamlNode) -> int:
        """Return the start of a node."""
        return int(node.start_mark.index) + self.start

    def stop(self, node: YamlNode) -> int:
        """Return the end of a node's text, without trailing comments."""
        if isinstance(node, yaml.ScalarNode):
            end = int(node.end_mark.index) + self.start
            if node.style in ("|", ">"):
                raw = self.text[self.begin(node) : end]
                return self.begin(node) + len(raw.rstrip())
            return end
        if not node.flow_style and node.value:
            last = node.value[-1]
            return self.stop(last[1] if isinstance(last, tuple) else last)
        return int(node.end_mark.index) + self.start

    def after_lines(self, node: YamlNode) -> int:
        """Return the start of the line after a node's last line.

        Raises:
            EditError: More than a comment follows on its last line.
        """
        last = node
        while not isinstance(last, yaml.ScalarNode) and not last.flow_style and last.value:
            last = last.value[-1][1] if isinstance(last.value[-1], tuple) else last.value[-1]
        if isinstance(last, yaml.ScalarNode) and last.style in ("|", ">"):
            header = self.text[self.begin(last) :].split("\n", 1)[0]
            if "+" in header.split("#")[0]:
                return int(last.end_mark.index) + self.start
            line = _LINE_END.search(self.text, self.stop(node), self.end)
            return line.end() if line else self.end
        rest = _REST_OF_LINE.match(self.text, self.stop(node), self.end)
        if rest is None:
            raise self.odd(self.stop(node))
        return rest.end()

    def column(self, node: YamlNode) -> int:
        """Return the column of a node."""
        return int(node.start_mark.column)

    def odd(
        self, offset: int, why: str = "this part of the file cannot be edited safely"
    ) -> EditError:
        """Return the error for an edit that would not be safe."""
        return EditError(f"line {self.line_of(offset)}: {why}", hint="make the edit by hand")

    def find(self, path: Path, start: Found | None = None, way: Path = ()) -> Found | None:
        """Return the node at a path; None if a name or item on it does not exist.

        Args:
            path: Its path.
            start: The node where the path begins; by default the root.
            way: The path of that node.

        Raises:
            EditError: The path leads through a value without parts, a repeated name, or an anchor
                or tag.
        """
        if self.root is None:
            return None
        found = start or Found(self.root, bool(getattr(self.root, "flow_style", False)))
        for number, step in enumerate(path):
            node = found.node
            if isinstance(node, yaml.ScalarNode) and not node.style and node.value in EMPTY:
                return None
            children = list(self.children(found))
            if isinstance(step, int) and isinstance(node, yaml.SequenceNode):
                if step >= len(children):
                    return None
                found = children[step]
            elif isinstance(step, str) and isinstance(node, yaml.MappingNode):
                numbers = [i for i, (key, _) in enumerate(node.value) if key.value == step]
                if not numbers:
                    return None
                if len(numbers) > 1:
                    line = self.line_of(self.begin(node.value[numbers[1]][0]))
                    raise EditError(
                        f'line {line}: the field "{step}" occurs here a second time',
                        hint="delete one of the two",
                    )
                found = children[numbers[0]]
            else:
                line = self.line_of(self.begin(node))
                what = "list" if isinstance(step, int) else "mapping"
                raise EditError(
                    f"line {line}: {in_words((*way, *path[:number])) or 'the file'} is not a"
                    f" {what}",
                    hint="write it as docs/data-format.md shows",
                )
        return found

    def children(self, found: Found) -> Iterator[Found]:
        """Yield the items of a list, or the values of a mapping."""
        node = found.node
        if isinstance(node, yaml.ScalarNode):
            return
        for index, child in enumerate(node.value):
            value = child[1] if isinstance(child, tuple) else child
            flow = bool(node.flow_style) or bool(getattr(value, "flow_style", False))
            yield Found(value, flow, node, index)

    def matching(self, path: Path) -> Iterator[tuple[Path, Found]]:
        """Yield the scalars at a path, where `*` matches every item; a list yields its items."""
        yield from self._matching(path, None, ())

    def _matching(self, path: Path, start: Found | None, way: Path) -> Iterator[tuple[Path, Found]]:
        star = list(path).index("*") if "*" in path else len(path)
        found = self.find(path[:star], start, way)
        if found is None:
            return
        way = (*way, *path[:star])
        if isinstance(found.node, yaml.SequenceNode):
            for number, child in enumerate(self.children(found)):
                if star < len(path):
                    yield from self._matching(path[star + 1 :], child, (*way, number))
                elif isinstance(child.node, yaml.ScalarNode):
                    yield (*way, number), child
        elif isinstance(found.node, yaml.ScalarNode) and star == len(path):
            yield way, found


def read_tree(text: str, *, first_line: int = 1) -> Tree:
    """Return the content of a YAML text; an empty text is an empty mapping.

    Raises:
        EditError: It cannot be read.
    """
    if "\0" in text:
        raise EditError("the file holds NUL bytes", hint="save it again as text")
    node, problems = read_yaml(_LINE_END.sub("\n", text), "", first_line)
    if problems:
        problem = problems[0]
        raise EditError(f"line {problem.at.line}: {problem.message}", hint=problem.hint)
    return () if node is None else _tree(node)


def _tree(node: Node) -> Tree:
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, ListNode):
        return [_tree(item) for item in node.items]
    assert isinstance(node, Mapping)
    return tuple((field.name, _tree(field.value)) for field in node.fields)


def _no_front_matter(text: str) -> EditError:
    if text.lstrip("\ufeff").startswith("---"):
        return EditError("the front matter is not closed", hint="close it with a line of ---")
    return EditError(
        "line 1: the file does not begin with front matter",
        hint="begin it with a line ---, the fields, and another line ---",
    )


def with_value(tree: Tree, path: Path, value: Tree, *, at: int | None = None) -> Tree:
    """Return a tree with the value at a path set; a missing field is added.

    Args:
        tree: The tree.
        path: The path.
        value: The value.
        at: The index of a new field or item; None for the end.
    """
    if not path:
        return value
    step, rest = path[0], path[1:]
    if isinstance(step, int):
        items = list(tree) if isinstance(tree, list) else []
        if step < len(items):
            items[step] = with_value(items[step], rest, value, at=at)
        else:
            items.append(with_value((), rest, value))
        return items
    fields = list(tree) if isinstance(tree, tuple) else []
    for number, (name, inner) in enumerate(fields):
        if name == step:
            fields[number] = (name, with_value(inner, rest, value, at=at))
            return tuple(fields)
    fields.insert(len(fields) if at is None else at, (step, with_value((), rest, value)))
    return tuple(fields)


def without(tree: Tree, path: Path) -> Tree:
    """Return a tree without the field or item at a path."""
    step, rest = path[0], path[1:]
    if isinstance(step, int):
        items = list(tree) if isinstance(tree, list) else []
        items[step : step + 1] = [without(items[step], rest)] if rest else []
        return items
    fields = tree if isinstance(tree, tuple) else ()
    if not rest:
        return tuple(pair for pair in fields if pair[0] != step)
    return tuple((n, without(v, rest)) if n == step else (n, v) for n, v in fields)


def value_at(tree: Tree, path: Path) -> Tree | None:
    """Return the value at a path, or None."""
    for step in path:
        if isinstance(step, int):
            if not isinstance(tree, list) or step >= len(tree):
                return None
            tree = tree[step]
        else:
            found = [v for n, v in tree if n == step] if isinstance(tree, tuple) else []
            if not found:
                return None
            tree = found[0]
    return tree
