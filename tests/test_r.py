"""The recipes of docs/r.md, run by R."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

import pprkb
from pprkb.knowledge_base import KnowledgeBase
from tests.libraries_of_tests import made_library

ROOT = Path(__file__).parents[1]
RECIPES = re.findall(r"^```r\n(.*?)^```", (ROOT / "docs/r.md").read_text("utf-8"), re.M | re.S)
NEEDS = re.compile(r"library\((\w+)\)|(RSQLite)::")
STUDY = """\
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
    level: single-study
    evidence_key: finding-{finding}
---

## Summary

Alliance and outcome correlated, r = {value}.
"""


def run(recipe, folder):
    program = shutil.which("Rscript")
    if program is None:
        pytest.skip("R is not installed")
    for found in NEEDS.findall(recipe):
        name = "".join(found)
        known = [program, "-e", f'quit(status = !requireNamespace("{name}", quietly = TRUE))']
        if subprocess.run(known, capture_output=True, check=False).returncode:
            pytest.skip(f"R has no {name}")
    (folder / "recipe.R").write_text(recipe, encoding="utf-8")
    done = subprocess.run(
        [program, "recipe.R"], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def alliance(tmp_path):
    """Return a folder with what the page exports, and the database."""
    shutil.copytree(ROOT / "data", tmp_path / "data")
    library = pprkb.open(tmp_path)
    (tmp_path / "effects.csv").write_bytes(library.effects(topic="alliance").write("csv"))
    return tmp_path


def test_the_page_has_a_recipe_for_each_purpose():
    assert len(RECIPES) == 4


@pytest.mark.slow
def test_an_export_is_read(alliance):
    total = len(pprkb.open(alliance).effects(topic="alliance"))
    assert run(RECIPES[0], alliance).startswith(f"[1] {total}\n")


@pytest.mark.slow
def test_the_database_is_read(alliance):
    shown = run(RECIPES[1], alliance)
    rows = pprkb.open(alliance).effects(topic="alliance")
    current = [row for row in rows if not row.effect.superseded_by]
    names = re.findall(r"[a-z]\S*", shown.splitlines()[1])
    counts = dict(zip(names, map(int, shown.splitlines()[2].split()), strict=True))
    assert sum(counts.values()) == len(current)
    assert counts["r"] == sum(row.effect.metric.value == "r" for row in current)


@pytest.mark.slow
def test_studies_on_one_topic_are_pooled(tmp_path):
    rows = [(".20", ".05", ".34"), (".35", ".18", ".50"), (".28", ".10", ".44")]
    files = {
        f"summaries/2020-0{number}-study.md": STUDY.format(
            number=number, value=value, low=low, high=high, finding=min(number, 3)
        )
        for number, (value, low, high) in enumerate([*rows, rows[-1]], 1)
    }
    files["references.bib"] = ""
    files["topics.yaml"] = "topics:\n  - id: alliance\n    label: Alliance\n"
    library = KnowledgeBase(made_library(tmp_path, files), tmp_path / "pprkb.db")
    (tmp_path / "effects.csv").write_bytes(library.effects().write("csv"))
    shown = run(RECIPES[2], tmp_path)
    # The third finding is told twice and counts once.
    assert "(k = 3;" in shown
    assert re.search(r"^ 0\.2\d+ +0\.1\d+ +0\.3\d+", shown, re.M)


@pytest.mark.slow
def test_a_table_for_a_paper_is_written(alliance):
    run(RECIPES[3], alliance)
    lines = (alliance / "table.md").read_text("utf-8").splitlines()
    assert "|Source" in "\n".join(lines)
    rows = [line for line in lines if line.startswith("|")][2:]
    assert len(rows) == len(pprkb.open(alliance).effects(topic="alliance"))
    assert any("Flückiger et al. (2018)" in line for line in rows)
