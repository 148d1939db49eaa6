"""What the verbs that write have in common: a dry run shows and does nothing, refusals are said."""

import os

import pytest
from click.testing import CliRunner

from pprkb.cli.main import program
from pprkb.cli.writing import carry_out
from pprkb.model.errors import OutputError
from pprkb.sources.change import Change
from tests.libraries_of_tests import copy_library


def change(root):
    path = root / "data/references.bib"
    return Change(path="data/references.bib", before=path.read_bytes(), after=b"% new\n")


def test_a_dry_run_prints_the_difference_and_changes_nothing(tmp_path, capsys):
    root = copy_library(tmp_path)
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    assert carry_out(root, lambda: [change(root)], dry_run=True) == ()
    assert capsys.readouterr().out.startswith(
        "--- data/references.bib\n+++ data/references.bib\n@@ "
    )
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before


def test_what_was_planned_is_done_and_told(tmp_path):
    root = copy_library(tmp_path)
    done = carry_out(root, lambda: [change(root)], dry_run=False)
    assert [one.path for one in done] == ["data/references.bib"]
    assert (root / "data/references.bib").read_bytes() == b"% new\n"


def test_a_file_that_changes_between_reading_and_writing_is_refused(tmp_path):
    root = copy_library(tmp_path)

    def plan():
        planned = change(root)
        (root / "data/references.bib").write_bytes(b"theirs")
        return [planned]

    with pytest.raises(OutputError, match="has changed since it was read"):
        carry_out(root, plan, dry_run=False)
    assert (root / "data/references.bib").read_bytes() == b"theirs"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no such permissions")
def test_a_library_that_cannot_be_written_is_said_with_exit_code_3(tmp_path):
    root = copy_library(tmp_path)
    (root / ".pprkb.lock").mkdir()
    arguments = ["--library", str(root), "extract", "2019-02-debate", "--accept", "1"]
    result = CliRunner().invoke(program, arguments)
    assert result.exit_code == 3, result.output
    assert "cannot be written" in result.stderr
