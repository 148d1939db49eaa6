"""Which language a text is in, where it is another than that of the words around it.

A document in French holds English titles and prose. Marked as English, they are read aloud as
English and checked by an English dictionary.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

from pprkb.documents.document import (
    Block,
    Heading,
    Paragraph,
    Quotation,
    Table,
    TextList,
)
from pprkb.formats.titles.words import Tongue, tongue_of
from pprkb.model.reference import Reference
from pprkb.text.markup import Run, strip_tags, text_of

_UNSAID = "en"
"""The language of prose where nobody says it, as the library's prose is English."""
_TAG = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,4}")
_LETTER = re.compile("[A-Za-z]")
_STRAIGHT = str.maketrans("“”«»‘’", '""""\'\'')


def other_language(tag: str, around: str) -> str:
    """Return what to mark prose with; empty if it is in the language of the text around it.

    Args:
        tag: The language as its author says it, a BCP 47 tag. Where nobody says it, it is English.
        around: BCP 47 tag of the text around it.
    """
    tag = (tag or _UNSAID).replace("_", "-")
    alike = tag.partition("-")[0].lower() == around.partition("-")[0].lower()
    return "" if alike or not _TAG.fullmatch(tag) else tag


def language_of_title(title: str, tag: str, around: str) -> str:
    """Return what to mark a title with, as `other_language` does for prose.

    A title whose language is not known is taken for English where nothing in it looks foreign.
    """
    language = other_language(tag, around)
    if tag or not language:
        return language
    return language if _LETTER.search(title) and tongue_of(title) is Tongue.ENGLISH else ""


UNDETERMINED = "und"
"""The BCP 47 tag of a language that is not known."""


def told_language(title: str, tag: str) -> str:
    """Return the language of a title for metadata, or an empty string if it is English.

    It is `UNDETERMINED` for a title that looks foreign but whose language is unknown.
    """
    if tag:
        return other_language(tag, _UNSAID)
    return "" if language_of_title(title, "", "") else UNDETERMINED


def in_language(blocks: Iterable[Block], language: str) -> tuple[Block, ...]:
    """Return blocks of prose marked as of a language; as they are where it is empty."""
    return tuple(_in_language(block, language) for block in blocks) if language else tuple(blocks)


def _in_language(block: Block, language: str) -> Block:
    match block:
        case Paragraph() | Heading():
            return replace(block, runs=_marked(block.runs, language))
        case TextList():
            return replace(block, items=tuple(in_language(one, language) for one in block.items))
        case Quotation():
            return replace(block, blocks=in_language(block.blocks, language))
        case Table():
            header, *rows = (
                tuple(_marked(cell, language) for cell in row)
                for row in (block.header, *block.rows)
            )
            return replace(block, header=header, rows=tuple(rows))
        case _:
            return block


def _marked(runs: Iterable[Run], language: str) -> tuple[Run, ...]:
    return tuple(run if run.language else replace(run, language=language) for run in runs)


def with_title_marked(runs: tuple[Run, ...], reference: Reference, around: str) -> tuple[Run, ...]:
    """Return a formatted reference that says in which language its titles are.

    A title that is printed in other words is not marked.

    Args:
        runs: The formatted reference.
        reference: The work.
        around: The language in which it is printed, a BCP 47 tag.
    """
    text, after = _plain(text_of(runs)), 0
    # A periodical's language is not that of its articles.
    periodical = reference.type.value.startswith(("article-", "review"))
    for title, tag in (
        (strip_tags(reference.title), reference.language),
        (strip_tags(reference.container_title), "" if periodical else reference.language),
    ):
        begin = text.find(_plain(title), after) if title else -1
        if begin >= 0:
            after = begin + len(title)
            if language := language_of_title(title, tag, around):
                runs = tuple(_with_stretch(runs, begin, after, language))
    return runs


def _with_stretch(runs: Iterable[Run], begin: int, end: int, language: str) -> Iterator[Run]:
    """Yield runs, of which those between two places of their text are marked."""
    place = 0
    for run in runs:
        last = place + len(run.text)
        edges = [place, *(edge for edge in (begin, end) if place < edge < last), last]
        if last <= begin or end <= place:
            yield run
        else:
            for first, after in pairwise(edges):
                piece = replace(run, text=run.text[first - place : after - place])
                yield replace(piece, language=language) if begin <= first < end else piece
        place = last


def _plain(text: str) -> str:
    """Return text of the same length without case, and with straight quotation marks."""
    lower = text.lower()
    return (lower if len(lower) == len(text) else text).translate(_STRAIGHT)
