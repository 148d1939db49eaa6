"""An institution's template: its styles, page and headers stay, and our text takes its place."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from docx.document import Document as DocxDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor
from hypothesis import given, settings
from hypothesis import strategies as st

from pprkb.documents.document import Document, Figure, Heading, Paragraph, ParagraphRole
from pprkb.documents.evidence.forest_plot import Family, PlotRow, PlotWords, forest_plot
from pprkb.documents.writers import Format, PageSetup, Template, write
from pprkb.model.errors import OutputError
from pprkb.text.markup import Run
from tests.documents.writers.office import converted, needs_office
from tests.documents.writers.ooxml import faults
from tests.documents.writers.sample import SAMPLE
from tests.documents.writers.test_docx import WEEKS

DOCX_TYPE = "wordprocessingml.document.main+xml"
DOTX_TYPE = "wordprocessingml.template.main+xml"


def bytes_of(document: DocxDocument) -> bytes:
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def institution() -> DocxDocument:
    """A template with fonts, paper, header and two styles of its own."""
    made = docx.Document()
    section = made.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(4)
    section.header.paragraphs[0].text = "University of Somewhere"
    made.styles["Heading 1"].font.name = "Garamond"
    made.styles["Heading 1"].font.color.rgb = RGBColor(0x8F, 0, 0x1A)
    annotation = made.styles.add_style("Annotation", WD_STYLE_TYPE.PARAGRAPH)
    annotation.font.size = Pt(9)
    return made


def filled(
    template: DocxDocument | bytes,
    document: Document = SAMPLE,
    name: str = "house.docx",
    contents: bool | None = None,
) -> bytes:
    content = template if isinstance(template, bytes) else bytes_of(template)
    setup = PageSetup(template=Template(name=name, content=content), contents=contents)
    return write(document, Format.DOCX, setup=setup)


def opened(content: bytes) -> DocxDocument:
    return docx.Document(io.BytesIO(content))


def texts(document: DocxDocument) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs]


def test_styles_page_and_header_are_the_templates() -> None:
    document = opened(filled(institution()))
    heading = document.styles["Heading 1"]
    assert (heading.font.name, str(heading.font.color.rgb)) == ("Garamond", "8F001A")
    assert document.styles["Annotation"].font.size == Pt(9)
    section = document.sections[0]
    assert (round(section.page_width.cm, 1), round(section.left_margin.cm, 1)) == (21.0, 4.0)
    assert section.header.paragraphs[0].text == "University of Somewhere"
    used = {paragraph.style.name for paragraph in document.paragraphs}
    assert {"Title", "Heading 1", "Bibliography", "Annotation", "Effects"} <= used


def test_missing_styles_are_added_without_fonts_and_colours() -> None:
    document = opened(filled(institution()))
    for name in ("Bibliography", "Effects", "Annotation Label", "Figure", "Table Text"):
        style = document.styles[name]
        assert (style.font.name, style.font.size, style.font.color.rgb) == (None, None, None)
        assert style.base_style.name == "Normal"
    assert document.styles["Bibliography"].paragraph_format.first_line_indent.inches == -0.5
    # In a template that is Word's own, nothing of it is changed.
    before, after = institution().styles, document.styles
    for style in before:
        assert after[style.name].element.xml == style.element.xml


def test_tables_and_drawings_fit_the_templates_page() -> None:
    rows = [PlotRow(label="Alliance", text="r = .28", estimate=0.28)]
    figure = Figure(drawing=forest_plot(rows, Family.CORRELATION, PlotWords(title="A")))
    document = opened(filled(institution(), replace(SAMPLE, blocks=(*SAMPLE.blocks, figure))))
    grid = document.tables[-1]._tbl.tblGrid
    width = sum(int(column.get(qn("w:w"))) for column in grid)
    extent = next(document.element.iter(qn("wp:extent")))
    room = Cm(21 - 8)
    assert 0.95 * room < width * 635 <= room
    assert 0.95 * room < int(extent.get("cx")) <= room


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param((), ["*"], id="empty"),
        pytest.param(("",), ["*"], id="an empty paragraph"),
        pytest.param(("Rules",), ["Rules", "*"], id="text before"),
        pytest.param(("Rules", "{{pprkb}}", "Regards"), ["Rules", "*", "Regards"], id="place"),
        pytest.param(("  {{pprkb}} ",), ["*"], id="place with spaces"),
        pytest.param(("See {{pprkb}}",), ["See {{pprkb}}", "*"], id="not a place of its own"),
    ],
)
def test_where_the_text_stands(body: tuple[str, ...], expected: list[str]) -> None:
    template = institution()
    for text in body:
        template.add_paragraph(text)
    document = Document(title="*")
    assert texts(opened(filled(template, document))) == expected


def test_the_place_may_be_typed_in_pieces() -> None:
    template = institution()
    paragraph = template.add_paragraph()
    for piece in ("{{", "pp", "rkb", "}}"):
        paragraph.add_run(piece).bold = piece == "pp"
    template.add_paragraph("After")
    assert texts(opened(filled(template, Document(title="*")))) == ["*", "After"]


def test_the_place_may_be_a_cell() -> None:
    template = institution()
    template.add_table(1, 1).cell(0, 0).paragraphs[0].text = "{{pprkb}}"
    content = filled(template)
    assert faults(content) == []
    assert opened(content).tables[0].cell(0, 0).paragraphs[0].text == SAMPLE.title


def test_text_in_a_first_section_keeps_its_page() -> None:
    template = institution()
    template.add_paragraph("{{pprkb}}")
    template.add_section().page_width = Cm(42)
    document = opened(filled(template))
    width = sum(int(one.get(qn("w:w"))) for one in document.tables[-1]._tbl.tblGrid)
    assert width * 635 <= Cm(21 - 8)
    assert [round(section.page_width.cm) for section in document.sections] == [21, 42]


def test_names_of_styles_are_found_in_any_spelling() -> None:
    template = institution()
    template.styles["Heading 1"].element.set(qn("w:styleId"), "berschrift1")
    alias = template.styles.add_style("Literatur,bibliography", WD_STYLE_TYPE.PARAGRAPH)
    document = opened(filled(template))
    first = next(one for one in document.paragraphs if one.text.startswith("Wampold"))
    assert first.style.style_id == alias.style_id
    assert any(p._p.pPr.pStyle.val == "berschrift1" for p in document.paragraphs)


def test_language_is_set_on_our_text_alone() -> None:
    template = institution()
    template.add_paragraph("Bonjour")
    template.styles.element.find(f".//{qn('w:lang')}").set(qn("w:val"), "fr-FR")
    document = opened(filled(template))
    assert document.styles.element.find(f".//{qn('w:lang')}").get(qn("w:val")) == "fr-FR"
    languages = {
        paragraph.text: {
            run.find(f".//{qn('w:lang')}").get(qn("w:val"))
            for run in paragraph._p.iter(qn("w:r"))
            if run.find(f".//{qn('w:lang')}") is not None
        }
        for paragraph in document.paragraphs
    }
    assert languages["Bonjour"] == set()
    assert languages[SAMPLE.title] == {"en-CA"}


def test_properties_are_the_documents() -> None:
    template = institution()
    template.core_properties.author = "The Registrar"
    template.core_properties.title = "Template"
    properties = opened(filled(template)).core_properties
    assert (properties.title, properties.author) == (SAMPLE.title, "G. Tasca")
    assert properties.language == "en-CA"


def test_a_note_in_a_style_of_the_template_keeps_italics_as_they_are() -> None:
    template = institution()
    template.styles.add_style("Section Note", WD_STYLE_TYPE.PARAGRAPH)
    runs = (Run(text="Emma", italic=True),)
    note = Paragraph(runs=runs, role=ParagraphRole.NOTE)
    document = opened(filled(template, Document(title="A", blocks=(note,))))
    assert document.paragraphs[-1].runs[0].italic is True


def with_lists(template: DocxDocument) -> None:
    template.add_paragraph("One", style="List Number")
    template.add_paragraph("Bullet", style="List Bullet")


def with_marks(template: DocxDocument) -> None:
    paragraph = template.add_paragraph("A place")._p
    for name, number in (("p1_common_factors", 0), ("_Toc000000001", 7)):
        paragraph.append(
            parse_xml(f'<w:bookmarkStart {nsdecls("w")} w:id="{number}" w:name="{name}"/>')
        )
        paragraph.append(parse_xml(f'<w:bookmarkEnd {nsdecls("w")} w:id="{number}"/>'))


def test_links_lead_past_places_of_the_template_with_the_same_name() -> None:
    template = institution()
    paragraph = template.add_paragraph("The house's own place")._p
    for number, name in enumerate(("p1_alliance", "p2_alliance", "_Toc000000001")):
        paragraph.append(
            parse_xml(f'<w:bookmarkStart {nsdecls("w")} w:id="{number}" w:name="{name}"/>')
        )
        paragraph.append(parse_xml(f'<w:bookmarkEnd {nsdecls("w")} w:id="{number}"/>'))
    heading = Heading(level=1, runs=(Run(text="The alliance"),), anchor="alliance")
    link = Paragraph(runs=(Run(text="see there", link="#alliance"),))
    content = filled(template, Document(title="A", blocks=(link, heading)), contents=True)
    body = opened(content).element.body
    marked = {
        mark.get(qn("w:name")): "".join(node.text for node in mark.getparent().iter(qn("w:t")))
        for mark in body.iter(qn("w:bookmarkStart"))
    }
    links = [one.get(qn("w:anchor")) for one in body.iter(qn("w:hyperlink"))]
    assert [marked[one] for one in links] == ["The alliance"] * 2
    # A name that is there twice leads to one of the two places, and not in every program the same.
    for what in ("w:name", "w:id"):
        written = [mark.get(qn(what)) for mark in body.iter(qn("w:bookmarkStart"))]
        assert len(written) == len(set(written)) == 5, what


def with_links(template: DocxDocument) -> None:
    template.part.relate_to("https://example.org/", "http://example.org/hyperlink", True)
    template.add_paragraph("{{pprkb}}")


@pytest.mark.parametrize("change", [with_lists, with_marks, with_links, lambda _: None])
@pytest.mark.parametrize("document", [SAMPLE, WEEKS], ids=["sample", "contents"])
def test_nothing_to_repair(change: Callable[[DocxDocument], None], document: Document) -> None:
    template = institution()
    change(template)
    content = filled(template, document)
    assert faults(content) == []
    assert filled(template, document) == content


def test_lists_of_the_template_go_on() -> None:
    template = institution()
    with_lists(template)
    before = len(template.part.numbering_part.element)
    document = opened(filled(template))
    own = [p for p in document.paragraphs if p.style.name in {"List Number", "List Bullet"}]
    assert [paragraph.text for paragraph in own] == ["One", "Bullet"]
    assert len(document.part.numbering_part.element) > before


def renamed(content: bytes, old: str, new: str, *, without: str = "") -> bytes:
    """Return an archive with other words in its content types, and without a part."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(target, "w") as copy:
        for entry in source.infolist():
            read = source.read(entry)
            if entry.filename == "[Content_Types].xml":
                read = read.replace(old.encode(), new.encode())
            if entry.filename != without:
                copy.writestr(entry.filename, read)
    return target.getvalue()


def test_a_dotx_becomes_a_document() -> None:
    template = renamed(bytes_of(institution()), DOCX_TYPE, DOTX_TYPE)
    content = filled(template, name="house.dotx")
    assert faults(content) == []
    assert opened(content).styles["Heading 1"].font.name == "Garamond"


def test_a_template_without_lists_gets_them() -> None:
    made = institution()
    for identity, relationship in list(made.part.rels.items()):
        if relationship.reltype.endswith("/numbering"):
            del made.part.rels[identity]
    content = filled(made)
    assert faults(content) == []
    assert "startOverride" in opened(content).part.numbering_part.element.xml


GOOD = bytes_of(institution())


def _packed_as(content: bytes, method: int) -> bytes:
    """Return an archive that says its files were packed by another method."""
    code = method.to_bytes(2, "little")
    content = re.sub(rb"(PK\x03\x04.{4})..", lambda head: head[1] + code, content, flags=re.S)
    return re.sub(rb"(PK\x01\x02.{6})..", lambda head: head[1] + code, content, flags=re.S)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param(b"", "not a Word file", id="empty"),
        pytest.param(b"Dear all,", "not a Word file", id="text"),
        pytest.param(GOOD[:2000], "not a Word file", id="cut off"),
        pytest.param(
            renamed(GOOD, "", "", without="word/document.xml"), "not a Word file", id="no document"
        ),
        pytest.param(
            renamed(GOOD, "", "", without="[Content_Types].xml"), "not a Word file", id="no types"
        ),
        pytest.param(
            renamed(GOOD, DOCX_TYPE, "spreadsheetml.sheet.main+xml"), "not a Word file", id="sheet"
        ),
        pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99), "Word 97", id="old"),
        pytest.param(
            renamed(GOOD, DOCX_TYPE, "vnd.ms-word.document.macroEnabled.main+xml"),
            "macros",
            id="macros",
        ),
        pytest.param(write(SAMPLE, Format.ODT), "not a Word file", id="OpenDocument"),
        pytest.param(GOOD[: len(GOOD) // 2], "damaged", id="cut in half"),
        pytest.param(_packed_as(GOOD, 99), "damaged", id="encrypted by another program"),
        pytest.param(_packed_as(GOOD, 14), "damaged", id="packed as LZMA and is not"),
        pytest.param(_packed_as(GOOD, 12), "damaged", id="packed as bzip2 and is not"),
        pytest.param(renamed(GOOD, "</Types>", ""), "damaged", id="no XML"),
    ],
)
def test_what_is_no_template_is_refused(content: bytes, said: str) -> None:
    with pytest.raises(OutputError, match=said) as refused:
        filled(content, name="house.docx")
    assert "house.docx" in refused.value.message
    assert refused.value.hint


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(st.integers(0, len(GOOD) - 1), st.integers(0, 255)), min_size=1))
def test_a_damaged_template_is_used_or_refused(changes: list[tuple[int, int]]) -> None:
    content = bytearray(GOOD)
    for place, byte in changes:
        content[place] = byte
    # Anything but a file or the refusal would be an error of the test.
    with suppress(OutputError):
        assert opened(filled(bytes(content)))


@pytest.mark.slow
@needs_office
@pytest.mark.parametrize(
    "to", ["docx:MS Word 2007 XML", "dotx:MS Word 2007 XML Template"], ids=["docx", "dotx"]
)
def test_a_template_of_libreoffice(to: str, tmp_path: Path) -> None:
    (template,) = converted(tmp_path, {"house.odt": write(WEEKS, Format.ODT)}, to).values()
    content = filled(template)
    # LibreOffice puts the style of a numbered level before its format, which Word forgives.
    assert [fault for fault in faults(content) if "lvl has its children" not in fault] == []
    document = opened(content)
    assert document.paragraphs[0].text == SAMPLE.title
    assert document.core_properties.title == SAMPLE.title
    assert [one for one in document.paragraphs if one.style.name == "Bibliography"]
