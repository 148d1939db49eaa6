"""Dates, numbers, page ranges and the labels that go with them."""

from __future__ import annotations

from typing import Any

import pytest

from tests.csl.render import book, printed


def _date(*begin: int, end: list[int] | None = None, **more: Any) -> dict[str, Any]:
    return {"date-parts": [list(begin)] + ([end] if end else []), **more}


YMD = (
    '<date variable="issued"><date-part name="day" suffix=" "/>'
    '<date-part name="month" suffix=" "/><date-part name="year"/></date>'
)


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        pytest.param(_date(2020, 5, 3), "3 May 2020", id="full"),
        pytest.param(_date(2020, 5), "May 2020", id="no-day"),
        pytest.param(_date(2020), "2020", id="year"),
        pytest.param(_date(2020, 5, 3, end=[2020, 5, 8]), "3–8 May 2020", id="days"),
        pytest.param(_date(2020, 5, 3, end=[2020, 6, 8]), "3 May–8 June 2020", id="months"),
        pytest.param(_date(2019, 5, 3, end=[2020, 5, 3]), "3 May 2019–3 May 2020", id="years"),
        pytest.param(_date(2019, end=[2020]), "2019–2020", id="year-range"),
        pytest.param(_date(2019, end=[0]), "2019–", id="open-range"),
        pytest.param(_date(2019, 5, 3, end=[0]), "3 May 2019–", id="open-range-with-day"),
        pytest.param({"raw": "2019/"}, "2019–", id="open-range-edtf"),
        pytest.param({"raw": "2019-05/.."}, "May 2019–", id="open-range-edtf-dots"),
        pytest.param(_date(2020, season=2), "Summer 2020", id="season"),
        pytest.param(_date(2020, 21), "Spring 2020", id="season-as-month"),
        pytest.param({"literal": "in spring"}, "in spring", id="literal"),
        pytest.param({"raw": "2020-05-03"}, "3 May 2020", id="raw-iso"),
        pytest.param({"raw": "May 2020"}, "May 2020", id="raw-words"),
        pytest.param({"raw": "2019/2020"}, "2019–2020", id="raw-range"),
        pytest.param(_date(-44, 3, 15), "15 March 44 BC", id="bc"),
        pytest.param(_date(88), "88 AD", id="ad"),
        pytest.param(_date(-44, end=[-43]), "44–43 BC", id="bc-range"),
        pytest.param({"date-parts": [["2020", "5"]]}, "May 2020", id="strings"),
        pytest.param({"date-parts": [[]]}, "", id="empty"),
        pytest.param({"date-parts": [[2020, 13]]}, "Spring 2020", id="old-season-code"),
        pytest.param({"date-parts": [[2020, 16]]}, "Winter 2020", id="last-old-season-code"),
        pytest.param({"date-parts": [[2020, 17]]}, "Spring 2020", id="first-other-season-code"),
        pytest.param({"date-parts": [[2020, 60, 1]]}, "2020", id="impossible-month"),
        pytest.param(_date(999), "999 AD", id="last-year-with-an-era"),
        pytest.param(_date(1000), "1000", id="first-year-without-an-era"),
        pytest.param({"raw": "May 100"}, "May 100 AD", id="first-raw-year"),
        pytest.param({"raw": "May 99"}, "May 99", id="too-small-for-a-raw-year"),
        pytest.param({"raw": "12/11/2020"}, "11 December 2020", id="month-first"),
        pytest.param({"raw": "13/11/2020"}, "13 November 2020", id="day-first"),
        pytest.param({"raw": "May 3, 2020"}, "3 May 2020", id="raw-words-with-a-day"),
        pytest.param({"raw": "May 3, 4, 2020"}, "May 3, 4, 2020", id="too-many-raw-numbers"),
    ],
)
def test_date_parts(date: dict[str, Any], expected: str) -> None:
    """A non-localized date."""
    assert printed(YMD, book(issued=date)) == expected


@pytest.mark.parametrize(
    ("attributes", "locale", "expected"),
    [
        pytest.param('form="text"', None, "May 3, 2020", id="text"),
        pytest.param('form="numeric"', None, "05/03/2020", id="numeric"),
        pytest.param('form="text" date-parts="year-month"', None, "May 2020", id="year-month"),
        pytest.param('form="text" date-parts="year"', None, "2020", id="year-only"),
        pytest.param('form="text"', "nb-NO", "3. mai 2020", id="norwegian"),
        pytest.param('form="text"', "fr-FR", "3 mai 2020", id="french"),
        pytest.param('form="numeric"', "en-GB", "03/05/2020", id="british"),
    ],
)
def test_localized_dates(attributes: str, locale: str | None, expected: str) -> None:
    """Dates in the form of the locale."""
    layout = f'<date variable="issued" {attributes}/>'
    assert printed(layout, book(issued=_date(2020, 5, 3)), locale=locale) == expected


def test_localized_date_with_overridden_part() -> None:
    """A style may change the form of a part, but not its affixes."""
    layout = '<date variable="issued" form="text"><date-part name="month" form="short"/></date>'
    assert printed(layout, book(issued=_date(2020, 9, 3))) == "Sept. 3, 2020"


def test_day_ordinals_follow_the_locale() -> None:
    """limit-day-ordinals-to-day-1."""
    layout = '<date variable="issued"><date-part name="day" form="ordinal"/></date>'
    assert printed(layout, book(issued=_date(2020, 5, 3))) == "3rd"
    assert printed(layout, book(issued=_date(2020, 5, 3)), locale="fr-FR") == "3"


def test_uncertain_date() -> None:
    """is-uncertain-date."""
    layout = '<choose><if is-uncertain-date="issued"><text term="circa" form="short" suffix=" "/>'
    layout += f"</if></choose>{YMD}"
    assert printed(layout, book(issued=_date(1850, circa=True))) == "c. 1850"
    assert printed(layout, book(issued=_date(1850))) == "1850"


@pytest.mark.parametrize(
    ("value", "form", "expected"),
    [
        pytest.param("3", "ordinal", "3rd", id="ordinal"),
        pytest.param(11, "ordinal", "11th", id="teens"),
        pytest.param("112", "ordinal", "112th", id="hundreds"),
        pytest.param("2", "long-ordinal", "second", id="long"),
        pytest.param("14", "long-ordinal", "14th", id="long-beyond-ten"),
        pytest.param("10", "long-ordinal", "tenth", id="last-long"),
        pytest.param("11", "long-ordinal", "11th", id="first-beyond-ten"),
        pytest.param("14", "roman", "xiv", id="roman"),
        pytest.param("4999", "roman", "mmmmcmxcix", id="largest-roman"),
        pytest.param("5000", "roman", "5000", id="beyond-roman"),
        pytest.param("1-3", "numeric", "1–3", id="range"),
        pytest.param("1,3", "numeric", "1, 3", id="list"),
        pytest.param("1&3", "numeric", "1 &amp; 3", id="ampersand"),
        pytest.param("1-3", "ordinal", "1st–3rd", id="ordinal-range"),
        pytest.param("second", "ordinal", "second", id="text"),
    ],
)
def test_number_forms(value: Any, form: str, expected: str) -> None:
    """cs:number."""
    assert printed(f'<number variable="edition" form="{form}"/>', book(edition=value)) == expected


def test_ordinal_gender() -> None:
    """The gender of the noun chooses the suffix."""
    layout = '<number variable="{}" form="ordinal"/>'
    terms = (
        '<locale><terms><term name="edition" gender="feminine">edition</term>'
        '<term name="issue" gender="masculine">issue</term><term name="ordinal">x</term>'
        '<term name="ordinal-01" gender-form="feminine">fem</term>'
        '<term name="ordinal-01" gender-form="masculine">masc</term></terms></locale>'
    )
    item = book(edition="1", issue="1")
    assert printed(layout.format("edition"), item, extra=terms) == "1fem"
    assert printed(layout.format("issue"), item, extra=terms) == "1masc"


@pytest.mark.parametrize(
    ("page", "label"),
    [
        pytest.param("5", "p.", id="one"),
        pytest.param("5-7", "pp.", id="range"),
        pytest.param("5, 7", "pp.", id="list"),
        pytest.param("5 & 7", "pp.", id="ampersand"),
        pytest.param("1,024", "p.", id="thousands"),
        pytest.param("S85", "p.", id="prefix"),
    ],
)
def test_contextual_plural(page: str, label: str) -> None:
    """One page or several."""
    assert printed('<label variable="page" form="short"/>', book(page=page)) == label


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        pytest.param(999, "999 AD", id="era"),
        pytest.param(1000, "00", id="first-of-two-digits"),
        pytest.param(1995, "95", id="two-digits"),
    ],
)
def test_short_years(number: int, expected: str) -> None:
    """form="short" leaves two digits of the years that have four."""
    layout = '<date variable="issued"><date-part name="year" form="short"/></date>'
    assert printed(layout, book(issued=_date(number))) == expected


@pytest.mark.parametrize(
    ("more", "expected"),
    [({}, "12"), ({"page_first": "9"}, "9")],
    ids=["from-page", "of-its-own"],
)
def test_first_page(more: dict[str, Any], expected: str) -> None:
    """page-first is the beginning of page, unless the item has one."""
    assert printed('<text variable="page-first"/>', book(page="12-15", **more)) == expected


@pytest.mark.parametrize(
    ("form", "page", "expected"),
    [
        pytest.param(None, "110-5", "110–5", id="as-given"),
        pytest.param("expanded", "110-5", "110–115", id="expanded"),
        pytest.param("expanded", "N110-N5", "N110–N115", id="expanded-prefix"),
        pytest.param("minimal", "142-145", "142–5", id="minimal"),
        pytest.param("minimal-two", "142-145", "142–45", id="minimal-two"),
        pytest.param("chicago", "101-108", "101–8", id="chicago-low"),
        pytest.param("chicago", "109-112", "109–12", id="chicago-last-low"),
        pytest.param("chicago", "110-113", "110–13", id="chicago-first-two-digits"),
        pytest.param("chicago", "321-328", "321–28", id="chicago-two-digits"),
        pytest.param("chicago", "99-101", "99–101", id="chicago-below-a-hundred"),
        pytest.param("chicago-15", "1416-1432", "1416–32", id="chicago-15-two-digits-change"),
        pytest.param("chicago", "100-104", "100–104", id="chicago-hundreds"),
        pytest.param("chicago-15", "1496-1504", "1496–1504", id="chicago-15-four-digits"),
        pytest.param("chicago-16", "1496-1504", "1496–504", id="chicago-16-four-digits"),
        pytest.param("minimal", "142-145, 150-152", "142–5, 150–2", id="list"),
        pytest.param("expanded", "110-N6", "110-N6", id="not-a-range"),
    ],
)
def test_page_ranges(form: str | None, page: str, expected: str) -> None:
    """page-range-format."""
    root = f'page-range-format="{form}"' if form else ""
    assert printed('<text variable="page"/>', book(page=page), root=root) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2", True), ("2nd", True), ("2, 3", True), ("2-4", True), ("2 & 4", True), ("D2", True),
        ("L2d", True), ("XIV", True), ("second", False), ("2nd edition", False), ("", False),
    ],
)  # fmt: skip
def test_is_numeric(value: str, expected: bool) -> None:
    """is-numeric."""
    layout = '<choose><if is-numeric="edition"><text value="yes"/></if>'
    layout += '<else><text value="no"/></else></choose>'
    assert printed(layout, book(edition=value)) == ("yes" if expected else "no")


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        pytest.param(_date(2015, end=[0]), "2015–", id="year"),
        pytest.param(_date(2015, 3, end=[0]), "2015–, March", id="month"),
        pytest.param(_date(2015, 3, 4, end=[0]), "2015–, March 4", id="day"),
    ],
)
def test_open_range_in_two_elements(date: dict[str, Any], expected: str) -> None:
    """The dash follows the year, and what the date lacks is not printed."""
    layout = (
        '<group delimiter=", "><date variable="issued" form="text" date-parts="year"/>'
        '<date variable="issued"><date-part name="month" suffix=" "/><date-part name="day"/>'
        "</date></group>"
    )
    assert printed(layout, book(issued=date)).rstrip() == expected
