"""Sentence case, title by title."""

from __future__ import annotations

import pytest

from pprkb.formats.latex.decode import decode
from pprkb.formats.titles.case import Casing, cased, lowered_names, title_language_is_unclear
from pprkb.formats.titles.proper_names import own_names
from pprkb.model.reference import Contributor


def sentence_case(title, **casing):
    return cased(title, Casing(**casing)).text


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
    "capitals-of-one-long-word": ("PSYCHOTHERAPY AND CBT", "PSYCHOTHERAPY AND CBT"),
    "capitals-of-two-long-words": ("PSYCHOTHERAPY OUTCOMES", "Psychotherapy outcomes"),
    "tags": ("Effects of <i>In Vivo</i> Exposure", "Effects of <i>in vivo</i> exposure"),
    "one-word": ("Psychotherapy", "Psychotherapy"),
    "short-words": ("The Ego and the Id", "The ego and the id"),
    "short-words-in-sentence-case": ("The ego and the id", "The ego and the id"),
    "one-short-word": ("Love and Will", "Love and will"),
    "given-name": ("Go Ask Alice", "Go ask Alice"),
    "own-title-of-a-work": (
        "Diagnostic and Statistical Manual of Mental Disorders",
        "Diagnostic and statistical manual of mental disorders",
    ),
    "work-in-a-title": (
        "Changes in the Diagnostic and Statistical Manual of Mental Disorders",
        "Changes in the Diagnostic and Statistical Manual of Mental Disorders",
    ),
    "place": ("The Tuskegee Experiment and Its Legacy", "The Tuskegee experiment and its legacy"),
    "adjective-of-a-name": ("The Aristotelian View of Benin", "The Aristotelian view of Benin"),
    "any-adjective-of-a-name": (
        "The Gricean and Winfordian Views",
        "The gricean and Winfordian views",
    ),
    "everyday-ian": (
        "The Clinician and the Civilian Librarian",
        "The clinician and the civilian librarian",
    ),
    "holy-book": ("The Qur’an", "The Qur’an"),
    "genitive-of-a-name": ("Testing Thurbrook's Law Again", "Testing Thurbrook's law again"),
    "address": ("Memories of Mrs. Brown and Her House", "Memories of Mrs. Brown and her house"),
    "family-name": ("Letters to Alice Thurbrook", "Letters to Alice Thurbrook"),
    "two-family-names": ("The Mann-Whitney Test Explained", "The Mann-Whitney test explained"),
    "reply": ("A Comment on Thurbrook and Alden", "A comment on Thurbrook and Alden"),
    "cited": ("Replicating Results (Burger, 2009)", "Replicating results (Burger, 2009)"),
    "with-diacritics": ("Therapy After Thürbrook and Others", "Therapy after Thürbrook and others"),
    "case": (
        "The Effects of Brown v. Board of Education on School Funding",
        "The effects of Brown v. Board of Education on school funding",
    ),
    "case-of-two-words": ("Planned Futures v. Thurbrook", "Planned Futures v. Thurbrook"),
    "in-re": ("In Re Gault and Its Aftermath", "In re Gault and its aftermath"),
    "of-people": ("Working With Black Clients", "Working with Black clients"),
    "not-of-people": ("The Black Box of Therapy", "The black box of therapy"),
    "two-unknown-names": ("The Yerkes-Dodson Law", "The Yerkes-Dodson law"),
    "genitive-alone-is-english": (
        "Alice's Adventures in Wonderland",
        "Alice's adventures in wonderland",
    ),
    "case-first": ("Roe v. Wade: The Long Debate", "Roe v. Wade: The long debate"),
    "no-case": ("Placebo v. Drug Treatment", "Placebo v. drug treatment"),
    "law": (
        "Effects of the Quality Care Act on Mental Health",
        "Effects of the Quality Care Act on mental health",
    ),
    "law-of-a-year": ("Reading the Lunacy Act of 1890", "Reading the Lunacy Act of 1890"),
    "no-law": ("Family Life and the Balancing Act", "Family life and the balancing act"),
    "treaty": (
        "Reading the Convention on the Rights of the Child",
        "Reading the Convention on the Rights of the Child",
    ),
    "test-with-acronym": (
        "Validation of the Thermal Comfort Scale (TCS) in Schools",
        "Validation of the Thermal Comfort Scale (TCS) in schools",
    ),
    "no-test": (
        "Cognitive Behavioral Therapy (CBT) Works",
        "Cognitive behavioral therapy (CBT) works",
    ),
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
    "german-nouns": "Kognitive Verhaltenstherapie: Grundlagen, Praxis",
    "german-endings": "Wirksamkeit Psychodynamischer Kurzzeittherapie",
    "german-or-english": "Integrative Psychotherapie",
    "dutch-nouns": "Cognitieve Gedragstherapie",
    "spanish-nouns": "Terapia Familiar Sistémica",
    "portuguese-nouns": "Terapia Cognitivo-Comportamental: Evidências",
    "italian-nouns": "Psicologia Clinica",
    "french-nouns": "Neuropsychologie Clinique",
    "german-today": "Psychoanalyse Heute",
    "spanish-particle": "Manual de Terapia Breve",
    "french-psychiatry": "Psychiatrie Clinique",
    "dutch-particle": "Werken met Gezinnen",
    "danish": "Kognitiv Terapi",
    "norwegian-for": "Terapi for Voksne",
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
    "function-word": ("Teaching the Bildung of Körper", "Teaching the bildung of Körper"),
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


UNCLEAR = {
    "equal": ("Trauma Therapie", "", True),
    "nothing-known": ("Manuale Clinico", "", True),
    "plainly-foreign": ("Kognitive Verhaltenstherapie", "", False),
    "named": ("Trauma Therapie", "de-DE", False),
    "sentence-case": ("Trauma therapie", "", False),
    "english": ("Trauma Therapy", "", False),
}


@pytest.mark.parametrize(("title", "language", "unclear"), UNCLEAR.values(), ids=UNCLEAR)
def test_a_title_whose_language_is_unclear(title, language, unclear):
    assert title_language_is_unclear(title, language) is unclear


MORE = {
    "a case at the beginning": (
        "Roe v. Wade and the Law of Abortion",
        "Roe v. Wade and the law of abortion",
    ),
    "no case: a small letter behind": (
        "The Case of Placebo v. drug in Old Age",
        "The case of placebo v. drug in old age",
    ),
    "a case against a body": (
        "The Influence of Brown v. Board of Education of Topeka on Schools",
        "The influence of Brown v. Board of Education of Topeka on schools",
    ),
    "a case against a body, a colon": (
        "Smith and Jones v. Board of Health: A Study of Law",
        "Smith and Jones v. Board of Health: A study of law",
    ),
    "two treatments and no case": (
        "Placebo v. Drug in the Treatment of Depression",
        "Placebo v. drug in the treatment of depression",
    ),
    "a law with its year": (
        "Children Act of 1989 and the Courts",
        "Children Act of 1989 and the courts",
    ),
    "a law behind the": (
        "Effects of the Mental Health Parity Act on Treatment",
        "Effects of the Mental Health Parity Act on treatment",
    ),
    "no law": ("The Act and the Mental Patient", "The act and the mental patient"),
    "a test with its letters": (
        "Validation of the Child Abuse Potential Scale (CAPS)",
        "Validation of the Child Abuse Potential Scale (CAPS)",
    ),
    "letters of another word": (
        "Development of the Outcome Questionnaire for Adults (OQA) in Practice",
        "Development of the Outcome Questionnaire for adults (OQA) in practice",
    ),
    "authors who are answered": (
        "Comments on Zanley, Birk, and Crowe on Psychotherapy",
        "Comments on Zanley, Birk, and Crowe on psychotherapy",
    ),
    "an author with a year": (
        "Psychotherapy Works (Zanley, 2009) and So Does Counseling",
        "Psychotherapy works (Zanley, 2009) and so does counseling",
    ),
    "an author et al.": (
        "A Comment on Zanley et al. and Therapy",
        "A comment on Zanley et al. and therapy",
    ),
    "a given name before": (
        "Anne Zanley and the Art of Psychotherapy",
        "Anne Zanley and the art of psychotherapy",
    ),
    "two names with a hyphen": (
        "The Yerkes-Dodson Law and Low-Cost Therapy",
        "The Yerkes-Dodson law and low-cost therapy",
    ),
    "a form of address": (
        "Mrs. Brown and the Therapist's Error",
        "Mrs. Brown and the therapist's error",
    ),
    "sir, and no name": (
        "Sir Help and the Therapist's Error",
        "Sir help and the therapist's error",
    ),
    "a v at the end": ("Patients Versus v", "Patients versus v"),
    "a v at the beginning": ("v and the Patient in Therapy", "v and the patient in therapy"),
    "capitals with braces": (
        "THE {ABC} EFFECT IN PSYCHOTHERAPY",
        "The ABC effect in psychotherapy",
    ),
    "an ending of Italian": ("Zorbo Trattamento", "Zorbo Trattamento"),
    "sir, and a name": (
        "Sir Zanley and the Therapist's Error",
        "Sir Zanley and the therapist's error",
    ),
    "a law with small words": (
        "Effects of the Health and Safety Work Act on Schools",
        "Effects of the Health and Safety Work Act on schools",
    ),
    "words that end like those of peoples": (
        "The Ruffians and the Comedians in Therapy",
        "The ruffians and the comedians in therapy",
    ),
    "short words, one of them small": ("The Ego and the id", "The Ego and the id"),
    "in re": (
        "In re Gault and the Rights of Children",
        "In re Gault and the rights of children",
    ),
    "patients of a people": (
        "English Therapists and French Patients",
        "English therapists and French patients",
    ),
    "the first word is small": ("depression in Old Age", "depression in old age"),
    "names of places only": (
        "Psychotherapy in Nashville and Yorkshire",
        "Psychotherapy in Nashville and Yorkshire",
    ),
    "the genitive of a name": (
        "Freud's Theory of the Dream",
        "Freud's theory of the dream",
    ),
    "a sentence ends": ("What Works. A Study of Therapy", "What works. A study of therapy"),
    "a semicolon ends none": ("What Works; A Study of Therapy", "What works; a study of therapy"),
    "a dash ends one": ("What Works — A Study of Therapy", "What works — A study of therapy"),
    "initials": ("The U.S. Study of Therapy", "The U.S. study of therapy"),
    "a letter before a hyphen": (
        "E-Health and M-Health for Adults",
        "E-health and M-health for adults",
    ),
    "a foreign letter": ("The Müller Method of Therapy", "The Müller method of therapy"),
    "a loan word": ("Work With Naïve Patients", "Work with naïve patients"),
    "two unknown words": ("Zanley Zorbo", "Zanley Zorbo"),
    "capitals with names": (
        "THE WORK OF FREUD AND JUNG IN ENGLAND",
        "The work of Freud and Jung in England",
    ),
    "names in braces": (
        "The {Zanley} effect in {London} and {Paris}",
        "The Zanley effect in London and Paris",
    ),
    "one stretch in two pairs of braces": (
        "The {{Alliance in}} adult psychotherapy",
        "The Alliance in adult psychotherapy",
    ),
}


@pytest.mark.parametrize(("title", "printed"), MORE.values(), ids=MORE)
def test_what_keeps_its_capital(title, printed):
    assert sentence_case(decode(title, protect=True)) == printed


LOWERED = {
    "name": ("The Eichmann Trial Revisited", ["Eichmann"]),
    "everyday": ("The Long Trial of Anxious Therapists", []),
    "formed-as-english": ("Neuropharmacological Interventions Reconsidered Again", []),
    "kept": ("The Tuskegee Trial Revisited", []),
    "an ending of adverbs": ("The Litigiously and Zanically Minded Patient", []),
    "an ending of drugs": ("The Zanotropic Drugs and the Patient", []),
    "joined of two words": ("The Watershed Year and the Superordinate Goal", []),
    "headed and of the night": ("The Headlamp and the Nightstand of the Patient", []),
    "an ending of fears": ("The Zanphobic Patient and the Zanphobia", []),
    "of two": ("The Bicoastal and Bimonthly Patient", []),
    "an ending of nouns": ("The Zanments and the Zanment of Therapy", []),
    "under": ("The Underreporting of Waterboarding Trials", ["Underreporting"]),
}


@pytest.mark.parametrize(("source", "words"), LOWERED.values(), ids=LOWERED)
def test_lowered_words_that_may_be_names(source, words):
    assert lowered_names(sentence_case(source), source) == words


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


@pytest.mark.parametrize("family", ["Lindqvist", "Harkness", "Norcross"])
def test_the_name_of_an_author_keeps_its_capital_whatever_its_ending(family):
    known = own_names([Contributor(family=family, given="Ann")])
    title = sentence_case(f"The {family} Test of Empathy Revisited", known=known)
    assert title == f"The {family} test of empathy revisited"


@pytest.mark.parametrize("family", ["Young", "Barber", "Rivers", "Ng"])
def test_the_name_of_an_author_that_is_a_word_does_not(family):
    assert own_names([Contributor(family=family, given="Ann")]) == frozenset()


_WORDS = [
    f"{first}{last}"
    for first in ("Work", "Home", "Class", "Bed")
    for last in ("room", "day", "time", "side")
]


@pytest.mark.parametrize(("count", "is_law"), [(15, True), (16, False)])
def test_the_name_of_a_law_has_fifteen_words_at_most(count, is_law):
    law = " ".join(_WORDS[:count])
    kept = f"{law} Act" if is_law else f"{law.lower()} act"
    assert (
        sentence_case(f"Views of the {law} Act in Daily Use") == f"Views of the {kept} in daily use"
    )
