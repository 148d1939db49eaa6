"""`convert`: one effect size in another index, with what that takes for granted."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import click

from pprkb.cli.options import MOST, Choice, as_json, with_control_rate
from pprkb.cli.output import print_json
from pprkb.cli.terminal import styled
from pprkb.evidence.question import Design, Equivalent, Method
from pprkb.model.effect import Interval, Metric
from pprkb.model.errors import ConversionError

if TYPE_CHECKING:
    from pprkb.evidence.converted import Conversion
    from pprkb.evidence.events import Measure
    from pprkb.evidence.question import Target
    from pprkb.evidence.refusals import Refusal

UNNAMED = "es"
"""An "effect size" whose index the text does not name."""
COUNTED = "events"
"""Two groups as they were counted: 20/100,12/100."""
TARGETS = (
    *(Metric.D, Metric.G, Metric.R, Metric.Z, Metric.OR, Metric.RR, Metric.RD, Metric.NNT),
    *(Metric.ETA2, Metric.F, Metric.R2, *Equivalent),
)
"""What can be made, in the order in which `--all` prints it."""


def _limits(
    _ctx: click.Context, _option: click.Parameter, written: tuple[str, str] | None
) -> Interval | None:
    if written is None:
        return None
    from pprkb.evidence.rounding import printed_share

    low, high = map(printed_share, written)
    if low is None or high is None:
        raise click.BadParameter(f'"{written[0]} {written[1]}" are not two printed numbers')
    return Interval(low=low, high=high)


def _error_of(_ctx: click.Context, _option: click.Parameter, written: str | None) -> Decimal | None:
    if written is None:
        return None
    from pprkb.evidence.rounding import printed_share

    error = printed_share(written)
    if error is None or error <= 0:
        raise click.BadParameter(f'"{written}" is no standard error: write a number above 0')
    return error


# Options that are not known are passed on as words, so that "-.24" is a value.
@click.command(
    context_settings={"ignore_unknown_options": True},
)
@click.argument(
    "source",
    metavar="METRIC",
    type=Choice([*(one.value for one in Metric), UNNAMED, COUNTED], case_sensitive=False),
)
@click.argument("value", metavar="VALUE")
@click.argument(
    "targets",
    nargs=-1,
    metavar="[METRIC]...",
    type=Choice([one.value for one in (*Metric, *Equivalent)], case_sensitive=False),
)
@click.option("--all", "every", is_flag=True, help="Everything that can be made of it.")
@click.option("--words", is_flag=True, help="Tell it in a reader's words, with named benchmarks.")
@click.option(
    "--n1",
    type=click.IntRange(1, MOST),
    metavar="N",
    help="People in the first group of one study.",
)
@click.option(
    "--n2",
    type=click.IntRange(1, MOST),
    metavar="N",
    help="People in the second group of one study.",
)
@click.option(
    "--n",
    "total",
    type=click.IntRange(2, MOST),
    metavar="N",
    help="People of one study, in groups of equal size.",
)
@with_control_rate
@click.option(
    "--ci", "interval", nargs=2, callback=_limits, metavar="LOW HIGH", help="Reported interval."
)
@click.option(
    "--se", callback=_error_of, metavar="SE", help="Reported standard error; of a ratio, of its ln."
)
@click.option(
    "--method",
    type=Choice([one.value for one in Method]),
    metavar="METHOD",
    help=f"Where there are several: {', '.join(Method)}.",
)
@click.option(
    "--between", "design", flag_value="groups", help="It compares groups of different people."
)
@click.option(
    "--association", "design", flag_value="association", help="It is about two variables."
)
@click.option(
    "--within", "design", flag_value="within", help="It is a change from before to after."
)
@click.option("--not-significant", is_flag=True, help="The authors say that it is not significant.")
@as_json
def convert(
    *,
    source: str,
    value: str,
    targets: tuple[str, ...],
    every: bool,
    words: bool,
    n1: int | None,
    n2: int | None,
    total: int | None,
    p0: float | None,
    interval: Interval | None,
    se: Decimal | None,
    method: str | None,
    design: str | None,
    not_significant: bool,
    as_json: bool,
) -> None:
    """Convert VALUE, as it is printed, from one METRIC into another: `pprkb convert d .57 r`.

    Printed are the formula, its source and what it takes for granted, and between which numbers the
    result lies, since VALUE was rounded. What must not be converted is refused, with the reason.

    Besides the metrics of the text files a result can be u3, cles, overlap, u1, besd or cl-r.

    Counts of two groups are converted with their intervals: `pprkb convert events 20/100,12/100 rd`
    """
    from pprkb.evidence.conversions import convert as converted
    from pprkb.evidence.converted import Conversion
    from pprkb.evidence.rounding import printed_share

    if source == COUNTED:
        _refuse_with_counts(
            {
                "--words": words,
                "--n1": n1,
                "--n2": n2,
                "--n": total,
                "--control-rate": p0,
                "--ci": interval,
                "--se": se,
                "--method": method,
                "--between, --association and --within": design,
                "--not-significant": not_significant,
            }
        )
        _of_counts(value, targets, every=every, as_json=as_json)
        return
    if not (targets or every or words):
        raise click.UsageError("name a METRIC to convert into, or use --all or --words")
    if total is not None and (n1 is not None or n2 is not None):
        raise click.UsageError("--n is for groups of equal size; else give --n1 and --n2")
    if (n1 is None) != (n2 is None):
        raise click.UsageError("give both --n1 and --n2")
    if printed_share(value) is None:
        raise click.UsageError(f'"{value}" is no printed number such as .57; use a decimal point')
    metric = None if source == UNNAMED else Metric(source)
    about = Design(design) if design else None
    known: dict[str, Any] = {"p0": p0, "interval": interval, "design": about}
    known["significant"] = False if not_significant else None
    sizes = {"n1": n1, "n2": n2} if total is None else {"n1": total / 2, "n2": total / 2}
    way = Method(method) if method else None
    names: dict[str, Target] = {one.value: one for one in (*Metric, *Equivalent)}
    wanted = [names[name] for name in targets]
    if every:
        wanted = [target for target in TARGETS if target != metric]
    made: list[Conversion] = []
    refused: list[tuple[Target, Refusal]] = []
    for target in wanted:
        result = converted(value, metric, target, method=way, se=se, **sizes, **known)
        if isinstance(result, Conversion):
            made.append(result)
        else:
            refused.append((target, result))
    sentences: tuple[str, ...] = ()
    if words:
        sentences = _words(value, metric, known, {"se": se, **sizes})
    if as_json:
        print_json(_record(source, value, made, refused, sentences))
    else:
        for result in made:
            _print(result)
        if made and metric and interval:
            _print_precision(value, metric, interval)
        for sentence in sentences:
            click.echo(sentence)
        if every and made:
            _print_refused(refused)
    if refused and not (every and made):
        raise _error(f"{source} {value}", refused, every=every)


def _error(given: str, refused: list[tuple[Target, Refusal]], *, every: bool) -> ConversionError:
    """Return one message for all that was refused, each reason told once."""
    from pprkb.evidence.converted import name_of

    targets: dict[str, list[str]] = {}
    for target, why in refused:
        targets.setdefault(why.reason, []).append(name_of(target))
    whole = every and len(targets) == 1
    told = "; ".join(
        f"{given} is not converted into {'anything' if whole else ', '.join(names)}: {reason}"
        for reason, names in targets.items()
    )
    hints = dict.fromkeys(why.alternative for _, why in refused if why.alternative)
    return ConversionError(told, hint="; ".join(hints))


def _words(
    value: str, metric: Metric | None, known: dict[str, Any], exactness: dict[str, Any]
) -> tuple[str, ...]:
    from pprkb.evidence.benchmarks import labels
    from pprkb.evidence.equivalents import in_plain_words
    from pprkb.evidence.one_study import computed_interval
    from pprkb.evidence.refusals import Refusal
    from pprkb.evidence.rounding import printed_share

    number = printed_share(value)
    if known["interval"] is None and metric is not None and number is not None:
        try:
            made = computed_interval(number, metric, **exactness)
        except ValueError as error:
            raise ConversionError(
                f"no words for it: {error}", hint="look at the numbers"
            ) from error
        known = known | {"interval": made.interval if made else None}
    sentences = in_plain_words(value, metric, **known)
    if isinstance(sentences, Refusal):
        raise ConversionError(f"no words for it: {sentences.reason}", hint=sentences.alternative)
    named = "; ".join(str(label) for label in labels(value, metric, known["design"]))
    return (*sentences, f"It is called {named}.") if named else sentences


def _print(result: Conversion) -> None:
    from pprkb.evidence.converted import name_of, printed
    from pprkb.evidence.rounding import rounding_interval

    question = result.question
    given = printed(question.source, question.value)
    low, high = (printed(question.source, end) for end in rounding_interval(question.value))
    spread = f"{result.low_text} to {result.high_text}"
    rows = [("range", f"{spread}, since {given} stands for {low} to {high}")]
    if limits := result.interval:
        level = f"{limits.level.normalize():f}% " if limits.level else ""
        made = f" not reported, computed of one study: {limits.computed}" if limits.computed else ""
        rows.append(("CI", f"{level}[{limits.low_text}, {limits.high_text}]{made}"))
    rows += [("formula", result.formula), ("source", result.source)]
    rows += [("assumes", words) for words in result.assumptions]
    rows += [("note", words) for words in result.warnings]
    head = f"{name_of(question.target)} ≈ {result.text}"
    click.echo(f"{styled(head, bold=True)}    from {name_of(question.source)} = {given}")
    for name, text in rows:
        click.echo(f"    {name:<8} {text}")


def _print_precision(value: str, metric: Metric, interval: Interval) -> None:
    """Say which standard error and p value the reported interval implies."""
    from pprkb.evidence.events import in_figures
    from pprkb.evidence.one_study import precision
    from pprkb.evidence.rounding import printed_share

    number = printed_share(value)
    said = precision(number, metric, interval) if number is not None else None
    if said is None:
        return
    of = " of ln" if said.of_logarithm else " of Fisher's z" if metric is Metric.R else ""
    p = "< .001" if said.p < 0.001 else f"= {said.p:.3f}".replace("0.", ".", 1)
    click.echo("The interval implies:")
    click.echo(f"    SE{of} = {in_figures(said.error)}    (metafor, conv.wald)")
    click.echo(f"    p {p}    (Altman & Bland, 2011)")


def _refuse_with_counts(options: dict[str, object]) -> None:
    given = [name for name, value in options.items() if value not in (None, False)]
    if given:
        raise click.UsageError(
            f"{', '.join(given)} cannot go with {COUNTED}: counts hold the people of each group,"
            " from which intervals and rates are computed; METRICs, --all and --json go with them"
        )


def _of_counts(value: str, targets: tuple[str, ...], *, every: bool, as_json: bool) -> None:
    """Convert the counts of two groups."""
    from dataclasses import asdict

    from pprkb.evidence.events import measure, read_counts, shares

    try:
        counts = read_counts(value)
        if counts is None:
            raise click.UsageError(
                f'"{value}" are no counts of two groups: write events/people twice, 20/100,12/100'
            )
        wanted = [Metric(name) for name in targets if name in {one.value for one in Metric}]
        if every or not targets:
            wanted = [Metric.RD, Metric.RR, Metric.OR, Metric.NNT, Metric.R]
        if len(wanted) < len(targets):
            raise ValueError("of counts OR, RR, RD, NNT and r are made")
        made = [*shares(counts), *(measure(counts, metric) for metric in wanted)]
    except ValueError as error:
        raise ConversionError(
            f"{value} is not converted: {error}", hint="look at the counts and the index asked for"
        ) from error
    if as_json:
        print_json({"counts": value, "measures": [asdict(one) for one in made]})
        return
    for one in made:
        _print_measure(one)


def _print_measure(one: Measure) -> None:
    from pprkb.evidence.events import in_figures

    head = f"{one.name} = {in_figures(one.estimate)}"
    limits = ""
    if one.low is not None and one.high is not None:
        limits = f", 95% CI [{in_figures(one.low)}, {in_figures(one.high)}]"
    click.echo(f"{styled(head, bold=True)}{limits}")
    click.echo(f"    {'formula':<8} {one.formula} ({one.source})")
    if one.note:
        click.echo(f"    {'note':<8} {one.note}")


def _print_refused(refused: list[tuple[Target, Refusal]]) -> None:
    from pprkb.evidence.converted import name_of

    if refused:
        click.echo("Not converted:")
    for target, why in refused:
        instead = f" ({why.alternative})" if why.alternative else ""
        click.echo(f"    {name_of(target)}: {why.reason}{instead}")


def _record(
    source: str,
    value: str,
    made: list[Conversion],
    refused: list[tuple[Target, Refusal]],
    words: tuple[str, ...],
) -> dict[str, Any]:
    """Return what is printed as JSON."""
    from dataclasses import asdict

    from pprkb.evidence.converted import record

    return {
        "metric": source,
        "value": value,
        "conversions": [record(one) for one in made],
        "refused": [{"metric": target.value, **asdict(why)} for target, why in refused],
        "words": list(words),
    }
