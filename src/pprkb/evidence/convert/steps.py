"""The formulas as steps from one index to the next, and the way from one index to any other.

A conversion is the shortest way along these steps. Within it nothing is rounded.
"""

from __future__ import annotations

import math

from pprkb.evidence.convert import differences, overlaps, risks
from pprkb.evidence.convert.question import Equivalent, Source, Statistic, Target
from pprkb.evidence.convert.step import (
    NORMAL_GROUPS,
    Maker,
    at_rate,
    by_groups,
    chi2_to_r,
    d_to_nnt,
    d_to_odds,
    d_to_r,
    d_to_risk,
    f_to_d,
    fixed,
    nnt_to_rd,
    odds_to_d,
    r_to_d,
    risk_to_d,
    small_sample,
    t_to_d,
    with_degrees,
)
from pprkb.model.effect import Metric

D, G, SMD, R, Z = Metric.D, Metric.G, Metric.SMD, Metric.R, Metric.Z
OR, RR, RD, NNT = Metric.OR, Metric.RR, Metric.RD, Metric.NNT
ETA2, F, R2 = Metric.ETA2, Metric.F, Metric.R2

_COHEN = "Cohen (1988)"
_NO_SIGN = "the result has no sign: it does not say which way the effect goes"
_GRANT = "Grant (2014)"
_DEFINITION = "definition"

STEPS: dict[tuple[Source, Target], Maker] = {
    (G, D): small_sample(differences.d_from_g, "d = g/J"),
    (D, G): small_sample(differences.g_from_d, "g = J·d"),
    (SMD, D): fixed(
        float, "SMD ≈ d", _DEFINITION, "the standardised mean difference is taken as d"
    ),
    (D, R): d_to_r,
    (R, D): r_to_d,
    (R, Z): fixed(differences.z_from_r, "z = artanh r", "Fisher"),
    (Z, R): fixed(differences.r_from_z, "r = tanh z", "Fisher"),
    # Risks come before d, so that a way between two of them does not lead through d.
    (OR, RR): at_rate(
        lambda o, p0: risks.risk_from_odds_ratio(o, p0) / p0,
        "RR = p₁/p₀, p₁ = OR·p₀/(1 − p₀ + OR·p₀)",
        _GRANT,
    ),
    (OR, RD): at_rate(
        lambda o, p0: risks.risk_from_odds_ratio(o, p0) - p0,
        "RD = p₁ − p₀, p₁ = OR·p₀/(1 − p₀ + OR·p₀)",
        _GRANT,
    ),
    (RR, OR): at_rate(
        lambda q, p0: risks.odds_ratio_of_risks(risks.risk_from_risk_ratio(q, p0), p0),
        "OR = RR(1 − p₀)/(1 − RR·p₀)",
        "effectsize (R package)",
    ),
    (RR, RD): at_rate(
        lambda q, p0: risks.risk_from_risk_ratio(q, p0) - p0, "RD = p₀(RR − 1)", _DEFINITION
    ),
    (RD, RR): at_rate(
        lambda x, p0: risks.risk_from_risk_difference(x, p0) / p0, "RR = (p₀ + RD)/p₀", _DEFINITION
    ),
    (RD, OR): at_rate(
        lambda x, p0: risks.odds_ratio_of_risks(risks.risk_from_risk_difference(x, p0), p0),
        "OR = (p₁/(1 − p₁))/(p₀/(1 − p₀)), p₁ = p₀ + RD",
        _DEFINITION,
    ),
    (RD, NNT): fixed(risks.number_needed, "NNT = 1/RD", _DEFINITION),
    (NNT, RD): nnt_to_rd,
    (OR, D): odds_to_d,
    (D, NNT): d_to_nnt,
    (D, RD): d_to_risk(lambda p1, p0: p1 - p0, "RD = Φ(d + Φ⁻¹(p₀)) − p₀"),
    (D, RR): d_to_risk(lambda p1, p0: p1 / p0, "RR = Φ(d + Φ⁻¹(p₀))/p₀"),
    (RD, D): risk_to_d(risks.risk_from_risk_difference, "p₁ = p₀ + RD"),
    (RR, D): risk_to_d(risks.risk_from_risk_ratio, "p₁ = RR·p₀"),
    (D, OR): d_to_odds,
    (ETA2, D): by_groups(differences.d_from_eta2, "|d| = √(a·η²/(1 − η²))"),
    (D, ETA2): by_groups(differences.eta2_from_d, "η² = d²/(d² + a)"),
    (F, D): by_groups(differences.d_from_f, "|d| = √a·f"),
    (D, F): by_groups(differences.f_from_d, "f = |d|/√a"),
    (ETA2, R2): fixed(float, "R² = η²", _DEFINITION, "the groups are the only predictor"),
    (R2, ETA2): fixed(float, "η² = R²", _DEFINITION, "the predictor is a grouping, and the only"),
    (Statistic.F2, F): fixed(math.sqrt, "f = √f²", _COHEN),
    (Statistic.F2, R2): fixed(lambda f2: f2 / (1 + f2), "R² = f²/(1 + f²)", _COHEN),
    (Statistic.T, D): t_to_d,
    (Statistic.T, R): with_degrees(
        lambda t, df: t / math.hypot(t, math.sqrt(df)), "r = t/√(t² + df)"
    ),
    (Statistic.T, Metric.ETA2_PARTIAL): with_degrees(
        lambda t, df: t * t / (t * t + df), "partial η² = t²/(t² + df)", _NO_SIGN
    ),
    (Statistic.F_TEST, D): f_to_d,
    (Statistic.F_TEST, R): with_degrees(
        lambda f, df: math.sqrt(f / (f + df)), "|r| = √(F/(F + df))", _NO_SIGN
    ),
    (Statistic.F_TEST, Metric.ETA2_PARTIAL): with_degrees(
        lambda f, df: f / (f + df), "partial η² = F/(F + df)", _NO_SIGN
    ),
    (Statistic.CHI2, R): chi2_to_r,
    (Statistic.LOG_OR, OR): fixed(math.exp, "OR = exp(ln OR)", _DEFINITION),
    (Statistic.LOG_RR, RR): fixed(math.exp, "RR = exp(ln RR)", _DEFINITION),
    (Equivalent.CLES, D): fixed(
        overlaps.d_from_probability_of_superiority,
        "d = √2·Φ⁻¹(CLES)",
        "McGraw & Wong (1992)",
        NORMAL_GROUPS,
    ),
    (Equivalent.U3, D): fixed(overlaps.d_from_u3, "d = Φ⁻¹(U3)", _COHEN, NORMAL_GROUPS),
    (ETA2, F): fixed(differences.f_from_eta2, "f = √(η²/(1 − η²))", _COHEN),
    (F, ETA2): fixed(differences.eta2_from_f, "η² = f²/(1 + f²)", _COHEN),
    (R2, R): fixed(
        differences.r_from_r2,
        "|r| = √R²",
        _DEFINITION,
        "one predictor, and no other in the model",
        warning=_NO_SIGN,
    ),
    (R, R2): fixed(lambda r: r * r, "R² = r²", _DEFINITION, warning=_NO_SIGN),
    (D, Equivalent.U3): fixed(overlaps.u3, "U3 = Φ(d)", _COHEN, NORMAL_GROUPS),
    (D, Equivalent.CLES): fixed(
        overlaps.probability_of_superiority, "Φ(d/√2)", "McGraw & Wong (1992)", NORMAL_GROUPS
    ),
    (D, Equivalent.OVERLAP): fixed(
        overlaps.overlap, "2Φ(−|d|/2)", _COHEN, NORMAL_GROUPS, warning=_NO_SIGN
    ),
    (D, Equivalent.U1): fixed(
        overlaps.u1, "U1 = (2·U2 − 1)/U2, U2 = Φ(|d|/2)", _COHEN, NORMAL_GROUPS, warning=_NO_SIGN
    ),
    (R, Equivalent.BESD): fixed(
        lambda r: overlaps.binomial_effect_size_display(r)[1],
        "½ ± r/2",
        "Rosenthal & Rubin (1982)",
        "an imagined table with half of the people in each row and column",
        warning="an analogy: nobody observed these rates",
    ),
    (R, Equivalent.CL_R): fixed(
        overlaps.common_language_of_r,
        "asin(r)/π + ½",
        "Dunlap (1994)",
        "both variables are normally distributed together",
    ),
}
"""What leads from where to where; of ways of equal length the earlier is taken."""


def way(source: Source, target: Target) -> tuple[Maker, ...] | None:
    """Return the shortest way from one index to another; None where there is none."""
    ways: dict[Source, tuple[Maker, ...]] = {source: ()}
    waiting: list[Source] = [source]
    for place in waiting:
        if place == target:
            return ways[place]
        for (start, end), maker in STEPS.items():
            if start == place and end not in ways:
                ways[end] = (*ways[place], maker)
                waiting.append(end)
    return None
