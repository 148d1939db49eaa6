"""`new`, `preview` and `month`: the author's desk."""

from __future__ import annotations

import os
import shlex
import stat
import sys
import time
from datetime import date
from pathlib import Path
from typing import TypedDict

import click
from platformdirs import user_cache_path

import pprkb
from pprkb.cli.completion import complete_reference, complete_summary, complete_topic, complete_type
from pprkb.cli.options import (
    as_json,
    dry_run,
    grouped,
    with_knowledge_base,
    with_output,
    with_style,
)
from pprkb.cli.output import Output, carry_out, on_the_command_line, print_json, publish
from pprkb.cli.problems import problem_line, problem_object
from pprkb.cli.terminal import styled
from pprkb.model.citation import Style
from pprkb.model.errors import OutputError
from pprkb.model.problem import Problem
from pprkb.model.summary import Summary

LETTERS = ("text", "markdown", "html", "docx", "odt", "rtf", "pdf")
"""Formats of a letter."""
_DRAFTS_KEPT = 7 * 24 * 3600
"""How long files of `preview` are kept, in seconds."""


class _Wanted(TypedDict):
    """The initial content of a summary."""

    key: str
    month: str
    title: str
    research_type: str
    topics: tuple[str, ...]


@click.command()
@grouped(
    "wanted",
    dict,
    click.argument("key", shell_complete=complete_reference),
    click.option(
        "--month",
        metavar="YYYY-MM",
        default=lambda: date.today().strftime("%Y-%m"),
        help="Its month. Default: the current one.",
    ),
    click.option("--title", default="", help="Its title. Default: that of the work, to be edited."),
    click.option(
        "--type",
        "research_type",
        default="",
        metavar="TYPE",
        shell_complete=complete_type,
        help="Its research type.",
    ),
    click.option(
        "--topic",
        "topics",
        multiple=True,
        metavar="TOPIC",
        shell_complete=complete_topic,
        help="One of its topics; may be given several times.",
    ),
)
@click.option(
    "--edit/--no-edit",
    default=None,
    help="Open it in $EDITOR. Default: on a terminal, if $EDITOR is set.",
)
@dry_run
@with_knowledge_base
def new(
    knowledge_base: pprkb.KnowledgeBase,
    *,
    wanted: _Wanted,
    edit: bool | None,
    dry_run: bool,
) -> None:
    """Start a summary of the work KEY: a file with its front matter and the two headings."""
    for change in carry_out(knowledge_base.desk.new_summary(**wanted), dry_run=dry_run):
        _begun(knowledge_base.root / change.path, change.path, edit=edit)


def _begun(path: Path, shown: str, *, edit: bool | None) -> None:
    """Print the path of a new summary, and open it."""
    click.echo(f"wrote {shown}", err=True)
    if edit is None:
        edit = sys.stdin.isatty() and any(os.environ.get(name) for name in ("VISUAL", "EDITOR"))
    if edit:
        try:
            click.edit(filename=str(path))
        except ValueError as error:
            # The summary is already written, so a broken $EDITOR loses nothing.
            click.echo(f"$EDITOR cannot be run: {error}; open {shown} yourself", err=True)
    click.echo(f"when it is written: pprkb preview {shlex.quote(path.stem)}", err=True)


@click.command()
@click.argument("summary", shell_complete=complete_summary)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False, allow_dash=True),
    metavar="FILE",
    help="Where to write the page. Default: your cache folder, where it is kept for a week.",
)
@click.option(
    "--open/--no-open",
    "launch",
    default=None,
    help="Open it in the browser. Default: on a terminal.",
)
@with_style
@with_knowledge_base
def preview(
    knowledge_base: pprkb.KnowledgeBase,
    *,
    summary: str,
    output: Path | None,
    launch: bool | None,
    style: Style,
) -> None:
    """Write SUMMARY as a web page that begins with its problems."""
    page, problems = knowledge_base.desk.preview(summary, style=style)
    if output is None:
        output = _place_of_draft(Path(summary).stem)
    publish(knowledge_base, page, Output(output, "html"))
    for problem in problems:
        click.echo(problem_line(problem), err=True)
    if launch or (launch is None and sys.stdout.isatty() and str(output) != "-"):
        click.launch(str(output))


def _place_of_draft(name: str) -> Path:
    """Return a private path for a preview, and delete old previews.

    Raises:
        OutputError: The folder cannot be created, or belongs to another user.
    """
    folder = user_cache_path("pprkb", appauthor=False) / "preview"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        status = folder.lstat()
        if not stat.S_ISDIR(status.st_mode) or (
            hasattr(os, "getuid") and status.st_uid != os.getuid()
        ):
            raise OutputError(
                f"{folder} is not a folder of your own; nothing was written",
                hint="delete it, or name a file with -o",
            )
        folder.chmod(0o700)
        place = folder / f"{name}.html"
        for draft in folder.glob("*.html"):
            # A link is deleted, never followed.
            if draft == place or draft.lstat().st_mtime < time.time() - _DRAFTS_KEPT:
                draft.unlink()
    except OSError as error:
        raise OutputError(
            f"the draft cannot be written to {folder}: {error.strerror or error}",
            hint="name a file with -o",
        ) from error
    return place


@click.command()
@click.argument("month", metavar="YYYY-MM")
@click.option(
    "--about", default="", metavar="WORDS", help="What the month is about. Default: the titles."
)
@click.option("--letter", is_flag=True, help="Write the month as an e-mail or a page.")
@with_output(LETTERS)
@as_json
@with_knowledge_base
def month(
    knowledge_base: pprkb.KnowledgeBase,
    *,
    month: str,
    about: str,
    letter: bool,
    output: Output,
    as_json: bool,
) -> None:
    """Show the summaries of a month, what each still lacks, and the sentence that announces them.

    With --letter, or with an output file, the month is written as an e-mail with the reference, key
    finding, effects and practice implications of each summary.
    """
    wants_letter = letter or output.path or output.format_name
    if as_json and wants_letter:
        raise click.UsageError("--json does not go with --letter, --to or -o")
    desk = knowledge_base.desk.month(month, about)
    if as_json:
        print_json(_object(desk))
    elif wants_letter:
        publish(knowledge_base, knowledge_base.desk.letter(desk), output)
    else:
        _print_desk(desk)


def _print_desk(desk: pprkb.knowledge_base.month.MonthDesk) -> None:
    if not desk.items:
        click.echo(
            f"no summaries of {desk.month}; begin one: pprkb new KEY --month {desk.month}", err=True
        )
        return
    for item in desk.items:
        _print_item(item)
    click.echo(desk.line)
    left = sum(len(item.problems) + len(item.lacks) for item in desk.items)
    words = f"{left} things left to do" if left > 1 else "one thing left to do"
    click.echo(words if left else "ready: pprkb month --letter writes the e-mail", err=True)


def _print_item(item: pprkb.knowledge_base.month.DeskItem) -> None:
    summary = item.summary
    click.echo(styled(summary.title, bold=True))
    about = [item.article.key if item.article.reference else "no reference"]
    about += [kind.label for kind in item.article.types]
    about += [topic.label for topic in item.article.topics]
    click.echo(f"    {' · '.join(about)}")
    if summary.at:
        click.echo(f"    {styled(summary.at.path, dim=True)}")
    for problem in item.problems:
        click.echo(f"    {styled(problem.severity.value, fg='red')}, {_told(problem, summary)}")
    for words in item.lacks:
        click.echo(f"    lacks {on_the_command_line(words)}")
    click.echo()


def _told(problem: Problem, summary: Summary) -> str:
    """Return a problem of a summary without the names that are printed above it."""
    own = summary.at and problem.at.path == summary.at.path
    place = f"line {problem.at.line}" if own else str(problem.at)
    hint = f"; {on_the_command_line(problem.hint)}" if problem.hint else ""
    return f"{place}: {problem.message}{hint}"


def _object(desk: pprkb.knowledge_base.month.MonthDesk) -> dict[str, object]:
    return {
        "month": str(desk.month),
        "line": desk.line,
        "summaries": [
            {
                "id": item.summary.id,
                "title": item.summary.title,
                "reference": item.article.key if item.article.reference else None,
                "problems": [problem_object(problem) for problem in item.problems],
                "lacks": list(item.lacks),
            }
            for item in desk.items
        ],
    }
