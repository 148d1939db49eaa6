"""A renamed citation is the only thing that changes in prose."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pprkb.formats.markdown import find_citations, rename_citation
from pprkb.model.errors import EditError


@pytest.mark.parametrize(
    ("text", "renamed"),
    [
        ("See [@old].", "See [@new1]."),
        ("See [see -@old, p. 3; @other; @old]\r\n", "See [see -@new1, p. 3; @other; @new1]\r\n"),
        ("@old's view, @old. @older", "@new1's view, @new1. @older"),
        ("[@{old}] and @{old} [p. 3]", "[@{new1}] and @{new1} [p. 3]"),
        ("`@old` \\@old a@old.org old", "`@old` \\@old a@old.org old"),
        ("[@Old; @old:b]", "[@Old; @old:b]"),
        ("The `bond'.\n\n@old says.\n\nA `goal'.", "The `bond'.\n\n@new1 says.\n\nA `goal'."),
        ("a `x\r\n \r\n[@old] `y", "a `x\r\n \r\n[@new1] `y"),
        ("a `x\r\n@old` @old", "a `x\r\n@old` @new1"),
        ("```\n\n@old\n\n```\n\n@old", "```\n\n@old\n\n```\n\n@new1"),
        ("~~~ r\r\n\r\n@old\r\n~~~\r\n@old", "~~~ r\r\n\r\n@old\r\n~~~\r\n@new1"),
        ("```a``` @old\n\n@old", "```a``` @new1\n\n@new1"),
        ("```\n@old", "```\n@old"),
        ("a  \n [@old,\n   p. 3]", "a  \n [@new1,\n   p. 3]"),
    ],
    ids=[
        "plain",
        "cluster",
        "in the sentence",
        "braces",
        "no citation",
        "other keys",
        *("quotation marks", "quotation marks, CRLF", "code on two lines", "fence", "tildes"),
        *("code at a line's start", "open fence"),
        "two lines",
    ],
)
def test_a_citation_is_renamed(text, renamed):
    assert rename_citation(text, "old", "new1") == renamed


@pytest.mark.parametrize(
    ("written", "label"),
    [("l. 12", "line"), ("ll. 3-4", "line"), ("v. 3", "verse"), ("bk. 2", "book"),
     ("pt. 1", "part"), ("no. 2", "issue"), ("op. 3", "opus"), ("nn. 3", "note"),
     ("chaps. 3-4", "chapter"), ("vol. 2", "volume"), ("§ 2", "section"), ("¶ 4", "paragraph")],
    ids=lambda value: value,
)  # fmt: skip
def test_the_kind_of_a_place(written, label):
    (found,) = find_citations(f"[@a, {written}]")
    (cite,) = found.citation.cites
    assert (cite.label, cite.locator, cite.suffix) == (label, written.split()[1], "")


def test_a_key_that_prose_cannot_hold_bare_is_written_in_braces():
    assert rename_citation("[@old] @old's", "old", "a--b") == "[@{a--b}] @{a--b}'s"


def test_a_key_that_prose_cannot_hold_at_all_is_refused():
    with pytest.raises(EditError, match=r"line 2: .* cannot be changed to a\}b"):
        rename_citation("x\n[@old]", "old", "a}b")


@given(
    st.lists(
        st.sampled_from(
            [
                "@old",
                "[@old",
                "-@old",
                "]",
                "; ",
                ", p. 3",
                "`",
                "\\",
                "\n",
                "{old}",
                "@",
                "(",
                "x",
                " ",
            ]
        )
    ).map("".join)
)
def test_renaming_and_back_gives_the_text(text):
    renamed = rename_citation(text, "old", "new-key")
    assert rename_citation(renamed, "new-key", "old") == text
    assert len(list(find_citations(renamed))) == len(list(find_citations(text)))
