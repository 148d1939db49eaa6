"""Paper, contents and template, as a person asks for them."""

import io
import sys
import zipfile

import docx
import pytest

from tests.command_line import invoke
from tests.libraries_of_tests import copy_library


@pytest.fixture
def run(tmp_path):
    root = copy_library(tmp_path)

    def call(*arguments, code=0):
        return invoke("--library", root, *arguments, code=code)

    return call


@pytest.fixture
def template(tmp_path):
    made = docx.Document()
    made.add_paragraph("Department of Psychology")
    made.styles["Heading 1"].font.name = "Garamond"
    made.save(str(tmp_path / "house.docx"))
    return tmp_path / "house.docx"


@pytest.mark.parametrize(
    "command",
    [
        pytest.param(("export",), id="export"),
        pytest.param(("reading-list", "alliance"), id="reading-list"),
        pytest.param(("effects",), id="effects"),
        pytest.param(("compare", "wampold2015", "fluckiger2018"), id="compare"),
        pytest.param(("month", "2018-11"), id="month"),
    ],
)
def test_every_command_that_writes_pages_takes_paper_and_template(run, tmp_path, template, command):
    run(*command, "--paper", "A4", "-o", tmp_path / "a.docx")
    section = docx.Document(str(tmp_path / "a.docx")).sections[0]
    # A comparison lies on the long side.
    assert {round(section.page_width.mm), round(section.page_height.mm)} == {210, 297}
    run(*command, "--template", template, "-o", tmp_path / "b.docx")
    made = docx.Document(str(tmp_path / "b.docx"))
    assert made.paragraphs[0].text == "Department of Psychology"
    run(*command, "-o", tmp_path / "c.odt")
    assert zipfile.ZipFile(tmp_path / "c.odt").read("mimetype").endswith(b".text")


def test_the_course_stands_in_the_header(run, tmp_path):
    run("reading-list", "alliance", "-o", tmp_path / "a.docx")
    section = docx.Document(str(tmp_path / "a.docx")).sections[0]
    head, _, _ = section.header.paragraphs[0].text.partition("\t")
    assert head == "PSY 101 · The alliance in a fortnight"
    run("export", "--title", "References", "-o", tmp_path / "b.docx")
    section = docx.Document(str(tmp_path / "b.docx")).sections[0]
    assert section.header.paragraphs[0].text.startswith("References\t")


def test_contents_when_they_are_asked_for(run, tmp_path):
    def listed(*options):
        run("reading-list", "alliance", *options, "-o", tmp_path / "a.docx")
        made = docx.Document(str(tmp_path / "a.docx"))
        return "TOC Heading" in {one.text and one.style.name for one in paragraphs(made)}

    def paragraphs(made):
        tag = docx.oxml.ns.qn("w:p")
        return [docx.text.paragraph.Paragraph(one, made) for one in made.element.body.iter(tag)]

    assert [listed(), listed("--contents"), listed("--no-contents")] == [False, True, False]


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        pytest.param(("--template", "{template}", "-o", "a.html"), 2, "is for Word", id="html"),
        pytest.param(("--template", "{template}", "--to", "odt"), 2, "is for Word", id="odt"),
        pytest.param(
            ("--template", "{template}", "--paper", "a4", "-o", "a.docx"), 2, "--paper", id="paper"
        ),
        pytest.param(("--template", "none.docx", "-o", "a.docx"), 2, "does not exist", id="none"),
        pytest.param(("--template", "{notes}", "-o", "a.docx"), 3, "not a Word file", id="text"),
        pytest.param(("--paper", "legal", "-o", "a.docx"), 2, "letter", id="other paper"),
    ],
)
def test_what_cannot_be_done_is_said(run, tmp_path, template, options, code, said, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "notes.txt").write_text("Dear all,")
    places = {"template": template, "notes": tmp_path / "notes.txt"}
    result = run("export", *(option.format(**places) for option in options), code=code)
    assert said in result.stderr
    assert not (tmp_path / "a.docx").exists()


def test_pdf_without_typst_says_how_to_get_it(run, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "typst", None)
    result = run("export", "-o", tmp_path / "a.pdf", code=3)
    assert "pprkb[pdf]" in result.stderr
    assert not (tmp_path / "a.pdf").exists()


def test_pdf(run, tmp_path):
    pytest.importorskip("typst")
    run("reading-list", "alliance", "--depth", "full", "-o", tmp_path / "a.pdf")
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF-")


def test_to_a_pipe(run):
    content = run("export", "--to", "odt").stdout_bytes
    assert zipfile.ZipFile(io.BytesIO(content)).testzip() is None


SPACINGS = {"single": 1.0, "1.5": 1.5, "double": 2.0}


@pytest.mark.parametrize("spacing", SPACINGS)
def test_the_lines_of_references_are_as_far_apart_as_is_asked(run, tmp_path, spacing):
    run("export", "--spacing", spacing, "-o", tmp_path / "a.docx")
    style = docx.Document(str(tmp_path / "a.docx")).styles["Bibliography"]
    assert style.paragraph_format.line_spacing == SPACINGS[spacing]
    run("export", "--spacing", spacing, "-o", tmp_path / "a.odt")
    styles = zipfile.ZipFile(tmp_path / "a.odt").read("styles.xml").decode()
    assert f'line-height="{SPACINGS[spacing]:.0%}"' in styles
    page = run("export", "--spacing", spacing, "--to", "html").stdout
    assert f".csl-entry {{ line-height: {1.25 * SPACINGS[spacing]:g}; }}" in page


def test_spacing_is_for_pages(run):
    assert (
        "--spacing is for docx, odt, rtf, pdf and html"
        in run("export", "--spacing", "single", "--to", "ris", code=2).stderr
    )
