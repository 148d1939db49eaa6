"""What the small library's files say."""

from decimal import Decimal

import pytest

from pprkb.files.folder import scan
from pprkb.files.read.load import load_library
from pprkb.model.effect import Metric
from pprkb.model.reading_list import Depth, QueryItem
from pprkb.model.summary import Month, Origin
from tests.libraries_of_tests import SMALL, made_library


@pytest.fixture(scope="module")
def library():
    return load_library(scan(SMALL))


def test_a_sound_library_has_no_problems(library):
    assert library.problems == ()


def test_everything_is_read(library):
    assert set(library.references) == {
        "ronnestad2003",
        "fluckiger2018",
        "wampold2015",
        "hayes2017",
        "who2022",
    }
    assert set(library.summaries) == {
        "2018-11-alliance",
        "2019-02-debate",
        "2019-03-no-reference",
    }
    assert library.topics["alliance"].broader == "relationship"
    assert library.research_types["meta-analysis"].aliases == ("meta analysis",)


def test_a_summary_keeps_everything_the_author_wrote(library):
    summary = library.summaries["2018-11-alliance"]
    assert summary.title == "How strong is the link between alliance and outcome?"
    assert summary.month == Month(2018, 11)
    assert summary.also == ("wampold2015",)
    assert summary.evidence_summary.endswith("drop-out did not explain it.")
    assert summary.practice_implications == "- Ask about the alliance early.\n- Ask again."


def test_an_effect_keeps_what_was_printed(library):
    (effect,) = library.summaries["2018-11-alliance"].effects
    assert effect.metric is Metric.R
    assert (effect.value, effect.estimate) == (".278", Decimal(".278"))
    assert (effect.k, effect.n, effect.n_qualifier, effect.n_unit) == (
        295,
        30000,
        "over",
        "patients",
    )
    assert effect.interval
    assert (effect.interval.low, effect.interval.level) == (Decimal(".256"), Decimal(95))
    assert effect.at
    assert (effect.at.path, effect.at.line) == ("data/summaries/2018-11-alliance.md", 9)


def test_a_reading_list_holds_references_and_questions(library):
    made = library.reading_lists["alliance"]
    assert made.depth is Depth.IMPLICATIONS
    assert made.course
    assert made.course.code == "PSY 101"
    first, second = made.sections[0].items
    assert (first.reference, first.importance) == ("fluckiger2018", "essential")
    assert isinstance(second, QueryItem)
    assert (second.topic, second.max) == ("cbt", 2)


def test_unknown_works_of_a_list_are_no_duplicates_of_each_other(tmp_path):
    items = "".join(f"      - reference: {key}\n" for key in ("one", "two", "a", "a"))
    files = {
        "references.bib": "@misc{a, title = {A}}\n",
        "reading-lists/l.yaml": f"title: L\nsections:\n  - heading: H\n    items:\n{items}",
    }
    problems = load_library(scan(made_library(tmp_path, files))).problems
    assert [(one.rule.value, one.at.line, one.message) for one in problems] == [
        ("unknown-reference", 5, 'no reference "one"'),
        ("unknown-reference", 6, 'no reference "two"'),
        ("duplicate-item", 8, '"a" is already on line 7'),
    ]


def test_references_alone_are_a_library(tmp_path):
    (tmp_path / "data").mkdir()
    text = "@book{a2001, author={A, B}, title={T}, publisher={P}, year=2001}"
    (tmp_path / "data/references.bib").write_text(text, encoding="utf-8")
    library = load_library(scan(tmp_path))
    assert set(library.references) == {"a2001"}
    assert library.problems == ()


@pytest.mark.parametrize(
    ("line", "language", "rules"),
    [
        ("", "", []),
        ("language: fr\n", "fr", []),
        ("language: fr_CA\n", "fr-CA", []),
        ("language: fra\n", "fr-FR", []),
        ("language: French\n", "", ["bad-value"]),
        ("language: the tongue of Molière\n", "", ["bad-value"]),
    ],
)
def test_a_summary_says_its_language(tmp_path, line, language, rules):
    library = load_library(scan(with_summary(tmp_path, line)))
    assert library.summaries["2016-04-t"].language == language
    assert [one.rule.value for one in library.problems if one.rule.value == "bad-value"] == rules


@pytest.mark.parametrize(
    ("line", "origin", "rules"),
    [
        ("", None, []),
        ("origin: blog\n", Origin.BLOG, []),
        ("origin: Project\n", Origin.PROJECT, []),
        ("origin: projects\n", None, ["bad-value"]),
        ("origin: [blog, project]\n", None, ["bad-value"]),
    ],
)
def test_a_summary_says_whose_it_is(tmp_path, line, origin, rules):
    library = load_library(scan(with_summary(tmp_path, line)))
    assert library.summaries["2016-04-t"].origin is origin
    assert [one.rule.value for one in library.problems if one.rule.value == "bad-value"] == rules


def with_summary(folder, line):
    """Return a library with a summary whose front matter has a line more."""
    summaries = folder / "data" / "summaries"
    summaries.mkdir(parents=True)
    text = "@book{a2001, author={A, B}, title={T}, publisher={P}, year=2001}"
    (folder / "data/references.bib").write_text(text, encoding="utf-8")
    text = (
        f"---\ntitle: T\nmonth: 2016-04\nreference: a2001\n{line}---\n"
        "## Summary\nOne two.\n\n## Practice implications\nOne.\n"
    )
    (summaries / "2016-04-t.md").write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("field", "told"),
    [
        pytest.param("comparator: under", False, id="a comparator"),
        pytest.param("contrast: witin", False, id="a contrast"),
        pytest.param("contrast: [within]", False, id="a list for a contrast"),
        pytest.param("metric: dd", False, id="a metric"),
        pytest.param("favours: CBT", True, id="a side"),
    ],
)
def test_a_number_that_would_be_told_as_another_is_not_told(tmp_path, field, told):
    metric = "" if field.startswith("metric") else "metric: d, "
    effect = f'{metric}value: ".57", compared: [CBT, none], {field}'
    library = load_library(scan(with_summary(tmp_path, f"effects:\n  - {{{effect}}}\n")))
    assert bool(library.summaries["2016-04-t"].effects) is told
    assert [one.rule.value for one in library.problems].count("bad-value") == 1


def test_a_finding_stays_that_of_a_work_that_is_not_there(tmp_path):
    effect = 'metric: d, value: ".57", source: nobody2010, superseded_by: nobody2020'
    library = load_library(scan(with_summary(tmp_path, f"effects:\n  - {{{effect}}}\n")))
    (effect,) = library.summaries["2016-04-t"].effects
    assert (effect.source, effect.superseded_by) == ("nobody2010", "nobody2020")
    unknown = [one.message for one in library.problems if one.rule.value == "unknown-reference"]
    assert 'no reference "nobody2010"' in unknown
    assert 'no reference "nobody2020"' in unknown


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        pytest.param("topic: aliance, since: 2015", False, id="a topic beside a year"),
        pytest.param("topic: alliance, since: soon", False, id="a year beside a topic"),
        pytest.param("topic: alliance, kind: bok", False, id="a kind beside a topic"),
        pytest.param("topic: alliance, max: three", False, id="a number beside a topic"),
        pytest.param("topic: [alliance], since: 2015", False, id="a list beside a year"),
        pytest.param("topic: alliance, since: 2015, max: 3", True, id="all is understood"),
        pytest.param("topic: alliance, since: , max: ~", True, id="nothing"),
    ],
)
def test_a_question_is_asked_whole_or_not_at_all(tmp_path, question, asked):
    files = {
        "references.bib": "",
        "topics.yaml": "topics:\n  - {id: alliance, label: Alliance}\n",
        "reading-lists/a.yaml": "title: A\nsections:\n  - heading: B\n    items:\n"
        f"      - {{{question}}}\n      - item: Look\n",
    }
    library = load_library(scan(made_library(tmp_path, files)))
    (section,) = library.reading_lists["a"].sections
    assert len(section.items) == 1 + asked


@pytest.mark.parametrize(
    ("date", "said"),
    [
        ("2027-01-11", False),
        ("2027-01-11/2027-01-15", False),
        ("January 11", False),
        ("2027", False),
        ("2027-02-30", True),
        ("2027-1-11", True),
        ("11/01/2027", True),
        ("11.01.2027", True),
        ("2027-01-11/2027-02-30", True),
    ],
)
def test_a_date_in_figures_is_one(tmp_path, date, said):
    text = f'title: A\nsections:\n  - heading: B\n    date: "{date}"\n    note: C\n'
    root = made_library(tmp_path, {"references.bib": "", "reading-lists/a.yaml": text})
    library = load_library(scan(root))
    assert library.reading_lists["a"].sections[0].date == date
    assert ("bad-date" in {one.rule.value for one in library.problems}) is said
