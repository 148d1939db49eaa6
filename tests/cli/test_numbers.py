"""Numbers that are none, or larger than anything counts, at every door: never a traceback."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import pprkb
from tests.command_line import invoke
from tests.libraries_of_tests import copy_library

NUMBERS = {
    "more digits than Python reads": "9" * 5000,
    "superscript": "²",
    "digits of another script": "٣",
    "below zero": "-" + "9" * 5000,
    "exponent": "1e999",
    "long decimal": "1" * 400 + "." + "1" * 400,
}
FIELDS = [
    "year",
    "date",
    "month",
    "day",
    "volume",
    "number",
    "pages",
    "edition",
    "pagetotal",
    "volumes",
    "urldate",
    "origdate",
    "doi",
    "isbn",
    "issn",
    "eid",
    "chapter",
    "pmid",
    "eprint",
    "part",
]
TAGS = ["PY", "Y1", "DA", "VL", "IS", "SN", "ET", "AN", "C7", "M1", "Y2", "OP"]
VARIABLES = ["volume", "issue", "page", "edition", "number-of-pages", "number", "chapter-number"]


@pytest.fixture(params=NUMBERS.values(), ids=NUMBERS)
def number(request):
    return request.param


@pytest.fixture
def root(tmp_path):
    return copy_library(tmp_path)


def run(root, *arguments):
    return invoke("--library", root, *arguments, code=None)


def test_in_a_library(root, number):
    entries = "".join(
        f"@article{{k{field}, title={{T}}, author={{B{number}, C}}, {field}={{{number}}},"
        f" booktitle={{B}}, pages={{{number}--{number}}}}}\n"
        for field in FIELDS
    )
    with (root / "data" / "references.bib").open("a", encoding="utf-8") as file:
        file.write(entries)
    summary = root / "data" / "summaries" / "2018-11-alliance.md"
    text = summary.read_text(encoding="utf-8")
    for written in ("295", "30000", ".278", ".256"):
        text = text.replace(written, number)
    summary.write_text(text, encoding="utf-8")
    for command in (
        "check --notes", "list", "effects --json", "effects", "export --to text",
        "export --to csl-json", "export --to ris", "reading-list alliance --to text",
        "extract 2018-11-alliance",
    ):  # fmt: skip
        run(root, *command.split())


def test_in_what_is_added(root, number):
    ris = "".join(
        f"TY  - {kind}\nAU  - A, B\nTI  - T\n{tag}  - {number}\nSP  - {number}\nER  - \n"
        for kind in ("JOUR", "BOOK")
        for tag in TAGS
    )
    (root / "x.ris").write_text(ris, encoding="utf-8")
    items = [
        {"id": name, "type": "book", "title": "T", "issued": {"date-parts": [[value]]}, name: value}
        for name in VARIABLES
        for value in (number, 10**4000, -1e308, True, None, [1])
    ]
    (root / "x.json").write_text(json.dumps(items), encoding="utf-8")
    (root / "y.json").write_text(f'[{{"id": "a", "volume": {"9" * 5000}}}]', encoding="utf-8")
    for name in ("x.ris", "x.json", "y.json"):
        run(root, "add", root / name, "--accept", "--dry-run")
    printed = f"Berg, A. (2020). A title. Journal, {number}({number}), {number}–{number}."
    run(root, "add", "--apa", printed, "--accept", "--dry-run")


def test_in_a_page(root, number):
    page = f"<h²>x</h²><ol start='{number}'><li value='{number}'>A, B. ({number}). T.</ol>"
    (root / "p.html").write_text(page, encoding="utf-8")
    run(root, "import", root / "p.html", "--dry-run")


def test_in_a_style(root, number):
    text = (Path(pprkb.__file__).parent / "csl" / "styles" / "apa.csl").read_text(encoding="utf-8")
    odd = re.sub(r'(et-al-[a-z-]+|line-spacing|entry-spacing)="\d+"', rf'\1="{number}"', text)
    assert odd != text
    (root / "odd.csl").write_text(odd, encoding="utf-8")
    run(root, "export", "--to", "text", "--style", root / "odd.csl")
    run(root, "export", "--to", "docx", "-o", root / "x.docx", "--style", root / "odd.csl")


def test_in_a_conversion(root, number):
    for asked in (
        (number,), (".5", "--ci", number, number), (".5", "--se", number),
        (".5", "--control-rate", number), (".5", "--n1", number, "--n2", number),
    ):  # fmt: skip
        run(root, "convert", "d", *asked, "--all")
