"""Conversions: numbers that other programs compute, what is refused, digits, intervals."""

import csv
import json
import math
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pprkb.evidence.agreement import agree
from pprkb.evidence.convert import formulas, precision
from pprkb.evidence.convert.answers import Conversion, Refusal
from pprkb.evidence.convert.conversions import convert, convert_effect
from pprkb.evidence.convert.events import Counts, difference, measure, read_counts, read_means
from pprkb.evidence.convert.precision import computed_interval
from pprkb.evidence.convert.question import Design, Equivalent, Known, Method, Statistic
from pprkb.evidence.convert.steps import STEPS, way
from pprkb.evidence.expected import expected_events
from pprkb.evidence.rounding import printed_share, rounding_interval, shortest
from pprkb.model.effect import Better, Contrast, EffectSize, Favours, Interval, Metric, Rate
from pprkb.model.errors import ConversionError, NotFoundError

SOURCES = {one.value: one for one in (*Metric, *Statistic, Equivalent.CLES, Equivalent.U3)}
VECTORS = Path(__file__).parents[3] / "shared/facts/conversion_vectors.csv"

# -- numbers that R and Python packages compute ----------------------------------------------


def factor(args):
    if "n1" not in args:
        return formulas.EQUAL_GROUPS
    return formulas.group_factor(args["n1"], args["n2"], exact=args.get("method") == "exact")


def table(args):
    return (args["events1"], args["n1"], args["events2"], args["n2"])


def logistic_or_cox(args):
    return formulas.COX if args.get("method") == "cox" else formulas.LOGISTIC


def d_of_odds(value, args):
    if args.get("method") == "probit":
        return formulas.d_of_risks(formulas.risk_from_odds_ratio(value, args["p0"]), args["p0"])
    return formulas.d_from_odds_ratio(value, logistic_or_cox(args))


def wald(value, args):
    return precision.interval_of_d(value, args["n1"], args["n2"])


def of_t(target):
    def formula(value, args):
        known = {name: args[name] for name in ("n1", "n2", "df") if name in args}
        return convert(Decimal(str(value)), Statistic.T, target, Known(**known)).estimate

    return formula


FORMULAS = {
    ("ci", "se"): lambda _, a: precision.standard_error_from_interval(
        a["low"], a["high"], 100 * a["level"], ratio=a["scale"] == "log"
    ),
    ("d", "cles"): lambda v, _: formulas.probability_of_superiority(v),
    ("d", "overlap"): lambda v, _: formulas.overlap(v),
    ("d", "u3"): lambda v, _: formulas.u3(v),
    ("d", "u2"): lambda v, _: formulas.u2(v),
    ("u3", "d"): lambda v, _: formulas.d_from_u3(v),
    ("d", "besd_high"): lambda v, _: formulas.binomial_effect_size_display(formulas.r_from_d(v))[1],
    ("d", "or"): lambda v, a: formulas.odds_ratio_from_d(v, logistic_or_cox(a)),
    ("or", "d"): d_of_odds,
    ("d", "r"): lambda v, a: formulas.r_from_d(v, factor(a)),
    ("r", "d"): lambda v, a: formulas.d_from_r(v, factor(a)),
    ("r", "fisher_z"): lambda v, _: formulas.z_from_r(v),
    ("fisher_z", "r"): lambda v, _: formulas.r_from_z(v),
    ("r", "or"): lambda v, _: formulas.odds_ratio_from_d(formulas.d_from_r(v)),
    ("d", "g"): lambda v, a: formulas.g_from_d(v, a["n1"], a["n2"]),
    ("d", "f"): lambda v, _: formulas.f_from_d(v),
    ("f", "d"): lambda v, _: formulas.d_from_f(v),
    ("f", "eta2"): lambda v, _: formulas.eta2_from_f(v),
    ("eta2", "d"): lambda v, _: formulas.d_from_eta2(v),
    ("d", "nnt"): lambda v, a: formulas.number_needed_from_d(v, a["cer"]),
    ("or", "rr"): lambda v, a: formulas.risk_from_odds_ratio(v, a["p0"]) / a["p0"],
    ("or", "rd"): lambda v, a: formulas.risk_from_odds_ratio(v, a["p0"]) - a["p0"],
    ("rr", "nnt"): lambda v, a: formulas.number_needed(
        formulas.risk_from_risk_ratio(v, a["p0"]) - a["p0"]
    ),
    ("rd", "nnt"): lambda v, _: formulas.number_needed(v),
    ("d", "var_d"): lambda v, a: precision.variance_of_d(v, a["n1"], a["n2"]),
    ("d", "ci_low"): lambda v, a: wald(v, a)[0],
    ("d", "ci_high"): lambda v, a: wald(v, a)[1],
    ("r", "var_z"): lambda _, a: precision.variance_of_z(a["n"]),
    ("r", "ci_low"): lambda v, a: precision.interval_of_r(v, a["n"])[0],
    ("r", "ci_high"): lambda v, a: precision.interval_of_r(v, a["n"])[1],
    ("proportion", "ci_low"): lambda v, a: formulas.wilson_interval(v * a["n"], a["n"])[0],
    ("proportion", "ci_high"): lambda v, a: formulas.wilson_interval(v * a["n"], a["n"])[1],
    ("t", "d"): of_t(Metric.D),
    ("t", "r"): of_t(Metric.R),
    ("two_by_two", "phi"): lambda _, a: formulas.phi(*table(a)),
    ("two_by_two", "rd"): lambda _, a: a["events1"] / a["n1"] - a["events2"] / a["n2"],
    ("two_by_two", "rr"): lambda _, a: (a["events1"] / a["n1"]) / (a["events2"] / a["n2"]),
    ("two_by_two", "var_ln_or"): lambda _, a: precision.variance_of_log_odds_ratio(*table(a)),
    ("two_by_two", "var_ln_rr"): lambda _, a: precision.variance_of_log_risk_ratio(*table(a)),
}
NOT_COVERED_METHODS = {
    "t": "limits by Student's t need a distribution that the standard library lacks",
    "noncentral_t": "limits by the noncentral t need one that the standard library lacks",
}


def vectors():
    if not VECTORS.exists():
        return [pytest.param({}, marks=pytest.mark.skip("no folder shared beside the checkout"))]
    with VECTORS.open(encoding="utf-8", newline="") as stream:
        return [
            pytest.param(
                row,
                id=f"{row['from_metric']} {row['from_value']} {row['args']} {row['to_metric']}"
                f" {row['oracle']}",
            )
            for row in csv.DictReader(stream)
        ]


@pytest.mark.parametrize("row", vectors())
def test_numbers_of_other_programs(row):
    args = json.loads(row["args"]) if row["args"] else {}
    pair = (row["from_metric"], row["to_metric"])
    reason = NOT_COVERED_METHODS.get(args.get("method", ""))
    if reason or pair not in FORMULAS:
        pytest.skip(reason or "pprkb has no such conversion")
    value = float(row["from_value"]) if row["from_value"] else math.nan
    assert FORMULAS[pair](value, args) == pytest.approx(float(row["expected"]), rel=1e-9)


# Computed with effectsize, metafor, esc, dmetar (R), pingouin and statsmodels; and by hand.
KNOWN = [
    pytest.param(formulas.r_from_d(0.57), 0.2740859796, id="d to r"),
    pytest.param(formulas.d_from_r(0.275), 0.5720560642, id="r to d"),
    pytest.param(formulas.d_from_r(0.3, 250**2 / 15000), 0.6419407388, id="unequal groups"),
    pytest.param(formulas.r_from_d(0.5, formulas.group_factor(30, 70)), 0.2254938084, id="exact"),
    pytest.param(formulas.d_from_r_split_at_median(0.275), 0.4498, id="median split"),
    pytest.param(formulas.d_from_r_split_at_median(0.12), 0.1924, id="median split of .12"),
    pytest.param(formulas.d_from_odds_ratio(1.82), 0.3301558667, id="logistic"),
    pytest.param(formulas.d_from_odds_ratio(1.82, formulas.COX), 0.3629312128, id="Cox"),
    pytest.param(
        formulas.d_of_risks(formulas.risk_from_odds_ratio(1.82, 0.2), 0.2),
        0.3534514046,
        id="probit",
    ),
    pytest.param(formulas.odds_ratio_from_d(-0.5), 0.4037741136, id="d to odds ratio"),
    pytest.param(formulas.eta2_from_d(0.57), 0.07512, id="not the .1226 of a package in use"),
    pytest.param(formulas.d_from_eta2(0.06), 0.5052911526, id="eta squared to d"),
    pytest.param(formulas.small_sample_factor(18), 0.9576, id="J of 20 people"),
    pytest.param(formulas.g_from_d(0.8, 8, 7), 0.7527859740, id="d to g"),
    pytest.param(
        formulas.risk_from_odds_ratio(1.82, 0.2) / 0.2, 1.563573883, id="odds to risk ratio"
    ),
    pytest.param(formulas.number_needed_from_d(0.57, 0.2), 5.1825115901, id="Furukawa and Leucht"),
    pytest.param(formulas.number_needed_from_d(0.70, 0.19), 4.18, id="as Cuijpers 2019 prints it"),
    pytest.param(formulas.number_needed_without_rate(0.57), 3.194, id="Kraemer and Kupfer"),
    pytest.param(formulas.number_needed_without_rate(0.7), 2.636, id="Kraemer and Kupfer, 0.7"),
    pytest.param(formulas.u3(0.57), 0.71566, id="U3"),
    pytest.param(formulas.u1(0.57), 0.36649, id="U1"),
    pytest.param(formulas.overlap(0.57), 0.7756441419, id="overlap"),
    pytest.param(formulas.probability_of_superiority(0.57), 0.6565445972, id="superiority"),
    pytest.param(formulas.common_language_of_r(0.5), 2 / 3, id="Dunlap"),
    pytest.param(formulas.binomial_effect_size_display(0.28)[0], 0.36, id="display, low"),
    pytest.param(precision.variance_of_d(0.57, 50, 50), 0.0416245, id="variance of d"),
    pytest.param(precision.standard_error_from_interval(1.1, 3, ratio=True), 0.2559491187, id="SE"),
    pytest.param(precision.p_from_standard_error(1.82, 0.25595, ratio=True), 0.0193, id="p"),
    pytest.param(precision.p_from_standard_error(1.959963985, 1), 0.05, id="p of 1.96"),
    pytest.param(precision.variance_of_z(103), 0.01, id="variance of z"),
    pytest.param(
        precision.variance_of_log_odds_ratio(20, 100, 12, 100), 0.1571969697, id="of ln OR"
    ),
    pytest.param(
        precision.variance_of_log_risk_ratio(20, 100, 12, 100), 0.1133333333, id="of ln RR"
    ),
    pytest.param(precision.interval_of_r(-0.2, 120)[0], -0.366116690, id="interval of r"),
    pytest.param(precision.interval_of_d(0.57, 50, 50)[0], 0.170126517, id="interval of d"),
    pytest.param(formulas.wilson_interval(20, 100)[0], 0.1333669333, id="Wilson, low"),
    pytest.param(formulas.newcombe_interval(56, 70, 48, 80)[0], 0.0524, id="Newcombe 1998, low"),
    pytest.param(formulas.newcombe_interval(56, 70, 48, 80)[1], 0.3339, id="Newcombe 1998, high"),
]


@pytest.mark.parametrize(("made", "expected"), KNOWN)
def test_known_numbers(made, expected):
    # As many digits as the expected number was printed with.
    digits = len(str(expected).partition(".")[2])
    assert made == pytest.approx(expected, abs=0.6 * 10 ** -min(digits, 9))


# -- properties ------------------------------------------------------------------------------

ds = st.floats(-6, 6)
rs = st.floats(-0.99, 0.99)
rates = st.floats(0.02, 0.98)
THERE_AND_BACK = [
    pytest.param(formulas.r_from_d, formulas.d_from_r, ds, id="d r"),
    pytest.param(formulas.z_from_r, formulas.r_from_z, rs, id="r z"),
    pytest.param(formulas.odds_ratio_from_d, formulas.d_from_odds_ratio, ds, id="d OR"),
    pytest.param(
        formulas.f_from_eta2, formulas.eta2_from_f, st.floats(0, 0.99), id="eta squared f"
    ),
    pytest.param(formulas.d_from_f, formulas.f_from_d, st.floats(0, 9), id="f d"),
    pytest.param(formulas.u3, formulas.d_from_u3, ds, id="d U3"),
    pytest.param(
        formulas.number_needed,
        formulas.risk_difference_from_number_needed,
        st.floats(0.01, 1),
        id="RD NNT",
    ),
]


@pytest.mark.parametrize(("there", "back", "numbers"), THERE_AND_BACK)
@given(data=st.data())
def test_there_and_back(there, back, numbers, data):
    number = data.draw(numbers)
    assert back(there(number)) == pytest.approx(number, rel=1e-6, abs=1e-9)


@given(odds=st.floats(0.05, 20), p0=rates)
def test_risks_there_and_back(odds, p0):
    assert formulas.odds_ratio_of_risks(
        formulas.risk_from_odds_ratio(odds, p0), p0
    ) == pytest.approx(odds)
    assert formulas.d_of_risks(formulas.risk_from_d(0.4, p0), p0) == pytest.approx(0.4)


@given(d=ds, n1=st.integers(3, 500), n2=st.integers(3, 500))
def test_d_and_g_there_and_back(d, n1, n2):
    g = formulas.g_from_d(d, n1, n2)
    assert abs(g) <= abs(d)
    assert formulas.d_from_g(g, n1, n2) == pytest.approx(d)
    for exact in (True, False):
        made = formulas.group_factor(n1, n2, exact=exact)
        assert formulas.d_from_r(formulas.r_from_d(d, made), made) == pytest.approx(d)


@given(d=ds)
def test_odd_in_sign(d):
    assert formulas.r_from_d(-d) == -formulas.r_from_d(d)
    assert formulas.u3(-d) == pytest.approx(1 - formulas.u3(d))
    assert formulas.overlap(-d) == formulas.overlap(d)
    assert formulas.odds_ratio_from_d(-d) == pytest.approx(1 / formulas.odds_ratio_from_d(d))


@given(pair=st.tuples(ds, ds), p0=rates)
def test_more_of_one_is_more_of_the_other(pair, p0):
    low, high = sorted(pair)
    for formula in (
        formulas.r_from_d,
        formulas.odds_ratio_from_d,
        formulas.u3,
        formulas.probability_of_superiority,
        lambda d: formulas.risk_from_d(d, p0),
    ):
        assert formula(low) <= formula(high)


@given(p1=st.integers(0, 40), p2=st.integers(0, 60))
def test_intervals_hold_their_estimates(p1, p2):
    low, high = formulas.newcombe_interval(p1, 40, p2, 60)
    assert -1 <= low <= p1 / 40 - p2 / 60 <= high <= 1


@given(
    value=st.decimals(-20, 20, places=2),
    source=st.sampled_from(list(SOURCES.values())),
    target=st.sampled_from([*Metric, *Equivalent]),
    p0=st.none() | rates,
    benefit=st.none() | st.booleans(),
    better=st.none() | st.sampled_from(Better),
    df=st.none() | st.integers(1, 400),
    method=st.none() | st.sampled_from(Method),
    design=st.none() | st.sampled_from(Design),
    n=st.none() | st.integers(2, 400),
)
def test_there_is_always_an_answer(
    value, source, target, p0, method, design, n, benefit, better, df
):
    answer = convert(
        value, source, target,
        Known(
            n1=n, n2=n, p0=p0, method=method, design=design, benefit=benefit, better=better, df=df,
            interval=Interval(low=value - 1, high=value + 1),
        ),
    )  # fmt: skip
    if isinstance(answer, Refusal):
        assert answer.reason
        return
    assert answer.low <= answer.estimate <= answer.high
    assert math.isfinite(answer.estimate)
    assert answer.text
    assert answer.formula
    assert answer.source


# -- the service -----------------------------------------------------------------------------


def converted(*args, **known):
    answer = convert(*args, Known(**known))
    assert isinstance(answer, Conversion), answer
    return answer


@pytest.mark.parametrize(
    ("value", "source", "target", "known", "text", "low", "high"),
    [
        pytest.param(".28", "r", "d", {}, "0.58", "0.572", "0.595", id="r .28"),
        pytest.param(".02", "r", "d", {}, "0.04", "0.030", "0.050", id="one digit"),
        pytest.param(".278", "r", "d", {}, "0.579", "0.5777", "0.5799", id="three digits"),
        pytest.param("1.8", "or", "d", {}, "0.32", "0.309", "0.339", id="odds ratio"),
        pytest.param(".57", "d", "r", {}, ".274", ".2719", ".2763", id="no nought before r"),
        pytest.param("−.24", "d", "r", {}, "−.12", "−.122", "−.117", id="a true minus sign"),
        pytest.param(".00", "d", "r", {}, ".00", "−.002", ".002", id="nought stays nought"),
        pytest.param(".57", "d", "nnt", {"p0": 0.2}, "5.2", "5.13", "5.23", id="one decimal"),
        pytest.param(".08", "rd", "nnt", {}, "13", "11.8", "13.3", id="whole people, rounded up"),
        pytest.param("8%", "rd", "nnt", {}, "13", "11.8", "13.3", id="per cent"),
        pytest.param(".57", "d", "u3", {}, "71.6%", "71.40%", "71.74%", id="a share in per cent"),
        pytest.param(".28", "r", "besd", {}, "36% and 64%", "63.7%", "64.2%", id="two rates"),
        pytest.param(".8", "d", "g", {"n1": 8, "n2": 7}, "0.75", "0.706", "0.800", id="d to g"),
        pytest.param(".57", "g", "r", {}, ".274", ".2719", ".2763", id="g is used as d"),
    ],
)  # fmt: skip
def test_digits(value, source, target, known, text, low, high):
    to = Metric(target) if target in set(Metric) else Equivalent(target)
    answer = converted(value, Metric(source), to, **known)
    assert (answer.text, answer.low_text, answer.high_text) == (text, low, high)


def test_the_way_is_told():
    answer = converted(".57", Metric.D, Metric.Z)
    assert answer.formula == "r = d/√(d² + a), a = 4; z = artanh r"
    assert answer.source.startswith("Borenstein")
    assert answer.assumptions == ("two groups of equal size",)


def test_a_conversion_is_made_once_from_the_printed_number():
    """By way of a rounded d it would be 2.86."""
    answer = converted(".28", Metric.R, Metric.OR)
    assert answer.estimate == pytest.approx(2.88074698162)


@pytest.mark.parametrize(
    ("method", "known", "expected"),
    [
        pytest.param(Method.LOGISTIC, {}, 0.3302, id="logistic"),
        pytest.param(Method.COX, {}, 0.3629, id="Cox"),
        pytest.param(Method.PROBIT, {"p0": 0.2}, 0.3535, id="probit"),
    ],
)
def test_methods(method, known, expected):
    answer = converted("1.82", Metric.OR, Metric.D, method=method, **known)
    assert answer.estimate == pytest.approx(expected, abs=5e-5)


def test_sizes_of_groups():
    exact = converted(".5", Metric.D, Metric.R, n1=30, n2=70)
    borenstein = converted(".5", Metric.D, Metric.R, n1=30, n2=70, method=Method.BORENSTEIN)
    assert exact.estimate == pytest.approx(0.225493808401)
    assert borenstein.estimate == pytest.approx(0.223341073595)


def test_between_risks_no_way_leads_through_d():
    assert converted("1.5", Metric.RR, Metric.NNT, p0=0.2).estimate == pytest.approx(10)
    answer = converted("1.82", Metric.OR, Metric.NNT, p0=0.2)
    assert answer.estimate == pytest.approx(8.87195, abs=1e-5)


@pytest.mark.parametrize(
    ("target", "low", "high"),
    [
        pytest.param(Metric.R, ".20", ".33", id="r"),
        pytest.param(Metric.OR, "2.0", "3.6", id="a ratio"),
        pytest.param(Metric.NNT, "4.1", "8.0", id="turned round"),
    ],
)
def test_intervals(target, low, high):
    interval = Interval(low=Decimal(".4"), high=Decimal(".7"), level=Decimal(95))
    answer = converted(".57", Metric.D, target, p0=0.2, interval=interval, design=Design.GROUPS)
    assert (answer.interval.low_text, answer.interval.high_text) == (low, high)
    assert answer.interval.level == 95


@pytest.mark.parametrize(
    ("value", "low", "high", "target", "words"),
    [
        pytest.param("-.46", ".31", "1.1", Metric.R, "lies outside its interval", id="lost minus"),
        pytest.param(".1", "-.1", ".3", Metric.ETA2, "both directions", id="no sign"),
    ],
)
def test_intervals_that_are_not_converted(value, low, high, target, words):
    interval = Interval(low=Decimal(low), high=Decimal(high))
    answer = converted(value, Metric.D, target, interval=interval)
    assert answer.interval is None
    assert any(words in warning for warning in answer.warnings)


def test_of_a_record_no_interval_is_made_from_numbers_of_people():
    record = EffectSize(id="a", metric=Metric.R, value=".28", k=190, n=14000)
    assert convert_effect(record, Metric.D).interval is None


@pytest.mark.parametrize(
    ("value", "metric", "known", "limits"),
    [
        pytest.param(".57", Metric.D, {"n1": 30, "n2": 30}, (".05", "1.09"), id="d of one study"),
        pytest.param(".31", Metric.R, {"n1": 30, "n2": 30}, (".06", ".52"), id="r of one study"),
        pytest.param(".5", Metric.Z, {"n1": 30, "n2": 30}, (".24", ".76"), id="z of one study"),
        pytest.param("1.82", Metric.OR, {"se": ".1"}, ("1.50", "2.21"), id="error of a logarithm"),
        pytest.param(
            ".5", Metric.G, {"se": ".1", "n1": 9, "n2": 9}, (".30", ".70"), id="error first"
        ),
        pytest.param("1.82", Metric.OR, {"n1": 30, "n2": 30}, None, id="ratios need counts"),
        pytest.param(".57", Metric.D, {}, None, id="nothing known"),
    ],
)
def test_intervals_of_one_study(value, metric, known, limits):
    if "se" in known:
        known = known | {"se": Decimal(known["se"])}
    made = computed_interval(Decimal(value), metric, **known)
    assert (
        made == limits
        if limits is None
        else (made.interval.low, made.interval.high) == tuple(map(Decimal, limits))
    )


def test_a_computed_interval_says_so_and_forbids_claims_like_a_reported_one():
    assert "computed" not in converted(".57", Metric.D, Metric.R).formula
    made = converted(".57", Metric.D, Metric.R, n1=30, n2=30)
    assert made.interval.computed.startswith("d ± 1.96")
    refused = convert(".2", Metric.D, Equivalent.U3, Known(n1=30, n2=30, design=Design.GROUPS))
    assert "no effect" in refused.reason


@pytest.mark.parametrize(
    ("metric", "value", "interval", "error", "p"),
    [
        pytest.param(Metric.OR, "1.82", ("1.2", "2.8"), 0.216, 0.006, id="odds ratio"),
        pytest.param(Metric.D, ".57", (".37", ".77"), 0.102, 2.3e-8, id="d"),
        pytest.param(Metric.R, ".28", (".25", ".30"), 0.0138, 0.0, id="r by Fisher's z"),
    ],
)
def test_what_an_interval_implies(metric, value, interval, error, p):
    limits = Interval(low=Decimal(interval[0]), high=Decimal(interval[1]))
    said = precision.precision(Decimal(value), metric, limits)
    assert said.error == pytest.approx(error, rel=0.01)
    assert said.p == pytest.approx(p, abs=5e-4)


@pytest.mark.parametrize(
    "metric", [Metric.NNT, Metric.HR, Metric.ETA2, Metric.BETA], ids=lambda metric: metric.value
)
def test_what_no_interval_implies(metric):
    limits = Interval(low=Decimal("-.1"), high=Decimal(".3"))
    assert precision.precision(Decimal(".2"), metric, limits) is None


# -- counts ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("metric", "estimate", "low", "high"),
    [
        # By hand, from the variances 1/20 − 1/100 + 1/12 − 1/100 and 1/20 + 1/80 + 1/12 + 1/88.
        pytest.param(Metric.RD, 0.08, -0.0227, 0.1820, id="risk difference"),
        pytest.param(Metric.RR, 1.6667, 0.8616, 3.2241, id="risk ratio"),
        pytest.param(Metric.OR, 1.8333, 0.8429, 3.9877, id="odds ratio"),
        pytest.param(Metric.NNT, 12.5, None, None, id="number needed, through infinity"),
        pytest.param(Metric.R, 0.10911, None, None, id="phi"),
    ],
)
def test_counts(metric, estimate, low, high):
    made = measure(read_counts("20/100,12/100"), metric)
    assert made.estimate == pytest.approx(estimate, abs=5e-5)
    if low is None:
        assert made.low is made.high is None
    else:
        assert (made.low, made.high) == pytest.approx((low, high), abs=5e-4)


@pytest.mark.parametrize("written", ["20/100 12/100", "20/100 vs 12/100", " 20/100:12/100"])
def test_counts_as_people_write_them(written):
    assert read_counts(written).shares == (0.2, 0.12)


@pytest.mark.parametrize("written", ["20/100", "20%,12%", "20/100,12", "a/b,c/d"])
def test_what_is_no_count(written):
    assert read_counts(written) is None


@pytest.mark.parametrize("written", ["20/10,1/2", "0/0,1/2"])
def test_impossible_counts(written):
    with pytest.raises(ValueError, match="cannot have the event"):
        read_counts(written)


@given(st.integers(1, 500), st.integers(1, 500), st.data())
def test_measures_of_counts_lie_in_their_intervals(n1, n2, data):
    counts = Counts(
        events1=data.draw(st.integers(0, n1)),
        n1=n1,
        events2=data.draw(st.integers(0, n2)),
        n2=n2,
    )
    for metric in (Metric.RD, Metric.RR, Metric.OR, Metric.NNT, Metric.R):
        try:
            made = measure(counts, metric)
        except ValueError:
            continue
        if made.low is not None:
            assert made.low <= made.estimate + 1e-9
            assert made.estimate <= made.high + 1e-9


# -- what is refused -------------------------------------------------------------------------

CROSSING = Interval(low=Decimal("-.1"), high=Decimal(".5"))


@pytest.mark.parametrize(
    ("value", "source", "target", "known", "words"),
    [
        pytest.param("1.4", "hr", "or", {}, "hazard ratio", id="hazard ratio"),
        pytest.param(".3", "d", "hr", {}, "hazard ratio", id="into a hazard ratio"),
        pytest.param(".96", "d", "r", {"design": Design.WITHIN}, "natural change", id="pre-post"),
        pytest.param(".06", "eta2-partial", "d", {}, "other terms", id="partial eta squared"),
        pytest.param(".07", "icc", "d", {}, "share of variance", id="therapists' share"),
        pytest.param(".3", "beta", "r", {}, "other predictors", id="beta"),
        pytest.param(".65", None, "d", {}, "without a metric", id="unnamed index"),
        pytest.param("77", "percent", "or", {}, "one percentage", id="percentage"),
        pytest.param("5", "nnt", "d", {"benefit": True}, "without the treatment", id="NNT without control rate"),
        pytest.param("1.5", "rr", "or", {}, "without the treatment", id="RR without control rate"),
        pytest.param("1.5", "rr", "nnt", {}, "without the treatment", id="RR to NNT"),
        pytest.param("1.82", "or", "nnt", {}, "without the treatment", id="OR to NNT"),
        pytest.param(".57", "d", "nnt", {}, "without the treatment", id="d to NNT"),
        pytest.param(".28", "r", "nnt", {"p0": 0.2}, "no treated group", id="association to NNT"),
        pytest.param(".28", "r", "u3", {}, "no treated group", id="association to U3"),
        pytest.param(".57", "d", "u3", {"design": Design.ASSOCIATION}, "no treated group", id="d of an association"),
        pytest.param(".57", "d", "cl-r", {"design": Design.GROUPS}, "continuous", id="groups to Dunlap"),
        pytest.param(".02", "d", "nnt", {"p0": 0.2, "significant": False}, "no effect", id="not significant"),
        pytest.param(".2", "d", "u3", {"interval": CROSSING}, "no effect", id="interval holds no effect"),
        pytest.param("1.0", "or", "nnt", {"p0": 0.2}, "no effect", id="odds ratio of 1"),
        pytest.param("1.2", "or", "nnt", {"p0": 0.2, "interval": Interval(low=Decimal(".9"), high=Decimal("1.6"))}, "no effect", id="interval holds 1"),
        pytest.param("5", "nnt", "or", {"p0": 0.5}, "has no sign", id="NNT for benefit or harm"),
        pytest.param("-5", "nnt", "or", {"p0": 0.5}, "has no sign", id="NNT with a sign"),
        pytest.param(".06", "eta2", "or", {}, "which of the two", id="no sign to OR"),
        pytest.param("5.3", "f-test", "or", {"df": 56}, "which of the two", id="no sign of F to OR"),
        pytest.param("2.3", "t", "d", {}, "how many people", id="t alone"),
        pytest.param("2.3", "t", "r", {"df": 0}, "how many people", id="t without degrees"),
        pytest.param("4.5", "chi2", "r", {}, "how many people", id="chi-squared alone"),
        pytest.param("121", "chi2", "r", {"n1": 60, "n2": 60}, "more than the number", id="chi-squared above N"),
        pytest.param("1", "cles", "d", {}, "cannot be", id="CLES of 1"),
        pytest.param("-1", "f2", "f", {}, "cannot be", id="f squared below 0"),
        pytest.param(".06", "eta2", "u3", {}, "which of the two", id="no sign to U3"),
        pytest.param(".25", "f", "nnt", {"p0": 0.2}, "which of the two", id="no sign to NNT"),
        pytest.param(".06", "r2", "besd", {}, "which of the two", id="no sign to the display"),
        pytest.param("1.28", "r", "d", {}, "cannot be", id="r above 1"),
        pytest.param("0", "or", "d", {}, "above 0", id="odds ratio of 0"),
        pytest.param(".5", "nnt", "rd", {}, "at least 1", id="NNT below 1"),
        pytest.param("1.00", "r", "d", {}, "neither of them", id="r of 1"),
        pytest.param("2", "rr", "rd", {"p0": 0.6}, "would be 1.2", id="risk above 1"),
        pytest.param("2", "rr", "rd", {"p0": 0.45}, "too coarsely", id="rounding leads beyond 1"),
        pytest.param("0,57", "d", "r", {}, "printed number", id="decimal comma"),
        pytest.param(".5", "d", "d", {}, "already", id="nothing to do"),
        pytest.param(".5", "d", "smd", {}, "no accepted way", id="no way"),
        pytest.param(".5", "d", "r", {"method": Method.COX}, "not used", id="method of another way"),
        pytest.param(".5", "r", "d", {"method": Method.MEDIAN_SPLIT, "design": Design.GROUPS}, "not the halves", id="groups are no halves"),
        pytest.param("1.8", "or", "d", {"method": Method.PROBIT}, "without the treatment", id="probit without rate"),
        pytest.param("900", "d", "or", {}, "misprinted", id="beyond all measure"),
    ],
)  # fmt: skip
def test_refused(value, source, target, known, words):
    to = Metric(target) if target in set(Metric) else Equivalent(target)
    answer = convert(value, SOURCES[source] if source else None, to, Known(**known))
    assert isinstance(answer, Refusal), answer
    assert words in answer.reason


def test_a_null_result_is_still_converted_into_metrics():
    assert converted(".02", Metric.R, Metric.D, significant=False).text == "0.04"


def test_without_a_sign_overlap_can_still_be_told():
    answer = converted(".06", Metric.ETA2, Equivalent.OVERLAP, design=Design.GROUPS)
    assert answer.estimate == pytest.approx(formulas.overlap(0.50529115264))


def test_what_a_d_is_about_is_asked_for():
    assert any("association" in one for one in converted(".57", Metric.D, Equivalent.U3).warnings)
    groups = converted(".57", Metric.D, Equivalent.U3, design=Design.GROUPS)
    assert not groups.warnings


def test_r_of_two_continuous_variables_is_told_to_be_treated_as_two_groups():
    assert any("median-split" in one for one in converted(".28", Metric.R, Metric.D).warnings)
    assert not converted(".28", Metric.R, Metric.D, design=Design.GROUPS).warnings


def test_no_number_needed_lies_below_1():
    """Half of a unit below 1 would be a risk difference of 2."""
    assert converted("1", Metric.NNT, Metric.RD, benefit=True).high == 1


def test_an_interval_of_a_number_needed_can_run_through_infinity():
    """From -10 to 5 is: from one fewer in 10 by way of no difference to one more in 5."""
    through = Interval(low=Decimal(-10), high=Decimal(5))
    answer = converted("20", Metric.NNT, Metric.RD, interval=through, benefit=True)
    assert (answer.interval.low, answer.interval.high) == (-0.1, 0.2)
    assert isinstance(
        convert("20", Metric.NNT, Equivalent.U3, Known(p0=0.3, interval=through)), Refusal
    )
    beyond = Interval(low=Decimal(".8"), high=Decimal(25))
    answer = convert("20", Metric.NNT, Equivalent.U3, Known(p0=0.3, interval=beyond, benefit=True))
    assert isinstance(answer, Conversion)


def test_a_negative_number_needed_says_fewer():
    answer = converted("-.24", Metric.D, Metric.NNT, p0=0.2, design=Design.GROUPS)
    assert answer.told == "16.6 (one event fewer)"
    assert float(answer.low_text) < 16.6 < float(answer.high_text)
    assert any("fewer" in one for one in answer.warnings)


@pytest.mark.parametrize(
    ("benefit", "better", "risk", "assumed"),
    [
        pytest.param(True, None, 0.7, "wanted, such as response", id="benefit"),
        pytest.param(False, None, 0.7, "unwanted, such as an adverse event", id="harm"),
        pytest.param(None, Better.HIGHER, 0.7, "better off", id="of a wanted event"),
        pytest.param(None, Better.LOWER, 0.3, "better off", id="of an unwanted event"),
        pytest.param(True, Better.LOWER, 0.3, "", id="one relapse fewer"),
        pytest.param(True, Better.HIGHER, 0.7, "", id="one response more"),
        pytest.param(False, Better.LOWER, 0.7, "", id="one relapse more"),
        pytest.param(False, Better.HIGHER, 0.3, "", id="one response fewer"),
    ],
)
def test_what_a_number_needed_counts_is_said_or_assumed_aloud(benefit, better, risk, assumed):
    made = converted("5", Metric.NNT, Metric.RR, p0=0.5, benefit=benefit, better=better)
    assert made.estimate == pytest.approx(risk / 0.5)
    assert assumed in "; ".join(made.assumptions)
    assert assumed or len(made.assumptions) == 1
    assert made.uses == {"rate", "events"}


@pytest.mark.parametrize(
    ("record", "risk"),
    [
        pytest.param({"favours": Favours.FIRST, "better": Better.LOWER}, 0.3, id="fewer relapses"),
        pytest.param({"favours": Favours.SECOND, "better": Better.LOWER}, 0.7, id="more relapses"),
        pytest.param({"favours": Favours.FIRST, "better": Better.HIGHER}, 0.7, id="response"),
        pytest.param({"favours": Favours.FIRST, "outcome": "relapse"}, 0.3, id="a guess"),
        pytest.param({"favours": Favours.FIRST}, None, id="what the event is nobody says"),
        pytest.param({"better": Better.LOWER}, None, id="whom it favours nobody says"),
        pytest.param({"favours": Favours.NEITHER, "better": Better.LOWER}, None, id="neither"),
    ],
)
def test_recorded_numbers_needed_take_their_direction_from_the_record(record, risk):
    rate = Rate(printed="50%")
    effect = EffectSize(
        id="a", metric=Metric.NNT, value="5", compared=("CBT", "none"), control_rate=rate, **record
    )
    made = convert_effect(effect, Metric.RR)
    if risk is None:
        assert "no sign" in made.reason
        assert made.short == "side not said"
        return
    assert made.estimate == pytest.approx(risk / 0.5)
    assert ("less is better (our guess)" in made.assumptions) is ("outcome" in record)


def test_a_difference_favours_the_first_group_where_somebody_says_it():
    """Reviews of depression code a benefit as negative; the event is that people respond."""
    known = {"p0": 0.2, "design": Design.GROUPS}
    assert converted("-.57", Metric.SMD, Metric.NNT, **known).told == "8.3 (one event fewer)"
    limits = Interval(low=Decimal("-.80"), high=Decimal("-.30"), level=Decimal(95))
    made = converted("-.57", Metric.SMD, Metric.NNT, interval=limits, **known)
    assert (made.interval.low_text, made.interval.high_text) == ("6.7", "13.7")
    made = converted("-.57", Metric.SMD, Metric.NNT, benefit=True, **known)
    assert (made.told, made.low_text, made.high_text) == ("5.2", "5.13", "5.23")
    made = converted("-.57", Metric.SMD, Metric.RD, benefit=False, better=Better.HIGHER, **known)
    assert made.estimate < 0


@pytest.mark.parametrize(
    ("value", "source", "target", "known", "told"),
    [
        pytest.param(".06", "eta2", "d", {"n1": 30, "n2": 70}, "0.55 (size only)", id="sizes"),
        pytest.param(".06", "eta2", "r", {}, ".24 (size only)", id="r has no sign here"),
        pytest.param(".06", "r2", "r", {}, ".24 (size only)", id="r of a share of variance"),
        pytest.param(".14", "eta2", "r2", {}, ".14", id="a share is a share"),
        pytest.param("3", "d", "or", {}, "200", id="hundreds"),
        pytest.param("2.6", "d", "or", {}, "110", id="tens"),
        pytest.param(".004", "rd", "nnt", {}, "250", id="tens of people"),
        pytest.param(".57", "d", "or", {}, "2.8", id="a small number keeps its decimals"),
    ],
)
def test_no_sign_and_no_figure_that_nobody_measured(value, source, target, known, told):
    made = converted(value, SOURCES[source], Metric(target), **known)
    assert made.told == told


def test_d_and_risks_are_made_of_each_other_by_one_model():
    there = converted(".500", Metric.D, Metric.RD, p0=0.2, design=Design.GROUPS)
    back = converted(Decimal(str(round(there.estimate, 9))), Metric.RD, Metric.D, p0=0.2)
    assert back.estimate == pytest.approx(0.5, abs=1e-8)
    assert "Furukawa" in there.source
    assert "Furukawa" in back.source
    assert "not used" in convert(".1", Metric.RD, Metric.D, Known(p0=0.2, method=Method.COX)).reason


def test_an_interval_of_a_log_odds_ratio():
    made = converted("0.62", Statistic.LOG_OR, Metric.OR, se=Decimal("0.21"))
    assert (made.interval.low_text, made.interval.high_text) == ("1.23", "2.80")
    narrow = converted("0.62", Statistic.LOG_OR, Metric.OR, se=Decimal("0.21"), level=Decimal(90))
    assert (narrow.interval.level, narrow.interval.low > made.interval.low) == (90, True)


def test_what_a_conversion_did_not_use_is_known():
    assert converted(".57", Metric.D, Metric.NNT, p0=0.2).uses == {"rate"}
    made = converted(".57", Metric.D, Metric.NNT, p0=0.2, method=Method.KRAEMER_KUPFER)
    assert made.uses == frozenset()


@pytest.mark.parametrize(
    ("written", "words"),
    [
        pytest.param("12/0/30,10/3/30", "above 0", id="no spread"),
        pytest.param("12/3/1,10/3/30", "two people", id="one person"),
    ],
)
def test_means_that_cannot_be(written, words):
    with pytest.raises(ValueError, match=words):
        read_means(written)


def test_means_that_are_not_written_so():
    assert read_means("12.3/4.1,10.1/3.9") is None
    assert read_means("12.3.4/4.1/30,10.1/3.9/30") is None
    means = read_means("−2/4.1/30; -3.5/3.9/32")
    assert (means.mean1, means.mean2, means.n2) == (Decimal(-2), Decimal("-3.5"), 32)
    with pytest.raises(ValueError, match="of means"):
        difference(means, Metric.OR)


@pytest.mark.parametrize(
    ("effect", "reason"),
    [
        pytest.param({"between": ("alliance", "outcome")}, "no treated group", id="association"),
        pytest.param({"contrast": Contrast.WITHIN}, "natural change", id="pre-post"),
        pytest.param({"significance": "non-significant"}, "no effect", id="null result"),
        pytest.param({"value_high": ".9"}, "", id="a range"),
        pytest.param({"comparator": "<"}, "", id="a bound"),
        pytest.param({"compared": ("CBT", "waiting list")}, "", id="groups"),
    ],
)
def test_recorded_effects(effect, reason):
    known = {"id": "a", "metric": Metric.D, "value": ".57", **effect}
    answer = convert_effect(EffectSize(**known), Equivalent.U3)
    assert isinstance(answer, Refusal) == bool(reason)
    assert reason in getattr(answer, "reason", "")


MORE = {"favours": Favours.FIRST, "better": Better.HIGHER}
LESS = {"favours": Favours.FIRST, "better": Better.LOWER}


@pytest.mark.parametrize(
    ("record", "rd", "told"),
    [
        pytest.param({"value": ".5", **MORE}, 0.167, "6.0", id="more response"),
        pytest.param({"value": "-.5", **MORE}, 0.167, "6.0", id="coded below 0"),
        pytest.param({"value": ".5", **LESS}, -0.110, "9.1 (one event fewer)", id="less relapse"),
        pytest.param({"value": "-.5", **LESS}, -0.110, "9.1 (one event fewer)", id="both"),
        pytest.param(
            {"value": ".5", "outcome": "relapse", "favours": Favours.SECOND},
            0.167,
            "6.0",
            id="a guess",
        ),
        pytest.param({"value": ".5"}, None, "", id="nobody says whom it favours"),
        pytest.param({"value": ".5", "favours": Favours.FIRST}, None, "", id="nor what is wanted"),
    ],
)
def test_people_are_counted_from_scores_by_the_record_and_never_by_a_sign(record, rd, told):
    known = {"id": "a", "metric": Metric.SMD, "compared": ("CBT", "none"), **record}
    effect = EffectSize(**known, control_rate=Rate(printed="20%"))
    made, needed = convert_effect(effect, Metric.RD), convert_effect(effect, Metric.NNT)
    if rd is None:
        assert made.short == needed.short == "side not said"
        return
    assert made.estimate == pytest.approx(rd, abs=0.001)
    assert needed.told == told
    # The words at the same rate say the same number of people.
    assert expected_events(effect).treated == pytest.approx(0.2 + made.estimate)


@pytest.mark.parametrize(
    ("record", "target", "told"),
    [
        pytest.param({"value_high": ".69"}, Metric.R, ".24 to .326", id="both ends of a range"),
        pytest.param({"comparator": "<"}, Metric.R, "< .24", id="a bound"),
        pytest.param({"comparator": "≥"}, Metric.OR, "≥ 2.43", id="a bound of a ratio"),
        pytest.param({"comparator": ">", **MORE}, Metric.NNT, "< 6.2", id="a bound that turns"),
        pytest.param({"comparator": ">", **LESS}, Metric.RD, "< −.109", id="fewer events"),
        pytest.param({"comparator": ">", **LESS}, Metric.RR, "< 0.46", id="a ratio of fewer"),
        pytest.param({"comparator": "≈"}, Metric.R, ".24", id="about"),
    ],
)
def test_ranges_and_bounds_are_converted_end_by_end(record, target, told):
    known = {"id": "a", "metric": Metric.D, "value": ".49", "compared": ("a", "b"), **record}
    assert convert_effect(EffectSize(**known), target, p0=0.2).told == told


@pytest.mark.parametrize(
    ("record", "target", "reason"),
    [
        pytest.param(
            {"comparator": "<", **MORE}, Metric.NNT, "beyond the bound", id="may be no effect"
        ),
        pytest.param(
            {"value_high": "-.1", **MORE}, Metric.RD, "both directions", id="on both sides"
        ),
        pytest.param({"comparator": "<"}, Metric.ETA2, "no sign", id="without a sign"),
        pytest.param({"comparator": ">", "value_high": ".9"}, Metric.R, "one printed", id="both"),
    ],
)
def test_bounds_that_say_nothing(record, target, reason):
    known = {"id": "a", "metric": Metric.D, "value": ".49", "compared": ("a", "b"), **record}
    assert reason in convert_effect(EffectSize(**known), target, p0=0.2).reason


# -- consistency -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        pytest.param(".12", ".24", True, id="Constantino 2011"),
        pytest.param(".18", ".36", True, id="Constantino 2018"),
        pytest.param(".278", ".579", True, id="Flückiger 2018"),
        pytest.param(".26", ".56", False, id="Burlingame 2018"),
        pytest.param(".31", ".63", False, id="Elliott 2011 as Wampold has it"),
        pytest.param("-.12", ".24", False, id="other sign"),
    ],
)
def test_r_and_d_of_one_finding(first, second, same):
    assert agree(first, Metric.R, second, Metric.D) is same
    assert agree(second, Metric.D, first, Metric.R) is same


@pytest.mark.parametrize(
    ("r", "r2", "same"),
    [
        pytest.param(".20", ".04203", True, id="r to .205, and .205² is .042025"),
        pytest.param(".20", ".04204", False, id="above it"),
        pytest.param(".28", ".07562", True, id="r from .275, and .275² is .075625"),
        pytest.param(".28", ".07561", False, id="below it"),
    ],
)
def test_values_that_only_touch_agree(r, r2, same):
    assert agree(r, Metric.R, r2, Metric.R2) is same


def test_agreement_of_one_index_and_without_sign():
    assert agree(".6", Metric.D, ".57", Metric.D)
    assert not agree(".6", Metric.D, ".50", Metric.D)
    assert agree(".06", Metric.ETA2, "-.50", Metric.D)
    assert agree("-.50", Metric.D, ".06", Metric.ETA2)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param(("1.4", Metric.HR), (".2", Metric.D), id="not comparable"),
        pytest.param((".2", Metric.D), ("x", Metric.R), id="no number"),
        pytest.param(("x", Metric.D), (".2", Metric.D), id="no number first"),
    ],
)
def test_what_cannot_be_compared(first, second):
    with pytest.raises(ConversionError):
        agree(*first, *second)


# -- printed numbers -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("printed", "low", "high"),
    [
        pytest.param(".28", ".275", ".285", id="two digits"),
        pytest.param(".280", ".2795", ".2805", id="a nought counts"),
        pytest.param("5", "4.5", "5.5", id="whole"),
        pytest.param("-.5", "-.55", "-.45", id="below nought"),
        pytest.param("8%", ".075", ".085", id="per cent"),
    ],
)
def test_what_a_printed_number_stands_for(printed, low, high):
    assert rounding_interval(printed_share(printed)) == (Decimal(low), Decimal(high))


@given(estimate=st.floats(-5, 5), reach=st.floats(1e-6, 1))
def test_the_shortest_number_stays_within_its_range(estimate, reach):
    assert (
        estimate - reach
        <= shortest(estimate, estimate - reach, estimate + reach)
        <= estimate + reach
    )


def test_every_step_can_be_reached_and_ways_are_short():
    for source, target in STEPS:
        assert len(way(source, target)) == 1
    assert way(Metric.HR, Metric.D) is None


@pytest.mark.parametrize("source", [*Metric, *Statistic])
@pytest.mark.parametrize("target", [Metric.D, Metric.R, Metric.NNT, Equivalent.U3])
def test_an_index_may_be_named(source, target):
    known = Known(n1=40, n2=40, p0=0.2, benefit=True)
    by_name = convert("0.5", source.value, target.value, known)
    assert by_name == convert("0.5", source, target, known)


def test_what_no_index_is_called_is_said():
    with pytest.raises(NotFoundError, match='there is no metric "cohen"'):
        convert(".5", "cohen", "r")
    with pytest.raises(NotFoundError, match='there is no metric "t"'):
        convert(".5", "d", "t")


def test_a_number_that_does_not_say_how_exact_it_is_is_refused():
    with pytest.raises(TypeError, match=r'a value is text, as it is printed: "\.57", not 0\.28'):
        convert(0.28, "r", "d")


def test_a_conversion_says_on_one_line_what_it_is():
    assert repr(convert(".28", "r", "d")) == "<Conversion: r = 0.28 is d = 0.58>"
