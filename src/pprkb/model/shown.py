"""How values show themselves: on one line to a person, as HTML in a notebook, in full to a digest.

HTML is made by the writers of documents, which stand above the model. Whoever opens a library says
which function makes it (`show_with`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from functools import cache

_writers: list[Callable[[object], str]] = []


def show_with(write: Callable[[object], str]) -> None:
    """Name the function that notebooks are to show values with.

    Args:
        write: Returns a part of a page for a value that is `Shown`.
    """
    _writers[:] = [write]


class Shown:
    """A value that notebooks show as HTML."""

    def _repr_html_(self) -> str | None:
        """Return a part of a page; None, so that the line of `repr` is shown, where none is made.

        Jupyter and its kin call it.
        """
        return _writers[0](self) if _writers else None


_LONGEST = 60


def shortened(text: str, longest: int = _LONGEST) -> str:
    """Return text on one line, with an ellipsis where it was longer."""
    line = " ".join(text.split())
    return line if len(line) <= longest else f"{line[: longest - 1].rstrip()}…"


def how_many(number: int, one: str, several: str = "") -> str:
    """Return a number with its noun: "1 summary", "2 summaries".

    Args:
        number: How many there are.
        one: The noun.
        several: Its plural, where it is not made with an "s" alone.
    """
    return f"{number:,} {one if number == 1 else several or f'{one}s'}"


def in_full(value: object) -> str:
    """Return all that a value holds, as text that is the same for equal values of one program.

    The `repr` of an article is for people and leaves most of it out.
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


@cache
def _shown_fields(kind: type) -> tuple[str, ...] | None:
    """Return the names of the fields that a `repr` shows; None where it is no data class."""
    if not is_dataclass(kind):
        return None
    return tuple(one.name for one in fields(kind) if one.repr)
