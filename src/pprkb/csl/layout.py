"""cs:citation and cs:bibliography compiled: layout, sort and options (CSL 1.0.2)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pprkb.csl.affixes import format_marks, prefix_with_seams, suffix_with_seams
from pprkb.csl.context import Context, Render
from pprkb.csl.marks import CLOSE, OPEN, SUFFIX_OPEN
from pprkb.csl.options import Builder, Scope, inherited_name_options
from pprkb.csl.sorting import Sorter
from pprkb.csl.xml_tree import Node

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
        """An attribute of the cs:citation or cs:bibliography element."""
        return self.node.get(name, default)

    def finish(self, text: str) -> str:
        """Formatting and affixes of the layout around a citation or an entry."""
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
        prefix=prefix_with_seams(layout.get("prefix")),
        suffix=suffix_with_seams(layout.get("suffix")),
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
    """APA manual, 7th ed., section 8.19: a year-suffix after a word, such as "in press-a"."""
    return _SUFFIX_AFTER_WORD.sub("-", text)


def _aligned(children: list[Render]) -> Render:
    """CSL 1.0.2, second-field-align: the first field in the margin, the rest in line."""
    margin, inline = ("left-margin", "right-inline")

    def render(context: Context) -> str:
        first = children[0](context)
        rest = "".join([child(context) for child in children[1:]])
        if first:
            first = OPEN[margin] + first + CLOSE[margin]
        text = first + (OPEN[inline] + rest + CLOSE[inline] if rest else "")
        return _with_hyphen(text) if context.disambiguation.year_suffix else text

    return render
