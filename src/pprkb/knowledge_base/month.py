"""The author's desk: one summary as a page, and the summaries of a month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pprkb.documents.document import Document, Heading, Paragraph, TextList
from pprkb.documents.outline import Outline, Part
from pprkb.documents.style import document_words
from pprkb.knowledge_base.composing import compose_outline
from pprkb.knowledge_base.publication import Letter
from pprkb.knowledge_base.reader import KnowledgeBase
from pprkb.languages import ENGLISH, Words, phrase
from pprkb.model.citation import Style
from pprkb.model.errors import Hint, NotFoundError, PprkbError, Step
from pprkb.model.filters import Filters, Sort
from pprkb.model.problem import Problem
from pprkb.model.reading_list import Depth
from pprkb.model.summary import Article, Month, Summary
from pprkb.query.articles import find_articles
from pprkb.text.markup import Run
from pprkb.text.spelling import did_you_mean, named

BLOG = phrase("PPRNet blog")


@dataclass(frozen=True, kw_only=True)
class DeskItem:
    """A summary of the month, and what it still lacks."""

    article: Article
    """An article with only this summary."""
    problems: tuple[Problem, ...]
    """Problems of the summary's file and of its reference's entry."""
    lacks: tuple[str, ...]
    """What is still to be done, apart from problems, in a few words each."""

    @property
    def summary(self) -> Summary:
        """The summary."""
        return self.article.summaries[0]


@dataclass(frozen=True, kw_only=True)
class MonthDesk:
    """The summaries of a month."""

    month: Month
    items: tuple[DeskItem, ...]
    about: str = ""
    """What the month is about, in the author's words."""

    @property
    def line(self) -> str:
        """The sentence that says what the month is about."""
        return self.line_in(ENGLISH)

    def line_in(self, words: Words) -> str:
        """Return the sentence that says what the month is about, in the reader's language."""
        if self.about:
            return words("This month… I blog about {subjects}", subjects=f"{self.about}.")
        return this_month([item.summary.title for item in self.items], words)


def month_desk(knowledge_base: KnowledgeBase, month: str, about: str = "") -> MonthDesk:
    """Return a month's summaries with what each still lacks.

    Args:
        knowledge_base: The library.
        month: YYYY-MM.
        about: What the month is about, in the author's words; by default the titles.

    Raises:
        PprkbError: The month is malformed.
    """
    wanted, articles = _summaries_of(knowledge_base, month)
    problems = knowledge_base.check() if articles else ()
    return MonthDesk(
        month=wanted,
        items=tuple(_item(article, problems) for article in articles),
        about=about.rstrip("."),
    )


def _summaries_of(knowledge_base: KnowledgeBase, month: str) -> tuple[Month, list[Article]]:
    """Return a month, and for each of its summaries an article with only this summary.

    Raises:
        PprkbError: The month is malformed.
    """
    wanted = Month.read(month)
    if wanted is None:
        raise PprkbError(f'"{month}" is not a month', hint="write it as YYYY-MM: 2016-04")
    with knowledge_base.reading() as database:
        found = find_articles(database, Filters(months=(month,), sort=Sort.AUTHOR))
    return wanted, [
        replace(article, summaries=(summary,))
        for article in found
        for summary in article.summaries
        if summary.month == wanted
    ]


def announced(knowledge_base: KnowledgeBase, month: str, style: Style) -> Letter:
    """Return a month as in its letter, even if something is still missing.

    Raises:
        CitationError: The style cannot be used.
        NotFoundError: There are no summaries.
        PprkbError: The month is malformed.
    """
    wanted, articles = _summaries_of(knowledge_base, month)
    items = tuple(DeskItem(article=one, problems=(), lacks=()) for one in articles)
    return month_letter(knowledge_base, MonthDesk(month=wanted, items=items), style)


def _item(article: Article, problems: Sequence[Problem]) -> DeskItem:
    summary = article.summaries[0]
    paths = {summary.at.path} if summary.at else set()
    keys = {article.reference.key} if article.reference else set()
    own = (problem for problem in problems if problem.at.path in paths or problem.key in keys)
    return DeskItem(article=article, problems=tuple(own), lacks=tuple(_lacks(article)))


def _lacks(article: Article) -> list[str]:
    summary = article.summaries[0]
    lacks: list[str] = []
    if not summary.topics:
        lacks.append(Hint(Step.LACKS_TOPICS))
    if not summary.type:
        lacks.append(Hint(Step.LACKS_TYPE))
    if not summary.effects:
        lacks.append(Hint(Step.LACKS_EFFECTS, summary.id))
    return lacks


def this_month(titles: Sequence[str], words: Words = ENGLISH) -> str:
    """Return the sentence that announces a month: This month… I blog about “A” and “B”."""
    quoted = [words("“{title}”", title=title) for title in titles]
    if len(quoted) > 2:
        said = words("{first}, and {last}", first=", ".join(quoted[:-1]), last=quoted[-1])
    else:
        said = words.listed(quoted)
    # A title that ends in a question mark needs no full stop after it.
    stop = "" if titles and titles[-1].endswith(("?", "!", ".")) else "."
    return words("This month… I blog about {subjects}", subjects=said + stop) if said else ""


def month_letter(knowledge_base: KnowledgeBase, desk: MonthDesk, style: Style) -> Letter:
    """Return a month's summaries as a letter: key finding, effects and practice implications.

    Raises:
        CitationError: The style cannot be used.
        NotFoundError: There are no summaries.
    """
    words = document_words(style)
    if not desk.items:
        raise NotFoundError(
            f"there are no summaries of {ENGLISH.month(*desk.month)}",
            hint=Hint(Step.BEGIN_SUMMARY_OF_MONTH, desk.month),
        )
    parts = tuple(Part(heading=item.summary.title, articles=(item.article,)) for item in desk.items)
    outline = Outline(
        title=f"{words(BLOG)}, {words.month(*desk.month)}",
        introduction=_escaped(desk.line_in(words)),
        parts=parts,
        depth=Depth.BRIEF,
    )
    with knowledge_base.reading() as database:
        document = compose_outline(database, outline, style)
    return Letter(knowledge_base.write_file, document)


def _escaped(text: str) -> str:
    """Escape Markdown in a title."""
    return "".join(f"\\{c}" if c in "\\`*_[]<>@#" else c for c in text)


def preview(
    knowledge_base: KnowledgeBase, name: str, style: Style
) -> tuple[Letter, tuple[Problem, ...]]:
    """Return one summary as a document of its own, and the problems of its file.

    Args:
        knowledge_base: The library.
        name: The id of a summary, or its file.
        style: The style of citations.

    Raises:
        NotFoundError: There is no such summary.
        CitationError: The style cannot be used.
    """
    wanted = name.replace("\\", "/").rsplit("/", 1)[-1].removesuffix(".md")
    with knowledge_base.reading() as database:
        articles = find_articles(database, Filters(summarised=True))
        by_id = {
            summary.id: replace(article, summaries=(summary,))
            for article in articles
            for summary in article.summaries
        }
        article = named(wanted, by_id)
        if article is None:
            hint = did_you_mean(wanted, by_id, Hint(Step.SUMMARIES))
            raise NotFoundError(f'there is no summary "{wanted}"', hint=hint)
        outline = Outline(
            title=article.summaries[0].title,
            subtitle=_month_in_words(article.summaries[0].month, document_words(style)),
            parts=(Part(articles=(article,)),),
            depth=Depth.FULL,
        )
        document = compose_outline(database, outline, style)
    problems = _item(article, knowledge_base.check()).problems
    document = _with_problems(document, problems, document_words(style))
    return Letter(knowledge_base.write_file, document), problems


def _with_problems(document: Document, problems: tuple[Problem, ...], words: Words) -> Document:
    if not problems:
        return document
    items = tuple((Paragraph(runs=(Run(text=str(problem)),)),) for problem in problems)
    heading = Heading(level=1, runs=(Run(text=words("To fix before it is published")),))
    return replace(document, blocks=(heading, TextList(items=items), *document.blocks))


def _month_in_words(month: Month | None, words: Words) -> str:
    return words.month(*month) if month else ""
