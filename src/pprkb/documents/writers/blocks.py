"""Visitors of blocks, shared by all writers."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

from pprkb.documents.document import (
    Block,
    Code,
    Divider,
    Entry,
    Figure,
    Heading,
    Paragraph,
    Picture,
    Quotation,
    Table,
    TextList,
)
from pprkb.text.markup import Run

T = TypeVar("T")


class BlockVisitor(ABC, Generic[T]):
    """Dispatches blocks to methods by type."""

    def block(self, block: Block) -> T:
        """Call the method for the block's type, and return its result."""
        match block:
            case Heading():
                return self.heading(block)
            case Paragraph():
                return self.paragraph(block)
            case TextList():
                return self.text_list(block)
            case Quotation():
                return self.quotation(block)
            case Table():
                return self.table(block)
            case Figure():
                return self.figure(block)
            case Code():
                return self.code(block)
            case Picture():
                return self.picture(block)
            case Divider():
                return self.divider(block)
            case Entry():
                return self.entry(block)

    @abstractmethod
    def heading(self, heading: Heading) -> T:
        """Print a heading."""

    @abstractmethod
    def paragraph(self, paragraph: Paragraph) -> T:
        """Print a paragraph."""

    @abstractmethod
    def text_list(self, block: TextList) -> T:
        """Print a list."""

    @abstractmethod
    def quotation(self, quotation: Quotation) -> T:
        """Print quoted blocks."""

    @abstractmethod
    def table(self, table: Table) -> T:
        """Print a table with its caption."""

    @abstractmethod
    def figure(self, figure: Figure, /) -> T:
        """Print a drawing with its caption."""

    @abstractmethod
    def code(self, code: Code) -> T:
        """Print program code."""

    @abstractmethod
    def picture(self, picture: Picture) -> T:
        """Print a picture with its caption."""

    @abstractmethod
    def divider(self, divider: Divider, /) -> T:
        """Print a horizontal rule."""

    @abstractmethod
    def entry(self, entry: Entry) -> T:
        """Print a reference and its annotation."""


def every_run(blocks: Iterable[Block]) -> Iterator[Run]:
    """Yield all runs in blocks, including nested ones."""
    for block in every_block(blocks):
        match block:
            case Heading() | Paragraph():
                yield from block.runs
            case Entry():
                yield from (*block.label, *block.runs)
            case Table():
                for row in (block.header, *block.rows):
                    for cell in row:
                        yield from cell
            case Picture():
                yield from block.caption
            case _:
                pass


def every_block(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield all blocks, including nested ones, in the order of printing."""
    for block in blocks:
        yield block
        match block:
            case Quotation():
                yield from every_block(block.blocks)
            case TextList():
                for item in block.items:
                    yield from every_block(item)
            case Entry():
                yield from every_block(block.annotation)
            case _:
                pass
