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
    """A standardised mean difference whose kind is not said."""
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
    """An effect told in words alone."""


_NUMBER = re.compile(r"[-+−]?(?:\d{1,15}(?:\.\d{0,15})?|\.\d{1,15})\Z")
"""No effect is printed with more digits, and arithmetic keeps no more."""


def printed_number(written: str) -> Decimal | None:
    """Return a printed value as a number; None where it is none.

    A decimal comma is refused: "0,57" would otherwise be read as nought or as 57.
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
    """Per cent; None where the text does not say."""


class Contrast(StrEnum):
    """What the two sides of an effect are."""

    BETWEEN = "between"
    """Different people: a treated and a comparison group, or an association across people."""
    WITHIN = "within"
    """The same people at two times; never on one axis with the others (Cuijpers et al., 2017)."""


class Favours(StrEnum):
    """Whom a comparison favours; stated by the author, never read off a sign."""

    FIRST = "first"
    """The first of `compared`."""
    SECOND = "second"
    """The second of `compared`."""
    NEITHER = "neither"
    """No difference that counts."""


class Better(StrEnum):
    """Whether more of an outcome is wanted."""

    HIGHER = "higher"
    """As of response or well-being."""
    LOWER = "lower"
    """As of symptoms, dropout or relapse."""


class Certainty(StrEnum):
    """How sure a body of evidence is, in the four words of GRADE (Guyatt et al., 2008)."""

    HIGH = "high"
    MODERATE = "moderate"
    LOW = "low"
    VERY_LOW = "very low"


GRADE_REASONS = (
    *("risk of bias", "inconsistency", "indirectness", "imprecision", "publication bias"),
    *("large effect", "dose-response", "plausible confounding"),
)
"""Why certainty is rated down (the first five) or up (Guyatt et al., 2011)."""


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """What somebody judged of the evidence: its design, its risk of bias, its certainty."""

    word: str
    reasons: tuple[str, ...] = ()
    source: str = ""
    """Who judged it: a citation key, or words such as "our reading"."""


@dataclass(frozen=True, kw_only=True)
class Rate:
    """The share of people with the event in the comparison group, for one outcome."""

    printed: str
    """As printed, such as "20%"."""
    source: str = ""
    """Where it is from: a citation key, or words."""


class EvidenceLevel(StrEnum):
    """What kind of evidence an effect is."""

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
    """As printed: the upper end where a range of estimates is reported."""
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
    """Prediction interval: where the effect of a further study is expected."""

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
    """Whether more of the outcome is wanted; None where nobody said."""
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
    """Citation key of the work whose finding it is, where the summarised work only reports it."""
    level: EvidenceLevel | None = None
    design: Judgement | None = None
    """What kind of studies it rests on, in words."""
    risk_of_bias: Judgement | None = None
    certainty: Judgement | None = None
    """Its word is one of `Certainty`, its reasons are of `GRADE_REASONS`."""
    evidence_key: str = ""
    """The same word on all effects that report one finding, in this summary or another."""
    superseded_by: str = ""
    """Citation key of the newer work that replaces the finding."""
    quote: str = ""
    """Words of the summary that hold the value."""
    note: str = ""
    at: Location | None = field(default=None, compare=False)

    def __repr__(self) -> str:
        """Return on one line which effect it is, as printed."""
        value = f" {self.comparator} {self.value}" if self.value else ""
        value += f" to {self.value_high}" if self.value_high else ""
        return f"<EffectSize {self.id}: {self.metric.value}{value}>"

    @property
    def estimate(self) -> Decimal | None:
        """The printed value as a number, in the metric's own unit."""
        return printed_number(self.value.removesuffix("%").strip())
