"""The articles that the items of a reading list stand for."""

from __future__ import annotations

from dataclasses import replace

from pprkb.model.article import Article
from pprkb.model.filters import Filters, Sort
from pprkb.model.reading_list import ListSection, QueryItem, ReadingList, ReferenceItem
from pprkb.query.articles import articles_of, find_keys, summaries_asked_for
from pprkb.store.database import Database

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
    # The keys first, so that the articles of a whole list are read at once.
    keys = [
        [_keys(database, item, taken) for item in section.items]
        for section in reading_list.sections
    ]
    every = dict.fromkeys(key for section in keys for own in section for key in own)
    articles = {one.key: one for one in articles_of(database, list(every))}
    return tuple(
        (
            section,
            tuple(
                (
                    item,
                    _told(database, item, [articles[key] for key in own if key in articles]),
                )
                for item, own in zip(section.items, of_items, strict=True)
            ),
        )
        for section, of_items in zip(reading_list.sections, keys, strict=True)
    )


def _keys(database: Database, item: Item, taken: set[str]) -> list[str]:
    """Return the keys of an item's articles; those that answer a question are taken then."""
    if not isinstance(item, QueryItem):
        return [item.reference]
    found = find_keys(database, _filters(item)) if item.pinned is None else item.pinned
    keys = [key for key in found if key not in taken]
    if item.pinned is None:
        keys = keys[: item.max]
    taken.update(keys)
    return keys


def _told(database: Database, item: Item, articles: list[Article]) -> tuple[Article, ...]:
    """Return an item's articles with what the item says of them."""
    if isinstance(item, QueryItem):
        # Of two posts on one book, the one on the topic.
        articles = list(summaries_asked_for(database, articles, _filters(item)))
    return tuple(replace(one, importance=item.importance, note=item.note) for one in articles)


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
