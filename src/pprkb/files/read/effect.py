"""Reading effect sizes from a summary's front matter."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from pprkb.evidence.rounding import printed_share
from pprkb.files.read import shapes
from pprkb.files.read.fields import Fields, Text
from pprkb.files.report import Report
from pprkb.files.yaml.nodes import Mapping, Scalar
from pprkb.model.effect import (
    GRADE_REASONS,
    Better,
    Certainty,
    Contrast,
    EffectSize,
    EvidenceLevel,
    Favours,
    Interval,
    Judgement,
    Metric,
    Rate,
    printed_number,
)
from pprkb.model.problem import Rule
from pprkb.text.spelling import did_you_mean

_P = re.compile(rf"{shapes.P}\Z")

_LIMITS: dict[Metric, tuple[Decimal | None, Decimal | None]] = {
    Metric.R: (Decimal(-1), Decimal(1)),
    Metric.RD: (Decimal(-1), Decimal(1)),
    Metric.OR: (Decimal(0), None),
    Metric.RR: (Decimal(0), None),
    Metric.HR: (Decimal(0), None),
    Metric.IRR: (Decimal(0), None),
    Metric.ETA2: (Decimal(0), Decimal(1)),
    Metric.ETA2_PARTIAL: (Decimal(0), Decimal(1)),
    Metric.R2: (Decimal(0), Decimal(1)),
    Metric.ICC: (Decimal(0), Decimal(1)),
    Metric.F: (Decimal(0), None),
}
"""The range of each metric (Borenstein et al., 2009, chapters 3-7); None means no limit."""


_RATIOS = (Metric.OR, Metric.RR, Metric.HR, Metric.IRR)
_STANDARDISED = (Metric.D, Metric.G, Metric.SMD)
_BEYOND = 10
"""Standard deviations between two means; even changes within people stay far below."""


def read_effects(
    fields: Fields, report: Report, reference: Callable[[Text, Report], str]
) -> tuple[EffectSize, ...]:
    """Read the list `effects` of a summary.

    Args:
        fields: The summary's fields.
        report: Collects the problems.
        reference: Looks up a citation key, and reports an unknown one.
    """
    effects: list[EffectSize] = []
    seen: dict[str, int] = {}
    for item in fields.items("effects"):
        effect = _effect(item, report, reference, len(effects) + 1)
        if effect is None:
            continue
        if effect.id in seen:
            report.add(
                Rule.DUPLICATE_ID,
                item.line_of("id"),
                f'the effect id "{effect.id}" was used on line {seen[effect.id]}',
                "give each effect of a summary its own id",
            )
            continue
        seen[effect.id] = item.line
        effects.append(effect)
    return tuple(effects)


def _effect(
    item: Fields, report: Report, reference: Callable[[Text, Report], str], number: int
) -> EffectSize | None:
    name = item.text("id") or f"effect-{number}"
    metric = _metric(item, name, report)

    def named(field: str) -> str:
        written = item.text(field)
        known = reference(Text(written, item.line_of(field)), report) if written else ""
        # Without its source the finding would be that of the work that only reports it.
        return known or written

    effect = EffectSize(
        id=name,
        metric=metric or Metric.VERBAL,
        value=item.text("value"),
        value_high=item.text("value_high"),
        comparator=_comparator(item, report),
        interval=_interval(item, "ci", "a confidence interval", report),
        p=_p(item, report),
        se=_positive(item, "se", report),
        i2=_positive(item, "i2", report, highest=100),
        tau2=_positive(item, "tau2", report),
        q=_positive(item, "q", report),
        prediction=_interval(item, "prediction", "a prediction interval", report),
        between=item.pair("between"),
        compared=item.pair("compared"),
        outcome=item.text("outcome"),
        subgroup=item.text("subgroup"),
        timepoint=item.text("timepoint"),
        contrast=item.choice("contrast", Contrast),
        favours=item.choice("favours", Favours),
        better=item.choice("better", Better),
        control_rate=_rate(item, report),
        k=item.whole_number("k"),
        k_qualifier=item.text("k_qualifier"),
        n=item.whole_number("n"),
        n_qualifier=item.text("n_qualifier"),
        n_unit=item.text("n_unit"),
        magnitude=item.text("magnitude"),
        significance=item.text("significance"),
        source=named("source"),
        level=item.choice("level", EvidenceLevel),
        design=_judgement(item, "design", "kind", report),
        risk_of_bias=_judgement(item, "risk_of_bias", "rating", report),
        certainty=_judgement(item, "certainty", "rating", report),
        evidence_key=item.text("evidence_key"),
        superseded_by=named("superseded_by"),
        quote=item.text("quote"),
        note=item.text("note"),
        at=report.at(item.line),
    )
    _check_values(item, effect, metric, report)
    _check_favours(item, effect, report)
    item.finish()
    # Without these the number would be told as another: as an exact one, or as one of groups.
    misread = not effect.comparator or (item.node("contrast") and not effect.contrast)
    return effect if metric and not misread else None


def _metric(item: Fields, name: str, report: Report) -> Metric | None:
    metric = item.choice("metric", Metric)
    if metric is None and not item.text("metric", required=False):
        report.add(
            Rule.MISSING_VALUE,
            item.line,
            f'the effect "{name}" needs a metric',
            "write metric: d or metric: r",
        )
    return metric


def _check_values(item: Fields, effect: EffectSize, metric: Metric | None, report: Report) -> None:
    for name in ("value", "value_high"):
        _check_value(item, name, metric, report)
    if not effect.value and metric not in (None, Metric.VERBAL):
        report.add(
            Rule.MISSING_VALUE,
            item.line,
            f'the effect "{effect.id}" needs a value',
            "write it as printed, or use metric: verbal for an effect described in words",
        )


def _check_value(item: Fields, name: str, metric: Metric | None, report: Report) -> None:
    written = item.text(name)
    if not written:
        return
    line = item.line_of(name)
    number = printed_number(written.removesuffix("%").strip())
    if number is None:
        report.add(Rule.BAD_EFFECT, line, f'"{written}" is not a number', _number_alone(written))
        return
    low, high = _LIMITS.get(metric, (None, None)) if metric else (None, None)
    ratio = metric in _RATIOS
    if (low is not None and (number < low or (ratio and number == 0))) or (
        high is not None and number > high
    ):
        report.add(
            Rule.BAD_EFFECT,
            line,
            f"{metric} = {written} is impossible",
            f"write the share, such as {(number / 100).normalize():f}"
            if written.endswith("%") and not ratio and 0 <= number <= 100
            else _range_in_words(low, high, ratio=ratio),
        )
    elif metric is Metric.NNT and abs(number) < 1:
        report.add(Rule.BAD_EFFECT, line, f"nnt = {written} is impossible", "it is at least 1")
    elif metric in (*_STANDARDISED, *_RATIOS) and written.endswith("%"):
        hint = "write the number alone, or the intended metric, such as percent or rd"
        report.add(
            Rule.BAD_EFFECT, line, f"{metric} = {written} is not a proportion of anything", hint
        )
    elif metric in _STANDARDISED and abs(number) >= _BEYOND:
        hint = "is the decimal point missing?"
        report.add(Rule.BAD_EFFECT, line, f"{metric} = {written} is hardly possible", hint)
    elif metric is Metric.PERCENT and 0 < abs(number) < 1 and not written.endswith("%"):
        report.add(Rule.BAD_EFFECT, line, *_share_or_percent(name, written, number))


def _share_or_percent(name: str, written: str, number: Decimal) -> tuple[str, str]:
    """Return what to say of a number below 1 without a sign: ".56" may be 56% or 0.56%."""
    shares = f"{(100 * number).normalize():f}%", f"{number.normalize():f}%"
    return f"{name} = {written} may be a share or per cent", f"write {shares[0]} or {shares[1]}"


_IN_ITS_PLACE: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(?i)p\b"), "a p goes into the field `p`; the value is that of the effect"),
    (re.compile(r"[<>≤≥≈~=]"), "write the number alone; a sign such as < goes into `comparator`"),
    (re.compile(r"[–—‐‑‒]\s*[\d.]"), "write the minus sign as a plain hyphen, such as -.57"),
    (re.compile(r"[^,]*\d\s*(?:[-–—]|to)\s*-?[\d.]"), "the upper end goes into `value_high`"),
    (re.compile(r"[+−-]?\d*,\d+\Z"), "write it with a decimal point, such as .57"),
    (re.compile(r"[^\W\d]+.*[=<>]"), "write the number alone; its metric goes into `metric`"),
)
"""Typical text in place of numbers, with hints."""


def _number_alone(written: str) -> str:
    """Return a hint how to turn a text into a number."""
    hints = (hint for pattern, hint in _IN_ITS_PLACE if pattern.match(written))
    return next(hints, "write the number alone, in plain characters, such as .57")


def _range_in_words(low: Decimal | None, high: Decimal | None, *, ratio: bool) -> str:
    if ratio:
        return "a ratio is greater than 0; was a minus sign or the metric meant otherwise?"
    if high is None:
        return f"it is at least {low}"
    return f"it lies between {low} and {high}; is the metric right?"


def _check_favours(item: Fields, effect: EffectSize, report: Report) -> None:
    if effect.favours and not effect.compared:
        report.add(
            Rule.BAD_EFFECT,
            item.line_of("favours"),
            "only a comparison can favour a side",
            "name the sides: compared: [treatment, control], or delete `favours`",
        )


def _positive(item: Fields, name: str, report: Report, *, highest: int | None = None) -> str:
    """Return a printed non-negative number, such as a standard error."""
    written = item.text(name)
    per_cent = highest == 100
    number = printed_number(written.removesuffix("%" if per_cent else "").strip())
    if per_cent and number and 0 < number < 1 and not written.endswith("%"):
        report.add(Rule.BAD_EFFECT, item.line_of(name), *_share_or_percent(name, written, number))
        return ""
    if written and (number is None or number < 0 or (highest is not None and number > highest)):
        limit = f" and at most {highest}" if highest is not None else ""
        report.add(
            Rule.BAD_EFFECT,
            item.line_of(name),
            f"{name} = {written} is impossible",
            f"it is a number of at least 0{limit}",
        )
    return written


def _comparator(item: Fields, report: Report) -> str:
    written = item.text("comparator") or "="
    plain = shapes.ALSO_COMPARATORS.get(written, written)
    if plain in shapes.COMPARATORS:
        return plain
    report.add(
        Rule.BAD_VALUE,
        item.line_of("comparator"),
        f'"{written}" is not a comparator',
        "use one of " + " ".join(shapes.COMPARATORS),
    )
    return ""


def _judgement(item: Fields, name: str, word: str, report: Report) -> Judgement | None:
    """Return a judgement in the form `{rating: ..., reasons: [...], source: ...}`.

    Args:
        item: The effect.
        name: The field.
        word: The field with the judgement itself.
        report: Collects the problems.
    """
    example = {
        "design": "{kind: randomised trials, source: webb2010therapist}",
        "risk_of_bias": "{rating: some concerns, source: webb2010therapist}",
        "certainty": "{rating: low, reasons: [imprecision], source: webb2010therapist}",
    }[name]
    inner = _named_parts(item, name, example, report)
    if inner is None:
        return None
    if name == "certainty":
        grade = inner.choice(word, Certainty)
        judged = grade.value if grade else ""
        reasons = tuple(
            found for text in inner.texts("reasons") if (found := _reason(text, report))
        )
    else:
        judged = inner.text(word, required=False)
        reasons = tuple(text.text for text in inner.texts("reasons"))
    source = inner.text("source", required=False)
    inner.finish()
    if not judged and not inner.text(word, required=False):
        report.add(Rule.MISSING_VALUE, inner.line, f"{name} is empty", f"write {name}: {example}")
    elif not source:
        hint = "add source: the key of the work that says so, or words such as our reading"
        report.add(Rule.MISSING_VALUE, inner.line, f"nobody is named who judged the {name}", hint)
    return Judgement(word=judged, reasons=reasons, source=source) if judged else None


def _reason(written: Text, report: Report) -> str:
    if written.text.casefold() in GRADE_REASONS:
        return written.text.casefold()
    hint = did_you_mean(written.text, GRADE_REASONS, "use one of " + ", ".join(GRADE_REASONS))
    message = f'"{written.text}" is not one of GRADE\'s reasons'
    report.add(Rule.BAD_VALUE, written.line, message, hint)
    return ""


def _rate(item: Fields, report: Report) -> Rate | None:
    inner = _named_parts(item, "control_rate", "{rate: 20%, source: swift2012premature}", report)
    if inner is None:
        return None
    printed, source = inner.text("rate"), inner.text("source", required=False)
    line = inner.line_of("rate")
    inner.finish()
    share = printed_share(printed) if printed else None
    if printed and (share is None or not 0 < share < 1):
        hint = "write it as 20% or .2: a bare 20 could be either"
        report.add(Rule.BAD_EFFECT, line, f'"{printed}" is not a rate', hint)
        return None
    if not source:
        hint = "add source: the key of the work that reports it, or words"
        report.add(Rule.MISSING_VALUE, line, "the source of the control rate is missing", hint)
    return Rate(printed=printed, source=source) if printed else None


def _named_parts(item: Fields, name: str, example: str, report: Report) -> Fields | None:
    """Return a field that is a mapping; anything else is reported once."""
    written = item.node(name)
    if written is None:
        return None
    if not isinstance(written, Mapping):
        message = f"{name} needs a value and its source"
        report.add(Rule.BAD_VALUE, written.line, message, f"write {name}: {example}")
        return None
    return item.mapping(name)


def _interval(item: Fields, name: str, what: str, report: Report) -> Interval | None:
    written = item.node(name)
    if written is not None and not isinstance(written, Mapping):
        parts = [written] if isinstance(written, Scalar) else written.items
        ends = re.findall(r"[+−-]?\d*\.?\d+", " ".join(getattr(part, "text", "") for part in parts))
        low_end, high_end = ends if len(ends) == 2 else (".41", ".73")
        report.add(
            Rule.BAD_VALUE,
            written.line,
            f"{what} needs two ends",
            f"write {name}: {{low: {low_end}, high: {high_end}}}",
        )
        return None
    inner = item.mapping(name)
    if inner is None:
        return None
    low_text, high_text = inner.text("low"), inner.text("high")
    low, high = printed_number(low_text), printed_number(high_text)
    level_text = inner.text("level").removesuffix("%").strip()
    level = printed_number(level_text) if level_text else None
    inner.finish()
    if low is None or high is None:
        if low_text and high_text:
            wrong = low_text if low is None else high_text
            hint = "write it with a decimal point and a plain minus sign, such as -.57"
            report.add(Rule.BAD_VALUE, inner.line, f'"{wrong}" is not a number', hint)
        return None
    if low > high:
        report.add(
            Rule.BAD_VALUE,
            inner.line,
            f"the interval ends at {high_text} before it begins at {low_text}",
            "exchange low and high, or look for a lost minus sign",
        )
        return None
    if level_text and (level is None or not 1 < level < 100):
        report.add(
            Rule.BAD_VALUE, inner.line, f'"{level_text}" is not a confidence level', "such as 95"
        )
        level = None
    estimate = printed_number(item.text("value"))
    if estimate is not None and not low <= estimate <= high:
        report.add(
            Rule.BAD_EFFECT,
            inner.line,
            f"the interval [{low_text}, {high_text}] does not include the value"
            f" {item.text('value')}",
            "look for a lost minus sign",
        )
    return Interval(low=low, high=high, level=level)


def _p(item: Fields, report: Report) -> str:
    written = item.text("p")
    if not written:
        return ""
    if not _P.match(written):
        hint = 'write p: "< .001" or p: ".03"'
        report.add(Rule.BAD_EFFECT, item.line_of("p"), f'"{written}" is not a p value', hint)
    elif not written.strip("=0. ") and not written.startswith(("<", "≤")):
        report.add(Rule.BAD_EFFECT, item.line_of("p"), "p cannot be 0", 'write p: "< .001" instead')
    return written
