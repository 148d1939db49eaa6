"""Results of conversions: a number and its printed form, or a refusal and its reason."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from decimal import Decimal

from pprkb.evidence.convert.question import (
    RANGES,
    SIZES,
    UNSIGNED,
    Design,
    Equivalent,
    Method,
    Question,
    Source,
    Statistic,
    Target,
)
from pprkb.evidence.describe import printed_value
from pprkb.evidence.rounding import at_places, shortest, whole_people
from pprkb.languages import Told, phrase
from pprkb.model.effect import Metric
from pprkb.model.errors import Hint, Step

# -- numbers -------------------------------------------------------------------------------------

_NAMES: dict[Source, str] = {
    **{one: one.value.upper() for one in (Metric.SMD, Metric.OR, Metric.RR, Metric.RD, Metric.HR)},
    **{one: one.value.upper() for one in (Metric.NNT, Metric.ICC)},
    Metric.ETA2: "η²",
    Metric.ETA2_PARTIAL: "partial η²",
    Metric.R2: "R²",
    Metric.BETA: "β",
    Statistic.F_TEST: "F",
    Statistic.CHI2: "χ²",
    Statistic.LOG_OR: "ln OR",
    Statistic.LOG_RR: "ln RR",
    Statistic.F2: "f²",
    Equivalent.U1: "U1",
    Equivalent.U3: "U3",
    Equivalent.CLES: "CLES",
    Equivalent.BESD: "BESD",
    Equivalent.CL_R: "CL of r",
}


@dataclass(frozen=True, kw_only=True)
class Limits:
    """A converted confidence interval."""

    low: float
    high: float
    level: Decimal | None
    """Per cent; None if the text does not say."""
    low_text: str
    high_text: str
    computed: str = ""
    """How it was computed, if no interval was reported."""


@dataclass(frozen=True, kw_only=True)
class Conversion:
    """A number converted from a reported one."""

    question: Question
    estimate: float
    """In the unit of the target; shares and probabilities from 0 to 1."""
    low: float
    """The minimum of the estimate, given that the printed number was rounded."""
    high: float
    text: str
    """The estimate with only the digits that the printed number supports."""
    low_text: str
    high_text: str
    interval: Limits | None = None
    """The confidence interval, if one is known and can be converted."""
    formula: str
    source: str
    assumptions: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    comparator: str = "="
    """One of = < > ≤ ≥ for the result, if only a bound was reported."""
    upper: Conversion | None = None
    """The other end, if a range of estimates was reported."""
    uses: frozenset[str] = frozenset()
    """Further inputs that it depends on: "rate", "events"."""

    def __repr__(self) -> str:
        """Return the input and the result on one line."""
        asked = self.question
        told = f"{name_of(asked.source)} = {asked.value} is {name_of(asked.target)} = {self.told}"
        return f"<Conversion: {told}>"

    @property
    def told(self) -> str:
        """The complete printed result: "0.58", "< .10", "0.41 to 0.65", "0.51 (size only)".

        A number needed to treat has no sign: "9 (one event fewer)".
        """
        sign = "" if self.comparator == "=" else f"{self.comparator} "
        end = f" to {self.upper.text}" if self.upper else ""
        return f"{sign}{self.text}{end}{self.remark}"

    @property
    def remark(self) -> str:
        """A remark on the number: that its sign is unknown, or what is counted."""
        if self.question.target is Metric.NNT and self.estimate < 0:
            return " (one event fewer)"
        unsigned = self.question.source in UNSIGNED and self.question.target in SIZES
        return " (size only)" if unsigned else ""


def _scale(target: Target) -> int:
    """Return the factor for printing a result: shares of people are printed in per cent."""
    return 100 if isinstance(target, Equivalent) else 1


def rounded(estimate: float, low: float, high: float, question: Question) -> Decimal:
    """Return a printed estimate with the digits that its range supports."""
    if question.target is Metric.NNT:
        return whole_people(estimate, low, high)
    scale = _scale(question.target)
    places = places_of(question.value)
    return shortest(scale * estimate, scale * low, scale * high, zero_places=places)


def end_text(target: Target, number: float, shown: Decimal) -> str:
    """Return an end of the rounding range, with one digit more than the estimate."""
    places = 1 - int(shown.as_tuple().exponent)
    return printed_end(target, at_places(_scale(target) * number, places))


def printed_end(target: Target, number: Decimal) -> str:
    """Return one end of a range; for a BESD, that of the higher rate."""
    return f"{number:f}%" if target is Equivalent.BESD else printed(target, number)


def places_of(number: Decimal) -> int:
    """Return the number of decimals."""
    return max(0, -int(number.as_tuple().exponent))


def printed(target: Target, number: Decimal) -> str:
    """Return a number from `rounded` in the format of its index: ".28", "0.58", "72%"."""
    if target is Metric.NNT:
        return f"{abs(number):f}"
    if isinstance(target, Metric):
        return printed_value(f"{number:f}", target)
    if target is Equivalent.BESD:
        return f"{100 - number:f}% and {number:f}%"
    return f"{number:f}%"


def as_given(source: Source, number: Decimal) -> str:
    """Return a converted number in the format of its index: ".28", "−0.45", "66%"."""
    if isinstance(source, Metric):
        return printed(source, number)
    if isinstance(source, Equivalent):
        return f"{(100 * number).normalize():f}%"
    return printed_value(f"{number:f}", Metric.D)


def name_of(target: Source) -> str:
    """Return the name of an index in plain text: "d", "OR", "η²", "U3"."""
    return _NAMES.get(target, target.value)


def record(conversion: Conversion) -> dict[str, object]:
    """Return a conversion for JSON; shares and probabilities from 0 to 1."""
    limits = conversion.interval
    high = conversion.upper.high if conversion.upper else conversion.high
    return {
        "metric": conversion.question.target.value,
        "estimate": conversion.estimate,
        "text": conversion.told,
        "size_only": bool(
            conversion.question.source in UNSIGNED and conversion.question.target in SIZES
        ),
        "low": conversion.low,
        "high": high,
        "interval": _limits_record(limits) if limits else None,
        "formula": conversion.formula,
        "source": conversion.source,
        "assumptions": list(conversion.assumptions),
        "warnings": list(conversion.warnings),
    }


def _limits_record(limits: Limits) -> dict[str, object]:
    level = float(limits.level) if limits.level is not None else None
    return {
        "low": limits.low,
        "high": limits.high,
        "level": level,
        "assumed_level": None if level else 95.0,
        "computed": limits.computed,
    }


# -- refusals: unsound conversions, the reasons, and alternatives --------------------------------

# A formula may give a number that is not meaningful. Each refusal names the missing information, so
# that a reader can supply it.


@dataclass(frozen=True, kw_only=True)
class Refusal:
    """A conversion that is refused."""

    reason: str
    """The reason, as one clause."""
    alternative: str = ""
    """An alternative."""
    source: str = ""
    """The source of the reason, if any."""
    short: str = ""
    """The reason in two or three words, for a table cell."""


NO_DIRECTION = Refusal(
    reason=phrase(
        "a number needed to treat has no sign: it does not say which group has more events"
    ),
    alternative=Hint(Step.SAY_WHAT_EVENT),
    short=phrase("side not said"),
)
SIDE_NOT_SAID = Refusal(
    reason=(
        phrase(
            "a difference of scores does not say which group has more"
            " events: reviews code a benefit as"
            " above or below 0"
        )
    ),
    alternative="add `favours`, and `better` where the outcome does not say it, to the record",
    short=phrase("side not said"),
)
NO_SIZES = Refusal(
    reason=phrase("a test statistic depends on how many people there were"),
    alternative=Hint(Step.SAY_SIZES),
)
NO_PEOPLE = Refusal(
    reason=phrase("χ² depends on how many people there were"), alternative=Hint(Step.SAY_PEOPLE)
)
UNNAMED_METRIC = Refusal(
    reason=phrase("an effect size without a metric cannot be converted"),
    alternative="find out which index the authors used (d, g, r, OR ...)",
)
NOT_A_NUMBER = Refusal(
    reason=phrase("the value is not one printed number"),
    alternative='give it as it is printed, such as ".57"; a decimal comma is not read',
)
TOLD_IN_WORDS = Refusal(
    reason=phrase("an effect described in words has no number"),
    alternative="quote the author's words",
    short=phrase("in words"),
)
_PLAIN_CLAIMS: set[Target] = {Metric.NNT, *Equivalent}
"""Indices that sound like claims about people, and must not be derived from a null result."""
ABOUT_GROUPS: set[Target] = {
    *(Metric.RR, Metric.RD, Metric.NNT),
    *(Equivalent.U3, Equivalent.CLES, Equivalent.OVERLAP, Equivalent.U1),
}
"""Indices about two groups."""

_BLOCKED: dict[Metric, Refusal] = {
    Metric.HR: Refusal(
        reason=phrase(
            "a hazard ratio is a ratio of rates over time; its size says nothing about risks"
        ),
        short=phrase("hazard ratio"),
        alternative="say which group it favours, or use the risks that the study reports",
        source="Sutradhar & Austin (2018)",
    ),
    Metric.IRR: Refusal(
        reason=phrase(
            "a ratio of rates over time says nothing about the share of people with the event"
        ),
        short=phrase("rate ratio"),
        alternative="say which group it favours, or use the risks that the study reports",
    ),
    **dict.fromkeys(
        (Metric.MD, Metric.WMD),
        Refusal(
            reason=phrase(
                "a mean difference is in units of its scale, whose standard deviation is unknown"
            ),
            short=phrase("spread not known"),
            alternative="divide it by the standard deviation, if the study reports one",
        ),
    ),
    Metric.ETA2_PARTIAL: Refusal(
        reason=phrase(
            "partial η² depends on the other terms of its design and on nothing else we know"
        ),
        short=phrase("partial η²"),
        alternative="use the means and standard deviations, or t of a contrast of two groups",
        source="Pierce, Block & Aguinis (2004); Richardson (2011); Olejnik & Algina (2003)",
    ),
    Metric.ICC: Refusal(
        reason=phrase("a share of variance between units compares no groups and has no direction"),
        short=phrase("no groups"),
        alternative="report it as the share it is, such as 7% of the variance in outcome",
    ),
    Metric.BETA: Refusal(
        reason=phrase("a regression coefficient depends on the other predictors in its model"),
        short=phrase("other predictors"),
        alternative="use the correlation, if the authors report it",
    ),
    Metric.PERCENT: Refusal(
        reason=phrase("one percentage is not an effect"),
        short=phrase("one percentage"),
        alternative="give the risks of both groups as RD, RR or OR",
    ),
    Metric.VERBAL: TOLD_IN_WORDS,
}


def missing_rate(target: Target) -> Refusal:
    """Return the refusal of a conversion without the required control rate."""
    instead = ", or ask for an odds ratio" if target in ABOUT_GROUPS else ""
    return Refusal(
        reason=(
            phrase(
                "this depends on how many people have the event without the treatment,"
                " which the number does not say"
            )
        ),
        alternative=f"give the control rate, such as 20%{instead}",
        source="Furukawa & Leucht (2011)",
        short=phrase("no control rate"),
    )


def no_way(source: Source, target: Target) -> Refusal:
    """Return the refusal if no formula leads from one index to the other."""
    return Refusal(
        reason=Told(
            "there is no accepted way from {source} to {target}",
            source=source.value,
            target=target.value,
        )
    )


def impossible(question: Question) -> Refusal | None:
    """Return why the numbers themselves are impossible."""
    source, number = question.source, question.value
    low, high = RANGES.get(source, (-math.inf, math.inf))
    open_end = source in (Metric.OR, Metric.RR)
    open_ends = source in (Equivalent.CLES, Equivalent.U3)
    if open_ends and not low < number < high:
        return _cannot_be(question, phrase("it is between 0 and 1"))
    if open_end and not low < number <= high:
        return _cannot_be(question, phrase("it is above 0"))
    if not low <= number <= high:
        least, most = f"{low:g}", f"{high:g}"
        if high == 1:
            return _cannot_be(
                question, Told("it is from {least} to {most}", least=least, most=most)
            )
        return _cannot_be(question, Told("it is at least {least}", least=least))
    if source is Metric.NNT and number < 0:
        why = phrase("a number needed to treat has no sign")
        return replace(_cannot_be(question, why), alternative=Hint(Step.SAY_BENEFIT))
    if source is Metric.NNT and number < 1:
        return _cannot_be(question, Told("it is at least {least}", least="1"))
    if question.p0 is not None and not 0 < question.p0 < 1:
        return Refusal(reason=phrase("the control rate must lie between 0% and 100%"))
    if question.interval and question.interval.low > question.interval.high:
        return Refusal(reason=phrase("the lower limit of the interval is above the upper limit"))
    return None


def _cannot_be(question: Question, why: str) -> Refusal:
    metric, number = question.source.value, str(question.value)
    told = Told("{metric} = {number} cannot be: {why}", metric=metric, number=number, why=why)
    return Refusal(reason=told)


def refusal(question: Question) -> Refusal | None:
    """Return why a question has no sound answer, or None if there is no objection."""
    source, target = question.source, question.target
    tested = target is Metric.ETA2_PARTIAL and source in (Statistic.T, Statistic.F_TEST)
    for metric in (source,) if tested else (source, target):
        if isinstance(metric, Metric) and metric in _BLOCKED:
            return _BLOCKED[metric]
    if question.design is Design.WITHIN:
        return Refusal(
            reason=(
                phrase(
                    "a change from before to after holds natural change too, and depends on a"
                    " correlation between both that is seldom known"
                )
            ),
            alternative="use the difference between groups; do not put both on one axis",
            short=phrase("within a group"),
            source="Cuijpers et al. (2017)",
        )
    if source == target:
        told = Told("it is {metric} already", metric=source.value)
        return Refusal(reason=told, alternative="ask for another metric")
    return _of_design(question) or _of_null(question)


def _of_design(question: Question) -> Refusal | None:
    target = question.target
    # A correlation is an association unless stated otherwise.
    is_correlation = question.source in (Metric.R, Metric.Z, Metric.R2)
    association = question.design is Design.ASSOCIATION or (
        question.design is None and is_correlation
    )
    if association and target in ABOUT_GROUPS:
        return Refusal(
            reason=phrase("an association has no treated group"),
            short=phrase("an association"),
            alternative=(
                "use cl-r, or besd worded as an analogy; if one variable is treatment or no"
                " treatment, say that groups are compared"
            ),
        )
    signed = {Metric.OR, *ABOUT_GROUPS, *_PLAIN_CLAIMS} - UNSIGNED
    if question.source in UNSIGNED and target in signed:
        return Refusal(
            reason=phrase("a number without a sign does not say which of the two is higher"),
            short=phrase("no sign"),
            alternative="find the means of the groups, or use overlap or u1, which have no sign",
        )
    if question.design is Design.GROUPS and target is Equivalent.CL_R:
        return Refusal(
            reason=phrase("cl-r is about two continuous variables, not about groups"),
            alternative="use cles",
            source="Dunlap (1994)",
        )
    if question.design is Design.GROUPS and question.method is Method.MEDIAN_SPLIT:
        return Refusal(
            reason=phrase("groups are not the halves of a variable that was split at its median"),
            alternative="leave the method out",
        )
    return None


def _of_null(question: Question) -> Refusal | None:
    if question.target in _PLAIN_CLAIMS and question.includes_no_effect:
        return Refusal(
            reason=(
                phrase(
                    "the result is compatible with no effect, so a number of"
                    " people would claim more"
                    " than was found"
                )
            ),
            alternative="report the estimate with its interval and say that it is not significant",
            short=phrase("may be no effect"),
            source="Bender (2001), for the number needed to treat",
        )
    return None
