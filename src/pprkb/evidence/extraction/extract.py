"""Effect sizes in prose, proposed to the author who confirms or rejects them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pprkb.evidence.extraction.apart import find_percentages, find_verbal
from pprkb.evidence.extraction.attach import Attachment, Place
from pprkb.evidence.extraction.frames import Frame, Frames, Mood
from pprkb.evidence.extraction.names import RATIOS
from pprkb.evidence.extraction.numbers import printed
from pprkb.evidence.extraction.parentheses import enclosing
from pprkb.evidence.extraction.plain import Prose, Span, make_plain
from pprkb.evidence.extraction.proposal import Confidence, PrintedInterval, Proposal, Tier
from pprkb.evidence.extraction.statistics import Statistic, find_statistics
from pprkb.evidence.extraction.words import Surroundings, territories
from pprkb.model.effect import Metric, printed_number

__all__ = ["Confidence", "PrintedInterval", "Proposal", "Tier", "extract"]


def extract(text: str) -> tuple[Proposal, ...]:
    """Propose the effect sizes, percentages and verbal effects of a text.

    Reading is deterministic and takes time in proportion to the text. Nothing is inferred that
    the text does not print: no direction, no favoured side, no comparator condition. What is
    read in which forms is told in docs/extraction.md.

    Args:
        text: Plain text, Markdown or HTML.

    Returns:
        Proposals in the order of the text; offsets are those of `text`.
    """
    prose = make_plain(text)
    found = find_statistics(prose)
    around = enclosing(prose.plain, [one.start for one in found])
    frames = Frames(prose)
    ordered: list[Place] = []
    moods: list[Frame] = []
    apart: list[tuple[Statistic, Frame]] = []
    before: Statistic | None = None
    last = Frame(Mood.UNCLEAR)
    for one, pair in zip(found, around, strict=True):
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
        *_percentages(prose, text, found),
        *_verbal(prose, found),
    ]
    return tuple(sorted(proposals, key=lambda one: (one.start, one.end)))


def _apart(prose: Prose, text: str, apart: Sequence[tuple[Statistic, Frame]]) -> Iterator[Proposal]:
    """Yield the statistics that a sentence plans, supposes or defines."""
    for one, frame in apart:
        start, end = prose.with_marks(one.start, one.end)
        sentence = prose.trimmed(*prose.sentence(one.start))
        yield Proposal(
            tier=Tier.APART,
            confidence=Confidence.LOW,
            start=start,
            end=end,
            sentence_start=sentence[0],
            sentence_end=sentence[1],
            metric=one.metric,
            value=_printed(text, prose, one.value),
            value_high=_printed(text, prose, one.value_high) if one.value_high else "",
            comparator=one.comparator,
            flags=(frame.flag,),
        )


def _effects(
    prose: Prose, text: str, ordered: Sequence[Place], moods: Sequence[Frame], frames: Frames
) -> Iterator[Proposal]:
    attachment = Attachment(prose, ordered, frames)
    owned = territories(prose.lower, ordered)
    framed: tuple[Span, Span] | None = None
    for index, (place, own, mood) in enumerate(zip(ordered, owned, moods, strict=True)):
        one = place.statistic
        counts = attachment.counts_of(index)
        surroundings = Surroundings(prose, text, place, own)
        start, end = prose.with_marks(one.start, one.end)
        if not framed or framed[0] != place.sentence:
            framed = place.sentence, prose.trimmed(*place.sentence)
        sentence = framed[1]
        value = _printed(text, prose, one.value)
        interval = _interval(text, prose, one)
        flags = tuple(_flags(one, value, interval))
        if mood.flag:
            flags = (*flags, mood.flag)
        k, n = counts.k, counts.n
        yield Proposal(
            tier=Tier.EFFECT,
            confidence=_confidence(one, value, flags, mood),
            start=start,
            end=end,
            sentence_start=sentence[0],
            sentence_end=sentence[1],
            metric=one.metric,
            value=value,
            value_high=_printed(text, prose, one.value_high) if one.value_high else "",
            comparator=one.comparator,
            interval=interval,
            p=one.p,
            k=k.number if k else None,
            k_qualifier=k.qualifier if k else "",
            k_span=(k.start, k.end) if k else None,
            n=n.number if n else None,
            n_qualifier=n.qualifier if n else "",
            n_unit=n.unit if n else "",
            n_span=(n.start, n.end) if n else None,
            source_words=surroundings.source(),
            magnitude=surroundings.magnitude(),
            significance=one.significance or surroundings.significance(),
            between=surroundings.between(),
            flags=(*flags, *counts.flags),
        )


_OUTSIDE = "value outside its interval"
_NO_RATIO = "a ratio is not below 0: its logarithm?"


def _confidence(one: Statistic, value: str, flags: Sequence[str], mood: Frame) -> Confidence:
    whole = value.lstrip("-−").isdecimal() and one.metric is not Metric.NNT
    if whole or "," in value or one.comparator in "<>≤≥" or one.doubtful:
        return Confidence.LOW
    if _OUTSIDE in flags or _NO_RATIO in flags:
        return Confidence.LOW
    if one.in_words or one.carried or one.metric is None or one.flags or mood.flag:
        return Confidence.MEDIUM
    return Confidence.HIGH


def _flags(one: Statistic, value: str, interval: PrintedInterval | None) -> Iterator[str]:
    printed_numbers = [value, interval.low, interval.high] if interval else [value]
    if any("," in written for written in [*printed_numbers, one.p]):
        yield "decimal comma"
    elif interval:
        # Signs get lost in copying: d = -.46 with an interval from .31 to 1.1.
        read = [number for number in map(printed_number, printed_numbers) if number is not None]
        if len(read) == 3 and not read[1] <= read[0] <= read[2]:
            yield _OUTSIDE
        if one.metric in RATIOS and min(read) < 0:
            yield _NO_RATIO
    yield from one.flags
    if one.carried:
        yield "metric of the value before"
    if one.metric is None:
        yield "index not named"
    if one.comparator in "<>≤≥":
        yield "threshold"


def _interval(text: str, prose: Prose, one: Statistic) -> PrintedInterval | None:
    if not one.interval:
        return None
    low, high, level = one.interval
    return PrintedInterval(
        low=_printed(text, prose, low), high=_printed(text, prose, high), level=level
    )


def _printed(text: str, prose: Prose, span: tuple[int, int]) -> str:
    return printed(prose.plain[slice(*span)], text[slice(*span)])


def _percentages(prose: Prose, text: str, statistics: Sequence[Statistic]) -> Iterator[Proposal]:
    stretches = [(one.start, one.stretch_end) for one in statistics]
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
    taken = [prose.sentence(one.start) for one in statistics]
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
