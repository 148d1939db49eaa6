"""`export`: references as documents for Word, the web and reference managers."""

from __future__ import annotations

import click

import pprkb
from pprkb.cli.options import (
    DEPTHS,
    Choice,
    also_as_json,
    with_filters,
    with_headings_and_page_setup,
    with_knowledge_base,
    with_output,
    with_style,
)
from pprkb.cli.output import LEAVE_OUT, Output, publish, refuse_retracted, with_fail_on_retracted
from pprkb.model.citation import Style
from pprkb.model.filters import Filters

FORMATS = (
    *("text", "markdown", "html", "html-fragment", "docx", "odt", "pdf", "latex", "imscc"),
    *("bibtex", "biblatex", "ris", "csl-json", "csv", "json"),
)


@click.command()
@with_filters
@click.option(
    "--group-by", type=Choice(["topic", "type", "year"]), help="Put articles under headings."
)
@click.option(
    "--depth",
    type=Choice(DEPTHS),
    help="How much of each article to write. Default: the reference in documents, the implications "
    "too in records. CSV and JSON carry all at every depth.",
)
@click.option("--title", default="", help="The document's title.")
@with_style
@with_output(FORMATS)
@with_headings_and_page_setup
@with_fail_on_retracted
@also_as_json
@with_knowledge_base
def export(
    knowledge_base: pprkb.KnowledgeBase,
    *,
    filters: Filters,
    group_by: str | None,
    depth: str | None,
    title: str,
    style: Style,
    output: Output,
    setup: pprkb.knowledge_base.publication.PageSetup,
    fail_on_retracted: bool,
) -> None:
    """Write the references that the filters choose, as a document or for another program."""
    publication = knowledge_base.export(
        filters, group_by=group_by, depth=depth, title=title, style=style
    )
    document = publication.composed(output.format_for(publication))
    if fail_on_retracted:
        refuse_retracted(document.notices, LEAVE_OUT)
    if not document.keys:
        click.echo("no article satisfies these filters", err=True)
    publish(knowledge_base, publication, output, setup)
