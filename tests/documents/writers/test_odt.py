"""OpenDocument texts: the standard's rules, and what LibreOffice makes of them."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import HealthCheck, given, settings
from lxml import etree

from pprkb.documents.document import Document, Heading, Paragraph, Table, TextList
from pprkb.documents.writers import Format, PageSetup, Paper, write
from pprkb.text.markup import Run
from tests.documents.writers.hostile import documents
from tests.documents.writers.office import converted, needs_office
from tests.documents.writers.sample import SAMPLE
from tests.documents.writers.test_docx import WEEKS
from tests.documents.writers.test_docx_validity import EVIDENCE, NASTY_DOCUMENT

NS = {
    prefix: f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"
    for prefix, name in {
        **{one: one for one in ("office", "style", "text", "table", "meta", "manifest")},
        **{"draw": "drawing", "fo": "xsl-fo-compatible", "svg": "svg-compatible"},
    }.items()
} | {"xlink": "http://www.w3.org/1999/xlink", "dc": "http://purl.org/dc/elements/1.1/"}
MIME = "application/vnd.oasis.opendocument.text"


def named(tag: str) -> str:
    prefix, _, name = tag.partition(":")
    return f"{{{NS[prefix]}}}{name}"


def parts(document: Document, layout: PageSetup | None = None) -> dict[str, etree._Element]:
    archive = zipfile.ZipFile(io.BytesIO(write(document, Format.ODT, setup=layout)))
    parser = etree.XMLParser(huge_tree=True)
    return {
        name: etree.fromstring(archive.read(name), parser)
        for name in archive.namelist()
        if name.endswith(".xml")
    }


_IN_TEXT = {"p", "h", "list", "table", "table-of-content"}
_CHILDREN = {
    "office:text": {f"text:{tag}" for tag in _IN_TEXT} | {"table:table"},
    "text:list": {"text:list-header", "text:list-item"},
    "text:list-item": {"text:p", "text:h", "text:list"},
    "table:table": {"table:title", "table:table-column", "table:table-header-rows"}
    | {"table:table-row"},
    "table:table-cell": {"text:p"},
}


def faults(document: Document, layout: PageSetup | None = None) -> list[str]:
    """Return what is wrong with an OpenDocument text."""
    return list(_faults(parts(document, layout)))


def _faults(files: dict[str, etree._Element]):
    content, styles = files["content.xml"], files["styles.xml"]
    known = {
        (one.get(named("style:family")), one.get(named("style:name")))
        for tree in (content, styles)
        for one in tree.iter(named("style:style"))
    }
    for tag, attribute, family in (
        ("text:p", "text:style-name", "paragraph"),
        ("text:h", "text:style-name", "paragraph"),
        ("text:span", "text:style-name", "text"),
        ("text:a", "text:style-name", "text"),
        ("table:table", "table:style-name", "table"),
        ("table:table-column", "table:style-name", "table-column"),
        ("table:table-row", "table:style-name", "table-row"),
        ("table:table-cell", "table:style-name", "table-cell"),
        ("draw:g", "draw:style-name", "graphic"),
        ("draw:line", "draw:style-name", "graphic"),
        ("draw:rect", "draw:style-name", "graphic"),
        ("draw:frame", "draw:style-name", "graphic"),
    ):
        for one in content.iter(named(tag)):
            if (family, one.get(named(attribute))) not in known:
                yield f"no {family} style {one.get(named(attribute))}"
    for style in content.iter(named("style:style")):
        parent = style.get(named("style:parent-style-name"))
        if parent and (style.get(named("style:family")), parent) not in known:
            yield f"a style is made from {parent}, which is not there"
    lists = {one.get(named("style:name")) for one in content.iter(named("text:list-style"))}
    for one in content.iter(named("text:list")):
        if one.get(named("text:style-name")) not in lists:
            yield "a list has no style"
    for tag, allowed in _CHILDREN.items():
        tags = {named(child) for child in allowed}
        for one in content.iter(named(tag)):
            for child in one:
                if child.tag not in tags:
                    yield f"{etree.QName(child).localname} stands in {tag}"
    marks = [one.get(named("text:name")) for one in content.iter(named("text:bookmark"))]
    if len(marks) != len(set(marks)):
        yield "two bookmarks have one name"
    for link in content.iter(named("text:a")):
        target = link.get(named("xlink:href"))
        if target.startswith("#") and target[1:] not in marks:
            yield f"a link leads to {target}"
    names = [one.get(named("table:name")) for one in content.iter(named("table:table"))]
    if len(names) != len(set(names)):
        yield "two tables have one name"
    for group in content.iter(named("draw:g")):
        if not group.findtext(named("svg:desc")):
            yield "a drawing has no words"


@pytest.mark.parametrize(
    "document",
    [
        pytest.param(SAMPLE, id="sample"),
        pytest.param(WEEKS, id="contents"),
        pytest.param(EVIDENCE, id="drawings"),
        pytest.param(NASTY_DOCUMENT, id="hostile"),
        pytest.param(Document(title=""), id="empty"),
        pytest.param(replace(WEEKS, language="zh-Hant-TW"), id="chinese"),
    ],
)
def test_it_is_as_the_standard_asks(document: Document) -> None:
    assert faults(document) == []


@settings(
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(documents)
def test_it_is_as_the_standard_asks_whatever_the_text(document: Document) -> None:
    assert faults(document, PageSetup(contents=True)) == []


def test_the_archive_says_first_what_it_is() -> None:
    content = write(SAMPLE, Format.ODT)
    assert content[30:].startswith(b"mimetype" + MIME.encode())
    archive = zipfile.ZipFile(io.BytesIO(content))
    listed = {
        one.get(named("manifest:full-path"))
        for one in etree.fromstring(archive.read("META-INF/manifest.xml"))
    }
    assert listed == {"/", *archive.namelist()} - {"mimetype", "META-INF/manifest.xml"}
    assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize(
    ("layout", "landscape", "size"),
    [
        pytest.param(None, False, ("612pt", "792pt"), id="letter"),
        pytest.param(PageSetup(paper=Paper.A4), False, ("595.3pt", "841.9pt"), id="a4"),
        pytest.param(None, True, ("792pt", "612pt"), id="letter on its side"),
    ],
)
def test_paper(layout: PageSetup | None, landscape: bool, size: tuple[str, str]) -> None:
    styles = parts(replace(SAMPLE, landscape=landscape), layout)["styles.xml"]
    (page,) = styles.iter(named("style:page-layout-properties"))
    assert (page.get(named("fo:page-width")), page.get(named("fo:page-height"))) == size


def test_properties() -> None:
    meta = parts(SAMPLE)["meta.xml"]
    assert meta.findtext(f".//{named('dc:title')}") == SAMPLE.title
    assert meta.findtext(f".//{named('dc:date')}") == "2026-11-01T00:00:00Z"
    assert meta.findtext(f".//{named('dc:language')}") == "en-CA"


@pytest.mark.parametrize(
    ("language", "attributes"),
    [
        pytest.param("en-CA", {"fo:language": "en", "fo:country": "CA"}, id="english"),
        pytest.param("fr", {"fo:language": "fr", "fo:country": "none"}, id="no country"),
        pytest.param("he-IL", {"style:language-complex": "he"}, id="hebrew"),
        pytest.param("zh-Hant-TW", {"style:language-asian": "zh"}, id="chinese"),
    ],
)
def test_language(language: str, attributes: dict[str, str]) -> None:
    styles = parts(replace(SAMPLE, language=language))["styles.xml"]
    default = styles.find(f".//{named('style:default-style')}/{named('style:text-properties')}")
    assert {name: default.get(named(name)) for name in attributes} == attributes


def test_several_spaces_count_each() -> None:
    block = Paragraph(runs=(Run(text="a   b"), Run(text=" c", italic=True)))
    content = parts(Document(title="", blocks=(block,)))["content.xml"]
    (paragraph,) = content.iter(named("text:p"))
    spaces = [one.get(named("text:c")) for one in paragraph.iter(named("text:s"))]
    assert spaces == ["3", "1"]


def test_a_list_goes_on_below_its_table() -> None:
    table = Table(header=((Run(text="H"),),), rows=(((Run(text="C"),),),))
    block = TextList(
        items=((Paragraph(runs=(Run(text="One"),)), table), (Paragraph(runs=(Run(text="Two"),)),))
    )
    document = Document(title="", blocks=(block,))
    assert faults(document) == []
    text = parts(document)["content.xml"].find(f".//{named('office:text')}")
    assert [etree.QName(child).localname for child in text] == ["list", "table", "list"]
    assert "".join(text.itertext()).split() == ["OneHCTwo"]


@pytest.mark.slow
@needs_office
def test_libreoffice_makes_a_word_file_of_it(tmp_path: Path) -> None:
    (content,) = converted(tmp_path, {"a.odt": write(WEEKS, Format.ODT)}, "docx").values()
    document = docx.Document(io.BytesIO(content))
    styles = {paragraph.style.name for paragraph in document.paragraphs}
    assert {"Title", "Heading 1", "Heading 2", "Bibliography"} <= styles
    reference = next(one for one in document.paragraphs if one.style.name == "Bibliography")
    # LibreOffice writes "start", which python-docx does not know as the left.
    indents = reference.style.element.find(f".//{qn('w:ind')}")
    assert {indents.get(qn(f"w:{side}")) for side in ("start", "hanging")} == {"720"}


def test_headings_have_their_level() -> None:
    deep = Heading(level=4, runs=(Run(text="Deep"),))
    content = parts(Document(title="A", blocks=(deep,)))["content.xml"]
    (heading,) = content.iter(named("text:h"))
    assert heading.get(named("text:outline-level")) == "1"


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        pytest.param("A title", None, id="latin"),
        pytest.param("כהן (2014)", ("rl-tb", "right"), id="hebrew"),
    ],
)
def test_a_paragraph_begins_where_its_first_letter_says(
    text: str, direction: tuple[str, str] | None
) -> None:
    block = Paragraph(runs=(Run(text=text),))
    content = parts(Document(title="A", blocks=(block,)))["content.xml"]
    name = list(content.iter(named("text:p")))[-1].get(named("text:style-name"))
    made = {
        one.get(named("style:name")): one.find(named("style:paragraph-properties"))
        for one in content.iter(named("style:style"))
    }
    found = made.get(name)
    attributes = ("style:writing-mode", "fo:text-align")
    assert (
        found if found is None else tuple(found.get(named(one)) for one in attributes)
    ) == direction
