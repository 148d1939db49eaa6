"""Telling work that grows with the length of its input from work that grows with its square.

What is compared are times of the processor for an input and one sixteen times as long: work that
grows with the length takes some 16 times as long, work that grows with the square 256 times. A
busy or slow machine changes both alike.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from benchmarks.made_library import make
from pprkb.knowledge_base import KnowledgeBase

LINEAR = 5
"""How much more may be done for the larger of `two_libraries`; what is quadratic does 16 times."""

_LONGER = 16
_MUCH = 90
"""Between 16 and 256 on a scale of ratios, nearer to 256."""
_LEAST_SECONDS = 0.002
"""Below it, the clock tells nothing."""


def assert_grows_with_length(
    work: Callable[[str], object], piece: str | Callable[[int], str], count: int = 500
) -> None:
    """Do some work on a piece of text many times over, and on sixteen times as many.

    The piece may also be a function that makes a text of so many pieces.
    """
    made = piece if callable(piece) else lambda number: piece * number
    short = min(_seconds(work, made(count)) for _ in range(3))
    long = _seconds(work, made(count * _LONGER))
    if long > _MUCH * max(short, _LEAST_SECONDS):  # once more, in case something came between
        long = min(long, _seconds(work, made(count * _LONGER)))
    assert long <= _MUCH * max(short, _LEAST_SECONDS), f"{short:.4f} s, then {long:.4f} s"


def _seconds(work: Callable[[str], object], text: str) -> float:
    start = time.process_time()
    work(text)
    return time.process_time() - start


def two_libraries(
    folders: pytest.TempPathFactory, references: int, summaries: int
) -> list[KnowledgeBase]:
    """Return two built libraries, the second four times the first."""
    made = []
    for times in (1, 4):
        folder = folders.mktemp(f"times-{times}")
        make(folder, references * times, summaries * times)
        made.append(KnowledgeBase(folder, folder / "pprkb.db"))
        made[-1].build()
    return made
