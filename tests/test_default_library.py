"""The library that comes with pprkb: what a reader who opens it for the first time relies on."""

from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner

from pprkb.cli.main import program
from pprkb.files.folder import scan
from pprkb.files.read.load import load_library

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def library():
    return load_library(scan(ROOT))


def test_every_summary_says_whose_it_is(library):
    assert [one.id for one in library.summaries.values() if one.origin is None] == []


def test_every_topic_has_two_summaries(library):
    counts = Counter(topic for one in library.summaries.values() for topic in one.topics)
    assert [topic for topic in library.topics if counts[topic] < 2] == []


def test_every_effect_stands_in_its_summary(library):
    """`check` compares a quote with its text; without one there is nothing to compare."""
    assert [
        (one.id, effect.id)
        for one in library.summaries.values()
        for effect in one.effects
        if not effect.quote
    ] == []


def test_every_comparison_of_numbers_says_whom_it_favours(library):
    assert [
        (one.id, effect.id)
        for one in library.summaries.values()
        for effect in one.effects
        if effect.compared and effect.value and effect.favours is None
    ] == []


def test_a_replaced_finding_names_a_work_of_the_library(library):
    newer = {
        effect.superseded_by for one in library.summaries.values() for effect in one.effects
    } - {""}
    assert "elliott2018therapist" in newer
    assert newer - library.references.keys() == set()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("show", "wampold2015important"), "Retold from the PPRNet blog."),
        (("show", "swift2018impact"), "Summary by the pprkb project."),
        (("evidence", "client", "preferences"), "Summary by the pprkb project"),
        (("compare", "swift2018impact", "swift2012premature"), "Summary by the pprkb project"),
        (("export", "--key", "swift2018impact", "--to", "ris"), "Summary by the pprkb project"),
        (("reading-list", "treatments-course"), "Summary by the pprkb project."),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else "",
)
def test_whose_a_summary_is_stands_wherever_it_is_printed(arguments, said, tmp_path):
    options = ("--library", str(ROOT), "--database", str(tmp_path / "pprkb.db"))
    result = CliRunner().invoke(program, [*options, *arguments])
    assert result.exit_code == 0, result.output
    assert said in " ".join(result.stdout.split())


def test_does_empathy_matter_is_answered_with_what_stands_and_with_what_it_replaced():
    result = CliRunner().invoke(
        program, ["--library", str(ROOT), "evidence", "does empathy matter"]
    )
    first, *others = result.stdout.split("\n\n")
    assert "r = .28, 95% CI [.23, .33]" in first.splitlines()[0]
    assert "\n    elliott2018therapist · " in first
    (replaced,) = (one for one in others if "d = 0.63" in one.splitlines()[0])
    assert "“In 59 studies" in replaced
    assert "superseded by Elliott et al. (2018) [elliott2018therapist]" in replaced


def test_both_null_results_of_adherence_are_answers():
    result = CliRunner().invoke(program, ["--library", str(ROOT), "evidence", "adherence"])
    first, second, *_ = result.stdout.split("\n\n")
    for one, work in ((first, "wampold2015great"), (second, "webb2010therapist")):
        assert "r = .02" in one.splitlines()[0]
        assert "(non-significant)" in one.splitlines()[0]
        assert f"\n    {work} · " in one
