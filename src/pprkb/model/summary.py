"""The author's summary of a reference, and the vocabularies it is filed under."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple, Protocol

from pprkb.languages import phrase
from pprkb.model.effect import EffectSize
from pprkb.model.notice import Notice, Notices, Standing, standing_of
from pprkb.model.problem import Location
from pprkb.model.reference import Reference, in_short
from pprkb.model.shown import Shown, how_many, shortened
from pprkb.text.number import whole_number
from pprkb.text.spelling import fold

_MONTH = re.compile(r"(\d{4})-(\d{2})", re.ASCII)


class Month(NamedTuple):
    """The month of the blog in which a summary appeared."""

    year: int
    month: int

    @classmethod
    def read(cls, text: str) -> Month | None:
        """Read a month as it is written in front matter, `2016-04`; None where it is none."""
        match = _MONTH.fullmatch(text)
        month = cls(*(whole_number(part, 0) for part in match.groups())) if match else None
        return month if month and 1 <= month.month <= 12 else None

    def __str__(self) -> str:
        """Write the month as in front matter: `2016-04`."""
        return f"{self.year:04d}-{self.month:02d}"


Translations = tuple[tuple[str, str], ...]
"""A text in other languages: pairs of a language, "fr", and the text."""


@dataclass(frozen=True, kw_only=True)
class Topic(Shown):
    """A subject that readers browse by."""

    id: str
    """Stable; used in front matter and addresses."""
    label: str
    aliases: tuple[str, ...] = ()
    broader: str = ""
    """The id of a topic that includes this one."""
    labels: Translations = ()
    """The label in other languages."""
    at: Location | None = field(default=None, compare=False)

    def __repr__(self) -> str:
        """Return on one line which topic it is."""
        return f"<Topic {self.id}: {shortened(self.label)}>"

    def label_in(self, language: str) -> str:
        """Return the label in a language, "fr"; as it is where it has none in that language."""
        return dict(self.labels).get(language, self.label)


@dataclass(frozen=True, kw_only=True)
class ResearchType:
    """A kind of research, such as a meta-analysis."""

    id: str
    label: str
    definition: str = ""
    aliases: tuple[str, ...] = ()
    labels: Translations = ()
    """The label in other languages."""
    definitions: Translations = ()
    """The definition in other languages."""
    at: Location | None = field(default=None, compare=False)

    def label_in(self, language: str) -> str:
        """Return the label in a language, "fr"; as it is where it has none in that language."""
        return dict(self.labels).get(language, self.label)

    def definition_in(self, language: str) -> str:
        """Return the definition in a language; as it is where it has none in that language."""
        return dict(self.definitions).get(language, self.definition)


class Origin(StrEnum):
    """Who wrote a summary."""

    BLOG = "blog"
    PROJECT = "project"

    @property
    def words(self) -> str:
        """What is printed under the summary, without a full stop."""
        return _ORIGIN_WORDS[self]


_ORIGIN_WORDS = {
    Origin.BLOG: phrase("Retold from the PPRNet blog"),
    Origin.PROJECT: phrase("Summary by the pprkb project"),
}


class Section(NamedTuple):
    """A headed part of a summary that is neither of the two usual ones."""

    heading: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Summary(Shown):
    """What the author wrote about a reference in one month."""

    id: str
    """The file's name without its extension."""
    title: str
    month: Month | None = None
    reference: str = ""
    """Citation key of the work that is summarised; empty where there is none."""
    also: tuple[str, ...] = ()
    """Citation keys of other works it discusses."""
    type: str = ""
    """Id of a research type."""
    origin: Origin | None = None
    """Who wrote it; None where the file does not say so."""
    language: str = ""
    """A BCP 47 tag of its prose; empty where the file does not say it, as in English mostly."""
    topics: tuple[str, ...] = ()
    """Ids of topics."""
    effects: tuple[EffectSize, ...] = ()
    evidence_summary: str = ""
    """Markdown with citations in pandoc's form: `[@key]`."""
    practice_implications: str = ""
    """Markdown."""
    sections: tuple[Section, ...] = ()
    """Any further sections, so that nothing the author wrote is lost."""
    at: Location | None = field(default=None, compare=False)
    evidence_at: Location | None = field(default=None, compare=False)
    """Where the text of the summary begins; known where the file was read just now."""
    implications_at: Location | None = field(default=None, compare=False)
    """Where the text of the practice implications begins, likewise."""

    def __repr__(self) -> str:
        """Return on one line which summary it is."""
        effects = how_many(len(self.effects), "effect")
        return f"<Summary {self.id}: {shortened(self.title)} ({effects})>"

    @property
    def key_finding(self) -> str:
        """The first paragraph, which by the form of a summary says what was found; Markdown."""
        return self.evidence_summary.strip().split("\n\n", 1)[0]


# -- keywords of works: which spellings are one keyword, and keywords for topics -----------------

_APOSTROPHES = re.compile("['’ʼ]")
_PARTS = re.compile(r"(?:[^\W_]|\+)+")


def term_key(name: str) -> str:
    """Return what all spellings of a keyword or topic have in common.

    "Drop-Out", "drop out" and "dróp_out" are "drop-out": case, accents and the signs between words
    do not count.
    """
    return "-".join(_PARTS.findall(fold(_APOSTROPHES.sub("", name)))) or name.strip().casefold()


class HasKeywords(Protocol):
    """A reference, or as much of it as matters here."""

    @property
    def keywords(self) -> tuple[str, ...]:
        """The keywords as the author has spelt them."""


def keyword_spellings(references: Iterable[HasKeywords]) -> dict[str, tuple[str, ...]]:
    """Return the spellings of each keyword, the most usual first, by `term_key`."""
    written: Counter[str] = Counter()
    for reference in references:
        written.update(reference.keywords)
    found: dict[str, list[str]] = {}
    for word, _ in written.most_common():
        found.setdefault(term_key(word), []).append(word)
    return {key: tuple(words) for key, words in found.items() if key}


def keyword_topics(references: Iterable[HasKeywords]) -> tuple[Topic, ...]:
    """Return the keywords of works as topics, by label: for a library that has no topics.yaml.

    A topic's id is made of its keyword, its label is the most usual spelling, and other spellings
    are aliases.
    """
    topics = []
    for key, (label, *others) in keyword_spellings(references).items():
        said = {key, label.casefold()}
        aliases = tuple(word for word in others if word.casefold() not in said)
        topics.append(Topic(id=key, label=label, aliases=aliases))
    return tuple(sorted(topics, key=lambda topic: (fold(topic.label), topic.id)))


# -- articles: references joined to what is known about them -------------------------------------


@dataclass(frozen=True, kw_only=True)
class Article(Shown):
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
    pages: str = ""
    """Those that are to be read, where a reading list does not ask for the whole work."""
    note: str = ""
    """The teacher's note in a reading list; Markdown."""

    @property
    def key(self) -> str:
        """The citation key or, for a summary without a reference, the summary's id."""
        return self.reference.key if self.reference else self.summaries[0].id

    def __repr__(self) -> str:
        """Return on one line which article it is, and what is known about it."""
        title = in_short(self.reference) if self.reference else self.summaries[0].title
        effects = sum(len(summary.effects) for summary in self.summaries)
        held = [how_many(len(self.summaries), "summary", "summaries"), how_many(effects, "effect")]
        held += [self.standing.value] if self.standing else []
        return f"<Article {self.key}: {shortened(title)} ({', '.join(held)})>"

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
