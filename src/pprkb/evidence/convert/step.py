"""The steps that conversions are made of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pprkb.evidence.convert.answers import Refusal
from pprkb.evidence.convert.question import Method, Question
from pprkb.languages import phrase

BORENSTEIN = phrase("Borenstein, Hedges, Higgins & Rothstein (2009), chapter 7")
HEDGES = "Hedges (1981)"
COHEN = "Cohen (1988)"
NO_SIGN = phrase("the result has no sign: it does not say which way the effect goes")
TWO_GROUPS = phrase("two groups of equal size")
NORMAL_GROUPS = phrase("the outcome is normally distributed in both groups, with one spread")


@dataclass(frozen=True, kw_only=True)
class Step:
    """One formula, ready for use."""

    run: Callable[[float], float]
    """Raises ValueError, with a message for the reader, if there is no result."""
    formula: str
    source: str
    assumptions: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    methods: tuple[Method, ...] = ()
    """The methods that the step chose from."""
    uses: frozenset[str] = frozenset()
    """Further inputs that it depends on: "rate", "events"."""


Maker = Callable[[Question], Step | Refusal]
"""Makes a step for a question, or returns a refusal."""
