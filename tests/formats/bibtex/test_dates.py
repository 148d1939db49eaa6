"""Dates of biblatex and of BibTeX."""

from __future__ import annotations

import pytest

from pprkb.formats.bibtex.read.dates import parse_date, parse_year
from pprkb.model.reference import PartialDate as D

EDTF = {
    "1999": D(year=1999),
    "1999-08": D(year=1999, month=8),
    "1999-08-24": D(year=1999, month=8, day=24),
    "2004-04-05T14:34:00": D(year=2004, month=4, day=5),
    "1999/2001": D(year=1999, end_year=2001),
    "1999-10/": D(year=1999, month=10, end_year=0),
    "1998/unknown": D(year=1998, end_year=0),
    "/1999": D(year=1999),
    "1723~": D(year=1723, circa=True),
    "1723?": D(year=1723),
    "2004-22": D(year=2004, season=2),
    "19XX": D(year=1900, end_year=1999),
    "-0876": D(year=-877),
    "0712-12-13": D(year=712, month=12, day=13),
    "0000": None,
    "0000/": None,
    "0000/1999": D(year=1999),
    "0000/19XX": D(year=1900, end_year=1999),
    "19XX/0000": D(year=1900, end_year=1999),
    "199X/": D(year=1990, end_year=0),
    "1990~/1995~": D(year=1990, end_year=1995, circa=True),
    "1990/1995~": D(year=1990, end_year=1995, circa=True),
    "May 2010": D(year=2010, month=5),
    "in press": D(literal="in press"),
}


@pytest.mark.parametrize(("text", "date"), EDTF.items(), ids=EDTF)
def test_dates(text, date):
    assert parse_date(text) == (date, "", "")


FLAWED = {
    "2015-13-45": (D(year=2015), "no month 13"),
    "2015-02-30": (D(year=2015), "no day 30"),
    "12/05/2010": (D(year=2010), "ambiguous"),
    "2015/03/05": (D(year=2015, month=3, day=5), "not a date"),
    "20l0": (D(literal="20l0"), "not a year"),
}


@pytest.mark.parametrize(("text", "expected"), FLAWED.items(), ids=FLAWED)
def test_flawed_dates(text, expected):
    result = parse_date(text)
    assert result.date == expected[0]
    assert expected[1] in result.flaw


YEARS = {
    ("2019/08", "", ""): D(year=2019, month=8),
    ("2019/20", "", ""): D(year=2019, end_year=2020),
    ("1999/00", "", ""): D(year=1999, end_year=2000),
    ("c1999", "", ""): D(year=1999),
    ("c. 1999", "", ""): D(year=1999, circa=True),
    ("2010", "", ""): D(year=2010),
    ("2010a", "", ""): D(year=2010),
    ("2010", "March", ""): D(year=2010, month=3),
    ("2010", "Sept.", "28"): D(year=2010, month=9, day=28),
    ("2010", "September 28", ""): D(year=2010, month=9, day=28),
    ("2010", "10~January", ""): D(year=2010, month=1, day=10),
    ("2010", "09", ""): D(year=2010, month=9),
    ("2010", "Sep/Oct", ""): D(year=2010, month=9, end_year=2010, end_month=10),
    ("2010", "Spring", ""): D(year=2010, season=1),
    ("2010--2011", "", ""): D(year=2010, end_year=2011),
    ("1998-99", "", ""): D(year=1998, end_year=1999),
    ("ca. 1850", "", ""): D(year=1850, circa=True),
    ("n.d.", "", ""): None,
    ("forthcoming", "", ""): D(literal="forthcoming"),
}


@pytest.mark.parametrize(("parts", "date"), YEARS.items(), ids=map(str, YEARS))
def test_years(parts, date):
    assert parse_year(*parts) == (date, "", "")


@pytest.mark.parametrize(
    ("parts", "date", "flaw"),
    [
        (("2010", "13", ""), D(year=2010), "there is no month 13"),
        (("2010", "foo", ""), D(year=2010), "foo is not a month"),
        (("2010", "2", "30"), D(year=2010, month=2), "there is no day 30 in month 2"),
    ],
    ids=["number", "word", "day"],
)
def test_flawed_months(parts, date, flaw):
    assert parse_year(*parts) == (date, flaw, "write a number or a macro such as jan")


@pytest.mark.parametrize("year", ["98", "098", "65"])
def test_a_year_of_two_digits_is_doubted(year):
    read = parse_year(year)
    assert read.date == D(year=int(year))
    assert (read.flaw, read.hint) == (
        f"{year} is read as a year of the first century",
        "write the year in four digits",
    )


@pytest.mark.parametrize("year", ["ca. 65", "397", "-44", "2010"])
def test_years_long_ago_are_years(year):
    assert not parse_year(year).flaw
