"""The articles that the items of a reading list stand for."""

from __future__ import annotations

from dataclasses import replace

from sqlite_utils import Database

from pprkb.model.article import Article
from pprkb.model.reading_list import ListSection, QueryItem, ReadingList
from pprkb.query.articles import articles_of, find_articles
from pprkb.query.filters import Filters, Sort


def section_articles(
    database: Database, reading_list: ReadingList
) -> tuple[tuple[ListSection, tuple[Article, ...]], ...]:
    """Return each section of a list with its articles.

    An item that is a question is answered by the newest articles, or as it was pinned, without
    those that the list names itself or that an earlier question has brought.
    """
    taken = {
        item.reference
        for section in reading_list.sections
        for item in section.items
        if not isinstance(item, QueryItem)
    }
    return tuple(
        (section, _articles(database, section, taken)) for section in reading_list.sections
    )


def _articles(database: Database, section: ListSection, taken: set[str]) -> tuple[Article, ...]:
    found: dict[str, Article] = {}
    for item in section.items:
        if isinstance(item, QueryItem) and item.pinned is not None:
            for article in articles_of(database, [key for key in item.pinned if key not in taken]):
                found[article.key] = replace(article, note=item.note)
                taken.add(article.key)
        elif isinstance(item, QueryItem):
            answers = [a for a in find_articles(database, _filters(item)) if a.key not in taken]
            for article in answers[: item.max]:
                found[article.key] = replace(article, note=item.note)
                taken.add(article.key)
        else:
            for article in articles_of(database, [item.reference]):
                found[article.key] = replace(article, importance=item.importance, note=item.note)
    return tuple(found.values())


def _filters(item: QueryItem) -> Filters:
    return Filters(
        topics=(item.topic,) if item.topic else (),
        types=(item.type,) if item.type else (),
        since=item.since,
        match=item.match,
        sort=Sort.YEAR,
    )
