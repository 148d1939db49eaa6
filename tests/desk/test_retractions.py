"""Comparing a library with the Retraction Watch data set: found, new, changed, gone, perhaps."""

import csv
import os

import pytest

from pprkb.desk.retractions import plan_update
from pprkb.files.change import apply
from pprkb.formats.exchange.retraction_watch import NotDataSetError
from pprkb.model.errors import OutputError, PprkbError
from pprkb.model.notice import Nature
from tests.libraries_of_tests import copy_library

COLUMNS = (
    *("Record ID", "Title", "Subject", "Institution", "Journal", "Publisher", "Country", "Author"),
    *("URLS", "ArticleType", "RetractionDate", "RetractionDOI", "RetractionPubMedID"),
    *("OriginalPaperDate", "OriginalPaperDOI", "OriginalPaperPubMedID", "RetractionNature"),
    *("Reason", "Paywalled", "Notes", ""),
)
ELSEWHERE = {
    "Record ID": "800000",
    "Title": "Of another field",
    "Author": "No One;",
    "RetractionDate": "10/30/2026 0:00",
    "RetractionDOI": "10.5555/other.2",
    "RetractionPubMedID": "0",
    "OriginalPaperDate": "1/1/2020 0:00",
    "OriginalPaperDOI": "10.5555/other.1",
    "OriginalPaperPubMedID": "0",
    "RetractionNature": "Retraction",
    "Reason": "Unreliable Data;",
    "Paywalled": "No",
}
EXAMPLE = {
    "Record ID": "900002",
    "Title": "Imagined effects of imagined treatments: A study that never was",
    "Author": "Ann B Example;Erika Muster;",
    "RetractionDate": "11/4/2013 0:00",
    "RetractionDOI": "10.5555/jir.2013.0044",
    "OriginalPaperDate": "4/1/2011 0:00",
    "OriginalPaperDOI": "10.5555/jir.2011.0042",
    "Reason": "Falsification/Fabrication of Data;Misconduct - Official Investigation/Finding;",
}
BOOK = {
    "Record ID": "900012",
    "Title": "A sound book on everything",
    "Author": "Sofia Sound;",
    "OriginalPaperDate": "11/1/2019 0:00",
    "OriginalPaperDOI": "unavailable",
}


@pytest.fixture
def root(tmp_path):
    return copy_library(tmp_path, "retracted")


@pytest.fixture
def data_set(tmp_path):
    path = tmp_path / "retraction_watch.csv"

    def make(*rows, further=""):
        with path.open("w", encoding="utf-8", newline="") as text:
            writer = csv.DictWriter(text, COLUMNS)
            writer.writeheader()
            writer.writerows({**ELSEWHERE, **row} for row in ({}, *rows))
            text.write(further)
        return path

    return make


def recorded(update):
    return [(one.reference, one.nature.value, one.date, one.record) for one in update.added]


def bare(root):
    """Leave a library without notices."""
    (root / "data/retractions.yaml").unlink()
    return root


@pytest.mark.parametrize(
    ("said", "key"),
    [
        pytest.param({"OriginalPaperDOI": "10.5555/jir.2011.0042"}, "example2011", id="DOI"),
        pytest.param(
            {"OriginalPaperDOI": "https://doi.org/10.5555/JIR.2011.0042 "},
            "example2011",
            id="DOI with resolver and capitals",
        ),
        pytest.param(
            {"OriginalPaperDOI": "Unavailable", "OriginalPaperPubMedID": "99000014"},
            "muster2014",
            id="PubMed ID",
        ),
        pytest.param(
            {"OriginalPaperDOI": "10.5555/nowhere", "OriginalPaperPubMedID": "99000014"},
            "muster2014",
            id="PubMed ID, where the entry has no DOI",
        ),
    ],
)
def test_a_row_with_an_identifier_of_a_work_is_recorded(root, data_set, said, key):
    update = plan_update(bare(root), data_set({**EXAMPLE, **said}))
    assert recorded(update) == [(key, "retraction", "2013-11-04", "900002")]
    assert (update.rows, update.data_set, update.perhaps) == (2, "2026-10-30", ())


@pytest.mark.parametrize(
    "said",
    [
        pytest.param({"OriginalPaperDOI": "unavailable"}, id="no DOI"),
        pytest.param({"RetractionDOI": "10.5555/JIR.2011.0042"}, id="the DOI of a notice"),
        pytest.param({"OriginalPaperPubMedID": "0"}, id="PubMed ID 0"),
    ],
)
def test_what_stands_for_no_identifier_matches_nothing(root, data_set, said):
    row = {**EXAMPLE, "Title": "Else", "OriginalPaperDOI": "unavailable", **said}
    update = plan_update(bare(root), data_set(row))
    assert (recorded(update), update.perhaps) == ([], ())


@pytest.mark.parametrize(
    ("said", "found"),
    [
        pytest.param({}, True, id="a year apart"),
        pytest.param({"Title": "RETRACTED: A Sound Book on Everything"}, True, id="marked"),
        pytest.param({"Title": "A sound book on everything: Revisited"}, True, id="with subtitle"),
        pytest.param({"OriginalPaperDate": "1/1/2015 0:00"}, False, id="other years"),
        pytest.param({"Author": "Someone Else;Sofia Sound"}, False, id="another first author"),
        pytest.param({"Author": ""}, False, id="no author"),
        pytest.param({"Title": "A sound book"}, False, id="a title too short to tell"),
    ],
)
def test_the_same_words_are_shown_and_not_recorded(root, data_set, said, found):
    update = plan_update(bare(root), data_set({**BOOK, **said}))
    assert recorded(update) == []
    assert [one.reference.key for one in update.perhaps] == (["sound2020"] if found else [])


def test_identifiers_that_contradict_each_other_are_not_certain(root, data_set):
    bib = root / "data/references.bib"
    bib.write_text(bib.read_text().replace("{99000014}", "{99000014}, doi = {10.5555/jir.9}"))
    row = {**EXAMPLE, "OriginalPaperDOI": "10.5555/else", "OriginalPaperPubMedID": "99000014"}
    update = plan_update(bare(root), data_set(row))
    assert recorded(update) == []
    assert [(one.reference.key, one.doubt) for one in update.perhaps] == [
        ("muster2014", "the DOIs differ")
    ]


def test_a_doi_on_another_title_is_recorded_and_pointed_at(root, data_set):
    update = plan_update(bare(root), data_set({**EXAMPLE, "Title": "Graphene at low temperature"}))
    assert len(update.added) == 1
    (remark,) = update.remarks
    assert remark == (
        "record 900002 has the DOI of example2011, but the titles differ;"
        ' there it is "Graphene at low temperature"'
    )


def test_one_work_under_two_keys_gets_the_notice_twice(root, data_set):
    bib = root / "data/references.bib"
    text = bib.read_text()
    entry = text[text.index("@article{example2011") : text.index("@article{muster2014")]
    bib.write_text(text + entry.replace("example2011", "example2011b"))
    update = plan_update(bare(root), data_set(EXAMPLE))
    assert [one.reference for one in update.added] == ["example2011", "example2011b"]


@pytest.mark.parametrize("nature", Nature)
def test_every_nature_is_recorded(root, data_set, nature):
    row = {**EXAMPLE, "RetractionNature": nature.value.capitalize()}
    assert recorded(plan_update(bare(root), data_set(row)))[0][1] == nature.value


def test_an_unknown_nature_is_told_and_not_recorded(root, data_set):
    update = plan_update(bare(root), data_set({**EXAMPLE, "RetractionNature": "Removal"}))
    assert recorded(update) == []
    assert "Removal" in update.remarks[0]
    assert "example2011" in update.remarks[0]


def test_a_date_that_cannot_be_read_is_told_and_left_out(root, data_set):
    update = plan_update(bare(root), data_set(*[{}] * 200, {**EXAMPLE, "RetractionDate": "soon"}))
    assert recorded(update) == [("example2011", "retraction", "", "900002")]
    assert '"soon"' in update.remarks[0]


def test_a_damaged_row_that_names_a_work_is_pointed_at(root, data_set):
    further = '900009,"Never closed,10.5555/JIR.2018.0012,Retraction\n1,2,3\n'
    update = plan_update(bare(root), data_set(EXAMPLE, further=further))
    assert len(update.added) == 1
    assert [row.line for row in update.damaged] == [4, 5]
    assert update.remarks == ("line 4 is damaged, but holds the DOI of beispiel2018: look it up",)


def test_a_record_that_a_person_has_dismissed_is_passed_over(root, data_set):
    path = root / "data/retractions.yaml"
    path.write_text("dismissed: [900002, 900012] # not ours\n")
    update = plan_update(root, data_set(EXAMPLE, BOOK))
    assert (recorded(update), update.perhaps) == ([], ())


def test_a_second_data_set(root, data_set):
    path = root / "data/retractions.yaml"
    before = path.read_text()
    row = {**EXAMPLE, "RetractionDate": "11/5/2013 0:00", "RetractionDOI": "unavailable"}
    update = plan_update(root, data_set(row))
    assert [now.date for _, now in update.changed] == ["2013-11-05"]
    assert {one.record for one in update.vanished} == {
        *("900001", "900003", "900004", "900005", "900006")
    }
    apply(root, [update.change])
    # What the data set no longer says stays, and so does what it no longer holds.
    assert path.read_text() == before.replace("2013-11-04", "2013-11-05")


def test_the_same_data_set_again_changes_no_byte(root, data_set):
    rows = data_set(EXAMPLE, {**BOOK, "OriginalPaperPubMedID": "99000014"})
    apply(root, [plan_update(root, rows).change])
    before = (root / "data/retractions.yaml").read_bytes()
    update = plan_update(root, rows)
    assert (update.added, update.changed) == ((), ())
    assert {one.record for one in update.same} == {"900002", "900012"}
    apply(root, [update.change])
    assert (root / "data/retractions.yaml").read_bytes() == before


def test_a_work_whose_key_has_changed_keeps_its_notice(root, data_set):
    bib = root / "data/references.bib"
    bib.write_text(bib.read_text().replace("{example2011,", "{example2011never,"))
    update = plan_update(root, data_set(EXAMPLE))
    assert recorded(update) == []
    assert [(was.reference, now.reference) for was, now in update.changed] == [
        ("example2011", "example2011never")
    ]


def test_a_work_named_by_another_of_its_keys_is_known(root, data_set):
    path = root / "data/retractions.yaml"
    path.write_text(path.read_text().replace("reference: sample2016", "reference: sample16"))
    row = {
        **EXAMPLE,
        "Record ID": "900006",
        "Title": "Alliance ruptures on an invented ward",
        "RetractionNature": "Correction",
        "RetractionDate": "6/30/2017 0:00",
        "RetractionDOI": "10.5555/jir.2017.0031",
        "OriginalPaperDOI": "10.5555/jir.2016.0007",
        "Reason": "",
    }
    update = plan_update(root, data_set(row))
    assert [one.reference for one in update.same] == ["sample16"]
    assert update.change.after == update.change.before


def test_a_record_that_is_about_another_work_now_is_pointed_at(root, data_set):
    update = plan_update(root, data_set({**EXAMPLE, "OriginalPaperDOI": "10.5555/else"}))
    assert "900002" not in {one.record for one in update.vanished}
    assert any("record 900002" in remark and "kept" in remark for remark in update.remarks)


def test_a_notice_that_a_person_wrote_before_is_pointed_at(root, data_set):
    row = {**EXAMPLE, "OriginalPaperDOI": "10.1177/0146167208318401", "Record ID": "7"}
    update = plan_update(root, data_set({**row, "Title": "Silence and table manners"}))
    assert [one.reference for one in update.added] == ["joly2008"]
    assert update.remarks == (
        "the retraction of joly2008 is also recorded by hand at data/retractions.yaml:31: keep one"
        " of the two",
    )


def test_the_date_is_that_of_the_newest_notice_up_to_the_age_of_the_file(root, data_set):
    path = data_set(EXAMPLE, {"RetractionDate": "1/1/2062 0:00"})
    os.utime(path, (1793500000, 1793500000))  # 1 November 2026
    assert plan_update(bare(root), path).data_set == "2026-10-30"
    assert plan_update(root, path, dated="2026-11-02").data_set == "2026-11-02"


def test_an_older_data_set_is_refused(root, data_set):
    path = root / "data/retractions.yaml"
    path.write_text("data-set: 2026-12-24\n")
    with pytest.raises(NotDataSetError, match=r"the last one used .2026-12-24"):
        plan_update(root, data_set(EXAMPLE))
    with pytest.raises(
        NotDataSetError, match=r"\(2026-12-01\) is older than the last one used \(2026-12-24\)"
    ) as no:
        plan_update(root, data_set(EXAMPLE), dated="2026-12-01")
    assert "correct `data-set` in data/retractions.yaml" in no.value.hint
    assert plan_update(root, data_set(EXAMPLE), dated="2026-12-24").data_set == "2026-12-24"


def test_a_file_without_rows_is_refused(root, tmp_path):
    path = tmp_path / "empty.csv"
    path.write_text(",".join(COLUMNS) + "\n")
    with pytest.raises(NotDataSetError, match="holds no rows"):
        plan_update(root, path)


def test_a_file_that_a_spreadsheet_saved_anew_is_refused(root, data_set):
    rows = [{"RetractionDate": f"{day}/10/2026 00:00"} for day in range(1, 31)]
    with pytest.raises(NotDataSetError, match="are not month/day/year"):
        plan_update(bare(root), data_set(*rows))


def test_a_file_with_mistakes_is_to_be_fixed_first(root, data_set):
    path = root / "data/retractions.yaml"
    path.write_text(path.read_text().replace("nature: correction", "nature: correktion"))
    with pytest.raises(PprkbError, match=r"data/retractions\.yaml:17: .*correktion"):
        plan_update(root, data_set(EXAMPLE))


def test_what_was_written_meanwhile_is_not_lost(root, data_set):
    update = plan_update(root, data_set({**EXAMPLE, "RetractionDate": "11/5/2013 0:00"}))
    path = root / "data/retractions.yaml"
    path.write_text("data-set: 2026-12-24\n")
    with pytest.raises(OutputError, match="has changed"):
        apply(root, [update.change])
    fresh = plan_update(bare(root), data_set(EXAMPLE))
    path.write_text("data-set: 2026-12-24\n")
    with pytest.raises(OutputError, match="retractions"):
        apply(root, [fresh.change])
    assert path.read_text() == "data-set: 2026-12-24\n"


def test_nothing_is_written_by_looking(root, data_set):
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    plan_update(root, data_set(EXAMPLE, BOOK))
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before
