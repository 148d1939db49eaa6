"""One formula with what it takes for granted, and how it depends on the question."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from pprkb.evidence.convert import differences, risks
from pprkb.evidence.convert.question import Design, Events, Method, Question
from pprkb.evidence.convert.refusals import NO_DIRECTION, NO_PEOPLE, NO_SIZES, Refusal, missing_rate
from pprkb.model.effect import Metric

_BORENSTEIN = "Borenstein, Hedges, Higgins & Rothstein (2009), chapter 7"
_HEDGES = "Hedges (1981)"
TWO_GROUPS = "two groups of equal size"
NORMAL_GROUPS = "the outcome is normally distributed in both groups, with one spread"


@dataclass(frozen=True, kw_only=True)
class Step:
    """One formula, ready to be used."""

    run: Callable[[float], float]
    """Raises ValueError, with words for the reader, where there is no result."""
    formula: str
    source: str
    assumptions: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    methods: tuple[Method, ...] = ()
    """The methods among which the step chose."""
    uses: frozenset[str] = frozenset()
    """What else that was given it depends on: "rate", "events"."""


_RATE = frozenset(("rate",))
Maker = Callable[[Question], Step | Refusal]


def fixed(
    run: Callable[[float], float], formula: str, source: str, *assumptions: str, warning: str = ""
) -> Maker:
    """Return a step that is the same whatever else is known."""
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
            assumptions=(*assumptions, f"a control rate of {100 * rate:g}%, taken as exact"),
            uses=_RATE,
        )

    return make


def small_sample(run: Callable[[float, float, float], float], formula: str) -> Maker:
    """Return a step between d and g: corrected where the sizes of the groups are known."""

    def make(question: Question) -> Step:
        if not question.sizes:
            taken = "g is taken as d: the two differ by 4% at N = 20, by 2% at N = 40"
            return Step(run=float, formula="g ≈ d", source=_HEDGES, assumptions=(taken,))
        n1, n2 = question.sizes
        return Step(
            run=lambda number: run(number, n1, n2),
            formula=f"{formula}, J = Γ(m/2)/(√(m/2)·Γ((m − 1)/2)), m = n₁ + n₂ − 2",
            source=_HEDGES,
            assumptions=("one study; a pooled estimate is not corrected again",),
        )

    return make


def _factor(question: Question) -> tuple[float, str, str, str]:
    """Return the factor a, how it is made, its source and what it takes for granted."""
    if not question.sizes:
        return differences.EQUAL_GROUPS, "a = 4", _BORENSTEIN, TWO_GROUPS
    n1, n2 = question.sizes
    sizes = f"groups of {n1:g} and {n2:g}"
    if question.method is Method.BORENSTEIN:
        factor = differences.group_factor(n1, n2, exact=False)
        return factor, "a = N²/(n₁n₂)", _BORENSTEIN, sizes
    factor = differences.group_factor(n1, n2)
    return factor, "a = (N − 2)(1/n₁ + 1/n₂)", "Jacobs & Viechtbauer (2017)", sizes


def d_to_r(question: Question) -> Step:
    """Return the step from d to r, by the sizes of the groups where they are known."""
    factor, made, source, assumption = _factor(question)
    return Step(
        run=lambda d: differences.r_from_d(d, factor),
        formula=f"r = d/√(d² + a), {made}",
        source=source,
        assumptions=(assumption,),
        methods=(Method.EXACT, Method.BORENSTEIN) if question.sizes else (),
    )


def r_to_d(question: Question) -> Step:
    """Return the step from r to d, with a warning where r is not known to be about groups."""
    methods: tuple[Method, ...] = (Method.MEDIAN_SPLIT,)
    if question.method is Method.MEDIAN_SPLIT:
        return Step(
            run=differences.d_from_r_split_at_median,
            formula="d = 2q/√(1 − q²), q = r·√(2/π)",
            source="metafor, transf.rtod",
            assumptions=("two normal variables, one of them split at its median",),
            methods=methods,
        )
    factor, made, source, assumption = _factor(question)
    if question.sizes:
        methods = (*methods, Method.EXACT, Method.BORENSTEIN)
    correlations = (Metric.R, Metric.Z, Metric.R2)
    continuous = question.source in correlations and question.design is not Design.GROUPS
    warning = (
        "r of two continuous variables is treated as if one of them were two groups; the method"
        ' "median-split" gives less'
    )
    return Step(
        run=lambda r: differences.d_from_r(r, factor),
        formula=f"d = √a·r/√(1 − r²), {made}",
        source=source,
        assumptions=(assumption,),
        warnings=(warning,) if continuous else (),
        methods=methods,
    )


_ODDS_METHODS = (Method.LOGISTIC, Method.COX, Method.PROBIT)


def odds_to_d(question: Question) -> Step | Refusal:
    """Return the step from an odds ratio to d by the method that is asked for."""
    return _odds(question, to_d=True)


def d_to_odds(question: Question) -> Step | Refusal:
    """Return the step from d to an odds ratio by the method that is asked for."""
    return _odds(question, to_d=False)


def _odds(question: Question, *, to_d: bool) -> Step | Refusal:
    if question.method is Method.PROBIT:
        if question.p0 is None:
            return missing_rate(question.target)
        return _odds_by_probit(question.p0, to_d=to_d)
    if question.method is Method.COX:
        factor, written, source = differences.COX, "1.65", "Cox & Snell (1989)"
    else:
        factor, written = differences.LOGISTIC, "π/√3"
        source = "Hasselblad & Hedges (1995); Chinn (2000)"
    run = differences.d_from_odds_ratio if to_d else differences.odds_ratio_from_d
    return Step(
        run=partial(run, factor=factor),
        formula=f"d = ln OR/({written})" if to_d else f"OR = exp(d·{written})",
        source=source,
        assumptions=("the event is to pass a mark on an outcome of logistic or like shape",),
        warnings=("an approximation",),
        methods=_ODDS_METHODS,
    )


def _odds_by_probit(rate: float, *, to_d: bool) -> Step:
    def forth(odds_ratio: float) -> float:
        return risks.d_of_risks(risks.risk_from_odds_ratio(odds_ratio, rate), rate)

    def back(d: float) -> float:
        return risks.odds_ratio_of_risks(risks.risk_from_d(d, rate), rate)

    formula = (
        "d = Φ⁻¹(p₁) − Φ⁻¹(p₀), p₁ = OR·p₀/(1 − p₀ + OR·p₀)"
        if to_d
        else "OR = (p₁/(1 − p₁))/(p₀/(1 − p₀)), p₁ = Φ(d + Φ⁻¹(p₀))"
    )
    return Step(
        run=forth if to_d else back,
        formula=formula,
        source="effectsize (R package), from version 1.0",
        assumptions=(NORMAL_GROUPS, f"a control rate of {100 * rate:g}%, taken as exact"),
        methods=_ODDS_METHODS,
        uses=_RATE,
    )


_RISK_METHODS = (Method.FURUKAWA_LEUCHT, Method.PROBIT)
"""Names of the one model by which d and risks are made of each other, in both directions."""


def d_to_risk(
    made: Callable[[float, float], float], formula: str
) -> Callable[[Question], Step | Refusal]:
    """Return the step from d to an index of risks, by the risk p₁ and the control rate."""

    def make(question: Question) -> Step | Refusal:
        if question.p0 is None:
            return missing_rate(question.target)
        rate = question.p0
        turned, words, uses = _turned(question)
        return Step(
            run=lambda d: made(risks.risk_from_d(turned * d, rate), rate),
            formula=formula,
            source="Furukawa & Leucht (2011)",
            assumptions=(
                NORMAL_GROUPS,
                f"a control rate of {100 * rate:g}%, taken as exact",
                *words,
            ),
            methods=_RISK_METHODS,
            uses=_RATE | uses,
        )

    return make


def risk_to_d(
    risk: Callable[[float, float], float], formula: str
) -> Callable[[Question], Step | Refusal]:
    """Return the step from an index of risks to d, the inverse of `d_to_risk`."""

    def make(question: Question) -> Step | Refusal:
        if question.p0 is None:
            return missing_rate(question.target)
        rate = question.p0
        return Step(
            run=lambda number: risks.d_of_risks(risk(number, rate), rate),
            formula=f"d = Φ⁻¹(p₁) − Φ⁻¹(p₀), {formula}",
            source="Furukawa & Leucht (2011), solved for d",
            assumptions=(NORMAL_GROUPS, f"a control rate of {100 * rate:g}%, taken as exact"),
            methods=_RISK_METHODS,
            uses=_RATE,
        )

    return make


def _turned(question: Question) -> tuple[int, tuple[str, ...], frozenset[str]]:
    """Return by what d is multiplied so that above 0 means more events, as somebody said it."""
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
        run=lambda number: sign * risks.risk_difference_from_number_needed(number),
        formula="RD = 1/NNT" if sign > 0 else "RD = −1/NNT",
        source="definition",
        assumptions=(question.events_assumed,) if question.events_assumed else (),
        uses=frozenset(("events",)),
    )


def d_to_nnt(question: Question) -> Step | Refusal:
    """Return the step from d to the number needed to treat."""
    methods = (Method.FURUKAWA_LEUCHT, Method.KRAEMER_KUPFER)
    if question.method is Method.KRAEMER_KUPFER:
        return Step(
            run=risks.number_needed_without_rate,
            formula="NNT = 1/(2Φ(d/√2) − 1)",
            source="Kraemer & Kupfer (2006)",
            assumptions=(NORMAL_GROUPS,),
            warnings=(
                "a success is here to be better off than a person of the comparison; the number is"
                " smaller than one that counts people who recover",
            ),
            methods=methods,
        )
    if question.p0 is None:
        return missing_rate(question.target)
    rate = question.p0
    turned, words, uses = _turned(question)
    return Step(
        run=lambda d: risks.number_needed_from_d(turned * d, rate),
        formula="NNT = 1/(Φ(d + Φ⁻¹(p₀)) − p₀)",
        source="Furukawa & Leucht (2011)",
        assumptions=(NORMAL_GROUPS, f"a control rate of {100 * rate:g}%, taken as exact", *words),
        methods=methods,
        uses=_RATE | uses,
    )


_COHEN = "Cohen (1988)"
_NO_SIGN = "the result has no sign: it does not say which way the effect goes"


def by_groups(run: Callable[[float, float], float], formula: str) -> Maker:
    """Return a step between d and a share of variance, by the sizes of the groups if known."""

    def make(question: Question) -> Step:
        factor, made, source, assumption = _factor(question)
        return Step(
            run=lambda number: run(number, factor),
            formula=f"{formula}, {made}",
            source=source if question.sizes else _COHEN,
            assumptions=(assumption,),
            warnings=(_NO_SIGN,),
            methods=(Method.EXACT, Method.BORENSTEIN) if question.sizes else (),
        )

    return make


def t_to_d(question: Question) -> Step | Refusal:
    """Return the step from t of two independent groups to d."""
    return _test_to_d(question, float, "t")


def f_to_d(question: Question) -> Step | Refusal:
    """Return the step from F of one degree of freedom to the size of d."""
    return _test_to_d(question, math.sqrt, "√F")


def _test_to_d(question: Question, root: Callable[[float], float], name: str) -> Step | Refusal:
    warnings = (_NO_SIGN,) if name != "t" else ()
    if question.sizes:
        n1, n2 = question.sizes
        return Step(
            run=lambda number: root(number) * math.sqrt(1 / n1 + 1 / n2),
            formula=f"d = {name}·√(1/n₁ + 1/n₂)",
            source="Borenstein et al. (2009), chapter 4",
            assumptions=(f"independent groups of {n1:g} and {n2:g}",),
            warnings=warnings,
        )
    if question.df is None:
        return NO_SIZES
    df = question.df
    return Step(
        run=lambda number: 2 * root(number) / math.sqrt(df),
        formula=f"d = 2{name}/√df, df = {df:g}",
        source="effectsize (R package), t_to_d",
        assumptions=("independent groups", TWO_GROUPS),
        warnings=warnings,
    )


def _degrees(question: Question) -> float | None:
    return question.df or (sum(question.sizes) - 2 if question.sizes else None)


def with_degrees(run: Callable[[float, float], float], formula: str, warning: str = "") -> Maker:
    """Return a step from a test that needs its degrees of freedom."""

    def make(question: Question) -> Step | Refusal:
        df = _degrees(question)
        if df is None or df <= 0:
            return NO_SIZES
        return Step(
            run=lambda number: run(number, df),
            formula=f"{formula}, df = {df:g}",
            source="Cohen (1988)",
            warnings=(warning,) if warning else (),
        )

    return make


def chi2_to_r(question: Question) -> Step | Refusal:
    """Return the step from χ² of four cells to the size of φ."""
    if not question.sizes:
        return NO_PEOPLE
    people = sum(question.sizes)
    return Step(
        run=lambda number: differences.phi_from_chi2(number, people),
        formula=f"|φ| = √(χ²/N), N = {people:g}",
        source="Cohen (1988)",
        assumptions=("one degree of freedom: a table of four cells, without Yates's correction",),
        warnings=(_NO_SIGN,),
    )
