"""The author's words around a statistic: whose finding, how large, how sure, between what."""

from __future__ import annotations

import re
from bisect import bisect_left

from pprkb.evidence.extraction.plain import Prose

_AHEAD = 300
_BEHIND = 80
"""How far words may stand from their statistic (measured in characters)."""

_NAME = r"[A-ZÀ-Þ][\w'-]{1,30}+"
_MONTH = (
    r"(?!(?:In|Since|From|By|Until|January|February|March|April|May|June|July|August|September"
    r"|October|November|December|Spring|Summer|Autumn|Fall|Winter)\b)"
)
_SOURCE = re.compile(
    rf"(?<!\w){_MONTH}{_NAME}(?:,[ ]{_NAME}){{0,5}}"
    rf"(?:,?[ ](?:and|&)[ ](?:colleagues|others|co-?workers|associates|{_NAME})|[ ]et[ ]al\.?)?"
    r"(?:'s|')?(?:[ ]\((?:19|20)\d\d[a-z]?\)|,[ ](?:19|20)\d\d[a-z]?(?=[);,]))"
)
_SIZE = (
    r"(?:small|medium|moderate|modest|large|strong|weak|negligible|trivial|substantial"
    r"|size?able|robust|minimal)"
)
_MAGNITUDE = re.compile(
    r"\b(?:(?:very|moderately|fairly|quite|relatively|rather|extremely)[ ])?"
    rf"{_SIZE}(?:(?:[ ]to[ ]|-to-){_SIZE})?\b"
    r"(?![ -](?:numbers?|samples?|stud|trials?|proportions?|groups?|scale|minority|majority))",
    re.IGNORECASE,
)
_SIGNIFICANCE = re.compile(
    r"\b(?:not[ ](?:statistically[ ])?significant(?:ly)?"
    r"|(?:statistically[ ])?non-?significant(?:ly)?"
    r"|(?<!clinically[ ])(?:statistically[ ])?significant(?:ly)?|n\.s\.|ns\b)",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    r"\bbetween[ ](?P<first>[^\d.;:,()=]{3,60}?)[ ]and[ ](?P<second>[^\d.;:,()=]{3,60}?)"
    r"(?=[ ]?[(.;:,]|[ ](?:was|were|is|are|of|that|which|in|at)\b|[ ]{0,20}\Z)"
)
_ON = re.compile(
    r"\b(?:effects?|impact|influence)[ ]of[ ](?P<first>[^\d.;:,()=]{3,60}?)[ ]on[ ]"
    r"(?P<second>[^\d.;:,()=]{3,60}?)(?=[ ]?[(.;:,]|[ ](?:was|were|is|are)\b|[ ]{0,20}\Z)"
)


class Surroundings:
    """The stretch of a sentence in which words may belong to one statistic."""

    def __init__(
        self, prose: Prose, text: str, start: int, end: int, sentence: tuple[int, int]
    ) -> None:
        """Take the statistic from `start` to `end` of its sentence."""
        self._prose = prose
        self._text = text
        self._start, self._end = start, end
        self._first, self._last = sentence

    def source(self) -> str:
        """Return who found it: the nearest citation before, else the next one after."""
        first = max(self._first, self._start - 2 * _AHEAD)
        last = min(self._last, self._end + _BEHIND)
        before = list(_SOURCE.finditer(self._prose.plain, first, self._start))
        written = [(one.start(), self._text[one.start() : one.end()]) for one in before]
        cited = self._prose.cited
        place = bisect_left(cited, first, key=lambda one: one.start)
        keys: list[tuple[int, str]] = []
        for one in cited[place : place + 50]:
            if one.start >= last:
                break
            keys.append((one.start, f"@{one.key}"))
        if ahead := [*written, *(key for key in keys if key[0] < self._start)]:
            return max(ahead)[1]
        if keys:
            return keys[0][1]
        after = _SOURCE.search(self._prose.plain, self._end, last)
        return self._text[after.start() : after.end()] if after else ""

    def magnitude(self, after: int, until: int) -> str:
        """Return the word for the size: the nearest ahead of the statistic, else right behind.

        Args:
            after: End of the statistic before, whose words are not this one's.
            until: Start of the next statistic.
        """
        return self._nearest(_MAGNITUDE, after, until)

    def significance(self, after: int, until: int) -> str:
        """Return the words for significance, found as those for the size."""
        return self._nearest(_SIGNIFICANCE, after, until)

    def between(self, after: int, until: int) -> tuple[str, str] | None:
        """Return two variables the statistic may relate."""
        ahead = max(after, self._first, self._start - _AHEAD)
        behind = min(until, self._last, self._end + 2 * _BEHIND)
        found: re.Match[str] | None = None
        for pattern in (_BETWEEN, _ON):
            for match in pattern.finditer(self._prose.plain, ahead, self._start):
                if found is None or match.start() > found.start():
                    found = match
        found = found or _BETWEEN.search(self._prose.plain, self._end, behind)
        if not found:
            return None
        first, second = (self._text[slice(*found.span(name))] for name in ("first", "second"))
        return first.strip(), second.strip()

    def _nearest(self, pattern: re.Pattern[str], after: int, until: int) -> str:
        ahead = max(after, self._first, self._start - _AHEAD)
        found = list(pattern.finditer(self._prose.plain, ahead, self._start))
        if found:
            return self._text[found[-1].start() : found[-1].end()]
        behind = min(until, self._last, self._end + _BEHIND)
        match = pattern.search(self._prose.plain, self._end, behind)
        return self._text[match.start() : match.end()] if match else ""


def words_of_size(plain: str, start: int, end: int) -> str:
    """Return the first word for a size in a stretch of plain prose."""
    match = _MAGNITUDE.search(plain, start, end)
    return match[0] if match else ""
