"""What a notebook shows: one line in text, a part of a page in HTML, data frames; and ours runs."""

import re
import shutil
import sys
from dataclasses import fields, replace
from pathlib import Path

import nbformat
import pytest
from lxml import html
from nbclient import NotebookClient

import pprkb
from pprkb.desk.add.works import Wishes
from pprkb.knowledge_base.notebook.frame import Kind
from pprkb.knowledge_base.notebook.html import html_of
from pprkb.knowledge_base.notebook.tables import TABLES
from pprkb.model.citation import Style
from pprkb.model.errors import OutputError
from pprkb.model.problem import Location
from pprkb.model.shown import in_full
from tests.libraries_of_tests import made_library

ROOT = Path(__file__).parents[1]
DOCS = (ROOT / "docs/frames.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    folder = tmp_path_factory.mktemp("shown")
    shutil.copytree(ROOT / "data", folder / "data")
    return pprkb.open(folder, folder / "pprkb.db")


PRINTED = "Doe, J. (2020). On examples. Journal of Examples, 1(1), 1–2."
VALUES = {
    "knowledge base": lambda lib: lib,
    "articles": lambda lib: lib.articles(topic="alliance"),
    "part of articles": lambda lib: lib.articles(topic="alliance")[:2],
    "no articles": lambda lib: lib.articles(match="alliance", until=1800),
    "article": lambda lib: lib.article("wampold2015important"),
    "reference": lambda lib: lib.article("wampold2015important").reference,
    "summary": lambda lib: lib.article("wampold2015important").summaries[0],
    "effect": lambda lib: lib.effects(topic="empathy").rows[2].effect,
    "found": lambda lib: lib.search("empahty"),
    "effects": lambda lib: lib.effects(topic="empathy"),
    "effects in d": lambda lib: lib.effects(topic="empathy", convert_to="d"),
    "summary of findings": lambda lib: lib.effects(topic="empathy").arranged("summary-of-findings"),
    "evidence": lambda lib: lib.find_evidence("does empathy matter", limit=2),
    "finding": lambda lib: next(iter(lib.find_evidence("does empathy matter").findings())),
    "citation": lambda lib: lib.cite("wampold2015important", style="vancouver"),
    "lists": lambda lib: lib.reading_lists(),
    "list": lambda lib: lib.reading_lists()[0],
    "document of a list": lambda lib: lib.reading_list("therapeutic-alliance"),
    "document": lambda lib: lib.export(topic="alliance", depth="full"),
    "comparison": lambda lib: lib.compare("wampold2015important", "norcross2018psychotherapy"),
    "letter": lambda lib: lib.month("2016-04"),
    "no problems": lambda lib: lib.check(),
    "topic": lambda lib: lib.article("wampold2015important").topics[0],
    "fixes": lambda lib: lib.fix(),
    "edit": lambda lib: lib.desk.link(
        "2016-04-common-factors", "norcross2018psychotherapy", also=True
    ),
    "addition": lambda lib: lib.desk.add(PRINTED, wishes=Wishes(key="doe2020")),
}
SHOWN = [name for name in VALUES if name != "knowledge base"]


@pytest.mark.parametrize("name", VALUES)
def test_a_value_is_one_line_of_text(library, name):
    line = repr(VALUES[name](library))
    assert re.fullmatch(r"<[^\n]{8,260}>", line)
    assert " object at 0x" not in line


@pytest.mark.parametrize("name", SHOWN)
def test_a_value_is_a_part_of_a_page(library, name):
    text = VALUES[name](library)._repr_html_()
    (part,) = html.fragments_fromstring(text)
    assert part.get("class") == "pprkb"
    tags = {one.tag for one in part.iter()}
    assert not tags & {"script", "link", "iframe", "img", "html", "body", "form"}
    attributes = {name for one in part.iter() for name in one.attrib}
    assert not [one for one in attributes if one.startswith("on") or one in ("src", "action")]
    ids = [one.get("id") for one in part.iter() if one.get("id")]
    assert len(ids) == len(set(ids))
    # Colours are the page's own, light or dark.
    styles = " ".join(
        [*(one.get("style", "") for one in part.iter()), *part.xpath("//style/text()")]
    )
    assert not re.search(
        r"(?<!background: )rgb|#[0-9a-f]{3}|\b(?:white|black)\b(?!-)|@import|url\(", styles
    )


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("article", ["Wampold, B. E. (2015)", "Therapeutic alliance and patient outcome"]),
        ("articles", ["14 articles.", "Eubanks, C. F."]),
        ("no articles", ["0 articles."]),
        ("found", ["did you mean", "Elliott, R."]),
        ("effects", ["not pooled", "Kolden et al. (2018)", "superseded by Elliott et al. (2018)"]),
        ("citation", ["1.", "Wampold BE", "In the text: (1)"]),
        ("lists", ["therapeutic-alliance", "Sections"]),
        ("document of a list", ["alliance", "Flückiger"]),
        ("no problems", ["There are no problems."]),
        ("summary", ["How important are the common factors", "Practice implications", "d = 0.57"]),
        ("effect", ["r = .23", "21 studies"]),
        (
            "finding",
            ["r = .28", "moderately strong degree", "2019-12-empathy-predicts-outcome.md:"],
        ),
        ("topic", ["Common Factors", "fr: Facteurs communs"]),
        ("fixes", ["Nothing can be fixed for certain.", " remain."]),
        ("edit", ["+also: [wampold2015great, norcross2018psychotherapy]", "before .apply()"]),
        ("addition", ["Doe (2020). On examples", "doe2020", "+@article{doe2020,"]),
    ],
    ids=lambda one: one if isinstance(one, str) else None,
)
def test_what_is_shown(library, name, words):
    (part,) = html.fragments_fromstring(VALUES[name](library)._repr_html_())
    text = part.text_content().replace("\u00a0", " ")
    assert [one for one in words if one not in text] == []


def test_effects_are_drawn_with_words_for_those_who_cannot_see_them(library):
    (part,) = html.fragments_fromstring(library.effects(topic="empathy")._repr_html_())
    drawings = part.findall(".//svg")
    assert len(drawings) == 2
    for drawing in drawings:
        names = drawing.get("aria-labelledby").split()
        assert all(part.get_element_by_id(one).text_content() for one in names)


def test_effects_are_shown_in_the_language_of_the_style(library):
    french = library.effects(topic="empathy", style=Style("apa", "fr-CA"))
    (part,) = html.fragments_fromstring(french._repr_html_())
    assert part.xpath("./div/@lang") == ["fr-CA"]


def test_two_outputs_of_a_notebook_share_no_id(library):
    texts = [library.effects(topic=topic)._repr_html_() for topic in ("empathy", "alliance")]
    first, second = (set(re.findall(r' id="([^"]+)"', text)) for text in texts)
    assert first
    assert not first & second


def test_fixes_are_shown_with_their_lines(tmp_path):
    bib = "@article{a2015, author={Adams, A.}, title={T}, year={2015}, journal={J}, doi={https://doi.org/10.5/x}}\n"
    fixes = pprkb.open(made_library(tmp_path, {"references.bib": bib})).fix()
    (part,) = html.fragments_fromstring(fixes._repr_html_())
    assert repr(fixes).startswith("<Fixes: 1 problem fixed, ")
    assert "doi={10.5/x}" in part.xpath("string(.//ins)")
    assert "https://doi.org" in part.xpath("string(.//del)")


def test_showing_an_edit_writes_nothing(library):
    path = library.root / "data/summaries/2016-04-common-factors.md"
    before = path.read_bytes()
    assert "<ins>" in VALUES["edit"](library)._repr_html_()
    assert path.read_bytes() == before


HOSTILE = '<script>alert(1)</script> & "quoted" <img src=x onerror=alert(2)>'


@pytest.fixture
def hostile(tmp_path):
    summary = f"""\
---
title: {HOSTILE!r}
month: 2020-01
reference: doe2020
also: ["<script>alert(9)</script>"]
topics: [alliance]
effects:
  - id: outcome
    metric: r
    value: ".28"
    between: ["<script>alert(3)</script>", "<b>outcome</b>"]
    quote: "r = .28"
---

## Summary

<script>alert(4)</script> Alliance and outcome correlated, r = .28.
"""
    files = {
        "references.bib": "@article{doe2020, author = {Doe, <b>Jane}, year = 2020,"
        " title = {{<script>alert(5)</script> \\& more}}, journal = {A}, volume = 1, pages = 2}\n",
        "summaries/2020-01-doe.md": summary,
        "topics.yaml": "topics:\n  - id: alliance\n    label: <script>alert(6)</script>\n",
        "reading-lists/one.yaml": "title: <script>alert(7)</script>\nsections:\n"
        "  - heading: <script>\n    items:\n      - reference: doe2020\n        note: <script>\n",
    }
    return pprkb.open(made_library(tmp_path, files), tmp_path / "pprkb.db")


@pytest.mark.parametrize(
    "show",
    [
        pytest.param(lambda lib: lib.articles(), id="articles"),
        pytest.param(lambda lib: lib.article("doe2020"), id="article"),
        pytest.param(lambda lib: lib.search("alliance"), id="found"),
        pytest.param(lambda lib: lib.effects(), id="effects"),
        pytest.param(lambda lib: lib.cite("doe2020"), id="citation"),
        pytest.param(lambda lib: lib.reading_lists(), id="lists"),
        pytest.param(lambda lib: lib.reading_lists()[0], id="list"),
        pytest.param(lambda lib: lib.show("doe2020"), id="document"),
        pytest.param(lambda lib: lib.findings(), id="problems"),
        pytest.param(
            lambda lib: next(one for one in lib.findings().problems if "<script" in one.message),
            id="problem",
        ),
        pytest.param(
            lambda lib: lib.desk.add(PRINTED.replace("On", "<script>alert(8)</script>")),
            id="addition",
        ),
    ],
)
def test_text_of_the_library_is_never_markup(hostile, show):
    text = show(hostile)._repr_html_()
    assert "&lt;script&gt;" in text
    assert "<script" not in text
    assert "<img" not in text


def test_what_cannot_be_shown_says_why(library):
    text = library.reading_list("no-such-list")._repr_html_()
    assert "there is no reading list" in text


def test_what_is_long_is_cut_and_says_so(library):
    text = html_of(library.articles())
    (part,) = html.fragments_fromstring(text)
    total = len(library.articles())
    assert total > 30
    assert f"{total - 20} more articles are not shown." in part.text_content()


# -- digests hold what one line of text leaves out -------------------------------------------------


def test_a_digest_tells_articles_apart_that_one_line_does_not(library):
    article = library.article("wampold2015important")
    (summary,) = article.summaries
    other = replace(article, summaries=(replace(summary, evidence_summary="Other words."),))
    assert repr(other) == repr(article)
    assert in_full(other) != in_full(article)
    reference = article.reference
    for one in fields(reference):
        if one.default == "" and one.name != "key":
            changed = replace(reference, **{one.name: f"{getattr(reference, one.name)}x"})
            assert in_full(replace(article, reference=changed)) != in_full(article), one.name
    assert in_full(replace(reference, at=Location(path="a", line=1))) != in_full(reference)


# -- data frames -----------------------------------------------------------------------------------

FRAMES = {
    "articles": lambda lib: lib.articles(),
    "effects": lambda lib: lib.effects(),
    "conversions": lambda lib: lib.effects(convert_to="d"),
    "reading lists": lambda lib: lib.reading_lists(),
    "problems": lambda lib: lib.findings() and type(lib.check())(lib.findings().problems),
}
PANDAS = {
    Kind.TEXT: "string",
    Kind.CATEGORY: "category",
    Kind.WHOLE: "Int64",
    Kind.NUMBER: "Float64",
    Kind.TRUTH: "boolean",
    Kind.DATE: "datetime64[s]",
}
POLARS = {
    Kind.TEXT: "String",
    Kind.CATEGORY: "Enum",
    Kind.WHOLE: "Int64",
    Kind.NUMBER: "Float64",
    Kind.TRUTH: "Boolean",
    Kind.DATE: "Date",
}


def wanted(name):
    return (TABLES["effects"] if name == "conversions" else ()) + TABLES[name]


@pytest.mark.parametrize("name", TABLES)
def test_every_column_is_described(name):
    tables = re.findall(r"^\| column \| kind \| holds \|\n\| [-| ]+\n((?:\|.*\n)+)", DOCS, re.M)
    described = dict(
        zip(
            ("articles", "effects", "conversions", "reading lists", "problems"), tables, strict=True
        )
    )
    rows = [
        tuple(cell.strip(" `") for cell in row.split("|")[1:3])
        for row in described[name].splitlines()
    ]
    assert rows == [(column.name, column.kind.value) for column in TABLES[name]]


@pytest.mark.parametrize("name", FRAMES)
def test_data_frames_of_pandas_have_the_columns(library, name):
    pytest.importorskip("pandas", reason="pandas is not installed")
    frame = FRAMES[name](library).to_frame("pandas")
    assert len(frame) > 10 or name == "problems"
    assert [(one, str(kind)) for one, kind in frame.dtypes.items()] == [
        (column.name, PANDAS[column.kind]) for column in wanted(name)
    ]
    text = [column.name for column in wanted(name) if column.kind is Kind.TEXT]
    assert not (frame[text] == "").any(axis=None)


@pytest.mark.parametrize("name", FRAMES)
def test_data_frames_of_polars_hold_the_same(library, name):
    pytest.importorskip("polars", reason="polars is not installed")
    pytest.importorskip("pandas", reason="pandas is not installed")
    frame = FRAMES[name](library).to_frame("polars")
    assert [(one, str(kind).partition("(")[0]) for one, kind in frame.schema.items()] == [
        (column.name, POLARS[column.kind]) for column in wanted(name)
    ]
    beside = FRAMES[name](library).to_frame("pandas")
    for column in wanted(name):
        first = [
            None if value != value or value is None else value
            for value in beside[column.name].astype(object).where(beside[column.name].notna(), None)
        ]
        if column.kind is Kind.DATE:
            first = [value and value.date() for value in first]
        assert first == frame[column.name].to_list(), column.name


def test_numbers_of_effects_are_numbers(library):
    pytest.importorskip("pandas", reason="pandas is not installed")
    frame = library.effects(topic="empathy").to_frame()
    row = frame[(frame["key"] == "elliott2018therapist") & (frame["metric"] == "r")].iloc[0]
    told = ("value", "ci_low", "ci_high", "ci_level", "p_comparator", "p", "k", "n")
    assert [row[one] for one in told] == [0.28, 0.23, 0.33, 95, "<", 0.001, 82, 6138]
    assert row["printed"] == ".28"
    assert row["reference"] == "Elliott et al. (2018)"
    old = frame[(frame["key"] == "elliott2011empathy") & (frame["metric"] == "r")].iloc[0]
    assert (old["superseded"], old["superseded_by"]) == (True, "elliott2018therapist")


def test_directions_are_what_records_say(library):
    pytest.importorskip("pandas", reason="pandas is not installed")
    effects = library.effects()
    frame = effects.to_frame()
    stated = [bool(row.effect.compared and row.effect.favours) for row in effects]
    assert frame["direction"].notna().tolist() == stated
    assert 0 < sum(stated) < len(stated)
    assert frame["better"].notna().tolist() == [row.effect.better is not None for row in effects]


@pytest.mark.parametrize(
    ("missing", "asked", "said", "hint"),
    [
        (("pandas", "polars"), None, "neither pandas nor polars is installed", "pip install"),
        (("pandas",), "pandas", "pandas is not installed", "pip install pandas"),
        (("polars",), "polars", "polars is not installed", "pip install polars"),
        ((), "pandsa", 'no data frames of "pandsa"', 'did you mean "pandas"?'),
    ],
    ids=["neither", "pandas", "polars", "misspelt"],
)
def test_without_a_library_a_sentence_says_what_to_install(
    library, monkeypatch, missing, asked, said, hint
):
    for name in missing:
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(OutputError, match=said) as error:
        library.articles().to_frame(asked)
    assert hint in error.value.hint


def test_where_pandas_is_not_installed_polars_is_taken(library, monkeypatch):
    polars = pytest.importorskip("polars", reason="polars is not installed")
    monkeypatch.setitem(sys.modules, "pandas", None)
    assert isinstance(library.articles().to_frame(), polars.DataFrame)


# -- the notebook of the documentation -------------------------------------------------------------


@pytest.mark.slow
def test_the_notebook_runs(tmp_path, monkeypatch):
    monkeypatch.delenv("PPRKB_LIBRARY", raising=False)
    for name in ("XDG_CACHE_HOME", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR"):
        monkeypatch.setenv(name, str(tmp_path / name))
    folder = tmp_path / "work"
    folder.mkdir()
    notebook = nbformat.read(ROOT / "docs/notebooks/first-look.ipynb", as_version=4)
    assert not any(cell.get("outputs") for cell in notebook.cells)
    NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(folder)}}).execute()
    shown = [
        output["data"].get("text/html", "")
        for cell in notebook.cells
        for output in cell.get("outputs", ())
        if output["output_type"] == "execute_result"
    ]
    assert sum('class="pprkb"' in one for one in shown) >= 10
    assert sum("<svg" in one for one in shown) >= 1
    assert (folder / "side-by-side.docx").is_file()
    text = (folder / "my-library/data/references.bib").read_text(encoding="utf-8")
    assert "@article{doe2020," in text
