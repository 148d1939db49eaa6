"""Which works a document names: those that its prose cites and those that its effects come from."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property

from pprkb.documents.evidence.table import EvidenceRow, evidence_rows
from pprkb.documents.outline import Outline
from pprkb.documents.prose import cited_keys
from pprkb.evidence.describe import judgements
from pprkb.model.article import Article
from pprkb.model.reading_list import Depth


class NamedWorks:
    """The works that an outline names, each found once however often it is asked for."""

    def __init__(self, outline: Outline) -> None:
        """Take the outline; nothing is read before it is asked for."""
        self.outline = outline

    @cached_property
    def articles(self) -> tuple[Article, ...]:
        """Every article of the outline, in order; one may stand there twice."""
        return tuple(article for part in self.outline.parts for article in part.articles)

    @cached_property
    def evidence(self) -> tuple[tuple[EvidenceRow, ...], ...]:
        """Of each part the effects whose table closes it; of one effect its own line is enough."""
        if self.outline.depth is not Depth.FULL or not self.outline.evidence:
            return tuple(() for _ in self.outline.parts)
        found = (evidence_rows(part.articles, ()) for part in self.outline.parts)
        return tuple(rows if len(rows) > 1 else () for rows in found)

    @cached_property
    def cited(self) -> tuple[str, ...]:
        """The keys of the works that the document's prose and tables cite, listed or not."""
        newer = (row.effect.superseded_by for rows in self.evidence for row in rows)
        return tuple(dict.fromkeys((*cited_keys(self._prose()), *filter(None, newer))))

    @cached_property
    def every(self) -> tuple[str, ...]:
        """The keys of all works that the document names without listing them.

        These are the works that its prose and the records' notes cite, those whose findings its
        effects report at second hand, and those that supersede its effects or judge
        their certainty. The second stay out of
        the list of references (APA manual, section 8.6). A steady outline names what it names at
        full depth.
        """
        if self.outline.steady and self.outline.depth is not Depth.FULL:
            return NamedWorks(replace(self.outline, depth=Depth.FULL)).every
        reported = [(e, s) for a in self.articles for s in a.summaries for e in s.effects]
        sources = [key for e, s in reported if e.source for key in (e.source, s.reference)]
        sources += [e.superseded_by for e, _ in reported]
        sources += [judged.source for e, _ in reported for _, judged in judgements(e)]
        notes = (s.practice_implications for a in self.articles for s in a.summaries)
        named = (*self.cited, *cited_keys(notes), *filter(None, sources))
        return tuple(dict.fromkeys(named))

    def seen(self, *, prose: bool) -> tuple[str, ...]:
        """Return the keys of the works that a reader sees named: a bare list names only its own.

        Args:
            prose: Whether the document is to be read, or only its records are wanted.
        """
        bare = prose and self.outline.depth is Depth.REFERENCE
        return self.cited if bare else self.every

    def _prose(self) -> list[str]:
        outline = self.outline
        texts = [outline.introduction, *(part.note for part in outline.parts)]
        texts += [article.note for article in self.articles]
        for article in self.articles:
            for summary in article.summaries:
                if outline.depth is Depth.BRIEF:
                    texts.append(summary.key_finding)
                elif outline.depth is Depth.FULL:
                    texts.append(summary.evidence_summary)
                if outline.depth is not Depth.REFERENCE:
                    texts.append(summary.practice_implications)
                if outline.depth is Depth.FULL:
                    texts += [section.text for section in summary.sections]
        return texts
