"""The evidence table and its forest plot: every number with its source, none pooled."""

import csv
import io
import itertools
import json
import sys
import zipfile
from dataclasses import replace
from decimal import Decimal
from importlib.resources import files
from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from lxml import html as lxml_html

from pprkb.documents.cite import Citations
from pprkb.documents.compose import Material, compose
from pprkb.documents.document import Figure, Heading, Line, Paragraph, Table
from pprkb.documents.evidence.document import Evidence, evidence_document, formula_sources
from pprkb.documents.evidence.forest_plot import Family, PlotRow, PlotWords, forest_plot
from pprkb.documents.evidence.plot import figures, forest_plots, plots
from pprkb.documents.evidence.records import evidence_csv, evidence_json
from pprkb.documents.evidence.summary_of_findings import findings_csv, summary_of_findings
from pprkb.documents.evidence.table import converted, evidence_rows, evidence_table, narrative, told
from pprkb.documents.outline import NamedWorks, Outline, Part
from pprkb.documents.writers import Format, write
from pprkb.documents.writers.svg import drawing_as_svg
from pprkb.evidence.anchors import Anchor, find_quotes, plain, sentence_around
from pprkb.evidence.benchmarks import BENCHMARKS
from pprkb.evidence.convert.answers import Conversion
from pprkb.evidence.convert.conversions import convert
from pprkb.evidence.convert.question import Design, Equivalent, Known, Method
from pprkb.formats.bibtex.read.file import read_bibtex
from pprkb.knowledge_base import KnowledgeBase
from pprkb.model.citation import Style
from pprkb.model.effect import (
    Better,
    EffectSize,
    Favours,
    Interval,
    Judgement,
    Metric,
    Rate,
)
from pprkb.model.filters import Filters
from pprkb.model.reading_list import Depth
from pprkb.model.summary import Article, Summary
from pprkb.text.markup import Run
from tests.libraries_of_tests import SMALL

COMMON_FACTORS = Path(__file__).parents[1] / "libraries" / "common_factors"
ADHERENCE = Filters(keys=("wampold2015great",), topics=("adherence",))
"""Three correlations of the default library."""


@pytest.fixture(scope="module")
def default(tmp_path_factory):
    """A library that stays as it is: the default one with six summaries, before it grew."""
    return KnowledgeBase(COMMON_FACTORS, tmp_path_factory.mktemp("db") / "pprkb.db")


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    return KnowledgeBase(SMALL, tmp_path_factory.mktemp("db") / "pprkb.db")


def test_every_effect_of_the_library_is_listed_once(default):
    rows = default.effects(Filters()).evidence.rows
    listed = [(row.summary.id, row.effect.id) for row in rows]
    said = [(s.id, e.id) for s in default.library().summaries.values() for e in s.effects]
    assert sorted(listed) == sorted(said)
    assert listed


def test_one_finding_in_two_summaries_stands_together(default):
    rows = default.effects(Filters()).evidence.rows
    pair = [row for row in rows if row.effect.evidence_key == "alliance-2011"]
    assert [row.effect.value for row in pair] == [".28", ".57"]
    assert len({row.finding for row in pair}) == 1
    assert rows.index(pair[1]) == rows.index(pair[0]) + 1


def test_every_number_shows_its_sentence(default):
    for row in default.effects(Filters()).evidence.rows:
        assert plain(row.effect.quote) in plain(row.sentence)
        assert row.place.startswith("data/summaries/")


def test_a_topic_lists_only_the_summaries_on_it(default):
    rows = default.effects(Filters(topics=("adherence",))).evidence.rows
    assert "2015-12-adherence-competence" in {row.summary.id for row in rows}
    assert all("adherence" in row.summary.topics for row in rows)
    assert {row.topic for row in rows} == {"Adherence"}


def test_the_table_says_what_is_missing_and_whose_finding_it_is(default):
    evidence = default.effects(Filters(topics=("adherence",))).evidence
    text = " ".join(write(evidence_document(evidence), Format.MARKDOWN).decode().split())
    for words in (
        "not pooled, ranked or counted",
        "*r* = .02; interval not reported (non-significant)".replace(" = ", "\u00a0=\u00a0"),
        "not reported",
        "Webb et al. (2010), as cited in Wampold and Imel (2015)",
    ):
        assert words in text.replace("\u00a0", "\u00a0") or words.replace("\u00a0", " ") in text, (
            words
        )


def test_records_for_spreadsheets(small):
    evidence = small.effects(Filters()).evidence
    text = evidence_csv(evidence).decode("utf-8-sig")
    rows = {row["summary"] + "/" + row["value"]: row for row in csv.DictReader(io.StringIO(text))}
    row = rows["2018-11-alliance/.278"]
    assert (row["metric"], row["estimate"], row["ci_low"], row["ci_high"]) == (
        "r",
        "0.278",
        "0.256",
        "0.299",
    )
    assert (row["k"], row["n"], row["n_qualifier"]) == ("295", "30000", "over")
    assert "*r* = .278" in row["sentence"]
    objects = json.loads(evidence_json(evidence))
    assert {one["reported_by"] for one in objects} == {
        "Flückiger et al. (2018)",
        "Flückiger et al. (2018), as cited in Wampold and Imel (2015)",
        "Wampold and Imel (2015)",
    }


def test_converted_values_stand_apart_and_say_how(default):
    evidence = default.effects(Filters(topics=("alliance",)), convert_to=Metric.D).evidence
    text = write(evidence_document(evidence), Format.TEXT).decode()
    flat = " ".join(text.split())
    assert "≈ d" in flat
    assert "≈ 0.58" in flat, "r = .28 as d"
    assert "≈ marks values that were converted" in flat
    assert "Borenstein" in flat
    drawn = forest_plots(
        evidence.rows, narrative(evidence.citations), title="T", convert_to=Metric.D
    )
    hollow = [m for m in marks(drawing(drawn[Family.DIFFERENCE])) if "hollow" in m.get("class")]
    assert len(hollow) == sum(
        isinstance(converted(row, Metric.D), Conversion) for row in evidence.rows
    )
    assert Family.CORRELATION not in drawn


# -- the forest plot -------------------------------------------------------------------------


def drawing(plot):
    return etree.fromstring(drawing_as_svg(plot).encode())


def marks(tree):
    return tree.findall(".//{*}rect")


def test_families_have_drawings_of_their_own():
    metrics = (Metric.R, Metric.D, Metric.G, Metric.OR, Metric.IRR, Metric.VERBAL, Metric.NNT)
    effects = [
        EffectSize(id=metric.value, metric=metric, value="" if metric is Metric.VERBAL else "2")
        for metric in metrics
    ]
    drawn = forest_plots(evidence_rows(effect_articles(*effects), ()), by_key, title="All")
    assert {family: len(marks(drawing(plot))) for family, plot in drawn.items()} == {
        Family.CORRELATION: 1,
        Family.DIFFERENCE: 2,
        Family.RATIO: 2,
    }


def test_a_drawing_tells_in_words_what_it_shows():
    rows = [PlotRow(label="A & <b>", text="d = 0.5", estimate=0.5, low=0.1, high=0.9)]
    tree = drawing(forest_plot(rows, Family.DIFFERENCE, PlotWords(title="T")))
    assert tree.get("role") == "img"
    assert tree.findtext("{*}title") == "T"
    assert tree.findtext("{*}desc") == "A & <b>: d = 0.5. Nothing is pooled."
    assert len(tree.findall(".//{*}path[@class='line']")) == 1


def test_converted_values_are_hollow_and_all_squares_equal():
    rows = [
        PlotRow(label="a", text="", estimate=0.5),
        PlotRow(label="b", text="", estimate=0.2, converted=True),
    ]
    first, second = marks(drawing(forest_plot(rows, Family.DIFFERENCE, PlotWords(title="T"))))
    assert (first.get("class"), second.get("class")) == ("mark", "mark hollow")
    assert first.get("width") == second.get("width") == first.get("height")


def test_ratios_have_a_logarithmic_axis_with_1_as_its_null():
    rows = [PlotRow(label=str(x), text="", estimate=x) for x in (0.5, 1.0, 2.0)]
    low, one, high = (
        float(m.get("x"))
        for m in marks(drawing(forest_plot(rows, Family.RATIO, PlotWords(title="T"))))
    )
    assert one - low == pytest.approx(high - one, abs=0.2)


def test_an_interval_beyond_the_axis_ends_in_an_arrow():
    rows = [
        PlotRow(label="a", text="", estimate=0.1, low=0.05, high=9.0),
        PlotRow(label="b", text="", estimate=0.2),
    ]
    tree = drawing(forest_plot(rows, Family.DIFFERENCE, PlotWords(title="T")))
    assert len(tree.findall(".//{*}path[@class='line']")) == 2


@pytest.mark.parametrize(
    ("row", "rightwards"),
    [
        pytest.param({"low": 0.05, "high": 9.0}, True, id="upper end cut"),
        pytest.param({"low": -9.0, "high": 0.15}, False, id="lower end cut"),
        pytest.param({"bound": "<"}, False, id="less than"),
        pytest.param({"bound": "≤"}, False, id="at most"),
        pytest.param({"bound": ">"}, True, id="more than"),
        pytest.param({"bound": "≥"}, True, id="at least"),
    ],
)
def test_an_arrow_head_is_open_towards_its_line(row, rightwards):
    rows = [
        PlotRow(label="a", text="", estimate=0.1, **row),
        PlotRow(label="b", text="", estimate=0.2),
    ]
    drawn = forest_plot(rows, Family.DIFFERENCE, PlotWords(title="T")).shapes
    lines = [shape.points for shape in drawn if isinstance(shape, Line)]
    ((back, tip, other),) = [points for points in lines if len(points) == 3]
    assert back[0] == other[0]
    assert (tip[0] > back[0]) is rightwards
    assert back[1] < tip[1] < other[1]
    # The tip is where the line ends: at the edge of the axis, or a little beside the bound.
    assert tip in [point for points in lines if len(points) == 2 for point in points]


@pytest.mark.parametrize(("low", "high", "arrows"), [(-2, 3, 0), (-2.1, 3, 1), (-2, 3.1, 1)])
def test_an_interval_is_cut_beyond_twice_the_reach_of_the_estimates(low, high, arrows):
    # The estimates and the null reach from 0 to 1: ends from -2 to 3 are on the axis.
    rows = [
        PlotRow(label="a", text="", estimate=1.0, low=low, high=high),
        PlotRow(label="b", text="", estimate=0.5),
    ]
    drawn = forest_plot(rows, Family.DIFFERENCE, PlotWords(title="T")).shapes
    heads = [one for one in drawn if isinstance(one, Line) and len(one.points) == 3]
    assert len(heads) == arrows


numbers = st.floats(-5, 5, allow_nan=False)


@given(
    st.lists(
        st.builds(
            PlotRow,
            label=st.text(max_size=80),
            text=st.text(max_size=40),
            estimate=numbers,
            low=st.none() | numbers,
            high=st.none() | numbers,
            converted=st.booleans(),
        ),
        min_size=1,
        max_size=5,
    ),
    st.sampled_from(Family),
    st.text(max_size=20),
)
def test_any_rows_can_be_drawn(rows, family, title):
    tree = drawing(forest_plot(rows, family, PlotWords(title=title)))
    assert len(marks(tree)) == len(rows)
    for mark in marks(tree):
        assert 300 <= float(mark.get("x")) <= 580


def test_a_range_has_a_square_at_each_end_and_a_bound_an_arrow_without_a_square():
    rows = [
        PlotRow(label="a", text="", estimate=0.3, estimate_high=0.5),
        PlotRow(label="b", text="", estimate=0.2, bound="<"),
        PlotRow(label="c", text="", estimate=0.2, bound="≥"),
    ]
    tree = drawing(forest_plot(rows, Family.DIFFERENCE, PlotWords(title="T")))
    first, second = (float(mark.get("x")) for mark in marks(tree))
    assert second > first
    _, below, _, _, above, _ = tree.findall(".//{*}path[@class='line']")
    (x, tip), (y, top) = (
        [float(point.split()[0]) for point in path.get("d")[1:].split("L")]
        for path in (below, above)
    )
    assert tip < x
    assert top > y


def by_key(key):
    return (Run(text=key),)


def effect_articles(*effects, topics=()):
    summary = Summary(id="2020-01-x", title="X", topics=topics, effects=effects)
    return [Article(reference=None, summaries=(summary,))]


def test_ranges_and_bounds_are_drawn_and_converted_in_the_table():
    effects = (
        EffectSize(id="a", metric=Metric.R, value=".20", value_high=".40", between=("a", "b")),
        EffectSize(id="b", metric=Metric.R, value=".30", comparator=">", between=("a", "c")),
    )
    rows = evidence_rows(effect_articles(*effects), ())
    made = [converted(row, Metric.D).told for row in rows]
    assert made == ["0.4 to 0.87", "> 0.63"]
    (drawn,) = plots(rows, by_key, Metric.D).values()
    assert [row.text.replace("\u00a0", " ") for row in drawn.rows] == [
        "≈ 0.41 to 0.87 (reported: r = .20 to .40)",
        "≈ > 0.63 (reported: r > .30)",
    ]


def test_a_row_that_is_not_converted_says_what_is_missing():
    known = {"metric": Metric.OR, "value": "1.50", "compared": ("CBT", "usual care")}
    effects = (
        EffectSize(id="a", **known),
        EffectSize(id="b", **known, control_rate=Rate(printed="20%")),
        EffectSize(id="c", metric=Metric.R, value=".30", between=("a", "b")),
        EffectSize(id="d", **known, significance="non-significant"),
        EffectSize(id="e", **known | {"metric": Metric.HR}),
    )
    rows = evidence_rows(effect_articles(*effects), ())
    table = evidence_table(rows, lambda *_: (), Metric.NNT)
    cells = ["".join(run.text for run in row[2]) for row in table.rows]
    assert [cell.replace("\u00a0", " ") for cell in cells] == [
        "– (no control rate)",
        "≈ 13.7",
        "– (an association)",
        "– (may be no effect)",
        "– (hazard ratio)",
    ]
    supposed = converted(replace(rows[0], control_rate=0.2), Metric.NNT)
    assert supposed.text == "13.7"
    stated = converted(replace(rows[1], control_rate=0.5), Metric.NNT)
    assert "a control rate of 20%, taken as exact" in stated.assumptions


# -- in words and in lists -------------------------------------------------------------------


def test_effects_in_words_have_their_caveats_and_name_what_is_not_told(default):
    evidence = default.effects(Filters(), in_words=True, control_rate=0.2).evidence
    text = " ".join(write(evidence_document(evidence), Format.TEXT).decode().split())
    for words in (
        "In plain words",
        "About 63 of 100 people in the culturally adapted evidence-based treatment group",
        "group do better than the average of the unadapted evidence-based treatment group (U3)",
        "nobody observed these rates",
        "which disagree: medium (Cohen, 1988)",
        "The summary calls it “moderately large”.",
        "Not told in words: ",
        "Therapist adherence and patient outcome (r = .02)",
        "the result is compatible with no effect",
    ):
        assert words in text.replace(" ", " "), words
    assert "number needed" not in text.split("In plain words")[0]


def test_records_carry_converted_values_and_words_apart(default):
    evidence = default.effects(
        Filters(topics=("alliance",)), convert_to=Metric.D, in_words=True
    ).evidence
    first, *_ = [one for one in json.loads(evidence_json(evidence)) if one["value"] == ".28"]
    assert first["converted"]["text"] == "0.58"
    assert "Borenstein" in first["converted"]["source"]
    assert first["words"][0].startswith("Of two people")
    rows = list(csv.DictReader(io.StringIO(evidence_csv(evidence).decode("utf-8-sig"))))
    by_value = {row["value"]: row for row in rows}
    assert by_value[".28"]["converted"] == "0.58"
    assert (
        by_value[""]["converted_by"] == "not converted: an effect described in words has no number"
    )


@pytest.mark.parametrize(("number", "tables"), [(0, 0), (1, 0), (2, 1)])
def test_a_part_with_one_effect_has_no_table_of_its_own(number, tables):
    effects = [EffectSize(id=f"e{n}", metric=Metric.D, value=f".{n + 2}") for n in range(number)]
    part = Part(articles=tuple(effect_articles(*effects)))
    named = NamedWorks(Outline(title="T", parts=(part,), depth=Depth.FULL))
    document = compose(Material(named=named, references={}), Style())
    assert len([block for block in document.blocks if isinstance(block, Table)]) == tables


@pytest.mark.parametrize("to", [Format.TEXT, Format.MARKDOWN, Format.HTML, Format.DOCX])
def test_a_full_list_closes_each_week_with_its_evidence(default, to):
    document = default.reading_list("common-factors-course", depth=Depth.FULL).document
    headings = [
        "".join(run.text for run in block.runs)
        for block in document.blocks
        if isinstance(block, Heading)
    ]
    assert headings[headings.index("Evidence") - 1] == "Week 1: The debate"
    drawn = [block.drawing.name for block in document.blocks if isinstance(block, Figure)]
    assert len(drawn) == len(set(drawn)) == 2
    content = write(document, to)
    if to is Format.DOCX:
        text = "\n".join(one.text for one in docx.Document(io.BytesIO(content)).paragraphs)
    else:
        text = content.decode()
    assert " ".join(text.split()).count("not pooled, ranked or counted") == headings.count(
        "Evidence"
    )
    brief = default.reading_list("common-factors-course", depth=Depth.BRIEF).document
    assert not [block for block in brief.blocks if isinstance(block, Table | Figure)]


def test_word_draws_the_plot_with_shapes_that_name_what_they_show(default):
    evidence = default.effects(ADHERENCE).evidence
    with zipfile.ZipFile(io.BytesIO(write(evidence_document(evidence), Format.DOCX))) as archive:
        assert not [name for name in archive.namelist() if "media" in name]
        tree = etree.fromstring(archive.read("word/document.xml"))
    properties = tree.find(".//{*}docPr")
    assert "Therapist adherence and patient outcome, Webb et al. (2010): r = .02" in properties.get(
        "descr"
    ).replace(" ", " ")
    squares = [
        shape
        for shape in tree.iterfind(".//{*}wsp")
        if shape.find(".//{*}txbx") is None and shape.find(".//{*}prstGeom").get("prst") == "rect"
    ]
    assert len(squares) == 3
    texts = ["".join(box.itertext()) for box in tree.iterfind(".//{*}txbxContent")]
    assert "Therapist adherence and" in texts
    assert {"k", "N", "28", "Webb et al. (2010)"} <= set(texts)
    ids = [one.get("id") for one in tree.iterfind(".//{*}docPr")]
    assert len(ids) == len(set(ids))
    fallback = tree.find(".//{*}Fallback")
    assert "Nothing is pooled" in "".join(fallback.itertext())


# -- quotes ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "quote", "found"),
    [
        pytest.param("A (d = .57) b.", "d = .57", ["d = .57"], id="as it is"),
        pytest.param("A (*d* = .57) b.", "d = .57", ["*d* = .57"], id="emphasis does not matter"),
        pytest.param("A d =\n.57 b.", "d = .57", ["d =\n.57"], id="nor do line ends"),
        pytest.param("r = −.30", "r = -.30", ["r = −.30"], id="nor the kind of dash"),
        pytest.param("r = .2 and r = .2", "r = .2", ["r = .2", "r = .2"], id="every place"),
        pytest.param("d = .57", "d = .5 7", [], id="other words are not found"),
        pytest.param("text", "", [], id="nothing"),
    ],
)
def test_quotes_are_found_as_a_reader_sees_them(text, quote, found):
    assert [text[place.start : place.end] for place in find_quotes(text, quote)] == found


@pytest.mark.parametrize(
    ("text", "quote", "sentence"),
    [
        ("One. Two (d = .5) here. Three.", "d = .5", "Two (d = .5) here."),
        ("By Webb et al. (r = .02). End.", "r = .02", "By Webb et al. (r = .02)."),
        ("A\n\nB has r = .2\n\nC", "r = .2", "B has r = .2"),
        ("Is it r = .2? Yes.", "r = .2", "Is it r = .2?"),
    ],
    ids=["middle", "abbreviation", "paragraph", "question"],
)
def test_the_sentence_around_a_quote(text, quote, sentence):
    assert sentence_around(text, find_quotes(text, quote)[0]) == sentence


@given(st.text(), st.text())
def test_quotes_never_fail(text, quote):
    for place in find_quotes(text, quote):
        assert isinstance(place, Anchor)
        assert sentence_around(text, place) is not None


def test_intervals_keep_their_digits():
    assert Interval(low=Decimal(".25"), high=Decimal(".30")).low == Decimal(".25")


def test_a_plot_of_many_rows_is_drawn_on_pages_with_one_axis():
    effects = [
        EffectSize(
            id=f"e{number}",
            metric=Metric.D,
            value=f"{number / 20:.2f}",
            between=("a" * 30, "b" * 30),
        )
        for number in range(60)
    ]
    rows = evidence_rows(effect_articles(*effects), ())
    drawn = figures(rows, by_key, title="T", name="forest")
    assert [figure.caption for figure in drawn] == [
        f"Standardised mean difference ({number} of {len(drawn)})"
        for number in range(1, len(drawn) + 1)
    ]
    assert len({figure.drawing.name for figure in drawn}) == len(drawn)
    # 760 units are as wide as the text of Letter, 6.5 inches; 9 inches are as high as it.
    assert all(figure.drawing.height * 6.5 / 760 < 8.8 for figure in drawn)
    trees = [drawing(figure.drawing) for figure in drawn]
    assert sum(len(marks(tree)) for tree in trees) == 60
    ticks = [[d.split()[0] for d in tree.xpath("//*[@class='axis']/@d")] for tree in trees]
    assert all(one == ticks[0] for one in ticks)


# -- what a reader needs to trust a plot -----------------------------------------------------


def comparison(name, value, **known):
    known = {"metric": Metric.OR, "compared": ("CBT", "usual care"), "outcome": "dropout"} | known
    return EffectSize(id=name, value=value, **known)


def interval(low, high, level="95"):
    return Interval(low=Decimal(low), high=Decimal(high), level=Decimal(level) if level else None)


def plots_of(*effects, convert_to=None):
    return plots(evidence_rows(effect_articles(*effects), ()), by_key, convert_to)


def words_of(plot, family=Family.RATIO, **known):
    tree = drawing(
        forest_plot(
            plot.rows, family, PlotWords(title="T", ends=plot.ends, notes=plot.notes), **known
        )
    )
    return " ".join("".join(text.itertext()) for text in tree.findall(".//{*}text")).replace(
        "\u00a0", " "
    )


@pytest.mark.parametrize("narrow", [False, True], ids=["wide", "narrow"])
def test_a_row_names_its_work_its_size_and_its_interval(narrow):
    effect = comparison(
        "a",
        "0.59",
        source="swift2017",
        k=18,
        n=2000,
        n_qualifier="over",
        interval=interval("0.44", "0.80"),
    )
    (plot,) = plots_of(effect).values()
    said = words_of(plot, narrow=narrow)
    for words in ("swift2017", "18", "> 2,000", "OR = 0.59 [0.44, 0.80]"):
        assert words in said


FIRST, SECOND = Favours.FIRST, Favours.SECOND


@pytest.mark.parametrize(
    ("effects", "ends"),
    [
        pytest.param(
            [comparison("a", "0.59", favours=FIRST), comparison("b", "1.2", favours=SECOND)],
            ("favours CBT", "favours usual care"),
            id="all agree",
        ),
        pytest.param(
            [comparison("a", "0.59", favours=FIRST), comparison("b", "0.7")],
            None,
            id="of one it is not known",
        ),
        pytest.param(
            [comparison("a", "1.2", comparator="<", favours=FIRST)],
            None,
            id="a bound that may lie on either side",
        ),
        pytest.param(
            [comparison("a", "0.8", value_high="1.4", favours=FIRST)],
            None,
            id="a range on both sides",
        ),
        pytest.param(
            [EffectSize(id="a", metric=Metric.OR, value="2", between=("a", "b"))],
            None,
            id="an association favours nobody",
        ),
    ],
)
def test_the_ends_of_an_axis_say_whom_they_favour_where_all_rows_agree(effects, ends):
    (plot,) = plots_of(*effects).values()
    assert plot.ends == ends
    said = words_of(plot)
    assert ("← favours CBT" in said) is (ends is not None)
    # Else each row says it of itself, as far as its record does.
    stated = [effect.favours is not None for effect in effects]
    assert [row.remark.startswith("favours ") for row in plot.rows] == [
        ends is None and known for known in stated
    ]


def test_where_the_sides_differ_the_ends_name_them_by_their_order_and_each_row_by_name():
    (plot,) = plots_of(
        comparison("a", "0.59", favours=FIRST),
        comparison("b", "0.8", favours=FIRST, compared=("IPT", "waiting list")),
    ).values()
    assert plot.ends == ("favours the first named", "favours the second named")
    assert [row.remark for row in plot.rows] == ["favours CBT", "favours IPT"]
    assert "← favours the first named" in words_of(plot)


def test_a_plot_says_why_its_ends_name_no_side():
    one, other = comparison("a", "0.59", favours=FIRST), comparison("b", "1.4", favours=FIRST)
    (plot,) = plots_of(one, other).values()
    assert plot.ends is None
    assert "No side is named at the ends of the axis: the same end favours" in words_of(plot)
    (plot,) = plots_of(replace(one, compared=None, favours=None, between=("a", "b"))).values()
    assert plot.notes == ()


def test_scores_and_numbers_needed_drawn_as_ratios_point_as_their_events_do():
    """An NNT of 5 against relapse is a ratio below 1, and so is a d above 0."""
    known = {"favours": FIRST, "outcome": "relapse", "control_rate": Rate(printed="50%")}
    for metric, value in ((Metric.NNT, "5"), (Metric.D, "0.5"), (Metric.RR, "0.6")):
        effect = comparison("a", value, metric=metric, **known)
        plot = plots_of(effect, convert_to=Metric.RR)[Family.RATIO]
        assert plot.rows[0].estimate < 1
        assert plot.ends == ("favours CBT", "favours usual care")


def test_superseded_and_repeated_findings_stand_back_and_say_why():
    effects = (
        comparison("a", "0.5", evidence_key="one"),
        comparison("b", "0.52", evidence_key="one"),
        comparison("c", "0.9", superseded_by="newer2020"),
    )
    (plot,) = plots_of(*effects).values()
    assert [(row.pale, row.remark) for row in plot.rows] == [
        (False, ""),
        (True, "the same finding"),
        (True, "superseded by newer2020"),
    ]
    classes = [
        mark.get("class")
        for mark in marks(
            drawing(
                forest_plots(evidence_rows(effect_articles(*effects), ()), by_key, title="T")[
                    Family.RATIO
                ]
            )
        )
    ]
    assert classes == ["mark", "mark pale-mark", "mark pale-mark"]


def test_a_finding_told_in_two_metrics_says_so_in_the_second_drawing():
    effects = (
        EffectSize(id="a", metric=Metric.R, value=".28", between=("a", "b"), evidence_key="x"),
        EffectSize(id="b", metric=Metric.D, value=".57", between=("a", "b"), evidence_key="x"),
    )
    (row,) = plots_of(*effects)[Family.DIFFERENCE].rows
    assert row.remark.replace("\u00a0", " ") == "the same finding as r = .28"
    assert not row.pale


@pytest.mark.parametrize(
    ("level", "text", "ticks"),
    [
        ("95", "OR = 0.59 [0.44, 0.80]", 0),
        ("90", "OR = 0.59, 90% CI [0.44, 0.80]", 2),
        ("99.5", "OR = 0.59, 99.5% CI [0.44, 0.80]", 2),
        (None, "OR = 0.59, CI [0.44, 0.80] (level not reported)", 2),
    ],
    ids=str,
)
def test_intervals_of_other_levels_look_and_read_otherwise(level, text, ticks):
    (plot,) = plots_of(comparison("a", "0.59", interval=interval("0.44", "0.80", level))).values()
    assert plot.rows[0].text.replace("\u00a0", " ") == text
    tree = drawing(forest_plot(plot.rows, Family.RATIO, PlotWords(title="T")))
    assert len(tree.findall(".//{*}path[@class='line']")) == 1 + ticks


@pytest.mark.parametrize("narrow", [False, True], ids=["wide", "narrow"])
@pytest.mark.parametrize(
    "ends",
    [(0.95, 1.06), (0.59, 0.9), (0.4, 2.2), (0.05, 30.0), (1.7, 3.3), (90.0, 120.0), (0.001, 2.0)],
    ids=str,
)
def test_a_ratio_axis_has_several_round_ticks_that_do_not_touch(ends, narrow):
    low, high = ends
    rows = [PlotRow(label="a", text="", estimate=low), PlotRow(label="b", text="", estimate=high)]
    tree = drawing(forest_plot(rows, Family.RATIO, PlotWords(title="T"), narrow=narrow))
    ticks = [
        (float(text.get("x")), text.text)
        for text in tree.findall(".//{*}text[@text-anchor='middle']")
        if text.text.replace(".", "").isdigit()
    ]
    assert len(ticks) >= 3
    assert "1" in [text for _, text in ticks]
    assert all(b - a >= 30 for (a, _), (b, _) in itertools.pairwise(ticks))


@pytest.mark.parametrize(
    ("outcomes", "axis"),
    [
        (("BDI-II", "BDI-II, follow-up"), "Mean difference (BDI-II)"),
        (("BDI-II", "HAM-D"), None),
        (("depressive symptoms", "depressive symptoms"), None),
        (("PTSD symptoms", "PTSD symptoms"), None),
        (("days of work", "days of work"), "Mean difference (days)"),
        (("depressive symptoms",), "Mean difference"),
    ],
    ids=str,
)
def test_mean_differences_share_an_axis_where_they_share_a_scale(outcomes, axis):
    effects = [
        comparison(f"e{number}", "-2.0", metric=Metric.MD, outcome=outcome)
        for number, outcome in enumerate(outcomes)
    ]
    drawn = plots_of(*effects)
    assert [plot.axis_name for plot in drawn.values()] == ([axis] if axis else [])


def test_other_families_are_put_on_an_axis_only_when_asked_and_with_the_caution():
    effects = (
        comparison("a", "0.59"),
        EffectSize(id="b", metric=Metric.R, value=".30", between=("a", "b")),
    )
    assert set(plots_of(*effects)) == {Family.RATIO, Family.CORRELATION}
    plot = plots_of(*effects, convert_to=Metric.D)[Family.DIFFERENCE]
    said = words_of(plot, Family.DIFFERENCE)
    assert "Caution: an approximation." in said
    assert "as if one of them were two groups" in said
    assert "Hollow: converted." in said


@pytest.mark.parametrize(
    ("metric", "value", "target", "printed"),
    [
        (Metric.D, ".63", Metric.R, ".30"),
        (Metric.R, ".20", Metric.D, "0.41"),
        (Metric.R, ".2", Metric.D, "0.4"),
        (Metric.OR, "1.64", Metric.D, "0.27"),
        (Metric.D, "2.00", Metric.OR, "38"),
    ],
    ids=str,
)
def test_converted_values_have_two_decimals_or_as_many_as_was_reported(
    metric, value, target, printed
):
    (row,) = evidence_rows(effect_articles(comparison("a", value, metric=metric)), ())
    made = converted(row, target)
    assert isinstance(made, Conversion), made
    assert told(made) == printed


def test_each_topic_has_its_own_drawing(default):
    document = evidence_document(default.effects(Filters()).evidence)
    blocks = iter(document.blocks)
    topics = {"".join(run.text for run in one.runs) for one in blocks if isinstance(one, Heading)}
    figures = [block for block in document.blocks if isinstance(block, Figure)]
    assert {figure.drawing.title.rpartition(":")[0] for figure in figures} <= topics
    assert len({figure.drawing.name for figure in figures}) == len(figures)


def test_what_was_not_reported_is_not_printed():
    effect = EffectSize(id="a", metric=Metric.PERCENT, value="75", outcome="response")
    assert "%" not in flat(evidence_document(evidence_of(effect))).replace("75%", "")


def test_a_page_has_a_drawing_for_each_width_and_no_id_twice(default):
    page = write(evidence_document(default.effects(ADHERENCE).evidence), Format.HTML)
    tree = lxml_html.fromstring(page.decode())
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    wide, narrow = tree.xpath("//figure//*[local-name()='svg']")
    assert (wide.getparent().get("class"), narrow.getparent().get("class")) == (
        "table when-wide",
        "when-narrow",
    )
    # As wide as a telephone of 320 CSS pixels, less the margins of the page, at 12 pixels a letter.
    assert float(narrow.get("width")) * 12 / 13 <= 320 - 2 * 20
    style = tree.findtext(".//head/style")
    assert ".when-narrow { display: none; }" in style


# -- what reviewers ask for ------------------------------------------------------------------


JUDGED = comparison(
    "relapse",
    "0.781",
    metric=Metric.RR,
    outcome="relapse",
    favours=FIRST,
    better=Better.LOWER,
    control_rate=Rate(printed="40%", source="guidi2016"),
    k=13,
    n=1410,
    interval=interval("0.671", "0.909"),
    se="0.06",
    i2="56%",
    tau2="0.02",
    q="45.2",
    prediction=interval("0.40", "0.90"),
    design=Judgement(word="randomised trials", source="guidi2016"),
    risk_of_bias=Judgement(word="some concerns", source="our reading"),
    certainty=Judgement(
        word="low", reasons=("imprecision", "inconsistency", "large effect"), source="our reading"
    ),
)


def evidence_of(*effects, **known):
    rows = evidence_rows(effect_articles(*effects), ())
    return Evidence(rows=rows, citations=Citations([]), title="Relapse", **known)


def flat(document, to=Format.TEXT):
    return " ".join(write(document, to).decode().replace("\u00a0", " ").split())


def test_the_table_prints_how_studies_differ_and_who_judged_them():
    said = flat(evidence_document(evidence_of(JUDGED, in_words=True)), Format.MARKDOWN)
    for words in (
        "*SE* = 0.06, *I*² = 56%, τ² = 0.02, *Q* = 45.2; 95% prediction interval [0.40, 0.90]",
        "Its work reports: *SE* = 0.06, *I*² = 56%",
        "Randomised trials",
        "risk of bias: some concerns",
        "certainty (GRADE): low, rated down for imprecision and inconsistency; rated up for large",
    ):
        assert words in said.replace("\\[", "[").replace("\\]", "]"), words
    assert said.count("our reading") == 4, "two judgements in the table, two in words"


def test_a_table_without_judgements_has_no_column_for_them():
    said = flat(evidence_document(evidence_of(comparison("a", "0.6"))))
    assert "certainty" not in said.casefold()


def test_records_carry_heterogeneity_and_judgements():
    (row,) = csv.DictReader(io.StringIO(evidence_csv(evidence_of(JUDGED)).decode("utf-8-sig")))
    assert {name: row[name] for name in ("tau2", "q", "pi_low", "pi_high", "pi_level")} == {
        "tau2": "0.02",
        "q": "45.2",
        "pi_low": "0.4",
        "pi_high": "0.9",
        "pi_level": "95",
    }
    assert (row["control_rate"], row["better"]) == ("40%", "lower")
    assert (row["certainty"], row["certainty_source"]) == ("low", "our reading")
    assert row["certainty_reasons"] == "imprecision; inconsistency; large effect"


def cells_of(*effects, **known):
    document = summary_of_findings(evidence_of(*effects, **known))
    assert document.landscape
    (table,) = (block for block in document.blocks if isinstance(block, Table))
    header = ["".join(run.text for run in runs) for runs in table.header]
    rows = [
        ["".join(run.text for run in runs).replace("\u00a0", " ") for runs in row]
        for row in table.rows
    ]
    return header, rows, flat(document)


def test_a_summary_of_findings_has_the_columns_of_cochrane():
    header, (row,), said = cells_of(JUDGED)
    assert header[2:4] == ["Per 1,000 with usual care", "Per 1,000 with CBT"]
    assert row[0] == "Relapse: CBT compared with usual care[a]"
    assert row[1] == "RR = 0.781, 95% CI [0.671, 0.909]"
    assert row[2:4] == ["400[b]", "312 (268 to 364): 88 fewer"]
    assert row[4:6] == ["1,410 (13 studies)", "Low[c]"]
    assert "favours CBT; less is better; randomised trials" in row[6]
    for words in (
        "[b] Rate of the comparison group: guidi2016.",
        "[c] Rated down for imprecision and inconsistency; rated up for large effect, according",
    ):
        assert words in said


def test_a_summary_of_findings_makes_nothing_up():
    _, rows, said = cells_of(
        comparison("a", "0.6", favours=FIRST),
        comparison("b", "0.6", control_rate=Rate(printed="20%")),
        comparison("c", "0.6", superseded_by="newer2020", k=1),
        EffectSize(id="d", metric=Metric.R, value=".2", between=("alliance", "outcome")),
    )
    assert [row[2] for row in rows] == ["not reported", "200", "–", "not reported"]
    assert "Not computed: its record does not say whom it favours" in said
    assert rows[3][4] == "not reported (1 study)"
    assert rows[3][6].startswith("superseded by newer2020")
    assert {row[5] for row in rows} == {"not reported"}


def test_a_score_at_a_rate_is_told_per_thousand_from_the_side_that_is_favoured():
    effect = comparison(
        "a",
        "-0.75",
        metric=Metric.D,
        outcome="symptoms",
        favours=FIRST,
        better=Better.LOWER,
        interval=interval("-0.85", "-0.64"),
        control_rate=Rate(printed="60%"),
    )
    _, (row,), _ = cells_of(effect)
    # Φ(Φ⁻¹(.6) − .75) = .3096, and .2749 and .3502 by the ends (R: pnorm(qnorm(.6) - d)).
    assert row[3] == "310 (275 to 350): 290 fewer"


def test_a_summary_of_findings_for_a_spreadsheet_has_the_notes_of_each_row():
    text = findings_csv(evidence_of(JUDGED)).decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text))
    assert row["Certainty (GRADE)"] == "Low"
    assert row["Outcome (comparison)"] == "Relapse: CBT compared with usual care"
    assert "Rate of the comparison group: guidi2016." in row["Notes"]


def test_the_works_that_formulas_and_benchmarks_are_from_are_listed_in_the_style(small):
    document = evidence_document(
        small.effects(Filters(), convert_to=Metric.OR, in_words=True).evidence
    )
    *_, heading = (n for n, one in enumerate(document.blocks) if isinstance(one, Heading))
    words = "".join(run.text for run in document.blocks[heading].runs)
    assert words == "Sources of formulas and benchmarks"
    listed = ["".join(run.text for run in one.runs) for one in document.blocks[heading + 1 :]]
    assert any(
        one.startswith("Chinn, S. (2000). A simple method for converting an odds ratio")
        and one.endswith("Statistics in Medicine, 19(22), 3127–3131.")
        for one in listed
    )
    assert not any("Cox" in one for one in listed)
    plain = evidence_document(small.effects(Filters()).evidence)
    assert not any(
        "Sources of formulas" in "".join(run.text for run in one.runs)
        for one in plain.blocks
        if isinstance(one, Heading)
    )


def sources_of_formulas():
    """Yield what notes and words may name, by every way from a metric to a metric or equivalent."""
    for source, target in itertools.product(Metric, (*Metric, *Equivalent)):
        for method in (None, *Method):
            made = convert(
                "0.6",
                source,
                target,
                Known(p0=0.2, n1=40, n2=40, design=Design.GROUPS, method=method),
            )
            if isinstance(made, Conversion):
                yield from made.source.split("; ")
    yield from (rule.rule for rule in BENCHMARKS)


def test_every_work_that_a_note_or_benchmark_names_has_its_reference():
    citations = Citations(())
    named = set(sources_of_formulas())
    assert len(named) > 12
    assert [
        one
        for one in sorted(named)
        if not one.startswith(("definition", "Fisher", "metafor", "effectsize"))
        and not formula_sources([Paragraph(runs=(Run(text=one),))], citations)
    ] == []
    text = files("pprkb.documents.evidence").joinpath("formulas.bib").read_text(encoding="utf-8")
    read = read_bibtex(text)
    assert (read.problems, read.remarks) == ((), ())


def test_the_reach_of_an_axis_is_looked_for_once_however_many_rows_there_are():
    """Each search reads all rows: one for each row would make a drawing quadratic."""

    def searches(count):
        rows = [
            PlotRow(label=str(i), text="", estimate=i % 10 / 5, low=-0.5, high=2.5)
            for i in range(count)
        ]
        found = []

        def profile(frame, event, called):
            if event == "c_call" and called in (min, max) and "over" in frame.f_code.co_qualname:
                found.append(called)

        sys.setprofile(profile)
        try:
            forest_plot(rows, Family.DIFFERENCE, PlotWords(title="T"))
        finally:
            sys.setprofile(None)
        return len(found)

    assert searches(10) == searches(40) > 0
