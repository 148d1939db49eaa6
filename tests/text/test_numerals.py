"""Numbers in words."""

import pytest

from pprkb.text.numerals import spelled

ENGLISH = {
    0: "zero",
    13: "thirteen",
    40: "forty",
    99: "ninety-nine",
    105: "one hundred five",
    1000: "one thousand",
    1066: "one thousand sixty-six",
    1900: "nineteen hundred",
    1984: "nineteen eighty-four",
    2001: "two thousand one",
    2020: "twenty twenty",
    12_500: "twelve thousand five hundred",
}
FRENCH = {
    0: "zéro",
    17: "dix-sept",
    21: "vingt et un",
    71: "soixante et onze",
    80: "quatre-vingt",
    81: "quatre-vingt-un",
    99: "quatre-vingt-dix-neuf",
    101: "cent un",
    300: "trois cent",
    1984: "mille neuf cent quatre-vingt-quatre",
    2000: "deux mille",
}
ORDINALS = {1: "first", 12: "twelfth", 20: "twentieth", 22: "twenty-second", 100: "one hundredth"}


@pytest.mark.parametrize(("number", "words"), ENGLISH.items())
def test_english(number, words):
    assert spelled(number, "en") == words


@pytest.mark.parametrize(("number", "words"), FRENCH.items())
def test_french(number, words):
    assert spelled(number, "fr") == words


@pytest.mark.parametrize(("number", "words"), ORDINALS.items())
def test_english_ordinals(number, words):
    assert spelled(number, "en", ordinal=True) == words


def test_another_language():
    assert spelled(7, "de") == ""


def test_every_number_below_a_million_has_words():
    assert all(spelled(number, "en") and spelled(number, "fr") for number in range(0, 10**6, 997))
