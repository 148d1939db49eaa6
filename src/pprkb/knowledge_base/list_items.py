"""The articles that the items of a reading list stand for."""

from __future__ import annotations

from dataclasses import replace

from sqlite_utils import Database

from pprkb.model.article import Article
from pprkb.model.reading_list import ListSection, QueryItem, ReadingList, ReferenceItem
from pprkb.query.articles import articles_of, find_articles, summaries_asked_for
from pprkb.query.filters import Filters, Sort

Item = ReferenceItem | QueryItem


def item_articles(
    database: Database, reading_list: ReadingList
) -> tuple[tuple[ListSection, tuple[tuple[Item, tuple[Article, ...]], ...]], ...]:
    """Return each section of a list with its items, each with its articles.

    An item that is a question is answered by the newest articles, or as it was pinned, without
    those that the list names itself or that an earlier question has brought. A retracted work
    answers no question, for nobody has chosen it.
    """
    taken = {
        item.reference
        for section in reading_list.sections
        for item in section.items
        if not isinstance(item, QueryItem)
    }
    return tuple(
        (section, tuple((item, _articles(database, item, taken)) for item in section.items))
        for section in reading_list.sections
    )


def _articles(database: Database, item: Item, taken: set[str]) -> tuple[Article, ...]:
    if not isinstance(item, QueryItem):
        named = articles_of(database, [item.reference])
        return tuple(replace(one, importance=item.importance, note=item.note) for one in named)
    if item.pinned is not None:
        keys = [key for key in item.pinned if key not in taken]
        # As the open question prints them: of two posts on one book, the one on the topic.
        answers = summaries_asked_for(database, articles_of(database, keys), _filters(item))
    else:
        found = find_articles(database, _filters(item))
        answers = tuple(one for one in found if one.key not in taken)[: item.max]
    taken.update(one.key for one in answers)
    return tuple(replace(one, importance=item.importance, note=item.note) for one in answers)


def _filters(item: QueryItem) -> Filters:
    return Filters(
        topics=(item.topic,) if item.topic else (),
        types=(item.type,) if item.type else (),
        keywords=(item.keyword,) if item.keyword else (),
        kinds=(item.kind,) if item.kind else (),
        journals=(item.journal,) if item.journal else (),
        since=item.since,
        match=item.match,
        without_retracted=True,
        sort=Sort.YEAR,
    )
