"""What every writer prints of the sample, in files that a person can open."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import docx
import pytest
from docx.oxml.ns import qn

from pprkb.documents.writers import EVERY, Format, write
from pprkb.formats.exchange.ris.write import write_ris
from tests.documents.writers.sample import ARTICLES, CARTRIDGE, RECORDS, SAMPLE, sample_for

Golden = Callable[[str, bytes], None]


@pytest.mark.parametrize(
    ("to", "name"),
    [
        (Format.TEXT, "sample.txt"),
        (Format.MARKDOWN, "sample.md"),
        (Format.HTML, "sample.html"),
        (Format.HTML_FRAGMENT, "sample.fragment.html"),
        (Format.LATEX, "sample.tex"),
        (Format.RTF, "sample.rtf"),
        (Format.BIBTEX, "sample.bib"),
        (Format.BIBLATEX, "sample.biblatex.bib"),
        (Format.RIS, "sample.ris"),
        (Format.CSL_JSON, "sample.csl.json"),
        (Format.CSV, "sample.csv"),
        (Format.JSON, "sample.json"),
    ],
)
def test_prints_as_the_golden_file(to: Format, name: str, golden: Golden) -> None:
    golden(f"writers/{name}", write(sample_for(to), to))


def test_docx_reads_back_as_the_golden_listing(golden: Golden) -> None:
    document = docx.Document(io.BytesIO(write(SAMPLE, Format.DOCX)))
    lines = []
    for element in document.element.body.iter(qn("w:p")):
        paragraph = docx.text.paragraph.Paragraph(element, document)
        parts = []
        for run in element.iter(qn("w:r")):
            marks = [
                child.tag.split("}")[1] + (f"={value}" if value else "")
                for child in (run.rPr if run.rPr is not None else ())
                if (value := child.get(qn("w:val"))) or True
                if child.tag not in {qn("w:bCs"), qn("w:iCs")}
            ]
            text = "".join(node.text or "" for node in run.iter(qn("w:t")))
            parts.append(f"{{{' '.join(marks)}: {text}}}" if marks else text)
        lines.append(f"{paragraph.style.name:<16} | {''.join(parts)}")
    golden("writers/sample.docx.txt", ("\n".join(lines) + "\n").encode())


def test_cartridge_opens_as_the_golden_files(golden: Golden) -> None:
    with zipfile.ZipFile(io.BytesIO(write(CARTRIDGE, Format.IMSCC))) as archive:
        parts = [b"== %s\n%s" % (name.encode(), archive.read(name)) for name in archive.namelist()]
    golden("writers/sample.imscc.txt", b"\n".join(parts))


@pytest.mark.parametrize("to", sorted(EVERY), ids=lambda to: to.value)
def test_the_same_document_gives_the_same_bytes(to: Format) -> None:
    assert write(sample_for(to), to) == write(sample_for(to), to)


def test_ris_is_what_the_function_writes() -> None:
    assert write(RECORDS, Format.RIS).decode() == write_ris(ARTICLES)
