"""Reading lists: those of the library, those made by readers, and the list builder."""

from __future__ import annotations

import json

from pprkb.documents.document import Document, Heading
from pprkb.documents.writers.characters import language_tag
from pprkb.knowledge_base.publication import Format
from pprkb.model.reading_list import ReadingList
from pprkb.web import addresses
from pprkb.web.blocks import html_of_runs
from pprkb.web.downloads import of_own_lists, offered
from pprkb.web.machines.metadata import collection_schema
from pprkb.web.site import Page, Site, works_of


def lists(site: Site) -> Page:
    """Return all reading lists."""
    return Page(
        address=addresses.LISTS,
        template="lists.html",
        title=site.words("Reading lists"),
        description=site.words("Reading lists and courses, ready for Word and for a course page."),
        values={"lists": site.shelf.lists},
    )


def reading_list(site: Site, slug: str) -> Page:
    """Return a reading list as in its documents."""
    address = addresses.reading_list(slug)
    made = site.reader.reading_list(slug, with_errors=True, style=site.style)
    document = made.document
    return Page(
        address=address,
        template="list.html",
        title=document.title,
        description=site.words("{title}: a reading list.", title=document.title),
        downloads=offered(course=True, effects=False),
        works=document.keys,
        reading_list=slug,
        values={
            **_printed(site, document, address),
            "slug": addresses.segment(slug),
            "spoken": site.lang(site.shelf.locale_of_list(slug)),
            "unlisted": len(made.left_out(Format.RIS)),
            "schema": lambda url, absolute: collection_schema(
                document.title,
                url,
                works_of(site, document.keys, absolute),
                language=language_tag(document.language),
            ),
        },
    )


def builder(site: Site) -> Page:
    """Return the page of the list builder."""
    return Page(
        address=addresses.BUILDER,
        template="builder.html",
        title=site.words("Build a reading list"),
        indexed=False,
        values={
            "formats": json.dumps([[site.words(one.name), one.suffix] for one in of_own_lists()])
            if site.live
            else "",
        },
    )


def shared_list(site: Site, made: ReadingList | None, packed: str) -> Page:
    """Return a list made by a reader, from its address.

    Args:
        site: The site.
        made: The list; None if the address has none.
        packed: The list as encoded in the address.
    """
    values: dict[str, object] = {"made": made, "packed": packed}
    if made and site.live:
        composed = site.reader.compose_list(made, style=site.style)
        values |= _printed(site, composed.document, addresses.SHARED)
        values["unlisted"] = len(composed.left_out(Format.RIS))
    return Page(
        address=addresses.SHARED,
        template="shared.html",
        title=made.title if made else site.words("A reading list"),
        description=site.words("{title}: a reading list.", title=made.title) if made else "",
        indexed=False,
        keeps_query=True,
        downloads=of_own_lists() if made and site.live else (),
        values=values,
    )


def _printed(site: Site, document: Document, address: str) -> dict[str, object]:
    language = language_tag(document.language)
    return {
        "subtitle": document.subtitle,
        "blocks": site.blocks(document.blocks, address, language=language),
        "hanging": document.hanging_indent,
        "language": "" if site.speaks(language) else language,
        "contents": [
            (block.anchor, html_of_runs(block.runs))
            for block in document.blocks
            if isinstance(block, Heading) and block.level == 1
        ],
    }
