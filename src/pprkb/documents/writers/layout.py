"""The page that Word, OpenDocument and PDF are written for, beside what the document says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from pprkb.documents.document import (
    Block,
    Document,
    Entry,
    Heading,
    Quotation,
    TextList,
)
from pprkb.documents.writers.characters import one_line

MARGIN = 1440
"""An inch on each side, in twips (twentieths of a point), as APA asks (manual, section 2.22)."""
_LANDSCAPE_MARGIN = 1080
"""Of a page on its long side, which is to hold all of a table."""
CONTENTS_HEADING = "Contents"
DEEPEST_HEADING = 9
"""Of the levels that Word knows."""
_SHORT = 6
"""Up to so many headings a list needs no table of contents."""
_LONGEST_RUNNING_HEAD = 60
_LONGEST_ENTRY = 200
"""Characters of an entry in a table of contents."""
_NO_DATE = datetime(2000, 1, 1, tzinfo=UTC)
"""For a document that does not say of when its data are."""


class Paper(StrEnum):
    """A size of paper; the value is the word that `--paper` takes."""

    LETTER = "letter"
    """US Letter, 8.5 by 11 inches."""
    A4 = "a4"
    """ISO 216, 210 by 297 mm."""


_SIZES = {Paper.LETTER: (12240, 15840), Paper.A4: (11906, 16838)}


@dataclass(frozen=True, kw_only=True)
class Template:
    """A Word file whose styles, page, headers and footers a document takes over."""

    name: str
    """Of the file, for messages."""
    content: bytes


@dataclass(frozen=True, kw_only=True)
class Layout:
    """How a document is put on pages; writers without pages leave it aside."""

    paper: Paper = Paper.LETTER
    contents: bool | None = None
    """Whether a table of contents stands before the first heading; None for long documents only."""
    template: Template | None = None
    """For Word alone; its page takes the place of `paper`."""
    heading_level: int | None = None
    """Of the first headings of a part of an HTML page, from 1 to 6; None for 3."""
    spacing: float | None = None
    """Lines from one line of a reference to the next, for Word, OpenDocument, PDF and HTML; None
    for the spacing that the document asks for, on an HTML page for that of its other text."""


@dataclass(frozen=True, kw_only=True)
class Page:
    """A page; lengths in twips."""

    width: int
    height: int
    margin: int = MARGIN
    """On each side."""

    @property
    def text_width(self) -> int:
        """Between the margins."""
        return self.width - 2 * self.margin


def page_of(document: Document, layout: Layout) -> Page:
    """Return the page of a document without a template."""
    width, height = _SIZES[layout.paper]
    if document.landscape:
        return Page(width=height, height=width, margin=_LANDSCAPE_MARGIN)
    return Page(width=width, height=height)


def running_head(document: Document) -> str:
    """Return what is printed at the head of each page but the first, cut to fit one line."""
    return _shortened(document.running_head or document.title, _LONGEST_RUNNING_HEAD)


def _shortened(text: str, length: int) -> str:
    """Return text on one line, at most so many characters long."""
    # Of very long text a part is enough to see that it is too long.
    text = " ".join(one_line(text[: 4 * length]).split())
    if len(text) <= length:
        return text
    cut = text[: length - 1]
    # At a word, unless the words are as long as the line.
    whole = cut.rpartition(" ")[0]
    return f"{whole if len(whole) > length // 2 else cut}…"


def data_date(document: Document) -> datetime:
    """Return of when a document's data are, in UTC; never of when it is written."""
    try:
        date = datetime.fromisoformat(document.modified.strip())
    except ValueError:
        return _NO_DATE
    return date.replace(tzinfo=UTC) if date.tzinfo is None else date.astimezone(UTC)


@dataclass(frozen=True, kw_only=True)
class PlacedHeading:
    """A heading of a document in its order."""

    heading: Heading
    level: int
    """From 1, at most one deeper than that of the heading above it."""
    text: str
    """On one line, cut where it is very long."""
    number: int
    """Its place among the headings, from 1."""

    @property
    def mark(self) -> str:
        """The name of its place, which a table of contents leads to."""
        return f"_Toc{self.number:09}"


def headings(document: Document) -> tuple[PlacedHeading, ...]:
    """Return every heading in the order of printing, without gaps between the levels.

    A reader who hears a document goes by its headings and takes a missing level for a missing
    part (WCAG 2.2, technique G141).
    """
    placed: list[PlacedHeading] = []
    above = 0
    for heading in _headings(document.blocks):
        above = min(max(1, heading.level), above + 1, DEEPEST_HEADING)
        text = _shortened("".join(run.text for run in heading.runs), _LONGEST_ENTRY)
        placed.append(
            PlacedHeading(heading=heading, level=above, text=text, number=len(placed) + 1)
        )
    return tuple(placed)


def parted(blocks: tuple[Block, ...]) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """Part blocks at the first heading, before which the table of contents stands."""
    for place, block in enumerate(blocks):
        if isinstance(block, Heading):
            return blocks[:place], blocks[place:]
    return (), blocks


def _headings(blocks: Iterable[Block]) -> Iterator[Heading]:
    for block in blocks:
        match block:
            case Heading():
                yield block
            case TextList():
                for item in block.items:
                    yield from _headings(item)
            case Quotation():
                yield from _headings(block.blocks)
            case Entry():
                yield from _headings(block.annotation)
            case _:
                pass


def contents(placed: Iterable[PlacedHeading], layout: Layout) -> tuple[PlacedHeading, ...]:
    """Return the headings of the table of contents; none where there is to be no table.

    Args:
        placed: All headings of the document.
        layout: Says whether there is a table, or leaves it to the number of headings.
    """
    told = [one for one in placed if one.text and one.level <= 2]
    if layout.contents is False or (layout.contents is None and len(told) <= _SHORT):
        return ()
    first = [one for one in told if one.level == 1]
    # Of many parts their names are enough, the more so where each has the same below it.
    return tuple(first if len(first) > _SHORT else told)
