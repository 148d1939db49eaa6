"""What readers' questions cost, counted in steps of SQLite and not by a clock."""

from contextlib import contextmanager
from pathlib import Path

import pytest

from benchmarks.made_library import make
from pprkb.knowledge_base import KnowledgeBase
from pprkb.knowledge_base.composing import item_articles
from pprkb.model.filters import Filters, Sort
from pprkb.query.articles import articles_of, find_articles, find_keys
from pprkb.query.lists import reading_list
from pprkb.query.search import search
from tests.growth import LINEAR, two_libraries


@pytest.fixture(scope="module")
def libraries(tmp_path_factory):
    return two_libraries(tmp_path_factory, references=150, summaries=40)


@contextmanager
def _counted(database):
    """Count the steps of SQLite's machine, by tens, and the statements."""
    counts = {"steps": 0, "statements": 0}

    def step():
        counts["steps"] += 1

    def statement(_sql):
        counts["statements"] += 1

    database.conn.set_progress_handler(step, 10)
    database.conn.set_trace_callback(statement)
    try:
        yield counts
    finally:
        database.conn.set_progress_handler(None, 0)
        database.conn.set_trace_callback(None)


def _growth(libraries, question):
    steps = []
    for one in libraries:
        with one.reading() as database, _counted(database) as counts:
            question(database)
        steps.append(counts["steps"])
    return steps[1] / steps[0]


FILTERS = {
    "none": Filters(),
    "topic": Filters(topics=("alliance",)),
    "type": Filters(types=("review",)),
    "month": Filters(months=("2001",)),
    "summarised": Filters(summarised=True),
    "keyword": Filters(keywords=("insomnia",)),
    "kind": Filters(kinds=("book",)),
    "journal": Filters(journals=("World Psychiatry",)),
    "author": Filters(authors=("Anna",)),
    "since": Filters(since=2020),
    "match": Filters(match="alliance"),
    "without-retracted": Filters(without_retracted=True),
    "sort-month": Filters(sort=Sort.MONTH),
    "sort-title": Filters(sort=Sort.TITLE),
    "all": Filters(topics=("alliance",), types=("review",), months=("2001", "2002"), since=1990),
}


@pytest.mark.slow
@pytest.mark.parametrize("filters", FILTERS.values(), ids=FILTERS.keys())
def test_a_filter_costs_at_most_in_proportion_to_the_library(libraries, filters):
    def question(database):
        assert find_keys(database, filters)

    assert _growth(libraries, question) <= LINEAR


@pytest.mark.parametrize(
    "question",
    [
        lambda database: find_articles(database, Filters()),
        lambda database: find_articles(database, Filters(topics=("alliance",))),
        lambda database: search(database, "alliance insomnia", Filters(topics=("alliance",))),
    ],
    ids=["every-article", "articles-on-a-topic", "search"],
)
def test_reading_articles_costs_at_most_in_proportion_to_the_library(libraries, question):
    assert _growth(libraries, question) <= LINEAR


def test_reading_one_article_costs_the_same_in_a_larger_library(libraries):
    steps = []
    for one in libraries:
        with one.reading() as database:
            (key,) = find_keys(database, Filters(summarised=True, limit=1))
            with _counted(database) as counts:
                (article,) = articles_of(database, [key])
                assert (article.key, len(article.summaries)) == (key, 1)
        steps.append(counts["steps"])
    assert steps[1] <= steps[0] + 5


def test_a_long_list_asks_no_more_questions_than_a_short_one(libraries):
    statements = []
    for slug in ("list-50", "list-200"):
        with libraries[1].reading() as database:
            made = reading_list(database, slug)
            with _counted(database) as counts:
                assert item_articles(database, made)
        statements.append(counts["statements"])
    assert statements[0] == statements[1]


def test_each_question_of_a_list_costs_at_most_in_proportion_to_the_library(libraries):
    def question(database):
        assert item_articles(database, reading_list(database, "questions-10"))

    assert _growth(libraries, question) <= LINEAR


def test_each_article_is_weighed_once_for_suggestions(libraries, monkeypatch):
    from pprkb.desk.lists import suggest

    with libraries[1].reading() as database:
        articles = find_articles(database, Filters())
    weighed, compared = [], []
    worth, left = suggest._worth, suggest._left
    monkeypatch.setattr(suggest, "_worth", lambda *values: weighed.append(1) or worth(*values))
    monkeypatch.setattr(suggest, "_left", lambda *values: compared.append(1) or left(*values))
    assert len(suggest.suggest_items(articles, at_most=100)) == 100
    assert len(weighed) == len(articles)
    # Only the best of each kind is compared: not every article, for each that is chosen.
    assert len(compared) < 100 * len(articles) / 2


@pytest.mark.parametrize("filters", FILTERS.values(), ids=FILTERS.keys())
def test_no_question_is_asked_again_for_each_row(libraries, filters):
    asked = []
    with libraries[0].reading() as database:
        database.conn.set_trace_callback(asked.append)
        find_articles(database, filters)
        database.conn.set_trace_callback(None)
        plans = [
            detail
            for sql in asked
            if not sql.startswith("--")  # what the full-text index asks itself
            for *_, detail in database.conn.execute(f"EXPLAIN QUERY PLAN {sql}")
        ]
    assert plans
    assert not [detail for detail in plans if "CORRELATED" in detail]


def test_the_made_library_is_sound_and_always_the_same(tmp_path: Path):
    make(tmp_path / "one", 30, 8)
    make(tmp_path / "two", 30, 8)
    one, two = (
        {path.relative_to(root): path.read_bytes() for path in sorted(root.rglob("*.*"))}
        for root in (tmp_path / "one", tmp_path / "two")
    )
    assert one == two
    assert KnowledgeBase(tmp_path / "one", tmp_path / "one.db").check() == ()
