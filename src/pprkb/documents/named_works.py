"""Which works a document names: those that its prose cites and those that its effects come from."""

from __future__ import annotations

from dataclasses import replace

from pprkb.documents.evidence_table import EvidenceRow, evidence_rows
from pprkb.documents.outline import Outline, Part
from pprkb.documents.prose import cited_keys
from pprkb.model.article import Article
from pprkb.model.reading_list import Depth


def cited_works(outline: Outline) -> tuple[str, ...]:
    """Return the keys of the works that the document's prose and tables cite, listed or not."""
    cited = cited_keys(_prose_of(outline, articles_in(outline)))
    newer = [
        row.effect.superseded_by
        for part in outline.parts
        for row in evidence_of(part, outline)
        if row.effect.superseded_by
    ]
    return tuple(dict.fromkeys((*cited, *newer)))


def evidence_of(part: Part, outline: Outline) -> tuple[EvidenceRow, ...]:
    """Return the effects whose table closes a part; of one effect its own line is enough."""
    if outline.depth is not Depth.FULL or not outline.evidence:
        return ()
    rows = evidence_rows(part.articles, ())
    return rows if len(rows) > 1 else ()


def works_named(outline: Outline) -> tuple[str, ...]:
    """Return the keys of all works a document names without listing them.

    These are the works that its prose and the records' notes cite, and those whose findings its
    effects report at second hand; the latter stay out of the list of references (APA manual,
    section 8.6). A steady outline names what it names at full depth.
    """
    if outline.steady:
        outline = replace(outline, depth=Depth.FULL)
    reported = [(e, s) for a in articles_in(outline) for s in a.summaries for e in s.effects]
    sources = [key for e, s in reported if e.source for key in (e.source, s.reference)]
    notes = (s.practice_implications for a in articles_in(outline) for s in a.summaries)
    named = (*cited_works(outline), *cited_keys(notes), *filter(None, sources))
    return tuple(dict.fromkeys(named))


def named_in(outline: Outline, *, prose: bool) -> tuple[str, ...]:
    """Return the keys of the works that a reader sees named: a bare list names none but its own."""
    bare = prose and outline.depth is Depth.REFERENCE
    return cited_works(outline) if bare else works_named(outline)


def articles_in(outline: Outline) -> list[Article]:
    """Return every article of an outline, in order; one may stand there twice."""
    return [article for part in outline.parts for article in part.articles]


def _prose_of(outline: Outline, articles: list[Article]) -> list[str]:
    texts = [outline.introduction, *(part.note for part in outline.parts)]
    texts += [article.note for article in articles]
    for article in articles:
        for summary in article.summaries:
            if outline.depth in (Depth.BRIEF, Depth.FULL):
                evidence = summary.evidence_summary
                texts.append(key_finding(evidence) if outline.depth is Depth.BRIEF else evidence)
            if outline.depth is not Depth.REFERENCE:
                texts.append(summary.practice_implications)
            if outline.depth is Depth.FULL:
                texts += [section.text for section in summary.sections]
    return texts


def key_finding(evidence_summary: str) -> str:
    """Return the first paragraph, which by the form of a summary tells what was found."""
    return evidence_summary.strip().split("\n\n", 1)[0]
