"""How a work stands after its notices, and the words in which that is told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pprkb.languages import ENGLISH
from pprkb.model.notice import (
    Nature,
    Notice,
    Standing,
    gravest,
    in_force,
    notice_lines,
    notices_in_words,
    retracted_among,
    retraction_runs,
    standing_of,
    withdrawn,
)


def notice(nature, date="", **said):
    return Notice(reference="a", nature=Nature(nature), date=date, **said)


@pytest.mark.parametrize(
    ("notices", "standing"),
    [
        pytest.param([], None, id="none"),
        pytest.param([("retraction", "2011")], Standing.RETRACTED, id="retracted"),
        pytest.param(
            [("retraction", "2011-03-01"), ("correction", "2017-01-01")],
            Standing.RETRACTED,
            id="a later correction amends the notice alone",
        ),
        pytest.param(
            [("expression of concern", "2010"), ("retraction", "2011")],
            Standing.RETRACTED,
            id="first doubted, then retracted",
        ),
        pytest.param(
            [("retraction", "2011"), ("reinstatement", "2013")],
            Standing.REINSTATED,
            id="reinstated",
        ),
        pytest.param(
            [("reinstatement", "2013"), ("retraction", "2011")],
            Standing.REINSTATED,
            id="reinstated, whatever the order of the file",
        ),
        pytest.param(
            [("retraction", "2011"), ("reinstatement", "2013"), ("retraction", "2015")],
            Standing.RETRACTED,
            id="retracted again",
        ),
        pytest.param(
            [("retraction", "2011-05-02"), ("reinstatement", "2011-05-02")],
            Standing.REINSTATED,
            id="the same day",
        ),
        pytest.param(
            [("retraction", "2011-05-02"), ("reinstatement", "2011")],
            Standing.REINSTATED,
            id="the same year, as far as is known",
        ),
        pytest.param(
            [("retraction", "2011-05"), ("reinstatement", "2011-04-30")],
            Standing.RETRACTED,
            id="reinstated before it was retracted",
        ),
        pytest.param(
            [("retraction", ""), ("reinstatement", "2013")],
            Standing.REINSTATED,
            id="a retraction of unknown date comes first",
        ),
        pytest.param(
            [("retraction", "2011"), ("reinstatement", "")],
            Standing.RETRACTED,
            id="a reinstatement of unknown date clears nothing",
        ),
        pytest.param(
            [("retraction", "2011"), ("reinstatement", "2013"), ("expression of concern", "2014")],
            Standing.CONCERN,
            id="doubted after it was reinstated",
        ),
        pytest.param(
            [("correction", "2010"), ("expression of concern", "2009")],
            Standing.CONCERN,
            id="a doubt is graver than a correction",
        ),
    ],
)
def test_how_a_work_stands(notices, standing):
    assert standing_of(notice(*one) for one in notices) is standing


notices_of_any_kind = st.lists(
    st.builds(
        notice,
        st.sampled_from(Nature),
        st.sampled_from(["", "2010", "2010-06", "2010-06-15", "2011", "2011-01-01"]),
    ),
    max_size=6,
)


@given(notices_of_any_kind)
def test_every_notice_stands_or_is_withdrawn(notices):
    assert sorted(map(repr, (*in_force(notices), *withdrawn(notices)))) == sorted(
        map(repr, notices)
    )
    assert {one.nature for one in withdrawn(notices)} <= {Nature.RETRACTION}
    if not any(one.nature is Nature.REINSTATEMENT for one in notices):
        assert withdrawn(notices) == ()


@given(notices_of_any_kind, st.randoms())
def test_the_order_of_the_file_does_not_matter(notices, random):
    shuffled = list(notices)
    random.shuffle(shuffled)
    assert standing_of(shuffled) is standing_of(notices)


def test_the_gravest_of_several_works():
    assert gravest([None, Standing.CORRECTED, Standing.RETRACTED]) is Standing.RETRACTED
    assert gravest([None, None]) is None
    works = {"a": (notice("retraction"),), "b": (notice("correction"),), "c": ()}
    assert retracted_among(works) == ("a",)


@pytest.mark.parametrize(
    ("date", "words"),
    [("2012", "2012"), ("2012-10", "October 2012"), ("2012-10-01", "1 October 2012")],
)
def test_dates_in_words(date, words):
    assert ENGLISH.date(date) == words


def plain(runs):
    return "".join(run.text for run in runs)


@pytest.mark.parametrize(
    ("said", "printed"),
    [
        pytest.param(
            {"date": "2012-10-01", "notice_doi": "10.5555/n"},
            "Retraction published 2012, https://doi.org/10.5555/n",
            id="year and DOI",
        ),
        pytest.param(
            {
                "date": "2012",
                "notice_doi": "10.5555/n",
                "published_in": "*Journal of Invented Results*, *38*[10], 1378",
            },
            "Retraction published 2012, Journal of Invented Results, 38[10], 1378",
            id="the place that APA asks for",
        ),
        pytest.param({"date": "2012"}, "Retraction published 2012", id="year alone"),
        pytest.param(
            {"notice_doi": "10.5555/n"},
            "Retraction published at https://doi.org/10.5555/n",
            id="DOI alone",
        ),
        pytest.param({}, "Retracted", id="nothing"),
    ],
)
def test_what_a_reference_ends_in(said, printed):
    assert plain(retraction_runs([notice("correction", "2020"), notice("retraction", **said)])) == (
        printed
    )


def test_the_place_of_a_retraction_is_set_as_apa_sets_it():
    runs = retraction_runs([notice("retraction", "2012", published_in="*J*, *38*[10], 1378")])
    assert [run.text for run in runs if run.italic] == ["J", "38"]


@pytest.mark.parametrize("nature", ["correction", "expression of concern", "reinstatement"])
def test_only_retractions_are_told_after_the_reference(nature):
    assert retraction_runs([notice(nature, "2012", notice_doi="10.5555/n")]) == ()


def test_a_retraction_that_was_withdrawn_is_history():
    notices = [
        notice("retraction", "2011", notice_doi="10.5555/n"),
        notice("reinstatement", "2013"),
    ]
    assert retraction_runs(notices) == ()
    assert notices_in_words(notices) == (
        "Reinstated, 2013. | "
        "Retracted, 2011, and since reinstated. Notice: https://doi.org/10.5555/n"
    )


def test_reasons_say_whose_they_are():
    (line,) = notice_lines(
        [notice("retraction", "2012-10-01", reasons=("A", "B"), source="Retraction Watch")]
    )
    assert plain(line) == "Retracted, 1 October 2012. Reasons (Retraction Watch): A; B."
    (line,) = notice_lines([notice("correction", source="https://example.org/notice")])
    assert plain(line) == "Corrected. Source: https://example.org/notice"
    assert [run.link for run in line if run.link] == ["https://example.org/notice"]
