"""All addresses of the site: the sitemap, the files to publish, and their dependencies."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from pprkb.model.reading_list import ReadingList
from pprkb.query.catalogue import Facet, Listed
from pprkb.web import addresses
from pprkb.web.downloads import (
    Download,
    Kind,
    of_article,
    of_articles,
    of_person,
    of_works,
    offered,
)
from pprkb.web.machines import feeds
from pprkb.web.shelf import Shelf
from pprkb.web.site import PEOPLE_PER_PAGE, Site, pages_of, part_of


def _told(*values: object) -> Callable[[], object]:
    """Return a function that returns the values, bound now, unlike a loop variable in `lambda`."""
    return lambda: values


_NOTHING = _told()


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """A file of the published site, with its dependencies."""

    address: str
    keys: Sequence[str] | None = None
    """Keys of the articles it shows, with the works they name; None for the whole library."""
    reading_list: str = ""
    """The name of the reading list it shows, if it shows nothing else."""
    also: Callable[[], object] = _NOTHING
    """Returns further dependencies, besides those of all files."""


def _long(
    address: str, articles: Sequence[Listed], also: Callable[[], object] = _NOTHING
) -> Iterator[Wanted]:
    """Yield the pages of a long list."""
    effects = any("yes" in one.facets[Facet.EFFECTS] for one in articles)
    keys = [one.key for one in articles]
    for number in range(1, pages_of(len(articles)) + 1):
        yield Wanted(
            address=addresses.numbered(address, number),
            keys=part_of(keys, number),
            also=lambda: (len(articles), effects, also()),
        )


def every_page(site: Site) -> Iterator[Wanted]:
    """Yield every page that search engines may list."""
    shelf, catalogue = site.shelf, site.shelf.catalogue
    yield Wanted(address=addresses.HOME)
    yield from _long(addresses.ARTICLES, catalogue.articles, lambda: shelf.catalogue_digest)
    for article in catalogue.articles:
        yield Wanted(
            address=addresses.article(article.key),
            keys=(article.key,),
            also=partial(_beside, shelf, article.key),
        )
    yield from (Wanted(address=one) for one in addresses.OF_FACET.values())
    for facet in addresses.OF_FACET:
        for value, label in catalogue.labels[facet].items():
            articles = catalogue.of_value(facet, value)
            if not articles:
                continue
            address = addresses.value(facet, value)
            if facet is Facet.MONTH:
                yield Wanted(
                    address=address,
                    keys=[one.key for one in articles],
                    also=_told(shelf.months_beside(value)),
                )
            elif facet is Facet.TOPIC:
                yield from _of_topic(site, value, address, articles)
            else:
                yield from _long(address, articles, _told(label))
    yield from _long(addresses.EFFECTS, catalogue.of_value(Facet.EFFECTS, "yes"))
    for number in range(1, pages_of(len(shelf.authors), PEOPLE_PER_PAGE) + 1):
        yield Wanted(address=addresses.numbered(addresses.AUTHORS, number))
    for slug, (name, works) in shelf.authors.items():
        yield from _long(f"{addresses.AUTHORS}{slug}/", works, _told(name))
    yield Wanted(address=addresses.LISTS)
    for one in shelf.lists:
        yield Wanted(address=addresses.reading_list(one.slug), reading_list=one.slug)
    for address in (addresses.EVIDENCE, addresses.NOTICES, addresses.ABOUT):
        yield Wanted(address=address)


def _beside(shelf: Shelf, key: str) -> object:
    """Return the links on the page of an article."""
    return shelf.related(key), _names(shelf.lists_with(key))


def _names(lists: Iterable[ReadingList]) -> object:
    return [(one.slug, one.title) for one in lists]


def _of_topic(site: Site, topic: str, address: str, articles: Sequence[Listed]) -> Iterator[Wanted]:
    """Yield the pages of a topic; the first has the effects of all its articles."""
    shelf = site.shelf
    first, *others = _long(
        address, articles, lambda: (shelf.topics_digest, _names(shelf.lists_on(topic)))
    )
    yield Wanted(address=first.address, keys=[one.key for one in articles], also=first.also)
    yield from others


def _collections(site: Site) -> Iterator[Wanted]:
    """Yield the downloads of pages that list all articles, those with effects, or with notices."""
    catalogue = site.shelf.catalogue
    noticed = {article.key for article in site.reader.notices()[0]}
    for page, articles in (
        (addresses.ARTICLES, catalogue.articles),
        (addresses.EFFECTS, catalogue.of_value(Facet.EFFECTS, "yes")),
        (addresses.NOTICES, [one for one in catalogue.articles if one.key in noticed]),
    ):
        keys = [one.key for one in articles]
        for one in of_works(articles):
            yield Wanted(
                address=addresses.download(page, one.suffix),
                keys=keys,
                also=_told(site.shelf.months[:1]),
            )


def every_file(site: Site, *, base: str) -> Iterator[Wanted]:
    """Yield all published files, including pages; the downloads of a page are adjacent.

    Args:
        site: The site.
        base: Absolute address of the root; without one there is no sitemap.
    """
    pages = list(every_page(site))
    yield from pages
    shelf, catalogue = site.shelf, site.shelf.catalogue
    whole = [addresses.SEARCH, addresses.COMPARE, addresses.BUILDER, addresses.SHARED]
    whole += [addresses.FEED, addresses.SEARCH_DATA, addresses.SEARCH_WORDS]
    whole += [addresses.ROBOTS]
    whole += [addresses.OLD_QUERIES] if shelf.old_queries else []
    if base:
        parts = map(addresses.sitemap_part, feeds.sitemap_parts(len(pages)))
        whole += [addresses.SITEMAP, *parts]
    whole += [f"{addresses.API}{name}.json" for name in ("articles", "topics", "lists")]
    whole += [f"{addresses.SCHEMA}{name}.json" for name in site.reader.schemas()]
    yield from (Wanted(address=one) for one in whole)

    def downloads(
        page: str, articles: Sequence[Listed], has: Sequence[Download], label: str = ""
    ) -> Iterator[Wanted]:
        keys = [one.key for one in articles]
        for one in has:
            yield Wanted(
                address=addresses.download(page, one.suffix),
                keys=keys,
                # Documents contain the month of the newest summary.
                also=lambda: (label, shelf.months[:1]),
            )

    for article in catalogue.articles:
        yield from downloads(addresses.article(article.key), (article,), of_article(article))
        address = f"{addresses.API}articles/{addresses.segment(article.key)}.json"
        yield Wanted(address=address, keys=(article.key,))
    for facet in addresses.OF_FACET:
        for value, label in catalogue.labels[facet].items():
            articles = catalogue.of_value(facet, value)
            if not articles:
                continue
            address = addresses.value(facet, value)
            has = offered() if facet is Facet.MONTH else of_articles(articles)
            yield from downloads(address, articles, has, label)
            if facet in (Facet.TOPIC, Facet.MONTH):
                keys = [one.key for one in articles]
                yield Wanted(address=f"{address}feed.xml", keys=keys, also=_told(label))
    for slug, (name, works) in shelf.authors.items():
        page = f"{addresses.AUTHORS}{slug}/"
        yield from downloads(page, works, of_person(works), name)
    yield from _collections(site)
    for made in shelf.lists:
        for one in offered(course=True, effects=False):
            if one.kind is Kind.DOCUMENT:
                there = addresses.reading_list(made.slug)
                address = addresses.download(there, one.suffix)
                yield Wanted(address=address, reading_list=made.slug)
