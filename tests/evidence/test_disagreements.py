"""Whether the statistics of one effect fit each other; both sides of every threshold."""

from decimal import Decimal

import pytest

from pprkb.evidence.agreement import Misfit, disagreements
from pprkb.knowledge_base import KnowledgeBase
from pprkb.model.effect import Contrast, EffectSize, Interval, Metric
from pprkb.model.problem import Rule
from tests.libraries_of_tests import made_library


def found(metric, value, ci=None, level=95, **record):
    if ci:
        level = None if level is None else Decimal(level)
        record["interval"] = Interval(low=Decimal(ci[0]), high=Decimal(ci[1]), level=level)
    return list(disagreements(EffectSize(id="a", metric=Metric(metric), value=value, **record)))


HALF = ("0.10", "0.90")
"""About 0.50: z is 2.45, and from 2.42 to 2.52 by rounding."""


@pytest.mark.parametrize(
    ("p", "disagrees"),
    [
        pytest.param(".60", True, id="far off"),
        pytest.param(".014", False, id="what is implied"),
        pytest.param(".08", False, id="a test by t"),
        pytest.param(".10", True, id="too large"),
        pytest.param(".002", False, id="small"),
        pytest.param("= .0005", True, id="too small"),
        pytest.param("< .05", False, id="below a threshold"),
        pytest.param("< .001", True, id="below a threshold that is far"),
        pytest.param("> .05", False, id="just above the threshold, which another test explains"),
        pytest.param("> .10", True, id="above a threshold that is far"),
        pytest.param("ns", False, id="no number"),
    ],
)
def test_p_beside_an_interval(p, disagrees):
    said = found("d", "0.50", HALF, p=p)
    assert [one.kind for one in said] == [Misfit.PRECISION] * disagrees


def test_both_numbers_and_what_rounding_explains_are_told():
    (said,) = found("d", "0.50", HALF, p=".60")
    assert said.words == (
        "p = .60 and 95% CI [0.10, 0.90] do not agree (the interval implies p from .012 to .017, as"
        " far as rounding goes): one of them may be misprinted"
    )
    (said,) = found("or", "1.82", ("1.10", "3.00"), None, p=".60")
    assert "CI (taken as 95%) [1.10, 3.00]" in said.words
    (said,) = found("d", "0.50", p=".60", se=".20")
    assert "SE = .20" in said.words
    assert "the standard error implies p" in said.words


@pytest.mark.parametrize(
    ("metric", "value", "ci", "record", "disagrees"),
    [
        pytest.param("or", "1.82", ("1.10", "3.00"), {"p": ".02"}, False, id="a ratio by its log"),
        pytest.param("r", ".278", (".256", ".299"), {"p": "< .0001"}, False, id="r by z"),
        pytest.param("r", ".10", ("-.10", ".29"), {"p": "< .001"}, True, id="r by z, wrong"),
        pytest.param("md", "-3.2", ("-5.4", "-1.0"), {"p": ".004"}, False, id="mean difference"),
        pytest.param("d", "0.50", HALF, {"p": ".60", "k": 1}, True, id="one study"),
        pytest.param("d", "0.50", HALF, {"p": ".60", "k": 2}, False, id="two studies"),
        pytest.param("d", "0.50", HALF, {"p": ".60", "k": 5}, False, id="few studies, t is wide"),
        pytest.param("d", "0.50", HALF, {"p": ".60", "k": 6}, True, id="not so few"),
        pytest.param("d", "0.50", HALF, {"p": ".60", "comparator": "<"}, False, id="a bound"),
        pytest.param("d", ".5", HALF, {"p": ".60", "value_high": ".6"}, False, id="a range"),
        pytest.param(
            "d", ".50", HALF, {"p": ".60", "contrast": Contrast.WITHIN}, False, id="a change"
        ),
        pytest.param("d", "0.5", ("0", "1"), {"p": ".3"}, False, id="coarse rounding explains it"),
        pytest.param("d", "0.0", ("-.2", ".2"), {"p": ".99"}, False, id="no effect, p near 1"),
        pytest.param("d", "0.0", ("-.2", ".2"), {"p": ".10"}, True, id="no effect, p too small"),
        pytest.param("d", "0.50", HALF, {"p": "1.2"}, False, id="no probability"),
        pytest.param("d", "0.50", HALF, {"se": ".26"}, False, id="SE somewhat large"),
        pytest.param("d", "0.50", HALF, {"se": ".27"}, True, id="SE too large"),
        pytest.param("d", "0.50", HALF, {"se": ".15"}, False, id="SE somewhat small"),
        pytest.param("d", "0.50", HALF, {"se": ".14"}, True, id="SE too small"),
        pytest.param("or", "1.82", ("1.10", "3.00"), {"se": ".9"}, False, id="SE of a ratio"),
        pytest.param("rd", "0.08", (".02", ".14"), {"se": "3"}, True, id="SE in another unit"),
        pytest.param("rd", "8%", ("2", "14"), {"se": "3"}, False, id="SE in per cent"),
    ],
)
def test_precision(metric, value, ci, record, disagrees):
    assert bool(found(metric, value, ci, **record)) is disagrees


@pytest.mark.parametrize(
    ("words", "ci", "level", "disagrees"),
    [
        pytest.param("non-significant", ("0.30", "0.60"), 95, True, id="far from 0"),
        pytest.param("non-significant", ("0.01", "0.89"), 95, True, id="just above 0"),
        pytest.param("non-significant", ("0.00", "0.90"), 95, False, id="0 by rounding"),
        pytest.param("not significant", ("-0.01", "0.91"), 95, False, id="holds 0"),
        pytest.param("non-significant", ("0.01", "0.89"), 90, False, id="90 per cent, p is .09"),
        pytest.param("non-significant", ("0.20", "0.70"), 90, True, id="90 per cent, p is .003"),
        pytest.param("significant", ("-0.01", "0.91"), 95, True, id="just holds 0"),
        pytest.param("significant", ("0.00", "0.90"), 95, False, id="0 by rounding, significant"),
        pytest.param("significant", ("-0.05", "0.95"), 99, False, id="99 per cent, p is .02"),
        pytest.param("significant", ("-0.50", "1.40"), 99, True, id="99 per cent, p is .22"),
        pytest.param("marginally significant", ("-0.01", "0.91"), 95, False, id="other words"),
        pytest.param("", ("-0.01", "0.91"), 95, False, id="no words"),
    ],
)
def test_words_beside_an_interval(words, ci, level, disagrees):
    said = found("d", "0.45", ci, level, significance=words)
    assert [one.kind for one in said] == [Misfit.PRECISION] * disagrees


@pytest.mark.parametrize(
    ("words", "ci"),
    [("significant", ("-0.01", "0.91")), ("non-significant", ("0.01", "0.89"))],
)
def test_an_interval_of_95_per_cent_needs_no_p_to_contradict_words(words, ci):
    """By rounding 0.5 may be .45 or .55, and p on either side of .05."""
    assert len(found("d", "0.5", ci, 95, significance=words)) == 1


def test_the_null_of_a_ratio_is_1():
    assert found("or", "1.50", ("1.10", "2.05"), significance="non-significant")
    assert not found("or", "1.50", ("0.90", "2.50"), significance="non-significant")


@pytest.mark.parametrize(
    ("words", "p", "disagrees"),
    [
        pytest.param("significant", "= .40", True, id="significant with a large p"),
        pytest.param("significant", ".06", True, id="significant just above"),
        pytest.param("significant", ".05", False, id="significant at the threshold"),
        pytest.param("significant", "> .05", True, id="significant above the threshold"),
        pytest.param("non-significant", ".04", True, id="non-significant just below"),
        pytest.param("non-significant", ".05", False, id="non-significant at the threshold"),
        pytest.param("non-significant", "< .05", True, id="non-significant below the threshold"),
        pytest.param("non-significant", "> .05", False, id="non-significant above the threshold"),
    ],
)
def test_words_beside_p(words, p, disagrees):
    assert bool(found("eta2", ".05", significance=words, p=p)) is disagrees


@pytest.mark.parametrize(
    ("metric", "value", "ci", "leans"),
    [
        pytest.param("or", "2.00", ("1.00", "4.00"), False, id="ratio in the middle of its log"),
        pytest.param("or", "2.00", ("0.50", "3.50"), True, id="ratio in the middle as printed"),
        pytest.param("or", "2.00", ("0.50", "2.50"), True, id="ratio near its end"),
        pytest.param("r", ".80", (".67", ".88"), False, id="r by z"),
        pytest.param("r", ".80", (".65", ".95"), False, id="r as printed"),
        pytest.param("r", ".30", (".10", ".35"), True, id="r by neither"),
        pytest.param("d", "0.50", ("0.00", "0.80"), False, id="a quarter of half its width"),
        pytest.param("d", "0.50", ("-0.04", "0.76"), True, id="more than a quarter"),
        pytest.param("g", "-0.049", ("-0.137", "-0.038"), True, id="a minus sign too many"),
        pytest.param("g", "-0.049", ("-0.137", "0.038"), False, id="without it"),
        pytest.param("d", "0.6", ("0", "1"), False, id="coarse rounding explains it"),
        pytest.param("rd", "0.20", ("-.01", "0.25"), False, id="Newcombe's intervals lean"),
        pytest.param("hr", "0.80", ("0.64", "1.00"), False, id="hazard ratio"),
    ],
)
def test_the_middle_of_an_interval(metric, value, ci, leans):
    kinds = [one.kind for one in found(metric, value, ci)]
    assert kinds == [Misfit.SYMMETRY] * leans


SUMMARY = """\
---
title: Dropout
month: 2020-01
reference: none
effects:
  - id: dropout
    metric: {metric}
    value: "{value}"
    compared: [CBT, usual care]
    {more}
---

## Summary

Text.
"""


@pytest.mark.parametrize(
    ("metric", "value", "more", "said"),
    [
        pytest.param("or", "1.79", "{outcome: dropout, favours: first}", "more events", id="guess"),
        pytest.param("or", "0.59", "{outcome: dropout, favours: first}", "", id="fits"),
        pytest.param("or", "1.79", "{outcome: dropout, favours: second}", "", id="the other side"),
        pytest.param(
            "rr", "0.80", "{outcome: dropout, favours: first, better: higher}", "fewer events",
            id="stated",
        ),
        pytest.param("rd", "0.10", "{outcome: relapse, favours: first}", "more events", id="rd"),
        pytest.param("or", "1.79", "{outcome: dropout}", "", id="nobody says whom it favours"),
        pytest.param("or", "1.79", "{outcome: events, favours: first}", "", id="nothing known"),
        pytest.param("smd", "0.40", "{outcome: symptoms, favours: first}", "", id="scores"),
        pytest.param("nnt", "5", "{outcome: relapse, favours: first}", "", id="has no sign"),
    ],
)  # fmt: skip
def test_events_and_whom_they_favour(tmp_path, metric, value, more, said):
    fields = more.strip("{}").replace(", ", "\n    ")
    text = SUMMARY.format(metric=metric, value=value, more=fields)
    files = {"references.bib": "", "summaries/2020-01-dropout.md": text}
    problems = (
        KnowledgeBase(made_library(tmp_path, files), tmp_path / "pprkb.db").findings().problems
    )
    messages = [one.message for one in problems if one.rule is Rule.DIRECTION_DISAGREES]
    assert bool(messages) is bool(said)
    assert all(said in one and "favours CBT" in one for one in messages)
