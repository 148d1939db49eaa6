"""What a user of the Python interface gets: right names, and a sentence where something is wrong."""

import shutil
from datetime import date
from pathlib import Path

import pytest

import pprkb
from pprkb.model.errors import EditError, LibraryError, NotFoundError, PprkbError
from pprkb.model.filters import Filters
from tests.libraries_of_tests import copy_library


@pytest.fixture
def mine(tmp_path):
    return pprkb.open(copy_library(tmp_path), tmp_path / "pprkb.db")


ASKS = ("articles", "export", "effects")


@pytest.mark.parametrize("ask", ASKS)
@pytest.mark.parametrize(
    ("choices", "said"),
    [
        pytest.param({"authors": "Wampold"}, 'no filter "authors"; write author=…', id="plural"),
        pytest.param({"tpic": "cbt"}, 'no filter "tpic"; did you mean "topic"?', id="misspelt"),
        pytest.param(
            {"summarized": True},
            'no filter "summarized"; did you mean "summarised"?',
            id="American",
        ),
        pytest.param({"zzz": 1}, 'no filter "zzz"; there are topic, type, ', id="like none"),
        pytest.param({"topic": 3}, "topic takes a word or several, not 3", id="number as word"),
        pytest.param({"topic": [3]}, "topic takes a word or several, not 3", id="within a list"),
        pytest.param({"since": "soon"}, 'since takes a whole number, not "soon"', id="a word"),
        pytest.param({"since": "2018"}, 'since takes a whole number, not "2018"', id="digits"),
        pytest.param({"limit": 2.5}, "limit takes a whole number, not 2.5", id="a fraction"),
        pytest.param({"limit": True}, "limit takes a whole number, not True", id="a truth"),
        pytest.param({"summarised": "no"}, 'summarised takes True or False, not "no"', id="no"),
        pytest.param({"match": 3}, "match takes words, not 3", id="match"),
    ],
)
def test_what_no_filter_is_or_takes(mine, ask, choices, said):
    with pytest.raises(TypeError) as caught:
        getattr(mine, ask)(**choices)
    assert said in str(caught.value)


@pytest.mark.parametrize("ask", ASKS)
@pytest.mark.parametrize(
    ("choices", "said", "hint"),
    [
        pytest.param({"sort": "yaer"}, 'no order "yaer"', 'did you mean "year"?', id="order"),
        pytest.param({"limit": -1}, "limit is from 0 to 1000000000, not -1", "", id="below none"),
        pytest.param({"limit": 10**30}, "limit is from 0 to 1", "", id="too many"),
        pytest.param({"until": 10**30}, "until is from -9999 to 9999, not 1", "", id="year"),
        pytest.param({"month": "2018-13"}, '"2018-13" is not a month', "2016-04", id="month"),
        pytest.param({"month": "2018-00"}, '"2018-00" is not a month', "2016-04", id="no month"),
        pytest.param({"key": []}, "key is empty", "leave it out", id="an empty list"),
    ],
)
def test_what_a_filter_cannot_be(mine, ask, choices, said, hint):
    with pytest.raises(PprkbError) as caught:
        getattr(mine, ask)(**choices)
    assert said in caught.value.message
    assert hint in caught.value.hint


@pytest.mark.parametrize(
    ("given", "choices", "said"),
    [
        pytest.param("alliance", {}, 'name the filter: topic="alliance"', id="a word"),
        pytest.param(["a"], {}, "name the filter: topic=['a']", id="a list"),
        pytest.param(
            Filters(), {"topic": "cbt"}, "give filters by name or as Filters, not both", id="both"
        ),
    ],
)
@pytest.mark.parametrize("ask", ASKS)
def test_filters_are_named(mine, ask, given, choices, said):
    with pytest.raises(TypeError) as caught:
        getattr(mine, ask)(given, **choices)
    assert said in str(caught.value)


def test_filters_that_take_several_words_are_no_word():
    with pytest.raises(TypeError, match="topics takes several words"):
        Filters(topics="alliance")


def test_none_is_no_filter(mine):
    assert mine.articles(topic=None, since=None, sort=None, match=None) == mine.articles()


@pytest.mark.parametrize(
    ("call", "said", "hint"),
    [
        pytest.param(lambda m: m.export(depth="ful"), 'no depth "ful"', '"full"', id="depth"),
        pytest.param(
            lambda m: m.reading_list("alliance", depth="x"), 'depth "x"', "", id="of list"
        ),
        pytest.param(
            lambda m: m.export(group_by="topc"), 'no grouping "topc"', '"topic"', id="group_by"
        ),
        pytest.param(
            lambda m: m.effects(convert_to="q"), 'no metric "q"', "there are", id="convert_to"
        ),
        pytest.param(
            lambda m: m.effects().arranged("tabel"), 'arrangement "tabel"', '"table"', id="arranged"
        ),
        pytest.param(lambda m: m.effects(control_rate=20), "from 0 to 1, not 20", ".2", id="20"),
        pytest.param(lambda m: m.effects(control_rate=0), "from 0 to 1, not 0", "", id="rate 0"),
        pytest.param(
            lambda m: m.show("who2022", control_rate="20%"), "from 0 to 1, not '20%'", "", id="20%"
        ),
        pytest.param(lambda m: m.cite(), "no work is named", "key", id="cite"),
        pytest.param(lambda m: m.compare(), "no work is named", "key", id="compare"),
        pytest.param(
            lambda m: m.cite("who2022").citation("naritive"), "no form", '"narrative"', id="form"
        ),
    ],
)
def test_words_that_are_none_are_said_at_the_call(mine, call, said, hint):
    with pytest.raises(PprkbError) as caught:
        call(mine)
    assert said in caught.value.message
    assert hint in caught.value.hint


@pytest.mark.parametrize("method", ["cite", "compare"])
def test_keys_are_given_one_by_one(mine, method):
    with pytest.raises(TypeError) as caught:
        getattr(mine, method)(["who2022", "hayes2017"])
    assert f"write {method}(*keys)" in str(caught.value)


def test_a_style_is_a_name_or_a_path(mine):
    path = Path(pprkb.__file__).parent / "csl/styles/nlm-citation-sequence.csl"
    cited = [mine.cite("who2022", style=style).text for style in ("vancouver", path, str(path))]
    assert len(set(cited)) == 1
    assert mine.reading_list("alliance", style=path).text
    with pytest.raises(TypeError, match="a style is a name"):
        mine.cite("who2022", style=("apa", "de-DE"))


def test_a_library_that_was_deleted_leaves_nothing_behind(tmp_path):
    mine = pprkb.open(copy_library(tmp_path))
    shutil.rmtree(mine.root)
    with pytest.raises(LibraryError, match="No such file"):
        mine.articles()
    assert not mine.root.exists()


# -- the desk ---------------------------------------------------------------------------------


def test_one_author_of_a_release_is_one_author(mine):
    released = mine.desk.release("1", authors="Doe, J.", force=True).archive
    assert released == mine.desk.release("1", authors=["Doe, J."], force=True).archive


def test_the_release_before_may_be_a_path(mine, tmp_path):
    before = tmp_path / "before.zip"
    before.write_bytes(mine.desk.release("1", force=True).archive)
    made = [
        mine.desk.release("2", previous=one, force=True).archive
        for one in (before, str(before), before.read_bytes())
    ]
    assert made[0] == made[1] == made[2]
    with pytest.raises(PprkbError, match="cannot be read: No such file"):
        mine.desk.release("2", previous=tmp_path / "none.zip", force=True)


def test_one_topic_of_a_summary_is_one_topic(mine):
    one, several = (
        mine.desk.new_summary("hayes2017", "2020-01", topics=topics).difference()
        for topics in ("cbt", ["cbt"])
    )
    assert one == several
    assert "cbt" in one


def test_paths_are_taken_as_paths_and_as_text(mine, tmp_path):
    file = tmp_path / "new.bib"
    file.write_text("@book{doe2020, author = {Doe, J.}, title = {A title}, year = 2020}\n")
    one, other = (mine.desk.add(path).edit.difference() for path in (file, str(file)))
    assert one == other != ""
    with pytest.raises(PprkbError, match="nothing is named"):
        mine.desk.add()
    with pytest.raises(PprkbError, match="nothing is named"):
        mine.desk.add(" ")
    with pytest.raises(TypeError, match="a work is named by text or a path, not by"):
        mine.desk.add([str(file)])
    with pytest.raises(PprkbError, match=r"none\.csv"):
        mine.desk.update_retractions(str(tmp_path / "none.csv"))


def test_a_page_may_be_text(mine):
    page = "<html><body><h2>January 2020</h2></body></html>"
    assert mine.desk.import_page(page, "x").page == mine.desk.import_page(page.encode(), "x").page


def test_dates_are_taken_as_dates_and_as_text(mine):
    made = [
        mine.desk.copy_list("alliance", "again", start=start).difference()
        for start in ("2027-01-04", date(2027, 1, 4))
    ]
    assert made[0] == made[1]
    with pytest.raises(PprkbError, match='"soon" is not a date'):
        mine.desk.copy_list("alliance", "again", start="soon")


def test_fix_fixes_everything_and_may_be_planned(mine):
    planned = mine.fix()
    assert mine.desk.fix().changes == planned.changes


def test_apply_returns_what_changed(mine):
    edit = mine.desk.link("2019-02-debate", "hayes2017", also=True)
    assert [change.path for change in edit.apply()] == ["data/summaries/2019-02-debate.md"]
    assert not edit.apply()
    assert not edit.difference()


def test_recording_nothing_is_said(mine):
    offers = mine.desk.extract("2018-11-alliance")
    with pytest.raises(EditError, match="no proposal is named"):
        mine.desk.record("2018-11-alliance", offers, []).difference()


def test_page_setup_takes_words(mine):
    from pprkb.knowledge_base.publication import PageSetup

    document = mine.export()
    assert document.write("html", setup=PageSetup(paper="a4"))
    with pytest.raises(NotFoundError, match='no paper "a5"'):
        PageSetup(paper="a5")
    with pytest.raises(PprkbError, match="heading_level is from 1 to 6, not 9"):
        PageSetup(heading_level=9)
    with pytest.raises(TypeError, match='spacing takes a number, not "double"'):
        PageSetup(spacing="double")


def test_a_library_may_be_begun(tmp_path):
    from pprkb.desk.new_library import begin_library

    folder = tmp_path / "new"
    folder.mkdir()
    _, edit = begin_library(str(folder))
    assert "data/references.bib" in [change.path for change in edit.apply()]
    assert pprkb.open(str(folder)).articles() == ()
    assert Path(folder / "data/references.bib").is_file()


COLUMNS = {
    *("Record ID", "Title", "Subject", "Institution", "Journal", "Publisher", "Country", "Author"),
    *("URLS", "ArticleType", "RetractionDate", "RetractionDOI", "RetractionPubMedID", "Notes"),
    *("OriginalPaperDate", "OriginalPaperDOI", "OriginalPaperPubMedID", "RetractionNature"),
    *("Reason", "Paywalled"),
}


def test_what_a_method_returns_is_written_as_the_documentation_says(mine, tmp_path):
    row = {"Record ID": "1", "Title": "Of another field", "Author": "No One;"}
    row |= {"RetractionDate": "10/30/2026 0:00", "OriginalPaperDate": "1/1/2020 0:00"}
    row |= {"OriginalPaperDOI": "10.5555/other.1", "RetractionNature": "Retraction"}
    row |= dict.fromkeys(COLUMNS - row.keys(), "")
    data_set = tmp_path / "retraction_watch.csv"
    data_set.write_text("".join(",".join(line) + "\n" for line in (row, row.values())))
    update = mine.desk.update_retractions(str(data_set))
    mine.desk.edit(lambda: [update.change]).apply()
    assert (mine.root / "data/retractions.yaml").read_bytes() == update.change.after
    release = mine.desk.release("1", force=True)
    mine.write_file(tmp_path / "release.zip", release.archive)
    assert (tmp_path / "release.zip").read_bytes() == release.archive
    document, problems = mine.desk.preview("2018-11-alliance")
    assert document.save(tmp_path / "page.html").is_file()
    assert not [one for one in problems if one.severity == "error"]
    assert mine.desk.import_page("<h2>January 2020</h2>", "x").edit().apply() == ()
