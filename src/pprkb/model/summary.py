"""Summaries of references, their topics and research types, and articles."""

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
        """Read a month as written in front matter, `2016-04`; None if it is malformed."""
        match = _MONTH.fullmatch(text)
        month = cls(*(whole_number(part, 0) for part in match.groups())) if match else None
        return month if month and 1 <= month.month <= 12 else None

    def __str__(self) -> str:
        """Return the month as in front matter: `2016-04`."""
        return f"{self.year:04d}-{self.month:02d}"


Translations = tuple[tuple[str, str], ...]
"""Translations of a text: pairs of a language, such as "fr", and the text."""


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
        """Return the id and label on one line."""
        return f"<Topic {self.id}: {shortened(self.label)}>"

    def label_in(self, language: str) -> str:
        """Return the label in a language, such as "fr", or the untranslated label."""
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
        """Return the label in a language, such as "fr", or the untranslated label."""
        return dict(self.labels).get(language, self.label)

    def definition_in(self, language: str) -> str:
        """Return the definition in a language, or the untranslated definition."""
        return dict(self.definitions).get(language, self.definition)


class Origin(StrEnum):
    """The source of a summary's text."""

    BLOG = "blog"
    PROJECT = "project"

    @property
    def words(self) -> str:
        """The attribution printed under the summary, without a full stop."""
        return _ORIGIN_WORDS[self]


_ORIGIN_WORDS = {
    Origin.BLOG: phrase("Retold from the PPRNet blog"),
    Origin.PROJECT: phrase("Summary by the pprkb project"),
}


class Section(NamedTuple):
    """A further section of a summary, beside the two usual ones."""

    heading: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Summary(Shown):
    """The author's text about a reference in one month."""

    id: str
    """The file name without extension."""
    title: str
    month: Month | None = None
    reference: str = ""
    """Citation key of the work that is summarised; empty if there is none."""
    also: tuple[str, ...] = ()
    """Citation keys of other works it discusses."""
    type: str = ""
    """Id of a research type."""
    origin: Origin | None = None
    """The source of the text; None if the file does not state it."""
    language: str = ""
    """BCP 47 tag of the prose; empty if the file does not state it, usually for English."""
    topics: tuple[str, ...] = ()
    """Ids of topics."""
    effects: tuple[EffectSize, ...] = ()
    evidence_summary: str = ""
    """Markdown with citations in pandoc's form: `[@key]`."""
    practice_implications: str = ""
    """Markdown."""
    sections: tuple[Section, ...] = ()
    """Further sections, so that nothing the author wrote is lost."""
    at: Location | None = field(default=None, compare=False)
    evidence_at: Location | None = field(default=None, compare=False)
    """Where the summary's text begins; known only if the file has just been read."""
    implications_at: Location | None = field(default=None, compare=False)
    """Where the practice implications begin; known only if the file has just been read."""

    def __repr__(self) -> str:
        """Return the id and title on one line."""
        effects = how_many(len(self.effects), "effect")
        return f"<Summary {self.id}: {shortened(self.title)} ({effects})>"

    @property
    def key_finding(self) -> str:
        """The first paragraph, which in a summary states the main finding; Markdown."""
        return self.evidence_summary.strip().split("\n\n", 1)[0]


# -- keywords of works: spellings of one keyword, and keywords as topics --------------------------

_APOSTROPHES = re.compile("['’ʼ]")
_PARTS = re.compile(r"(?:[^\W_]|\+)+")


def term_key(name: str) -> str:
    """Return a normal form shared by all spellings of a keyword or topic.

    "Drop-Out", "drop out" and "dróp_out" become "drop-out": case, accents and the characters
    between words are ignored.
    """
    return "-".join(_PARTS.findall(fold(_APOSTROPHES.sub("", name)))) or name.strip().casefold()


class HasKeywords(Protocol):
    """A reference, or any object with keywords."""

    @property
    def keywords(self) -> tuple[str, ...]:
        """The keywords as spelt by the author."""


def keyword_spellings(references: Iterable[HasKeywords]) -> dict[str, tuple[str, ...]]:
    """Return the spellings of each keyword, most frequent first, by `term_key`."""
    written: Counter[str] = Counter()
    for reference in references:
        written.update(reference.keywords)
    found: dict[str, list[str]] = {}
    for word, _ in written.most_common():
        found.setdefault(term_key(word), []).append(word)
    return {key: tuple(words) for key, words in found.items() if key}


def keyword_topics(references: Iterable[HasKeywords]) -> tuple[Topic, ...]:
    """Return the keywords of works as topics, by label, for a library without topics.yaml.

    A topic's id is derived from the keyword, its label is the most frequent spelling, and the
    other spellings are aliases.
    """
    topics = []
    for key, (label, *others) in keyword_spellings(references).items():
        said = {key, label.casefold()}
        aliases = tuple(word for word in others if word.casefold() not in said)
        topics.append(Topic(id=key, label=label, aliases=aliases))
    return tuple(sorted(topics, key=lambda topic: (fold(topic.label), topic.id)))


# -- articles: references with what is known about them ------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Article(Shown):
    """A reference with its summaries and notices.

    A summary without a reference is an article of its own, with `reference` None.
    """

    reference: Reference | None
    summaries: tuple[Summary, ...] = ()
    """Newest first."""
    topics: tuple[Topic, ...] = ()
    """From all summaries, in order, without repetition."""
    types: tuple[ResearchType, ...] = ()
    notices: tuple[Notice, ...] = ()
    """Notices about the work, such as retractions and corrections."""
    importance: str = ""
    """Set if the article is in a reading list."""
    pages: str = ""
    """The pages to read, if a reading list asks for part of the work."""
    note: str = ""
    """The teacher's note in a reading list; Markdown."""

    @property
    def key(self) -> str:
        """The citation key, or the summary's id if there is no reference."""
        return self.reference.key if self.reference else self.summaries[0].id

    def __repr__(self) -> str:
        """Return the key, title and a count of summaries and effects on one line."""
        title = in_short(self.reference) if self.reference else self.summaries[0].title
        effects = sum(len(summary.effects) for summary in self.summaries)
        held = [how_many(len(self.summaries), "summary", "summaries"), how_many(effects, "effect")]
        held += [self.standing.value] if self.standing else []
        return f"<Article {self.key}: {shortened(title)} ({', '.join(held)})>"

    @property
    def tags(self) -> tuple[str, ...]:
        """The keywords of the work, and the labels of topics that no keyword equals."""
        keywords = self.reference.keywords if self.reference else ()
        known = {term_key(word) for word in keywords}
        labels = (topic.label for topic in self.topics)
        return (*keywords, *(label for label in labels if term_key(label) not in known))

    @property
    def standing(self) -> Standing | None:
        """The standing of the work after its notices, or None without notices."""
        return standing_of(self.notices)


def notices_of(articles: Iterable[Article]) -> Notices:
    """Return the notices of all articles that have any, by key."""
    return {article.key: article.notices for article in articles if article.notices}
