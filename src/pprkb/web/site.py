"""The content of pages, for the server and for `publish`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from math import ceil
from typing import TypeVar

from markupsafe import Markup as Html

from pprkb.documents.document import Block, Entry
from pprkb.documents.spoken import language_of_title, other_language
from pprkb.documents.writers.coins import coins
from pprkb.formats.markdown import find_citations, plain_paragraphs
from pprkb.knowledge_base import KnowledgeBase
from pprkb.languages import Words, phrase
from pprkb.model.citation import Style
from pprkb.model.filters import Filters
from pprkb.model.notice import standing_in_words
from pprkb.model.reference import ReferenceType, authors_in_words
from pprkb.model.summary import Article, Month, ResearchType, Topic
from pprkb.query.catalogue import Choice, Facet, Value
from pprkb.query.search import pieces_of
from pprkb.text.markup import Markup, strip_tags
from pprkb.web import addresses
from pprkb.web.blocks import html_of, html_of_markup
from pprkb.web.downloads import Download
from pprkb.web.shelf import Row, Shelf

T = TypeVar("T")
PER_PAGE = 25
PEOPLE_PER_PAGE = 1_000
"""A page of so many names is some 70 kB."""
_SNIPPET = 240
"""Maximum length of a summary's snippet in a list."""
_FACETS = {
    Facet.TOPIC: phrase("Topic"),
    Facet.TYPE: phrase("Type of research"),
    Facet.KIND: phrase("Kind of work"),
    Facet.YEAR: phrase("Year"),
    Facet.MONTH: phrase("Month of summary"),
    Facet.EFFECTS: phrase("Effect sizes"),
}


@dataclass(frozen=True, kw_only=True)
class Page:
    """One page before it is rendered."""

    address: str
    template: str
    title: str
    values: Mapping[str, object] = field(default_factory=dict)
    full_title: str = ""
    """The title for browsers and search engines, if other pages have the same title."""
    description: str = ""
    downloads: tuple[Download, ...] = ()
    feed: str = ""
    """Address of its feed; empty for the one of the whole site."""
    indexed: bool = True
    """Whether search engines may list it."""
    status: int = 200
    works: Sequence[str] = ()
    """Keys of the articles that it shows."""
    asked: str = ""
    """The query of its downloads, if they depend on a selection or question."""
    downloaded: Sequence[str] = ()
    """Keys of further articles in its downloads."""
    reading_list: str = ""
    """The name of the reading list that it shows."""
    keeps_query: bool = False
    """Whether its downloads need the query of its address."""


@lru_cache(maxsize=2048)
def month_name(month: str, words: Words) -> str:
    """Return a month in words: "2016-04" is "April 2016"."""
    read = Month.read(month)
    return words.month(read.year, read.month) if read else month


class Site:
    """The pages of the site in one language, from one state of the library."""

    def __init__(
        self, reader: KnowledgeBase, shelf: Shelf, *, live: bool, name: str, prefix: str = ""
    ) -> None:
        """Prepare the pages.

        Args:
            reader: The library, at rest.
            shelf: The shelf of the same state, in the language of the pages.
            live: Whether a server answers questions, or only files are written.
            name: The name of the site.
            prefix: Prefix of the language: "fr/"; empty for the root.
        """
        self.prefix = prefix
        self.reader = reader
        self.shelf = shelf
        self.live = live
        self.words = shelf.words
        self.name = name
        # English needs no locale, so that the default of a style or list is used.
        self.style = Style("", "" if shelf.words.language == "en" else shelf.words.locale)
        self._names: set[str] = set()
        """Names of the regions of the page; each site object renders one page."""

    def facets(
        self, choice: Choice, *, words: str = "", among: Iterable[str] | None = None
    ) -> list[tuple[str, str, list[tuple[Value, str]]]]:
        """Return each facet's name, title and values, each value with the address it leads to."""
        catalogue = self.shelf.catalogue
        counted = None if among is None else catalogue.bits_of(among)
        found = []
        for facet, title in _FACETS.items():
            toggled = self._toggling(choice, facet, words)
            values = [
                (self._in_words(facet, value), toggled(value.id))
                for value in catalogue.values(facet, choice, among=counted)
            ]
            if values:
                found.append((facet.value, self.words(title), values))
        return found

    def month_name(self, month: str) -> str:
        """Return a month in words: "2016-04" is "April 2016"."""
        return month_name(month, self.words)

    def speaks(self, language: str) -> bool:
        """Return whether a language tag has the language of the pages."""
        return language.partition("-")[0] == self.words.language

    def lang(self, tag: str = "") -> Html:
        """Return the attribute of prose in another language than the page's, ` lang="en"`.

        Args:
            tag: The language as its author says it, a BCP 47 tag.
        """
        return self._marked(other_language(tag, self.words.locale))

    def title_lang(self, title: str, tag: str) -> Html:
        """Return the attribute of a title in another language than the page's."""
        return self._marked(language_of_title(title, tag, self.words.locale))

    def _marked(self, language: str) -> Html:
        return Html(' lang="{}"').format(language) if language else Html("")

    def _in_words(self, facet: Facet, value: Value) -> Value:
        return replace(value, label=self.month_name(value.label)) if facet is Facet.MONTH else value

    def _toggling(self, choice: Choice, facet: Facet, words: str) -> Callable[[str], str]:
        """Return a function that returns the address with a value toggled."""
        toggled = addresses.toggling(choice, facet, words=words)
        if self.live or words:
            return toggled
        # On a published site every value except "without effect sizes" has a page.
        return lambda value: (
            toggled(value)
            if facet is Facet.EFFECTS and value != "yes"
            else addresses.value(facet, value)
        )

    def removals(self, choice: Choice, words: str = "") -> list[tuple[str, str]]:
        """Return the label of each chosen value, with the address without it."""
        found = []
        for facet, values in choice.items():
            for value in values:
                label = self.shelf.catalogue.labels[facet].get(value, value)
                label = self.month_name(label) if facet is Facet.MONTH else label
                rest = {**choice, facet: [one for one in values if one != value]}
                found.append((label, addresses.choice(rest, words=words)))
        return found

    def paging(self, page: int, count: int, address: Callable[[int], str]) -> dict[str, object]:
        """Return the navigation of a long list."""
        return {
            "page_number": page,
            "pages": count,
            "previous": address(page - 1) if page > 1 else None,
            "next": address(page + 1) if page < count else None,
        }

    def rows(self, keys: Sequence[str], *, months: tuple[str, ...] = ()) -> list[Row]:
        """Return articles as the rows of a list, in their order.

        Args:
            keys: Keys of the articles.
            months: Months of the summaries to show; empty for the newest of each article.
        """
        if months and keys:
            filters = Filters(keys=tuple(keys), months=months)
            chosen = {one.key: self._row(one) for one in self.reader.articles(filters)}
            return [chosen[key] for key in keys if key in chosen]
        kept = {key: row for key in keys if (row := self.shelf.rows.get(key))}
        absent = [key for key in keys if key not in kept]
        if absent:
            read = {one.key: self._row(one) for one in self.reader.articles_by_key(absent)}
            self.shelf.rows.keep(read)
            kept |= read
        return [kept[key] for key in keys if key in kept]

    def rows_of_excerpts(self, excerpts: Mapping[str, str]) -> list[Row]:
        """Return search results as rows, with excerpts and the words marked."""
        return [
            replace(row, snippet=_marked(excerpt)) if (excerpt := excerpts[row.key]) else row
            for row in self.rows(list(excerpts))
        ]

    def _row(self, article: Article) -> Row:
        reference = article.reference
        newest = article.summaries[0] if article.summaries else None
        work = html_of_markup(reference.title) if reference else Html("")
        headline = self.headline(article)
        year = _year_in_words(article, self.words)
        authors = authors_in_words(reference, at_most=3, words=self.words) if reference else ""
        month = str(newest.month) if newest and newest.month else ""
        return Row(
            key=article.key,
            title=Html.escape(headline) if headline else work,
            work=work if headline else Html(""),
            byline=f"{authors} ({year})" if authors else year and f"({year})",
            container=html_of_markup(reference.container_title) if reference else Html(""),
            topics=self.labelled(Facet.TOPIC, article.topics),
            types=self.labelled(Facet.TYPE, article.types),
            month=month,
            month_name=self.month_name(month) if month else "",
            snippet=Html.escape(self.snippet(article)),
            standing=standing_in_words(article.standing, self.words),
            coins=Html(coins(reference)) if reference else Html(""),
            lang=self.title_lang(reference.title, reference.language) if reference else Html(""),
            prose_lang=self.lang(newest.language if newest else ""),
            summarised=newest is not None,
        )

    def labelled(
        self, facet: Facet, terms: Iterable[Topic | ResearchType]
    ) -> tuple[tuple[str, str], ...]:
        """Return topics or types as ids and labels, in the language of the pages."""
        labels = self.shelf.catalogue.labels[facet]
        return tuple((one.id, labels.get(one.id, one.label)) for one in terms)

    def headline(self, article: Article) -> str:
        """Return the title of the newest summary; empty to use the title of the work."""
        if not article.summaries:
            return ""
        newest = article.summaries[0]
        # The file name replaces an unreadable title.
        return "" if newest.title == newest.id and article.reference else newest.title

    def snippet(self, article: Article) -> str:
        """Return the beginning of a summary as plain text."""
        if not article.summaries:
            return ""
        text = article.summaries[0].key_finding
        named = {cite.key for place in find_citations(text) for cite in place.citation.cites}
        listed = self.shelf.catalogue.by_key
        cited = {
            key: f"{listed[key].cited_in(self.words)}, {listed[key].year or self.words('n.d.')}"
            for key in named
            if key in listed
        }
        words = " ".join(plain_paragraphs(text, cited))
        if len(words) <= _SNIPPET:
            return words
        return f"{words[:_SNIPPET].rpartition(' ')[0].rstrip(',;:—–')}…"

    def blocks(
        self,
        blocks: Iterable[Block],
        here: str,
        *,
        own: str = "",
        links: Mapping[str, str] | None = None,
        language: str = "",
        heading: str = "",
    ) -> Html:
        """Return blocks of a document as HTML for a page.

        Args:
            blocks: The blocks.
            here: The address of the page.
            own: Key of the article of the page.
            links: Addresses by anchors of runs.
            language: Language of the blocks; empty for that of the page.
            heading: Of the page, below which they stand, if any; names tables without a name.
        """
        language = language or self.words.locale
        ours = "" if self.speaks(language) else Html(' lang="{}"').format(self.words.language)

        def beside(entry: Entry) -> str:
            listed = self.shelf.catalogue.by_key.get(entry.key)
            if entry.key == own or listed is None:
                return ""
            link = addresses.relative(here, addresses.article(entry.key))
            has = listed.headline
            words = self.words("Summary and evidence" if has else "About this work")
            # Context for screen reader users who list the links of a page.
            which = f": {listed.cited_in(self.words)} ({listed.year or self.words('n.d.')})"
            return Html(
                '<p class="beside"{}><a href="{}">{}<span class="unseen">{}</span></a>'
                ' <button type="button" class="pick" data-key="{}" hidden>{}</button></p>\n'
            ).format(ours, link, words, which, entry.key, self.words("Add to my list"))

        # A reference manager would import the cited works as the article itself.
        there = {one: addresses.relative(here, link) for one, link in (links or {}).items()}
        return html_of(
            blocks,
            beside,
            self._names,
            data=not own,
            links=there,
            language=language,
            heading=heading,
        )


def works_of(
    site: Site, keys: Iterable[str], absolute: Callable[[str], str]
) -> list[tuple[str, str]]:
    """Return the title and address of each work with a page, for search engines.

    Args:
        site: The site.
        keys: Keys of the works.
        absolute: Makes an address absolute, if the site's address is known.
    """
    listed = site.shelf.catalogue.by_key
    return [
        (strip_tags(Markup(listed[key].title)), absolute(addresses.article(key)))
        for key in keys
        if key in listed
    ]


def _marked(excerpt: str) -> Html:
    return Html("").join(
        Html("<mark>{}</mark>").format(piece) if found else Html.escape(piece)
        for piece, found in pieces_of(excerpt)
    )


def pages_of(count: int, each: int = PER_PAGE) -> int:
    """Return the number of pages for a number of articles or people, at least one."""
    return max(1, ceil(count / each))


def part_of(listed: Sequence[T], page: int, each: int = PER_PAGE) -> Sequence[T]:
    """Return the part of a long list that is on a page, from 1."""
    return listed[(page - 1) * each : page * each]


def _year_in_words(article: Article, words: Words) -> str:
    reference = article.reference
    if reference is None:
        return ""
    if reference.year is not None:
        return str(reference.year)
    literal = reference.issued.literal if reference.issued else ""
    return literal or ("" if reference.type is ReferenceType.WEBPAGE else words("n.d."))
