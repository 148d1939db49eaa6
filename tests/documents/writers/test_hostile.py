"""Whatever the text, every writer prints it, all of it, and as text."""

from __future__ import annotations

import io
import time
import zipfile
from collections import Counter

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import HealthCheck, given, settings
from lxml import etree, html
from markdown_it import MarkdownIt
from markdown_it.token import Token

from pprkb.documents.document import Document, Entry, Paragraph
from pprkb.documents.writers import Format, PageSetup, write
from pprkb.documents.writers.characters import one_line
from pprkb.documents.writers.text import width, wrap
from pprkb.text.markup import Run
from tests.documents.writers.hostile import documents, squeezed, texts, texts_of
from tests.documents.writers.office import read_rtf

OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
STYLE = "urn:oasis:names:tc:opendocument:xmlns:style:1.0"

_slow = settings(
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def expected(document: Document, importance: str = "") -> str:
    return squeezed("".join(one_line(text) for text in texts_of(document.blocks, importance)))


@_slow
@given(documents)
def test_html_is_well_formed_and_holds_the_text(document: Document) -> None:
    page = write(document, Format.HTML)
    assert b"<script" not in page.lower()
    tree = html.document_fromstring(page.decode())
    assert not tree.xpath("//@onclick | //script | //img | //iframe")
    for address in tree.xpath("//a/@href"):
        assert address.lower().startswith(("http://", "https://", "mailto:", "#"))
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    main = tree.find(".//main")
    for extra in main.xpath(".//header | .//*[@class='importance'] | .//caption"):
        # Not by drop_tree alone: the text after the element is the list's.
        extra.drop_tree()
    assert squeezed(main.text_content()) == expected(document)


@_slow
@given(documents)
def test_html_is_xml_but_for_its_void_elements(document: Document) -> None:
    text = write(document, Format.HTML).decode()
    body = text[text.index("<body>") : text.index("</html>")]
    etree.fromstring(body, etree.XMLParser(huge_tree=True))


@pytest.mark.slow
@_slow
@given(documents)
def test_docx_opens_and_holds_the_text(document: Document) -> None:
    plain = PageSetup(contents=False)
    opened = docx.Document(io.BytesIO(write(document, Format.DOCX, setup=plain)))
    styles = {style.style_id for style in opened.styles}
    printed = []
    titles = bool(document.title) + bool(document.subtitle)
    for paragraph in list(opened.element.body.iter(qn("w:p")))[titles:]:
        style = paragraph.pPr.pStyle.val
        assert style in styles
        text = "".join(node.text or "" for node in paragraph.iter(qn("w:t")))
        if style != "Caption":
            printed.append(text)
    assert squeezed("".join(printed)) == expected(document, "[{}]")


@pytest.mark.slow
@_slow
@given(documents)
def test_odt_holds_the_text(document: Document) -> None:
    plain = PageSetup(contents=False)
    archive = zipfile.ZipFile(io.BytesIO(write(document, Format.ODT, setup=plain)))
    parser = etree.XMLParser(huge_tree=True)
    body = etree.fromstring(archive.read("content.xml"), parser).find(f".//{{{OFFICE}}}text")
    titles = bool(document.title) + bool(document.subtitle)
    printed = [
        "".join(paragraph.itertext())
        for paragraph in body.iter(f"{{{TEXT}}}p", f"{{{TEXT}}}h")
        if not _is_caption(paragraph)
    ][titles:]
    assert squeezed("".join(printed)) == expected(document, "[{}]")


@_slow
@given(documents)
def test_rich_text_holds_the_text(document: Document) -> None:
    content = write(document, Format.RTF, setup=PageSetup(contents=False)).decode("ascii")
    printed = squeezed(read_rtf(content))
    # Counted, for a reader puts bars between cells; list signs and captions come on top.
    assert Counter(expected(document, "[{}]")) <= Counter(printed)


@pytest.mark.slow
@settings(_slow, max_examples=15)
@given(documents)
def test_pdf_is_made(document: Document) -> None:
    pytest.importorskip("typst")
    assert write(document, Format.PDF).startswith(b"%PDF-")


@_slow
@given(documents)
def test_text_holds_the_text(document: Document) -> None:
    printed = squeezed(write(document, Format.TEXT).decode())
    # Counted, for the lines of neighbouring cells alternate; marks and addresses come on top.
    assert Counter(expected(document)) <= Counter(printed)


@_slow
@given(texts, texts, texts)
def test_markdown_reads_back_as_the_same_text(first: str, second: str, third: str) -> None:
    runs = (Run(text=first), Run(text=second, italic=True), Run(text=third, bold=True))
    document = Document(title="", blocks=(Paragraph(runs=runs),))
    tokens = (
        MarkdownIt("commonmark")
        .enable(["table", "strikethrough"])
        .parse(write(document, Format.MARKDOWN).decode())
    )
    plain = one_line(first + second + third).strip(" ")
    # One paragraph with the same characters, or nothing at all.
    assert [token.type for token in tokens if token.level == 0][::2] == ["paragraph_open"] * bool(
        squeezed(plain)
    )
    assert squeezed(_plain(tokens)) == squeezed(plain)


@_slow
@given(documents)
def test_markdown_keeps_every_word(document: Document) -> None:
    tokens = (
        MarkdownIt("commonmark").enable("table").parse(write(document, Format.MARKDOWN).decode())
    )
    assert _is_subsequence(expected(document), squeezed(_plain(tokens)))


@pytest.mark.parametrize(
    "to", [Format.TEXT, Format.MARKDOWN, Format.HTML, Format.DOCX, Format.ODT, Format.RTF]
)
def test_ten_thousand_characters_take_no_time(to: Format) -> None:
    runs = (Run(text="*_[<" * 2_500), Run(text="`" * 10_000, code=True), Run(text="a " * 5_000))
    entries = tuple(Entry(key=f"k{n}", runs=runs) for n in range(5))
    started = time.process_time()
    content = write(Document(title="A", blocks=entries), to)
    assert time.process_time() - started < 10
    if to in (Format.DOCX, Format.ODT):
        part = {Format.DOCX: "word/document.xml", Format.ODT: "content.xml"}[to]
        content = zipfile.ZipFile(io.BytesIO(content)).read(part)
    # A code span of Markdown has a longer run of them on either side.
    assert content.count(b"`" * 10_000) == (15 if to is Format.MARKDOWN else 5)


@given(texts)
def test_wrapped_lines_fit(text: str) -> None:
    for line in wrap(one_line(text), 40, rest="    "):
        # Only a word that is longer than a line overflows, and then it stands alone.
        assert width(line) <= 40 or len(line.split()) == 1


def test_wide_characters_count_twice() -> None:
    assert width("治療e\u0301") == 5
    assert wrap("治療同盟治療同盟", 8) == ["治療同盟", "治療同盟"]


def _is_caption(paragraph: etree._Element) -> bool:
    """Tell whether a paragraph's style is "Caption" or was made from it."""
    name = paragraph.get(f"{{{TEXT}}}style-name")
    root = paragraph.getroottree().getroot()
    made = [one for one in root.iter(f"{{{STYLE}}}style") if one.get(f"{{{STYLE}}}name") == name]
    return (made[0].get(f"{{{STYLE}}}parent-style-name") if made else name) == "Caption"


def _plain(tokens: list[Token]) -> str:
    parts = []
    for token in tokens:
        if token.type in {"inline", "link_open"} or token.children:
            parts.append(_plain(token.children or []))
        elif token.type in {"text", "code_inline", "fence", "code_block"}:
            parts.append(token.content)
    return "".join(parts)


def _is_subsequence(wanted: str, printed: str) -> bool:
    position = 0
    for character in wanted:
        position = printed.find(character, position) + 1
        if position == 0:
            return False
    return True
