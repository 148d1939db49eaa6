"""A summary of findings: outcomes with relative and absolute effects and their certainty.

The columns are those of Cochrane's tables (Cochrane Handbook, chapter 14; Guyatt et al., 2013).
Each row is one reported effect: nothing is pooled, and no certainty is computed.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from pprkb.documents.document import Block, Document, Heading, Paragraph, ParagraphRole, Table
from pprkb.documents.evidence.document import Evidence, document_of, references
from pprkb.documents.evidence.table import (
    NOT_POOLED,
    NOT_REPORTED,
    CiteWork,
    EvidenceRow,
    narrative,
    source_runs,
)
from pprkb.documents.writers.records import csv_cell
from pprkb.evidence.convert.question import Design, design_of
from pprkb.evidence.describe import (
    counted,
    judgements,
    non_significance,
    rated_for,
    spread,
    statistic,
    subject,
)
from pprkb.evidence.direction import favours_words, wanted_words
from pprkb.evidence.equivalents import Expected, expected_events
from pprkb.evidence.rounding import printed_share
from pprkb.model.effect import EffectSize
from pprkb.text.markup import Run, plain_text_of

HEADER = (
    "Outcome (comparison)",
    "Effect",
    "Per 1,000 with the comparison",
    "Per 1,000 with the treatment",
    "Participants (studies)",
    "Certainty (GRADE)",
    "Comments",
)
_ABOUT = (
    f"{NOT_POOLED} People per 1,000 are computed from the effect and the rate of the comparison"
    " group, where the record has that rate and says whom the effect favours. Certainty is as"
    " judged by those whom the notes name."
)
_NOT_APPLICABLE = "–"

Cells = tuple[tuple[Run, ...], ...]


class _Notes:
    """Notes of a table, each with a letter and printed once."""

    def __init__(self) -> None:
        self._marks: dict[tuple[Run, ...], Run] = {}

    def mark(self, *runs: Run) -> Run:
        """Return the mark of a note; its brackets keep it apart where nothing can be raised."""
        letter = f"[{_letter(len(self._marks))}]"
        return self._marks.setdefault(runs, Run(text=letter, superscript=True))

    def blocks(self) -> Iterator[Block]:
        """Yield the notes in the order of their letters."""
        for runs, mark in self._marks.items():
            yield Paragraph(runs=(mark, Run(text=" "), *runs))

    def apart(self, rows: Iterable[Cells]) -> Iterator[list[str]]:
        """Yield the cells of each row in plain text, and at the end the notes that they name."""
        cells = tuple(rows)
        notes = {mark: plain_text_of(runs) for runs, mark in self._marks.items()}
        for row in cells:
            named = [notes[run] for runs in row for run in runs if run in notes]
            words = [plain_text_of(run for run in runs if run not in notes) for runs in row]
            yield [*words, " ".join(named)]


def _letter(number: int) -> str:
    """Return a, b, …, z, aa, ab, … for 0, 1 and so on."""
    more, last = divmod(number, 26)
    return (_letter(more - 1) if more else "") + chr(ord("a") + last)


def summary_of_findings(evidence: Evidence) -> Document:
    """Return effects as tables of findings, one for each topic, with notes and references."""
    rows, cite = evidence.rows, narrative(evidence.citations)
    notes = _Notes()
    blocks: list[Block] = [Paragraph(runs=(Run(text=_ABOUT),), role=ParagraphRole.NOTE)]
    topics = dict.fromkeys(row.topic for row in rows)
    for topic in topics:
        if len(topics) > 1:
            blocks.append(Heading(level=1, runs=(Run(text=topic),)))
        of_topic = [row for row in rows if row.topic == topic]
        blocks.append(
            Table(
                header=tuple((Run(text=name),) for name in _header(of_topic)),
                rows=tuple(_rows(of_topic, cite, notes, evidence.control_rate)),
                row_headers=True,
            )
        )
    listed = list(notes.blocks())
    if listed and len(topics) > 1:
        blocks.append(Heading(level=1, runs=(Run(text="Notes"),)))
    blocks += listed
    blocks += references(evidence.citations)
    return document_of(
        evidence, blocks, title=f"Summary of findings: {evidence.title}", landscape=True
    )


def _header(rows: Iterable[EvidenceRow]) -> tuple[str, ...]:
    """Return the names of the columns, with the two groups where all comparisons are of them."""
    compared = {row.effect.compared for row in rows if row.effect.compared}
    if len(compared) != 1:
        return HEADER
    ((first, second),) = compared
    return (*HEADER[:2], f"Per 1,000 with {second}", f"Per 1,000 with {first}", *HEADER[4:])


def findings_csv(evidence: Evidence) -> bytes:
    """Return the same rows as comma-separated values, each with its own notes at the end."""
    cite, notes = narrative(evidence.citations), _Notes()
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\r\n")
    writer.writerow(("Topic", *HEADER, "Notes"))
    rows = evidence.rows
    printed = notes.apart(_rows(rows, cite, notes, evidence.control_rate))
    for row, words in zip(rows, printed, strict=True):
        writer.writerow([csv_cell(text) for text in (row.topic, *words)])
    return b"\xef\xbb\xbf" + table.getvalue().encode()


def _rows(
    rows: Sequence[EvidenceRow], cite: CiteWork, notes: _Notes, p0: float | None
) -> Iterator[Cells]:
    previous = 0
    for row in rows:
        effect = row.effect
        outcome = (Run(text=_outcome(effect)), notes.mark(*source_runs(row, cite), Run(text=".")))
        comparison, treated = _absolute(effect, cite, notes, p0)
        again = row.finding == previous
        previous = row.finding
        yield (
            outcome,
            statistic(effect),
            comparison,
            treated,
            (Run(text=_sizes(effect)),),
            _certainty(effect, cite, notes),
            _comments(row, cite, again=again),
        )


def _outcome(effect: EffectSize) -> str:
    """Return the outcome, and then what is compared."""
    if not (effect.compared and effect.outcome):
        return subject(effect)
    first, second = effect.compared
    words = f"{effect.outcome[:1].upper()}{effect.outcome[1:]}"
    words += f" ({effect.subgroup})" if effect.subgroup else ""
    words += f": {first} compared with {second}"
    return f"{words}, {effect.timepoint}" if effect.timepoint else words


def _absolute(
    effect: EffectSize, cite: CiteWork, notes: _Notes, p0: float | None
) -> tuple[tuple[Run, ...], tuple[Run, ...]]:
    """Return the people of 1,000 who have the event in the comparison and in the first group."""
    if design_of(effect) is not Design.GROUPS:
        return (Run(text=_NOT_APPLICABLE),), (Run(text=_NOT_APPLICABLE),)
    marks = []
    if effect.control_rate and effect.control_rate.source:
        runs = cite(effect.control_rate.source)
        marks.append(notes.mark(Run(text="Rate of the comparison group: "), *runs, Run(text=".")))
    expected = expected_events(effect, p0=p0)
    if not isinstance(expected, Expected):
        missing = Run(text=NOT_REPORTED)
        if effect.control_rate is None and p0 is None:
            return (missing,), (missing,)
        reason = notes.mark(Run(text=f"Not computed: {expected.reason}."))
        share = printed_share(effect.control_rate.printed) if effect.control_rate else None
        if share is None:
            return (missing,), (missing, reason)
        return (Run(text=f"{round(1000 * share):,}"), *marks), (missing, reason)
    before, after = expected.per_thousand
    limits = ""
    if expected.limits_per_thousand:
        low, high = expected.limits_per_thousand
        limits = f" ({low:,} to {high:,})"
    change = f"{abs(after - before):,} {'more' if after > before else 'fewer'}"
    return (
        (Run(text=f"{before:,}"), *marks),
        (Run(text=f"{after:,}{limits}: {change}"),),
    )


def _sizes(effect: EffectSize) -> str:
    people = _size(effect.n, effect.n_qualifier, effect.n_unit)
    noun = "study" if effect.k == 1 else "studies"
    studies = _size(effect.k, effect.k_qualifier, noun)
    if effect.n is None and effect.k is None:
        return NOT_REPORTED
    return f"{people} ({studies})" if effect.k is not None else people


def _size(number: int | None, qualifier: str, noun: str) -> str:
    if number is None:
        return NOT_REPORTED
    sign, words = counted(number, qualifier, noun)
    return words if sign == "=" else f"{sign}\u00a0{words}"


def _certainty(effect: EffectSize, cite: CiteWork, notes: _Notes) -> tuple[Run, ...]:
    judged = effect.certainty
    if judged is None:
        return (Run(text=NOT_REPORTED),)
    runs: list[Run] = []
    if because := rated_for(judged):
        runs.append(Run(text=f"{because[:1].upper()}{because[1:]}"))
    if judged.source:
        runs += [Run(text=", according to " if runs else "According to "), *cite(judged.source)]
    word = Run(text=f"{judged.word[:1].upper()}{judged.word[1:]}")
    return (word, notes.mark(*runs, Run(text="."))) if runs else (word,)


def _comments(row: EvidenceRow, cite: CiteWork, *, again: bool) -> tuple[Run, ...]:
    """Return what else a reader must know: what replaced it, whom it favours, how it was done."""
    effect = row.effect
    parts: list[tuple[Run, ...]] = []
    if row.standing and row.standing.mark:
        parts.append((Run(text=row.standing.mark),))
    if again:
        parts.append((Run(text="the same finding as above"),))
    if effect.superseded_by:
        parts.append((Run(text="superseded by "), *cite(effect.superseded_by)))
    better = wanted_words(effect) if effect.compared else ""
    known = (non_significance(effect), favours_words(effect), better)
    parts += [(Run(text=words),) for words in known if words]
    for words, judged in judgements(effect):
        if judged is not effect.certainty:
            who = (Run(text=" ["), *cite(judged.source), Run(text="]")) if judged.source else ()
            parts.append((Run(text=words), *who))
    if rest := spread(effect):
        parts.append(rest)
    runs: list[Run] = []
    for part in parts:
        runs += [*((Run(text="; "),) if runs else ()), *part]
    return tuple(runs) or (Run(text=_NOT_APPLICABLE),)
