"""Style-wide and inheritable options, and what every compiling module needs to know."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Protocol

from pprkb.csl.context import Render
from pprkb.csl.locale_data import LocaleData
from pprkb.csl.pages import PageFormatter
from pprkb.csl.xml_tree import Node

# CSL 1.0.2, Inheritable Name Options: the attribute on cs:style, cs:citation and cs:bibliography,
# and what it is called on cs:name
_INHERITED = {
    "and": "and",
    "delimiter-precedes-et-al": "delimiter-precedes-et-al",
    "delimiter-precedes-last": "delimiter-precedes-last",
    "et-al-min": "et-al-min",
    "et-al-use-first": "et-al-use-first",
    "et-al-use-last": "et-al-use-last",
    "et-al-subsequent-min": "et-al-subsequent-min",
    "et-al-subsequent-use-first": "et-al-subsequent-use-first",
    "initialize": "initialize",
    "initialize-with": "initialize-with",
    "name-as-sort-order": "name-as-sort-order",
    "sort-separator": "sort-separator",
    "name-form": "form",
    "name-delimiter": "delimiter",
    "names-delimiter": "names-delimiter",
}


def inherited_name_options(node: Node, base: dict[str, str]) -> dict[str, str]:
    """The name options in force below ``node``, under the names cs:name uses."""
    options = dict(base)
    for outer, inner in _INHERITED.items():
        value = node.attributes.get(outer)
        if value is not None:
            options[inner] = value
    return options


@dataclass(frozen=True)
class SortNames:
    """CSL 1.0.2, Sorting: names-min, names-use-first and names-use-last of a sort key."""

    minimum: int | None = None
    use_first: int | None = None
    use_last: bool | None = None


@dataclass(frozen=True)
class Scope:
    """Where an element is compiled: its area, inherited options and substitution."""

    area: str  # "citation" or "bibliography"
    name_options: dict[str, str]
    sort: SortNames | None = None
    in_substitute: bool = False
    substituted: Node | None = None  # the cs:names that a bare cs:names here stands in for

    def inside_substitute(self, names: Node) -> Scope:
        """The scope within the cs:substitute of ``names``."""
        return replace(self, in_substitute=True, substituted=names)

    def inside_macro(self) -> Scope:
        """The scope within a macro, whose cs:names elements stand for themselves."""
        return replace(self, substituted=None) if self.substituted is not None else self


@dataclass
class StyleOptions:
    """What compiling needs to know about the whole style."""

    locale: LocaleData
    english: bool
    demote_non_dropping: str
    initialize_with_hyphen: bool
    format_pages: PageFormatter
    explicit_suffix: dict[str, bool] = field(default_factory=dict)


class Builder(Protocol):
    """Compiles one rendering element; handed down so that elements can nest."""

    options: StyleOptions

    def build(self, node: Node, scope: Scope, delimiter: str = "") -> Render:
        """A closure that renders ``node``, whose siblings are joined by ``delimiter``."""
        ...

    def build_children(self, node: Node, scope: Scope, delimiter: str = "") -> Render:
        """A closure that renders and joins the children of ``node``."""
        ...

    def macro(self, name: str, scope: Scope) -> Render:
        """A closure that renders the macro of that name."""
        ...
