"""Effect sizes in the form in which APA prints statistics.

Rules: APA Publication Manual (7th ed.), section 6.36 (a nought before the decimal point unless
the statistic cannot exceed 1), 6.43 and 6.44 (symbols in italics, spaces around signs).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from pprkb.evidence.direction import favours_words
from pprkb.model.effect import (
    GRADE_REASONS,
    Contrast,
    EffectSize,
    Interval,
    Judgement,
    Metric,
)
from pprkb.text.markup import Run, text_of

_SYMBOLS: dict[Metric, tuple[Run, ...]] = {
    Metric.D: (Run(text="d", italic=True),),
    Metric.G: (Run(text="g", italic=True),),
    Metric.SMD: (Run(text="SMD"),),
    Metric.R: (Run(text="r", italic=True),),
    Metric.Z: (Run(text="z", italic=True),),
    Metric.OR: (Run(text="OR"),),
    Metric.RR: (Run(text="RR"),),
    Metric.RD: (Run(text="RD"),),
    Metric.HR: (Run(text="HR"),),
    Metric.IRR: (Run(text="IRR"),),
    Metric.MD: (Run(text="MD"),),
    Metric.WMD: (Run(text="WMD"),),
    Metric.NNT: (Run(text="NNT"),),
    Metric.ETA2: (Run(text="η"), Run(text="2", superscript=True)),
    Metric.ETA2_PARTIAL: (
        Run(text="η"),
        Run(text="2", superscript=True),
        Run(text="p", italic=True, subscript=True),
    ),
    Metric.F: (Run(text="f", italic=True),),
    Metric.R2: (Run(text="R", italic=True), Run(text="2", superscript=True)),
    Metric.ICC: (Run(text="ICC"),),
    Metric.BETA: (Run(text="β"),),
    Metric.PERCENT: (),
    Metric.VERBAL: (),
}
_AT_MOST_ONE = {
    Metric.R,
    Metric.RD,
    Metric.ETA2,
    Metric.ETA2_PARTIAL,
    Metric.R2,
    Metric.ICC,
}
"""Metrics that cannot exceed 1 in absolute value: printed without a leading nought."""

_QUALIFIERS = {
    "over": ">",
    "more than": ">",
    "greater than": ">",
    "at least": "≥",
    "under": "<",
    "fewer than": "<",
    "less than": "<",
    "up to": "≤",
    "at most": "≤",
    "about": "≈",
    "approximately": "≈",
    "around": "≈",
    "nearly": "≈",
    "almost": "≈",
    "roughly": "≈",
}


def printed_value(written: str, metric: Metric) -> str:
    """Return a value as APA prints it: "0.57" for d, ".28" for r, with a true minus sign.

    Args:
        written: The value as the summary's record has it.
        metric: The metric it is in.
    """
    sign = "−" if written[:1] in ("-", "−") else ""
    digits = written.lstrip("+-−")
    if metric in _AT_MOST_ONE:
        digits = digits.removeprefix("0") if digits.startswith("0.") else digits
    elif digits.startswith("."):
        digits = f"0{digits}"
    if metric is Metric.PERCENT and digits and not digits.endswith("%"):
        digits += "%"
    return sign + digits


def statistic(effect: EffectSize) -> tuple[Run, ...]:
    """Return the effect itself, such as *d* = 0.57, 95% CI [0.41, 0.73].

    A verbal effect is printed in the author's own word, between quotation marks.
    """
    if effect.metric is Metric.VERBAL or not effect.value:
        words = effect.magnitude or effect.quote
        return (Run(text=f"described as “{words}”"),) if words else (Run(text="no value given"),)
    value = printed_value(effect.value, effect.metric)
    if effect.value_high:
        value += f" to {printed_value(effect.value_high, effect.metric)}"
    if effect.metric is Metric.PERCENT:
        sign = "" if effect.comparator == "=" else f"{effect.comparator} "
        runs: list[Run] = [Run(text=f"{sign}{value}")]
    else:
        runs = [*_SYMBOLS[effect.metric], Run(text=_unbroken(f" {effect.comparator} {value}"))]
    if effect.interval:
        runs.append(Run(text=f", {_interval(effect.interval, effect.metric)}"))
    if effect.p:
        runs += [
            Run(text=", "),
            Run(text="p", italic=True),
            Run(text=_unbroken(f" {_p(effect.p)}")),
        ]
    return tuple(runs)


def spread(effect: EffectSize) -> tuple[Run, ...]:
    """Return how exact an effect is and how far its studies differ, as its work reports it.

    "*SE* = 0.04, *I*² = 56%, τ² = .02, *Q* = 45.2; 95% prediction interval [0.40, 0.90]".
    """
    i2 = f"{effect.i2.removesuffix('%').rstrip()}%" if effect.i2 else ""
    reported: tuple[tuple[tuple[Run, ...], str], ...] = (
        ((Run(text="SE", italic=True),), _reported(effect.se, effect.metric)),
        ((Run(text="I", italic=True), Run(text="²")), i2),
        ((Run(text="τ²"),), _reported(effect.tau2, effect.metric)),
        ((Run(text="Q", italic=True),), effect.q),
    )
    runs: list[Run] = []
    for symbol, value in reported:
        if value:
            runs += [*((Run(text=", "),) if runs else ()), *symbol]
            runs.append(Run(text=f"\u00a0=\u00a0{value}"))
    if effect.prediction:
        level = level_words(effect.prediction.level)
        ends = interval_ends(effect.prediction, effect.metric)
        runs += [Run(text="; ")] if runs else []
        runs.append(Run(text=f"{level}prediction interval {ends}"))
    return tuple(runs)


def _reported(written: str, metric: Metric) -> str:
    return printed_value(written, metric) if written else ""


def base(effect: EffectSize) -> tuple[Run, ...]:
    """Return what the effect rests on, such as *k* > 200 studies, *N* = 14,000 patients.

    How far these studies differ follows, where it was reported.
    """
    runs: list[Run] = []
    if effect.k is not None:
        noun = "study" if effect.k == 1 else "studies"
        runs += _count("k", effect.k, effect.k_qualifier, noun)
    if effect.n is not None:
        if runs:
            runs.append(Run(text=", "))
        runs += _count("N", effect.n, effect.n_qualifier, effect.n_unit)
    if rest := spread(effect):
        runs += [*((Run(text="; "),) if runs else ()), *rest]
    return tuple(runs)


def judgements(effect: EffectSize) -> Iterator[tuple[str, Judgement]]:
    """Yield what somebody judged of the evidence, in words, each with the judgement itself.

    "randomised trials", "risk of bias: some concerns", "certainty (GRADE): low, rated down for
    imprecision"; nothing is judged by the program.
    """
    if effect.design:
        yield effect.design.word, effect.design
    if effect.risk_of_bias:
        reasons = _listed(effect.risk_of_bias.reasons)
        because = f" ({reasons})" if reasons else ""
        yield f"risk of bias: {effect.risk_of_bias.word}{because}", effect.risk_of_bias
    if effect.certainty:
        because = rated_for(effect.certainty)
        words = f"certainty (GRADE): {effect.certainty.word}"
        yield f"{words}{f', {because}' if because else ''}", effect.certainty


_RATED_UP = frozenset(GRADE_REASONS[5:])


def rated_for(certainty: Judgement) -> str:
    """Return "rated down for imprecision and inconsistency", or nothing without reasons."""
    down = [reason for reason in certainty.reasons if reason not in _RATED_UP]
    up = [reason for reason in certainty.reasons if reason in _RATED_UP]
    words = [
        f"rated {way} for {_listed(reasons)}"
        for way, reasons in (("down", down), ("up", up))
        if reasons
    ]
    return "; ".join(words)


def _listed(words: Sequence[str]) -> str:
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def subject(effect: EffectSize) -> str:
    """Return in words what the effect is about, such as "empathy and patient outcome"."""
    if effect.between:
        first, second = effect.between
        words = f"{first} and {second}"
    elif effect.compared:
        treatment, control = effect.compared
        words = f"{treatment} compared with {control}"
        if effect.outcome:
            words += f", {effect.outcome}"
    else:
        words = effect.outcome or effect.id.replace("-", " ")
    if effect.subgroup:
        words += f" ({effect.subgroup})"
    if effect.timepoint:
        words += f", {effect.timepoint}"
    if effect.contrast is Contrast.WITHIN:
        words += " (change within persons)"
    return words[:1].upper() + words[1:]


def counted(number: int, qualifier: str, noun: str = "") -> tuple[str, str]:
    """Return the sign before a count and the count in words: (">", "200 studies").

    A qualifier that has no sign follows in parentheses.
    """
    sign = _QUALIFIERS.get(qualifier.casefold(), "=")
    words = f"{number:,}"
    if noun:
        words += f" {noun}"
    if qualifier and qualifier.casefold() not in _QUALIFIERS:
        words += f" ({qualifier})"
    return sign, words


def _count(symbol: str, number: int, qualifier: str, noun: str) -> list[Run]:
    sign, words = counted(number, qualifier, noun)
    # The number stays on the line of its sign; what is counted may go to the next.
    return [Run(text=symbol, italic=True), Run(text=f"\u00a0{sign}\u00a0{words}")]


def _interval(interval: Interval, metric: Metric) -> str:
    return f"{level_words(interval.level)}CI {interval_ends(interval, metric)}"


def level_words(level: Decimal | None) -> str:
    """Return "95% ", or nothing where the text does not say it."""
    return f"{level.normalize():f}% " if level is not None else ""


def interval_ends(interval: Interval, metric: Metric) -> str:
    """Return both ends as they are printed: "[0.41, 0.73]"."""
    low, high = (printed_value(str(end), metric) for end in (interval.low, interval.high))
    return f"[{low},\u00a0{high}]"


def _unbroken(text: str) -> str:
    """Keep a sign and its number on one line."""
    return text.replace(" ", "\u00a0")


def _p(written: str) -> str:
    sign = next((sign for sign in "<>≤≥=" if written.startswith(sign)), "=")
    digits = written.lstrip("<>≤≥= ").removeprefix("0")
    return f"{sign} {digits}"


def non_significance(effect: EffectSize) -> str:
    """Return the author's words where a result is not significant, else nothing.

    A null result must not be mistaken for an effect; that others are significant goes without
    saying.
    """
    words = effect.significance
    return words if words.casefold().startswith(("non", "not ", "no ", "ns")) else ""


def remarks(effect: EffectSize) -> str:
    """Return what a reader must know to read an effect: a null result, and whom it favours."""
    return "; ".join(filter(None, (non_significance(effect), favours_words(effect))))


def finding(effect: EffectSize) -> tuple[Run, ...]:
    """Return what an effect is about, the effect and what it rests on, as its line begins."""
    rest = base(effect)
    comma = (Run(text=", "),) if rest else ()
    return (Run(text=f"{subject(effect)}: "), *statistic(effect), *comma, *rest)


def in_words(effect: EffectSize, cited: Mapping[str, str], reported_in: str = "") -> str:
    """Return the effect on one line of plain text, such as for a spreadsheet or a note.

    "Empathy and outcome: d = 0.63, k = 59 studies (Elliott et al., 2011, as cited in ...)
    [superseded by Elliott et al., 2018]"

    Args:
        effect: The effect.
        cited: How works are cited, without parentheses, by key; others are named by their key.
        reported_in: Key of the work that reports it, where that is not the work that found it.
    """
    text = text_of(finding(effect))
    if words := remarks(effect):
        text += f" ({words})"
    if judged := [_judged(words, one, cited) for words, one in judgements(effect)]:
        text += f" [{'; '.join(judged)}]"
    if effect.source:
        reader = f" in {cited.get(reported_in, reported_in)}" if reported_in else ""
        text += f" ({cited.get(effect.source, effect.source)}, as cited{reader})"
    if effect.superseded_by:
        text += f" [superseded by {cited.get(effect.superseded_by, effect.superseded_by)}]"
    return text.replace("\u00a0", " ")


def _judged(words: str, judgement: Judgement, cited: Mapping[str, str]) -> str:
    source = judgement.source
    return f"{words} ({cited.get(source, source)})" if source else words
