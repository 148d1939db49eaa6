"""Effects of the library's articles: as values, data frames or documents."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby
from pathlib import Path

from pprkb.documents.article_page import WORK
from pprkb.documents.cite import Citations
from pprkb.documents.document import Block, Document, Drawing
from pprkb.documents.evidence.document import (
    Evidence,
    evidence_blocks,
    evidence_document,
    words_section,
)
from pprkb.documents.evidence.plot import forest_plots
from pprkb.documents.evidence.records import (
    evidence_csv,
    evidence_json,
    evidence_objects,
)
from pprkb.documents.evidence.summary_of_findings import findings_csv, summary_of_findings
from pprkb.documents.evidence.table import (
    CiteWork,
    EvidenceRow,
    evidence_rows,
    narrative,
    source_runs,
    spoken,
    with_standing,
    works_of,
)
from pprkb.documents.style import document_words
from pprkb.documents.writers import Format, write
from pprkb.documents.writers.svg import drawing_as_svg
from pprkb.evidence.describe import finding, remarks, statistic, subject
from pprkb.knowledge_base import notebook
from pprkb.knowledge_base.notebook.frame import Column, Framed, Row
from pprkb.knowledge_base.publication import READ_OR_SENT, PageSetup, Publication
from pprkb.languages import ENGLISH, Words
from pprkb.model.citation import Style
from pprkb.model.errors import OutputError, PprkbError
from pprkb.model.filters import Filters, one_of
from pprkb.model.notice import Notices
from pprkb.model.shown import how_many, shortened
from pprkb.model.summary import notices_of
from pprkb.query.articles import articles_of, find_articles, newest_month
from pprkb.query.lists import refuse_conflicts
from pprkb.query.search import SAY_NOTHING, Unknown, hints_of, keys_with_any, without_elisions
from pprkb.query.terms import all_topics, topic_with_narrower
from pprkb.store.database import Database
from pprkb.text.markup import Run, plain_text_of
from pprkb.text.spelling import fold


class Arrangement(StrEnum):
    """Layouts of effects."""

    TABLE = "table"
    """A table for each topic, with forest plots if the format has drawings."""
    SUMMARY_OF_FINDINGS = "summary-of-findings"
    """Outcomes, effects per 1,000 people and certainty, on a landscape page."""
    NARROW = "narrow"
    """The drawing in the width of a phone screen, for SVG."""


@dataclass(frozen=True, kw_only=True)
class Finding:
    """A finding in words, with its source."""

    text: str
    """The finding with its statistic."""
    runs: tuple[Run, ...]
    """The same with formatting."""
    remarks: str
    """Remarks such as "not significant"; usually empty."""
    others: tuple[tuple[str, str], ...]
    """The same finding in other metrics of its summary: the statistic, and its file and line."""
    sentence: str
    """The sentence of the summary that reports it."""
    who: str
    """Who found it."""
    newer: str
    """The work that superseded it, such as "Elliott et al. (2018)"; usually empty."""
    newer_key: str
    key: str
    """The key of the article."""
    place: str
    """The file and line of its record."""
    whose: str
    """The source of the summary's text; empty if the library does not state it."""
    language: str = ""
    """BCP 47 tag of the summary; empty if its file does not state it."""
    words: Words = ENGLISH
    """Words in the language of these texts."""

    def __repr__(self) -> str:
        """Return the finding and its source on one line."""
        return f"<Finding {shortened(self.text, 120)} | {self.source}>"

    def _repr_html_(self) -> str:
        return notebook.html.of_finding(
            " ".join(filter(None, (self.text, self.remarks and f"({self.remarks})"))),
            self.sentence,
            (self.source, f"[{self.key}]", self.place),
        )

    @property
    def also(self) -> tuple[str, ...]:
        """The same finding in other metrics, each with its file and line."""
        return tuple(f"{statistic} · {place}" for statistic, place in self.others)

    @property
    def again(self) -> tuple[str, ...]:
        """The same finding in other metrics, each marked as such."""
        return tuple(self.words("the same finding: {finding}", finding=one) for one in self.also)

    @property
    def source(self) -> str:
        """Who found it, and the work that superseded it, with its key."""
        if not self.newer:
            return self.who
        superseded = self.words("superseded by {work}", work=self.newer)
        return f"{self.who}; {superseded} [{self.newer_key}]"


class Effects(Publication, Framed):
    """Effects as reported, each with its source; they are never pooled, ranked or counted."""

    formats = (
        *READ_OR_SENT,
        *(Format.CSV, Format.JSON, Format.SVG),
    )

    def __init__(
        self,
        write_file: Callable[[Path, bytes], None],
        evidence: Evidence,
        arrangement: Arrangement = Arrangement.TABLE,
        unknown: tuple[Unknown, ...] = (),
    ) -> None:
        """Make a publication of effects from its content."""
        super().__init__(write_file)
        self.evidence = evidence
        self.arrangement = arrangement
        self.unknown = unknown
        """Words of a question that are nowhere in the library, with those that may be meant."""

    def arranged(self, arrangement: Arrangement | str) -> Effects:
        """Return the same effects in another layout, such as "summary-of-findings".

        Raises:
            NotFoundError: There is no such arrangement.
        """
        layout = one_of(Arrangement, arrangement, "arrangement")
        return Effects(self._write_file, self.evidence, layout, self.unknown)

    @property
    def hints(self) -> tuple[str, ...]:
        """For each word of a question that is nowhere in the library: which may be meant."""
        return hints_of(self.unknown)

    @property
    def rows(self) -> tuple[EvidenceRow, ...]:
        """The effects, each with its article, summary and sentence."""
        return self.evidence.rows

    def __iter__(self) -> Iterator[EvidenceRow]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def notices(self) -> Notices:
        """Notices about all works that are named, such as retractions, by key."""
        return self.evidence.citations.notices

    def findings(self) -> Iterator[Finding]:
        """Yield the findings in words, in order; rows about one finding are merged."""
        citations = self.evidence.citations
        cite = narrative(citations)
        for _, rows in groupby(self.rows, key=lambda row: (row.finding, row.summary.id)):
            yield _finding(list(rows), cite, citations.words)

    def records(self) -> list[dict[str, object]]:
        """Return each effect as JSON types; docs/formats.md describes the members."""
        return evidence_objects(self.evidence)

    def frame_columns(self) -> tuple[Column, ...]:
        """Return the columns, including those of conversions if a metric was requested."""
        made = notebook.tables
        return made.EFFECTS + (made.CONVERTED if self.evidence.convert_to else ())

    def frame_rows(self) -> Iterable[Row]:
        """Return a row for each effect."""
        return notebook.tables.effect_rows(self.evidence)

    def __repr__(self) -> str:
        """Return the number of effects and articles on one line."""
        works = how_many(len({row.article.key for row in self.rows}), "article")
        return f"<{how_many(len(self), 'effect')} of {works}>"

    def _repr_html_(self) -> str:
        if self.arrangement is Arrangement.SUMMARY_OF_FINDINGS:
            return notebook.html.of_document(summary_of_findings(self.evidence))
        return notebook.html.of_evidence(self.evidence)

    def blocks(self, name: str = "forest") -> tuple[Block, ...]:
        """Return the drawings and the table for use within a longer page, without references.

        Works that are named lead to `WORK` and their key.

        Args:
            name: Prefix for the name of each drawing; unique on the page.
        """
        if not self.rows:
            return ()
        evidence = self.evidence
        cite, words = narrative(evidence.citations), evidence.citations.words
        known = evidence.citations.references

        def linked(key: str) -> tuple[Run, ...]:
            link = f"{WORK}{key}" if key in known else ""
            return tuple(replace(run, link=link) for run in cite(key))

        return tuple(
            evidence_blocks(evidence.rows, linked, title=evidence.title, name=name, words=words)
        )

    def content(self, to: Format, setup: PageSetup | None) -> bytes:
        """Return the contents of a file in one of `formats`."""
        if self.arrangement is Arrangement.SUMMARY_OF_FINDINGS:
            if to in (Format.JSON, Format.SVG):
                raise OutputError(f"a summary of findings is a table, and {to.value} holds none")
            if to is Format.CSV:
                return findings_csv(self.evidence)
            return write(summary_of_findings(self.evidence), to, setup=setup)
        match to:
            case Format.CSV:
                return evidence_csv(self.evidence)
            case Format.JSON:
                return evidence_json(self.evidence)
            case Format.SVG:
                return drawing_as_svg(self._drawing()).encode()
        return write(evidence_document(self.evidence), to, setup=setup)

    def _drawing(self) -> Drawing:
        plots = forest_plots(
            self.rows,
            narrative(self.evidence.citations),
            title=self.evidence.title,
            convert_to=self.evidence.convert_to,
            narrow=self.arrangement is Arrangement.NARROW,
            words=self.evidence.citations.words,
        )
        if len(plots) != 1:
            families = ", ".join(family.value for family in plots) or "none"
            raise OutputError(
                f"one drawing holds one family of metrics; here are: {families}",
                hint="choose articles by key or topic, or write HTML, which holds them all",
            )
        return next(iter(plots.values()))


def _finding(rows: list[EvidenceRow], cite: CiteWork, words: Words) -> Finding:
    row, *others = rows
    newer = row.effect.superseded_by
    runs = tuple(finding(row.effect, words, language=spoken(row, words)))
    return Finding(
        text=plain_text_of(runs),
        runs=runs,
        remarks=remarks(row.effect, words),
        others=tuple(
            (plain_text_of(statistic(one.effect, words)), str(one.place)) for one in others
        ),
        sentence=" ".join(row.sentence.split()),
        who=plain_text_of(source_runs(row, cite, words)),
        newer=plain_text_of(cite(newer)) if newer else "",
        newer_key=newer,
        key=row.article.key,
        place=str(row.place),
        whose=words(row.summary.origin.words) if row.summary.origin else "",
        language=row.summary.language,
        words=words,
    )


def gather_evidence(
    database: Database,
    filters: Filters,
    style: Style,
    title: str = "",
    most: int | None = None,
) -> Evidence:
    """Return the effects of the articles that match filters.

    If articles are filtered by topic, only those topics are headings.

    Args:
        database: An up-to-date database.
        filters: Which articles.
        style: The style of citations.
        title: The title; by default the topic in the filters, if any.
        most: The maximum number of effects, from the start of the table; by default all.

    Raises:
        NotFoundError: A topic, research type or key is not in the library.
        CitationError: The style or locale cannot be used.
    """
    topics = all_topics(database)
    asked = [i for word in filters.topics for i in topic_with_narrower(topics, word)]
    headings = [topics[i] for i in dict.fromkeys(asked)] or list(topics.values())
    articles = find_articles(database, filters)
    refuse_conflicts(database, articles)
    words = document_words(style)
    every = evidence_rows(articles, headings, words)
    rows = every[:most]
    named = articles_of(database, works_of(rows))
    notices = notices_of(named)
    if not title:
        title = (
            headings[0].label_in(words.language) if len(filters.topics) == 1 else words("Evidence")
        )
    return Evidence(
        rows=with_standing(rows, notices),
        citations=Citations(
            [article.reference for article in named if article.reference],
            style=style,
            notices=notices,
        ),
        title=title,
        modified=newest_month(database),
        left_out=len(every) - len(rows),
    )


def at_rate(evidence: Evidence, rate: float | None) -> Evidence:
    """Return effects with a control rate, from 0 to 1, for numbers of people."""
    if rate is None:
        return evidence
    rows = tuple(replace(row, control_rate=rate) for row in evidence.rows)
    return replace(evidence, rows=rows, control_rate=rate)


def with_words(page: Document, evidence: Evidence) -> Document:
    """Return a document with the effects in plain words added at its end."""
    return replace(page, blocks=(*page.blocks, *words_section(evidence)))


# -- recorded findings that answer a reader's words ----------------------------------------------

# Nothing is counted or averaged: every finding is returned by itself, including null results and
# superseded findings.

_WORD = re.compile(r"\w+(?:[-’']\w+)*")
_IN_ASKING = """
a about after an and any are as at be been best better between big by can do does effect effective
effects evidence for from good has have help helps how if in influence into is it its large made
make makes matter matters more much of on or over patients predict predicts really should than that
the their there these they this to versus vs was were what when which who why with work works worse
compte efficace efficacite effet effets importance important importe
"""
_ASKING = frozenset(_IN_ASKING.split()) | {fold(word) for word in SAY_NOTHING}
"""Words of questions that do not describe the subject."""
_STEM = 6
"""Words match if they share this many initial letters: "adherence" and "adherent"."""
_ABOUT, _SENTENCE, _AROUND = 6, 3, 1
"""Weights of a word in the subject of a finding, in its sentence, and in title and topics."""


def find_answers(
    database: Database, words: str, filters: Filters, style: Style
) -> tuple[Evidence, tuple[Unknown, ...]]:
    """Return the findings that match a question, best first.

    A finding matches if one of the words is in its subject or its sentence. Findings with more of
    the words come first; among equals, current findings before superseded ones, syntheses before
    single studies, and the earlier summary first. A finding that a summary reports in several
    metrics counts as one: its rows are adjacent.

    Args:
        database: An up-to-date database.
        words: A question or words, such as "does empathy matter".
        filters: Which articles; `limit` is the number of findings.
        style: The style of citations.

    Returns:
        The findings, and the words that do not occur in the library.

    Raises:
        PprkbError: There is no word to search for.
        NotFoundError: A topic, research type or key of the filters is not in the library.
        CitationError: The style or locale cannot be used.
    """
    asked = [
        word for word in map(fold, _WORD.findall(without_elisions(words))) if word not in _ASKING
    ]
    if not asked:
        raise PprkbError(
            "there is no word to look for", hint="name what it is about: empathy, dropout, CBT"
        )
    chosen, unknown = keys_with_any(
        database,
        " ".join(asked),
        replace(filters, summarised=True, limit=_ARTICLES, sort=Filters().sort),
    )
    if not chosen:
        nothing = gather_evidence(database, Filters(keys=(), limit=0), style)
        return replace(nothing, rows=(), title=words), unknown
    evidence = gather_evidence(database, Filters(keys=chosen), style)
    scored = [(_score(row, asked), row) for row in evidence.rows]
    ranked = sorted((one for one in scored if one[0]), key=_order)
    findings: dict[tuple[int, str], list[EvidenceRow]] = {}
    for _, row in ranked:
        findings.setdefault((row.finding, row.summary.id), []).append(row)
    together = list(findings.values())[: filters.limit]
    return replace(
        evidence, rows=tuple(row for rows in together for row in rows), title=words
    ), unknown


_ARTICLES = 100
"""The maximum number of articles to look through, best first."""


def words_in_none(words: str, rows: Iterable[EvidenceRow]) -> tuple[str, ...]:
    """Return the words of a question that neither findings nor their summaries' titles contain.

    Args:
        words: The question.
        rows: The findings.
    """
    held: set[str] = set()
    for row in rows:
        labels = " ".join(topic.label for topic in row.article.topics)
        told = f"{subject(row.effect)} {row.effect.outcome} {row.effect.subgroup} {row.sentence}"
        held |= _stems(f"{told} {row.summary.title} {labels}")
    asked = dict.fromkeys(
        word for word in _WORD.findall(without_elisions(words)) if fold(word) not in _ASKING
    )
    return tuple(word for word in asked if fold(word)[:_STEM] not in held)


def unanswered(question: str, effects: Effects) -> tuple[str, ...]:
    """Return the words that the library has, but none of the findings that answer a question."""
    if not effects.rows:
        return ()
    nowhere = {fold(one.word) for one in effects.unknown}
    words = words_in_none(question, effects.rows)
    return tuple(word for word in words if fold(word) not in nowhere)


def _order(scored: tuple[int, EvidenceRow]) -> tuple[int, bool, int, str, str]:
    score, row = scored
    level = row.effect.level.value if row.effect.level else "single-study"
    replaced = bool(row.effect.superseded_by)
    return -score, replaced, _LEVELS.index(level), str(row.summary.month or ""), row.summary.id


_LEVELS = ("umbrella-review", "meta-analysis", "single-study")


def _score(row: EvidenceRow, asked: list[str]) -> int:
    """Return the score of a finding; 0 if no word is in its subject or sentence."""
    effect = row.effect
    about = _stems(f"{subject(effect)} {effect.outcome} {effect.subgroup}")
    sentence = _stems(row.sentence)
    labels = " ".join(topic.label for topic in row.article.topics)
    around = _stems(f"{row.summary.title} {labels}")
    score, answered = 0, False
    for word in {one[:_STEM] for one in asked}:
        score += _ABOUT * (word in about) + _SENTENCE * (word in sentence)
        score += _AROUND * (word in around)
        answered |= word in about or word in sentence
    return score if answered else 0


def _stems(text: str) -> frozenset[str]:
    return frozenset(fold(word)[:_STEM] for word in _WORD.findall(text))
