"""`evidence`: the findings of the library that answer a question."""

from __future__ import annotations

import textwrap

import click

from pprkb.cli.options import as_json, with_knowledge_base, with_ranked_filters, with_style
from pprkb.cli.output import print_json
from pprkb.cli.terminal import styled
from pprkb.knowledge_base import KnowledgeBase
from pprkb.knowledge_base.effects import Finding
from pprkb.model.citation import Style
from pprkb.model.filters import Filters

_WIDTH = 88


@click.command()
@click.argument("words", nargs=-1, required=True)
@with_ranked_filters
@with_style
@as_json
@with_knowledge_base
def evidence(
    knowledge_base: KnowledgeBase,
    *,
    words: tuple[str, ...],
    filters: Filters,
    style: Style,
    as_json: bool,
) -> None:
    """Find recorded findings by words or a question, the best first.

    Each comes with its sentence, its source and the studies behind it. Null results and superseded
    findings are among them; nothing is counted or averaged.

    Example: pprkb evidence does empathy matter
    """
    effects = knowledge_base.find_evidence(" ".join(words), filters, style=style)
    if as_json:
        print_json(effects.records())
        return
    for hint in effects.hints:
        click.echo(hint, err=True)
    for number, finding in enumerate(effects.findings()):
        if number:
            click.echo()
        _print_finding(finding)
    if not effects.rows and not effects.hints:
        click.echo("no recorded finding holds these words; try `pprkb search`", err=True)


def _print_finding(finding: Finding) -> None:
    """Print a finding, with the other metrics in which its summary reports it."""
    remarks = f" ({finding.remarks})" if finding.remarks else ""
    click.echo(f"{styled(finding.text, bold=True)}{remarks}")
    for other in finding.also:
        click.echo(f"    the same finding: {other}")
    if finding.sentence:
        quoted = f"“{finding.sentence}”"
        click.echo(textwrap.fill(quoted, _WIDTH, initial_indent="    ", subsequent_indent="    "))
    click.echo(f"    {finding.source}")
    about = " · ".join(filter(None, (finding.key, finding.place, finding.whose)))
    click.echo(styled(f"    {about}", dim=True))
