"""Articles: where the title ends and the journal begins, and what kind of periodical it is."""

from __future__ import annotations

import re
from typing import NamedTuple

from pprkb.formats.printed.brackets import Bracket, claim_bracket, understood
from pprkb.formats.printed.draft import Draft
from pprkb.formats.printed.locators import Tail, claim_tail
from pprkb.formats.printed.titles import (
    Boundary,
    claim_title,
    groups,
    is_presented,
    last_boundaries,
)
from pprkb.formats.printed.vocabulary import (
    begins_journal,
    content_words,
    is_abbreviated,
    is_title_case,
    names_journal,
    names_magazine,
    names_newspaper,
    names_proceedings,
    names_publisher,
)
from pprkb.model.reference import ReferenceType as T

_SERIES = re.compile(r"(?:Series|Section|Part|Supplement|Supplementum|Suppl|Sect|Ser)\b")
_LEAD = re.compile(r"(?:(?:published|appeared|to appear) )?in:? (?=\S)", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_REACH = 240
"""The maximum length of a journal name, in characters."""
_LONGEST = 14
"""The maximum number of words in a journal name."""


class Split(NamedTuple):
    """A title and what follows it."""

    title_end: int
    source_start: int
    certain: bool
    doubt: str = ""


def split_title(draft: Draft, start: int, end: int) -> Split | None:
    """Return where a title ends and the name of a journal begins, in a stretch of both.

    The journal begins after the last full stop or question mark; after a comma where the words that
    follow read like a journal and those before like a title. None if nothing separates the two.
    """
    split = _split(draft, start, end)
    lead = _LEAD.match(draft.text, split.source_start, end) if split else None
    if split is None or lead is None:
        return split
    doubt = f"“{lead.group().strip()}” precedes the name of the journal."
    return Split(split.title_end, lead.end(), False, doubt)


def _split(draft: Draft, start: int, end: int) -> Split | None:
    text = draft.text
    marks = last_boundaries(text, start, end)
    strong = [mark for mark in marks if not mark.weak]
    if (italic := _italic(draft, start, end)) is not None:
        return italic
    if not strong:
        return _at_comma(text, start, start, end) or _weak(text, marks, end)
    chosen = _joined(text, marks, strong[-1])
    source = text[chosen.next : end]
    before, comma_mark, piece = text[start : chosen.end].rpartition(", ")
    if chosen.mark == "." and comma_mark and is_abbreviated(piece):
        # "…, Quant. Methods Psychol."
        place = start + len(before)
        return Split(place, place + 2, False, f"“{text[place + 2 : end]}” is taken for a journal.")
    if not is_title_case(source):
        comma = _at_comma(text, start, chosen.next, end)
        if comma is not None:
            return comma
    certain, doubt = _judged(source, chosen, len(strong))
    return Split(chosen.end, chosen.next, certain, doubt)


def _italic(draft: Draft, start: int, end: int) -> Split | None:
    """Split before italics at the end of the stretch, as APA prints a journal."""
    places = draft.clean.italic
    if end - 1 not in places or start in places:
        return None
    first = end - 1
    while first > start and (
        first - 1 in places or (draft.text[first - 1].isspace() and first - 2 in places)
    ):
        first -= 1
    before = draft.text[start:first].rstrip()
    if first <= start or not before or before[-1] not in '.?!,”")]':
        return None
    return Split(start + len(before), first, certain=True)


def _joined(text: str, marks: list[Boundary], chosen: Boundary) -> Boundary:
    """Go back over the full stops within a journal's name: "Arch. Gen. Psychiatry"."""
    index = marks.index(chosen)
    while index > 0:
        before = marks[index - 1]
        segment = text[before.next : chosen.end]
        source = text[chosen.next :]
        if not (
            is_abbreviated(segment)
            or _lone(text, marks, index)
            or (_SERIES.match(source) and is_title_case(segment))
        ):
            break
        if before.weak and not is_abbreviated(text[before.end - 12 : before.end].split(" ")[-1]):
            break
        index -= 1
        chosen = before
    return chosen


def _lone(text: str, marks: list[Boundary], index: int) -> bool:
    """Return whether there is a single word between two full stops: "Quant. Methods Psychol."."""
    if marks[index].mark != "." or marks[index - 1].mark != ".":
        return False
    segment = text[marks[index - 1].next : marks[index].end]
    return " " not in segment and segment[:1].isupper() and len(segment) <= 9


def _judged(source: str, chosen: Boundary, count: int) -> tuple[bool, str]:
    """Judge whether the words after a full stop are the name of a journal, and why not."""
    words = content_words(source)
    known = names_journal(source) or names_newspaper(source) or names_magazine(source)
    if names_proceedings(source) and is_title_case(source) and not _DIGIT.match(source[-1:]):
        return True, ""
    if not words or len(words) > _LONGEST or _DIGIT.search(source):
        return False, f"“{source}” is long for the name of a journal, or holds numbers."
    if not is_title_case(source):
        if known and count == 1 and chosen.mark == ".":
            return True, ""
        return False, f"“{source}” may not be the name of a journal."
    pieces = source.split(", ")
    if len(pieces) > 1 and not names_journal(pieces[0]) and any(map(names_journal, pieces[1:])):
        return False, f"Part of “{source}” may belong to the title."
    if not known and (count > 1 or chosen.mark != "."):
        return False, f"“{source}” is taken for the name of a journal."
    return True, ""


def _at_comma(text: str, title_start: int, start: int, end: int) -> Split | None:
    """Split at a comma in place of a full stop."""
    position = text.find(", ", max(start, end - _REACH), end)
    while position >= 0:
        source = text[position + 2 : end]
        before = text[title_start:position]
        if (
            is_title_case(source)
            and not is_title_case(before.split(", ")[-1])
            and not _DIGIT.search(source)
            and (names_journal(source) or len(content_words(source)) <= 4)
        ):
            first = source.split(", ")[0].split(": ")[0]
            certain = names_journal(first)
            doubt = (
                "" if certain else f"“{source}” after a comma is taken for the name of a journal."
            )
            return Split(position, position + 2, certain, doubt)
        position = text.find(", ", position + 2, end)
    return None


def _weak(text: str, marks: list[Boundary], end: int) -> Split | None:
    """Split at a full stop that may end an abbreviation, if there is no other."""
    for mark in reversed(marks):
        source = text[mark.next : end]
        if is_title_case(source) and names_journal(source):
            return Split(
                mark.end, mark.next, False, f"“{source}” is taken for the name of a journal."
            )
    return None


def claim_article(draft: Draft, start: int, end: int, tail: Tail | None = None) -> None:
    """Claim title and journal, and the locator where there is one, in a stretch of all."""
    if tail is not None:
        end = tail.start
    # A full stop belongs to an abbreviated name that a comma follows.
    start, end = draft.trimmed(start, end, " ,;:")
    split = split_title(draft, start, end)
    draft.type = T.ARTICLE_JOURNAL
    if split is None:
        if tail is not None:
            draft.doubt("The journal is not named, or nothing separates it from the title.")
        claim_title(draft, start, end, certain=False)
    else:
        claim_split(draft, start, end, split)
        _periodical(draft, draft.text[split.source_start : end], tail)
    if tail is not None:
        claim_tail(draft, tail)


def claim_split(draft: Draft, start: int, end: int, split: Split) -> None:
    """Claim a title and the journal after it."""
    if split.doubt:
        draft.doubt(split.doubt)
    claim_with_brackets(draft, start, split.title_end, certain=split.certain)
    draft.claim("container_title", split.source_start, end, certain=split.certain)


def _periodical(draft: Draft, name: str, tail: Tail | None) -> None:
    """Decide whether it is a journal, a magazine, a newspaper or proceedings."""
    date = draft.dates.get("issued")
    numbered = tail is not None and tail.volume is not None
    if names_proceedings(name):
        draft.type = T.PAPER_CONFERENCE
    elif names_magazine(name):
        draft.type = T.ARTICLE_MAGAZINE
    elif not numbered and names_newspaper(name) and not names_journal(name):
        draft.type = T.ARTICLE_NEWSPAPER
    elif tail is not None and not numbered and date is not None and date.day is not None:
        draft.doubt("Whether this is a journal, a magazine or a newspaper is not certain.")


def claim_with_brackets(draft: Draft, start: int, end: int, *, certain: bool) -> None:
    """Claim a title and the brackets after it."""
    brackets = _behind_title(draft, start, end)
    claim_title(draft, start, brackets[0].group.start if brackets else end, certain=certain)
    for bracket in brackets:
        claim_bracket(draft, bracket)


def _behind_title(draft: Draft, start: int, end: int) -> list[Bracket]:
    """Return the understood brackets that end a stretch."""
    brackets: list[Bracket] = []
    stop = end
    for group in reversed(groups(draft.rest, start, end)):
        bracket = understood(draft.rest, group)
        if bracket is None or draft.text[group.end : stop].strip(" .,;"):
            break
        brackets.insert(0, bracket)
        stop = group.start
    return brackets


def is_article(draft: Draft, source: str) -> bool:
    """Return whether a source can only be a journal, though it has no volume."""
    if is_presented(source) or names_publisher(source):
        return False
    if ": " in source and not names_journal(source):
        return False
    known = names_journal(source) or names_magazine(source) or names_newspaper(source)
    # "Psychothera", where the text ends in the middle of a word
    known |= draft.text.endswith(source) and begins_journal(source.split(" ")[-1])
    return "status" in draft.values or (known and "url" not in draft.values)
