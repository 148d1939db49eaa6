"""What is asked of a conversion: which number, into what, and what else is known."""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from pprkb.model.effect import Better, Contrast, EffectSize, Interval, Metric


class Equivalent(StrEnum):
    """A way to tell an effect that is made from another metric, as a proportion from 0 to 1."""

    U3 = "u3"
    """Share of one group above the mean of the other (Cohen, 1988)."""
    CLES = "cles"
    """Probability of superiority: common language effect size (McGraw & Wong, 1992)."""
    OVERLAP = "overlap"
    """What two distributions have in common (after Cohen, 1988)."""
    U1 = "u1"
    """What two distributions do not have in common (Cohen, 1988)."""
    BESD = "besd"
    """Binomial effect size display (Rosenthal & Rubin, 1982); the estimate is the rate ½ + r/2."""
    CL_R = "cl-r"
    """Common language effect size of a correlation (Dunlap, 1994)."""


Target = Metric | Equivalent
"""What can be asked for."""


class Statistic(StrEnum):
    """What papers print instead of an index; it can be converted from, not into."""

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
"""What can be converted."""


class Events(StrEnum):
    """What a number needed to treat counts, as no sign of it says."""

    MORE = "more"
    """One more person of the first group has the event."""
    FEWER = "fewer"
    """One fewer."""


def events_of(*, benefit: bool | None, better: Better | None) -> tuple[Events | None, str]:
    """Return what a number needed to treat counts, and what of that is assumed.

    Args:
        benefit: Whether it is a number for benefit or for harm; None where nobody says.
        better: Whether more of the event is wanted; None where nobody says.
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
    """What an index is about; no number tells it."""

    GROUPS = "groups"
    """Different people are compared, such as treated and untreated."""
    ASSOCIATION = "association"
    """Two variables go together across people; nobody was treated."""
    WITHIN = "within"
    """The same people are compared before and after."""


class Method(StrEnum):
    """A way of conversion, where there is more than one."""

    LOGISTIC = "logistic"
    """d and OR: ln OR = πd/√3. The usual one."""
    COX = "cox"
    """d and OR: ln OR = 1.65d."""
    PROBIT = "probit"
    """d and OR: by the normal quantiles of the two risks; needs the control rate."""
    EXACT = "exact"
    """d and r with group sizes: point-biserial. The usual one."""
    BORENSTEIN = "borenstein"
    """d and r with group sizes: a = N²/(n₁n₂)."""
    MEDIAN_SPLIT = "median-split"
    """r to d: one of two continuous variables is split at its median."""
    FURUKAWA_LEUCHT = "furukawa-leucht"
    """d to NNT at a control rate. The usual one."""
    KRAEMER_KUPFER = "kraemer-kupfer"
    """d to NNT without a control rate."""


UNSIGNED: frozenset[Source] = frozenset(
    {
        *(Metric.ETA2, Metric.ETA2_PARTIAL, Metric.F, Metric.R2, Equivalent.OVERLAP, Equivalent.U1),
        *(Statistic.F_TEST, Statistic.CHI2, Statistic.F2),
    }
)
"""What does not say which way an effect goes."""
SIZES: frozenset[Target] = frozenset((Metric.D, Metric.G, Metric.R, Metric.Z))
"""What can still be told as a size where the sign is not known: |d|."""
RANGES: dict[Source, tuple[float, float]] = {
    **dict.fromkeys((Metric.R, Metric.RD), (-1, 1)),
    **dict.fromkeys((Metric.ETA2, Metric.R2), (0, 1)),
    **dict.fromkeys((Metric.F, Metric.OR, Metric.RR), (0, math.inf)),
    **dict.fromkeys((Statistic.F_TEST, Statistic.CHI2, Statistic.F2), (0, math.inf)),
    **dict.fromkeys((Equivalent.CLES, Equivalent.U3), (0, 1)),
}
"""From where to where an index can go, where it has bounds."""
NULLS: dict[Source, float] = {
    **dict.fromkeys((Metric.OR, Metric.RR, Metric.HR, Metric.IRR), 1),
    **dict.fromkeys((Equivalent.CLES, Equivalent.U3), 0.5),
}
"""The value of no effect, where it is not 0."""


@dataclass(frozen=True, kw_only=True)
class Known:
    """What is known of a number besides its value and its index; None where nobody says."""

    n1: float | None = None
    """People in the first group, of a single study; for a pooled estimate leave it out."""
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
    """Per cent, of an interval that is computed."""
    method: Method | None = None
    """Where there is more than one way."""
    design: Design | None = None
    """What the index is about. A correlation is an association if nothing is said."""
    significant: bool | None = None
    """False where the authors say that the result is not."""
    benefit: bool | None = None
    """Of a number needed to treat, or of a difference that is made into one: whether it is for
    benefit or for harm, which its sign does not say."""
    better: Better | None = None
    """Whether more of the event is wanted."""


NOTHING_KNOWN = Known()


@dataclass(frozen=True, kw_only=True)
class Question(Known):
    """One conversion that is asked for."""

    value: Decimal
    """The number with the digits that were printed."""
    source: Source
    target: Target
    computed: str = ""
    """How the interval was made, where it was not reported."""
    events: Events | None = None
    """What a number needed to treat counts; None where nobody says."""
    events_assumed: str = ""
    """What of that was assumed, in words."""

    @property
    def sizes(self) -> tuple[float, float] | None:
        """The sizes of both groups, where they are known."""
        return None if self.n1 is None or self.n2 is None else (self.n1, self.n2)

    @property
    def includes_no_effect(self) -> bool:
        """Whether it is reported as non-significant, is no effect, or has none in its interval."""
        if self.significant is False:
            return True
        if self.source is Metric.NNT:
            # No effect is at infinity: an interval from below 0 to above 0 runs through it.
            return bool(self.interval and self.interval.low < 0 < self.interval.high)
        null = NULLS.get(self.source, 0)
        inside = self.interval and self.interval.low <= null <= self.interval.high
        return self.value == null or bool(inside)


def design_of(effect: EffectSize) -> Design | None:
    """Return what a recorded effect is about, as far as the record says it."""
    if effect.contrast is Contrast.WITHIN:
        return Design.WITHIN
    if effect.between:
        return Design.ASSOCIATION
    return Design.GROUPS if effect.compared else None
