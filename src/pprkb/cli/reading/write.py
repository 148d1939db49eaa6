"""`write`: a draft with citations, as a document with its list of references."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import click

import pprkb
from pprkb.cli.options import (
    DEPTHS,
    Choice,
    grouped,
    with_knowledge_base,
    with_output,
    with_style,
)
from pprkb.cli.output import (
    Output,
    many,
    publish,
    refuse_retracted,
    warn_of,
    with_fail_on_retracted,
)
from pprkb.cli.problems import ERRORS_FOUND, problem_line
from pprkb.model.citation import Style

FORMATS = ("text", "markdown", "html", "docx", "odt", "rtf", "pdf", "latex")


@dataclass(frozen=True, kw_only=True)
class _Wishes:
    """What to print besides the text."""

    depth: str | None
    evidence: bool
    list_only: bool


_with_wishes = grouped(
    "wishes",
    _Wishes,
    click.option(
        "--depth",
        type=Choice(DEPTHS),
        help="How much the list prints about each work. Default: only the reference.",
    ),
    click.option(
        "--include-evidence",
        "evidence",
        is_flag=True,
        help="Add the library's data on each work: effects, their sources, implications.",
    ),
    click.option(
        "--bibliography-only", "list_only", is_flag=True, help="Write only the references."
    ),
)


@click.command()
@click.argument("draft", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@_with_wishes
@with_style
@with_output(FORMATS)
@click.option(
    "--strict",
    is_flag=True,
    help="Write nothing and end with exit code 1 if the draft has problems.",
)
@with_fail_on_retracted
@with_knowledge_base
def write(
    knowledge_base: pprkb.KnowledgeBase,
    *,
    draft: Path,
    wishes: _Wishes,
    style: Style,
    output: Output,
    strict: bool,
    fail_on_retracted: bool,
) -> None:
    """Write DRAFT, a Markdown text, with its citations and references.

    Citations have the syntax of pandoc and Quarto: [@key, p. 3], @key [p. 3], [see @key; @other].
    The list of references goes under a final heading "References", or to the end. If DRAFT is a
    Word file or an OpenDocument text, its citations are filled in in a new file, and everything
    else is kept.
    """
    written = knowledge_base.write(
        draft,
        style=style,
        depth=wishes.depth,
        evidence=wishes.evidence,
        list_only=wishes.list_only,
    )
    for problem in written.problems:
        click.echo(problem_line(problem), err=True)
    if fail_on_retracted:
        refuse_retracted(written.notices, f"take them out of {draft}")
    if strict and written.problems:
        found = many(len(written.problems), "problem")
        click.echo(f"nothing was written, because of {found}", err=True)
        raise click.exceptions.Exit(ERRORS_FOUND)
    warn_of(written.notices)
    if output.is_file and output.path is not None:
        pprkb.knowledge_base.writing.check_other_file(draft, output.path)
    publish(knowledge_base, written, output)
