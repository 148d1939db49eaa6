"""What a printed number stands for, and the digits of a number made from it."""

from decimal import Decimal

import pytest

from pprkb.evidence.rounding import (
    at_places,
    printed_share,
    rounding_interval,
    shortest,
    whole_people,
)


@pytest.mark.parametrize(
    ("written", "number"),
    [
        (".57", "0.57"),
        (" −.57 ", "-0.57"),
        ("8%", "0.08"),
        ("12.5 %", "0.125"),
        ("%", None),
        ("0,57", None),
        ("about .5", None),
    ],
)
def test_a_printed_value_is_a_number(written, number):
    assert printed_share(written) == (None if number is None else Decimal(number))


@pytest.mark.parametrize(
    ("value", "low", "high"),
    [
        (".28", ".275", ".285"),
        ("-.28", "-.285", "-.275"),
        ("0.280", "0.2795", "0.2805"),
        ("30", "29.5", "30.5"),
        ("3E+1", "25", "35"),
    ],
)
def test_a_printed_number_stands_for_all_that_is_rounded_to_it(value, low, high):
    assert rounding_interval(Decimal(value)) == (Decimal(low), Decimal(high))


@pytest.mark.parametrize(
    ("estimate", "low", "high", "zero_places", "text"),
    [
        pytest.param(0.583, 0.572, 0.595, 0, "0.58", id="two decimals"),
        pytest.param(0.583, 0.5, 0.7, 0, "0.6", id="one decimal"),
        pytest.param(0.583, 0.5829, 0.5831, 0, "0.583", id="three decimals"),
        pytest.param(1.2, 0.9, 1.5, 0, "1", id="a whole number"),
        pytest.param(1234.0, 900, 1500, 0, "1000", id="thousands"),
        pytest.param(1234.0, 1190, 1260, 0, "1200", id="hundreds"),
        pytest.param(1234.0, 1233.5, 1234.5, 0, "1234", id="ones"),
        pytest.param(1200.0, 1200, 1500, 0, "1200", id="the least that it can be"),
        pytest.param(1200.0, 900, 1200, 0, "1000", id="the most that it can be"),
        pytest.param(0.0, -0.05, 0.05, 2, "0.00", id="a nought as exact as its source"),
        pytest.param(0.0, -0.05, 0.05, 0, "0", id="a nought"),
        pytest.param(-0.04, -0.3, 0.3, 1, "0.0", id="next to nothing, without a minus sign"),
        pytest.param(1 / 3, 1 / 3, 1 / 3, 0, "0.333333333", id="exact"),
    ],
)
def test_as_few_digits_as_put_it_between_its_ends(estimate, low, high, zero_places, text):
    assert f"{shortest(estimate, low, high, zero_places=zero_places):f}" == text


@pytest.mark.parametrize(
    ("estimate", "low", "high", "text"),
    [
        pytest.param(4.2, 3.8, 5.3, "5", id="up"),
        pytest.param(-4.2, -5.3, -3.8, "-5", id="away from 0"),
        pytest.param(1 / 0.2, 4.4, 5.7, "5", id="already whole"),
        pytest.param(5.000000000000001, 4.4, 5.7, "5", id="whole but for a binary fraction"),
        pytest.param(5.00001, 4.4, 6.7, "6", id="somewhat more than whole"),
        pytest.param(4.2, 4.15, 4.25, "4.2", id="the next whole number is too many"),
        pytest.param(4.2, 4.1, 5.0, "5", id="the next whole number is the most"),
        pytest.param(143.0, 80, 260, "100", id="not even whole people are known"),
    ],
)
def test_people_are_whole(estimate, low, high, text):
    assert f"{whole_people(estimate, low, high):f}" == text


@pytest.mark.parametrize(
    ("number", "places", "text"),
    [
        (0.125, 2, "0.12"),
        (0.375, 2, "0.38"),
        (0.126, 2, "0.13"),
        (2.0, 2, "2.00"),
        (-0.004, 2, "0.00"),
        (-0.006, 2, "-0.01"),
        (1250.0, -2, "1200"),
    ],
)
def test_decimals_are_rounded_half_to_even(number, places, text):
    assert f"{at_places(number, places):f}" == text
