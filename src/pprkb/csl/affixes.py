"""Formatting, quotes, display and affixes around rendered text.

CSL 1.0.2, Styling: Affixes, Formatting, Quotes, Display, Strip-periods.  Affixes stand outside of
the formatting and quotes of their own element.
"""

from __future__ import annotations

from collections.abc import Callable

from pprkb.csl.marks import CLOSE, OPEN, QUOTE_CLOSE, QUOTE_OPEN, SEAM
from pprkb.csl.xml_tree import Node

Wrap = Callable[[str], str]

_FORMATTING = {
    "vertical-align": {"sup": "sup", "sub": "sub", "baseline": "baseline"},
    "text-decoration": {"underline": "underline", "none": "decoration-none"},
    "font-weight": {"bold": "bold", "light": "light", "normal": "weight-normal"},
    "font-variant": {"small-caps": "small-caps", "normal": "variant-normal"},
    "font-style": {"italic": "italic", "oblique": "oblique", "normal": "style-normal"},
}
_COLLIDING = frozenset(".,;:!? \u00a0\u202f")


def formats_of(node: Node) -> list[str]:
    """The names of the formats an element asks for, outermost first."""
    found = []
    for attribute, values in _FORMATTING.items():
        value = values.get(node.get(attribute))
        if value:
            found.append(value)
    return found


def format_marks(node: Node) -> tuple[str, str]:
    """Opening and closing marks of an element's formatting, quotes excluded."""
    formats = formats_of(node)
    return (
        "".join(OPEN[name] for name in formats),
        "".join(CLOSE[name] for name in reversed(formats)),
    )


def prefix_with_seams(prefix: str) -> str:
    """A prefix, with seams where its punctuation or space can meet other text."""
    if not prefix:
        return ""
    before = SEAM if prefix[0] in _COLLIDING else ""
    return before + prefix + (SEAM if prefix[-1] in _COLLIDING else "")


def suffix_with_seams(suffix: str) -> str:
    """A suffix, a delimiter or any other punctuation of the style, with its seams."""
    return prefix_with_seams(suffix)


def compile_wrap(node: Node, quotes: bool = True) -> Wrap | None:
    """A function that puts formatting, quotes and affixes around text; None if there are none."""
    opening, closing = format_marks(node)
    if quotes and node.flag("quotes"):
        opening, closing = QUOTE_OPEN + opening, closing + QUOTE_CLOSE
    display = node.get("display")
    before, after = prefix_with_seams(node.get("prefix")), suffix_with_seams(node.get("suffix"))
    if display in OPEN:
        opening, closing = OPEN[display] + before + opening, closing + after + CLOSE[display]
    else:
        opening, closing = before + opening, closing + after
    if not opening and not closing:
        return None

    def wrap(text: str) -> str:
        return opening + text + closing if text else ""

    return wrap


def strip_periods(text: str) -> str:
    """CSL 1.0.2, Strip-periods: remove every period."""
    return text.replace(".", "")
