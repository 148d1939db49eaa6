"""`add`: works from a printed reference, a DOI, a PMID or a file into references.bib."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pprkb.cli.changes import carry_out
from pprkb.cli.completion import complete_key
from pprkb.cli.options import as_json, dry_run, with_knowledge_base
from pprkb.cli.output import print_json
from pprkb.cli.writing.newcomers import newcomers_as_json, report_added, show_judged
from pprkb.model.errors import PprkbError

if TYPE_CHECKING:
    from pprkb.desk.add.gather import Gathered
    from pprkb.desk.add.newcomer import Newcomer
    from pprkb.desk.add.works import Judged, Wishes
    from pprkb.files.change import Change
    from pprkb.knowledge_base import KnowledgeBase


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
    from pprkb.desk.add.works import Wishes, doubtful, held_back, judge, plan

    root = knowledge_base.writable_root
    gathered = _gather(knowledge_base, given, apa, dois, pmids, timeout=timeout, refresh=refresh)
    newcomers, problems, unread = gathered.newcomers, gathered.problems, gathered.unread
    wishes = Wishes(
        key=key, not_duplicates=not_duplicates, accept_doubts=accept_doubts, keep_keys=keep_keys
    )
    judged = judge(root, newcomers, wishes)
    if not as_json:
        show_judged(judged, problems)
        for error in unread:
            click.echo(f"not added: {error.message}", err=True)
        if not (yes or dry_run) and _on_terminal():
            answered = _ask(judged, wishes)
            if answered is None:
                click.echo("nothing was added", err=True)
                return
            wishes = answered

    unlike: tuple[str, ...] = ()

    def planned() -> tuple[Change, ...]:
        nonlocal judged, unlike
        made = plan(root, newcomers, wishes)
        judged, unlike = made.judged, made.unlike
        return made.changes

    try:
        if dry_run and as_json:
            planned()
        else:
            carry_out(root, planned, dry_run=dry_run)
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


def _gather(
    knowledge_base: KnowledgeBase,
    given: tuple[str, ...],
    apa: str | None,
    dois: tuple[str, ...],
    pmids: tuple[str, ...],
    *,
    timeout: float | None,
    refresh: bool,
) -> Gathered:
    from pprkb.desk.add.gather import (
        Gathered,
        from_anything,
        from_dois,
        from_file,
        from_pmids,
        from_printed,
        identifiers_in,
        pasted,
        sort_out,
    )

    newcomers: list[Newcomer] = []
    sources: list[Gathered] = []
    nothing = not (given or apa is not None or dois or pmids)
    if nothing and sys.stdin.isatty():
        raise click.UsageError(
            "name what to add: a file, a DOI, a PMID, or a reference in quotation marks"
        )
    named = sort_out(given)
    dois, pmids = (*dois, *named.dois), (*pmids, *named.pmids)
    printed = list(named.printed)
    text = pasted(sys.stdin.buffer.read()) if apa == "-" else apa
    if text is not None:
        if found := identifiers_in(text):
            dois, pmids = (*dois, *found.dois), (*pmids, *found.pmids)
        else:
            printed.insert(0, text)
    if nothing:
        content = sys.stdin.buffer.read()
        if found := identifiers_in(pasted(content)):
            dois, pmids = found.dois, found.pmids
        else:
            sources.append(from_anything(content, "stdin"))
    if printed:
        sources.append(from_printed("\n\n".join(printed)))
    if dois or pmids:
        from pprkb.lookup.client import settings_from

        settings = settings_from(timeout=timeout, refresh=refresh)
        knowledge_base.progress("looking up")
        newcomers += from_dois(dois, settings, _announce)
        newcomers += from_pmids(pmids, settings, _announce)
        knowledge_base.progress("")
        sources.append(Gathered(newcomers=tuple(newcomers)))
    sources += (
        from_file(_content(path), "stdin" if str(path) == "-" else path.name)
        for path in named.files
    )
    return Gathered(
        newcomers=tuple(work for source in sources for work in source.newcomers),
        problems=tuple(problem for source in sources for problem in source.problems),
        unread=tuple(error for source in sources for error in source.unread),
    )


def _on_terminal() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()


def _content(path: Path) -> bytes:
    from pprkb.model.errors import NotFoundError

    if str(path) == "-":
        return sys.stdin.buffer.read()
    try:
        return path.read_bytes()
    except OSError as error:
        raise NotFoundError(
            f"{path} cannot be read: {error.strerror or error}",
            hint="look at its name; what is no file is a DOI, a PMID or a whole reference in"
            " quotation marks",
        ) from error


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
