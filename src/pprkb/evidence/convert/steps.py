"""The formulas as steps between indices, and the path from one index to another.

A conversion is the shortest path along these steps, without intermediate rounding.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import partial

from pprkb.evidence.convert import formulas
from pprkb.evidence.convert.answers import NO_DIRECTION, NO_PEOPLE, NO_SIZES, Refusal, missing_rate
from pprkb.evidence.convert.question import (
    Design,
    Equivalent,
    Events,
    Method,
    Question,
    Source,
    Statistic,
    Target,
)
from pprkb.evidence.convert.step import (
    BORENSTEIN,
    COHEN,
    HEDGES,
    NO_SIGN,
    NORMAL_GROUPS,
    TWO_GROUPS,
    Maker,
    Step,
)
from pprkb.languages import Told, phrase
from pprkb.model.effect import Metric

_ODDS_METHODS = (Method.LOGISTIC, Method.COX, Method.PROBIT)
_RISK_METHODS = (Method.FURUKAWA_LEUCHT, Method.PROBIT)  # two names of one model
_RATE = frozenset(("rate",))


def _as_exact(rate: float) -> str:
    return Told("a control rate of {rate}%, taken as exact", rate=f"{100 * rate:g}")


def fixed(
    run: Callable[[float], float], formula: str, source: str, *assumptions: str, warning: str = ""
) -> Maker:
    """Return a step that needs no further information."""
    warnings = (warning,) if warning else ()
    step = Step(run=run, formula=formula, source=source, assumptions=assumptions, warnings=warnings)
    return lambda _: step


def at_rate(
    run: Callable[[float, float], float], formula: str, source: str, *assumptions: str
) -> Maker:
    """Return a step that needs the control rate."""

    def make(question: Question) -> Step | Refusal:
        if question.p0 is None:
            return missing_rate(question.target)
        rate = question.p0
        return Step(
            run=lambda number: run(number, rate),
            formula=formula,
            source=source,
            assumptions=(*assumptions, _as_exact(rate)),
            uses=_RATE,
        )

    return make


def small_sample(run: Callable[[float, float, float], float], formula: str) -> Maker:
    """Return a step between d and g, with correction if the group sizes are known."""

    def make(question: Question) -> Step:
        if not question.sizes:
            taken = phrase("g is taken as d: the two differ by 4% at N = 20, by 2% at N = 40")
            return Step(run=float, formula="g ≈ d", source=HEDGES, assumptions=(taken,))
        n1, n2 = question.sizes
        return Step(
            run=lambda number: run(number, n1, n2),
            formula=f"{formula}, J = Γ(m/2)/(√(m/2)·Γ((m − 1)/2)), m = n₁ + n₂ − 2",
            source=HEDGES,
            assumptions=(phrase("one study; a pooled estimate is not corrected again"),),
        )

    return make


def _factor(question: Question) -> tuple[float, str, str, str]:
    """Return the factor a, its formula, source and assumptions."""
    if not question.sizes:
        return formulas.EQUAL_GROUPS, "a = 4", BORENSTEIN, TWO_GROUPS
    n1, n2 = question.sizes
    sizes = Told("groups of {a} and {b}", a=f"{n1:g}", b=f"{n2:g}")
    if question.method is Method.BORENSTEIN:
        factor = formulas.group_factor(n1, n2, exact=False)
        return factor, "a = N²/(n₁n₂)", BORENSTEIN, sizes
    factor = formulas.group_factor(n1, n2)
    return factor, "a = (N − 2)(1/n₁ + 1/n₂)", "Jacobs & Viechtbauer (2017)", sizes


def d_to_r(question: Question) -> Step:
    """Return the step from d to r, using the group sizes if known."""
    factor, made, source, assumption = _factor(question)
    return Step(
        run=lambda d: formulas.r_from_d(d, factor),
        formula=f"r = d/√(d² + a), {made}",
        source=source,
        assumptions=(assumption,),
        methods=(Method.EXACT, Method.BORENSTEIN) if question.sizes else (),
    )


def r_to_d(question: Question) -> Step:
    """Return the step from r to d, with a warning if r may not be about groups."""
    methods: tuple[Method, ...] = (Method.MEDIAN_SPLIT,)
    if question.method is Method.MEDIAN_SPLIT:
        return Step(
            run=formulas.d_from_r_split_at_median,
            formula="d = 2q/√(1 − q²), q = r·√(2/π)",
            source="metafor, transf.rtod",
            assumptions=(phrase("two normal variables, one of them split at its median"),),
            methods=methods,
        )
    factor, made, source, assumption = _factor(question)
    if question.sizes:
        methods = (*methods, Method.EXACT, Method.BORENSTEIN)
    correlations = (Metric.R, Metric.Z, Metric.R2)
    continuous = question.source in correlations and question.design is not Design.GROUPS
    warning = phrase(
        "r of two continuous variables is treated as if one of them were two groups; the method"
        ' "median-split" gives less'
    )
    return Step(
        run=lambda r: formulas.d_from_r(r, factor),
        formula=f"d = √a·r/√(1 − r²), {made}",
        source=source,
        assumptions=(assumption,),
        warnings=(warning,) if continuous else (),
        methods=methods,
    )


def odds(question: Question, *, to_d: bool) -> Step | Refusal:
    """Return the step from an odds ratio to d, or back, by the requested method."""
    if question.method is Method.PROBIT:
        if question.p0 is None:
            return missing_rate(question.target)
        return _odds_by_probit(question.p0, to_d=to_d)
    if question.method is Method.COX:
        factor, written, source = formulas.COX, "1.65", "Cox & Snell (1989)"
    else:
        factor, written = formulas.LOGISTIC, "π/√3"
        source = "Hasselblad & Hedges (1995); Chinn (2000)"
    run = formulas.d_from_odds_ratio if to_d else formulas.odds_ratio_from_d
    return Step(
        run=partial(run, factor=factor),
        formula=f"d = ln OR/({written})" if to_d else f"OR = exp(d·{written})",
        source=source,
        assumptions=(
            phrase("the event is to pass a mark on an outcome of logistic or like shape"),
        ),
        warnings=(phrase("an approximation"),),
        methods=_ODDS_METHODS,
    )


def _odds_by_probit(rate: float, *, to_d: bool) -> Step:
    risk: Callable[[float, float], float]
    effect: Callable[[float, float], float]
    if to_d:
        risk, effect = formulas.risk_from_odds_ratio, formulas.d_of_risks
        formula = "d = Φ⁻¹(p₁) − Φ⁻¹(p₀), p₁ = OR·p₀/(1 − p₀ + OR·p₀)"
    else:
        risk, effect = formulas.risk_from_d, formulas.odds_ratio_of_risks
        formula = "OR = (p₁/(1 − p₁))/(p₀/(1 − p₀)), p₁ = Φ(d + Φ⁻¹(p₀))"
    return Step(
        run=lambda number: effect(risk(number, rate), rate),
        formula=formula,
        source=phrase("effectsize (R package), from version 1.0"),
        assumptions=(NORMAL_GROUPS, _as_exact(rate)),
        methods=_ODDS_METHODS,
        uses=_RATE,
    )


def d_to_risk(made: Callable[[float, float], float], formula: str) -> Maker:
    """Return the step from d to an index of risks, by the risk p₁ and the control rate."""

    def make(question: Question) -> Step | Refusal:
        if question.p0 is None:
            return missing_rate(question.target)
        rate = question.p0
        turned, words, uses = _turned(question)
        return Step(
            run=lambda d: made(formulas.risk_from_d(turned * d, rate), rate),
            formula=formula,
            source="Furukawa & Leucht (2011)",
            assumptions=(NORMAL_GROUPS, _as_exact(rate), *words),
            methods=_RISK_METHODS,
            uses=_RATE | uses,
        )

    return make


def risk_to_d(risk: Callable[[float, float], float], formula: str) -> Maker:
    """Return the step from an index of risks to d, the inverse of `d_to_risk`."""

    def make(question: Question) -> Step | Refusal:
        if question.p0 is None:
            return missing_rate(question.target)
        rate = question.p0
        return Step(
            run=lambda number: formulas.d_of_risks(risk(number, rate), rate),
            formula=f"d = Φ⁻¹(p₁) − Φ⁻¹(p₀), {formula}",
            source=phrase("Furukawa & Leucht (2011), solved for d"),
            assumptions=(NORMAL_GROUPS, _as_exact(rate)),
            methods=_RISK_METHODS,
            uses=_RATE,
        )

    return make


def _turned(question: Question) -> tuple[int, tuple[str, ...], frozenset[str]]:
    """Return the factor for d, 1 or -1, such that positive values mean more events."""
    if question.events is None or question.source is Metric.NNT or not question.value:
        return 1, (), frozenset()
    turned = 1 if (question.value > 0) is (question.events is Events.MORE) else -1
    words = (question.events_assumed,) if question.events_assumed else ()
    return turned, words, frozenset(("events",))


def nnt_to_rd(question: Question) -> Step | Refusal:
    """Return the step from a number needed to treat, which has no sign, to the difference."""
    if question.events is None:
        return NO_DIRECTION
    sign = 1 if question.events is Events.MORE else -1
    return Step(
        run=lambda number: sign * formulas.risk_difference_from_number_needed(number),
        formula="RD = 1/NNT" if sign > 0 else "RD = −1/NNT",
        source=_DEFINITION,
        assumptions=(question.events_assumed,) if question.events_assumed else (),
        uses=frozenset(("events",)),
    )


def d_to_nnt(question: Question) -> Step | Refusal:
    """Return the step from d to the number needed to treat."""
    methods = (Method.FURUKAWA_LEUCHT, Method.KRAEMER_KUPFER)
    if question.method is Method.KRAEMER_KUPFER:
        return Step(
            run=formulas.number_needed_without_rate,
            formula="NNT = 1/(2Φ(d/√2) − 1)",
            source="Kraemer & Kupfer (2006)",
            assumptions=(NORMAL_GROUPS,),
            warnings=(
                phrase(
                    "a success is here to be better off than a person of the"
                    " comparison; the number is"
                    " smaller than one that counts people who recover"
                ),
            ),
            methods=methods,
        )
    if question.p0 is None:
        return missing_rate(question.target)
    rate = question.p0
    turned, words, uses = _turned(question)
    return Step(
        run=lambda d: formulas.number_needed_from_d(turned * d, rate),
        formula="NNT = 1/(Φ(d + Φ⁻¹(p₀)) − p₀)",
        source="Furukawa & Leucht (2011)",
        assumptions=(NORMAL_GROUPS, _as_exact(rate), *words),
        methods=methods,
        uses=_RATE | uses,
    )


def by_groups(run: Callable[[float, float], float], formula: str) -> Maker:
    """Return a step between d and a share of variance, using the group sizes if known."""

    def make(question: Question) -> Step:
        factor, made, source, assumption = _factor(question)
        return Step(
            run=lambda number: run(number, factor),
            formula=f"{formula}, {made}",
            source=source if question.sizes else COHEN,
            assumptions=(assumption,),
            warnings=(NO_SIGN,),
            methods=(Method.EXACT, Method.BORENSTEIN) if question.sizes else (),
        )

    return make


def test_to_d(question: Question, *, root: Callable[[float], float], name: str) -> Step | Refusal:
    """Return the step from t of two independent groups, or √F of one degree of freedom, to d."""
    warnings = (NO_SIGN,) if name != "t" else ()
    if question.sizes:
        n1, n2 = question.sizes
        return Step(
            run=lambda number: root(number) * math.sqrt(1 / n1 + 1 / n2),
            formula=f"d = {name}·√(1/n₁ + 1/n₂)",
            source=phrase("Borenstein et al. (2009), chapter 4"),
            assumptions=(Told("independent groups of {a} and {b}", a=f"{n1:g}", b=f"{n2:g}"),),
            warnings=warnings,
        )
    if question.df is None:
        return NO_SIZES
    df = question.df
    return Step(
        run=lambda number: 2 * root(number) / math.sqrt(df),
        formula=f"d = 2{name}/√df, df = {df:g}",
        source=phrase("effectsize (R package), t_to_d"),
        assumptions=(phrase("independent groups"), TWO_GROUPS),
        warnings=warnings,
    )


def with_degrees(run: Callable[[float, float], float], formula: str, warning: str = "") -> Maker:
    """Return a step from a test that needs its degrees of freedom."""

    def make(question: Question) -> Step | Refusal:
        df = question.df or (sum(question.sizes) - 2 if question.sizes else None)
        if df is None or df <= 0:
            return NO_SIZES
        return Step(
            run=lambda number: run(number, df),
            formula=f"{formula}, df = {df:g}",
            source=COHEN,
            warnings=(warning,) if warning else (),
        )

    return make


def chi2_to_r(question: Question) -> Step | Refusal:
    """Return the step from χ² of four cells to the size of φ."""
    if not question.sizes:
        return NO_PEOPLE
    people = sum(question.sizes)
    return Step(
        run=lambda number: formulas.phi_from_chi2(number, people),
        formula=f"|φ| = √(χ²/N), N = {people:g}",
        source=COHEN,
        assumptions=(
            phrase("one degree of freedom: a table of four cells, without Yates's correction"),
        ),
        warnings=(NO_SIGN,),
    )


D, G, SMD, R, Z = Metric.D, Metric.G, Metric.SMD, Metric.R, Metric.Z
OR, RR, RD, NNT = Metric.OR, Metric.RR, Metric.RD, Metric.NNT
ETA2, F, R2 = Metric.ETA2, Metric.F, Metric.R2

_GRANT = "Grant (2014)"
_DEFINITION = phrase("definition")

STEPS: dict[tuple[Source, Target], Maker] = {
    (G, D): small_sample(formulas.d_from_g, "d = g/J"),
    (D, G): small_sample(formulas.g_from_d, "g = J·d"),
    (SMD, D): fixed(
        float, "SMD ≈ d", _DEFINITION, phrase("the standardised mean difference is taken as d")
    ),
    (D, R): d_to_r,
    (R, D): r_to_d,
    (R, Z): fixed(formulas.z_from_r, "z = artanh r", "Fisher"),
    (Z, R): fixed(formulas.r_from_z, "r = tanh z", "Fisher"),
    # Risks come before d, so that paths between two of them do not lead through d.
    (OR, RR): at_rate(
        lambda o, p0: formulas.risk_from_odds_ratio(o, p0) / p0,
        "RR = p₁/p₀, p₁ = OR·p₀/(1 − p₀ + OR·p₀)",
        _GRANT,
    ),
    (OR, RD): at_rate(
        lambda o, p0: formulas.risk_from_odds_ratio(o, p0) - p0,
        "RD = p₁ − p₀, p₁ = OR·p₀/(1 − p₀ + OR·p₀)",
        _GRANT,
    ),
    (RR, OR): at_rate(
        lambda q, p0: formulas.odds_ratio_of_risks(formulas.risk_from_risk_ratio(q, p0), p0),
        "OR = RR(1 − p₀)/(1 − RR·p₀)",
        phrase("effectsize (R package)"),
    ),
    (RR, RD): at_rate(
        lambda q, p0: formulas.risk_from_risk_ratio(q, p0) - p0, "RD = p₀(RR − 1)", _DEFINITION
    ),
    (RD, RR): at_rate(
        lambda x, p0: formulas.risk_from_risk_difference(x, p0) / p0,
        "RR = (p₀ + RD)/p₀",
        _DEFINITION,
    ),
    (RD, OR): at_rate(
        lambda x, p0: formulas.odds_ratio_of_risks(formulas.risk_from_risk_difference(x, p0), p0),
        "OR = (p₁/(1 − p₁))/(p₀/(1 − p₀)), p₁ = p₀ + RD",
        _DEFINITION,
    ),
    (RD, NNT): fixed(formulas.number_needed, "NNT = 1/RD", _DEFINITION),
    (NNT, RD): nnt_to_rd,
    (OR, D): partial(odds, to_d=True),
    (D, NNT): d_to_nnt,
    (D, RD): d_to_risk(lambda p1, p0: p1 - p0, "RD = Φ(d + Φ⁻¹(p₀)) − p₀"),
    (D, RR): d_to_risk(lambda p1, p0: p1 / p0, "RR = Φ(d + Φ⁻¹(p₀))/p₀"),
    (RD, D): risk_to_d(formulas.risk_from_risk_difference, "p₁ = p₀ + RD"),
    (RR, D): risk_to_d(formulas.risk_from_risk_ratio, "p₁ = RR·p₀"),
    (D, OR): partial(odds, to_d=False),
    (ETA2, D): by_groups(formulas.d_from_eta2, "|d| = √(a·η²/(1 − η²))"),
    (D, ETA2): by_groups(formulas.eta2_from_d, "η² = d²/(d² + a)"),
    (F, D): by_groups(formulas.d_from_f, "|d| = √a·f"),
    (D, F): by_groups(formulas.f_from_d, "f = |d|/√a"),
    (ETA2, R2): fixed(float, "R² = η²", _DEFINITION, phrase("the groups are the only predictor")),
    (R2, ETA2): fixed(
        float, "η² = R²", _DEFINITION, phrase("the predictor is a grouping, and the only")
    ),
    (Statistic.F2, F): fixed(math.sqrt, "f = √f²", COHEN),
    (Statistic.F2, R2): fixed(lambda f2: f2 / (1 + f2), "R² = f²/(1 + f²)", COHEN),
    (Statistic.T, D): partial(test_to_d, root=float, name="t"),
    (Statistic.T, R): with_degrees(
        lambda t, df: t / math.hypot(t, math.sqrt(df)), "r = t/√(t² + df)"
    ),
    (Statistic.T, Metric.ETA2_PARTIAL): with_degrees(
        lambda t, df: t * t / (t * t + df), "partial η² = t²/(t² + df)", NO_SIGN
    ),
    (Statistic.F_TEST, D): partial(test_to_d, root=math.sqrt, name="√F"),
    (Statistic.F_TEST, R): with_degrees(
        lambda f, df: math.sqrt(f / (f + df)), "|r| = √(F/(F + df))", NO_SIGN
    ),
    (Statistic.F_TEST, Metric.ETA2_PARTIAL): with_degrees(
        lambda f, df: f / (f + df), "partial η² = F/(F + df)", NO_SIGN
    ),
    (Statistic.CHI2, R): chi2_to_r,
    (Statistic.LOG_OR, OR): fixed(math.exp, "OR = exp(ln OR)", _DEFINITION),
    (Statistic.LOG_RR, RR): fixed(math.exp, "RR = exp(ln RR)", _DEFINITION),
    (Equivalent.CLES, D): fixed(
        formulas.d_from_probability_of_superiority,
        "d = √2·Φ⁻¹(CLES)",
        "McGraw & Wong (1992)",
        NORMAL_GROUPS,
    ),
    (Equivalent.U3, D): fixed(formulas.d_from_u3, "d = Φ⁻¹(U3)", COHEN, NORMAL_GROUPS),
    (ETA2, F): fixed(formulas.f_from_eta2, "f = √(η²/(1 − η²))", COHEN),
    (F, ETA2): fixed(formulas.eta2_from_f, "η² = f²/(1 + f²)", COHEN),
    (R2, R): fixed(
        formulas.r_from_r2,
        "|r| = √R²",
        _DEFINITION,
        phrase("one predictor, and no other in the model"),
        warning=NO_SIGN,
    ),
    (R, R2): fixed(lambda r: r * r, "R² = r²", _DEFINITION, warning=NO_SIGN),
    (D, Equivalent.U3): fixed(formulas.u3, "U3 = Φ(d)", COHEN, NORMAL_GROUPS),
    (D, Equivalent.CLES): fixed(
        formulas.probability_of_superiority, "Φ(d/√2)", "McGraw & Wong (1992)", NORMAL_GROUPS
    ),
    (D, Equivalent.OVERLAP): fixed(
        formulas.overlap, "2Φ(−|d|/2)", COHEN, NORMAL_GROUPS, warning=NO_SIGN
    ),
    (D, Equivalent.U1): fixed(
        formulas.u1, "U1 = (2·U2 − 1)/U2, U2 = Φ(|d|/2)", COHEN, NORMAL_GROUPS, warning=NO_SIGN
    ),
    (R, Equivalent.BESD): fixed(
        lambda r: formulas.binomial_effect_size_display(r)[1],
        "½ ± r/2",
        "Rosenthal & Rubin (1982)",
        phrase("an imagined table with half of the people in each row and column"),
        warning=phrase("an analogy: nobody observed these rates"),
    ),
    (R, Equivalent.CL_R): fixed(
        formulas.common_language_of_r,
        "asin(r)/π + ½",
        "Dunlap (1994)",
        phrase("both variables are normally distributed together"),
    ),
}
"""All steps by start and end; of paths with equal length the earlier one is used."""


def way(source: Source, target: Target) -> tuple[Maker, ...] | None:
    """Return the shortest path from one index to another, or None."""
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
