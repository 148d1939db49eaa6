"""Proposes effect sizes found in prose, which the author confirms or rejects."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from pprkb.evidence.extraction.around import Surroundings, territories, words_of_size
from pprkb.evidence.extraction.attach import Attachment, Place
from pprkb.evidence.extraction.frames import Frame, Frames, Mood
from pprkb.evidence.extraction.metrics import RATIOS, printed
from pprkb.evidence.extraction.plain import Prose, Span, enclosing, make_plain, positions, stretches
from pprkb.evidence.extraction.statistics import Statistic, find_statistics
from pprkb.model.effect import Metric, printed_number


class Tier(StrEnum):
    """How much a proposal resembles an effect size."""

    EFFECT = "effect"
    """A statistic with its value."""
    PERCENTAGE = "percentage"
    """A percentage: mostly descriptive."""
    VERBAL = "verbal"
    """The words of an effect without a number."""
    APART = "apart"
    """A statistic that is planned, assumed or defined rather than reported."""


class Confidence(StrEnum):
    """How clearly the text reports a finding."""

    HIGH = "high"
    """Reported, with a symbol between name and value: "Mood rose (d = .57)"."""
    MEDIUM = "medium"
    """In words, without a metric, with that of the previous value, or not clearly a finding."""
    LOW = "low"
    """A whole number, a threshold, a decimal comma, a percentage, words alone."""


@dataclass(frozen=True, kw_only=True)
class PrintedInterval:
    """A confidence interval as printed."""

    low: str
    high: str
    level: str = ""
    """The level in per cent, or an empty string if not given."""


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """A passage that may report an effect, with details found near it, for the author to confirm.

    Offsets are characters of the original text. Direction, the favoured side and the comparator
    condition are never proposed, since they do not follow from a sign.
    """

    tier: Tier
    confidence: Confidence
    start: int
    end: int
    """`text[start:end]` is the quote."""
    sentence_start: int
    sentence_end: int

    metric: Metric | None = None
    """None if the text mentions an effect size without its metric."""
    value: str = ""
    """As printed, except that characters from old PDFs are converted to minus signs."""
    value_high: str = ""
    comparator: str = "="
    interval: PrintedInterval | None = None
    p: str = ""
    """The p-value with its sign, such as "< .001"."""

    k: int | None = None
    k_qualifier: str = ""
    k_span: tuple[int, int] | None = None
    n: int | None = None
    n_qualifier: str = ""
    n_unit: str = ""
    n_span: tuple[int, int] | None = None

    source_words: str = ""
    """The source as cited, "Webb and colleagues (2010)", or a key, "@webb2010"."""
    magnitude: str = ""
    significance: str = ""
    between: tuple[str, str] | None = None
    """Two variables: a suggestion, more often wrong than the numbers."""
    flags: tuple[str, ...] = ()
    """Points for the author to check, such as "decimal comma"."""


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
"""The maximum distance between parts of a percentage or a verbal effect, in characters."""


class Percentage(NamedTuple):
    """One or two related percentages, with offsets in the plain prose."""

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
    """Yield percentages, except the level of an interval and the power of a test."""
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
    """Yield effects in words, outside of sentences with a statistic.

    Args:
        lower: Plain prose in lower case.
        taken: Sentences with a statistic, in order.
    """
    place = 0
    for match in _near(_VERBAL, lower, "effect", "as likely", "odds"):
        while place < len(taken) and taken[place][1] <= match.start():
            place += 1
        if place < len(taken) and taken[place][0] <= match.start():
            continue
        yield Verbal(match.start(), match.end(), words_of_size(lower, match.start(), match.end()))


def _near(pattern: re.Pattern[str], text: str, *words: str) -> Iterator[re.Match[str]]:
    """Yield the matches of a pattern that contains one of some words."""
    for low, high in stretches(positions(text, *words), _NEAR, _NEAR, len(text)):
        yield from pattern.finditer(text, low, high)


__all__ = ["Confidence", "PrintedInterval", "Proposal", "Tier", "extract"]


def extract(text: str) -> tuple[Proposal, ...]:
    """Propose the effect sizes, percentages and verbal effects of a text.

    Extraction is deterministic and takes linear time. Nothing is inferred that is not printed in
    the text: no direction, favoured side or comparator condition. The supported notations are
    described in docs/extraction.md.

    Args:
        text: Plain text, Markdown or HTML.

    Returns:
        Proposals in the order of the text, with offsets in `text`.
    """
    prose = make_plain(text)
    statistics = find_statistics(prose)
    around = enclosing(prose.plain, [statistic.start for statistic in statistics])
    frames = Frames(prose)
    ordered: list[Place] = []
    moods: list[Frame] = []
    apart: list[tuple[Statistic, Frame]] = []
    before: Statistic | None = None
    last = Frame(Mood.UNCLEAR)
    for one, pair in zip(statistics, around, strict=True):
        sentence = prose.sentence(one.start)
        if not before or not (one.carried or 0 <= one.leader == before.leader):
            frame = frames.frame(one, sentence, pair)
            if before and before.start >= sentence[0] and frame.mood is not last.mood:
                frame = frames.together(before, last, one, frame)
            last = frame
        before = one
        if last.mood is Mood.APART:
            apart.append((one, last))
        else:
            ordered.append(Place(one, sentence, pair))
            moods.append(last)
    proposals = [
        *_effects(prose, text, ordered, moods, frames),
        *_apart(prose, text, apart),
        *_percentages(prose, text, statistics),
        *_verbal(prose, statistics),
    ]
    return tuple(sorted(proposals, key=lambda one: (one.start, one.end)))


def _apart(prose: Prose, text: str, apart: Sequence[tuple[Statistic, Frame]]) -> Iterator[Proposal]:
    """Yield the statistics that are planned, assumed or defined."""
    for statistic, frame in apart:
        start, end = prose.with_marks(statistic.start, statistic.end)
        sentence = prose.trimmed(*prose.sentence(statistic.start))
        yield Proposal(
            tier=Tier.APART,
            confidence=Confidence.LOW,
            start=start,
            end=end,
            sentence_start=sentence[0],
            sentence_end=sentence[1],
            metric=statistic.metric,
            value=_printed(text, prose, statistic.value),
            value_high=_printed(text, prose, statistic.value_high) if statistic.value_high else "",
            comparator=statistic.comparator,
            flags=(frame.flag,),
        )


def _effects(
    prose: Prose, text: str, ordered: Sequence[Place], moods: Sequence[Frame], frames: Frames
) -> Iterator[Proposal]:
    attachment = Attachment(prose, ordered, frames)
    owned = territories(prose.lower, ordered)
    framed: tuple[Span, Span] | None = None
    for index, (place, own, mood) in enumerate(zip(ordered, owned, moods, strict=True)):
        statistic = place.statistic
        counts = attachment.counts_of(index)
        surroundings = Surroundings(prose, text, place, own)
        start, end = prose.with_marks(statistic.start, statistic.end)
        if not framed or framed[0] != place.sentence:
            framed = place.sentence, prose.trimmed(*place.sentence)
        sentence = framed[1]
        value = _printed(text, prose, statistic.value)
        interval = _interval(text, prose, statistic)
        flags = tuple(_flags(statistic, value, interval))
        if mood.flag:
            flags = (*flags, mood.flag)
        k, n = counts.k, counts.n
        yield Proposal(
            tier=Tier.EFFECT,
            confidence=_confidence(statistic, value, flags, mood),
            start=start,
            end=end,
            sentence_start=sentence[0],
            sentence_end=sentence[1],
            metric=statistic.metric,
            value=value,
            value_high=_printed(text, prose, statistic.value_high) if statistic.value_high else "",
            comparator=statistic.comparator,
            interval=interval,
            p=statistic.p,
            k=k.number if k else None,
            k_qualifier=k.qualifier if k else "",
            k_span=(k.start, k.end) if k else None,
            n=n.number if n else None,
            n_qualifier=n.qualifier if n else "",
            n_unit=n.unit if n else "",
            n_span=(n.start, n.end) if n else None,
            source_words=surroundings.source(),
            magnitude=surroundings.magnitude(),
            significance=statistic.significance or surroundings.significance(),
            between=surroundings.between(),
            flags=(*flags, *counts.flags),
        )


_OUTSIDE = "value outside its interval"
_NO_RATIO = "a ratio is not below 0: its logarithm?"


def _confidence(statistic: Statistic, value: str, flags: Sequence[str], mood: Frame) -> Confidence:
    whole = value.lstrip("-−").isdecimal() and statistic.metric is not Metric.NNT
    if whole or "," in value or statistic.comparator in "<>≤≥" or statistic.doubtful:
        return Confidence.LOW
    if _OUTSIDE in flags or _NO_RATIO in flags:
        return Confidence.LOW
    if (
        statistic.in_words
        or statistic.carried
        or statistic.metric is None
        or statistic.flags
        or mood.flag
    ):
        return Confidence.MEDIUM
    return Confidence.HIGH


def _flags(statistic: Statistic, value: str, interval: PrintedInterval | None) -> Iterator[str]:
    printed_numbers = [value, interval.low, interval.high] if interval else [value]
    if any("," in written for written in [*printed_numbers, statistic.p]):
        yield "decimal comma"
    elif interval:
        # Signs get lost in copying: d = -.46 with an interval from .31 to 1.1.
        read = [number for number in map(printed_number, printed_numbers) if number is not None]
        if len(read) == 3 and not read[1] <= read[0] <= read[2]:
            yield _OUTSIDE
        if statistic.metric in RATIOS and min(read) < 0:
            yield _NO_RATIO
    yield from statistic.flags
    if statistic.carried:
        yield "metric of the value before"
    if statistic.metric is None:
        yield "metric not named"
    if statistic.comparator in "<>≤≥":
        yield "threshold"


def _interval(text: str, prose: Prose, statistic: Statistic) -> PrintedInterval | None:
    if not statistic.interval:
        return None
    low, high, level = statistic.interval
    return PrintedInterval(
        low=_printed(text, prose, low), high=_printed(text, prose, high), level=level
    )


def _printed(text: str, prose: Prose, span: tuple[int, int]) -> str:
    return printed(prose.plain[slice(*span)], text[slice(*span)])


def _percentages(prose: Prose, text: str, statistics: Sequence[Statistic]) -> Iterator[Proposal]:
    stretches = [(statistic.start, statistic.stretch_end) for statistic in statistics]
    position = 0
    for one in find_percentages(prose.plain):
        while position < len(stretches) and stretches[position][1] <= one.start:
            position += 1
        if position < len(stretches) and stretches[position][0] <= one.start:
            continue
        sentence = prose.trimmed(*prose.sentence(one.start))
        yield Proposal(
            tier=Tier.PERCENTAGE,
            confidence=Confidence.LOW,
            start=one.start,
            end=one.end,
            sentence_start=sentence[0],
            sentence_end=sentence[1],
            metric=Metric.PERCENT,
            value=text[slice(*one.value)],
            value_high=text[slice(*one.high)] if one.high else "",
            flags=one.flags,
        )


def _verbal(prose: Prose, statistics: Sequence[Statistic]) -> Iterator[Proposal]:
    taken = [prose.sentence(statistic.start) for statistic in statistics]
    for one in find_verbal(prose.lower, taken):
        sentence = prose.trimmed(*prose.sentence(one.start))
        yield Proposal(
            tier=Tier.VERBAL,
            confidence=Confidence.LOW,
            start=one.start,
            end=one.end,
            sentence_start=sentence[0],
            sentence_end=sentence[1],
            metric=Metric.VERBAL,
            magnitude=one.magnitude,
            flags=("no number",),
        )
