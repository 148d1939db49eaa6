"""The views for R and SQL: the columns that are described, with what Python says of the same."""

import re
import shutil
import sqlite3
from pathlib import Path

import pytest

import pprkb

ROOT = Path(__file__).parents[2]
DOCS = (ROOT / "docs/database.md").read_text(encoding="utf-8")
VIEWS = ("article", "effect", "reading_list_entry", "citation")


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    folder = tmp_path_factory.mktemp("views")
    shutil.copytree(ROOT / "data", folder / "data")
    return pprkb.open(folder)


@pytest.fixture(scope="module")
def ask(library):
    library.build()
    connection = sqlite3.connect(library.database)
    connection.row_factory = sqlite3.Row
    yield lambda question: [dict(row) for row in connection.execute(question)]
    connection.close()


@pytest.mark.parametrize("view", VIEWS)
def test_the_columns_are_those_that_are_described(ask, view):
    (part,) = re.findall(rf"^## The view `{view}`\n(.*?)^(?:## |\Z)", DOCS, re.M | re.S)
    rows = re.findall(r"^\| (`.+?) \|", part, re.M)
    described = [name for row in rows for name in re.findall(r"`(\w+)`", row)]
    columns = [row["name"] for row in ask(f"SELECT name FROM pragma_table_info('{view}')")]
    assert described == columns
    assert len(ask(f"SELECT * FROM {view}")) > 20


def test_readers_can_ask_for_the_version_of_the_views(ask):
    (row,) = ask("SELECT version FROM view_version")
    assert row == {"version": 1}
    assert f"which is {row['version']}." in DOCS


def test_effects_are_those_of_the_evidence_table(ask, library):
    pytest.importorskip("polars", reason="polars is not installed")
    frame = library.effects().to_frame("polars")
    names = (
        *("key", "metric", "comparator", "value", "printed", "ci_low", "ci_high", "ci_level"),
        *("k", "k_qualifier", "n", "n_qualifier", "n_unit", "first", "second", "outcome"),
        *("subgroup", "timepoint", "contrast", "direction", "better", "magnitude"),
        *("significance", "level", "certainty", "quote", "source_key", "superseded"),
        *("superseded_by", "evidence_key", "standing", "place"),
    )
    told = sorted(frame.select(names).rows(), key=repr)
    rows = ask(f"SELECT {', '.join(names)} FROM effect")
    seen = sorted(
        (
            tuple(
                row.values()
                if row["superseded"] is None
                else (row | {"superseded": bool(row["superseded"])}).values()
            )
            for row in rows
        ),
        key=repr,
    )
    assert seen == told
    stated = [row["direction"] for row in rows if row["direction"]]
    assert 0 < len(stated) < len(rows)


def test_entries_are_those_of_the_lists(ask, library):
    pytest.importorskip("polars", reason="polars is not installed")
    names = ("list", "title", "section", "heading", "position", "key", "question", "item", "link")
    frame = library.reading_lists().to_frame("polars")
    rows = ask(f"SELECT {', '.join(names)} FROM reading_list_entry")
    assert sorted((tuple(row.values()) for row in rows), key=repr) == sorted(
        frame.select(names).rows(), key=repr
    )
    assert any(row["question"] for row in rows)


PINNED = "reading_list_entry WHERE list = 'pinned-list'"


def test_a_pinned_question_has_a_row_for_each_answer(library, tmp_path):
    shutil.copytree(library.root / "data", tmp_path / "data")
    (tmp_path / "data/reading-lists/pinned-list.yaml").write_text(
        "title: Pinned\nsections:\n  - heading: One\n    items:\n"
        "      - topic: alliance\n        max: 2\n"
        "        pinned: [wampold2015important, norcross2018psychotherapy]\n"
        "      - topic: alliance\n        since: 2019\n"
        "      - item: Watch the film\n",
        encoding="utf-8",
    )
    own = pprkb.open(tmp_path)
    own.build()
    connection = sqlite3.connect(own.database)
    rows = connection.execute(f"SELECT position, key, question, pinned FROM {PINNED}").fetchall()
    connection.close()
    assert sorted(rows, key=repr) == [
        (1, "norcross2018psychotherapy", "topic: alliance; max: 2", 1),
        (1, "wampold2015important", "topic: alliance; max: 2", 1),
        (2, None, "topic: alliance; since: 2019", 0),
        (3, None, None, 0),
    ]


def test_citations_say_what_names_a_work(ask):
    rows = ask("SELECT * FROM citation WHERE key = 'elliott2018therapist'")
    told = {row["relation"]: row["summary_id"] or row["list"] for row in rows}
    assert {"summarises", "superseded by", "lists"} <= set(told)
    relations = {row["relation"] for row in ask("SELECT DISTINCT relation FROM citation")}
    assert relations <= {"summarises", "discusses", "reports", "superseded by", "lists"}
    assert all((row["summary_id"] is None) != (row["list"] is None) for row in rows)
