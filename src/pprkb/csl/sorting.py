"""cs:sort (CSL 1.0.2, Sorting): keys by variable or macro, missing values last."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from pprkb.csl.citation_label import make_label
from pprkb.csl.collation import collation
from pprkb.csl.context import Context, Render
from pprkb.csl.dates import sort_key as date_sort_key
from pprkb.csl.entry import DATE_VARIABLES, NAME_VARIABLES, NUMBER_VARIABLES
from pprkb.csl.name_list import sort_name_list
from pprkb.csl.options import Builder, Scope, SortNames
from pprkb.csl.xml_tree import Node
from pprkb.text.number import whole_number

Item = TypeVar("Item")


class Sorter:
    """The compiled cs:sort of a citation or bibliography."""

    def __init__(self, node: Node, scope: Scope, builder: Builder) -> None:
        """Compile the keys of ``node``."""
        self._fold = collation(builder.options.locale.lang)
        self._renders = [_compile_key(key, scope, builder) for key in node.find_all("key")]
        first = node.find("key")
        # entries that are sorted by their numbers keep them, whatever the direction
        self.keeps_numbers = first is not None and first.get("variable") == "citation-number"
        self._descending = [key.get("sort") == "descending" for key in node.find_all("key")]

    def keys(self, context: Context) -> tuple[str, ...]:
        """The folded keys of one entry; an empty key means there is no value."""
        context.in_sort = True
        keys = []
        for render in self._renders:
            context.suppressed.clear()
            keys.append(self._fold(render(context)))
        return tuple(keys)

    def sort(self, items: Sequence[Item], keys: Callable[[Item], Context]) -> list[Item]:
        """Sort stably; the last key is applied first."""
        decorated = [(self.keys(keys(item)), item) for item in items]
        for index in reversed(range(len(self._renders))):
            if self._descending[index]:
                decorated.sort(
                    key=lambda pair: (pair[0][index] != "", pair[0][index]), reverse=True
                )
            else:
                decorated.sort(key=lambda pair: (pair[0][index] == "", pair[0][index]))
        return [item for _, item in decorated]


def _compile_key(node: Node, scope: Scope, builder: Builder) -> Render:
    limits = SortNames(
        _integer(node, "names-min"),
        _integer(node, "names-use-first"),
        node.flag("names-use-last") if "names-use-last" in node.attributes else None,
    )
    if "macro" in node.attributes:
        inner = Scope(scope.area, scope.name_options, sort=limits)
        return builder.macro(node.get("macro"), inner)
    variable = node.get("variable")
    if variable in NAME_VARIABLES:
        names = sort_name_list(builder.options, limits)
        return lambda context: (
            names.render(context, people) if (people := context.entry.names(variable)) else ""
        )
    if variable in DATE_VARIABLES:
        return lambda context: date_sort_key(date) if (date := context.entry.date(variable)) else ""
    if variable == "citation-number":
        return lambda context: str(context.number)
    if variable == "citation-label":
        return lambda context: context.entry.text(variable) or make_label(context.entry)
    if variable in NUMBER_VARIABLES:
        return lambda context: context.entry.raw(variable)
    return lambda context: context.entry.text(variable)


def _integer(node: Node, attribute: str) -> int | None:
    value = node.get(attribute)
    return whole_number(value)
