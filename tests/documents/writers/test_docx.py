"""What Word needs to know about the document beyond its text."""

from __future__ import annotations

import io
import sys
import zipfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime

import docx
import pytest
from docx.document import Document as DocxDocument
from docx.oxml.ns import qn

from pprkb.documents.document import (
    Document,
    Entry,
    Figure,
    Heading,
    Paragraph,
    ParagraphRole,
    Table,
)
from pprkb.documents.evidence.forest_plot import Family, PlotRow, PlotWords, forest_plot
from pprkb.documents.writers import Format, PageSetup, Paper, write
from pprkb.documents.writers.word import package
from pprkb.text.markup import Run
from tests.documents.writers.sample import SAMPLE

WEEKS = replace(
    SAMPLE,
    running_head="PSY 6101 · Psychotherapy Research",
    blocks=(
        Paragraph(runs=(Run(text="An introduction."),)),
        *(
            block
            for week in range(1, 9)
            for block in (
                Heading(level=1, runs=(Run(text=f"Week {week} & more"),), anchor=f"week-{week}"),
                Entry(key=f"k{week}", runs=(Run(text="A reference."),)),
                Heading(level=2, runs=(Run(text="Evidence"),), anchor=f"evidence-{week}"),
            )
        ),
    ),
)


def test_a_document_is_the_same_whatever_was_written_before_it() -> None:
    others = (
        replace(SAMPLE, title="Another", author="Somebody", language="ar", landscape=True),
        WEEKS,
        SAMPLE,
        replace(SAMPLE, blocks=(Paragraph(runs=(Run(text="x", link="https://e.org/"),)),)),
        replace(WEEKS, subtitle="Spring", hanging_indent=False),
    )

    def fresh(document: Document) -> bytes:
        package._POOLS.clear()
        return write(document, Format.DOCX)

    alone = [fresh(one) for one in others]
    package._POOLS.clear()
    for _ in range(2):
        assert [write(one, Format.DOCX) for one in others] == alone
    with ThreadPoolExecutor(8) as threads:
        found = threads.map(lambda one: write(one, Format.DOCX), others * 8)
        assert list(found) == alone * 8


def opened(document: Document = SAMPLE, layout: PageSetup | None = None) -> DocxDocument:
    return docx.Document(io.BytesIO(write(document, Format.DOCX, setup=layout)))


def test_bibliography_is_words_own_style_as_apa_asks() -> None:
    style = opened().styles["Bibliography"]
    assert style.builtin
    assert style.paragraph_format.left_indent.inches == 0.5
    assert style.paragraph_format.first_line_indent.inches == -0.5
    assert style.paragraph_format.line_spacing == 2.0


@pytest.mark.parametrize(
    ("lines", "space"), [(1.0, 6), (1.5, 6), (1.9, 6), (2.0, 0), (2.5, 0)], ids=str
)
def test_references_closer_than_double_spaced_have_space_between(lines: float, space: int) -> None:
    style = opened(replace(SAMPLE, line_spacing=lines)).styles["Bibliography"]
    assert style.paragraph_format.space_after.pt == space


@pytest.mark.parametrize(
    ("rows", "cell", "kept"),
    [
        pytest.param(12, "a", 12, id="twelve rows"),
        pytest.param(13, "a", 0, id="thirteen rows"),
        pytest.param(11, "word " * 30, 11, id="23 lines"),
        pytest.param(12, "word " * 30, 0, id="25 lines"),
    ],
)
def test_a_short_table_is_kept_on_one_page(rows: int, cell: str, kept: int) -> None:
    text = (Run(text=cell),)
    table = Table(header=((Run(text="H"),),), rows=((text,),) * rows)
    (printed,) = opened(Document(title="A", blocks=(table,))).tables
    keeps = [row.cells[0].paragraphs[0].paragraph_format.keep_with_next for row in printed.rows]
    assert keeps == [True] * kept + [None] * (rows + 1 - kept)


def test_numeric_styles_do_not_hang() -> None:
    style = opened(replace(SAMPLE, hanging_indent=False, line_spacing=1.0)).styles["Bibliography"]
    assert style.paragraph_format.left_indent == style.paragraph_format.first_line_indent == 0
    assert style.paragraph_format.line_spacing == 1.0


def test_what_stands_under_double_spaced_references_is_double_spaced() -> None:
    assert opened().styles["Annotation"].paragraph_format.line_spacing == 2.0
    single = opened(replace(SAMPLE, line_spacing=1.0)).styles["Annotation"]
    assert single.paragraph_format.line_spacing == 1.0


@pytest.mark.parametrize("name", ["Annotation", "Effects", "Section Note", "Quote", "Heading 1"])
def test_styles_are_real_and_of_the_colour_of_text(name: str) -> None:
    style = opened().styles[name]
    assert style.font.color.rgb is None
    assert any(paragraph.style.name == name for paragraph in opened().paragraphs)


def test_headings_make_the_navigation_pane() -> None:
    document = opened()
    for level in (1, 2, 9):
        outline = document.styles[f"Heading {level}"].element.find(f".//{qn('w:outlineLvl')}")
        assert outline.get(qn("w:val")) == str(level - 1)


def test_no_level_of_heading_is_left_out() -> None:
    names = [one.style.name for one in opened().paragraphs if one.style.name.startswith("Heading")]
    # The sample's third heading is of level 3, right below one of level 1.
    assert names == ["Heading 1", "Heading 1", "Heading 2"]


@pytest.mark.parametrize(
    ("layout", "landscape", "inches"),
    [
        pytest.param(None, False, (8.5, 11), id="letter"),
        pytest.param(PageSetup(paper=Paper.A4), False, (8.27, 11.69), id="a4"),
        pytest.param(PageSetup(paper=Paper.A4), True, (11.69, 8.27), id="a4 on its side"),
    ],
)
def test_paper(layout: PageSetup | None, landscape: bool, inches: tuple[float, float]) -> None:
    section = opened(replace(SAMPLE, landscape=landscape), layout).sections[0]
    found = (round(section.page_width.inches, 2), round(section.page_height.inches, 2))
    assert found == inches
    assert section.left_margin.inches == section.top_margin.inches == (0.75 if landscape else 1)
    assert bool(section.orientation) is landscape


def test_header_has_the_running_head_from_the_second_page_and_the_number_from_the_first() -> None:
    section = opened(WEEKS).sections[0]
    assert section.different_first_page_header_footer
    assert section.header.paragraphs[0].text.startswith("PSY 6101 · Psychotherapy Research\t")
    assert section.first_page_header.paragraphs[0].text.startswith("\t")
    for header in (section.header, section.first_page_header):
        assert " PAGE " in header._element.xml
    assert "PAGE" not in section.footer._element.xml


@pytest.mark.parametrize(
    ("title", "head"),
    [
        pytest.param("Short", "Short", id="short"),
        pytest.param("word " * 40, f"{'word ' * 11}word"[:59].rpartition(" ")[0] + "…", id="words"),
        pytest.param("x" * 200, "x" * 59 + "…", id="one word"),
    ],
)
def test_a_long_title_is_cut_in_the_header(title: str, head: str) -> None:
    section = opened(Document(title=title)).sections[0]
    assert section.header.paragraphs[0].text.partition("\t")[0] == head


def test_long_documents_have_contents_that_lead_to_the_headings() -> None:
    document = opened(WEEKS)
    entries = [
        paragraph
        for paragraph in document.element.body.iter(qn("w:p"))
        if paragraph.pPr.pStyle.val == "TOC1"
    ]
    texts = ["".join(node.text or "" for node in one.iter(qn("w:t"))) for one in entries]
    assert texts == [f"Week {week} & more" for week in range(1, 9)]
    marks = {
        mark.get(qn("w:name")): "".join(node.text for node in mark.getparent().iter(qn("w:t")))
        for mark in document.element.iter(qn("w:bookmarkStart"))
    }
    leads = [one.find(f".//{qn('w:hyperlink')}").get(qn("w:anchor")) for one in entries]
    assert [marks[lead] for lead in leads] == texts


def test_contents_are_a_field_that_word_can_update_and_does_not_ask_to() -> None:
    document = opened(WEEKS)
    instruction = next(document.element.iter(qn("w:instrText"))).text
    assert instruction.split() == ["TOC", r"\o", '"1-1"', r"\h", r"\z", r"\u"]
    assert document.settings.element.find(qn("w:updateFields")) is None
    assert not any(mark.get(qn("w:dirty")) for mark in document.element.iter(qn("w:fldChar")))


def test_contents_stand_after_the_introduction() -> None:
    body = opened(WEEKS).element.body
    tags = [child.tag for child in body]
    before = [child.pPr.pStyle.val for child in body[: tags.index(qn("w:sdt"))]]
    assert before == ["Title", "Subtitle", "Normal"]
    assert body[tags.index(qn("w:sdt")) + 1].pPr.pStyle.val == "Heading1"


@pytest.mark.parametrize(
    ("document", "asked", "there"),
    [
        pytest.param(SAMPLE, None, False, id="short"),
        pytest.param(SAMPLE, True, True, id="short, asked for"),
        pytest.param(WEEKS, None, True, id="long"),
        pytest.param(WEEKS, False, False, id="long, not wanted"),
        pytest.param(Document(title="A"), True, False, id="no headings"),
    ],
)
def test_contents_where_they_are_wanted(
    document: Document, asked: bool | None, there: bool
) -> None:
    found = opened(document, PageSetup(contents=asked)).element.find(f".//{qn('w:sdt')}")
    assert (found is not None) is there


def test_contents_of_few_parts_hold_two_levels() -> None:
    blocks = WEEKS.blocks[:10]
    document = opened(replace(WEEKS, blocks=blocks), PageSetup(contents=True))
    styles = [one.pPr.pStyle.val for one in document.element.iter(qn("w:p"))]
    assert (styles.count("TOC1"), styles.count("TOC2")) == (3, 3)


def test_properties_and_language() -> None:
    document = opened()
    properties = document.core_properties
    assert (properties.title, properties.author) == (SAMPLE.title, "G. Tasca")
    assert (properties.subject, properties.language) == (SAMPLE.subtitle, "en-CA")
    assert properties.created == datetime(2026, 11, 1, tzinfo=UTC)
    assert document.styles.element.find(f".//{qn('w:lang')}").get(qn("w:val")) == "en-CA"


def test_language_of_right_to_left_scripts() -> None:
    document = opened(replace(SAMPLE, language="he-IL"))
    assert document.styles.element.find(f".//{qn('w:lang')}").get(qn("w:bidi")) == "he-IL"
    assert document.sections[0]._sectPr.find(qn("w:bidi")) is not None
    assert document.tables[0]._tbl.tblPr.find(qn("w:bidiVisual")) is not None
    header = document.sections[0].header.paragraphs[0]
    assert header._p.pPr.find(qn("w:bidi")) is not None


@pytest.mark.parametrize(
    ("text", "turned"),
    [
        pytest.param("A title", False, id="latin"),
        pytest.param("כהן, ד. (2014). A title", True, id="hebrew first"),
        pytest.param("(2014) العربية", True, id="arabic after signs"),
        pytest.param("Cohen on שלום", False, id="hebrew later"),
        pytest.param("1234 – 5", False, id="no letters"),
    ],
)
def test_a_paragraph_begins_where_its_first_letter_says(text: str, turned: bool) -> None:
    blocks = (Entry(key="a", runs=(Run(text=text, bold=True),)),)
    paragraph = opened(Document(title="A", blocks=blocks)).paragraphs[-1]
    assert (paragraph._p.pPr.find(qn("w:bidi")) is not None) is turned
    hebrew = [run for run in paragraph.runs if run._r.rPr.find(qn("w:rtl")) is not None]
    for run in hebrew:
        assert not any("a" <= letter.lower() <= "z" for letter in run.text)
    assert bool(hebrew) is (not text.isascii() and "–" not in text)
    assert paragraph.text == text


def test_italics_stand_out_in_a_note() -> None:
    runs = (Run(text="Read "), Run(text="Emma", italic=True))
    note = Paragraph(runs=runs, role=ParagraphRole.NOTE)
    paragraph = opened(Document(title="A", blocks=(note,))).paragraphs[-1]
    assert paragraph.style.font.italic
    assert [run.italic for run in paragraph.runs] == [None, False]


def test_archive_is_not_dated_today() -> None:
    archive = zipfile.ZipFile(io.BytesIO(write(SAMPLE, Format.DOCX)))
    assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize("to", [Format.DOCX, Format.ODT])
def test_same_document_same_bytes(to: Format) -> None:
    assert write(WEEKS, to) == write(WEEKS, to)


def test_nothing_is_left_of_the_template_of_python_docx() -> None:
    names = zipfile.ZipFile(io.BytesIO(write(SAMPLE, Format.DOCX))).namelist()
    assert not [name for name in names if "customXml" in name or "Effects" in name]
    assert {style.name for style in opened().styles if style.type == 1} <= {
        *("Normal", "Title", "Subtitle", "Header", "TOC Heading", "toc 1", "toc 2"),
        *("Bibliography", "Annotation", "Annotation Note", "Effects", "Annotation Label"),
        *("Section Note", "Quote", "List Paragraph", "List Continue", "Caption", "Figure"),
        *("Table Text", "Table Head", "Table End", "Warning"),
        *(f"Heading {level}" for level in range(1, 10)),
    }


def test_links_lead_out_and_inside() -> None:
    document = opened()
    links = list(document.element.iter(qn("w:hyperlink")))
    targets = {document.part.rels[link.get(qn("r:id"))].target_ref for link in links[1:]}
    assert "https://doi.org/10.1002/wps.20238" in targets
    assert not any(target.startswith("javascript") for target in targets)
    bookmarks = {mark.get(qn("w:name")) for mark in document.element.iter(qn("w:bookmarkStart"))}
    assert links[0].get(qn("w:anchor")) in bookmarks
    for link in links:
        assert "".join(node.text for node in link.iter(qn("w:t"))).strip()


def test_reference_stays_with_its_annotation_and_heading_with_its_text() -> None:
    document = opened()
    first = next(one for one in document.paragraphs if one.style.name == "Bibliography")
    assert first.paragraph_format.keep_with_next
    assert document.styles["Heading 1"].paragraph_format.keep_with_next
    assert document.styles["Annotation Label"].paragraph_format.keep_with_next
    note = next(one for one in document.paragraphs if one.style.name == "Section Note")
    assert note.paragraph_format.keep_with_next


def test_the_last_remark_under_a_reference_does_not_cling_to_the_next() -> None:
    note = Paragraph(runs=(Run(text="Read it."),), role=ParagraphRole.NOTE)
    entries = tuple(
        Entry(key=key, runs=(Run(text=key),), annotation=(note, note)) for key in ("a", "b")
    )
    notes = [
        one.paragraph_format.keep_with_next
        for one in opened(Document(title="A", blocks=entries)).paragraphs
        if one.style.name == "Annotation Note"
    ]
    assert notes == [True, None, True, None]


def test_table_repeats_its_header() -> None:
    (table,) = opened().tables
    header = table._tbl.tr_lst[0]
    assert header.find(f".//{qn('w:tblHeader')}") is not None
    assert len(table.rows) == 3
    caption = table._tbl.tblPr.find(qn("w:tblCaption"))
    assert caption.get(qn("w:val")) == "Effects of relationship elements"


def test_drawings_say_what_they_show() -> None:
    rows = [PlotRow(label="Alliance & <bond>", text="r = .28", estimate=0.28)]
    drawing = forest_plot(rows, Family.CORRELATION, PlotWords(title='The "alliance"'))
    document = opened(Document(title="A", blocks=(Figure(drawing=drawing),) * 2))
    described = [one.get("descr") for one in document.element.iter(qn("wp:docPr"))]
    assert described == ['The "alliance". Alliance & <bond>: r = .28. Nothing is pooled.'] * 2


def test_lists_count_each_from_its_own_start() -> None:
    numbering = opened().part.numbering_part.element
    starts = [one.get(qn("w:val")) for one in numbering.iter(qn("w:startOverride"))]
    assert starts == ["3", "1"]


def test_many_entries_in_linear_time() -> None:
    runs = (Run(text="A", link="https://example.org/1"), Run(text="b", italic=True))
    blocks = tuple(Entry(key=f"k{number}", runs=runs) for number in range(4_000))
    assert len(opened(Document(title="A", blocks=blocks)).paragraphs) == 4_001


def test_a_link_to_no_place_is_text() -> None:
    runs = (Run(text="here", link="#nowhere"),)
    document = opened(Document(title="A", blocks=(Paragraph(runs=runs),)))
    assert document.paragraphs[-1].text == "here"
    assert document.element.find(f".//{qn('w:hyperlink')}") is None


def test_a_very_long_heading_is_cut_in_the_contents() -> None:
    heading = Heading(level=1, runs=(Run(text="word " * 2_000),))
    document = opened(Document(title="A", blocks=(heading,)), PageSetup(contents=True))
    (entry,) = [one for one in document.element.iter(qn("w:p")) if one.pPr.pStyle.val == "TOC1"]
    text = "".join(node.text or "" for node in entry.iter(qn("w:t")))
    assert 190 < len(text) <= 200
    assert text.endswith("word…")


def test_the_cost_of_links_grows_with_their_number():
    """Calls are counted: python-docx's own relations look through all others for each new one."""

    def calls(number: int) -> int:
        runs = tuple(Run(text=f"{n} ", link=f"https://example.org/{n}") for n in range(number))
        document = Document(title="Links", blocks=(Paragraph(runs=runs),))
        counted = 0

        def count(_frame, event, _argument):
            nonlocal counted
            counted += event in ("call", "c_call")

        sys.setprofile(count)
        try:
            write(document, Format.DOCX)
        finally:
            sys.setprofile(None)
        return counted

    calls(1)
    few, many = calls(200), calls(800)
    assert many - few < 4 * few
