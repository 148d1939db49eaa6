"""From a style's XML to closures: every macro once per use, both layouts and the sort keys."""

from __future__ import annotations

from pprkb.csl.context import Context, Render
from pprkb.csl.dates import compile_date
from pprkb.csl.elements import compile_choose, compile_group, compile_number, compile_text
from pprkb.csl.errors import StyleError
from pprkb.csl.labels import compile_label
from pprkb.csl.names import compile_names
from pprkb.csl.options import Scope, StyleOptions
from pprkb.csl.xml_tree import Node


class Compiler:
    """Compiles rendering elements; implements :class:`pprkb.csl.options.Builder`."""

    def __init__(self, root: Node, options: StyleOptions) -> None:
        """Prepare to compile the elements of the style ``root``."""
        self.options = options
        self._macros = {node.get("name"): node for node in root.find_all("macro")}
        self._compiled: dict[tuple[str, str, object, bool], Render] = {}

    def build(self, node: Node, scope: Scope, delimiter: str = "") -> Render:
        """A closure that renders ``node``."""
        if node.name == "text":
            return compile_text(node, scope, self)
        if node.name == "group":
            return compile_group(node, scope, self)
        if node.name == "choose":
            return compile_choose(node, scope, self, delimiter)
        if node.name == "names":
            return compile_names(node, scope, self)
        if node.name == "date":
            return compile_date(node, scope, self.options)
        if node.name == "number":
            return compile_number(node, scope, self)
        if node.name == "label":
            return compile_label(node, self.options)
        raise StyleError(f"cs:{node.name} cannot stand here")

    def build_children(self, node: Node, scope: Scope, delimiter: str = "") -> Render:
        """A closure that renders the children of ``node``, joined by ``delimiter``."""
        children = [self.build(child, scope, delimiter) for child in node.children]
        if len(children) == 1:
            return children[0]
        if len(children) == 2:
            return _pair(children[0], children[1], delimiter)

        def render(context: Context) -> str:
            return delimiter.join([text for child in children if (text := child(context))])

        return render

    def macro(self, name: str, scope: Scope) -> Render:
        """A closure for the macro ``name``, compiled once for each kind of scope."""
        scope = scope.inside_macro()
        key = (name, scope.area, scope.sort, scope.in_substitute)
        found = self._compiled.get(key)
        if found is None:
            node = self._macros.get(name)
            if node is None:
                raise StyleError(f"the style has no macro '{name}'")
            found = self._compiled[key] = self.build_children(node, scope)
        return found


def _pair(first: Render, second: Render, delimiter: str) -> Render:
    """Two children, by far the most common number of several, without a list."""

    def render(context: Context) -> str:
        before, after = first(context), second(context)
        return before + delimiter + after if before and after else before or after

    return render
