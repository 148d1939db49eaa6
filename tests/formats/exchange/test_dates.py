"""Dates as databases and other programs write them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pprkb.formats.exchange.program_values import iso_date, read_date
from pprkb.model.reference import PartialDate


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2015", {"year": 2015}),
        ("2015///", {"year": 2015}),
        ("2015/04/27/", {"year": 2015, "month": 4, "day": 27}),
        ("2015-04-27", {"year": 2015, "month": 4, "day": 27}),
        ("2015-04-27T10:20:00Z", {"year": 2015, "month": 4, "day": 27}),
        ("20150427", {"year": 2015, "month": 4, "day": 27}),
        ("2015///Spring", {"year": 2015, "season": 1}),
        ("Winter 2014", {"year": 2014, "season": 4}),
        ("2015/october", {"year": 2015, "month": 10}),
        ("April 2015", {"year": 2015, "month": 4}),
        ("Dezember 2010", {"year": 2010, "month": 12}),
        ("2015 Apr 27", {"year": 2015, "month": 4, "day": 27}),
        ("27th April, 2015", {"year": 2015, "month": 4, "day": 27}),
        ("2016 Nov-Dec", {"year": 2016, "month": 11, "end_year": 2016, "end_month": 12}),
        ("2020/11//Nov/Dec2020", {"year": 2020, "month": 11, "end_year": 2020, "end_month": 12}),
        ("2020/11/12/Nov Dec", {"year": 2020, "month": 11, "day": 12}),
        ("2004-2005", {"year": 2004, "end_year": 2005}),
        ("1994/95", {"year": 1994, "end_year": 1995}),
        ("2010/11//to 2011-02", {"year": 2010, "month": 11, "end_year": 2011, "end_month": 2}),
        ("3/2018", {"year": 2018, "month": 3}),
        ("25.12.2018", {"year": 2018, "month": 12, "day": 25}),
        ("12/25/2018", {"year": 2018, "month": 12, "day": 25}),
        # Day and month could change places.
        ("12/05/2019", {"year": 2019}),
        ("05/05/2019", {"year": 2019, "month": 5, "day": 5}),
        ("13/05/2019", {"year": 2019, "month": 5, "day": 13}),
        ("c2004", {"year": 2004}),
        ("[2004]", {"year": 2004}),
        ("ca. 2004", {"year": 2004, "circa": True}),
        ("-0400///", {"year": -400}),
        ("in press", {"literal": "in press"}),
        ("2015/13", {"literal": "2015/13"}),
        ("20l5", {"literal": "20l5"}),
    ],
)
def test_dates(text: str, expected: dict[str, object]) -> None:
    assert read_date(text) == PartialDate(**expected)


@pytest.mark.parametrize("text", ["", "///", "n.d.", "no date", "N/A"])
def test_there_is_no_date(text: str) -> None:
    assert read_date(text) is None


@settings(deadline=None)
@given(st.text("0123456789-/. NovDecSpringto", max_size=30))
def test_reading_never_raises_and_gives_a_date_of_the_calendar(text: str) -> None:
    date = read_date(text)
    if date is not None and date.year is not None:
        assert 1 <= (date.month or 1) <= 12
        assert 1 <= (date.day or 1) <= 31
        assert iso_date(date).lstrip("-").startswith(f"{abs(date.year):04d}")
