"""Which files are read, and what is said of the others."""

import os

import pytest

from pprkb.knowledge_base import KnowledgeBase
from pprkb.model.errors import LibraryError
from tests.libraries_of_tests import copy_library


def problems(root):
    found = KnowledgeBase(root, root / "pprkb.db").check()
    return [(p.at.path, p.rule.value, p.message) for p in found]


def test_a_folder_in_the_place_of_a_file(tmp_path):
    root = copy_library(tmp_path)
    (root / "data/summaries/2019-04-folder.md").mkdir()
    assert problems(root) == [
        (
            "data/summaries/2019-04-folder.md",
            "unexpected-file",
            "this is a folder, not a file",
        )
    ]


def test_a_link_that_leads_nowhere(tmp_path):
    root = copy_library(tmp_path)
    link = root / "data/summaries/2019-04-link.md"
    link.symlink_to("elsewhere.md")
    assert problems(root) == [
        (
            "data/summaries/2019-04-link.md",
            "unreadable-file",
            "the link leads to elsewhere.md, which is not there",
        )
    ]


def test_a_link_that_leads_to_a_file_is_read(tmp_path):
    root = copy_library(tmp_path)
    summary = root / "data/summaries/2018-11-alliance.md"
    kept = tmp_path / "kept.md"
    summary.rename(kept)
    summary.symlink_to(kept)
    assert problems(root) == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no pipes")
def test_a_pipe_is_not_waited_for(tmp_path):
    root = copy_library(tmp_path)
    os.mkfifo(root / "data/summaries/2019-04-pipe.md")
    assert problems(root) == [
        ("data/summaries/2019-04-pipe.md", "unexpected-file", "this is not a regular file")
    ]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no pipes")
def test_a_pipe_for_a_bibliography_is_no_library(tmp_path):
    root = copy_library(tmp_path)
    (root / "data/references.bib").unlink()
    os.mkfifo(root / "data/references.bib")
    with pytest.raises(LibraryError, match="this is not a regular file"):
        problems(root)


def test_a_vocabulary_that_is_no_file(tmp_path):
    root = copy_library(tmp_path)
    for name in ("topics.yaml", "research-types.yaml"):
        (root / "data" / name).unlink()
    (root / "data/topics.yaml").mkdir()
    (root / "data/research-types.yaml").symlink_to("nowhere.yaml")
    found = {path: (rule, message) for path, rule, message in problems(root)}
    assert found["data/topics.yaml"] == ("unexpected-file", "this is a folder, not a file")
    assert found["data/research-types.yaml"][0] == "unreadable-file"


def test_a_file_in_the_place_of_a_folder(tmp_path):
    root = copy_library(tmp_path)
    for path in sorted((root / "data/reading-lists").iterdir()):
        path.unlink()
    (root / "data/reading-lists").rmdir()
    (root / "data/reading-lists").write_text("a list")
    assert problems(root) == [
        (
            "data/reading-lists",
            "unexpected-file",
            "this should be a folder, and nothing is read from it",
        )
    ]


def test_the_database_remembers_what_is_no_file(tmp_path):
    """A build with such a file is up to date afterwards, and again when the file is gone."""
    root = copy_library(tmp_path)
    folder = root / "data/summaries/2019-04-folder.md"
    folder.mkdir()
    knowledge_base = KnowledgeBase(root, root / "pprkb.db")
    _, counts = knowledge_base.build()
    assert counts.warnings == 1
    folder.rmdir()
    _, counts = knowledge_base.build()
    assert counts.warnings == 0
