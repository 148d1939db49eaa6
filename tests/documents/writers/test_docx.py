"""What Word needs to know about the document beyond its text."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import UTC, datetime

import docx
import pytest
from docx.document import Document as DocxDocument
from docx.oxml.ns import qn

from pprkb.documents.document import Document, Entry, Run
from pprkb.documents.writers import Format, write
from tests.documents.writers.sample import SAMPLE


def opened(document: Document = SAMPLE) -> DocxDocument:
    return docx.Document(io.BytesIO(write(document, Format.DOCX)))


def test_bibliography_is_words_own_style_as_apa_asks() -> None:
    style = opened().styles["Bibliography"]
    assert style.builtin
    assert style.paragraph_format.left_indent.inches == 0.5
    assert style.paragraph_format.first_line_indent.inches == -0.5
    assert style.paragraph_format.line_spacing == 2.0


def test_numeric_styles_do_not_hang() -> None:
    style = opened(replace(SAMPLE, hanging_indent=False, line_spacing=1.0)).styles["Bibliography"]
    assert style.paragraph_format.left_indent == style.paragraph_format.first_line_indent == 0
    assert style.paragraph_format.line_spacing == 1.0


@pytest.mark.parametrize("name", ["Annotation", "Effects", "Section Note", "Quote", "Heading 1"])
def test_styles_are_black_and_real(name: str) -> None:
    style = opened().styles[name]
    assert str(style.font.color.rgb) == "000000"
    assert any(paragraph.style.name == name for paragraph in opened().paragraphs)


def test_page_is_letter_with_its_number_at_the_foot() -> None:
    section = opened().sections[0]
    assert (section.page_width.inches, section.page_height.inches) == (8.5, 11)
    assert section.left_margin.inches == section.top_margin.inches == 1
    assert " PAGE " in section.footer._element.xml


def test_properties_and_language() -> None:
    document = opened()
    properties = document.core_properties
    assert (properties.title, properties.author) == (SAMPLE.title, "G. Tasca")
    assert properties.created == datetime(2026, 11, 1, tzinfo=UTC)
    assert document.styles.element.find(f".//{qn('w:lang')}").get(qn("w:val")) == "en-CA"


def test_archive_is_not_dated_today() -> None:
    archive = zipfile.ZipFile(io.BytesIO(write(SAMPLE, Format.DOCX)))
    assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_links_lead_out_and_inside() -> None:
    document = opened()
    links = list(document.element.iter(qn("w:hyperlink")))
    targets = {document.part.rels[link.get(qn("r:id"))].target_ref for link in links[1:]}
    assert "https://doi.org/10.1002/wps.20238" in targets
    assert not any(target.startswith("javascript") for target in targets)
    bookmarks = {mark.get(qn("w:name")) for mark in document.element.iter(qn("w:bookmarkStart"))}
    assert links[0].get(qn("w:anchor")) in bookmarks


def test_reference_stays_with_its_annotation_and_heading_with_its_text() -> None:
    document = opened()
    first = next(one for one in document.paragraphs if one.style.name == "Bibliography")
    assert first.paragraph_format.keep_with_next
    assert document.styles["Heading 1"].paragraph_format.keep_with_next
    assert document.styles["Annotation Label"].paragraph_format.keep_with_next


def test_table_repeats_its_header() -> None:
    (table,) = opened().tables
    header = table._tbl.tr_lst[0]
    assert header.find(f".//{qn('w:tblHeader')}") is not None
    assert len(table.rows) == 3


def test_lists_count_each_from_its_own_start() -> None:
    numbering = opened().part.numbering_part.element
    starts = [one.get(qn("w:val")) for one in numbering.iter(qn("w:startOverride"))]
    assert starts == ["3", "1"]


def test_many_entries_in_linear_time() -> None:
    runs = (Run(text="A", link="https://example.org/1"), Run(text="b", italic=True))
    blocks = tuple(Entry(key=f"k{number}", runs=runs) for number in range(4_000))
    assert len(opened(Document(title="A", blocks=blocks)).paragraphs) == 4_001
