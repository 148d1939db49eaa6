"""`effects`: the evidence table."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from pprkb.cli.layout import with_layout, written
from pprkb.cli.options import (
    Choice,
    refuse_idle_rate,
    with_control_rate,
    with_filters,
    with_knowledge_base,
    with_output,
    with_style,
)
from pprkb.cli.output import write_output
from pprkb.cli.retracted import LEAVE_OUT, refuse_retracted, with_fail_on_retracted

if TYPE_CHECKING:
    from pprkb.documents.evidence.document import Evidence
    from pprkb.documents.writers import Layout
    from pprkb.knowledge_base import KnowledgeBase
    from pprkb.query.filters import Filters

FORMATS = ("text", "markdown", "html", "docx", "odt", "pdf", "csv", "json", "svg")
METRICS = ("d", "g", "r", "z", "or", "rr", "rd", "nnt")
_OF_RATES = ("or", "rr", "rd", "nnt")
"""Into these some effects are converted at a control rate."""
_BINARY = frozenset({"docx", "odt", "pdf"})
LAYOUTS = ("summary-of-findings", "narrow")
_SUFFIXES = {
    ".txt": "text",
    ".md": "markdown",
    ".html": "html",
    ".htm": "html",
    ".docx": "docx",
    ".odt": "odt",
    ".pdf": "pdf",
    ".csv": "csv",
    ".json": "json",
    ".svg": "svg",
}


@click.command()
@with_filters
@click.option(
    "--as",
    "metric",
    type=Choice(METRICS),
    help="Show the effects in this metric as well, where they may be converted.",
)
@click.option(
    "--words", "in_words", is_flag=True, help="Tell the effects in a reader's words as well."
)
@with_control_rate
@click.option(
    "--layout",
    "arrangement",
    type=Choice(LAYOUTS),
    help="summary-of-findings: outcomes, effects per 1,000 people and certainty, on a landscape"
    " page. narrow: the drawing (svg) as wide as a telephone.",
)
@click.option("--title", default="", help="The table's title.")
@with_style
@with_output(FORMATS)
@with_layout
@click.option("--json", "as_json", is_flag=True, help="Print JSON; the same as --to json.")
@with_fail_on_retracted
@with_knowledge_base
def effects(
    knowledge_base: KnowledgeBase,
    *,
    filters: Filters,
    metric: str | None,
    in_words: bool,
    p0: float | None,
    arrangement: str | None,
    title: str,
    style: str,
    locale: str,
    output: Path | None,
    format_name: str | None,
    layout: Layout,
    as_json: bool,
    fail_on_retracted: bool,
) -> None:
    """List the effect sizes of articles, as reported, each with its source.

    They are never pooled, ranked or counted. HTML, Word and SVG draw them as a forest plot as well.
    """
    from pprkb.model.effect import Metric

    to = _format("json" if as_json else format_name, output)
    findings = arrangement == "summary-of-findings"
    refuse_idle_rate(p0, in_words=in_words or findings or metric in _OF_RATES)
    _refuse_layout(arrangement, to, metric=metric, in_words=in_words)
    if p0 is not None and not filters.keys:
        raise click.UsageError(
            "a control rate belongs to the outcome of one work: name it with --key, or write"
            " `control_rate` into the record"
        )
    evidence = knowledge_base.evidence(
        filters,
        style=style or "apa",
        locale=locale,
        title=title,
        convert_to=Metric(metric) if metric else None,
        in_words=in_words,
        control_rate=p0,
    )
    if fail_on_retracted:
        refuse_retracted(evidence.citations.notices, LEAVE_OUT)
    if not evidence.rows:
        click.echo("no effects in the articles that satisfy these filters", err=True)
    content = (
        _findings(evidence, to, layout)
        if findings
        else _written(evidence, to, layout, narrow=arrangement == "narrow")
    )
    write_output(knowledge_base, content, output, binary=to in _BINARY)


def _refuse_layout(arrangement: str | None, to: str, *, metric: str | None, in_words: bool) -> None:
    """Refuse a layout with what it does not go with.

    Raises:
        click.UsageError: It says what to leave out or to change.
    """
    if arrangement == "narrow" and to != "svg":
        raise click.UsageError(
            "--layout narrow is for svg; HTML holds the narrow drawing beside the wide one"
        )
    if arrangement != "summary-of-findings":
        return
    if to in ("json", "svg"):
        raise click.UsageError(f"a summary of findings is a table, and {to} holds none")
    if metric or in_words:
        raise click.UsageError(
            "a summary of findings shows effects as reported: leave out --as and --words"
        )


def _format(name: str | None, output: Path | None) -> str:
    if name is not None:
        return name
    if output is None or str(output) == "-":
        return "text"
    try:
        return _SUFFIXES[output.suffix.casefold()]
    except KeyError:
        known = ", ".join(_SUFFIXES)
        raise click.UsageError(
            f"no format is known for {output.name!r}; known endings are {known}"
        ) from None


def _findings(evidence: Evidence, to: str, layout: Layout) -> bytes:
    from pprkb.documents.evidence.summary_of_findings import findings_csv, summary_of_findings
    from pprkb.documents.writers import Format

    if to == "csv":
        return findings_csv(evidence)
    return written(summary_of_findings(evidence), Format(to), layout)


def _written(evidence: Evidence, to: str, layout: Layout, *, narrow: bool) -> bytes:
    from pprkb.documents.evidence.document import evidence_document
    from pprkb.documents.evidence.plot import forest_plots
    from pprkb.documents.evidence.records import evidence_csv, evidence_json
    from pprkb.documents.evidence.table import narrative
    from pprkb.documents.writers import Format
    from pprkb.documents.writers.html import drawing_as_svg
    from pprkb.model.errors import OutputError

    if to == "csv":
        return evidence_csv(evidence)
    if to == "json":
        return evidence_json(evidence)
    if to != "svg":
        return written(evidence_document(evidence), Format(to), layout)
    plots = forest_plots(
        evidence.rows,
        narrative(evidence.citations),
        title=evidence.title,
        convert_to=evidence.convert_to,
        narrow=narrow,
    )
    if len(plots) != 1:
        families = ", ".join(family.value for family in plots) or "none"
        raise OutputError(
            f"one drawing holds one family of metrics; here are: {families}",
            hint="choose articles with --key or --topic, or write HTML, which holds them all",
        )
    return drawing_as_svg(next(iter(plots.values()))).encode()
