"""The positions of notes, captions and the list of references in a draft."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from pprkb.documents.document import Block, Heading, Paragraph, Table
from pprkb.formats.drafts.conventions import PUNCTUATION, is_list_title
from pprkb.text.markup import Run, text_of

START, END = "\ue000", "\ue001"
"""Private-use characters around the number of a citation until it is printed."""
MARK = re.compile(f"{START}(?P<names>n?)(?P<number>\\d+){END}")
"""The placeholder of a citation until it is printed; "n" means only its authors."""
LIST_HERE = f"{START}list{END}"
"""The text of a paragraph that the list of references replaces."""
ATTRIBUTES = re.compile(r"\s*\{(?P<all>[^{}]*)\}\s*$")
"""Attributes after a heading or caption, as in pandoc: `{#name .class}`."""
_CAPTION = re.compile(r"^(?:Table|table)?:[ \t]+")


def with_captions(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield blocks; a paragraph beside a table that begins with a colon becomes its caption."""
    listed = list(blocks)
    number = 0
    while number < len(listed):
        block = listed[number]
        beside = listed[number + 1] if number + 1 < len(listed) else None
        if isinstance(block, Table) and (caption := _caption_of(beside)):
            yield replace(block, caption=caption)
            number += 1
        elif isinstance(beside, Table) and (caption := _caption_of(block)):
            yield replace(beside, caption=caption)
            number += 1
        elif isinstance(beside, Table) or (number and isinstance(listed[number - 1], Table)):
            yield _as_paragraph(block)
        else:
            yield block
        number += 1


def _caption_of(block: Block | None) -> str:
    if not isinstance(block, Paragraph):
        return ""
    text = text_of(block.runs)
    match = _CAPTION.match(text)
    return ATTRIBUTES.sub("", text[match.end() :]) if match and _is_plain(block) else ""


def _is_plain(block: Paragraph) -> bool:
    """Return whether a paragraph contains neither citations nor footnotes."""
    return START not in text_of(block.runs) and not any(run.note for run in block.runs)


def _as_paragraph(block: Block) -> Block:
    """Return a caption with citations or footnotes as a paragraph: captions are plain text."""
    if not isinstance(block, Paragraph) or _is_plain(block):
        return block
    first, *others = block.runs
    match = _CAPTION.match(first.text)
    if match is None:
        return block
    runs = [replace(first, text=first.text[match.end() :]), *others]
    runs[-1] = replace(runs[-1], text=ATTRIBUTES.sub("", runs[-1].text))
    return replace(block, runs=tuple(run for run in runs if run.text or run.note or run.line_break))


def after_notes(runs: list[Run]) -> Iterator[Run]:
    """Move the notes of citations directly after words and punctuation.

    The Chicago Manual of Style, 17th edition, section 14.26.
    """
    placed: list[Run] = []
    waiting: list[Run] = []
    for run in runs:
        if run.note and run.superscript:
            if placed and not waiting:
                placed[-1] = replace(placed[-1], text=placed[-1].text.rstrip(" "))
            waiting.append(replace(run, superscript=False))
            continue
        if waiting and (match := PUNCTUATION.match(run.text)):
            placed.append(replace(run, text=match[0]))
            run = replace(run, text=run.text[match.end() :])
        placed += waiting
        waiting = []
        placed.append(run)
    return (run for run in (*placed, *waiting) if run.text or run.line_break or run.note)


# -- the list of references ------------------------------------------------------------------------


def is_list_heading(block: Block) -> bool:
    """Return whether a heading is that of a list of references."""
    if not isinstance(block, Heading):
        return False
    return is_list_title(text_of(block.runs))


def is_list_place(block: Block) -> bool:
    """Return whether the list of references replaces a block."""
    return isinstance(block, Paragraph) and text_of(block.runs) == LIST_HERE
