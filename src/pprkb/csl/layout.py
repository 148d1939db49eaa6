"""cs:citation and cs:bibliography compiled: layout, options and sorting (CSL 1.0.2)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from pprkb.csl.context import Builder, Context, Render, Scope, SortNames, inherited_name_options
from pprkb.csl.files.xml_tree import Node
from pprkb.csl.items import DATE_VARIABLES, NAME_VARIABLES, NUMBER_VARIABLES
from pprkb.csl.rendering.dates import sort_key as date_sort_key
from pprkb.csl.rendering.elements import make_label
from pprkb.csl.rendering.names import sort_name_list
from pprkb.csl.text.marks import (
    CLOSE,
    OPEN,
    SUFFIX_OPEN,
    drop_marks,
    format_marks,
    with_seams,
)
from pprkb.csl.text.numbers import whole_number

# East Asian dates end in characters such as 年, which are no words
_SUFFIX_AFTER_WORD = re.compile(rf"(?<=[^\W\d_\u2e80-\u9fff\uac00-\ud7af])(?={SUFFIX_OPEN})")


@dataclass(frozen=True)
class Area:
    """One compiled cs:citation or cs:bibliography."""

    node: Node
    render: Render
    prefix: str
    suffix: str
    opening: str
    closing: str
    delimiter: str
    sorter: Sorter | None

    def option(self, name: str, default: str = "") -> str:
        """Return an attribute of the cs:citation or cs:bibliography element."""
        return self.node.get(name, default)

    def finish(self, text: str) -> str:
        """Put formatting and affixes of the layout around a citation or an entry."""
        if not text:
            return ""
        suffix, tail = self.suffix, ""
        if suffix and text.endswith((CLOSE["left-margin"], CLOSE["right-inline"])):
            # the suffix belongs on the line of the entry's last field
            text, tail = text[:-1], text[-1]
        return self.opening + self.prefix + text + suffix + tail + self.closing


def compile_area(node: Node, root: Node, builder: Builder) -> Area:
    """Compile cs:citation or cs:bibliography."""
    options = inherited_name_options(node, inherited_name_options(root, {}))
    scope = Scope(node.name, options)
    layout = node.find("layout") or Node("layout", {})
    sort = node.find("sort")
    opening, closing = format_marks(layout)
    return Area(
        node=node,
        render=_layout_render(node, layout, scope, builder),
        prefix=with_seams(layout.get("prefix")),
        suffix=with_seams(layout.get("suffix")),
        opening=opening,
        closing=closing,
        delimiter=layout.get("delimiter"),
        sorter=Sorter(sort, scope, builder) if sort is not None else None,
    )


def _layout_render(node: Node, layout: Node, scope: Scope, builder: Builder) -> Render:
    children = [builder.build(child, scope) for child in layout.children]
    if node.name == "bibliography" and node.get("second-field-align") and len(children) > 1:
        return _aligned(children)

    def render(context: Context) -> str:
        text = "".join([child(context) for child in children])
        return _with_hyphen(text) if context.disambiguation.year_suffix else text

    return render


def _with_hyphen(text: str) -> str:
    """Put a hyphen between a word and its year-suffix: "in press-a" (APA manual, section 8.19)."""
    return _SUFFIX_AFTER_WORD.sub("-", text)


def _aligned(children: list[Render]) -> Render:
    """Put the first field in the margin, the rest in line (CSL 1.0.2, second-field-align)."""
    margin, inline = ("left-margin", "right-inline")

    def render(context: Context) -> str:
        first = children[0](context)
        rest = "".join([child(context) for child in children[1:]])
        if first:
            first = OPEN[margin] + first + CLOSE[margin]
        text = first + (OPEN[inline] + rest + CLOSE[inline] if rest else "")
        return _with_hyphen(text) if context.disambiguation.year_suffix else text

    return render


Item = TypeVar("Item")


class Sorter:
    """The compiled cs:sort of a citation or bibliography."""

    def __init__(self, node: Node, scope: Scope, builder: Builder) -> None:
        """Compile the keys of `node`."""
        self._fold = collation(builder.options.locale.lang)
        self._renders = [_compile_key(key, scope, builder) for key in node.find_all("key")]
        first = node.find("key")
        # entries that are sorted by their numbers keep them, whatever the direction
        self.keeps_numbers = first is not None and first.get("variable") == "citation-number"
        self._descending = [key.get("sort") == "descending" for key in node.find_all("key")]

    def keys(self, context: Context) -> tuple[str, ...]:
        """Return the folded keys of one entry; an empty key means no value."""
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


# letters that Unicode does not decompose but that sort as base letters
_FOLDED = str.maketrans({
    "ø": "o", "æ": "ae", "œ": "oe", "ß": "ss", "đ": "d", "ð": "d", "ł": "l", "þ": "th",
    "\u0131": "i",
})  # fmt: skip
# "{" sorts right after "z"; the letters after it give the order of the extra letters
_DANISH_NORWEGIAN = {"æ": "{a", "ä": "{a", "ø": "{b", "ö": "{b", "å": "{c"}
_SWEDISH_FINNISH = {"å": "{a", "ä": "{b", "æ": "{b", "ö": "{c", "ø": "{c"}
_ALPHABETS = {
    **dict.fromkeys(("nb", "nn", "no", "da"), _DANISH_NORWEGIAN),
    **dict.fromkeys(("sv", "fi"), _SWEDISH_FINNISH),
}
_TO_SPACE = re.compile("[\u2013\u2014/\u00a0]")
_DROPPED = re.compile(r"[^\w {\x01-\x03]+")
_DIGITS = re.compile(r"(?<!\d)\d{1,9}(?!\d)")


def collation(language: str) -> Callable[[str], str]:
    """Return a function from a marked text to a key that sorts in the order of `language`."""
    extra = _ALPHABETS.get(language.partition("-")[0])
    table = str.maketrans(extra) if extra else None

    def key(text: str) -> str:
        text = drop_marks(text)
        if text.isascii():
            return _numbers_padded(_DROPPED.sub("", _TO_SPACE.sub(" ", text.lower())))
        # the composed form, so that the alphabet's extra letters are single characters
        text = unicodedata.normalize("NFC", text).lower()
        if table is not None:
            text = text.translate(table)
        text = unicodedata.normalize("NFKD", text.translate(_FOLDED))
        return _numbers_padded(_DROPPED.sub("", _TO_SPACE.sub(" ", text)))

    return key


def _numbers_padded(text: str) -> str:
    """Pad numbers with zeros, so that 9 sorts before 10."""
    return _DIGITS.sub(lambda number: number[0].zfill(10), text)
