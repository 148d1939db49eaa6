"""RIS: written as Zotero and EndNote want it, read from any program, and the one after the other."""

from __future__ import annotations

import re

import pytest
import rispy
from hypothesis import given, settings
from hypothesis import strategies as st

from pprkb.formats.ris import read_ris, write_ris
from pprkb.formats.ris.tags import (
    EXTENT_IN_SP,
    GENRE_IN_M3,
    NUMBER_IN_SN,
    READ_TYPES,
    TYPES,
    roles_of,
    variables_of,
)
from pprkb.formats.ris.values import join_pages, read_date, read_name, split_pages, standard_number
from pprkb.model.article import Article
from pprkb.model.problem import Rule
from pprkb.model.reference import Contributor, PartialDate, Reference, ReferenceType, Role
from tests.documents.writers.sample import ARTICLES
from tests.growth import assert_grows_with_length

LOSSLESS = sorted(kind for kind in TYPES if READ_TYPES[TYPES[kind]] is kind)


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
        "AB  - The common factors have a long history. They matter.",
        "N2  - The common factors have a long history. They matter.",
        # One keyword although it has commas.
        "KW  - Attendance, Attrition, and Drop-Out",
        "U1  - essential",
    ):
        assert line in lines


def test_all_that_is_known_is_one_note() -> None:
    """Talis takes one N1; Zotero, EndNote and Mendeley take any number."""
    text = write_ris(ARTICLES)
    first, second = re.findall("^N1  - (.*)\r$", text, re.MULTILINE)
    assert first.startswith("Essential reading. Reading note: Read first. Effect sizes: ")
    assert "d = 0.57, k > 200 studies, N = 14,000 patients" in first
    # What another work found says so.
    assert "(benish2011, as cited in" in first
    assert "Practice implications: Attend to the alliance (horvath2011)." in first
    assert second == "Reading note: =SUM(A1:A9)"


def test_own_note_stands_first() -> None:
    work = Reference(key="a", type=ReferenceType.BOOK, note="Reprinted")
    assert "N1  - Reprinted. Reading note: Read.\r\n" in write_ris(
        [Article(reference=work, note="Read.")]
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
    ],
)
def test_problems_say_where(text: str, rule: Rule, line: int) -> None:
    problem = read_ris(text, "a.ris")[1][0]
    assert (problem.rule, problem.at.line) == (rule, line)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2015", PartialDate(year=2015)),
        ("2015///", PartialDate(year=2015)),
        ("2015/04/27/", PartialDate(year=2015, month=4, day=27)),
        ("2015-04-27", PartialDate(year=2015, month=4, day=27)),
        ("2015///Spring", PartialDate(year=2015, season=1)),
        ("April 2015", PartialDate(year=2015, month=4)),
        ("2015 Apr 27", PartialDate(year=2015, month=4, day=27)),
        ("in press", PartialDate(literal="in press")),
        ("2015/13", PartialDate(literal="2015/13")),
        ("", None),
    ],
)
def test_dates(text: str, expected: PartialDate | None) -> None:
    assert read_date(text) == expected


def test_names() -> None:
    assert read_name("Ottawa, School of Psychology,", Role.AUTHOR) == Contributor(
        literal="Ottawa, School of Psychology"
    )
    assert read_name("WHO", Role.AUTHOR) == Contributor(literal="WHO")
    assert read_name(" , ", Role.AUTHOR) is None


def test_pages_and_numbers() -> None:
    assert split_pages("270–277") == ("270", "277")
    assert split_pages("1, 3–5") == ("1, 3–5", "")
    assert join_pages("e1", "") == "e1"
    assert standard_number("ISBN-13: 978-0-19-084395-3") == ("isbn", "978-0-19-084395-3")
    assert standard_number("RR-12") == ("number", "RR-12")


# -- both ways ----------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ReferenceType)
def test_every_type_is_written_and_read(kind: ReferenceType) -> None:
    again = read(write_ris([Article(reference=Reference(key="a", type=kind, title="T"))]))
    assert (again.type is kind) == (kind in LOSSLESS)


words = st.text("abcÅß漢 -&<>*'\"{}\\:.()", min_size=1, max_size=12).map(
    lambda text: "x" + " ".join(text.split())
)
names = st.text("abcÅß漢-'", min_size=1, max_size=8)
numbers = st.integers(1, 9999).map(str)


@st.composite
def dates(draw: st.DrawFn) -> PartialDate:
    year = draw(st.integers(-500, 2030).filter(bool))
    match draw(st.integers(0, 4)):
        case 0:
            return PartialDate(year=year, season=draw(st.integers(1, 4)))
        case 1:
            return PartialDate(year=year, month=draw(st.integers(1, 12)))
        case 2:
            month, day = draw(st.integers(1, 12)), draw(st.integers(1, 28))
            return PartialDate(year=year, month=month, day=day)
        case 3:
            return PartialDate(year=year, circa=True)
        case _:
            return PartialDate(year=year)


@st.composite
def contributors(draw: st.DrawFn, role: Role) -> Contributor:
    if draw(st.booleans()):
        return Contributor(role=role, literal=draw(words))
    return Contributor(
        role=role,
        family=draw(names),
        given=draw(names),
        suffix=draw(st.sampled_from(["", "Jr.", "III"])),
    )


@st.composite
def references(draw: st.DrawFn) -> Reference:
    """Draw what RIS can hold."""
    kind = draw(st.sampled_from(LOSSLESS))
    values: dict[str, object] = {}
    held = sorted(set(variables_of(kind).values()) - {"doi", "pmcid"})
    for name in draw(st.lists(st.sampled_from(held), unique=True)):
        values[name] = draw(words)
    people = [
        draw(contributors(role))
        for role in roles_of(kind).values()
        for _ in range(draw(st.integers(0, 2)))
    ]
    # Without an author the director or composer takes the place, and the role is lost.
    if draw(st.booleans()):
        values["doi"] = "10.1000/" + draw(numbers)
    if draw(st.booleans()):
        values["page"] = draw(st.sampled_from(["1–10", "270–277", "e15", "iv–x", "1, 3–5"]))
    elif kind in EXTENT_IN_SP:
        values["number_of_pages"] = draw(numbers)
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
        pmid=draw(st.sampled_from(["", "26407772"])),
        note=draw(st.just("") | words),
        keywords=tuple(draw(st.lists(words, max_size=3, unique=True))),
        **values,
    )


@settings(deadline=None)
@given(st.lists(references(), min_size=1, max_size=3, unique_by=lambda one: one.key))
def test_what_is_written_is_read_back(given_references: list[Reference]) -> None:
    text = write_ris([Article(reference=reference) for reference in given_references])
    again, problems = read_ris(text, "a.ris")
    assert again == tuple(given_references)
    assert not problems


@settings(deadline=None, max_examples=50)
@given(st.lists(references(), min_size=1, max_size=3))
def test_rispy_reads_it(given_references: list[Reference]) -> None:
    text = write_ris([Article(reference=reference) for reference in given_references])
    records = rispy.loads(text.replace("\r\n", "\n"))
    assert len(records) == len(given_references)
    for record, reference in zip(records, given_references, strict=True):
        assert record["type_of_reference"] == TYPES[reference.type]
        assert record.get("title", "") == reference.title
        assert record.get("keywords", []) == list(reference.keywords)
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
