"""`effects` and `evidence`: the evidence table, and findings by question."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass

import click

import pprkb
from pprkb.cli.options import (
    Choice,
    also_as_json,
    as_json,
    grouped,
    refuse_idle_rate,
    with_control_rate,
    with_filters,
    with_knowledge_base,
    with_output,
    with_ranked_filters,
    with_style,
)
from pprkb.cli.output import (
    LEAVE_OUT,
    Output,
    print_json,
    publish,
    refuse_retracted,
    with_fail_on_retracted,
)
from pprkb.cli.terminal import styled
from pprkb.model.citation import Style
from pprkb.model.filters import Filters

FORMATS = ("text", "markdown", "html", "docx", "odt", "rtf", "pdf", "csv", "json", "svg")
METRICS = ("d", "g", "r", "z", "or", "rr", "rd", "nnt")
_OF_RATES = ("or", "rr", "rd", "nnt")
"""Metrics to which some effects are converted with a control rate."""
ARRANGEMENTS = ("summary-of-findings", "narrow")


@dataclass(frozen=True, kw_only=True)
class _Shown:
    """How the effects are presented."""

    metric: str | None
    in_words: bool
    p0: float | None
    arrangement: str | None

    def check(self, filters: Filters, to: str) -> None:
        """Reject options that contradict each other or the format.

        Raises:
            click.UsageError: The message says what to leave out or to change.
        """
        findings = self.arrangement == "summary-of-findings"
        converted = self.metric in _OF_RATES
        refuse_idle_rate(self.p0, in_words=self.in_words or findings or converted)
        if self.arrangement == "narrow" and to != "svg":
            raise click.UsageError(
                "--layout narrow is for svg; HTML holds the narrow drawing beside the wide one"
            )
        if findings and to in ("json", "svg"):
            raise click.UsageError(f"a summary of findings is a table, and {to} holds none")
        if findings and (self.metric or self.in_words):
            raise click.UsageError(
                "a summary of findings shows effects as reported: leave out --as and --words"
            )
        if self.p0 is not None and not filters.keys:
            raise click.UsageError(
                "a control rate belongs to the outcome of one work: name it with --key, or write"
                " `control_rate` into the record"
            )


_with_what_is_shown = grouped(
    "shown",
    _Shown,
    click.option(
        "--as",
        "metric",
        type=Choice(METRICS),
        help="Also convert the effects to this metric, where that is sound.",
    ),
    click.option(
        "--words", "in_words", is_flag=True, help="Explain the effects in plain words as well."
    ),
    with_control_rate,
    click.option(
        "--layout",
        "arrangement",
        type=Choice(ARRANGEMENTS),
        help="summary-of-findings: outcomes, effects per 1,000 people and certainty, on a landscape"
        " page. narrow: the drawing (svg) as narrow as a phone screen.",
    ),
)


@click.command()
@with_filters
@_with_what_is_shown
@click.option("--title", default="", help="The table's title.")
@with_style
@with_output(FORMATS)
@with_fail_on_retracted
@also_as_json
@with_knowledge_base
def effects(
    knowledge_base: pprkb.KnowledgeBase,
    *,
    filters: Filters,
    shown: _Shown,
    title: str,
    style: Style,
    output: Output,
    fail_on_retracted: bool,
) -> None:
    """List the effect sizes of articles as reported, each with its source.

    They are never pooled, ranked or counted. HTML, Word, OpenDocument, PDF and SVG include forest
    plots.
    """
    shown.check(filters, output.format_for(pprkb.knowledge_base.effects.Effects).value)
    chosen = knowledge_base.effects(
        filters,
        convert_to=shown.metric,
        in_words=shown.in_words,
        control_rate=shown.p0,
        style=style,
        title=title,
    )
    if fail_on_retracted:
        refuse_retracted(chosen.notices, LEAVE_OUT)
    if not chosen.rows:
        click.echo("no effects in the articles that match these filters", err=True)
    if shown.arrangement:
        chosen = chosen.arranged(shown.arrangement)
    publish(knowledge_base, chosen, output)


# -- evidence ------------------------------------------------------------------------------------

_WIDTH = 88


@click.command()
@click.argument("words", nargs=-1, required=True)
@with_ranked_filters
@with_style
@as_json
@with_knowledge_base
def evidence(
    knowledge_base: pprkb.KnowledgeBase,
    *,
    words: tuple[str, ...],
    filters: Filters,
    style: Style,
    as_json: bool,
) -> None:
    """Find recorded findings by words or a question, best first.

    Each comes with its sentence, its source and the number of studies. Null results and superseded
    findings are included; nothing is counted or averaged.

    Example: pprkb evidence does empathy matter
    """
    question = " ".join(words)
    effects = knowledge_base.find_evidence(question, filters, style=style)
    if as_json:
        print_json(effects.records())
        return
    for hint in effects.hints:
        click.echo(hint, err=True)
    for word in pprkb.knowledge_base.effects.unanswered(question, effects):
        click.echo(f'none of these findings holds "{word}"', err=True)
    for number, finding in enumerate(effects.findings()):
        if number:
            click.echo()
        _print_finding(finding)
    if not effects.rows and not effects.hints:
        click.echo("no recorded finding contains these words; try `pprkb search`", err=True)


def _print_finding(finding: pprkb.knowledge_base.effects.Finding) -> None:
    """Print a finding, with the other metrics in which its summary reports it."""
    remarks = f" ({finding.remarks})" if finding.remarks else ""
    click.echo(f"{styled(finding.text, bold=True)}{remarks}")
    for other in finding.again:
        click.echo(f"    {other}")
    if finding.sentence:
        quoted = f"“{finding.sentence}”"
        click.echo(textwrap.fill(quoted, _WIDTH, initial_indent="    ", subsequent_indent="    "))
    click.echo(f"    {finding.source}")
    about = " · ".join(filter(None, (finding.key, finding.place, finding.whose)))
    click.echo(styled(f"    {about}", dim=True))
