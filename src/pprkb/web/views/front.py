"""The front page, the page about the site, and the page of retractions."""

from __future__ import annotations

from pprkb.documents.document import Entry
from pprkb.model.summary import Topic
from pprkb.query.catalogue import Facet
from pprkb.version import __version__
from pprkb.web import addresses
from pprkb.web.downloads import of_works
from pprkb.web.machines.metadata import site_schema
from pprkb.web.site import Page, Site


def home(site: Site) -> Page:
    """Return the front page."""
    latest = site.shelf.months[0] if site.shelf.months else ""
    of_month = site.shelf.catalogue.of_value(Facet.MONTH, latest) if latest else ()
    description = site.words(
        "Summaries of psychotherapy research with effect sizes and what they mean for practice,"
        " to browse, to search and to cite."
    )
    return Page(
        address=addresses.HOME,
        template="home.html",
        title=site.name,
        description=description,
        works=[one.key for one in of_month],
        values={
            "month": latest,
            "rows": site.rows([one.key for one in of_month], months=(latest,)),
            "topics": topic_tree(site),
            "types": site.shelf.catalogue.values(Facet.TYPE, {}),
            "works": len(site.shelf.catalogue.articles),
            "summarised": len(site.shelf.summarised),
            "lists": site.shelf.lists,
            "schema": lambda url, _: site_schema(
                site.name, url, description=description, language=site.words.tag
            ),
            "leads_on": bool(site.shelf.old_queries) and not site.live,
        },
    )


def topic_tree(site: Site) -> list[tuple[Topic, int, list[tuple[Topic, int]]]]:
    """Return the topics with articles, with narrower topics below each."""
    used = [one for one in site.shelf.topics if one.articles]
    names = {one.topic.id for one in used}
    return [
        (
            one.topic,
            one.articles,
            [(b.topic, b.articles) for b in used if b.topic.broader == one.topic.id],
        )
        for one in used
        if one.topic.broader not in names
    ]


def about(site: Site) -> Page:
    """Return the page about the site and how to cite it."""
    newest = site.shelf.months[0] if site.shelf.months else ""
    return Page(
        address=addresses.ABOUT,
        template="about.html",
        title=site.words("About and how to cite"),
        description=site.words(
            "What this knowledge base holds, where its numbers come from, and how to cite it."
        ),
        values={
            "works": len(site.shelf.catalogue.articles),
            "summarised": len(site.shelf.summarised),
            "newest": site.month_name(newest),
            "year": newest[:4],
            "version": __version__,
        },
    )


def notices(site: Site) -> Page:
    """Return the page of works with notices, such as retractions."""
    articles, date = site.reader.notices()
    keys = [one.key for one in articles]
    entries = []
    if keys:
        document = site.reader.export(key=keys, style=site.style).document
        entries = [block for block in document.blocks if isinstance(block, Entry)]
    return Page(
        address=addresses.NOTICES,
        template="notices.html",
        title=site.words("Retracted and corrected works"),
        description=site.words(
            "The works of this knowledge base that were retracted, corrected or put in doubt by a"
            " notice, each with the notice."
        ),
        works=keys,
        downloads=of_works([site.shelf.catalogue.by_key[key] for key in keys]),
        values={
            "entries": site.blocks(entries, addresses.NOTICES),
            "count": len(keys),
            "date": date,
        },
    )
