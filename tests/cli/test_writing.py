"""What the commands that write have in common: a dry run shows and does nothing, refusals are said."""

import os
import sqlite3
from contextlib import closing

import pytest
from click.testing import CliRunner

from pprkb.cli.main import program
from pprkb.cli.output import carry_out
from pprkb.files.change import Change, Edit
from pprkb.model.errors import OutputError
from tests.libraries_of_tests import copy_library


def change(root):
    path = root / "data/references.bib"
    return Change(path="data/references.bib", before=path.read_bytes(), after=b"% new\n")


def test_a_dry_run_prints_the_difference_and_changes_nothing(tmp_path, capsys):
    root = copy_library(tmp_path)
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    assert carry_out(Edit(root, lambda: [change(root)]), dry_run=True) == ()
    assert capsys.readouterr().out.startswith(
        "--- data/references.bib\n+++ data/references.bib\n@@ "
    )
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before


def test_what_was_planned_is_done_and_told(tmp_path):
    root = copy_library(tmp_path)
    done = carry_out(Edit(root, lambda: [change(root)]), dry_run=False)
    assert [one.path for one in done] == ["data/references.bib"]
    assert (root / "data/references.bib").read_bytes() == b"% new\n"


def test_a_file_that_changes_between_reading_and_writing_is_refused(tmp_path):
    root = copy_library(tmp_path)

    def plan():
        planned = change(root)
        (root / "data/references.bib").write_bytes(b"theirs")
        return [planned]

    with pytest.raises(OutputError, match="has changed since it was read"):
        carry_out(Edit(root, plan), dry_run=False)
    assert (root / "data/references.bib").read_bytes() == b"theirs"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the cache lies elsewhere")
def test_a_lock_that_cannot_be_had_is_said_with_exit_code_3(tmp_path):
    root = copy_library(tmp_path)
    (tmp_path / "cache").write_text("no folder")
    result = CliRunner().invoke(
        program,
        ["--library", str(root), "link", "2018-11-alliance", "fluckiger2018"],
        env={"XDG_CACHE_HOME": str(tmp_path / "cache")},
    )
    assert result.exit_code == 3, result.output
    assert "cannot be had" in result.stderr


# -- the database is in the way ----------------------------------------------------------------


def _of_another_program(path):
    with closing(sqlite3.connect(path)) as database:
        database.execute("CREATE TABLE diary (day TEXT)")


def _damaged(path):
    with closing(sqlite3.connect(path)) as database:
        database.execute("CREATE TABLE diary (day TEXT)")
    path.write_bytes(path.read_bytes()[:1000] + b"x" * 3000)


DATABASES = {
    "text": lambda path: path.write_text("no database"),
    "of another program": _of_another_program,
    "damaged": _damaged,
    "a folder": lambda path: path.mkdir(),
}
WRITING = {
    "add": ["add", "--apa", "Berg, A. (2001). A work. Journal of Tests, 1, 1–9."],
    "new": ["new", "who2022", "--no-edit"],
    "link": ["link", "2019-03-no-reference", "who2022"],
    "rename": ["rename", "wampold2015", "wampold2015debate"],
    "list": ["reading-list", "new", "fresh", "--title", "Fresh"],
}


@pytest.mark.parametrize("database", list(DATABASES))
@pytest.mark.parametrize("command", list(WRITING))
def test_what_was_written_is_a_success_whatever_becomes_of_the_database(
    tmp_path, database, command
):
    root = copy_library(tmp_path)
    DATABASES[database](root / "pprkb.db")
    data = root / "data"
    before = {path: path.read_bytes() for path in data.rglob("*") if path.is_file()}
    result = CliRunner().invoke(program, ["--library", str(root), *WRITING[command]])
    assert result.exit_code == 0, result.output
    assert {path: path.read_bytes() for path in data.rglob("*") if path.is_file()} != before
    if command == "add":
        assert result.stdout.startswith("berg2001work  the text: Berg (2001). A work")
        assert "warning: added, but not shown as it is printed: " in result.stderr
        assert "pprkb.db" in result.stderr
        assert "another file for the database" in result.stderr or "delete it" in result.stderr


@pytest.mark.parametrize("database", list(DATABASES))
def test_a_command_that_needs_the_database_writes_nothing_without_it(tmp_path, database):
    root = copy_library(tmp_path)
    DATABASES[database](root / "pprkb.db")
    data = root / "data"
    before = {path: path.read_bytes() for path in data.rglob("*") if path.is_file()}
    result = CliRunner().invoke(
        program, ["--library", str(root), "reading-list", "pin", "alliance"]
    )
    assert result.exit_code == 3, result.output
    assert {path: path.read_bytes() for path in data.rglob("*") if path.is_file()} == before


def test_a_work_is_added_beside_topics_in_conflict(tmp_path):
    root = copy_library(tmp_path)
    topics = root / "data/topics.yaml"
    text = topics.read_text(encoding="utf-8")
    topics.write_text(f"{text}<<<<<<< HEAD\n=======\n# x\n>>>>>>> theirs\n", encoding="utf-8")
    result = CliRunner().invoke(program, ["--library", str(root), *WRITING["add"]])
    assert result.exit_code == 0, result.output
    assert "warning: added, but not shown as it is printed: data/topics.yaml:" in result.stderr
