"""Which posts of a page the library has already as summaries."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from pprkb.model.summary import Month, Summary
from pprkb.text.folding import fold

_SHINGLE = 6
"""Words in a row that hardly stand in two texts by chance."""
_MUCH = 0.5
"""The share of its rows of words that makes a text another one, edited."""
_ENOUGH = 15
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What a post is looked up by."""

    month: Month | None
    title: str
    key: str
    """Citation key of its work; empty where that is new or there is none."""
    text: str
    """Body and practice implications, Markdown."""


@dataclass(frozen=True, kw_only=True)
class Found:
    """A summary of the library for a post."""

    summary: Summary
    certain: bool
    why: str


def find_there(wanted: Sequence[Wanted], summaries: Iterable[Summary]) -> tuple[Found | None, ...]:
    """Find the summaries that posts have become already.

    The same text is the same post; so is the same title, or else the same work, in one month: the
    author may have edited the rest since. A summary is found for one post only, for in one month
    two posts may be of one work. A summary that shares much of the text, or title and work in
    another month, is found as uncertain.

    Args:
        wanted: The posts.
        summaries: Those of the library.
    """
    index = _Index(summaries)
    found: list[Found | None] = [None] * len(wanted)
    claimed: set[str] = set()
    # The surest signs first, over all posts, so that none takes the summary of another.
    for sign in (index.same_text, index.same_title, index.same_work, index.alike):
        for number, one in enumerate(wanted):
            if found[number] is None and (match := sign(one, claimed)):
                found[number] = match
                claimed.add(match.summary.id)
    return tuple(found)


class _Index:
    def __init__(self, summaries: Iterable[Summary]) -> None:
        self._texts: dict[str, list[Summary]] = defaultdict(list)
        self._titles: dict[str, list[Summary]] = defaultdict(list)
        self._works: dict[tuple[Month | None, str], list[Summary]] = defaultdict(list)
        self._shingles: dict[tuple[str, ...], list[Summary]] = defaultdict(list)
        for summary in summaries:
            sections = [section.text for section in summary.sections]
            parts = (summary.evidence_summary, summary.practice_implications, *sections)
            text = "\n\n".join(parts)
            self._texts[letters(text)].append(summary)
            self._titles[letters(summary.title)].append(summary)
            if summary.reference:
                self._works[summary.month, summary.reference].append(summary)
            for shingle in _shingles(text):
                self._shingles[shingle].append(summary)

    def same_text(self, one: Wanted, claimed: set[str]) -> Found | None:
        """Find the very text, in any month."""
        text = letters(one.text)
        return _first(self._texts[text] if text else [], claimed, "the same text")

    def same_title(self, one: Wanted, claimed: set[str]) -> Found | None:
        """Find the title in the month."""
        title = letters(one.title)
        there = self._titles[title] if title and one.month else []
        in_month = [summary for summary in there if summary.month == one.month]
        return _first(in_month, claimed, "the same month and title")

    def same_work(self, one: Wanted, claimed: set[str]) -> Found | None:
        """Find the work in the month."""
        there = self._works[one.month, one.key] if one.key and one.month else []
        return _first(there, claimed, "the same month and work")

    def alike(self, one: Wanted, claimed: set[str]) -> Found | None:
        """Find what may have been edited or moved to another month."""
        title = letters(one.title)
        for summary in self._titles[title] if title else []:
            if summary.id not in claimed and summary.reference == one.key:
                why = f"title and work are those of {_place(summary)}, in another month"
                return Found(summary=summary, certain=False, why=why)
        shingles = _shingles(one.text)
        shared = Counter(
            summary.id for shingle in shingles for summary in self._shingles.get(shingle, ())
        )
        for name, number in shared.most_common(1):
            if number >= _MUCH * len(shingles) and number >= _ENOUGH and name not in claimed:
                summary = next(
                    one
                    for shingle in shingles
                    for one in self._shingles.get(shingle, ())
                    if one.id == name
                )
                why = f"much of its text stands in {_place(summary)}"
                return Found(summary=summary, certain=False, why=why)
        return None


def _first(there: Iterable[Summary], claimed: set[str], why: str) -> Found | None:
    free = (one for one in there if one.id not in claimed)
    return next((Found(summary=one, certain=True, why=why) for one in free), None)


def _place(summary: Summary) -> str:
    return summary.at.path if summary.at else summary.id


def letters(text: str) -> str:
    """Return the letters and digits of a text, folded: mark-up and punctuation do not count."""
    return re.sub(r"[\W_]+", "", fold(text))


def _shingles(text: str) -> set[tuple[str, ...]]:
    words = _WORD.findall(fold(text))
    return set(zip(*(islice(words, start, None) for start in range(_SHINGLE)), strict=False))
