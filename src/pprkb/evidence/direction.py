"""The direction of effects: whom they favour, and whether more of the outcome is better.

Neither is inferred from a sign. The same benefit is printed as OR = 0.59 ("less likely to drop
out"; Swift et al., 2011) and as OR = 1.79 ("fewer treatment dropouts"; Swift et al., 2018), and
reviews of depression code a benefit as negative or as positive. So the author's record states it,
or it stays unknown.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from pprkb.languages import ENGLISH, Words, phrase
from pprkb.model.effect import Better, EffectSize, Favours, Metric, printed_number
from pprkb.text.markup import Run, joined, text_of

EVENTS = frozenset((Metric.OR, Metric.RR, Metric.RD, Metric.HR, Metric.IRR, Metric.NNT))
"""Metrics of events; all others are metrics of scores."""

_LOWER = re.compile(
    r"\b(?:symptoms?|depressi\w+|anxi\w+|distress|severity|pain|panic|phobi\w+|worry|rumination"
    r"|dropp?(?:ing)?[- ]?outs?|attrition|discontinu\w+|premature termination|no[- ]shows?"
    r"|relaps\w+|recurrence|deteriorat\w+|worsening|harms?|adverse|side effects?|mortality|deaths?"
    r"|suicid\w+|self-?harm|impairment|disability|burden|stress|trauma\w*|ptsd|grief|anger"
    r"|aggression|craving|drinking|substance use|binge\w*|hospitali[sz]ation|readmission)\b",
    re.IGNORECASE,
)
_HIGHER = re.compile(
    r"\b(?:respon(?:se|ders?)|remission|recover\w+|improve\w+|well-?being|quality of life"
    r"|functioning|satisfaction|alliance|adherence|attendance|attend\w*|retention|completion"
    r"|completers?|engagement|abstinence|self-esteem|self-efficacy|hope|resilience|coping|insight"
    r"|mentali[sz]\w+|reflective functioning|good outcome|success)\b",
    re.IGNORECASE,
)
_LESS_OF = re.compile(
    r"\b(?:reduc\w+|decreas\w+|fewer|less|improve\w+|reliev\w+|remission|recovery|absence|freedom"
    r"|prevent\w+|avoid\w+)\b",
    re.IGNORECASE,
)
"""Words that reverse an outcome: "reduction of symptoms" is better, "symptoms" are not."""


class Wanted(NamedTuple):
    """Whether more of an outcome is better, and the source of that."""

    better: Better | None
    """None if neither the record nor the name of the outcome tells."""
    stated: bool
    """Whether the author's record states it; otherwise it is a guess from the name."""


def wanted(effect: EffectSize) -> Wanted:
    """Return whether more of an effect's outcome is better.

    Without a statement in the record it is guessed from names such as "dropout"; names with words
    of both kinds, or of none, are not guessed.
    """
    if effect.better is not None:
        return Wanted(effect.better, stated=True)
    outcome = effect.outcome
    lower, higher = bool(_LOWER.search(outcome)), bool(_HIGHER.search(outcome))
    if lower and _LESS_OF.search(outcome):
        return Wanted(Better.HIGHER, stated=False)
    if lower != higher:
        return Wanted(Better.LOWER if lower else Better.HIGHER, stated=False)
    return Wanted(None, stated=False)


def favoured(effect: EffectSize) -> str:
    """Return the side of a comparison that an effect favours, as named in its record.

    Empty if the record does not state it, states that neither is favoured, or has no comparison.
    """
    if effect.compared is None or effect.favours in (None, Favours.NEITHER):
        return ""
    return effect.compared[0 if effect.favours is Favours.FIRST else 1]


def favours_words(effect: EffectSize, words: Words = ENGLISH) -> str:
    """Return "favours CBT", "favours neither", or nothing if the record does not state it."""
    return text_of(favours_runs(effect, words))


def favours_runs(
    effect: EffectSize, words: Words = ENGLISH, *, language: str = ""
) -> tuple[Run, ...]:
    """Return whom an effect favours, as `favours_words` does.

    Args:
        effect: The effect.
        words: Words in the reader's language.
        language: Marks the author's words if they are in another language.
    """
    if effect.compared is not None and effect.favours is Favours.NEITHER:
        return (Run(text=words("favours neither")),)
    side = favoured(effect)
    own = (Run(text=side, language=language),)
    return joined(words.in_runs("favours {side}", side=own)) if side else ()


def wanted_words(effect: EffectSize, words: Words = ENGLISH) -> str:
    """Return "less is better", marked as a guess if it is one, or nothing."""
    better, stated = wanted(effect)
    if better is None:
        return ""
    said = words("more is better") if better is Better.HIGHER else words("less is better")
    return said if stated else words("{guess} (our guess)", guess=said)


def points_up(effect: EffectSize) -> bool | None:
    """Return whether values above no effect favour the first side of a comparison.

    It is known if the record states whom the effect favours and the estimate, with its whole range
    or bound, is on one side of no effect; None otherwise.
    """
    estimate = effect.estimate
    if effect.compared is None or estimate is None or effect.favours in (None, Favours.NEITHER):
        return None
    null = 1 if effect.metric in (Metric.OR, Metric.RR, Metric.HR, Metric.IRR) else 0
    if estimate == null or effect.comparator in ("<≤" if estimate > null else ">≥"):
        return None
    upper = printed_number(effect.value_high.removesuffix("%").strip())
    if upper is not None and (upper > null) is not (estimate > null):
        return None
    return (estimate > null) is (effect.favours is Favours.FIRST)


BY_ORDER = (phrase("favours the second named"), phrase("favours the first named"))
"""Labels of the ends of an axis if the rows compare different sides."""


def events_point_up(effect: EffectSize) -> bool | None:
    """Return whether more events in the first group of a comparison favour it; None if unknown.

    It determines the direction when scores, or a number needed to treat, are converted to a ratio
    or difference of risks, since their own sign does not.
    """
    better = wanted(effect).better
    if effect.compared is None or effect.favours in (None, Favours.NEITHER) or better is None:
        return None
    return better is Better.HIGHER


def axis_ends(
    effects: Sequence[EffectSize],
    ups: Sequence[bool | None] | None = None,
    words: Words = ENGLISH,
) -> tuple[str, str] | str:
    """Return whom the lower and upper ends of an axis favour, or why that is unknown.

    "favours usual care" and "favours CBT", lower end first, where all compare the same two sides
    and the same end favours the same side; `BY_ORDER`, or that turned, where the sides differ and
    the same end favours the side that each names first. The reason is empty if nothing is
    compared.

    Args:
        effects: The effects in the drawing.
        ups: For each, whether values above no effect favour the first side; by default `points_up`.
        words: Words in the reader's language, also for `BY_ORDER`.
    """
    ends: set[tuple[str, str]] = set()
    upwards: set[bool] = set()
    unknown: list[EffectSize] = []
    associations = False
    for effect, up in zip(effects, ups or map(points_up, effects), strict=True):
        if effect.compared is None:
            associations = True
        elif up is not None:
            ends.add((effect.compared[1], effect.compared[0]) if up else effect.compared)
            upwards.add(up)
        elif effect.favours is not Favours.NEITHER:
            unknown.append(effect)
    if not (ends or unknown):
        return ""
    if associations:
        return words("some of the findings compare no groups")
    if any(effect.favours is None for effect in unknown):
        return words("it is not recorded whom each comparison favours")
    if unknown:
        return words("some estimates show no difference, or lie on both sides of it")
    if len(ends) == 1:
        ((low, high),) = ends
        return words("favours {side}", side=low), words("favours {side}", side=high)
    if len(upwards) == 1:
        second, first = (words(end) for end in BY_ORDER)
        return (second, first) if upwards == {True} else (first, second)
    return words(
        "the same end favours the first named in some comparisons and the second in others"
    )
