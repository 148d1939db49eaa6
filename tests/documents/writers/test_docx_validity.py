"""Word files open without repair: the standard's rules, and LibreOffice as another reader."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from lxml import etree

from pprkb.documents.document import Document, Entry, Figure, Heading, Paragraph
from pprkb.documents.evidence.forest_plot import Family, PlotRow, PlotWords, forest_plot
from pprkb.documents.writers import Format, PageSetup, write
from pprkb.knowledge_base import KnowledgeBase
from pprkb.model.reading_list import Depth
from pprkb.text.markup import Run
from tests.documents.writers.hostile import NASTY, documents
from tests.documents.writers.office import converted, needs_office
from tests.documents.writers.ooxml import ORDERS, W, faults
from tests.documents.writers.sample import SAMPLE
from tests.documents.writers.test_docx import WEEKS

DATA = Path(__file__).parents[3] / "data"
ROWS = (
    PlotRow(label="Alliance", text="d = 0.57", estimate=0.57, low=0.2, high=0.9),
    PlotRow(label="Empathy", text="d > 0.6", estimate=0.6, bound=">", converted=True),
)
EVIDENCE = Document(
    title="Evidence",
    landscape=True,
    blocks=(
        Figure(
            drawing=forest_plot(ROWS, Family.DIFFERENCE, PlotWords(title="A", name="a")),
            caption="One",
        ),
        Entry(
            key="a",
            runs=(Run(text="A"),),
            annotation=(
                Figure(drawing=forest_plot(ROWS, Family.RATIO, PlotWords(title="B", name="b"))),
                Heading(level=4, runs=(Run(text="Deep"),)),
            ),
        ),
    ),
)
NASTY_DOCUMENT = Document(
    title=NASTY[13],
    subtitle=NASTY[4],
    author="<&>",
    running_head=NASTY[0],
    blocks=tuple(
        block
        for text in NASTY
        for block in (
            Heading(level=1, runs=(Run(text=text),), anchor=text),
            Paragraph(runs=(Run(text=text, bold=True), Run(text=text, link="#place"))),
            Entry(key=text, runs=(Run(text=text, link="https://example.org/?a=1&b=<2>"),)),
        )
    ),
)


@pytest.fixture(scope="module")
def lists(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Document]:
    """The course of the default library at every depth."""
    root = tmp_path_factory.mktemp("library")
    shutil.copytree(DATA, root / "data")
    library = KnowledgeBase.open(root)
    return {
        depth.value: library.reading_list("common-factors-course", depth=depth).document
        for depth in Depth
    }


@pytest.mark.parametrize(
    "document",
    [
        pytest.param(SAMPLE, id="sample"),
        pytest.param(WEEKS, id="contents"),
        pytest.param(EVIDENCE, id="drawings"),
        pytest.param(NASTY_DOCUMENT, id="hostile"),
        pytest.param(Document(title=""), id="empty"),
        pytest.param(replace(WEEKS, language="ar"), id="right to left"),
    ],
)
def test_nothing_to_repair(document: Document) -> None:
    assert faults(write(document, Format.DOCX)) == []


@pytest.mark.slow
@settings(
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(documents)
def test_nothing_to_repair_whatever_the_text(document: Document) -> None:
    assert faults(write(document, Format.DOCX, setup=PageSetup(contents=True))) == []


@pytest.mark.parametrize("depth", [depth.value for depth in Depth])
def test_nothing_to_repair_in_a_course(lists: dict[str, Document], depth: str) -> None:
    assert faults(write(lists[depth], Format.DOCX)) == []


@pytest.mark.slow
@needs_office
def test_libreoffice_reads_every_word(lists: dict[str, Document], tmp_path: Path) -> None:
    given = {"sample": SAMPLE, "weeks": WEEKS, "full": lists["full"], "nasty": NASTY_DOCUMENT}
    files = {f"{name}.docx": write(one, Format.DOCX) for name, one in given.items()}
    files |= {f"{name}-odf.odt": write(one, Format.ODT) for name, one in given.items()}
    read = converted(tmp_path, files, "txt:Text (encoded):UTF8")
    for name, document in given.items():
        for kind in (name, f"{name}-odf"):
            text = _plain(read[kind].decode())
            for words in _words(document):
                assert words in text, kind


def _words(document: Document) -> list[str]:
    """Return the text of headings and references, without what only some programs print."""
    blocks = [one for one in document.blocks if isinstance(one, Heading | Entry | Paragraph)]
    return [_plain("".join(run.text for run in block.runs)) for block in blocks]


def _plain(text: str) -> str:
    return re.sub(r"[^\w]+", "", text)


# -- the checker itself -------------------------------------------------------------------------


def damaged(part: str, old: str, new: str) -> bytes:
    target = io.BytesIO()
    source = io.BytesIO(write(WEEKS, Format.DOCX))
    with zipfile.ZipFile(source) as archive, zipfile.ZipFile(target, "w") as copy:
        for entry in archive.infolist():
            text = archive.read(entry)
            if entry.filename == part:
                assert old.encode() in text
                text = text.replace(old.encode(), new.encode(), 1)
            copy.writestr(entry.filename, text)
    return target.getvalue()


@pytest.mark.parametrize(
    ("part", "old", "new", "said"),
    [
        pytest.param(
            "word/document.xml",
            '<w:pStyle w:val="Heading1"/>',
            '<w:keepNext/><w:pStyle w:val="Heading1"/>',
            "in the order",
            id="order",
        ),
        pytest.param("word/document.xml", '"Heading1"', '"Nothing"', "no style", id="style"),
        pytest.param("word/document.xml", 'w:name="p', 'w:name="9', "no bookmark", id="name"),
        pytest.param(
            "[Content_Types].xml", "/word/styles.xml", "/word/none.xml", "not there", id="types"
        ),
        pytest.param(
            "word/_rels/document.xml.rels", "header1.xml", "header9.xml", "not there", id="target"
        ),
        pytest.param("word/document.xml", 'r:id="rId', 'r:id="none', "leads nowhere", id="id"),
        pytest.param("word/document.xml", '"separate"', '"end"', "not begun", id="field"),
    ],
)
def test_the_checker_sees_faults(part: str, old: str, new: str, said: str) -> None:
    assert any(said in fault for fault in faults(damaged(part, old, new)))


def test_the_checker_knows_every_element_whose_order_counts() -> None:
    """Each element of Word's with children that we write is checked, or may have them anyhow."""
    free = {
        *("body", "p", "r", "hyperlink", "tc", "trPr", "sdtPr", "docPartObj", "sdtContent"),
        *("tabs", "tblGrid", "rPrDefault", "pPrDefault", "latentStyles", "compat", "hdr"),
        *("lvlOverride", "drawing", "txbxContent", "fonts", "font", "webSettings"),
    }
    for document in (SAMPLE, WEEKS, EVIDENCE):
        archive = zipfile.ZipFile(io.BytesIO(write(document, Format.DOCX)))
        for name in archive.namelist():
            if name.endswith(".xml"):
                for element in etree.fromstring(archive.read(name)).iter(f"{{{W}}}*"):
                    if len(element) and element.tag not in ORDERS:
                        assert etree.QName(element).localname in free, name
