"""What words a locale has, and how it says numbers, months and days."""

import subprocess
import sys
from datetime import date

import pytest

from pprkb.evidence.convert.answers import Refusal
from pprkb.evidence.convert.conversions import convert
from pprkb.evidence.convert.question import Known
from pprkb.languages import ENGLISH, words_for
from pprkb.model.effect import Metric
from pprkb.text.markup import Run, text_of

FRENCH = words_for("fr-CA")

LANGUAGES = {
    "fr-CA": "fr",
    "fr": "fr",
    "fr-FR": "fr",
    "FR_ca": "fr",
    "en-GB": "en",
    "": "en",
    "de-DE": "en",
    "tlh": "en",
    "../fr": "en",
    "fr-CA-x-private": "en",
}


@pytest.mark.parametrize(("locale", "language"), LANGUAGES.items(), ids=LANGUAGES)
def test_a_locale_has_the_words_of_its_language_or_english(locale, language):
    assert words_for(locale).language == language


NUMBERS = {
    "0.45": "0,45",
    ".28": "0,28",
    "−.153": "−0,153",
    "< .001": "< 0,001",
    "14,000.5": "14\u00a0000,5",
    "12": "12",
    "0.41 to 0.73.": "0,41 to 0,73.",
}


@pytest.mark.parametrize(("written", "printed"), NUMBERS.items(), ids=NUMBERS)
def test_numbers_have_a_comma_in_french(written, printed):
    assert FRENCH.number(written) == printed
    assert ENGLISH.number(written) == written


DAYS = {
    "a day": (["2027-09-13"], "lundi 13 septembre 2027"),
    "the first": (["2027-11-01"], "lundi 1er novembre 2027"),
    "in a month": (["2027-09-13", "2027-09-17"], "du 13 au 17 septembre 2027"),
    "from a first": (["2027-09-01", "2027-09-11"], "du 1er au 11 septembre 2027"),
    "over a month": (["2027-09-29", "2027-10-01"], "du 29 septembre au 1er octobre 2027"),
    "over a year": (["2027-12-29", "2028-01-02"], "du 29 décembre 2027 au 2 janvier 2028"),
}


@pytest.mark.parametrize(("days", "said"), DAYS.values(), ids=DAYS)
def test_days(days, said):
    assert FRENCH.days([date.fromisoformat(day) for day in days]) == said


DATES = {"2012": "2012", "2012-10": "octobre 2012", "2012-10-01": "1er octobre 2012"}


@pytest.mark.parametrize(("iso", "said"), DATES.items(), ids=DATES)
def test_dates_as_far_as_they_are_known(iso, said):
    assert FRENCH.date(iso) == said


PLURALS = {0: "étude", 1: "étude", 2: "études", 1_000: "études"}


@pytest.mark.parametrize(("number", "noun"), PLURALS.items(), ids=map(str, PLURALS))
def test_plurals_are_those_of_the_language(number, noun):
    assert FRENCH.counted(number, "study", "studies") == noun


def test_a_phrase_takes_formatted_text_and_keeps_its_own_order():
    work = (Run(text="Webb", link="#webb"), Run(text=" (2010)"))
    runs = FRENCH.in_runs("superseded by {work}", work=work)
    assert text_of(runs) == "remplacé par Webb (2010)"
    assert runs[1:] == work


def test_a_value_with_braces_is_printed_as_it_is():
    assert ENGLISH("{subject}: ", subject="{x}") == "{x}: "
    assert text_of(ENGLISH.in_runs("See also {works}.", works="{x}")) == "See also {x}."


def test_what_a_language_lacks_is_said_in_english():
    assert FRENCH("a phrase of nobody") == "a phrase of nobody"
    assert FRENCH.counted(2, "a thing", "some things") == "some things"


def test_english_needs_no_library():
    code = (
        "import sys; from pprkb.languages import words_for; words_for('en-CA').month(2016, 4);"
        " sys.exit('babel' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize(
    ("value", "source", "target", "rate", "english", "french"),
    [
        pytest.param("1.5", Metric.R, Metric.D, None, "r = 1.5 cannot be: it is from -1 to 1",
                     "r = 1,5 est impossible : la valeur va de -1 à 1", id="out of range"),
        pytest.param("0.9", Metric.RD, Metric.OR, "0.4",
                     "at a control rate of 0.4 the other risk would be 1.3",
                     "avec un taux de référence de 0,4, l’autre risque serait de 1,3", id="a risk"),
        pytest.param("0.5", Metric.D, Metric.D, None, "it is d already", "l’indice est déjà d",
                     id="the same"),
        pytest.param("1", Metric.R, Metric.D, None,
                     "r must lie between -1 and 1, neither of them included",
                     "r doit se situer entre −1 et 1 exclusivement", id="without numbers"),
    ],
)  # fmt: skip
def test_reasons_against_a_conversion_are_said_again(value, source, target, rate, english, french):
    made = convert(value, source, target, Known(p0=None if rate is None else float(rate)))
    assert isinstance(made, Refusal)
    assert ENGLISH.again(made.reason) == made.reason == english
    assert FRENCH.again(made.reason).replace("\u00a0", " ") == french
