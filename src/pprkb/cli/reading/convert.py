"""`convert`: one effect size in another metric, with the assumptions made."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, replace
from decimal import Decimal

import click

from pprkb.cli.options import MOST, Choice, Number, as_json, grouped, with_control_rate
from pprkb.cli.output import on_the_command_line, print_json
from pprkb.cli.reading.convert_groups import (
    COUNTED,
    MEASURED,
    of_counts,
    of_means,
    refuse_with_groups,
)
from pprkb.cli.terminal import styled
from pprkb.evidence.benchmarks import labels
from pprkb.evidence.convert.answers import Conversion, Refusal, as_given, name_of, record
from pprkb.evidence.convert.conversions import convert as converted
from pprkb.evidence.convert.events import in_figures
from pprkb.evidence.convert.precision import computed_interval, precision
from pprkb.evidence.convert.question import (
    Design,
    Equivalent,
    Known,
    Method,
    Source,
    Statistic,
    Target,
)
from pprkb.evidence.equivalents import in_plain_words
from pprkb.evidence.rounding import printed_share, rounding_interval
from pprkb.model.effect import Better, Interval, Metric, printed_number
from pprkb.model.errors import ConversionError
from pprkb.text.number import whole_number

UNNAMED = "es"
"""An "effect size" of an unnamed metric."""
SOURCES: dict[str, Source] = {
    one.value: one for one in (*Metric, *Statistic, Equivalent.CLES, Equivalent.U3)
}
TARGETS = (
    *(Metric.D, Metric.G, Metric.R, Metric.Z, Metric.OR, Metric.RR, Metric.RD, Metric.NNT),
    *(Metric.ETA2, Metric.F, Metric.R2, *Equivalent),
)
"""The possible results, in the order of `--all`."""


class _WithInterval(click.Command):
    """A command whose --ci takes its limits as one argument or two."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Join the two limits after --ci."""
        for place, word in enumerate(args[:-2]):
            if word == "--ci" and None not in map(printed_share, args[place + 1 : place + 3]):
                both = f"{args[place + 1]},{args[place + 2]}"
                args = [*args[: place + 1], both, *args[place + 3 :]]
                break
        return super().parse_args(ctx, args)


_BETWEEN_LIMITS = re.compile(r"\s*(?:[,;]|\bto\b|–)\s*|\s+")


def _limits(_ctx: click.Context, _option: click.Parameter, written: str | None) -> Interval | None:
    if written is None:
        return None
    ends = _BETWEEN_LIMITS.split(written.strip().strip("[]()").strip())
    numbers = [printed_share(end) for end in ends]
    if len(numbers) != 2 or numbers[0] is None or numbers[1] is None:
        raise click.BadParameter(
            f'"{written}" is not an interval: write its two limits, --ci "0.2,0.8"'
        )
    return Interval(low=numbers[0], high=numbers[1])


def _level_of(_ctx: click.Context, _option: click.Parameter, written: str | None) -> Decimal | None:
    if written is None:
        return None
    level = printed_number(written.strip().removesuffix("%").strip())
    if level is None or not 50 <= level < 100:
        raise click.BadParameter(f'"{written}" is not the level of an interval: write 95 or 90')
    return level


def _error_of(_ctx: click.Context, _option: click.Parameter, written: str | None) -> Decimal | None:
    if written is None:
        return None
    error = printed_share(written)
    if error is None or error <= 0:
        raise click.BadParameter(f'"{written}" is not a standard error: write a number above 0')
    return error


@dataclass(frozen=True, kw_only=True)
class _Given:
    """What the options state about the value."""

    n1: int | None
    n2: int | None
    total: int | None
    df: int | None
    p0: float | None
    interval: Interval | None
    level: Decimal | None
    se: Decimal | None
    method: str | None
    design: str | None
    benefit: bool | None
    better: str | None
    not_significant: bool

    @property
    def by_name(self) -> dict[str, object]:
        """The options that counts or means of groups make superfluous, by name."""
        return {
            "--n1": self.n1,
            "--n2": self.n2,
            "--n": self.total,
            "--df": self.df,
            "--benefit, --harm": self.benefit,
            "--better": self.better,
            "--control-rate": self.p0,
            "--ci": self.interval,
            "--se": self.se,
            "--method": self.method,
            "--between, --association and --within": self.design,
            "--not-significant": self.not_significant,
        }

    def of_one_number(self) -> Known:
        """Return what is known about a number.

        Raises:
            click.UsageError: Options contradict each other.
        """
        interval = self.interval
        if self.level is not None:
            if interval is None and self.se is None and self.n1 is None and self.total is None:
                raise click.UsageError(
                    "--level is that of an interval: give --ci, --se, --n1 and --n2"
                )
            interval = replace(interval, level=self.level) if interval else None
        half = None if self.total is None else self.total / 2
        return Known(
            n1=self.n1 if half is None else half,
            n2=self.n2 if half is None else half,
            df=self.df,
            p0=self.p0,
            interval=interval,
            se=self.se,
            level=self.level or Decimal(95),
            method=Method(self.method) if self.method else None,
            design=Design(self.design) if self.design else None,
            significant=False if self.not_significant else None,
            benefit=self.benefit,
            better=Better(self.better) if self.better else None,
        )

    def check_sizes(self) -> None:
        """Raise `click.UsageError` if the numbers of people contradict each other."""
        if self.total is not None and (self.n1 is not None or self.n2 is not None):
            raise click.UsageError("--n is for groups of equal size; else give --n1 and --n2")
        if (self.n1 is None) != (self.n2 is None):
            raise click.UsageError("give both --n1 and --n2")


_with_what_is_known = grouped(
    "given",
    _Given,
    click.option(
        "--n1",
        type=Number(click.IntRange(1, MOST)),
        metavar="N",
        help="People in the first group of one study.",
    ),
    click.option(
        "--n2",
        type=Number(click.IntRange(1, MOST)),
        metavar="N",
        help="People in the second group of one study.",
    ),
    click.option(
        "--n",
        "total",
        type=Number(click.IntRange(2, MOST)),
        metavar="N",
        help="People of one study, in groups of equal size.",
    ),
    click.option(
        "--df",
        type=Number(click.IntRange(1, MOST)),
        metavar="N",
        help="Degrees of freedom of t, or of the error of F.",
    ),
    with_control_rate,
    click.option(
        "--ci", "interval", callback=_limits, metavar="LOW,HIGH", help="The reported interval."
    ),
    click.option(
        "--level",
        callback=_level_of,
        metavar="PER CENT",
        help="Level of the interval. Default: 95, and the output says so.",
    ),
    click.option(
        "--se",
        callback=_error_of,
        metavar="SE",
        help="The reported standard error; of a ratio, that of its logarithm.",
    ),
    click.option(
        "--method",
        type=Choice([one.value for one in Method]),
        metavar="METHOD",
        help=f"How to convert, where there are several ways: {', '.join(Method)}.",
    ),
    click.option(
        "--between",
        "design",
        flag_value="groups",
        help="The effect compares groups of different people.",
    ),
    click.option(
        "--association",
        "design",
        flag_value="association",
        help="The effect relates two variables.",
    ),
    click.option(
        "--within",
        "design",
        flag_value="within",
        help="The effect is a change from before to after.",
    ),
    click.option(
        "--benefit/--harm",
        default=None,
        help="Whether the event is a benefit or a harm: a number needed to treat has no sign.",
    ),
    click.option(
        "--better",
        type=Choice([one.value for one in Better]),
        metavar="higher|lower",
        help="Whether more of the event or score is wanted (response) or less (relapse).",
    ),
    click.option(
        "--not-significant", is_flag=True, help="The authors call the effect not significant."
    ),
)


# Unknown options are passed on as arguments, so that "-.24" is a value.
@click.command(
    cls=_WithInterval,
    context_settings={"ignore_unknown_options": True},
)
@click.argument(
    "source",
    metavar="METRIC",
    type=Choice([*SOURCES, UNNAMED, COUNTED, MEASURED], case_sensitive=False),
)
@click.argument("value", metavar="VALUE")
@click.argument(
    "targets",
    nargs=-1,
    metavar="[METRIC]...",
    type=Choice([one.value for one in (*Metric, *Equivalent)], case_sensitive=False),
)
@click.option(
    "--all", "every", is_flag=True, help="Convert it into everything that it can be converted into."
)
@click.option("--words", is_flag=True, help="Explain it in plain words, with named benchmarks.")
@_with_what_is_known
@as_json
def convert(
    *,
    source: str,
    value: str,
    targets: tuple[str, ...],
    every: bool,
    words: bool,
    given: _Given,
    as_json: bool,
) -> None:
    """Convert VALUE, as printed, from one METRIC to another: `pprkb convert d .57 r`.

    This prints the formula, its source and assumptions, and the range of the result, given that
    VALUE was rounded. Unsound conversions are refused, with the reason.

    METRIC is a metric of the text files, such as d, r or nnt. The result can also be u3, cles,
    overlap, u1, besd or cl-r.

    \b
    Other values that papers print:
      t of two groups          convert t 2.31 d g --n1 30 --n2 28
      F(1, df)                 convert f-test 5.34 d eta2-partial --df 56
      χ²(1)                    convert chi2 4.5 r --n 120
      a log odds ratio         convert log-or 0.62 or d --se 0.21
      Cohen's f²               convert f2 .15 r2
      CLES or U3               convert cles 66% d
      means (mean/SD/people)   convert means 12.3/4.1/30,10.1/3.9/32 d g
      counts (events/people)   convert events 20/100,12/100 rd or
      an interval of 90%       convert d .50 r --ci "0.2,0.8" --level 90
      NNT of an unwanted event convert nnt 5 or --p0 50% --benefit --better lower
    A test can be given as printed: convert t "t(56) = 2.31" d
    """  # noqa: D301 - click keeps the lines after this mark
    value, given = _as_printed(source, value, given)
    if source in (COUNTED, MEASURED):
        refuse_with_groups(source, {"--words": words, **given.by_name})
        of_groups = of_counts if source == COUNTED else of_means
        of_groups(value, targets, level=given.level or Decimal(95), every=every, as_json=as_json)
        return
    if not (targets or every or words):
        raise click.UsageError("name a METRIC to convert into, or use --all or --words")
    given.check_sizes()
    if printed_share(value) is None:
        raise click.UsageError(f'"{value}" is not a printed number like .57; use a decimal point')
    metric = None if source == UNNAMED else SOURCES[source]
    known = given.of_one_number()
    wanted = _wanted(metric, targets, every=every)
    results = [(target, converted(value, metric, target, known)) for target in wanted]
    conversions = [one for _, one in results if isinstance(one, Conversion)]
    refused = [(target, one) for target, one in results if isinstance(one, Refusal)]
    sentences = _words(value, metric, known) if words else ()
    if as_json:
        print_json(_record(source, value, conversions, refused, sentences))
    else:
        _print_all(value, metric, known, conversions)
        for sentence in sentences:
            click.echo(sentence)
        if every and conversions:
            _print_refused(refused)
    if refused and not (every and conversions):
        raise _error(f"{source} {value}", refused, every=every)


def _wanted(metric: Source | None, targets: tuple[str, ...], *, every: bool) -> list[Target]:
    if every:
        tested = metric in (Statistic.T, Statistic.F_TEST)
        all_of_it = (*TARGETS, Metric.ETA2_PARTIAL) if tested else TARGETS
        return [target for target in all_of_it if target != metric]
    names: dict[str, Target] = {one.value: one for one in (*Metric, *Equivalent)}
    return [names[name] for name in targets]


_AS_PRINTED = {
    Statistic.T.value: re.compile(r"t\s*\((?P<df>\d{1,9})\)\s*=\s*(?P<value>\S+)"),
    Statistic.F_TEST.value: re.compile(
        r"F\s*\(1,\s*(?P<df>\d{1,9})\)\s*=\s*(?P<value>\S+)", re.IGNORECASE
    ),
    Statistic.CHI2.value: re.compile(
        r"(?:χ²|χ2|chi2)\s*\(1,\s*N\s*=\s*(?P<n>\d[\d,]{0,12})\)\s*=\s*(?P<value>\S+)",
        re.IGNORECASE,
    ),
}
"""Tests as papers print them (APA Publication Manual, section 6.43)."""


def _as_printed(source: str, value: str, given: _Given) -> tuple[str, _Given]:
    """Return the number of a printed test, and its degrees of freedom or sample size."""
    found = _AS_PRINTED[source].fullmatch(value.strip()) if source in _AS_PRINTED else None
    if found is None:
        return value, given
    if source == Statistic.CHI2:
        people = given.total or whole_number(found["n"].replace(",", ""))
        return found["value"], replace(given, total=people)
    return found["value"], replace(given, df=given.df or whole_number(found["df"]))


def _unused(conversions: list[Conversion], known: Known) -> list[str]:
    """Print which of the given options had no influence on the results."""
    events = known.better if known.benefit is None else known.benefit
    options: dict[str, tuple[str, object]] = {
        "rate": ("--control-rate", known.p0),
        "events": ("--benefit, --harm, --better", events),
    }
    said = []
    for use, (option, value) in options.items():
        without = [conversion for conversion in conversions if use not in conversion.uses]
        if value is not None and without:
            names = ", ".join(name_of(conversion.question.target) for conversion in without)
            said.append(f"Not used: {option} has no part in {names}.")
    return said


def _error(given: str, refused: list[tuple[Target, Refusal]], *, every: bool) -> ConversionError:
    """Return one message for all refusals, with each reason once."""
    targets: dict[str, list[str]] = {}
    for target, why in refused:
        targets.setdefault(why.reason, []).append(name_of(target))
    whole = every and len(targets) == 1
    told = "; ".join(
        f"{given} is not converted into {'anything' if whole else ', '.join(names)}: {reason}"
        for reason, names in targets.items()
    )
    hints = dict.fromkeys(why.alternative for _, why in refused if why.alternative)
    return ConversionError(told, hint="; ".join(map(on_the_command_line, hints)))


def _words(value: str, metric: Source | None, known: Known) -> tuple[str, ...]:
    if metric is not None and not isinstance(metric, Metric):
        raise click.UsageError("--words needs an effect size: convert to d, r or `or` first")
    number = printed_share(value)
    interval = known.interval
    if interval is None and metric is not None and number is not None:
        try:
            made = computed_interval(
                number, metric, se=known.se, n1=known.n1, n2=known.n2, level=known.level
            )
        except ValueError as error:
            raise ConversionError(
                f"it cannot be put into words: {error}", hint="look at the numbers"
            ) from error
        interval = made.interval if made else None
    # The description depends only on the effect: sizes and methods do not change it.
    told = replace(known, interval=interval, se=None, n1=None, n2=None, df=None, method=None)
    sentences = in_plain_words(value, metric, told)
    if isinstance(sentences, Refusal):
        raise ConversionError(
            f"it cannot be put into words: {sentences.reason}", hint=sentences.alternative
        )
    named = "; ".join(str(label) for label in labels(value, metric, known.design))
    return (*sentences, f"It is called {named}.") if named else sentences


def _print_all(
    value: str, metric: Source | None, known: Known, conversions: list[Conversion]
) -> None:
    for result in conversions:
        _print(result)
    if conversions and isinstance(metric, Metric) and known.interval:
        _print_precision(value, metric, known.interval)
    for line in _unused(conversions, known):
        click.echo(line)


def _print(result: Conversion) -> None:
    question = result.question
    given = as_given(question.source, question.value)
    low, high = (as_given(question.source, end) for end in rounding_interval(question.value))
    spread = f"{result.low_text} to {result.high_text}"
    rows = [("range", f"{spread}, since {given} stands for {low} to {high}")]
    if limits := result.interval:
        level = f"{limits.level.normalize():f}% " if limits.level else ""
        made = f" not reported, computed of one study: {limits.computed}" if limits.computed else ""
        assumed = "" if limits.level else " its level is not given (--level); 95% is assumed"
        rows.append(("CI", f"{level}[{limits.low_text}, {limits.high_text}]{made}{assumed}"))
    rows += [("formula", result.formula), ("source", result.source)]
    rows += [("assumes", words) for words in result.assumptions]
    rows += [("note", words) for words in result.warnings]
    head = f"{name_of(question.target)} ≈ {result.told}"
    click.echo(f"{styled(head, bold=True)}    from {name_of(question.source)} = {given}")
    for name, text in rows:
        click.echo(f"    {name:<8} {text}")


def _print_precision(value: str, metric: Metric, interval: Interval) -> None:
    """Print the standard error and p value implied by the reported interval."""
    number = printed_share(value)
    said = precision(number, metric, interval) if number is not None else None
    if said is None:
        return
    of = " of ln" if said.of_logarithm else " of Fisher's z" if metric is Metric.R else ""
    p = "< .001" if said.p < 0.001 else f"= {said.p:.3f}".replace("0.", ".", 1)
    level = f", at {interval.level.normalize():f}%" if interval.level else ", taken as 95%"
    click.echo(f"The interval implies{level}:")
    click.echo(f"    SE{of} = {in_figures(said.error)}    (metafor, conv.wald)")
    click.echo(f"    p {p}    (Altman & Bland, 2011)")


def _print_refused(refused: list[tuple[Target, Refusal]]) -> None:
    if refused:
        click.echo("Not converted:")
    for target, why in refused:
        instead = f" ({on_the_command_line(why.alternative)})" if why.alternative else ""
        click.echo(f"    {name_of(target)}: {why.reason}{instead}")


def _record(
    source: str,
    value: str,
    conversions: list[Conversion],
    refused: list[tuple[Target, Refusal]],
    words: tuple[str, ...],
) -> dict[str, object]:
    """Return the output as JSON."""
    return {
        "metric": source,
        "value": value,
        "conversions": [record(conversion) for conversion in conversions],
        "refused": [{"metric": target.value, **asdict(why)} for target, why in refused],
        "words": list(words),
    }
