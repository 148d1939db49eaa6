"""Documents in French: nothing of ours in English, and what they look like."""

import re

import pytest

import pprkb
from pprkb import languages
from pprkb.model.citation import Style
from tests.languages.greek import LIBRARY
from tests.languages.marked import Marked, without_phrases
from tests.libraries_of_tests import made_library

IN_FRENCH = Style("apa", "fr-CA")


@pytest.fixture(scope="module")
def greek(tmp_path_factory):
    return pprkb.open(made_library(tmp_path_factory.mktemp("greek"), LIBRARY))


@pytest.fixture
def marked(monkeypatch):
    monkeypatch.setattr(languages, "_translated", lambda _locale: Marked())


DOCUMENTS = {
    "a list of all, by topic": lambda kb: kb.export(
        group_by="topic", depth="full", style=IN_FRENCH
    ),
    "a list of all, by year": lambda kb: kb.export(group_by="year", depth="brief", style=IN_FRENCH),
    "a list of all, by type": lambda kb: kb.export(group_by="type", style=IN_FRENCH),
    "nothing": lambda kb: kb.export(author="Ὠ", style=IN_FRENCH),
    "a course": lambda kb: kb.reading_list("logos"),
    "an article in words": lambda kb: kb.show("alpha2015", in_words=True, style=IN_FRENCH),
    "effects": lambda kb: kb.effects(in_words=True, style=IN_FRENCH),
    "a summary of findings": lambda kb: kb.effects(style=IN_FRENCH).arranged("summary-of-findings"),
    "a comparison": lambda kb: kb.compare("alpha2015", "delta2020", style=IN_FRENCH),
    "a comparison of many": lambda kb: kb.compare(
        "alpha2015", "beta2010", "gamma2009", "delta2020", "undated", style=IN_FRENCH
    ),
    "a month": lambda kb: kb.month("2016-04", style=IN_FRENCH),
}
_OF_THE_STYLE = r"et|al|dir|Dans|p|s|d|https|doi\.org"
"""Words of French that the citation style prints, not we."""
_SYMBOLS = r"[dgrkNpQI]|OR"
_SOURCES = r"Cohen|Sawilowsky|Gignac|Szodorai|Lovakov|Agadullina"
"""Of benchmarks."""
_ALLOWED = re.compile(rf"\b(?:{_OF_THE_STYLE}|{_SYMBOLS}|{_SOURCES})\b")


@pytest.mark.parametrize("made", DOCUMENTS.values(), ids=DOCUMENTS)
@pytest.mark.parametrize("to", ["text", "html"])
def test_every_word_of_ours_is_a_phrase(greek, marked, made, to):
    printed = made(greek).write(to).decode()
    if to == "html":
        # What is seen, and what is read aloud: names of regions, titles and descriptions.
        body = re.sub(r'<span class="Z3988"[^>]*>', "", printed.partition("<body>")[2])
        spoken = re.findall(r'(?:aria-label|alt|title)="([^"]*)"', body)
        printed = "\n".join([*spoken, re.sub(r"<style.*?</style>|<[^>]*>", " ", body, flags=re.S)])
        printed = printed.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    # The works that benchmarks are from are in English.
    printed = printed.partition("⟦Sources of formulas and benchmarks⟧")[0]
    text = " ".join(printed.split()).replace("alpha2015", "")
    left = _ALLOWED.sub("", without_phrases(text))
    assert not re.findall(r"[A-Za-z]{2,}", left), left


def test_french_words_stand_in_the_same_documents(greek):
    text = greek.reading_list("logos").text
    for words in (
        "lundi 13 septembre 2027",
        "du 20 au 24 septembre 2027",
        "[essentiel]",
        "Retombées pour la pratique",
        "d = 0,57, IC à 95 % [0,41; 0,73], p < 0,001, k > 200 études",
        "N = 14 000 patientes et patients",
        "cité dans Άλφα et Γάμμα, 2015",
        "Rétractation publiée 2012",
        "Autres publications citées",
        "(s. d.)",
    ):
        assert words in " ".join(text.replace("\u00a0", " ").split()), words
