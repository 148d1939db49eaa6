"""`build` and `check`: from text files to database, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from pprkb.cli.options import with_knowledge_base
from pprkb.cli.output import print_json

if TYPE_CHECKING:
    from pprkb.knowledge_base import KnowledgeBase
    from pprkb.model.problem import Problem

ERRORS_FOUND = 1
"""The exit code of `check` when there are errors."""


@click.command()
@click.option("--full", is_flag=True, help="Make the database from scratch.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@with_knowledge_base
def build(knowledge_base: KnowledgeBase, *, full: bool, as_json: bool) -> None:
    """Bring the database up to date and say what changed.

    Other verbs do this by themselves when a file has changed.
    """
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
        f"{knowledge_base.database}: {_many(counts.references, 'reference')}, "
        f"{_many(counts.summaries, 'summary', 'summaries')}, "
        f"{_many(counts.reading_lists, 'reading list')}"
    )
    if counts.errors or counts.warnings:
        found = f"{_many(counts.errors, 'error')} and {_many(counts.warnings, 'warning')}"
        click.echo(f"{found} met while reading; `pprkb check` looks at everything", err=True)


@click.command()
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    show_default=True,
    help="How problems are printed.",
)
@click.option("--strict", is_flag=True, help="Let warnings fail as errors do.")
@click.option(
    "--fail-on-retracted",
    is_flag=True,
    help="Let a work that was retracted, and is used all the same, fail as an error does.",
)
@click.option(
    "--rule", "rules", multiple=True, metavar="RULE", help="Show problems of this rule only."
)
@with_knowledge_base
def check(
    knowledge_base: KnowledgeBase,
    *,
    form: str,
    strict: bool,
    fail_on_retracted: bool,
    rules: tuple[str, ...],
) -> None:
    """Say what is wrong with the text files, where, and how to mend it.

    The exit code is 1 where there are errors. A retracted work may be used if the notice says why,
    in its field `considered`.
    """
    from pprkb.model.problem import Rule, Severity

    known = {rule.value for rule in Rule}
    for rule in rules:
        if rule not in known:
            raise click.BadParameter(f'there is no rule "{rule}"; docs/rules.md lists them')
    every = knowledge_base.check()
    problems = [p for p in every if not rules or p.rule.value in rules]
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    if form == "json":
        print_json([problem_object(problem) for problem in problems])
    elif form == "github":
        for problem in problems:
            click.echo(_github(problem))
    else:
        _print_problems(problems)
        warnings = len(problems) - errors
        if problems:
            click.echo(f"{_many(errors, 'error')}, {_many(warnings, 'warning')}", err=True)
        else:
            click.echo("nothing to mend", err=True)
    retracted = {p.rule for p in every} & {Rule.RETRACTED_REFERENCE}
    if errors or (strict and problems) or (fail_on_retracted and retracted):
        raise click.exceptions.Exit(ERRORS_FOUND)


def problem_object(problem: Problem) -> dict[str, object]:
    """Return a problem as a JSON object."""
    return {
        "path": problem.at.path,
        "line": problem.at.line,
        "severity": problem.severity.value,
        "rule": problem.rule.value,
        "key": problem.key,
        "message": problem.message,
        "hint": problem.hint,
    }


def _print_problems(problems: Iterable[Problem]) -> None:
    for problem in problems:
        colour = "red" if problem.severity == "error" else "yellow"
        place = click.style(str(problem.at), bold=True)
        severity = click.style(problem.severity.value, fg=colour)
        subject = f"{problem.key}: " if problem.key else ""
        click.echo(f"{place}: {severity}: {subject}{problem.message} ({problem.rule.value})")
        if problem.hint:
            click.echo(f"    {problem.hint}")


def _github(problem: Problem) -> str:
    """Write a problem as a workflow command, which annotates the line in a pull request."""

    def escaped(text: str) -> str:
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")

    path = escaped(problem.at.path).replace(":", "%3A").replace(",", "%2C")
    hint = f" — {problem.hint}" if problem.hint else ""
    subject = f"{problem.key}: " if problem.key else ""
    return (
        f"::{problem.severity.value} file={path},line={problem.at.line},"
        f"title={problem.rule.value}::{escaped(f'{subject}{problem.message}{hint}')}"
    )


def _many(number: int, one: str, several: str = "") -> str:
    return f"{number:,} {one if number == 1 else several or one + 's'}"
