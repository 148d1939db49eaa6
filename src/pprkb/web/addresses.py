"""Permanent addresses of pages, relative to the root of the site.

An address has no leading slash. If it ends in a slash, or is empty, it is a page; otherwise a file.
Links are relative, so that a site works at any address and below any path.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from urllib.parse import quote_plus, urlencode

from pprkb.query.catalogue import Choice, Facet
from pprkb.text.segments import segment as segment
from pprkb.text.spelling import fold

HOME = ""
ARTICLES = "articles/"
TOPICS = "topics/"
TYPES = "types/"
KINDS = "kinds/"
YEARS = "years/"
MONTHS = "months/"
AUTHORS = "authors/"
EFFECTS = "effect-sizes/"
SEARCH = "search/"
EVIDENCE = "evidence/"
LISTS = "lists/"
BUILDER = "lists/new/"
SHARED = "lists/view/"
COMPARE = "compare/"
NOTICES = "retractions/"
ABOUT = "about/"
FEED = "feed.xml"
SITEMAP = "sitemap.xml"
ROBOTS = "robots.txt"
SEARCH_DATA = "search.json"
SEARCH_WORDS = "words.txt"
OLD_QUERIES = "redirects.json"
NOT_FOUND = "404.html"
API = "api/v1/"
SCHEMA = "schema/"
STATIC = "static/"
SEARCH_INDEX = "pagefind/"
_SHARED = (ROBOTS, SEARCH_WORDS, OLD_QUERIES)
_DATA = (".ris", ".bib", ".csv", ".json")
"""Suffixes of files that are shared by all languages."""

OF_FACET = {
    Facet.TOPIC: TOPICS,
    Facet.TYPE: TYPES,
    Facet.KIND: KINDS,
    Facet.YEAR: YEARS,
    Facet.MONTH: MONTHS,
}


def sitemap_part(number: int) -> str:
    """Return the address of one part of a sitemap with many pages, from 1."""
    return f"sitemap-{number}.xml"


def article(key: str) -> str:
    """Return the address of an article."""
    return f"{ARTICLES}{segment(key)}/"


def value(facet: Facet, name: str) -> str:
    """Return the address of the page of a topic, type, kind, year or month."""
    if facet is Facet.EFFECTS:
        return EFFECTS
    return f"{OF_FACET[facet]}{segment(name)}/"


def author(name: str) -> str:
    """Return the address of a person's works, from the name "Wampold, B. E."."""
    return f"{AUTHORS}{author_slug(name)}/"


def author_slug(name: str) -> str:
    """Return a name as a path segment: "wampold-b-e"; people with the same folded name share it.

    A name that cannot be folded to ASCII is encoded by `segment`.
    """
    slug = re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")
    return slug or segment(name)


def reading_list(slug: str) -> str:
    """Return the address of a reading list."""
    return f"{LISTS}{segment(slug)}/"


def download(page: str, suffix: str) -> str:
    """Return the address of a page's download: `articles/KEY/KEY.ris`.

    Args:
        page: The page's address.
        suffix: The extension, such as ".docx".
    """
    name = page.rstrip("/").rpartition("/")[2] or "library"
    return f"{page}{name}{suffix}"


def numbered(page: str, number: int) -> str:
    """Return the address of a further page of a long list; the first is the list itself."""
    return page if number == 1 else f"{page}page/{number}/"


def choice(chosen: Choice, *, page: int = 1, words: str = "") -> str:
    """Return the address of filtered articles or search results.

    Args:
        chosen: Values by facet.
        page: The number of the page.
        words: The search words.
    """
    pairs = [_pair("q", words)] if words else []
    pairs += _pairs(chosen, Facet)
    if page > 1:
        pairs.append(_pair("page", str(page)))
    return (SEARCH if words else ARTICLES) + (f"?{'&'.join(pairs)}" if pairs else "")


def toggling(chosen: Choice, facet: Facet, *, words: str = "") -> Callable[[str], str]:
    """Return a function that toggles a value of a facet in the address of a choice.

    A page has hundreds of such links, which differ only in that value.

    Args:
        chosen: Values by facet.
        facet: The facet.
        words: The search words.
    """
    own, facets = chosen.get(facet, ()), list(Facet)
    place = facets.index(facet) + 1
    before = [_pair("q", words)] if words else []
    before += _pairs(chosen, facets[:place])
    first = f"{SEARCH if words else ARTICLES}?{''.join(f'{one}&' for one in before)}{facet.value}="
    last = "".join(f"&{one}" for one in _pairs(chosen, facets[place:]))

    def toggled(value: str) -> str:
        if value in own:
            rest = [one for one in own if one != value]
            return choice({**chosen, facet: rest}, words=words)
        return f"{first}{_quoted(value)}{last}"

    return toggled


def _pairs(chosen: Choice, facets: Iterable[Facet]) -> list[str]:
    return [_pair(facet.value, value) for facet in facets for value in chosen.get(facet, ())]


@lru_cache(maxsize=2048)
def _quoted(value: str) -> str:
    return quote_plus(value)


def _pair(name: str, value: str) -> str:
    return f"{name}={_quoted(value)}"


def with_question(page: str, query: str) -> str:
    """Return a page's address with the original query string."""
    return f"{page}?{query}" if query else page


def with_query(page: str, values: Mapping[str, str]) -> str:
    """Return a page's address with a query; empty values are left out."""
    pairs = [(name, one) for name, one in values.items() if one]
    return with_question(page, urlencode(pairs))


def relative(here: str, there: str, *, below: str = "") -> str:
    """Return a relative link from one address to another: "../../topics/alliance/".

    Args:
        here: The address of the page with the link.
        there: The target; a query or fragment is kept.
        below: The prefix of the language, such as "fr/"; shared files are outside of it.
    """
    path = here.partition("?")[0]
    up = path.count("/") + (below.count("/") if below and is_shared(there) else 0)
    link = "../" * up + there
    # Alone, it could be read as a query, a fragment, or an address with a scheme.
    plain = link and link[0] not in "?#" and ":" not in link.partition("/")[0]
    return link if plain else f"./{link}"


def is_shared(address: str) -> bool:
    """Return whether all languages of a site share a file, as for data files."""
    path = address.partition("?")[0].partition("#")[0]
    if path.startswith((STATIC, API, SCHEMA, SEARCH_INDEX)) or path in _SHARED:
        return True
    return path.endswith(_DATA) and path != SEARCH_DATA


def below(prefix: str, address: str) -> str:
    """Return an address of a language relative to the root of the site.

    Args:
        prefix: Prefix of the language, such as "fr/"; empty for the one at the root.
        address: The address within the language.
    """
    return address if is_shared(address) else f"{prefix}{address}"


def file_of(address: str) -> str:
    """Return the file of a published page."""
    return f"{address}index.html" if address.endswith("/") or not address else address


def pages(page: str, count: int) -> Sequence[str]:
    """Return the addresses of all pages of a long list."""
    return [numbered(page, number) for number in range(1, count + 1)]
