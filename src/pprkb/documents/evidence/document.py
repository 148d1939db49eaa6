"""Evidence documents: effects by topic as drawings, tables and text, with references."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from pprkb.documents.cite import Citations
from pprkb.documents.document import (
    Block,
    Document,
    Entry,
    Figure,
    Heading,
    Paragraph,
    ParagraphRole,
    TextList,
    under_reference,
)
from pprkb.documents.evidence.plot import figures
from pprkb.documents.evidence.table import (
    NO_EFFECTS,
    NOT_POOLED,
    CiteWork,
    EvidenceRow,
    about_conversions,
    evidence_table,
    judged_runs,
    narrative,
    source_runs,
    spoken,
    superseded_runs,
)
from pprkb.evidence.benchmarks import labels
from pprkb.evidence.convert.answers import Refusal
from pprkb.evidence.convert.question import design_of
from pprkb.evidence.describe import spread, statistic, subject, subject_runs
from pprkb.evidence.equivalents import effect_in_plain_words
from pprkb.formats.bibtex import read as bibtex
from pprkb.languages import ENGLISH, Words, phrase
from pprkb.model.effect import EffectSize, Metric
from pprkb.model.reference import Reference
from pprkb.text.markup import Run, joined, text_of


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """The effects of some articles, independent of the output format."""

    rows: tuple[EvidenceRow, ...]
    citations: Citations
    """Citations of at least the works in `evidence_table.works_of`."""
    title: str
    modified: str = ""
    """ISO date of the newest data."""
    convert_to: Metric | None = None
    """A metric to which effects are also converted, in an extra column."""
    in_words: bool = False
    """Whether effects are also described in plain words."""
    control_rate: float | None = None
    """Share of untreated people with the outcome, from 0 to 1, for numbers needed to treat."""
    left_out: int = 0
    """The number of further effects, which are not among the rows."""


def evidence_document(evidence: Evidence) -> Document:
    """Return effects as a document: drawings, a table for each topic, and references."""
    rows, citations, words = evidence.rows, evidence.citations, evidence.citations.words
    cite = narrative(citations)
    topics = tuple(dict.fromkeys(row.topic for row in rows))
    parts: list[Block] = []
    for number, topic in enumerate(topics, 1):
        if len(topics) > 1:
            parts.append(Heading(level=1, runs=(Run(text=topic),)))
        of_topic = [row for row in rows if row.topic == topic]
        parts += figures(
            of_topic,
            cite,
            title=topic if len(topics) > 1 else evidence.title,
            name="forest" if number == 1 else f"forest-{number}",
            convert_to=evidence.convert_to,
            words=words,
        )
        parts.append(evidence_table(of_topic, cite, evidence.convert_to, words))
    drawn = any(isinstance(block, Figure) for block in parts)
    about = _about(words, any_there=bool(rows), drawn=drawn, convert_to=evidence.convert_to)
    blocks: list[Block] = [about, *parts]
    if evidence.convert_to:
        blocks.append(about_conversions(rows, evidence.convert_to, words))
    if evidence.in_words:
        blocks += words_section(evidence)
    blocks += references(citations)
    if evidence.convert_to or evidence.in_words:
        blocks += formula_sources(blocks, citations)
    return document_of(evidence, blocks, title=evidence.title)


def document_of(
    evidence: Evidence, blocks: Iterable[Block], *, title: str, landscape: bool = False
) -> Document:
    """Return a document with blocks of evidence."""
    citations = evidence.citations
    return Document(
        title=title,
        language=citations.language,
        modified=evidence.modified,
        blocks=tuple(blocks),
        keys=tuple(dict.fromkeys(row.article.key for row in evidence.rows)),
        notices=citations.notices,
        hanging_indent=citations.hanging_indent,
        line_spacing=1.0,
        landscape=landscape,
    )


_SQUARES = phrase(
    "In a drawing a square is an estimate as reported; the line through it is its confidence"
    " interval, where one was reported."
)
_HOLLOW_SQUARES = phrase(
    "In a drawing a square is an estimate as reported, a hollow one a converted value; the line"
    " through it is its confidence interval, where one was reported."
)


_COUNTS = phrase("k is the number of studies, N that of people or of what else was counted.")


def _about(
    words: Words, *, drawn: bool, convert_to: Metric | None = None, any_there: bool = True
) -> Paragraph:
    """Return a paragraph that explains tables and drawings, or says that there are none."""
    said = [words(NOT_POOLED if any_there else NO_EFFECTS)]
    if drawn:
        said.append(words(_HOLLOW_SQUARES if convert_to else _SQUARES))
    if any_there:
        said.append(words(_COUNTS))
    return Paragraph(runs=(Run(text=" ".join(said)),), role=ParagraphRole.NOTE)


def evidence_blocks(
    rows: tuple[EvidenceRow, ...],
    cite: CiteWork,
    *,
    title: str,
    name: str,
    words: Words = ENGLISH,
) -> list[Block]:
    """Return drawings and a table of effects, for a longer document.

    Args:
        rows: The effects.
        cite: Returns the citation of a work.
        title: The title of the drawings.
        name: Prefix for the name of each drawing; unique within the document.
        words: Words in the reader's language.
    """
    drawn = figures(rows, cite, title=title, name=name, words=words)
    return [_about(words, drawn=bool(drawn)), *drawn, evidence_table(rows, cite, words=words)]


def words_section(evidence: Evidence) -> list[Block]:
    """Return the effects in plain words under a heading, or nothing if there are none."""
    cite, words = narrative(evidence.citations), evidence.citations.words
    blocks = words_blocks(evidence.rows, cite, control_rate=evidence.control_rate, words=words)
    heading = Heading(level=1, runs=(Run(text=words("In plain words")),))
    return [heading, *blocks] if blocks else []


def references(citations: Citations) -> Iterator[Block]:
    """Yield the cited works under a heading, or nothing if there are none."""
    if citations.order:
        yield Heading(level=1, runs=(Run(text=citations.words("References")),))
    yield from _entries(citations)


def _entries(citations: Citations) -> Iterator[Entry]:
    for key in citations.order:
        entry = citations.entry(key)
        notices = under_reference(citations.notices.get(key, ()), citations.words)
        yield Entry(
            key=key,
            runs=entry.runs,
            label=entry.label,
            annotation=notices,
            reference=citations.references.get(key),
        )


def formula_sources(blocks: Iterable[Block], citations: Citations) -> list[Block]:
    """Return the sources of the formulas and benchmarks that the blocks name."""
    said = "\n".join(_said(block) for block in blocks)
    named = [
        work
        for work in _formula_works()
        if re.search(rf"\b{work.contributors[0].family}\b[^\n;:]{{0,60}}?[ (]{work.year}\b", said)
    ]
    if not named:
        return []
    said = citations.words("Sources of formulas and benchmarks")
    heading = Heading(level=1, runs=(Run(text=said),))
    return [heading, *_entries(citations.beside(named))]


def _said(block: Block) -> str:
    """Return the text of paragraphs and lists; tables name no formulas."""
    if isinstance(block, TextList):
        return "\n".join(_said(part) for item in block.items for part in item)
    return text_of(block.runs) if isinstance(block, Paragraph) else ""


@cache
def _formula_works() -> tuple[Reference, ...]:
    text = files(__package__).joinpath("formulas.bib").read_text(encoding="utf-8")
    return tuple(bibtex.read_bibtex(text).references)


def words_blocks(
    rows: Iterable[EvidenceRow],
    cite: CiteWork,
    *,
    control_rate: float | None = None,
    words: Words = ENGLISH,
) -> list[Block]:
    """Return each finding in plain words, and then a list of those that cannot be described.

    Args:
        rows: The effects; all rows of a finding are described, since their metrics differ.
        cite: Names a work.
        control_rate: Share of untreated people with the outcome, from 0 to 1.
        words: Of the reader's language.
    """
    blocks: list[Block] = []
    refused: dict[str, list[str]] = {}
    for row in rows:
        rate = row.effect.control_rate
        cited = {rate.source: text_of(cite(rate.source))} if rate and rate.source else {}
        sentences = effect_in_plain_words(row.effect, p0=control_rate, cited=cited, words=words)
        if isinstance(sentences, Refusal):
            reason = words.again(sentences.reason)
            refused.setdefault(reason, []).append(_name(row.effect, words))
            continue
        language = spoken(row, words)
        about = subject_runs(row.effect, words, language=language)
        told = statistic(row.effect, words, language=language)
        head = (*joined(words.in_runs("{subject}: ", subject=about)), *told, Run(text=", "))
        mark: tuple[Run, ...] = ()
        if row.effect.superseded_by:
            mark = (Run(text="; "), *superseded_runs(row.effect, cite, words))
        runs = (*head, *source_runs(row, cite, words), *mark)
        blocks.append(Paragraph(runs=runs, role=ParagraphRole.LABEL))
        items: list[tuple[Run, ...]] = [
            (Run(text=told),) for told in (*sentences, *_called(row.effect, words))
        ]
        if reported := spread(row.effect, words):
            items.append(words.in_runs("Its work reports: {reported}.", reported=reported))
        if judged := judged_runs(row.effect, cite, words):
            items.append((*judged, Run(text=".")))
        blocks.append(TextList(items=tuple((Paragraph(runs=runs),) for runs in items)))
    for reason, names in refused.items():
        said = words("Not told in words: {names}: {reason}.", names="; ".join(names), reason=reason)
        blocks.append(Paragraph(runs=(Run(text=said),), role=ParagraphRole.NOTE))
    return blocks


def _name(effect: EffectSize, words: Words) -> str:
    return f"{subject(effect, words)} ({text_of(statistic(effect, words))})"


def _called(effect: EffectSize, words: Words) -> tuple[str, ...]:
    named = "; ".join(
        label.said(words) for label in labels(effect.value, effect.metric, design_of(effect))
    )
    said = []
    if named:
        said.append(words("By general benchmarks, which disagree: {named}.", named=named))
    if effect.magnitude:
        said.append(words("The summary calls it “{word}”.", word=effect.magnitude))
    return tuple(said)
