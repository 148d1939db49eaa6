"""The knowledge base: questions and documents.

Authors' commands read the text files. Readers' commands read the database, which is first updated
if the bytes of a text file differ from those that its rows were made from.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TypeVar, Unpack

from pprkb import knowledge_base as facade
from pprkb.knowledge_base.drafting import Drafting
from pprkb.knowledge_base.notebook.sequences import Articles, ReadingLists
from pprkb.model.citation import AnyStyle, Style
from pprkb.model.effect import Metric
from pprkb.model.errors import PprkbError
from pprkb.model.filters import Choices, Filters, GroupBy, one_of
from pprkb.model.problem import Problem
from pprkb.model.reading_list import Depth, ReadingList
from pprkb.model.summary import Article, ResearchType
from pprkb.query import search as index
from pprkb.query.articles import articles_of, find_articles, resolve_key
from pprkb.query.catalogue import Catalogue, read_catalogue
from pprkb.query.lists import (
    all_lists,
    all_notices,
    all_redirects,
    conflicts,
    data_set_date,
    refuse_conflicts,
    sound_list,
)
from pprkb.query.related import Links, read_links
from pprkb.query.search import Found, Hit, Searched
from pprkb.query.terms import (
    KeywordCount,
    TopicCount,
    keyword_counts,
    research_type_counts,
    topic_counts,
)

__all__ = ["Hit", "KnowledgeBase", "Searched"]

D = TypeVar("D")


def _check_named(method: str, keys: tuple[str, ...]) -> None:
    """Reject an empty sequence of keys, and a list in place of a key.

    Raises:
        PprkbError: There are no keys.
        TypeError: A key is not a string.
    """
    if not keys:
        raise PprkbError("no work is named", hint="give the key of one at least")
    for key in keys:
        if not isinstance(key, str):
            raise TypeError(f"a key is text, not {key!r}; for several, write {method}(*keys)")


def _check_rate(rate: float | None) -> None:
    """Reject an invalid control rate.

    Raises:
        PprkbError: It is not between 0 and 1.
    """
    if rate is not None and not (isinstance(rate, (int, float)) and 0 < rate < 1):
        raise PprkbError(f"a control rate is from 0 to 1, not {rate!r}", hint="write .2 for 20%")


class KnowledgeBase(Drafting):
    """A library and its database: questions, documents, and the author's commands in `desk`."""

    @cached_property
    def desk(self) -> facade.desk.Desk:
        """The author's commands, which change the text files or preview changes."""
        return facade.desk.Desk(self)

    # -- questions --------------------------------------------------------------------------

    def articles(self, filters: Filters | None = None, **choices: Unpack[Choices]) -> Articles:
        """Return the articles that match filters: `articles(topic="alliance")`.

        Args:
            filters: Which articles; or `choices`.
            choices: Filters by name, each with one value or several.

        Raises:
            NotFoundError: A topic, research type or key is not in the library.
        """
        with self.reading() as database:
            return Articles(find_articles(database, Filters.chosen(filters, choices)))

    def articles_by_key(self, keys: Sequence[str]) -> tuple[Article, ...]:
        """Return the articles with these keys, in their order; unknown keys are left out."""
        with self.reading() as database:
            return articles_of(database, keys)

    def article(self, key: str) -> Article:
        """Return one article by its key, an alternative key, or the id of a summary.

        Raises:
            NotFoundError: There is no such article.
            LibraryError: Its files have a merge conflict.
        """
        with self.reading() as database:
            articles = articles_of(database, [resolve_key(database, key)])
            refuse_conflicts(database, articles)
            return articles[0]

    def search(
        self, words: str, filters: Filters | None = None, **choices: Unpack[Choices]
    ) -> Found:
        """Find articles by words in their references and summaries, best first.

        Every word must occur, except for "the" and the like. An unknown word is replaced by words
        that begin with it or resemble it; if no article has all words, articles with some are
        found. Quotation marks enclose a phrase, and an asterisk after at least three letters
        matches any ending.

        Raises:
            PprkbError: There is no word to search for.
            NotFoundError: A topic, research type or key of the filters is not in the library.
        """
        with self.reading() as database:
            return index.search(database, words, Filters.chosen(filters, choices))

    def excerpts(self, found: Found, keys: Iterable[str]) -> dict[str, str]:
        """Return excerpts of articles that a search has just found, by key."""
        with self.reading() as database:
            return index.excerpts_of(database, found, keys)

    def searched(self) -> tuple[Searched, ...]:
        """Return the searchable text of each article."""
        with self.reading() as database:
            return tuple(index.all_searched(database))

    def vocabulary(self) -> tuple[str, ...]:
        """Return the words of titles, names and topics, as suggestions for misspelt words."""
        with self.reading() as database:
            return tuple(index.vocabulary(database).values())

    def topics(self) -> tuple[TopicCount, ...]:
        """Return every topic with the number of its summaries and works."""
        with self.reading() as database:
            return topic_counts(database)

    def keywords(self) -> tuple[KeywordCount, ...]:
        """Return every keyword with the number of its works, most frequent first."""
        with self.reading() as database:
            return keyword_counts(database)

    def research_types(self) -> tuple[tuple[ResearchType, int], ...]:
        """Return every research type with the number of its summaries."""
        with self.reading() as database:
            return research_type_counts(database)

    def reading_lists(self) -> ReadingLists:
        """Return every reading list."""
        with self.reading() as database:
            return ReadingLists(all_lists(database))

    def list_errors(self, slug: str) -> tuple[Problem, ...]:
        """Return the errors of a list's file, which make its documents incomplete."""
        with self.reading() as database:
            made, errors = sound_list(database, slug, with_errors=True)
        unusable = facade.composing.style_of_list(self.root, made)[1]
        return (*unusable, *errors)

    def conflicts(self) -> tuple[Problem, ...]:
        """Return the merge conflicts in the text files; only one version of each is read."""
        with self.reading() as database:
            return conflicts(database)

    def notices(self) -> tuple[tuple[Article, ...], str]:
        """Return the works with notices, such as retractions, by author.

        The second value is the ISO date of the data set that they were last compared with, or
        empty.
        """
        with self.reading() as database:
            keys = tuple(all_notices(database))
            articles = find_articles(database, Filters(keys=keys)) if keys else ()
            return articles, data_set_date(database)

    def catalogue(self) -> Catalogue:
        """Return every article with its topics, research type, kind, year and months."""
        with self.reading() as database:
            return read_catalogue(database)

    def links(self) -> Links:
        """Return which articles report, supersede or discuss each other, by key."""
        with self.reading() as database:
            return read_links(database)

    def redirects(self) -> tuple[tuple[str, str], ...]:
        """Return the addresses of an earlier site with the pages that they redirect to."""
        with self.reading() as database:
            return all_redirects(database)

    def article_digests(self) -> dict[str, str]:
        """Return for each article a digest of everything that its documents depend on, by key."""
        with self.reading() as database:
            return facade.composing.article_digests(database)

    # -- publications -----------------------------------------------------------------------

    def cite(self, *keys: str, style: AnyStyle = "apa", locator: str = "") -> facade.citing.Cited:
        """Return formatted references and citations: `cite("wampold2015important").text`.

        Args:
            keys: Citation keys, alternative keys, or ids of summaries.
            style: A style by name, the path of a `.csl` file, or a style with a locale.
            locator: The locator in the last work, such as "pp. 3-5".

        Raises:
            PprkbError: No key is given.
            NotFoundError: A key is not in the library, or belongs to a summary without a work.
            CitationError: The style or locale cannot be used.
        """
        _check_named("cite", keys)
        with self.reading() as database:
            return facade.citing.cite(database, keys, Style.of(style), locator)

    def export(
        self,
        filters: Filters | None = None,
        *,
        group_by: GroupBy | str | None = None,
        depth: Depth | str | None = None,
        title: str = "",
        style: AnyStyle = "apa",
        evidence: bool = True,
        **choices: Unpack[Choices],
    ) -> facade.publication.Composed:
        """Return the articles that match filters, to be written in any format.

        Args:
            filters: Which articles, and in which order; or `choices`.
            group_by: What the headings are, if any: topic, type or year.
            depth: How much is printed about each article; by default the reference in prose
                formats, and the implications in records.
            title: The document's title; by default the topic in the filters, if any.
            style: A style by name, the path of a `.csl` file, or a style with a locale.
            evidence: Whether, at full depth, each part ends with a table and drawing of effects.
            choices: Filters by name: `export(topic="alliance")`.

        Raises:
            NotFoundError: When it is written: a topic, research type or key is not in the library.
            CitationError: When it is written: the style or locale cannot be used.
        """
        chosen = Filters.chosen(filters, choices)
        groups = one_of(GroupBy, group_by, "grouping") if group_by else None
        wanted = one_of(Depth, depth, "depth") if depth else None
        in_style = Style.of(style)

        def compose(write: facade.composing.Writer[D], default: Depth) -> D:
            with self.reading() as database:
                outline = facade.composing.filtered_outline(
                    database, chosen, groups, in_style, depth=wanted or default, title=title
                )
                number = sum(len(part.articles) for part in outline.parts)
                self.progress(f"formatting {number:,} references")
                return write(database, replace(outline, evidence=evidence), in_style)

        return facade.publication.Composed(
            self.write_file,
            lambda: compose(facade.composing.compose_outline, Depth.REFERENCE),
            lambda: compose(facade.composing.outline_records, Depth.IMPLICATIONS),
        )

    def show(
        self,
        key: str,
        *,
        style: AnyStyle = "apa",
        in_words: bool = False,
        control_rate: float | None = None,
    ) -> facade.publication.Composed:
        """Return a complete article: its reference, summaries, effects and implications.

        Args:
            key: Its key, an alternative key, or the id of a summary.
            style: A style by name, the path of a `.csl` file, or a style with a locale.
            in_words: Whether to describe the effects in plain words as well.
            control_rate: Share of people with the outcome in the control group, from 0 to 1.

        Raises:
            NotFoundError: There is no such article.
            CitationError: When it is written: the style or locale cannot be used.
        """
        _check_rate(control_rate)
        article = self.article(key)
        chosen = Filters(keys=(article.key,))
        page = self.export(chosen, depth=Depth.FULL, title=article.key, style=style, evidence=False)
        if not in_words:
            return page
        effects = self.effects(chosen, style=style, control_rate=control_rate)
        document = facade.effects.with_words(page.document, effects.evidence)
        return facade.publication.Composed(self.write_file, lambda: document, lambda: page.records)

    def article_page(self, key: str, *, style: AnyStyle = "apa") -> facade.composing.ArticlePage:
        """Return the parts of an article's page, in which numbers link to their sentences.

        Args:
            key: Its key, an alternative key, or the id of a summary.
            style: A style by name, the path of a `.csl` file, or a style with a locale.

        Raises:
            NotFoundError: There is no such article.
            CitationError: The style or locale cannot be used.
            LibraryError: Its files have a merge conflict.
        """
        with self.reading() as database:
            return facade.composing.page_of(database, self.article(key), Style.of(style))

    def month(self, month: str, *, style: AnyStyle = "apa") -> facade.publication.Letter:
        """Return a month's summaries as in its letter.

        Args:
            month: YYYY-MM.
            style: A style by name, the path of a `.csl` file, or a style with a locale.

        Raises:
            CitationError: The style cannot be used.
            NotFoundError: There are no summaries.
            PprkbError: The month is malformed.
        """
        return facade.month.announced(self, month, Style.of(style))

    def reading_list(
        self,
        slug: str,
        *,
        depth: Depth | str | None = None,
        style: AnyStyle = "",
        with_errors: bool = False,
    ) -> facade.publication.Composed:
        """Return a reading list or course, to be written in any format.

        Args:
            slug: The list's name.
            depth: How much of each reference; else as the list says.
            style: A style by name, the path of a `.csl` file, or a style with a locale; else as
                the list says.
            with_errors: Accept a list with errors; the document shows where they are.

        Raises:
            NotFoundError: When it is written: there is no such list.
            LibraryError: When it is written: the list's file has errors, or cannot be read at all.
            CitationError: When it is written: the style or locale cannot be used.
        """
        asked = Style.of(style, otherwise="")
        wanted = one_of(Depth, depth, "depth") if depth else None

        def compose(write: facade.composing.Writer[D]) -> D:
            with self.reading() as database:
                outline, in_style = facade.composing.written_outline(
                    self, database, slug, asked, depth=wanted, with_errors=with_errors
                )
                self.progress("formatting the list")
                return write(database, outline, in_style)

        return facade.publication.Composed(
            self.write_file,
            lambda: compose(facade.composing.compose_outline),
            lambda: compose(facade.composing.outline_records),
            lambda: compose(facade.composing.outline_digest),
        )

    def compose_list(
        self, made: ReadingList, *, depth: Depth | str | None = None, style: AnyStyle = ""
    ) -> facade.publication.Composed:
        """Return a list that is not in a file, to be written in any format.

        References that are not in the library are named in their place.

        Args:
            made: The list; its sections and items have locations in it.
            depth: How much of each reference; else as the list says.
            style: A style by name, the path of a `.csl` file, or a style with a locale; else as
                the list says.

        Raises:
            CitationError: When it is written: the style or locale cannot be used.
        """
        asked = Style.of(style, otherwise="")
        wanted = one_of(Depth, depth, "depth") if depth else None

        def compose(write: facade.composing.Writer[D]) -> D:
            with self.reading() as database:
                in_style = asked.or_else(made.style, made.locale)
                errors = facade.composing.unknown_items(database, made, in_style)
                outline = facade.composing.list_outline(
                    database, made, in_style, depth=wanted, errors=errors
                )
                return write(database, outline, in_style)

        return facade.publication.Composed(
            self.write_file,
            lambda: compose(facade.composing.compose_outline),
            lambda: compose(facade.composing.outline_records),
        )

    def effects(
        self,
        filters: Filters | None = None,
        *,
        convert_to: Metric | str | None = None,
        in_words: bool = False,
        control_rate: float | None = None,
        style: AnyStyle = "apa",
        title: str = "",
        most: int | None = None,
        **choices: Unpack[Choices],
    ) -> facade.effects.Effects:
        """Return the effects of some articles, as reported, each with its source.

        Args:
            filters: Which articles; or `choices`.
            convert_to: A metric to convert the effects to as well, where that is sound.
            in_words: Whether to describe them in plain words as well.
            control_rate: Share of people with the outcome in the control group, from 0 to 1.
            style: The style of citations: a name, a `.csl` file, or a style with a locale.
            title: The title; by default the topic in the filters, if any.
            most: The maximum number of effects, from the start of the table; by default all.
            choices: Filters by name: `effects(topic="alliance")`.

        Raises:
            NotFoundError: A topic, research type or key is not in the library.
            CitationError: The style or locale cannot be used.
        """
        chosen = Filters.chosen(filters, choices)
        metric = one_of(Metric, convert_to, "metric") if convert_to else None
        _check_rate(control_rate)
        with self.reading() as database:
            evidence = facade.effects.gather_evidence(
                database, chosen, Style.of(style), title, most
            )
        evidence = replace(evidence, convert_to=metric, in_words=in_words)
        return facade.effects.Effects(
            self.write_file, facade.effects.at_rate(evidence, control_rate)
        )

    def find_evidence(
        self,
        words: str,
        filters: Filters | None = None,
        *,
        style: AnyStyle = "apa",
        **choices: Unpack[Choices],
    ) -> facade.effects.Effects:
        """Find recorded findings by words or a question, best first.

        Null results and superseded findings are included; nothing is counted or averaged.

        Args:
            words: A question or words, such as "does empathy matter".
            filters: Which articles; `limit` is the number of findings; or `choices`.
            style: The style of citations: a name, a `.csl` file, or a style with a locale.
            choices: Filters by name.

        Returns:
            The findings; `hints` suggests replacements for words that are nowhere in the library.

        Raises:
            PprkbError: There is no word to search for.
            NotFoundError: A topic, research type or key of the filters is not in the library.
            CitationError: The style or locale cannot be used.
        """
        with self.reading() as database:
            evidence, unknown = facade.effects.find_answers(
                database, words, Filters.chosen(filters, choices), Style.of(style)
            )
        return facade.effects.Effects(self.write_file, evidence, unknown=unknown)

    def compare(
        self, *keys: str, style: AnyStyle = "apa", title: str = ""
    ) -> facade.citing.Comparison:
        """Compare works side by side: question, design, studies, participants, effect, implication.

        Args:
            keys: Citation keys, other keys of the works, or ids of summaries; the order is kept.
            style: A style by name, the path of a `.csl` file, or a style with a locale.
            title: The document's title.

        Raises:
            PprkbError: No key is given.
            NotFoundError: A key is not in the library.
            CitationError: The style or locale cannot be used.
        """
        _check_named("compare", keys)
        with self.reading() as database:
            beside = facade.citing.side_by_side(database, keys, Style.of(style))
        return facade.citing.Comparison(self.write_file, beside, title)
