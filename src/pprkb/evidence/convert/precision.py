"""Intervals and standard errors of single studies, from each other or the numbers of people.

They must not be computed for pooled estimates: their intervals depend on the heterogeneity of the
studies, and intervals from the total number of people had half the published width, or less.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from decimal import Decimal

from pprkb.evidence.convert.formulas import NORMAL, r_from_z, z_from_r
from pprkb.evidence.rounding import at_places, printed_share
from pprkb.languages import phrase
from pprkb.model.effect import Contrast, EffectSize, EvidenceLevel, Interval, Metric, printed_number

_DIFFERENCES = (Metric.D, Metric.G, Metric.SMD)
_RATIOS = (Metric.OR, Metric.RR, Metric.HR, Metric.IRR)
_LEAST_PLACES = 2


@dataclass(frozen=True, kw_only=True)
class Computed:
    """A computed interval, and how it was computed."""

    interval: Interval
    formula: str
    source: str


def computed_interval(
    value: Decimal,
    metric: Metric,
    *,
    se: Decimal | None = None,
    n1: float | None = None,
    n2: float | None = None,
    level: Decimal = Decimal(95),
) -> Computed | None:
    """Return the interval computed from the standard error, or else the numbers of people.

    Args:
        value: The estimate.
        metric: Its metric.
        se: Standard error, if it was reported.
        n1: People in the first group of one study.
        n2: People in the second group.
        level: Per cent.

    Raises:
        ValueError: The numbers cannot be those of the estimate.
    """
    if se is not None:
        return interval_from_error(value, metric, se, level)
    if n1 is None or n2 is None:
        return None
    return interval_from_sizes(value, metric, n1, n2, level)


def interval_from_error(
    value: Decimal, metric: Metric, error: Decimal, level: Decimal = Decimal(95)
) -> Computed:
    """Return the interval computed from a standard error.

    Args:
        value: The estimate.
        metric: Its index; of a ratio the error is that of the logarithm.
        error: The standard error.
        level: Per cent.

    Raises:
        ValueError: The error is not above 0, or the estimate of a ratio is not.
    """
    if error <= 0:
        raise ValueError(phrase("a standard error must be above 0"))
    reach = quantile(float(level)) * float(error)
    if metric in _RATIOS:
        if value <= 0:
            raise ValueError(phrase("a ratio must be above 0"))
        middle = math.log(value)
        ends = math.exp(middle - reach), math.exp(middle + reach)
        return _computed(value, ends, level, "exp(ln value ± 1.96·SE)", "Wald")
    ends = float(value) - reach, float(value) + reach
    return _computed(value, ends, level, "value ± 1.96·SE", "Wald")


def interval_from_sizes(
    value: Decimal, metric: Metric, n1: float, n2: float, level: Decimal = Decimal(95)
) -> Computed | None:
    """Return the interval computed from the numbers of people of one study, if possible.

    Args:
        value: The estimate.
        metric: Its index; of a correlation both groups together are its people.
        n1: People in the first group.
        n2: People in the second group.
        level: Per cent.

    Raises:
        ValueError: There are too few people, or a correlation is not between −1 and 1.
    """
    number, share = float(value), float(level)
    if metric in _DIFFERENCES:
        ends = interval_of_d(number, n1, n2, share)
        formula = "d ± 1.96·√(N/(n₁n₂) + d²/2N)"
        return _computed(value, ends, level, formula, "Borenstein et al. (2009), equation 4.20")
    if metric is Metric.R:
        if not -1 < number < 1:
            raise ValueError(phrase("of a perfect correlation there is no interval"))
        ends = interval_of_r(number, n1 + n2, share)
        return _computed(value, ends, level, "tanh(artanh r ± 1.96/√(N − 3))", "Fisher")
    if metric is Metric.Z:
        ends = interval_of_z(number, n1 + n2, share)
        return _computed(value, ends, level, "z ± 1.96/√(N − 3)", "Fisher")
    return None


def _computed(
    value: Decimal, ends: tuple[float, float], level: Decimal, formula: str, source: str
) -> Computed:
    places = max(_LEAST_PLACES, -int(value.as_tuple().exponent))
    low, high = (at_places(end, places) for end in ends)
    usual = f"{quantile(float(level)):.3g}"
    return Computed(
        interval=Interval(low=low, high=high, level=level),
        formula=formula.replace("1.96", usual),
        source=source,
    )


@dataclass(frozen=True, kw_only=True)
class Precision:
    """Statistics implied by a reported interval."""

    error: float
    """Standard error; of a ratio that of its logarithm."""
    p: float
    """Two-sided."""
    of_logarithm: bool


def precision(value: Decimal, metric: Metric, interval: Interval) -> Precision | None:
    """Return the standard error and p value implied by an interval, if possible.

    Sources: metafor, `conv.wald`, for the error; Altman & Bland (2011) for p. Intervals of r are
    asymmetric, so its error is that of Fisher's z.

    Args:
        value: The estimate.
        metric: Its index.
        interval: As reported; of 95 per cent where no level is said.
    """
    ratio = metric in _RATIOS
    estimate, low, high = float(value), float(interval.low), float(interval.high)
    if metric is Metric.R:
        if not -1 < low <= estimate <= high < 1:
            return None
        estimate, low, high = math.atanh(estimate), math.atanh(low), math.atanh(high)
    elif not (ratio or metric in (*_DIFFERENCES, Metric.Z, Metric.RD)):
        return None
    level = float(interval.level or 95)
    try:
        error = standard_error_from_interval(low, high, level, ratio=ratio)
        p = p_from_standard_error(estimate, error, ratio=ratio)
    except ValueError:
        return None
    return Precision(error=error, p=p, of_logarithm=ratio)


_MEASURES = {
    **dict.fromkeys(_DIFFERENCES, "SMD"),
    **dict.fromkeys((Metric.R, Metric.Z), "ZCOR"),
    **dict.fromkeys((Metric.MD, Metric.WMD), "MD"),
    **{ratio: ratio.value.upper() for ratio in (Metric.OR, Metric.RR, Metric.IRR)},
    Metric.RD: "RD",
    Metric.HR: "GEN",
}
"""Names of indices in metafor, which has none for hazard ratios."""
_USUAL_LEVEL = Decimal(95)


@dataclass(frozen=True, kw_only=True)
class OnAnalysisScale:
    """An effect on the scale of meta-analysis: ln of a ratio, Fisher's z of a correlation."""

    measure: str
    """Name in metafor's `escalc`: SMD, ZCOR, MD, OR, RR, IRR, RD; GEN for a hazard ratio."""
    yi: float
    sei: float | None = None
    """Standard error of `yi`; None if it does not follow from printed values."""
    made_from: str = ""
    """The source of the standard error: "SE", "95% CI", "n"."""

    @property
    def vi(self) -> float | None:
        """The sampling variance of `yi`."""
        return None if self.sei is None else self.sei**2


def on_analysis_scale(effect: EffectSize) -> OnAnalysisScale | None:
    """Return an effect on the scale of metafor's `rma`, from printed values.

    The standard error is the printed one, or else computed from the interval (metafor,
    `conv.wald`), or, for a correlation from one study, 1/√(n − 3). A printed standard error of a
    ratio or of r is not used, since its scale is unclear.

    None for ranges, bounds, changes within a group (their error depends on a correlation that is
    rarely known) and metrics without such a scale.
    """
    measure, value = _MEASURES.get(effect.metric), printed_share(effect.value)
    exact = effect.comparator in ("=", "≈") and not effect.value_high
    if measure is None or value is None or not exact or effect.contrast is Contrast.WITHIN:
        return None
    try:
        yi = scaled(float(value), effect.metric)
    except ValueError:
        return None
    plain = effect.metric not in (*_RATIOS, Metric.R)
    error = printed_number(effect.se.removesuffix("%").strip()) if plain else None
    if error is not None and error > 0:
        own = float(_in_unit_of_value(effect, error))
        return OnAnalysisScale(measure=measure, yi=yi, sei=own, made_from="SE")
    interval = interval_of(effect)
    if interval and (sei := _error_of(interval, effect.metric)):
        level = interval.level
        made_from = f"{level.normalize():f}% CI" if level else "CI, taken as 95%"
        return OnAnalysisScale(measure=measure, yi=yi, sei=sei, made_from=made_from)
    counted = effect.level is EvidenceLevel.SINGLE_STUDY and not effect.n_qualifier
    if measure == "ZCOR" and counted and effect.n is not None and effect.n > 3:
        sei = math.sqrt(variance_of_z(effect.n))
        return OnAnalysisScale(measure=measure, yi=yi, sei=sei, made_from="n")
    return OnAnalysisScale(measure=measure, yi=yi)


def interval_of(effect: EffectSize) -> Interval | None:
    """Return the interval of a recorded effect in the unit of its number: 8% as a proportion."""
    interval = effect.interval
    if interval is None or not effect.value.endswith("%"):
        return interval
    return replace(
        interval,
        low=_in_unit_of_value(effect, interval.low),
        high=_in_unit_of_value(effect, interval.high),
    )


def _in_unit_of_value(effect: EffectSize, number: Decimal) -> Decimal:
    """Convert a number beside a value in per cent to a proportion."""
    return number.scaleb(-2) if effect.value.endswith("%") else number


def scaled(number: float, metric: Metric) -> float:
    """Transform a number to the scale of analysis: ln of a ratio, Fisher's z of r.

    Raises:
        ValueError: The transformation is undefined.
    """
    if metric in _RATIOS:
        return math.log(number)
    return math.atanh(number) if metric is Metric.R else number


def _error_of(interval: Interval, metric: Metric) -> float | None:
    """Return the standard error that an interval implies on the scale of analysis."""
    try:
        low, high = (scaled(float(end), metric) for end in (interval.low, interval.high))
        level = float(interval.level or _USUAL_LEVEL)
        return standard_error_from_interval(low, high, level)
    except ValueError:
        return None


def variance_of_d(d: float, n1: float, n2: float) -> float:
    """Return N/(n₁n₂) + d²/(2N) (Borenstein et al., 2009, equation 4.20)."""
    if n1 <= 0 or n2 <= 0:
        raise ValueError(phrase("both groups need people"))
    total = n1 + n2
    return total / (n1 * n2) + d * d / (2 * total)


def variance_of_z(n: float) -> float:
    """Return 1/(n − 3), the variance of Fisher's z."""
    if n <= 3:
        raise ValueError(phrase("Fisher's z needs more than three people"))
    return 1 / (n - 3)


def variance_of_log_odds_ratio(events1: float, n1: float, events2: float, n2: float) -> float:
    """Return the sum of the inverses of the four cells (Borenstein et al., 2009, chapter 5)."""
    cells = (events1, n1 - events1, events2, n2 - events2)
    if min(cells) <= 0:
        raise ValueError(phrase("no cell of the table may be empty"))
    return sum(1 / cell for cell in cells)


def variance_of_log_risk_ratio(events1: float, n1: float, events2: float, n2: float) -> float:
    """Return 1/e₁ − 1/n₁ + 1/e₂ − 1/n₂ (Borenstein et al., 2009, chapter 5)."""
    if min(events1, events2) <= 0:
        raise ValueError(phrase("each group needs an event"))
    return 1 / events1 - 1 / n1 + 1 / events2 - 1 / n2


def quantile(level: float = 95) -> float:
    """Return the standard normal quantile of a two-sided interval: 1.96 for 95 per cent."""
    if not 0 < level < 100:
        raise ValueError(phrase("the level of an interval lies between 0 and 100 per cent"))
    return NORMAL.inv_cdf(0.5 + level / 200)


def standard_error_from_interval(
    low: float, high: float, level: float = 95, *, ratio: bool = False
) -> float:
    """Return (U − L)/(2·1.96), for a ratio on the scale of its logarithm (metafor, `conv.wald`).

    Args:
        low: Lower limit L.
        high: Upper limit U.
        level: Per cent.
        ratio: Whether it is the interval of OR, RR or HR; then the error is that of the logarithm.

    Raises:
        ValueError: The limits are exchanged, or those of a ratio are not above 0.
    """
    if low > high:
        raise ValueError(phrase("the lower limit is above the upper limit"))
    if ratio:
        if low <= 0:
            raise ValueError(phrase("the limits of a ratio must be above 0"))
        low, high = math.log(low), math.log(high)
    return (high - low) / (2 * quantile(level))


def p_from_standard_error(estimate: float, standard_error: float, *, ratio: bool = False) -> float:
    """Return the two-sided p value 2Φ(−|estimate/SE|) (Altman & Bland, 2011).

    Args:
        estimate: The estimate; for a ratio the ratio itself.
        standard_error: Its standard error; for a ratio that of its logarithm.
        ratio: Whether it is OR, RR or HR.
    """
    if standard_error <= 0:
        raise ValueError(phrase("a standard error must be above 0"))
    if ratio:
        if estimate <= 0:
            raise ValueError(phrase("a ratio must be above 0"))
        estimate = math.log(estimate)
    return 2 * NORMAL.cdf(-abs(estimate / standard_error))


def interval_of_d(d: float, n1: float, n2: float, level: float = 95) -> tuple[float, float]:
    """Return Wald's interval of d of one study (Borenstein et al., 2009, chapter 4)."""
    reach = quantile(level) * math.sqrt(variance_of_d(d, n1, n2))
    return d - reach, d + reach


def interval_of_r(r: float, n: float, level: float = 95) -> tuple[float, float]:
    """Return the interval of r of one study by way of Fisher's z."""
    reach = quantile(level) * math.sqrt(variance_of_z(n))
    return r_from_z(z_from_r(r) - reach), r_from_z(z_from_r(r) + reach)


def interval_of_z(z: float, n: float, level: float = 95) -> tuple[float, float]:
    """Return the interval of Fisher's z of one study."""
    reach = quantile(level) * math.sqrt(variance_of_z(n))
    return z - reach, z + reach
