"""Counts or means of two groups, made into effect sizes by `convert`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict
from decimal import Decimal
from typing import Any

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
"""Two groups as they were counted: 20/100,12/100."""
MEASURED = "means"
"""Two groups as they were measured: 12.3/4.1/30,10.1/3.9/32."""


def refuse_with_groups(source: str, options: dict[str, object]) -> None:
    """Refuse options that do not go with counts or means of two groups.

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
                f'"{value}" are no counts of two groups: write events/people twice, 20/100,12/100'
            )
        first = list(shares(counts, float(level)))
    except ValueError as error:
        raise ConversionError(
            f"{value} is not converted: {error}", hint="look at the counts"
        ) from error
    _of_groups(
        value,
        targets or tuple(_OF_COUNTS),
        lambda metric: measure(counts, metric, float(level)),
        given="counts",
        first=first,
        level=level,
        every=_OF_COUNTS if every else (),
        as_json=as_json,
    )


_OF_COUNTS = (Metric.RD, Metric.RR, Metric.OR, Metric.NNT, Metric.R)
_OF_MEANS = (Metric.MD, Metric.D, Metric.G, Metric.R)


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
            f'"{value}" are no two groups: write mean/SD/people twice, 12.3/4.1/30,10.1/3.9/32'
        )
    _of_groups(
        value,
        targets or tuple(_OF_MEANS),
        lambda metric: difference(means, metric, float(level)),
        given="means",
        first=[],
        level=level,
        every=_OF_MEANS if every else (),
        as_json=as_json,
    )


def _of_groups(
    value: str,
    targets: Sequence[str],
    make: Callable[[Metric], Measure],
    *,
    given: str,
    first: list[Measure],
    level: Decimal,
    every: Sequence[Metric],
    as_json: bool,
) -> None:
    """Print what is made of two groups; what cannot be made is told after it."""
    made, refused = list(first), dict[str, list[str]]()
    for name in every or targets:
        try:
            if name not in set(Metric):
                raise ValueError(
                    "of counts OR, RR, RD, NNT and r are made"
                    if given == "counts"
                    else "of means MD, d, g and r are made"
                )
            made.append(make(Metric(name)))
        except ValueError as error:
            refused.setdefault(str(error), []).append(str(name))
    if as_json:
        record: dict[str, Any] = {given: value, "level": float(level)}
        record["measures"] = [asdict(one) for one in made]
        record["refused"] = [
            {"metric": name, "reason": reason}
            for reason, names in refused.items()
            for name in names
        ]
        print_json(record)
    else:
        for one in made:
            _print_measure(one, level)
    if refused:
        told = "; ".join(f"{', '.join(names)}: {reason}" for reason, names in refused.items())
        if every and len(made) > len(first):
            click.echo(f"Not converted: {told}", err=as_json)
            return
        raise ConversionError(
            f"{value} is not converted into {told}",
            hint=f"look at the {given} and the index asked for",
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
