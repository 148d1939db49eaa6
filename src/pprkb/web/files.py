"""Routes of files: feeds, data for programs, and downloads."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial

from flask import Flask, Response, abort, request

from pprkb.knowledge_base import KnowledgeBase
from pprkb.knowledge_base.effects import Effects
from pprkb.knowledge_base.publication import RECORDS, Publication
from pprkb.languages import OTHER_LANGUAGES
from pprkb.model.errors import PprkbError
from pprkb.model.filters import Filters
from pprkb.query.catalogue import Facet
from pprkb.web import addresses
from pprkb.web.answers import BEING_CORRECTED, Web
from pprkb.web.downloads import (
    Download,
    Kind,
    media_type,
    of_article,
    of_articles,
    of_comparisons,
    of_own_lists,
    of_person,
    of_works,
    offered,
)
from pprkb.web.inventory.assets import phrases_script
from pprkb.web.inventory.pages import every_page
from pprkb.web.machines import data, feeds
from pprkb.web.routes import FOLDERS, choice, keys, unpacked, words
from pprkb.web.site import Site
from pprkb.web.views import questions

_IN_FEED = 30


def add_files(app: Flask, web: Web) -> None:
    """Add the routes for programs."""
    _add_feeds(app, web)
    _add_data(app, web)
    _add_downloads(app, web)

    @app.route("/static/phrases.<language>.js")
    def phrases(language: str) -> Response:
        if language not in OTHER_LANGUAGES:
            abort(404)
        return Response(phrases_script(language), mimetype="text/javascript")


def _add_feeds(app: Flask, web: Web) -> None:
    @app.route("/robots.txt")
    def robots() -> Response:
        return Response(
            feeds.robots(base=web.base, prefixes=[one.prefix for one in web.languages]),
            mimetype="text/plain",
        )

    @app.route("/sitemap.xml")
    @app.route("/sitemap-<int(min=1):part>.xml")
    def sitemap(part: int = 0) -> Response:
        with web.site() as site:
            base = web.base or request.url_root.removesuffix(site.prefix)
            pages = [one.address for one in every_page(site)]
            if part and part not in feeds.sitemap_parts(len(pages)):
                return web.missing(site)
            listed = feeds.sitemap(pages, base=f"{base}{site.prefix}", part=part)
            return Response(listed, mimetype="application/xml")

    @app.route("/feed.xml")
    def feed() -> Response:
        with web.site() as site:
            keys = [one.key for one in site.shelf.summarised[:_IN_FEED]]
            return _feed(web, site, keys, addresses.HOME, site.name)

    @app.route("/<any(topics, months):folder>/<name>/feed.xml")
    def feed_of(folder: str, name: str) -> Response:
        facet = Facet.TOPIC if folder == "topics" else Facet.MONTH
        with web.site() as site:
            value = site.shelf.values(facet).get(name)
            if value is None:
                return web.missing(site)
            own = [one for one in site.shelf.catalogue.of_value(facet, value) if one.headline]
            own.sort(key=lambda one: one.month, reverse=True)
            keys = [one.key for one in own[:_IN_FEED]]
            title = site.words(
                "{site}: {subject}", site=site.name, subject=_label(site, facet, value)
            )
            return _feed(web, site, keys, addresses.value(facet, value), title)


def _label(site: Site, facet: Facet, value: str) -> str:
    label = site.shelf.catalogue.labels[facet][value]
    return site.month_name(label) if facet is Facet.MONTH else label


def _feed(web: Web, site: Site, keys: list[str], page: str, title: str) -> Response:
    found = {one.key: one for one in site.reader.articles(key=keys)} if keys else {}
    entries = [
        feeds.FeedEntry(
            address=addresses.article(key),
            title=found[key].summaries[0].title,
            summary=site.snippet(found[key]),
            month=str(found[key].summaries[0].month or ""),
            topics=[label for _, label in site.labelled(Facet.TOPIC, found[key].topics)],
        )
        for key in keys
        if key in found and found[key].summaries
    ]
    body = feeds.atom(
        entries,
        page=page,
        title=title,
        author=site.name,
        words=site.words,
        prefix=site.prefix,
        base=web.base or (request.url_root.removesuffix(site.prefix) if site.live else ""),
    )
    return Response(body, mimetype="application/atom+xml")


def _json(value: object, status: int = 200) -> Response:
    body = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Response(f"{body}\n", status, mimetype="application/json")


def _data(web: Web, make: Callable[[Site], object]) -> Response:
    with web.site() as site:
        return _json(make(site))


def _add_data(app: Flask, web: Web) -> None:
    for path, make in (
        ("/search.json", data.search_data),
        (f"/{addresses.OLD_QUERIES}", lambda site: site.shelf.old_queries),
        ("/api/v1/articles.json", data.articles),
        ("/api/v1/topics.json", data.topics),
        ("/api/v1/lists.json", data.lists),
    ):
        app.add_url_rule(path, path, partial(_data, web, make))

    @app.route(f"/{addresses.SCHEMA}<name>.json")
    def schema(name: str) -> Response:
        with web.site() as site:
            if name not in site.reader.schemas():
                return _json({"error": f'there is no schema "{name}"'}, 404)
            return _json(site.reader.schema(name))

    @app.route(f"/{addresses.SEARCH_WORDS}")
    def vocabulary() -> Response:
        with web.site() as site:
            return Response("\n".join(site.reader.vocabulary()), mimetype="text/plain")

    @app.route("/api/v1/articles/<name>.json")
    def article_data(name: str) -> Response:
        with web.site() as site:
            key = site.shelf.keys.get(name)
            if key is None and site.shelf.damage.anywhere:
                return _json({"error": BEING_CORRECTED}, 503)
            if key is None:
                return _json({"error": f'there is no article "{name}"'}, 404)
            return _json(data.article(site, key))


def _add_downloads(app: Flask, web: Web) -> None:
    folders = ", ".join(("articles", "authors", "lists", *FOLDERS.values()))
    last: list[tuple[KnowledgeBase, tuple[str, str, str, Kind], Publication | None]] = []

    def published(site: Site, *asked: *tuple[str, str, Kind]) -> Publication | None:
        """Return a publication, composed once for all formats that `publish` requests."""
        if site.live:
            return _publication(site, *asked)
        known = (site.prefix, *asked)
        if not (last and last[0][0] is site.reader and last[0][1] == known):
            last[:] = [(site.reader, known, _publication(site, *asked))]
        return last[0][2]

    @app.route(f"/<any({folders}):folder>/<name>/<file>")
    def download(folder: str, name: str, file: str) -> Response:
        with web.site() as site:
            has = _offered(site, folder, name)
            wanted = next((one for one in has if file == f"{name}{one.suffix}"), None)
            made = published(site, folder, name, wanted.kind) if wanted else None
            if made is None or wanted is None or wanted.format not in made.formats:
                return web.missing(site)
            return _sent(made.write(wanted.format), file)

    for folder, works in _COLLECTIONS.items():
        for one in offered():
            app.add_url_rule(
                f"/{addresses.download(folder, one.suffix)}",
                f"{folder}{one.suffix}",
                partial(_collected, web, works, folder, one),
            )

    @app.route("/compare/<file>")
    def comparison(file: str) -> Response:
        wanted = next((one for one in of_comparisons() if file == f"compare{one.suffix}"), None)
        asked = list(filter(None, keys()))
        with web.site() as site:
            if wanted is None or not asked or not site.live:
                return web.missing(site)
            return _sent(questions.compared(site, asked).write(wanted.format), file)

    @app.route("/lists/view/<file>", methods=["GET", "POST"])
    def shared_file(file: str) -> Response:
        name, _, suffix = file.partition(".")
        wanted = next((one for one in of_own_lists() if file == f"{name}{one.suffix}"), None)
        with web.site() as site:
            made = unpacked(request.values.get("list", ""), site.words)
            if made is None or wanted is None or not site.live:
                return web.missing(site)
            safe = addresses.author_slug(name) or "list"
            content = site.reader.compose_list(made, style=site.style).write(wanted.format)
            return _sent(content, f"{safe}.{suffix}")


def _offered(site: Site, folder: str, name: str) -> tuple[Download, ...]:
    """Return the downloads of a page; none if there is no such page."""
    shelf = site.shelf
    if folder == "articles":
        key = shelf.keys.get(name)
        return () if key is None else of_article(shelf.catalogue.by_key[key])
    if folder == "lists":
        return offered(course=True, effects=False) if name in shelf.slugs else ()
    if folder == "authors":
        return of_person(shelf.authors[name][1]) if name in shelf.authors else ()
    facet = next(facet for facet, own in FOLDERS.items() if own == folder)
    value = shelf.values(facet).get(name)
    if value is None or facet is Facet.MONTH:
        return () if value is None else offered()
    return of_articles(shelf.catalogue.of_value(facet, value))


def _collected(web: Web, works: Works, folder: str, wanted: Download) -> Response:
    """Return a download of selected articles, search results, findings, or a collecting page."""
    with web.site() as site:
        try:
            title, keys, answer = works(site)
        except PprkbError:
            return web.missing(site)
        listed = site.shelf.catalogue.by_key
        if wanted not in of_works([listed[key] for key in keys if key in listed]):
            return web.missing(site)
        effects = wanted.kind is Kind.EFFECTS
        made: Publication
        if answer is not None and (effects or wanted.format not in RECORDS):
            made = answer
        elif effects:
            made = site.reader.effects(key=keys, title=title, style=site.style)
        else:
            made = site.reader.export(key=keys, depth="implications", title=title, style=site.style)
        content = made.write(wanted.format)
    return _sent(content, addresses.download(folder, wanted.suffix).rpartition("/")[2])


def _chosen(site: Site) -> tuple[str, tuple[str, ...], None]:
    chosen = choice()
    names = ", ".join(label for label, _ in site.removals(chosen))
    keys = tuple(one.key for one in site.shelf.catalogue.chosen(chosen))
    title = site.words("Articles: {chosen}", chosen=names) if names else site.words("Articles")
    return title, keys, None


def _searched(site: Site) -> tuple[str, tuple[str, ...], None]:
    asked = words()
    return (
        site.words("Search: {words}", words=asked),
        tuple(questions.found(site, asked, choice())),
        None,
    )


def _answered(site: Site) -> tuple[str, tuple[str, ...], Effects]:
    answer = questions.answered(site, words())
    keys = tuple(dict.fromkeys(row.article.key for row in answer.rows))
    return site.words("Evidence: {words}", words=words()), keys, answer


def _with_effects(site: Site) -> tuple[str, tuple[str, ...], None]:
    keys = (one.key for one in site.shelf.catalogue.of_value(Facet.EFFECTS, "yes"))
    return site.words("Articles with effect sizes"), tuple(keys), None


def _with_notices(site: Site) -> tuple[str, tuple[str, ...], None]:
    articles, _ = site.reader.notices()
    return site.words("Retracted and corrected works"), tuple(one.key for one in articles), None


Works = Callable[[Site], tuple[str, tuple[str, ...], Effects | None]]
"""Returns a title, keys of articles, and findings for a question."""
_COLLECTIONS: dict[str, Works] = {
    addresses.ARTICLES: _chosen,
    addresses.SEARCH: _searched,
    addresses.EVIDENCE: _answered,
    addresses.EFFECTS: _with_effects,
    addresses.NOTICES: _with_notices,
}
"""Pages whose downloads contain what they list."""


def _sent(content: bytes, file: str) -> Response:
    response = Response(content)
    response.headers["Content-Type"] = media_type(file)
    response.headers["Content-Disposition"] = f'attachment; filename="{file}"'
    return response


def _publication(site: Site, folder: str, name: str, kind: Kind) -> Publication | None:
    """Return the publication for the downloads of a page; None if there is no such page."""
    if folder == "articles":
        key = site.shelf.keys.get(name)
        if key is None:
            return None
        effects = kind is Kind.EFFECTS
        ask = site.reader.effects if effects else site.reader.show
        return ask(key=key, style=site.style)
    if folder == "lists":
        slug = site.shelf.slugs.get(name)
        return (
            site.reader.reading_list(slug, with_errors=True, style=site.style)
            if slug is not None
            else None
        )
    if folder == "authors":
        if name not in site.shelf.authors:
            return None
        person, articles = site.shelf.authors[name]
        return site.reader.export(
            key=tuple(one.key for one in articles), title=person, style=site.style
        )
    facet = next(facet for facet, own in FOLDERS.items() if own == folder)
    value = site.shelf.values(facet).get(name)
    return None if value is None else _of_value(site, facet, value, kind)


def _of_value(site: Site, facet: Facet, value: str, kind: Kind) -> Publication:
    chosen = Filters(
        keys=tuple(one.key for one in site.shelf.catalogue.of_value(facet, value)),
        topics=(value,) if facet is Facet.TOPIC else (),
        types=(value,) if facet is Facet.TYPE else (),
        months=(value,) if facet is Facet.MONTH else (),
    )
    label = _label(site, facet, value)
    if kind is Kind.EFFECTS:
        return site.reader.effects(chosen, title=label, style=site.style)
    return site.reader.export(chosen, depth="implications", title=label, style=site.style)
