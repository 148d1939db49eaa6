"""What can be found by which words."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pprkb.knowledge_base import KnowledgeBase
from pprkb.model.errors import PprkbError
from pprkb.model.filters import Filters
from pprkb.query.search import MATCH_END, MATCH_START
from pprkb.store.search_index import question, word_forms
from tests.growth import assert_grows_with_length
from tests.libraries_of_tests import SMALL


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    return KnowledgeBase(SMALL, tmp_path_factory.mktemp("db") / "pprkb.db")


def found(knowledge_base, words, **filters):
    hits = knowledge_base.search(words, Filters(**filters)).hits
    return {hit.article.key for hit in hits}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param("alliances", {"fluckiger2018", "wampold2015"}, id="a word in another form"),
        pytest.param("Fluckiger", {"fluckiger2018"}, id="without the accent"),
        pytest.param("Flückiger", {"fluckiger2018"}, id="with the accent"),
        pytest.param("Ronnestad", {"ronnestad2003"}, id="without the stroke"),
        pytest.param("Rønnestad", {"ronnestad2003"}, id="with the stroke"),
        pytest.param("naive", {"2019-03-no-reference"}, id="naive for naïve"),
        pytest.param("CBT-I", {"fluckiger2018", "wampold2015", "2019-03-no-reference"}, id="CBT-I"),
        pytest.param("cbti", {"fluckiger2018", "wampold2015", "2019-03-no-reference"}, id="cbti"),
        pytest.param("drop-out", {"fluckiger2018"}, id="drop-out"),
        pytest.param("dropout", {"fluckiger2018"}, id="dropout for drop-out"),
        pytest.param("drop out", {"fluckiger2018"}, id="drop out for drop-out"),
        pytest.param("d = .57", {"wampold2015"}, id="a statistic"),
        pytest.param("0.57", {"wampold2015"}, id="a statistic with a nought"),
        pytest.param("r=.278", {"fluckiger2018"}, id="a statistic without spaces"),
        pytest.param("don't", {"wampold2015"}, id="an apostrophe"),
        pytest.param("dont", {"wampold2015"}, id="an apostrophe left out"),
        pytest.param('"working alliance"', {"fluckiger2018"}, id="a phrase in a topic's aliases"),
        pytest.param('"debate psychotherapy"', set(), id="a phrase in another order"),
        pytest.param("psychother*", {"fluckiger2018", "wampold2015"}, id="any ending"),
        pytest.param("Routledge", {"wampold2015"}, id="a publisher"),
        pytest.param("2018 alliance", {"fluckiger2018"}, id="a year"),
        pytest.param("10.1037/pst0000172", {"fluckiger2018"}, id="a DOI"),
        pytest.param("counsellor NEAR title:x", {"ronnestad2003"} & set(), id="no syntax"),
    ],
)
def test_words_that_find(small, words, expected):
    result = small.search(words, Filters())
    assert {hit.article.key for hit in result.hits if result.all_words} == expected


def test_the_title_counts_for_more_than_the_text(small):
    hits = small.search("debate", Filters()).hits
    assert hits[0].article.key == "wampold2015"


def test_some_words_where_nothing_holds_all(small):
    result = small.search("counselor unheardof", Filters())
    assert not result.all_words
    assert [hit.article.key for hit in result.hits] == ["ronnestad2003"]


def test_filters_narrow_a_search(small):
    assert found(small, "alliance", types=("review",)) == {"wampold2015"}
    assert found(small, "alliance", since=2018, limit=5) == {"fluckiger2018"}


def test_an_excerpt_marks_the_words(small):
    (hit,) = small.search("drop-out", Filters()).hits
    assert f"{MATCH_START}drop{MATCH_END}" in hit.excerpt or f"{MATCH_START}drop-out" in hit.excerpt
    assert "[@" not in hit.excerpt


@pytest.mark.parametrize("words", ["", " ", "= < > *", "--", '""', "()"])
def test_nothing_to_look_for_is_said(small, words):
    with pytest.raises(PprkbError, match="no word to look for"):
        small.search(words, Filters())


@pytest.mark.slow
@settings(max_examples=300, deadline=None)
@given(st.text())
def test_no_words_can_make_a_search_fail(small, words):
    if question(words):
        small.search(words, Filters())


@given(st.text(), st.integers(0, 99), st.text("0123456789", min_size=1, max_size=4))
def test_a_decimal_is_found_in_all_its_spellings(words, whole, fraction):
    forms = word_forms(f"{words} {whole}.{fraction} ")
    for written in (f"{whole}.{fraction}", f"0{whole}.{fraction}", f"{whole}.{fraction}0"):
        (term,) = question(written)
        assert term.strip('"') in forms.split()


@given(st.text(), st.text())
def test_joined_words_and_thousands_are_found_among_any_others(before, after):
    forms = word_forms(f"{before} CBT-I, {after} x 14,000 of them").split()
    assert {"cbti", "14000"} <= set(forms)


def test_an_excerpt_shows_the_number_that_was_asked_for(small):
    (hit,) = small.search("0.57", Filters()).hits
    assert f"d = {MATCH_START}.57{MATCH_END} for the alliance" in hit.excerpt


def test_an_excerpt_keeps_the_signs_of_statistics(tmp_path):
    prose = (
        "### Later\n> Zebras (RR = 0.39, 95% CI [0.27, 0.57], p > .05) and [links](https://example.org) "
        "of *this* kind [@okay2001]."
    )
    (tmp_path / "data/summaries").mkdir(parents=True)
    (tmp_path / "data/references.bib").write_text(
        "@misc{okay2001,\n  title = {T},\n  year = 2001\n}\n"
    )
    (tmp_path / "data/summaries/2020-01-zebras.md").write_text(
        "---\ntitle: Herds\nmonth: 2020-01\nreference: okay2001\n---\n"
        f"## Summary\n{prose}\n\n## Practice implications\nNone.\n"
    )
    (hit,) = KnowledgeBase(tmp_path, tmp_path / "pprkb.db").search("zebras", Filters()).hits
    assert "(RR = 0.39, 95% CI [0.27, 0.57], p > .05) and links of this kind" in hit.excerpt


def test_hits_beyond_the_limit_are_counted(small):
    result = small.search("alliance", Filters(limit=1))
    assert (len(result.hits), result.total) == (1, 2)


@pytest.mark.parametrize("piece", ["9", "a", "a-", "1.", "1,000", "é", "x9"])
def test_the_words_of_a_text_are_found_in_time(piece):
    assert_grows_with_length(word_forms, piece, count=1000)
    assert_grows_with_length(question, piece, count=1000)
