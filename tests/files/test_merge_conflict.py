"""Merge conflicts: what is one, which lines it has, and what each version says."""

import pytest

from pprkb.files.exact_text import edit_exactly
from pprkb.files.merge_conflict import Conflict, versions
from pprkb.model.errors import EditError

PLAIN = "a\n<<<<<<< HEAD\nours\n=======\ntheirs\n>>>>>>> other\nz\n"


@pytest.mark.parametrize(
    ("text", "conflict", "ours", "theirs"),
    [
        pytest.param(
            PLAIN,
            Conflict(begin=2, middle=4, end=6),
            "a\n\nours\n\n\n\nz\n",
            "a\n\n\n\ntheirs\n\nz\n",
            id="git",
        ),
        pytest.param(
            PLAIN.replace("\n", "\r\n"),
            Conflict(begin=2, middle=4, end=6),
            "a\n\nours\n\n\n\nz\n".replace("\n", "\r\n"),
            "a\n\n\n\ntheirs\n\nz\n".replace("\n", "\r\n"),
            id="CRLF",
        ),
        pytest.param(
            "<<<<<<< HEAD\nours\n||||||| 1f2e3d4\nbase\n=======\ntheirs\n>>>>>>> other\n",
            Conflict(begin=1, base=3, middle=5, end=7),
            "\nours\n\n\n\n\n\n",
            "\n\n\n\n\ntheirs\n\n",
            id="diff3",
        ),
        pytest.param(
            "<<<<<<< HEAD\nours\n||||||| base\n<<<<<<<<< one\nx\n=========\ny\n>>>>>>>>> two\n"
            "=======\ntheirs\n>>>>>>> other\n",
            Conflict(begin=1, base=3, middle=9, end=11),
            "\nours\n" + "\n" * 9,
            "\n" * 9 + "theirs\n\n",
            id="a conflict inside of the base",
        ),
        pytest.param(
            "<<<<<<< .mine\nours\n=======\ntheirs\n>>>>>>> .r12",
            Conflict(begin=1, middle=3, end=5),
            "\nours\n\n\n",
            "\n\n\ntheirs\n",
            id="Subversion, no last line end",
        ),
        pytest.param(
            "<<<<<<< HEAD\n=======\ntheirs\n>>>>>>> other\n",
            Conflict(begin=1, middle=2, end=4),
            "\n\n\n\n",
            "\n\ntheirs\n\n",
            id="deleted here",
        ),
        pytest.param(
            "a\n<<<<<<< HEAD\nb\n",
            Conflict(begin=2),
            "a\n\nb\n",
            "a\n\nb\n",
            id="a first mark left",
        ),
        pytest.param(
            "a\n>>>>>>> other\n", Conflict(begin=0, end=2), "a\n\n", "a\n\n", id="a last mark left"
        ),
    ],
)
def test_what_is_a_conflict(text, conflict, ours, theirs):
    found = versions(text)
    assert found.conflicts == (conflict,)
    assert (found.ours, found.theirs) == (ours, theirs)


def test_two_conflicts_are_two():
    assert [one.begin for one in versions(PLAIN + PLAIN).conflicts] == [2, 9]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Findings\n=======\n\nText.\n", id="a heading of Markdown"),
        pytest.param("Findings\n==============\n", id="a longer heading"),
        pytest.param("p <<<<<<< .001 and >>>>>>> 7\n", id="within a line"),
        pytest.param("    <<<<<<< HEAD\n", id="indented"),
        pytest.param("<<<<<< HEAD\n>>>>>> x\n", id="six"),
        pytest.param("> a\n>> b\n>>> c\n>>>>>>> said seven people ago\n", id="quotations"),
        pytest.param("||||||| x\n", id="bars"),
        pytest.param("<<<<<<<\n", id="a mark without a name and an end"),
        pytest.param("<<<<<<<name\n>>>>>>>name\n", id="no blank"),
    ],
)
def test_what_is_none(text):
    assert versions(text) is None


def test_a_file_in_conflict_is_not_edited():
    with pytest.raises(EditError, match=r"data/x.md:2: .*line 4, >>>>>>> on line 6"):
        edit_exactly(PLAIN.encode(), "data/x.md", lambda text: text + "more")


@pytest.mark.parametrize(
    "content",
    [
        pytest.param("@misc{a, title = {Ä}}\n".encode("utf-16-le"), id="UTF-16 without a mark"),
        pytest.param("@misc{a, title = {B}}\n".encode("utf-16-be"), id="big end first"),
        pytest.param(b"@misc{a, title = {B\0}}\n", id="NUL"),
    ],
)
def test_a_file_with_nul_bytes_is_not_edited(content):
    with pytest.raises(EditError, match=r"references.bib:1: the file holds .*nothing was changed"):
        edit_exactly(content, "references.bib", lambda text: text + "more")
