"""Newcomers as a person sees them: what was understood, what they look like, what was added."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

import click

from pprkb.cli.terminal import styled
from pprkb.knowledge_base import KnowledgeBase
from pprkb.knowledge_base.desk import (
    Judged,
    Newcomer,
    fields_of,
    show_printed,
    side_by_side,
    to_csl,
)
from pprkb.knowledge_base.desk import WorkMatch as Match
from pprkb.model.errors import PprkbError
from pprkb.model.problem import Problem
from pprkb.model.reference import authors_in_words
from pprkb.text.markup import strip_tags

_FEW = 5
"""Up to so many works are shown whole."""


def show_judged(judged: Sequence[Judged], problems: Sequence[Problem]) -> None:
    """Show what was understood, what it looks like, and what is wrong with a file."""
    for problem in problems:
        click.echo(str(problem), err=True)
    if len(judged) <= _FEW:
        for one in judged:
            _show_newcomer(one.newcomer)
            _show_doubts(one.newcomer, "")
            for problem in one.newcomer.remarks:
                click.echo(one.newcomer.in_words(problem), err=True)
            for match in one.matches:
                _show_match(one.newcomer, match)
        return
    for one in judged:
        if one.verdict != "new":
            reason = one.matches[0].reference.key if one.verdict == "duplicate" else one.verdict
            likeness = f"{one.matches[0].likeness} " if one.verdict == "duplicate" else ""
            click.echo(f"not added: {_in_short(one.newcomer)}: {likeness}{reason}", err=True)
            if one.verdict == "doubtful":
                _show_doubts(one.newcomer, "    ")
    _show_remarks([one.newcomer for one in judged if one.verdict == "new"])


def _show_doubts(newcomer: Newcomer, indent: str) -> None:
    """Show the doubts about a work, but those that `show_printed` shows beside the text."""
    shown = newcomer.doubts if indent or newcomer.printed is None else newcomer.wrong
    for doubt in shown:
        click.echo(f"{indent}{doubt}", err=True)


def _show_remarks(newcomers: Sequence[Newcomer]) -> None:
    """Show what is missing in many works or could be nicer, by rule."""
    groups: dict[str, list[str]] = {}
    for newcomer in newcomers:
        for problem in newcomer.remarks:
            groups.setdefault(problem.rule.value, []).append(newcomer.in_words(problem))
    for rule, lines in groups.items():
        if len(lines) > _FEW:
            click.echo(f"{len(lines)} times {rule}:", err=True)
        indent = "    " if len(lines) > _FEW else ""
        for line in lines[:_FEW]:
            click.echo(f"{indent}{line}", err=True)
        if len(lines) > _FEW:
            click.echo(f"    … and {len(lines) - _FEW} more; `pprkb check` lists them", err=True)


def _in_short(newcomer: Newcomer) -> str:
    reference = newcomer.reference
    year = f" ({reference.year})" if reference.year else ""
    words = f"{authors_in_words(reference, at_most=2)}{year}. {strip_tags(reference.title)}".strip()
    return f"{newcomer.source}: {words if len(words) <= 90 else words[:89] + '…'}"


def _show_newcomer(newcomer: Newcomer) -> None:
    if newcomer.printed is not None:
        click.echo(show_printed(newcomer.printed), err=True)
        return
    width = max(len(name) for name, _ in fields_of(newcomer.reference)) + 2
    for name, value in fields_of(newcomer.reference):
        click.echo(f"{name:<{width}}{value}", err=True)


def _show_match(newcomer: Newcomer, match: Match) -> None:
    known = match.reference
    place = f" ({known.at})" if known.at else ""
    click.echo(err=True)
    click.echo(
        styled(f"{match.likeness}: {known.key}{place}", bold=True) + "; ≠ marks what differs",
        err=True,
    )
    rows = side_by_side(known, newcomer.reference)
    width = max(len(row.name) for row in rows) + 2
    half = (_columns() - width - 6) // 2
    head = ("", "in the library", "new")
    for name, first, second, mark in (
        (*head, " "),
        *((row.name, row.first, row.second, "≠" if row.differs else " ") for row in rows),
    ):
        left, right = _wrapped(first, half), _wrapped(second, half)
        for number in range(max(len(left), len(right))):
            cells = [rows[number] if number < len(rows) else "" for rows in (left, right)]
            lead = f"{mark} {name:<{width}}" if number == 0 else " " * (width + 2)
            click.echo(f"{lead}{cells[0]:<{half}}  {cells[1]}".rstrip(), err=True)


def _columns() -> int:
    import shutil

    return max(60, min(shutil.get_terminal_size((100, 24)).columns, 140))


def _wrapped(text: str, width: int) -> list[str]:
    import textwrap

    return textwrap.wrap(text, width) or [""]


def report_added(
    knowledge_base: KnowledgeBase, judged: Sequence[Judged], *, keep_keys: bool = False
) -> None:
    """Print the keys with the references, and the next step."""
    added = [one for one in judged if one.verdict == "new"]
    formatted, trouble = _formatted(knowledge_base, added if len(added) <= _FEW else ())
    for one in added:
        click.echo(f"{one.key}  {formatted.get(one.key) or _in_short(one.newcomer)}")
    if len(judged) > 1:
        counts = {
            name: sum(one.verdict == name for one in judged)
            for name in ("duplicate", "doubtful", "empty")
        }
        left = [f"{count} {name}" for name, count in counts.items() if count]
        told = f", not added: {', '.join(left)}" if left else ""
        click.echo(f"added {len(added)} of {len(judged)}{told}", err=True)
    if keep_keys:
        _report_keys(added)
    for one in added:
        for other in one.told_apart:
            click.echo(f"remembered that {one.key} is not {other}", err=True)
    if added:
        click.echo(f"summarise it with: pprkb new {added[0].key}", err=True)
    if trouble:
        warning = styled("warning:", fg="yellow")
        click.echo(f"{warning} added, but not shown as it is printed: {trouble.message}", err=True)
        if trouble.hint:
            click.echo(f"         {trouble.hint}", err=True)


def _report_keys(added: Sequence[Judged]) -> None:
    """Say which works could not keep their keys."""
    for one in added:
        own = one.newcomer.key
        if own and own != one.key:
            click.echo(f"{own} is the key of another work: this one is {one.key}", err=True)
        elif not own:
            source = one.newcomer.source
            click.echo(f"{source} has no key that can be kept: it is {one.key}", err=True)


def _formatted(
    knowledge_base: KnowledgeBase, added: Iterable[Judged]
) -> tuple[dict[str, str], PprkbError | None]:
    """Return the formatted references by key, and what stands in their way.

    The works are in the library by now: a damaged database must not look like a failure.
    """
    formatted: dict[str, str] = {}
    for one in added:
        try:
            formatted[one.key] = knowledge_base.cite(one.key).text
        except PprkbError as error:
            return formatted, error
    return formatted, None


def newcomers_as_json(
    judged: Sequence[Judged], problems: Sequence[Problem], unread: Sequence[PprkbError] = ()
) -> dict[str, Any]:
    """Return all there is to say of newcomers, for programs."""
    return {
        "works": [
            {
                "source": one.newcomer.source,
                "verdict": one.verdict.value,
                "key": one.key or None,
                "reference": to_csl(replace(one.newcomer.reference, key=one.key)),
                "matches": [
                    {"key": match.reference.key, "likeness": match.likeness.value}
                    for match in one.matches
                ],
                "doubts": list(one.newcomer.doubts),
                "remarks": [one.newcomer.in_words(each) for each in one.newcomer.remarks],
            }
            for one in judged
        ],
        "problems": [str(problem) for problem in problems],
        "unread": [error.message for error in unread],
    }
