"""CSL-JSON."""

from __future__ import annotations

from dataclasses import fields
from types import MappingProxyType

import pytest

from pprkb.formats.exchange.csljson import from_csl, to_csl
from pprkb.formats.exchange.json_references import read_json, write_csljson
from pprkb.model.citation import CslItem
from pprkb.model.reference import Contributor, PartialDate, Reference, ReferenceType, Role
from pprkb.model.summary import Article, Topic

REFERENCE = Reference(
    key="a",
    type=ReferenceType.ARTICLE_JOURNAL,
    contributors=(
        Contributor(family="Berg", given="Jan", non_dropping_particle="van der"),
        Contributor(role=Role.EDITOR, literal="WHO"),
    ),
    incomplete=frozenset({Role.AUTHOR}),
    title="One: two",
    issued=PartialDate(year=2010, month=5, end_year=0),
    doi="10.1/x",
    keywords=("a, b", "c"),
    extra=MappingProxyType({"file": "x"}),
)


def test_an_item():
    assert to_csl(REFERENCE) == {
        "id": "a",
        "type": "article-journal",
        "title": "One: two",
        "title-short": "One",
        "author": [{"family": "Berg", "given": "Jan", "non-dropping-particle": "van der"}],
        "editor": [{"literal": "WHO"}],
        "issued": {"date-parts": [[2010, 5], [0]]},
        "DOI": "10.1/x",
        "keyword": "a, b; c",
        "custom": {"incomplete": ["author"], "extra": {"file": "x"}, "derived": ["title-short"]},
    }


def test_the_type_of_an_item_names_every_variable_that_is_written():
    values = {
        field.name: "x" if field.default == "" else PartialDate(year=2010)
        for field in fields(Reference)
        if field.default in ("", None) and field.name != "at"
    }
    everything = Reference(
        key="a",
        type=ReferenceType.BOOK,
        contributors=tuple(Contributor(role=role, family="Berg") for role in Role),
        keywords=("a",),
        aliases=("b",),
    ).with_values(values)
    assert set(to_csl(everything)) == set(CslItem.__annotations__)


def test_round_trip():
    assert from_csl(to_csl(REFERENCE)) == REFERENCE


def test_a_short_title_of_its_own_is_kept():
    reference = Reference(key="a", type=ReferenceType.BOOK, title="One: two", title_short="One")
    assert from_csl(to_csl(reference)) == reference


def test_text_and_back():
    articles = [Article(reference=REFERENCE), Article(reference=None)]
    read = read_json(write_csljson(articles))
    assert (read.references, read.problems) == ((REFERENCE,), ())


def test_topics_are_keywords():
    text = write_csljson([Article(reference=REFERENCE, topics=(Topic(id="t", label="Outcome"),))])
    assert '"keyword": "a, b; c; Outcome"' in text


PROBLEMS = {
    "no-json": ("{", ["unreadable-file"]),
    "no-items": ("3", ["no-entries"]),
    "no-object": ("[1]", ["bad-value"]),
    "no-type": ('[{"id": "a"}]', ["unknown-type"]),
    "unknown-type": ('[{"id": "a", "type": "x"}]', ["unknown-type"]),
    "deep": ("[" * 100_000, ["unreadable-file"]),
}


@pytest.mark.parametrize(("text", "rules"), PROBLEMS.values(), ids=PROBLEMS)
def test_problems(text, rules):
    assert [problem.rule.value for problem in read_json(text).problems] == rules


def test_what_others_write():
    reference = from_csl(
        {
            "id": 5,
            "type": "book",
            "issued": {"date-parts": [["2010", "5"]]},
            "accessed": {"raw": "yesterday"},
            "volume": 3,
            "journalAbbreviation": "J.",
            "foo": "bar",
        }
    )
    assert reference.key == "5"
    assert reference.issued == PartialDate(year=2010, month=5)
    assert reference.accessed == PartialDate(literal="yesterday")
    assert reference.volume == "3"
    assert reference.container_title_short == "J."
    assert dict(reference.extra) == {"foo": "bar"}
