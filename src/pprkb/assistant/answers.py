"""The answers of the tools: results of the facade as values of limited size."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from pydantic import BaseModel

from pprkb.assistant.bounds import (
    MOST_LINE,
    MOST_PROSE,
    MOST_WORDS,
    fitting,
    part_of_text,
    short,
    some_of,
)
from pprkb.assistant.findings import Works, remarks_on, told_findings
from pprkb.assistant.values import (
    ArticleResult,
    CiteResult,
    Found,
    ListHead,
    ListItem,
    ListPart,
    ListResult,
    Passage,
    SearchResult,
    SummaryHead,
    TopicItem,
    TopicsResult,
)
from pprkb.documents.outline import Part
from pprkb.formats.markdown import plain_paragraphs
from pprkb.knowledge_base import KnowledgeBase
from pprkb.knowledge_base.composing import read_list
from pprkb.knowledge_base.reader import Hit
from pprkb.model.errors import LibraryError
from pprkb.model.filters import Filters
from pprkb.model.notice import Standing
from pprkb.model.summary import Article
from pprkb.query.terms import TopicCount
from pprkb.text.markup import strip_tags

NOTHING_FOUND = "The library has nothing with these words. Say so."
NO_SUMMARY = (
    "The library has this reference and no summary of it: it says nothing of what was found."
)


class _Placed(BaseModel):
    """A work and the number of its part of a list."""

    part: int
    item: ListItem


def search(
    library: KnowledgeBase, words: str, filters: Filters, *, limit: int, offset: int
) -> SearchResult:
    """Return the articles that contain some words, the best match first.

    Raises:
        PprkbError: The query has no words, or there is no such topic.
    """
    found = library.search(words, replace(filters, limit=0))

    def make(keys: Sequence[str]) -> list[Found]:
        excerpts = library.excerpts(found, keys)
        articles = library.articles_by_key(list(excerpts))
        hits = [Hit(article=one, excerpt=excerpts[one.key]) for one in articles]
        works = Works(library, (hit.article for hit in hits))
        return [
            Found(
                source=works.source(hit.article.key),
                key=hit.article.key,
                headline=short(hit.article.summaries[0].title if hit.article.summaries else ""),
                month=str((hit.article.summaries[0].month if hit.article.summaries else "") or ""),
                topics=[topic.id for topic in hit.article.topics],
                findings=sum(len(one.effects) for one in hit.article.summaries),
                excerpt=_excerpt("".join(text for text, _ in hit.pieces)),
            )
            for hit in hits
        ]

    articles, left_out = some_of(found.keys, offset, limit, make, "articles")
    notes = list(found.hints)
    if found.mended:
        notes.append("Some words are nowhere; words that begin so or are like them were taken.")
    if not found.keys:
        notes.append(NOTHING_FOUND)
    elif not found.all_words:
        notes.append("No article holds all the words; these hold some. Say so.")
    return SearchResult(
        asked=short(words, MOST_WORDS),
        total=len(found.keys),
        every_word=found.all_words,
        articles=articles,
        notes=notes,
        left_out=left_out,
    )


_BROKEN_OFF = re.compile(r"(?<=^…)\S*\d\S*\s*|\S*[\d=<>(]\S*(?=…$)")
"""A number at the edge of an excerpt, which may be cut off."""


def _excerpt(text: str) -> str:
    return short(_BROKEN_OFF.sub("", " ".join(text.split())), MOST_WORDS)


def article(
    library: KnowledgeBase,
    key: str,
    *,
    text_from: int = 0,
    findings_from: int = 0,
    most_prose: int = MOST_PROSE,
    most_findings: int = 20,
) -> ArticleResult:
    """Return one article with the prose and findings of its summaries.

    Args:
        library: The library.
        key: Its key, an alias, or the id of a summary.
        text_from: The number of characters of prose to skip.
        findings_from: The number of findings to skip.
        most_prose: The maximum number of characters of prose.
        most_findings: The maximum number of findings.

    Raises:
        NotFoundError: There is no such article.
        LibraryError: Its files have a merge conflict.
    """
    found = library.article(key)
    works = Works(library, (found,))
    cited = library.show(found.key).records.cited
    passages, left_out = _prose(found, cited, text_from, most_prose)
    effects = library.effects(key=found.key)
    findings, more = some_of(
        effects.rows,
        findings_from,
        most_findings,
        lambda rows: told_findings(library, effects, rows),
        "findings",
    )
    notes = [] if found.summaries else [NO_SUMMARY]
    reference = found.reference
    return ArticleResult(
        key=found.key,
        source=works.source(found.key),
        title=short(strip_tags(reference.title) if reference else found.summaries[0].title),
        topics=[topic.id for topic in found.topics],
        research_types=[kind.label for kind in found.types],
        summaries=[
            SummaryHead(
                id=one.id,
                title=short(one.title, MOST_WORDS),
                month=str(one.month or ""),
                written_by=one.origin.words if one.origin else "",
            )
            for one in found.summaries
        ],
        passages=passages,
        findings=findings,
        notes=[*notes, *remarks_on(findings)],
        left_out=[*left_out, *(one.replace("offset=", "findings_from=") for one in more)],
    )


def _prose(
    found: Article, cited: Mapping[str, str], start: int, most: int
) -> tuple[list[Passage], list[str]]:
    """Return the prose of an article's summaries, starting at a character offset."""
    passages: list[Passage] = []
    place = length = 0
    for summary in found.summaries:
        parts = [
            ("Summary", summary.evidence_summary),
            ("Practice implications", summary.practice_implications),
            *((one.heading or "Without a heading", one.text) for one in summary.sections),
        ]
        for heading, markdown in parts:
            text = "\n\n".join(plain_paragraphs(markdown, cited))
            begins, length = length, length + len(text)
            if length <= start or most <= 0:
                continue
            told, end = part_of_text(text, max(0, start - begins), most)
            place, most = begins + end, most - len(told) if begins + end == length else 0
            if told:
                passages.append(
                    Passage(key=found.key, summary=summary.id, part=short(heading), text=told)
                )
    if passages and place < length:
        left = f"{length - place:,} more characters of the summaries"
        return passages, [f"{left}: ask again with text_from={place}"]
    return passages, []


def cite(library: KnowledgeBase, keys: Sequence[str], style: str, locator: str) -> CiteResult:
    """Return references and citations of works in a style.

    Raises:
        NotFoundError: A key is not in the library.
        CitationError: The style cannot be used.
    """
    cited = library.cite(*keys, style=style, locator=locator)
    articles = library.articles(key=cited.keys)
    works = Works(library, articles)
    sources = [one for key in cited.keys if (one := works.source(key))]
    bad = [one.cited_as for one in sources if one.standing == Standing.RETRACTED]
    return CiteResult(
        style=style,
        in_text=short(cited.in_text),
        narrative=short(cited.narrative),
        references=[short(one) for one in cited.references()],
        sources=sources,
        notes=[f"Retracted: {'; '.join(bad)}. Say so wherever it is cited."] if bad else [],
    )


# -- lists and topics ------------------------------------------------------------------------------


def reading_lists(library: KnowledgeBase) -> ListResult:
    """Return an overview of all lists."""
    lists = library.reading_lists()
    told = fitting(
        ListHead(
            slug=one.slug,
            title=short(one.title, MOST_WORDS),
            parts=len(one.sections),
        )
        for one in lists
    )
    more = len(lists) - len(told)
    return ListResult(
        lists=told,
        slug="",
        title="",
        introduction="",
        parts=[],
        notes=[] if lists else ["The library has no reading lists."],
        left_out=[f"{more:,} more lists: their resources are named"] if more else [],
    )


def reading_list(
    library: KnowledgeBase, slug: str, *, offset: int = 0, most: int = 100
) -> ListResult:
    """Return one list with its parts, works and the teacher's notes.

    Args:
        library: The library.
        slug: The list's name.
        offset: The number of works to skip.
        most: The maximum number of works.

    Raises:
        NotFoundError: There is no such list.
        LibraryError: Its file cannot be read.
    """
    outline = read_list(library, slug)
    try:
        cited = library.reading_list(slug, with_errors=True).records.cited
    except LibraryError:
        # A file of a summary has a merge conflict, which the list does not show.
        cited = {}

    def prose(markdown: str, most: int = MOST_LINE) -> str:
        return short(" ".join(plain_paragraphs(markdown, cited)), most)

    places = [(number, one) for number, part in enumerate(outline.parts) for one in part.articles]

    def make(some: Sequence[tuple[int, Article]]) -> list[_Placed]:
        works = Works(library, (one for _, one in some))
        return [
            _Placed(
                part=number,
                item=ListItem(
                    source=works.source(one.key),
                    key=one.key,
                    importance=one.importance,
                    note=prose(one.note),
                    summarised=bool(one.summaries),
                ),
            )
            for number, one in some
        ]

    told, left_out = some_of(places, offset, most, make, "works")
    wanted = {one.part for one in told}
    parts = [
        _part(part, prose(part.note, 2 * MOST_WORDS), [o.item for o in told if o.part == number])
        for number, part in enumerate(outline.parts)
        if number in wanted or (not part.articles and not offset)
    ]
    gaps = [short(one) for one in outline.gaps] + [gap for part in parts for gap in part.gaps]
    return ListResult(
        lists=[],
        slug=slug,
        title=short(outline.title, MOST_WORDS),
        introduction=prose(outline.introduction, MOST_PROSE),
        parts=parts,
        notes=["Not all of the list's file is understood: see gaps."] if gaps else [],
        left_out=left_out,
    )


def _part(part: Part, note: str, items: list[ListItem]) -> ListPart:
    return ListPart(
        heading=short(part.heading, MOST_WORDS),
        date=short(part.date, MOST_WORDS),
        note=note,
        items=items,
        others=[short(f"{one.item} {one.link}".strip(), MOST_WORDS) for _, one in part.others],
        gaps=[short(words, MOST_WORDS) for _, words in part.gaps],
    )


def topics(library: KnowledgeBase, *, limit: int, offset: int) -> TopicsResult:
    """Return the topics that are in use."""
    every = [one for one in library.topics() if one.articles]

    def make(some: Sequence[TopicCount]) -> list[TopicItem]:
        return [
            TopicItem(
                id=short(one.topic.id, MOST_WORDS),
                label=short(one.topic.label, MOST_WORDS),
                broader=one.topic.broader,
                articles=one.articles,
                summaries=one.summaries,
            )
            for one in some
        ]

    told, left_out = some_of(every, offset, limit, make, "topics")
    return TopicsResult(
        total=len(every),
        topics=told,
        notes=[] if every else ["The library has no topics; use `search`."],
        left_out=left_out,
    )
