"""Page ranges (CSL 1.0.2, Page Ranges and Appendix V, Page Range Formats)."""

from __future__ import annotations

import re
from collections.abc import Callable

from pprkb.text.number import whole_number

_RANGE = re.compile(r"(?<!\\)\s*[-\u2013—]+\s*")
# a comma before three digits groups the digits of one number
_LIST = re.compile(r"(\s*(?:,(?!\d{3}(?!\d))|[&;])\s*)")
_END = re.compile(r"^(.*?)(\d+)$", re.DOTALL)

PageFormatter = Callable[[str], str]


def compile_page_format(range_format: str, delimiter: str, ampersand: str) -> PageFormatter:
    """A function that rewrites each range in a page field."""
    shorten = _SHORTENERS.get(range_format)

    def rewrite(text: str) -> str:
        if text.isalnum():
            return text
        pieces = _LIST.split(text)
        return "".join(
            separator(piece) if index % 2 else one(piece) for index, piece in enumerate(pieces)
        )

    def separator(text: str) -> str:
        bare = text.strip()
        return f" {ampersand} " if bare == "&" else f"{bare} "

    def one(text: str) -> str:
        sides = _RANGE.split(text)
        if len(sides) == 2:
            begin, end = _END.match(sides[0]), _END.match(sides[1])
            if begin and end:
                full = _full_end(begin[1], begin[2], end[1], end[2])
                if full is None:
                    return f"{sides[0]}-{sides[1]}"
                if shorten is None:
                    return sides[0] + delimiter + sides[1]
                # only the expanded format repeats a prefix such as the n of "n11564"
                prefix = begin[1] if range_format == "expanded" else ""
                return sides[0] + delimiter + prefix + shorten(begin[2], full)
        return delimiter.join(sides).replace("\\-", "-")

    return rewrite


def _full_end(prefix: str, begin: str, end_prefix: str, end: str) -> str | None:
    """All digits of the second number; None if the two are no range of numbers."""
    if end_prefix != prefix:
        return None
    if len(end) < len(begin):
        end = begin[: len(begin) - len(end)] + end
    return end


def _expanded(_begin: str, end: str) -> str:
    return end


def _minimal(begin: str, end: str) -> str:
    return _changed_digits(begin, end, 1)


def _minimal_two(begin: str, end: str) -> str:
    return _changed_digits(begin, end, 2)


def _changed_digits(begin: str, end: str, at_least: int) -> str:
    """Drop the leading digits that the two numbers share, keeping ``at_least`` digits."""
    if len(begin) != len(end):
        return end
    common = 0
    while common < len(end) - at_least and begin[common] == end[common]:
        common += 1
    return end[common:]


def _chicago_15(begin: str, end: str) -> str:
    # with three digits changing, the 15th edition gives all of a four-digit number
    if len(begin) == len(end) == 4 and len(_minimal_two(begin, end)) > 2:
        return end
    return _chicago_16(begin, end)


def _chicago_16(begin: str, end: str) -> str:
    number = whole_number(begin, 0)
    if number < 100 or number % 100 == 0:
        return end
    if number % 100 < 10:
        return _minimal(begin, end)
    return _minimal_two(begin, end)


_SHORTENERS: dict[str, Callable[[str, str], str]] = {
    "expanded": _expanded,
    "minimal": _minimal,
    "minimal-two": _minimal_two,
    "chicago": _chicago_15,
    "chicago-15": _chicago_15,
    "chicago-16": _chicago_16,
}
