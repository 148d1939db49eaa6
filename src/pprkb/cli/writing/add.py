"""`add`: works from a printed reference, a DOI, a PMID or a file into references.bib."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import click

from pprkb.cli.changes import carry_out
from pprkb.cli.completion import complete_key
from pprkb.cli.options import as_json, dry_run, with_knowledge_base
from pprkb.cli.output import print_json
from pprkb.cli.writing.newcomers import newcomers_as_json, report_added, show_judged
from pprkb.knowledge_base import KnowledgeBase
from pprkb.knowledge_base.desk import (
    Change,
    Gathered,
    Judged,
    Wishes,
    doubtful,
    from_anything,
    held_back,
    identifiers_in,
    pasted,
    read_file,
    settings_from,
    sort_out,
)
from pprkb.model.errors import PprkbError


@click.command()
@click.argument(
    "given",
    nargs=-1,
    metavar="[FILE|DOI|PMID|REFERENCE]...",
    type=click.Path(allow_dash=True),  # a path for the shell to complete; the word stays as it is
)
@click.option("--apa", metavar="TEXT", help="A reference as it is printed; - reads it from stdin.")
@click.option("--doi", "dois", multiple=True, metavar="DOI", help="Look a DOI up.")
@click.option("--pmid", "pmids", multiple=True, metavar="PMID", help="Look a PMID up in PubMed.")
@click.option("--key", default="", metavar="KEY", help="Its key; else one is made.")
@click.option(
    "--not-duplicate",
    "not_duplicates",
    multiple=True,
    metavar="KEY",
    shell_complete=complete_key,
    help="It is not the work KEY, however alike; this is remembered.",
)
@click.option(
    "--accept-doubts",
    is_flag=True,
    help="Add works though they were read with doubts.",
)
@click.option("--keep-keys", is_flag=True, help="Keep the keys of the file, where they are free.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--refresh", is_flag=True, help="Look up again what was looked up before.")
@click.option(
    "--timeout",
    type=click.FloatRange(0.1, 600),
    metavar="SECONDS",
    help="How long to wait; else 10.",
)
@dry_run
@as_json
@with_knowledge_base
def add(
    knowledge_base: KnowledgeBase,
    *,
    given: tuple[str, ...],
    apa: str | None,
    dois: tuple[str, ...],
    pmids: tuple[str, ...],
    key: str,
    not_duplicates: tuple[str, ...],
    accept_doubts: bool,
    keep_keys: bool,
    yes: bool,
    refresh: bool,
    timeout: float | None,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Add works to references.bib: printed, by DOI or PMID, or from BibTeX, RIS or JSON files.

    What is no file here is taken for what it looks like: a DOI or its address, a PMID, or a printed
    reference in quotation marks. The options say it outright.

    Nothing is added twice: what is in the library already is shown beside it. No other entry is
    touched, and a key that was made never changes. What `check` would call wrong data is held back
    with its doubts; the sound works of its file are added.
    """
    knowledge_base.require_own()
    wishes = Wishes(
        key=key, not_duplicates=not_duplicates, accept_doubts=accept_doubts, keep_keys=keep_keys
    )
    asked = Asked(given=given, apa=apa, dois=dois, pmids=pmids)
    gathered = _gather(knowledge_base, asked, timeout=timeout, refresh=refresh)
    problems, unread = gathered.problems, gathered.unread
    addition = knowledge_base.desk.compare(gathered, wishes)
    judged = addition.judged
    if not as_json:
        show_judged(judged, problems)
        for error in unread:
            click.echo(f"not added: {error.message}", err=True)
        if not (yes or dry_run) and _on_terminal():
            answered = _ask(judged, wishes)
            if answered is None:
                click.echo("nothing was added", err=True)
                return
            addition = addition.with_wishes(answered)

    unlike: tuple[str, ...] = ()

    def planned() -> tuple[Change, ...]:
        nonlocal judged, unlike
        plan = addition.plan()
        judged, unlike = plan.judged, plan.unlike
        return plan.changes

    try:
        if dry_run and as_json:
            planned()
        else:
            carry_out(knowledge_base.desk.edit(planned), dry_run=dry_run)
    except PprkbError:
        if as_json:
            print_json(newcomers_as_json(judged, problems, unread))
        raise
    if as_json:
        print_json(newcomers_as_json(judged, problems, unread))
    elif not dry_run:
        report_added(knowledge_base, judged, keep_keys=keep_keys)
        for other in unlike:
            click.echo(f"nothing here looks like {other}; nothing is remembered of it", err=True)
    # What is sound has been added; what was held back must not go unseen in a script.
    if refused := held_back(judged):
        raise doubtful(refused)
    if unread:
        raise unread[0]


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What is named on the command line."""

    given: tuple[str, ...]
    apa: str | None
    dois: tuple[str, ...]
    pmids: tuple[str, ...]


def _gather(
    knowledge_base: KnowledgeBase, asked: Asked, *, timeout: float | None, refresh: bool
) -> Gathered:
    nothing = not (asked.given or asked.apa is not None or asked.dois or asked.pmids)
    if nothing and sys.stdin.isatty():
        raise click.UsageError(
            "name what to add: a file, a DOI, a PMID, or a reference in quotation marks"
        )
    named = sort_out(asked.given)
    given = replace(named, dois=(*asked.dois, *named.dois), pmids=(*asked.pmids, *named.pmids))
    if nothing:
        content = sys.stdin.buffer.read()
        found = identifiers_in(pasted(content))
        if found is None:
            return from_anything(content, "stdin")
        given = found
    text = pasted(sys.stdin.buffer.read()) if asked.apa == "-" else asked.apa
    if text is not None:
        if found := identifiers_in(text):
            given = replace(
                given, dois=(*given.dois, *found.dois), pmids=(*given.pmids, *found.pmids)
            )
        else:
            given = replace(given, printed=(text, *given.printed))
    settings = settings_from(timeout=timeout, refresh=refresh)
    return knowledge_base.desk.gather(given, settings, _announce, _read)


def _on_terminal() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()


def _read(path: Path) -> tuple[str, bytes]:
    return ("stdin", sys.stdin.buffer.read()) if str(path) == "-" else read_file(path)


def _announce(message: str) -> None:
    click.echo(message, err=True)


def _ask(judged: Sequence[Judged], wishes: Wishes) -> Wishes | None:
    """Ask a person on a terminal what the options leave open; None where nothing is wanted."""
    declined = list(wishes.not_duplicates)
    if len(judged) == 1:
        one = judged[0]
        for match in one.matches:
            if match.likeness == "possible" or match.reference.key in declined:
                continue
            if not click.confirm(f"Is it another work than {match.reference.key}?", err=True):
                return None
            declined.append(match.reference.key)
        wishes = replace(wishes, not_duplicates=declined)
        if one.newcomer.doubts and not wishes.accept_doubts:
            accepted = click.confirm("Was it read as it is meant?", err=True)
            return replace(wishes, accept_doubts=True) if accepted else None
    if not click.confirm(_question(judged), default=True, err=True):
        return None
    return wishes


def _question(judged: Sequence[Judged]) -> str:
    if len(judged) == 1:
        return "Add it?"
    return f"Add {sum(one.verdict == 'new' for one in judged)} of {len(judged)}?"
