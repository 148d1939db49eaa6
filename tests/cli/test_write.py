"""`pprkb write`, as a person calls it."""

import docx
import pytest
from click.testing import CliRunner

from pprkb.cli.main import program
from tests.command_line import invoke
from tests.libraries_of_tests import copy_library


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def call(*arguments, code=0, library="small"):
        if not (tmp_path / library).exists():
            copy_library(tmp_path, library)
        return invoke("--library", library, "write", *arguments, code=code)

    return call


@pytest.fixture
def draft(tmp_path):
    def write(text, name="essay.md"):
        (tmp_path / name).write_text(text, encoding="utf-8")
        return name

    return write


@pytest.mark.parametrize("ending", ["docx", "odt", "html", "md", "txt", "tex"])
def test_a_draft_becomes_a_file(run, draft, tmp_path, ending):
    result = run(draft("So [@wampold2015, p. 3]."), "-o", f"paper.{ending}")
    assert result.stderr == f"wrote paper.{ending}\n"
    assert (tmp_path / f"paper.{ending}").stat().st_size > 100


def test_a_draft_is_printed(run, draft):
    result = run(draft("So [@wampold2015, p. 3]."))
    assert "So (Wampold & Imel, 2015, p. 3)." in result.stdout
    assert "References\n==========\n\nWampold, B. E., & Imel" in result.stdout
    assert result.stderr == ""


def test_the_style_and_its_language(run, draft):
    result = run(draft("So [@wampold2015]."), "--style", "apa", "--locale", "de-DE")
    assert "(2. Aufl.)" in result.stdout


def test_an_unknown_work_is_named_with_its_line(run, draft):
    result = run(draft("One.\n\nTwo [@wampold2051]."))
    assert result.stderr.startswith('essay.md:3: there is no reference "wampold2051"; did you mean')
    assert "Two (wampold2051?)." in result.stdout


def test_strict_writes_nothing_where_there_are_problems(run, draft, tmp_path):
    result = run(draft("Two [@wampold2051]."), "--strict", "-o", "paper.docx", code=1)
    assert "nothing was written, because of 1 problem" in result.stderr
    assert not (tmp_path / "paper.docx").exists()
    run(draft("Two [@wampold2015]."), "--strict", "-o", "paper.docx")


def test_a_retracted_work_is_named(run, draft, tmp_path):
    name = draft("So [@joly2008].")
    result = run(name, library="retracted")
    assert "joly2008: " in result.stderr
    assert "etract" in result.stdout
    result = run(name, "--fail-on-retracted", "-o", "paper.docx", code=1, library="retracted")
    assert "nothing was written, because of a retracted work" in result.stderr
    assert not (tmp_path / "paper.docx").exists()


def test_neither_the_draft_nor_the_library_is_written_over(run, draft, tmp_path):
    name = draft("So [@wampold2015].")
    result = run(name, "-o", "essay.md", code=3)
    assert "essay.md is the draft itself" in result.stderr
    (tmp_path / "link.md").symlink_to("essay.md")
    run(name, "-o", "link.md", code=3)
    assert (tmp_path / "essay.md").read_text() == "So [@wampold2015]."
    run(name, "--to", "text", "-o", "small/data/references.bib", code=3)


def test_the_list_alone_and_what_is_known(run, draft):
    name = draft("Text [@fluckiger2018].")
    alone = run(name, "--bibliography-only").stdout
    assert "Text" not in alone
    assert "Flückiger, C., Del Re" in alone
    told = run(name, "--include-evidence").stdout
    assert "What the library knows of the works cited" in told
    assert "Practice implications" in run(name, "--depth", "implications").stdout


def _run(tmp_path, *arguments, code=0):
    if not (tmp_path / "small").exists():
        copy_library(tmp_path)
    result = CliRunner().invoke(program, ["--library", str(tmp_path / "small"), *arguments])
    assert result.exit_code == code, result.output
    return result


def test_the_works_of_a_draft_are_cited(draft, tmp_path):
    name = draft("So [@flueckiger18; @wampold2015] and [@nobody].", "essay.qmd")
    path = str(tmp_path / name)
    result = _run(tmp_path, "cite", "--keys-of", path)
    assert [line.partition(",")[0] for line in result.stdout.splitlines()] == [
        "Flückiger",
        "Wampold",
    ]
    assert 'essay.qmd:1: there is no reference "nobody"' in result.stderr
    assert "essay.qmd: flueckiger18 is fluckiger2018 in the library" in result.stderr


@pytest.mark.parametrize(
    ("to", "said"),
    [("csl-json", '"id": "wampold2015"'), ("bibtex", "@book{wampold2015"), ("ris", "TY  - BOOK")],
)
def test_the_works_of_a_draft_are_exported(draft, tmp_path, to, said):
    path = str(tmp_path / draft("\\citep[see][3]{wampold2015}", "thesis.tex"))
    result = _run(tmp_path, "export", "--keys-of", path, "--to", to)
    assert said in result.stdout
    assert "hayes2017" not in result.stdout


def test_all_works_are_exported_where_the_draft_lists_all(draft, tmp_path):
    path = str(tmp_path / draft("\\nocite{*}", "thesis.tex"))
    result = _run(tmp_path, "export", "--keys-of", path, "--to", "bibtex")
    assert result.stdout.count("@") == 5


def test_a_draft_that_cites_nothing(draft, tmp_path):
    path = str(tmp_path / draft("Nothing."))
    result = _run(tmp_path, "export", "--keys-of", path, "--to", "bibtex")
    assert "@" not in result.stdout
    assert "essay.md cites no work of the library" in result.stderr
    assert _run(tmp_path, "cite", "--keys-of", path).stdout == ""


def test_a_file_that_is_no_word_file(draft, tmp_path):
    path = str(tmp_path / draft("text", "essay.docx"))
    result = _run(tmp_path, "cite", "--keys-of", path, code=3)
    assert "it is damaged or protected" in result.stderr


@pytest.mark.parametrize("ending", ["pdf", "md", "doc", "rtf"])
@pytest.mark.parametrize(
    ("begins", "kind"),
    [("%PDF-1.7", "a PDF"), ("{\\rtf1 [@a]}", "rich text"), ("PK\x03\x04", "a Word file")],
)
def test_a_file_that_is_no_text_is_not_read_as_one(draft, tmp_path, ending, begins, kind):
    path = str(tmp_path / draft(begins, f"essay.{ending}"))
    for command in (["write", path], ["cite", "--keys-of", path], ["export", "--keys-of", path]):
        result = _run(tmp_path, *command, code=3)
        assert f"essay.{ending} is {kind}" in result.stderr
        assert "save it as a Word file (.docx)" in result.stderr


def test_a_word_file_is_filled(run, tmp_path):
    document = docx.Document()
    document.add_paragraph("So [@wampold2015].")
    document.save(str(tmp_path / "draft.docx"))
    run("draft.docx", "-o", "paper.docx")
    made = docx.Document(str(tmp_path / "paper.docx"))
    assert made.paragraphs[0].text == "So (Wampold & Imel, 2015)."
    result = run("draft.docx", "-o", "paper.pdf", code=2)
    assert "no format is known for" in result.stderr
    result = run("draft.docx", "-o", "paper.docx", "--spacing", "double", code=3)
    assert "a filled file keeps its page and styles" in result.stderr
    result = run("draft.docx", "-o", "draft.docx", code=3)
    assert "is the draft itself" in result.stderr


def test_a_draft_of_another_kind_is_for_its_own_program(run, draft):
    result = run(draft("\\cite{wampold2015}", "thesis.tex"), code=3)
    assert "pprkb export --keys-of thesis.tex --to csl-json" in result.stderr
