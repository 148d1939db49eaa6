"""A work written in each format and read back is the same work, but for losses that are named.

`LOSSES` is the one table of them; each is said in docs/formats.md in the words that stand here.
Titles and names with odd signs in them are tried in `bibtex/test_roundtrip.py`; these works are
such as a library holds, of every type, with every variable.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pprkb.formats.bibtex.read.file import read_bibtex
from pprkb.formats.bibtex.write.entries import write_biblatex, write_bibtex
from pprkb.formats.exchange.json_references import read_json, write_csljson
from pprkb.formats.exchange.ris.read import read_ris
from pprkb.formats.exchange.ris.write import write_ris
from pprkb.model.reference import Contributor, PartialDate, Reference, ReferenceType, Role
from pprkb.model.summary import Article

T = ReferenceType
DOCS = Path(__file__).parents[3] / "docs" / "formats.md"

# -- works ------------------------------------------------------------------------------------

_TITLES = st.sampled_from(
    [
        "The alliance in psychotherapy",
        "Effects of CBT: A meta-analysis of 50 trials",
        "Is it 5% or $5? Costs & benefits",
        "Depression in N. America and the DSM-5",
        "Alliance – outcome “in vivo”",
        "Über das Unbehagen",
        "Ça va? L'alliance",
        "H<sub>2</sub>O and the <i>Homo sapiens</i>",
        "A #1 choice_of x^2 ~ y",
    ]
)
_WORDS = st.sampled_from(
    ["Sage", "Wiley-Blackwell", "Johns Hopkins University Press", "Øst & Vest", "R&D 50%"]
)
_NUMBERS = st.sampled_from(["3", "12", "A4", "14B"])
_SPECIAL = {
    "container_title_short": st.sampled_from(["Psychother.", "J. Couns. Psychol."]),
    "page": st.sampled_from(["12–15", "e12", "S1–S9", "xii–xv"]),
    "doi": st.sampled_from(["10.1000/a_b", "10.1002/(SICI)1097(199909)36:1<1::AID-AJ2>3.0.CO;2-#"]),
    "url": st.just("https://example.org/a_b?c=1&d=%20#e"),
    "isbn": st.just("978-0-19-084395-3"),
    "issn": st.just("1723-8617"),
    "pmid": st.just("26407772"),
    "pmcid": st.just("PMC123456"),
    "language": st.sampled_from(["en-US", "en-GB", "de-DE", "fr-CA", "pt"]),
    "genre": st.sampled_from(["Doctoral dissertation", "Master's thesis", "Technical report"]),
    "status": st.just("submitted"),
    "abstract": st.just("Background: 50% of x < y & z. It matters."),
    "volume": _NUMBERS,
    "issue": _NUMBERS,
    "number": st.sampled_from(["313", "CD008696", "e0201856"]),
    "edition": st.sampled_from(["2", "Revised"]),
    "number_of_pages": st.just("320"),
    "number_of_volumes": st.just("3"),
    "collection_number": _NUMBERS,
    "chapter_number": st.just("7"),
    "version": st.just("4.1.2"),
    "keywords": st.lists(st.sampled_from(["alliance", "R & D", "Drop-Out"]), unique=True).map(
        tuple
    ),
    "aliases": st.just(("old2015",)),
}
_DATES = ("issued", "accessed", "event_date", "original_date", "submitted")
_OWN = ("key", "type", "title", "contributors", "incomplete", "source_title", "extra", "at")
ATTRIBUTES = tuple(one.name for one in dataclasses.fields(Reference) if one.name not in _OWN)
_PEOPLE = st.sampled_from(
    [
        Contributor(family="Wampold", given="Bruce E."),
        Contributor(family="Berg", given="Jan", non_dropping_particle="van der"),
        Contributor(family="King", given="Martin Luther", suffix="Jr."),
        Contributor(family="Müller-Lüdenscheidt", given="É."),
        Contributor(literal="World Health Organization"),
        Contributor(literal="American Psychological Association, Task Force on PTSD"),
    ]
)


@st.composite
def days(draw: st.DrawFn) -> PartialDate:
    year = draw(st.integers(1500, 2030))
    month = draw(st.none() | st.integers(1, 12))
    day = draw(st.none() | st.integers(1, 28)) if month else None
    return PartialDate(year=year, month=month, day=day)


@st.composite
def works(draw: st.DrawFn) -> Reference:
    """Draw a work with up to twelve variables, of any type."""
    values: dict[str, Any] = {}
    for name in draw(st.lists(st.sampled_from(ATTRIBUTES), unique=True, max_size=12)):
        usual = days() if name in _DATES else _TITLES if "title" in name else _WORDS
        values[name] = draw(_SPECIAL.get(name, usual))
    roles = (Role.AUTHOR, Role.EDITOR, Role.TRANSLATOR)
    people = [
        dataclasses.replace(person, role=role)
        for role in roles
        for person in draw(st.lists(_PEOPLE, max_size=2, unique=True))
    ]
    return Reference(
        key="wampold2015",
        type=draw(st.sampled_from(list(T))),
        title=draw(_TITLES),
        contributors=tuple(people),
        **values,
    )


# -- the losses -------------------------------------------------------------------------------

LOSSES: dict[str, dict[str, str]] = {
    "BibTeX": {},
    "biblatex": {},
    "CSL-JSON": {},
    "RIS": {
        "aliases": "other keys",
        # The name is held in any case; the test says so.
        "contributors": "particles apart from the name they belong to",
        "source_title": "protected case",
        **dict.fromkeys(
            ("container_title", "container_title_short"),
            "the short name of a journal without its full one",
        ),
    },
    "Crossref": {
        "type": "Crossref has only articles",
        **dict.fromkeys(("publisher", "publisher_place"), "The publisher of a journal is dropped"),
    },
}
"""Format -> attribute -> the words of docs/formats.md that name its loss."""


def losses(wanted: Reference, got: Reference) -> dict[str, tuple[object, object]]:
    """Return what differs: by attribute, what was written and what was read."""
    names = [one.name for one in dataclasses.fields(wanted) if one.compare]
    pairs = {name: (getattr(wanted, name), getattr(got, name)) for name in names}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


@pytest.mark.parametrize("name", LOSSES)
def test_each_loss_is_said_in_the_docs(name: str) -> None:
    told = " ".join(DOCS.read_text(encoding="utf-8").split())
    missing = {words for words in LOSSES[name].values() if words not in told}
    assert not missing


# -- our own formats --------------------------------------------------------------------------


def _bibtex(write: Callable[..., str]) -> Callable[[Reference], Reference]:
    def there_and_back(work: Reference) -> Reference:
        (read,) = read_bibtex(write([Article(reference=work)])).references
        return read

    return there_and_back


def _csl_json(work: Reference) -> Reference:
    read = read_json(write_csljson([Article(reference=work)]))
    assert not read.problems
    return read.references[0]


def _ris(work: Reference) -> Reference:
    (read,) = read_ris(write_ris([Article(reference=work)]), "a.ris")[0]
    return read


WHOLE = {
    "BibTeX": _bibtex(write_bibtex),
    "biblatex": _bibtex(write_biblatex),
    "CSL-JSON": _csl_json,
}


@pytest.mark.parametrize("name", WHOLE)
@settings(deadline=None, max_examples=100)
@given(work=works())
def test_nothing_is_lost(name: str, work: Reference) -> None:
    read = WHOLE[name](work)
    assert losses(work, read) == {}


@settings(deadline=None, max_examples=100)
@given(work=works())
def test_ris_loses_what_is_named_and_changes_nothing_else(work: Reference) -> None:
    differ = losses(work, _ris(work))
    assert differ.keys() <= LOSSES["RIS"].keys(), differ
    assert differ.get("aliases", (None, ()))[1] == ()
    wanted, got = differ.get("contributors", ((), ()))
    assert sorted(_name(one) for one in wanted) == sorted(_name(one) for one in got)


def _name(person: Contributor) -> str:
    """Return a name without what RIS changes in it: particles and a body's commas."""
    parts = (person.non_dropping_particle, person.family, person.given, person.suffix)
    return " ".join(filter(None, parts)) or person.literal.replace(", ", " – ")


# -- Crossref's form --------------------------------------------------------------------------

CROSSREF_TYPES = {
    T.ARTICLE: "posted-content",
    T.ARTICLE_JOURNAL: "journal-article",
    T.BOOK: "book",
    T.CHAPTER: "book-chapter",
    T.DATASET: "dataset",
    T.ENTRY_ENCYCLOPEDIA: "reference-entry",
    T.PAPER_CONFERENCE: "proceedings-article",
    T.PERIODICAL: "journal-issue",
    T.REPORT: "report",
    T.REVIEW: "peer-review",
    T.STANDARD: "standard",
    T.THESIS: "dissertation",
}
"""CSL type -> type of Crossref's works (https://api.crossref.org/types)."""


def crossref(work: Reference) -> dict[str, Any]:
    """Write a work in the form of Crossref's REST API: lists for texts, types of its own."""
    people: dict[str, list[dict[str, str]]] = {}
    for person in work.contributors:
        family = f"{person.non_dropping_particle} {person.family}".strip()
        row = {"name": person.literal} if person.literal else {"family": family}
        row |= {"given": person.given} if person.given else {}
        row |= {"suffix": person.suffix} if person.suffix else {}
        people.setdefault(person.role.value, []).append(row)
    date = work.issued
    parts = [part for part in (date.year, date.month, date.day) if part] if date else [None]
    item = {
        "DOI": work.doi,
        "URL": f"https://doi.org/{work.doi}" if work.doi else work.url,
        "type": CROSSREF_TYPES[work.type],
        "title": [work.title],
        "container-title": [work.container_title] if work.container_title else [],
        "short-container-title": [work.container_title_short] if work.container_title_short else [],
        "issued": {"date-parts": [parts]},
        "volume": work.volume,
        "issue": work.issue,
        "page": work.page.replace("–", "-"),
        "article-number": work.number,
        "edition-number": work.edition,
        "publisher": work.publisher,
        "publisher-location": work.publisher_place,
        "ISSN": [work.issn] if work.issn else [],
        "ISBN": [f"http://id.crossref.org/isbn/{work.isbn}"] if work.isbn else [],
        "language": work.language,
        "reference-count": 3,
        "license": [{"URL": "https://example.org"}],
        **people,
    }
    return {name: value for name, value in item.items() if value not in ("", [])}


CROSSREF_HOLDS = (  # noqa: SIM905
    "title contributors issued container_title container_title_short volume issue page number "
    "edition publisher publisher_place issn isbn doi url language type key"
).split()


@st.composite
def registered_works(draw: st.DrawFn) -> Reference:
    """Draw a work with what Crossref has of it; bodies and suffixes as it has them."""
    work = draw(works().filter(lambda one: one.type in CROSSREF_TYPES))
    bare = Reference(key=work.doi, type=work.type)
    held = {name: getattr(work, name) for name in CROSSREF_HOLDS if name != "key"}
    held["url"] = "" if work.doi else work.url
    held["contributors"] = tuple(
        dataclasses.replace(
            one,
            non_dropping_particle="",
            family=f"{one.non_dropping_particle} {one.family}".strip(),
        )
        for one in work.contributors
    )
    return dataclasses.replace(bare, **held)


@settings(deadline=None, max_examples=100)
@given(work=registered_works())
def test_crossrefs_form_is_read_as_what_it_says(work: Reference) -> None:
    answer = {"status": "ok", "message": crossref(work)}
    (read,) = read_json(json.dumps(answer)).references
    differ = losses(work, dataclasses.replace(read, key=work.key))
    assert differ.keys() <= LOSSES["Crossref"].keys(), differ
    assert not any(got for _, got in differ.values())
