"""`extract`: propose effect sizes from a summary's prose."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path

import click

import pprkb
from pprkb.cli.completion import complete_summary
from pprkb.cli.options import as_json, dry_run, read_numbers, with_knowledge_base, with_library
from pprkb.cli.output import carry_out, print_json
from pprkb.cli.terminal import styled
from pprkb.desk.extract import Offer, Offers, accept, find_in_prose, record_lines
from pprkb.model.errors import NotFoundError, PprkbError

_NOT_SHOWN = ("percentage", "apart")
"""Kinds of proposals that are rarely findings."""


@click.command()
@click.argument("summary", required=False, shell_complete=complete_summary)
@click.option(
    "--prose",
    type=click.Path(path_type=Path, dir_okay=False, allow_dash=True),
    metavar="FILE",
    help="Read any text, without a library; - is standard input.",
)
@click.option(
    "--accept", default="", callback=read_numbers, metavar="1,3", help="Record these proposals."
)
@click.option("-i", "--interactive", is_flag=True, help="Ask for each proposal.")
@click.option(
    "--all",
    "everything",
    is_flag=True,
    help="Also show percentages, and statistics that the text does not plainly report.",
)
@dry_run
@as_json
@with_library
def extract(
    *,
    summary: str | None,
    prose: Path | None,
    accept: tuple[int, ...],
    interactive: bool,
    everything: bool,
    as_json: bool,
    **of_library: Path | None,
) -> None:
    """Propose records for the statistics in the prose of SUMMARY that have none.

    Only proposals that you accept are recorded. They leave out what the text does not state
    plainly: what is related to what, whom it favours, whose finding it is. The numbers of proposals
    do not change when one is recorded. --prose reads any text, such as an abstract, and records
    nothing.
    """
    if (summary is None) == (prose is None):
        raise click.UsageError("name a summary, or a text with --prose FILE (- for standard input)")
    if summary is not None:
        _from_summary(
            summary=summary,
            accept=accept,
            interactive=interactive,
            everything=everything,
            as_json=as_json,
            **of_library,
        )
        return
    if prose is None or accept or interactive:
        raise click.UsageError(
            "--prose reads a text outside the library, so nothing can be recorded"
        )
    name = "stdin" if str(prose) == "-" else str(prose)
    _show(find_in_prose(_content(prose), name), everything=everything, as_json=as_json)


@with_knowledge_base
def _from_summary(
    knowledge_base: pprkb.KnowledgeBase,
    *,
    summary: str,
    accept: tuple[int, ...],
    interactive: bool,
    everything: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    offers = knowledge_base.desk.extract(summary)
    if interactive:
        accept = _asked(offers, _shown(offers, everything=everything))
        if not accept:
            click.echo("nothing recorded", err=True)
            return
    if accept:
        edit = knowledge_base.desk.record(summary, offers, accept)
        for change in carry_out(edit, dry_run=dry_run):
            click.echo(f"recorded {len(set(accept))} in {change.path}", err=True)
        return
    _show(offers, everything=everything, as_json=as_json, summary=summary)


def _content(prose: Path) -> bytes:
    if str(prose) == "-":
        return sys.stdin.buffer.read()
    try:
        return prose.read_bytes()
    except OSError as error:
        raise NotFoundError(
            f"{prose} cannot be read: {error.strerror or error}", hint="look at its name"
        ) from error


def _shown(offers: Offers, *, everything: bool) -> list[Offer]:
    return [o for o in offers.unrecorded if everything or o.proposal.tier not in _NOT_SHOWN]


def _show(offers: Offers, *, everything: bool, as_json: bool, summary: str = "") -> None:
    """Print the proposals, and on stderr their number and how to record them."""
    shown = _shown(offers, everything=everything)
    if as_json:
        print_json([_object(offer) for offer in shown])
        return
    for offer in shown:
        _print_offer(offers, offer)
    hidden = len(offers.unrecorded) - len(shown)
    recorded = len(offers.offers) - len(offers.unrecorded)
    click.echo(
        f"{len(shown)} proposed"
        + (f", {recorded} recorded already" if summary else "")
        + (f", {hidden} more not shown (--all)" if hidden else ""),
        err=True,
    )
    if shown and summary:
        numbers = ",".join(str(offer.number) for offer in shown[:2])
        click.echo(
            f"record them with: pprkb extract {summary} --accept {numbers}, or be asked with -i",
            err=True,
        )


def _asked(offers: Offers, shown: list[Offer]) -> tuple[int, ...]:
    """Ask for each proposal whether to record it; nothing is written before the last answer."""
    accepted: list[int] = []
    for offer in shown:
        _print_offer(offers, offer)
        try:
            accept(offers, [offer.number])
        except PprkbError as error:
            click.echo(f"   it cannot be recorded as it stands: {error}\n")
            continue
        answer = click.prompt(
            "   Record it? y yes, n no, q leave the rest, x leave without recording",
            type=click.Choice(["y", "n", "q", "x"]),
            default="n",
            show_choices=False,
        )
        click.echo()
        if answer == "y":
            accepted.append(offer.number)
        elif answer == "q":
            break
        elif answer == "x":
            return ()
    return tuple(accepted)


def _print_offer(offers: Offers, offer: Offer) -> None:
    p = offer.proposal
    head = f"{offer.number}. {p.tier.value}, {p.confidence.value} confidence"
    click.echo(f"{styled(head, bold=True)}  {offers.path}:{offer.line}")
    marked = f"{offer.before}\0{offer.quote}\1{offer.after}"
    flat = " ".join(marked.split())
    before, _, rest = flat.partition("\0")
    quote, _, after = rest.partition("\1")
    click.echo(f"   {before}{styled(f'»{quote}«', fg='yellow')}{after}")
    for line in record_lines(offer, set()):
        click.echo(f"     {line}")
    if p.source_words:
        click.echo(f"     # found by: {p.source_words}")
    for flag in p.flags:
        click.echo(f"     # look at: {flag}")
    click.echo()


def _object(offer: Offer) -> dict[str, object]:
    return {"number": offer.number, "quote": offer.quote, "line": offer.line} | asdict(
        offer.proposal
    )
