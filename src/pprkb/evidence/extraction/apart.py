"""What is offered apart from effects: percentages, and effects told in words alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pprkb.evidence.extraction.plain import positions, stretches
from pprkb.evidence.extraction.words import words_of_size

_PERCENT = r"(?:[ ]?%|[ ](?:percent|per cent)\b)"
_NUMBER = r"(?:\d{1,4}+(?:\.\d{1,4}+)?|\.\d{1,4}+)"
_PERCENTAGE = re.compile(
    rf"(?<![\w.,])(?P<value>{_NUMBER}{_PERCENT})"
    rf"(?:(?:[ ]to[ ]|[ ]?-[ ]?|[ ]and[ ])(?P<high>{_NUMBER}{_PERCENT})"
    rf"|(?P<pair>[ ]of[ ][A-Za-z ]{{1,40}}?[ ](?:and|versus|vs\.?|compared[ ]with)[ ]"
    rf"(?P<second>{_NUMBER}{_PERCENT})))?"
    rf"|(?<![\w.,])(?P<low>{_NUMBER})(?:[ ]to[ ]|[ ]?-[ ]?)(?P<top>{_NUMBER}{_PERCENT})"
)
_LEVEL = re.compile(r"[ ]?(?i:CIs?\b|CrI|confidence|credib(?:le|ility)|prediction|power\b)")
_VARIANCE = re.compile(r"(?i:variance|variability|variation)")
_SIZE = (
    r"(?:(?:very|moderately|fairly|quite|relatively|rather)[ ])?(?:small|medium|moderate|modest"
    r"|large|strong|weak|negligible|substantial|sizeable|sizable|robust)"
)
_VERBAL = re.compile(
    rf"\beffects?(?:[ ]sizes?)?[ ](?:was|were|is|are)[ ]{_SIZE}\b"
    rf"|\b(?:(?:the|an?)[ ])?{_SIZE}[ ]effect(?:s|[ ]sizes?)?\b"
    r"|\b(?:twice|three[ ]times|four[ ]times|half)[ ]as[ ]likely\b"
    r"|\bodds[ ](?:were[ ]|was[ ]|are[ ])?\d{1,3}(?:\.\d{1,3})?[ ]times\b"
)
_NEAR = 80
"""The parts of a percentage or of such words lie within so many characters."""


class Percentage(NamedTuple):
    """A percentage or two that stand together; offsets are those of the plain prose."""

    start: int
    end: int
    value: tuple[int, int]
    high: tuple[int, int] | None
    flags: tuple[str, ...]


class Verbal(NamedTuple):
    """The words of an effect without a number."""

    start: int
    end: int
    magnitude: str


def find_percentages(plain: str) -> Iterator[Percentage]:
    """Yield percentages; the level of an interval and the power of a test are none."""
    for match in _near(_PERCENTAGE, plain, "%", "percent", "per cent"):
        if _LEVEL.match(plain, match.end()):
            continue
        flags = []
        value, high = match.span("value"), None
        if match["low"]:
            value, high = match.span("low"), match.span("top")
        elif match["high"]:
            high = match.span("high")
        elif match["second"]:
            flags.append(f"second figure {match['second']}")
        if high:
            flags.append("range or change")
        if _VARIANCE.search(plain, match.end(), match.end() + 40):
            flags.append("share of variance")
        yield Percentage(match.start(), match.end(), value, high, tuple(flags))


def find_verbal(lower: str, taken: Sequence[tuple[int, int]]) -> Iterator[Verbal]:
    """Yield effects told in words, outside the sentences that hold a statistic.

    Args:
        lower: Plain prose in small letters.
        taken: Sentences that hold a statistic, in order.
    """
    place = 0
    for match in _near(_VERBAL, lower, "effect", "as likely", "odds"):
        while place < len(taken) and taken[place][1] <= match.start():
            place += 1
        if place < len(taken) and taken[place][0] <= match.start():
            continue
        yield Verbal(match.start(), match.end(), words_of_size(lower, match.start(), match.end()))


def _near(pattern: re.Pattern[str], text: str, *words: str) -> Iterator[re.Match[str]]:
    """Yield the matches of a pattern that has one of some words in it."""
    for low, high in stretches(positions(text, *words), _NEAR, _NEAR, len(text)):
        yield from pattern.finditer(text, low, high)
