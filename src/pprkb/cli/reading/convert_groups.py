"""Counts or means of two groups, converted to effect sizes by `convert`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal

import click

from pprkb.cli.output import print_json
from pprkb.cli.terminal import styled
from pprkb.evidence.convert.events import (
    Measure,
    difference,
    in_figures,
    measure,
    read_counts,
    read_means,
    shares,
)
from pprkb.model.effect import Metric
from pprkb.model.errors import ConversionError

COUNTED = "events"
"""Counts of two groups: 20/100,12/100."""
MEASURED = "means"
"""Means of two groups: 12.3/4.1/30,10.1/3.9/32."""


def refuse_with_groups(source: str, options: dict[str, object]) -> None:
    """Reject options that cannot be combined with counts or means of two groups.

    Raises:
        click.UsageError: Some are given.
    """
    given = [name for name, value in options.items() if value not in (None, False)]
    if given:
        hold = "counts" if source == COUNTED else "means"
        raise click.UsageError(
            f"{', '.join(given)} cannot go with {source}: {hold} come with the people of each"
            " group, from which intervals and rates are computed; METRICs, --level, --all and"
            " --json go with them"
        )


def of_counts(
    value: str, targets: tuple[str, ...], *, level: Decimal, every: bool, as_json: bool
) -> None:
    """Convert the counts of two groups."""
    try:
        counts = read_counts(value)
        if counts is None:
            raise click.UsageError(
                f'"{value}" are not counts of two groups: write events/people twice, 20/100,12/100'
            )
        first = list(shares(counts, float(level)))
    except ValueError as error:
        raise ConversionError(
            f"{value} is not converted: {error}", hint="look at the counts"
        ) from error
    groups = _Groups(
        given="counts",
        made_of="counts give OR, RR, RD, NNT and r",
        metrics=(Metric.RD, Metric.RR, Metric.OR, Metric.NNT, Metric.R),
        make=lambda metric: measure(counts, metric, float(level)),
        first=first,
    )
    _of_groups(value, targets, groups, level=level, every=every, as_json=as_json)


@dataclass(frozen=True, kw_only=True)
class _Groups:
    """Two groups, and the effect sizes that can be computed from them."""

    given: str
    """"counts" or "means"."""
    made_of: str
    """The message for any other metric."""
    metrics: Sequence[Metric]
    make: Callable[[Metric], Measure]
    first: Sequence[Measure] = ()
    """Results that are printed first, before the requested ones."""


def of_means(
    value: str, targets: tuple[str, ...], *, level: Decimal, every: bool, as_json: bool
) -> None:
    """Convert the means and standard deviations of two groups."""
    try:
        means = read_means(value)
    except ValueError as error:
        raise ConversionError(
            f"{value} is not converted: {error}", hint="look at the numbers"
        ) from error
    if means is None:
        raise click.UsageError(
            f'"{value}" are not two groups: write mean/SD/people twice, 12.3/4.1/30,10.1/3.9/32'
        )
    groups = _Groups(
        given="means",
        made_of="of means MD, d, g and r are made",
        metrics=(Metric.MD, Metric.D, Metric.G, Metric.R),
        make=lambda metric: difference(means, metric, float(level)),
    )
    _of_groups(value, targets, groups, level=level, every=every, as_json=as_json)


def _of_groups(
    value: str,
    targets: Sequence[str],
    groups: _Groups,
    *,
    level: Decimal,
    every: bool,
    as_json: bool,
) -> None:
    """Print the results for two groups, and then those that cannot be computed."""
    measures, refused = list(groups.first), dict[str, list[str]]()
    for name in targets if targets and not every else groups.metrics:
        try:
            if name not in set(Metric):
                raise ValueError(groups.made_of)
            measures.append(groups.make(Metric(name)))
        except ValueError as error:
            refused.setdefault(str(error), []).append(str(name))
    if as_json:
        record: dict[str, object] = {groups.given: value, "level": float(level)}
        record["measures"] = [asdict(one) for one in measures]
        record["refused"] = [
            {"metric": name, "reason": reason}
            for reason, names in refused.items()
            for name in names
        ]
        print_json(record)
    else:
        for one in measures:
            _print_measure(one, level)
    if refused:
        told = "; ".join(f"{', '.join(names)}: {reason}" for reason, names in refused.items())
        if every and len(measures) > len(groups.first):
            click.echo(f"Not converted: {told}", err=as_json)
            return
        raise ConversionError(
            f"{value} is not converted into {told}",
            hint=f"look at the {groups.given} and the metric asked for",
        )


def _print_measure(one: Measure, level: Decimal) -> None:
    head = f"{one.name} = {one.text or in_figures(one.estimate)}"
    limits = ""
    if one.low is not None and one.high is not None:
        percent = f"{level.normalize():f}%"
        limits = f", {percent} CI [{in_figures(one.low)}, {in_figures(one.high)}]"
    click.echo(f"{styled(head, bold=True)}{limits}")
    click.echo(f"    {'formula':<8} {one.formula} ({one.source})")
    if one.note:
        click.echo(f"    {'note':<8} {one.note}")
