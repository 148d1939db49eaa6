"""PDF by Typst: what its program says, and the pages it makes where it is installed."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given

from pprkb.documents.document import Block, Document, Entry, Paragraph, Table
from pprkb.documents.writers import Format, PageSetup, Paper, write
from pprkb.documents.writers.pdf import literal, typst_source
from pprkb.model.errors import OutputError
from pprkb.text.markup import Run
from tests.documents.writers.hostile import texts
from tests.documents.writers.sample import SAMPLE
from tests.documents.writers.test_docx import WEEKS
from tests.documents.writers.test_docx_validity import EVIDENCE

PDFTOTEXT = shutil.which("pdftotext")


@given(texts)
def test_text_cannot_end_its_literal(text: str) -> None:
    printed = literal(text)
    assert re.fullmatch(r'"(?:[^"\\]|\\[\\"])*"', printed)


def test_long_words_may_break_and_addresses_stay_whole() -> None:
    assert literal("x" * 130) == '"' + "\u200b".join(("x" * 60, "x" * 60, "x" * 10)) + '"'
    address = "https://doi.org/10.1002/" + "x" * 80
    assert literal(f"See {address}") == f'"See {address}"'


def test_paper_running_head_and_language() -> None:
    source = typst_source(replace(WEEKS, landscape=True), PageSetup(paper=Paper.A4))
    assert "width: 841.9pt, height: 595.3pt" in source
    assert '"PSY 6101 · Psychotherapy Research"' in source
    assert '#set text(lang: "en", region: "CA")' in source


@pytest.mark.parametrize(
    ("language", "said"),
    [
        pytest.param("fr-CA", 'lang: "fr", region: "CA"', id="language and country"),
        pytest.param("zh-Hant-TW", 'lang: "zh", region: "TW"', id="script between"),
        pytest.param("es-419", 'lang: "es")', id="region of the world"),
        pytest.param("qaaa", 'lang: "en")', id="no language of Typst's"),
    ],
)
def test_language(language: str, said: str) -> None:
    assert said in typst_source(replace(SAMPLE, language=language), PageSetup())


@pytest.mark.parametrize(
    ("document", "asked", "there"),
    [
        pytest.param(SAMPLE, None, False, id="short"),
        pytest.param(WEEKS, None, True, id="long"),
        pytest.param(WEEKS, False, False, id="not wanted"),
    ],
)
def test_contents(document: Document, asked: bool | None, there: bool) -> None:
    assert ("#outline(" in typst_source(document, PageSetup(contents=asked))) is there


def test_without_typst_the_next_step_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(OutputError, match="not installed") as refused:
        write(SAMPLE, Format.PDF)
    assert "pip install 'pprkb[pdf]'" in refused.value.hint


@pytest.mark.parametrize(
    "document", [SAMPLE, WEEKS, EVIDENCE, Document(title="")], ids=["all", "weeks", "drawn", "no"]
)
def test_it_is_accessible_and_the_same_each_time(document: Document) -> None:
    pytest.importorskip("typst")
    content = write(document, Format.PDF)
    assert content.startswith(b"%PDF-")
    assert b"/StructTreeRoot" in content or b"pdfuaid" in content
    assert write(document, Format.PDF) == content


def test_a_letter_that_no_font_has_is_no_error() -> None:
    pytest.importorskip("typst")
    blocks = (Entry(key="a", runs=(Run(text="\U000f1234 private"),)),)
    assert write(Document(title="A", blocks=blocks), Format.PDF).startswith(b"%PDF-")


LONG = tuple((Run(text=" ".join(f"{row}.{word}" for word in range(150))),) for row in range(8))
"""Cells that make a table of few rows longer than its page."""


@pytest.mark.skipif(PDFTOTEXT is None, reason="pdftotext is not installed")
@pytest.mark.parametrize(
    ("block", "last"),
    [
        pytest.param(
            Table(header=((Run(text="A"),), (Run(text="B"),)), rows=tuple((c, c) for c in LONG)),
            "7.149",
            id="table of few rows",
        ),
        pytest.param(
            Table(header=((Run(text="A"),),), rows=((tuple(run for c in LONG for run in c),),)),
            "7.149",
            id="row",
        ),
        pytest.param(Entry(key="a", runs=(Run(text="very " * 2000 + "end"),)), "end", id="entry"),
    ],
)
def test_what_is_longer_than_a_page_goes_on_to_the_next(
    block: Block, last: str, tmp_path: Path
) -> None:
    pytest.importorskip("typst")
    (tmp_path / "a.pdf").write_bytes(write(Document(title="A", blocks=(block,)), Format.PDF))
    run = [str(PDFTOTEXT), "-bbox", str(tmp_path / "a.pdf"), "-"]
    boxes = subprocess.run(run, check=True, capture_output=True, text=True).stdout
    assert f">{last}</word>" in boxes
    words = re.findall(r'yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)"', boxes)
    assert all(float(bottom) < 792 - 60 for _, bottom in words)


@pytest.mark.skipif(PDFTOTEXT is None, reason="pdftotext is not installed")
def test_the_text_can_be_read_out_again(tmp_path: Path) -> None:
    pytest.importorskip("typst")
    (tmp_path / "a.pdf").write_bytes(write(WEEKS, Format.PDF))
    run = [str(PDFTOTEXT), "-layout", str(tmp_path / "a.pdf"), "-"]
    text = subprocess.run(run, check=True, capture_output=True, text=True).stdout
    for block in WEEKS.blocks:
        if isinstance(block, Paragraph | Entry):
            assert "".join(run.text for run in block.runs) in text
    # Typst knows the pages.
    assert re.search(r"Week 8 & more\W+\d", text)


@pytest.mark.skipif(PDFTOTEXT is None, reason="pdftotext is not installed")
@pytest.mark.parametrize("before", range(30, 62, 4))
def test_an_address_breaks_after_its_signs_alone(before: int, tmp_path: Path) -> None:
    pytest.importorskip("typst")
    address = "https://doi.org/10.1017/s0033291710001234abcdefgh-20133697.xyz"
    runs = (Run(text="x" * before + " "), Run(text=address, link=address))
    (tmp_path / "a.pdf").write_bytes(
        write(Document(title="A", blocks=(Entry(key="a", runs=runs),)), Format.PDF)
    )
    run = [str(PDFTOTEXT), "-layout", str(tmp_path / "a.pdf"), "-"]
    text = subprocess.run(run, check=True, capture_output=True, text=True).stdout
    printed = text[text.index("xxx") :].split()
    assert "".join(printed[1:])[: len(address)] == address
    pieces = [word for word in printed[1:] if word in address][:-1]
    assert all(piece[-1] in "/.-_" for piece in pieces), pieces
