"""`convert`: one effect size in another index, with what that takes for granted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from pprkb.cli.options import as_json
from pprkb.cli.output import print_json
from pprkb.evidence.question import Design, Equivalent, Method
from pprkb.model.effect import Interval, Metric
from pprkb.model.errors import ConversionError

if TYPE_CHECKING:
    from pprkb.evidence.converted import Conversion
    from pprkb.evidence.question import Target
    from pprkb.evidence.refusals import Refusal

UNNAMED = "es"
"""An "effect size" whose index the text does not name."""
TARGETS = (
    *(Metric.D, Metric.G, Metric.R, Metric.Z, Metric.OR, Metric.RR, Metric.RD, Metric.NNT),
    *(Metric.ETA2, Metric.F, Metric.R2, *Equivalent),
)
"""What can be made, in the order in which `--all` prints it."""


def _rate(_ctx: click.Context, _option: click.Parameter, written: str | None) -> float | None:
    """Read a control rate: 20% or .2; a bare 20 could be either."""
    if written is None:
        return None
    from pprkb.evidence.rounding import printed_share

    share = printed_share(written)
    if share is None or not 0 < share < 1:
        raise click.BadParameter(f'"{written}" is no rate: write 20% or .2')
    return float(share)


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


# Options that are not known are passed on as words, so that "-.24" is a value.
@click.command(
    context_settings={"ignore_unknown_options": True},
)
@click.argument(
    "source",
    metavar="METRIC",
    type=click.Choice([*(one.value for one in Metric), UNNAMED], case_sensitive=False),
)
@click.argument("value", metavar="VALUE")
@click.argument(
    "targets",
    nargs=-1,
    metavar="[METRIC]...",
    type=click.Choice([one.value for one in (*Metric, *Equivalent)], case_sensitive=False),
)
@click.option("--all", "every", is_flag=True, help="Everything that can be made of it.")
@click.option("--words", is_flag=True, help="Tell it in a reader's words, with named benchmarks.")
@click.option("--n1", type=click.IntRange(1), metavar="N", help="People in the first group.")
@click.option("--n2", type=click.IntRange(1), metavar="N", help="People in the second group.")
@click.option(
    "--n", "total", type=click.IntRange(2), metavar="N", help="People in both groups of equal size."
)
@click.option(
    "--control-rate",
    "--p0",
    "p0",
    callback=_rate,
    metavar="RATE",
    help="Share of people with the event without the treatment: 20% or .2.",
)
@click.option(
    "--ci", "interval", nargs=2, callback=_limits, metavar="LOW HIGH", help="Reported interval."
)
@click.option(
    "--method",
    type=click.Choice([one.value for one in Method]),
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
    method: str | None,
    design: str | None,
    not_significant: bool,
    as_json: bool,
) -> None:
    """Convert VALUE, as it is printed, from one METRIC into another: `pprkb convert d .57 r`.

    Printed are the formula, its source and what it takes for granted, and between which numbers the
    result lies, since VALUE was rounded. What must not be converted is refused, with the reason.

    Besides the metrics of the text files a result can be u3, cles, overlap, u1, besd or cl-r.
    """
    from pprkb.evidence.conversions import convert as converted
    from pprkb.evidence.converted import Conversion
    from pprkb.evidence.rounding import printed_share

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
        result = converted(value, metric, target, method=way, **sizes, **known)
        if isinstance(result, Conversion):
            made.append(result)
        else:
            refused.append((target, result))
    sentences = _words(value, metric, known) if words else ()
    if as_json:
        print_json(_record(source, value, made, refused, sentences))
    else:
        for result in made:
            _print(result)
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


def _words(value: str, metric: Metric | None, known: dict[str, Any]) -> tuple[str, ...]:
    from pprkb.evidence.benchmarks import labels
    from pprkb.evidence.equivalents import in_plain_words
    from pprkb.evidence.refusals import Refusal

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
        rows.append(("CI", f"[{limits.low_text}, {limits.high_text}]"))
    rows += [("formula", result.formula), ("source", result.source)]
    rows += [("assumes", words) for words in result.assumptions]
    rows += [("note", words) for words in result.warnings]
    head = f"{name_of(question.target)} ≈ {result.text}"
    click.echo(f"{click.style(head, bold=True)}    from {name_of(question.source)} = {given}")
    for name, text in rows:
        click.echo(f"    {name:<8} {text}")


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
