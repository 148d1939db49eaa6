"""Macros that cannot be rendered: circles, and expansions without end (CSL 1.0.2, Macro)."""

from __future__ import annotations

from pprkb.csl.errors import StyleError
from pprkb.csl.xml_tree import Node

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
    """Weigh a macro and all it calls, depth first; without recursion, for chains of any length."""
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
