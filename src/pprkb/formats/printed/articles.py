"""Articles: title, journal and where it stands in it."""

from __future__ import annotations

from pprkb.formats.printed.brackets import Bracket, claim_bracket, understood
from pprkb.formats.printed.containers import Split, split_title
from pprkb.formats.printed.houses import names_publisher
from pprkb.formats.printed.locators import Tail, claim_tail
from pprkb.formats.printed.reading import Reading
from pprkb.formats.printed.sentences import groups
from pprkb.formats.printed.serials import (
    begins_journal,
    names_journal,
    names_magazine,
    names_newspaper,
    names_proceedings,
)
from pprkb.formats.printed.sources import is_presented
from pprkb.formats.printed.titles import claim_title
from pprkb.model.reference import ReferenceType as T


def claim_article(reading: Reading, start: int, end: int, tail: Tail | None = None) -> None:
    """Claim title and journal, and the locator where there is one.

    Args:
        reading: The reference.
        start: Of the title.
        end: Of the journal's name, or of the locator.
        tail: The locator.
    """
    if tail is not None:
        end = tail.start
    # A full stop belongs to an abbreviated name that a comma follows.
    start, end = reading.trimmed(start, end, " ,;:")
    split = split_title(reading, start, end)
    reading.type = T.ARTICLE_JOURNAL
    if split is None:
        if tail is not None:
            reading.doubt("The journal is not named, or nothing parts it from the title.")
        claim_title(reading, start, end, certain=False)
    else:
        claim_split(reading, start, end, split)
        _periodical(reading, reading.text[split.source_start : end], tail)
    if tail is not None:
        claim_tail(reading, tail)


def claim_split(reading: Reading, start: int, end: int, split: Split) -> None:
    """Claim a title and the journal behind it."""
    if split.doubt:
        reading.doubt(split.doubt)
    claim_with_brackets(reading, start, split.title_end, certain=split.certain)
    reading.claim("container_title", split.source_start, end, certain=split.certain)


def _periodical(reading: Reading, name: str, tail: Tail | None) -> None:
    """Decide whether it is a journal, a magazine, a newspaper or proceedings."""
    date = reading.dates.get("issued")
    numbered = tail is not None and tail.volume is not None
    if names_proceedings(name):
        reading.type = T.PAPER_CONFERENCE
    elif names_magazine(name):
        reading.type = T.ARTICLE_MAGAZINE
    elif not numbered and names_newspaper(name) and not names_journal(name):
        reading.type = T.ARTICLE_NEWSPAPER
    elif tail is not None and not numbered and date is not None and date.day is not None:
        reading.doubt("Whether this is a journal, a magazine or a newspaper is not certain.")


def claim_with_brackets(reading: Reading, start: int, end: int, *, certain: bool) -> None:
    """Claim a title and what stands in brackets behind it."""
    brackets = _behind_title(reading, start, end)
    claim_title(reading, start, brackets[0].group.start if brackets else end, certain=certain)
    for bracket in brackets:
        claim_bracket(reading, bracket)


def _behind_title(reading: Reading, start: int, end: int) -> list[Bracket]:
    """Return the understood brackets that end a stretch."""
    found: list[Bracket] = []
    stop = end
    for group in reversed(groups(reading.rest, start, end)):
        bracket = understood(reading.rest, group)
        if bracket is None or reading.text[group.end : stop].strip(" .,;"):
            break
        found.insert(0, bracket)
        stop = group.start
    return found


def is_article(reading: Reading, source: str) -> bool:
    """Say whether a source can only be a journal, though no volume is told."""
    if is_presented(source) or names_publisher(source):
        return False
    if ": " in source and not names_journal(source):
        return False
    known = names_journal(source) or names_magazine(source) or names_newspaper(source)
    # "Psychothera", where the text ends in the middle of a word
    known |= reading.text.endswith(source) and begins_journal(source.split(" ")[-1])
    return "status" in reading.values or (known and "url" not in reading.values)
