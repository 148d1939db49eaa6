"""What a compiled style sees while it renders one entry.

A style is compiled to closures of type `Render`.  They get a `Context`, which belongs
to one entry of one bibliography, and return a marked string.  Two counters on the context answer
the question of CSL 1.0.2, Group: were any variables called, and were any of them non-empty?
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Protocol

from pprkb.csl.files.locales import LocaleData
from pprkb.csl.files.xml_tree import Node
from pprkb.csl.items import Entry, Name
from pprkb.csl.text.numbers import PageFormatter

# CSL 1.0.2, Choose, position
FIRST, SUBSEQUENT, IBID, IBID_WITH_LOCATOR = 0, 1, 2, 3

NameLevels = Mapping[tuple[str, ...], int]


@dataclass(frozen=True)
class CiteState:
    """What a citation says about one cite."""

    locator: str = ""
    label: str = "page"
    position: int = FIRST
    near_note: bool = False
    first_reference_note_number: str = ""
    prefix: str = ""
    suffix: str = ""
    suppress_author: bool = False
    author_only: bool = False
    composite: bool = False


@dataclass(frozen=True)
class Disambiguation:
    """What the disambiguation of CSL 1.0.2 decided for one entry.

    `names_shown` and `levels` are keyed by the ordinal of the cs:names element, because each
    of them abbreviates its own list.  A level is 0 for the name as the style writes it, 1 for
    initials and 2 for full given names.
    """

    names_shown: dict[int, int] = field(default_factory=dict)
    levels: dict[tuple[int, int], int] = field(default_factory=dict)
    condition: int = 0  # how many tests for disambiguate="true" hold, in the order of rendering
    year_suffix: str = ""


NO_CITE = CiteState()
NO_DISAMBIGUATION = Disambiguation()


@dataclass(slots=True)
class Context:
    """The state of rendering one entry once."""

    entry: Entry
    cite: CiteState = NO_CITE
    disambiguation: Disambiguation = NO_DISAMBIGUATION
    number: int = 0
    levels: NameLevels = field(default_factory=dict)
    language: str = field(init=False)
    suffix_pending: str = field(init=False)
    suppressed: set[str] = field(default_factory=set)
    called: int = 0
    filled: int = 0
    conditions: int = 0
    in_bibliography: bool = False
    in_sort: bool = False
    mark_names: bool = False
    omit_names: bool = False
    first_names: str | None = None
    names_are_people: bool = False
    names_blocks: int = 0
    names_trace: list[NamesTrace] | None = None
    primary_only: bool = False
    substitutes: list[str] | None = None

    def __post_init__(self) -> None:
        """Take over what closures read or change."""
        self.language = self.entry.language
        self.suffix_pending = self.disambiguation.year_suffix

    def note_substitute(self, variable: str) -> None:
        """Remember what a cs:substitute printed, which is then not printed again."""
        if self.substitutes is not None:
            self.substitutes.append(variable)


@dataclass
class NamesTrace:
    """What one cs:names element showed, for disambiguation."""

    block: int
    names: tuple[Name, ...]
    shown: int
    forms: Callable[[int, int], str]
    max_level: int
    has_initials: bool

    @property
    def identities(self) -> list[tuple[str, ...]]:
        """Return who is named, hidden names included."""
        return [name.identity for name in self.names]


Render = Callable[[Context], str]


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
    """Return the name options in force below `node`, under their names on cs:name."""
    options = dict(base)
    for outer, inner in _INHERITED.items():
        value = node.attributes.get(outer)
        if value is not None:
            options[inner] = value
    return options


@dataclass(frozen=True)
class SortNames:
    """The attributes names-min, names-use-first and names-use-last of a sort key."""

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
    substituted: Node | None = None  # the cs:names that a bare cs:names here replaces

    def inside_substitute(self, names: Node) -> Scope:
        """Return the scope within the cs:substitute of `names`."""
        return replace(self, in_substitute=True, substituted=names)

    def inside_macro(self) -> Scope:
        """Return the scope within a macro, whose cs:names inherit from no other cs:names."""
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
    """Compiles rendering elements; passed down so that elements can nest."""

    options: StyleOptions

    def build(self, node: Node, scope: Scope, delimiter: str = "") -> Render:
        """Return a closure that renders `node`, whose siblings are joined by `delimiter`."""
        ...

    def build_children(self, node: Node, scope: Scope, delimiter: str = "") -> Render:
        """Return a closure that renders and joins the children of `node`."""
        ...

    def macro(self, name: str, scope: Scope) -> Render:
        """Return a closure that renders the macro `name`."""
        ...
