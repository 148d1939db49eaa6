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
    NO_EFFECTS,
    NOT_POOLED,
    NOT_REPORTED,
    CiteWork,
    EvidenceRow,
    narrative,
    source_runs,
    spoken,
    superseded_runs,
)
from pprkb.documents.writers.records import csv_cell
from pprkb.evidence.convert.question import Design, design_of
from pprkb.evidence.describe import (
    certainty_word,
    counted,
    judgements,
    non_significance,
    people,
    rated_for,
    spread,
    statistic,
    studies,
    subject_runs,
)
from pprkb.evidence.direction import favours_runs, wanted_words
from pprkb.evidence.expected import Expected, change_words, expected_events
from pprkb.evidence.rounding import printed_share
from pprkb.languages import ENGLISH, Words, phrase
from pprkb.model.effect import EffectSize
from pprkb.model.notice import standing_mark
from pprkb.text.markup import Run, joined, plain_text_of, text_of

HEADER = (
    phrase("Outcome (comparison)"),
    phrase("Effect"),
    phrase("Per 1,000 with the comparison"),
    phrase("Per 1,000 with the treatment"),
    phrase("Participants (studies)"),
    phrase("Certainty (GRADE)"),
    phrase("Comments"),
)
_ABOUT = phrase(
    "People per 1,000 are computed from the effect and the rate of the comparison"
    " group, where the record has that rate and says whom the effect favours. Certainty is as"
    " judged by those whom the notes name."
)
_NOT_APPLICABLE = "–"

Cells = tuple[tuple[Run, ...], ...]


class _Notes:
    """Notes of a table, with letters and without repetition."""

    def __init__(self) -> None:
        self._marks: dict[tuple[Run, ...], Run] = {}

    def mark(self, *runs: Run) -> Run:
        """Return the mark of a note, in brackets for formats without superscript."""
        letter = f"[{_letter(len(self._marks))}]"
        return self._marks.setdefault(runs, Run(text=letter, superscript=True))

    def blocks(self) -> Iterator[Block]:
        """Yield the notes in the order of their letters."""
        for runs, mark in self._marks.items():
            yield Paragraph(runs=(mark, Run(text=" "), *runs))

    def apart(self, rows: Iterable[Cells]) -> Iterator[list[str]]:
        """Yield the cells of each row as plain text, followed by their notes."""
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
    """Return effects as tables of findings for each topic, with notes and references."""
    rows, cite, words = evidence.rows, narrative(evidence.citations), evidence.citations.words
    notes = _Notes()
    about = f"{words(NOT_POOLED)} {words(_ABOUT)}" if rows else words(NO_EFFECTS)
    blocks: list[Block] = [Paragraph(runs=(Run(text=about),), role=ParagraphRole.NOTE)]
    topics = dict.fromkeys(row.topic for row in rows)
    for topic in topics:
        if len(topics) > 1:
            blocks.append(Heading(level=1, runs=(Run(text=topic),)))
        of_topic = [row for row in rows if row.topic == topic]
        blocks.append(
            Table(
                header=tuple((Run(text=name),) for name in _header(of_topic, words)),
                rows=tuple(_rows(of_topic, cite, notes, evidence.control_rate, words)),
                row_headers=True,
            )
        )
    listed = list(notes.blocks())
    if listed and len(topics) > 1:
        blocks.append(Heading(level=1, runs=(Run(text=words("Notes")),)))
    blocks += listed
    blocks += references(evidence.citations)
    title = words("Summary of findings: {title}", title=evidence.title)
    return document_of(evidence, blocks, title=title, landscape=True)


def _header(rows: Iterable[EvidenceRow], words: Words) -> tuple[str, ...]:
    """Return the column headers, with the names of the two groups if all comparisons share them."""
    compared = {row.effect.compared for row in rows if row.effect.compared}
    header = tuple(map(words, HEADER))
    if len(compared) != 1:
        return header
    groups = (words("Per 1,000 with {group}", group=group) for group in reversed(*compared))
    return (*header[:2], *groups, *header[4:])


def findings_csv(evidence: Evidence) -> bytes:
    """Return the same rows as CSV, each with its notes at the end."""
    cite, notes = narrative(evidence.citations), _Notes()
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\r\n")
    writer.writerow(("Topic", *HEADER, "Notes"))
    rows = evidence.rows
    printed = notes.apart(_rows(rows, cite, notes, evidence.control_rate, ENGLISH))
    for row, words in zip(rows, printed, strict=True):
        writer.writerow([csv_cell(text) for text in (row.topic, *words)])
    return b"\xef\xbb\xbf" + table.getvalue().encode()


def _rows(
    rows: Sequence[EvidenceRow], cite: CiteWork, notes: _Notes, p0: float | None, words: Words
) -> Iterator[Cells]:
    previous = 0
    for row in rows:
        effect, language = row.effect, spoken(row, words)
        source = notes.mark(*source_runs(row, cite, words), Run(text="."))
        comparison, treated = _absolute(effect, cite, notes, p0, words)
        again = row.finding == previous
        previous = row.finding
        yield (
            (*_outcome(effect, words, language), source),
            statistic(effect, words, language=language),
            comparison,
            treated,
            (Run(text=_sizes(effect, words)),),
            _certainty(effect, cite, notes, words),
            _comments(row, cite, words, again=again),
        )


def _outcome(effect: EffectSize, words: Words, language: str) -> tuple[Run, ...]:
    """Return the outcome, and then the comparison."""
    if not (effect.compared and effect.outcome):
        return subject_runs(effect, words, language=language)

    def own(text: str) -> tuple[Run, ...]:
        return (Run(text=text, language=language),)

    first, second = map(own, effect.compared)
    outcome = words.capital(effect.outcome)
    outcome += f" ({effect.subgroup})" if effect.subgroup else ""
    sides = words.in_runs("{first} compared with {second}", first=first, second=second)
    said = (*words.in_runs("{subject}: ", subject=own(outcome)), *sides)
    return joined((*said, Run(text=", "), *own(effect.timepoint)) if effect.timepoint else said)


def _absolute(
    effect: EffectSize, cite: CiteWork, notes: _Notes, p0: float | None, words: Words
) -> tuple[tuple[Run, ...], tuple[Run, ...]]:
    """Return the people per 1,000 with the event in the comparison group and the first group."""
    if design_of(effect) is not Design.GROUPS:
        return (Run(text=_NOT_APPLICABLE),), (Run(text=_NOT_APPLICABLE),)
    marks = []
    if effect.control_rate and effect.control_rate.source:
        runs = cite(effect.control_rate.source)
        said = words.in_runs("Rate of the comparison group: {source}.", source=runs)
        marks.append(notes.mark(*said))
    expected = expected_events(effect, p0=p0)
    if not isinstance(expected, Expected):
        missing = Run(text=words(NOT_REPORTED))
        if effect.control_rate is None and p0 is None:
            return (missing,), (missing,)
        why = words("Not computed: {reason}.", reason=words.again(expected.reason))
        reason = notes.mark(Run(text=why))
        share = printed_share(effect.control_rate.printed) if effect.control_rate else None
        if share is None:
            return (missing,), (missing, reason)
        return (Run(text=words.whole(round(1000 * share))), *marks), (missing, reason)
    before, after = expected.per_thousand
    limits = ""
    if expected.limits_per_thousand:
        low, high = map(words.whole, expected.limits_per_thousand)
        limits = f" ({words('{low} to {high}', low=low, high=high)})"
    told = words("{subject}: ", subject=f"{words.whole(after)}{limits}")
    return (
        (Run(text=words.whole(before)), *marks),
        (Run(text=told + change_words(before, after, words)),),
    )


def _sizes(effect: EffectSize, words: Words) -> str:
    participants = _size(effect.n, effect.n_qualifier, people(effect.n_unit, words), words)
    noun = studies(effect.k or 0, words)
    of_studies = _size(effect.k, effect.k_qualifier, noun, words)
    if effect.n is None and effect.k is None:
        return words(NOT_REPORTED)
    return f"{participants} ({of_studies})" if effect.k is not None else participants


def _size(number: int | None, qualifier: str, noun: str, words: Words) -> str:
    if number is None:
        return words(NOT_REPORTED)
    sign, said = counted(number, qualifier, noun, words)
    return said if sign == "=" else f"{sign}\u00a0{said}"


def _certainty(effect: EffectSize, cite: CiteWork, notes: _Notes, words: Words) -> tuple[Run, ...]:
    judged = effect.certainty
    if judged is None:
        return (Run(text=words(NOT_REPORTED)),)
    because = words.capital(rated_for(judged, words))
    runs: tuple[Run, ...] = (Run(text=f"{because}."),) if because else ()
    if judged.source:
        who = cite(judged.source)
        runs = (
            words.in_runs("{reasons}, according to {source}.", reasons=because, source=who)
            if because
            else words.in_runs("According to {source}.", source=who)
        )
    word = Run(text=words.capital(certainty_word(judged, words)))
    return (word, notes.mark(*runs)) if runs else (word,)


def _comments(row: EvidenceRow, cite: CiteWork, words: Words, *, again: bool) -> tuple[Run, ...]:
    """Return comments: the superseding work, whom the effect favours, the design."""
    effect = row.effect
    parts: list[tuple[Run, ...]] = []
    if mark := standing_mark(row.standing, words):
        parts.append((Run(text=mark),))
    if again:
        parts.append((Run(text=words("the same finding as above")),))
    if effect.superseded_by:
        parts.append(superseded_runs(effect, cite, words))
    better = wanted_words(effect, words) if effect.compared else ""
    null = non_significance(effect, words)
    known = ((Run(text=null),), favours_runs(effect, words, language=spoken(row, words)))
    parts += [runs for runs in (*known, (Run(text=better),)) if text_of(runs)]
    for said, judged in judgements(effect, words):
        if judged is not effect.certainty:
            who = (Run(text=" ["), *cite(judged.source), Run(text="]")) if judged.source else ()
            parts.append((Run(text=said), *who))
    if rest := spread(effect, words):
        parts.append(rest)
    runs: list[Run] = []
    for part in parts:
        runs += [*((Run(text="; "),) if runs else ()), *part]
    return tuple(runs) or (Run(text=_NOT_APPLICABLE),)
