"""From filters or a reading list to an outline, and from an outline to a document."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from pprkb.documents.article_page import ArticlePage, article_outline, article_page
from pprkb.documents.compose import Material, compose, compose_records
from pprkb.documents.document import Document, Records
from pprkb.documents.list_style import AS_WRITTEN, style_of_list, unusable_styles
from pprkb.documents.outline import NamedWorks, Outline, Part, group_articles
from pprkb.documents.style import compiled_style, document_words
from pprkb.knowledge_base.base import Base
from pprkb.languages import Words
from pprkb.model.citation import Style
from pprkb.model.filters import Filters, GroupBy, Sort
from pprkb.model.problem import Problem, Rule
from pprkb.model.reading_list import (
    Depth,
    Item,
    ListSection,
    OtherItem,
    QueryItem,
    ReadingList,
    ReferenceItem,
)
from pprkb.model.reference import Reference
from pprkb.model.shown import digest_of
from pprkb.model.summary import Article, notices_of
from pprkb.query.articles import (
    articles_of,
    find_articles,
    find_keys,
    known_keys,
    newest_month,
    summaries_asked_for,
)
from pprkb.query.lists import reading_list, refuse_conflicts, sound_list
from pprkb.query.terms import all_topics, topic_with_narrower
from pprkb.store.database import Database

D = TypeVar("D")

Writer = Callable[[Database, Outline, Style], D]
"""Turns an outline into something else, such as a document."""

__all__ = [
    "ArticlePage",
    "Writer",
    "article_digests",
    "compose_outline",
    "filtered_outline",
    "list_outline",
    "outline_digest",
    "outline_records",
    "page_of",
    "read_list",
    "style_of_list",
    "unanswered",
    "unusable_styles",
    "written_outline",
]

_MISSING = (Rule.UNKNOWN_REFERENCE, Rule.UNKNOWN_TOPIC, Rule.UNKNOWN_RESEARCH_TYPE)


def compose_outline(database: Database, outline: Outline, style: Style) -> Document:
    """Return an outline as a document for prose formats.

    Raises:
        CitationError: The style or locale cannot be used.
        LibraryError: A file that it comes from has a merge conflict.
    """
    return compose(outline_material(database, outline), style)


def outline_records(database: Database, outline: Outline, style: Style) -> Records:
    """Return the records of an outline's articles; see `compose_outline`."""
    return compose_records(outline_material(database, outline), style)


def page_of(database: Database, article: Article, style: Style) -> ArticlePage:
    """Return the parts of an article's page.

    Raises:
        CitationError: The style or locale cannot be used.
        LibraryError: Its files hold a merge conflict.
    """
    return article_page(outline_material(database, article_outline(article)), style)


def article_digests(database: Database) -> dict[str, str]:
    """Return for each article a digest of everything that its documents depend on, by key.

    This covers the article, the works that it names at full depth, and the keys that these names
    stand for, but not the line of an entry, nor lists that contain the article.
    """
    articles = find_articles(database, Filters())
    own = {article.key: digest_of(_told_of(article)) for article in articles}
    named = {one.key: NamedWorks(article_outline(one)).every for one in articles}
    keys = known_keys(database, dict.fromkeys(name for names in named.values() for name in names))
    return {
        key: digest_of(
            (
                digest,
                *((name, found := keys.get(name), own.get(found or "")) for name in named[key]),
            )
        )
        for key, digest in own.items()
    }


def outline_digest(database: Database, outline: Outline, style: Style) -> str:
    """Return a digest of all that an outline's document and records are made of.

    Raises:
        CitationError: The style or locale cannot be used.
        LibraryError: A file that it comes from holds a merge conflict.
    """
    material = outline_material(database, outline)
    parts = [
        (replace(part, articles=()), [_told_of(article) for article in part.articles])
        for part in outline.parts
    ]
    works = [(key, *_without_place(work)) for key, work in material.references.items()]
    printed = (style.locale, compiled_style(style).file().getvalue())
    told = (replace(outline, parts=()), parts, works, material.notices, material.modified)
    return digest_of((told, printed))


def _told_of(article: Article) -> tuple[object, ...]:
    if article.reference is None:
        return (article,)
    reference, incomplete = _without_place(article.reference)
    return replace(article, reference=reference), incomplete


def _without_place(reference: Reference) -> tuple[Reference, list[str]]:
    """Return a reference as documents print it, and the roles with missing names.

    Sets are unordered, and line numbers do not change a document.
    """
    return replace(reference, at=None, incomplete=frozenset()), sorted(reference.incomplete)


def outline_material(database: Database, outline: Outline) -> Material:
    """Return an outline with the library's data on the works that it names.

    Raises:
        LibraryError: A file that it comes from has a merge conflict.
    """
    refuse_conflicts(database, (article for part in outline.parts for article in part.articles))
    named = NamedWorks(outline)
    keys = known_keys(database, named.every)
    articles = {article.key: article for article in articles_of(database, list(keys.values()))}
    return Material(
        named=named,
        references={name: work for name, key in keys.items() if (work := articles[key].reference)},
        notices=notices_of(articles.values()),
        modified=newest_month(database),
    )


def filtered_outline(
    database: Database,
    filters: Filters,
    group_by: GroupBy | None,
    style: Style,
    *,
    depth: Depth,
    title: str,
) -> Outline:
    """Return an outline of the articles that match filters.

    Args:
        database: An up-to-date database.
        filters: Which articles, and in which order.
        group_by: What the headings are, if any.
        style: Its locale is the language of headings.
        depth: How much is printed about each article.
        title: The document's title; by default the topic in the filters, if any.

    Raises:
        NotFoundError: A topic, research type or key is not in the library.
        CitationError: The style or locale cannot be used.
    """
    words = document_words(style)
    articles = find_articles(database, filters)
    topics = all_topics(database)
    asked = tuple(i for word in filters.topics for i in topic_with_narrower(topics, word))
    if not title:
        title = (
            topics[asked[0]].label_in(words.language)
            if len(filters.topics) == 1
            else words("References")
        )
    parts = group_articles(
        articles, group_by, topics=tuple(topics.values()), asked=asked, words=words
    )
    if len(parts) == 1 and parts[0].heading == title:
        parts = (replace(parts[0], heading=""),)
    return Outline(title=title, parts=parts, depth=depth, style_order=filters.sort is Sort.AUTHOR)


def list_outline(
    database: Database,
    reading_list: ReadingList,
    style: Style,
    *,
    depth: Depth | None = None,
    errors: Sequence[Problem] = (),
) -> Outline:
    """Return the outline of a reading list or course.

    Args:
        database: An up-to-date database.
        reading_list: The list.
        style: Its locale is the language of pprkb's own text.
        depth: How much is printed about each reference; by default as the list says.
        errors: Errors in the list's file, by line.

    Raises:
        CitationError: The style or locale cannot be used.
    """
    words = document_words(style)
    sections = item_articles(database, reading_list)
    begins = [section.at.line if section.at else 0 for section, _ in sections]
    of_section: list[list[Problem]] = [[] for _ in range(len(sections) + 1)]
    for error in errors:
        of_section[bisect_right(begins, error.at.line)].append(error)
    parts = tuple(
        Part(
            heading=section.heading,
            date=section.date,
            note=section.note,
            articles=tuple({a.key: a for _, articles in items for a in articles}.values()),
            others=tuple(_others(items)),
            gaps=tuple(_gaps(items, of_section[number], words)),
            asked=any(isinstance(item, QueryItem) for item in section.items),
        )
        for number, (section, items) in enumerate(sections, 1)
    )
    course = reading_list.course
    about = (course.code, course.term, course.instructor) if course else ()
    return Outline(
        title=reading_list.title,
        subtitle=" · ".join(filter(None, about)),
        running_head=f"{course.code} · {reading_list.title}" if course and course.code else "",
        introduction=reading_list.introduction,
        gaps=tuple(_gap(error, words) for error in of_section[0]),
        author=course.instructor if course else "",
        # Where the list does not say it, it is English as far as a locale was asked for.
        language=reading_list.locale or (style.locale and "en"),
        parts=parts,
        depth=depth or reading_list.depth,
        proxy=reading_list.proxy,
        load=reading_list.load,
        steady=True,
    )


def written_outline(
    base: Base,
    database: Database,
    slug: str,
    asked: Style = AS_WRITTEN,
    *,
    depth: Depth | None = None,
    with_errors: bool = False,
) -> tuple[Outline, Style]:
    """Return the outline of a list of the library, and the style that it is printed in.

    Args:
        base: The library.
        database: Up to date.
        slug: The list's name.
        asked: A style and a locale that go before the list's own; either may be empty.
        depth: How much of each reference; else as the list says.
        with_errors: Take a list of which parts are not understood; the outline says where.

    Raises:
        NotFoundError: There is no such list.
        LibraryError: The list's file has errors, or cannot be read at all.
        CitationError: The style or locale that was asked for cannot be used.
    """
    made, errors = sound_list(database, slug, with_errors=with_errors)
    style, unusable = style_of_list(base.root, made, asked, with_errors=with_errors)
    errors = (*unusable, *errors)
    return list_outline(database, made, style, depth=depth, errors=errors), style


def read_list(base: Base, slug: str) -> Outline:
    """Return the parts of a list with their articles; errors are reported in their place.

    Raises:
        NotFoundError: There is no such list.
        LibraryError: The list's file cannot be read at all.
    """
    with base.reading() as database:
        return written_outline(base, database, slug, with_errors=True)[0]


def unknown_items(database: Database, made: ReadingList, style: Style) -> tuple[Problem, ...]:
    """Return an error for each reference of a list that is not in the library.

    Args:
        database: An up-to-date database.
        made: The list.
        style: Its locale is the language of the errors.

    Raises:
        CitationError: The style or locale cannot be used.
    """
    words = document_words(style)
    items = [item for section in made.sections for item in section.items]
    named = [item.reference for item in items if isinstance(item, ReferenceItem)]
    known = known_keys(database, named)
    return tuple(
        Problem(
            rule=Rule.UNKNOWN_REFERENCE,
            at=item.at,
            message=words('there is no reference "{key}"', key=item.reference),
        )
        for item in items
        if isinstance(item, ReferenceItem) and item.at and item.reference not in known
    )


_QUESTION = ("topic", "type", "keyword", "kind", "journal", "since", "match")


def unanswered(base: Base, slug: str) -> tuple[Problem, ...]:
    """Return a problem for each question of a list that no work answers, in the list's order.

    Works listed explicitly, or found by an earlier question, are omitted.

    Raises:
        NotFoundError: There is no such list.
    """
    with base.reading() as database:
        sections = item_articles(database, reading_list(database, slug))
    return tuple(
        Problem(
            rule=Rule.EMPTY_LIST,
            at=item.at,
            key=slug,
            message=f'no further work answers "{_in_words(item)}"',
            hint="ask for less, or delete the question",
        )
        for _, items in sections
        for item, articles in items
        if isinstance(item, QueryItem) and item.at and not articles
    )


def _in_words(question: QueryItem) -> str:
    asked = ((name, getattr(question, name)) for name in _QUESTION)
    return ", ".join(f"{name}: {value}" for name, value in asked if value)


def _others(
    items: Iterable[tuple[Item, tuple[Article, ...]]],
) -> Iterator[tuple[int, OtherItem]]:
    """Yield the other items of a section, each with the number of articles before it."""
    seen: set[str] = set()
    for item, articles in items:
        if isinstance(item, OtherItem):
            yield len(seen), item
        seen.update(article.key for article in articles)


def _gaps(
    items: Iterable[tuple[Item, tuple[Article, ...]]], errors: Sequence[Problem], words: Words
) -> Iterator[tuple[int, str]]:
    """Yield what is missing in a section: the number of articles before it, and a message."""
    left = list(errors)
    seen: set[str] = set()
    for item, articles in items:
        while left and item.at and left[0].at.line < item.at.line:
            yield len(seen), _gap(left.pop(0), words)
        seen.update(article.key for article in articles)
    yield from ((len(seen), _gap(error, words)) for error in left)


def _gap(error: Problem, words: Words) -> str:
    """Print the errors of a list in its document, in the words of `check`."""
    if error.rule in _MISSING:
        return words("[missing: {message}]", message=error.message)
    return words("[not understood: {message}]", message=error.message)


def item_articles(
    database: Database, reading_list: ReadingList
) -> tuple[tuple[ListSection, tuple[tuple[Item, tuple[Article, ...]], ...]], ...]:
    """Return each section of a list with its items, each with its articles.

    A question is answered by the newest articles, or by its pinned answers, except those that
    the list names itself or that answer an earlier question. Retracted works answer no question,
    since nobody has chosen them.
    """
    taken = {
        item.reference
        for section in reading_list.sections
        for item in section.items
        if isinstance(item, ReferenceItem)
    }
    # Collect all keys first, so that the articles of the list are read together.
    keys = [
        [_keys(database, item, taken) for item in section.items]
        for section in reading_list.sections
    ]
    every = dict.fromkeys(key for section in keys for own in section for key in own)
    articles = {article.key: article for article in articles_of(database, list(every))}
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
    """Return the keys of an item's articles, and mark answers to a question as used."""
    if isinstance(item, OtherItem):
        return []
    if isinstance(item, ReferenceItem):
        return [item.reference]
    found = find_keys(database, _filters(item)) if item.pinned is None else item.pinned
    keys = [key for key in found if key not in taken]
    if item.pinned is None:
        keys = keys[: item.max]
    taken.update(keys)
    return keys


def _told(database: Database, item: Item, articles: list[Article]) -> tuple[Article, ...]:
    """Return an item's articles with its importance, pages and note."""
    if isinstance(item, QueryItem):
        # If two posts are about one book, use the one on the topic.
        articles = list(summaries_asked_for(database, articles, _filters(item)))
    pages = item.pages if isinstance(item, ReferenceItem) else ""
    return tuple(
        replace(article, importance=item.importance, pages=pages, note=item.note)
        for article in articles
    )


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
