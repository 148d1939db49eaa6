"""`check`: problems in the text files, and automatic fixes."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

import click

import pprkb
from pprkb.check.fix import Fixes, may_be_fixed
from pprkb.cli.options import Choice, dry_run, grouped, with_knowledge_base
from pprkb.cli.output import many, print_json, write_output
from pprkb.cli.problems import ERRORS_FOUND, annotation, print_counts, print_problem, problem_object
from pprkb.cli.sarif import sarif_log
from pprkb.model.problem import Findings, Problem, Rule, Severity, SilencedProblem

_Wanted = Callable[[Problem], bool]


@dataclass(frozen=True, kw_only=True)
class _Failing:
    """What fails in addition to errors."""

    strict: bool
    fail_on_retracted: bool


_with_failing = grouped(
    "failing",
    _Failing,
    click.option("--strict", is_flag=True, help="Treat warnings as errors."),
    click.option(
        "--fail-on-retracted",
        is_flag=True,
        help="Treat the use of a retracted work as an error.",
    ),
)


@dataclass(frozen=True, kw_only=True)
class _Shown:
    """Which problems are shown."""

    notes: bool
    rules: tuple[str, ...]
    show_silenced: bool


_with_what_is_shown = grouped(
    "shown",
    _Shown,
    click.option("--notes", is_flag=True, help="Show notes too, which never fail."),
    click.option(
        "--rule", "rules", multiple=True, metavar="RULE", help="Show problems of this rule only."
    ),
    click.option(
        "--show-silenced",
        is_flag=True,
        help="Show silenced problems, with the reasons.",
    ),
)


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]...")
@click.option(
    "--format",
    "form",
    type=Choice(["text", "json", "github", "sarif"]),
    default="text",
    show_default=True,
    help="How problems are printed.",
)
@_with_failing
@_with_what_is_shown
@click.option("--fix", is_flag=True, help="Fix problems that have only one possible fix.")
@dry_run
@with_knowledge_base
def check(
    knowledge_base: pprkb.KnowledgeBase,
    *,
    paths: tuple[Path, ...],
    form: str,
    failing: _Failing,
    shown: _Shown,
    fix: bool,
    dry_run: bool,
) -> None:
    """Find problems in the text files, with their locations and how to fix them.

    With PATHs of files or folders, only problems there are shown, but the whole library is still
    read. The exit code is 1 if there are errors.

    With --fix, problems that have only one possible fix are fixed, and the rest is shown; with
    --dry-run, a patch is printed instead, for `git apply` or `patch -p1` in the library's folder.

    To use a retracted work, give the reason in the field `considered` of its notice.
    """
    knowledge_base.require_own()
    wanted = _chosen(shown.rules, _paths_in_library(paths, knowledge_base.root) if paths else None)
    if dry_run:
        if not fix:
            raise click.UsageError("--dry-run goes with --fix")
        findings, retracted = _print_patch(knowledge_base, wanted), False
    else:
        notes = shown.notes or bool(shown.rules)
        findings, fixed = _fix(knowledge_base, wanted) if fix else (knowledge_base.findings(), ())
        # Using a retracted work fails, whichever rules are shown.
        retracted = any(one.rule is Rule.RETRACTED_REFERENCE for one in findings.problems)
        findings = _only(findings, wanted)
        told = [p for p in findings.problems if notes or p.severity is not Severity.NOTE]
        silenced = findings.silenced if shown.show_silenced else ()
        _print(form, told, silenced, fixed, knowledge_base.root)
        if form == "text":
            print_counts(findings, notes_shown=notes, silenced_shown=shown.show_silenced)
            if not fix:
                _say_what_may_be_fixed(findings)
    grave = {Severity.ERROR, Severity.WARNING} if failing.strict else {Severity.ERROR}
    if (failing.fail_on_retracted and retracted) or any(
        problem.severity in grave for problem in findings.problems
    ):
        raise click.exceptions.Exit(ERRORS_FOUND)


def _print(
    form: str,
    shown: Iterable[Problem],
    silenced: Iterable[SilencedProblem],
    fixed: Iterable[Problem],
    root: Path,
) -> None:
    """Print problems in one of the formats of `--format`."""
    if form == "json":
        print_json(
            [problem_object(one) for one in shown]
            + [{**problem_object(one), "silenced": reason} for one, reason in silenced]
            + [{**problem_object(one), "fixed": True} for one in fixed]
        )
    elif form == "sarif":
        print_json(sarif_log(shown, silenced, root))
    elif form == "github":
        for problem in shown:
            click.echo(annotation(problem, root))
    else:
        for problem in fixed:
            print_problem(problem, "fixed")
        for problem in shown:
            print_problem(problem)
        for problem, reason in silenced:
            print_problem(problem, "silenced", hint=reason)


def _print_patch(knowledge_base: pprkb.KnowledgeBase, wanted: _Wanted) -> Findings:
    """Print the patch, and return the present findings."""
    planned = knowledge_base.fix(wanted)
    write_output(knowledge_base, planned.patch(), None, binary=False)
    click.echo(_said_of("this patch fixes", planned), err=True)
    return _only(planned.found, wanted)


def _fix(
    knowledge_base: pprkb.KnowledgeBase, wanted: _Wanted
) -> tuple[Findings, tuple[Problem, ...]]:
    """Apply the fixes, and return the remaining and the fixed problems."""
    planned = knowledge_base.desk.fix(wanted)
    click.echo(_said_of("fixed", planned), err=True)
    return planned.remaining, planned.fixed


def _say_what_may_be_fixed(findings: Findings) -> None:
    if any(may_be_fixed(problem) for problem in findings.problems):
        click.echo(
            "some problems can be fixed in one way only: --fix does it, --fix --dry-run shows how",
            err=True,
        )


def _said_of(what: str, planned: Fixes) -> str:
    if not planned.fixed:
        return "nothing can be fixed in one way only"
    problems, files = len(planned.fixed), len(planned.changes)
    return f"{what} {many(problems, 'problem')} in {many(files, 'file')}"


def _paths_in_library(paths: tuple[Path, ...], root: Path) -> tuple[str, ...]:
    """Return the given paths relative to the library.

    A path is relative to the current folder or, if that is outside of the library, to the library.
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
    """Resolve the folder but not the name, so that a link is checked where it is."""
    plain = Path(os.path.normpath(path))
    return plain.parent.resolve() / plain.name


def _chosen(rules: tuple[str, ...], paths: tuple[str, ...] | None) -> _Wanted:
    """Return a predicate for problems of some rules in some files or folders; empty means all."""
    known = {rule.value for rule in Rule}
    for rule in rules:
        if rule not in known:
            raise click.BadParameter(f'there is no rule "{rule}"; docs/rules.md lists them')

    def wanted(problem: Problem) -> bool:
        path = problem.at.path
        return (not rules or problem.rule.value in rules) and (
            paths is None or any(one in (path, ".") or path.startswith(f"{one}/") for one in paths)
        )

    return wanted


def _only(findings: Findings, wanted: _Wanted) -> Findings:
    return replace(
        findings,
        problems=tuple(problem for problem in findings.problems if wanted(problem)),
        silenced=tuple(silenced for silenced in findings.silenced if wanted(silenced.problem)),
    )
