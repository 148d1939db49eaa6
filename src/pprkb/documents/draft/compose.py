"""From a draft and its works to a document: citations, footnotes, references, evidence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pprkb.documents.compose import EVIDENCE, Composer, Material
from pprkb.documents.document import (
    Block,
    Document,
    Entry,
    Heading,
    Paragraph,
    ParagraphRole,
    Picture,
    Quotation,
    Table,
    TextList,
)
from pprkb.documents.draft.front import Front
from pprkb.documents.draft.places import MARK, is_list_heading, is_list_place
from pprkb.documents.draft.read import Read
from pprkb.documents.evidence.table import evidence_rows, with_standing
from pprkb.documents.outline import Part
from pprkb.formats.drafts.syntax import rich_text
from pprkb.languages import phrase
from pprkb.model.citation import Citation, Style
from pprkb.model.reading_list import Depth
from pprkb.text.markup import Run, text_of, with_one_stop
from pprkb.text.number import whole_number

_STOP = re.compile(r"\.([”’\"')]*)\Z")
_ISO_DATE = re.compile(r"\d{4}-\d{2}(?:-\d{2})?")
LIST_TITLE = phrase("References")
"""The default heading of the list of references."""
_EVIDENCE_TITLE = phrase("What the library knows of the works cited")


@dataclass(frozen=True, kw_only=True)
class Wishes:
    """What to print besides the text of a draft."""

    depth: Depth = Depth.REFERENCE
    """How much the list of references prints about each work."""
    evidence: bool = False
    """Whether to add an appendix with effects and implications of the works."""
    list_only: bool = False
    """Whether to print only the list of references."""


def compose_draft(
    read: Read, front: Front, material: Material, style: Style, *, name: str, wishes: Wishes
) -> Document:
    """Return a draft as a document.

    Args:
        read: Its blocks and citations, with the works' main keys.
        front: Its front matter.
        material: The works that it cites or lists, in the order of first mention.
        style: The citation style.
        name: The title if the draft has none.
        wishes: What to print besides the text.

    Raises:
        CitationError: The style cannot be used.
    """
    composer = Composer(material, style, [found.placed for found in read.citations])
    title, blocks = _titled(front.title, name, read.blocks)
    blocks = (*read.lead, *blocks)
    composer.anchors |= {block.anchor for block in blocks if isinstance(block, Heading)}
    printer = _Printer(composer, read)
    citations = composer.citations
    listed = _list(composer, wishes)
    if wishes.list_only:
        body: tuple[Block, ...] = tuple(listed)
    else:
        body = tuple(_with_list(printer.blocks(blocks), listed, composer, front))
    body += tuple(composer.others())
    if wishes.evidence:
        body += tuple(_appendix(composer))
    named = material.named
    bare = wishes.depth is Depth.REFERENCE and not wishes.evidence
    return Document(
        title=title,
        subtitle=front.subtitle,
        byline=tuple(filter(None, (", ".join(front.authors), front.date))),
        language=front.language or citations.language,
        author="; ".join(front.authors),
        modified=front.date if _ISO_DATE.fullmatch(front.date) else "",
        blocks=body,
        notes=() if wishes.list_only else tuple(map(tuple, map(printer.blocks, read.notes))),
        keys=tuple(article.key for article in composer.listed),
        notices=composer.notices_of(named.cited if bare else named.every),
        hanging_indent=citations.hanging_indent,
        line_spacing=1.0,
    )


def _titled(title: str, name: str, blocks: tuple[Block, ...]) -> tuple[str, tuple[Block, ...]]:
    """Return title and text; without a title, a first heading above all others is used."""
    if title:
        return title, blocks
    first, others = blocks[:1], blocks[1:]
    if first and isinstance(first[0], Heading) and not MARK.search(text_of(first[0].runs)):
        levels = [block.level for block in others if isinstance(block, Heading)]
        noted = any(run.note for run in first[0].runs)
        if not noted and all(level > first[0].level for level in levels):
            up = min(levels, default=1) - 1
            return text_of(first[0].runs), tuple(
                replace(block, level=block.level - up) if isinstance(block, Heading) else block
                for block in others
            )
    return name, blocks


# -- the list of references ------------------------------------------------------------------------


def _list(composer: Composer, wishes: Wishes) -> list[Block]:
    """Return the entries of the cited or listed works, in the order of the style."""
    articles = {article.key: article for article in composer.listed}
    citations = composer.citations
    return [
        composer.entry(articles[key])
        if wishes.depth is not Depth.REFERENCE
        else composer.cited_entry(key)
        for key in citations.order
        if key in articles and citations.is_listed(key)
    ]


def _with_list(
    blocks: Sequence[Block], listed: list[Block], composer: Composer, front: Front
) -> Iterator[Block]:
    """Yield a text with its list: at its placeholder, under a final heading, or at the end."""
    placed = False
    for block in blocks:
        if not is_list_place(block):
            yield block
        elif not placed:
            yield from listed
            placed = True
    if placed or not listed:
        return
    if not blocks or not is_list_heading(blocks[-1]):
        yield composer.heading(front.list_title or composer.words(LIST_TITLE))
    yield from listed


def _appendix(composer: Composer) -> Iterator[Block]:
    """Yield the effects, their sources and implications of each work, and a table of all."""
    told = [(article, composer.told_of(article)) for article in composer.listed]
    told = [(article, blocks) for article, blocks in told if blocks]
    if not told:
        return
    yield composer.heading(composer.words(_EVIDENCE_TITLE))
    for article, blocks in told:
        yield Paragraph(runs=composer.name_work(article.key), role=ParagraphRole.LABEL)
        yield Quotation(blocks=tuple(blocks))
    rows = evidence_rows([article for article, _ in told], (), composer.words)
    if len(rows) > 1:
        part = Part(
            heading=composer.words(EVIDENCE), articles=tuple(article for article, _ in told)
        )
        yield from composer.evidence(part, with_standing(rows, composer.notices))


# -- placing citations -----------------------------------------------------------------------------


class _Printer:
    """Replaces the placeholders in blocks by citations."""

    def __init__(self, composer: Composer, read: Read) -> None:
        self._citations = composer.citations
        self._read = read

    def blocks(self, blocks: Iterable[Block]) -> list[Block]:
        """Return blocks with their citations."""
        return [self._block(block) for block in blocks]

    def _block(self, block: Block) -> Block:
        match block:
            case Heading() | Paragraph():
                return replace(block, runs=self._runs(block.runs))
            case TextList():
                items = tuple(tuple(self.blocks(item)) for item in block.items)
                return replace(block, items=items)
            case Quotation():
                return replace(block, blocks=tuple(self.blocks(block.blocks)))
            case Table():
                return replace(
                    block,
                    header=tuple(map(self._runs, block.header)),
                    rows=tuple(tuple(map(self._runs, row)) for row in block.rows),
                )
            case Picture():
                return replace(block, caption=self._runs(block.caption))
            case Entry():
                return replace(block, annotation=tuple(self.blocks(block.annotation)))
            case _:
                return block

    def _runs(self, runs: tuple[Run, ...]) -> tuple[Run, ...]:
        printed: list[Run] = []
        for run in runs:
            match = MARK.fullmatch(run.text)
            if match is None:
                printed.append(run)
                continue
            number = whole_number(match["number"], 0)
            cited = self._names(number) if match["names"] else self._cited(number)
            raised = bool(cited) and all(one.superscript for one in cited)
            if raised and printed and printed[-1].text.endswith(" "):
                # A superscript number follows its word without a space.
                printed[-1] = replace(printed[-1], text=printed[-1].text.rstrip(" "))
            # Italics within italics are upright.
            printed += [
                replace(
                    one,
                    italic=one.italic != run.italic,
                    bold=one.bold or run.bold,
                    link=one.link or run.link,
                )
                for one in cited
            ]
        return with_one_stop(printed)

    def _names(self, number: int) -> tuple[Run, ...]:
        key = self._read.citations[number].placed.citation.cites[0].key
        known = key in self._citations.references
        return (Run(text=self._citations.subject(key) if known else f"{key}?"),)

    def _cited(self, number: int) -> tuple[Run, ...]:
        placed = self._read.citations[number].placed
        runs = self._citations.placed(number)
        if not self._citations.in_notes or not runs:
            return runs
        if self._is_note(placed.note):
            return as_note(runs, placed.citation)
        return within_note(runs)

    def _is_note(self, note: int) -> bool:
        """Return whether a footnote is nothing but a citation."""
        blocks = self._read.notes[note - 1]
        return (
            len(blocks) == 1
            and isinstance(blocks[0], Paragraph)
            and MARK.fullmatch(text_of(blocks[0].runs)) is not None
        )


def as_note(runs: tuple[Run, ...], citation: Citation) -> tuple[Run, ...]:
    """Return a citation as a complete note, which begins like a sentence: "See Wampold"."""
    if not runs or not citation.cites[0].prefix:
        return runs
    first = runs[0].text
    return (replace(runs[0], text=first[:1].upper() + first[1:]), *runs[1:])


def within_note(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """Return a citation as part of a longer footnote, without a full stop."""
    if not runs:
        return runs
    return (*runs[:-1], replace(runs[-1], text=_STOP.sub(r"\1", runs[-1].text.rstrip())))


def with_keys(read: Read, keys: Mapping[str, str]) -> Read:
    """Return a draft whose citations use the works' main keys.

    Args:
        read: The draft as read.
        keys: The key of each work by its name in the draft.
    """
    return replace(
        read,
        citations=tuple(
            found._replace(
                placed=found.placed._replace(citation=_with_keys(found.placed.citation, keys))
            )
            for found in read.citations
        ),
    )


def _with_keys(citation: Citation, keys: Mapping[str, str]) -> Citation:
    return replace(
        citation,
        cites=tuple(
            replace(
                cite,
                key=keys.get(cite.key, cite.key),
                prefix=rich_text(cite.prefix),
                suffix=rich_text(cite.suffix),
            )
            for cite in citation.cites
        ),
    )
