"""The formulas as steps from one index to the next, and the way from one index to any other.

A conversion is the shortest way along these steps. Within it nothing is rounded.
"""

from __future__ import annotations

from pprkb.evidence import differences, overlaps, risks
from pprkb.evidence.question import Equivalent, Target
from pprkb.evidence.step import (
    NORMAL_GROUPS,
    TWO_GROUPS,
    Maker,
    at_rate,
    d_to_nnt,
    d_to_odds,
    d_to_r,
    fixed,
    odds_to_d,
    r_to_d,
    small_sample,
)
from pprkb.model.effect import Metric

D, G, SMD, R, Z = Metric.D, Metric.G, Metric.SMD, Metric.R, Metric.Z
OR, RR, RD, NNT = Metric.OR, Metric.RR, Metric.RD, Metric.NNT
ETA2, F, R2 = Metric.ETA2, Metric.F, Metric.R2

_COHEN = "Cohen (1988)"
_NO_SIGN = "the result has no sign: it does not say which way the effect goes"
_GRANT = "Grant (2014)"
_DEFINITION = "definition"

STEPS: dict[tuple[Target, Target], Maker] = {
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
    (NNT, RD): fixed(risks.risk_difference_from_number_needed, "RD = 1/NNT", _DEFINITION),
    (OR, D): odds_to_d,
    (D, NNT): d_to_nnt,
    (D, RD): at_rate(
        lambda d, p0: risks.risk_from_d(d, p0) - p0,
        "RD = Φ(d + Φ⁻¹(p₀)) − p₀",
        "Furukawa & Leucht (2011)",
        NORMAL_GROUPS,
    ),
    (D, RR): at_rate(
        lambda d, p0: risks.risk_from_d(d, p0) / p0,
        "RR = Φ(d + Φ⁻¹(p₀))/p₀",
        "Furukawa & Leucht (2011)",
        NORMAL_GROUPS,
    ),
    (D, OR): d_to_odds,
    (ETA2, D): fixed(
        differences.d_from_eta2, "|d| = 2√(η²/(1 − η²))", _COHEN, TWO_GROUPS, warning=_NO_SIGN
    ),
    (D, ETA2): fixed(
        differences.eta2_from_d, "η² = d²/(d² + 4)", _COHEN, TWO_GROUPS, warning=_NO_SIGN
    ),
    (F, D): fixed(differences.d_from_f, "|d| = 2f", _COHEN, TWO_GROUPS, warning=_NO_SIGN),
    (D, F): fixed(differences.f_from_d, "f = |d|/2", _COHEN, TWO_GROUPS, warning=_NO_SIGN),
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


def way(source: Target, target: Target) -> tuple[Maker, ...] | None:
    """Return the shortest way from one index to another; None where there is none."""
    ways: dict[Target, tuple[Maker, ...]] = {source: ()}
    waiting: list[Target] = [source]
    for place in waiting:
        if place == target:
            return ways[place]
        for (start, end), maker in STEPS.items():
            if start == place and end not in ways:
                ways[end] = (*ways[place], maker)
                waiting.append(end)
    return None
