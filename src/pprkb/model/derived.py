"""What follows from a value alone, found once and kept with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from pprkb.model.problem import Location, Problem, Silence
from pprkb.model.reference import Reference

_Value = TypeVar("_Value")
_Found = TypeVar("_Found")


def derived(value: _Value, name: str, find: Callable[[_Value], _Found]) -> _Found:
    """Return what follows from a value of the model; it is found when it is first asked for.

    The values of the model never change, so that what follows from one holds as long as it does.
    It is no part of the value: equality and `replace` know nothing of it.

    Args:
        value: A frozen dataclass.
        name: What is asked for, in a word.
        find: Finds it.
    """
    kept: dict[str, _Found] = value.__dict__
    found = kept.get(f"_{name}")
    if found is None:
        found = kept[f"_{name}"] = find(value)
    return found


_Placed = TypeVar("_Placed", Reference, Problem, Silence)


def moved(value: _Placed, shift: int) -> _Placed:
    """Return a value with its place so many lines further down."""
    if not shift or value.at is None:
        return value
    # Some thousand values, each with sixty fields: `replace` would look at every one of them.
    other = object.__new__(type(value))
    other.__dict__.update(value.__dict__)
    other.__dict__["at"] = Location(path=value.at.path, line=value.at.line + shift)
    return other
