"""cs:names (CSL 1.0.2, Names): name lists, their labels, and substitution."""

from __future__ import annotations

from dataclasses import replace

from pprkb.csl.affixes import compile_wrap, suffix_with_seams
from pprkb.csl.context import Context, Render
from pprkb.csl.elements import compile_branches
from pprkb.csl.labels import compile_label_text
from pprkb.csl.marks import NAMES_CLOSE, NAMES_OPEN
from pprkb.csl.name_list import NameList
from pprkb.csl.name_parts import Name
from pprkb.csl.options import Builder, Scope
from pprkb.csl.xml_tree import Node

_PARTS = ("name", "et-al", "label", "institution")


def compile_names(node: Node, scope: Scope, builder: Builder) -> Render:
    """A closure that renders a cs:names element, or its cs:substitute."""
    node = _completed(node, scope)
    own = _compile_lists(node, scope, builder)
    wrap = compile_wrap(node)
    substitutes = _compile_substitutes(node, scope, builder)
    in_substitute = scope.in_substitute
    variables = frozenset(node.get("variable").split())

    def render(context: Context) -> str:
        if not substitutes and variables.isdisjoint(context.entry.present):
            context.called += 1
            return ""
        outermost = context.first_names is None and not in_substitute
        lists_before = context.names_blocks
        text = own(context)
        if text:
            shown = wrap(text) if wrap else text
        elif substitutes:
            shown = text = _first_substitute(context, substitutes)
            if text and outermost and context.mark_names and NAMES_OPEN not in text:
                shown = NAMES_OPEN + text + NAMES_CLOSE
        if not text:
            return ""
        if outermost and not context.in_sort:
            context.first_names = text
            # a title in place of names is suppressed like them, but makes no group of cites
            context.names_are_people = context.names_blocks > lists_before
            if context.omit_names:
                return ""
        return shown

    return render


def _completed(node: Node, scope: Scope) -> Node:
    """CSL 1.0.2, Substitute: a bare cs:names takes over from the cs:names it stands in for."""
    outer = scope.substituted
    if outer is None or any(child.name in _PARTS for child in node.children):
        return node
    inherited = {key: value for key, value in outer.attributes.items() if key != "variable"}
    children = tuple(child for child in outer.children if child.name in _PARTS)
    return replace(node, attributes={**node.attributes, **inherited}, children=children)


def _compile_substitutes(node: Node, scope: Scope, builder: Builder) -> list[Render]:
    substitute = node.find("substitute")
    if substitute is None:
        return []
    inner = scope.inside_substitute(node)
    return _compile_candidates(substitute, inner, builder)


def _compile_candidates(parent: Node, scope: Scope, builder: Builder) -> list[Render]:
    """The children of a cs:substitute, each of which may stand in for the names.

    cs:choose is transparent: the children of its branch are candidates one by one.
    """

    def first_of(branch: Node) -> Render:
        candidates = _compile_candidates(branch, scope, builder)
        return lambda context: _first_substitute(context, candidates)

    return [
        compile_branches(child, first_of) if child.name == "choose" else builder.build(child, scope)
        for child in parent.children
    ]


def _first_substitute(context: Context, substitutes: list[Render]) -> str:
    """The first substitute with output; its variables are not rendered again in this entry."""
    outer, context.substitutes = context.substitutes, []
    text = ""
    for substitute in substitutes:
        context.substitutes.clear()
        called, filled = context.called, context.filled
        text = substitute(context)
        if text and (context.called == called or context.filled > filled):
            context.suppressed.update(context.substitutes)
            break
        # variables of a candidate that failed do not count against the next one
        context.called = called
    else:
        text = ""
    context.substitutes = outer
    return text


def _compile_lists(node: Node, scope: Scope, builder: Builder) -> Render:
    """The name lists of all variables of the element, with labels."""
    style = builder.options
    variables = node.get("variable").split()
    names = NameList(node.find("name"), node.find("et-al"), scope, style)
    label_node = node.find("label")
    label = compile_label_text(label_node, style) if label_node is not None else None
    label_first = label_node is not None and _comes_first(node)
    delimiter = suffix_with_seams(
        node.attributes.get("delimiter", scope.name_options.get("names-delimiter", ""))
    )
    mergeable = (
        label_node is not None
        and {"editor", "translator"} <= set(variables)
        and bool(style.locale.term("editortranslator", label_node.get("form", "long")))
    )
    in_substitute = scope.in_substitute

    def lists(context: Context) -> list[tuple[str, tuple[Name, ...]]]:
        found = []
        present = context.entry.present
        for variable in variables:
            if variable not in present or variable in context.suppressed:
                continue
            people = context.entry.names(variable)
            if people:
                found.append((variable, people))
                if in_substitute:
                    context.note_substitute(variable)
        if mergeable and len(found) > 1:
            found = _merged(found)
        return found

    def labelled(context: Context, variable: str, people: tuple[Name, ...]) -> str:
        text = names.render(context, people)
        if not text or label is None or context.in_sort:
            return text
        term = label(variable, len(people) > 1)
        return term + text if label_first else text + term

    def render(context: Context) -> str:
        context.called += 1
        found = lists(context)
        if not found:
            return ""
        context.filled += 1
        if names.count_only:
            return str(sum(names.shown(context, len(people)) for _, people in found))
        if len(found) == 1:
            return labelled(context, *found[0])
        texts = [labelled(context, variable, people) for variable, people in found]
        return delimiter.join(text for text in texts if text)

    return render


def _comes_first(node: Node) -> bool:
    order = [child.name for child in node.children if child.name in ("name", "label")]
    return order[:2] == ["label", "name"]


def _merged(
    found: list[tuple[str, tuple[Name, ...]]],
) -> list[tuple[str, tuple[Name, ...]]]:
    """CSL 1.0.2, Names: the same editors and translators are listed once, as both."""
    people = dict(found)
    editors, translators = people.get("editor"), people.get("translator")
    if editors is None or editors != translators:
        return found
    return [
        ("editortranslator" if variable == "editor" else variable, names)
        for variable, names in found
        if variable != "translator"
    ]
