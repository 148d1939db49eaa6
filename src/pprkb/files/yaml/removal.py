"""Taking fields and items out of a YAML text."""

from __future__ import annotations

import re

import yaml

from pprkb.files.yaml.places import Path, Splice, Tree, YamlNode, YamlPlaces, in_words, without
from pprkb.files.yaml.values import begin_of, stop_of

_FIELD = re.compile(r"[ \t]*:(?:[ \t]*(?:#[^\r\n]*)?(?:\r\n|\r|\n))+[ ]*\Z")


def removed(places: YamlPlaces, path: Path) -> tuple[list[Splice], Tree]:
    """Take a field or item away; the path leads to one.

    Returns:
        The replacements, and the tree that is expected after them.

    Raises:
        EditError: It cannot be taken away safely.
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
    # The first field is behind its item's hyphen: the next one takes its place.
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
        raise places.odd(start, "a comment or a # stands inside the brackets")
    return start, end, ""


def _item_lines_of(places: YamlPlaces, parent: yaml.SequenceNode, index: int) -> Splice:
    hyphen = _hyphen(places, parent, index)
    line = _line_start(places.text, hyphen)
    if places.text[line:hyphen].strip():
        # The first item of a list within a list: the next one takes its place.
        return hyphen, _hyphen(places, parent, index + 1), ""
    return line, places.after_lines(parent.value[index]), ""


def _hyphen(places: YamlPlaces, parent: yaml.SequenceNode, index: int) -> int:
    """Return where the hyphen of an item is."""
    if index == 0:
        return places.begin(parent)
    before = places.after_lines(parent.value[index - 1])
    mark = re.compile(rf"^ {{{places.column(parent)}}}-(?=\s|\Z)", re.MULTILINE)
    found = mark.search(places.text.replace("\r", "\n"), before, places.end)
    if found is None:
        raise places.odd(before)
    return found.end() - 1


def _emptied(places: YamlPlaces, path: Path, parent: yaml.SequenceNode) -> list[Splice]:
    """Take the only item of a list away: `name: []` stays."""
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
