"""What the pages of the site are made of, whether they are served or published."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from math import ceil

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

PER_PAGE = 25
_SNIPPET = 240
"""Characters of a summary that a list shows."""
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
    """One page before it is printed."""

    address: str
    template: str
    title: str
    values: Mapping[str, object] = field(default_factory=dict)
    full_title: str = ""
    """What browsers and search engines call it, where other pages have its title too."""
    description: str = ""
    downloads: tuple[Download, ...] = ()
    feed: str = ""
    """Address of its feed; empty for the one of the whole site."""
    indexed: bool = True
    """Whether search engines are to list it."""
    status: int = 200
    works: Sequence[str] = ()
    """Keys of the articles that it shows."""
    asked: str = ""
    """The query of its downloads, where they follow from what was chosen or asked."""
    downloaded: Sequence[str] = ()
    """Keys of those that its downloads hold besides."""
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
    """Answers for every address of the site, from one state of the library."""

    def __init__(
        self, reader: KnowledgeBase, shelf: Shelf, *, live: bool, name: str, prefix: str = ""
    ) -> None:
        """Take what answers.

        Args:
            reader: The library, at rest.
            shelf: What was read of the same state, in the language of the pages.
            live: Whether a server answers questions, or files alone.
            name: What the site is called.
            prefix: Where the pages of the language are: "fr/"; empty for the root.
        """
        self.prefix = prefix
        self.reader = reader
        self.shelf = shelf
        self.live = live
        self.words = shelf.words
        self.name = name
        # English needs no locale: a style has its own, and a list may name one.
        self.style = Style("", "" if shelf.words.language == "en" else shelf.words.locale)
        self._names: set[str] = set()
        """Of the regions of the page; a site makes one page."""

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
        """Return whether a language tag is of the language of the pages."""
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
        """Return what returns the address of a choice with a value chosen, or no longer."""
        toggled = addresses.toggling(choice, facet, words=words)
        if self.live or words:
            return toggled
        # A page of its own has every value of a published site but "without effect sizes".
        return lambda value: (
            toggled(value)
            if facet is Facet.EFFECTS and value != "yes"
            else addresses.value(facet, value)
        )

    def removals(self, choice: Choice, words: str = "") -> list[tuple[str, str]]:
        """Return the label of each chosen value and the address without it."""
        found = []
        for facet, values in choice.items():
            for value in values:
                label = self.shelf.catalogue.labels[facet].get(value, value)
                label = self.month_name(label) if facet is Facet.MONTH else label
                rest = {**choice, facet: [one for one in values if one != value]}
                found.append((label, addresses.choice(rest, words=words)))
        return found

    def paging(self, page: int, count: int, address: Callable[[int], str]) -> dict[str, object]:
        """Return what the foot of a long list needs."""
        return {
            "page_number": page,
            "pages": count,
            "previous": address(page - 1) if page > 1 else None,
            "next": address(page + 1) if page < count else None,
        }

    def rows(self, keys: Sequence[str], *, months: tuple[str, ...] = ()) -> list[Row]:
        """Return articles as the rows of a list, in their order.

        Args:
            keys: Of the articles.
            months: Of the summaries to show; empty for the newest of each article.
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
        """Return what a search has found, with the words marked, by excerpts of the articles."""
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
        """Return the title of the newest summary; empty where the work's own is to stand for it."""
        if not article.summaries:
            return ""
        newest = article.summaries[0]
        # The name of a file stands for a title that cannot be read.
        return "" if newest.title == newest.id and article.reference else newest.title

    def snippet(self, article: Article) -> str:
        """Return the first words of a summary as plain text."""
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
        """Return blocks of a document as a part of a page.

        Args:
            blocks: What to print.
            here: The address of the page.
            own: Key of the article whose page it is.
            links: For the anchors of some runs, addresses that they lead to.
            language: Of the blocks; empty where it is that of the page.
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
            # Said to those who hear the links of a page without what stands around them.
            which = f": {listed.cited_in(self.words)} ({listed.year or self.words('n.d.')})"
            return Html(
                '<p class="beside"{}><a href="{}">{}<span class="unseen">{}</span></a>'
                ' <button type="button" class="pick" data-key="{}" hidden>{}</button></p>\n'
            ).format(ours, link, words, which, entry.key, self.words("Add to my list"))

        # A reference manager would take the works cited for the article itself.
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
    """Return the title and the address of each work that has a page, for search engines.

    Args:
        site: The site.
        keys: Of the works.
        absolute: Returns an address with that of the site before it, where that is known.
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


def pages_of(count: int) -> int:
    """Return how many pages a list of so many articles has; an empty one has one."""
    return max(1, ceil(count / PER_PAGE))


def part_of(keys: Sequence[str], page: int) -> Sequence[str]:
    """Return the keys of the articles on a page of a long list."""
    return keys[(page - 1) * PER_PAGE : page * PER_PAGE]


def _year_in_words(article: Article, words: Words) -> str:
    reference = article.reference
    if reference is None:
        return ""
    if reference.year is not None:
        return str(reference.year)
    literal = reference.issued.literal if reference.issued else ""
    return literal or ("" if reference.type is ReferenceType.WEBPAGE else words("n.d."))
