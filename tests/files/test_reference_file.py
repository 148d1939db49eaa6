"""Files of references from other programs: what they are, and what they hold."""

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pprkb.files.read.reference_file import FileFormat, read_reference_file
from pprkb.model.errors import EditError
from pprkb.model.reference import Contributor, PartialDate, ReferenceType, Role

BIB = "% by JabRef\n@article{a1, author = {A, B.}, title = {T one}, year = {2001}}\n"
RIS = "TY  - JOUR\r\nAU  - A, B.\r\nTI  - T one\r\nPY  - 2001\r\nER  - \r\n"
CSL = json.dumps(
    [
        {
            "id": "http://zotero.org/users/1/items/ABC",
            "citation-key": "a1",
            "type": "article-journal",
            "title": "T one",
            "author": [{"family": "A", "given": "B."}],
            "issued": {"date-parts": [["2001", 5]]},
            "page": "12-15",
            "note": "PMID: 30335462\nPMCID: PMC1\nCitation Key: a1\ntex.x: y\nRead again",
        }
    ]
)
ZOTERO_ITEM = {
    "key": "ABCD2345",
    "version": 12,
    "itemType": "journalArticle",
    "title": "T one",
    "creators": [
        {"creatorType": "author", "firstName": "B.", "lastName": "A"},
        {"creatorType": "author", "name": "World Health Organization"},
        {"creatorType": "translator", "firstName": "C.", "lastName": "D"},
    ],
    "publicationTitle": "Psychotherapy",
    "volume": "55",
    "issue": "4",
    "pages": "316-340",
    "date": "2018-12-01",
    "DOI": "https://doi.org/10.1037/pst0000172",
    "accessDate": "2020-01-02T10:00:00Z",
    "libraryCatalog": "DOI.org (Crossref)",
    "extra": "PMID: 30335462\nCitation Key: a1",
    "tags": [{"tag": "alliance", "type": 1}, {"tag": "meta-analysis"}, {"tag": "alliance"}],
    "collections": ["XYZ"],
    "relations": {},
}


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        pytest.param(BIB, "x.bib", FileFormat.BIBTEX, id="bib"),
        pytest.param(BIB, "-", FileFormat.BIBTEX, id="bib without a name"),
        pytest.param("\ufeff" + BIB, "x.txt", FileFormat.BIBTEX, id="bib with BOM"),
        pytest.param(BIB.replace("\n", "\r"), "x", FileFormat.BIBTEX, id="bib, old Mac"),
        pytest.param(RIS, "x.ris", FileFormat.RIS, id="ris"),
        pytest.param(RIS, "x.bib", FileFormat.RIS, id="ris under a wrong name"),
        pytest.param("\ufeff\n" + RIS, "-", FileFormat.RIS, id="ris with BOM"),
        pytest.param(CSL, "x.json", FileFormat.CSL_JSON, id="csl-json"),
        pytest.param(CSL, "-", FileFormat.CSL_JSON, id="csl-json without a name"),
        pytest.param(
            json.dumps({"items": json.loads(CSL)}), "x.json", FileFormat.CSL_JSON, id="items"
        ),
        pytest.param(json.dumps(json.loads(CSL)[0]), "x", FileFormat.CSL_JSON, id="one item"),
        pytest.param(json.dumps([ZOTERO_ITEM]), "x.json", FileFormat.ZOTERO_JSON, id="zotero"),
        pytest.param(
            json.dumps([{"key": "A", "version": 1, "data": ZOTERO_ITEM}]),
            "x.json",
            FileFormat.ZOTERO_JSON,
            id="zotero's interface",
        ),
        pytest.param(
            json.dumps({"config": {}, "items": [ZOTERO_ITEM]}),
            "x.json",
            FileFormat.ZOTERO_JSON,
            id="better bibtex json",
        ),
    ],
)
def test_the_content_says_what_a_file_is(content, name, kind):
    read = read_reference_file(content.encode(), name)
    assert read.format is kind
    (reference,) = read.references
    assert reference.title == "T one"
    assert reference.contributors[0] == Contributor(family="A", given="B.")
    assert read.problems == ()


@pytest.mark.parametrize(
    ("content", "name", "message", "hint"),
    [
        ('<?xml version="1.0"?>\n<rdf:RDF xmlns:rdf="x">', "x.rdf", "x.rdf is RDF", "export"),
        ("", "x.rdf", "x.rdf is RDF", "as BibTeX, RIS or CSL-JSON"),
        ("<xml><records><record>", "x.xml", "x.xml is EndNote's XML", "export"),
        ("<!DOCTYPE html><html>", "x.bib", "x.bib is a page or an XML file", "export"),
        ("FN Clarivate\nVR 1.0\nPT J", "x.txt", "x.txt is Web of Science's tagged format", "RIS"),
        ("%0 Journal Article", "x.enw", "x.enw is EndNote's tagged format", "export"),
        ("%PDF-1.7", "x", "x is a PDF", "give its DOI"),
        ("PK\x03\x04", "x.docx", "x.docx is a Word document", "as text"),
        ("Wampold, B. E. (2015). The great debate.", "-", "- holds no references", "as text"),
        ("", "-", "- holds no references", "as text"),
    ],
)
def test_what_is_not_read_is_said(content, name, message, hint):
    with pytest.raises(EditError) as raised:
        read_reference_file(content.encode(), name)
    assert raised.value.message.startswith(message)
    assert hint in raised.value.hint


def test_an_empty_bib_file_is_one():
    assert read_reference_file(b"", "x.bib").references == ()


def test_a_zotero_item_whole():
    (reference,) = read_reference_file(json.dumps([ZOTERO_ITEM]).encode(), "x.json").references
    assert reference.type is ReferenceType.ARTICLE_JOURNAL
    assert reference.contributors == (
        Contributor(family="A", given="B."),
        Contributor(literal="World Health Organization"),
        Contributor(role=Role.TRANSLATOR, family="D", given="C."),
    )
    assert reference.issued == PartialDate(year=2018, month=12, day=1)
    assert reference.accessed == PartialDate(year=2020, month=1, day=2)
    assert (reference.container_title, reference.volume, reference.issue, reference.page) == (
        "Psychotherapy",
        "55",
        "4",
        "316–340",
    )
    assert (reference.doi, reference.pmid) == ("10.1037/pst0000172", "30335462")
    assert reference.keywords == ("alliance", "meta-analysis")
    assert (reference.note, reference.source, dict(reference.extra)) == ("", "", {})


@pytest.mark.parametrize(
    ("fields", "attribute", "value"),
    [
        ({"itemType": "bookSection", "bookTitle": "Handbook"}, "container_title", "Handbook"),
        ({"itemType": "thesis", "university": "Ottawa"}, "publisher", "Ottawa"),
        ({"itemType": "thesis", "thesisType": "PhD thesis"}, "genre", "PhD thesis"),
        ({"itemType": "report", "reportNumber": "7"}, "number", "7"),
        ({"itemType": "preprint", "repository": "PsyArXiv"}, "publisher", "PsyArXiv"),
        ({"itemType": "conferencePaper", "conferenceName": "SPR"}, "event_title", "SPR"),
        ({"itemType": "webpage", "websiteTitle": "PPRNet"}, "container_title", "PPRNet"),
        ({"itemType": "book", "date": "December 2015"}, "year", 2015),
        ({"itemType": "unheardOf"}, "type", ReferenceType.DOCUMENT),
    ],
)
def test_zotero_fields(fields, attribute, value):
    content = json.dumps([fields | {"title": "T"}]).encode()
    (reference,) = read_reference_file(content, "x.json").references
    assert getattr(reference, attribute) == value


def test_notes_and_attachments_of_zotero_are_no_works():
    rows = [{"itemType": "attachment", "title": "PDF"}, {"itemType": "note", "note": "x"}]
    read = read_reference_file(json.dumps([*rows, ZOTERO_ITEM]).encode(), "x.json")
    assert len(read.references) == 1
    read = read_reference_file(json.dumps(rows).encode(), "x.json")
    assert read.references == ()
    assert "only notes" in read.problems[0].message


def test_what_zotero_keeps_in_a_note_is_read():
    (reference,) = read_reference_file(CSL.encode(), "x.json").references
    assert (reference.pmid, reference.pmcid, reference.note) == ("30335462", "PMC1", "Read again")
    assert reference.page == "12–15"


def test_items_without_an_id_or_with_the_same_are_read():
    items = [{"type": "book", "title": name} for name in ("one", "two")]
    items += [
        {"id": 7, "type": "book", "title": "three"},
        {"id": "7", "type": "book", "title": "four"},
    ]
    read = read_reference_file(json.dumps(items).encode(), "x.json")
    assert [one.title for one in read.references] == ["one", "two", "three", "four"]
    assert read.problems == ()


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("{", "x.json:1: this is not JSON"),
        ("[3]", "x.json:1: item 1 is not an object"),
        ('[{"id": "a", "type": "nonsense"}]', "the type nonsense is not known"),
    ],
)
def test_damage_is_told(content, problem):
    assert problem in str(read_reference_file(content.encode(), "x.json").problems[0])


def test_another_encoding_is_read_and_told():
    content = BIB.replace("T one", "Flückiger").encode("cp1252")
    read = read_reference_file(content, "x.bib")
    assert read.references[0].title == "Flückiger"
    assert "not UTF-8" in read.problems[0].message


zotero_values = st.none() | st.text(max_size=9) | st.integers() | st.lists(st.dictionaries(st.sampled_from(["tag", "lastName", "name", "creatorType"]), st.none() | st.text(max_size=5)))  # fmt: skip


@pytest.mark.slow
@given(st.lists(st.dictionaries(st.sampled_from([*ZOTERO_ITEM]), zotero_values), max_size=3))
def test_no_json_breaks_the_reading(items):
    read_reference_file(json.dumps(items).encode(), "x.json")
    read_reference_file(json.dumps([item | {"itemType": "book"} for item in items]).encode(), "x")


@given(st.binary(max_size=60))
def test_no_bytes_break_the_reading(content):
    with suppress(EditError):
        read_reference_file(content, "x.json")
