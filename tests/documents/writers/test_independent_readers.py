"""A list with notes, importance and effects, read back by programs that are not ours.

What a reader loses is named here and in the table of docs/formats.md, and nothing else is lost.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pybtex.database
import pytest
import rispy

from pprkb.documents.document import Records
from pprkb.documents.writers import Format, write
from pprkb.formats.exchange.csljson import to_csl
from pprkb.model.reference import Contributor, PartialDate, Reference, ReferenceType, Role
from pprkb.model.summary import Article
from tests.documents.writers.sample import ALLIANCE, ARTICLES, ATTENDANCE, SUMMARY, WAMPOLD

BOOK = Reference(
    key="berg2001",
    type=ReferenceType.BOOK,
    contributors=(
        Contributor(family="Berg", given="Jan", non_dropping_particle="van der"),
        Contributor(role=Role.TRANSLATOR, family="King", given="Ann", suffix="Jr."),
    ),
    title="Ångström & <i>søn</i>: 50% more",
    issued=PartialDate(year=2001),
    publisher="Sage",
    publisher_place="London",
    edition="2",
    volume="3",
    isbn="978-0-19-084395-3",
    note="Reprinted",
)
REPORT = Reference(
    key="who2010",
    type=ReferenceType.REPORT,
    contributors=(Contributor(literal="World Health Organization"),),
    title="A report",
    issued=PartialDate(year=2010, month=5, day=3),
    publisher="WHO",
    number="RR-12",
    url="https://example.org/a_b?x=1&y=2",
    language="fr-FR",
    annote="Own annotation",
)
LIST = (
    ARTICLES[0],
    Article(reference=BOOK, topics=(ALLIANCE,), importance="further", note="Skim it."),
    Article(reference=REPORT, summaries=(SUMMARY,), topics=(ATTENDANCE,)),
)
KNOWN = (
    "Reading note: Read first. Effect sizes: Therapeutic alliance and patient outcome: d = 0.57",
    "Practice implications: Attend to the alliance",
)


def text(to: Format, articles: tuple[Article, ...] = LIST) -> str:
    return write(Records(title="T", articles=articles), to).decode()


# -- RIS and BibTeX, by readers of each --------------------------------------------------------


def test_rispy_reads_every_tag() -> None:
    first, second, third = rispy.loads(text(Format.RIS).replace("\r\n", "\n"))
    # rispy has no name for U1, where Talis looks for the importance, and for M2, which is a line
    # of Zotero's Extra.
    assert [dict(record.get("unknown_tag", {})) for record in (first, second, third)] == [
        {"M2": ["PMID: 26407772"], "U1": ["essential"]},
        {"U1": ["further"]},
        {},
    ]
    assert first["authors"] == ["Wampold, Bruce E."]
    assert (first["year"], first["volume"], first["number"]) == ("2015", "14", "3")
    assert (first["start_page"], first["end_page"]) == ("270", "277")
    assert (first["doi"], first["issn"]) == (WAMPOLD.doi, WAMPOLD.issn)
    assert first["keywords"] == [ALLIANCE.label, ATTENDANCE.label]
    (note,) = first["notes"]
    # The breaks are for Zotero.
    assert all(words in note.replace("<br/>", " ") for words in KNOWN)
    assert second["notes"] == ["Reprinted<br/>Further reading<br/>Reading note: Skim it."]
    assert (second["publisher"], second["place_published"], second["edition"]) == (
        "Sage",
        "London",
        "2",
    )
    assert third["research_notes"] == "Own annotation"
    assert third["urls"] == [REPORT.url]
    # Every line that was written is in some field.
    held = json.dumps([first, second, third], ensure_ascii=False)
    for line in text(Format.RIS).splitlines():
        value = line[6:].strip()
        assert not value or json.dumps(value, ensure_ascii=False)[1:-1] in held, line


@pytest.mark.parametrize(
    ("to", "names"),
    [
        (Format.BIBTEX, {"annote", "journal", "year", "month", "address", "institution"}),
        (Format.BIBLATEX, {"annote", "journaltitle", "date", "location", "institution"}),
    ],
)
def test_pybtex_reads_every_field(to: Format, names: set[str]) -> None:
    read = pybtex.database.parse_string(text(to), "bibtex")
    assert list(read.entries) == [article.key for article in LIST]
    fields = set().union(*(entry.fields for entry in read.entries.values()))
    assert names <= fields
    first, second, third = read.entries.values()
    assert first.fields["keywords"] == f"{ALLIANCE.label}, Attendance / Attrition and Drop-Out"
    assert first.fields["annote"].startswith("Essential reading. ")
    assert all(words in first.fields["annote"] for words in KNOWN)
    assert second.fields["annote"] == "Further reading. Reading note: Skim it."
    assert second.fields["note"] == "Reprinted"
    assert third.fields["annote"].startswith("Own annotation. Effect sizes: ")
    (berg,) = second.persons["author"]
    assert (berg.prelast_names, berg.last_names) == (["van", "der"], ["Berg"])
    assert len(third.persons["author"]) == 1


def test_csl_json_carries_all_in_variables_of_csl() -> None:
    first, second, third = json.loads(text(Format.CSL_JSON))
    assert first["keyword"] == f"{ALLIANCE.label}; {ATTENDANCE.label}"
    lines = first["note"].split("\n")
    assert lines[0] == "Essential reading"
    assert all(words in ". ".join(lines).replace("..", ".") for words in KNOWN)
    assert second["note"] == "Reprinted\nFurther reading\nReading note: Skim it."
    assert third["annote"] == "Own annotation"


# -- all of them, by pandoc --------------------------------------------------------------------

pandoc = shutil.which("pandoc")


def _reads_ris(pandoc: str | None) -> bool:
    """Say whether a pandoc is of version 3, the first that reads RIS."""
    if not pandoc:
        return False
    listed = subprocess.run([pandoc, "--list-input-formats"], capture_output=True, text=True)
    return "ris" in listed.stdout.split()


needs_pandoc = pytest.mark.skipif(not _reads_ris(pandoc), reason="needs pandoc 3")

# `custom` is what we add for ourselves; the note of BibTeX stands in the annotation.
LOSSES = {
    Format.CSL_JSON: {"custom"},
    Format.BIBTEX: {"custom", "note"},
    Format.BIBLATEX: {"custom", "note"},
    Format.RIS: {
        *("custom", "note", "annote", "publisher-place", "title-short", "translator"),
        *("number", "ISBN", "PMID"),
    },
}
"""Variables of CSL that pandoc does not take out of each format."""


def read_by_pandoc(to: Format, directory: Path) -> list[dict[str, Any]]:
    known = subprocess.run([str(pandoc), "--list-input-formats"], capture_output=True, check=True)
    if to is Format.RIS and b"ris" not in known.stdout.split():
        pytest.skip("needs pandoc 3, which reads RIS")
    path = directory / "list"
    path.write_bytes(write(Records(title="T", articles=LIST), to))
    name = {Format.CSL_JSON: "csljson"}.get(to, to.value)
    command = [str(pandoc), "-f", name, "-t", "csljson", str(path)]
    printed = subprocess.run(command, capture_output=True, check=True).stdout
    items: list[dict[str, Any]] = json.loads(printed)
    return items


@needs_pandoc
@pytest.mark.parametrize("to", list(LOSSES), ids=lambda to: to.value)
def test_pandoc_loses_nothing_that_is_not_named(to: Format, tmp_path: Path) -> None:
    items = read_by_pandoc(to, tmp_path)
    assert [item["id"] for item in items] == [article.key for article in LIST]
    lost = set()
    for item, ours in zip(items, json.loads(text(Format.CSL_JSON)), strict=True):
        lost |= ours.keys() - item.keys()
        assert item["title"].casefold() == ours["title"].casefold().replace("'", "’")
        # It may call a particle another kind of particle, and a body in RIS a person.
        words = [
            sorted(" ".join(" ".join(name.values()) for name in one["author"]).split())
            for one in (item, ours)
        ]
        assert words[0] == words[1]
        assert item["issued"]["date-parts"][0][0] == ours["issued"]["date-parts"][0][0]
    assert lost == LOSSES[to]


@needs_pandoc
@pytest.mark.parametrize("to", [Format.BIBTEX, Format.BIBLATEX], ids=lambda to: to.value)
def test_pandoc_reads_the_annotation(to: Format, tmp_path: Path) -> None:
    first, second, third = read_by_pandoc(to, tmp_path)
    assert all(words in first["annote"] for words in KNOWN)
    assert second["annote"] == "Further reading. Reading note: Skim it."
    assert second["note"] == "Reprinted"
    assert third["annote"].startswith("Own annotation. Effect sizes: ")


@needs_pandoc
def test_pandoc_keeps_the_note_of_csl_json(tmp_path: Path) -> None:
    first, _, third = read_by_pandoc(Format.CSL_JSON, tmp_path)
    assert first["note"].split("\n")[:2] == ["Essential reading", "Reading note: Read first."]
    assert third["note"].startswith("Effect sizes: ")
    assert to_csl(REPORT).get("note") is None
