"""Edits of YAML files and front matter that change no other byte.

Each edit is a splice of the file's text: comments, order, quotes, line ends and a byte order mark
stay as they are. The result is read back, and refused unless exactly the intended change happened.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

import yaml

from pprkb.files.exact_text import edit_exactly, read_exactly
from pprkb.files.yaml.places import (
    EMPTY,
    Path,
    Splice,
    Tree,
    YamlNode,
    YamlPlaces,
    in_words,
    read_tree,
    value_at,
    with_value,
    without,
)
from pprkb.files.yaml.values import (
    begin_of,
    first_items,
    in_brackets,
    item_lines,
    list_of_two,
    new_field,
    new_item,
    new_item_before,
    new_list,
    replaced,
    stop_of,
    yaml_text,
)
from pprkb.model.errors import EditError

Edit = Callable[[YamlPlaces], tuple[list[Splice], Tree]]
"""Returns the splices, and the expected tree after them."""


def set_value(
    content: bytes, file: str, path: Path, value: str, *, after: Sequence[str] = ()
) -> bytes:
    """Return a file with a field set to a value.

    An old value is replaced in its own style; a new field is added after the last one.

    Args:
        content: The file.
        file: Its path; for a summary (`.md`), its front matter is edited.
        path: The path of the field, such as `("course", "term")`.
        value: The text.
        after: Names of fields after the last of which a new one is added; by default after all.

    Raises:
        EditError: The value cannot be set safely.
    """

    def edit(places: YamlPlaces) -> tuple[list[Splice], Tree]:
        found = places.find(path)
        if found is None:
            return new_field(places, path, value, after)
        return replaced(places, path, found, value)

    return _edited(content, file, edit)


def set_values(content: bytes, file: str, path: Path, values: Mapping[Path, str]) -> bytes:
    """Return a file with the values of existing fields replaced, each in its own style.

    Args:
        content: The file.
        file: Its path.
        path: The path of all these fields; a step `*` matches every item.
        values: The new values by the paths of their fields.

    Raises:
        EditError: A value cannot be set safely.
    """

    def edit(places: YamlPlaces) -> tuple[list[Splice], Tree]:
        splices: list[Splice] = []
        tree = places.tree
        for exact, found in places.matching(path):
            if exact in values:
                splice, wanted = replaced(places, exact, found, values[exact])
                splices += splice
                tree = with_value(tree, exact, value_at(wanted, exact) or "")
        return splices, tree

    return _edited(content, file, edit) if values else content


def add_to_list(
    content: bytes, file: str, path: Path, value: str, *, after: Sequence[str] = ()
) -> bytes:
    """Return a file with a word added to a list of words, unless it is already there.

    A field with one word becomes a list of two; a new list is written in brackets.

    Args:
        content: The file.
        file: Its path.
        path: The path of the list, such as `("topics",)`.
        value: The word.
        after: Names of fields after the last of which a new list is added; by default after all.

    Raises:
        EditError: The list cannot be edited safely.
    """

    def edit(places: YamlPlaces) -> tuple[list[Splice], Tree]:
        found = places.find(path)
        if found is None:
            return new_field(places, path, [value], after)
        node, words = found.node, value_at(places.tree, path)
        if isinstance(node, yaml.ScalarNode):
            return list_of_two(places, path, found, value)
        if not isinstance(node, yaml.SequenceNode) or not isinstance(words, list):
            raise places.odd(places.begin(node), f"{in_words(path)} is not a list")
        if value in (word.strip() if isinstance(word, str) else "" for word in words):
            return [], places.tree
        wanted = with_value(places.tree, path, [*words, value])
        if node.flow_style:
            return [in_brackets(places, node, yaml_text(value, flow=True))], wanted
        return [new_item(places, node, [f"- {yaml_text(value)}"])], wanted

    return _edited(content, file, edit)


def begin_list(content: bytes, file: str, path: Path) -> bytes:
    """Return a file in which a list exists; `[]` is added if there was none.

    Raises:
        EditError: The list cannot be added safely.
    """

    def edit(places: YamlPlaces) -> tuple[list[Splice], Tree]:
        return ([], places.tree) if places.find(path) else new_field(places, path, [], ())

    return _edited(content, file, edit)


def remove_from_list(content: bytes, file: str, path: Path, value: str) -> bytes:
    """Return a file with a word removed from a list of words; an empty list becomes `[]`.

    Raises:
        EditError: The word is not there, or cannot be removed safely.
    """

    def edit(places: YamlPlaces) -> tuple[list[Splice], Tree]:
        found = places.find(path)
        if found and isinstance(found.node, yaml.ScalarNode) and found.node.value.strip() == value:
            start, end = places.begin(found.node), places.stop(found.node)
            return [(start, end, "[]")], with_value(places.tree, path, [])
        words = value_at(places.tree, path)
        for number, word in enumerate(words if isinstance(words, list) else ()):
            if isinstance(word, str) and word.strip() == value:
                return removed(places, (*path, number))
        line = places.line_of(places.begin(found.node)) if found else places.line_of(places.start)
        raise EditError(f'line {line}: {in_words(path)} does not hold "{value}"')

    return _edited(content, file, edit)


def replace_values(
    content: bytes, file: str, paths: Iterable[Path], matches: Callable[[str], bool], new: str
) -> bytes:
    """Return a file with every matching value replaced, each in its own style.

    Args:
        content: The file.
        file: Its path.
        paths: Paths of fields and lists; a step `*` matches every item.
        matches: Returns whether a value, without surrounding whitespace, is to be replaced.
        new: The new value.

    Raises:
        EditError: A value cannot be replaced safely.
    """
    return _mapped(content, file, paths, lambda old: new if matches(old.strip()) else old)


def change_words(
    content: bytes, file: str, paths: Iterable[Path], change: Callable[[str], str]
) -> bytes:
    """Return a file with words inside of values changed, keeping line breaks and all else.

    Args:
        content: The file.
        file: Its path.
        paths: Paths of fields and lists; a step `*` matches every item.
        change: Changes a value, or its lines in the file.

    Raises:
        EditError: A value cannot be changed safely.
    """
    paths = list(paths)

    def edit(places: YamlPlaces) -> tuple[list[Splice], Tree]:
        splices: list[Splice] = []
        tree = places.tree
        for path in paths:
            for exact, found in places.matching(path):
                new = change(found.node.value)
                if new == found.node.value:
                    continue
                start, end = places.begin(found.node), places.stop(found.node)
                splices.append((start, end, change(places.text[start:end])))
                tree = with_value(tree, exact, new)
        return splices, tree

    try:
        return _edited(content, file, edit)
    except EditError:
        # Because of an escape or a doubled quote in the value, it is written again in its style.
        return _mapped(content, file, paths, change)


def edit_body(content: bytes, file: str, change: Callable[[str], str]) -> bytes:
    """Return a summary file with its Markdown changed; its front matter stays.

    Args:
        content: The file.
        file: Its path.
        change: Changes the Markdown as it is in the file.

    Raises:
        EditError: The file has no front matter, or its encoding lacks a character.
    """

    def edit(text: str) -> str:
        start = YamlPlaces(text, front_matter=True).body
        return text[:start] + change(text[start:])

    return edit_exactly(content, file, edit)


def _mapped(
    content: bytes, file: str, paths: Iterable[Path], change: Callable[[str], str]
) -> bytes:
    def edit(places: YamlPlaces) -> tuple[list[Splice], Tree]:
        splices: list[Splice] = []
        tree = places.tree
        for path in paths:
            for exact, found in places.matching(path):
                new = change(found.node.value)
                if new == found.node.value:
                    continue
                splice, wanted = replaced(places, exact, found, new)
                splices += splice
                tree = with_value(tree, exact, value_at(wanted, exact) or "")
        return splices, tree

    return _edited(content, file, edit)


def add_items(content: bytes, file: str, path: Path, items: Sequence[Sequence[str]]) -> bytes:
    """Return a file with items, each with several fields, added at the end of a list.

    Args:
        content: The file.
        file: Its path.
        path: The path of the list, such as `("effects",)` or `("sections", 0, "items")`.
        items: For each item its lines `name: value`, without indentation or hyphen.

    Raises:
        EditError: The list is written on one line, or cannot be edited safely.
    """

    def edit(places: YamlPlaces) -> tuple[list[Splice], Tree]:
        added = [read_tree("\n".join(item) + "\n") for item in items]
        found = places.find(path)
        old = value_at(places.tree, path)
        wanted = with_value(places.tree, path, [*(old if isinstance(old, list) else ()), *added])
        if found is None:
            return [new_list(places, path, items)], wanted
        node = found.node
        if isinstance(node, yaml.SequenceNode) and node.value:
            if node.flow_style:
                raise EditError(
                    f"line {places.line_of(places.begin(node))}: the list `{in_words(path)}` is "
                    "written on one line",
                    hint="write each item on separate lines, beginning with a hyphen",
                )
            return [new_item(places, node, item_lines(items))], wanted
        empty = isinstance(node, yaml.ScalarNode) and node.value in EMPTY and not node.style
        if not empty and not isinstance(node, yaml.SequenceNode):
            raise places.odd(places.begin(node), f"{in_words(path)} is not a list")
        return first_items(places, found, items), wanted

    return _edited(content, file, edit)


def insert_item(content: bytes, file: str, path: Path, number: int, item: Sequence[str]) -> bytes:
    """Return a file with an item of several fields inserted before another one in a list.

    Args:
        content: The file.
        file: Its path.
        path: The path of the list, such as `("notices",)`.
        number: The index of the following item; if there is none, the new one is the last.
        item: Its lines `name: value`, without indentation or hyphen.

    Raises:
        EditError: The list is written on one line, or cannot be edited safely.
    """

    def edit(places: YamlPlaces) -> tuple[list[Splice], Tree]:
        found = places.find(path)
        old = value_at(places.tree, path)
        if found is None or not isinstance(old, list) or getattr(found.node, "flow_style", True):
            raise places.odd(
                places.start, f"{in_words(path)} is not a list with each item on its own line"
            )
        added = read_tree("\n".join(item) + "\n")
        wanted = with_value(places.tree, path, [*old[:number], added, *old[number:]])
        return [new_item_before(places, found, number, item_lines([item]))], wanted

    if number >= _length(content, file, path):
        return add_items(content, file, path, [item])
    return _edited(content, file, edit)


def _length(content: bytes, file: str, path: Path) -> int:
    """Return the number of items in a list."""
    text = read_exactly(content, file).text
    items = value_at(YamlPlaces(text, front_matter=file.endswith(".md")).tree, path)
    return len(items) if isinstance(items, list) else 0


def remove(content: bytes, file: str, path: Path) -> bytes:
    """Return a file with the field or item at a path removed, with everything in it.

    Raises:
        EditError: It is not there, or cannot be removed safely.
    """

    def edit(places: YamlPlaces) -> tuple[list[Splice], Tree]:
        if places.find(path) is None:
            raise EditError(
                f"line {places.line_of(places.start)}: there is no {in_words(path)}",
            )
        return removed(places, path)

    return _edited(content, file, edit)


def _edited(content: bytes, file: str, edit: Edit) -> bytes:
    front_matter = file.endswith(".md")

    def of_text(text: str) -> str:
        places = YamlPlaces(text, front_matter=front_matter)
        splices, wanted = edit(places)
        if not splices:
            return text
        out: list[str] = []
        position = 0
        for start, end, new in sorted(splices, key=lambda splice: splice[:2]):
            if start < position:
                raise places.odd(start)
            out += [text[position:start], new]
            position = end
        changed = "".join(out) + text[position:]
        try:
            again = YamlPlaces(changed, front_matter=front_matter)
            said = again.tree
        except EditError:
            raise places.odd(splices[0][0]) from None
        if said != wanted or changed[again.end :] != text[places.end :]:
            raise places.odd(splices[0][0])
        return changed

    return edit_exactly(content, file, of_text)


# -- removing fields and items -------------------------------------------------------------------

_FIELD = re.compile(r"[ \t]*:(?:[ \t]*(?:#[^\r\n]*)?(?:\r\n|\r|\n))+[ ]*\Z")


def removed(places: YamlPlaces, path: Path) -> tuple[list[Splice], Tree]:
    """Remove the field or item at a path, which exists.

    Returns:
        The splices, and the expected tree after them.

    Raises:
        EditError: It cannot be removed safely.
    """
    found = places.find(path)
    assert found is not None
    parent = found.parent
    if not isinstance(parent, yaml.SequenceNode | yaml.MappingNode):
        raise places.odd(places.start)
    children = parent.value
    wanted = without(places.tree, path)
    if parent.flow_style:
        return [_out_of_brackets(places, parent, found.index)], wanted
    if isinstance(parent, yaml.SequenceNode):
        if len(children) == 1:
            return _emptied(places, path, parent), wanted
        return [_item_lines_of(places, parent, found.index)], wanted
    key, value = children[found.index]
    start = places.begin(key)
    line = _line_start(places.text, start)
    if not places.text[line:start].strip():
        if len(children) == 1 and len(path) > 1:
            raise places.odd(start, f"{in_words(path)} is the only field there")
        return [(line, places.after_lines(value), "")], wanted
    if len(children) == 1:
        raise places.odd(start, f"{in_words(path)} is the only field there")
    # The first field follows its item's hyphen: the next one takes its place.
    following = places.begin(children[1][0])
    if found.index or "#" in places.text[places.stop(value) : following]:
        raise places.odd(start)
    return [(start, following, "")], wanted


def _line_start(text: str, offset: int) -> int:
    return max(text.rfind(end, 0, offset) for end in "\r\n") + 1


def _out_of_brackets(places: YamlPlaces, parent: YamlNode, index: int) -> Splice:
    children = parent.value
    start, end = begin_of(places, children[index]), stop_of(places, children[index])
    if len(children) == 1:
        start, end = places.begin(parent) + 1, places.stop(parent) - 1
    elif index + 1 < len(children):
        end = begin_of(places, children[index + 1])
    else:
        start = stop_of(places, children[index - 1])
    if "#" in places.text[start:end]:
        raise places.odd(start, "there is a comment or a # inside the brackets")
    return start, end, ""


def _item_lines_of(places: YamlPlaces, parent: yaml.SequenceNode, index: int) -> Splice:
    hyphen = _hyphen(places, parent, index)
    line = _line_start(places.text, hyphen)
    if places.text[line:hyphen].strip():
        # The first item of a nested list: the next one takes its place.
        return hyphen, _hyphen(places, parent, index + 1), ""
    return line, places.after_lines(parent.value[index]), ""


def _hyphen(places: YamlPlaces, parent: yaml.SequenceNode, index: int) -> int:
    """Return the position of an item's hyphen."""
    if index == 0:
        return places.begin(parent)
    before = places.after_lines(parent.value[index - 1])
    mark = re.compile(rf"^ {{{places.column(parent)}}}-(?=\s|\Z)", re.MULTILINE)
    found = mark.search(places.text.replace("\r", "\n"), before, places.end)
    if found is None:
        raise places.odd(before)
    return found.end() - 1


def _emptied(places: YamlPlaces, path: Path, parent: yaml.SequenceNode) -> list[Splice]:
    """Remove the only item of a list, leaving `name: []`."""
    above = places.find(path[:-2]) if len(path) > 1 else None
    if above is None or not isinstance(above.node, yaml.MappingNode):
        raise places.odd(places.begin(parent))
    key = next(key for key, value in above.node.value if value is parent)
    behind = places.stop(key)
    start = places.begin(parent)
    if not _FIELD.match(places.text, behind, start):
        raise places.odd(behind)
    colon = places.text.index(":", behind) + 1
    line = _line_start(places.text, start)
    return [(colon, colon, " []"), (line, places.after_lines(parent), "")]
