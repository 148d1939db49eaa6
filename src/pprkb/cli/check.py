"""`check`: what is wrong with the text files."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pprkb.cli.options import with_knowledge_base
from pprkb.cli.output import print_json
from pprkb.cli.problems import annotation, print_counts, print_problem, problem_object

if TYPE_CHECKING:
    from pprkb.check.findings import Findings
    from pprkb.knowledge_base import KnowledgeBase
    from pprkb.model.problem import Problem

ERRORS_FOUND = 1
"""The exit code of `check` when there are errors."""


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]...")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    show_default=True,
    help="How problems are printed.",
)
@click.option("--strict", is_flag=True, help="Let warnings fail as errors do.")
@click.option("--notes", is_flag=True, help="Show notes too, which never fail.")
@click.option(
    "--rule", "rules", multiple=True, metavar="RULE", help="Show problems of this rule only."
)
@click.option("--show-silenced", is_flag=True, help="Show what entries silence, with the reasons.")
@with_knowledge_base
def check(
    knowledge_base: KnowledgeBase,
    *,
    paths: tuple[Path, ...],
    form: str,
    strict: bool,
    notes: bool,
    rules: tuple[str, ...],
    show_silenced: bool,
) -> None:
    """Say what is wrong with the text files, where, and how to mend it.

    With PATHs, which may be folders, only what is wrong there is shown; the whole library is read
    all the same. The exit code is 1 where there are errors.
    """
    from pprkb.model.problem import Severity

    _refuse_unknown(rules)
    chosen = _paths_in_library(paths, knowledge_base.root) if paths else None
    found = _chosen(knowledge_base.findings(), rules, chosen)
    notes = notes or bool(rules)
    shown = [p for p in found.problems if notes or p.severity is not Severity.NOTE]
    silenced = found.silenced if show_silenced else ()
    if form == "json":
        print_json(
            [problem_object(problem) for problem in shown]
            + [{**problem_object(problem), "silenced": reason} for problem, reason in silenced]
        )
    elif form == "github":
        for problem in shown:
            click.echo(annotation(problem, knowledge_base.root))
    else:
        for problem in shown:
            print_problem(problem)
        for problem, reason in silenced:
            print_problem(problem, reason=reason)
        print_counts(found, notes_shown=notes, silenced_shown=show_silenced)
    failing = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    if any(problem.severity in failing for problem in found.problems):
        raise click.exceptions.Exit(ERRORS_FOUND)


def _refuse_unknown(rules: tuple[str, ...]) -> None:
    from pprkb.model.problem import Rule

    known = {rule.value for rule in Rule}
    for rule in rules:
        if rule not in known:
            raise click.BadParameter(f'there is no rule "{rule}"; docs/rules.md lists them')


def _paths_in_library(paths: tuple[Path, ...], root: Path) -> tuple[str, ...]:
    """Return the paths that were asked for, relative to the library; others do not matter.

    A path is relative to the folder one is in; one that leads out of the library, to the library.
    """
    root = root.resolve()
    found: list[str] = []
    for path in paths:
        places = [
            _in_its_folder(base / path)
            for base in (Path.cwd(), root)
            if (base / path).exists() or (base / path).is_symlink()
        ]
        if not places:
            raise click.BadParameter(f"there is no file {path}")
        inside = [place for place in places if place.is_relative_to(root)]
        if inside:
            found.append(inside[0].relative_to(root).as_posix())
    return tuple(found)


def _in_its_folder(path: Path) -> Path:
    """Resolve the folder and not the name: a link is checked where it stands."""
    plain = Path(os.path.normpath(path))
    return plain.parent.resolve() / plain.name


def _chosen(found: Findings, rules: tuple[str, ...], paths: tuple[str, ...] | None) -> Findings:
    """Return what was found of some rules, or of all, in some files or folders, or in all."""
    from pprkb.check.findings import Findings

    def wanted(problem: Problem) -> bool:
        path = problem.at.path
        return (not rules or problem.rule.value in rules) and (
            paths is None or any(one in (path, ".") or path.startswith(f"{one}/") for one in paths)
        )

    return Findings(
        problems=tuple(problem for problem in found.problems if wanted(problem)),
        silenced=tuple(one for one in found.silenced if wanted(one.problem)),
    )
