"""Works of the library for a reading list."""

from __future__ import annotations

from dataclasses import replace

from pprkb.desk.lists.suggest import ListSuggestion, suggest_items
from pprkb.knowledge_base.reader import Reader
from pprkb.model.filters import Filters, Sort
from pprkb.query.articles import find_articles
from pprkb.query.terms import all_topics, topic_with_narrower


def suggest(
    knowledge_base: Reader, filters: Filters, *, at_most: int
) -> tuple[ListSuggestion, ...]:
    """Return works for a list, with the reason for each.

    Args:
        knowledge_base: Where they are.
        filters: Which works come into question.
        at_most: How many to choose.

    Raises:
        NotFoundError: A topic or research type is not in the library.
    """
    with knowledge_base.reading() as database:
        found = find_articles(database, replace(filters, sort=Sort.YEAR))
        topics = all_topics(database)
        asked = [one for word in filters.topics for one in topic_with_narrower(topics, word)]
    return suggest_items(found, at_most=at_most, asked=asked)
