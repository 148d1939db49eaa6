"""Works side by side."""

import csv
import io
import json

import pytest
from lxml import html

from tests.command_line import invoke
from tests.libraries_of_tests import copy_library, made_library

KEYS = ("fluckiger2018", "wampold2015")


@pytest.fixture(autouse=True, scope="module")
def small(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PPRKB_LIBRARY", str(copy_library(tmp_path_factory.mktemp("compare"))))
        yield


def run(*arguments, code=0):
    return invoke("compare", *arguments, code=code)


def test_few_works_stand_in_columns(tmp_path):
    run(*KEYS, "-o", str(tmp_path / "page.html"))
    page = (tmp_path / "page.html").read_text()
    table = html.fromstring(page).find(".//table")
    corner, *heads = table.find(".//thead/tr")
    # A header cell without a word would be read out as a header.
    assert (corner.tag, corner.text_content()) == ("td", "")
    assert {(cell.tag, cell.get("scope")) for cell in heads} == {("th", "col")}
    head = ["", *(cell.text_content() for cell in heads)]
    assert head == ["", "Flückiger et al. (2018)", "Wampold and Imel (2015)"]
    rows = [[cell.text_content() for cell in row] for row in table.iterfind(".//tbody/tr")]
    assert [row[0] for row in rows] == [*("Question", "Design", "Effect", "", "Implication")]
    assert [row[0].get("scope") for row in table.iterfind(".//tbody/tr")] == [
        *("row", "row", "row", None, "row")
    ]
    # Each effect stands on its own with its own numbers.
    told = rows[2][1].replace("\u00a0", " ")
    assert told.endswith("k = 295 studies, N > 30,000 patients")
    assert "landscape" in page
    (box,) = html.fromstring(page).xpath("//div[@class='table']")
    assert (box.get("role"), box.get("tabindex")) == ("region", "0")
    assert box.get("aria-label")


def test_the_same_as_records(tmp_path):
    (first, second) = json.loads(run(*KEYS, "--json").stdout)
    assert first["key"] == "fluckiger2018"
    assert first["Effect"].startswith("Working alliance and outcome: r = .278, 95% CI [.256, .299]")
    text = run(*KEYS, "--to", "csv").stdout_bytes.decode("utf-8-sig")
    assert list(csv.DictReader(io.StringIO(text))) == [first, second]


def test_what_was_judged_of_an_effect_is_said_with_who_judged_it(tmp_path):
    summary = """---
title: Relapse
month: 2020-01
reference: one2018
type: meta-analysis
effects:
  - {id: a, metric: or, value: "0.70", compared: [CBT, usual care], outcome: relapse,
     favours: first, quote: OR = 0.70, design: {kind: randomised trials, source: two2019},
     risk_of_bias: {rating: some concerns, source: our reading},
     certainty: {rating: low, reasons: [imprecision], source: two2019}}
---
## Summary
It did (OR = 0.70).

## Practice implications
Do.
"""
    bib = "".join(
        f"@article{{{key}, author = {{{name}}}, title = {{T}}, journal = {{J}}, year = {year}}}\n"
        for key, name, year in (("one2018", "One, A.", 2018), ("two2019", "Two, B.", 2019))
    )
    root = made_library(tmp_path, {"references.bib": bib, "summaries/2020-01-a.md": summary})
    (record,) = json.loads(run("one2018", "--json", "--library", str(root)).stdout)
    assert record["Effect"].endswith(
        "OR = 0.70 (favours CBT). Randomised trials [Two, 2019]; risk of bias: some concerns"
        " [our reading]; certainty (GRADE): low, rated down for imprecision [Two, 2019]"
    )


def test_many_works_stand_in_rows():
    from pprkb.documents.comparison import Compared, comparison_table
    from pprkb.model.summary import Article, Summary
    from pprkb.text.markup import Run

    works = tuple(
        Compared(
            article=Article(reference=None, summaries=(Summary(id=str(n), title="T"),)),
            name=(Run(text=str(n)),),
            answers=tuple((Run(text="x"),) for _ in range(6)),
        )
        for n in range(5)
    )
    table = comparison_table(works)
    assert len(table.rows) == 5
    assert table.row_headers
    assert [row[0][0].text for row in table.rows] == ["0", "1", "2", "3", "4"]


def test_a_work_that_is_not_there():
    assert run("fluckiger2081", code=3).stderr == (
        'pprkb: there is no reference "fluckiger2081"\n       did you mean "fluckiger2018"?\n'
    )


@pytest.mark.parametrize("name", ["x.ris", "x.xyz"])
def test_formats_that_hold_no_table(tmp_path, name):
    said = run(*KEYS, "-o", str(tmp_path / name), code=2).stderr.splitlines()[-1]
    assert said == (
        f"Error: no format is known for '{name}'; known endings are .txt, .text, .md, .markdown,"
        " .html, .htm, .docx, .odt, .rtf, .pdf, .csv, .json; or add --to FORMAT"
    )
    assert not (tmp_path / name).exists()
