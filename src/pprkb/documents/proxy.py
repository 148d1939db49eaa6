"""Links to works through the proxy of a university library, which checks access rights.

EZproxy takes the address unchanged after `?url=`, and encoded after `?qurl=` (OCLC, "Starting point
URL"); all others, such as OpenAthens' redirector, take it encoded. A proxy refuses unknown hosts.
So freely available works keep their own address: websites, reports and the like, and works of
open-access publishers and archives.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from urllib.parse import quote, urlsplit

from pprkb.documents.document import (
    Block,
    Entry,
    Heading,
    Paragraph,
    ParagraphRole,
    Quotation,
    Table,
    TextList,
)
from pprkb.documents.writers.characters import safe_link
from pprkb.model.reference import Reference
from pprkb.model.reference import ReferenceType as Type
from pprkb.text.markup import Run

_AS_IT_IS = re.compile(r"/login\?(?:[^#]*&)?url=\Z", re.IGNORECASE)
_DOI = re.compile(r"https?://(?:dx\.)?doi\.org/(10\.\d+)", re.IGNORECASE)
_SOLD = frozenset(
    {
        *(Type.ARTICLE, Type.ARTICLE_JOURNAL, Type.ARTICLE_MAGAZINE, Type.ARTICLE_NEWSPAPER),
        *(Type.BOOK, Type.CHAPTER, Type.CLASSIC, Type.COLLECTION, Type.ENTRY, Type.THESIS),
        *(Type.ENTRY_DICTIONARY, Type.ENTRY_ENCYCLOPEDIA, Type.PAPER_CONFERENCE),
        *(Type.PERIODICAL, Type.REVIEW, Type.REVIEW_BOOK),
    }
)
"""Types of works whose address may require a subscription."""
_FREE_PREFIXES = frozenset(
    {
        *("10.1371", "10.2196", "10.3389", "10.3390", "10.7717"),
        *("10.5281", "10.17605", "10.21203", "10.31219", "10.31234", "10.31235", "10.48550"),
    }
)
"""Prefixes: PLOS, JMIR, Frontiers, MDPI, PeerJ; Zenodo, OSF, Research Square, PsyArXiv, arXiv."""
_FREE_HOSTS = (
    *("arxiv.org", "biorxiv.org", "medrxiv.org", "osf.io", "psyarxiv.com", "zenodo.org"),
    *("europepmc.org", "ncbi.nlm.nih.gov", "who.int"),
)


def through_proxy(address: str, proxy: str) -> str:
    """Return an address through a proxy.

    Args:
        address: A valid web address.
        proxy: The proxy's address, up to where the address of a work begins.
    """
    return proxy + (address if _AS_IT_IS.search(proxy) else quote(address, safe=""))


def with_proxy(blocks: Iterable[Block], proxy: str) -> list[Block]:
    """Return blocks whose links to works go through a proxy; the printed text stays."""

    def runs(own: tuple[Run, ...], reference: Reference | None = None) -> tuple[Run, ...]:
        return tuple(
            replace(run, link=changed) if (changed := there(run.link, reference)) else run
            for run in own
        )

    def there(link: str, reference: Reference | None = None) -> str:
        address = safe_link(link)
        return through_proxy(address, proxy) if _is_sold(address, reference, proxy) else ""

    return [_mapped(block, runs, there) for block in blocks]


_Runs = Callable[..., tuple[Run, ...]]


def _mapped(block: Block, runs: _Runs, there: Callable[..., str]) -> Block:
    def all_of(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        return tuple(_mapped(one, runs, there) for one in blocks)

    match block:
        case Paragraph(role=ParagraphRole.WARNING):
            # Retraction notices are freely available.
            return block
        case Heading() | Paragraph():
            return replace(block, runs=runs(block.runs))
        case TextList():
            return replace(block, items=tuple(map(all_of, block.items)))
        case Quotation():
            return replace(block, blocks=all_of(block.blocks))
        case Table():
            rows = tuple(tuple(map(runs, row)) for row in block.rows)
            return replace(block, header=tuple(map(runs, block.header)), rows=rows)
        case Entry(reference=reference) if reference:
            own = f"doi:{reference.doi}" if reference.doi else reference.url
            return replace(
                block,
                runs=runs(block.runs, reference),
                address=there(own, reference),
                annotation=all_of(block.annotation),
            )
        case Entry():
            return replace(block, annotation=all_of(block.annotation))
        case _:
            return block


def _is_sold(address: str, reference: Reference | None, proxy: str) -> bool:
    """Return whether an address may require a subscription."""
    if doi := _DOI.match(address):
        return doi[1] not in _FREE_PREFIXES
    host = (urlsplit(address).hostname or "") if address.startswith("http") else ""
    if reference is None or not host or host == urlsplit(proxy).hostname:
        return False
    return reference.type in _SOLD and not any(
        f".{host}".endswith(f".{free}") for free in _FREE_HOSTS
    )
