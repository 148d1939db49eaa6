"""Responses: rendered pages, redirects, and error pages."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from difflib import get_close_matches
from functools import lru_cache
from http import HTTPStatus
from threading import Lock
from urllib.parse import urlsplit

from flask import Response, get_template_attribute, render_template, request
from markupsafe import Markup as Html

from pprkb.knowledge_base import KnowledgeBase
from pprkb.languages import ENGLISH, Words, phrase
from pprkb.query.catalogue import Facet, Value
from pprkb.query.damage import Damage
from pprkb.text.spelling import fold
from pprkb.web import addresses, guard
from pprkb.web.blocks import html_of_markup, phrase_of_html
from pprkb.web.languages import Spoken, spoken_in
from pprkb.web.shelf import Kept, Row, Shelf
from pprkb.web.site import Page, Site

_LOG = logging.getLogger("pprkb.web")
NAME = phrase("Psychotherapy research, summarised")
_NAVIGATION = (
    (phrase("Articles"), addresses.ARTICLES),
    (phrase("Topics"), addresses.TOPICS),
    (phrase("Evidence"), addresses.EVIDENCE),
    (phrase("Reading lists"), addresses.LISTS),
    (phrase("By month"), addresses.MONTHS),
    (phrase("About"), addresses.ABOUT),
)


_TURNING = re.compile("[\u202a-\u202e]")
"""Characters that change the direction of all following text (Unicode Bidirectional Algorithm), so
that a title could affect its surroundings. Isolates and marks are harmless."""
BEING_CORRECTED = phrase("A file that it comes from is being corrected. Please come back later.")
_RETRY_SECONDS = 600
"""Retry-After for pages that are being corrected, in seconds."""
_KEPT = 500
"""The maximum number of cached pages: some 20 MB."""


class Web:
    """Answers requests from the library, with a cache for its latest state."""

    def __init__(
        self,
        library: KnowledgeBase,
        *,
        live: bool,
        base_url: str = "",
        name: str = NAME,
        pagefind: bool = False,
        languages: Sequence[Spoken] = (Spoken(words=ENGLISH),),
    ) -> None:
        """Prepare to answer requests.

        Args:
            library: The library, with a database.
            live: Whether a server answers questions, or only files are written.
            base_url: Absolute address of the root; empty if unknown.
            name: The name of the site.
            pagefind: Whether a published site is searched with Pagefind.
            languages: Languages of the pages, the one at the root first.
        """
        self.library = library
        self.languages = tuple(languages)
        self.pagefind = pagefind
        self.live = live
        self.base = f"{base_url.rstrip('/')}/" if base_url else ""
        self.name = name
        self._shelf: Shelf | None = None
        self._marked: tuple[object, Shelf] | None = None
        """The cached state with the mark of the database when it was read."""
        self._held: tuple[KnowledgeBase, Shelf] | None = None
        """The library held at rest, which `publish` does, with its cached state."""
        self._kept: Kept[tuple[object, str], bytes] = Kept(_KEPT)
        """Pages by the mark of the database and their address."""
        self._told = Damage()
        """The damaged files that have been logged."""
        self._lock = Lock()

    @contextmanager
    def site(self) -> Iterator[Site]:
        """Open the library at rest; all answers within come from one state."""
        if self._held is not None:
            yield self._site(*self._held)
            return
        before = self.library.mark()
        with self.library.at_rest() as reader:
            shelf = self._shelf_of(reader, before)
            reader.share(shelf.memory)
            yield self._site(reader, shelf)

    def _site(self, reader: KnowledgeBase, shelf: Shelf) -> Site:
        """Return the site for the request, in the language of its address."""
        spoken = spoken_in(request.environ, self.languages)
        return self.in_language(reader, shelf, spoken)

    def in_language(self, reader: KnowledgeBase, shelf: Shelf, spoken: Spoken) -> Site:
        """Return the site in a language."""
        return Site(
            reader,
            shelf.spoken(spoken.words),
            live=self.live,
            name=spoken.words.said(self.name),
            prefix=spoken.prefix,
        )

    @contextmanager
    def holding(self) -> Iterator[list[Site]]:
        """Open the library once for all answers within, in one thread.

        Yields the site in each language.
        """
        with self.library.at_rest() as reader:
            self._held = reader, Shelf.of(reader)
            try:
                yield [self.in_language(*self._held, one) for one in self.languages]
            finally:
                self._held = None

    def _shelf_of(self, reader: KnowledgeBase, before: object) -> Shelf:
        """Return the shelf for a reader's state; `before` is the mark from before it was opened."""
        marked = self._marked
        # The database was not written since, so the mark identifies the state; a digest is slower.
        if marked is not None and before == marked[0] == self.library.mark():
            return marked[1]
        state = reader.state
        shelf = self._shelf
        if shelf is None or shelf.state != state:
            with self._lock:
                shelf = self._shelf
                if shelf is None or shelf.state != state:
                    shelf = self._shelf = Shelf.of(reader)
                    self._tell(shelf.damage)
        if before == self.library.mark():
            self._marked = before, shelf
        return shelf

    def _tell(self, damage: Damage) -> None:
        """Log damaged files once, and when everything can be read again."""
        if damage.problems == self._told.problems:
            return
        for problem in damage.problems:
            hint = f"; {problem.hint}" if problem.hint else ""
            _LOG.warning("%s: %s%s", problem.at, problem.message, hint)
        if not damage.problems:
            _LOG.warning("all files can be read again")
        self._told = damage

    def answer(self, make: Callable[[Site], Page | None]) -> Response:
        """Return a page, a redirect, or an error page.

        Pages of an unchanged database are cached, up to `_KEPT` of them.
        """
        asked = (self.library.mark(), request.script_root + request.full_path)
        kept = self._kept.get(asked) if request.method == "GET" else None
        if kept is not None:
            return Response(kept, mimetype="text/html")
        with self.site() as site, site.reader.tolerating():
            page = make(site)
            answer = self.printed(site, page) if page else self.missing(site)
        # Pages for a request body or a long query are not cached.
        shared = page is not None and not page.keeps_query and request.method == "GET"
        unchanged = answer.status_code == HTTPStatus.OK and self.library.mark() == asked[0]
        if self.live and shared and unchanged:
            self._kept.keep({asked: answer.get_data()})
        return answer

    def printed(self, site: Site, page: Page) -> Response:
        """Return a page as HTML."""
        here, _, _ = page.address.partition("?")

        # A host shows it for any missing address.
        anywhere = not site.live and page.address == addresses.NOT_FOUND
        root = urlsplit(self.base).path or "/"

        def url(there: str) -> str:
            if anywhere:
                return f"{root}{addresses.below(site.prefix, there)}"
            return addresses.relative(page.address, there, below=site.prefix)

        def absolute(there: str) -> str:
            return f"{self.base}{addresses.below(site.prefix, there)}" if self.base else url(there)

        shared_root = url(addresses.STATIC).removesuffix(addresses.STATIC)
        above = "../" * here.count("/")
        lost, withheld = _lost(page, site.shelf.damage, site.words)
        body = render_template(
            page.template,
            page=page,
            url=url,
            absolute=absolute,
            asset=lambda name: url(f"static/{name}"),
            print_values=lambda values: _printed_values(values, above),
            print_row=lambda row, level: _printed_row(row, level, above, site.words),
            addresses=addresses,
            Facet=Facet,
            rich=html_of_markup,
            month_name=site.month_name,
            say=site.words,
            lang=site.lang,
            title_lang=site.title_lang,
            html=lambda english, **values: phrase_of_html(site.words, english, values),
            site=site.name,
            live=site.live,
            policy="" if site.live else self._policy(page),
            pagefind=self.pagefind,
            base=self.base,
            canonical=absolute(page.address) if self.base and page.indexed else "",
            others=self._others(page, shared_root),
            shared_root=shared_root,
            feed=url(page.feed or addresses.FEED),
            navigation=[
                (site.words(label), url(there), _current(here, there))
                for label, there in _NAVIGATION
            ],
            downloads=[] if withheld else _downloads(page, url, site.words),
            lost=lost,
            withheld=bool(withheld and page.downloads),
            tojsonld=_json_ld,
            **page.values,
        )
        return Response(_TURNING.sub("", body), page.status, mimetype="text/html")

    def _others(self, page: Page, root: str) -> list[tuple[Words, str, str]]:
        """Return the same page in every language of the site, if there are several.

        Each has the language, a link, and the absolute address if known.
        """
        if len(self.languages) == 1:
            return []
        # An error page has no counterpart in other languages.
        there = page.address if page.status == HTTPStatus.OK else addresses.HOME
        if page.keeps_query:
            there = addresses.with_question(there.partition("?")[0], asked_query())
        return [
            (one.words, f"{root}{one.prefix}{there}" or "./", f"{self.base}{one.prefix}{there}")
            for one in self.languages
        ]

    def _policy(self, page: Page) -> str:
        """Return the content security policy of a published page, whose host may send none."""
        searched = self.pagefind and page.template == "search.html"
        return guard.SEARCH_POLICY if searched else guard.POLICY

    def missing(self, site: Site) -> Response:
        """Return a redirect, or an error page with suggestions."""
        path = request.path.removeprefix("/")
        there = site.shelf.moved(path, asked_query())
        if there is not None:
            # A relative link in a redirect is resolved against the requested address.
            location = addresses.relative(path, there)
            return Response("", 301, headers={"Location": location})
        if site.live and site.shelf.damage.anywhere:
            return self.failure(503, phrase("This page cannot be shown now"), BEING_CORRECTED)
        folder, _, name = path.rstrip("/").rpartition("/")
        near: list[tuple[str, str]] = []
        folder = folder.lower()
        if folder == "articles":
            near = _alike(name, site.shelf.keys, addresses.ARTICLES)
        elif folder == "topics":
            near = _alike(name, site.shelf.values(Facet.TOPIC), addresses.TOPICS)
        page = Page(
            address=path,
            template="missing.html",
            title=site.words("There is no such page"),
            values={"near": near},
            indexed=False,
            status=404,
        )
        return self.printed(site, page)

    def failure(self, status: int, title: str, reason: str) -> Response:
        """Return an error page.

        Args:
            status: HTTP status.
            title: A phrase.
            reason: A phrase.
        """
        body = render_template(
            "failure.html",
            title=title,
            reason=reason,
            site=self.name,
            root=addresses.relative(request.path.removeprefix("/"), addresses.HOME),
            say=spoken_in(request.environ, self.languages).words,
        )
        response = Response(body, status, mimetype="text/html")
        if status == HTTPStatus.SERVICE_UNAVAILABLE:
            response.headers["Retry-After"] = str(_RETRY_SECONDS)
        return response


def asked_query() -> str:
    """Return the query string of the request."""
    return request.query_string.decode("ascii", "replace")


def _downloads(page: Page, url: Callable[[str], str], words: Words) -> list[tuple[str, str]]:
    """Return the names of a page's downloads, each with its link."""
    query = asked_query() if page.keeps_query else page.asked
    # All pages of a long list have the downloads of the first.
    here = page.address.partition("?")[0]
    first = here.partition("page/")[0] if "/page/" in here else here
    return [
        (
            words(one.name),
            addresses.with_question(url(addresses.download(first, one.suffix)), query),
        )
        for one in page.downloads
    ]


def _lost(page: Page, damage: Damage, words: Words) -> tuple[str, bool]:
    """Return the message about damaged files on a page, and whether downloads are disabled."""
    own = bool(damage.articles.intersection(page.works)) or page.reading_list in damage.lists
    others = bool(damage.articles.intersection(page.downloaded))
    if own:
        return words("Part of this page is missing: its file is being corrected."), True
    part = words("Part of this site may be missing: one of its files is being corrected.")
    return part if damage.anywhere else "", others or damage.withheld


_ROOT, _SNIPPET = "<root>", "<snippet>"
"""Placeholders for the variable parts of a row; escaped text contains no bare "<"."""


def _printed_row(row: Row, level: int, root: str, words: Words) -> Html:
    """Return a row of a list; everything except the snippet is cached."""
    if level not in row.printed:
        whole: str = get_template_attribute("parts.html", "row")(
            replace(row, snippet=Html(_SNIPPET)),
            lambda there: Html(_ROOT) + there,
            addresses,
            Facet,
            words,
            level,
        )
        marked = f'<p class="snippet"{row.prose_lang}>{_SNIPPET}</p>'
        before, _, after = str(whole).partition(marked)
        row.printed[level] = before, after
    before, after = row.printed[level]
    snippet = f'<p class="snippet"{row.prose_lang}>{row.snippet}</p>' if row.snippet else ""
    return Html(f"{before.replace(_ROOT, root)}{snippet}{after.replace(_ROOT, root)}")


_CURRENT = ' aria-current="true"'


def _printed_values(values: Iterable[tuple[Value, str]], root: str) -> Html:
    """Return the values of a facet as list items; a page has hundreds of them."""
    return Html(
        "\n".join(
            f'<li><a href="{root}{Html.escape(link)}"'
            f"{_CURRENT if value.chosen else ''}{_named(value.id, value.label)}"
            f' <span class="count">{value.count}</span></li>'
            for value, link in values
        )
    )


@lru_cache(maxsize=2048)
def _named(value: str, label: str) -> str:
    return f' data-value="{Html.escape(value)}">{Html.escape(label)}</a>'


def _current(here: str, there: str) -> str:
    """Return `aria-current` for a link to the current page, or to its section of the site."""
    return "page" if here == there else "true" if here.startswith(there) else ""


def _alike(name: str, known: dict[str, str], folder: str) -> list[tuple[str, str]]:
    """Return similar names, ignoring case, each with its address."""
    folded = {fold(one): one for one in known}
    found = get_close_matches(fold(name[:100]), folded, n=3, cutoff=0.6)
    return [(known[folded[one]], f"{folder}{folded[one]}/") for one in found]


def _json_ld(value: object) -> Html:
    """Return JSON that cannot end the element it stands in."""
    text = json.dumps(value, ensure_ascii=False)
    for character in "<>&":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Html(text)
