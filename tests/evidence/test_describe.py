"""Effects in APA's form: noughts, italics, signs, and null results that stay visible."""

from decimal import Decimal

import pytest

from pprkb.evidence.describe import base, in_words, printed_value, statistic
from pprkb.model.effect import Contrast, EffectSize, Interval, Metric


@pytest.mark.parametrize(
    ("written", "metric", "printed"),
    [
        pytest.param(".57", Metric.D, "0.57", id="d can exceed 1: a nought"),
        pytest.param("0.57", Metric.D, "0.57", id="a nought that is there"),
        pytest.param("0.28", Metric.R, ".28", id="r cannot exceed 1: no nought"),
        pytest.param("-.28", Metric.R, "−.28", id="a true minus sign"),
        pytest.param("-0.5", Metric.G, "−0.5", id="a minus sign before a nought"),
        pytest.param("1.82", Metric.OR, "1.82", id="an odds ratio"),
        pytest.param("1", Metric.R, "1", id="a whole number"),
        pytest.param("77", Metric.PERCENT, "77%", id="per cent"),
        pytest.param("77%", Metric.PERCENT, "77%", id="per cent once"),
        pytest.param("", Metric.PERCENT, "", id="no per cent of nothing"),
    ],
)
def test_values_as_apa_prints_them(written, metric, printed):
    assert printed_value(written, metric) == printed


@pytest.mark.parametrize(
    ("effect", "expected"),
    [
        pytest.param(
            EffectSize(
                id="a",
                metric=Metric.D,
                value=".57",
                between=("alliance", "outcome"),
                k=200,
                k_qualifier="over",
                n=14000,
                n_unit="patients",
            ),
            "Alliance and outcome: d = 0.57, k > 200 studies, N = 14,000 patients",
            id="counts with their qualifiers",
        ),
        pytest.param(
            EffectSize(
                id="a",
                metric=Metric.OR,
                value="0.60",
                interval=Interval(low=Decimal("0.40"), high=Decimal("0.90"), level=Decimal(95)),
                p="< .01",
                compared=("CBT", "waiting list"),
                outcome="drop-out",
            ),
            "CBT compared with waiting list, drop-out: OR = 0.60, 95% CI [0.40, 0.90], p < .01",
            id="a comparison with its interval",
        ),
        pytest.param(
            EffectSize(
                id="a",
                metric=Metric.R,
                value=".02",
                between=("adherence", "outcome"),
                significance="non-significant",
            ),
            "Adherence and outcome: r = .02 (non-significant)",
            id="a null result says so",
        ),
        pytest.param(
            EffectSize(
                id="a",
                metric=Metric.R,
                value=".28",
                between=("alliance", "outcome"),
                significance="significant",
            ),
            "Alliance and outcome: r = .28",
            id="significance goes without saying",
        ),
        pytest.param(
            EffectSize(
                id="a", metric=Metric.PERCENT, value="77", value_high="88", outcome="belief"
            ),
            "Belief: 77% to 88%",
            id="a range of percentages",
        ),
        pytest.param(
            EffectSize(id="repair", metric=Metric.VERBAL, magnitude="large", source="safran2014"),
            "Repair: described as “large” (safran2014, as cited in Wampold, 2015)",
            id="words of the author, at second hand",
        ),
        pytest.param(
            EffectSize(
                id="a",
                metric=Metric.G,
                value="0.4",
                compared=("CBT", "waiting list"),
                outcome="worry",
                subgroup="adults",
                timepoint="follow-up",
            ),
            "CBT compared with waiting list, worry (adults), follow-up: g = 0.4",
            id="when the outcome was measured",
        ),
        pytest.param(
            EffectSize(
                id="a", metric=Metric.SMD, value="-1.1", outcome="pain", contrast=Contrast.WITHIN
            ),
            "Pain (change within persons): SMD = −1.1",
            id="the same people at two times",
        ),
        pytest.param(
            EffectSize(
                id="a", metric=Metric.D, value=".5", k=1, k_qualifier="some", outcome="mood"
            ),
            "Mood: d = 0.5, k = 1 study (some)",
            id="a qualifier that has no sign",
        ),
    ],
)
def test_an_effect_on_one_line(effect, expected):
    assert in_words(effect, {"wampold2015": "Wampold, 2015"}, "wampold2015") == expected


def test_symbols_are_italic_and_numbers_stay_with_their_signs():
    effect = EffectSize(id="a", metric=Metric.D, value=".57", k=59)
    assert [(run.text, run.italic) for run in statistic(effect)] == [
        ("d", True),
        ("\u00a0=\u00a00.57", False),
    ]
    assert [(run.text, run.italic) for run in base(effect)] == [
        ("k", True),
        ("\u00a0=\u00a059 studies", False),
    ]


def test_every_metric_can_be_printed():
    for metric in Metric:
        assert in_words(EffectSize(id="a", metric=metric, value=".5"), {})
