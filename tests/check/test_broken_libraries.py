"""Every rule has a failing example in `tests/libraries/broken`; the messages are golden."""

from io import FileIO
from pathlib import Path

import pytest

from pprkb.files import folder
from pprkb.knowledge_base import KnowledgeBase
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
def test_every_problem_says_how_to_mend_it(name, tmp_path):
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
        assert counts.errors + counts.warnings > 0
        assert knowledge_base.topics() is not None


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
