"""cs:choose (CSL 1.0.2, Choose): the tests of cs:if and cs:else-if, and their branches."""

from __future__ import annotations

from collections.abc import Callable

from pprkb.csl.context import (
    FIRST,
    IBID,
    IBID_WITH_LOCATOR,
    SUBSEQUENT,
    Builder,
    Context,
    Render,
    Scope,
)
from pprkb.csl.files.xml_tree import Node
from pprkb.csl.text.numbers import is_numeric

_CITE_VARIABLES = frozenset(
    ("locator", "first-reference-note-number", "citation-number", "year-suffix")
)

Test = Callable[[Context], bool]

_POSITIONS = {
    "first": (FIRST,),
    # CSL 1.0.2: ibid and ibid-with-locator imply subsequent, and the second implies the first
    "subsequent": (SUBSEQUENT, IBID, IBID_WITH_LOCATOR),
    "ibid": (IBID, IBID_WITH_LOCATOR),
    "ibid-with-locator": (IBID_WITH_LOCATOR,),
}


def compile_condition(node: Node) -> Test:
    """Compile the test of one cs:if or cs:else-if, with its `match`."""
    match = node.get("match", "all")
    tests = [make(value) for name, make in _TESTS.items() for value in node.get(name).split()]
    variables = frozenset(node.get("variable").split())
    if plain := variables - _CITE_VARIABLES:
        # the variables of the item are tested in one set operation
        tests.append(_presence_test(plain, match))
    tests += [_variable_test(name) for name in sorted(variables & _CITE_VARIABLES)]
    types = frozenset(node.get("type").split())
    if types:
        # an item has one type, so a list of types can only mean any of them
        tests.append(lambda context: context.entry.type in types)
    if len(tests) == 1:
        (only,) = tests
        return (lambda context: not only(context)) if match == "none" else only
    # in lists, so that each test is made: tests for disambiguate count how often they are
    if match == "all":
        return lambda context: all([test(context) for test in tests])
    if match == "none":
        return lambda context: not any([test(context) for test in tests])
    return lambda context: any([test(context) for test in tests])


def _presence_test(names: frozenset[str], match: str) -> Test:
    if len(names) == 1:
        (name,) = names
        return lambda context: name in context.entry.present
    if match == "all":
        return lambda context: names <= context.entry.present
    return lambda context: not names.isdisjoint(context.entry.present)


def _variable_test(name: str) -> Test:
    if name == "locator":
        return lambda context: bool(context.cite.locator)
    if name == "first-reference-note-number":
        return lambda context: bool(context.cite.first_reference_note_number)
    if name == "citation-number":
        return lambda context: context.number > 0
    return lambda context: bool(context.disambiguation.year_suffix)


def _numeric_test(name: str) -> Test:
    if name == "locator":
        return lambda context: is_numeric(context.cite.locator)
    if name == "citation-number":
        return lambda context: context.number > 0
    return lambda context: is_numeric(context.entry.raw(name))


def _uncertain_test(name: str) -> Test:
    def test(context: Context) -> bool:
        date = context.entry.date(name)
        return date is not None and date.circa

    return test


def _locator_test(label: str) -> Test:
    asked = label.replace("sub-verbo", "sub verbo")

    def test(context: Context) -> bool:
        return bool(context.cite.locator) and context.cite.label == asked

    return test


def _position_test(value: str) -> Test:
    if value == "near-note":
        return lambda context: not context.in_bibliography and context.cite.near_note
    positions = _POSITIONS.get(value, ())
    return lambda context: not context.in_bibliography and context.cite.position in positions


def _disambiguate_test(_value: str) -> Test:
    def test(context: Context) -> bool:
        # the tests come true one after another, so that no more is added than is needed
        context.conditions += 1
        return context.conditions <= context.disambiguation.condition

    return test


_TESTS: dict[str, Callable[[str], Test]] = {
    "is-numeric": _numeric_test,
    "is-uncertain-date": _uncertain_test,
    "locator": _locator_test,
    "position": _position_test,
    "disambiguate": _disambiguate_test,
}


def _nothing(_context: Context) -> str:
    return ""


def compile_choose(node: Node, scope: Scope, builder: Builder, delimiter: str) -> Render:
    """Compile a cs:choose: the first branch whose test holds (CSL 1.0.2, Choose).

    cs:choose is transparent: what its branch renders is joined by the delimiter of the element
    around it.
    """
    return compile_branches(node, lambda branch: builder.build_children(branch, scope, delimiter))


def compile_branches(node: Node, compile_branch: Callable[[Node], Render]) -> Render:
    """Compile the tests of a cs:choose around branches that the caller compiles."""
    branches = [
        (compile_condition(branch), compile_branch(branch))
        for branch in node.children
        if branch.name in ("if", "else-if")
    ]
    last = node.find("else")
    otherwise = compile_branch(last) if last is not None else _nothing

    if len(branches) == 1:
        holds_only, only = branches[0]
        return lambda context: only(context) if holds_only(context) else otherwise(context)

    def render(context: Context) -> str:
        for holds, branch in branches:
            if holds(context):
                return branch(context)
        return otherwise(context)

    return render
