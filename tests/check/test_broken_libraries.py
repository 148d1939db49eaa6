"""Every rule has a failing example in `tests/libraries/broken`; the messages are golden."""

import os
from io import FileIO
from pathlib import Path

import pytest
from click.testing import CliRunner

import pprkb
from pprkb.cli.main import program
from pprkb.files import folder
from pprkb.knowledge_base import KnowledgeBase
from pprkb.model.errors import EditError, LibraryError
from pprkb.model.filters import Filters
from pprkb.model.problem import Rule
from tests.libraries_of_tests import copy_library

BROKEN = Path(__file__).parents[1] / "libraries" / "broken"
CASES = sorted(path.name for path in BROKEN.iterdir() if path.is_dir())

# A file without read permission cannot be kept in a repository; it has a test of its own below.
WITHOUT_EXAMPLE = {Rule.UNREADABLE_FILE}


def problems_of(name, tmp_path):
    return KnowledgeBase(BROKEN / name, tmp_path / "pprkb.db").findings().problems


@pytest.mark.parametrize("name", CASES)
def test_what_check_says_of_a_broken_library(name, tmp_path, golden):
    said = "".join(f"{problem}\n" for problem in problems_of(name, tmp_path))
    golden(BROKEN / name / "problems.txt", said.encode())


def test_every_rule_has_a_failing_example(tmp_path):
    shown = {p.rule for name in CASES for p in problems_of(name, tmp_path)}
    assert set(Rule) - shown == WITHOUT_EXAMPLE


@pytest.mark.parametrize("name", CASES)
def test_every_problem_points_at_a_line_that_exists(name, tmp_path):
    for problem in problems_of(name, tmp_path):
        content = (BROKEN / name / problem.at.path).read_bytes()
        assert 1 <= problem.at.line <= content.count(b"\n") + 1, problem


@pytest.mark.parametrize("name", CASES)
def test_every_problem_says_how_to_fix_it(name, tmp_path):
    for problem in problems_of(name, tmp_path):
        assert problem.message
        assert not problem.message.endswith("."), problem
        assert problem.hint or "needs" in problem.message or "must" in problem.message, problem


def test_what_is_sound_in_a_broken_library_is_read(tmp_path):
    library = KnowledgeBase(BROKEN / "bibtex", tmp_path / "pprkb.db").library()
    assert {
        "good2011",
        "last2004",
        "twice2016",
        "type2017",
        "lost2019",
    } <= library.references.keys()
    assert library.references["twice2016"].title == "First title"


def test_a_broken_library_builds_and_can_be_read(tmp_path):
    for name in CASES:
        knowledge_base = KnowledgeBase(BROKEN / name, tmp_path / f"{name}.db")
        _, counts = knowledge_base.build()
        articles = knowledge_base.articles(Filters())
        works = {article.key for article in articles if article.reference}
        assert works == knowledge_base.library().references.keys(), name
        assert counts.references == len(works), name


def test_a_file_that_cannot_be_read_is_a_problem(tmp_path, monkeypatch):
    root = copy_library(tmp_path)
    read = FileIO.readall

    def refuse(file):
        if str(file.name).endswith("2018-11-alliance.md"):
            raise PermissionError(13, "Permission denied")
        return read(file)

    monkeypatch.setattr(folder, "FileIO", type("FileIO", (FileIO,), {"readall": refuse}))
    (problem,) = KnowledgeBase(root, tmp_path / "pprkb.db").check()
    assert problem.rule is Rule.UNREADABLE_FILE
    assert str(problem).startswith("data/summaries/2018-11-alliance.md:1: the file cannot be read")


@pytest.fixture
def close(monkeypatch):
    """Give what closes folders as `chmod 0` does, which would not bind the administrator."""

    def closed(name):
        def refuse(call, *, itself):
            def refusing(path=".", *args, **kwargs):
                place = Path.cwd() / path if isinstance(path, (str, Path)) else Path()
                if name in place.parents or (itself and name == place):
                    raise PermissionError(13, "Permission denied", str(path))
                return call(path, *args, **kwargs)

            return refusing

        monkeypatch.setattr(os, "stat", refuse(os.stat, itself=False))
        monkeypatch.setattr(os, "scandir", refuse(os.scandir, itself=True))
        monkeypatch.setattr(os, "listdir", refuse(os.listdir, itself=True))
        monkeypatch.setattr(folder, "FileIO", refuse(FileIO, itself=False))

    return closed


@pytest.mark.parametrize("name", ["data/summaries", "data/reading-lists", "data/pinned"])
def test_a_folder_that_cannot_be_read_is_a_problem(tmp_path, close, name):
    root = copy_library(tmp_path)
    (root / "data/pinned").mkdir(exist_ok=True)
    close(root / name)
    mine = pprkb.open(root)
    problem, *_ = (one for one in mine.check() if one.rule is Rule.UNREADABLE_FILE)
    assert str(problem) == (
        f"{name}:1: the folder cannot be read: Permission denied;"
        " look at its permissions (unreadable-file)"
    )
    assert mine.articles(key="wampold2015")
    with pytest.raises(LibraryError, match=f"{name}:1: the folder cannot be read"):
        mine.desk.release("1")
    with pytest.raises(LibraryError, match=f"the release would lack .*: {name}:1: the folder"):
        mine.desk.release("1", force=True)
    with pytest.raises(EditError, match=f"{name}:1: the folder cannot be read"):
        mine.desk.rename("wampold2015", "wampold2015important").difference()


def test_a_folder_below_that_cannot_be_read_is_a_problem(tmp_path, close):
    root = copy_library(tmp_path)
    (root / "data/summaries/old").mkdir()
    close(root / "data/summaries/old")
    (problem,) = pprkb.open(root).check()
    assert str(problem).startswith("data/summaries/old:1: the folder cannot be read: Permission")


def test_a_release_lacks_no_file_that_cannot_be_read(tmp_path):
    """Force is for errors in the text of files; what is packed has to be whole."""
    root = copy_library(tmp_path)
    (root / "data/summaries/2020-01-away.md").symlink_to(tmp_path / "away.md")
    packed = tmp_path / "release.zip"
    arguments = ["--library", str(root), "release", "1", "--force", "-o", str(packed)]
    result = CliRunner().invoke(program, arguments)
    assert result.exit_code == 3
    assert "the release would lack what cannot be read: data/summaries/2020-01-away.md:1:" in (
        result.stderr
    )
    assert not packed.exists()


def test_links_that_cannot_be_followed_are_problems(tmp_path, monkeypatch):
    root = copy_library(tmp_path)
    before = pprkb.open(root).check()
    link, stat = root / "data/not-duplicates.yaml", os.stat
    link.symlink_to(tmp_path / "closed/not-duplicates.yaml")
    (root / "data/summaries/2020-01-round.md").symlink_to("2020-01-round.md")

    def refuse(path, *args, follow_symlinks=True, **kwargs):
        if path == link and follow_symlinks:
            raise PermissionError(13, "Permission denied", str(path))
        return stat(path, *args, follow_symlinks=follow_symlinks, **kwargs)

    monkeypatch.setattr(os, "stat", refuse)
    found = [str(one) for one in pprkb.open(root).check() if one not in before]
    assert [one.partition(";")[0] for one in found] == [
        "data/not-duplicates.yaml:1: the file cannot be read: Permission denied",
        "data/summaries/2020-01-round.md:1:"
        " the file cannot be read: Too many levels of symbolic links",
    ]


@pytest.mark.parametrize("name", ["", "data"])
@pytest.mark.parametrize("named", [True, False])
def test_a_library_that_may_not_be_looked_into(tmp_path, monkeypatch, close, name, named):
    root = copy_library(tmp_path)
    monkeypatch.delenv("PPRKB_LIBRARY", raising=False)
    monkeypatch.chdir(root)
    mine = pprkb.open(root)
    close(root / name)
    said = f"cannot read {root}/data/references.bib: Permission denied"
    with pytest.raises(LibraryError, match=said):
        pprkb.open(root if named else None)
    for ask in (mine.check, mine.articles):
        with pytest.raises(LibraryError, match=said) as caught:
            ask()
        assert caught.value.hint == "look at its permissions, and at those of its folders"
    options = ["--library", str(root)] if named else []
    result = CliRunner().invoke(program, [*options, "list"])
    assert (result.exit_code, said in result.stderr) == (3, True)
    assert isinstance(result.exception, SystemExit)


def test_a_closed_folder_above_is_no_library_of_this_folder(tmp_path, monkeypatch, close):
    (tmp_path / "data").mkdir()
    (tmp_path / "here").mkdir()
    monkeypatch.delenv("PPRKB_LIBRARY", raising=False)
    monkeypatch.chdir(tmp_path / "here")
    close(tmp_path / "data")
    assert not pprkb.open().is_own
