"""The table of writers."""

from __future__ import annotations

import subprocess
import sys

import pytest

from pprkb.documents.document import Document, Records
from pprkb.documents.writers import EVERY, RECORDS, Format, format_of, write
from pprkb.documents.writers.characters import safe_link
from pprkb.documents.writers.records import COLUMNS
from pprkb.model.errors import PprkbError


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (".docx", Format.DOCX),
        ("List.DOCX", Format.DOCX),
        ("refs.csl.json", Format.CSL_JSON),
        ("refs.json", Format.JSON),
        (".htm", Format.HTML),
        (".bib", Format.BIBTEX),
        (".md", Format.MARKDOWN),
    ],
)
def test_format_of(name: str, expected: Format) -> None:
    assert format_of(name) is expected


def test_unknown_ending_names_the_known_ones() -> None:
    with pytest.raises(PprkbError, match=r"\.docx"):
        format_of("list.pages")


def test_text_is_written_without_loading_word() -> None:
    program = (
        "import sys\n"
        "from pprkb.documents.document import Document\n"
        "from pprkb.documents.writers import Format, write\n"
        "write(Document(title='A'), Format.TEXT)\n"
        "assert 'docx' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


@pytest.mark.parametrize(
    ("to", "text"),
    [
        (Format.TEXT, "\n"),
        (Format.MARKDOWN, "\n"),
        (Format.BIBTEX, ""),
        (Format.RIS, ""),
        (Format.CSL_JSON, "[]\n"),
        (Format.CSV, ",".join(COLUMNS) + "\r\n"),
    ],
    ids=lambda value: value.value if isinstance(value, Format) else "",
)
def test_nothing_is_written_as_nothing(to: Format, text: str) -> None:
    nothing = Records() if to in RECORDS else Document(title="")
    assert write(nothing, to).decode("utf-8-sig") == text


@pytest.mark.parametrize("to", sorted(EVERY), ids=lambda to: to.value)
def test_a_format_takes_a_document_or_records(to: Format) -> None:
    wrong = Document(title="A") if to in RECORDS else Records()
    with pytest.raises(TypeError, match="is not written from"):
        write(wrong, to)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://example.org/a b", "https://example.org/a%20b"),
        ("HTTP://example.org", "HTTP://example.org"),
        ("mailto:a@b.ca", "mailto:a@b.ca"),
        ("doi:10.1000/a<b>#c", "https://doi.org/10.1000/a%3Cb%3E%23c"),
        ('doi:10.1000/a "b"\\c', "https://doi.org/10.1000/a%20%22b%22%5Cc"),
        ("doi:10.1000/abc?d%20e-[7]", "https://doi.org/10.1000/abc%3Fd%2520e-%5B7%5D"),
        ("https://doi.org/10.1000/a<b>2-#", "https://doi.org/10.1000/a%3Cb%3E2-%23"),
        ("http://dx.doi.org/10.1000/a?b%20", "http://dx.doi.org/10.1000/a%3Fb%2520"),
        ("https://doi.org/10.1000/a%3Cb%3E", "https://doi.org/10.1000/a%3Cb%3E"),
        ("https://example.org/a?b#c", "https://example.org/a?b#c"),
        ("#week-1", "#week-1"),
        ("https://example.org/50%", "https://example.org/50%25"),
        ("https://example.org/%20", "https://example.org/%20"),
        ("javascript:alert(1)", ""),
        ("java\nscript:alert(1)", ""),
        (" data:text/html,x", ""),
        ("file:///etc/passwd", ""),
        ("//example.org", ""),
        ("https://", ""),
    ],
)
def test_only_safe_addresses_are_links(address: str, expected: str) -> None:
    assert safe_link(address) == expected
