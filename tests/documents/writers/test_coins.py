"""What a browser's reference manager reads of the references on a page."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import unquote

import pytest
from lxml import html

from pprkb.documents.document import Document, Entry, Heading
from pprkb.documents.writers import Format, write
from pprkb.documents.writers.coins import coins, context_object
from pprkb.model.reference import Contributor, PartialDate, Reference, ReferenceType, Role
from pprkb.text.markup import Run

_AUTHORS = "aulast aufirst auinit auinit1 auinitm ausuffix au"
KEYS = {
    name: frozenset(keys.split())
    for name, keys in {
        "journal": f"{_AUTHORS} aucorp atitle title jtitle stitle date chron ssn quarter volume "
        "part issue spage epage pages artnum issn eissn isbn coden sici genre",
        "book": f"{_AUTHORS} aucorp btitle atitle title place pub date edition tpages series spage "
        "epage pages issn isbn bici genre",
        "dissertation": f"{_AUTHORS} title co cc inst advisor tpages date degree",
        "patent": "invlast invfirst inv title number date assignee kind cc co",
        "dc": "title creator subject description publisher contributor date type format identifier "
        "source language relation coverage rights",
    }.items()
}
"""The metadata of each format as the registry of OpenURL lists them."""


def parsed(text: str) -> dict[str, list[str]]:
    """Read a ContextObject as OpenURL says."""
    values: dict[str, list[str]] = {}
    for pair in text.split("&"):
        key, value = pair.split("=")
        values.setdefault(key, []).append(unquote(value, errors="strict"))
    return values


def on_page(reference: Reference, to: Format = Format.HTML) -> list[dict[str, list[str]]]:
    entry = Entry(key=reference.key, runs=(Run(text="A reference"),), reference=reference)
    document = Document(title="T", blocks=(Heading(level=1, runs=(Run(text="H"),)), entry, entry))
    root = html.fromstring(write(document, to).decode())
    spans = root.xpath("//span[@class='Z3988']")
    assert all(span.get("aria-hidden") == "true" and not span.text_content() for span in spans)
    return [parsed(span.get("title")) for span in spans]


FULL = Reference(
    key="a",
    type=ReferenceType.ARTICLE_JOURNAL,
    contributors=(
        Contributor(family="Berg", given="Jan", non_dropping_particle="van der"),
        Contributor(family="King", given="Ann", suffix="Jr."),
        Contributor(literal="Health, Board of"),
        Contributor(role=Role.EDITOR, family="Lee", given="B."),
    ),
    title='Cost & <i>effect</i>: "50% = half" + more',
    container_title="J. of X & Y",
    container_title_short="JXY",
    issued=PartialDate(year=2010, month=5, day=3),
    volume="3",
    issue="2",
    page="12–15",
    number="e9",
    doi="10.1002/(SICI)1:2<3::A>3.0;2-#",
    pmid="123",
    issn="1723-8617, 2051-5545 (Electronic)",
    url="https://example.org/?a=1&b=2",
)


@pytest.mark.parametrize("to", [Format.HTML, Format.HTML_FRAGMENT], ids=lambda to: to.value)
def test_an_article_is_told_once_with_all_that_openurl_has_a_key_for(to: Format) -> None:
    (told,) = on_page(FULL, to)
    assert told == {
        "ctx_ver": ["Z39.88-2004"],
        "rft_val_fmt": ["info:ofi/fmt:kev:mtx:journal"],
        "rft_id": [
            "info:doi/10.1002/(SICI)1:2<3::A>3.0;2-#",
            "info:pmid/123",
            "https://example.org/?a=1&b=2",
        ],
        "rft.genre": ["article"],
        "rft.atitle": ['Cost & effect: "50% = half" + more'],
        "rft.jtitle": ["J. of X & Y"],
        "rft.stitle": ["JXY"],
        "rft.volume": ["3"],
        "rft.issue": ["2"],
        "rft.artnum": ["e9"],
        "rft.pages": ["12-15"],
        "rft.spage": ["12"],
        "rft.epage": ["15"],
        "rft.issn": ["1723-8617"],
        "rft.eissn": ["2051-5545"],
        "rft.aulast": ["van der Berg"],
        "rft.aufirst": ["Jan"],
        "rft.au": ["King, Ann Jr.", "Health – Board of,"],
        "rft.date": ["2010-05-03"],
    }


T = ReferenceType
WHO = (Contributor(literal="Task Force, WHO"),)
KINDS: dict[str, tuple[dict[str, object], str, dict[str, str]]] = {
    "article number": (
        {"type": T.ARTICLE_JOURNAL, "number": "313"},
        "journal",
        {"artnum": "313", "pages": "313"},
    ),
    "book by a body": (
        {"type": T.BOOK, "contributors": WHO, "publisher": "WHO", "isbn": "978-0-19-084395-3"},
        "book",
        {"genre": "book", "btitle": "A title", "aucorp": "Task Force, WHO", "pub": "WHO"},
    ),
    "book with editors": (
        {"type": T.BOOK, "contributors": (Contributor(role=Role.EDITOR, family="Lee"),)},
        "book",
        {"aulast": "Lee"},
    ),
    "chapter": (
        {"type": T.CHAPTER, "container_title": "A book", "page": "3–9", "edition": "2"},
        "book",
        {"genre": "bookitem", "atitle": "A title", "btitle": "A book", "spage": "3"},
    ),
    "chapter of nothing": ({"type": T.CHAPTER}, "book", {"genre": "book", "btitle": "A title"}),
    "paper": (
        {"type": T.PAPER_CONFERENCE, "event_title": "A meeting"},
        "book",
        {"genre": "proceeding", "btitle": "A meeting"},
    ),
    "report": ({"type": T.REPORT}, "book", {"genre": "report", "btitle": "A title"}),
    "thesis": (
        {"type": T.THESIS, "genre": "Doctoral dissertation", "publisher": "Yale"},
        "dissertation",
        {"title": "A title", "inst": "Yale", "degree": "Doctoral dissertation"},
    ),
    "patent": ({"type": T.PATENT, "number": "US1"}, "patent", {"number": "US1"}),
    "web page": (
        {"type": T.WEBPAGE, "container_title": "A site", "contributors": WHO},
        "dc",
        {"type": "webpage", "source": "A site", "creator": "Task Force – WHO,"},
    ),
    "data set": ({"type": T.DATASET, "publisher": "OSF"}, "dc", {"type": "dataset"}),
    "a range of years": (
        {"type": T.BOOK, "issued": PartialDate(year=1999, end_year=2001)},
        "book",
        {"date": "1999"},
    ),
}


@pytest.mark.parametrize(("values", "form", "expected"), KINDS.values(), ids=KINDS)
def test_each_kind_of_work(values: dict[str, object], form: str, expected: dict[str, str]) -> None:
    told = parsed(context_object(Reference(key="a", title="A title", **values)))
    assert told["rft_val_fmt"] == [f"info:ofi/fmt:kev:mtx:{form}"]
    assert {key: told[f"rft.{key}"] for key in expected} == {
        key: [value] for key, value in expected.items()
    }


@pytest.mark.parametrize("kind", T, ids=lambda kind: kind.value)
def test_only_keys_of_the_format_are_used(kind: ReferenceType) -> None:
    told = parsed(context_object(replace(FULL, type=kind, isbn="0-8058-5708-5", edition="2")))
    form = told["rft_val_fmt"][0].rpartition(":")[2]
    keys = {key.removeprefix("rft.") for key in told if key.startswith("rft.")}
    assert keys <= KEYS[form]
    titles = {told.get(f"rft.{key}", [""])[0] for key in ("atitle", "btitle", "title")}
    assert 'Cost & effect: "50% = half" + more' in titles
    assert any("Berg" in name for values in told.values() for name in values)


def test_nothing_that_is_no_text_gets_into_a_page() -> None:
    nasty = 'A\x00\x1b\x85"><script>\ud800\ufdd0\nb'
    span = coins(Reference(key="a", type=T.BOOK, title=nasty, publisher=nasty))
    root = html.fromstring(span)
    assert (root.tag, len(root)) == ("span", 0)
    assert parsed(root.get("title"))["rft.btitle"] == ['A "><script> b']


@pytest.mark.parametrize("year", [None, -50, 0, 12000])
def test_a_date_that_w3c_has_no_form_for_is_left_out(year: int | None) -> None:
    date = PartialDate(year=year, literal="" if year is not None else "in press")
    told = parsed(context_object(Reference(key="a", type=T.BOOK, title="T", issued=date)))
    assert "rft.date" not in told


def test_a_work_without_a_title_has_none() -> None:
    assert coins(Reference(key="a", type=T.BOOK, title="<i></i>")) == ""
