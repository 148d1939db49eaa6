"""The compiled style, behind the interface of citeproc-py's `CitationStylesStyle`."""

from __future__ import annotations

import io

from citeproc import CitationStylesStyle

from pprkb.csl.context import Context, Render, Scope, StyleOptions
from pprkb.csl.files.locales import load_locale
from pprkb.csl.files.styles import StyleInput, read_style
from pprkb.csl.files.xml_tree import Node, StyleError, parse_xml, to_node
from pprkb.csl.layout import Area, compile_area
from pprkb.csl.rendering.choose import compile_choose
from pprkb.csl.rendering.dates import compile_date
from pprkb.csl.rendering.elements import (
    compile_group,
    compile_label,
    compile_number,
    compile_text,
)
from pprkb.csl.rendering.names import compile_names
from pprkb.csl.text.numbers import compile_page_format
from pprkb.csl.text.output import QuoteMarks


class CompiledStyle(CitationStylesStyle):
    """A style compiled to closures once, which never changes afterwards.

    Args:
        style: a style name, a path, or the XML itself (text, bytes or a file).
        locale: overrides the style's `default-locale`.
        validate: check the style against the CSL schema, and refuse it if it does not validate.

    Raises:
        StyleError: the style is not found, unsafe, invalid, or its macros are circular.
    """

    def __init__(self, style: StyleInput, locale: str | None = None, validate: bool = True) -> None:
        """Find, vet and compile a style."""
        data, parent_locale = read_style(style, validate)
        self._data = data
        node = to_node(parse_xml(data).getroot())
        check_macros(node)
        locale = locale or parent_locale
        try:
            # already validated: citeproc-py would only warn, and validate every locale again
            super().__init__(io.BytesIO(data), locale, validate=False)
        except StyleError:
            raise
        except Exception as error:
            raise StyleError(f"citeproc-py cannot read the style: {error}") from error
        try:
            self._compile(node, locale or node.get("default-locale") or "en-US")
        except RecursionError:
            raise StyleError("the style's elements are nested too deeply") from None

    def _compile(self, root: Node, lang: str) -> None:
        self.lang = lang
        locale = load_locale(lang, list(root.find_all("locale")))
        and_symbol = ("and", "symbol")
        options = StyleOptions(
            locale=locale,
            english=lang.lower().startswith("en"),
            demote_non_dropping=root.get("demote-non-dropping-particle", "display-and-sort"),
            initialize_with_hyphen=root.flag("initialize-with-hyphen", True),
            format_pages=compile_page_format(
                root.get("page-range-format"),
                locale.text("page-range-delimiter") or "\u2013",
                locale.terms[and_symbol].single if and_symbol in locale.terms else "&",
            ),
        )
        citation, bibliography = root.find("citation"), root.find("bibliography")
        if citation is None:
            raise StyleError("the style has no cs:citation")
        macros = {macro.get("name"): macro for macro in root.find_all("macro")}
        for area in (citation, bibliography):
            if area is not None:
                options.explicit_suffix[area.name] = _uses(area, macros, "year-suffix", set())
        builder = Compiler(root, options)
        self.options = options
        self.note_style = root.get("class") == "note"
        self.numbered = any(node.get("variable") == "citation-number" for node in root.walk())
        self.quotes = QuoteMarks.of(locale)
        self.citation_area: Area = compile_area(citation, root, builder)
        self.bibliography_area: Area | None = (
            compile_area(bibliography, root, builder) if bibliography is not None else None
        )
        self.disambiguation_tests = sum(
            "disambiguate" in node.attributes for node in root.walk() if node.name in _BRANCHES
        )

    def file(self) -> io.BytesIO:
        """Return the style's XML."""
        return io.BytesIO(self._data)

    def has_bibliography(self) -> bool:
        """Return whether the style formats a bibliography."""
        return self.bibliography_area is not None


_BRANCHES = ("if", "else-if")


def _uses(node: Node, macros: dict[str, Node], variable: str, seen: set[str]) -> bool:
    """Return whether `node` can print a variable through cs:text, macros included."""
    for child in node.walk():
        if child.name != "text":
            continue
        if child.get("variable") == variable:
            return True
        name = child.get("macro")
        if name in macros and name not in seen:
            seen.add(name)
            if _uses(macros[name], macros, variable, seen):
                return True
    return False


class Compiler:
    """Compiles rendering elements; implements `pprkb.csl.context.Builder`."""

    def __init__(self, root: Node, options: StyleOptions) -> None:
        """Prepare to compile the elements of the style `root`."""
        self.options = options
        self._macros = {node.get("name"): node for node in root.find_all("macro")}
        self._compiled: dict[tuple[str, str, object, bool], Render] = {}

    def build(self, node: Node, scope: Scope, delimiter: str = "") -> Render:
        """Return a closure that renders `node`."""
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
        raise StyleError(f"cs:{node.name} is not allowed here")

    def build_children(self, node: Node, scope: Scope, delimiter: str = "") -> Render:
        """Return a closure that renders the children of `node`, joined by `delimiter`."""
        children = [self.build(child, scope, delimiter) for child in node.children]
        if len(children) == 1:
            return children[0]
        if len(children) == 2:
            return _pair(children[0], children[1], delimiter)

        def render(context: Context) -> str:
            return delimiter.join([text for child in children if (text := child(context))])

        return render

    def macro(self, name: str, scope: Scope) -> Render:
        """Return a closure for the macro `name`, compiled once for each kind of scope."""
        scope = scope.inside_macro()
        key = (name, scope.area, scope.sort, scope.in_substitute)
        closure = self._compiled.get(key)
        if closure is None:
            node = self._macros.get(name)
            if node is None:
                raise StyleError(f"the style has no macro '{name}'")
            closure = self._compiled[key] = self.build_children(node, scope)
        return closure


def _pair(first: Render, second: Render, delimiter: str) -> Render:
    """Join two children, by far the most common number of several, without a list."""

    def render(context: Context) -> str:
        before, after = first(context), second(context)
        return before + delimiter + after if before and after else before or after

    return render


# no style of the public repository comes near this; thirty macros that each call the next one twice
# would need a thousand times as many
MAX_CALLS = 1_000_000


def check_macros(root: Node) -> None:
    """Refuse a style whose macros call each other in a circle, or far too often.

    Raises:
        StyleError: naming the macros of the circle, or the macro that expands too far.
    """
    calls = {macro.get("name"): _calls_of(macro) for macro in root.find_all("macro")}
    weights: dict[str, int] = {}
    for start in calls:
        _visit(start, calls, weights)


def _calls_of(macro: Node) -> list[str]:
    return [node.get("macro") for node in macro.walk() if node.name == "text" and node.get("macro")]


def _visit(start: str, calls: dict[str, list[str]], weights: dict[str, int]) -> None:
    """Weigh a macro and all that it calls, without recursion, for chains of any length."""
    path = [start]
    pending = [iter(calls[start])]
    while path:
        name = path[-1]
        called = next(pending[-1], None)
        if name in weights or called is None:
            weights[name] = 1 + sum(weights.get(other, 0) for other in calls[name])
            if weights[name] > MAX_CALLS:
                raise StyleError(f"the style's macro '{name}' calls too many others")
            path.pop()
            pending.pop()
        elif called in path:
            circle = " -> ".join([*path[path.index(called) :], called])
            raise StyleError(f"the style's macros call each other in a circle: {circle}")
        elif called in calls and called not in weights:
            path.append(called)
            pending.append(iter(calls[called]))
