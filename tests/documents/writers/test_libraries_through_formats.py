"""Two libraries through every format and back: by our own readers and by programs not ours.

The one is a library of 60 works as Better BibTeX exports it, of every kind that a psychologist has;
the other the course of twelve weeks that comes with the program, with topics, notes and summaries.
What a program loses is named here, by field and number of works, and nothing else is lost.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections import Counter
from dataclasses import fields
from pathlib import Path
from typing import Any

import pybtex.database
import pytest
import rispy

from pprkb.documents.document import Records
from pprkb.documents.writers import Format, write
from pprkb.formats.bibtex.read.file import read_bibtex
from pprkb.formats.exchange.csljson import to_csl
from pprkb.formats.exchange.json_references import read_json
from pprkb.formats.exchange.ris.read import read_ris
from pprkb.knowledge_base import KnowledgeBase
from pprkb.model.reference import Reference, Role
from pprkb.model.summary import Article
from tests.libraries_of_tests import LIBRARIES

ROOT = Path(__file__).parents[3]
RECORDS = (Format.BIBTEX, Format.BIBLATEX, Format.CSL_JSON, Format.RIS)
_ADDED = ("annote", "keywords", "note", "status")
"""What an article adds of topics, notices and summaries."""


@pytest.fixture(scope="module", params=["better_bibtex", "course"])
def library(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Records:
    if request.param == "better_bibtex":
        text = (LIBRARIES / "better_bibtex/data/references.bib").read_text(encoding="utf-8")
        works = read_bibtex(text).references
        assert len(works) == 60
        return Records(title="T", articles=tuple(Article(reference=one) for one in works))
    root = tmp_path_factory.mktemp("course")
    shutil.copytree(ROOT / "data", root / "data")
    course = KnowledgeBase(root, root / "pprkb.db")
    return course.reading_list("common-factors-course").records


def works_of(document: Records) -> tuple[Reference, ...]:
    return tuple(one.reference for one in document.articles if one.reference)


def written(document: Records, to: Format) -> str:
    return write(document, to).decode()


def read(text: str, to: Format) -> tuple[Reference, ...]:
    match to:
        case Format.RIS:
            return read_ris(text, "a.ris")[0]
        case Format.CSL_JSON:
            return read_json(text).references
        case _:
            return read_bibtex(text).references


# -- our own readers --------------------------------------------------------------------------


@pytest.mark.parametrize("to", [Format.BIBTEX, Format.BIBLATEX, Format.CSL_JSON])
def test_every_work_comes_back_as_it_was(library: Records, to: Format) -> None:
    works = works_of(library)
    again = read(written(library, to), to)
    assert [one.key for one in again] == [one.key for one in works]
    compared = [one.name for one in fields(Reference) if one.compare and one.name not in _ADDED]
    for work, back in zip(works, again, strict=True):
        # The spelling of the file is for the file alone: no reference is printed with it. Silences
        # of `check` are for BibTeX alone (docs/checking.md).
        for name in compared:
            expected = getattr(work, name)
            if name == "extra" and to is Format.CSL_JSON:
                expected = {key: value for key, value in expected.items() if key != "pprkb-ignore"}
            if name != "source_title":
                assert getattr(back, name) == expected, (work.key, name)


def test_from_ris_every_work_is_recognised(library: Records) -> None:
    works = works_of(library)
    again = read(written(library, Format.RIS), Format.RIS)
    assert [one.key for one in again] == [one.key for one in works]
    for work, back in zip(works, again, strict=True):
        assert (back.year, back.doi, back.page) == (work.year, work.doi, work.page), work.key
        for mine, theirs in zip(work.contributors, back.contributors, strict=False):
            assert (mine.family or mine.literal).split()[-1] in f"{theirs.family} {theirs.literal}"


# -- other programs ---------------------------------------------------------------------------


@pytest.mark.parametrize("to", [Format.BIBTEX, Format.BIBLATEX])
def test_pybtex_reads_every_field_and_name(library: Records, to: Format) -> None:
    read = pybtex.database.parse_string(written(library, to), "bibtex")
    works = works_of(library)
    assert list(read.entries) == [one.key for one in works]
    for work, entry in zip(works, read.entries.values(), strict=True):
        authors = work.by_role(Role.AUTHOR)
        others = int(Role.AUTHOR in work.incomplete)
        assert len(entry.persons.get("author", ())) == len(authors) + others, work.key
        for mine, theirs in zip(authors, entry.persons.get("author", ()), strict=False):
            if mine.family:
                assert " ".join(theirs.last_names) == mine.family, work.key
                assert " ".join(theirs.lineage_names) == mine.suffix
        assert entry.fields.get("doi", "") == work.doi
        assert entry.fields.get("volume", "") == work.volume
        year = entry.fields.get("year") or entry.fields.get("date", "")
        assert str(work.year or "") in year


def test_rispy_reads_every_record(library: Records) -> None:
    records = rispy.loads(written(library, Format.RIS).replace("\r\n", "\n"))
    works = works_of(library)
    assert len(records) == len(works)
    for work, record in zip(works, records, strict=True):
        assert record["id"] == work.key
        assert record.get("doi", "") == work.doi
        assert record.get("volume", "") == work.volume


pandoc = shutil.which("pandoc")


def _items_of_pandoc(text: str, to: Format, path: Path) -> dict[str, dict[str, Any]]:
    known = subprocess.run([str(pandoc), "--list-input-formats"], capture_output=True, check=True)
    name = {Format.CSL_JSON: "csljson"}.get(to, to.value)
    if name.encode() not in known.stdout.split():
        pytest.skip(f"this pandoc does not read {name}")
    path.write_text(text, encoding="utf-8", newline="")
    command = [str(pandoc), "-f", name, "-t", "csljson", str(path)]
    printed = subprocess.run(command, capture_output=True, check=True).stdout
    return {item["id"]: item for item in json.loads(printed)}


PANDOC_LOSES = {
    Format.BIBTEX: {"event-title", "custom", "note", "status", "number"},
    Format.BIBLATEX: {"event-title", "custom", "note", "status", "number"},
    Format.CSL_JSON: {"custom", "note"},
    Format.RIS: {
        *("ISBN", "PMID", "accessed", "annote", "chapter-number", "collection-number"),
        *("collection-title", "container-title-short", "custom", "editor", "event-date"),
        *("event-place", "event-title", "genre", "note", "number", "number-of-pages"),
        *("original-date", "publisher-place", "status", "title-short", "translator", "version"),
        *("edition", "language", "authority", "publisher"),
    },
}
"""Variables of CSL that pandoc passes over in some work; `number` is in `page` from BibTeX."""


@pytest.mark.skipif(not pandoc, reason="needs pandoc")
@pytest.mark.parametrize("to", RECORDS, ids=lambda to: to.value)
def test_pandoc_loses_nothing_that_is_not_named(
    library: Records, to: Format, tmp_path: Path
) -> None:
    items = _items_of_pandoc(written(library, to), to, tmp_path / "list")
    works = works_of(library)
    assert list(items) == [one.key for one in works]
    lost: set[str] = set()
    for work in works:
        item = items[work.key]
        ours = to_csl(work)
        missing = {name for name in ours if name not in item}
        if to in (Format.BIBTEX, Format.BIBLATEX):
            missing.discard("title-short")
        lost |= missing
        assert _plain(item["title"]) == _plain(ours["title"]), work.key
        if to is not Format.RIS:
            others = ["others"] if to is not Format.CSL_JSON and work.incomplete else []
            assert _families(item) == _families(ours) + others, work.key
    assert lost <= PANDOC_LOSES[to]


def _plain(title: str) -> str:
    return re.sub(r"<[^>]*>|\W|_", "", title).casefold()


def _families(item: dict[str, Any]) -> list[str]:
    """Return the words of family names; what is a particle programs see in different ways."""
    names = ("non-dropping-particle", "dropping-particle", "family", "literal")
    return [
        " ".join(person.get(name, "") for name in names).replace("’", "'").split()[-1]
        for person in item.get("author", [])
    ]


bibtex = shutil.which("bibtex")
_plain_style = (
    subprocess.run(["kpsewhich", "plain.bst"], capture_output=True, check=False).stdout
    if shutil.which("kpsewhich")
    else b""
)


@pytest.mark.skipif(not (bibtex and _plain_style), reason="needs BibTeX and its plain style")
def test_bibtex_itself_prints_every_work(library: Records, tmp_path: Path) -> None:
    (tmp_path / "list.bib").write_text(written(library, Format.BIBTEX), encoding="utf-8")
    (tmp_path / "list.aux").write_text(
        "\\citation{*}\n\\bibstyle{plain}\n\\bibdata{list}\n", encoding="utf-8"
    )
    run = subprocess.run(
        [str(bibtex), "list"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    # 0 or 1: nothing but warnings.
    assert run.returncode <= 1, run.stdout
    assert "I couldn't" not in run.stdout
    assert "error message" not in run.stdout
    printed = dict(
        re.findall(
            r"\\bibitem\{(.*?)\}\n(.*?)(?=\n\\bibitem|\n\\end\{)",
            (tmp_path / "list.bbl").read_text(encoding="utf-8"),
            re.S,
        )
    )
    for work in works_of(library):
        text = re.sub(r"\\[a-z]+", "", " ".join(printed[work.key].split()))
        assert _plain(work.title)[:20] in _plain(text), work.key
        assert str(work.year or "") in text, work.key
        if work.number and work.container_title and not work.page:
            assert work.number in text
    kinds = Counter(re.findall(r"Warning--([a-z ]+)", run.stdout))
    assert not {kind for kind in kinds if kind.startswith("empty year")}
