"""Any model value comes out of the database as it went in."""

import sqlite3
from contextlib import closing
from types import MappingProxyType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pprkb.model.effect import (
    Better,
    Certainty,
    Contrast,
    EffectSize,
    EvidenceLevel,
    Favours,
    Interval,
    Judgement,
    Metric,
    Rate,
)
from pprkb.model.filters import Filters
from pprkb.model.library import FileKind, ParsedFile
from pprkb.model.notice import Nature, Notice
from pprkb.model.reading_list import (
    IMPORTANCE_WORDS,
    ITEM_KINDS,
    Course,
    Depth,
    ListSection,
    Load,
    OtherItem,
    QueryItem,
    ReadingList,
    ReferenceItem,
)
from pprkb.model.reference import Contributor, PartialDate, Reference, ReferenceType, Role
from pprkb.model.summary import Month, Origin, ResearchType, Section, Summary, Topic
from pprkb.query.articles import find_articles
from pprkb.query.lists import all_lists, all_notices
from pprkb.query.terms import all_research_types, all_topics
from pprkb.store.build import Changes
from pprkb.store.database import Database, create_tables, writing
from pprkb.store.reference_rows import TEXT_COLUMNS

# SQLite keeps text as UTF-8 and cuts nothing; a lone surrogate is not text.
text = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
words = text.filter(str.strip)
ids = st.text("abcdefghij-0123456789", min_size=1, max_size=6)
years = st.none() | st.integers(-500, 2100)
decimals = st.decimals(-5, 5, allow_nan=False, places=3)

contributors = st.builds(
    Contributor,
    role=st.sampled_from(Role),
    family=text,
    given=text,
    non_dropping_particle=text,
    dropping_particle=text,
    suffix=text,
    literal=text,
)
dates = st.none() | st.builds(
    PartialDate,
    year=years,
    month=st.none() | st.integers(1, 12),
    day=st.none() | st.integers(1, 31),
    season=st.none() | st.integers(1, 4),
    end_year=years,
    circa=st.booleans(),
    literal=text,
)


@st.composite
def references(draw, key):
    texts = {name: draw(text) for name in draw(st.sets(st.sampled_from(TEXT_COLUMNS), max_size=8))}
    return Reference(
        key=key,
        type=draw(st.sampled_from(ReferenceType)),
        contributors=tuple(draw(st.lists(contributors, max_size=3))),
        incomplete=frozenset(draw(st.sets(st.sampled_from(Role), max_size=2))),
        issued=draw(dates),
        accessed=draw(dates),
        event_date=draw(dates),
        original_date=draw(dates),
        submitted=draw(dates),
        keywords=tuple(draw(st.lists(text, max_size=2))),
        aliases=tuple(draw(st.lists(text, max_size=2))),
        extra=MappingProxyType(draw(st.dictionaries(text, text, max_size=2))),
        **texts,
    )


def judgements(words):
    reasons = st.lists(text, max_size=2).map(tuple)
    return st.builds(Judgement, word=words, reasons=reasons, source=text)


@st.composite
def effects(draw, effect_id, keys):
    pair = draw(st.none() | st.tuples(text, text))
    between = draw(st.booleans())
    interval = st.builds(Interval, low=decimals, high=decimals, level=st.none() | decimals)
    return EffectSize(
        id=effect_id,
        metric=draw(st.sampled_from(Metric)),
        interval=draw(st.none() | interval),
        between=pair if between else None,
        compared=None if between else pair,
        k=draw(st.none() | st.integers(1, 10**9)),
        n=draw(st.none() | st.integers(1, 10**9)),
        source=draw(st.sampled_from(["", *keys])),
        superseded_by=draw(st.sampled_from(["", *keys])),
        contrast=draw(st.none() | st.sampled_from(Contrast)),
        favours=draw(st.none() | st.sampled_from(Favours)),
        better=draw(st.none() | st.sampled_from(Better)),
        control_rate=draw(st.none() | st.builds(Rate, printed=text, source=text)),
        prediction=draw(st.none() | interval),
        design=draw(st.none() | judgements(text)),
        risk_of_bias=draw(st.none() | judgements(text)),
        certainty=draw(st.none() | judgements(st.sampled_from([one.value for one in Certainty]))),
        level=draw(st.none() | st.sampled_from(EvidenceLevel)),
        **{
            name: draw(text)
            for name in (
                *("value", "value_high", "comparator", "p", "outcome", "subgroup", "k_qualifier"),
                *("n_qualifier", "n_unit", "magnitude", "significance", "quote", "note"),
                *("se", "i2", "tau2", "q", "timepoint", "evidence_key"),
            )
        },
    )


@st.composite
def libraries(draw):
    keys = draw(st.lists(ids, min_size=1, max_size=3, unique_by=str.casefold))
    topic_ids = draw(st.lists(ids, max_size=3, unique=True))
    type_ids = draw(st.lists(ids, max_size=2, unique=True))
    some_keys = st.lists(st.sampled_from(keys), max_size=2, unique=True)
    some_topics = (
        st.lists(st.sampled_from(topic_ids), max_size=2, unique=True) if topic_ids else st.just([])
    )
    summaries = [
        Summary(
            id=f"s-{number}",
            title=draw(text),
            month=draw(st.none() | st.builds(Month, st.integers(1000, 9999), st.integers(1, 12))),
            reference=draw(st.sampled_from(["", *keys])),
            also=tuple(draw(some_keys)),
            type=draw(st.sampled_from(["", *type_ids])),
            origin=draw(st.none() | st.sampled_from(Origin)),
            topics=tuple(draw(some_topics)),
            effects=tuple(draw(effects(f"e{i}", keys)) for i in range(draw(st.integers(0, 2)))),
            evidence_summary=draw(text),
            practice_implications=draw(text),
            sections=tuple(draw(st.lists(st.builds(Section, text, text), max_size=2))),
        )
        for number in range(draw(st.integers(0, 3)))
    ]
    item = st.one_of(
        st.builds(
            ReferenceItem,
            reference=st.sampled_from(keys),
            importance=st.sampled_from(("", *IMPORTANCE_WORDS, "required")),
            pages=st.sampled_from(["", "12–40"]),
            note=text,
        ),
        st.builds(
            OtherItem,
            item=text,
            link=text,
            kind=st.sampled_from(["", *ITEM_KINDS]),
            importance=st.sampled_from(("", *IMPORTANCE_WORDS)),
            note=text,
        ),
        st.builds(
            QueryItem,
            topic=st.sampled_from(["", *topic_ids]),
            type=st.sampled_from(["", *type_ids]),
            keyword=text,
            kind=st.sampled_from(["", "book"]),
            journal=text,
            since=years,
            match=text,
            max=st.none() | st.integers(1, 99),
            pinned=st.none() | st.lists(st.sampled_from(keys), unique=True).map(tuple),
            importance=st.sampled_from(("", *IMPORTANCE_WORDS)),
            note=text,
        ),
    )
    made = ReadingList(
        slug="list",
        title=draw(text),
        introduction=draw(text),
        course=draw(st.none() | st.builds(Course, code=text, term=text, instructor=text)),
        style=draw(text),
        locale=draw(text),
        depth=draw(st.sampled_from(Depth)),
        proxy=draw(text),
        load=draw(st.sampled_from(Load)),
        sections=tuple(
            ListSection(
                heading=draw(text),
                date=draw(text),
                note=draw(text),
                items=tuple(draw(st.lists(item, max_size=2))),
            )
            for _ in range(draw(st.integers(0, 2)))
        ),
    )
    notices = st.builds(
        Notice,
        reference=st.sampled_from(keys),
        nature=st.sampled_from(Nature),
        date=st.sampled_from(["", "2011", "2011-04", "2012-10-01"]),
        notice_doi=text,
        published_in=text,
        reasons=st.lists(text, max_size=2).map(tuple),
        source=text,
        record=text,
        considered=text,
        note=text,
    )
    translations = st.dictionaries(st.sampled_from(("de", "fr")), text).map(
        lambda one: tuple(one.items())
    )
    return (
        [draw(references(key)) for key in keys],
        [
            Topic(
                id=one,
                label=draw(text),
                aliases=tuple(draw(st.lists(text, max_size=2))),
                broader=draw(st.sampled_from(["", *topic_ids])),
                labels=draw(translations),
            )
            for one in topic_ids
        ],
        [
            ResearchType(
                id=one,
                label=draw(text),
                definition=draw(text),
                labels=draw(translations),
                definitions=draw(translations),
            )
            for one in type_ids
        ],
        summaries,
        made,
        draw(st.lists(notices, max_size=4)),
    )


def store_files(database, files):
    """Replace the rows of files of every kind."""
    files = sorted(files, key=lambda file: list(FileKind).index(file.kind))
    changes = Changes(database)
    changes.forget(file.path for file in files)
    with changes.replacing_references() as put:
        for file in files:
            for reference, mark in zip(file.references, file.marks, strict=True):
                put(reference, mark)
    for file in files:
        if file.kind is FileKind.TOPICS:
            changes.replace_topics(file.topics)
        if file.kind is FileKind.RESEARCH_TYPES:
            changes.replace_research_types(file.research_types)
    for file in files:
        changes.store(file)
    changes.finish(())


@pytest.mark.slow
@settings(max_examples=150, deadline=None)
@given(libraries())
def test_a_library_comes_out_as_it_went_in(library):
    given_references, topics, types, summaries, made, notices = library

    def parsed(kind, path, **said):
        return ParsedFile(path=path, kind=kind, digest="", **said)

    files = [
        parsed(
            FileKind.REFERENCES,
            "data/references.bib",
            references=tuple(given_references),
            marks=tuple(map(repr, given_references)),
        ),
        parsed(FileKind.TOPICS, "data/topics.yaml", topics=tuple(topics)),
        parsed(FileKind.RESEARCH_TYPES, "data/research-types.yaml", research_types=tuple(types)),
        parsed(FileKind.NOTICES, "data/retractions.yaml", notices=tuple(notices)),
        *(parsed(FileKind.SUMMARY, f"data/summaries/{s.id}.md", summary=s) for s in summaries),
        parsed(FileKind.READING_LIST, "data/reading-lists/list.yaml", reading_list=made),
    ]
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        database = Database(connection)
        with writing(database):
            create_tables(database, "test")
            store_files(database, files)
        articles = find_articles(database, Filters())
        out = {a.key: a.reference for a in articles if a.reference}
        assert out == {reference.key: reference for reference in given_references}
        assert {s.id: s for a in articles for s in a.summaries} == {s.id: s for s in summaries}
        assert list(all_topics(database).values()) == topics
        assert list(all_research_types(database).values()) == types
        assert all_lists(database) == (made,)
        of_works = {}
        for notice in notices:
            of_works.setdefault(notice.reference, []).append(notice)
        assert all_notices(database) == {key: tuple(own) for key, own in of_works.items()}
        for article in articles:
            assert article.notices == tuple(of_works.get(article.key, ()))
            rows = database.execute("SELECT standing FROM article WHERE key = ?", (article.key,))
            assert {row[0] for row in rows} <= {article.standing}
        # Storing the same files again changes nothing.
        with writing(database):
            store_files(database, files)
        assert find_articles(database, Filters()) == articles
