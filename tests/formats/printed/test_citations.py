"""References exactly as a blog printed them, with their misprints."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from pprkb.formats.printed import Printed, looks_printed, read_printed
from tests.formats.printed.fields import told

SHARED = Path(__file__).parents[4] / "shared"
FILE = SHARED / "facts" / "citations.tsv"
pytestmark = pytest.mark.skipif(not FILE.is_file(), reason="../shared is absent")

_COLUMNS = {
    "title": "title",
    "container": "container_title",
    "volume": "volume",
    "issue": "issue",
    "chapter": "chapter_number",
    "place": "publisher_place",
    "publisher": "publisher",
    "publication_status": "status",
    "doi": "doi",
}
_TYPES = {"article": "article-journal", "book": "book", "chapter": "chapter"}


def rows(complete: str) -> list[dict[str, str]]:
    with FILE.open(encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file, delimiter="\t"))
    return [row for row in found if row["complete"] == complete]


def bare(text: object) -> str:
    return re.sub(r"[\s.{}]", "", re.sub(r"[-–—‐]", "-", str(text))).casefold()


def misses(row: dict[str, str], printed: Printed) -> Iterator[str]:
    """Yield the fields of a row that were read wrongly, or empty texts for those read well."""
    read = told(printed.reference)
    people = [name for name in row["authors"].split("; ") if name not in ("…", "et al.")]
    same = [bare(name) for name in read.get("author", read.get("editor", []))] == [  # type: ignore[attr-defined]
        bare(name) for name in people
    ]
    yield "" if same else f"authors {read.get('author')}"
    elided = "author" in read.get("incomplete", [])  # type: ignore[operator]
    yield "" if elided == (row["authors_elided"] == "yes") else "elided"
    yield "" if str(read.get("issued", "")).startswith(row["year"]) else "year"
    for column, name in _COLUMNS.items():
        if row[column]:
            wanted = row[column].replace("\\n", " ")
            yield "" if bare(read.get(name)) == bare(wanted) else f"{name} {read.get(name)}"
    if row["pages"]:
        pages = bare(row["pages"]).removeprefix("article")
        yield "" if pages in (bare(read.get("page")), bare(read.get("number"))) else "pages"
    if row["edition"]:
        yield "" if read.get("edition") == row["edition"].rstrip("stndrh") else "edition"
    if row["editors"]:
        editors = [bare(name) for name in row["editors"].split("; ")]
        yield "" if [bare(name) for name in read.get("editor", [])] == editors else "editors"  # type: ignore[attr-defined]
    if row["type"] in _TYPES and row["complete"] == "yes":
        yield "" if read.get("type") == _TYPES[row["type"]] else f"type {read.get('type')}"


def read(row: dict[str, str]) -> Printed:
    return read_printed(row["citation_as_printed"].replace("\\n", "\n"))


def test_whole_references() -> None:
    right = wrong = 0
    report = []
    for row in rows("yes"):
        printed = read(row)
        found = [miss for miss in misses(row, printed) if miss]
        right += sum(not miss for miss in misses(row, printed))
        wrong += len(found)
        report += [f"{row['id']}: {miss}" for miss in found]
        assert not (found and printed.confident), f"{row['id']} is silent: {found}"
        assert printed.complete, row["id"]
    assert right / (right + wrong) >= 0.98, report


def test_references_that_are_cut_off() -> None:
    right = wrong = 0
    report = []
    for row in rows("no"):
        printed = read(row)
        assert not printed.confident, row["id"]
        assert printed.reference is not None
        found = [miss for miss in misses(row, printed) if miss]
        right += sum(not miss for miss in misses(row, printed))
        wrong += len(found)
        report += [f"{row['id']}: {miss}" for miss in found]
    assert right / (right + wrong) >= 0.95, report


def test_they_are_known_for_references() -> None:
    lines = [row["citation_as_printed"] for row in [*rows("yes"), *rows("no")]]
    assert [line for line in lines if not looks_printed(line)] == []


def test_nothing_else_on_the_blog_is_taken_for_one() -> None:
    page = (SHARED / "seed" / "pprnet-blog.txt").read_text(encoding="utf-8")
    found = [line for line in page.splitlines() if looks_printed(line.strip())]
    assert len(found) == 5
    assert all(re.match(r"[A-Z][\w-]+ ?, [A-Z]\.", line) for line in found)
