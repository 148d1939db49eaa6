"""Which field goes where."""

from __future__ import annotations

import pytest

from pprkb.formats.bibtex.read.file import read_bibtex
from pprkb.model.reference import PartialDate, Role


def entry(text: str):
    result = read_bibtex(text)
    assert result.problems == ()
    return result.references[0]


TYPES = {
    "@article{a}": "article-journal",
    "@article{a, entrysubtype={newspaper}}": "article-newspaper",
    "@book{a}": "book",
    "@incollection{a}": "chapter",
    "@inproceedings{a}": "paper-conference",
    "@phdthesis{a}": "thesis",
    "@techreport{a}": "report",
    "@online{a}": "webpage",
    "@misc{a}": "document",
    "@misc{a, url={http://x.org}}": "webpage",
    "@misc{a, eprint={1234.5}, archiveprefix={arXiv}}": "article",
    "@misc{a, doi={10.31234/osf.io/x}}": "article",
    "@unpublished{a}": "manuscript",
    "@unpublished{a, eventtitle={E}}": "speech",
    "@periodical{a}": "periodical",
    "@misc{a, csl-type={bill}}": "bill",
}


@pytest.mark.parametrize(("text", "csl_type"), TYPES.items(), ids=TYPES)
def test_types(text, csl_type):
    assert entry(text).type.value == csl_type


FIELDS = {
    "journal": ("article", "journal={J. of X}", "container_title", "J. of X"),
    "booktitle": ("incollection", "booktitle={The Third Book}", "container_title", "The third book"),
    "subtitle": ("book", "title={One}, subtitle={two}", "title", "One: Two"),
    "issue": ("article", "number=3", "issue", "3"),
    "report-number": ("techreport", "number={TR-3}", "number", "TR-3"),
    "series-number": ("book", "number=3", "collection_number", "3"),
    "eid": ("article", "eid={e12}", "number", "e12"),
    "pages": ("article", "pages={12--15}", "page", "12–15"),
    "pages-hyphen": ("article", "pages={12-15, 20}", "page", "12–15, 20"),
    "pages-section": ("article", "pages={12-1--12-9}", "page", "12-1–12-9"),
    "volume-part": ("book", "volume=7, part=2", "volume", "7.2"),
    "doi-prefix": ("article", r"doi={https://doi.org/10.1000/ABC\_1}", "doi", "10.1000/ABC_1"),
    "url": ("article", r"url={\url{http://x.org/a\_b}}", "url", "http://x.org/a_b"),
    "url-in-howpublished": ("misc", r"howpublished={\url{http://x.org}}", "url", "http://x.org"),
    "arxiv": ("online", "eprint={1234.5}, eprinttype={arxiv}", "url", "https://arxiv.org/abs/1234.5"),
    "pubmed": ("article", "eprint={12345}, eprinttype={pubmed}", "pmid", "12345"),
    "school": ("phdthesis", "school={U of X}", "publisher", "U of X"),
    "genre-of-type": ("phdthesis", "", "genre", "Doctoral dissertation"),
    "genre-of-masters": ("mastersthesis", "", "genre", "Master's thesis"),
    "genre-key": ("thesis", "type={phdthesis}", "genre", "Doctoral dissertation"),
    "genre-in-words": ("phdthesis", "type={PhD thesis}", "genre", "PhD thesis"),
    "genre": ("thesis", "type={mathesis}", "genre", "Master's thesis"),
    "places": ("book", "location={Durham and London}", "publisher_place", "Durham; London"),
    "publisher-faber": ("book", "publisher={Faber and Faber}", "publisher", "Faber and Faber"),
    "publisher-company": ("book", "publisher={W. W. Norton and Company}", "publisher", "W. W. Norton and Company"),
    "publisher-two-words": ("book", "publisher={Oxford University Press and Clarendon Press}", "publisher", "Oxford University Press and Clarendon Press"),
    "school-and": ("phdthesis", "school={University of Trinidad and Tobago}", "publisher", "University of Trinidad and Tobago"),
    "institution-and": ("techreport", "date={2001}, institution={U.S. Department of Health and Human Services}", "publisher", "U.S. Department of Health and Human Services"),
    "organization-and": ("manual", "organization={Alcohol and Drug Foundation}", "publisher", "Alcohol and Drug Foundation"),
    "address-and": ("book", "address={Durham and London}", "publisher_place", "Durham and London"),
    "publisher-biblatex": ("book", "date=2001, publisher={dtv and Walter de Gruyter}", "publisher", "dtv; Walter de Gruyter"),
    "publisher-biblatex-faber": ("book", "date=2001, publisher={Faber and Faber}", "publisher", "Faber and Faber"),
    "publisher-biblatex-sons": ("book", "date=2001, publisher={John Wiley and Sons, Inc.}", "publisher", "John Wiley and Sons, Inc."),
    "publisher-biblatex-hall": ("book", "date=2001, publisher={Chapman and Hall/CRC Press}", "publisher", "Chapman and Hall/CRC Press"),
    "publisher-biblatex-department": ("book", "date=2001, publisher={Department of Health and Human Services}", "publisher", "Department of Health and Human Services"),
    "location-one-place": ("book", "location={Trinidad and Tobago}", "publisher_place", "Trinidad and Tobago"),
    "edition-word": ("book", "edition={Second}", "edition", "2"),
    "edition-word-edition": ("book", "edition={twentieth Edition}", "edition", "20"),
    "edition-ordinal": ("book", "edition={3rd}", "edition", "3"),
    "edition-long": ("book", "edition={3rd edition}", "edition", "3"),
    "edition-short": ("book", "edition={3rd ed.}", "edition", "3"),
    "edition-number": ("book", "edition={15}", "edition", "15"),
    "edition-season": ("book", "edition={Summer 2019}", "edition", "Summer 2019"),
    "edition-other": ("book", "edition={Revised}", "edition", "Revised"),
    "pages-pp": ("article", "pages={pp. 12-15}", "page", "12–15"),
    "pages-p": ("article", "pages={p. 3}", "page", "3"),
    "pages-roman": ("article", "pages={pp. xii--xv}", "page", "xii–xv"),
    "pages-letter": ("article", "pages={P3}", "page", "P3"),
    "eid-article": ("article", "eid={Article 55}", "number", "55"),
    "eid-no": ("article", "eid={Art. no. 55}", "number", "55"),
    "eid-art": ("article", "eid={Art. 55}", "number", "55"),
    "entity": ("article", "journal={Body &amp; Mind}", "container_title", "Body & Mind"),
    "entity-escaped": ("article", r"journal={Body \&amp; Mind}", "container_title", "Body & Mind"),
    "entity-braced": ("article", r"journal={Body {\&}amp; Mind}", "container_title", "Body & Mind"),
    "entity-number": ("article", "note={It&#39;s p &lt; .05}", "note", "It's p < .05"),
    "entity-hex": ("article", "note={It&#x2019;s}", "note", "It’s"),
    "entity-letter": ("article", "journal={Caf&eacute;}", "container_title", "Café"),
    "entity-brace": ("article", "note={a &#123; b}", "note", "a { b"),
    "entity-unknown": ("article", "note={a &nosuch; b &copy b}", "note", "a &nosuch; b &copy b"),
    "entity-in-url": ("article", "url={http://x.org/?a=1&lt;=2}", "url", "http://x.org/?a=1&lt;=2"),
    "controls": ("article", "note={a\x1b[31mb\x07 c\td}", "note", "a[31mb c d"),
    "year-in-words-and-pubstate": ("article", "year={in press}, pubstate={inpress}", "status", "in press"),
    "language": ("book", "langid={ngerman}", "language", "de-DE"),
    "language-name": ("book", "language={French}", "language", "fr-FR"),
    "status": ("article", "pubstate={inpress}", "status", "in press"),
    "keywords": ("article", "keywords={a, b; c}", "keywords", ("a", "b", "c")),
    "keywords of Better BibTeX": (
        *("article", "keywords={{Attachment, adult},b}", "keywords", ("Attachment, adult", "b")),
    ),
    "keywords of JabRef": (
        *("article", r"keywords={Attachment\, adult, b}", "keywords", ("Attachment, adult", "b")),
    ),
    "keywords of Web of Science": (
        *("article", "keywords={{Alliance; Outcome; Meta-analysis}}", "keywords"),
        ("Alliance", "Outcome", "Meta-analysis"),
    ),
    "keywords in LaTeX": ("article", r"keywords={R\&D, na{\"i}ve}", "keywords", ("R&D", "naïve")),
    "aliases": ("article", "ids={old1, old2}", "aliases", ("old1", "old2")),
    "note-accessed": ("misc", "note={Accessed: 2020-01-02}", "accessed", PartialDate(year=2020, month=1, day=2)),
    "in-press": ("article", "year={in press}", "issued", PartialDate(literal="in press")),
    "date-wins": ("article", "date={2012}, year={9999}", "issued", PartialDate(year=2012)),
    "csl-field": ("book", "csl-archive={X}", "archive", "X"),
}  # fmt: skip


@pytest.mark.parametrize(("kind", "fields", "attribute", "value"), FIELDS.values(), ids=FIELDS)
def test_fields(kind, fields, attribute, value):
    assert getattr(entry(f"@{kind}{{a, {fields}}}"), attribute) == value


def test_what_has_no_variable_is_kept():
    reference = entry(
        '@book{a, Commentator={B\\"ar}, file={C:\\dir\\}, year={n.d.}, author+an={1}}'
    )
    assert dict(reference.extra) == {
        "commentator": "Bär",
        "file": "C:\\dir\\",
        "year": "n.d.",
        "author+an": "1",
    }


def test_source_spelling_is_kept():
    reference = entry("@incollection{a, title={A Good Title}, booktitle={The Big Book}}")
    assert reference.source_title == "A Good Title"
    assert reference.extra["source-booktitle"] == "The Big Book"


def test_a_second_address_is_kept_apart():
    reference = entry(r"@misc{a, url={http://x.org}, howpublished={\url{http://y.org}}}")
    assert reference.publisher == ""
    assert reference.extra["howpublished"] == "http://y.org"


def test_printing_options_are_obeyed():
    reference = entry("@article{a, url={http://x.org}, options={url=false}}")
    assert reference.url == ""
    assert reference.extra["url"] == "http://x.org"


def test_roles():
    reference = entry("@book{a, author={A, B and others}, editor={C, D}, director={E, F}}")
    assert [person.role for person in reference.contributors] == [
        Role.AUTHOR,
        Role.EDITOR,
        Role.DIRECTOR,
    ]
    assert reference.incomplete == {Role.AUTHOR}


def titles_of(*titles):
    """Return the titles of a file, the first of each kind, from counts and undecoded titles."""
    every = [title for count, title in titles for _ in range(count)]
    text = "".join(f"@book{{k{i}, title={{{title}}}}}\n" for i, title in enumerate(every))
    return list(dict.fromkeys(reference.title for reference in read_bibtex(text).references))


@pytest.mark.parametrize(
    ("braced", "others", "title"),
    [
        pytest.param(10, 2, "The big book", id="more than four in five"),
        pytest.param(12, 3, "The Big Book", id="four in five"),
        pytest.param(10, 0, "The big book", id="ten"),
        pytest.param(9, 0, "The Big Book", id="nine"),
    ],
)
def test_braces_around_all_titles_carry_no_meaning(braced, others, title):
    assert titles_of((braced, "{The Big Book}"), (others, "A small one"))[0] == title


@pytest.mark.parametrize(
    ("braced", "others", "title"),
    [
        pytest.param(5, 45, "A study of therapy", id="one in ten"),
        pytest.param(5, 46, "A Study of Therapy", id="fewer than one in ten"),
        pytest.param(4, 0, "A Study of Therapy", id="four"),
    ],
)
def test_five_titles_show_that_a_program_braces_every_capital(braced, others, title):
    assert titles_of((braced, "A {Study} of {Therapy}"), (others, "On small words"))[0] == title


INHERITED = {
    "proceedings": (
        "@proceedings{p, title={Proc}, year=2000}\n@inproceedings{a, crossref={P}, title={A}}",
        {"container_title": "Proc", "year": 2000, "title": "A"},
    ),
    "parent-after-child": (
        "@inproceedings{a, crossref={p}, title={A}}\n@proceedings{p, title={Proc}, year=2000}",
        {"container_title": "Proc", "year": 2000},
    ),
    "child-wins": (
        "@inbook{a, crossref={p}, title={A}, year=2001}\n@book{p, title={B}, year=2000, note={N}}",
        {"container_title": "B", "year": 2001, "note": ""},
    ),
    "no-month-of-another-year": (
        "@inbook{a, crossref={p}, title={A}, year=2001}\n@book{p, title={B}, year=2000, month=5}",
        {"container_title": "B", "issued": PartialDate(year=2001)},
    ),
    "multivolume": (
        "@book{a, crossref={m}, title={Vol}}\n@mvbook{m, title={Works}, date=1999}",
        {"title": "Works", "volume_title": "Vol", "year": 1999},
    ),
    "two-steps": (
        "@inbook{a, crossref={b}, title={A}}\n@book{b, crossref={m}, title={B}}\n"
        "@mvbook{m, title={Works}, publisher={P}}",
        {"container_title": "Works", "volume_title": "B", "publisher": "P"},
    ),
    "xdata": (
        "@xdata{x, publisher={P}}\n@book{a, xdata={x}, title={A}}",
        {"publisher": "P", "title": "A"},
    ),
}


@pytest.mark.parametrize(("text", "values"), INHERITED.values(), ids=INHERITED)
def test_inheritance(text, values):
    result = read_bibtex(text)
    assert result.problems == ()
    reference = next(r for r in result.references if r.key == "a")
    assert {name: getattr(reference, name) for name in values} == values


def test_circles_are_told_once():
    result = read_bibtex("@inbook{a, crossref={b}}\n@inbook{b, crossref={a}}")
    assert [(p.at.line, p.message) for p in result.problems] == [
        (1, "the crossrefs lead in a circle: a -> b -> a")
    ]


OWN_NAMES = {
    "own-person": ("author={Baldwin, S.}", "Methods of Baldwin and others"),
    "own-everyday-word": ("author={Stone, S.}", "Methods of baldwin and others"),
    "no-person": ("", "Methods of baldwin and others"),
}


@pytest.mark.parametrize(("people", "title"), OWN_NAMES.values(), ids=OWN_NAMES)
@pytest.mark.parametrize("other", ["", "@book{b, author={Baldwin, S.}}"], ids=["alone", "in-file"])
def test_only_the_names_of_its_own_people_keep_their_capital(people, title, other):
    book = f"@book{{a, {people}{',' if people else ''} title={{Methods of Baldwin and Others}}}}"
    assert entry(f"{book}\n{other}").title == title


@pytest.mark.parametrize(
    ("name", "title"),
    [
        pytest.param("Vuko", "The Vuko method of teaching", id="four letters"),
        pytest.param("Vuk", "The vuk method of teaching", id="three letters"),
    ],
)
def test_a_name_of_four_letters_keeps_its_capital(name, title):
    book = f"@book{{a, author={{{name}, A.}}, title={{The {name} Method of Teaching}}}}"
    assert entry(book).title == title


def test_the_name_of_its_own_body_keeps_its_capitals():
    book = "@booklet{a, author={{Harbour Way}}, title={The Harbour Way Guide to Anger}}"
    assert entry(book).title == "The Harbour Way guide to anger"


LEGAL_TITLES = {
    "case": "@jurisdiction{a, title={Roe v. Wade}}",
    "case-of-a-body": "@jurisdiction{a, title={Tarasoff v. Regents of the University of California}}",
    "law": "@legislation{a, title={Mental Health Parity Act}}",
    "test": "@misc{a, title={Quiet Goals Questionnaire}, publisher={PsycTESTS}}",
    "record-of-a-test": "@misc{a, title={Quiet Goals Questionnaire}, type={Database record}}",
    "treaty": "@legal{a, title={Convention on the Rights of the Child}}",
    "regulation": "@misc{a, csl-type={regulation}, title={Protection of Human Subjects}}",
    "bill": "@misc{a, csl-type={bill}, title={Campus Improvement Bill}}",
}


@pytest.mark.parametrize("text", LEGAL_TITLES.values(), ids=LEGAL_TITLES)
def test_laws_cases_treaties_and_tests_keep_their_capitals(text):
    reference = entry(text)
    assert f"{{{reference.title}}}" in text
    assert not reference.source_title


BRACES = {
    "every-capital-doubled": ("Much {{Ado}} about {{Nothing}}", "Much ado about nothing"),
    "every-capital-apart": ("Cargo {Cult} {Science}", "Cargo cult science"),
    "doubled-name": (
        "The {{Penn Valley Program}} in schools",
        "The Penn Valley Program in schools",
    ),
    "doubled-term": (
        "Outcomes of {{Cognitive Behavioral Therapy}} in schools",
        "Outcomes of Cognitive Behavioral Therapy in schools",
    ),
    "in-title-case": (
        "The {{Penn Valley Program}} for Schools",
        "The Penn Valley Program for schools",
    ),
    "acronym": (
        "A Study of {CBT} and {{iCBT}}",
        'A study of CBT and <span class="nocase">iCBT</span>',
    ),
}


@pytest.mark.parametrize(("value", "title"), BRACES.values(), ids=BRACES)
def test_braces_within_a_title_are_the_authors_but_around_every_capital(value, title):
    assert entry(f"@book{{a, title={{{value}}}}}").title == title


@pytest.mark.parametrize(
    ("value", "title"),
    [
        pytest.param(
            "On {Control}, {Order}, {Change} of {Habits} and measures",
            "On control, order, change of habits and measures",
            id="four capitals, one small word",
        ),
        pytest.param(
            "On {Order}, {Change} of {Habits} and measures",
            "On Order, Change of Habits and measures",
            id="three capitals, one small word",
        ),
    ],
)
def test_many_small_words_show_that_braces_are_the_authors(value, title):
    titles = titles_of((5, "A {Study} of {Therapy}"), (1, value))
    assert titles == ["A study of therapy", title]


def test_braces_around_every_capital_are_the_habit_of_a_program():
    habit = "".join(
        f"@book{{b{number}, title={{Science in {{{{Action}}}} and {{{{Social Life}}}}}}}}\n"
        for number in range(5)
    )
    plain = "".join(
        f"@book{{c{number}, title={{Science in action and in social life}}}}\n"
        for number in range(5)
    )
    title = "@book{a, title={Inference from {{Iterative Simulation}}}}\n"
    assert entry(title + habit).title == "Inference from iterative simulation"
    assert entry(title + plain).title == "Inference from Iterative Simulation"


@pytest.mark.parametrize(
    ("journal", "url"),
    [
        pytest.param("SSRN Electronic Journal 2119", "https://ssrn.com/abstract=2119", id="number"),
        pytest.param("SSRN Electronic Journal 2019", "", id="year"),
    ],
)
def test_a_year_behind_a_server_is_no_number_of_a_paper(journal, url):
    reference = entry(f"@article{{a, journal={{{journal}}}, title={{T}}}}")
    assert (reference.publisher, reference.url) == ("SSRN", url)
