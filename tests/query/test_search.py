"""What can be found by which words."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pprkb.knowledge_base import KnowledgeBase
from pprkb.model.errors import PprkbError
from pprkb.model.filters import Filters
from pprkb.query.search import MATCH_END, MATCH_START
from pprkb.store.search_index import question, word_forms
from tests.growth import assert_grows_with_length
from tests.libraries_of_tests import SMALL, made_library


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
        pytest.param('"psychotherapy debate"', {"wampold2015"}, id="a phrase of a title"),
        pytest.param('"debate psychotherapy"', set(), id="a phrase in another order"),
        pytest.param("“psychotherapy debate”", {"wampold2015"}, id="a phrase in curly marks"),
        pytest.param("“debate psychotherapy”", set(), id="another order in curly marks"),
        pytest.param("« psychotherapy debate »", {"wampold2015"}, id="a phrase in guillemets"),
        pytest.param("«\u00a0debate psychotherapy\u00a0»", set(), id="another order in guillemets"),
        pytest.param("„debate psychotherapy“", set(), id="another order in German marks"),
        pytest.param("l’alliance", {"fluckiger2018", "wampold2015"}, id="a French elision"),
        pytest.param(
            "le debate de la psychotherapy", {"wampold2015"}, id="French words that say nothing"
        ),
        pytest.param("psychother*", {"fluckiger2018", "wampold2015"}, id="any ending"),
        pytest.param("Routledge", {"wampold2015"}, id="a publisher"),
        pytest.param("2018 alliance", {"fluckiger2018"}, id="a year"),
        pytest.param("10.1037/pst0000172", {"fluckiger2018"}, id="a DOI"),
        pytest.param("fluckiger2018", {"fluckiger2018"}, id="a key"),
        pytest.param("counsellor NEAR title:x", {"ronnestad2003"} & set(), id="no syntax"),
    ],
)
def test_words_that_find(small, words, expected):
    result = small.search(words, Filters())
    assert {hit.article.key for hit in result.hits if result.all_words} == expected


def work(
    key, title="One two three", author="Berg, A.", journal="Four five", abstract="", keywords=""
):
    return (
        f"@article{{{key}, author = {{{author}}}, title = {{{title}}}, journal = {{{journal}}},"
        f" abstract = {{{abstract}}}, keywords = {{{keywords}}}, year = 2001}}\n"
    )


def summary(reference, prose="Six.", title="T", topics=""):
    head = f"---\ntitle: {title}\nmonth: 2001-01\nreference: {reference}\ntopics: [{topics}]\n---\n"
    return f"{head}## Summary\n{prose}\n\n## Practice implications\nSeven\n"


def of_files(folder, files):
    return KnowledgeBase(made_library(folder, files), folder / "pprkb.db")


def test_the_title_counts_most_and_the_rest_by_how_near_it_is_to_the_subject(tmp_path):
    works = (
        work("a-abstract", abstract="Zebra"),
        work("b-journal", journal="Zebra five"),
        work("c-summary"),
        work("d-author", author="Zebra, A."),
        work("e-title", title="Zebra two three"),
        work("f-topic", keywords="zebra"),
    )
    files = {
        "references.bib": "".join(works),
        "topics.yaml": "topics:\n  - id: zebra\n    label: Zebra\n",
        "summaries/2001-01-c.md": summary("c-summary", "Zebra."),
    }
    hits = of_files(tmp_path, files).search("zebra", Filters()).hits
    assert [hit.article.key for hit in hits] == [
        *("e-title", "f-topic", "d-author", "c-summary", "b-journal", "a-abstract")
    ]


def test_one_word_in_the_title_counts_for_more_than_several_in_the_text(tmp_path):
    files = {
        "references.bib": work("a-often", abstract="Zebra, zebra, zebra and zebra")
        + work("b-title", title="Zebra two three"),
    }
    hits = of_files(tmp_path, files).search("zebra", Filters()).hits
    assert [hit.article.key for hit in hits] == ["b-title", "a-often"]


def test_a_title_with_all_words_comes_before_a_long_summary_with_many_of_them(tmp_path):
    files = {
        "references.bib": work("a-summary", title="Zebra two three")
        + work("b-title", title="A herd, a zebra and a long title with other words"),
        "summaries/2001-01-a.md": summary("a-summary", "Zebra herd. " * 40, title="Herd"),
    }
    hits = of_files(tmp_path, files).search("zebra herd", Filters()).hits
    assert [hit.article.key for hit in hits] == ["b-title", "a-summary"]


def test_another_key_of_a_work_finds_it(tmp_path):
    entry = work("one").replace("year =", "ids = {berg1999old}, year =")
    assert found(of_files(tmp_path, {"references.bib": entry}), "berg1999old") == {"one"}


def test_topics_of_several_summaries_find_their_work(tmp_path):
    files = {
        "references.bib": work("one") + work("two"),
        "topics.yaml": "topics:\n  - id: t1\n    label: Zebras\n  - id: t2\n    label: Herds\n",
        "summaries/2001-01-a.md": summary("one", topics="t1"),
        "summaries/2001-02-b.md": summary("one", "Eight.", title="Uganda", topics="t2").replace(
            "-01\n", "-02\n"
        ),
    }
    library = of_files(tmp_path, files)
    words = ("zebras", "herds", "eight", "seven", "uganda")
    assert [found(library, word) for word in words] == [{"one"}] * 5


def test_some_words_where_nothing_holds_all(small):
    result = small.search("counselor unheardof", Filters())
    assert not result.all_words
    assert [hit.article.key for hit in result.hits] == ["ronnestad2003"]


def test_filters_narrow_a_search(small):
    assert found(small, "alliance", types=("review",)) == {"wampold2015"}
    assert found(small, "alliance", since=2018, limit=5) == {"fluckiger2018"}


def test_an_excerpt_marks_the_words(small):
    (hit,) = small.search("drop-out", Filters()).hits
    assert list(hit.pieces) == [
        ("…It held for CBT-I as for other treatments, and ", False),
        ("drop-out", True),
        (" did not explain it. - Ask about the alliance early. - Ask again.", False),
    ]


def test_an_excerpt_may_end_with_a_word_that_was_found(tmp_path):
    files = {"references.bib": work("one", abstract="Of herds and a zebra")}
    (hit,) = of_files(tmp_path, files).search("zebra", Filters()).hits
    assert list(hit.pieces) == [("Of herds and a ", False), ("zebra", True)]


@pytest.mark.parametrize(
    ("words", "excerpt"),
    [
        pytest.param(
            "zebras", "One & Two (2001) saw {zebras}, and Lee et al. (n.d.) too.", id="beside"
        ),
        pytest.param(
            "one2001", "{One & Two (2001)} saw zebras, and Lee et al. (n.d.) too.", id="marked"
        ),
    ],
)
def test_an_excerpt_says_the_names_of_works_that_prose_cites_by_key(tmp_path, words, excerpt):
    (tmp_path / "data/summaries").mkdir(parents=True)
    (tmp_path / "data/references.bib").write_text(
        "@misc{one2001, author = {One, A. and Two, B.}, title = {T}, year = 2001}\n"
        "@misc{lee, author = {Lee, A. and Two, B. and Om, C.}, title = {U}}\n"
        "@misc{herds, author = {Poe, A.}, title = {Herds}, year = 2020}\n"
    )
    (tmp_path / "data/summaries/2020-01-herds.md").write_text(
        "---\ntitle: Herds\nmonth: 2020-01\nreference: herds\n---\n"
        "## Summary\n@one2001 saw zebras, and @lee too. Write to a@nowhere.example.\n"
    )
    library = KnowledgeBase(tmp_path, tmp_path / "pprkb.db")
    hit = next(hit for hit in library.search(words, Filters()).hits if hit.article.key == "herds")
    marked = excerpt.replace("{", MATCH_START).replace("}", MATCH_END)
    assert marked in hit.excerpt
    assert "a@nowhere.example" in hit.excerpt


@pytest.mark.parametrize("words", ["", " ", "= < > *", "--", '""', "()"])
def test_nothing_to_look_for_is_said(small, words):
    with pytest.raises(PprkbError, match="no word to look for"):
        small.search(words, Filters())


@pytest.mark.slow
@settings(max_examples=300, deadline=None)
@example("AAA0AFOR")
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
    assert hit.excerpt == (
        f"A second look at the debate. The book reports d = {MATCH_START}.57{MATCH_END} for the"
        " alliance; for empathy, the effect was large. Don't rely on technique alone."
    )


def test_an_excerpt_keeps_the_signs_of_statistics(tmp_path):
    prose = (
        "### Later\n> **Zebras** (RR = 0.39, 95% CI [0.27, 0.57], p > .05) and [links](https://example.org) "
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
    zebras = f"{MATCH_START}Zebras{MATCH_END}"
    assert hit.excerpt == (
        f"Herds. Later {zebras} (RR = 0.39, 95% CI [0.27, 0.57], p > .05) and links of this kind ."
        " None."
    )


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param("alliacne", "fluckiger2018", id="a slip of the finger"),
        pytest.param("allian Flückiger", "fluckiger2018", id="the beginning of a word"),
        pytest.param("Fluckigre alliance", "fluckiger2018", id="a slip in a name"),
        pytest.param("zzzzzz Flückiger", "fluckiger2018", id="a word that is like no other"),
    ],
)
def test_a_word_that_is_nowhere_is_taken_for_what_may_be_meant(small, words, expected):
    result = small.search(words)
    assert result.keys[0] == expected
    assert not result.all_words
    assert tuple(hit.article.key for hit in result.hits) == result.keys
    again = small.excerpts(result, result.keys)
    assert again == {hit.article.key: hit.excerpt for hit in result.hits}


def test_only_what_was_taken_for_another_word_is_called_mended(small):
    assert small.search("alliacne").mended
    assert not small.search("zzzzzz Flückiger").mended
    assert not small.search("alliance").mended
    assert not small.search('"alliacne"').mended


def test_a_question_is_answered_by_what_it_asks_about(small):
    asked = small.search("What is the evidence for the alliance?")
    assert asked.all_words
    assert asked.keys == small.search("alliance").keys


def test_further_forms_of_words():
    text = "Rønnestad's naïve view of CBT-I: d = .570, 14,000 people, and 3 more"
    assert word_forms(text, "drop-out") == "ronnestads cbti n0p57 14000 ronnestad naive dropout"


def test_fifty_hits_are_returned_where_no_limit_is_set(tmp_path):
    library = of_files(tmp_path, {"references.bib": "".join(work(f"w{n}") for n in range(51))})
    result = library.search("three", Filters())
    assert (len(result.hits), result.total) == (50, 51)
    assert len(library.search("three", Filters(limit=51)).hits) == 51


def test_nothing_found_lacks_no_word(small):
    result = small.search("unheardof", Filters())
    assert (result.hits, result.total, result.all_words) == ((), 0, True)


def test_hits_beyond_the_limit_are_counted(small):
    result = small.search("alliance", Filters(limit=1))
    assert (len(result.hits), result.total) == (1, 2)


@pytest.mark.parametrize("piece", ["9", "a", "a-", "1.", "1,000", "é", "x9"])
def test_the_words_of_a_text_are_found_in_time(piece):
    assert_grows_with_length(word_forms, piece, count=1000)
    assert_grows_with_length(question, piece, count=1000)
