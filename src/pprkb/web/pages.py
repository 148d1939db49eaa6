"""Every address of the site: what a sitemap lists and what is published."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil

from pprkb.query.catalogue import Facet
from pprkb.web import addresses
from pprkb.web.downloads import Kind, offered
from pprkb.web.site import PER_PAGE, Site

_INDEXES = (addresses.TOPICS, addresses.TYPES, addresses.KINDS, addresses.YEARS, addresses.MONTHS)
_BY_VALUE = (Facet.TOPIC, Facet.TYPE, Facet.KIND, Facet.YEAR, Facet.MONTH)


def _long(address: str, articles: int) -> Iterator[str]:
    for number in range(1, max(1, ceil(articles / PER_PAGE)) + 1):
        yield addresses.numbered(address, number)


def every_page(site: Site) -> Iterator[str]:
    """Yield the address of every page that search engines may list."""
    yield addresses.HOME
    yield from _long(addresses.ARTICLES, len(site.shelf.catalogue.articles))
    for article in site.shelf.catalogue.articles:
        yield addresses.article(article.key)
    yield from _INDEXES
    for facet in _BY_VALUE:
        for value in site.shelf.catalogue.labels[facet]:
            articles = site.shelf.catalogue.of_value(facet, value)
            if not articles:
                continue
            address = addresses.value(facet, value)
            yield from (address,) if facet is Facet.MONTH else _long(address, len(articles))
    yield from _long(addresses.EFFECTS, len(site.shelf.catalogue.of_value(Facet.EFFECTS, "yes")))
    yield addresses.AUTHORS
    for slug, (_, articles) in site.shelf.authors.items():
        yield from _long(f"{addresses.AUTHORS}{slug}/", len(articles))
    yield addresses.LISTS
    for one in site.shelf.lists:
        yield addresses.reading_list(one.slug)
    yield from (addresses.EVIDENCE, addresses.NOTICES, addresses.ABOUT)


def every_file(site: Site, *, base: str) -> Iterator[str]:
    """Yield every address that is published, pages among them.

    Args:
        site: The site.
        base: Absolute address of the root; without one there is no sitemap.
    """
    yield from every_page(site)
    yield from (addresses.SEARCH, addresses.COMPARE, addresses.BUILDER, addresses.SHARED)
    yield from (addresses.FEED, addresses.SEARCH_DATA, addresses.ROBOTS)
    if base:
        yield addresses.SITEMAP
    yield from (f"{addresses.API}{name}.json" for name in ("articles", "topics", "lists"))
    for article in site.shelf.catalogue.articles:
        address = addresses.article(article.key)
        effects = "yes" in article.facets[Facet.EFFECTS]
        for one in offered(effects=effects):
            yield addresses.download(address, one.suffix)
        yield f"{addresses.API}articles/{addresses.segment(article.key)}.json"
    for facet in _BY_VALUE:
        for value in site.shelf.catalogue.labels[facet]:
            articles = site.shelf.catalogue.of_value(facet, value)
            if not articles:
                continue
            address = addresses.value(facet, value)
            effects = any("yes" in one.facets[Facet.EFFECTS] for one in articles)
            for one in offered(effects=effects or facet is Facet.MONTH):
                yield addresses.download(address, one.suffix)
            if facet in (Facet.TOPIC, Facet.MONTH):
                yield f"{address}feed.xml"
    for slug in site.shelf.authors:
        for one in offered(document=False, effects=False):
            yield addresses.download(f"{addresses.AUTHORS}{slug}/", one.suffix)
    for made in site.shelf.lists:
        for one in offered(course=True, effects=False):
            if one.kind is Kind.DOCUMENT:
                yield addresses.download(addresses.reading_list(made.slug), one.suffix)
