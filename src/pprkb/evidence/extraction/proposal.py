"""What the extractor hands to the author: a proposal, never a fact."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pprkb.model.effect import Metric


class Tier(StrEnum):
    """How much a proposal resembles an effect size."""

    EFFECT = "effect"
    """A statistic with its value."""
    PERCENTAGE = "percentage"
    """A percentage: mostly descriptive."""
    VERBAL = "verbal"
    """The words of an effect without a number."""
    APART = "apart"
    """A statistic that the sentence plans, supposes or defines rather than reports."""


class Confidence(StrEnum):
    """How plainly the text says that this is a statistic."""

    HIGH = "high"
    """A symbol stands between name and value: "d = .57"."""
    MEDIUM = "medium"
    """Told in words, without an index, or with the metric of the value before."""
    LOW = "low"
    """A whole number, a threshold, a decimal comma, a percentage, words alone."""


@dataclass(frozen=True, kw_only=True)
class PrintedInterval:
    """A confidence interval as printed."""

    low: str
    high: str
    level: str = ""
    """Per cent; empty where the text does not say."""


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """A passage that may report an effect, with what stands near it; for the author to confirm.

    Offsets count characters of the text that was read. Direction, the favoured side and the
    comparator condition are never proposed: a sign does not tell them.
    """

    tier: Tier
    confidence: Confidence
    start: int
    end: int
    """`text[start:end]` is the quote."""
    sentence_start: int
    sentence_end: int

    metric: Metric | None = None
    """None where the text speaks of an effect size and does not name its index."""
    value: str = ""
    """As printed; signs of old PDF copies are turned into a minus sign."""
    value_high: str = ""
    comparator: str = "="
    interval: PrintedInterval | None = None
    p: str = ""
    """With its sign, such as "< .001"."""

    k: int | None = None
    k_qualifier: str = ""
    k_span: tuple[int, int] | None = None
    n: int | None = None
    n_qualifier: str = ""
    n_unit: str = ""
    n_span: tuple[int, int] | None = None

    source_words: str = ""
    """Who found it in the text's words, "Webb and colleagues (2010)", or a key, "@webb2010"."""
    magnitude: str = ""
    significance: str = ""
    between: tuple[str, str] | None = None
    """Two variables: a suggestion, more often wrong than the numbers."""
    flags: tuple[str, ...] = ()
    """What the author should look at, such as "decimal comma"."""
