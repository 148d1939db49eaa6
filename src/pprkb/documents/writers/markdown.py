"""Markdown that CommonMark readers and pandoc understand alike.

Every paragraph is one line, so that only its beginning can be mistaken for the mark-up of a
block. An entry is an item of a bulleted list and its annotation continues the item: the one
way to say in CommonMark that a paragraph belongs to the reference above it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from pprkb.documents.document import (
    Block,
    Document,
    Entry,
    Figure,
    Heading,
    Paragraph,
    ParagraphRole,
    Quotation,
    Run,
    Table,
    TextList,
)
from pprkb.documents.writers.characters import encode, one_line
from pprkb.documents.writers.links import safe_link
from pprkb.documents.writers.markdown_inline import cell, escape, inline

_SEPARATOR = "<!-- -->"
"""Stands between two lists that readers would otherwise join."""
_DEEPEST_HEADING = 6


def write(document: Document) -> bytes:
    """Print a document as Markdown."""
    anchors = _anchors_used(document.blocks)
    chunks = []
    if document.title.strip():
        chunks.append(f"# {escape(one_line(document.title).strip())}")
    if document.subtitle.strip():
        chunks.append(inline((Run(text=document.subtitle, italic=True),)))
    chunks += _blocks(document.blocks, anchors)
    return encode("\n\n".join(chunks) + "\n")


def _blocks(blocks: Iterable[Block], anchors: frozenset[str]) -> list[str]:
    chunks: list[str] = []
    previous: Block | None = None
    for block in blocks:
        chunk = _block(block, anchors)
        if not chunk:
            continue
        if previous is not None and _would_join(previous, block):
            chunks.append(_SEPARATOR)
        chunks.append(chunk)
        previous = block
    return chunks


def _would_join(previous: Block, block: Block) -> bool:
    """Tell whether a reader would make one list of two; entries are meant to be one."""
    if isinstance(previous, Entry) and isinstance(block, Entry):
        return False
    kind = _list_kind(block)
    return bool(kind) and kind == _list_kind(previous)


def _list_kind(block: Block) -> str:
    match block:
        case Entry() | TextList(ordered=False):
            return "bullet"
        case TextList():
            return "ordered"
        case _:
            return ""


def _block(block: Block, anchors: frozenset[str]) -> str:
    match block:
        case Heading():
            text = inline(block.runs)
            anchor = f'<a id="{block.anchor}"></a>' if block.anchor in anchors else ""
            level = min(block.level + 1, _DEEPEST_HEADING)
            return f"{'#' * level} {anchor}{text}" if text else ""
        case Paragraph():
            runs = block.runs
            if block.role is ParagraphRole.LABEL:
                runs = tuple(replace(run, bold=True) for run in runs)
            return inline(runs)
        case TextList():
            return _list(block, anchors)
        case Quotation():
            return _prefixed("\n\n".join(_blocks(block.blocks, anchors)), "> ", "> ")
        case Table():
            return _table(block)
        case Figure():
            return ""
        case Entry():
            return _entry(block, anchors)


def _entry(entry: Entry, anchors: frozenset[str]) -> str:
    runs = (*entry.label, Run(text=" "), *entry.runs) if entry.label else entry.runs
    if entry.importance:
        runs = (*runs, Run(text=" "), Run(text=f"[{entry.importance}]", bold=True))
    chunks = [inline(runs) or escape(one_line(entry.key)), *_blocks(entry.annotation, anchors)]
    return _prefixed("\n\n".join(chunks), "- ", "  ")


def _list(block: TextList, anchors: frozenset[str]) -> str:
    items = []
    loose = False
    for number, item in enumerate(block.items, max(0, block.start)):
        chunks = _blocks(item, anchors)
        if not chunks:
            continue
        marker = f"{number}. " if block.ordered else "- "
        loose = loose or len(chunks) > 1
        items.append(_prefixed("\n\n".join(chunks), marker, " " * len(marker)))
    return ("\n\n" if loose else "\n").join(items)


def _prefixed(text: str, first: str, rest: str) -> str:
    lines = text.split("\n")
    prefixed = [f"{rest}{line}".rstrip() for line in lines[1:]]
    return "\n".join([f"{first}{lines[0]}" if lines[0] else first.rstrip(), *prefixed])


def _table(table: Table) -> str:
    """Print a pipe table, which pandoc and GitHub read and a person can."""
    count = max(len(row) for row in (table.header, *table.rows))
    if count == 0:
        return ""
    rules = ["---:" if column in table.numeric else "---" for column in range(count)]
    rows = [[cell(runs) for runs in row] for row in (table.header, *table.rows)]
    padded = [row + [""] * (count - len(row)) for row in rows]
    lines = [f"| {' | '.join(row)} |" for row in (padded[0], rules, *padded[1:])]
    caption = f"Table: {inline((Run(text=table.caption),))}\n\n" if table.caption.strip() else ""
    return caption + "\n".join(lines)


def _anchors_used(blocks: Iterable[Block]) -> frozenset[str]:
    """Return the places that some run leads to; others need no mark in the text."""
    found: set[str] = set()
    for block in blocks:
        match block:
            case Heading() | Paragraph():
                found |= _targets(block.runs)
            case Entry():
                found |= _targets(block.runs) | _anchors_used(block.annotation)
            case Quotation():
                found |= _anchors_used(block.blocks)
            case TextList():
                for item in block.items:
                    found |= _anchors_used(item)
            case Table():
                for row in (block.header, *block.rows):
                    for runs in row:
                        found |= _targets(runs)
    return frozenset(found)


def _targets(runs: tuple[Run, ...]) -> set[str]:
    links = (safe_link(run.link) for run in runs)
    return {link[1:] for link in links if link.startswith("#")}
