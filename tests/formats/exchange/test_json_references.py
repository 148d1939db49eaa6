"""Files of references in JSON: each form that programs write, and CSL-JSON as others read it."""

from __future__ import annotations

import json
from dataclasses import replace
from types import MappingProxyType

import pytest

from pprkb.formats.exchange.json_references import read_json, write_csljson
from pprkb.model.reference import Contributor, PartialDate, Reference, ReferenceType, Role
from pprkb.model.summary import Article

CROSSREF = {
    "type": "journal-article",
    "DOI": "10.1000/moe.1",
    "title": ["Hope in practice"],
    "container-title": ["J. Test.", "Journal of Testing"],
    "short-container-title": ["J. Test."],
    "author": [
        {"given": "Ida M.L.", "family": "Lind", "sequence": "first", "affiliation": []},
        {"name": "Hope Study Group", "sequence": "additional", "affiliation": []},
    ],
    "issued": {"date-parts": [[None]]},
    "published-print": {"date-parts": [[1998, 3]]},
    "volume": "5",
    "page": "63-72",
    "publisher": None,
}


@pytest.mark.parametrize(
    "wrapped",
    [
        CROSSREF,
        [CROSSREF],
        {"status": "ok", "message-type": "work", "message": CROSSREF},
        {"status": "ok", "message": {"total-results": 1, "items": [CROSSREF]}},
        {"items": [CROSSREF]},
        [{"status": "ok", "message": CROSSREF}],
    ],
    ids=["bare", "in a list", "in message", "in message.items", "in items", "list of messages"],
)
def test_crossref(wrapped):
    read = read_json(json.dumps(wrapped))
    (work,) = read.references
    assert read.problems == ()
    assert work.type is ReferenceType.ARTICLE_JOURNAL
    assert (work.title, work.container_title) == ("Hope in practice", "Journal of Testing")
    assert work.contributors == (
        Contributor(family="Lind", given="Ida M. L."),
        Contributor(literal="Hope Study Group"),
    )
    assert work.issued == PartialDate(year=1998, month=3)
    assert (work.volume, work.page, work.doi) == ("5", "63–72", "10.1000/moe.1")


@pytest.mark.parametrize(
    ("changes", "attribute", "value"),
    [
        # doi.org: texts, and Crossref's type and persons
        ({"title": "Hope", "container-title": "Journal"}, "container_title", "Journal"),
        ({"author": {"family": "Lind", "given": "I."}}, "contributors", (Contributor(family="Lind", given="I."),)),
        ({"volume": "178", "issued": {"date-parts": [[2020]]}, "published-print": {"date-parts": [[2021, 1]]}}, "year", 2021),
        ({"title": []}, "title", ""),
        ({"title": [None]}, "title", ""),
        ({"title": ["<jats:title>Hope</jats:title> in <em>vivo</em>"]}, "title", "Hope in <i>vivo</i>"),
        ({"article-number": "e12", "page": ""}, "number", "e12"),
        ({"article-number": "e12", "page": "1-9"}, "page", "1–9"),
        ({"note": "Mine."}, "note", "Mine."),
        ({"type": "posted-content"}, "type", ReferenceType.ARTICLE),
    ],
)  # fmt: skip
def test_what_crossref_says_otherwise(changes, attribute, value):
    (work,) = read_json(json.dumps(CROSSREF | changes)).references
    assert getattr(work, attribute) == value


def test_datacite():
    attributes = {
        "doi": "10.5000/data.1",
        "titles": [{"title": "Hope: A data set"}, {"title": "x", "titleType": "Other"}],
        "creators": [
            {"name": "Lind, Ida", "nameType": "Personal", "givenName": "Ida", "familyName": "Lind"},
            {"name": "Moe, Per"},
            {"name": "Hope, Inc.", "nameType": "Organizational"},
        ],
        "publicationYear": 2019,
        "publisher": {"name": "Zenodo"},
        "types": {"resourceTypeGeneral": "Dataset"},
        "version": "2.0",
    }
    row = {"id": "10.5000/data.1", "type": "dois", "attributes": attributes}
    for wrapped in ({"data": row}, {"data": [row]}, row):
        (work,) = read_json(json.dumps(wrapped)).references
        assert (work.type, work.title, work.year) == ("dataset", "Hope: A data set", 2019)
        assert (work.publisher, work.version, work.doi) == ("Zenodo", "2.0", "10.5000/data.1")
        assert [one.family or one.literal for one in work.contributors] == [
            "Lind",
            "Moe",
            "Hope, Inc.",
        ]


def csl(**changes):
    item = {"id": "a", "type": "article-journal", "title": "Hope"}
    item |= {name.replace("_", "-"): value for name, value in changes.items()}
    return read_json(json.dumps([item])).references[0]


@pytest.mark.parametrize(
    ("changes", "attribute", "value"),
    [
        ({"issued": "2019"}, "issued", PartialDate(year=2019)),
        ({"issued": 2019}, "issued", PartialDate(year=2019)),
        ({"issued": {"raw": "2018-03-05"}}, "issued", PartialDate(year=2018, month=3, day=5)),
        ({"issued": {"raw": "2018/3"}}, "issued", PartialDate(year=2018, month=3)),
        ({"issued": {"year": 2019, "month": 5}}, "issued", PartialDate(year=2019, month=5)),
        ({"issued": {"literal": "in press"}}, "issued", PartialDate(literal="in press")),
        ({"page": ["1", "9"]}, "page", "1–9"),
        ({"volume": 12}, "volume", "12"),
        ({"author": [{"name": "Hope Group"}]}, "contributors", (Contributor(literal="Hope Group"),)),
        ({"author": [{"given": "Plato"}]}, "contributors", (Contributor(family="Plato"),)),
        ({"author": {"family": "Eck", "given": "A"}}, "contributors", (Contributor(family="Eck", given="A"),)),
        ({"author": [{"family": "King", "given": "Martin Luther, Jr."}]}, "contributors", (Contributor(family="King", given="Martin Luther", suffix="Jr."),)),
        ({"author": [{"family": "Berg Jr.", "given": "A."}]}, "contributors", (Contributor(family="Berg", given="A.", suffix="Jr."),)),
        ({"title": "Hope &amp; fear: p &lt; .05"}, "title", "Hope & fear: p < .05"),
        ({"title": "Hope &amp;amp; fear"}, "title", "Hope & fear"),
        ({"title": "<jats:p>Hope</jats:p> <strong>x</strong> <scp>DNA</scp>"}, "title", 'Hope <b>x</b> <span style="font-variant:small-caps;">DNA</span>'),
        ({"title": "not <b>closed"}, "title", "not <b>closed"),
        ({"title": '<span class="nocase">pH</span>'}, "title", '<span class="nocase">pH</span>'),
        ({"container_title": "Research &#38; Practice"}, "container_title", "Research & Practice"),
        ({"publisher": "Wiley &amp; Sons"}, "publisher", "Wiley & Sons"),
    ],
)  # fmt: skip
def test_what_programs_write_in_csl(changes, attribute, value):
    assert getattr(csl(**changes), attribute) == value


@pytest.mark.parametrize(
    ("author", "people"),
    [
        ({"literal": "Lind, Ida; Moe, Per"}, [("Lind", "Ida"), ("Moe", "Per")]),
        ({"literal": "Lind I"}, [("Lind", "I.")]),
        ({"family": "Moe P.K."}, [("Moe", "P. K.")]),
        ("Lind, Ida; Moe, Per", [("Lind", "Ida"), ("Moe", "Per")]),
        ({"literal": "['Lind, Ida', 'Moe, Per']"}, [("Lind", "Ida"), ("Moe", "Per")]),
        ({"literal": "World Health Organization"}, [("", "")]),
        ({"literal": "Guideline Panel, Division 12"}, [("", "")]),
        ({"family": "van de Schot", "given": "Ron"}, [("van de Schot", "Ron")]),
    ],
)
def test_names_in_one_text_are_parted_where_that_is_certain(author, people):
    work = csl(author=[author])
    assert [(one.family, one.given) for one in work.contributors] == people
    if isinstance(author, dict) and "literal" in author:
        zotero = {"key": "A", "itemType": "book", "title": "T"}
        zotero["creators"] = [{"creatorType": "author", "name": author["literal"]}]
        (work,) = read_json(json.dumps([zotero])).references
        assert [(one.family, one.given) for one in work.contributors] == people


def test_our_own_annotation_is_no_note_of_the_work():
    note = "Read again\nEssential reading\nEffect sizes: d = .5\nPractice implications: Ask."
    assert csl(note=note).note == "Read again"


@pytest.mark.parametrize(
    ("line", "attribute", "value"),
    [
        ("original-date: 1923", "original_date", PartialDate(year=1923)),
        ("Original Date: 1923", "original_date", PartialDate(year=1923)),
        ("{:original-date: 1923}", "original_date", PartialDate(year=1923)),
        ("translator: Moe || Per", "contributors", (Contributor(role=Role.TRANSLATOR, family="Moe", given="Per"),)),
        ("Translator: Moe, Per", "contributors", (Contributor(role=Role.TRANSLATOR, family="Moe", given="Per"),)),
        ("editor: Hope Group", "contributors", (Contributor(role=Role.EDITOR, literal="Hope Group"),)),
        ("DOI: https://doi.org/10.1000/x", "doi", "10.1000/x"),
        ("PMID: 123", "pmid", "123"),
        ("PMCID: PMC9", "pmcid", "PMC9"),
        ("type: dataset", "type", ReferenceType.DATASET),
        ("type: podcast", "type", ReferenceType.SONG),
        ("status: in press", "status", "in press"),
        ("number: 313", "number", "313"),
        ("event-title: SPR meeting", "event_title", "SPR meeting"),
        ("Event Place: Oslo", "event_place", "Oslo"),
        ("original_publisher: Deuticke", "original_publisher", "Deuticke"),
        ("Publication Title: Other", "container_title", "Other"),
    ],
)  # fmt: skip
def test_lines_that_zotero_keeps_in_a_note(line, attribute, value):
    for item in (
        {"id": "a", "type": "article-journal", "title": "T", "note": f"{line}\nRead again"},
        {"key": "A", "itemType": "journalArticle", "title": "T", "extra": f"{line}\nRead again"},
    ):
        (work,) = read_json(json.dumps([item])).references
        assert getattr(work, attribute) == value
        assert work.note == "Read again"


@pytest.mark.parametrize(
    "note",
    ["tex.x: y", "Citation Key: a1", "_eprint: https://doi.org/10.1/x", "bibtex: x", "GSCC: 12"],
)
def test_lines_for_programs_go(note):
    assert csl(note=note).note == ""


@pytest.mark.parametrize(
    "note", ["Read again: soon", "DOI: 10.1000/other", "See: Moe (2001)", "A note\n\nwith a gap"]
)
def test_other_lines_stay(note):
    work = csl(note=note, DOI="10.1000/x")
    assert (work.note, work.doi) == (note, "10.1000/x")


@pytest.mark.parametrize(
    ("item", "message"),
    [
        ({"type": "journal-artcle"}, 'the type journal-artcle is not known; did you mean "journal-article"?'),
        ({"type": "nonsense"}, "the type nonsense is not known"),
        ({"itemType": "journalArtcle"}, 'did you mean "journalArticle"?'),
        ({}, "the item has no type"),
    ],
)  # fmt: skip
def test_types_that_are_not_known(item, message):
    (problem,) = read_json(json.dumps([{"id": "q", "title": "T"} | item])).problems
    assert message in str(problem)
    assert problem.rule == "unknown-type"


def test_each_work_has_its_place_and_its_own_key():
    items = [
        {"id": "moe2001", "type": "book", "title": "One"},
        {"type": "book", "title": "Two"},
        {"id": "http://zotero.org/x", "citation-key": "rud1999", "type": "book", "title": "Three"},
    ]
    read = read_json(json.dumps(items, indent=1), "x.json")
    assert [str(one.at) for one in read.references] == ["x.json:2", "x.json:7", "x.json:11"]
    assert read.keys == ("moe2001", "", "rud1999")
    assert [one.key for one in read.references] == ["moe2001", "item-2", "rud1999"]


# -- writing -----------------------------------------------------------------------------------

WORK = Reference(
    key="a",
    type=ReferenceType.ARTICLE_JOURNAL,
    contributors=(
        Contributor(family="Sonsbeek", given="Maartje", non_dropping_particle="van"),
        Contributor(family="King", given="Martin Luther", suffix="Jr."),
        Contributor(family="Beauvoir", given="Simone", dropping_particle="de"),
        Contributor(literal="Guideline Panel, Division 12"),
    ),
    title="Hope in practice",
    container_title="BMC Testing",
    issued=PartialDate(year=2020),
    volume="20",
    number="313",
)


def written(reference):
    text = write_csljson([Article(reference=reference)])
    read = read_json(text)
    assert read.references == (reference,)
    assert read.problems == ()
    return json.loads(text)[0]


def test_names_keep_particle_and_suffix_in_zotero():
    assert written(WORK)["author"] == [
        {"family": "van Sonsbeek", "given": "Maartje"},
        {"family": "King", "given": "Martin Luther, Jr."},
        {"family": "Beauvoir", "given": "Simone de"},
        {"literal": "Guideline Panel, Division 12"},
    ]


def test_an_article_number_is_a_line_of_the_note_too():
    item = written(replace(WORK, note="Read again"))
    assert (item["number"], item["note"]) == ("313", "number: 313\nRead again")
    assert "note" not in written(replace(WORK, number=""))
    assert "note" not in written(replace(WORK, type=ReferenceType.REPORT))


@pytest.mark.parametrize(
    ("kind", "changes", "type_", "rest"),
    [
        (ReferenceType.SOFTWARE, {"version": "4.0"}, "book", {"version": "4.0", "genre": "Computer software"}),
        (ReferenceType.SOFTWARE, {"genre": "R package", "version": "4"}, "book", {"genre": "R package"}),
        (ReferenceType.BOOK, {"version": "4.0"}, "book", {"version": None, "note": "version: 4.0"}),
        (ReferenceType.REVIEW, {}, "article-journal", {}),
        (ReferenceType.REVIEW_BOOK, {}, "article-journal", {}),
        (ReferenceType.ENTRY, {}, "entry-encyclopedia", {}),
        (ReferenceType.FIGURE, {}, "graphic", {}),
        (ReferenceType.CHAPTER, {"chapter_number": "3"}, "chapter", {"note": "chapter-number: 3"}),
        (ReferenceType.DATASET, {"version": "2"}, "dataset", {"version": "2"}),
    ],
)  # fmt: skip
def test_types_as_zotero_takes_them(kind, changes, type_, rest):
    item = written(replace(WORK, number="", type=kind, **changes))
    assert item["type"] == type_
    assert {name: item.get(name) for name in rest} == rest


@pytest.mark.parametrize(
    "changes",
    [
        {"title": "Hope &amp; fear"},
        {"note": "PMID: 123"},
        {"contributors": (Contributor(literal="Lind, Ida; Moe, Per"),)},
        {"contributors": (Contributor(family="Berg Jr.", given="A."),)},
        {"extra": MappingProxyType({"x": "y"})},
        {"issued": PartialDate(literal="2019")},
        {"archive": "PsycINFO", "archive_location": "2018-00001-001"},
    ],
)
def test_our_own_file_comes_back_as_it_was(changes):
    written(replace(WORK, **changes))


CSL_FORM = {"type": "article-journal", "title": "Hope"}
ZOTERO_FORM = {"itemType": "journalArticle", "title": "Hope"}
CROSSREF_FORM = {"type": "journal-article", "title": ["Hope"]}


@pytest.mark.parametrize(
    ("archive", "number", "expected"),
    [
        pytest.param(
            "PsycINFO", "2018-00001-001", ("", "", "PsycINFO", "2018-00001-001", ""), id="database"
        ),
        pytest.param("psyh", "", ("", "", "psyh", "", ""), id="EBSCO's short name"),
        pytest.param("Ovid MEDLINE", "26407772", ("", "", "Ovid MEDLINE", "", "26407772"), id="PMID"),
        pytest.param(
            "Scopus", "26407772", ("", "", "Scopus", "26407772", ""), id="another's number is no PMID"
        ),
        pytest.param(
            "Archives of Psychology", "Box 3", ("Archives of Psychology", "Box 3", "", "", ""), id="archive"
        ),
        pytest.param(
            "ProQuest Dissertations & Theses", "3640123",
            ("ProQuest Dissertations & Theses", "3640123", "", "", ""), id="source of a dissertation"
        ),
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    ("form", "location"),
    [
        pytest.param(CSL_FORM, "archive_location", id="CSL"),
        pytest.param(ZOTERO_FORM, "archiveLocation", id="Zotero"),
        pytest.param(CROSSREF_FORM, "archive_location", id="Crossref"),
    ],
)
def test_a_database_is_no_archive_in_any_form(form, location, archive, number, expected):
    item = {**form, "archive": archive, location: number}
    (reference,) = read_json(json.dumps([item])).references
    accession = reference.extra.get("an", "")
    assert expected == (
        reference.archive,
        reference.archive_location,
        reference.source,
        accession,
        reference.pmid,
    )


def test_a_database_does_not_replace_the_source():
    item = {**ZOTERO_FORM, "archive": "psyh", "extra": "Source: EBSCOhost"}
    (reference,) = read_json(json.dumps([item])).references
    assert (reference.archive, reference.source) == ("", "EBSCOhost")


def test_a_file_of_the_first_versions_is_read():
    item = {
        "id": "a",
        "type": "book",
        "title": "One: two",
        "title-short": "One",
        "note": "Mine\nEffect sizes: d = .5",
        "custom": {"note": "Mine", "derived": ["title-short", "note"]},
    }
    (work,) = read_json(json.dumps([item])).references
    assert (work.note, work.title_short) == ("Mine", "")
