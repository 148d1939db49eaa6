"""Agreement with facts that are kept outside of the repository; skipped where they are absent."""

from __future__ import annotations

import csv
import itertools
import json
import re
from pathlib import Path

import pytest

from pprkb.formats.bibtex.read.file import read_bibtex
from pprkb.formats.exchange.csljson import to_csl
from pprkb.formats.latex.decode import decode
from pprkb.formats.titles.case import Casing, cased
from pprkb.text.markup import strip_tags
from tests.growth import assert_grows_with_length

ROOT = Path(__file__).resolve().parents[3]
FACTS = ROOT.parent / "shared" / "facts"

pytestmark = pytest.mark.skipif(not FACTS.is_dir(), reason="../shared is absent")


def text_of(path: Path) -> str:
    data = path.read_bytes()
    return data.decode("utf-16" if data[:2] == b"\xff\xfe" else "utf-8")


# -- pairs -------------------------------------------------------------------------------------

_FOLDED = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " "})


def fold(value):
    if isinstance(value, str):
        value = re.sub(r'<span class="nocase">(.*?)</span>', r"\1", value)
        return re.sub(r"\s+", " ", value.translate(_FOLDED)).strip()
    if isinstance(value, list):
        return [fold(item) for item in value]
    if isinstance(value, dict):
        return {
            name.replace("non-dropping-particle", "dropping-particle"): fold(item)
            for name, item in value.items()
            if name != "custom"
        }
    return value


def listed_differences() -> set[tuple[str, str, str]]:
    text = (ROOT / "docs" / "bibtex.md").read_text(encoding="utf-8")
    table = text.split("<!-- differences:")[1].splitlines()[3:]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in table if line]
    assert all(len(row) == 4 and row[3] for row in rows)
    return {(row[0], row[1], row[2]) for row in rows}


def test_pairs_agree_but_for_listed_differences():
    listed = listed_differences()
    used = set()
    total = 0
    unlisted = []
    differing = set()
    for path in sorted((FACTS / "biblatex-pairs").glob("*.expected.json")):
        name = path.name.removesuffix(".expected.json")
        result = read_bibtex(text_of(path.with_name(f"{name}.bib")))
        items = {reference.key: fold(to_csl(reference)) for reference in result.references}
        for expected in map(fold, json.loads(path.read_text(encoding="utf-8"))):
            total += 1
            item = items.get(expected["id"], {})
            for field in sorted(set(expected) | set(item)):
                if expected.get(field) != item.get(field):
                    place = (name, expected["id"], field)
                    differing.add(place[:2])
                    if place in listed:
                        used.add(place)
                    else:
                        unlisted.append((*place, expected.get(field), item.get(field)))
    wrong = {row[:2] for row in unlisted}
    assert 1 - len(wrong) / total >= 0.9, unlisted
    assert 1 - len(differing) / total >= 0.78
    assert listed == used, "docs/bibtex.md lists what does not differ any more"


# -- titles ------------------------------------------------------------------------------------


def title_rows():
    path = FACTS / "titles_sentence_pairs.tsv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def plain(title: str) -> str:
    return strip_tags(title).replace("’", "'").strip()


def test_two_titles_in_three_are_as_a_person_would_write_them():
    rows = title_rows()
    right = sum(
        plain(cased(decode(row["bibtex_title"], protect=True), Casing()).text)
        == plain(row["human_sentence_case"])
        for row in rows
    )
    assert right / len(rows) >= 0.70


def test_no_title_in_sentence_case_is_damaged():
    for row in title_rows():
        title = row["human_sentence_case"]
        assert plain(cased(title, Casing()).text) == plain(title)


# -- libraries ---------------------------------------------------------------------------------

_ENTRY = re.compile(
    r"^\s*@(?!string\b|comment\b|preamble\b)\w+\s*[{(]\s*([^\s,]+)\s*,", re.I | re.M
)


@pytest.mark.parametrize(
    "path", sorted((FACTS / "real-bib").glob("*.bib")), ids=lambda path: path.stem
)
def test_no_entry_of_a_real_library_is_lost(path):
    text = text_of(path)
    keys = {reference.key.lower() for reference in read_bibtex(text).references}
    assert {key.lower() for key in _ENTRY.findall(text)} - keys == set()


def test_reading_a_library_grows_with_its_length():
    texts = [text_of(path) for path in sorted((FACTS / "real-bib").glob("*.bib"))]
    assert texts
    numbers = itertools.count()

    def read(text):
        renamed = _ENTRY.sub(
            lambda match: match.group().replace(match[1], f"n{next(numbers)}-{match[1]}"), text
        )
        assert len(read_bibtex(renamed).references) >= 0.98 * len(_ENTRY.findall(text))

    assert_grows_with_length(read, texts[0], count=1)


# -- damaged files -----------------------------------------------------------------------------


def nasty_rows():
    path = FACTS / "nasty-bib" / "expected.tsv"
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return [tuple(row) for row in csv.reader(file, delimiter="\t")][1:]


@pytest.mark.parametrize(("name", "says"), nasty_rows(), ids=[row[0] for row in nasty_rows()])
def test_damaged_files(name, says):
    text = text_of(FACTS / "nasty-bib" / f"{name}.bib")
    result = read_bibtex(text)
    keys = {reference.key for reference in result.references}
    for key in ("ok1", "ok2"):
        if f"{{{key}," in text:
            assert key in keys
    lines = {problem.at.line for problem in result.problems}
    expected = re.match(r"line (\d+)", says)
    if expected and name != "33_utf16":
        assert int(expected[1]) in lines, result.problems
    if re.match(r"reads|value|month|title|hidden|year and|DOI|list|a: file", says):
        assert {p.rule.value for p in result.problems} <= {"hidden-entry", "bibtex-syntax"}
