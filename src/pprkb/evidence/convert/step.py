"""One step of a conversion, and what several steps take for granted."""

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
    """One formula, ready to be used."""

    run: Callable[[float], float]
    """Raises ValueError, with words for the reader, where there is no result."""
    formula: str
    source: str
    assumptions: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    methods: tuple[Method, ...] = ()
    """The methods among which the step chose."""
    uses: frozenset[str] = frozenset()
    """What else that was given it depends on: "rate", "events"."""


Maker = Callable[[Question], Step | Refusal]
"""Makes a step of a question, or says why there is none."""
