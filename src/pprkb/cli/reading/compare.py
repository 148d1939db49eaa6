"""`compare`: works side by side."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from pprkb.cli.completion import complete_key
from pprkb.cli.layout import with_layout, written
from pprkb.cli.options import with_knowledge_base, with_output, with_style
from pprkb.cli.output import write_output
from pprkb.cli.retracted import refuse_retracted, with_fail_on_retracted

if TYPE_CHECKING:
    from pprkb.documents.writers import Layout
    from pprkb.knowledge_base import KnowledgeBase

FORMATS = ("text", "markdown", "html", "docx", "odt", "pdf", "csv", "json")


@click.command()
@click.argument("keys", nargs=-1, required=True, metavar="KEY...", shell_complete=complete_key)
@click.option("--title", default="", help="The document's title.")
@with_style
@with_output(FORMATS)
@with_layout
@click.option("--json", "as_json", is_flag=True, help="Print JSON; the same as --to json.")
@with_fail_on_retracted
@with_knowledge_base
def compare(
    knowledge_base: KnowledgeBase,
    *,
    keys: tuple[str, ...],
    title: str,
    style: str,
    locale: str,
    output: Path | None,
    format_name: str | None,
    layout: Layout,
    as_json: bool,
    fail_on_retracted: bool,
) -> None:
    """Put works side by side: question, design, studies, participants, effect, implication.

    Word, OpenDocument, PDF and HTML lay it on one landscape page; nothing is pooled or ranked.
    """
    from pprkb.documents.comparison import comparison_csv, comparison_document, comparison_json
    from pprkb.documents.writers import BINARY, Format, format_of
    from pprkb.knowledge_base.comparing import compare as compared
    from pprkb.model.errors import PprkbError

    to = Format.JSON if as_json else Format(format_name or "text")
    if not (as_json or format_name) and output and str(output) != "-":
        try:
            to = format_of(output.name)
        except PprkbError as error:
            raise click.UsageError(f"{error.message}; or add --to FORMAT") from error
    if to.value not in FORMATS:
        raise click.UsageError(f"a comparison is written as {', '.join(FORMATS)}")
    works, citations, modified = compared(knowledge_base, keys, style=style or "apa", locale=locale)
    if fail_on_retracted:
        refuse_retracted(citations.notices, "leave their keys out")
    if to is Format.CSV:
        content = comparison_csv(works)
    elif to is Format.JSON:
        content = comparison_json(works)
    else:
        document = comparison_document(works, citations, title=title, modified=modified)
        content = written(document, to, layout)
    write_output(knowledge_base, content, output, binary=to in BINARY)
