"""Word files with `[@key]` in their text: what is filled in, and what stays as it is."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml import parse_xml
from lxml import etree

from pprkb.documents.writers.word.elements import NAMESPACES
from pprkb.knowledge_base import KnowledgeBase
from pprkb.model.citation import Style
from pprkb.model.errors import OutputError
from tests.documents.writers.ooxml import W, faults
from tests.libraries_of_tests import copy_library

APA = "(Wampold & Imel, 2015)"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    """A library that no test changes."""
    return KnowledgeBase.open(copy_library(tmp_path_factory.mktemp("library")))


@pytest.fixture
def filled(library: KnowledgeBase, tmp_path: Path):
    """Fill a Word file, and return it and what it was."""

    def fill(document: Document, **options) -> tuple[bytes, bytes]:
        path = tmp_path / "draft.docx"
        document.save(str(path))
        before = path.read_bytes()
        content = library.write(path, **options).write("docx")
        assert path.read_bytes() == before
        assert faults(content) == faults(before)
        return content, before

    return fill


def opened(content: bytes) -> Document:
    return docx.Document(io.BytesIO(content))


def texts(content: bytes) -> list[str]:
    return [paragraph.text for paragraph in opened(content).paragraphs]


def parts(content: bytes) -> dict[str, bytes]:
    archive = zipfile.ZipFile(io.BytesIO(content))
    return {name: archive.read(name) for name in archive.namelist()}


def test_runs_that_word_has_split_are_joined_and_keep_their_looks(filled) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("So ")
    for piece, bold in (("[see @wamp", False), ("old2015, ", True), ("p. 3] and more", False)):
        paragraph.add_run(piece).bold = bold
    content, _ = filled(document)
    made = opened(content).paragraphs[0]
    assert made.text == "So (see Wampold & Imel, 2015, p. 3) and more"
    assert [(run.text, bool(run.bold)) for run in made.runs if run.text] == [
        ("So ", False),
        ("(see Wampold & Imel, 2015, p. 3)", False),
        (" and more", False),
    ]


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        pytest.param("@wampold2015 [p. 3] says", "Wampold and Imel (2015, p. 3) says", id="narrative"),
        pytest.param("[@nobody]", "(nobody?)", id="unknown"),
        pytest.param("[@wampold2015][@who2022]", f"{APA}(World Health Organization, 2022)", id="two"),
        pytest.param("me@wampold2015.org", "me@wampold2015.org", id="mail"),
        pytest.param("  [@wampold2015]  ", f"  {APA}  ", id="blanks"),
    ],
)  # fmt: skip
def test_what_stands_for_what(filled, text: str, printed: str) -> None:
    document = docx.Document()
    document.add_paragraph(text)
    content, _ = filled(document)
    assert texts(content)[0] == printed


def test_parts_without_citations_keep_their_bytes(filled) -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Head [@wampold2015]"
    document.add_paragraph("So [@wampold2015].")
    content, before = filled(document)
    now, then = parts(content), parts(before)
    assert now.keys() == then.keys()
    assert [name for name in then if now[name] != then[name]] == ["word/document.xml"]


def test_a_file_without_citations_is_the_same(filled) -> None:
    document = docx.Document()
    document.add_paragraph("Nothing.")
    content, before = filled(document)
    assert parts(content) == parts(before)


def test_tables_are_filled(filled) -> None:
    document = docx.Document()
    document.add_table(1, 2).cell(0, 1).text = "[@wampold2015]"
    content, _ = filled(document)
    assert opened(content).tables[0].cell(0, 1).text == APA


def test_changes_and_fields_stay_as_they_are(filled) -> None:
    document = docx.Document()
    run = '<w:r><w:t xml:space="preserve">{}</w:t></w:r>'
    inside = (
        f'<w:ins w:id="1" w:author="A">{run.format("[@who2022]")}</w:ins>'
        f'<w:fldSimple w:instr=" QUOTE ">{run.format("[@hayes2017]")}</w:fldSimple>'
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> X </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run.format("[@ronnestad2003]")}'
        f'<w:r><w:fldChar w:fldCharType="end"/></w:r>{run.format("[@wampold2015]")}'
    )
    document.element.body.insert(0, parse_xml(f"<w:p {NAMESPACES}>{inside}</w:p>"))
    content, _ = filled(document)
    root = etree.fromstring(parts(content)["word/document.xml"])
    text = "".join(root.find(f".//{{{W}}}p").itertext(f"{{{W}}}t"))
    assert text == f"[@who2022][@hayes2017][@ronnestad2003]{APA}"


@pytest.mark.parametrize(
    ("inside", "printed", "left"),
    [
        pytest.param("+[@who2022]+ b", "[@who2022] b", ["who2022"], id="in a change"),
        pytest.param("a [@who+2022]+ b", "a [@who2022] b", ["who2022"], id="ends in a change"),
        pytest.param("a [@who-1999-2022] b", "a [@who2022] b", ["who2022"], id="a change within"),
        pytest.param("a [-@hayes2017-@who2022] b", "a [@who2022] b", ["who2022"], id="an old key"),
        pytest.param("=[@who2022]=", "[@who2022]", ["who2022"], id="in a field"),
        pytest.param("@who2022 +so+", "World Health Organization (2022) so", [], id="before a change"),
        pytest.param("[@who2022]+,+ so", "(World Health Organization, 2022), so", [], id="a stop behind"),
        pytest.param("@who2022+, so+", "@who2022, so", ["who2022"], id="a bare key before a change"),
        pytest.param("-@who2022-a@b.org", "a@b.org", [], id="deleted"),
        pytest.param("+[@who2022]+ [@who2022]", "[@who2022] (World Health Organization, 2022)",
                     ["who2022"], id="once in a change"),
    ],
)  # fmt: skip
def test_a_citation_that_is_left_is_named(library, tmp_path, inside, printed, left) -> None:
    run = '<w:r><w:{0} xml:space="preserve">{1}</w:{0}></w:r>'
    around = {
        "+": lambda text: f'<w:ins w:id="1" w:author="A">{run.format("t", text)}</w:ins>',
        "-": lambda text: f'<w:del w:id="2" w:author="A">{run.format("delText", text)}</w:del>',
        "=": lambda text: f'<w:fldSimple w:instr=" QUOTE ">{run.format("t", text)}</w:fldSimple>',
    }
    pieces = re.split(r"([-+=])(.+?)\1", inside)
    xml = "".join(
        (around[pieces[n - 1]](text) if n % 3 == 2 else run.format("t", text))
        for n, text in enumerate(pieces)
        if n % 3 != 1
    )
    document = docx.Document()
    document.add_paragraph("One.")
    document.element.body.insert(1, parse_xml(f"<w:p {NAMESPACES}>{xml}</w:p>"))
    document.save(str(tmp_path / "draft.docx"))
    written = library.write(tmp_path / "draft.docx")
    root = etree.fromstring(parts(written.write("docx"))["word/document.xml"])
    assert "".join(list(root.iter(f"{{{W}}}p"))[1].itertext(f"{{{W}}}t")) == printed
    said = "draft.docx:2: @{} stays as it is written, for it is in a tracked change or a field"
    assert [str(one).partition(";")[0] for one in written.problems] == [
        said.format(key) for key in left
    ]


_BOX = """
<w:p {names} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"
 xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><w:r>
<mc:AlternateContent><mc:Choice Requires="wps"><wps:txbx>{box}</wps:txbx></mc:Choice>
<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>
""".format(
    names=NAMESPACES,
    box="<w:txbxContent><w:p><w:r><w:t>[@wampold2015]</w:t></w:r></w:p></w:txbxContent>",
)


@pytest.mark.parametrize(
    ("style", "printed"),
    [
        pytest.param("apa", APA, id="author and year"),
        pytest.param("vancouver", "(2)", id="number"),
        pytest.param(
            "chicago-notes", "(Wampold and Imel, The Great Psychotherapy Debate)", id="no note"
        ),
    ],
)
def test_text_boxes_are_filled_in_both_their_forms(filled, style: str, printed: str) -> None:
    document = docx.Document()
    document.add_paragraph("First [@who2022].")
    document.element.body.insert(1, parse_xml(_BOX))
    document.add_paragraph("Last [@hayes2017].")
    content, _ = filled(document, style=style)
    root = etree.fromstring(parts(content)["word/document.xml"])
    boxes = ["".join(one.itertext(f"{{{W}}}t")) for one in root.iter(f"{{{W}}}txbxContent")]
    assert boxes == [printed, printed]


@pytest.mark.parametrize("here", ["[@refs]", "{{references}}", "::: {#refs} :::"])
def test_the_list_takes_the_place_that_is_kept_for_it(filled, here: str) -> None:
    document = docx.Document()
    document.add_paragraph("[@wampold2015]")
    document.add_paragraph(here)
    document.add_paragraph("After.")
    content, _ = filled(document)
    found = texts(content)
    assert found[1].startswith("Wampold, B. E., & Imel")
    assert found[2] == "After."


def test_the_list_goes_below_its_heading(filled) -> None:
    document = docx.Document()
    document.add_paragraph("References")
    document.add_paragraph("[@wampold2015]")
    document.add_heading("References", 1)
    document.add_paragraph("After.")
    content, _ = filled(document)
    assert texts(content)[3].startswith("Wampold, B. E., & Imel")
    assert len(texts(content)) == 5


def test_without_a_place_the_list_is_the_end(filled) -> None:
    document = docx.Document()
    document.add_paragraph("[@fluckiger2018]")
    content, _ = filled(document)
    _, heading, entry = opened(content).paragraphs
    assert (heading.text, heading.style.name) == ("References", "Heading 1")
    assert entry.text.startswith("Flückiger, C.")
    assert "https://doi.org/10.1037/pst0000172" in entry.text
    assert any(run.italic and run.text == "Psychotherapy" for run in entry.runs)


def test_the_heading_of_the_list_is_in_the_language_asked_for(library, tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("[@wampold2015]")
    document.save(str(tmp_path / "draft.docx"))
    written = library.write(tmp_path / "draft.docx", style=Style("apa", "fr-CA"))
    content = written.save(tmp_path / "filled.docx").read_bytes()
    assert [one.text for one in opened(content).paragraphs][1] == "Références"


def test_citations_become_notes_in_a_style_that_cites_in_notes(filled) -> None:
    document = docx.Document()
    document.add_paragraph("So [see @wampold2015, p. 3]. Then @who2022 says [@wampold2015].")
    content, _ = filled(document, style="chicago-notes")
    assert texts(content)[0] == "So. Then World Health Organization says."
    notes = etree.fromstring(parts(content)["word/footnotes.xml"])
    said = ["".join(note.itertext(f"{{{W}}}t")).strip() for note in notes]
    assert said[2].startswith("See Bruce E. Wampold and Zac E. Imel, The Great Psychotherapy")
    assert said[3].startswith("World Health Organization")
    assert said[4] == "Wampold and Imel, The Great Psychotherapy Debate."
    document = etree.fromstring(parts(content)["word/document.xml"])
    marks = [one.get(f"{{{W}}}id") for one in document.iter(f"{{{W}}}footnoteReference")]
    assert marks == [note.get(f"{{{W}}}id") for note in notes][2:]


def test_notes_that_are_there_are_filled(filled, library, tmp_path: Path) -> None:
    draft = tmp_path / "with-notes.md"
    draft.write_text("Text.[^1] More [@who2022].\n\n[^1]: A note @@.\n", "utf-8")
    made = library.write(draft).write("docx")
    files = parts(made)
    files["word/footnotes.xml"] = files["word/footnotes.xml"].replace(b"@@", b"[@wampold2015]")
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    content, _ = filled(opened(target.getvalue()))
    notes = etree.fromstring(parts(content)["word/footnotes.xml"])
    assert f"A note {APA}." in "".join(notes.itertext(f"{{{W}}}t"))


def test_a_note_that_stands_before_a_citation_comes_before_it(filled, library, tmp_path) -> None:
    draft = tmp_path / "with-notes.md"
    draft.write_text("Text.[^1] More @@.\n\n[^1]: A note @@.\n", "utf-8")
    files = parts(library.write(draft).write("docx"))
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content.replace(b"@@", b"[@wampold2015]"))
    content, _ = filled(opened(target.getvalue()), style="chicago-notes")
    notes = etree.fromstring(parts(content)["word/footnotes.xml"])
    first, second = ("".join(note.itertext(f"{{{W}}}t")).strip() for note in list(notes)[-2:])
    assert first.startswith("A note Bruce E. Wampold and Zac E. Imel, ")
    assert second == "Wampold and Imel, The Great Psychotherapy Debate."


def test_what_is_unknown_is_named_with_its_paragraph(library, tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("One.")
    document.add_paragraph("[@nobody]")
    document.save(str(tmp_path / "draft.docx"))
    (problem,) = library.write(tmp_path / "draft.docx").problems
    assert str(problem).startswith('draft.docx:2: there is no reference "nobody"')


@pytest.mark.parametrize(
    ("name", "content", "options", "said"),
    [
        pytest.param("a.docx", b"no archive", {}, "it is no Word file", id="no Word file"),
        pytest.param("a.odt", b"", {}, "it is no OpenDocument text", id="no OpenDocument text"),
        pytest.param("a.tex", b"", {}, "a draft is a text in Markdown, a Word file", id="LaTeX"),
        pytest.param("a.docx", b"", {"depth": "full"}, "nothing else", id="more than it can hold"),
    ],
)  # fmt: skip
def test_what_cannot_be_filled(library, tmp_path, name, content, options, said) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(OutputError, match=said):
        library.write(tmp_path / name, **options)


def test_the_draft_is_never_written_over(library, tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("[@wampold2015]")
    document.save(str(tmp_path / "draft.docx"))
    made = library.write(tmp_path / "draft.docx")
    with pytest.raises(OutputError, match="is the draft itself"):
        made.save(tmp_path / "draft.docx")
    with pytest.raises(OutputError, match="not a format for this"):
        made.write("html")


@pytest.mark.parametrize(
    ("text", "style", "printed"),
    [
        pytest.param("So @hayes2017.", "mla", "So Hayes et al.", id="no year"),
        pytest.param("So @hayes2017, too.", "mla", "So Hayes et al., too.", id="a comma"),
        pytest.param("So @hayes2017...", "mla", "So Hayes et al....", id="an ellipsis"),
        pytest.param("So @fluckiger2018.", "chicago-notes", "So Flückiger et al.", id="a note"),
        pytest.param("So it is. [@hayes2017].", "chicago-notes", "So it is.", id="apart"),
    ],
)
def test_a_full_stop_is_printed_once(filled, text: str, style: str, printed: str) -> None:
    document = docx.Document()
    document.add_paragraph(text)
    content, _ = filled(document, style=style)
    assert texts(content)[0] == printed
