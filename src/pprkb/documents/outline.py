"""What a document is to contain, before it is put into words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pprkb.model.article import Article
from pprkb.model.reading_list import Depth
from pprkb.model.summary import Topic


class GroupBy(StrEnum):
    """By what an export is put under headings."""

    TOPIC = "topic"
    """By topic; an article stands under the first of its topics, the others point to it."""
    TYPE = "type"
    """By type of research."""
    YEAR = "year"
    """By year of publication, the newest first."""


@dataclass(frozen=True, kw_only=True)
class Part:
    """A headed part of a document; without a heading, the articles stand alone."""

    heading: str = ""
    date: str = ""
    """ISO date of the meeting, or a range of two with a slash."""
    note: str = ""
    """Markdown."""
    articles: tuple[Article, ...] = ()
    gaps: tuple[tuple[int, str], ...] = ()
    """What was meant to stand here and is not understood: after how many articles, and words."""
    asked: bool = True
    """Whether they answer a question, which may have none; a week may be free of reading."""
    see_also: tuple[Article, ...] = ()
    """Articles that belong here too but are listed elsewhere."""


@dataclass(frozen=True, kw_only=True)
class Outline:
    """A document's title, parts and depth."""

    title: str
    subtitle: str = ""
    running_head: str = ""
    """What stands at the head of each page, such as a course code; empty for the title."""
    introduction: str = ""
    """Markdown with citations."""
    gaps: tuple[str, ...] = ()
    """What belongs to no part and is not understood."""
    author: str = ""
    parts: tuple[Part, ...] = ()
    depth: Depth = Depth.REFERENCE
    steady: bool = False
    """Whether references look alike at every depth: a year's letter that a cited work brings at
    full depth stands at the others too, so that two printings of one list agree."""
    evidence: bool = True
    """Whether at full depth a table and a drawing of its effects close each part."""
    style_order: bool = False
    """Whether the articles of each part stand as the citation style sorts them."""


def group_articles(
    articles: tuple[Article, ...],
    by: GroupBy | None,
    *,
    topics: tuple[Topic, ...] = (),
    asked: tuple[str, ...] = (),
) -> tuple[Part, ...]:
    """Put articles under headings; each is listed once.

    Args:
        articles: In the order in which they stand under each heading.
        by: By what, or None for one part without a heading.
        topics: All topics, in the order of their headings.
        asked: Where the articles were chosen by topic, the ids of those topics: only these
            become headings.
    """
    match by:
        case None:
            return (Part(articles=articles),)
        case GroupBy.TOPIC:
            return _by_topic(articles, topics, asked)
        case GroupBy.TYPE:
            return _by_type(articles)
        case GroupBy.YEAR:
            return _by_year(articles)


def _by_topic(
    articles: tuple[Article, ...], topics: tuple[Topic, ...], asked: tuple[str, ...]
) -> tuple[Part, ...]:
    listed: dict[str, list[Article]] = {}
    also: dict[str, list[Article]] = {}
    without: list[Article] = []
    for article in articles:
        ids = [topic.id for topic in article.topics if not asked or topic.id in asked]
        if not ids:
            without.append(article)
            continue
        listed.setdefault(ids[0], []).append(article)
        for other in ids[1:]:
            also.setdefault(other, []).append(article)
    parts = [
        Part(
            heading=topic.label,
            articles=tuple(listed.get(topic.id, ())),
            see_also=tuple(also.get(topic.id, ())),
        )
        for topic in topics
        if topic.id in listed or topic.id in also
    ]
    if without:
        parts.append(Part(heading="Other works", articles=tuple(without)))
    return tuple(parts)


def _by_type(articles: tuple[Article, ...]) -> tuple[Part, ...]:
    groups: dict[str, list[Article]] = {}
    for article in articles:
        label = article.types[0].label if article.types else "Other works"
        groups.setdefault(label, []).append(article)
    labels = sorted(groups, key=lambda label: (label == "Other works", label))
    return tuple(Part(heading=label, articles=tuple(groups[label])) for label in labels)


def _by_year(articles: tuple[Article, ...]) -> tuple[Part, ...]:
    groups: dict[int | None, list[Article]] = {}
    for article in articles:
        year = article.reference.year if article.reference else None
        groups.setdefault(year, []).append(article)
    years = sorted(groups, key=lambda year: (year is None, -(year or 0)))
    return tuple(
        Part(heading=str(year) if year else "Without a year", articles=tuple(groups[year]))
        for year in years
    )
