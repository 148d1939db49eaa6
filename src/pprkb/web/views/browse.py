"""Lists of articles: all of them, and those of a topic, type, kind, year, month or person."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

from markupsafe import Markup as Html

from pprkb.documents.article_page import lead_to_articles
from pprkb.languages import phrase
from pprkb.query.catalogue import Choice, Facet, Listed
from pprkb.web import addresses
from pprkb.web.downloads import of_articles, of_person, of_works, offered
from pprkb.web.machines.metadata import collection_schema
from pprkb.web.site import PEOPLE_PER_PAGE, Page, Site, pages_of, part_of, works_of
from pprkb.web.views.front import topic_tree

_MOST_EFFECTS = 60
"""The maximum number of effects on the page of a topic; its downloads have all."""


class _Part(NamedTuple):
    """One page of a long list of articles."""

    address: str
    keys: list[str]
    """Keys of all articles of the list."""
    works: Sequence[str]
    """Keys of the articles on the page."""
    values: dict[str, object]
    """Values for the template: the rows, and links to the other pages."""


def _part(
    site: Site, articles: Sequence[Listed], page: int, address: Callable[[int], str]
) -> _Part | None:
    """Return a page of a list by its number, from 1; None if there is no such page."""
    keys = [one.key for one in articles]
    count = pages_of(len(keys))
    if not 1 <= page <= count:
        return None
    works = part_of(keys, page)
    values = {
        "count": len(keys),
        "rows": site.rows(works),
        **site.paging(page, count, address),
    }
    return _Part(address(page), keys, works, values)


def articles(site: Site, choice: Choice, page: int = 1) -> Page | None:
    """Return the articles that have some values, by facets."""
    chosen = site.shelf.catalogue.chosen(choice)
    plain = not any(choice.values())

    def address(number: int) -> str:
        if plain:
            return addresses.numbered(addresses.ARTICLES, number)
        return addresses.choice(choice, page=number)

    part = _part(site, chosen, page, address)
    if part is None:
        return None
    return Page(
        address=part.address,
        template="articles.html",
        title=site.words("Articles"),
        description=site.words(
            "All articles, by topic, type of research, kind of work, year and month."
        ),
        indexed=plain,
        downloads=of_works(chosen),
        asked=addresses.choice(choice).partition("?")[2],
        downloaded=part.keys,
        works=part.works,
        values={
            **part.values,
            "facets": site.facets(choice),
            "removals": site.removals(choice),
            "summarised": len(site.shelf.summarised),
        },
    )


def value(site: Site, facet: Facet, name: str, page: int = 1) -> Page | None:
    """Return the page of a topic, type of research, kind of work, year or month."""
    label = site.shelf.catalogue.labels[facet].get(name)
    if label is None:
        return None
    articles = site.shelf.catalogue.of_value(facet, name)
    if facet is Facet.MONTH:
        return _month(site, name)
    address = addresses.value(facet, name)
    part = _part(site, articles, page, partial(addresses.numbered, address))
    if part is None:
        return None
    values = {
        **part.values,
        "facet": facet.value,
        "narrow": addresses.choice({facet: (name,)}),
    }
    if facet is Facet.TOPIC:
        values |= _of_topic(site, name, page)
        values["schema"] = lambda url, absolute: collection_schema(
            label, url, works_of(site, part.works, absolute), about=label, language=site.words.tag
        )
    if facet is Facet.TYPE:
        values["definition"] = next(t.definition for t, _ in site.shelf.types if t.id == name)
    what = {
        Facet.TOPIC: site.words(
            "Research on {topic}: articles, effect sizes and practice implications.", topic=label
        ),
        Facet.TYPE: site.words("{type}: all articles of this type of research.", type=label),
        Facet.KIND: site.words("{kind}: all works of this kind.", kind=label),
        Facet.YEAR: site.words(
            "Psychotherapy research published in {year}, with summaries where there are any.",
            year=label,
        ),
    }
    return Page(
        address=part.address,
        template="value.html",
        title=site.words("Published in {year}", year=label) if facet is Facet.YEAR else label,
        full_title=site.words("{kind} (kind of work)", kind=label) if facet is Facet.KIND else "",
        description=what[facet],
        downloads=of_articles(articles),
        works=part.keys if facet is Facet.TOPIC and page == 1 else part.works,
        downloaded=part.keys,
        feed=f"{address}feed.xml" if facet is Facet.TOPIC else "",
        values=values,
    )


def _of_topic(site: Site, name: str, page: int) -> dict[str, object]:
    topics = {one.topic.id: one for one in site.shelf.topics}
    topic = topics[name].topic
    evidence: Html | str = ""
    number = 0
    if page == 1:
        effects = site.reader.effects(
            topic=name, summarised=True, most=_MOST_EFFECTS, style=site.style
        )
        number = len(effects) + effects.evidence.left_out
        if number:
            blocks, places = lead_to_articles(effects.blocks(), effects.rows)
            links = {
                name: f"{addresses.article(key)}{'#' if place else ''}{place}"
                for name, (key, place) in places.items()
            }
            evidence = site.blocks(
                blocks,
                addresses.value(Facet.TOPIC, name),
                links=links,
                heading=site.words("Effect sizes"),
            )
    return {
        "topic": topic,
        "broader": topics[topic.broader].topic if topic.broader in topics else None,
        "narrower": [
            (o.topic, o.articles) for o in topics.values() if o.topic.broader == name and o.articles
        ],
        "evidence": evidence,
        "effects": number,
        "shown": min(number, _MOST_EFFECTS),
        "lists": site.shelf.lists_on(name),
    }


def _month(site: Site, month: str) -> Page:
    address = addresses.value(Facet.MONTH, month)
    letter = site.reader.month(month, style=site.style)
    months = site.shelf.months
    place = months.index(month)
    return Page(
        address=address,
        template="month.html",
        title=site.month_name(month),
        description=site.words(
            "Summaries of psychotherapy research of {month}.", month=site.month_name(month)
        ),
        downloads=offered(),
        works=[one.key for one in site.shelf.catalogue.of_value(Facet.MONTH, month)],
        feed=f"{address}feed.xml",
        values={
            "blocks": site.blocks(letter.document.blocks, address),
            "newer": months[place - 1] if place else "",
            "older": months[place + 1] if place + 1 < len(months) else "",
        },
    )


def effects(site: Site, page: int = 1) -> Page | None:
    """Return the articles with effect sizes."""
    articles = site.shelf.catalogue.of_value(Facet.EFFECTS, "yes")
    part = _part(site, articles, page, partial(addresses.numbered, addresses.EFFECTS))
    if part is None:
        return None
    return Page(
        address=part.address,
        template="value.html",
        title=site.words("Articles with effect sizes"),
        description=site.words(
            "All articles for which effect sizes are recorded, each with its source."
        ),
        downloads=of_works(articles),
        downloaded=part.keys,
        works=part.works,
        values={
            **part.values,
            "facet": "effects",
            "narrow": addresses.choice({Facet.EFFECTS: ("yes",)}),
        },
    )


def index(site: Site, facet: Facet) -> Page:
    """Return all topics, types, kinds, years or months."""
    titles = {
        Facet.TOPIC: (
            addresses.TOPICS,
            phrase("Topics"),
            phrase("The topics of this knowledge base, each with its evidence and its articles."),
        ),
        Facet.TYPE: (
            addresses.TYPES,
            phrase("Types of research"),
            phrase(
                "Meta-analyses, trials, reviews and other types of research, with what each is."
            ),
        ),
        Facet.KIND: (
            addresses.KINDS,
            phrase("Kinds of works"),
            phrase("The works of this knowledge base by kind: journal articles, books and others."),
        ),
        Facet.YEAR: (
            addresses.YEARS,
            phrase("Years of publication"),
            phrase("The works of this knowledge base by the year in which they were published."),
        ),
        Facet.MONTH: (
            addresses.MONTHS,
            phrase("Month by month"),
            phrase("The summaries of this knowledge base by month, the newest first."),
        ),
    }
    address, title, description = titles[facet]
    values = site.shelf.catalogue.values(facet, {})
    return Page(
        address=address,
        template="topics.html" if facet is Facet.TOPIC else "index.html",
        title=site.words(title),
        description=site.words(description),
        values={
            "tree": topic_tree(site) if facet is Facet.TOPIC else (),
            "definitions": {one.id: one.definition for one, _ in site.shelf.types},
            "items": [
                (
                    site.month_name(value.label) if facet is Facet.MONTH else value.label,
                    addresses.value(facet, value.id),
                    value.count,
                    value.id,
                    _headlines(site, value.id) if facet is Facet.MONTH else (),
                )
                for value in values
            ],
        },
    )


def _headlines(site: Site, month: str) -> list[tuple[str, str, str]]:
    """Return the summaries of a month: title, language and the address of the article."""
    return [
        (headline.title, headline.language, addresses.article(listed.key))
        for listed in site.shelf.catalogue.of_value(Facet.MONTH, month)
        for headline in listed.headlines
        if headline.month == month and headline.title != headline.summary
    ]


def authors(site: Site, page: int = 1) -> Page | None:
    """Return a page of all authors by letter, from 1; None if there is no such page."""
    authors = site.shelf.authors
    people = sorted((_letter(slug), slug) for slug in authors)
    count = pages_of(len(people), PEOPLE_PER_PAGE)
    if not 1 <= page <= count:
        return None
    address = partial(addresses.numbered, addresses.AUTHORS)
    first: dict[str, int] = {}
    for place, (letter, _) in enumerate(people):
        first.setdefault(letter, place // PEOPLE_PER_PAGE + 1)
    shown: dict[str, list[tuple[str, str, int]]] = {}
    for letter, slug in part_of(people, page, PEOPLE_PER_PAGE):
        name, articles = authors[slug]
        there = f"{addresses.AUTHORS}{slug}/"
        shown.setdefault(letter, []).append((name, there, len(articles)))
    return Page(
        address=address(page),
        template="authors.html",
        title=site.words("Authors"),
        description=site.words("The authors and editors of the works of this knowledge base."),
        values={
            "letters": [(letter, address(number)) for letter, number in first.items()],
            "anchors": {one: "other" if one == "#" else f"letter-{one.lower()}" for one in first},
            "shown": shown,
            **site.paging(page, count, address),
        },
    )


def _letter(slug: str) -> str:
    """Return the letter that a person stands below; "#", which is before A, if there is none."""
    return slug[0].upper() if slug[:1].isalpha() else "#"


def author(site: Site, slug: str, page: int = 1) -> Page | None:
    """Return a person's works."""
    if slug not in site.shelf.authors:
        return None
    name, articles = site.shelf.authors[slug]
    address = partial(addresses.numbered, f"{addresses.AUTHORS}{slug}/")
    part = _part(site, articles, page, address)
    if part is None:
        return None
    return Page(
        address=part.address,
        template="value.html",
        title=name,
        description=site.words("Works by {name} in this knowledge base.", name=name),
        downloads=of_person(articles),
        works=part.works,
        downloaded=part.keys,
        values={**part.values, "facet": "author", "narrow": ""},
    )
