"""References to BibTeX."""

from __future__ import annotations

import json
import re
import shutil
import subprocess

import pytest

from pprkb.formats.bibtex.read.file import read_bibtex
from pprkb.formats.bibtex.write.entries import write_biblatex, write_bibtex, write_entry
from pprkb.model.reference import Contributor, PartialDate, Reference, ReferenceType, Role
from pprkb.model.summary import Article, Summary, Topic


def written(reference: Reference, **more) -> str:
    return write_bibtex([Article(reference=reference, **more)])


def article(**values) -> Reference:
    return Reference(key="a", type=ReferenceType.ARTICLE_JOURNAL, **values)


def test_an_article():
    reference = article(
        contributors=(
            Contributor(family="Berg", given="Jan", non_dropping_particle="van der"),
            Contributor(literal="World Health Organization"),
        ),
        title="The alliance & its 50% effect",
        container_title="J. of X",
        issued=PartialDate(year=2010, month=5),
        page="12–15",
        doi="10.1000/a_b",
    )
    assert written(reference) == (
        "@article{a,\n"
        "  author = {van der Berg, Jan and {World Health Organization}},\n"
        "  title = {The alliance \\& its 50\\% effect},\n"
        "  journal = {J. of X},\n"
        "  year = {2010},\n"
        "  month = may,\n"
        "  pages = {12--15},\n"
        "  doi = {10.1000/a_b},\n"
        "}\n"
    )


def test_articles_without_reference_are_left_out():
    assert write_bibtex([Article(reference=None, summaries=(Summary(id="s", title="T"),))]) == ""


def test_keys_are_made_usable():
    reference = Reference(key="van der Berg, 2003", type=ReferenceType.BOOK)
    assert written(reference).startswith("@book{van_der_Berg_2003,")


def test_topics_survive_a_split_at_commas():
    topic = Topic(id="t", label="Attendance, Attrition, and Drop-Out")
    text = written(article(keywords=("alliance",)), topics=(topic, Topic(id="u", label="Alliance")))
    assert "keywords = {alliance, Attendance / Attrition and Drop-Out}" in text


def test_practice_implications():
    summary = Summary(id="s", title="T", practice_implications="Ask *clients*.\n")
    text = written(article(annote="Own"), summaries=(summary,))
    assert "annote = {Own. Practice implications: Ask clients.}" in text


def test_an_annotation_of_its_own_is_left_as_it_is():
    assert "annote = {Own}" in written(article(annote="Own"))


@pytest.mark.parametrize("text", ["a &LT; b", "a &#60; b", "AT&T; R&amp;D", "&nosuch; &"])
def test_what_looks_like_an_entity_is_read_back_as_it_was(text):
    reference = article(title=text, publisher=text, keywords=("x",), url="https://a.b/?a&lt;b")
    assert read_bibtex(written(reference)).references == (reference,)


TITLES = {
    "sentence-case": ("The alliance in therapy", ""),
    "names": ("The Rosen method of Baldwin", ""),
    "nocase": ('Clusters of 5 <span class="nocase">nm</span> in size', ""),
    "capitals-everywhere": ("The Big Book of Trees", ""),
    "two-capitals": ("Letters Baldwin", ""),
    "with-source": ("The big book of Baldwin", "The Big Book of Baldwin"),
    "tags": ("Effects <i>In Vivo</i> Here", ""),
    "all-capitals": ("PSYCHOTHERAPY OUTCOMES", ""),
}


@pytest.mark.parametrize(("title", "source"), TITLES.values(), ids=TITLES)
def test_titles_keep_their_case(title, source):
    reference = article(title=title, source_title=source)
    assert read_bibtex(written(reference)).references == (reference,)


BRACED = {
    "acronym-in-source-case": (
        "What IAPT can teach: An update of CBT? A reply",
        "What IAPT Can Teach: An Update of CBT? A Reply",
        "What {IAPT} Can Teach: {An} Update of {CBT}? {A} Reply",
    ),
    "name-of-several-words": (
        "The Working Alliance Inventory in Ottawa",
        "",
        "The {Working Alliance Inventory} in {Ottawa}",
    ),
    "first-word": ("DSM-5 and beyond", "", "{DSM}-5 and beyond"),
    "first-word-in-quotes": (
        "“Nothing works” and its aftermath",
        "",
        "“{Nothing} works” and its aftermath",
    ),
    "german-nouns": (
        "Kognitive Verhaltenstherapie: Grundlagen, Praxis",
        "",
        "Kognitive {Verhaltenstherapie}: {Grundlagen}, {Praxis}",
    ),
    "small-first-letter": ("metaSEM: An R package", "", "meta{SEM}: {An R} package"),
    "tags": ("The <i>In Vivo</i> work", "", r"The \textit{{In Vivo}} work"),
    "nothing": ("The alliance in therapy", "The Alliance in Therapy", "The Alliance in Therapy"),
}


@pytest.mark.parametrize(("title", "source", "value"), BRACED.values(), ids=BRACED)
def test_every_capital_that_a_reader_might_lower_is_in_braces(title, source, value):
    reference = article(title=title, source_title=source)
    assert f"  title = {{{value}}}," in written(reference)
    assert read_bibtex(written(reference)).references == (reference,)


def test_titles_of_books_around_chapters_and_of_laws_are_braced_too():
    chapter = Reference(
        key="c",
        type=ReferenceType.CHAPTER,
        title="Emotion",
        container_title="Bergin and Garfield's handbook",
    )
    law = Reference(key="l", type=ReferenceType.LEGAL_CASE, title="Roe v. Regents of Ohio")
    text = write_bibtex([Article(reference=chapter), Article(reference=law)])
    assert "booktitle = {Bergin and {Garfield's} handbook}" in text
    assert "title = {Roe v. {Regents} of {Ohio}}" in text
    assert read_bibtex(text).references == (chapter, law)


OF_READERS = (
    (
        "What IAPT can teach: An update of CBT? A reply",
        "What IAPT Can Teach: An Update of CBT? A Reply",
    ),
    ("Zur Wirksamkeit der Psychotherapie", ""),
    ("Beyond the DSM: Beck Depression Inventory, III", ""),
    ("“Nothing works” in Ottawa", ""),
    ("Robust variance with clubSandwich in R", ""),
    ("Tarasoff v. Regents of the University of California", ""),
    ("“Positive” Results Increase Down the Hierarchy of the Sciences", ""),
    ("Supplemental Material for P-Curve: A Key to the File-Drawer", ""),
)


def of_readers() -> str:
    return write_bibtex(
        Article(
            reference=Reference(
                key=f"k{number}",
                type=ReferenceType.LEGAL_CASE if " v. " in title else ReferenceType.BOOK,
                title=title,
                source_title=source,
                issued=PartialDate(year=2001),
            )
        )
        for number, (title, source) in enumerate(OF_READERS)
    )


BST = """ENTRY { title } {} {}
READ
FUNCTION {default.type} { cite$ " | " * title "t" change.case$ * write$ newline$ }
ITERATE {call.type$}
"""


@pytest.mark.skipif(shutil.which("bibtex") is None, reason="BibTeX is not installed")
def test_bibtex_keeps_every_capital(tmp_path):
    (tmp_path / "all.bib").write_text(of_readers(), encoding="utf-8")
    (tmp_path / "case.bst").write_text(BST, encoding="utf-8")
    (tmp_path / "all.aux").write_text(
        "\\citation{*}\n\\bibstyle{case}\n\\bibdata{all}\n", encoding="utf-8"
    )
    subprocess.run(["bibtex", "all"], cwd=tmp_path, check=False, capture_output=True)
    lines = re.sub(r"\n  ", " ", (tmp_path / "all.bbl").read_text(encoding="utf-8")).splitlines()
    read = {
        line.partition(" | ")[0]: re.sub("[{}]", "", line.partition(" | ")[2]) for line in lines
    }
    assert read == {f"k{number}": title for number, (title, _) in enumerate(OF_READERS)}


@pytest.mark.skipif(shutil.which("pandoc") is None, reason="pandoc is not installed")
@pytest.mark.parametrize("dialect", ["bibtex", "biblatex"])
def test_pandoc_keeps_every_capital(dialect):
    answer = subprocess.run(
        ["pandoc", "-f", dialect, "-t", "csljson"],
        input=of_readers(),
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    read = {item["id"]: re.sub("<[^>]*>", "", item["title"]) for item in json.loads(answer.stdout)}
    assert read == {f"k{number}": title for number, (title, _) in enumerate(OF_READERS)}


def test_names_that_the_reader_will_know_are_written_with_care():
    titles = ("The baldwin effects of therapy", "A reply to Baldwin and others", "A baldwin cell")
    written = [
        Article(
            reference=Reference(
                key=f"k{number}",
                type=ReferenceType.BOOK,
                title=title,
                source_title=source,
                contributors=(Contributor(role=Role.AUTHOR, family="Baldwin"),),
            )
        )
        for number, (title, source) in enumerate(
            zip(titles, ("The Baldwin Effects of Therapy", "", ""), strict=True)
        )
    ]
    read = read_bibtex(write_bibtex(written)).references
    assert tuple(reference.title for reference in read) == titles


# -- what Zotero's BibTeX translator takes ----------------------------------------------------

ZOTERO_TAKES = frozenset(
    "article artwork audio book booklet collection conference inbook incollection inproceedings "  # noqa: SIM905
    "inreference jurisdiction legislation letter manual mastersthesis misc movie mvbook online "
    "patent phdthesis proceedings report software techreport thesis unpublished video".split()
)
"""The keys of `bibtex2zoteroTypeMap`; an entry of any other type is thrown away."""


@pytest.mark.parametrize("dialect", [write_bibtex, write_biblatex], ids=["bibtex", "biblatex"])
@pytest.mark.parametrize("kind", ReferenceType, ids=lambda kind: kind.value)
def test_every_type_is_written_in_one_that_zotero_takes(kind, dialect):
    for genre in ("", "Doctoral dissertation", "Data set"):
        reference = Reference(key="a", type=kind, title="T", genre=genre)
        text = dialect([Article(reference=reference)])
        assert text[1 : text.index("{")] in ZOTERO_TAKES
        assert read_bibtex(text).references == (reference,)


FORMS = {
    "article number": (
        {"number": "e12"},
        ("eid = {e12}", "pages = {e12}"),
    ),
    "article number and pages": (
        {"number": "e12", "page": "1–9"},
        ("eid = {e12}", "pages = {1--9}"),
    ),
    "season": (
        {"issued": PartialDate(year=2001, season=4)},
        ("date = {2001-24}", "year = {2001}"),
    ),
    "years": (
        {"issued": PartialDate(year=1999, end_year=2001)},
        ("date = {1999/2001}", "year = {1999}"),
    ),
    "doctoral": (
        {"type": ReferenceType.THESIS, "genre": "Doctoral dissertation"},
        ("@phdthesis", "type = {Doctoral dissertation}"),
    ),
    "language": ({"language": "de-DE"}, ("langid = {ngerman}", "language = {de-DE}")),
    "data set": (
        {"type": ReferenceType.DATASET, "publisher": "OSF"},
        ("@misc", "type = {Data set}", "csl-type = {dataset}"),
    ),
    "data set that says so": (
        {"type": ReferenceType.DATASET, "genre": "Data set"},
        ("type = {Data set}", "csl-genre = {Data set}"),
    ),
    "review": (
        {"type": ReferenceType.REVIEW, "container_title": "J. of X", "issue": "2"},
        ("@article", "journal = {J. of X}", "number = {2}"),
    ),
    "subscript": ({"title": "H<sub>2</sub>O"}, ("title = {H$_{2}${O}}",)),
    "superscript": ({"title": "The x<sup>b</sup> case"}, ("x$^{b}$",)),
    "two scripts": ({"title": "An x<sub>2</sub><sup>b</sup>"}, (r"$_{2}$\textsuperscript{b}",)),
    "words below": ({"title": "An x<sub>a b</sub>"}, (r"x\textsubscript{a b}",)),
    "italics": ({"title": "The <i>Homo</i> case"}, (r"\textit{{Homo}}",)),
    "a short title of the author's": ({"title": "One: Two", "title_short": "One"}, ("shorttitle",)),
}


@pytest.mark.parametrize(("values", "expected"), FORMS.values(), ids=FORMS)
def test_a_form_that_other_programs_read(values, expected):
    values = {"type": ReferenceType.ARTICLE_JOURNAL, **values}
    text = written(Reference(key="a", **values))
    assert all(part in text for part in expected), text
    assert read_bibtex(text).references == (Reference(key="a", **values),)


def test_no_short_title_is_made_of_the_part_before_a_colon():
    assert "shorttitle" not in written(article(title="One: Two"))


def test_the_librarys_own_file_has_the_type_that_biblatex_has_and_says_nothing_twice():
    reference = Reference(
        key="a", type=ReferenceType.DATASET, title="T", language="de-DE", number="37080"
    )
    assert write_entry(reference) == (
        "@dataset{a,\n  title = {T},\n  number = {37080},\n  langid = {ngerman},\n}\n"
    )
    assert "pages" not in write_entry(article(number="e12"))


@pytest.mark.parametrize(("year", "written_too"), [(1000, True), (999, False)])
def test_an_uncertain_year_of_four_digits_is_written_as_a_year_too(year, written_too):
    text = written(article(issued=PartialDate(year=year, circa=True)))
    assert f"  date = {{{year:04}~}},\n" in text
    assert ("  year = " in text) is written_too
