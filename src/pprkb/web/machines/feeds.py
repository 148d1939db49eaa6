"""Feeds, sitemaps and robots.txt."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil
from uuid import UUID, uuid5
from xml.sax.saxutils import escape, quoteattr

from pprkb.documents.writers.characters import one_line
from pprkb.languages import Words
from pprkb.web import addresses

_OURS = UUID("6f1d8f60-6a55-5c0e-9c39-0f2d3ad6c4f5")
"""The namespace of the ids of feeds and their entries (RFC 9562, name-based identifiers)."""
_FEED = """\
<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{language}">
<id>{id}</id>
<title>{title}</title>
<updated>{updated}</updated>
<author><name>{author}</name></author>
<link rel="self" href={itself}/>
<link rel="alternate" type="text/html" href={page}/>
{entries}</feed>
"""
_ENTRY = """\
<entry>
<id>{id}</id>
<title>{title}</title>
<updated>{updated}</updated>
<link rel="alternate" type="text/html" href={page}/>
<summary>{summary}</summary>
{categories}</entry>
"""
_NEVER = "1970-01-01"
MOST_IN_SITEMAP = 50_000
"""The maximum number of addresses in a sitemap."""


@dataclass(frozen=True, kw_only=True)
class FeedEntry:
    """An article in a feed."""

    address: str
    title: str
    summary: str
    month: str
    """YYYY-MM."""
    topics: Sequence[str] = ()


def atom(
    entries: Iterable[FeedEntry],
    *,
    page: str,
    title: str,
    author: str,
    words: Words,
    prefix: str,
    base: str,
) -> str:
    """Return an Atom feed (RFC 4287).

    Ids are derived from relative addresses, so that they do not depend on the site's address.

    Args:
        entries: Newest first.
        page: Address of the page that it is a feed of, and below which it is.
        title: Its title.
        author: Its author.
        words: Words in its language.
        prefix: Prefix of the language, relative to the root.
        base: Absolute address of the root, with a slash; empty for relative links.
    """
    entries = tuple(entries)
    address = f"{page}feed.xml"

    def link(there: str) -> str:
        return quoteattr(f"{base}{prefix}{there}" if base else addresses.relative(address, there))

    printed = "".join(
        _ENTRY.format(
            id=_identity(f"{prefix}{entry.address}"),
            title=_text(entry.title),
            updated=_date(entry.month),
            page=link(entry.address),
            summary=_text(entry.summary),
            categories="".join(
                f"<category term={quoteattr(one_line(topic))}/>\n" for topic in entry.topics
            ),
        )
        for entry in entries
    )
    return _FEED.format(
        id=_identity(f"{prefix}{address}"),
        language=words.tag,
        title=_text(title),
        updated=_date(max((entry.month for entry in entries), default="")),
        author=_text(author),
        itself=link(address),
        page=link(page),
        entries=printed,
    )


def _identity(address: str) -> str:
    return uuid5(_OURS, address).urn


def _date(month: str) -> str:
    """Return the first moment of a month, since summaries have no exact dates."""
    return f"{f'{month}-01' if month else _NEVER}T00:00:00Z"


def _text(text: str) -> str:
    return escape(one_line(text))


def sitemap_parts(pages: int) -> range:
    """Return the numbers of the files that a sitemap is split into.

    There are none if one file is enough.
    """
    return range(1, ceil(pages / MOST_IN_SITEMAP) + 1) if pages > MOST_IN_SITEMAP else range(0)


def sitemap(pages: Sequence[str], *, base: str, part: int = 0) -> str:
    """Return the addresses of all pages for search engines (sitemaps.org, protocol 0.9).

    If they do not fit into one file, it is an index of several files.

    Args:
        pages: Addresses relative to the root.
        base: Absolute address of the root, with a slash.
        part: The number of a file in the index; 0 for the sitemap itself.
    """
    parts = sitemap_parts(len(pages))
    if parts and not part:
        return _listed("sitemapindex", "sitemap", base, map(addresses.sitemap_part, parts))
    first = max(0, part - 1) * MOST_IN_SITEMAP
    return _listed("urlset", "url", base, pages[first : first + MOST_IN_SITEMAP])


def _listed(root: str, each: str, base: str, listed: Iterable[str]) -> str:
    """Return a sitemap's root element with an element for each address."""
    places = "".join(f"<{each}><loc>{escape(base + one)}</loc></{each}>\n" for one in listed)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<{root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        f"{places}</{root}>\n"
    )


def robots(*, base: str, prefixes: Iterable[str] = ("",)) -> str:
    """Return the rules for search engines: everything except answers to questions is allowed.

    Args:
        base: Absolute address of the root, with a slash; empty if unknown.
        prefixes: Prefixes of the languages, each of which has a sitemap.
    """
    prefixes = tuple(prefixes)
    questions = (addresses.COMPARE, addresses.SEARCH)
    asked = (f"{prefix}{one}" for prefix in prefixes for one in questions)
    lines = ["User-agent: *", *(f"Disallow: /{one}?" for one in asked)]
    if base:
        lines += (f"Sitemap: {base}{prefix}{addresses.SITEMAP}" for prefix in prefixes)
    return "\n".join(lines) + "\n"
