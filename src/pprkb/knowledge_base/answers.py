"""Recorded findings that answer a reader's words, each with its sentence and its source.

Nothing is counted or averaged: every finding stands for itself, null results and findings that were
superseded among them.
"""

from __future__ import annotations

import re
from dataclasses import replace

from pprkb.documents.evidence.document import Evidence
from pprkb.documents.evidence.table import EvidenceRow
from pprkb.evidence.describe import subject
from pprkb.knowledge_base.effects import gather_evidence
from pprkb.model.citation import Style
from pprkb.model.errors import PprkbError
from pprkb.model.filters import Filters
from pprkb.query.search import keys_with_any
from pprkb.store.database import Database
from pprkb.text.folding import fold

_WORD = re.compile(r"\w+(?:[-’']\w+)*")
_IN_ASKING = """
a about after an and any are as at be been best better between big by can do does effect effective
effects evidence for from good has have help helps how if in influence into is it its large made
make makes matter matters more much of on or over patients predict predicts really should than that
the their there these they this to versus vs was were what when which who why with work works worse
"""
_ASKING = frozenset(_IN_ASKING.split())
"""Words of questions that say nothing of what is asked about."""
_STEM = 6
"""Words are alike that begin with as many equal letters: "adherence" and "adherent"."""
_ABOUT, _SENTENCE, _AROUND = 6, 3, 1
"""What a word counts in what the finding is about, in its sentence, and in title and topics."""


def find_answers(
    database: Database, words: str, filters: Filters, style: Style
) -> tuple[Evidence, tuple[str, ...]]:
    """Return the findings that hold a reader's words, best first.

    A finding answers where one of the words is in what it is about or in its sentence. Findings
    about more of the words come first; of equals, syntheses before single studies, and the earlier
    summary first, so that a finding stands before the one that replaced it. What a summary tells in
    several metrics is one finding: its rows follow one another.

    Args:
        database: Up to date.
        words: A question or words, such as "does empathy matter".
        filters: Which articles; `limit` is the number of findings.
        style: How works are cited.

    Returns:
        The findings, and for each word that is nowhere in the library which may be meant.

    Raises:
        PprkbError: There is no word to look for.
        NotFoundError: A topic, research type or key of the filters is not in the library.
        CitationError: The style or locale cannot be used.
    """
    asked = [word for word in map(fold, _WORD.findall(words)) if word not in _ASKING]
    if not asked:
        raise PprkbError(
            "there is no word to look for", hint="name what it is about: empathy, dropout, CBT"
        )
    chosen, hints = keys_with_any(
        database,
        " ".join(asked),
        replace(filters, summarised=True, limit=_ARTICLES, sort=Filters().sort),
    )
    if not chosen:
        nothing = gather_evidence(database, Filters(keys=(), limit=0), style)
        return replace(nothing, rows=(), title=words), hints
    evidence = gather_evidence(database, Filters(keys=chosen), style)
    scored = [(_score(row, asked), row) for row in evidence.rows]
    ranked = sorted((one for one in scored if one[0]), key=_order)
    findings: dict[tuple[int, str], list[EvidenceRow]] = {}
    for _, row in ranked:
        findings.setdefault((row.finding, row.summary.id), []).append(row)
    together = list(findings.values())[: filters.limit]
    return replace(
        evidence, rows=tuple(row for rows in together for row in rows), title=words
    ), hints


_ARTICLES = 100
"""So many articles are looked through at the most, the best first."""


def _order(scored: tuple[int, EvidenceRow]) -> tuple[int, int, str, str]:
    score, row = scored
    level = row.effect.level.value if row.effect.level else "single-study"
    return -score, _LEVELS.index(level), str(row.summary.month or ""), row.summary.id


_LEVELS = ("umbrella-review", "meta-analysis", "single-study")


def _score(row: EvidenceRow, asked: list[str]) -> int:
    """Return how well a finding answers; 0 where no word is in it or in its sentence."""
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
