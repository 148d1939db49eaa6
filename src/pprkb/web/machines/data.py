"""The JSON API with the content of pages, documented in docs/web.md; its addresses are versioned.

Within a version, members are never renamed or removed; new ones may be added.
"""

from __future__ import annotations

from markupsafe import escape

from pprkb.documents.spoken import other_language, told_language
from pprkb.knowledge_base.publication import article_object
from pprkb.languages import ENGLISH, Words
from pprkb.query.catalogue import Facet, Listed
from pprkb.text.markup import Markup, strip_tags
from pprkb.web import addresses
from pprkb.web.site import Site

JsonObject = dict[str, object]


def listed_object(one: Listed) -> JsonObject:
    """Return an article with the data of lists."""
    return {
        "key": one.key,
        "title": strip_tags(Markup(one.title)),
        "authors": one.authors,
        "year": one.year,
        "container": strip_tags(Markup(one.container)),
        "headline": one.headline,
        "month": one.month,
        "topics": list(one.facets[Facet.TOPIC]),
        "types": list(one.facets[Facet.TYPE]),
        "kind": next(iter(one.facets[Facet.KIND]), ""),
        "effects": "yes" in one.facets[Facet.EFFECTS],
        "address": addresses.article(one.key),
    }


def articles(site: Site) -> JsonObject:
    """Return every article."""
    return {"articles": [listed_object(one) for one in site.shelf.catalogue.articles]}


def article(site: Site, key: str) -> JsonObject:
    """Return one article as in the JSON export, with its formatted reference."""
    found = site.reader.article(key)
    told: JsonObject = dict(article_object(found))
    if found.reference:
        cited = site.reader.cite(found.key)
        told["formatted"] = {
            "text": cited.text,
            "html": cited.html,
            "markdown": cited.markdown,
            "in_text": cited.in_text,
        }
    else:
        title = found.summaries[0].title
        told["formatted"] = {"text": title, "html": str(escape(title)), "markdown": title}
    return told


def topics(site: Site) -> JsonObject:
    """Return every topic with the numbers of its articles and summaries."""
    return {
        "topics": [
            {
                "id": one.topic.id,
                "label": one.topic.label,
                "broader": one.topic.broader or None,
                "aliases": list(one.topic.aliases),
                "articles": one.articles,
                "summaries": one.summaries,
                "address": addresses.value(Facet.TOPIC, one.topic.id),
            }
            for one in site.shelf.topics
            if one.articles
        ]
    }


def lists(site: Site) -> JsonObject:
    """Return every reading list."""
    return {
        "lists": [
            {
                "slug": one.slug,
                "title": one.title,
                "parts": [section.heading for section in one.sections],
                "address": addresses.reading_list(one.slug),
            }
            for one in site.shelf.lists
        ]
    }


def apart(one: Listed, words: Words = ENGLISH) -> tuple[str, ...]:
    """Return members that few articles have, if they are not empty.

    These are the language of a title that is not English, the printed authors if shortened, the
    standing of a work with notices, and the language of a headline that is not English.
    """
    language = told_language(one.title, one.language)
    byline = "" if one.byline == one.authors else one.byline_in(words)
    headline = other_language(one.headlines[0].language, "en") if one.headline else ""
    told = [language, byline, words.said(one.standing), headline]
    while told and not told[-1]:
        del told[-1]
    return tuple(told)


def search_data(site: Site) -> JsonObject:
    """Return compact data for the search and browse scripts of a published site.

    An article is a list: key, title, authors, year, container, headline, month, topics, types,
    kind, whether it has effects; then what `apart` returns.
    """
    labels = site.shelf.catalogue.labels
    return {
        "labels": {facet.value: labels[facet] for facet in Facet},
        "articles": [
            [
                one.key,
                strip_tags(Markup(one.title)),
                one.authors_in(site.words),
                one.year,
                strip_tags(Markup(one.container)),
                one.headline,
                list(one.facets[Facet.MONTH]),
                list(one.facets[Facet.TOPIC]),
                list(one.facets[Facet.TYPE]),
                next(iter(one.facets[Facet.KIND]), ""),
                1 if "yes" in one.facets[Facet.EFFECTS] else 0,
                *apart(one, site.words),
            ]
            for one in site.shelf.catalogue.articles
        ],
    }
