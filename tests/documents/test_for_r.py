"""The columns for a meta-analysis in R, and the recipe that the documentation gives for them."""

import csv
import io
import math
import re
import shutil
import subprocess
from decimal import Decimal
from pathlib import Path

import pytest

from pprkb.documents.evidence.records import evidence_csv
from pprkb.evidence.convert.precision import on_analysis_scale
from pprkb.knowledge_base import KnowledgeBase
from pprkb.model.effect import Contrast, EffectSize, EvidenceLevel, Interval, Metric
from pprkb.model.filters import Filters
from tests.libraries_of_tests import made_library

ROOT = Path(__file__).parents[2]


def interval(low, high, level=95):
    level = None if level is None else Decimal(level)
    return Interval(low=Decimal(low), high=Decimal(high), level=level)


ONE = EvidenceLevel.SINGLE_STUDY

# Expected numbers are R's: log, atanh, (U - L)/(2*qnorm(.975)) on that scale.
SCALED = [
    pytest.param(
        {"metric": "d", "value": "0.50", "se": ".20"}, ("SMD", 0.5, 0.2, "SE"), id="SE of d"
    ),
    pytest.param(
        {"metric": "g", "value": "0.50", "interval": interval(".10", ".90")},
        ("SMD", 0.5, 0.204085383, "95% CI"),
        id="interval of g",
    ),
    pytest.param(
        {"metric": "smd", "value": "−0.50", "interval": interval("-.90", "-.10", 90)},
        ("SMD", -0.5, 0.243182725, "90% CI"),
        id="interval of 90 per cent",
    ),
    pytest.param(
        {"metric": "d", "value": "0.50", "interval": interval(".10", ".90", None)},
        ("SMD", 0.5, 0.204085383, "CI, taken as 95%"),
        id="interval without a level",
    ),
    pytest.param(
        {"metric": "or", "value": "1.82", "interval": interval("1.10", "3.00")},
        ("OR", 0.598836501, 0.255949119, "95% CI"),
        id="odds ratio",
    ),
    pytest.param(
        {"metric": "hr", "value": "0.80", "interval": interval(".64", "1.00")},
        ("GEN", -0.223143551, 0.113850, "95% CI"),
        id="metafor has no name for hazard ratios",
    ),
    pytest.param(
        {"metric": "or", "value": "1.82", "se": ".26"},
        ("OR", 0.598836501, None, ""),
        id="an SE of a ratio may be of its logarithm or not",
    ),
    pytest.param(
        {"metric": "r", "value": ".278", "interval": interval(".256", ".299")},
        ("ZCOR", 0.285513248, 0.01188744, "95% CI"),
        id="interval of r",
    ),
    pytest.param(
        {"metric": "r", "value": ".28", "n": 103, "level": ONE},
        ("ZCOR", 0.287682072, 0.1, "n"),
        id="r of one study",
    ),
    pytest.param(
        {"metric": "r", "value": ".28", "n": 103},
        ("ZCOR", 0.287682072, None, ""),
        id="never from the n of a pooled r",
    ),
    pytest.param(
        {"metric": "r", "value": ".28", "n": 103, "n_qualifier": "over", "level": ONE},
        ("ZCOR", 0.287682072, None, ""),
        id="nor from about so many",
    ),
    pytest.param(
        {"metric": "r", "value": ".28", "n": 3, "level": ONE},
        ("ZCOR", 0.287682072, None, ""),
        id="nor from three people",
    ),
    pytest.param(
        {"metric": "rd", "value": "8%", "interval": interval("3", "13")},
        ("RD", 0.08, 0.025510673, "95% CI"),
        id="per cent as shares",
    ),
    pytest.param(
        {"metric": "md", "value": "-3.2", "se": "1.1"},
        ("MD", -3.2, 1.1, "SE"),
        id="mean difference",
    ),
]


@pytest.mark.parametrize(("record", "expected"), SCALED)
def test_effects_on_the_scale_of_analysis(record, expected):
    made = on_analysis_scale(EffectSize(id="a", **record | {"metric": Metric(record["metric"])}))
    measure, yi, sei, made_from = expected
    assert (made.measure, made.made_from) == (measure, made_from)
    assert made.yi == pytest.approx(yi, rel=1e-5)
    assert (made.sei, made.vi) == (
        (None, None)
        if sei is None
        else (pytest.approx(sei, rel=1e-4), pytest.approx(sei**2, rel=1e-4))
    )


@pytest.mark.parametrize(
    "record",
    [
        pytest.param({"value_high": ".60"}, id="a range"),
        pytest.param({"comparator": "<"}, id="a bound"),
        pytest.param({"contrast": Contrast.WITHIN}, id="a change within a group"),
        pytest.param({"metric": Metric.ETA2}, id="a share of variance"),
        pytest.param({"metric": Metric.NNT, "value": "5"}, id="a number needed to treat"),
        pytest.param({"metric": Metric.VERBAL, "value": ""}, id="words"),
        pytest.param({"metric": Metric.R, "value": "1.00"}, id="z would be infinite"),
    ],
)
def test_what_has_no_place_on_a_scale_of_analysis(record):
    assert (
        on_analysis_scale(EffectSize(**{"id": "a", "metric": Metric.D, "value": ".50"} | record))
        is None
    )


SUMMARY = """\
---
title: Study {number}
month: 2020-0{number}
topics: [alliance]
effects:
  - id: outcome
    metric: r
    value: "{value}"
    ci: {{low: "{low}", high: "{high}", level: 95}}
    between: [alliance, outcome]
    evidence_key: {key}
---

## Summary

Alliance and outcome correlated, r = {value}.
"""


@pytest.fixture
def three_studies(tmp_path):
    rows = [
        (".20", ".05", ".34"),
        (".35", ".18", ".50"),
        (".28", ".10", ".44"),
        (".28", ".10", ".44"),
    ]
    files = {
        f"summaries/2020-0{number}-study.md": SUMMARY.format(
            number=number, value=value, low=low, high=high, key=f"finding-{min(number, 3)}"
        )
        for number, (value, low, high) in enumerate(rows, 1)
    }
    files["references.bib"] = ""
    files["topics.yaml"] = "topics:\n  - id: alliance\n    label: Alliance\n"
    return KnowledgeBase(made_library(tmp_path, files), tmp_path / "pprkb.db")


def test_the_table_has_the_columns(three_studies):
    text = evidence_csv(three_studies.effects(Filters()).evidence).decode("utf-8-sig")
    row = next(row for row in csv.DictReader(io.StringIO(text)) if row["value"] == ".20")
    assert (row["measure"], row["sei_from"]) == ("ZCOR", "95% CI")
    assert float(row["yi"]) == pytest.approx(math.atanh(0.2), rel=1e-5)
    assert float(row["vi"]) == pytest.approx(float(row["sei"]) ** 2, rel=1e-4)


def has_metafor():
    program = shutil.which("Rscript")
    if program is None:
        return False
    found = subprocess.run([program, "-e", "library(metafor)"], capture_output=True, check=False)
    return found.returncode == 0


@pytest.mark.skipif(not has_metafor(), reason="R and metafor are not installed")
def test_the_documented_recipe_runs_in_r(three_studies, tmp_path):
    page = (ROOT / "docs/database.md").read_text(encoding="utf-8")
    (recipe,) = re.findall(r"```r\n(library\(metafor\).*?)```", page, re.DOTALL)
    (tmp_path / "effects.csv").write_bytes(evidence_csv(three_studies.effects(Filters()).evidence))
    recipe += 'cat("pooled", result$k, sprintf("%.4f", coef(result)), sprintf("%.4f", result$se))\n'
    (tmp_path / "recipe.R").write_text(recipe, encoding="utf-8")
    done = subprocess.run(
        [shutil.which("Rscript"), "recipe.R"],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    pooled, k, estimate, error = done.stdout.splitlines()[-1].split()
    # Four rows, one of them a finding told twice; here τ² is 0, so the weights are 1/vi.
    weights = [
        (math.atanh(r), (2 * 1.959964 / (math.atanh(high) - math.atanh(low))) ** 2)
        for r, low, high in ((0.20, 0.05, 0.34), (0.35, 0.18, 0.50), (0.28, 0.10, 0.44))
    ]
    total = sum(weight for _, weight in weights)
    assert (pooled, k) == ("pooled", "3")
    assert float(estimate) == pytest.approx(sum(z * w for z, w in weights) / total, abs=2e-4)
    assert float(error) == pytest.approx(total**-0.5, abs=2e-4)


def test_a_data_frame_has_the_scale_of_analysis(three_studies):
    pytest.importorskip("pandas", reason="pandas is not installed")
    frame = three_studies.effects().to_frame()
    row = frame[frame["printed"] == ".20"].iloc[0]
    assert (row["measure"], row["sei_from"]) == ("ZCOR", "95% CI")
    assert row["yi"] == pytest.approx(math.atanh(0.2))
    assert row["vi"] == pytest.approx(row["sei"] ** 2)
