"""`import`: import references and summaries from a page of the blog."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import IO

import click

import pprkb
from pprkb.cli.options import as_json, dry_run, read_numbers, with_knowledge_base
from pprkb.cli.output import carry_out, print_json
from pprkb.cli.terminal import styled
from pprkb.desk.add.gather import identifiers_in
from pprkb.formats.blog.page import Leftover
from pprkb.model.errors import PprkbError
from pprkb.model.reference import authors_in_words
from pprkb.model.summary import Month
from pprkb.text.markup import strip_tags
from pprkb.text.number import whole_number

_MONTH = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2]))?\Z")
PIPE = "page"
"""The name of a page from standard input."""
_COLOURS = {"new": "green", "already there": "white", "uncertain": "yellow"}
_SHOWN = 90
"""The maximum number of characters of leftover text to show; --json prints all."""
_EFFECTS_SHOWN = 8


def _month(
    _ctx: click.Context, _option: click.Parameter, written: str | None
) -> tuple[int, int] | None:
    if written is None:
        return None
    match = _MONTH.match(written)
    if match is None:
        raise click.BadParameter(f'"{written}" is not a month: write it as YYYY-MM: 2015-01')
    return whole_number(match[1], 0), whole_number(match[2] or "1", 1)


class _Page(click.File):
    """The path of a saved page; for an address, the error explains how to save it."""

    def convert(
        self,
        value: str | os.PathLike[str] | IO[bytes],
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> IO[bytes]:
        if isinstance(value, str) and value != "-" and not Path(value).exists():
            try:
                found = identifiers_in(value)
            except PprkbError:
                self.fail(
                    f"a page is read from a file: save {value} in your browser and name the file,"
                    f" or: curl -sL {value} | pprkb import -",
                    param,
                    ctx,
                )
            if found:
                self.fail(f"a single work is added with: pprkb add {value}", param, ctx)
        return super().convert(value, param, ctx)


@click.command("import")
@click.argument("blog", type=_Page("rb"), metavar="PAGE")
@click.option(
    "--accept",
    default="",
    callback=read_numbers,
    metavar="1,3",
    help="Import these posts even though they are uncertain.",
)
@click.option("--yes", is_flag=True, help="Write without asking.")
@click.option(
    "--since", callback=_month, metavar="YYYY-MM", help="Only posts of this month and later ones."
)
@dry_run
@as_json
@with_knowledge_base
def import_blog(
    knowledge_base: pprkb.KnowledgeBase,
    *,
    blog: IO[bytes],
    accept: tuple[int, ...],
    yes: bool,
    since: tuple[int, int] | None,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Import PAGE, a page of the blog: an HTML or text file; - is standard input.

    A plan is shown first. New posts become summaries, with their works in references.bib; existing
    posts are left unchanged, and uncertain ones are imported only if you accept them.
    """
    name = str(getattr(blog, "name", "-"))
    name = PIPE if name in ("-", "<stdin>") else name
    first = Month(*since) if since else None
    page = knowledge_base.desk.import_page(blog.read(), name, first)
    plan = page.plan
    chosen = page.chosen(accept)
    if not as_json:
        for problem in page.odd:
            click.echo(f"{problem.at}: {problem.message}", err=True)
        _print_plan(plan, name, first)
        _print_uncertain(plan, accept)
    written: tuple[pprkb.knowledge_base.desk.Change, ...] = ()
    if chosen and dry_run and not as_json:
        click.echo()
        carry_out(page.edit(accept), dry_run=True)
    elif chosen and not dry_run and (yes or (not as_json and _agreed(chosen, piped=name == PIPE))):
        written = carry_out(page.edit(accept), dry_run=False)
    if as_json:
        print_json(_plan_object(plan) | {"written": [change.path for change in written]})
    elif written:
        _print_written(written, chosen)


# -- the plan ----------------------------------------------------------------------------------


def _print_plan(plan: pprkb.desk.plan.ImportPlan, name: str, since: Month | None) -> None:
    for post in plan.posts:
        _print_post(post, name)
    effects = sum(len(post.effects) for post in plan.posts)
    if plan.leftover:
        click.echo(styled("left over", bold=True))
        for left in plan.leftover:
            click.echo(f"    {_left(left, name)}")
        click.echo()
    by_status = [
        f"{number} {status}"
        for status in _COLOURS
        if (number := sum(post.status == status for post in plan.posts))
    ]
    parts = [_counted(len(plan.posts), "post"), _counted(len(plan.works), "work")]
    summary = f"{', '.join(parts)}: {', '.join(by_status)}" if by_status else "no posts"
    if effects:
        summary += f"; {_counted(effects, 'effect')} to propose"
    if plan.earlier:
        summary += f"; {_counted(plan.earlier, 'post')} before {since} left out"
    click.echo(summary, err=True)


def _print_uncertain(plan: pprkb.desk.plan.ImportPlan, accepted: tuple[int, ...]) -> None:
    """Print how to import uncertain posts."""
    waiting = [
        str(post.number)
        for post in plan.posts
        if post.status.value == "uncertain" and not post.obstacle and post.number not in accepted
    ]
    if waiting:
        click.echo(f"what is uncertain is imported with --accept {','.join(waiting)}", err=True)


def _print_post(post: pprkb.desk.plan.PlannedPost, name: str) -> None:
    status = styled(post.status.value, fg=_COLOURS[post.status.value])
    month = str(post.post.month) if post.post.month else "no month"
    title = styled(post.post.title or "(no title)", bold=True)
    click.echo(f"{post.number}. {status}  {month}  {title}  {name}:{post.post.line}")
    if post.path:
        click.echo(f"    {post.path}")
    if post.work:
        kind = " (new)" if post.new_work else ""
        click.echo(f"    {styled(post.work.key, fg='cyan')}{kind}: {_work(post)}")
    for words in post.reasons:
        click.echo(f"    {'?' if post.status.value == 'uncertain' else '='} {words}")
    for words in post.remarks:
        click.echo(f"    {words}")
    if post.effects:
        quotes = [effect.quote for effect in post.effects[:_EFFECTS_SHOWN]]
        more = len(post.effects) - len(quotes)
        click.echo(f"    effects: {'; '.join(quotes)}{f'; and {more} more' if more else ''}")
    click.echo()


def _work(post: pprkb.desk.plan.PlannedPost) -> str:
    assert post.work is not None
    names = authors_in_words(post.work, at_most=4)
    year = str(post.work.year or (post.work.issued.literal if post.work.issued else "n.d."))
    return f"{names} ({year}). {strip_tags(post.work.title)}".strip()


def _left(left: Leftover, name: str) -> str:
    words = left.text if len(left.text) <= _SHOWN else f"{left.text[:_SHOWN].rstrip()}…"
    return f'{name}:{left.line}: "{words}" ({left.why})'


def _counted(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"


def _plan_object(plan: pprkb.desk.plan.ImportPlan) -> dict[str, object]:
    return {
        "posts": [_post_object(post) for post in plan.posts],
        "topics": list(plan.topics),
        "leftover": [
            {"line": leftover.line, "text": leftover.text, "why": leftover.why}
            for leftover in plan.leftover
        ],
        "earlier": plan.earlier,
    }


def _post_object(post: pprkb.desk.plan.PlannedPost) -> dict[str, object]:
    return {
        "number": post.number,
        "status": post.status.value,
        "month": str(post.post.month or ""),
        "title": post.post.title,
        "line": post.post.line,
        "citation": post.post.citation,
        "reference": post.work.key if post.work else "",
        "new_reference": post.new_work,
        "path": post.path,
        "reasons": list(post.reasons),
        "remarks": list(post.remarks),
        "effects": [
            {
                "quote": effect.quote,
                "metric": effect.proposal.metric,
                "value": effect.proposal.value,
                "k": effect.proposal.k,
                "n": effect.proposal.n,
            }
            for effect in post.effects
        ],
    }


# -- writing -----------------------------------------------------------------------------------


def _on_terminal() -> bool:
    return sys.stdin.isatty() and sys.stderr.isatty()


def _agreed(chosen: tuple[pprkb.desk.plan.PlannedPost, ...], *, piped: bool) -> bool:
    """Ask whether to write; without a terminal, print how to continue."""
    summaries = f"{len(chosen)} {'summary' if len(chosen) == 1 else 'summaries'}"
    if piped or not _on_terminal():
        click.echo(f"nothing is written yet; add --yes to write {summaries}", err=True)
        return False
    return click.confirm(f"write {summaries}?", err=True)


def _print_written(
    written: tuple[pprkb.knowledge_base.desk.Change, ...],
    chosen: tuple[pprkb.desk.plan.PlannedPost, ...],
) -> None:
    for change in written:
        click.echo(f"wrote {change.path}", err=True)
    click.echo("next: say type and topics at the top of each summary", err=True)
    for post in chosen:
        if post.effects:
            stem = post.path.rsplit("/", 1)[-1].removesuffix(".md")
            effects = _counted(len(post.effects), "effect")
            click.echo(f"  pprkb extract {stem}  ({effects} to look at)", err=True)
