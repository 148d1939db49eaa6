"""The routes of pages."""

from __future__ import annotations

import json

from flask import Flask, Response, request

from pprkb.documents.writers.characters import one_line
from pprkb.languages import ENGLISH, Words
from pprkb.model.problem import Location
from pprkb.model.reading_list import (
    IMPORTANCE_WORDS,
    ITEM_KINDS,
    ListSection,
    OtherItem,
    ReadingList,
    ReferenceItem,
)
from pprkb.query.catalogue import Facet
from pprkb.text.number import whole_number
from pprkb.web import addresses, guard
from pprkb.web.answers import Web, asked_query
from pprkb.web.site import Page, Site
from pprkb.web.views import article, browse, front, lists, questions

FOLDERS = {facet: page.rstrip("/") for facet, page in addresses.OF_FACET.items()}
_MOST_VALUES = 20
"""The maximum number of values of a facet in an address."""
_MOST_PARTS, _MOST_ITEMS = 100, 1_000
"""The maximum size of a list in an address."""


def add_pages(app: Flask, web: Web) -> None:
    """Add the routes of pages."""
    for path, name, view in (
        ("/", "home", _home),
        ("/about/", "about", front.about),
        ("/retractions/", "notices", front.notices),
        ("/authors/", "authors", browse.authors),
        ("/lists/", "lists", lists.lists),
        ("/lists/new/", "builder", lists.builder),
        ("/search/", "search", lambda site: questions.search(site, words(), choice(), page())),
        ("/evidence/", "evidence", lambda site: questions.evidence(site, words())),
        ("/compare/", "compare", lambda site: questions.compare(site, keys())),
        ("/articles/", "articles", lambda site: browse.articles(site, choice(), page())),
        ("/effect-sizes/", "effects", browse.effects),
    ):
        app.add_url_rule(path, name, lambda view=view: web.answer(view))
    for facet, folder in FOLDERS.items():
        _add_values(app, web, facet, folder)

    @app.route("/articles/page/<int:number>/")
    def articles_page(number: int) -> Response:
        return web.answer(lambda site: browse.articles(site, {}, number))

    @app.route("/effect-sizes/page/<int:number>/")
    def effects_page(number: int) -> Response:
        return web.answer(lambda site: browse.effects(site, number))

    @app.route("/authors/page/<int:number>/")
    def authors_page(number: int) -> Response:
        return web.answer(lambda site: browse.authors(site, number))

    @app.route("/authors/<slug>/", defaults={"number": 1})
    @app.route("/authors/<slug>/page/<int:number>/")
    def author(slug: str, number: int) -> Response:
        return web.answer(lambda site: browse.author(site, slug, number))

    @app.route("/articles/<name>/")
    def one_article(name: str) -> Response:
        def make(site: Site) -> Page | None:
            key = site.shelf.keys.get(name)
            return article.article(site, key) if key is not None else None

        return web.answer(make)

    @app.route("/lists/<slug>/")
    def reading_list(slug: str) -> Response:
        def make(site: Site) -> Page | None:
            name = site.shelf.slugs.get(slug)
            return lists.reading_list(site, name) if name is not None else None

        return web.answer(make)

    @app.route("/lists/view/", methods=["GET", "POST"])
    def shared() -> Response:
        packed = request.values.get("list", "")
        return web.answer(
            lambda site: lists.shared_list(site, unpacked(packed, site.words), packed)
        )


def _home(site: Site) -> Page | None:
    """Return the front page; None if the query belongs to a page of an earlier site."""
    query = asked_query()
    return None if query and site.shelf.moved("", query) is not None else front.home(site)


def _add_values(app: Flask, web: Web, facet: Facet, folder: str) -> None:
    def one(name: str, number: int = 1) -> Response:
        def make(site: Site) -> Page | None:
            value = site.shelf.values(facet).get(name)
            return browse.value(site, facet, value, number) if value is not None else None

        return web.answer(make)

    app.add_url_rule(
        f"/{folder}/", f"{folder}_index", lambda: web.answer(lambda s: browse.index(s, facet))
    )
    app.add_url_rule(f"/{folder}/<name>/", f"{folder}_one", one)
    app.add_url_rule(f"/{folder}/<name>/page/<int:number>/", f"{folder}_page", one)


def page() -> int:
    """Return the number of the requested page; 0 if it is invalid."""
    return whole_number(request.args.get("page", "1"), 0, most=1_000_000)


def choice() -> dict[Facet, list[str]]:
    """Return the chosen values in the query, by facet."""
    asked = {facet: request.args.getlist(facet.value)[:_MOST_VALUES] for facet in Facet}
    return {facet: list(dict.fromkeys(filter(None, own))) for facet, own in asked.items() if own}


def words() -> str:
    """Return the search words or question."""
    asked = request.args.get("q", "")[: guard.MOST_WORDS].replace("\x00", "")
    return " ".join(asked.split()[: guard.MOST_TERMS])


def keys() -> list[str]:
    """Return the keys of the works to compare."""
    return request.args.get("keys", "").split(",")[:_MOST_VALUES]


def lines(told: object) -> str:
    """Return a text of a list, without characters that some format does not allow."""
    return "\n".join(one_line(line) for line in str(told).split("\n"))


def _item(told: list[str], at: Location, say: Words) -> ReferenceItem | OtherItem:
    importance = told[1] if told[1] in IMPORTANCE_WORDS else ""
    if told[0] or len(told) < len(("key", "importance", "note", "words")):
        return ReferenceItem(reference=told[0], importance=importance, note=told[2], at=at)
    words, link, kind = (*told[3:], "", "")[:3]
    return OtherItem(
        item=one_line(words) or say("To be named"),
        link=one_line(link).strip(),
        kind=kind if kind in ITEM_KINDS else "",
        importance=importance,
        note=told[2],
        at=at,
    )


def unpacked(packed: str, say: Words = ENGLISH) -> ReadingList | None:
    """Return a list made by a reader; None if the text is invalid.

    Args:
        packed: JSON: `{"t": title, "i": introduction, "p": [[heading, [[key, importance, note],
            ...]], ...]}`. Items that are not publications have an empty key, and text, link and
            kind after the note.
        say: Translates default titles.
    """
    try:
        told = json.loads(packed)
        title, introduction = one_line(str(told.get("t", ""))), lines(told.get("i", ""))
        parts = [(one_line(str(heading)), list(items)) for heading, items in told["p"]][
            :_MOST_PARTS
        ]
        sections, left = [], _MOST_ITEMS
        for heading, items in parts:
            own = [[lines(one) for one in item] for item in items[:left]]
            sections.append((heading, own))
            left -= len(own)
        line = iter(range(1, len(parts) + sum(len(items) for _, items in sections) + 1))
        return ReadingList(
            slug="list",
            locale="" if say.language == "en" else say.locale,
            title=title or say("Reading list"),
            introduction=introduction,
            sections=tuple(
                ListSection(
                    heading=heading,
                    at=Location(path="list", line=next(line)),
                    items=tuple(
                        _item(item, Location(path="list", line=next(line)), say) for item in items
                    ),
                )
                for heading, items in sections
            ),
        )
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError):
        return None
