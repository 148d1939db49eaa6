"""`pprkb init`, and what is said where there is no library."""

import os
from pathlib import Path

import pytest

from pprkb.knowledge_base.locate import shipped_library
from tests.command_line import invoke
from tests.libraries_of_tests import LIBRARIES

ZOTERO = LIBRARIES / "zotero.bib"
RIS = """TY  - JOUR
AU  - Kazdin, Alan E.
TI  - Mediators and mechanisms of change in psychotherapy research
JO  - Annual Review of Clinical Psychology
PY  - 2007
VL  - 3
SP  - 1
EP  - 27
KW  - Mechanisms
ER  -
TY  - BOOK
AU  - Beck, Aaron T.
TI  - Cognitive therapy of depression
PB  - Guilford Press
PY  - 1979
KW  - Depression
ER  -
"""


@pytest.fixture
def here(tmp_path, monkeypatch):
    """An empty folder that a person is in."""
    folder = tmp_path / "thesis"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.delenv("PPRKB_LIBRARY", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return folder


def run(*arguments, code=0, given=None):
    return invoke(*arguments, code=code, stdin=given)


def files(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != "pprkb.db"
    }


def said(result):
    return " ".join(result.output.split())


# -- from BibTeX -------------------------------------------------------------------------------


def test_a_bib_file_is_taken_byte_for_byte(here):
    (here / "zotero.bib").write_bytes(ZOTERO.read_bytes())
    result = run("init", "--from", "zotero.bib")
    assert (here / "data/references.bib").read_bytes() == ZOTERO.read_bytes()
    assert set(files(here)) == {
        *("zotero.bib", "data/references.bib", "README.md", ".gitignore", ".gitattributes")
    }
    assert "9 references, 9 keywords" in said(result)
    assert "zotero.bib as it is" in said(result)
    assert "`pprkb check` sees nothing to fix" in said(result)
    assert "pprkb export --topic Alliance -o alliance.docx" in said(result)


@pytest.mark.parametrize(
    "content",
    [
        b"@book{a,title={A},author={B, C},year=2000,publisher={P}}",
        b"\xef\xbb\xbf@book{a,\r\n title={A}}\r\n\r\n\r\n",
        "@book{a, title={Caf\xe9}}".encode("latin-1"),
        b"@string{p={P}}\n@comment{jabref-meta: x;}\n@book{a, title={A}, publisher=p,\n",
    ],
    ids=["no line end", "Windows with a mark", "Latin-1", "damaged"],
)
def test_whatever_its_bytes(content, here):
    (here / "x.bib").write_bytes(content)
    run("init", "--from", "x.bib")
    assert (here / "data/references.bib").read_bytes() == content


def test_problems_are_counted(here):
    (here / "x.bib").write_text("@book{a, title={A}}\n@book{b, title={B}}\n")
    told = said(run("init", "--from", "x.bib"))
    assert (
        "`pprkb check` sees 2 things to look at, each with its line and how to fix it; nothing else"
        " waits for that." in told
    )


def test_several_files_stand_one_after_the_other(here):
    (here / "a.bib").write_bytes(b"@book{one, title={One}, author={A, B}}")
    (here / "b.bib").write_bytes(b"\xef\xbb\xbf@book{two, title={Two}, author={C, D}}\n")
    (here / "c.bib").write_bytes("@book{one, title={Été}, author={E, F}}\n".encode("latin-1"))
    result = run("init", "--from", "a.bib", "--from", "b.bib", "--from", "c.bib")
    assert (here / "data/references.bib").read_text(encoding="utf-8") == (
        "@book{one, title={One}, author={A, B}}\n"
        "\n@book{two, title={Two}, author={C, D}}\n"
        "\n@book{one, title={Été}, author={E, F}}\n"
    )
    assert "a.bib and b.bib as they are, c.bib in UTF-8" in said(result)
    assert "in more than one file: the key one; `pprkb check` says where" in said(result)


def test_the_words_of_a_shell_pattern_are_files(here):
    (here / "a.bib").write_bytes(b"@book{one, title={One}}\n")
    (here / "b.bib").write_bytes(b"@book{two, title={Two}}\n")
    run("init", "new", "--from", "a.bib", "b.bib")
    assert b"{two," in (here / "new/data/references.bib").read_bytes()


# -- from other files --------------------------------------------------------------------------


def test_ris_comes_by_way_of_add(here):
    (here / "my.ris").write_text(RIS)
    result = run("init", "--from", "my.ris")
    text = (here / "data/references.bib").read_text(encoding="utf-8")
    assert "@article{kazdin2007mediators," in text
    assert "@book{beck1979cognitive," in text
    assert "2 references, 2 keywords" in said(result)


def test_what_a_bib_file_holds_is_not_added_again(here):
    (here / "my.ris").write_text(RIS)
    result = run("init", "--from", ZOTERO, "--from", "my.ris")
    text = (here / "data/references.bib").read_bytes()
    assert text.startswith(ZOTERO.read_bytes())
    assert text.count(b"Mechanisms of Change") == 1
    assert "beck1979cognitive" in text.decode()
    assert "the same work as kazdinMediatorsMechanismsChange2007" in said(result)


def test_a_file_that_cannot_be_read_leaves_nothing_behind(here):
    (here / "notes.ris").write_text("a shopping list")
    run("init", "library", "--from", "notes.ris", code=3)
    result = run("init", "library", "--from", "missing.bib", code=3)
    assert "missing.bib cannot be read" in said(result)
    assert files(here) == {"notes.ris": b"a shopping list"}
    assert not (here / "library").exists()


# -- the example, and an empty library ---------------------------------------------------------


def test_the_example_is_the_persons_own(here):
    result = run("init", "course", "--example")
    made = files(here / "course")
    shipped = shipped_library()
    for path in (shipped / "data").rglob("*"):
        if path.is_file() and not path.name.startswith("."):
            assert made[path.relative_to(shipped).as_posix()] == path.read_bytes()
    assert "cd course" in said(result)
    run("--library", "course", "check", "--strict")
    run("--library", "course", "add", "Beck, A. T. (1979). Cognitive therapy. Guilford Press.")
    course = here / "course/data/reading-lists/common-factors-course.yaml"
    course.write_text(course.read_text(encoding="utf-8").replace("title: ", "title: My "), "utf-8")
    assert "My Common factors" in run("--library", "course", "reading-list").stdout


def test_an_empty_library_can_be_filled(here):
    result = run("init")
    assert "0 references" in said(result)
    assert "pprkb add 10.1037/pst0000172" in said(result)
    assert run("check").output == "nothing to fix\n"
    run("add", "Beck, A. T. (1979). Cognitive therapy. Guilford Press.")
    assert "beck1979cognitive" in run("list").stdout


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["topics"], "there are no topics: no work has a keyword"),
        (["topics", "--keywords"], "no work has a keyword"),
        (["topics", "--types"], "there are no research types"),
        (["list"], "0 articles"),
        (["search", "alliance"], 'nothing holds "alliance".'),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_an_empty_library_is_read(arguments, told, here):
    run("init")
    result = run(*arguments)
    assert told in said(result)
    assert result.stdout == ""


def test_dry_run_writes_nothing(here):
    assert "+@article{fluckiger" in run("init", "new", "--from", ZOTERO, "--dry-run").stdout
    assert not (here / "new").exists()


@pytest.mark.parametrize("name", ["gitignore", "gitattributes"])
def test_what_is_written_for_git_is_what_the_page_on_git_says(name, here):
    page = (Path(__file__).parents[2] / "docs/git.md").read_text(encoding="utf-8")
    block = page.partition(f"```{name}\n")[2].partition("```")[0]
    run("init")
    assert (here / f".{name}").read_text() == block


# -- nothing is overwritten --------------------------------------------------------------------


def test_a_library_is_not_begun_twice(here):
    run("init", "--from", ZOTERO)
    before = files(here)
    for arguments in ([], ["--from", ZOTERO], ["--example"], ["../thesis"]):
        assert "there is a library already" in said(run("init", *arguments, code=3))
    os.chdir("data")
    assert "there is a library already" in said(run("init", "--example", code=3))
    assert files(here) == before


def test_other_files_stay(here):
    (here / "README.txt").write_text("mine")
    (here / ".gitignore").write_text("*.docx\n")
    (here / "data").mkdir()
    (here / "data/study.csv").write_text("1,2\n")
    run("init", "--from", ZOTERO)
    made = files(here)
    assert made["README.txt"] == b"mine"
    assert made[".gitignore"] == b"*.docx\n"
    assert made["data/study.csv"] == b"1,2\n"
    assert "README.md" not in made


def test_a_file_of_the_example_is_not_overwritten(here):
    (here / "data").mkdir()
    (here / "data/topics.yaml").write_text("topics: []\n")
    assert "exists and is not overwritten" in said(run("init", "--example", code=3))
    assert files(here) == {"data/topics.yaml": b"topics: []\n"}


def test_references_that_lie_here_are_asked_about(here):
    (here / "zotero.bib").write_bytes(ZOTERO.read_bytes())
    result = run("init", code=3)
    assert "pprkb init --from zotero.bib" in said(result)
    assert set(files(here)) == {"zotero.bib"}


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--example", "--from", str(ZOTERO)], "choose one"),
        (["one", "two"], "name one folder"),
    ],
)
def test_wrong_usage(arguments, told, here):
    assert told in said(run("init", *arguments, code=2))


# -- where there is no library -----------------------------------------------------------------

OWN = [
    pytest.param(["check"], id="check"),
    pytest.param(["check", "--fix"], id="check --fix"),
    pytest.param(["build"], id="build"),
    pytest.param(["release", "1.0"], id="release"),
    pytest.param(["add", "zotero.bib"], id="add"),
    pytest.param(["new", "fluckiger2018alliance"], id="new"),
    pytest.param(["reading-list", "new", "mine", "--title", "Mine"], id="reading-list new"),
    pytest.param(["rename", "alliance", "bond"], id="rename"),
]


@pytest.mark.parametrize("arguments", OWN)
def test_a_library_of_ones_own_is_wanted(arguments, here):
    result = run(*arguments, code=3)
    assert "there is no library here" in said(result)
    assert "pprkb init --from FILE" in said(result)
    assert files(here) == {}


@pytest.mark.parametrize("arguments", OWN)
def test_a_misnamed_file_is_seen(arguments, here):
    (here / "refs.bib").write_bytes(ZOTERO.read_bytes())
    assert "pprkb init --from refs.bib" in said(run(*arguments, code=3))
    assert set(files(here)) == {"refs.bib"}


@pytest.mark.parametrize("command", ["check", "build", "list", "topics"])
@pytest.mark.parametrize("what", ["a folder", "a link"])
def test_what_stands_in_the_place_of_the_references_is_said(what, command, here):
    (here / "data").mkdir()
    place = here / "data/references.bib"
    if what == "a folder":
        place.mkdir()
    else:
        place.symlink_to("nowhere.bib")
    result = run(command, code=3)
    told = "this is a folder" if what == "a folder" else "the link leads to nowhere.bib"
    assert told in said(result)
    assert "pprkb init --from FILE" in said(result)
    assert "there is a library already" not in said(run("init", code=3))


def test_a_misnamed_file_in_data_is_seen(here):
    (here / "data").mkdir()
    (here / "data/refs.bib").write_bytes(ZOTERO.read_bytes())
    told = said(run("check", code=3))
    assert "rename it to data/references.bib" in told
    assert "pprkb init --from data/refs.bib" in told


def test_readers_are_told_whose_library_it_is(here):
    told = "this is the library that comes with pprkb"
    assert told not in run("topics").stderr
    (here / "zotero.bib").write_bytes(ZOTERO.read_bytes())
    result = run("topics")
    assert told in result.stderr
    assert "pprkb init --from zotero.bib" in result.stderr
    run("init", "--from", "zotero.bib")
    assert told not in run("topics").stderr


def test_a_file_that_is_named_as_the_library(here):
    (here / "zotero.bib").write_bytes(ZOTERO.read_bytes())
    told = said(run("--library", "zotero.bib", "list", code=3))
    assert "zotero.bib is not a library" in told
    assert "pprkb init --from zotero.bib" in told


def test_a_library_by_name_is_found_by_init_and_not_by_check(here):
    assert "pprkb init elsewhere" in said(run("--library", "elsewhere", "check", code=3))
    run("--library", "elsewhere", "init")
    run("--library", "elsewhere", "check")
    assert Path("elsewhere/data/references.bib").is_file()
