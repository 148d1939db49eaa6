"""Effects in a reader's words, and words such as "medium" with the rule behind them."""

from decimal import Decimal

import pytest

from pprkb.evidence.benchmarks import BENCHMARKS, labels
from pprkb.evidence.equivalents import in_plain_words
from pprkb.evidence.question import Design
from pprkb.evidence.refusals import Refusal
from pprkb.model.effect import Interval, Metric


def test_groups():
    assert in_plain_words(".57", Metric.D, design=Design.GROUPS, p0=0.2) == (
        "About 72 of 100 people in the treatment group score higher than the average of the"
        " comparison group (U3).",
        "Of one person from each group, the one from the treatment group scores higher with a"
        " probability of about 66% (common language effect size).",
        "Both suppose that scores are normally distributed in both groups, with one spread.",
        "If 20% of the comparison group have the outcome, one person more has it for about every"
        " 5.2 people in the treatment group (number needed to treat).",
    )


def test_no_number_needed_without_a_control_rate():
    sentences = in_plain_words(".57", Metric.D, design=Design.GROUPS)
    assert len(sentences) == 3
    assert "needed" not in " ".join(sentences)


def test_the_sign_is_not_read_as_benefit():
    sentences = " ".join(in_plain_words("-.24", Metric.D, design=Design.GROUPS, p0=0.2))
    assert "About 41 of 100" in sentences
    assert "one person fewer" in sentences
    assert "better" not in sentences


def test_a_risk_difference_has_its_number_needed():
    sentences = in_plain_words(".08", Metric.RD, design=Design.GROUPS, p0=0.12)
    assert "every 13 people" in sentences[-1]


@pytest.mark.parametrize(
    ("value", "metric", "design"),
    [
        pytest.param(".28", Metric.R, None, id="a correlation"),
        pytest.param(".58", Metric.D, Design.ASSOCIATION, id="written as d"),
    ],
)
def test_associations_treat_nobody(value, metric, design):
    sentences = in_plain_words(value, metric, design=design, between=("alliance", "outcome"))
    words = " ".join(sentences)
    assert "higher in alliance is also higher in outcome with a probability of about 59%" in words
    assert "36% and 64%" in words
    assert "This is an analogy: nobody observed these rates." in words
    assert "treat" not in words
    assert "U3" not in words


CROSSING = Interval(low=Decimal("-.1"), high=Decimal(".5"))


@pytest.mark.parametrize(
    ("value", "metric", "known", "reason"),
    [
        pytest.param(".57", Metric.D, {}, "what the number is about", id="nobody says"),
        pytest.param("1.4", Metric.HR, {}, "hazard ratio", id="hazard ratio"),
        pytest.param(".9", Metric.D, {"design": Design.WITHIN}, "natural change", id="pre-post"),
        pytest.param(".02", Metric.R, {"significant": False}, "no effect", id="null result"),
        pytest.param(
            ".2", Metric.D, {"design": Design.GROUPS, "interval": CROSSING}, "no effect", id="CI"
        ),
        pytest.param("1.5", Metric.RR, {"design": Design.GROUPS}, "without the", id="no rate"),
        pytest.param("large", Metric.VERBAL, {}, "printed number", id="words"),
    ],
)
def test_refused(value, metric, known, reason):
    answer = in_plain_words(value, metric, **known)
    assert isinstance(answer, Refusal), answer
    assert reason in answer.reason


@pytest.mark.parametrize(
    ("value", "metric", "expected"),
    [
        pytest.param(
            ".57",
            Metric.D,
            {
                "Cohen, 1988": "medium",
                "Sawilowsky, 2009": "medium",
                "Gignac & Szodorai, 2016": "typical",
                "Lovakov & Agadullina, 2021": "medium",
            },
            id="d",
        ),
        pytest.param(
            ".28",
            Metric.R,
            {
                "Cohen, 1988": "small",
                "Gignac & Szodorai, 2016": "typical",
                "Funder & Ozer, 2019": "medium",
                "Lovakov & Agadullina, 2021": "medium",
            },
            id="the same finding as r",
        ),
        pytest.param(".06", Metric.ETA2, {"Cohen, 1992": "small"}, id="eta squared"),
        pytest.param(".25", Metric.F, {"Cohen, 1988": "medium"}, id="the border counts"),
        pytest.param(".02", Metric.R2, {"Cohen, 1988": "small"}, id="R squared"),
        pytest.param("2.1", Metric.HR, {}, id="no rule for hazard ratios"),
        pytest.param("1.8", Metric.OR, {}, id="no rule for odds ratios"),
        pytest.param(".06", Metric.ETA2_PARTIAL, {}, id="no rule for partial eta squared"),
        pytest.param("big", Metric.D, {}, id="no number"),
    ],
)
def test_labels_name_their_rule(value, metric, expected):
    assert {label.rule: label.word for label in labels(value, metric)} == expected


def test_a_label_is_printed_with_its_rule():
    printed = [str(label) for label in labels("-.1", Metric.D)]
    assert printed[0] == "below small (Cohen, 1988)"
    assert printed[-1] == "below small (Lovakov & Agadullina, 2021; social psychology)"


def test_no_label_for_changes_within_a_group():
    assert labels(".9", Metric.D, Design.WITHIN) == ()


def test_bands_rise():
    for benchmark in BENCHMARKS:
        sizes = [size for size, _ in benchmark.bands]
        assert sizes == sorted(set(sizes)), benchmark.rule
