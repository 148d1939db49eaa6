"""Telling in lines of text what was read from a printed reference, and from which characters."""

from __future__ import annotations

from collections.abc import Iterator

from pprkb.formats.printed.value import Printed, Used

_LABEL = 12
_QUOTED = 24


def show_printed(printed: Printed) -> str:
    """Return lines that tell, field by field, which characters were used, and what was left.

    Args:
        printed: What `read_printed` returned.

    Returns:
        Lines such as `author       "Fowler, J.C."        → Fowler, J. C.`, without a last line end.
    """
    return "\n".join(_lines(printed))


def _lines(printed: Printed) -> Iterator[str]:
    names = [_named(one) for one in printed.used]
    width = max([_LABEL, *map(len, names)]) + 1
    if printed.reference is not None:
        yield f"{'type':<{width}}{printed.reference.type}"
    quotes = [_quoted(printed.text[one.start : one.end]) for one in printed.used]
    short = [len(quote) for quote in quotes if len(quote) <= 2 * _QUOTED]
    column = max([_QUOTED, *short])
    for name, quote, one in zip(names, quotes, printed.used, strict=True):
        line = f"{name:<{width}}{quote:<{column}}"
        if quote != f'"{one.value}"':
            line += f" → {one.value}"
        if not one.certain:
            line = f"{line.rstrip()} (uncertain)"
        yield line.rstrip()
    for start, end in printed.leftover:
        yield f"{'left over':<{width}}{_quoted(printed.text[start:end])}"
    for doubt in printed.doubts:
        yield f"{'doubt':<{width}}{doubt}"


def _named(one: Used) -> str:
    return one.field.replace("_", " ")


def _quoted(text: str) -> str:
    return f'"{" ".join(text.split())}"'
