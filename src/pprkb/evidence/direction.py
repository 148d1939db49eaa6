"""Which way an effect points: whom it favours, and whether more of its outcome is wanted.

Neither is read off a sign. The same benefit is printed as OR = 0.59 ("less likely to drop out";
Swift et al., 2011) and as OR = 1.79 ("fewer treatment dropouts"; Swift et al., 2018), and reviews
of depression code a benefit as negative or as positive. So the author's record says it, and what it
leaves out stays open.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from pprkb.languages import ENGLISH, Words, phrase
from pprkb.model.effect import Better, EffectSize, Favours, Metric, printed_number
from pprkb.text.markup import Run, joined, text_of

EVENTS = frozenset((Metric.OR, Metric.RR, Metric.RD, Metric.HR, Metric.IRR, Metric.NNT))
"""Metrics of events that people have or have not; the others are of scores."""

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
"""Words that turn an outcome round: "reduction of symptoms" is wanted, "symptoms" are not."""


class Wanted(NamedTuple):
    """Whether more of an outcome is wanted, and who says so."""

    better: Better | None
    """None where neither the record nor the outcome's name says it."""
    stated: bool
    """The author's record says it; else it is a guess from the outcome's name."""


def wanted(effect: EffectSize) -> Wanted:
    """Return whether more of an effect's outcome is wanted.

    What the record leaves out is guessed for outcomes whose names say it, such as "dropout"; a
    name with words of both kinds, or of none, is not guessed.
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
    """Return the side of a comparison that an effect favours, as its record names it.

    Empty where the record does not say it, says that neither is favoured, or compares nothing.
    """
    if effect.compared is None or effect.favours in (None, Favours.NEITHER):
        return ""
    return effect.compared[0 if effect.favours is Favours.FIRST else 1]


def favours_words(effect: EffectSize, words: Words = ENGLISH) -> str:
    """Return "favours CBT", "favours neither", or nothing where the record does not say it."""
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
    """Return "less is better", marked as a guess where nobody confirmed it, or nothing."""
    better, stated = wanted(effect)
    if better is None:
        return ""
    said = words("more is better") if better is Better.HIGHER else words("less is better")
    return said if stated else words("{guess} (our guess)", guess=said)


def points_up(effect: EffectSize) -> bool | None:
    """Return whether values above no effect favour the first side of a comparison.

    It is known where the record says whom the effect favours and the estimate lies on one side of
    no effect, with all of its range or of what its bound leaves open; None otherwise.
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
"""What the ends of an axis are called where each row compares other sides."""


def events_point_up(effect: EffectSize) -> bool | None:
    """Return whether more events in the first group of a comparison favour it; None if unknown.

    It is what decides where scores, or a number needed to treat, were converted into a ratio or
    difference of risks: their own sign does not.
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
    """Return what the lower and upper end of an axis favour, or why that cannot be said.

    "favours usual care" and "favours CBT", lower end first, where all compare the same two sides
    and the same end favours the same side; `BY_ORDER`, or that turned, where the sides differ and
    the same end favours the side that each names first. The reason is empty where nothing is
    compared.

    Args:
        effects: What is drawn.
        ups: Of each whether values above no effect favour the first side; else `points_up`.
        words: Of the reader's language; `BY_ORDER` is given in it too.
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
