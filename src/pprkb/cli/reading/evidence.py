"""`evidence`: the findings of the library that answer a question."""

from __future__ import annotations

import textwrap
from itertools import groupby
from typing import TYPE_CHECKING

import click

from pprkb.cli.options import as_json, with_filters, with_knowledge_base, with_style
from pprkb.cli.output import print_json
from pprkb.cli.terminal import styled

if TYPE_CHECKING:
    from pprkb.documents.evidence.document import Evidence
    from pprkb.documents.evidence.table import CiteWork, EvidenceRow
    from pprkb.knowledge_base import KnowledgeBase
    from pprkb.query.filters import Filters

_WIDTH = 88


@click.command()
@click.argument("words", nargs=-1, required=True)
@with_filters
@with_style
@as_json
@with_knowledge_base
def evidence(
    knowledge_base: KnowledgeBase,
    *,
    words: tuple[str, ...],
    filters: Filters,
    style: str,
    locale: str,
    as_json: bool,
) -> None:
    """Find recorded findings by words or a question, the best first.

    Each comes with its sentence, its source and what it rests on: does empathy matter. Null results
    and superseded findings are among them; nothing is counted or averaged.
    """
    from pprkb.knowledge_base.answers import answers

    found, hints = answers(
        knowledge_base, " ".join(words), filters, style=style or "apa", locale=locale
    )
    if as_json:
        from pprkb.documents.evidence.records import evidence_objects

        print_json(evidence_objects(found))
        return
    for hint in hints:
        click.echo(hint, err=True)
    _print_rows(found)
    if not found.rows and not hints:
        click.echo("no recorded finding holds these words; try `pprkb search`", err=True)


def _print_rows(found: Evidence) -> None:
    from pprkb.documents.evidence.table import narrative

    cite = narrative(found.citations)
    told = groupby(found.rows, key=lambda row: (row.finding, row.summary.id))
    for number, (_, rows) in enumerate(told):
        if number:
            click.echo()
        _print_finding(list(rows), cite)


def _print_finding(rows: list[EvidenceRow], cite: CiteWork) -> None:
    """Print a finding, with the other metrics in which its summary tells it."""
    from pprkb.documents.evidence.table import source_runs
    from pprkb.evidence.describe import finding, remarks, statistic

    row, *others = rows
    effect = row.effect
    line = "".join(run.text for run in finding(effect)).replace("\u00a0", " ")
    said = f" ({words})" if (words := remarks(effect)) else ""
    click.echo(f"{styled(line, bold=True)}{said}")
    for other in others:
        also = "".join(run.text for run in statistic(other.effect)).replace("\u00a0", " ")
        click.echo(f"    the same finding: {also} · {other.place}")
    if row.sentence:
        quoted = f"“{' '.join(row.sentence.split())}”"
        click.echo(textwrap.fill(quoted, _WIDTH, initial_indent="    ", subsequent_indent="    "))
    source = "".join(run.text for run in source_runs(row, cite))
    if effect.superseded_by:
        newer = "".join(run.text for run in cite(effect.superseded_by))
        source += f"; superseded by {newer} [{effect.superseded_by}]"
    click.echo(f"    {source}")
    whose = f" · {row.summary.origin.words}" if row.summary.origin else ""
    click.echo(styled(f"    {row.article.key} · {row.place}{whose}", dim=True))
