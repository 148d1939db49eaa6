"""`build`: from text files to database."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from pprkb.cli.options import with_knowledge_base
from pprkb.cli.output import many, print_json

if TYPE_CHECKING:
    from pprkb.knowledge_base import KnowledgeBase


@click.command()
@click.option("--full", is_flag=True, help="Make the database from scratch.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@with_knowledge_base
def build(knowledge_base: KnowledgeBase, *, full: bool, as_json: bool) -> None:
    """Bring the database up to date and say what changed.

    Other verbs do this by themselves when a file has changed.
    """
    knowledge_base.require_own()
    built, counts = knowledge_base.build(full=full)
    if as_json:
        print_json(
            {
                "database": str(knowledge_base.database),
                "added": built.added,
                "changed": built.changed,
                "removed": built.removed,
                **vars(counts),
            }
        )
        return
    for word, paths in (
        ("new", built.added),
        ("changed", built.changed),
        ("removed", built.removed),
    ):
        for path in paths:
            click.echo(f"{word:<8} {path}")
    if not (built.added or built.changed or built.removed):
        click.echo("nothing has changed")
    click.echo(
        f"{knowledge_base.database}: {many(counts.references, 'reference')}, "
        f"{many(counts.summaries, 'summary', 'summaries')}, "
        f"{many(counts.reading_lists, 'reading list')}"
    )
    if counts.errors or counts.warnings:
        found = f"{many(counts.errors, 'error')} and {many(counts.warnings, 'warning')}"
        click.echo(f"{found} met while reading; `pprkb check` looks at everything", err=True)
