"""Commands that create, fill, pin, check and compare reading lists."""

from __future__ import annotations

from datetime import date, datetime

import click

import pprkb
from pprkb.cli.completion import (
    complete_list,
    complete_topic,
)
from pprkb.cli.options import (
    COUNT,
    YEAR,
    Number,
    as_json,
    dry_run,
    grouped,
    with_knowledge_base,
    with_subject,
)
from pprkb.cli.output import carry_out, many, print_json
from pprkb.cli.problems import ERRORS_FOUND, print_counts, print_problem
from pprkb.cli.reading.export import reading_list
from pprkb.cli.terminal import styled
from pprkb.languages import ENGLISH
from pprkb.model.filters import Filters
from pprkb.model.problem import Rule, Severity
from pprkb.model.reference import authors_in_words
from pprkb.text.markup import strip_tags

__all__ = ["reading_list"]

_DATE = click.DateTime(["%Y-%m-%d"])


def _day(_ctx: click.Context, _option: click.Parameter, written: datetime | None) -> date | None:
    return written.date() if written else None


def _days(
    _ctx: click.Context, _option: click.Parameter, written: tuple[datetime, ...]
) -> tuple[date, ...]:
    return tuple(one.date() for one in written)


@reading_list.command()
@grouped(
    "new_list",
    lambda **chosen: pprkb.desk.new.NewList(**chosen),
    click.argument("slug"),
    click.option("--title", required=True, help="The list's title."),
    click.option(
        "--topic",
        "topics",
        multiple=True,
        metavar="TOPIC",
        shell_complete=complete_topic,
        help="A section of works on this topic; may be given several times.",
    ),
    click.option("--since", type=YEAR, metavar="YEAR", help="Published in or after this year."),
    click.option(
        "--max",
        "at_most",
        type=COUNT,
        default=5,
        show_default=True,
        metavar="N",
        help="At most this many works in each section.",
    ),
    click.option("--course", default="", metavar="CODE", help="The code of a course."),
    click.option("--term", default="", help="The term of the course."),
    click.option(
        "--weeks",
        type=Number(click.IntRange(1, 60)),
        metavar="N",
        help="Sections for this many weeks, up to 60.",
    ),
    click.option(
        "--start",
        type=_DATE,
        metavar="DATE",
        callback=_day,
        help="The day of the first section, such as 2027-01-11; the others follow a week apart.",
    ),
    click.option(
        "--skip",
        type=_DATE,
        multiple=True,
        metavar="DATE",
        callback=_days,
        help="A day in a week without a meeting, such as a reading week.",
    ),
)
@dry_run
@with_knowledge_base
def new(
    knowledge_base: pprkb.KnowledgeBase, *, new_list: pprkb.desk.new.NewList, dry_run: bool
) -> None:
    """Create the list SLUG: a file to be filled in, by topic or by week."""
    if new_list.skip and new_list.start is None:
        raise click.UsageError("--skip leaves out weeks after --start DATE: add it")
    if new_list.topics and new_list.weeks:
        raise click.UsageError("--topic makes sections of topics, --weeks empty ones: choose one")
    for change in carry_out(knowledge_base.desk.new_list(new_list), dry_run=dry_run):
        click.echo(f"wrote {change.path}", err=True)
        slug = new_list.slug
        click.echo(f"look at it: pprkb reading-list {slug} -o {slug}.docx", err=True)


@reading_list.command("copy", short_help="Create the list NEW as a copy of OLD.")
@click.argument("slug", metavar="OLD", shell_complete=complete_list)
@click.argument("new", metavar="NEW")
@click.option("--title", default="", help="The title of the new list.")
@click.option("--term", default="", help="The term of its course.")
@click.option(
    "--start",
    type=_DATE,
    metavar="DATE",
    callback=_day,
    help="The day of its first section; the others move along, or follow a week apart if they had"
    " no dates.",
)
@dry_run
@with_knowledge_base
def copy_list(
    knowledge_base: pprkb.KnowledgeBase,
    *,
    slug: str,
    new: str,
    title: str,
    term: str,
    start: date | None,
    dry_run: bool,
) -> None:
    """Create the list NEW as a copy of OLD, with its notes and pins.

    `pprkb reading-list diff NEW` then shows what has changed since OLD was pinned.
    """
    edit = knowledge_base.desk.copy_list(slug, new, title=title, term=term, start=start)
    changes = carry_out(edit, dry_run=dry_run)
    for change in changes:
        click.echo(f"wrote {change.path}", err=True)
    if len(changes) > 1:
        click.echo(f"what has changed since: pprkb reading-list diff {new}", err=True)
    elif changes:
        click.echo(f"look at it: pprkb reading-list {new} -o {new}.docx", err=True)


@reading_list.command(short_help="Propose works for a list, with reasons.")
@with_subject
@click.option(
    "--max",
    "at_most",
    type=COUNT,
    default=12,
    show_default=True,
    metavar="N",
    help="At most this many works.",
)
@as_json
@with_knowledge_base
def suggest(
    knowledge_base: pprkb.KnowledgeBase, *, filters: Filters, at_most: int, as_json: bool
) -> None:
    """Propose works for a list, with the reason for each, as items to paste into it.

    New and informative works come first, balanced over topics and research types.
    """
    suggestions = knowledge_base.desk.suggest(filters, at_most=at_most)
    if as_json:
        print_json(
            [
                {"key": suggestion.article.key, "reasons": list(suggestion.reasons)}
                for suggestion in suggestions
            ]
        )
        return
    if not suggestions:
        click.echo("no work matches", err=True)
    for suggestion in suggestions:
        _print_suggestion(suggestion)


def _print_suggestion(suggestion: pprkb.desk.suggest.ListSuggestion) -> None:
    reference = suggestion.article.reference
    if reference is None:
        return
    names = authors_in_words(reference, at_most=2)
    told = f"{names} ({reference.year or 'n.d.'}) {strip_tags(reference.title)}"
    click.echo(styled(f"      # {told}", dim=True))
    click.echo(styled(f"      # {'; '.join(suggestion.reasons)}", dim=True))
    click.echo(f"      - reference: {suggestion.article.key}")


@reading_list.command(short_help="Freeze the answers to SLUG's questions.")
@click.argument("slug", shell_complete=complete_list)
@dry_run
@with_knowledge_base
def pin(knowledge_base: pprkb.KnowledgeBase, *, slug: str, dry_run: bool) -> None:
    """Freeze the answers to SLUG's questions, and store the data that the list is based on.

    Pinned answers stay, whatever is added to the library; `diff` lists what has changed since.
    """
    edit = knowledge_base.desk.pin(slug, lambda words: click.echo(words, err=True))
    changes = carry_out(edit, dry_run=dry_run)
    for change in changes:
        if change.before != change.after:
            click.echo(f"wrote {change.path}", err=True)
    if changes:
        click.echo(f"later: pprkb reading-list diff {slug}", err=True)


@reading_list.command(short_help="Let the questions of SLUG follow the library again.")
@click.argument("slug", shell_complete=complete_list)
@dry_run
@with_knowledge_base
def unpin(knowledge_base: pprkb.KnowledgeBase, *, slug: str, dry_run: bool) -> None:
    """Let the questions of SLUG follow the library again, and delete its pins."""
    done = False
    for change in carry_out(knowledge_base.desk.unpin(slug), dry_run=dry_run):
        if change.before != change.after:
            word = "removed" if change.after is None else "wrote"
            click.echo(f"{word} {change.path}", err=True)
            done = True
    if not (done or dry_run):
        click.echo(f"{slug} is not pinned", err=True)


@reading_list.command(short_help="List what changed since SLUG was pinned.")
@click.argument("slug", shell_complete=complete_list)
@as_json
@with_knowledge_base
def diff(knowledge_base: pprkb.KnowledgeBase, *, slug: str, as_json: bool) -> None:
    """List what changed since SLUG was pinned: summaries, findings, effects, references."""
    changes, month = knowledge_base.desk.list_changes(slug)
    if as_json:
        print_json([vars(change) | {"kind": change.kind.value} for change in changes])
        return
    for change in changes:
        _print_change(change)
    if not changes:
        newest = f"; its newest summary was then of {ENGLISH.date(month)}" if month else ""
        click.echo(f"nothing has changed since it was pinned{newest}", err=True)
    else:
        click.echo(f"once you have updated the list: pprkb reading-list pin {slug}", err=True)


def _print_change(change: pprkb.desk.changes.ListChange) -> None:
    click.echo(f"{styled(change.kind.value, bold=True)}  {change.what} ({change.key})")
    if change.before:
        click.echo(f"    - {change.before}")
    if change.after and change.after not in change.what:
        click.echo(f"    + {change.after}")


@reading_list.command("check", short_help="Find problems in SLUG, including notes.")
@click.argument("slug", shell_complete=complete_list)
@with_knowledge_base
def check_list(knowledge_base: pprkb.KnowledgeBase, *, slug: str) -> None:
    """Find problems in SLUG, including notes, before you hand it out.

    It reports works that are missing, listed twice, retracted or corrected, superseded, or without
    a summary.
    """
    findings = knowledge_base.desk.check_list(slug)
    bare = [one for one in findings.problems if one.rule is Rule.UNSUMMARISED_ITEM]
    for problem in findings.problems:
        if problem.rule is not Rule.UNSUMMARISED_ITEM:
            print_problem(problem)
    if bare:
        # One line, so that they do not hide more important problems.
        works = ", ".join(one.message.split('"')[1] for one in bare)
        click.echo(f"{many(len(bare), 'work has', 'works have')} no summary: {works}")
    print_counts(findings, notes_shown=True, silenced_shown=False)
    if any(one.severity is Severity.ERROR for one in findings.problems):
        raise click.exceptions.Exit(ERRORS_FOUND)
