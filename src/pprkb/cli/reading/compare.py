"""`compare`: works side by side."""

from __future__ import annotations

import click

import pprkb
from pprkb.cli.completion import complete_key
from pprkb.cli.options import (
    also_as_json,
    with_knowledge_base,
    with_output,
    with_page_setup,
    with_style,
)
from pprkb.cli.output import Output, publish, refuse_retracted, with_fail_on_retracted
from pprkb.model.citation import Style

FORMATS = ("text", "markdown", "html", "docx", "odt", "pdf", "csv", "json")


@click.command()
@click.argument("keys", nargs=-1, required=True, metavar="KEY...", shell_complete=complete_key)
@click.option("--title", default="", help="The document's title.")
@with_style
@with_output(FORMATS)
@with_page_setup
@with_fail_on_retracted
@also_as_json
@with_knowledge_base
def compare(
    knowledge_base: pprkb.KnowledgeBase,
    *,
    keys: tuple[str, ...],
    title: str,
    style: Style,
    output: Output,
    setup: pprkb.knowledge_base.publication.PageSetup,
    fail_on_retracted: bool,
) -> None:
    """Put works side by side: question, design, studies, participants, effect, implication.

    Word, OpenDocument, PDF and HTML lay it on one landscape page; nothing is pooled or ranked.
    """
    comparison = knowledge_base.compare(*keys, style=style, title=title)
    if fail_on_retracted:
        refuse_retracted(comparison.notices, "leave their keys out")
    publish(knowledge_base, comparison, output, setup)
