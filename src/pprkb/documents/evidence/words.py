"""Effects in a reader's words, each with what it takes for granted and the rule behind a label.

An effect that must not be told so is named with the reason, lest a reader think it forgotten.
"""

from __future__ import annotations

from collections.abc import Iterable

from pprkb.documents.document import Block, Paragraph, ParagraphRole, TextList
from pprkb.documents.evidence.table import CiteWork, EvidenceRow, judged_runs, source_runs
from pprkb.evidence.benchmarks import labels
from pprkb.evidence.convert.question import design_of
from pprkb.evidence.convert.refusals import Refusal
from pprkb.evidence.describe import spread, statistic, subject
from pprkb.evidence.equivalents import effect_in_plain_words
from pprkb.model.effect import EffectSize
from pprkb.text.markup import Run


def words_blocks(
    rows: Iterable[EvidenceRow],
    cite: CiteWork,
    *,
    control_rate: float | None = None,
) -> list[Block]:
    """Return each finding once, in words, and below all those that have none.

    Args:
        rows: The effects; of rows that tell one finding each is told, for their indices differ.
        cite: Names a work.
        control_rate: Share of untreated people with the outcome, from 0 to 1.
    """
    told: list[Block] = []
    refused: dict[str, list[str]] = {}
    for row in rows:
        rate = row.effect.control_rate
        cited = (
            {rate.source: "".join(run.text for run in cite(rate.source))}
            if rate and rate.source
            else {}
        )
        sentences = effect_in_plain_words(row.effect, p0=control_rate, cited=cited)
        if isinstance(sentences, Refusal):
            refused.setdefault(sentences.reason, []).append(_name(row.effect))
            continue
        head = (Run(text=f"{subject(row.effect)}: "), *statistic(row.effect), Run(text=", "))
        newer = row.effect.superseded_by
        mark = (Run(text="; superseded by "), *cite(newer)) if newer else ()
        runs = (*head, *source_runs(row, cite), *mark)
        told.append(Paragraph(runs=runs, role=ParagraphRole.LABEL))
        items: list[tuple[Run, ...]] = [
            (Run(text=words),) for words in (*sentences, *_called(row.effect))
        ]
        if reported := spread(row.effect):
            items.append((Run(text="Its work reports: "), *reported, Run(text=".")))
        if judged := judged_runs(row.effect, cite):
            items.append((*judged, Run(text=".")))
        told.append(TextList(items=tuple((Paragraph(runs=runs),) for runs in items)))
    for reason, names in refused.items():
        words = f"Not told in words: {'; '.join(names)}: {reason}."
        told.append(Paragraph(runs=(Run(text=words),), role=ParagraphRole.NOTE))
    return told


def _name(effect: EffectSize) -> str:
    return f"{subject(effect)} ({''.join(run.text for run in statistic(effect))})"


def _called(effect: EffectSize) -> tuple[str, ...]:
    named = "; ".join(
        str(label) for label in labels(effect.value, effect.metric, design_of(effect))
    )
    words = [f"By general benchmarks, which disagree: {named}."] if named else []
    if effect.magnitude:
        words.append(f"The summary calls it “{effect.magnitude}”.")
    return tuple(words)
