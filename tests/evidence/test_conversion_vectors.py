"""Every formula of the documentation against what R computes (metafor 3.8-1, effectsize 0.8.3)."""

import csv
import io
import re
import shutil
import subprocess
from decimal import Decimal
from pathlib import Path

import pytest

from pprkb.evidence.convert.answers import Conversion
from pprkb.evidence.convert.conversions import convert
from pprkb.evidence.convert.events import difference, measure, read_counts, read_means
from pprkb.evidence.convert.question import Design, Equivalent, Known, Method, Statistic
from pprkb.evidence.convert.steps import STEPS
from pprkb.model.effect import Better, Metric

HERE = Path(__file__).parent
SOURCES = {one.value: one for one in (*Metric, *Statistic, *Equivalent)}
ABOUT_ASSOCIATIONS = ("besd", "cl-r")


def read(text):
    return list(csv.DictReader(io.StringIO(text)))


VECTORS = read((HERE / "conversion_vectors.csv").read_text(encoding="utf-8"))


def arguments(row):
    """Return the arguments of `convert` for a row, whose `args` are "n1=30;n2=70"."""
    known = {}
    for name, value in (part.split("=") for part in row["args"].split(";") if part):
        if name == "method":
            known["method"] = Method(value)
        elif name == "events":
            known["benefit"] = True
            known["better"] = Better.HIGHER if value == "more" else Better.LOWER
        else:
            known[name] = float(value)
    if row["target"] not in ABOUT_ASSOCIATIONS and known.get("method") is not Method.MEDIAN_SPLIT:
        known["design"] = Design.GROUPS
    return known


def made(row):
    target, _, end = row["target"].partition(" ")
    if row["source"] == "events":
        one = measure(read_counts(row["value"]), Metric(target))
    elif row["source"] == "means":
        one = difference(read_means(row["value"]), Metric(target))
    else:
        value = Decimal(row["value"])
        one = convert(value, SOURCES[row["source"]], SOURCES[target], Known(**arguments(row)))
        assert isinstance(one, Conversion), one
    return getattr(one, end or "estimate")


@pytest.mark.parametrize(
    "row",
    [
        pytest.param(row, id=" ".join(filter(None, list(row.values())[:4])))
        for row in VECTORS
    ],
)  # fmt: skip
def test_r_computes_the_same(row):
    assert made(row) == pytest.approx(float(row["expected"]), rel=1e-9, abs=1e-12)


# Taken as equal; nothing is computed.
WITHOUT_FORMULA = {(Metric.SMD, Metric.D), (Metric.R2, Metric.ETA2)}


def test_every_formula_has_a_vector():
    covered = {(SOURCES[row["source"]], SOURCES.get(row["target"])) for row in VECTORS
               if row["source"] in SOURCES}  # fmt: skip
    assert set(STEPS) - covered == WITHOUT_FORMULA


def test_the_documentation_names_every_test_statistic():
    page = (HERE.parents[1] / "docs/conversions.md").read_text(encoding="utf-8")
    for one in Statistic:
        assert re.search(rf"`{one.value}`", page), one


def has_packages():
    program = shutil.which("Rscript")
    if program is None:
        return False
    words = "library(metafor); library(effectsize)"
    return subprocess.run([program, "-e", words], capture_output=True, check=False).returncode == 0


@pytest.mark.skipif(not has_packages(), reason="R, metafor and effectsize are not installed")
def test_the_vectors_are_what_r_computes():
    script = HERE / "conversion_vectors.R"
    done = subprocess.run(
        [shutil.which("Rscript"), str(script)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    again = read(done.stdout)
    assert len(again) == len(VECTORS)
    for row, kept in zip(again, VECTORS, strict=True):
        assert {**row, "expected": ""} == {**kept, "expected": ""}
        assert float(row["expected"]) == pytest.approx(float(kept["expected"]), rel=1e-9, abs=1e-12)
