"""Converting Markdown prose with citations to blocks."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
from dataclasses import replace

from pprkb.documents.document import Block, Paragraph, ParagraphRole, Quotation, Table, TextList
from pprkb.formats import markdown as parsed
from pprkb.formats.markdown import find_citations
from pprkb.model.citation import Citation
from pprkb.text.markup import Run, with_one_stop
from pprkb.text.number import whole_number

CiteRuns = Callable[[Citation], tuple[Run, ...]]

_MARK_START, _MARK_END = "\ue000", "\ue001"
"""Private-use characters around the number of a citation while Markdown is parsed."""
_MARK = re.compile(f"{_MARK_START}(\\d+){_MARK_END}")
_STATISTIC = re.compile(r"(\b[^\W\d_][\w²]{0,4}|\A) ([=<>≤≥≈]) (?=[-−–]?\.?\d)")
"""The symbol of a statistic, its sign and its number: no line ends between them."""


def prose_blocks(markdown: str, cite: CiteRuns) -> tuple[Block, ...]:
    """Return the blocks of a Markdown text; HTML in it is plain text."""
    text = markdown.replace(_MARK_START, "").replace(_MARK_END, "")
    citations: list[Citation] = []
    pieces: list[str] = []
    position = 0
    for place in find_citations(text):
        pieces.append(text[position : place.start])
        pieces.append(f"{_MARK_START}{len(citations)}{_MARK_END}")
        citations.append(place.citation)
        position = place.end
    pieces.append(text[position:])
    tokens = parsed.markdown_parser(curly=True).parse("".join(pieces))
    return _ProseBlocks(tokens, citations, cite).blocks()


def cited_keys(markdowns: Iterable[str]) -> tuple[str, ...]:
    """Return the keys cited in Markdown texts, in order, without repetition."""
    keys = (
        cite.key
        for text in markdowns
        for place in find_citations(text)
        for cite in place.citation.cites
    )
    return tuple(dict.fromkeys(keys))


class TokenBlocks(ABC):
    """Builds blocks from markdown-it's flat list of tokens; subclasses decide on each block."""

    def __init__(self, tokens: list[parsed.Token]) -> None:
        """Start at the first token."""
        self.tokens = tokens
        self.position = 0

    def blocks(self, end: str = "") -> tuple[Block, ...]:
        """Return the blocks up to a closing token, which is consumed."""
        blocks: list[Block] = []
        while self.position < len(self.tokens):
            token = self.tokens[self.position]
            self.position += 1
            if token.type == end:
                break
            blocks += self.block(token)
        return tuple(blocks)

    @abstractmethod
    def block(self, token: parsed.Token) -> Iterable[Block]:
        """Return the blocks that start at a token, which was consumed, and consume their others."""

    def text_list(self, token: parsed.Token) -> TextList:
        """Return the list that starts at a token."""
        ordered = token.type == "ordered_list_open"
        close = token.type.replace("open", "close")
        items: list[tuple[Block, ...]] = []
        while self.tokens[self.position].type != close:
            self.position += 1
            items.append(self.blocks("list_item_close"))
        self.position += 1
        start = whole_number(str(token.attrGet("start")), 1) if ordered else 1
        return TextList(items=tuple(items), ordered=ordered, start=start)


class _ProseBlocks(TokenBlocks):
    """Builds the blocks of prose with citations."""

    def __init__(
        self, tokens: list[parsed.Token], citations: list[Citation], cite: CiteRuns
    ) -> None:
        super().__init__(tokens)
        self.citations = citations
        self.cite = cite

    def block(self, token: parsed.Token) -> list[Block]:
        match token.type:
            case "inline":
                runs = self._runs(token)
                return [Paragraph(runs=runs)] if runs else []
            case "heading_open":
                runs = self._runs(self.tokens[self.position])
                self.position += 2
                return [Paragraph(runs=runs, role=ParagraphRole.LABEL)]
            case "bullet_list_open" | "ordered_list_open":
                return [self.text_list(token)]
            case "blockquote_open":
                return [Quotation(blocks=self.blocks("blockquote_close"))]
            case "fence" | "code_block":
                lines = token.content.rstrip("\n").split("\n")
                # An indented line is rarely meant as code, and may contain a citation.
                return [
                    Paragraph(runs=tuple(self._text(line, Run(text="", code=True))))
                    for line in lines
                ]
            case "table_open":
                return [self._table()]
            case _:
                return []

    def _table(self) -> Table:
        rows: list[list[tuple[Run, ...]]] = []
        while (token := self.tokens[self.position]).type != "table_close":
            self.position += 1
            if token.type == "tr_open":
                rows.append([])
            elif token.type == "inline":
                rows[-1].append(self._runs(token))
        self.position += 1
        header, *others = rows
        return Table(header=tuple(header), rows=tuple(tuple(row) for row in others))

    def _runs(self, token: parsed.Token) -> tuple[Run, ...]:
        runs: list[Run] = []
        style = Run(text="")
        for child in token.children or ():
            opens = child.nesting == 1
            match child.type:
                case "em_open" | "em_close":
                    style = replace(style, italic=opens)
                case "strong_open" | "strong_close":
                    style = replace(style, bold=opens)
                case "link_open" | "link_close":
                    address = str(child.attrGet("href") or "") if opens else ""
                    style = replace(style, link=address)
                case "softbreak" | "hardbreak":
                    runs.append(replace(style, text=" "))
                case "code_inline":
                    runs.append(replace(style, text=child.content, code=True))
                case _:
                    runs += self._text(child.content, style)
        return with_one_stop(runs)

    def _text(self, text: str, style: Run) -> list[Run]:
        """Return text and the citations in it as runs in a style."""
        runs: list[Run] = []
        for index, piece in enumerate(_MARK.split(text)):
            if index % 2:
                cited = self.cite(self.citations[whole_number(piece, 0)])
                # Italics within italics are upright.
                runs += [
                    replace(run, italic=run.italic != style.italic, bold=run.bold or style.bold)
                    for run in cited
                ]
            elif piece:
                together = piece if style.code else _STATISTIC.sub("\\1\u00a0\\2\u00a0", piece)
                runs.append(replace(style, text=together))
        return runs
