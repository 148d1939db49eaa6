"""`link`, `rename` and `orphans`: connect summaries with works, and rename both."""

from __future__ import annotations

from typing import BinaryIO

import click

import pprkb
from pprkb.cli.completion import complete_name, complete_reference, complete_summary
from pprkb.cli.options import as_json, dry_run, with_knowledge_base
from pprkb.cli.output import carry_out, print_json
from pprkb.cli.terminal import styled
from pprkb.knowledge_base.desk import Change
from pprkb.model.reference import Reference, authors_in_words
from pprkb.model.summary import Summary
from pprkb.text.markup import strip_tags


@click.command()
@click.argument("summary", required=False, shell_complete=complete_summary)
@click.argument("key", required=False, shell_complete=complete_reference)
@click.option("--also", is_flag=True, help="The summary also discusses this work.")
@click.option("--suggest", is_flag=True, help="Propose works for summaries without one.")
@dry_run
@as_json
@with_knowledge_base
def link(
    knowledge_base: pprkb.KnowledgeBase,
    *,
    summary: str | None,
    key: str | None,
    also: bool,
    suggest: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Record in the file of SUMMARY that it is about the work KEY.

    With --suggest, propose works for SUMMARY, or for every summary without one, each with its
    reasons.
    """
    if suggest:
        if key or also:
            raise click.UsageError("--suggest takes a SUMMARY at most, and no --also")
        _suggest(knowledge_base, summary, as_json=as_json)
        return
    if not (summary and key):
        raise click.UsageError("name a SUMMARY and a KEY, or use --suggest")
    edit = knowledge_base.desk.link(summary, key, also=also)
    for change in carry_out(edit, dry_run=dry_run):
        done = change.before != change.after
        words = f"linked {summary} to {key} in" if done else "nothing to change in"
        click.echo(f"{words} {change.path}", err=True)


@click.command()
@click.argument("old", required=False, shell_complete=complete_name)
@click.argument("new", required=False)
@click.option(
    "--from-file",
    "file",
    type=click.File("rb"),
    help="Rename all keys in a file that has an old key and a new key on each line.",
)
@click.option(
    "--found",
    is_flag=True,
    help="Rename all keys that have changed in data/bibliographies since pprkb first read them.",
)
@dry_run
@with_knowledge_base
def rename(
    knowledge_base: pprkb.KnowledgeBase,
    *,
    old: str | None,
    new: str | None,
    file: BinaryIO | None,
    found: bool,
    dry_run: bool,
) -> None:
    """Rename the work or topic OLD to NEW wherever it is used.

    OLD remains an alternative name, so that links from elsewhere still work.

    The key of a work in data/bibliographies must first be changed in the program that writes the
    file, such as Zotero. After the next export, this command changes the key in summaries, lists
    and all other files: one key with OLD and NEW, or all at once with --from-file or --found.
    """
    ways = ((old or new) is not None, file is not None, found)
    if sum(ways) != 1 or (old and not new):
        raise click.UsageError("name OLD and NEW, or use --from-file FILE, or --found")
    if old and new:
        changes = carry_out(knowledge_base.desk.rename(old, new), dry_run=dry_run)
        if _renamed(changes, dry_run):
            # If the work or topic itself has not changed, it does not keep the old name.
            kept = any(change.path.endswith(_KEEP_NAMES) for change in changes)
            more = "; the old name is still understood" if kept else ""
            click.echo(f'"{old}" is now "{new}"{more}', err=True)
        return
    pairs = knowledge_base.desk.renamed_keys() if file is None else _pairs_of(file)
    if not pairs and not file:
        click.echo("no key has changed, as far as is known here", err=True)
        return
    for one, other in pairs.items():
        click.echo(f"{one} → {other}", err=True)
    _renamed(carry_out(knowledge_base.desk.rename_all(pairs), dry_run=dry_run), dry_run)


_KEEP_NAMES = ("references.bib", "topics.yaml")
"""The files with alternative names of works and topics."""


def _renamed(changes: tuple[Change, ...], dry_run: bool) -> bool:
    """Print what has changed, and return whether anything has."""
    for change in changes:
        click.echo(f"changed {change.path}", err=True)
    if not changes and not dry_run:
        click.echo("nothing to change", err=True)
    return bool(changes)


def _pairs_of(file: BinaryIO) -> dict[str, str]:
    text = file.read().decode("utf-8-sig", "replace")
    return pprkb.desk.renaming.read_pairs(text, getattr(file, "name", "standard input"))


def _suggest(knowledge_base: pprkb.KnowledgeBase, name: str | None, *, as_json: bool) -> None:
    made = knowledge_base.desk.suggest_links(name)
    if as_json:
        print_json([_object(summary, suggestions) for summary, suggestions in made])
        return
    for summary, suggestions in made:
        _print_suggestions(summary, suggestions)
    if not made:
        click.echo("no summary lacks its work", err=True)


def _print_suggestions(
    summary: Summary, suggestions: tuple[pprkb.desk.link.Suggestion, ...]
) -> None:
    click.echo(styled(f"{summary.id}  {summary.title}", bold=True))
    if not suggestions:
        click.echo("    nothing in the library fits; add its work: pprkb add")
    for suggestion in suggestions:
        click.echo(f"    {suggestion.score:.2f}  {styled(suggestion.reference.key, fg='cyan')}")
        click.echo(f"          {'; '.join(suggestion.reasons)}")
    if suggestions:
        click.echo(f"    pprkb link {summary.id} {suggestions[0].reference.key}")
    click.echo()


def _object(
    summary: Summary, suggestions: tuple[pprkb.desk.link.Suggestion, ...]
) -> dict[str, object]:
    return {
        "summary": summary.id,
        "title": summary.title,
        "suggestions": [
            {
                "key": suggestion.reference.key,
                "score": suggestion.score,
                "reasons": list(suggestion.reasons),
            }
            for suggestion in suggestions
        ],
    }


@click.command()
@as_json
@with_knowledge_base
def orphans(knowledge_base: pprkb.KnowledgeBase, *, as_json: bool) -> None:
    """List works that are unused or have no summary, and summaries without a work."""
    found = knowledge_base.desk.orphans()
    if as_json:
        print_json(
            {
                "unused": [reference.key for reference in found.unused],
                "unsummarised": {one.key: list(places) for one, places in found.unsummarised},
                "without_reference": [summary.id for summary in found.without_reference],
            }
        )
        return
    _print_group("used nowhere", [_reference_line(reference) for reference in found.unused])
    _print_group(
        "used, and not summarised",
        [f"{_reference_line(one)}\n        in {', '.join(at)}" for one, at in found.unsummarised],
    )
    _print_group(
        "summaries that name no work",
        [f"{summary.id}  {summary.title}" for summary in found.without_reference],
    )


def _print_group(heading: str, lines: list[str]) -> None:
    if lines:
        click.echo(styled(f"{len(lines)} {heading}", bold=True))
        for line in lines:
            click.echo(f"    {line}")


def _reference_line(reference: Reference) -> str:
    names = authors_in_words(reference, at_most=2)
    year = reference.year or "n.d."
    return f"{styled(reference.key, fg='cyan')}  {names} ({year}) {strip_tags(reference.title)}"
