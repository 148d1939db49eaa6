"""Works and findings as values: each number comes with its sentence, key and reference.

Records without a sentence are omitted.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from pprkb.assistant.bounds import MOST_WORDS, short, some_of
from pprkb.assistant.values import Finding, Findings, Newer, Source
from pprkb.documents.evidence.table import EvidenceRow, narrative, source_runs, works_of
from pprkb.evidence.describe import (
    base,
    interval_ends,
    interval_words,
    judgements,
    non_significance,
    statistic,
    subject,
)
from pprkb.evidence.direction import favours_words, wanted_words
from pprkb.knowledge_base import KnowledgeBase
from pprkb.knowledge_base.citing import Cited
from pprkb.knowledge_base.effects import Effects, words_in_none
from pprkb.knowledge_base.publication import Format
from pprkb.model.errors import PprkbError
from pprkb.model.filters import Filters
from pprkb.model.notice import Standing, notices_in_words
from pprkb.model.summary import Article
from pprkb.text.markup import Run, plain_text_of

NOTHING_RECORDED = (
    "The library has no recorded finding on this. Say so; an answer from elsewhere is not the"
    " library's."
)
NOT_HELD = (
    "No finding holds: {0}. If the question is about that, the library has nothing on it: say so."
)
NO_NUMBER = (
    "Of {0} the record names no sentence of the summary, so its number is not told. Do not give"
    " one."
)
NOT_POOLED = (
    "Findings stand as reported. Do not average, add up or count them: meta-analyses on one"
    " question share studies."
)


class Works:
    """Cites works in APA style."""

    def __init__(
        self, library: KnowledgeBase, articles: Iterable[Article], also: Iterable[str] = ()
    ) -> None:
        """Prepare the citations of articles.

        Args:
            library: The library.
            articles: The articles of the answer.
            also: Keys of other works to be cited, so that citations are unambiguous.
        """
        self._articles = {one.key: one for one in articles}
        keys = [key for key, one in self._articles.items() if one.reference]
        every = dict.fromkeys((*keys, *also))
        self._cited: Cited | None = library.cite(*every) if every else None
        self._narrative = narrative(self._cited.citations) if self._cited else None

    def name(self, key: str) -> tuple[Run, ...]:
        """Return the narrative citation of a work; anything but a key is returned unchanged."""
        return self._narrative(key) if self._narrative else (Run(text=key),)

    def source(self, key: str) -> Source | None:
        """Return the citation of a work; None for a summary of no single work."""
        article = self._articles.get(key)
        if article is None or article.reference is None or self._cited is None:
            return None
        return Source(
            key=key,
            reference=short(self._cited.reference(key, Format.TEXT)),
            cited_as=short(plain_text_of(self.name(key))),
            standing=standing_word(article.standing),
            notices=short(notices_in_words(article.notices)),
        )


def standing_word(standing: Standing | None) -> str:
    """Return the word for a standing, or an empty string."""
    return standing.value if standing else ""


# -- findings --------------------------------------------------------------------------------------


def told_findings(
    library: KnowledgeBase, effects: Effects, rows: Sequence[EvidenceRow]
) -> list[Finding]:
    """Return effects as findings, each with its sentence and work."""
    known = effects.evidence.citations.references
    also = [key for key in works_of(rows) if key in known]
    works = Works(library, {row.article.key: row.article for row in rows}.values(), also)
    return [_finding(row, works) for row in rows]


def _finding(row: EvidenceRow, works: Works) -> Finding:
    effect, told = row.effect, bool(row.sentence)
    interval = effect.interval
    ends = ""
    if interval:
        ends = interval_words(interval.level, interval_ends(interval, effect.metric))
    newer = effect.superseded_by

    def name(key: str) -> str:
        return short(plain_text_of(works.name(key)), MOST_WORDS)

    def number(text: str) -> str | None:
        return short(text, MOST_WORDS) or None if told else None

    return Finding(
        about=short(subject(effect), MOST_WORDS),
        finding=row.finding,
        statistic=number(plain_text_of(statistic(effect))),
        metric=effect.metric.value,
        value=number(effect.value),
        value_high=number(effect.value_high),
        interval=number(ends),
        p=number(effect.p),
        rests_on=number(plain_text_of(base(effect))),
        k=effect.k if told else None,
        n=effect.n if told else None,
        favours=short(favours_words(effect), MOST_WORDS),
        wanted=wanted_words(effect),
        significance=short(non_significance(effect), MOST_WORDS),
        certainty=[
            short(f"{words}, judged by {name(one.source)}" if one.source else words, MOST_WORDS)
            for words, one in judgements(effect)
        ],
        quote=short(row.sentence) or None,
        source=works.source(row.article.key) or _no_work(row),
        found_by=short(plain_text_of(source_runs(row, works.name)), MOST_WORDS),
        summary=row.summary.id,
        month=str(row.summary.month or ""),
        superseded_by=Newer(key=newer, cited_as=name(newer)) if newer else None,
        standing=standing_word(row.standing),
    )


def _no_work(row: EvidenceRow) -> Source:
    title = short(row.summary.title, MOST_WORDS)
    return Source(
        key=row.article.key,
        reference=f"{title} (a summary of no single work)",
        cited_as=title,
        standing="",
        notices="",
    )


def remarks_on(findings: Sequence[Finding]) -> list[str]:
    """Return caveats about findings."""
    notes = [NOT_POOLED] if len(findings) > 1 else []
    silent = dict.fromkeys(one.source.key for one in findings if one.quote is None)
    return [*notes, *([NO_NUMBER.format(", ".join(silent))] if silent else [])]


def _without_conflicts(library: KnowledgeBase, filters: Filters) -> tuple[Filters, list[str]]:
    """Exclude articles with merge conflicts from filters, and return a note on these."""
    unclear = {problem.key for problem in library.conflicts()} - {""}
    if not unclear:
        return filters, []
    articles = library.articles(filters)
    keys = tuple(
        one.key for one in articles if not unclear & {summary.id for summary in one.summaries}
    )
    if len(keys) == len(articles):
        return filters, []
    left = ", ".join(sorted(unclear))
    return replace(filters, keys=keys), [f"Two versions stand in the file of {left}: left out."]


def evidence(
    library: KnowledgeBase, question: str, topic: str | None, *, limit: int, offset: int
) -> Findings:
    """Return the findings that answer a question, or all on a topic.

    Raises:
        PprkbError: Neither is given, the question has no words, or there is no such topic.
    """
    filters, notes = _without_conflicts(library, Filters(topics=(topic,) if topic else ()))
    if question.strip():
        effects = library.find_evidence(question, filters)
    elif topic:
        effects = library.effects(filters)
    else:
        raise PprkbError("neither a question nor a topic is given", hint="give one of them")
    findings, left_out = some_of(
        effects.rows,
        offset,
        limit,
        lambda rows: told_findings(library, effects, rows),
        "findings",
    )
    missing = words_in_none(question, effects.rows)
    meant = [hint for hint, one in zip(effects.hints, effects.unknown, strict=True) if one.meant]
    if not effects.rows:
        notes.append(NOTHING_RECORDED)
    elif missing:
        notes.append(NOT_HELD.format(", ".join(missing)))
    return Findings(
        asked=short(question or f"topic {topic}", MOST_WORDS),
        total=len(effects),
        words_not_found=[*missing],
        findings=findings,
        notes=[*meant, *notes, *remarks_on(findings)],
        left_out=left_out,
    )
