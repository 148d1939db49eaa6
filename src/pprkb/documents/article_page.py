"""The parts of an article's page, which are laid out separately.

They are the same as in a document at full depth, and are made by the same composer. In addition, a
page links each number to its sentence and back.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from pprkb.documents.compose import Composer, Material, month_in_words
from pprkb.documents.document import Block, Entry, Table
from pprkb.documents.evidence.document import evidence_blocks
from pprkb.documents.evidence.table import EvidenceRow, evidence_rows, with_standing
from pprkb.documents.marks import Mark, mark_quotes
from pprkb.documents.outline import Outline, Part
from pprkb.model.citation import Citation, CitationMode, Cite, Style
from pprkb.model.notice import Notices
from pprkb.model.reading_list import Depth
from pprkb.model.summary import Article, Summary
from pprkb.text.markup import Run


@dataclass(frozen=True, kw_only=True)
class SummaryParts:
    """The parts of one summary on a page."""

    summary: Summary
    month: str
    """In words, "April 2016"."""
    evidence: tuple[Block, ...]
    """The prose of the evidence summary; its numbers link to their effects."""
    effects: tuple[Block, ...]
    """Drawings and a table, with numbers linked to their sentences; empty without effects."""
    implications: tuple[Block, ...]
    sections: tuple[tuple[str, tuple[Block, ...]], ...]
    """Further sections by their headings."""
    superseded: tuple[tuple[str, tuple[Run, ...]], ...]
    """Newer works that supersede its findings: the key, and the citation."""


@dataclass(frozen=True, kw_only=True)
class ArticlePage:
    """The parts of an article."""

    article: Article
    entry: Entry | None
    """The formatted reference; None for a summary without a work."""
    in_text: tuple[Run, ...]
    """The parenthetical citation."""
    narrative: tuple[Run, ...]
    """The narrative citation."""
    summaries: tuple[SummaryParts, ...]
    cited: tuple[Entry, ...]
    """Other works that the prose cites."""
    notices: Notices
    """Notices about every work on the page, such as retractions, by key."""
    language: str


def article_outline(article: Article) -> Outline:
    """Return the outline of an article's page, with everything about the article."""
    return Outline(title=article.key, parts=(Part(articles=(article,)),), depth=Depth.FULL)


def article_page(material: Material, style: Style) -> ArticlePage:
    """Return the parts of the page for the only article of an outline.

    Args:
        material: The outline, from `article_outline`, with the library's data on the works that
            it names.
        style: The citation style.

    Raises:
        CitationError: The style cannot be used.
    """
    (article,) = material.named.articles
    composer = _PageComposer(material, style)
    citations = composer.citations
    key = article.reference.key if article.reference else ""
    rows = with_standing(evidence_rows((article,), ()), composer.notices)
    cited = [one for one in citations.order if one in composer.cited and one != key]
    return ArticlePage(
        article=article,
        entry=composer.cited_entry(key) if key else None,
        in_text=citations.cite(Citation(cites=(Cite(key=key),))) if key else (),
        narrative=citations.cite(Citation(cites=(Cite(key=key),), mode=CitationMode.NARRATIVE))
        if key
        else (),
        summaries=tuple(
            composer.summary(summary, tuple(row for row in rows if row.summary.id == summary.id))
            for summary in article.summaries
        ),
        cited=tuple(composer.cited_entry(one) for one in cited),
        notices=composer.notices_of(material.named.every),
        language=citations.language,
    )


class _PageComposer(Composer):
    """Composes the parts of a page; a citation of one listed work links to its reference."""

    def cite(self, citation: Citation) -> tuple[Run, ...]:
        runs = super().cite(citation)
        named = [one.key for one in citation.cites if one.key in self.references]
        keys = {self.references[name].key for name in named}
        if len(keys) != 1 or not (keys & self.cited):
            return runs
        (key,) = keys
        return tuple(run if run.link else replace(run, link=f"#ref-{key}") for run in runs)

    def summary(self, summary: Summary, rows: tuple[EvidenceRow, ...]) -> SummaryParts:
        """Return the parts of a summary with these effects."""
        marks = [
            Mark(
                name=_anchor("quote", row),
                quote=row.effect.quote,
                link=f"#{_anchor('effect', row)}",
            )
            for row in rows
            if row.effect.quote
        ]
        evidence = mark_quotes(self.told(summary, summary.evidence_summary), marks)
        left = [mark for mark in marks if mark.name not in evidence.places]
        implications = mark_quotes(self.told(summary, summary.practice_implications), left)
        places = {**evidence.places, **implications.places}
        newer = dict.fromkeys(row.effect.superseded_by for row in rows if row.effect.superseded_by)
        return SummaryParts(
            summary=summary,
            month=month_in_words(summary.month, self.words) if summary.month else "",
            evidence=evidence.blocks,
            effects=tuple(self._effects(rows, places)),
            implications=implications.blocks,
            sections=tuple((one.heading, self.told(summary, one.text)) for one in summary.sections),
            superseded=tuple((key, self.name_work(key)) for key in newer),
        )

    def _effects(self, rows: tuple[EvidenceRow, ...], places: dict[str, str]) -> list[Block]:
        if not rows:
            return []
        name = f"forest-{rows[0].summary.id}"
        blocks = evidence_blocks(
            rows,
            self.name_work,
            title=self.words("Effect sizes"),
            name=name,
            words=self.words,
        )
        return [
            _traced(block, rows, places) if isinstance(block, Table) else block for block in blocks
        ]


WORK = "#work-"
"""Begins a link to a work, before its key."""
_EFFECT = 1
"""The column of the table with the number."""


def lead_to_articles(
    blocks: Iterable[Block], rows: Sequence[EvidenceRow]
) -> tuple[list[Block], dict[str, tuple[str, str]]]:
    """Return effects whose numbers and sources are links, with the targets of the links.

    Args:
        blocks: The result of `evidence_blocks`.
        rows: The effects in the blocks.

    Returns:
        The blocks, and for each link the key of an article and an id on its page; the id is
        empty for the page itself.
    """
    places: dict[str, tuple[str, str]] = {}
    cells = []
    found: list[Block] = []
    for block in blocks:
        if isinstance(block, Table):
            for number, (row, own) in enumerate(zip(rows, block.rows, strict=True)):
                effect, source = f"#number-{number}", f"#source-{number}"
                places[effect] = (row.article.key, _anchor("effect", row))
                places[source] = (row.article.key, "")
                named = (run.link for runs in own for run in runs if run.link.startswith(WORK))
                places.update({link: (link.removeprefix(WORK), "") for link in named})
                cells.append(
                    (
                        *own[:_EFFECT],
                        tuple(_linked(own[_EFFECT], effect)),
                        *own[_EFFECT + 1 : -1],
                        tuple(replace(run, link=source) for run in own[-1]),
                    )
                )
            block = replace(block, rows=tuple(cells))
        found.append(block)
    return found, places


def _anchor(kind: str, row: EvidenceRow) -> str:
    """Return an id that does not change when summaries and effects are added."""
    return re.sub(r"[^\w.-]", "-", f"{kind}-{row.summary.id}-{row.effect.id}")


def _linked(runs: tuple[Run, ...], link: str) -> Iterator[Run]:
    """Yield runs in which the number, up to the first remark, is a link."""
    ended = False
    for run in runs:
        ended = ended or run.text.startswith((";", " ("))
        yield run if ended or run.link else replace(run, link=link)


def _traced(table: Table, rows: tuple[EvidenceRow, ...], places: dict[str, str]) -> Table:
    """Return a table with ids for its rows, and numbers linked to their sentences."""
    cells = []
    for row, own in zip(rows, table.rows, strict=True):
        place = places.get(_anchor("quote", row))
        number = own[_EFFECT]
        if place:
            number = tuple(_linked(number, f"#{place}"))
        cells.append((*own[:_EFFECT], number, *own[_EFFECT + 1 :]))
    anchors = tuple(_anchor("effect", row) for row in rows)
    return replace(table, rows=tuple(cells), anchors=anchors)
