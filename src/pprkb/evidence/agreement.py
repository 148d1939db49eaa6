"""Consistency of printed numbers: of two values for one finding, and within one effect."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, auto

from pprkb.evidence.convert import precision
from pprkb.evidence.convert.answers import NOT_A_NUMBER, Refusal, name_of
from pprkb.evidence.convert.conversions import convert
from pprkb.evidence.convert.formulas import NORMAL
from pprkb.evidence.convert.precision import OnAnalysisScale, interval_of, on_analysis_scale, scaled
from pprkb.evidence.convert.question import NULLS, UNSIGNED, Design, Known, Method
from pprkb.evidence.describe import non_significance
from pprkb.evidence.rounding import printed_share, rounding_interval
from pprkb.model.effect import EffectSize, Interval, Metric
from pprkb.model.errors import ConversionError

_TOUCH = 1e-9
"""Tolerance for rounding intervals that touch, in floating-point numbers."""


def agree(
    value_a: str | Decimal,
    metric_a: Metric,
    value_b: str | Decimal,
    metric_b: Metric,
    *,
    p0: float | None = None,
    method: Method | None = None,
    design: Design | None = None,
) -> bool:
    """Return whether two printed values can be one finding, that is, their rounding ranges overlap.

    r = .12 and d = .24 do; r = .26 and d = .56 do not. Metrics without a sign are compared by size.

    Raises:
        ConversionError: One of them is not a number, or the metrics cannot be compared.
    """
    number = printed_share(value_b) if isinstance(value_b, str) else value_b
    if number is None:
        raise ConversionError(NOT_A_NUMBER.reason, hint=NOT_A_NUMBER.alternative)
    if metric_a in UNSIGNED:
        number = abs(number)
    low, high = map(float, rounding_interval(number))
    if metric_a is metric_b:
        first = printed_share(value_a) if isinstance(value_a, str) else value_a
        if first is None:
            raise ConversionError(NOT_A_NUMBER.reason, hint=NOT_A_NUMBER.alternative)
        other_low, other_high = map(float, rounding_interval(first))
    else:
        other = convert(value_a, metric_a, metric_b, Known(p0=p0, method=method, design=design))
        if isinstance(other, Refusal):
            raise ConversionError(other.reason, hint=other.alternative)
        other_low, other_high = other.low, other.high
    return other_low <= high + _TOUCH and low <= other_high + _TOUCH


class Misfit(Enum):
    """Kinds of inconsistencies within one effect."""

    PRECISION = auto()
    """Interval, standard error, p and the statement on significance."""
    SYMMETRY = auto()
    """The estimate is not in the middle of its interval."""


@dataclass(frozen=True, kw_only=True)
class Disagreement:
    """Two printed statistics of one effect that are inconsistent, even with rounding."""

    kind: Misfit
    words: str
    """Both numbers, their implications, and how much rounding can explain."""


_ALPHA = 0.05
_SLACK = 0.25
"""By which share z of an interval and z of p may differ: by t for z, or adjusted standard errors.
At 10 degrees of freedom t makes .18 of it where p is .001."""
_SLACK_NEAR_0 = 0.1
_LOPSIDED = 0.25
"""Tolerated distance of an estimate from the middle of its interval, in half-widths."""
_SIGNIFICANT = ("significant", "statistically significant", "highly significant")
_FEW_STUDIES = 5
"""Up to this number of studies, Knapp-Hartung intervals are much wider than p implies."""
_NEVER_SYMMETRIC = (Metric.RD,)
"""Newcombe's interval of a risk difference is asymmetric by construction."""
_WALD = (Metric.D, Metric.G, Metric.SMD, Metric.Z, Metric.MD, Metric.WMD, Metric.RD)
"""Metrics with a standard error in the same unit as the estimate."""


def disagreements(effect: EffectSize) -> Iterator[Disagreement]:
    """Yield inconsistencies between the printed statistics of an effect.

    This works like statcheck (Nuijten et al., 2016) for tests: p is computed from the interval or
    the standard error (Altman & Bland, 2011), and compared with the printed p and statement,
    allowing for rounding. Ranges, bounds and changes within a group are skipped. An inconsistency
    need not be an error: another test, or an adjusted one, can explain it.
    """
    middle = on_analysis_scale(effect)
    interval = interval_of(effect)
    p = _printed_p(effect.p)
    yield from _words_against_p(effect, p)
    if middle is None:
        return
    few = effect.k is not None and 1 < effect.k <= _FEW_STUDIES
    ends = _Ends.of(interval, effect) if interval else None
    if interval and ends:
        yield from _words_against_interval(effect, ends)
        yield from _leaning(effect, interval)
    if few:
        return
    if ends and (z := _z_of_interval(effect, ends)):
        yield from _p_against(effect, p, z, _told(effect.interval), "the interval")
        yield from _error_against_interval(effect, ends)
    elif middle.made_from == "SE" and (z := _z_of_error(effect, middle)):
        yield from _p_against(effect, p, z, f"SE = {effect.se}", "the standard error")


@dataclass(frozen=True, kw_only=True)
class _Ends:
    """An interval on the scale of analysis; each limit is a range because of rounding."""

    low: tuple[float, float]
    high: tuple[float, float]
    quantile: float
    level: float

    @classmethod
    def of(cls, interval: Interval, effect: EffectSize) -> _Ends | None:
        try:
            low, high = (
                tuple(scaled(float(end), effect.metric) for end in rounding_interval(limit))
                for limit in (interval.low, interval.high)
            )
        except ValueError:
            return None
        level = float(interval.level or 95)
        return cls(
            low=(low[0], low[1]),
            high=(high[0], high[1]),
            quantile=precision.quantile(level),
            level=level,
        )

    @property
    def errors(self) -> tuple[float, float]:
        """The minimum and maximum of the standard error."""
        least = max(0.0, self.high[0] - self.low[1]) / (2 * self.quantile)
        return least, (self.high[1] - self.low[0]) / (2 * self.quantile)

    @property
    def excludes_null(self) -> bool:
        """Whether it excludes the null, however its limits were rounded."""
        return self.low[0] > 0 or self.high[1] < 0

    @property
    def includes_null(self) -> bool:
        """Whether it includes the null, however its limits were rounded."""
        return self.low[1] < 0 < self.high[0]


def _told(interval: Interval | None) -> str:
    if interval is None:
        return ""
    level = f"{interval.level.normalize():f}% CI " if interval.level else "CI (taken as 95%) "
    return f"{level}[{interval.low}, {interval.high}]"


def _middle(effect: EffectSize) -> tuple[float, float] | None:
    """Return the minimum and maximum of an estimate on the scale of analysis."""
    value = printed_share(effect.value)
    if value is None:
        return None
    try:
        low, high = (scaled(float(end), effect.metric) for end in rounding_interval(value))
    except ValueError:
        return None
    return low, high


def _quotients(middle: tuple[float, float], errors: tuple[float, float]) -> tuple[float, float]:
    """Return the minimum and maximum of |estimate/standard error|."""
    sizes = sorted(map(abs, middle))
    least = 0.0 if middle[0] <= 0 <= middle[1] else sizes[0]
    most = sizes[1] / errors[0] if errors[0] > 0 else math.inf
    return least / errors[1], most


def _z_of_interval(effect: EffectSize, ends: _Ends) -> tuple[float, float] | None:
    middle = _middle(effect)
    return _quotients(middle, ends.errors) if middle and ends.errors[1] > 0 else None


def _z_of_error(effect: EffectSize, made: OnAnalysisScale) -> tuple[float, float] | None:
    middle, printed = _middle(effect), printed_share(effect.se)
    if middle is None or printed is None or made.sei is None:
        return None
    scale = made.sei / float(printed)
    low, high = rounding_interval(printed)
    return _quotients(middle, (max(0.0, float(low)) * scale, float(high) * scale))


def _printed_p(written: str) -> tuple[float, float] | None:
    """Return the minimum and maximum of a printed p."""
    bare = written.strip()
    sign = next((sign for sign in ("<=", ">=", *"<>≤≥=") if bare.startswith(sign)), "=")
    value = printed_share(bare.removeprefix(sign).strip())
    if value is None or not 0 <= value <= 1:
        return None
    if sign in ("<", "≤", "<="):
        return 0.0, math.nextafter(float(value), 0)
    if sign in (">", "≥", ">="):
        return math.nextafter(float(value), 1), 1.0
    low, high = rounding_interval(value)
    return max(0.0, float(low)), min(1.0, float(high))


def _p_of(z: float) -> float:
    return 2 * NORMAL.cdf(-z)


def _z_of(p: float) -> float:
    return math.inf if p <= 0 else NORMAL.inv_cdf(1 - min(p, 1) / 2) if p > 1e-15 else 8.0


def _p_text(p: float) -> str:
    return "< .001" if p < 0.001 else f"{p:.3f}".removeprefix("0")


def _p_against(
    effect: EffectSize,
    p: tuple[float, float] | None,
    z: tuple[float, float],
    beside: str,
    what: str,
) -> Iterator[Disagreement]:
    if p is None:
        return
    least, most = _z_of(p[1]), _z_of(p[0])
    reached = z[1] * (1 + _SLACK) + _SLACK_NEAR_0
    if least <= reached and z[0] * (1 - _SLACK) - _SLACK_NEAR_0 <= most:
        return
    low, high = _p_text(_p_of(z[1])), _p_text(_p_of(z[0]))
    spread = low if low == high else f"from {low} to {high}, as far as rounding goes"
    yield Disagreement(
        kind=Misfit.PRECISION,
        words=(
            f"{_p_words(effect.p)} and {beside} do not agree ({what} implies p {spread}):"
            " one of them may be misprinted"
        ),
    )


def _p_words(written: str) -> str:
    bare = written.strip()
    return f"p {bare}" if bare[:1] in "<>≤≥=" else f"p = {bare}"


def _words_against_p(effect: EffectSize, p: tuple[float, float] | None) -> Iterator[Disagreement]:
    if p is None:
        return
    null = bool(non_significance(effect)) and p[1] < _ALPHA
    found = _is_significant(effect) and p[0] > _ALPHA
    if null or found:
        yield Disagreement(
            kind=Misfit.PRECISION,
            words=(
                f'"{effect.significance}" and {_p_words(effect.p)} do not agree at the usual'
                " threshold of .05: one of them may belong to another result"
            ),
        )


def _is_significant(effect: EffectSize) -> bool:
    return effect.significance.casefold().startswith(_SIGNIFICANT)


def _words_against_interval(effect: EffectSize, ends: _Ends) -> Iterator[Disagreement]:
    """Compare a statement with an interval; at levels other than 95%, with the implied p."""
    z = _z_of_interval(effect, ends)
    least, most = (_p_of(z[1]), _p_of(z[0])) if z else (0.0, 1.0)
    null = non_significance(effect) and ends.excludes_null and (ends.level >= 95 or most < _ALPHA)
    found = _is_significant(effect) and ends.includes_null and (ends.level <= 95 or least > _ALPHA)
    if null or found:
        does = "holds no null effect" if null else "holds the null effect"
        yield Disagreement(
            kind=Misfit.PRECISION,
            words=(
                f'"{effect.significance}" and {_told(effect.interval)} do not agree: the interval'
                f" {does}, however its limits were rounded; one of them may be misprinted"
            ),
        )


def _error_against_interval(effect: EffectSize, ends: _Ends) -> Iterator[Disagreement]:
    if effect.metric not in _WALD or not effect.se or effect.value.endswith("%"):
        return
    printed = printed_share(effect.se)
    if printed is None or printed <= 0:
        return
    low, high = map(float, rounding_interval(printed))
    least, most = ends.errors
    if low <= most * (1 + _SLACK) and least * (1 - _SLACK) <= high:
        return
    yield Disagreement(
        kind=Misfit.PRECISION,
        words=(
            f"SE = {effect.se} and {_told(effect.interval)} do not agree (the interval implies an"
            f" SE of {least:.3f} to {most:.3f}, as far as rounding goes): one of them may be"
            " misprinted"
        ),
    )


def _leaning(effect: EffectSize, interval: Interval) -> Iterator[Disagreement]:
    """Yield an estimate that is not in the middle of its interval on any usual scale."""
    if effect.metric in _NEVER_SYMMETRIC:
        return
    # Intervals of r are computed from z, or from r itself.
    scales = [effect.metric, Metric.MD] if effect.metric is Metric.R else [effect.metric]
    value = printed_share(effect.value)
    if value is None or not interval.low <= value <= interval.high:
        return  # already reported when the file was read
    if not all(_leans(value, interval, scale) for scale in scales):
        return
    axis = {Metric.R: ", by r and by Fisher's z", **dict.fromkeys(NULLS, " on the log scale")}
    yield Disagreement(
        kind=Misfit.SYMMETRY,
        words=(
            f"{name_of(effect.metric)} = {effect.value} is not in the middle of"
            f" {_told(effect.interval)}{axis.get(effect.metric, '')}, by more than rounding"
            " explains: one of the three numbers may be misprinted"
        ),
    )


def _leans(value: Decimal, interval: Interval, scale: Metric) -> bool:
    try:
        middle, low, high = (
            [scaled(float(end), scale) for end in rounding_interval(number)]
            for number in (value, interval.low, interval.high)
        )
    except ValueError:
        return False
    half = (sum(high) - sum(low)) / 4
    centre = ((low[0] + high[0]) / 2, (low[1] + high[1]) / 2)
    distance = max(centre[0] - middle[1], middle[0] - centre[1], 0.0)
    return half > 0 and distance > _LOPSIDED * half
