"""A reported effect size: the number as printed, what it relates, and where it was read."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from pprkb.model.problem import Location
from pprkb.model.shown import Shown


class Metric(StrEnum):
    """The index in which an effect is reported (Borenstein et al., 2009, chapters 3-7)."""

    D = "d"
    """Cohen's d: standardised mean difference."""
    G = "g"
    """Hedges' g: d corrected for small samples."""
    SMD = "smd"
    """A standardised mean difference of an unstated kind."""
    R = "r"
    """A correlation."""
    Z = "z"
    """Fisher's z of a correlation."""
    OR = "or"
    """Odds ratio."""
    RR = "rr"
    """Risk ratio."""
    RD = "rd"
    """Risk difference."""
    HR = "hr"
    """Hazard ratio."""
    IRR = "irr"
    """Incidence rate ratio."""
    NNT = "nnt"
    """Number needed to treat."""
    MD = "md"
    """Mean difference in the unit of the scale."""
    WMD = "wmd"
    """Weighted mean difference: a pooled mean difference in the unit of the scale."""
    ETA2 = "eta2"
    """Eta squared."""
    ETA2_PARTIAL = "eta2-partial"
    """Partial eta squared."""
    F = "f"
    """Cohen's f."""
    R2 = "r2"
    """Share of variance explained."""
    ICC = "icc"
    """Intraclass correlation, or a share of variance between units such as therapists."""
    BETA = "beta"
    """A regression coefficient."""
    PERCENT = "percent"
    """A percentage of people, sessions or cases."""
    VERBAL = "verbal"
    """An effect described only in words."""


_NUMBER = re.compile(r"[-+−]?(?:\d{1,15}(?:\.\d{0,15})?|\.\d{1,15})\Z")
"""Printed effects never have more digits, and floats cannot hold more."""


def printed_number(written: str) -> Decimal | None:
    """Return a printed value as a number, or None if it is not a number.

    A decimal comma is rejected: "0,57" could otherwise be read as 0 or 57.
    """
    if not _NUMBER.match(written):
        return None
    return Decimal(written.replace("−", "-"))


@dataclass(frozen=True, kw_only=True)
class Interval:
    """A confidence interval in the metric's own unit."""

    low: Decimal
    high: Decimal
    level: Decimal | None = None
    """Per cent; None if the text does not state it."""


class Contrast(StrEnum):
    """What the two sides of an effect are."""

    BETWEEN = "between"
    """Different people: a treated and a comparison group, or an association across people."""
    WITHIN = "within"
    """The same people at two times; never on an axis with the others (Cuijpers et al., 2017)."""


class Favours(StrEnum):
    """Whom a comparison favours; stated by the author, never inferred from a sign."""

    FIRST = "first"
    """The first of `compared`."""
    SECOND = "second"
    """The second of `compared`."""
    NEITHER = "neither"
    """No relevant difference."""


class Better(StrEnum):
    """Whether higher or lower values of an outcome are better."""

    HIGHER = "higher"
    """As for response or well-being."""
    LOWER = "lower"
    """As for symptoms, dropout or relapse."""


class Certainty(StrEnum):
    """The certainty of a body of evidence, in GRADE's four levels (Guyatt et al., 2008)."""

    HIGH = "high"
    MODERATE = "moderate"
    LOW = "low"
    VERY_LOW = "very low"


GRADE_REASONS = (
    *("risk of bias", "inconsistency", "indirectness", "imprecision", "publication bias"),
    *("large effect", "dose-response", "plausible confounding"),
)
"""Reasons for rating certainty down (the first five) or up (Guyatt et al., 2011)."""


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """A judgement of the evidence: its design, risk of bias or certainty."""

    word: str
    reasons: tuple[str, ...] = ()
    source: str = ""
    """Who judged it: a citation key, or text such as "our reading"."""


@dataclass(frozen=True, kw_only=True)
class Rate:
    """The share of people with the event in the comparison group, for one outcome."""

    printed: str
    """As printed, such as "20%"."""
    source: str = ""
    """Where it comes from: a citation key, or text."""


class EvidenceLevel(StrEnum):
    """The kind of evidence that an effect comes from."""

    UMBRELLA_REVIEW = "umbrella-review"
    """A synthesis of meta-analyses."""
    META_ANALYSIS = "meta-analysis"
    """A synthesis of studies."""
    SINGLE_STUDY = "single-study"
    """One study."""


@dataclass(frozen=True, kw_only=True)
class EffectSize(Shown):
    """One effect of one summary."""

    id: str
    """Unique within its summary."""
    metric: Metric
    value: str = ""
    """As printed, such as ".57"; empty for a verbal effect."""
    value_high: str = ""
    """As printed: the upper end, if a range of estimates is reported."""
    comparator: str = "="
    """One of = < > ≤ ≥ ≈."""
    interval: Interval | None = None
    p: str = ""
    """As printed, with its sign, such as "< .001"."""
    se: str = ""
    """Standard error, as printed, in the metric's own unit."""
    i2: str = ""
    """Share of variation due to heterogeneity (Higgins & Thompson, 2002), as printed, per cent."""
    tau2: str = ""
    """Variance between studies, as printed, in the metric's own unit squared."""
    q: str = ""
    """Cochran's Q, as printed, such as "45.2"."""
    prediction: Interval | None = None
    """Prediction interval: the expected range of the effect in a further study."""

    between: tuple[str, str] | None = None
    """The two variables of an association."""
    compared: tuple[str, str] | None = None
    """Treatment and control of a comparison."""
    outcome: str = ""
    subgroup: str = ""
    timepoint: str = ""
    """When the outcome was measured, such as "6-month follow-up"."""
    contrast: Contrast | None = None
    favours: Favours | None = None
    better: Better | None = None
    """Whether higher or lower values of the outcome are better; None if not stated."""
    control_rate: Rate | None = None

    k: int | None = None
    """Number of studies."""
    k_qualifier: str = ""
    """"over", "about"."""
    n: int | None = None
    """Number of participants."""
    n_qualifier: str = ""
    n_unit: str = ""
    """"patients", "clients", "dyads"."""

    magnitude: str = ""
    """The author's own word, such as "moderate"."""
    significance: str = ""
    """The author's own words, such as "non-significant"."""
    source: str = ""
    """Citation key of the work whose finding it is, if the summarised work only reports it."""
    level: EvidenceLevel | None = None
    design: Judgement | None = None
    """The kind of studies it is based on, in words."""
    risk_of_bias: Judgement | None = None
    certainty: Judgement | None = None
    """A value of `Certainty`, with reasons from `GRADE_REASONS`."""
    evidence_key: str = ""
    """A name shared by all effects that report the same finding, in this summary or others."""
    superseded_by: str = ""
    """Citation key of the newer work that replaces the finding."""
    quote: str = ""
    """The words of the summary that contain the value."""
    note: str = ""
    at: Location | None = field(default=None, compare=False)

    def __repr__(self) -> str:
        """Return the effect on one line, as printed."""
        value = f" {self.comparator} {self.value}" if self.value else ""
        value += f" to {self.value_high}" if self.value_high else ""
        return f"<EffectSize {self.id}: {self.metric.value}{value}>"

    @property
    def estimate(self) -> Decimal | None:
        """The printed value as a number, in the metric's own unit."""
        return printed_number(self.value.removesuffix("%").strip())
