"""`add`: add references to references.bib from printed text, DOIs, PMIDs or files."""

from __future__ import annotations

import shutil
import sys
import textwrap
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import click

import pprkb
from pprkb.cli.completion import complete_key
from pprkb.cli.options import Number, as_json, dry_run, grouped, with_knowledge_base
from pprkb.cli.output import carry_out, on_the_command_line, print_json
from pprkb.cli.problems import problem_line
from pprkb.cli.terminal import styled
from pprkb.desk.add.gather import (
    Gathered,
    from_anything,
    identifiers_in,
    pasted,
    read_file,
    sort_out,
)
from pprkb.desk.add.newcomer import Newcomer
from pprkb.desk.add.works import Judged, Wishes, doubtful, held_back
from pprkb.formats.exchange.csljson import to_csl
from pprkb.formats.printed import show_printed
from pprkb.matching.same_work import Match
from pprkb.matching.side_by_side import fields_of, side_by_side
from pprkb.model.errors import PprkbError
from pprkb.model.problem import Problem
from pprkb.model.reference import authors_in_words
from pprkb.text.markup import strip_tags

_FEW = 5
"""Up to this number, works are shown in full."""


def show_judged(judged: Sequence[Judged], problems: Sequence[Problem]) -> None:
    """Print how works were read, their duplicates, and problems of a file."""
    for problem in problems:
        click.echo(problem_line(problem), err=True)
    if len(judged) <= _FEW:
        for work in judged:
            _show_newcomer(work.newcomer)
            _show_doubts(work.newcomer, "")
            for problem in work.newcomer.remarks:
                click.echo(work.newcomer.in_words(problem), err=True)
            for match in work.matches:
                _show_match(work.newcomer, match)
        return
    for work in judged:
        if work.verdict != "new":
            reason = _where(work.matches[0]) if work.verdict == "duplicate" else work.verdict
            likeness = f"{work.matches[0].likeness} " if work.verdict == "duplicate" else ""
            click.echo(f"not added: {_in_short(work.newcomer)}: {likeness}{reason}", err=True)
            if work.verdict == "doubtful":
                _show_doubts(work.newcomer, "    ")
    _show_remarks([work.newcomer for work in judged if work.verdict == "new"])


def _where(match: Match) -> str:
    """Return the key of a work, with its file if that belongs to another program."""
    at = match.reference.at
    place = f" in {at.path}" if at and at.path.startswith("data/bibliographies/") else ""
    return f"{match.reference.key}{place}"


def _show_doubts(newcomer: Newcomer, indent: str) -> None:
    """Print the doubts about a work, except those that `show_printed` prints beside the text."""
    shown = newcomer.doubts if indent or newcomer.printed is None else newcomer.wrong
    for doubt in shown:
        click.echo(f"{indent}{doubt}", err=True)


def _show_remarks(newcomers: Sequence[Newcomer]) -> None:
    """Print remarks on many works, by rule."""
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
    return max(60, min(shutil.get_terminal_size((100, 24)).columns, 140))


def _wrapped(text: str, width: int) -> list[str]:
    return textwrap.wrap(text, width) or [""]


def report_added(
    knowledge_base: pprkb.KnowledgeBase, judged: Sequence[Judged], *, keep_keys: bool = False
) -> None:
    """Print the keys with the references, and the next step."""
    added = [work for work in judged if work.verdict == "new"]
    formatted, trouble = _formatted(knowledge_base, added if len(added) <= _FEW else ())
    for work in added:
        click.echo(f"{work.key}  {formatted.get(work.key) or _in_short(work.newcomer)}")
    if len(judged) > 1:
        counts = {
            name: sum(work.verdict == name for work in judged)
            for name in ("duplicate", "doubtful", "empty")
        }
        left = [f"{count} {name}" for name, count in counts.items() if count]
        told = f", not added: {', '.join(left)}" if left else ""
        click.echo(f"added {len(added)} of {len(judged)}{told}", err=True)
    if keep_keys:
        _report_keys(added)
    for work in added:
        for other in work.told_apart:
            click.echo(f"remembered that {work.key} is not {other}", err=True)
    if added:
        click.echo(f"summarise it with: pprkb new {added[0].key}", err=True)
    if trouble:
        warning = styled("warning:", fg="yellow")
        click.echo(f"{warning} added, but not shown as it is printed: {trouble.message}", err=True)
        if trouble.hint:
            click.echo(f"         {on_the_command_line(trouble.hint)}", err=True)


def _report_keys(added: Sequence[Judged]) -> None:
    """Print which works could not keep their keys."""
    for work in added:
        own = work.newcomer.key
        if own and own != work.key:
            click.echo(f"{own} is the key of another work: this one is {work.key}", err=True)
        elif not own:
            source = work.newcomer.source
            click.echo(f"{source} has no key that can be kept: it is {work.key}", err=True)


def _formatted(
    knowledge_base: pprkb.KnowledgeBase, added: Iterable[Judged]
) -> tuple[dict[str, str], PprkbError | None]:
    """Return the formatted references by key, and the error that prevents formatting.

    The works have already been added: a damaged database must not look like a failure.
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
) -> dict[str, object]:
    """Return everything about the new works, for programs."""
    return {
        "works": [
            {
                "source": work.newcomer.source,
                "verdict": work.verdict.value,
                "key": work.key or None,
                "reference": to_csl(replace(work.newcomer.reference, key=work.key)),
                "matches": [
                    {"key": match.reference.key, "likeness": match.likeness.value}
                    for match in work.matches
                ],
                "doubts": list(work.newcomer.doubts),
                "remarks": [work.newcomer.in_words(each) for each in work.newcomer.remarks],
            }
            for work in judged
        ],
        "problems": [str(problem) for problem in problems],
        "unread": [error.message for error in unread],
    }


@dataclass(frozen=True, kw_only=True)
class Asked:
    """The arguments of the command line."""

    given: tuple[str, ...]
    apa: str | None
    dois: tuple[str, ...]
    pmids: tuple[str, ...]


_asked = grouped(
    "asked",
    Asked,
    click.argument(
        "given",
        nargs=-1,
        metavar="[FILE|DOI|PMID|REFERENCE]...",
        # A path only for completion in the shell; the word stays as it is.
        type=click.Path(allow_dash=True),
    ),
    click.option(
        "--apa",
        metavar="TEXT",
        help="A reference as it is printed; - reads it from standard input.",
    ),
    click.option("--doi", "dois", multiple=True, metavar="DOI", help="Look a DOI up."),
    click.option(
        "--pmid", "pmids", multiple=True, metavar="PMID", help="Look a PMID up in PubMed."
    ),
)
_wishes = grouped(
    "wishes",
    Wishes,
    click.option(
        "--key",
        default="",
        metavar="KEY",
        help="The key of the work. Default: one is made of author, year and title.",
    ),
    click.option(
        "--not-duplicate",
        "not_duplicates",
        multiple=True,
        metavar="KEY",
        shell_complete=complete_key,
        help="The work is not KEY, however alike they are; this is remembered.",
    ),
    click.option(
        "--accept-doubts",
        is_flag=True,
        help="Add works even if parts of them could not be read with certainty.",
    ),
    click.option("--keep-keys", is_flag=True, help="Keep the keys of the file, if they are free."),
)


@dataclass(frozen=True, kw_only=True)
class LookUp:
    """Options for looking up DOIs and PMIDs."""

    refresh: bool
    timeout: float | None


_look_up = grouped(
    "look_up",
    LookUp,
    click.option("--refresh", is_flag=True, help="Look up again what was looked up before."),
    click.option(
        "--timeout",
        type=Number(click.FloatRange(0.1, 600)),
        metavar="SECONDS",
        help="How long to wait for an answer, up to 600. Default: 10.",
    ),
)


@click.command()
@_asked
@_wishes
@click.option("--yes", is_flag=True, help="Write without asking.")
@_look_up
@dry_run
@as_json
@with_knowledge_base
def add(
    knowledge_base: pprkb.KnowledgeBase,
    *,
    asked: Asked,
    wishes: Wishes,
    yes: bool,
    look_up: LookUp,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Add works to references.bib: printed, by DOI or PMID, or from BibTeX, RIS or JSON files.

    An argument that is not a file is read as a DOI or its address, a PMID, or a printed reference
    in quotation marks. Use the options to be explicit.

    Nothing is added twice: works that are already in the library are shown for comparison. No other
    entry changes. A work with data that `check` would report as wrong is held back, and its doubts
    are shown; the other works of the same file are added.
    """
    knowledge_base.require_own()
    gathered = _gather(knowledge_base, asked, look_up, wishes.not_duplicates)
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

    def planned() -> tuple[pprkb.knowledge_base.desk.Change, ...]:
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
        report_added(knowledge_base, judged, keep_keys=wishes.keep_keys)
        for other in unlike:
            click.echo(f"nothing here looks like {other}; nothing is remembered of it", err=True)
    _refuse_the_rest(judged, unread)


def _refuse_the_rest(judged: Sequence[Judged], unread: Sequence[PprkbError]) -> None:
    """Fail if something was held back, so that scripts notice; the rest has been added."""
    if refused := held_back(judged):
        raise doubtful(refused)
    if unread:
        raise unread[0]


def _gather(
    knowledge_base: pprkb.KnowledgeBase,
    asked: Asked,
    look_up: LookUp,
    not_duplicates: Collection[str],
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
    return knowledge_base.desk.gather(
        given,
        _announce,
        _read,
        timeout=look_up.timeout,
        refresh=look_up.refresh,
        not_duplicates=not_duplicates,
    )


def _on_terminal() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()


def _read(path: Path) -> tuple[str, bytes]:
    return ("stdin", sys.stdin.buffer.read()) if str(path) == "-" else read_file(path)


def _announce(message: str) -> None:
    click.echo(message, err=True)


def _ask(judged: Sequence[Judged], wishes: Wishes) -> Wishes | None:
    """Ask on a terminal for decisions that the options leave open; None to cancel."""
    declined = list(wishes.not_duplicates)
    if len(judged) == 1:
        work = judged[0]
        for match in work.matches:
            if match.likeness == "possible" or match.reference.key in declined:
                continue
            if not click.confirm(f"Is it a different work from {match.reference.key}?", err=True):
                return None
            declined.append(match.reference.key)
        wishes = replace(wishes, not_duplicates=declined)
        if work.newcomer.doubts and not wishes.accept_doubts:
            accepted = click.confirm("Is this what was meant?", err=True)
            return replace(wishes, accept_doubts=True) if accepted else None
    if not click.confirm(_question(judged), default=True, err=True):
        return None
    return wishes


def _question(judged: Sequence[Judged]) -> str:
    if len(judged) == 1:
        return "Add it?"
    return f"Add {sum(work.verdict == 'new' for work in judged)} of {len(judged)}?"
