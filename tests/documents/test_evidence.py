"""The evidence table and its forest plot: every number with its source, none pooled."""

import csv
import io
import json
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from pprkb.documents.document import Figure, Heading, Table
from pprkb.documents.evidence_document import evidence_document
from pprkb.documents.evidence_plot import figures, forest_plots, plots
from pprkb.documents.evidence_records import evidence_csv, evidence_json
from pprkb.documents.evidence_table import converted, evidence_rows, narrative
from pprkb.documents.forest_plot import Family, PlotRow, forest_plot
from pprkb.documents.writers import Format, svg, write
from pprkb.evidence.anchors import Anchor, find_quotes, plain, sentence_around
from pprkb.knowledge_base import KnowledgeBase
from pprkb.model.article import Article
from pprkb.model.effect import EffectSize, Interval, Metric
from pprkb.model.markup import Run
from pprkb.model.reading_list import Depth
from pprkb.model.summary import Summary
from pprkb.query.filters import Filters
from tests.libraries_of_tests import SMALL

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def default(tmp_path_factory):
    return KnowledgeBase(ROOT, tmp_path_factory.mktemp("db") / "pprkb.db")


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    return KnowledgeBase(SMALL, tmp_path_factory.mktemp("db") / "pprkb.db")


def test_every_effect_of_the_library_is_listed_once(default):
    rows = default.evidence(Filters()).rows
    listed = [(row.summary.id, row.effect.id) for row in rows]
    said = [(s.id, e.id) for s in default.library().summaries.values() for e in s.effects]
    assert sorted(listed) == sorted(said)
    assert len(listed) == 10


def test_one_finding_in_two_summaries_stands_together(default):
    rows = default.evidence(Filters()).rows
    pair = [row for row in rows if row.effect.evidence_key == "alliance-2011"]
    assert [row.effect.value for row in pair] == [".28", ".57"]
    assert len({row.finding for row in pair}) == 1
    assert rows.index(pair[1]) == rows.index(pair[0]) + 1


def test_every_number_shows_its_sentence(default):
    for row in default.evidence(Filters()).rows:
        assert plain(row.effect.quote) in plain(row.sentence)
        assert row.place.startswith("data/summaries/")


def test_a_topic_lists_only_the_summaries_on_it(default):
    rows = default.evidence(Filters(topics=("adherence",))).rows
    assert {row.summary.id for row in rows} == {"2015-12-adherence-competence"}
    assert {row.topic for row in rows} == {"Adherence"}


def test_the_table_says_what_is_missing_and_whose_finding_it_is(default):
    evidence = default.evidence(Filters(topics=("adherence",)))
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
    evidence = small.evidence(Filters())
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
    evidence = default.evidence(Filters(topics=("alliance",)), convert_to=Metric.D)
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
    assert len(hollow) == 1
    assert Family.CORRELATION not in drawn


# -- the forest plot -------------------------------------------------------------------------


def drawing(plot):
    return etree.fromstring(svg.write(plot).encode())


def marks(tree):
    return tree.findall(".//{*}rect")


def test_families_have_drawings_of_their_own(default):
    evidence = default.evidence(Filters())
    drawn = forest_plots(evidence.rows, narrative(evidence.citations), title="All")
    assert {family: len(marks(drawing(plot))) for family, plot in drawn.items()} == {
        Family.CORRELATION: 4,
        Family.DIFFERENCE: 5,
    }


def test_a_drawing_tells_in_words_what_it_shows():
    rows = [PlotRow(label="A & <b>", text="d = 0.5", estimate=0.5, low=0.1, high=0.9)]
    tree = drawing(forest_plot(rows, Family.DIFFERENCE, title="T"))
    assert tree.get("role") == "img"
    assert tree.findtext("{*}title") == "T"
    assert tree.findtext("{*}desc") == "A & <b>: d = 0.5. Nothing is pooled."
    assert len(tree.findall(".//{*}path[@class='line']")) == 1


def test_converted_values_are_hollow_and_all_squares_equal():
    rows = [
        PlotRow(label="a", text="", estimate=0.5),
        PlotRow(label="b", text="", estimate=0.2, converted=True),
    ]
    first, second = marks(drawing(forest_plot(rows, Family.DIFFERENCE, title="T")))
    assert (first.get("class"), second.get("class")) == ("mark", "mark hollow")
    assert first.get("width") == second.get("width") == first.get("height")


def test_ratios_have_a_logarithmic_axis_with_1_as_its_null():
    rows = [PlotRow(label=str(x), text="", estimate=x) for x in (0.5, 1.0, 2.0)]
    low, one, high = (
        float(m.get("x")) for m in marks(drawing(forest_plot(rows, Family.RATIO, title="T")))
    )
    assert one - low == pytest.approx(high - one, abs=0.2)


def test_an_interval_beyond_the_axis_ends_in_an_arrow():
    rows = [
        PlotRow(label="a", text="", estimate=0.1, low=0.05, high=9.0),
        PlotRow(label="b", text="", estimate=0.2),
    ]
    tree = drawing(forest_plot(rows, Family.DIFFERENCE, title="T"))
    assert len(tree.findall(".//{*}path[@class='line']")) == 2


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
    tree = drawing(forest_plot(rows, family, title=title))
    assert len(marks(tree)) == len(rows)
    for mark in marks(tree):
        assert 300 <= float(mark.get("x")) <= 580


def test_a_range_has_a_square_at_each_end_and_a_bound_an_arrow():
    rows = [
        PlotRow(label="a", text="", estimate=0.3, estimate_high=0.5),
        PlotRow(label="b", text="", estimate=0.2, bound="<"),
        PlotRow(label="c", text="", estimate=0.2, bound="≥"),
    ]
    tree = drawing(forest_plot(rows, Family.DIFFERENCE, title="T"))
    first, second, *_ = (float(mark.get("x")) for mark in marks(tree))
    assert len(marks(tree)) == 4
    assert second > first
    below, _, above, _ = tree.findall(".//{*}path[@class='line']")
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
        "≈ 0.4 to 0.87 (reported: r = .20 to .40)",
        "≈ > 0.63 (reported: r > .30)",
    ]


# -- in words and in lists -------------------------------------------------------------------


def test_effects_in_words_have_their_caveats_and_name_what_is_not_told(default):
    evidence = default.evidence(Filters(), in_words=True, control_rate=0.2)
    text = " ".join(write(evidence_document(evidence), Format.TEXT).decode().split())
    for words in (
        "In plain words",
        "About 63 of 100 people in the culturally adapted evidence-based treatment group",
        "group do better than the average of the unadapted evidence-based treatment group (U3)",
        "nobody observed these rates",
        "which disagree: medium (Cohen, 1988)",
        "The summary calls it “moderately large”.",
        "Not told in words: Therapist adherence and patient outcome (r = .02);",
        "the result is compatible with no effect",
    ):
        assert words in text.replace(" ", " "), words
    assert "number needed" not in text.split("In plain words")[0]


def test_records_carry_converted_values_and_words_apart(default):
    evidence = default.evidence(Filters(topics=("alliance",)), convert_to=Metric.D, in_words=True)
    first, *_ = [one for one in json.loads(evidence_json(evidence)) if one["value"] == ".28"]
    assert first["converted"]["text"] == "0.58"
    assert "Borenstein" in first["converted"]["source"]
    assert first["words"][0].startswith("Of two people")
    rows = list(csv.DictReader(io.StringIO(evidence_csv(evidence).decode("utf-8-sig"))))
    by_value = {row["value"]: row for row in rows}
    assert by_value[".28"]["converted"] == "0.58"
    assert by_value[""]["converted_by"] == "not converted: an effect told in words has no number"


@pytest.mark.parametrize("to", [Format.TEXT, Format.MARKDOWN, Format.HTML, Format.DOCX])
def test_a_full_list_closes_each_week_with_its_evidence(default, to):
    document = default.reading_list_document("common-factors-course", depth=Depth.FULL)
    headings = [
        "".join(run.text for run in block.runs)
        for block in document.blocks
        if isinstance(block, Heading)
    ]
    # One week alone has more than one effect.
    assert headings.count("Evidence") == 1
    assert headings[headings.index("Evidence") - 1] == "Week 1: The debate"
    assert len([block for block in document.blocks if isinstance(block, Figure)]) == 2
    assert write(document, to)
    brief = default.reading_list_document("common-factors-course", depth=Depth.BRIEF)
    assert not [block for block in brief.blocks if isinstance(block, Table | Figure)]


def test_word_draws_the_plot_with_shapes_that_name_what_they_show(default):
    evidence = default.evidence(Filters(topics=("adherence",)))
    with zipfile.ZipFile(io.BytesIO(write(evidence_document(evidence), Format.DOCX))) as archive:
        assert not [name for name in archive.namelist() if "media" in name]
        tree = etree.fromstring(archive.read("word/document.xml"))
    properties = tree.find(".//{*}docPr")
    assert "Therapist adherence and patient outcome: r = .02" in properties.get("descr").replace(
        " ", " "
    )
    squares = [
        shape
        for shape in tree.iterfind(".//{*}wsp")
        if shape.find(".//{*}txbx") is None and shape.find(".//{*}prstGeom").get("prst") == "rect"
    ]
    assert len(squares) == 3
    texts = ["".join(box.itertext()) for box in tree.iterfind(".//{*}txbxContent")]
    assert "Therapist adherence and patient outcome" in texts
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
