"""What `-o` writes, and what it never writes over: the files of a library."""

import os
import stat
import threading
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

import pprkb
from pprkb.cli.main import COMMANDS, program
from tests.command_line import invoke
from tests.libraries_of_tests import copy_library

unix = pytest.mark.skipif(os.name == "nt", reason="Windows has no such files")

WRITERS = {
    ("export",): ["--to", "ris"],
    ("effects",): ["--to", "csv"],
    ("compare",): ["fluckiger2018", "wampold2015", "--to", "text"],
    ("month",): ["2018-11", "--letter", "--to", "text"],
    ("preview",): ["2018-11-alliance", "--no-open"],
    ("reading-list", "write"): ["alliance", "--to", "text"],
    ("release",): ["2026.1", "--force"],
    ("schema",): ["reading-list"],
    ("write",): [str(Path(__file__).parents[2] / "docs/writing.md"), "--to", "text"],
}
"""Every command with `-o`, and arguments with which it has something to write."""


@pytest.fixture
def root(tmp_path):
    return copy_library(tmp_path)


def run(root, *arguments, code=0):
    return invoke("--library", root, *arguments, code=code)


def contents(root):
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and not path.name.startswith("pprkb.db")
    }


def commands_with_output(command, words=()):
    if any("-o" in parameter.opts for parameter in command.params):
        yield words
    for name, inner in getattr(command, "commands", {}).items():
        yield from commands_with_output(inner, (*words, name))


def test_the_table_above_names_every_command_that_writes_a_file():
    context = click.Context(program)
    named = {
        words
        for command in COMMANDS
        for words in commands_with_output(program.get_command(context, command), (command,))
    }
    assert named == set(WRITERS)


TARGETS = (
    "data/references.bib",
    "data/topics.yaml",
    "data/summaries/2018-11-alliance.md",
    "data/summaries/new.md",
    "data/notes/../reading-lists/alliance.yaml",
    "data/handout.txt",
    "pprkb.db",
    "pprkb.db-wal",
)


@pytest.mark.parametrize("words", [pytest.param(words, id=" ".join(words)) for words in WRITERS])
def test_no_command_writes_over_the_library(root, words):
    (root / "data/notes").mkdir()
    before = contents(root)
    for target in TARGETS:
        result = run(root, *words, *WRITERS[words], "-o", root / target, code=3)
        assert "nothing was written" in result.stderr
        assert "choose another name" in result.stderr
        assert contents(root) == before
    beside = root / "handout.txt"
    beside.write_text("of last week")
    run(root, *words, *WRITERS[words], "-o", beside)
    assert len(beside.read_bytes()) > 100


def test_the_message_says_that_it_is_the_library_itself(root, monkeypatch):
    monkeypatch.chdir(root / "data")
    result = run(root, "export", "--topic", "alliance", "-o", "references.bib", code=3)
    assert "references.bib is the library itself; nothing was written" in result.stderr


@unix
@pytest.mark.parametrize("link", ["symbolic", "hard", "folder", "dangling", "summary elsewhere"])
def test_links_are_seen_through(root, tmp_path, link):
    bib = root / "data/references.bib"
    target = tmp_path / "out.txt"
    match link:
        case "symbolic":
            target.symlink_to(bib)
        case "hard":
            os.link(bib, target)
        case "folder":
            (tmp_path / "folder").symlink_to(root / "data/summaries")
            target = tmp_path / "folder/new.md"
        case "dangling":
            target.symlink_to(root / "data/summaries/new.md")
        case "summary elsewhere":
            (root / "data/summaries/2018-11-alliance.md").rename(target)
            (root / "data/summaries/2018-11-alliance.md").symlink_to(target)
    before = contents(root)
    result = run(root, "export", "--to", "text", "-o", target, code=3)
    assert "nothing was written" in result.stderr
    assert contents(root) == before


@unix
def test_a_folder_data_that_lies_elsewhere_belongs_to_the_library(root, tmp_path):
    (root / "data").rename(tmp_path / "elsewhere")
    (root / "data").symlink_to(tmp_path / "elsewhere")
    result = run(root, "export", "-o", tmp_path / "elsewhere/new.ris", code=3)
    assert "nothing was written" in result.stderr
    assert not (tmp_path / "elsewhere/new.ris").exists()


def test_another_library_is_not_written_over_either(root, tmp_path):
    other = copy_library(tmp_path / "another")
    before = contents(other)
    run(root, "export", "-o", other / "data/references.bib", code=3)
    run(root, "export", "-o", other / "data/new.ris", code=3)
    assert contents(other) == before


def test_the_library_that_comes_with_the_program_is_not_written_over(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PPRKB_LIBRARY", raising=False)
    shipped = Path(pprkb.__file__).resolve().parents[2] / "data/references.bib"
    if not shipped.is_file():
        pytest.skip("installed without its repository")
    before = shipped.read_bytes()
    result = CliRunner().invoke(
        program, ["--database", str(tmp_path / "x.db"), "export", "-o", str(shipped)]
    )
    assert result.exit_code == 3
    assert "is the library itself" in result.stderr
    assert shipped.read_bytes() == before


@pytest.mark.parametrize("name", ["references.bib", "not-duplicates.yaml", "new.db"])
def test_the_database_is_no_file_of_the_library(root, name):
    (root / "data/not-duplicates.yaml").write_bytes(b"")
    before = contents(root)
    result = run(root, "--database", root / "data" / name, "list", code=3)
    assert "nothing was written" in result.stderr
    assert contents(root) == before


def test_a_read_only_file_stays_as_it_is(root, tmp_path):
    target = tmp_path / "handout.txt"
    target.write_text("graded")
    target.chmod(0o444)
    assert "is read-only" in run(root, "export", "-o", target, code=3).stderr
    assert target.read_text() == "graded"
    assert stat.S_IMODE(target.stat().st_mode) == 0o444


@unix
def test_a_pipe_is_written_to(root, tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()
    run(root, "export", "--to", "ris", "-o", pipe)
    reader.join(timeout=10)
    assert read[0].startswith(b"TY  - ")
    assert stat.S_ISFIFO(pipe.stat().st_mode)
