"""Doubts about names and texts: what is doubted, with which words, and what is not."""

from __future__ import annotations

import pytest

from pprkb.check.references import problems_of
from pprkb.check.texts import garbled, in_one_case, markup_left
from pprkb.formats.bibtex.read.file import read_bibtex
from pprkb.model.reference import Contributor, PartialDate, Reference, ReferenceType

SOUND = Reference(
    key="a",
    type=ReferenceType.ARTICLE_JOURNAL,
    contributors=(Contributor(family="Berg", given="A."),),
    title="Hope and outcome",
    container_title="Psychotherapy",
    issued=PartialDate(year=2015),
)


def said(*people, **changes):
    from dataclasses import replace

    contributors = people or SOUND.contributors
    return [
        f"{one.rule.value}: {one.message}"
        for one in problems_of(replace(SOUND, contributors=contributors, **changes))
    ]


def person(family, given="", **parts):
    return Contributor(family=family, given=given, **parts)


def body(name):
    return Contributor(literal=name)


SEVERAL = "several persons are in one name"
LIKE_BODY = "looks like that of a body"
LIKE_PERSON = "looks like that of a person"


@pytest.mark.parametrize(
    ("people", "words"),
    [
        # several people in one name
        ([body("Lind, Ida; Moe, Per")], 'there is a ";" between names: Lind, Ida; Moe, Per'),
        ([person("Lind", "Ida; Moe, Per")], 'there is a ";" between names'),
        ([person("Lind, Ida; Moe", "P.")], 'there is a ";" between names'),
        ([person("Ida Lind", "Per Moe, Eva Rud")], "has too many commas"),
        ([body("Ida Lind, Per Moe, Eva Rud")], SEVERAL),
        ([body("Lind, I., Moe, P.")], SEVERAL),
        ([body("Ida Lind and Per Moe")], SEVERAL),
        ([body("Ida Lind & Per Moe")], SEVERAL),
        ([body("Ida Lind und Per Moe")], SEVERAL),
        ([body("Ida Lind/Per Moe")], SEVERAL),
        ([body("王小明；李华")], 'there is a "；" between names'),
        ([person("Lind", "Ida | Moe, Per")], 'there is a "|" between names'),
        ([person("Moe", "Dr. Per")], "a degree or title"),
        ([person("Lind and Moe", "I.")], SEVERAL),
        ([person("Lind & Sons", "I.")], SEVERAL),
        ([body("['Lind, Ida', 'Moe, Per']")], 'there is a "[" between names'),
        ([person("['Lind", "Ida', 'Moe, Per']")], 'there is a "[" between names'),
        ([person("[Lind]", "I.")], 'there is a "[" in the name [Lind], I.'),
        ([body("Lind et al.")], 'there is an "et al." in the name Lind et al.'),
        ([person("Lind", "I. et al")], 'there is an "et al." in the name'),
        ([body("And Others")], "And Others is not a name"),
        ([person("Lind", "Ida"), person("Lind", "Ida")], "Ida Lind is named twice"),
        # bodies and persons
        ([person("Corporation", "M.")], LIKE_BODY),
        ([person("Ottawa", "University", non_dropping_particle="of")], LIKE_BODY),
        ([person("Sports Medicine", "A. C.", non_dropping_particle="of")], LIKE_BODY),
        ([person("Canada", "Statistics")], LIKE_BODY),
        ([person("Excellence", "Care", non_dropping_particle="for")], LIKE_BODY),
        ([person("Gesellschaft", "Deutsche")], LIKE_BODY),
        ([body("Lind I.")], LIKE_PERSON),
        ([body("Moe P.K.")], LIKE_PERSON),
        ([body("Moe PK")], LIKE_PERSON),
        ([body("Lind AB"), body("Moe P.")], "the name Lind AB looks like that of a person"),
        ([body("Lind, I.")], LIKE_PERSON),
        ([person("A.", "Lind")], "initials in place of the family name"),
        ([person("PK", "Moe")], "initials in place of the family name"),
        ([person("Moe P.K.")], "initials in the family name"),
        # what is no part of a name
        ([person("Moe", "Per", suffix="PhD")], "a degree or title in the name Moe, Per, PhD"),
        ([person("Moe", "Per PhD")], "a degree or title"),
        ([person("Moe MD", "P.")], "a degree or title"),
        ([person("Moe", "Per, 1860-1943")], "too many commas"),
        ([person("Moe", "Per 1860-1943")], "there is a number in the name"),
        ([person("Moe¹", "Per")], "there is a number in the name"),
        ([person("Moe", "Per (Ed.)")], '"(Ed.)" in the name'),
        ([person("Moe", "Per*")], '"*" in the name'),
        ([person("King", "Martin, Jr.")], "has Jr. in a wrong place"),
        ([person("King", "Jr.", suffix="Martin L.")], "has Martin L. where Jr. or III belongs"),
        ([person("King", "Jr.")], "has a suffix where the given name belongs"),
        ([person("Ida Lind", "Per Moe", suffix="Eva Rud")], "has Eva Rud where Jr. or III belongs"),
        ([person("Moe", "Per", suffix="1860-1943")], "there is a number in the name"),
        ([body("Moe, Per Olav")], LIKE_PERSON),
        ([person("M\\\"uller", "J.")], 'there is a "\\" in the name'),
    ],
)  # fmt: skip
def test_a_doubtful_name(people, words):
    problem = said(*people)[0]
    assert problem.startswith("bad-name: author: ")
    assert words in problem


@pytest.mark.parametrize(
    "people",
    [
        [person("Berg", "Jan", non_dropping_particle="van den")],
        [person("Beauvoir", "Simone", dropping_particle="de")],
        [person("Ramón y Cajal", "Santiago")],
        [person("Thurn und Taxis", "G.", non_dropping_particle="von")],
        [person("King", "Martin Luther", suffix="Jr.")],
        [person("Gates", "W. H.", suffix="III")],
        [person("Wu", "Y.")],
        [person("LI", "Wei")],
        [person("Ng", "Ana")],
        [person("Ndiaye", "Dame")],
        [person("Plato")],
        [person("Do", "Minh Anh")],
        [person("O'Hara", "J.-P.")],
        [person("Wang", "J."), person("Wang", "J.")],
        [person("Grouper", "Ann")],
        [person("Author7", "A.")],
        [person("Del Re", "A. C.")],
        [body("World Health Organization")],
        [body("Barnes and Noble, Inc.")],
        [body("Johnson & Johnson")],
        [body("Department of Veterans Affairs and Department of Defense")],
        [body("American Psychological Association, Presidential Task Force")],
        [body("American Psychological Association, Division 12")],
        [person("Dumas", "Alexandre", suffix="père")],
        [person("Falk", "Eva", suffix="Sr")],
        [body("Mind, London")],
        [body("Mind, Better Lives Every Day")],
        [body("Oxford, School of Medicine")],
        [body("Novartis AG")],
        [body("Volvo AB")],
        [body("UNICEF UK")],
        [body("Cochrane Collaboration")],
        [body("NICE")],
        [body("the Scrapy developers")],
        [body("R Core Team")],
        [body("Guideline Group II")],
        [body("Veterans Health Administration, Department of Defense")],
        [person("王", "小明")],
    ],
    ids=lambda people: " & ".join(one.literal or f"{one.given} {one.family}" for one in people),
)
def test_a_name_that_is_not_doubted(people):
    assert [one for one in said(*people) if one.startswith("bad-name")] == []


@pytest.mark.parametrize(
    "entry",
    [
        "RAND Corporation",
        "World Health Organization and American Psychological Association",
        "National Institute for Health and Care Excellence",
        "Substance Abuse and Mental Health Services Administration",
        "American College of Sports Medicine",
        "Canadian Mental Health Commission",
        "Department of Veterans Affairs and Department of Defense",
        "Open Science Collaboration",
        "Lind, Ida, Moe, Per, Rud, Eva",
        "Lind I, Moe P, Rud E",
        "Lind, I.; Moe, P.",
        "Lind I and Moe P",
    ],
)
def test_bibtex_names_without_their_braces_are_doubted(entry):
    read = read_bibtex(f"@misc{{a, author={{{entry}}}, title={{T}}, year=2001}}")
    told = {one.rule for one in read.problems}
    rules = [one.rule for one in (*read.problems, *problems_of(read.references[0], told))]
    assert "bad-name" in rules


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("M. GarcÃ­a", "GarcÃ­a"),
        ("MÃ¼ller", "MÃ¼ller"),
        ("Itâ€™s the therapist", "Itâ€™s"),
        ("accuracy â€“ a test", "â€“"),
        ("of â€œflowâ€\x9d", "â€œflowâ€\x9d"),
        ("La relaciÃ³n terapÃ©utica", "relaciÃ³n"),
        ("RelaciÃƒÂ³n", "RelaciÃƒÂ³n"),
        ("SiÄ™ boi", "SiÄ™"),
        ("VoilÃ\xa0 un", "VoilÃ"),
        ("Ã la carte", "Ã"),
        ("ÐŸÑ€Ð¸Ð²ÐµÑ‚", "ÐŸÑ€Ð¸Ð²ÐµÑ‚"),
        ("caf√© culture", "caf√©"),
        ("the brain‚Äôs", "brain‚Äôs"),
        ("caf├® culture", "caf├®"),
        ("Andr\ufffds Bruhn", "Andr\ufffds"),
        ("Trauma \ufffd a test", "\ufffd"),
        ("the brain\x92s", "brain\x92s"),
        ("Arrow?s theorem", "Arrow?s"),
        ("na?ve", "na?ve"),
        ("Hope ðŸ™‚", "ðŸ™‚"),
    ],
)
def test_text_that_was_decoded_wrongly(text, word):
    assert garbled(text) == word
    assert f"garbled-text: title: {word} looks like text" in " ".join(said(title=text))


@pytest.mark.parametrize(
    "text",
    [
        "García, Müller, Łukasz & Åström",
        "CAFÉ» and «É»",
        "„ÜBÄ“ und »MÄ«",
        "São Paulo: COMUNICAÇÃO",
        "NAÇÃ” of",
        "Île-de-France – l’été…",
        "What works? For whom?",
        "Σωκράτης и Пётр, 心理治疗",
        "p < .05, η² = .1, 20 °C ± 2, € 5, √2",
        "ÂÂ",
    ],
)  # fmt: skip
def test_text_that_is_meant(text):
    assert garbled(text) == ""


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Stress in <em>vivo</em>", "<em>"),
        ("<jats:title>Stress</jats:title>", "<jats:title>"),
        ("Hope &amp; fear", "&amp;"),
        ("It&#8217;s", "&#8217;"),
        ("not <b>closed", "<b>"),
        ("closed</i> only", "</i>"),
        ("<p>Text</p>", "<p>"),
        (r"the \textit{Ego}", r"\textit"),
        (r"M\"uller", '\\"u'),
        ("the $\\alpha_1$ test", r"$\alpha_1$"),
    ],
)
def test_markup_that_is_left(text, left):
    assert markup_left(text) == left
    assert any(one.startswith("stray-markup: title: ") for one in said(title=text))


@pytest.mark.parametrize(
    "text",
    [
        "<i>N</i> of 1, H<sub>2</sub>O, <b>x</b><sup>2</sup>",
        '<span class="nocase">metafor</span> and <i><b>x</b></i>',
        "When n <k and p < .05 > .01",
        "Costs of $5 and $10",
        "AT&T; and others",
        "x <y and z> w",
    ],
)
def test_markup_that_is_meant(text):
    assert markup_left(text) == ""


@pytest.mark.parametrize(
    ("text", "case"),
    [
        ("JOURNAL OF TESTING", "capitals"),
        ("NEUROIMAGE", "capitals"),
        ("J CLIN PSYCH", "capitals"),
        ("journal of testing", "small letters"),
        ("PLOS ONE", ""),
        ("JAMA", ""),
        ("BMC Psychiatry", ""),
        ("eLife", ""),
        ("diacritics", ""),
    ],
)
def test_letters_of_a_journal(text, case):
    assert in_one_case(text) == case
    assert any("letter-case" in one for one in said(container_title=text)) is bool(case)


@pytest.mark.parametrize(
    ("name", "case"),
    [
        (person("BERG", "ANNA"), "capitals"),
        (person("DAHL", "C. D."), "capitals"),
        (person("O'NEIL", "C. D."), "capitals"),
        (person("BERG", "J.", non_dropping_particle="van den"), "capitals"),
        (person("berg", "anna"), "small letters"),
        (person("berg", "Anna"), ""),
        (person("WU", "X."), ""),
        (person("McDonald", "A."), ""),
        (person("NASA"), ""),
    ],
)
def test_letters_of_a_name(name, case):
    assert [one for one in said(name) if "letter-case" in one] == (
        [f"letter-case: author: {' '.join(filter(None, (name.given, name.non_dropping_particle, name.family)))} is in {case}"]
        if case
        else []
    )  # fmt: skip


def test_an_editor_that_chapters_inherit_is_said_once(tmp_path):
    from pprkb.check.rules import findings
    from pprkb.files.folder import scan
    from pprkb.files.read.load import load_library

    (tmp_path / "data").mkdir()
    (tmp_path / "data/references.bib").write_text(
        "@incollection{one, author={Lind, I.}, title={One}, crossref={book}}\n"
        "@incollection{two, author={Moe, P.}, title={Two}, crossref={book}}\n"
        "@collection{book, editor={Open Science Collaboration}, title={All}, year=2001,"
        " publisher={X}}\n"
    )
    found = findings(load_library(scan(tmp_path))).problems
    assert [one.key for one in found if one.rule == "bad-name"] == ["book"]


@pytest.mark.parametrize("character", ["\u00ad", "\u200b", "\u2060", "\ufeff"])
def test_invisible_characters_are_named(character):
    code = f"U+{ord(character):04X}"
    for found in (said(person(f"Ber{character}g", "A.")), said(title=f"Ho{character}pe")):
        (told,) = found
        assert told.startswith("control-character: ")
        assert told.endswith(f"holds an invisible character ({code})")


def test_characters_that_join_letters_are_meant():
    assert said(title="می\u200cخواهم and \u0915\u094d\u200d\u0937") == []
