"""Rules on effect sizes: every number must be traceable to its sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pprkb.model.effect import EffectSize
from pprkb.model.library import Library
from pprkb.model.problem import Location, Problem, Rule
from pprkb.model.summary import Summary

_MARKS = re.compile(r"[*_`\\]")


def _effects(library: Library) -> Iterator[tuple[Summary, EffectSize, Location]]:
    for summary in library.summaries.values():
        for effect in summary.effects:
            at = effect.at or summary.at
            if at:
                yield summary, effect, at


def _plain(text: str) -> str:
    """Return text as a reader sees it: without emphasis, with single spaces, plain dashes."""
    text = _MARKS.sub("", text).replace("−", "-").replace("–", "-").replace("’", "'")
    return " ".join(text.replace("\u00a0", " ").split())


def quotes_not_found(library: Library) -> Iterator[Problem]:
    """Yield effects whose quote does not occur in their summary, or no longer."""
    for summary, effect, at in _effects(library):
        if not effect.quote:
            continue
        texts = (
            summary.evidence_summary,
            summary.practice_implications,
            *(section.text for section in summary.sections),
        )
        if not any(_plain(effect.quote) in _plain(text) for text in texts):
            yield Problem(
                rule=Rule.QUOTE_NOT_FOUND,
                at=at,
                key=summary.id,
                message=f'the text does not hold the quote "{effect.quote}" of "{effect.id}"',
                hint="copy it from the text as it stands now, or correct the text",
            )


def values_not_in_quotes(library: Library) -> Iterator[Problem]:
    """Yield effects whose quote holds another number than their value."""
    for summary, effect, at in _effects(library):
        if not (effect.quote and effect.value):
            continue
        value = _plain(effect.value).removesuffix("%").strip()
        bare = value.lstrip("-+").removeprefix("0") or "0"
        if not re.search(rf"(?<![\d.])0?{re.escape(bare)}(?!\d)", _plain(effect.quote)):
            yield Problem(
                rule=Rule.VALUE_NOT_IN_QUOTE,
                at=at,
                key=summary.id,
                message=f'"{effect.id}" is {effect.value}, but its quote is "{effect.quote}"',
                hint="correct the one that is wrong",
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
