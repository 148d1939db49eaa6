"""Printing effect sizes in APA style.

Rules: APA Publication Manual (7th ed.), section 6.36 (a zero before the decimal point unless
the statistic cannot exceed 1), 6.43 and 6.44 (symbols in italics, spaces around signs).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from pprkb.evidence.direction import favours_runs
from pprkb.languages import ENGLISH, Words, phrase
from pprkb.model.effect import (
    GRADE_REASONS,
    Contrast,
    EffectSize,
    Interval,
    Judgement,
    Metric,
)
from pprkb.text.markup import Run, joined, text_of

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
"""Metrics that cannot exceed 1 in absolute value, printed without a leading zero."""

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
    """Return a value in APA style: "0.57" for d, ".28" for r, with a true minus sign.

    Args:
        written: The value as recorded.
        metric: Its metric.
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


def statistic(effect: EffectSize, words: Words = ENGLISH, *, language: str = "") -> tuple[Run, ...]:
    """Return the effect itself, such as *d* = 0.57, 95% CI [0.41, 0.73].

    A verbal effect is printed as the author's own word, in quotation marks.

    Args:
        effect: The effect.
        words: Of the reader's language.
        language: What the author's words are marked with, where they are in another language.
    """
    if effect.metric is Metric.VERBAL or not effect.value:
        told = effect.magnitude or effect.quote
        if not told:
            return (Run(text=words("no value given")),)
        own = (Run(text=told, language=language),)
        return joined(words.in_runs("described as “{words}”", words=own))
    value = _value(effect.value, effect.metric, words)
    if effect.value_high:
        high = _value(effect.value_high, effect.metric, words)
        value = words("{low} to {high}", low=value, high=high)
    if effect.metric is Metric.PERCENT:
        sign = "" if effect.comparator == "=" else f"{effect.comparator} "
        runs: list[Run] = [Run(text=f"{sign}{value}")]
    else:
        runs = [*_SYMBOLS[effect.metric], Run(text=_unbroken(f" {effect.comparator} {value}"))]
    if effect.interval:
        runs.append(Run(text=f", {_interval(effect.interval, effect.metric, words)}"))
    if effect.p:
        runs += [
            Run(text=", "),
            Run(text="p", italic=True),
            Run(text=_unbroken(f" {words.number(_p(effect.p))}")),
        ]
    return tuple(runs)


def _value(written: str, metric: Metric, words: Words) -> str:
    printed = printed_value(written, metric)
    if printed.endswith("%"):
        return words.percent(printed.removesuffix("%").rstrip())
    return words.number(printed)


def spread(effect: EffectSize, words: Words = ENGLISH) -> tuple[Run, ...]:
    """Return the reported precision and heterogeneity of an effect.

    "*SE* = 0.04, *I*² = 56%, τ² = .02, *Q* = 45.2; 95% prediction interval [0.40, 0.90]".
    """
    i2 = words.percent(effect.i2.removesuffix("%").rstrip()) if effect.i2 else ""
    reported: tuple[tuple[tuple[Run, ...], str], ...] = (
        ((Run(text=words("SE"), italic=True),), _reported(effect.se, effect.metric, words)),
        ((Run(text="I", italic=True), Run(text="²")), i2),
        ((Run(text="τ²"),), _reported(effect.tau2, effect.metric, words)),
        ((Run(text="Q", italic=True),), words.number(effect.q)),
    )
    runs: list[Run] = []
    for symbol, value in reported:
        if value:
            runs += [*((Run(text=", "),) if runs else ()), *symbol]
            runs.append(Run(text=f"\u00a0=\u00a0{value}"))
    if effect.prediction:
        level = effect.prediction.level
        ends = interval_ends(effect.prediction, effect.metric, words)
        said = (
            words("prediction interval {ends}", ends=ends)
            if level is None
            else words("{level} prediction interval {ends}", level=_level(level, words), ends=ends)
        )
        runs += [Run(text="; ")] if runs else []
        runs.append(Run(text=said))
    return tuple(runs)


def _reported(written: str, metric: Metric, words: Words) -> str:
    return words.number(printed_value(written, metric)) if written else ""


def base(effect: EffectSize, words: Words = ENGLISH) -> tuple[Run, ...]:
    """Return the basis of an effect, such as *k* > 200 studies, *N* = 14,000 patients.

    Heterogeneity follows, if it was reported.
    """
    runs: list[Run] = []
    if effect.k is not None:
        runs += _count("k", effect.k, effect.k_qualifier, studies(effect.k, words), words)
    if effect.n is not None:
        if runs:
            runs.append(Run(text=", "))
        runs += _count("N", effect.n, effect.n_qualifier, people(effect.n_unit, words), words)
    if rest := spread(effect, words):
        runs += [*((Run(text="; "),) if runs else ()), *rest]
    return tuple(runs)


def studies(number: int, words: Words = ENGLISH) -> str:
    """Return "study" or "studies"."""
    return words.counted(number, "study", "studies")


_PEOPLE = (
    phrase("adults"),
    phrase("children"),
    phrase("clients"),
    phrase("couples"),
    phrase("dyads"),
    phrase("families"),
    phrase("outpatients"),
    phrase("participants"),
    phrase("patients"),
    phrase("people"),
    phrase("psychologists"),
    phrase("psychotherapists"),
    phrase("students"),
    phrase("therapists"),
    phrase("trainees"),
    phrase("treatments"),
    phrase("women"),
)
"""Usual units of N, which are translated."""


def people(unit: str, words: Words = ENGLISH) -> str:
    """Return the unit of N; unusual ones are not translated."""
    return words(unit) if unit in _PEOPLE else unit


def judgements(effect: EffectSize, words: Words = ENGLISH) -> Iterator[tuple[str, Judgement]]:
    """Yield the recorded judgements of the evidence in words, each with the judgement itself.

    "randomised trials", "risk of bias: some concerns", "certainty (GRADE): low, rated down for
    imprecision"; pprkb itself judges nothing.
    """
    if effect.design:
        yield _judged_word(_DESIGNS, effect.design.word, words), effect.design
    if effect.risk_of_bias:
        reasons = words.listed([_reason(one, words) for one in effect.risk_of_bias.reasons])
        because = f" ({reasons})" if reasons else ""
        word = _judged_word(_RISKS, effect.risk_of_bias.word, words)
        yield words("risk of bias: {risk}", risk=f"{word}{because}"), effect.risk_of_bias
    if effect.certainty:
        because = rated_for(effect.certainty, words)
        word = certainty_word(effect.certainty, words)
        said = words("certainty (GRADE): {certainty}", certainty=word)
        yield f"{said}{f', {because}' if because else ''}", effect.certainty


_DESIGNS = (
    phrase("randomized trials"),
    phrase("randomised trials"),
    phrase("randomized trial"),
    phrase("randomised trial"),
    phrase("randomized and non-randomized studies"),
    phrase("observational studies"),
    phrase("observational study"),
    phrase("cohort studies"),
    phrase("controlled trials"),
    phrase("mixed designs"),
)
_RISKS = (
    phrase("low risk"),
    phrase("some concerns"),
    phrase("high risk"),
    phrase("unclear risk"),
)
_SHORT_RISKS = {"low": "low risk", "high": "high risk", "unclear": "unclear risk"}
_CERTAINTIES = {
    "high": phrase("high certainty"),
    "moderate": phrase("moderate certainty"),
    "low": phrase("low certainty"),
    "very low": phrase("very low certainty"),
}
_REASONS = (
    phrase("risk of bias"),
    phrase("inconsistency"),
    phrase("indirectness"),
    phrase("imprecision"),
    phrase("publication bias"),
    phrase("large effect"),
    phrase("dose-response"),
    phrase("plausible confounding"),
)


def certainty_word(certainty: Judgement, words: Words = ENGLISH) -> str:
    """Return a level of GRADE: "very low"."""
    said = _CERTAINTIES.get(certainty.word)
    return words(said).removesuffix(" certainty") if said else certainty.word


def _judged_word(known: Sequence[str], word: str, words: Words) -> str:
    said = _SHORT_RISKS.get(word, word) if known is _RISKS else word
    if said not in known or words is ENGLISH:
        return word
    return words(said)


def _reason(reason: str, words: Words) -> str:
    return words(reason) if reason in _REASONS else reason


_RATED_UP = frozenset(GRADE_REASONS[5:])


def rated_for(certainty: Judgement, words: Words = ENGLISH) -> str:
    """Return "rated down for imprecision and inconsistency", or nothing without reasons."""
    down = [reason for reason in certainty.reasons if reason not in _RATED_UP]
    up = [reason for reason in certainty.reasons if reason in _RATED_UP]
    said = []
    if down:
        reasons = words.listed([_reason(one, words) for one in down])
        said.append(words("rated down for {reasons}", reasons=reasons))
    if up:
        reasons = words.listed([_reason(one, words) for one in up])
        said.append(words("rated up for {reasons}", reasons=reasons))
    return "; ".join(said)


def subject(effect: EffectSize, words: Words = ENGLISH) -> str:
    """Return the subject of an effect in words, such as "empathy and patient outcome"."""
    return text_of(subject_runs(effect, words))


def subject_runs(
    effect: EffectSize, words: Words = ENGLISH, *, language: str = ""
) -> tuple[Run, ...]:
    """Return what the effect is about, as `subject` does.

    Args:
        effect: The effect.
        words: Of the reader's language.
        language: What the author's words are marked with, where they are in another language.
    """

    def own(text: str) -> tuple[Run, ...]:
        return (Run(text=text, language=language),)

    runs: list[Run] = []
    if effect.between:
        first, second = map(own, effect.between)
        runs += words.in_runs("{first} and {second}", first=first, second=second)
    elif effect.compared:
        first, second = map(own, effect.compared)
        runs += words.in_runs("{first} compared with {second}", first=first, second=second)
        if effect.outcome:
            runs += [Run(text=", "), *own(effect.outcome)]
    else:
        runs += own(effect.outcome or effect.id.replace("-", " "))
    if effect.subgroup:
        runs += [Run(text=" ("), *own(effect.subgroup), Run(text=")")]
    if effect.timepoint:
        runs += [Run(text=", "), *own(effect.timepoint)]
    if effect.contrast is Contrast.WITHIN:
        runs.append(Run(text=f" ({words('change within persons')})"))
    first_run, *rest = joined(runs) or (Run(text=""),)
    return (replace(first_run, text=words.capital(first_run.text)), *rest)


def counted(number: int, qualifier: str, noun: str = "", words: Words = ENGLISH) -> tuple[str, str]:
    """Return the sign before a count and the count in words: (">", "200 studies").

    A qualifier without a sign follows in parentheses.
    """
    sign = _QUALIFIERS.get(qualifier.casefold(), "=")
    said = words.whole(number)
    if noun:
        said += f" {noun}"
    if qualifier and qualifier.casefold() not in _QUALIFIERS:
        said += f" ({qualifier})"
    return sign, said


def _count(symbol: str, number: int, qualifier: str, noun: str, words: Words) -> list[Run]:
    sign, said = counted(number, qualifier, noun, words)
    # Keep the number on the line of its sign; the unit may go to the next line.
    return [Run(text=symbol, italic=True), Run(text=f"\u00a0{sign}\u00a0{said}")]


def _interval(interval: Interval, metric: Metric, words: Words) -> str:
    return interval_words(interval.level, interval_ends(interval, metric, words), words)


def interval_words(level: Decimal | None, ends: str, words: Words = ENGLISH) -> str:
    """Return "95% CI [0.41, 0.73]", without the level if the text does not state it."""
    if level is None:
        return words("CI {ends}", ends=ends)
    return words("{level} CI {ends}", level=_level(level, words), ends=ends)


def _level(level: Decimal, words: Words) -> str:
    return words.percent(f"{level.normalize():f}")


def interval_ends(interval: Interval, metric: Metric, words: Words = ENGLISH) -> str:
    """Return both limits as printed: "[0.41, 0.73]"."""
    low, high = (
        words.number(printed_value(str(end), metric)) for end in (interval.low, interval.high)
    )
    return words("[{low},\u00a0{high}]", low=low, high=high)


def _unbroken(text: str) -> str:
    """Keep a sign and its number on one line."""
    return text.replace(" ", "\u00a0")


def _p(written: str) -> str:
    sign = next((sign for sign in "<>≤≥=" if written.startswith(sign)), "=")
    digits = written.lstrip("<>≤≥= ").removeprefix("0")
    return f"{sign} {digits}"


_NOT_SIGNIFICANT = (
    phrase("non-significant"),
    phrase("nonsignificant"),
    phrase("not significant"),
    phrase("not statistically significant"),
    phrase("non significant"),
    phrase("no significant difference"),
    phrase("no difference"),
)


def non_significance(effect: EffectSize, words: Words = ENGLISH) -> str:
    """Return the author's words for a non-significant result, else nothing.

    A null result must not be mistaken for an effect; that others are significant goes without
    saying.
    """
    said = effect.significance
    if not said.casefold().startswith(("non", "not ", "no ", "ns")):
        return ""
    return words(said) if said in _NOT_SIGNIFICANT else said


def remarks(effect: EffectSize, words: Words = ENGLISH) -> str:
    """Return remarks on an effect: a null result, and whom it favours."""
    return text_of(remarks_runs(effect, words))


def remarks_runs(
    effect: EffectSize, words: Words = ENGLISH, *, language: str = ""
) -> tuple[Run, ...]:
    """Return the same as `remarks`, with the author's words marked if in another language."""
    null = non_significance(effect, words)
    side = favours_runs(effect, words, language=language)
    return joined((Run(text=null), Run(text="; " if null and side else ""), *side))


def finding(effect: EffectSize, words: Words = ENGLISH, *, language: str = "") -> tuple[Run, ...]:
    """Return what an effect is about, the effect and what it rests on, as its line begins.

    Args:
        effect: The effect.
        words: Of the reader's language.
        language: What the author's words are marked with, where they are in another language.
    """
    rest = base(effect, words)
    comma = (Run(text=", "),) if rest else ()
    about = words.in_runs("{subject}: ", subject=subject_runs(effect, words, language=language))
    told = statistic(effect, words, language=language)
    return (*joined(about), *told, *comma, *rest)


def in_words(effect: EffectSize, cited: Mapping[str, str], reported_in: str = "") -> str:
    """Return the effect on one line of plain text, for a spreadsheet or a note.

    "Empathy and outcome: d = 0.63, k = 59 studies (Elliott et al., 2011, as cited in ...)
    [superseded by Elliott et al., 2018]"

    Args:
        effect: The effect.
        cited: Citations of works, without parentheses, by key; others are named by their key.
        reported_in: Key of the work that reports it, if that is not the work that found it.
    """
    text = text_of(finding(effect))
    if said := remarks(effect):
        text += f" ({said})"
    if judged := [_judged(told, one, cited) for told, one in judgements(effect)]:
        text += f" [{'; '.join(judged)}]"
    if effect.source:
        reader = f" in {cited.get(reported_in, reported_in)}" if reported_in else ""
        text += f" ({cited.get(effect.source, effect.source)}, as cited{reader})"
    if effect.superseded_by:
        text += f" [superseded by {cited.get(effect.superseded_by, effect.superseded_by)}]"
    return text.replace("\u00a0", " ")


def _judged(told: str, judgement: Judgement, cited: Mapping[str, str]) -> str:
    source = judgement.source
    return f"{told} ({cited.get(source, source)})" if source else told
