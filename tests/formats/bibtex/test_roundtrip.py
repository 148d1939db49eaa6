"""Whatever is written is read back equal, and nothing makes the reader fail."""

from __future__ import annotations

import dataclasses
import re
from types import MappingProxyType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pprkb.formats.bibtex.read.file import read_bibtex
from pprkb.formats.bibtex.read.names import parse_names
from pprkb.formats.bibtex.write.entries import write_bibtex
from pprkb.formats.exchange.csljson import from_csl, to_csl
from pprkb.formats.exchange.json_references import read_json, write_csljson
from pprkb.formats.latex.decode import decode
from pprkb.formats.latex.encode import encode
from pprkb.model.reference import Contributor, PartialDate, Reference, ReferenceType, Role
from pprkb.model.summary import Article

_ODD = "abcXYZ éßÅœ中 \\{}$&%#_~^`'\"<>/-–—:.,;?!()[]@=+*|0123 \u00a0“”’"
_PIECES = st.sampled_from(
    ["<i>", "</i>", "<sup>", "</sup>", "\\textbf", "``", "''", "--", "---", "and", "{", "}", "~"]
)


def _tidy(text: str) -> str:
    return re.sub(r"[ \t\r\n]+", " ", text).strip(" \t\r\n")


anything = st.text(max_size=200)
_CONTROLS = "".join(chr(code) for code in range(32) if chr(code) not in "\t\n\r")
chars = st.characters(exclude_categories=["Cs"], exclude_characters=_CONTROLS + "\ufdd0\ufdd1")
odd_text = (
    st.lists(_PIECES | st.text(st.sampled_from(_ODD), max_size=8) | st.text(chars, max_size=4))
    .map("".join)
    .map(_tidy)
)
words = st.lists(
    st.sampled_from(
        "the of and a in Effects effects Therapy therapy CBT Freud Baldwin DSM-5 McCoy iPod nm R "  # noqa: SIM905
        "Psychotherapy psychotherapy: Alliance? WHO outcome: Meta-Analysis — 3D It's H<sub>2</sub>O "
        "<i>Homo</i> & 50% $5 {x} children's Vitamin D EMDR".split()
    ),
    min_size=1,
    max_size=9,
).map(" ".join)
titles = words | odd_text
plain_words = st.lists(
    st.sampled_from(
        "Smith van der Müller O'Brien Jr. García-Lopez de and others Group J. M. & ß".split()  # noqa: SIM905
    ),
    min_size=1,
    max_size=3,
).map(" ".join)
# In names every blank, also a tie, is the same blank.
simple_name = (plain_words | odd_text).map(lambda text: " ".join(text.split()))


@st.composite
def contributors(draw):
    role = draw(st.sampled_from([Role.AUTHOR, Role.EDITOR, Role.TRANSLATOR, Role.DIRECTOR]))
    if draw(st.booleans()):
        literal = draw(simple_name.filter(bool))
        return Contributor(role=role, literal=literal)
    family = draw(simple_name.filter(bool))
    given = draw(st.sampled_from(["", "J. M.", "Anna", "Jean-Paul", "É. B.", "J.-P.", "Anna M"]))
    particle = draw(st.sampled_from(["", "", "van der", "de", "Della"]))
    dropping = bool(particle) and draw(st.booleans())
    return Contributor(
        role=role,
        family=family,
        given=given,
        non_dropping_particle="" if dropping else particle,
        dropping_particle=particle if dropping else "",
        suffix=draw(st.sampled_from(["", "", "Jr.", "III"])),
    )


years = st.integers(1000, 2100) | st.integers(-500, -2) | st.integers(1, 999)


@st.composite
def dates(draw):
    kind = draw(
        st.sampled_from(["year", "month", "day", "range", "open", "season", "circa", "words"])
    )
    year = draw(years)
    month = draw(st.integers(1, 12))
    day = draw(st.integers(1, 28))
    if kind == "year":
        return PartialDate(year=year)
    if kind == "month":
        return PartialDate(year=year, month=month)
    if kind == "day":
        return PartialDate(year=year, month=month, day=day)
    if kind == "range":
        return PartialDate(year=year, month=month, end_year=year + 1, end_month=month, end_day=day)
    if kind == "open":
        return PartialDate(year=year, end_year=0)
    if kind == "season":
        return PartialDate(year=year, season=draw(st.integers(1, 4)))
    if kind == "circa":
        return PartialDate(year=year, circa=True)
    return PartialDate(literal=draw(st.sampled_from(["in press", "forthcoming"])))


TEXT_ATTRIBUTES = (  # noqa: SIM905
    "title_short volume_title part_title container_title container_title_short collection_title "
    "original_title reviewed_title event_title volume issue number chapter_number edition "
    "collection_number number_of_volumes number_of_pages part_number version section publisher "
    "publisher_place original_publisher original_publisher_place event_place archive "
    "archive_location authority jurisdiction genre medium status dimensions scale source "
    "references isbn issn pmid pmcid call_number abstract annote"
).split()
keyword = st.sampled_from(["alliance", "meta-analysis", "50%", "R & D", "Drop-Out", "naïve"])


@st.composite
def references(draw):
    chosen = draw(st.lists(st.sampled_from(TEXT_ATTRIBUTES), max_size=6, unique=True))
    values = {name: draw(titles) for name in chosen}
    people = draw(st.lists(contributors(), max_size=4))
    order = draw(st.permutations(list(Role)))
    return Reference(
        key=draw(st.from_regex(r"[a-zA-Z][a-zA-Z0-9:_.+/-]{0,12}", fullmatch=True)),
        type=draw(st.sampled_from(list(ReferenceType))),
        title=draw(titles),
        contributors=tuple(sorted(people, key=lambda person: order.index(person.role))),
        incomplete=frozenset(draw(st.sets(st.sampled_from([Role.AUTHOR, Role.EDITOR])))),
        issued=draw(st.none() | dates()),
        accessed=draw(st.none() | dates()),
        event_date=draw(st.none() | dates()),
        page=draw(st.sampled_from(["", "12–15", "e12", "S1–S9, S12", "xii–xv"])),
        doi=draw(st.sampled_from(["", "10.1000/a_b", "10.1000/(SICI)1<2::3>4.5;2-%", "10.1/{x}"])),
        url=draw(st.sampled_from(["", "https://x.org/a_b?c=1&d=%20#e~f", "http://x.org/{a}"])),
        language=draw(st.sampled_from(["", "en-US", "de-DE", "fr-FR", "pt", "zh-Hant"])),
        keywords=tuple(draw(st.lists(keyword, unique=True, max_size=3))),
        aliases=tuple(draw(st.lists(st.sampled_from(["old1", "old2"]), unique=True))),
        extra=MappingProxyType(
            draw(
                st.dictionaries(
                    st.sampled_from(["file", "owner", "mendeley-tags", "eprint", "sorttitle"]),
                    odd_text.filter(lambda text: "\\" not in text and not {"{", "}"} & set(text)),
                )
            )
        ),
        **values,
    )


def differences(one, other):
    """Name the attributes that differ, with both values: a whole reference is too long to read."""
    names = [field.name for field in dataclasses.fields(one) if field.compare]
    pairs = {name: (getattr(one, name), getattr(other, name)) for name in names}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


@pytest.mark.slow
@settings(max_examples=300, deadline=None)
@given(references())
def test_bibtex_round_trip(reference):
    text = write_bibtex([Article(reference=reference)])
    result = read_bibtex(text)
    assert len(result.references) == 1, text
    assert differences(reference, result.references[0]) == {}, text
    assert result.references[0] == reference


@pytest.mark.slow
@settings(max_examples=200, deadline=None)
@given(references())
def test_csl_round_trip(reference):
    assert from_csl(to_csl(reference)) == reference
    found = read_json(write_csljson([Article(reference=reference)]))
    read, problems = found.references, found.problems
    assert read == (reference,)
    assert not problems


@settings(max_examples=500, deadline=None)
@given(odd_text)
def test_latex_round_trip(text):
    assert decode(encode(text)) == text


@settings(max_examples=500, deadline=None)
@given(anything)
def test_reading_never_fails(text):
    read_bibtex(text)


_FRAGMENTS = st.sampled_from(
    ["@article{", "@book(", "@string{", "@comment{", "@preamble{", "a,", "title", " = ", "{", "}",
     '"', "#", ",", "\n", "\r", "author", "year", "date", "2010", "month", "jan", " and ", "\\", "%",
     "crossref", "xdata", "b,", "@", ")", "others", "pages", "1--2", ";", "&", "$", "@inbook{", "²",
     "options = {useprefix=false}", "howpublished", "\\url{", "doi", "eprint", "type", "Jr.", "\ufeff"]
)  # fmt: skip


@pytest.mark.slow
@settings(max_examples=800, deadline=None)
@given(st.lists(_FRAGMENTS | st.text(max_size=4), max_size=40).map("".join))
def test_reading_broken_bibtex_never_fails(text):
    result = read_bibtex(text)
    lines = len(re.findall(r"\r\n|\r|\n", text)) + 1
    assert all(1 <= problem.at.line <= lines for problem in result.problems)
    for span in result.entries:
        assert text[span.start] == "@"
        assert span.start < span.end <= len(text)
    assert [p.at.line for p in result.problems] == sorted(p.at.line for p in result.problems)
    write_bibtex([Article(reference=reference) for reference in result.references])


@settings(max_examples=300, deadline=None)
@given(odd_text)
def test_names_never_fail(text):
    parse_names(text)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=6,
)


@settings(max_examples=300, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(
            ["id", "type", "title", "author", "issued", "custom", "keyword", "DOI", "x", "season"]
        ),
        json_values
        | st.just([{"family": 1}, "x", {"literal": ["a"]}])
        | st.just({"date-parts": [[2010, "5"], [0]], "season": "2"})
        | st.just({"extra": {"a": 1}, "incomplete": ["author", 3], "role-order": ["author"]}),
    )
)
def test_odd_csl_never_fails(item):
    from_csl(item)
