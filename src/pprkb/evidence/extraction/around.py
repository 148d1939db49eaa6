"""Interprets the words around a statistic: its source, size, significance and variables."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import deque
from collections.abc import Sequence
from itertools import pairwise

from pprkb.evidence.extraction.attach import Place
from pprkb.evidence.extraction.plain import Prose

_AHEAD = 300
_BEHIND = 80
"""The maximum distance of words from their statistic, in characters."""

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
    r"\b(?=[vmfqresnlwt])(?<!\bnot )(?<!\bno )(?<!\bnot a )"
    r"(?:(?:very|moderately|fairly|quite|relatively|rather|extremely)[ ])?"
    rf"{_SIZE}(?:(?:[ ]to[ ]|-to-){_SIZE})?\b"
    r"(?![ -](?:numbers?|samples?|stud|trials?|proportions?|groups?|scale|minority|majority"
    r"|heterogen"
    r"|evidence|certainty|quality|risk|variab|depress|anxi|severity|symptom|confidence|alliance"
    r"|bias))",
)
_SIGNIFICANT = r"(?:statistical(?:ly)?[ ])?significan"
_SIGNIFICANCE = re.compile(
    r"\b(?:(?:not|no|nor|neither|never|without|failed[ ]to|\w{2,6}n't)(?![ ]only\b)"
    rf"(?:[ ](?!but\b|and\b)[\w-]{{1,20}}){{0,5}}?[ ]{_SIGNIFICANT}(?:t(?:ly)?|ce)\b"
    rf"|(?:statistically[ ])?non-?significant(?:ly)?|(?<!clinically[ ]){_SIGNIFICANT}t(?:ly)?"
    r"|n\.s\.|ns\b)",
)
_DENIAL = re.compile(r"\b(?:not|no|nor|neither|never|without|none|failed)\b(?! only)|n't\b")
_APPOSED = re.compile(
    r"[ ]?(?:,|-|\()[ ]?(?:(?:which|that)[ ](?:is|was)[ ]|(?:i\.e\.|both),?[ ])?(?:an?[ ])?"
    rf"(?:(?:statistically|highly|not|very)[ ]){{0,2}}(?:{_SIZE}|non-?significant|significant"
    rf"|n\.s\.|ns\b)"
    r"(?:[ ](?:effects?(?:[ ]sizes?)?|correlations?|associations?|differences?))?[ ]?(?=[),;.]"
    r"|\Z|and\b|but\b)"
)
"""Words that follow their statistic: "d = .4, ns; OR = 2.1"."""
_INDICATING = re.compile(
    r"\)?,[ ](?:thus[ ])?(?:indicating|suggesting|reflecting|representing|showing|which[ ](?:is"
    r"|was|indicates))[ ]"
)
_OF_ONE_FINDING = (
    rf"(?![ ](?:(?:also|still|only|statistically|highly)[ ])?(?:{_SIZE}|non-?signif|signif"
    rf"|not[ ]))"
)
"""What follows in "small but significant"."""
_CLAUSE = re.compile(
    rf"[;,]|\b(?:whereas|while|although|though|however)\b|\b(?:and|but)\b{_OF_ONE_FINDING}"
)
_CONTRAST = re.compile(
    rf";|\b(?:whereas|while|although|though|however)\b|(?:\bbut|,[ ]and)\b{_OF_ONE_FINDING}",
)
"""Words at which a sentence changes its subject; those before belong to the previous finding."""
_BETWEEN = re.compile(
    r"\bbetween[ ](?P<first>[^\d.;:,()=]{3,60}?)[ ]and[ ](?P<second>[^\d.;:,()=]{3,60}?)"
    r"(?=[ ]?[(.;:,]|[ ](?:was|were|is|are|of|that|which|in|at)\b|[ ]{0,20}\Z)"
)
_ON = re.compile(
    r"\b(?:effects?|impact|influence)[ ]of[ ](?P<first>[^\d.;:,()=]{3,60}?)[ ]on[ ]"
    r"(?P<second>[^\d.;:,()=]{3,60}?)(?=[ ]?[(.;:,]|[ ](?:was|were|is|are)\b|[ ]{0,20}\Z)"
)


class Surroundings:
    """The part of a sentence whose words may belong to one statistic."""

    def __init__(self, prose: Prose, text: str, place: Place, own: tuple[int, int]) -> None:
        """Examine the part of a sentence whose words may belong to a statistic."""
        self._prose = prose
        self._text = text
        self._start, self._end = place.statistic.start, place.statistic.end
        self._first, self._last = place.sentence
        self._after, self._until = own
        self._stretch_end = place.statistic.stretch_end
        self._enclosed = place.enclosed

    def source(self) -> str:
        """Return the source: the nearest citation before the statistic or else after it."""
        first = max(self._first, self._start - 2 * _AHEAD)
        last = min(self._last, self._end + _BEHIND)
        years = self._holds(first, last, "(19", "(20", ", 19", ", 20")
        before = list(_SOURCE.finditer(self._prose.plain, first, self._start)) if years else []
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
        after = _SOURCE.search(self._prose.plain, self._end, last) if years else None
        return self._text[after.start() : after.end()] if after else ""

    def magnitude(self) -> str:
        """Return the word for the size, if it belongs to this statistic only."""
        return self._nearest(_MAGNITUDE)

    def significance(self) -> str:
        """Return the words for significance, found in the same way."""
        low = max(self._after, self._first, self._start - _AHEAD)
        high = min(self._until, self._last, self._end + _BEHIND)
        if not self._holds(low, high, "signif", "n.s.", "ns"):
            return ""
        words = self._nearest(_SIGNIFICANCE)
        # "Neither A (d = .1) nor B (d = .2) changed significantly"
        if words[:5].casefold() in ("signi", "stati") and self._negated():
            return ""
        return words

    def _negated(self) -> bool:
        """Return whether the preceding clause contains any negation."""
        lower = self._prose.lower
        first = max(self._first, self._start - _AHEAD)
        for turn in _CONTRAST.finditer(lower, first, self._start):
            first = turn.end()
        return bool(_DENIAL.search(lower, first, self._start))

    def between(self) -> tuple[str, str] | None:
        """Return two variables that the statistic may relate."""
        ahead = max(self._after, self._first, self._start - _AHEAD)
        behind = min(self._until, self._last, self._end + 2 * _BEHIND)
        if not self._holds(ahead, behind, "between ", " on "):
            return None
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

    def _holds(self, low: int, high: int, *words: str) -> bool:
        """Return whether any of some words occurs, as a fast check before matching."""
        lower = self._prose.lower
        return any(lower.find(word, low, high) >= 0 for word in words)

    def _nearest(self, pattern: re.Pattern[str]) -> str:
        """Return words in apposition to the statistic, or else before it, or else after it."""
        found = self._beside(pattern) or self._ahead(pattern) or self._following(pattern)
        return self._text[found.start() : found.end()] if found else ""

    def _beside(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        lower = self._prose.lower
        behind = min(self._until, self._last, self._end + _BEHIND)
        apposed = _APPOSED.match(lower, self._stretch_end, behind)
        inside = min(behind, self._enclosed[1]) if self._enclosed else self._end
        return pattern.search(lower, self._end, max(inside, apposed.end() if apposed else 0))

    def _ahead(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        lower = self._prose.lower
        first = max(self._after, self._first, self._start - _AHEAD)
        ahead = deque(pattern.finditer(lower, first, self._start), maxlen=1)
        if not ahead or _CONTRAST.search(lower, ahead[0].end(), self._start):
            return None
        return ahead[0]

    def _following(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        lower = self._prose.lower
        behind = min(self._until, self._last, self._end + _BEHIND)
        found = pattern.search(lower, self._end, behind)
        clause = _clause(lower, self._stretch_end, behind) if found else None
        return None if found and clause and clause.start() < found.end() else found


def territories(lower: str, places: Sequence[Place]) -> list[tuple[int, int]]:
    """Return, for each statistic, the range of words that may belong to it, without overlaps.

    Words in its parentheses or in apposition after it belong to a statistic; the next clause
    belongs to the next statistic.

    Args:
        lower: Plain prose in lower case.
        places: The statistics of a text in order.
    """
    splits = [0, *(_split(lower, *two) for two in pairwise(places)), len(lower)]
    return list(pairwise(splits)) if places else []


def _split(lower: str, before: Place, after: Place) -> int:
    start, end = before.statistic.stretch_end, after.statistic.start
    if end <= start:
        return end
    pair = before.enclosed
    if pair and start <= pair[1] < end:
        start = pair[1] + 1
    stop = min(end, start + _AHEAD, before.sentence[1])
    if apposed := _APPOSED.match(lower, start, stop):
        return apposed.end()
    if clause := _clause(lower, start, stop):
        return clause.start()
    return after.sentence[0] if after.sentence != before.sentence else start


def _clause(lower: str, start: int, stop: int) -> re.Match[str] | None:
    """Return the end of the clause after a statistic."""
    indicating = _INDICATING.match(lower, start, stop)
    return _CLAUSE.search(lower, indicating.end() if indicating else start, stop)


def words_of_size(lower: str, start: int, end: int) -> str:
    """Return the first word for a size in a range of plain lowercase prose."""
    match = _MAGNITUDE.search(lower, start, end)
    return match[0] if match else ""
