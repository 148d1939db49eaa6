"""Representations of values: one line for people, HTML for notebooks, complete text for digests.

HTML comes from the document writers, which the model may not import. Opening a library therefore
registers the function that makes it (`show_with`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from hashlib import blake2b

_writers: list[Callable[[object], str]] = []


def show_with(write: Callable[[object], str]) -> None:
    """Register the function that renders values in notebooks.

    Args:
        write: Returns an HTML fragment for a `Shown` value.
    """
    _writers[:] = [write]


class Shown:
    """A value that notebooks render as HTML."""

    def _repr_html_(self) -> str | None:
        """Return an HTML fragment, or None to show the `repr` instead.

        Called by Jupyter and similar programs.
        """
        return _writers[0](self) if _writers else None


_LONGEST = 60


def shortened(text: str, longest: int = _LONGEST) -> str:
    """Return text on one line, shortened with an ellipsis."""
    line = " ".join(text.split())
    return line if len(line) <= longest else f"{line[: longest - 1].rstrip()}…"


def how_many(number: int, one: str, several: str = "") -> str:
    """Return a number with its noun: "1 summary", "2 summaries".

    Args:
        number: How many there are.
        one: The noun in the singular.
        several: Its plural, if it is irregular.
    """
    return f"{number:,} {one if number == 1 else several or f'{one}s'}"


def in_full(value: object) -> str:
    """Return the complete content of a value as text; equal values give equal text.

    The `repr` of an article is for people and leaves most out.
    """
    if isinstance(value, str):
        return repr(value)
    if isinstance(value, (tuple, list)):
        return f"({','.join(map(in_full, value))})"
    if isinstance(value, Mapping):
        pairs = (f"{in_full(key)}:{in_full(one)}" for key, one in value.items())
        return f"{{{','.join(pairs)}}}"
    kind: type = type(value)
    names = _shown_fields(kind)
    if names is None:
        return repr(value)
    return f"{kind.__name__}({','.join([in_full(getattr(value, one)) for one in names])})"


def digest_of(value: object) -> str:
    """Return a digest of a value, from its complete content."""
    return blake2b(in_full(value).encode("utf-8", "surrogatepass"), digest_size=10).hexdigest()


@cache
def _shown_fields(kind: type) -> tuple[str, ...] | None:
    """Return the names of the fields that a `repr` shows; None if it is not a data class."""
    if not is_dataclass(kind):
        return None
    return tuple(one.name for one in fields(kind) if one.repr)
