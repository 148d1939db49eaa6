"""Rules for effect sizes: every number must be traceable to its sentence."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from pprkb.evidence.agreement import Misfit, agree, disagreements
from pprkb.evidence.anchors import find_letters, find_quotes, plain
from pprkb.evidence.convert.answers import name_of
from pprkb.evidence.direction import EVENTS, favours_words, points_up, wanted, wanted_words
from pprkb.evidence.extraction.extract import Confidence, Proposal, Tier, extract
from pprkb.model.effect import Better, EffectSize, Metric, printed_number
from pprkb.model.errors import ConversionError, Hint, Step
from pprkb.model.library import Library
from pprkb.model.problem import Fix, Location, Problem, Rule, Subject
from pprkb.model.reference import derived
from pprkb.model.summary import Summary


def _effects(library: Library) -> Iterator[tuple[Summary, EffectSize, Location]]:
    for summary in library.summaries.values():
        for effect in summary.effects:
            at = effect.at or summary.at
            if at:
                yield summary, effect, at


def _of_each(library: Library, rule: Callable[[Summary], Iterator[Problem]]) -> Iterator[Problem]:
    """Apply a rule to each summary on its own; results are cached per summary."""
    for summary in library.summaries.values():
        yield from derived(summary, rule.__name__, lambda one: tuple(rule(one)))


def _effects_of(summary: Summary) -> Iterator[tuple[EffectSize, Location]]:
    for effect in summary.effects:
        if at := effect.at or summary.at:
            yield effect, at


def prose_of(summary: Summary) -> tuple[str, ...]:
    """Return every text of a summary."""
    texts = (summary.evidence_summary, summary.practice_implications)
    return (*texts, *(section.text for section in summary.sections))


def effects_about_nothing(library: Library) -> Iterator[Problem]:
    """Yield effects that would be printed as a number of nothing: "Effect 2: OR = 0.60"."""
    for summary, effect, at in _effects(library):
        if not (effect.between or effect.compared or effect.outcome):
            yield Problem(
                rule=Rule.NO_SUBJECT,
                at=at,
                key=summary.id,
                message=f'the effect "{effect.id}" does not say what it is about',
                hint="write between: [one, other] of an association, or compared: [one, other] and"
                " outcome",
            )


def quotes_not_found(library: Library) -> Iterator[Problem]:
    """Yield effects whose quote does not occur in their summary (any longer), or occurs twice."""
    return _of_each(library, quotes_not_found_in)


def quotes_not_found_in(summary: Summary) -> Iterator[Problem]:
    """Yield effects of a summary whose quote does not occur in it, or twice."""
    for effect, at in _effects_of(summary):
        if not effect.quote:
            continue
        number = sum(len(find_quotes(text, effect.quote)) for text in prose_of(summary))
        if not number:
            yield Problem(
                rule=Rule.QUOTE_NOT_FOUND,
                at=at,
                key=summary.id,
                message=f'the text does not hold the quote "{effect.quote}" of "{effect.id}"',
                hint="copy it from the text as it is now, or correct the text",
                fix=_certain_quote(summary, effect.quote),
            )
        elif number > 1:
            yield Problem(
                rule=Rule.QUOTE_AMBIGUOUS,
                at=at,
                key=summary.id,
                message=f'the text holds the quote "{effect.quote}" {number} times',
                hint="lengthen the quote until it occurs only once",
            )


def _certain_quote(summary: Summary, quote: str) -> Fix | None:
    """Return the fix for a quote that differs from the prose only in spaces and punctuation."""
    words = [
        plain(text[place.start : place.end])
        for text in prose_of(summary)
        for place in find_letters(text, quote)
    ]
    return Fix(subject=Subject.QUOTE, old=quote, new=words[0]) if len(words) == 1 else None


def values_not_in_quotes(library: Library) -> Iterator[Problem]:
    """Yield effects whose number, sign, metric or comparator differs from that of their quote."""
    for summary in library.summaries.values():
        yield from _of_prose(summary)[0]


Statistics = tuple[tuple[str, tuple[Proposal, ...]], ...]
"""Every text of a summary, with the statistics found in it."""


def _of_prose(summary: Summary) -> tuple[tuple[Problem, ...], tuple[Problem, ...]]:
    """Return what the two rules that read statistics in prose say; it is read once for both."""
    return derived(summary, "of_prose", _found_in_prose)


def _found_in_prose(summary: Summary) -> tuple[tuple[Problem, ...], tuple[Problem, ...]]:
    read = tuple((text, extract(text)) for text in prose_of(summary))
    return tuple(_values_not_in_quotes(summary, read)), tuple(_unrecorded_effects(summary, read))


def _values_not_in_quotes(summary: Summary, read: Statistics) -> Iterator[Problem]:
    """Yield effects of a summary that differ from their quote."""
    for effect, at in _effects_of(summary):
        if not (effect.quote and effect.value):
            continue
        told = effect.value
        if _quoted(effect.value, effect.quote):
            if not _named_otherwise(effect, read):
                continue
            told = f"{name_of(effect.metric)} {effect.comparator} {effect.value}"
        yield Problem(
            rule=Rule.VALUE_NOT_IN_QUOTE,
            at=at,
            key=summary.id,
            message=f'"{effect.id}" is {told}, but its quote is "{effect.quote}"',
            hint="correct the one that is wrong",
        )


_SIGN = r"(?P<sign>(?<![\w.)-])-|\bminus )?"
"""A minus sign, but not a hyphen after a word or number: "CBT-6", ".20-.45"."""


def _quoted(value: str, quote: str) -> bool:
    """Return whether a quote holds a value with its sign, ignoring a zero before the point."""
    written = plain(value).removesuffix("%").strip()
    bare = written.lstrip("-+").removeprefix("0") or "0"
    numbers = re.finditer(rf"{_SIGN}(?<![\d.])0?{re.escape(bare)}(?!\d)", plain(quote))
    below = written.startswith("-")
    return any(
        bool(number["sign"]) is below or _may_be_dash(number.string[: number.start()])
        for number in numbers
    )


def _may_be_dash(before: str) -> bool:
    """Return whether a number may be negative: "d = - .45", ".20-.45"."""
    return before.rstrip().endswith("-")


def _named_otherwise(effect: EffectSize, read: Statistics) -> bool:
    """Return whether the prose clearly gives the value of an effect in another metric or sense.

    If the number occurs more than once, one match suffices.
    """
    told = [
        proposal
        for text, proposals in read
        for quote in find_quotes(text, effect.quote)
        for proposal in proposals
        if quote.start <= proposal.start
        and proposal.end <= quote.end
        and proposal.tier is Tier.EFFECT
        and proposal.metric
        and printed_number(proposal.value) == effect.estimate
    ]
    return bool(told) and not any(
        proposal.metric is effect.metric
        and (proposal.comparator == effect.comparator or "≈" in proposal.comparator)
        for proposal in told
    )


def more_studies_than_participants(library: Library) -> Iterator[Problem]:
    """Yield effects with more studies than participants."""
    for summary, effect, at in _effects(library):
        if effect.k is not None and effect.n is not None and effect.k > effect.n:
            yield Problem(
                rule=Rule.BAD_EFFECT,
                at=at,
                key=summary.id,
                message=(
                    f'the effect "{effect.id}" rests on more studies ({effect.k:,})'
                    f" than participants ({effect.n:,})"
                ),
                hint="are k and n exchanged?",
            )


def findings_that_disagree(library: Library) -> Iterator[Problem]:
    """Yield values of one finding that contradict each other, even allowing for rounding."""
    told: dict[str, list[tuple[Summary, EffectSize, Location]]] = {}
    for summary, effect, at in _effects(library):
        if effect.evidence_key and effect.estimate is not None and not effect.subgroup:
            told.setdefault(effect.evidence_key, []).append((summary, effect, at))
    for finding, values in told.items():
        first_summary, first, _ = values[0]
        for summary, effect, at in values[1:]:
            try:
                same = agree(first.value, first.metric, effect.value, effect.metric)
            except ConversionError:
                continue  # the two metrics cannot be compared
            if not same:
                yield Problem(
                    rule=Rule.FINDING_DISAGREES,
                    at=at,
                    key=summary.id,
                    message=(
                        f'"{finding}" is {effect.metric} = {effect.value} here, but'
                        f" {first.metric} = {first.value} in {first_summary.id}"
                    ),
                    hint="they differ by more than rounding; is one misprinted, or are they two?",
                )


def statistics_that_disagree(library: Library) -> Iterator[Problem]:
    """Yield effects whose interval, standard error, p and words contradict each other."""
    return _of_each(library, statistics_that_disagree_in)


def statistics_that_disagree_in(summary: Summary) -> Iterator[Problem]:
    """Yield effects of a summary whose interval, error, p and words contradict each other."""
    for effect, at in _effects_of(summary):
        for found in disagreements(effect):
            leans = found.kind is Misfit.SYMMETRY
            yield Problem(
                rule=Rule.LOPSIDED_INTERVAL if leans else Rule.STATISTICS_DISAGREE,
                at=at,
                key=summary.id,
                message=f'"{effect.id}": {found.words}',
                hint=(
                    "compare with the source; an interval made in another way can explain it"
                    if leans
                    else "compare with the source; another test, or an adjusted one, can explain it"
                ),
            )


def directions_that_disagree(library: Library) -> Iterator[Problem]:
    """Yield effects on events whose number favours one side and whose record favours the other."""
    for summary, effect, at in _effects(library):
        better, stated = wanted(effect)
        up = points_up(effect)  # None if it is unknown whom the effect favours
        signed = effect.metric in EVENTS and effect.metric is not Metric.NNT
        if not signed or better is None or up is None or up is (better is Better.HIGHER):
            continue
        first, _ = effect.compared or ("the first group", "")
        null = 1 if effect.metric is not Metric.RD else 0
        more = "more" if (effect.estimate or 0) > null else "fewer"
        yield Problem(
            rule=Rule.DIRECTION_DISAGREES,
            at=at,
            key=summary.id,
            message=(
                f'"{effect.id}": {name_of(effect.metric)} = {effect.value} means {more} events with'
                f" {first}, {wanted_words(effect)}, and yet the record says that it"
                f" {favours_words(effect)}"
            ),
            hint=(
                "is the event counted the other way round? If so, say so in `outcome`"
                + ("" if stated else ", and write `better`")
            ),
        )


def unrecorded_effects(library: Library) -> Iterator[Problem]:
    """Yield statistics that the prose clearly reports but no record contains."""
    for summary in library.summaries.values():
        yield from _of_prose(summary)[1]


def _unrecorded_effects(summary: Summary, read: Statistics) -> Iterator[Problem]:
    """Yield statistics that the prose of a summary clearly reports but no record contains."""
    if summary.at is None:
        return
    quotes = [plain(effect.quote) for effect in summary.effects if effect.quote]
    for (text, proposals), begin in zip(read, _places_of_prose(summary), strict=True):
        for proposal in proposals:
            if proposal.tier is not Tier.EFFECT or proposal.confidence is not Confidence.HIGH:
                continue
            words = plain(text[proposal.start : proposal.end])
            if not any(words in quote or quote in words for quote in quotes):
                yield Problem(
                    rule=Rule.UNRECORDED_EFFECT,
                    at=_line_of(text, proposal.start, begin or summary.at),
                    key=summary.id,
                    message=f'"{words}" is in the text but has no record',
                    hint=Hint(Step.RECORD, summary.id),
                )


def _places_of_prose(summary: Summary) -> Iterator[Location | None]:
    """Yield the location of every text of `prose_of`, if known."""
    yield summary.evidence_at
    yield summary.implications_at
    yield from (None for _ in summary.sections)


def _line_of(text: str, offset: int, begin: Location) -> Location:
    return replace(begin, line=begin.line + text.count("\n", 0, offset))
