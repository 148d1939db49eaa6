"""Questions for conversions: the number, the target, and further information."""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from pprkb.model.effect import Better, Contrast, EffectSize, Interval, Metric


class Equivalent(StrEnum):
    """Ways to express an effect as a proportion from 0 to 1."""

    U3 = "u3"
    """Share of one group above the mean of the other (Cohen, 1988)."""
    CLES = "cles"
    """Probability of superiority: common language effect size (McGraw & Wong, 1992)."""
    OVERLAP = "overlap"
    """Overlap of two distributions (after Cohen, 1988)."""
    U1 = "u1"
    """Share of two distributions that does not overlap (Cohen, 1988)."""
    BESD = "besd"
    """Binomial effect size display (Rosenthal & Rubin, 1982); the estimate is the rate ½ + r/2."""
    CL_R = "cl-r"
    """Common language effect size of a correlation (Dunlap, 1994)."""


Target = Metric | Equivalent
"""Possible results."""


class Statistic(StrEnum):
    """Printed statistics other than indices; they can only be converted from."""

    T = "t"
    """Student's t of two independent groups, or of a correlation."""
    F_TEST = "f-test"
    """F of one degree of freedom; `Metric.F` is Cohen's f."""
    CHI2 = "chi2"
    """χ² of a table of four cells."""
    LOG_OR = "log-or"
    """ln OR."""
    LOG_RR = "log-rr"
    """ln RR."""
    F2 = "f2"
    """Cohen's f²."""


Source = Metric | Statistic | Equivalent
"""Possible inputs."""


class Events(StrEnum):
    """The event that a number needed to treat counts, which has no sign."""

    MORE = "more"
    """One more person of the first group has the event."""
    FEWER = "fewer"
    """One fewer."""


def events_of(*, benefit: bool | None, better: Better | None) -> tuple[Events | None, str]:
    """Return what a number needed to treat counts, and the assumptions.

    Args:
        benefit: Whether it is for benefit or for harm; None if not stated.
        better: Whether more of the event is better; None if not stated.
    """
    if benefit is None and better is None:
        return None, ""
    if better is None:
        kind = "wanted, such as response" if benefit else "unwanted, such as an adverse event"
        return Events.MORE, f"the event is {kind} (unless `better` says otherwise)"
    assumed = "" if benefit is not None else "the first group is better off (of a harm, worse off)"
    gains = benefit is not False
    return (Events.MORE if gains is (better is Better.HIGHER) else Events.FEWER), assumed


class Design(StrEnum):
    """The kind of comparison, which numbers alone do not tell."""

    GROUPS = "groups"
    """Different people are compared, such as treated and untreated."""
    ASSOCIATION = "association"
    """Two variables are correlated across people; there is no treatment."""
    WITHIN = "within"
    """The same people are compared before and after."""


class Method(StrEnum):
    """Methods of conversion, if there are several."""

    LOGISTIC = "logistic"
    """d and OR: ln OR = πd/√3. The default."""
    COX = "cox"
    """d and OR: ln OR = 1.65d."""
    PROBIT = "probit"
    """d and OR: by the normal quantiles of the two risks; needs the control rate."""
    EXACT = "exact"
    """d and r with group sizes: point-biserial. The default."""
    BORENSTEIN = "borenstein"
    """d and r with group sizes: a = N²/(n₁n₂)."""
    MEDIAN_SPLIT = "median-split"
    """r to d: one of two continuous variables is split at its median."""
    FURUKAWA_LEUCHT = "furukawa-leucht"
    """d to NNT at a control rate. The default."""
    KRAEMER_KUPFER = "kraemer-kupfer"
    """d to NNT without a control rate."""


UNSIGNED: frozenset[Source] = frozenset(
    {
        *(Metric.ETA2, Metric.ETA2_PARTIAL, Metric.F, Metric.R2, Equivalent.OVERLAP, Equivalent.U1),
        *(Statistic.F_TEST, Statistic.CHI2, Statistic.F2),
    }
)
"""Inputs without a sign."""
SIZES: frozenset[Target] = frozenset((Metric.D, Metric.G, Metric.R, Metric.Z))
"""Results that are meaningful as a size without a sign: |d|."""
RANGES: dict[Source, tuple[float, float]] = {
    **dict.fromkeys((Metric.R, Metric.RD), (-1, 1)),
    **dict.fromkeys((Metric.ETA2, Metric.R2), (0, 1)),
    **dict.fromkeys((Metric.F, Metric.OR, Metric.RR), (0, math.inf)),
    **dict.fromkeys((Statistic.F_TEST, Statistic.CHI2, Statistic.F2), (0, math.inf)),
    **dict.fromkeys((Equivalent.CLES, Equivalent.U3), (0, 1)),
}
"""Ranges of bounded indices."""
NULLS: dict[Source, float] = {
    **dict.fromkeys((Metric.OR, Metric.RR, Metric.HR, Metric.IRR), 1),
    **dict.fromkeys((Equivalent.CLES, Equivalent.U3), 0.5),
}
"""The value of no effect, if it is not 0."""


@dataclass(frozen=True, kw_only=True)
class Known:
    """Further information on a number besides its value and index; None if not stated."""

    n1: float | None = None
    """People in the first group of a single study; leave it out for a pooled estimate."""
    n2: float | None = None
    """People in the second group."""
    df: float | None = None
    """Degrees of freedom of t, or of the error of F."""
    p0: float | None = None
    """Control rate: the share of untreated people with the event, from 0 to 1."""
    interval: Interval | None = None
    """The reported confidence interval."""
    se: Decimal | None = None
    """The reported standard error; of a ratio that of its logarithm."""
    level: Decimal = Decimal(95)
    """Level of a computed interval, in per cent."""
    method: Method | None = None
    """The method, if there are several."""
    design: Design | None = None
    """The kind of comparison. A correlation is an association by default."""
    significant: bool | None = None
    """False if the authors call the result non-significant."""
    benefit: bool | None = None
    """For a number needed to treat, or a difference converted to one: whether it is for benefit or
    for harm, which its sign does not tell."""
    better: Better | None = None
    """Whether more of the event is better."""


NOTHING_KNOWN = Known()


@dataclass(frozen=True, kw_only=True)
class Question(Known):
    """One requested conversion."""

    value: Decimal
    """The number with its printed digits."""
    source: Source
    target: Target
    computed: str = ""
    """How the interval was computed, if it was not reported."""
    events: Events | None = None
    """What a number needed to treat counts; None if not stated."""
    events_assumed: str = ""
    """The assumptions in that, in words."""

    @property
    def sizes(self) -> tuple[float, float] | None:
        """The sizes of both groups, if known."""
        return None if self.n1 is None or self.n2 is None else (self.n1, self.n2)

    @property
    def includes_no_effect(self) -> bool:
        """Whether it is non-significant, is no effect, or has an interval with no effect."""
        if self.significant is False:
            return True
        if self.source is Metric.NNT:
            # No effect is at infinity: an interval from below 0 to above 0 includes it.
            return bool(self.interval and self.interval.low < 0 < self.interval.high)
        null = NULLS.get(self.source, 0)
        inside = self.interval and self.interval.low <= null <= self.interval.high
        return self.value == null or bool(inside)


def design_of(effect: EffectSize) -> Design | None:
    """Return the kind of comparison of a recorded effect, if its record tells."""
    if effect.contrast is Contrast.WITHIN:
        return Design.WITHIN
    if effect.between:
        return Design.ASSOCIATION
    return Design.GROUPS if effect.compared else None
