"""Notices in the database: always those of the text file, whatever is edited in which order."""

import sqlite3
from contextlib import closing

import pytest

from pprkb.knowledge_base import KnowledgeBase
from pprkb.model.filters import Filters
from tests.libraries_of_tests import copy_library
from tests.store.test_build import contents, edit, fresh


@pytest.fixture
def retracted(tmp_path):
    return KnowledgeBase(copy_library(tmp_path, "retracted"), tmp_path / "pprkb.db")


def new_notice(root):
    with (root / "data/retractions.yaml").open("a", encoding="utf-8") as text:
        text.write("  - reference: sound2020\n    nature: correction\n")


def notices_gone(root):
    (root / "data/retractions.yaml").unlink()


def key_renamed(root):
    edit(root / "data/references.bib", "{example2011,", "{example2011never,")


def work_gone(root):
    path = root / "data/references.bib"
    text = path.read_text(encoding="utf-8")
    start, end = text.index("@article{joly2008"), text.index("@article{example2011")
    path.write_text(text[:start] + text[end:], encoding="utf-8")


def reinstated(root):
    edit(
        root / "data/retractions.yaml",
        "  # The manual's own",
        "  - reference: example2011\n    nature: reinstatement\n    date: 2014\n"
        "  # The manual's own",
    )


def summary_edited(root):
    edit(root / "data/summaries/2021-06-ward.md", "Look for", "Expect")


EDITS = [new_notice, notices_gone, key_renamed, work_gone, reinstated, summary_edited]


@pytest.mark.parametrize("change", EDITS, ids=lambda change: change.__name__)
def test_an_incremental_build_says_what_a_fresh_one_says(retracted, change, tmp_path):
    retracted.build()
    change(retracted.root)
    retracted.build()
    assert contents(retracted.database) == fresh(retracted.root, tmp_path)


def test_edits_one_after_another(retracted, tmp_path):
    retracted.build()
    for change in (new_notice, reinstated, key_renamed, work_gone, summary_edited, notices_gone):
        change(retracted.root)
        retracted.build()
        assert contents(retracted.database) == fresh(retracted.root, tmp_path)


def test_an_edited_notice_is_all_that_is_read_again(retracted):
    retracted.build()
    new_notice(retracted.root)
    said = []
    retracted.progress = said.append
    retracted.build()
    assert [words for words in said if words.startswith("reading")] == [
        "reading data/retractions.yaml"
    ]


def test_the_view_says_how_a_work_stands(retracted):
    retracted.build()
    with closing(sqlite3.connect(retracted.database)) as connection:
        rows = connection.execute("SELECT key, standing FROM article ORDER BY key").fetchall()
        assert rows == [
            ("beispiel2018", "reinstated"),
            ("example2011", "retracted"),
            ("joly2008", "retracted"),
            ("muster2014", "expression of concern"),
            ("sample2016", "corrected"),
            ("sound2020", None),
        ]
        dated = connection.execute("SELECT data_set FROM source_file WHERE data_set <> ''")
        assert dated.fetchall() == [("2026-10-30",)]


def test_articles_can_be_chosen_without_the_retracted_ones(retracted):
    keys = [one.key for one in retracted.articles(Filters(without_retracted=True))]
    assert keys == ["beispiel2018", "muster2014", "sample2016", "sound2020"]
