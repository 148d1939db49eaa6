"""Effects in a reader's words, each with what it takes for granted.

The words say "higher", never "better": whether more is better depends on what was measured, and no
sign tells it. Of an association no words about treated people are made.
"""

from __future__ import annotations

from decimal import Decimal

from pprkb.evidence.conversions import convert
from pprkb.evidence.converted import Conversion
from pprkb.evidence.describe import non_significance
from pprkb.evidence.question import Design, Equivalent, Target, design_of
from pprkb.evidence.refusals import Refusal
from pprkb.model.effect import EffectSize, Interval, Metric

_CORRELATIONS = (Metric.R, Metric.Z, Metric.R2)
_NORMAL = "Both suppose that scores are normally distributed in both groups, with one spread."
_ANALOGY = "This is an analogy: nobody observed these rates."


def effect_in_plain_words(
    effect: EffectSize, *, p0: float | None = None
) -> tuple[str, ...] | Refusal:
    """Return sentences that tell a recorded effect to a reader, or why there are none.

    Args:
        effect: The effect; what it is about is taken from its record.
        p0: Share of the comparison group with the outcome, from 0 to 1.
    """
    if effect.value_high or effect.comparator not in ("=", "≈"):
        return Refusal(reason="a range or a bound is not one number that could be told in words")
    return in_plain_words(
        effect.value,
        effect.metric,
        design=design_of(effect),
        p0=p0,
        interval=effect.interval,
        significant=False if non_significance(effect) else None,
        compared=effect.compared or ("treatment", "comparison"),
        between=effect.between or ("the one", "the other"),
    )


def in_plain_words(
    value: str | Decimal,
    metric: Metric | None,
    *,
    design: Design | None = None,
    p0: float | None = None,
    interval: Interval | None = None,
    significant: bool | None = None,
    compared: tuple[str, str] = ("treatment", "comparison"),
    between: tuple[str, str] = ("the one", "the other"),
) -> tuple[str, ...] | Refusal:
    """Return sentences that tell an effect to a reader, or why there are none.

    For groups: U3, the probability of superiority and, only with a control rate, the number needed
    to treat. For an association: Dunlap's probability, and the binomial effect size display told
    as the analogy it is.

    Args:
        value: As printed.
        metric: The index it is in; None where the text only says "effect size".
        design: What it is about. A correlation is an association if nothing is said; of any other
            index it must be said.
        p0: Share of the comparison group with the outcome, from 0 to 1.
        interval: The reported confidence interval.
        significant: False where the authors say that the result is not.
        compared: Names of the two groups.
        between: Names of the two variables.
    """
    if design is None and metric in _CORRELATIONS:
        design = Design.ASSOCIATION

    def made(target: Target) -> Conversion | Refusal:
        return convert(
            value,
            metric,
            target,
            p0=p0,
            interval=interval,
            design=design,
            significant=significant,
        )

    # What is refused whatever the design is told first: a hazard ratio stays one.
    common = made(Equivalent.BESD)
    if isinstance(common, Refusal):
        rate_alone = metric in (Metric.RR, Metric.RD, Metric.NNT) and p0 is None
        if not rate_alone:
            return common
    if design is None:
        return Refusal(
            reason="the words depend on what the number is about",
            alternative="say whether groups are compared or two variables go together",
        )
    if design is Design.ASSOCIATION:
        return _of_association(made(Equivalent.CL_R), common, between)
    return _of_groups(made(Equivalent.U3), made(Equivalent.CLES), made(Metric.NNT), compared, p0=p0)


def _of_groups(
    u3: Conversion | Refusal,
    superiority: Conversion | Refusal,
    number: Conversion | Refusal,
    compared: tuple[str, str],
    *,
    p0: float | None,
) -> tuple[str, ...] | Refusal:
    first, second = compared
    sentences: list[str] = []
    if isinstance(u3, Conversion) and isinstance(superiority, Conversion):
        sentences = [
            f"About {_hundredths(u3)} of 100 people in the {first} group score higher than the"
            f" average of the {second} group (U3).",
            f"Of one person from each group, the one from the {first} group scores higher with a"
            f" probability of about {_hundredths(superiority)}% (common language effect size).",
            _NORMAL,
        ]
    if isinstance(number, Conversion) and p0 is not None:
        more = "more" if number.estimate > 0 else "fewer"
        people = number.text.lstrip("−")
        sentences.append(
            f"If {100 * p0:g}% of the {second} group have the outcome, one person {more} has it for"
            f" about every {people} people in the {first} group (number needed to treat)."
        )
    if sentences:
        return tuple(sentences)
    return u3 if isinstance(u3, Refusal) else number if isinstance(number, Refusal) else ()


def _of_association(
    chance: Conversion | Refusal, display: Conversion | Refusal, between: tuple[str, str]
) -> tuple[str, ...] | Refusal:
    if isinstance(chance, Refusal):
        return chance
    if isinstance(display, Refusal):
        return display
    first, second = between
    high = _hundredths(display)
    return (
        f"Of two people taken at random, the one who is higher in {first} is also higher in"
        f" {second} with a probability of about {_hundredths(chance)}% (common language effect size"
        " of a correlation); this supposes that both are normally distributed together.",
        f"It is as if, in a table with half of all people in each row and column, the rates were"
        f" {100 - high}% and {high}% (binomial effect size display). {_ANALOGY}",
    )


def _hundredths(made: Conversion) -> int:
    return round(100 * made.estimate)
