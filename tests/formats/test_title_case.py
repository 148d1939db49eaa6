"""Sentence case, title by title."""

from __future__ import annotations

import pytest

from pprkb.formats.latex import decode
from pprkb.formats.title_case import sentence_case

TITLES = {
    "title-case": ("The Alliance in Adult Psychotherapy", "The alliance in adult psychotherapy"),
    "sentence-case-stays": (
        "What Baldwin found in the treatment of anxiety",
        "What Baldwin found in the treatment of anxiety",
    ),
    "after-a-colon": ("Common Factors: An Update", "Common factors: An update"),
    "after-a-question": ("Does It Work? A Large Trial", "Does it work? A large trial"),
    "after-an-abbreviation": ("Therapy vs. Medication Alone", "Therapy vs. medication alone"),
    "acronyms": ("CBT and RCTs in DSM-5 Disorders", "CBT and RCTs in DSM-5 disorders"),
    "mixed-case": ("Using LaTeX and iPad Together", "Using LaTeX and iPad together"),
    "hyphens": ("A Meta-Analysis of Drop-Out Rates", "A meta-analysis of drop-out rates"),
    "single-letters": ("Vitamin D and Type B Behavior", "Vitamin D and type B behavior"),
    "genitive": ("The Therapist's Own Contribution", "The therapist's own contribution"),
    "known-names": ("Freudian Theory in North America", "Freudian theory in North America"),
    "names-of-tests": (
        "Validating the Beck Depression Inventory Online",
        "Validating the Beck Depression Inventory online",
    ),
    "braces": ("The {Rosen} Method of Treatment", "The Rosen method of treatment"),
    "nocase-for-small-letters": (
        "Gold Clusters of 5 {nm} Size",
        'Gold clusters of 5 <span class="nocase">nm</span> size',
    ),
    "whole-title-braced": ("{The Alliance in Adult Life}", "The Alliance in Adult Life"),
    "zotero-braces": (
        "Reducing the {Dimensionality} of {Data} with {Neural} {Networks}",
        "Reducing the dimensionality of data with neural networks",
    ),
    "capitals": ("PSYCHOTHERAPY AND ITS OUTCOMES", "Psychotherapy and its outcomes"),
    "only-acronyms": ("CBT EMDR DSM", "CBT EMDR DSM"),
    "tags": ("Effects of <i>In Vivo</i> Exposure", "Effects of <i>in vivo</i> exposure"),
    "one-word": ("Psychotherapy", "Psychotherapy"),
    "empty": ("", ""),
}


@pytest.mark.parametrize(("value", "text"), TITLES.values(), ids=TITLES)
def test_sentence_case(value, text):
    assert sentence_case(decode(value, protect=True)) == text


@pytest.mark.parametrize("language", ["de-DE", "fr-FR", "german", "uk-UA", "ukrainian"])
def test_other_languages_stay(language):
    title = "Kritik der Reinen Vernunft"
    assert sentence_case(title, language=language) == title


FOREIGN = {
    "german-article": "Die Geburt",
    "german-letters": "Sämtliche Werke",
    "german-in": "Das Selbst in der Psychotherapie",
    "german-colon": "Zur Behandlung der Depression im höheren Lebensalter: eine Übersicht",
    "german-capitals": "DIE GEBURT DER TRAGÖDIE",
    "french": "Les Troubles du Comportement",
    "french-letters": "Thérapie Familiale Systémique",
    "spanish": "Manual para Terapeutas",
    "italian": "La Scienza della Psicoterapia",
    "dutch": "Het Verhaal",
    "swedish": "Psykoterapi och Hälsa",
    "norwegian": "Behandling og Utfall",
}


@pytest.mark.parametrize("title", FOREIGN.values(), ids=FOREIGN)
def test_titles_that_are_plainly_foreign_stay(title):
    assert sentence_case(title) == title


ENGLISH = {
    "function-word": ("Teaching the Bildung of Körper", "Teaching the bildung of körper"),
    "place": ("Los Angeles Youth Violence", "Los Angeles youth violence"),
    "et-al": ("Smith et al. Reconsidered Again Today", "Smith et al. reconsidered again today"),
    "acronym": ("MIT Students' Stress Levels", "MIT students' stress levels"),
    "one-letter": (
        "Naïve Fiancé Violence Research Methods",
        "Naïve fiancé violence research methods",
    ),
}


@pytest.mark.parametrize(("title", "text"), ENGLISH.values(), ids=ENGLISH)
def test_titles_with_foreign_pieces_are_english(title, text):
    assert sentence_case(title) == text


@pytest.mark.parametrize("language", ["", "en", "en-GB", "english"])
def test_english_is_changed(language):
    assert sentence_case("A Study of Outcome", language=language) == "A study of outcome"


@pytest.mark.parametrize(("value", "text"), TITLES.values(), ids=TITLES)
def test_doing_it_twice_changes_nothing(value, text):
    if "nocase" not in text and "{" not in value:
        assert sentence_case(text) == text


KNOWN = {
    "name": ("The Baldwin Effects Study Revisited", "The Baldwin effects study revisited"),
    "genitive": ("Testing Baldwin's Model Again", "Testing Baldwin's model again"),
    "capitals": ("THE BALDWIN EFFECTS STUDY", "The Baldwin effects study"),
    "small-stays": ("The baldwin effects of Therapy", "The baldwin effects of Therapy"),
    "persons": ("Freud, Jung, and Rogers Compared Today", "Freud, Jung, and Rogers compared today"),
    "operation": ("Veterans of Operation Iraqi Freedom", "Veterans of operation Iraqi Freedom"),
}


@pytest.mark.parametrize(("title", "text"), KNOWN.values(), ids=KNOWN)
def test_known_names_keep_their_capital(title, text):
    assert sentence_case(title, known=frozenset({"baldwin"})) == text
