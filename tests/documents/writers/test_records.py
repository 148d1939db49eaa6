"""CSV as Excel opens it, and the one-line texts that CSV and RIS are made of."""

from __future__ import annotations

import csv
import io

import pytest

from pprkb.documents.document import Records
from pprkb.documents.writers import Format, write
from pprkb.documents.writers.records import COLUMNS
from pprkb.formats.markdown import plain_paragraphs
from pprkb.model.reference import Reference, ReferenceType
from pprkb.model.summary import Article
from tests.documents.writers.sample import RECORDS


def rows(document: Records) -> list[dict[str, str]]:
    text = write(document, Format.CSV).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_excel_reads_it() -> None:
    printed = write(RECORDS, Format.CSV)
    assert printed.startswith(b"\xef\xbb\xbfkey,type,")
    assert printed.count(b"\r\n") == printed.count(b"\n") == 4
    first, second, third = rows(RECORDS)
    assert tuple(first) == COLUMNS
    assert first["topics"] == (
        "Alliance and Therapeutic Relationship; Attendance, Attrition, and Drop-Out"
    )
    assert first["summary months"] == "2016-04"
    assert second["title"].startswith("What works in vivo & what")
    assert (third["key"], third["summary titles"]) == ("2013-01-welcome", "Welcome")


@pytest.mark.parametrize("formula", ["=1+1", "+A1", "-A1", "@SUM(A1)", "\t=1", "\n=1", "＝1"])
def test_no_cell_is_a_formula(formula: str) -> None:
    reference = Reference(key="a", type=ReferenceType.BOOK, title=formula, volume=formula)
    (row,) = rows(Records(articles=(Article(reference=reference),)))
    # Line ends and tabs become blanks; the sign that makes a formula is made plain text.
    assert (row["title"], row["volume"]) == (f"'{formula.strip()}",) * 2


def test_markdown_becomes_plain() -> None:
    markdown = (
        "Attend to the *alliance* [see @horvath2011, p. 9; -@webb2010], as\n@norcross2019 says.\n\n"
        "1. Ask `x < y`.\n2. [Listen](https://example.org).\n\n> Really."
    )
    cited = {"horvath2011": "Horvath et al., 2011", "webb2010": "Webb et al., 2010"}
    assert plain_paragraphs(markdown, cited) == (
        "Attend to the alliance (see Horvath et al., 2011, p. 9; 2010), as norcross2019 says.",
        "1. Ask x < y.",
        "2. Listen.",
        "Really.",
    )


@pytest.mark.parametrize("text", ["=", "+", "-", "@", "-5", "+.5", "-0.28", "1", "n = 5"])
def test_a_number_or_a_sign_alone_is_no_formula(text: str) -> None:
    reference = Reference(key="a", type=ReferenceType.BOOK, title=text)
    (row,) = rows(Records(articles=(Article(reference=reference),)))
    assert row["title"] == text
