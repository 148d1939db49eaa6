"""The page of one article."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from markupsafe import Markup as Html

from pprkb.documents.article_page import SummaryParts
from pprkb.documents.document import Block
from pprkb.model.notice import Standing
from pprkb.model.reference import Role
from pprkb.model.summary import Article
from pprkb.query.catalogue import Facet
from pprkb.text.markup import Run, strip_tags, text_of
from pprkb.web import addresses
from pprkb.web.blocks import html_of_markup, html_of_reference, html_of_runs
from pprkb.web.downloads import of_article
from pprkb.web.machines.metadata import meta_tags, schema
from pprkb.web.site import Page, Site


def article(site: Site, key: str) -> Page:
    """Return the page of an article.

    Raises:
        NotFoundError: There is no such article.
    """
    parts = site.reader.article_page(key, style=site.style)
    article, address = parts.article, addresses.article(parts.article.key)
    reference = article.reference
    single = len(article.summaries) == 1
    work = html_of_markup(reference.title) if reference else Html("")
    headline = site.headline(article) if single else ""
    listed = site.shelf.catalogue.by_key[article.key]
    snippet = site.snippet(article)

    def printed(blocks: Iterable[Block], heading: str = "") -> Html:
        return site.blocks(blocks, address, own=article.key, heading=heading)

    return Page(
        address=address,
        template="article.html",
        title=headline or (strip_tags(reference.title) if reference else article.key),
        description=snippet or (text_of(parts.entry.runs) if parts.entry else ""),
        downloads=of_article(listed),
        works=(article.key,),
        values={
            "article": article,
            "topics": site.labelled(Facet.TOPIC, article.topics),
            "types": site.labelled(Facet.TYPE, article.types),
            "parts": parts,
            "heading": headline or work,
            "heading_lang": _heading_language(site, article, headline),
            "work": work if headline else "",
            "edited": bool(reference and reference.by_role(Role.EDITOR)),
            "people": [(name, addresses.author(name)) for name in dict.fromkeys(listed.people)],
            "reference": html_of_reference(parts.entry) if parts.entry else "",
            "in_text": html_of_runs(parts.in_text),
            "narrative": html_of_runs(parts.narrative),
            "notices": printed(parts.entry.annotation) if parts.entry else "",
            "standing": article.standing.value if article.standing else "",
            "grave": article.standing in (Standing.RETRACTED, Standing.CONCERN),
            "summaries": [_summary(site, one, printed) for one in parts.summaries],
            "cited": printed(parts.cited),
            "related": site.shelf.related(article.key),
            "lists": site.shelf.lists_with(article.key),
            "tags": meta_tags(reference) if reference else (),
            "schema": lambda url, _: schema(
                article, url, [label for _, label in site.labelled(Facet.TOPIC, article.topics)]
            ),
            "kind": reference.type.words if reference else "",
        },
    )


def _heading_language(site: Site, article: Article, headline: str) -> Html:
    if headline or article.reference is None:
        return site.lang(article.summaries[0].language)
    return site.title_lang(article.reference.title, article.reference.language)


def _summary(site: Site, one: SummaryParts, printed: Callable[..., Html]) -> dict[str, object]:
    """Return the content of a summary for the page."""
    month, origin = one.summary.month, one.summary.origin
    return {
        "id": addresses.segment(one.summary.id),
        "title": one.summary.title,
        "lang": site.lang(one.summary.language),
        "month": one.month,
        "month_address": addresses.value(Facet.MONTH, str(month)) if month else "",
        "origin": site.words(origin.words) if origin else "",
        "evidence": printed(one.evidence),
        "effects": printed(one.effects, site.words("Effect sizes")),
        "implications": printed(one.implications),
        "sections": [(heading, printed(blocks)) for heading, blocks in one.sections],
        "superseded": [
            (addresses.article(newer), html_of_runs(_without_links(runs)))
            for newer, runs in one.superseded
            if newer in site.shelf.catalogue.by_key
        ],
    }


def _without_links(runs: Iterable[Run]) -> tuple[Run, ...]:
    return tuple(replace(run, link="") for run in runs)
