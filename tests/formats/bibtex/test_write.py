"""References to BibTeX."""

from __future__ import annotations

import pytest

from pprkb.formats.bibtex.read import read_bibtex
from pprkb.formats.bibtex.write import write_bibtex
from pprkb.model.article import Article
from pprkb.model.reference import Contributor, PartialDate, Reference, ReferenceType, Role
from pprkb.model.summary import Summary, Topic


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
        "  month = {may},\n"
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
