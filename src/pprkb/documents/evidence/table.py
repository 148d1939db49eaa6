"""The evidence table: every effect of some articles, as reported, with its source.

Effects are listed and never pooled, ranked or counted: meta-analyses share studies, so that a
combination of several would be falsely precise (Lunny et al., 2021; Cochrane Handbook, chapter V).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from pprkb.documents.cite import Citations
from pprkb.documents.document import Paragraph, ParagraphRole, Table
from pprkb.documents.spoken import other_language
from pprkb.evidence.anchors import find_quotes, sentence_around
from pprkb.evidence.convert.answers import Conversion, Refusal, printed
from pprkb.evidence.convert.conversions import convert_effect
from pprkb.evidence.describe import (
    counted,
    judgements,
    people,
    remarks_runs,
    spread,
    statistic,
    subject_runs,
)
from pprkb.evidence.direction import wanted_words
from pprkb.evidence.rounding import at_places
from pprkb.languages import ENGLISH, Words, phrase
from pprkb.model.citation import Citation, CitationMode, Cite
from pprkb.model.effect import EffectSize, Metric
from pprkb.model.notice import Notices, Standing, gravest, standing_of
from pprkb.model.summary import Article, Summary, Topic
from pprkb.text.markup import Run, joined
from pprkb.text.number import whole_number

NOT_POOLED = phrase(
    "Effects stand as the summaries report them. They are not pooled, ranked or counted, because "
    "meta-analyses on one question share studies."
)
NO_EFFECTS = phrase("No effects fit what was asked for.")
NOT_REPORTED = phrase("not reported")


@dataclass(frozen=True, kw_only=True)
class EvidenceRow:
    """One effect with everything needed to trace it."""

    topic: str
    """Label of the topic it is listed under."""
    finding: int
    """The same number on rows of the same finding, from 1 in the order of the table."""
    article: Article
    summary: Summary
    effect: EffectSize
    sentence: str
    """The sentence of the summary with the number; empty without a quote."""
    standing: Standing | None = None
    """The standing of the work or of its source, whichever is more serious."""
    control_rate: float | None = None
    """A control rate assumed by the reader, from 0 to 1, if the record has none."""

    @property
    def place(self) -> str:
        """File and line of the record."""
        return str(self.effect.at) if self.effect.at else ""


_Key = tuple[int, bool, str, str, int]
"""By which the rows of a table are in order."""


def evidence_rows(
    articles: Iterable[Article], topics: Iterable[Topic], words: Words = ENGLISH
) -> tuple[EvidenceRow, ...]:
    """Return the effects of articles in the order of the table.

    By topic in the vocabulary's order, what stands before what was superseded, rows of one finding
    together, the newest summary first.

    Args:
        articles: The articles with the effects.
        topics: The headings, in order; an effect is listed under the first that its summary has,
            or else its work.
        words: Words in the reader's language.
    """
    findings: list[tuple[_Key, Article, Summary, EffectSize, str]] = []
    order = {
        topic.id: (number, topic.label_in(words.language)) for number, topic in enumerate(topics)
    }
    for article in articles:
        for summary in article.summaries:
            # If a summary has none of them, the keywords of its work may.
            ids = (*summary.topics, *(topic.id for topic in article.topics))
            places = [order[topic] for topic in ids if topic in order]
            place, label = places[0] if places else (len(order), words("Other"))
            month = str(summary.month) if summary.month else ""
            for position, effect in enumerate(summary.effects):
                replaced = bool(effect.superseded_by)
                key = (place, replaced, _reversed(month), summary.id, position)
                findings.append((key, article, summary, effect, label))
    findings.sort(key=lambda row: row[0])
    return tuple(_numbered(findings))


def _reversed(month: str) -> str:
    """Return a sort key for a month: newest first, no month last."""
    return (
        "".join(chr(ord("9") - whole_number(digit, 0)) for digit in month if digit.isdecimal())
        or "~"
    )


def _numbered(
    found: list[tuple[_Key, Article, Summary, EffectSize, str]],
) -> Iterable[EvidenceRow]:
    """Group the rows of each finding at the position of the first, and number them."""
    together: dict[str, list[tuple[Article, Summary, EffectSize, str]]] = {}
    for number, (_, article, summary, effect, label) in enumerate(found):
        key = effect.evidence_key or f"\x00{number}"
        together.setdefault(key, []).append((article, summary, effect, label))
    for finding, rows in enumerate(together.values(), 1):
        topic = rows[0][3]
        for article, summary, effect, _ in rows:
            yield EvidenceRow(
                topic=topic,
                finding=finding,
                article=article,
                summary=summary,
                effect=effect,
                sentence=_sentence(summary, effect),
            )


def _sentence(summary: Summary, effect: EffectSize) -> str:
    texts = (summary.evidence_summary, summary.practice_implications)
    for text in texts:
        if places := find_quotes(text, effect.quote):
            return sentence_around(text, places[0])
    return ""


def works_of(rows: Iterable[EvidenceRow]) -> tuple[str, ...]:
    """Return the keys of the works that a table names, and text that may be a key."""
    keys: dict[str, None] = {}
    for row in rows:
        effect = row.effect
        keys |= dict.fromkeys((row.summary.reference, effect.source, effect.superseded_by))
        judged = (effect.control_rate, effect.design, effect.risk_of_bias, effect.certainty)
        keys |= dict.fromkeys(one.source for one in judged if one)
    return tuple(filter(None, keys))


def with_standing(rows: Iterable[EvidenceRow], notices: Notices) -> tuple[EvidenceRow, ...]:
    """Return rows with the standing of the works that they come from.

    Args:
        rows: The rows.
        notices: Notices about the works in `works_of`, by key.
    """
    return tuple(
        replace(
            row,
            standing=gravest(
                standing_of(notices.get(key, ()))
                for key in (row.summary.reference, row.effect.source)
            ),
        )
        for row in rows
    )


CiteWork = Callable[[str], tuple[Run, ...]]
"""Returns the narrative citation of a key: "Webb et al. (2010)"."""


def narrative(citations: Citations) -> CiteWork:
    """Return a function that returns the narrative citation of a key.

    Retracted works and the like are marked. Text that is not a key is returned unchanged.
    """

    def cite(key: str) -> tuple[Run, ...]:
        if key not in citations.references:
            return (Run(text=key),)
        citation = Citation(cites=(Cite(key=key),), mode=CitationMode.NARRATIVE)
        return (*citations.cite(citation), *citations.mark(key))

    return cite


def judged_runs(effect: EffectSize, cite: CiteWork, words: Words = ENGLISH) -> tuple[Run, ...]:
    """Return the recorded design, risk of bias and certainty, each with who judged it."""
    runs: list[Run] = []
    for said, judgement in judgements(effect, words):
        shown = said if runs else words.capital(said)
        runs += [*((Run(text="; "),) if runs else ()), Run(text=shown)]
        if judgement.source:
            runs += [Run(text=" ["), *cite(judgement.source), Run(text="]")]
    return tuple(runs)


def source_runs(row: EvidenceRow, cite: CiteWork, words: Words = ENGLISH) -> tuple[Run, ...]:
    """Return the source of an effect, as APA cites secondary sources (section 8.6)."""
    reader = row.summary.reference
    if not reader:
        return (Run(text=row.summary.title, language=spoken(row, words)),)
    if not row.effect.source or row.effect.source == reader:
        return cite(reader)
    return words.in_runs(
        "{source}, as cited in {reader}", source=cite(row.effect.source), reader=cite(reader)
    )


HEADER = (phrase("Finding"), phrase("Effect"), "k", "N", phrase("Source"))


def converted(row: EvidenceRow, target: Metric) -> Conversion | Refusal | None:
    """Convert an effect, or return the reason why not; None if it already has the metric."""
    if row.effect.metric is target:
        return None
    return convert_effect(row.effect, target, p0=row.control_rate)


def conversion_warnings(rows: Iterable[EvidenceRow], target: Metric) -> tuple[str, ...]:
    """Return the warnings of `convert` for these effects, without repetition."""
    made = (converted(row, target) for row in rows)
    said = (words for one in made if isinstance(one, Conversion) for words in one.warnings)
    return tuple(dict.fromkeys(said))


def about_conversions(
    rows: Sequence[EvidenceRow], target: Metric, words: Words = ENGLISH
) -> Paragraph:
    """Return how values were converted, the assumptions, and the reasons for missing ones."""
    formulas: dict[str, None] = {}
    reasons: dict[str, None] = {}
    for row in rows:
        result = converted(row, target)
        if isinstance(result, Conversion):
            made = f"{result.formula} ({_sources(result, words)})"
            if result.assumptions:
                assumed = "; ".join(words.again(one) for one in result.assumptions)
                made = words("{formula}, assuming {assumed}", formula=made, assumed=assumed)
            formulas[made] = None
        elif result is not None:
            reasons[words.again(result.reason)] = None
    warnings = conversion_warnings(rows, target)
    said = [words("≈ marks values that were converted from what is reported.")]
    if formulas:
        said.append(f"{'. '.join(formulas)}.")
    if warnings:
        said_warnings = "; ".join(words.again(one) for one in warnings)
        said.append(words("Caution: {warnings}.", warnings=said_warnings))
    if reasons:
        said.append(words("Not converted: {reasons}.", reasons="; ".join(reasons)))
    return Paragraph(runs=(Run(text=" ".join(said)),), role=ParagraphRole.NOTE)


def _sources(made: Conversion, words: Words) -> str:
    """Return the source of a conversion: "Furukawa et Leucht (2011)" in French."""
    said = "; ".join(map(words, made.source.split("; ")))
    return said if words.language == "en" else said.replace("&", words("and"))


def _converted_cell(row: EvidenceRow, target: Metric, words: Words) -> tuple[Run, ...]:
    made = converted(row, target)
    if isinstance(made, Conversion):
        return (Run(text=f"≈\u00a0{told(made, words=words)}"),)
    return (Run(text=f"– ({words(made.short)})" if made and made.short else "–"),)


_MOST_PLACES = 2


def told(conversion: Conversion, *, interval: bool = False, words: Words = ENGLISH) -> str:
    """Return a converted value for printing beside reported values.

    It has two decimals, as statistics in APA (Publication Manual, section 6.36), or fewer if the
    reported number is less precise: "0.41", not "0.4" beside "0.87", nor "0.273".

    Args:
        conversion: The value.
        interval: Whether to return its interval instead, "[0.23, 0.59]", or nothing.
        words: Words in the reader's language.
    """
    target = conversion.question.target
    if not isinstance(target, Metric) or target is Metric.NNT:
        limits = conversion.interval
        if interval:
            return _ends(limits.low_text, limits.high_text, words) if limits else ""
        return words.number(conversion.told)
    width = conversion.high - conversion.low
    places = min(_MOST_PLACES, max(0, round(-math.log10(width)))) if width > 0 else _MOST_PLACES

    def shown(number: float) -> str:
        return words.number(printed(target, at_places(number, places)))

    if interval:
        limits = conversion.interval
        return _ends(shown(limits.low), shown(limits.high), words) if limits else ""
    sign = "" if conversion.comparator == "=" else f"{conversion.comparator} "
    value = shown(conversion.estimate)
    if conversion.upper:
        value = words("{low} to {high}", low=value, high=shown(conversion.upper.estimate))
    return f"{sign}{value}{conversion.remark}"


def _ends(low: str, high: str, words: Words) -> str:
    return words("[{low},\u00a0{high}]", low=low, high=high)


def evidence_table(
    rows: Sequence[EvidenceRow],
    cite: CiteWork,
    target: Metric | None = None,
    words: Words = ENGLISH,
) -> Table:
    """Return effects as a table, in their order.

    Args:
        rows: The effects.
        cite: Returns the citation of a work.
        target: A metric to which the effects are also converted, in an extra column.
        words: Of the reader's language.
    """
    names = [words(name) for name in HEADER]
    if target:
        names.insert(2, f"≈ {target.value}")
    judged = any(next(judgements(row.effect), None) for row in rows)
    if judged:
        names.insert(-1, words("Design, risk of bias, certainty"))
    header = tuple((Run(text=name, italic=len(name) == 1),) for name in names)
    cells = []
    previous = 0
    for row in rows:
        again = row.finding == previous
        previous = row.finding
        cells.append(
            (
                _finding(row, words, again=again),
                _reported(row, cite, words),
                *((_converted_cell(row, target, words),) if target else ()),
                *_sizes(row.effect, words),
                *((_judged(row.effect, cite, words),) if judged else ()),
                source_runs(row, cite, words),
            )
        )
    return Table(
        header=header, rows=tuple(cells), numeric=frozenset({2, 3, 4} if target else {2, 3})
    )


def _judged(effect: EffectSize, cite: CiteWork, words: Words) -> tuple[Run, ...]:
    return judged_runs(effect, cite, words) or (Run(text=words(NOT_REPORTED)),)


def spoken(row: EvidenceRow, words: Words) -> str:
    """Return the language of the author's words where it is another than the reader's."""
    return other_language(row.summary.language, words.locale)


def _finding(row: EvidenceRow, words: Words, *, again: bool) -> tuple[Run, ...]:
    about = subject_runs(row.effect, words, language=spoken(row, words))
    if row.effect.compared and (better := wanted_words(row.effect, words)):
        about = (*about, Run(text=f"; {better}"))
    return joined(words.in_runs("{subject}: the same finding", subject=about) if again else about)


def _reported(row: EvidenceRow, cite: CiteWork, words: Words) -> tuple[Run, ...]:
    effect = row.effect
    runs = list(statistic(effect, words, language=spoken(row, words)))
    if effect.value and effect.interval is None:
        runs.append(Run(text=f"; {words('interval not reported')}"))
    if rest := spread(effect, words):
        runs += [Run(text="; "), *rest]
    if said := remarks_runs(effect, words, language=spoken(row, words)):
        runs += joined((Run(text=" ("), *said, Run(text=")")))
    if effect.superseded_by:
        runs += [Run(text="; "), *superseded_runs(effect, cite, words)]
    return tuple(runs)


def superseded_runs(effect: EffectSize, cite: CiteWork, words: Words) -> tuple[Run, ...]:
    """Return "superseded by Elliott et al. (2018)"."""
    return words.in_runs("superseded by {work}", work=cite(effect.superseded_by))


def _sizes(effect: EffectSize, words: Words) -> tuple[tuple[Run, ...], tuple[Run, ...]]:
    """Return k and N with their qualifiers, or "not reported"."""
    studies = _size(effect.k, effect.k_qualifier, "", words)
    participants = _size(effect.n, effect.n_qualifier, people(effect.n_unit, words), words)
    return (Run(text=studies),), (Run(text=participants),)


def _size(number: int | None, qualifier: str, noun: str, words: Words) -> str:
    if number is None:
        return words(NOT_REPORTED)
    sign, said = counted(number, qualifier, noun, words)
    return said if sign == "=" else f"{sign} {said}"
