"""Outlines: the content of a document before it is composed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from pprkb.documents.course import reading_load
from pprkb.documents.document import RecordsPart
from pprkb.documents.evidence.table import EvidenceRow, evidence_rows
from pprkb.documents.prose import cited_keys
from pprkb.evidence.describe import judgements
from pprkb.languages import ENGLISH, Words
from pprkb.model.filters import GroupBy
from pprkb.model.reading_list import Depth, Load, OtherItem
from pprkb.model.summary import Article, Topic
from pprkb.text.spelling import fold


@dataclass(frozen=True, kw_only=True)
class Part:
    """A part of a document with its heading; an empty heading is not printed."""

    heading: str = ""
    date: str = ""
    """ISO date of the meeting, or a range of two with a slash."""
    note: str = ""
    """Markdown."""
    articles: tuple[Article, ...] = ()
    others: tuple[tuple[int, OtherItem], ...] = ()
    """Items that are not publications, each with the number of articles before it."""
    gaps: tuple[tuple[int, str], ...] = ()
    """Messages about unreadable items, each with the number of articles before it."""
    asked: bool = True
    """Whether the articles answer a question; the part may be empty."""
    see_also: tuple[Article, ...] = ()
    """Articles that also belong here but are listed elsewhere."""


@dataclass(frozen=True, kw_only=True)
class Outline:
    """A document's title, parts and depth."""

    title: str
    subtitle: str = ""
    running_head: str = ""
    """Text in the header of each page, such as a course code; empty for the title."""
    introduction: str = ""
    """Markdown with citations."""
    gaps: tuple[str, ...] = ()
    """Messages about unreadable items that belong to no part."""
    author: str = ""
    language: str = ""
    """BCP 47 tag of what its maker says; empty if nothing speaks against the document's."""
    parts: tuple[Part, ...] = ()
    depth: Depth = Depth.REFERENCE
    steady: bool = False
    """Whether references are the same at every depth: year suffixes due to works cited at full
    depth are also printed at other depths, so that two versions of a list agree."""
    evidence: bool = True
    """Whether, at full depth, each part ends with a table and drawing of its effects."""
    proxy: str = ""
    """Address of a library's proxy for links to works; usually empty."""
    load: Load = Load.NONE
    """The unit of the reading load of parts."""
    style_order: bool = False
    """Whether the articles of each part are in the order of the citation style."""


def group_articles(
    articles: tuple[Article, ...],
    by: GroupBy | None,
    *,
    topics: tuple[Topic, ...] = (),
    asked: tuple[str, ...] = (),
    words: Words = ENGLISH,
) -> tuple[Part, ...]:
    """Return articles under headings, each listed once.

    Args:
        articles: In the order under each heading.
        by: What the headings are; None for one part without a heading.
        topics: All topics, in the order of their headings.
        asked: The ids of the topics that were filtered by, if any; only these become
            headings.
        words: Words in the reader's language.
    """
    match by:
        case None:
            return (Part(articles=articles),)
        case GroupBy.TOPIC:
            return _by_topic(articles, topics, asked, words)
        case GroupBy.TYPE:
            return _by_type(articles, words)
        case GroupBy.YEAR:
            return _by_year(articles, words)


def _by_topic(
    articles: tuple[Article, ...],
    topics: tuple[Topic, ...],
    asked: tuple[str, ...],
    words: Words,
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
            heading=topic.label_in(words.language),
            articles=tuple(listed.get(topic.id, ())),
            see_also=tuple(also.get(topic.id, ())),
        )
        for topic in topics
        if topic.id in listed or topic.id in also
    ]
    if without:
        parts.append(Part(heading=words("Other works"), articles=tuple(without)))
    return tuple(parts)


def _by_type(articles: tuple[Article, ...], words: Words) -> tuple[Part, ...]:
    groups: dict[str, list[Article]] = {}
    other = words("Other works")
    for article in articles:
        label = article.types[0].label_in(words.language) if article.types else other
        groups.setdefault(label, []).append(article)
    labels = sorted(groups, key=lambda label: (label == other, fold(label), label))
    return tuple(Part(heading=label, articles=tuple(groups[label])) for label in labels)


def _by_year(articles: tuple[Article, ...], words: Words) -> tuple[Part, ...]:
    groups: dict[int | None, list[Article]] = {}
    for article in articles:
        year = article.reference.year if article.reference else None
        groups.setdefault(year, []).append(article)
    years = sorted(groups, key=lambda year: (year is None, -(year or 0)))
    return tuple(
        Part(heading=str(year) if year else words("Without a year"), articles=tuple(groups[year]))
        for year in years
    )


def parts_as_data(outline: Outline) -> tuple[RecordsPart, ...]:
    """Return the parts of a list; empty for other outlines."""
    if not any(part.heading or part.others for part in outline.parts):
        return ()
    made = []
    for part in outline.parts:
        items: list[Article | OtherItem] = [*part.articles]
        for place, other in reversed(part.others):
            items.insert(place, other)
        made.append(
            RecordsPart(
                heading=part.heading,
                date=part.date,
                items=tuple(items),
                load=reading_load(part.articles),
            )
        )
    return tuple(made)


class NamedWorks:
    """The works that an outline names, computed on demand and cached."""

    def __init__(self, outline: Outline) -> None:
        """Use an outline; everything is computed lazily."""
        self.outline = outline

    @cached_property
    def articles(self) -> tuple[Article, ...]:
        """Every article of the outline, in order; articles may occur twice."""
        return tuple(article for part in self.outline.parts for article in part.articles)

    @cached_property
    def evidence(self) -> tuple[tuple[EvidenceRow, ...], ...]:
        """The effects of the table at the end of each part; none for a single effect."""
        if self.outline.depth is not Depth.FULL or not self.outline.evidence:
            return tuple(() for _ in self.outline.parts)
        of_parts = (evidence_rows(part.articles, ()) for part in self.outline.parts)
        return tuple(rows if len(rows) > 1 else () for rows in of_parts)

    @cached_property
    def cited(self) -> tuple[str, ...]:
        """The keys of the works that the document's prose and tables cite, listed or not."""
        newer = (row.effect.superseded_by for rows in self.evidence for row in rows)
        return tuple(dict.fromkeys((*cited_keys(self._prose()), *filter(None, newer))))

    @cached_property
    def every(self) -> tuple[str, ...]:
        """The keys of all works that the document names without listing them.

        These are the works cited in its prose and the records' notes, those whose findings its
        effects report at second hand, and those that supersede its effects or judge their
        certainty. Second-hand sources are not listed as references (APA manual, section 8.6). A
        steady outline names the same works as at full depth.
        """
        if self.outline.steady and self.outline.depth is not Depth.FULL:
            return NamedWorks(replace(self.outline, depth=Depth.FULL)).every
        reported = [(e, s) for a in self.articles for s in a.summaries for e in s.effects]
        sources = [key for e, s in reported if e.source for key in (e.source, s.reference)]
        sources += [e.superseded_by for e, _ in reported]
        sources += [judged.source for e, _ in reported for _, judged in judgements(e)]
        notes = (s.practice_implications for a in self.articles for s in a.summaries)
        named = (*self.cited, *cited_keys(notes), *filter(None, sources))
        return tuple(dict.fromkeys(named))

    def _prose(self) -> list[str]:
        outline = self.outline
        texts = [outline.introduction, *(part.note for part in outline.parts)]
        texts += [article.note for article in self.articles]
        texts += [other.note for part in outline.parts for _, other in part.others]
        for article in self.articles:
            for summary in article.summaries:
                if outline.depth is Depth.BRIEF:
                    texts.append(summary.key_finding)
                elif outline.depth is Depth.FULL:
                    texts.append(summary.evidence_summary)
                if outline.depth is not Depth.REFERENCE:
                    texts.append(summary.practice_implications)
                if outline.depth is Depth.FULL:
                    texts += [section.text for section in summary.sections]
        return texts
