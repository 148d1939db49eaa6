"""Rich Text Format, as readers that are not ours read it."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import docx
import pytest

from pprkb.documents.document import (
    Block,
    Document,
    Drawing,
    Entry,
    Figure,
    Heading,
    Paragraph,
    Picture,
    Table,
    TextList,
)
from pprkb.documents.writers import Format, PageSetup, Paper, write
from pprkb.text.markup import Run
from tests.documents.writers.essay import ESSAY
from tests.documents.writers.office import converted, needs_office, read_rtf
from tests.documents.writers.sample import SAMPLE


def _rtf(document: Document, setup: PageSetup | None = None) -> str:
    return write(document, Format.RTF, setup=setup).decode("ascii")


def _of(*blocks: Block, **options: object) -> Document:
    return replace(Document(title="A list", blocks=blocks), **options)


def _words(text: str, **formatting: object) -> Paragraph:
    return Paragraph(runs=(replace(Run(text=text), **formatting),))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(r"a \b bold {group} }{ \'e9 \u233?", id="commands"),
        pytest.param("η² − “so” – é", id="beyond ASCII"),
        pytest.param("😀 𝑑", id="beyond 16 bits"),
        pytest.param("心理療法", id="Japanese"),
        pytest.param("הברית 12 הטיפולית", id="Hebrew"),
        pytest.param("\uffee\u7fff\u8000", id="at the sign"),
    ],
)
def test_text_is_read_as_it_was(text: str) -> None:
    assert text in read_rtf(_rtf(_of(_words(text))))


def test_hidden_characters_of_typesetting_are_its_own_signs() -> None:
    text = _rtf(_of(_words("a\u00a0b\u00adc\u2011d")))
    assert r"a\~b\-c\_d" in text


def test_groups_are_closed() -> None:
    for document in (SAMPLE, ESSAY):
        text = _rtf(document).replace(r"\{", "").replace(r"\}", "")
        assert text.count("{") == text.count("}")


@pytest.mark.parametrize(
    ("formatting", "command"),
    [
        ({"italic": True}, r"{\i word}"),
        ({"bold": True}, r"{\b word}"),
        ({"superscript": True}, r"{\super word}"),
        ({"subscript": True}, r"{\sub word}"),
        ({"small_caps": True}, r"{\scaps word}"),
        ({"code": True}, r"{\f1\fs22 word}"),
        ({"bold": True, "italic": True}, r"{\b\i word}"),
        ({"link": "https://a.org/?b=1#c"}, r'\fldinst HYPERLINK "https://a.org/?b=1#c"}'),
        ({"link": "javascript:alert(1)"}, r" word\par"),
        ({"link": "#nowhere"}, r" word\par"),
    ],
    ids=str,
)
def test_formatting(formatting: dict[str, object], command: str) -> None:
    assert command in _rtf(_of(_words("word", **formatting)))


def test_a_link_leads_to_a_heading() -> None:
    heading = Heading(level=1, runs=(Run(text="There"),), anchor="over-there")
    text = _rtf(_of(heading, _words("go", link="#over-there")))
    assert r"{\*\bkmkstart p1_over_there}There{\*\bkmkend p1_over_there}" in text
    assert r'HYPERLINK \\l "p1_over_there"' in text


@pytest.mark.parametrize(
    ("document", "setup", "commands"),
    [
        pytest.param(_of(), PageSetup(), r"\paperw12240\paperh15840", id="letter"),
        pytest.param(_of(), PageSetup(paper=Paper.A4), r"\paperw11906\paperh16838", id="A4"),
        pytest.param(_of(landscape=True), PageSetup(), r"\landscape", id="landscape"),
        pytest.param(_of(language="fr-CA"), PageSetup(), r"\deflang3084", id="French of Canada"),
        pytest.param(_of(language="de"), PageSetup(), r"\deflang1031", id="German"),
        pytest.param(
            _of(language="tlh"), PageSetup(), r"\deflang1024", id="a language without one"
        ),
        pytest.param(_of(), PageSetup(), r"{\title A list}", id="title"),
        pytest.param(_of(author="B"), PageSetup(), r"{\author B}", id="author"),
        pytest.param(_of(modified="2026-05-04"), PageSetup(), r"\yr2026\mo5\dy4", id="date"),
        pytest.param(
            _of(Entry(key="a", runs=(Run(text="A. (2020)."),))),
            PageSetup(spacing=1.5),
            r"\li720\ri0\lin720\rin0\fi-720\sb0\sa120\sl360\slmult1",
            id="hanging indent and spacing",
        ),
        pytest.param(
            _of(Entry(key="a", runs=(Run(text="כהן"),))),
            PageSetup(),
            r"\rtlpar\qr\li720",
            id="from right to left",
        ),
    ],
)
def test_page_and_properties(document: Document, setup: PageSetup, commands: str) -> None:
    assert commands in _rtf(document, setup)


def test_a_drawing_is_left_out_with_a_word() -> None:
    drawing = Drawing(
        name="plot", title="Forest plot", description="…", width=9, height=9, shapes=()
    )
    read = read_rtf(_rtf(_of(Figure(drawing=drawing))))
    assert "[Drawing, not in this format: Forest plot]" in read


def test_what_is_said_of_itself_is_in_the_language_of_the_document() -> None:
    drawing = Drawing(name="plot", title="Titre", description="…", width=9, height=9, shapes=())
    heading = Heading(level=1, runs=(Run(text="Un"),))
    document = _of(heading, Figure(drawing=drawing), language="fr-CA")
    read = read_rtf(_rtf(document, PageSetup(contents=True)))
    assert "Table des matières" in read
    assert "[Dessin, absent de ce format" in read


def test_a_gif_is_given_in_words() -> None:
    gif = Picture(
        address="a.gif", content=b"GIF89a", kind="image/gif", width=9, height=9, description="A cat"
    )
    assert "[Picture: A cat]" in read_rtf(_rtf(_of(gif)))


def test_a_table_in_a_note_is_lines() -> None:
    table = Table(
        header=((Run(text="A"),), (Run(text="B"),)), rows=(((Run(text="1"),), (Run(text="2"),)),)
    )
    items = TextList(items=((_words("one"),), (_words("two"),)), ordered=True, start=2)
    document = _of(_words("x", note=1), notes=((_words("See"), table, items),))
    text = _rtf(document)
    note = text[text.index(r"{\footnote") :]
    assert r"A | B\par" in note
    assert r"3.\tab two}" in note
    assert r"\trowd" not in text


@needs_office
@pytest.mark.slow
def test_libreoffice_reads_styles_lists_tables_and_links(tmp_path: Path) -> None:
    (read,) = converted(tmp_path, {"a.rtf": write(SAMPLE, Format.RTF)}, "docx").values()
    document = docx.Document(io.BytesIO(read))
    styles = {paragraph.style.name for paragraph in document.paragraphs}
    assert {"Title", "Heading 1", "Heading 2", "Bibliography", "Annotation"} <= styles
    assert len(document.tables) == 1
    assert document.tables[0].cell(1, 0).text == "Alliance | bond"
    addresses = {one.target_ref for one in document.part.rels.values() if one.is_external}
    assert "https://doi.org/10.1002/wps.20238" in addresses
