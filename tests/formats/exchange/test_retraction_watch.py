"""The Retraction Watch data set as it is published, and as it comes after accidents."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pprkb.formats.exchange.retraction_watch import (
    DamagedRow,
    NotDataSetError,
    RetractionRow,
    comparable_doi,
    comparable_pmid,
    iso_date,
    listed,
    printed_doi,
    read_retraction_watch,
    year_of,
)

HEADER = (
    "Record ID,Title,Subject,Institution,Journal,Publisher,Country,Author,URLS,ArticleType,"
    "RetractionDate,RetractionDOI,RetractionPubMedID,OriginalPaperDate,OriginalPaperDOI,"
    "OriginalPaperPubMedID,RetractionNature,Reason,Paywalled,Notes,"
)
CELLS = {
    "Record ID": "900001",
    "Title": "Imagined effects",
    "Author": "Ann B Example;Erika Muster",
    "RetractionDate": "11/4/2013 0:00",
    "RetractionDOI": "10.5555/jir.2013.0044",
    "OriginalPaperDate": "4/1/2011 0:00",
    "OriginalPaperDOI": "10.5555/jir.2011.0042",
    "OriginalPaperPubMedID": "0",
    "RetractionNature": "Retraction",
    "Reason": "+Error in Data;+Unreliable Results;",
}


def row(header=HEADER, **said):
    cells = {**CELLS, **said}
    line = io.StringIO()
    csv.writer(line).writerow([cells.get(name, "") for name in header.split(",")])
    return line.getvalue()


def read(*lines, encoding="utf-8"):
    content = b"".join(one if isinstance(one, bytes) else one.encode(encoding) for one in lines)
    return list(read_retraction_watch(io.BytesIO(content)))


def records(rows):
    return [one.record for one in rows if isinstance(one, RetractionRow)]


def test_a_row_as_it_is_published():
    (found,) = read(HEADER + "\r\n", row())
    assert found == RetractionRow(
        line=2,
        record="900001",
        title="Imagined effects",
        authors="Ann B Example;Erika Muster",
        journal="",
        published="4/1/2011 0:00",
        doi="10.5555/jir.2011.0042",
        pmid="0",
        nature="Retraction",
        date="11/4/2013 0:00",
        notice_doi="10.5555/jir.2013.0044",
        reasons="+Error in Data;+Unreliable Results;",
    )


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param([HEADER + "\n", row(), row()], id="as published"),
        pytest.param([HEADER[:-1] + "\n", row(HEADER[:-1]), row(HEADER[:-1])], id="twenty columns"),
        pytest.param(["\ufeff" + HEADER + "\n", row(), row()], id="with a byte order mark"),
        pytest.param([HEADER.upper().replace(" ", "") + "\n", row(), row()], id="other capitals"),
        pytest.param([HEADER + "\n", row(), "," * 20 + "\n", row(), "," * 20], id="empty rows"),
        pytest.param([HEADER + "\n", row(), row().rstrip()], id="no line end at the end"),
        pytest.param(
            [HEADER.replace(",", ";") + "\n", *[row(Author="A", Reason="B").replace(",", ";")] * 2],
            id="semicolons",
        ),
        pytest.param([HEADER + "\n", row(Title="two\nlines"), row()], id="a line end in a cell"),
        pytest.param([HEADER + "\n", row(Title='a "word", and more'), row()], id="quotation marks"),
    ],
)
def test_rows_are_found(lines):
    assert records(read(*lines)) == ["900001", "900001"]


def test_columns_may_stand_in_any_order():
    header = ",".join(reversed(HEADER.rstrip(",").split(",")))
    (found,) = read(header + "\n", row(header))
    assert (found.record, found.doi) == ("900001", "10.5555/jir.2011.0042")


def test_bytes_that_are_not_utf8_spoil_one_line_alone():
    latin = row(Title="Zoë", Author="Flückiger").encode("latin-1")
    first, second, third = read(HEADER + "\n", row(Title="Zoë"), latin, row(Title="Zoë"))
    assert [first.title, second.title, third.title] == ["Zoë"] * 3
    assert second.authors == "Flückiger"


@pytest.mark.parametrize(
    ("content", "missing"),
    [
        pytest.param("", "Record ID", id="empty"),
        pytest.param("<!DOCTYPE html>\n", "Title", id="a web page"),
        pytest.param(HEADER.replace("Reason,", "") + "\n", "no column Reason", id="one missing"),
        pytest.param((HEADER + "\n").encode("utf-16"), "Record ID", id="UTF-16"),
    ],
)
def test_another_file_is_refused_and_what_is_missing_is_named(content, missing):
    with pytest.raises(NotDataSetError, match=missing) as refused:
        read(content)
    assert "retraction-watch-data" in refused.value.hint


@pytest.mark.parametrize(
    ("damaged", "what"),
    [
        pytest.param("900002,too,short\n", "3 columns, the header has 20", id="cut off"),
        pytest.param(row().rstrip() + "more,cells\n", "22 columns", id="too long"),
        pytest.param(row(**{"Record ID": "n/a"}), "no record number", id="no number"),
        pytest.param(
            '900002,"A title that is never closed,(SOC)\n', "quotation mark", id="an open quote"
        ),
    ],
)
def test_a_damaged_row_is_told_and_all_others_are_read(damaged, what):
    after = [row(**{"Record ID": str(number)}) for number in range(10, 14)]
    rows = read(HEADER + "\n", row(), damaged, *after)
    assert records(rows) == ["900001", "10", "11", "12", "13"]
    (found,) = [one for one in rows if isinstance(one, DamagedRow)]
    assert (found.line, what in found.what) == (3, True), found
    assert found.text == damaged.strip()


def test_a_quotation_mark_that_is_open_to_the_end_of_the_file():
    after = [row(**{"Record ID": str(number)}) for number in range(3000)]
    rows = read(HEADER + "\n", '1,"open\n', *after)
    assert records(rows) == [str(number) for number in range(3000)]
    assert [one.line for one in rows if isinstance(one, RetractionRow)] == list(range(3, 3003))


def test_rows_are_given_out_one_by_one():
    taken = []

    def lines():
        for number, line in enumerate([HEADER + "\n", *[row()] * 100]):
            taken.append(number)
            yield line.encode()

    reading = read_retraction_watch(lines())
    next(reading)
    next(reading)
    assert len(taken) < 5


texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\n\0"), max_size=20)


@given(st.lists(st.tuples(texts, texts, texts), max_size=8))
def test_whatever_a_cell_holds_comes_out_as_it_went_in(cells):
    lines = [
        row(**{"Record ID": str(number), "Title": title, "Author": author, "Reason": reason})
        for number, (title, author, reason) in enumerate(cells)
    ]
    found = read(HEADER + "\n", *lines)
    assert [(one.title, one.authors, one.reasons) for one in found] == cells


@given(st.lists(st.binary(max_size=60) | st.just(b'"') | st.just(row().encode()), max_size=12))
def test_no_bytes_stop_the_reading(chunks):
    content = b"\n".join([HEADER.encode(), *chunks])
    rows = list(read_retraction_watch(io.BytesIO(content)))
    assert all(isinstance(one, RetractionRow | DamagedRow) for one in rows)


@pytest.mark.parametrize(
    ("cell", "doi"),
    [
        ("10.5555/jir.2011.0042", "10.5555/jir.2011.0042"),
        (" 10.5555/JIR.2011.0042 ", "10.5555/jir.2011.0042"),
        ("https://doi.org/10.5555/JIR", "10.5555/jir"),
        ("http://dx.doi.org/10.5555/jir", "10.5555/jir"),
        ("doi: 10.5555/jir", "10.5555/jir"),
        ("10.5555/1097%3C1::AID%3E2", "10.5555/1097<1::aid>2"),
        ("unavailable", ""),
        ("Unavailable", ""),
        ("", ""),
        ("0", ""),
        ("not a doi", ""),
    ],
)
def test_dois_compare(cell, doi):
    assert comparable_doi(cell) == doi


def test_a_doi_is_recorded_as_it_is_written():
    assert printed_doi("https://doi.org/10.5555/JIR.1 ") == "10.5555/JIR.1"
    assert printed_doi("Unavailable") == printed_doi("10.5555") == ""


@pytest.mark.parametrize(
    ("cell", "pmid"),
    [("26407772", "26407772"), (" 026407772", "26407772"), ("PMID: 26407772", "26407772")]
    + [(absent, "") for absent in ("0", "", "unavailable", "00")],
)
def test_pubmed_ids_compare(cell, pmid):
    assert comparable_pmid(cell) == pmid


@pytest.mark.parametrize(
    ("cell", "date"),
    [
        ("11/4/2013 0:00", "2013-11-04"),
        ("1/2/2013 12:00:00 AM", "2013-01-02"),
        ("12/25/2021", "2021-12-25"),
        ("2013-11-04", "2013-11-04"),
        ("2013-11-04T00:00:00", "2013-11-04"),
        ("25/12/2021 0:00", ""),
        ("2/30/2021 0:00", ""),
        ("unknown", ""),
        ("", ""),
    ],
)
def test_dates(cell, date):
    assert iso_date(cell) == date


def test_years_and_lists():
    assert year_of("4/1/2011 0:00") == year_of("2011-04-01") == 2011
    assert year_of("") is None
    assert listed("+A;+B;A; ;\x00C  D;") == ("A", "B", "C D")
    assert listed("") == ()
