"""RIS: written as Zotero and EndNote want it, read from any program, and the one after the other."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from dataclasses import fields, replace
from html import unescape

import pytest
import rispy
from hypothesis import given, settings
from hypothesis import strategies as st

from pprkb.formats.exchange.program_values import agency_line, agency_title
from pprkb.formats.exchange.ris.lines import is_ris
from pprkb.formats.exchange.ris.read import read_ris
from pprkb.formats.exchange.ris.tags import (
    GENRE_IN_M3,
    NUMBER_IN_SN,
    TYPES,
    join_pages,
    roles_of,
    split_pages,
    standard_numbers,
)
from pprkb.formats.exchange.ris.write import _FALLBACK_AUTHORS, write_ris
from pprkb.model.problem import Rule
from pprkb.model.reference import Contributor, PartialDate, Reference, ReferenceType, Role
from pprkb.model.summary import Article
from tests.documents.writers.sample import ARTICLES
from tests.growth import assert_grows_with_length


def read(text: str) -> Reference:
    (reference,), problems = read_ris(text, "a.ris")
    assert not problems
    return reference


# -- writing ------------------------------------------------------------------------------------


def test_record_is_what_zotero_reads() -> None:
    lines = write_ris(ARTICLES[:1]).split("\r\n")
    assert lines[0] == "TY  - JOUR"
    assert lines[-2:] == ["ER  - ", ""]
    for line in (
        "AU  - Wampold, Bruce E.",
        "T2  - World Psychiatry",
        "PY  - 2015",
        "DA  - 2015/10//",
        "SP  - 270",
        "EP  - 277",
        "SN  - 1723-8617",
        "DO  - 10.1002/wps.20238",
        "AN  - 26407772",
        # Zotero has no tag for a PMID; it reads it from its Extra.
        "M2  - PMID: 26407772",
        "AB  - The common factors have a long history. They matter.",
        "N2  - The common factors have a long history. They matter.",
        # One keyword although it has commas.
        "KW  - Attendance, Attrition, and Drop-Out",
        "U1  - essential",
    ):
        assert line in lines


def test_all_that_is_known_is_one_note_with_a_break_between_its_parts() -> None:
    """Talis takes one N1 of one line; pandoc refuses lines without a tag; Zotero reads HTML."""
    first, second = re.findall("^N1  - (.*)\r$", write_ris(ARTICLES), re.MULTILINE)
    parts = first.split("<br/>")
    assert parts[:2] == ["Essential reading", "Reading note: Read first."]
    assert parts[2].startswith("Effect sizes: ")
    assert "d = 0.57, k > 200 studies, N = 14,000 patients" in parts[2]
    # What another work found says so.
    assert "(benish2011, as cited in" in parts[2]
    assert parts[3].startswith("Practice implications: Attend to the alliance (horvath2011).")
    assert second == "Reading note: =SUM(A1:A9)"


def test_own_note_stands_first_and_comes_back_alone() -> None:
    work = Reference(key="a", type=ReferenceType.BOOK, note="A & B, n<k and p < .05")
    text = write_ris([Article(reference=work, note="Read.")])
    assert "N1  - A & B, n&lt;k and p < .05<br/>Reading note: Read.\r\n" in text
    assert read(text) == work


def _reads_ris() -> bool:
    """Return whether there is a pandoc of version 3, the first that reads RIS."""
    if not shutil.which("pandoc"):
        return False
    listed = subprocess.run(["pandoc", "--list-input-formats"], capture_output=True, text=True)
    return "ris" in listed.stdout.split()


@pytest.mark.skipif(not _reads_ris(), reason="needs pandoc 3")
def test_pandoc_reads_every_record() -> None:
    text = write_ris(ARTICLES)
    done = subprocess.run(
        ["pandoc", "-f", "ris", "-t", "csljson"],
        input=text,
        capture_output=True,
        text=True,
        check=True,
    )
    assert [item["id"] for item in json.loads(done.stdout)] == re.findall(
        "^ID  - (.*)\r$", text, re.MULTILINE
    )


def test_semicolon_does_not_make_two_tags() -> None:
    assert "KW  - therapy, group\r\n" in write_ris(ARTICLES)


def test_summary_without_reference_is_left_out() -> None:
    assert write_ris(ARTICLES[2:]) == ""


def test_proceedings_title_is_c3() -> None:
    paper = Reference(
        key="a",
        type=ReferenceType.PAPER_CONFERENCE,
        title="Paper",
        container_title="Proceedings of X",
        event_title="Conference on X",
    )
    text = write_ris([Article(reference=paper)])
    assert "C3  - Proceedings of X\r\n" in text
    assert "T2  - Conference on X\r\n" in text


@pytest.mark.parametrize(
    "nasty", ["a\nER  - \nTY  - JOUR", "a\r\nb", "a\u2028b", "a\x85b", "a\x0bb\x00", "a\ud800"]
)
def test_no_value_breaks_a_record(nasty: str) -> None:
    reference = Reference(
        key=nasty,
        type=ReferenceType.BOOK,
        contributors=(Contributor(family=nasty, given=nasty), Contributor(literal=nasty)),
        title=nasty,
        abstract=nasty,
        note=nasty,
        keywords=(nasty,),
        issued=PartialDate(literal=nasty),
    )
    text = write_ris([Article(reference=reference, note=nasty)])
    assert text.encode()
    assert len(re.findall(r"^(?:TY|ER)  - ", text, re.MULTILINE)) == 2
    assert len(text.splitlines()) == text.count("\r\n")
    assert len(read_ris(text, "a.ris")[0]) == 1


# -- reading ------------------------------------------------------------------------------------


def test_reads_another_programs_record() -> None:
    reference = read(
        "\ufeff\nTY  - JOUR\nA1  - Wampold, B. E.\nA1  - Imel, Zac, Jr.\nA1  - WHO\n"
        "T1  - How important are\n   the common factors?\nJO  - World Psychiatry\n"
        "Y1  - 2015/10/03/\nSP  - 270-277\nVL  - 14\nDO  - https://doi.org/10.1/x\n"
        "KW  - alliance\n      empathy\nKW  - a; b\nSN  - ISSN: 1723-8617\n"
        "L1  - file.pdf\nC7  - e15\nER  - \n"
    )
    assert reference == Reference(
        key="wampold2015",
        type=ReferenceType.ARTICLE_JOURNAL,
        contributors=(
            Contributor(family="Wampold", given="B. E."),
            Contributor(family="Imel", given="Zac", suffix="Jr."),
            Contributor(literal="WHO"),
        ),
        title="How important are the common factors?",
        container_title="World Psychiatry",
        issued=PartialDate(year=2015, month=10, day=3),
        page="270–277",
        volume="14",
        doi="10.1/x",
        keywords=("alliance", "empathy", "a", "b"),
        issn="1723-8617",
        number="e15",
        extra={"l1": "file.pdf"},
    )


def test_edited_book_has_editors() -> None:
    reference = read("TY  - EDBOOK\nAU  - Norcross, J.\nER  - \n")
    assert [c.role for c in reference.contributors] == [Role.EDITOR]


def test_missing_end_and_repeated_keys() -> None:
    references, problems = read_ris("TY  - BOOK\nID  - a\nTY  - BOOK\nID  - a\n", "a.ris")
    assert [reference.key for reference in references] == ["a", "a-2"]
    assert [reference.at.line for reference in references if reference.at] == [1, 3]
    assert not problems


@pytest.mark.parametrize(
    ("text", "rule", "line"),
    [
        ("", Rule.NO_ENTRIES, 1),
        ("no RIS at all", Rule.UNKNOWN_FIELD, 1),
        ("\nTY  - XYZ\nER  - \n", Rule.UNKNOWN_TYPE, 2),
        ("TY  - JOUR\nPY  - 20l5\nER  - ", Rule.BAD_DATE, 1),
        ("TY  - JOUR\nAU  - Clara Barat\nER  - ", Rule.BAD_NAME, 1),
    ],
)
def test_problems_say_where(text: str, rule: Rule, line: int) -> None:
    problem = read_ris(text, "a.ris")[1][0]
    assert (problem.rule, problem.at.line) == (rule, line)


@pytest.mark.parametrize(
    ("first", "last", "pages"),
    [
        ("e1", "", "e1"),
        ("1-22", "", "1–22"),
        ("1834", "44", "1834–1844"),
        ("1834-44", "", "1834–1844"),
        ("98", "7", "98–7"),
        ("1", "1-9", "1–9"),
        ("No Pagination Specified", "", ""),
        ("N.PAG", "", ""),
        ("e2115", "e2123", "e2115–e2123"),
    ],
)
def test_pages(first: str, last: str, pages: str) -> None:
    assert join_pages(first, last) == pages


def test_pages_are_parted_for_two_tags() -> None:
    assert split_pages("270–277") == ("270", "277")
    assert split_pages("1, 3–5") == ("1, 3–5", "")


@pytest.mark.parametrize(
    ("text", "isbn", "issn"),
    [
        ("ISBN-13: 978-0-19-084395-3", "978-0-19-084395-3", ""),
        ("0033-3204", "", "0033-3204"),
        ("0040781X", "", "0040781X"),
        ("0033-3204 (Print)", "", "0033-3204"),
        ("1939-1536 (Electronic) 0033-3204 (Linking)", "", "1939-1536, 0033-3204"),
        ("1939-0025(Electronic),0002-9432(Print)", "", "1939-0025, 0002-9432"),
        ("1723-8617, 2051-5545", "", "1723-8617, 2051-5545"),
        ("0-8058-5708-5 978-0-8058-5709-2", "0-8058-5708-5, 978-0-8058-5709-2", ""),
        (
            "9780805857085 (hardcover); 9780805857092 (paperback)",
            "9780805857085, 9780805857092",
            "",
        ),
        ("RR-12", "", ""),
    ],
)
def test_numbers_are_found_among_words(text: str, isbn: str, issn: str) -> None:
    assert standard_numbers(text) == (isbn, issn)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(
            "AU  - Anna Berg, Carl Dahl, Eva Falk",
            {"people": ["Berg, Anna", "Dahl, Carl", "Falk, Eva"]},
            id="several people in one tag",
        ),
        pytest.param(
            "AU  - Rathb, Mary Jane,\nAU  - Berg, Anna, 1860-1943",
            {"people": ["Rathb, Mary Jane", "Berg, Anna"]},
            id="dirt of catalogues",
        ),
        pytest.param(
            "AU  - Berg, Anna\nA1  - Berg, Anna\nAU  - And Others",
            {"people": ["Berg, Anna"], "incomplete": frozenset({Role.AUTHOR})},
            id="AU and A1 say the same",
        ),
        pytest.param(
            "AU  - Berg, Anna\n      Dahl, Carl",
            {"people": ["Berg, Anna", "Dahl, Carl"]},
            id="a name a line",
        ),
        pytest.param(
            "JO  - Psychother. Res.\nT2  - Psychotherapy Research",
            {
                "container_title": "Psychotherapy Research",
                "container_title_short": "Psychother. Res.",
            },
            id="abbreviation first",
        ),
        pytest.param(
            "T2  - A special exhibition\nJF  - Timely\nJO  - Timely\nJ1  - Timely",
            {
                "container_title": "Timely",
                "container_title_short": "",
                "extra": {"t2": "A special exhibition"},
            },
            id="EBSCO's alternative title",
        ),
        pytest.param("JA  - Nature", {"container_title": "Nature"}, id="abbreviation alone"),
        pytest.param(
            "T2  - Academy Test Journal\nJO  - ATJ",
            {"container_title": "Academy Test Journal", "container_title_short": "ATJ"},
            id="initials of the journal",
        ),
        pytest.param(
            "T2  - J\nDB  - psyh\nDP  - EBSCOhost\nAN  - 2018-00001-001",
            {
                "archive": "",
                "archive_location": "",
                "source": "EBSCOhost",
                "extra": {"an": "2018-00001-001"},
            },
            id="a database is no archive",
        ),
        pytest.param(
            "DB  - PsycINFO", {"archive": "", "source": "PsycINFO"}, id="a database is the source"
        ),
        pytest.param(
            "DB  - PubMed\nAN  - 26407772", {"pmid": "26407772", "archive": ""}, id="PMID in AN"
        ),
        pytest.param(
            "DB  - a9h\nAN  - 26407772",
            {"pmid": "", "extra": {"an": "26407772"}},
            id="a number of EBSCO's is no PMID",
        ),
        pytest.param("M3  - doi:10.1037/pst1", {"doi": "10.1037/pst1"}, id="DOI in M3"),
        pytest.param("L3  - 10.1037/pst1", {"doi": "10.1037/pst1"}, id="DOI in L3"),
        pytest.param("N1  - doi: 10.1037/pst1", {"doi": "10.1037/pst1", "note": ""}, id="in N1"),
        pytest.param("UR  - https://doi.org/10.1037/pst1", {"doi": "10.1037/pst1"}, id="in UR"),
        pytest.param("DO  - https://dx.doi.org/10.1037/pst1", {"doi": "10.1037/pst1"}, id="in DO"),
        pytest.param(
            "SN  - 1723-8617, 2051-5545\nSP  - 283\nEP  - 293",
            {"issn": "1723-8617, 2051-5545", "number": "", "page": "283–293"},
            id="two ISSNs are no article number",
        ),
        pytest.param("C7  - Art. No. 102269", {"number": "102269"}, id="article number"),
        pytest.param("M1  - 4", {"issue": "4"}, id="EndNote's issue"),
        pytest.param("M1  - 0\nM3  - Article", {"issue": "", "extra": {}}, id="says nothing"),
        pytest.param(
            "DA  - 2014/04/01\nPY  - 2013\nY1  - 2013/05/28",
            {"issued": PartialDate(year=2014, month=4, day=1)},
            id="DA before Y1",
        ),
        pytest.param(
            "DA  - Apr 27\nPY  - 2015",
            {"issued": PartialDate(year=2015, month=4, day=27)},
            id="EndNote's day without its year",
        ),
        pytest.param(
            "Y1  - 2020/11//Nov/Dec2020",
            {"issued": PartialDate(year=2020, month=11, end_year=2020, end_month=12)},
            id="EBSCO's double issue",
        ),
        pytest.param(
            "N1  - Export Date: 6 January 2014\nN1  - Cited By :12\nN1  - Mine",
            {"note": "Mine"},
            id="what Scopus notes of itself",
        ),
        pytest.param(
            "N1  - <p>Mine</p><p>Reading note: Read.<br/>Effect sizes: d = 0.5</p>",
            {"note": "Mine"},
            id="our annotation, back from Zotero",
        ),
        pytest.param(
            "N1  - Essential reading. Effect sizes: d = 0.57; g = 0.3. Practice implications: Ask.",
            {"note": ""},
            id="our annotation of version 0.2.0",
        ),
        pytest.param("N1  - Good reading", {"note": "Good reading"}, id="a note of one's own"),
        pytest.param(
            "JF  - Counseling &amp; Development\nPB  - Wiley &amp;amp; Sons",
            {"container_title": "Counseling & Development", "publisher": "Wiley & Sons"},
            id="entities",
        ),
        pytest.param(
            "UR  - https://a.org/?a=1&section=2&amp;b=3\nUR  - https://b.org",
            {"url": "https://a.org/?a=1&section=2&b=3", "extra": {"ur": "https://b.org"}},
            id="addresses",
        ),
        pytest.param("LA  - eng", {"language": "en"}, id="language"),
        pytest.param("ET  - 2nd ed.", {"edition": "2"}, id="edition"),
        pytest.param("VL  - Vol. 4\nIS  - No. 2", {"volume": "4", "issue": "2"}, id="words"),
        pytest.param("AB  - NA\nSP  - N/A", {"abstract": "", "page": ""}, id="no value"),
        pytest.param(
            "M2  - Original Date: 1923\nM2  - Translator: Strachey || James\nM2  - My remark",
            {
                "original_date": PartialDate(year=1923),
                "people": ["Strachey, James"],
                "note": "My remark",
            },
            id="Zotero's Extra",
        ),
    ],
)
def test_reads_what_services_write(lines: str, expected: dict[str, object]) -> None:
    reference = read(f"TY  - JOUR\nTI  - T\n{lines}\nER  - \n")
    found = {name: getattr(reference, name, None) for name in expected}
    if "people" in expected:
        found["people"] = [f"{one.family}, {one.given}" for one in reference.contributors]
    if "extra" in expected:
        found["extra"] = dict(reference.extra)
    assert found == expected


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        pytest.param(
            "TY  - BOOK\nSN  - 0-8058-5708-5 0-8058-5709-3\nSP  - x, 323",
            {"number": "", "isbn": "0-8058-5708-5, 0-8058-5709-3", "number_of_pages": "x, 323"},
            id="extent of a book",
        ),
        pytest.param("TY  - BOOK\nSP  - 1\nEP  - 323", {"number_of_pages": "323"}, id="1 to 323"),
        pytest.param("TY  - RPRT\nSN  - 2015-1234", {"number": "2015-1234"}, id="report number"),
        pytest.param(
            "TY  - CHAP\nBT  - Handbook\nT2  - Series on tests",
            {"container_title": "Handbook", "collection_title": "Series on tests"},
            id="the book in BT",
        ),
        pytest.param("TY  - BOOK\nBT  - Handbook", {"title": "Handbook"}, id="a book in BT"),
        pytest.param(
            "TY  - CONF\nT2  - Proceedings of the Test Society",
            {"container_title": "Proceedings of the Test Society", "event_title": ""},
            id="proceedings in T2",
        ),
        pytest.param(
            "TY  - THES\nDB  - ProQuest Dissertations & Theses Global\nAN  - 3640123",
            {
                "archive": "ProQuest Dissertations & Theses Global",
                "archive_location": "3640123",
                "pmid": "",
            },
            id="the source of a dissertation is printed",
        ),
        pytest.param(
            "TY  - THES\nVL  - Ph.D.", {"volume": "", "genre": "Ph.D."}, id="EndNote's degree"
        ),
        pytest.param(
            "TY  - THES\nVL  - Ph.D.\nM3  - Thèse de doctorat",
            {"volume": "", "genre": "Thèse de doctorat"},
            id="a degree beside a type",
        ),
        pytest.param(
            "TY  - MANSCPT\nDB  - University of Akron, Cummings Center\nAV  - Box 3",
            {"archive": "University of Akron, Cummings Center", "archive_location": "Box 3"},
            id="an archive",
        ),
        pytest.param(
            "TY  - CASE\nT2  - F. Supp.\nPB  - D.D.C.",
            {"container_title": "F. Supp.", "authority": "D.D.C."},
            id="a court",
        ),
        pytest.param("TY  - Journal Article", {"type": ReferenceType.ARTICLE_JOURNAL}, id="words"),
        pytest.param(
            "TY  - ELEC\nM1  - 2019/03/05",
            {"accessed": PartialDate(year=2019, month=3, day=5)},
            id="EndNote's day of access",
        ),
        pytest.param(
            "TY  - NEWS\nPY  - 2019\nY1  - 2019/03/05",
            {"issued": PartialDate(year=2019)},
            id="PY of what stands in a periodical",
        ),
        pytest.param(
            "TY  - BLOG\nPY  - 2019\nY1  - 2019/03/05",
            {"issued": PartialDate(year=2019, month=3, day=5)},
            id="the day of a post",
        ),
    ],
)
def test_reads_each_type(record: str, expected: dict[str, object]) -> None:
    reference = read(f"{record}\nER  - \n")
    assert {name: getattr(reference, name) for name in expected} == expected


@pytest.mark.parametrize(
    ("lines", "roles"),
    [
        ("TY  - CHAP\nA2  - Celbi, E.", [Role.EDITOR]),
        ("TY  - BOOK\nA2  - Celbi, E.", [Role.EDITOR]),
        ("TY  - BOOK\nT2  - Series\nA2  - Celbi, E.", [Role.COLLECTION_EDITOR]),
        ("TY  - BOOK\nA3  - Celbi, E.", [Role.EDITOR]),
        ("TY  - BOOK\nAU  - Celbi, E. (Ed.)", [Role.EDITOR]),
    ],
)
def test_who_edits(lines: str, roles: list[Role]) -> None:
    assert [one.role for one in read(f"{lines}\nER  - \n").contributors] == roles


@pytest.mark.parametrize(
    "text",
    [
        "TY  - JOUR\nAU  - Berg, Anna\nTI  - Hope\nER  - \n",
        "TY - JOUR\nAU - Berg, Anna\nTI - Hope\nER -\n",
        "TY  -JOUR\nAU  -Berg, Anna\nTI  -Hope\nER  -\n",
        "TY-JOUR\nAU-Berg, Anna\nTI-Hope\nER-\n",
        "ty  - jour\nau  - Berg, Anna\nti  - Hope\ner  - \n",
        "TY\t-\tJOUR\nAU\t-\tBerg, Anna\nTI\t-\tHope\nER\t-\n",
        "TY  – JOUR\nAU  – Berg, Anna\nTI  – Hope\nER\n",
        "  TY  - JOUR\n  AU  - Berg, Anna\n  TI  - Hope\n  ER  - \n",
        "TY  - JOUR\r\nAU  - Berg, Anna\r\n\r\nTI  - Hope\r\n\r\nER  - end of it\r\n",
        "\ufeffTY  - JOUR\rAU  - Berg, Anna\rTI  - Hope",
        "TI  - Hope\nTY  - JOUR\nAU  - Berg, Anna\nER  - \n",
        "TI  - Hope\nAU  - Berg, Anna\n\nTY  - JOUR\nER  - \n",
    ],
)
def test_looser_lines_hold_the_same_record(text: str) -> None:
    reference = read(text)
    assert is_ris(text)
    assert (reference.type, reference.title) == (ReferenceType.ARTICLE_JOURNAL, "Hope")
    assert reference.contributors == (Contributor(family="Berg", given="Anna"),)


def test_a_line_of_an_abstract_is_no_tag() -> None:
    reference = read("TY  - JOUR\nAB  - Imaging with\nT1-weighted and\nC3-based scans\nER  - \n")
    assert reference.abstract == "Imaging with T1-weighted and C3-based scans"


def test_lines_between_records_are_passed_over_and_said() -> None:
    references, problems = read_ris(
        "1. \nTY  - JOUR\nTI  - One\nER  - \n\nLink to it: https://a.org\n\n"
        "C1  - Database: Embase\n\nSearch Strategy:\n\n----\n1   hope (120)\n\n2. \n"
        "TY  - JOUR\nTI  - Two\nER  - \n",
        "a.ris",
    )
    assert [one.title for one in references] == ["One", "Two"]
    assert not references[1].extra
    (problem,) = problems
    assert (problem.rule, problem.at.line) == (Rule.UNKNOWN_FIELD, 6)


def test_a_record_without_a_type_is_read_and_said() -> None:
    (reference,), (problem,) = read_ris(
        "TI  - Hope\nAU  - Berg, Anna\nJO  - Journal\nER  - \n", "a.ris"
    )
    assert (reference.title, reference.type) == ("Hope", ReferenceType.ARTICLE_JOURNAL)
    assert problem.rule is Rule.UNKNOWN_TYPE


# -- what Zotero and others make of it -----------------------------------------------------------


@pytest.mark.parametrize(
    ("reference", "lines"),
    [
        pytest.param(
            {"type": "article-journal", "number": "CD008696"},
            ["C7  - CD008696", "M2  - Number: CD008696"],
            id="article number",
        ),
        pytest.param({"type": "legislation", "number": "117-169"}, ["M1  - 117-169"], id="act"),
        pytest.param({"type": "bill", "number": "H.R. 1"}, ["M1  - H.R. 1"], id="bill"),
        pytest.param({"type": "legal_case", "number": "17-1"}, ["SV  - 17-1"], id="docket"),
        pytest.param(
            {"type": "dataset", "number": "ICPSR 37080", "version": "V2"},
            ["NV  - ICPSR 37080", "ET  - V2"],
            id="data set",
        ),
        pytest.param(
            {"type": "speech", "event_title": "Meeting", "event_place": "Rome", "genre": "Poster"},
            ["T2  - Meeting", "CY  - Rome", "M3  - Poster"],
            id="talk",
        ),
        pytest.param(
            {"type": "thesis", "genre": "Doctoral dissertation", "number": "3640123"},
            ["M3  - Doctoral dissertation", "M2  - Number: 3640123"],
            id="thesis",
        ),
        pytest.param({"type": "article"}, ["M2  - Type: article"], id="preprint"),
        pytest.param({"type": "broadcast", "number": "5"}, ["M2  - Number: 5"], id="broadcast"),
        pytest.param(
            {"type": "chapter", "chapter_number": "3"}, ["M2  - Chapter Number: 3"], id="chapter"
        ),
        pytest.param(
            {"type": "book", "original_date": PartialDate(year=1923)},
            ["M2  - Original Date: 1923"],
            id="original date",
        ),
        pytest.param(
            {"type": "book", "title": "When n<k matters: <i>p</i> < .05"},
            ["TI  - When n&lt;k matters: <i>p</i> < .05"],
            id="what Zotero takes for a tag",
        ),
        pytest.param(
            {"type": "book", "title": 'The <span class="nocase">metafor</span> package'},
            ["TI  - The metafor package"],
            id="no tag that nobody knows",
        ),
        pytest.param(
            {"type": "book", "url": "https://a.org/?a=1&section=2"},
            ["UR  - https://a.org/?a=1&amp;section=2"],
            id="what Zotero takes for an entity",
        ),
        pytest.param(
            {"type": "book", "url": "https://a.org/?a=1&b=2"},
            ["UR  - https://a.org/?a=1&b=2"],
            id="an address for EndNote",
        ),
        pytest.param(
            {"type": "book", "keywords": ("Attendance, Attrition, and Drop-Out",)},
            ["KW  - Attendance, Attrition, and Drop-Out"] * 2,
            id="a topic with commas that is alone",
        ),
        pytest.param(
            {"type": "book", "keywords": ("Anger, fear", "Hope")},
            ["KW  - Anger, fear", "KW  - Hope"],
            id="a topic with commas among others",
        ),
        pytest.param(
            {"type": "book", "note": "with p < .05 and k > 3"},
            ["N1  - with p &lt; .05 and k > 3"],
            id="a note that may be taken for HTML",
        ),
        pytest.param({"type": "book", "note": "p < .05"}, ["N1  - p < .05"], id="one that is not"),
    ],
)
def test_each_variable_has_the_tag_that_zotero_reads(
    reference: dict[str, object], lines: list[str]
) -> None:
    kind = ReferenceType(str(reference.pop("type")))
    work = Reference(key="a", type=kind, **reference)
    text = write_ris([Article(reference=work)])
    written = text.split("\r\n")
    assert [line for line in written if line in lines] == lines
    assert _different(read(text), replace(work, title=without_nocase(work.title))) == {}


def without_nocase(title: str) -> str:
    return title.replace('<span class="nocase">', "").replace("</span>", "")


@pytest.mark.parametrize(
    ("body", "written"),
    [
        ("WHO", "WHO"),
        ("Anna Freud Centre", "Anna Freud Centre"),
        (
            "American Psychological Association, Guideline Development Panel",
            "American Psychological Association – Guideline Development Panel",
        ),
        (
            "Department of Health, Education, and Welfare",
            "Department of Health / Education and Welfare",
        ),
        ("Team AB", "Team AB"),
        ("Médecins Sans Frontières", "Médecins Sans Frontières,"),
        ("Ernst AB", "Ernst AB,"),
    ],
)
def test_a_body_is_no_person(body: str, written: str) -> None:
    """What stands before a comma is a family name to Zotero; one at the end says it is a body."""
    work = Reference(key="a", type=ReferenceType.BOOK, contributors=(Contributor(literal=body),))
    text = write_ris([Article(reference=work)])
    assert f"AU  - {written}\r\n" in text
    (again,) = read(text).contributors
    assert again.literal == written.rstrip(",")


# -- both ways ----------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ReferenceType)
def test_every_type_comes_back(kind: ReferenceType) -> None:
    again = read(write_ris([Article(reference=Reference(key="a", type=kind, title="T"))]))
    assert again.type is kind


# In the form that reading gives a text: without markup, footnote marks and a full stop at the end.
words = (
    st.text("abcÅß漢 -&<>*'\"{}\\:.()", min_size=1, max_size=12)
    .map(lambda text: agency_title(agency_line("x" + text)))
    .filter(lambda text: len(text) > 1 and text == agency_title(agency_line(text)))
)
families = st.text("abcß漢-'", min_size=1, max_size=8).map(lambda text: f"X{text}")
given_names = st.sampled_from(["Anna", "A. B.", "J.-P.", "Carl D.", "Zoë Å."]) | families
TEXTS = {one.name for one in fields(Reference) if one.default == ""}
HELD = sorted(TEXTS - {
    "key", "source_title", "note",
    "title", "title_short", "doi", "pmid", "pmcid", "isbn", "issn", "number", "page",
    "number_of_pages", "language",
})  # fmt: skip
numbers = st.integers(1, 9999).map(str)


@st.composite
def dates(draw: st.DrawFn) -> PartialDate:
    year = draw(st.integers(-500, 2030).filter(bool))
    match draw(st.integers(0, 5)):
        case 0:
            return PartialDate(year=year, season=draw(st.integers(1, 4)))
        case 1:
            return PartialDate(year=year, month=draw(st.integers(1, 12)))
        case 2:
            month, day = draw(st.integers(1, 12)), draw(st.integers(1, 28))
            return PartialDate(year=year, month=month, day=day)
        case 3:
            return PartialDate(year=year, circa=True)
        case 4:
            return PartialDate(year=year, month=11, end_year=year, end_month=12)
        case _:
            return PartialDate(year=year)


@st.composite
def contributors(draw: st.DrawFn, role: Role) -> Contributor:
    if draw(st.booleans()):
        return Contributor(role=role, literal=draw(words))
    return Contributor(
        role=role,
        family=draw(families),
        given=draw(given_names),
        suffix=draw(st.sampled_from(["", "Jr.", "III"])),
    )


@st.composite
def references(draw: st.DrawFn) -> Reference:
    """Draw works; docs/formats.md names what RIS does not hold of any."""
    kind = draw(st.sampled_from(ReferenceType))
    values: dict[str, object] = {"title": draw(words)}
    for name in draw(st.lists(st.sampled_from(HELD), unique=True)):
        values[name] = draw(words)
    if "container_title_short" in values:
        values["container_title"] = f"{values['container_title_short']} whole"
    if "url" in values:
        values["url"] = "https://example.org/?a=1&section=2"
    held = list(roles_of(kind).values())
    # Nobody in the role of AU: the author, director or composer is written there.
    others = [role for role in Role if role not in (*held, *_FALLBACK_AUTHORS)]
    rare = draw(st.lists(st.sampled_from(others), max_size=2, unique=True))
    people = [
        draw(contributors(role)) for role in (*held, *rare) for _ in range(draw(st.integers(0, 2)))
    ]
    # Editors of a series that has no name come back as the book's.
    if kind in (ReferenceType.BOOK, ReferenceType.CLASSIC):
        values["collection_title"] = draw(words)
    if draw(st.booleans()):
        values["doi"] = "10.1000/" + draw(numbers)
    if kind is ReferenceType.THESIS:
        # The volume of a thesis is a degree where it has no number.
        values["volume"] = draw(st.sampled_from(["", "2"]))
    if draw(st.booleans()):
        values["page"] = draw(st.sampled_from(["2–10", "270–277", "e15", "iv–x", "1, 3–5"]))
    if draw(st.booleans()):
        values["number_of_pages"] = draw(st.sampled_from(["323", "x, 323"]))
    values["isbn"] = draw(st.sampled_from(["", "978-0-19-084395-3", "0198520115"]))
    if kind in NUMBER_IN_SN:
        values["number"] = draw(st.sampled_from(["", "RR-12", "CD 7"]))
    else:
        values["number"] = draw(st.sampled_from(["", "e123"]))
        values["issn"] = draw(st.sampled_from(["", "1723-8617"]))
    return Reference(
        key=draw(st.text("abc123:_-", min_size=1, max_size=8)),
        type=kind,
        contributors=tuple(people),
        issued=draw(st.none() | dates() | st.just(PartialDate(literal="in press"))),
        accessed=draw(st.none() | dates()),
        original_date=draw(st.none() | st.integers(1800, 1990).map(lambda y: PartialDate(year=y))),
        event_date=draw(st.none() | st.just(PartialDate(year=2019, month=5, day=3))),
        submitted=draw(st.none() | st.just(PartialDate(year=2018, month=12))),
        pmcid=draw(st.sampled_from(["", "PMC4592639"])),
        pmid=draw(st.sampled_from(["", "26407772"])),
        # A note that is the title again, as EndNote writes, is none.
        note=draw(st.just("") | words.map(lambda text: f"Note {text}")),
        keywords=tuple(draw(st.lists(words, max_size=3, unique=True))),
        **values,
    )


@pytest.mark.slow
@settings(deadline=None)
@given(st.lists(references(), min_size=1, max_size=3, unique_by=lambda one: one.key))
def test_what_is_written_is_read_back(given_references: list[Reference]) -> None:
    text = write_ris([Article(reference=reference) for reference in given_references])
    again, problems = read_ris(text, "a.ris")
    assert not problems
    for reference, back in zip(given_references, again, strict=True):
        assert _different(back, reference) == {}


def _different(first: Reference, second: Reference) -> dict[str, tuple[object, object]]:
    """Return what two works differ in, by attribute."""
    return {
        one.name: (getattr(first, one.name), getattr(second, one.name))
        for one in fields(Reference)
        if one.compare and getattr(first, one.name) != getattr(second, one.name)
    }


@settings(deadline=None, max_examples=50)
@given(st.lists(references(), min_size=1, max_size=3))
def test_rispy_reads_it(given_references: list[Reference]) -> None:
    text = write_ris([Article(reference=reference) for reference in given_references])
    records = rispy.loads(text.replace("\r\n", "\n"))
    assert len(records) == len(given_references)
    for record, reference in zip(records, given_references, strict=True):
        assert record["type_of_reference"] == TYPES[reference.type]
        assert unescape(record.get("title", "")) == reference.title
        words = [unescape(word) for word in record.get("keywords", [])]
        assert list(dict.fromkeys(words)) == list(reference.keywords)
        assert record.get("doi", "") == reference.doi


@settings(deadline=None)
@given(st.text("TYERAU -\n\r;/,2015ax\u2028\x00", max_size=200))
def test_reading_never_raises(text: str) -> None:
    read_ris(text, "a.ris")


def test_genre_is_no_false_doi() -> None:
    for kind in ReferenceType:
        text = write_ris([Article(reference=Reference(key="a", type=kind, genre="Thesis"))])
        assert ("M3  - Thesis" in text) == (kind in GENRE_IN_M3)


def test_keys_of_one_author_and_year_are_counted_on() -> None:
    record = "TY  - JOUR\nAU  - Berg, A.\nPY  - 2020\nER  - \n"
    found, _ = read_ris(f"{record * 2}TY  - JOUR\nID  - berg2020-3\nER  - \n{record}", "x.ris")
    assert [one.key for one in found] == ["berg2020", "berg2020-2", "berg2020-3", "berg2020-4"]
    assert_grows_with_length(lambda text: read_ris(text, "x.ris"), record, count=100)
