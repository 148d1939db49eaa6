"""The author's words around a statistic: whose finding, how large, how sure, between what."""

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
"""Words that stand behind their statistic: "d = .4, ns; OR = 2.1"."""
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
"""Where a sentence turns to something else: words ahead of it are of the finding before."""
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

    def __init__(self, prose: Prose, text: str, place: Place, own: tuple[int, int]) -> None:
        """Take a statistic and the stretch whose words can be its own."""
        self._prose = prose
        self._text = text
        self._start, self._end = place.statistic.start, place.statistic.end
        self._first, self._last = place.sentence
        self._after, self._until = own
        self._stretch_end = place.statistic.stretch_end
        self._enclosed = place.enclosed

    def source(self) -> str:
        """Return who found it: the nearest citation before, else the next one after."""
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
        """Return the word for the size, which is this statistic's and no other one's."""
        return self._nearest(_MAGNITUDE)

    def significance(self) -> str:
        """Return the words for significance, found as those for the size."""
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
        """Return whether the clause ahead denies something: what, is not for us to say."""
        lower = self._prose.lower
        first = max(self._first, self._start - _AHEAD)
        for turn in _CONTRAST.finditer(lower, first, self._start):
            first = turn.end()
        return bool(_DENIAL.search(lower, first, self._start))

    def between(self) -> tuple[str, str] | None:
        """Return two variables the statistic may relate."""
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
        """Return whether one of some words stands in a stretch; that is seen much faster."""
        lower = self._prose.lower
        return any(lower.find(word, low, high) >= 0 for word in words)

    def _nearest(self, pattern: re.Pattern[str]) -> str:
        """Return the words apposed to the statistic, else those ahead, else those behind."""
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
    """Return for each statistic the stretch whose words can be its own; no two overlap.

    What stands in the parentheses of a statistic, or in apposition behind it, is its own; the next
    clause is the next statistic's.

    Args:
        lower: Plain prose in small letters.
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
    """Return where the clause behind a statistic ends."""
    indicating = _INDICATING.match(lower, start, stop)
    return _CLAUSE.search(lower, indicating.end() if indicating else start, stop)


def words_of_size(lower: str, start: int, end: int) -> str:
    """Return the first word for a size in a stretch of plain prose in small letters."""
    match = _MAGNITUDE.search(lower, start, end)
    return match[0] if match else ""
