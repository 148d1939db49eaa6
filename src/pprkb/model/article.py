"""A reference joined to what is known about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pprkb.model.notice import Notice, Notices, Standing, standing_of
from pprkb.model.reference import Reference
from pprkb.model.summary import ResearchType, Summary, Topic, term_key


@dataclass(frozen=True, kw_only=True)
class Article:
    """One line of the knowledge base: a reference with the summaries that were written about it.

    A summary that names no reference is an article of its own, with `reference` None.
    """

    reference: Reference | None
    summaries: tuple[Summary, ...] = ()
    """Newest first."""
    topics: tuple[Topic, ...] = ()
    """Of all summaries, in their order, each once."""
    types: tuple[ResearchType, ...] = ()
    notices: tuple[Notice, ...] = ()
    """Retractions, corrections and the like of the work."""
    importance: str = ""
    """Set where the article is in a reading list."""
    note: str = ""
    """The teacher's note in a reading list; Markdown."""

    @property
    def key(self) -> str:
        """The citation key or, for a summary without a reference, the summary's id."""
        return self.reference.key if self.reference else self.summaries[0].id

    @property
    def tags(self) -> tuple[str, ...]:
        """The keywords of the work, and the labels of its topics that no keyword spells."""
        keywords = self.reference.keywords if self.reference else ()
        known = {term_key(word) for word in keywords}
        labels = (topic.label for topic in self.topics)
        return (*keywords, *(label for label in labels if term_key(label) not in known))

    @property
    def standing(self) -> Standing | None:
        """The standing of the work after its notices; None where it has none."""
        return standing_of(self.notices)


def notices_of(articles: Iterable[Article]) -> Notices:
    """Return the notices of the articles that have some, by key."""
    return {article.key: article.notices for article in articles if article.notices}
