"""`export`: references as documents for Word, the web and reference managers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from pprkb.cli.layout import with_layout, written
from pprkb.cli.options import (
    DEPTHS,
    Choice,
    with_filters,
    with_knowledge_base,
    with_output,
    with_style,
)
from pprkb.cli.output import write_output
from pprkb.cli.retracted import LEAVE_OUT, refuse_retracted, with_fail_on_retracted
from pprkb.model.errors import PprkbError

if TYPE_CHECKING:
    from pprkb.documents.document import Document
    from pprkb.documents.writers import Format, Layout
    from pprkb.knowledge_base import KnowledgeBase
    from pprkb.query.filters import Filters

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
    help="How much is told of each article; else the reference in documents, and the implications "
    "in records. CSV and JSON carry all at every depth.",
)
@click.option("--title", default="", help="The document's title.")
@with_style
@with_output(FORMATS)
@with_layout
@click.option("--json", "as_json", is_flag=True, help="Print JSON; the same as --to json.")
@with_fail_on_retracted
@with_knowledge_base
def export(
    knowledge_base: KnowledgeBase,
    *,
    filters: Filters,
    group_by: str | None,
    depth: str | None,
    title: str,
    style: str,
    locale: str,
    output: Path | None,
    format_name: str | None,
    layout: Layout,
    as_json: bool,
    fail_on_retracted: bool,
) -> None:
    """Write the references that the filters choose, as a document or for another program."""
    from pprkb.documents.outline import GroupBy
    from pprkb.documents.writers import RECORDS
    from pprkb.model.reading_list import Depth

    to = format_asked("json" if as_json else format_name, output)
    records = to in RECORDS
    document = knowledge_base.export(
        filters,
        group_by=GroupBy(group_by) if group_by else None,
        depth=Depth(depth) if depth else (Depth.IMPLICATIONS if records else Depth.REFERENCE),
        title=title,
        style=style or "apa",
        locale=locale,
        prose=not records,
    )
    if fail_on_retracted:
        refuse_retracted(document.notices, LEAVE_OUT)
    if not document.articles:
        click.echo("no article satisfies these filters", err=True)
    write_document(knowledge_base, document, to, output, layout)


def format_asked(name: str | None, output: Path | None) -> Format:
    """Return the format that is asked for, by name or by the file's extension.

    Raises:
        click.UsageError: The extension says no format.
    """
    from pprkb.documents.writers import Format, format_of

    if name is not None:
        return Format(name)
    if output is None or str(output) == "-":
        return Format.TEXT
    try:
        return format_of(output.name)
    except PprkbError as error:
        raise click.UsageError(f"{error.message}; or add --to FORMAT") from error


def write_document(
    knowledge_base: KnowledgeBase,
    document: Document,
    to: Format,
    output: Path | None,
    layout: Layout,
) -> None:
    """Write a document to a file or the terminal, telling what takes its time."""
    from pprkb.documents.writers import BINARY

    knowledge_base.progress(f"writing {to.value}")
    content = written(document, to, layout)
    knowledge_base.progress("")
    write_output(knowledge_base, content, output, binary=to in BINARY)
