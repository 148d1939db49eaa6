"""References to biblatex: its own types and fields, and nothing lost by them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from pprkb.formats.bibtex.read.file import read_bibtex
from pprkb.formats.bibtex.write.entries import write_biblatex
from pprkb.model.reference import Contributor, PartialDate, Reference, ReferenceType
from pprkb.model.summary import Article
from tests.formats.bibtex.test_roundtrip import differences, references


def written(**values: object) -> str:
    values.setdefault("type", ReferenceType.ARTICLE_JOURNAL)
    return write_biblatex([Article(reference=Reference(key="a", **values))])


def test_an_article() -> None:
    assert written(
        contributors=(Contributor(family="Berg", given="Jan", non_dropping_particle="van der"),),
        title="The alliance",
        container_title="J. of X",
        issued=PartialDate(year=2010, month=5),
        volume="3",
        issue="2",
        page="12–15",
        doi="10.1000/a_b",
        language="en-CA",
        annote="Good.",
        keywords=("alliance",),
    ) == (
        "@article{a,\n"
        "  author = {van der Berg, Jan},\n"
        "  title = {The alliance},\n"
        "  journaltitle = {J. of X},\n"
        "  date = {2010-05},\n"
        "  volume = {3},\n"
        "  number = {2},\n"
        "  pages = {12--15},\n"
        "  doi = {10.1000/a_b},\n"
        "  langid = {canadian},\n"
        "  keywords = {alliance},\n"
        "  annote = {Good.},\n"
        "}\n"
    )


T = ReferenceType
TYPES = {
    "report": ({"type": T.REPORT, "publisher": "WHO"}, "@report{a,\n  institution = {WHO},\n}\n"),
    "webpage": (
        {"type": T.WEBPAGE, "url": "https://a.b"},
        "@online{a,\n  url = {https://a.b},\n}\n",
    ),
    "dissertation": (
        {"type": T.THESIS, "genre": "Doctoral dissertation", "publisher": "Yale"},
        "@thesis{a,\n  institution = {Yale},\n  type = {Doctoral dissertation},\n}\n",
    ),
    "master's thesis": (
        {"type": T.THESIS, "genre": "Master's thesis", "publisher": "Yale"},
        "@thesis{a,\n  institution = {Yale},\n  type = {Master's thesis},\n}\n",
    ),
    "another thesis": (
        {"type": T.THESIS, "genre": "Habilitation"},
        "@thesis{a,\n  type = {Habilitation},\n}\n",
    ),
    "data set": (
        {"type": T.DATASET, "publisher": "OSF", "version": "2"},
        "@misc{a,\n  version = {2},\n  organization = {OSF},\n  type = {Data set},\n"
        "  csl-type = {dataset},\n}\n",
    ),
    "a preprint of arXiv": (
        {"type": T.ARTICLE, "publisher": "arXiv", "number": "arXiv:1706.00001"},
        "@misc{a,\n  number = {arXiv:1706.00001},\n  organization = {arXiv},\n}\n",
    ),
    "article number": (
        {"type": T.ARTICLE_JOURNAL, "number": "e12"},
        "@article{a,\n  eid = {e12},\n}\n",
    ),
    "language": (
        {"type": T.BOOK, "language": "de-DE"},
        "@book{a,\n  langid = {ngerman},\n}\n",
    ),
    "book": (
        {"type": T.BOOK, "publisher": "Sage", "publisher_place": "London"},
        "@book{a,\n  publisher = {Sage},\n  location = {London},\n}\n",
    ),
    "a date in words": (
        {"type": T.BOOK, "issued": PartialDate(literal="in press")},
        "@book{a,\n  year = {in press},\n}\n",
    ),
    "a season": (
        {"type": T.BOOK, "issued": PartialDate(year=2010, season=2)},
        "@book{a,\n  date = {2010-22},\n}\n",
    ),
}


@pytest.mark.parametrize(("values", "expected"), TYPES.values(), ids=TYPES)
def test_types_and_fields_are_those_of_biblatex(values: dict[str, object], expected: str) -> None:
    text = written(**values)
    assert text == expected
    assert read_bibtex(text).references == (Reference(key="a", **values),)


@pytest.mark.slow
@settings(max_examples=300, deadline=None)
@given(references())
def test_round_trip(reference: Reference) -> None:
    text = write_biblatex([Article(reference=reference)])
    (read,) = read_bibtex(text).references
    assert differences(reference, read) == {}, text
