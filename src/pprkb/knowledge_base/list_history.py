"""A reading list with the data that it is based on, now and when it was pinned."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from pprkb.documents.cite import Citations
from pprkb.documents.list_style import style_of_list
from pprkb.evidence.describe import in_words
from pprkb.knowledge_base.composing import item_articles
from pprkb.knowledge_base.reader import KnowledgeBase
from pprkb.model.citation import Citation, Cite, Style
from pprkb.model.filters import Filters
from pprkb.model.notice import notice_lines
from pprkb.model.reading_list import EffectThen, ListSnapshot, QueryItem, ReadingList, WorkThen
from pprkb.model.reference import authors_in_words
from pprkb.model.summary import Article
from pprkb.query.articles import articles_of, find_articles, known_keys
from pprkb.query.lists import sound_list
from pprkb.query.terms import all_topics, topic_with_narrower
from pprkb.store.database import Database
from pprkb.text.markup import text_of

Answers = tuple[tuple[tuple[str, ...], ...], ...]
"""Citation keys: for each section, for each of its items that is a question."""


def snapshot(
    knowledge_base: KnowledgeBase, slug: str
) -> tuple[ListSnapshot, Answers, tuple[str, ...]]:
    """Return a list with the data that it is based on now, and the answers to its questions.

    The last value lists titles of posts that answer a question but are not about a work: they have
    no key, and cannot be pinned.

    Raises:
        NotFoundError: There is no such list.
        LibraryError: The list's file has errors, or cannot be read at all.
    """
    with knowledge_base.reading() as database:
        reading_list, _ = sound_list(database, slug)
        sections = item_articles(database, reading_list)
        summarised = find_articles(database, Filters(summarised=True))
        topics = all_topics(database)
        found = {a.key: a for _, items in sections for _, articles in items for a in articles}
        listed = {key: article for key, article in found.items() if article.reference}
        cited = _cited(database, listed.values())
    style, _ = style_of_list(knowledge_base.root, reading_list, with_errors=False)
    works = _works(style, listed, cited)
    about = _topics(reading_list, listed.values())
    wide = {one for topic in about for one in topic_with_narrower(topics, topic)}
    summaries = [one for article in summarised for one in article.summaries]
    findings: dict[str, list[str]] = defaultdict(list)
    for summary in summaries:
        for effect in summary.effects:
            if effect.evidence_key and summary.id not in findings[effect.evidence_key]:
                findings[effect.evidence_key].append(summary.id)
    result = ListSnapshot(
        slug=slug,
        month=max((str(one.month) for one in summaries if one.month), default=""),
        works=works,
        topics=about,
        known={
            one.id: one.title
            for one in sorted(summaries, key=lambda one: one.id)
            if wide.intersection(one.topics) or any(one.id in w.summaries for w in works.values())
        },
        findings={key: tuple(sorted(names)) for key, names in sorted(findings.items())},
    )
    answers = tuple(
        tuple(
            tuple(one.key for one in articles if one.reference)
            for item, articles in items
            if isinstance(item, QueryItem)
        )
        for _, items in sections
    )
    return result, answers, tuple(a.summaries[0].title for a in found.values() if not a.reference)


def _works(
    style: Style, listed: Mapping[str, Article], cited: Mapping[str, str]
) -> dict[str, WorkThen]:
    """Return the data on the works of a list, by key."""
    references = [article.reference for article in listed.values() if article.reference]
    citations = Citations(references, style=style, in_order=False)
    works = {}
    for key, article in listed.items():
        effects = {
            f"{summary.id}/{effect.id}": EffectThen(
                # A superseded finding is different from a corrected number.
                words=in_words(replace(effect, superseded_by=""), cited),
                evidence_key=effect.evidence_key,
                superseded_by=effect.superseded_by,
            )
            for summary in article.summaries
            for effect in summary.effects
        }
        works[key] = WorkThen(
            reference=text_of(citations.entry(key).runs),
            cited=citations.plain(Citation(cites=(Cite(key=key),)))[1:-1],
            summaries=tuple(summary.id for summary in article.summaries),
            effects=effects,
            notices=tuple(text_of(runs) for runs in notice_lines(article.notices)),
        )
    return works


def _cited(database: Database, articles: Iterable[Article]) -> dict[str, str]:
    """Return the names of the works whose findings the articles report, by key."""
    effects = (effect for a in articles for summary in a.summaries for effect in summary.effects)
    names = known_keys(database, tuple(effect.source for effect in effects if effect.source))
    works = {a.key: a.reference for a in articles_of(database, list(names.values()))}
    return {
        name: f"{authors_in_words(work, at_most=2)}, {work.year or 'n.d.'}"
        for name, key in names.items()
        if (work := works.get(key))
    }


def _topics(reading_list: ReadingList, articles: Iterable[Article]) -> tuple[str, ...]:
    """Return the topics of a list: those of its questions and of its works."""
    asked = [
        item.topic
        for section in reading_list.sections
        for item in section.items
        if isinstance(item, QueryItem) and item.topic
    ]
    of_works = [topic.id for article in articles for topic in article.topics]
    return tuple(dict.fromkeys([*asked, *of_works]))
