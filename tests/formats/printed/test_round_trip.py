"""References that we print ourselves in APA style are read back with the same fields."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from pprkb.documents.cite import Citations
from pprkb.formats.bibtex.read.file import read_bibtex
from pprkb.formats.exchange.csljson import from_csl
from pprkb.formats.printed import Printed, read_printed
from pprkb.model.reference import Reference, ReferenceType, Role, inverted
from pprkb.text.markup import strip_tags

ROOT = Path(__file__).parents[3]
FACTS = ROOT.parent / "shared" / "facts"
_FIELDS = (
    *("title", "container_title", "volume", "issue", "page", "number", "doi", "publisher"),
    *("publisher_place", "edition", "version", "event_title", "event_place", "volume_title"),
)


def library(path: Path) -> list[Reference]:
    text = path.read_text(encoding="utf-8", errors="replace")
    references = read_bibtex(text, path=path.name).references
    return list({reference.key: reference for reference in references}.values())


def bare(text: str) -> str:
    """Fold what printing changes: quotation marks, dashes, capitals, the last full stop."""
    text = re.sub(r"[‘’ʼ“”\"`]", "'", strip_tags(text))
    text = " ".join(re.sub(r"[-–—−‐]+", "-", text).split())
    return re.sub(r"\.'", "'", text).rstrip(".").casefold()


def initials(given: str) -> str:
    words = [word for word in re.split(r"[\s.]+", given.replace(".-", "-")) if word]
    return "".join("-".join(part[:1] for part in word.split("-")) for word in words).casefold()


def names(reference: Reference, role: Role) -> list[str]:
    return [
        bare(one.literal or f"{one.non_dropping_particle} {one.family}".strip())
        + (f" {initials(one.given)}" if one.given else "")
        for one in reference.by_role(role)
    ]


def printed_text(citations: Citations, reference: Reference) -> str:
    return "".join(run.text for run in citations.entry(reference.key).runs)


def misses(reference: Reference, printed: Printed) -> Iterator[str]:
    """Yield an empty text for each printed field that was read well, else what differs."""
    read = printed.reference or Reference(key="", type=ReferenceType.DOCUMENT)
    rest = bare(printed.text)
    for name in _FIELDS:
        value = bare(getattr(reference, name))
        if value and value in rest:
            got = bare(getattr(read, name))
            other = {"page": read.number, "number": read.page}.get(name, "")
            yield "" if value in (got, bare(other)) else f"{name}: {got!r}, not {value!r}"
            if name in ("title", "container_title"):
                # "Princeton" is not printed where "Princeton University Press" is.
                rest = rest.replace(value, " ", 1)
        elif getattr(read, name) and not value and name not in ("page", "number", "publisher"):
            yield f"{name}: {getattr(read, name)!r} is not there"
    for role in (Role.AUTHOR, Role.EDITOR):
        wanted = names(reference, role)
        if wanted and "…" not in printed.text and bare(inverted(reference.by_role(role)[0])):
            got_names = names(read, role)
            yield "" if got_names == wanted else f"{role.value}: {got_names}, not {wanted}"
    if reference.year and str(reference.year) in printed.text:
        yield "" if read.year == reference.year else f"issued: {read.year}"


def measured(references: Iterable[Reference]) -> tuple[int, int, list[str], list[str]]:
    """Return the fields read, those read wrongly, and what was wrong, announced and silent."""
    works = list(references)
    citations = Citations(works)
    fields = wrong = 0
    announced, silent = [], []
    for reference in works:
        printed = read_printed(printed_text(citations, reference))
        found = list(misses(reference, printed))
        fields += len(found)
        for miss in filter(None, found):
            wrong += 1
            (silent if printed.confident else announced).append(f"{reference.key}: {miss}")
    return fields, wrong, announced, silent


def test_the_default_library_is_read_back() -> None:
    _, wrong, announced, silent = measured(library(ROOT / "data" / "references.bib"))
    assert (wrong, announced, silent) == (0, [], [])


@pytest.mark.skipif(not FACTS.is_dir(), reason="../shared is absent")
def test_examples_of_the_apa_manual_are_read_back() -> None:
    cases = json.loads((FACTS / "apa_cases.json").read_text(encoding="utf-8"))
    fields, wrong, announced, silent = measured(from_csl(case["item"]) for case in cases)
    assert 1 - wrong / fields >= 0.92, announced
    # One item has a second given name that its style does not print.
    assert len(silent) <= 2, silent


@pytest.mark.skipif(not FACTS.is_dir(), reason="../shared is absent")
@pytest.mark.parametrize(
    ("name", "right"),
    [
        pytest.param("MathiasHarrer+Doing-Meta-Analysis-in-R.bib", 0.96, id="Google Scholar"),
        pytest.param("SurveyResearch+bibtex.bib", 0.98, id="Zotero"),
        pytest.param("langcog+experimentology.bib", 0.95, id="BibDesk"),
    ],
)
def test_libraries_of_users_are_read_back(name: str, right: float) -> None:
    """What is silent here is mostly an entry that has its publisher in another field."""
    references = library(FACTS / "real-bib" / name)
    fields, wrong, announced, silent = measured(references)
    assert 1 - wrong / fields >= right, announced
    assert len({miss.split(":")[0] for miss in silent}) <= 0.045 * len(references), silent
