"""Footnotes, pictures, code and lines: what only essays have, in every format that prints them."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from lxml import etree

from pprkb.documents.writers import Format, PageSetup, Template, write
from tests.documents.drafts.pictures import png
from tests.documents.writers.essay import ESSAY
from tests.documents.writers.office import converted, needs_office
from tests.documents.writers.ooxml import faults
from tests.documents.writers.test_odt import faults as odt_faults
from tests.documents.writers.test_odt import named, parts

PANDOC = shutil.which("pandoc")
PDFTOTEXT = shutil.which("pdftotext")
PDFLATEX = shutil.which("pdflatex")
_EVERY_NOTE = ("Of a heading", "And a second paragraph", "In a list", "alone", "no tag")


_PAGES = (Format.DOCX, Format.ODT, Format.RTF)


@pytest.mark.parametrize(
    ("to", "name"),
    [
        (Format.TEXT, "essay.txt"),
        (Format.MARKDOWN, "essay.md"),
        (Format.HTML, "essay.html"),
        (Format.HTML_FRAGMENT, "essay.fragment.html"),
        (Format.LATEX, "essay.tex"),
        (Format.RTF, "essay.rtf"),
    ],
)
def test_prints_as_the_golden_file(to: Format, name: str, golden) -> None:
    golden(f"writers/{name}", write(ESSAY, to))


@pytest.mark.parametrize("to", [Format.DOCX, Format.ODT, Format.PDF, Format.HTML])
def test_the_same_essay_gives_the_same_bytes(to: Format) -> None:
    assert write(ESSAY, to) == write(ESSAY, to)


def test_word_has_nothing_to_repair_and_every_note() -> None:
    content = write(ESSAY, Format.DOCX)
    assert faults(content) == []
    archive = zipfile.ZipFile(io.BytesIO(content))
    notes = archive.read("word/footnotes.xml").decode()
    for words in _EVERY_NOTE:
        assert words in notes
    assert archive.read("word/document.xml").decode().count("<w:footnoteReference") == 5
    assert "https://example.org" in archive.read("word/_rels/footnotes.xml.rels").decode()
    assert {archive.read(one) for one in archive.namelist() if "/media/" in one} == {
        png(60, 30),
        png(4000, 10),
    }


def test_a_template_keeps_its_own_notes() -> None:
    house = write(replace(ESSAY, title="House"), Format.DOCX)
    setup = PageSetup(template=Template(name="house.docx", content=house))
    content = write(ESSAY, Format.DOCX, setup=setup)
    assert faults(content) == []
    notes = zipfile.ZipFile(io.BytesIO(content)).read("word/footnotes.xml").decode()
    assert notes.count("Of a heading") == 2
    numbers = re.findall(r'w:id="(-?\d+)"', notes)
    assert len(numbers) == len(set(numbers)) == 12


def test_a_document_without_notes_has_no_part_for_them() -> None:
    plain = replace(ESSAY, blocks=(), notes=())
    names = zipfile.ZipFile(io.BytesIO(write(plain, Format.DOCX))).namelist()
    assert "word/footnotes.xml" not in names


def test_opendocument_follows_its_standard_and_has_every_note() -> None:
    assert odt_faults(ESSAY) == []
    content = parts(ESSAY)["content.xml"]
    notes = list(content.iter(named("text:note")))
    assert len(notes) == 5
    text = etree.tostring(content).decode()
    for words in _EVERY_NOTE:
        assert words in text
    archive = zipfile.ZipFile(io.BytesIO(write(ESSAY, Format.ODT)))
    assert archive.read("Pictures/1.png") == png(60, 30)
    assert "Pictures/1.png" in archive.read("META-INF/manifest.xml").decode()


def test_a_table_in_a_note_of_word_is_lines() -> None:
    """LibreOffice 7 hangs on a table in a footnote of a Word file."""
    notes = zipfile.ZipFile(io.BytesIO(write(ESSAY, Format.DOCX))).read("word/footnotes.xml")
    assert b"<w:tbl>" not in notes
    assert b"In a table" in notes


@needs_office
@pytest.mark.slow
def test_libreoffice_reads_what_we_write(tmp_path: Path) -> None:
    files = {f"{to.value}.{to.value}": write(ESSAY, to) for to in _PAGES}
    for name, read in converted(tmp_path, files, "docx").items():
        text = zipfile.ZipFile(io.BytesIO(read)).read("word/footnotes.xml").decode()
        assert text.count("<w:footnoteRef") == 5, name
        document = docx.Document(io.BytesIO(read))
        pictures = zipfile.ZipFile(io.BytesIO(read)).read("word/document.xml").count(b"<a:blip ")
        assert pictures == 2, name
        # Of the blanks of RTF, LibreOffice makes thin ones before each: they are blanks all the same.
        texts = [paragraph.text.replace("\u2006 ", " ") for paragraph in document.paragraphs]
        assert any("    return [x]" in text for text in texts), name


@pytest.mark.skipif(PDFTOTEXT is None, reason="pdftotext is not installed")
def test_pdf_has_every_note(tmp_path: Path) -> None:
    pytest.importorskip("typst")
    (tmp_path / "essay.pdf").write_bytes(write(ESSAY, Format.PDF))
    command = ["pdftotext", "-layout", "essay.pdf", "-"]
    text = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True).stdout
    for words in _EVERY_NOTE:
        assert words in text
    assert "return [x] # 100% & <b>" in re.sub(r" +", " ", text)
    # The number of a note and its words are on one line.
    assert re.search(r"^\s*1\s*Of a heading", text, re.MULTILINE)


@pytest.mark.skipif(PANDOC is None, reason="pandoc is not installed")
@pytest.mark.parametrize(
    "to", [Format.MARKDOWN, Format.LATEX, Format.HTML, Format.DOCX, Format.ODT, Format.RTF]
)
def test_pandoc_reads_what_we_write(to: Format, tmp_path: Path) -> None:
    path = tmp_path / "essay"
    path.write_bytes(write(ESSAY, to))
    command = ["pandoc", "-f", to.value, "-t", "plain", "--wrap=none", str(path)]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    # pandoc leaves a table in a note of OpenDocument out, and in rich text a note of a table.
    expected = {*_EVERY_NOTE, "return [x]", "second line."} - (
        {"alone"} if to in (Format.ODT, Format.RTF) else set()
    )
    assert [words for words in expected if words not in text.replace("\u00a0", " ")] == []


@pytest.mark.skipif(PDFLATEX is None, reason="pdflatex is not installed")
def test_latex_compiles(tmp_path: Path) -> None:
    (tmp_path / "figures").mkdir()
    for name, size in {"figures/a box.png": (60, 30), "wide.png": (4000, 10)}.items():
        (tmp_path / name).write_bytes(png(*size))
    (tmp_path / "essay.tex").write_bytes(write(ESSAY, Format.LATEX))
    command = ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "essay.tex"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode == 0, done.stdout.decode(errors="replace")[-2000:]
