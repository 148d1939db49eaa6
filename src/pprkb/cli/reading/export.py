"""`export` and `reading-list`: documents of filtered articles and of reading lists."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import click
from click.shell_completion import CompletionItem

import pprkb
from pprkb.cli.completion import complete_list
from pprkb.cli.options import (
    DEPTHS,
    Choice,
    also_as_json,
    as_json,
    grouped,
    with_filters,
    with_keys_of,
    with_knowledge_base,
    with_output,
    with_style,
    works_of,
)
from pprkb.cli.output import (
    HOSTS,
    LEAVE_OUT,
    Output,
    many,
    print_json,
    publish,
    refuse_retracted,
    with_fail_on_retracted,
)
from pprkb.cli.terminal import styled
from pprkb.model.citation import Style
from pprkb.model.errors import NotFoundError
from pprkb.model.filters import Filters
from pprkb.text.spelling import did_you_mean

FORMATS = (
    *("text", "markdown", "html", "html-fragment", "docx", "odt", "rtf", "pdf", "latex", "imscc"),
    *("bibtex", "biblatex", "ris", "csl-json", "csv", "json"),
    *HOSTS,
)


@dataclass(frozen=True, kw_only=True)
class _Layout:
    """How the articles are arranged."""

    group_by: str | None
    depth: str | None
    title: str


_with_layout = grouped(
    "layout",
    _Layout,
    click.option(
        "--group-by", type=Choice(["topic", "type", "year"]), help="Put articles under headings."
    ),
    click.option(
        "--depth",
        type=Choice(DEPTHS),
        help="How much of each article to write. Default: the reference in documents, the "
        "implications too in records. CSV and JSON carry all at every depth.",
    ),
    click.option("--title", default="", help="The document's title."),
)


@click.command()
@with_keys_of
@with_filters
@_with_layout
@with_style
@with_output(FORMATS, pasted=True)
@with_fail_on_retracted
@also_as_json
@with_knowledge_base
def export(
    knowledge_base: pprkb.KnowledgeBase,
    *,
    keys_of: Path | None,
    filters: Filters,
    layout: _Layout,
    style: Style,
    output: Output,
    fail_on_retracted: bool,
) -> None:
    """Write the references that match the filters as a document or for another program."""
    if keys_of:
        cited = works_of(knowledge_base, keys_of)
        if cited is not None:
            # If the draft cites nothing, nothing is exported.
            filters = replace(
                filters, keys=(*filters.keys, *cited), limit=filters.limit if cited else 0
            )
    publication = knowledge_base.export(
        filters,
        group_by=layout.group_by,
        depth=layout.depth,
        title=layout.title,
        style=style,
    )
    document = publication.composed(output.format_for(publication))
    if fail_on_retracted:
        refuse_retracted(document.notices, LEAVE_OUT)
    if not document.keys:
        click.echo("no article matches these filters", err=True)
    publish(knowledge_base, publication, output)


# -- reading lists -------------------------------------------------------------------------------

_ERRORS_SHOWN = 5


class _Lists(click.Group):
    """Commands for lists; any other word is the name of a list to write."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in self.commands:
            return "write", self.commands["write"], args
        return super().resolve_command(ctx, args)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        names = complete_list(ctx, self.params[0], incomplete) if self.params else []
        return [*super().shell_complete(ctx, incomplete), *names]


@click.group("reading-list", cls=_Lists, invoke_without_command=True)
@as_json
@with_knowledge_base
def reading_list(knowledge_base: pprkb.KnowledgeBase, *, as_json: bool) -> None:
    """Write the reading list SLUG; without a SLUG, list all reading lists.

    `pprkb reading-list SLUG` is short for `pprkb reading-list write SLUG`; for its options see
    `pprkb reading-list write --help`.
    """
    if click.get_current_context().invoked_subcommand is None:
        _print_lists(knowledge_base, as_json=as_json)


@reading_list.command()
@click.argument("slug", shell_complete=complete_list)
@click.option(
    "--depth",
    type=Choice(DEPTHS),
    help="How much of each article to write, in records too. Default: that of the list. CSV and "
    "JSON carry all at every depth.",
)
@with_style
@with_output(FORMATS, pasted=True)
@click.option(
    "--with-errors",
    is_flag=True,
    help="Write the list even if parts of it cannot be read; the document shows where.",
)
@with_fail_on_retracted
@also_as_json
@with_knowledge_base
def write(
    knowledge_base: pprkb.KnowledgeBase,
    *,
    slug: str,
    depth: str | None,
    style: Style,
    output: Output,
    with_errors: bool,
    fail_on_retracted: bool,
) -> None:
    """Write the reading list SLUG as a document or for another program."""
    publication = knowledge_base.reading_list(
        slug, depth=depth, style=style, with_errors=with_errors
    )
    # What is said of the list is told of the state that was written.
    with knowledge_base.reading():
        try:
            document = publication.composed(output.format_for(publication))
        except NotFoundError as error:
            raise _perhaps_a_command(slug, error) from error
        if fail_on_retracted:
            hint = (
                f"take them out of data/reading-lists/{slug}.yaml and of the prose that cites them"
            )
            refuse_retracted(document.notices, hint)
        publish(knowledge_base, publication, output)
        if others := publication.left_out(output.format_for(publication)):
            told = many(
                len(others), "item that is not a publication", "items that are not publications"
            )
            click.echo(f"left out {told}", err=True)
        for empty in knowledge_base.desk.unanswered(slug):
            click.echo(f"{empty.at}: {empty.message}", err=True)
        if with_errors:
            _warn_of_errors(knowledge_base, slug)


def _perhaps_a_command(slug: str, error: NotFoundError) -> NotFoundError:
    """Suggest a command if an unknown list may be a misspelt command."""
    hint = did_you_mean(slug, reading_list.commands)
    missing = f'"{slug}"' in error.message and not error.hint.startswith("did you mean")
    return NotFoundError(error.message, hint=hint) if hint and missing else error


def _warn_of_errors(knowledge_base: pprkb.KnowledgeBase, slug: str) -> None:
    """Warn that a list was written with parts missing."""
    errors = knowledge_base.list_errors(slug)
    for error in errors[:_ERRORS_SHOWN]:
        click.echo(f"{error.at}: {error.message}", err=True)
    if errors:
        found = f"{many(len(errors), 'error')} in the list, which is not printed as it was meant"
        click.echo(f"{found}: pprkb reading-list check {slug}", err=True)


def _print_lists(knowledge_base: pprkb.KnowledgeBase, *, as_json: bool) -> None:
    lists = knowledge_base.reading_lists()
    if as_json:
        print_json(
            [
                {
                    "slug": one.slug,
                    "title": one.title,
                    "course": one.course.code if one.course else "",
                    "sections": [section.heading for section in one.sections],
                }
                for one in lists
            ]
        )
        return
    for one in lists:
        about = (one.course.code, one.course.term) if one.course else ()
        course = f" ({', '.join(filter(None, about))})" if any(about) else ""
        click.echo(f"{styled(one.slug, fg='cyan')}  {one.title}{course}")
