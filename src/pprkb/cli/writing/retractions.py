"""`retractions`: notices about works, and updating them from the data set."""

from __future__ import annotations

from pathlib import Path

import click

import pprkb
from pprkb.cli.options import as_json, dry_run, with_knowledge_base
from pprkb.cli.output import carry_out, print_json
from pprkb.cli.terminal import styled
from pprkb.formats.exchange.retraction_watch import iso_date, printed_doi
from pprkb.model.notice import Notice, notice_lines, notices_in_words
from pprkb.model.reference import authors_in_words

_SHOWN = 10
"""The maximum number of damaged rows to print; JSON has all."""
DATA_SET = "https://gitlab.com/crossref/retraction-watch-data"


class _Retractions(click.Group):
    """A group whose default command is `list`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Insert `list` if no command is given."""
        helped = any(name in args[:1] for name in ctx.help_option_names)
        if not helped and (not args or args[0].startswith("-")):
            args = ["list", *args]
        return super().parse_args(ctx, args)


@click.group(cls=_Retractions)
def retractions() -> None:
    """Show which works of the library have notices such as retractions or corrections.

    `pprkb retractions` is short for `pprkb retractions list`. Notices are kept in
    data/retractions.yaml, and every list, document, table and check shows them.

    Both commands take --library and --database.
    """


@retractions.command("list", short_help="List notices and where they are recorded.")
@as_json
@with_knowledge_base
def list_notices(knowledge_base: pprkb.KnowledgeBase, *, as_json: bool) -> None:
    """List the works with notices, with the location of each notice."""
    articles, data_set = knowledge_base.notices()
    if as_json:
        works = [
            {
                "key": article.key,
                "standing": article.standing.value if article.standing else None,
                "notices": pprkb.knowledge_base.publication.notice_objects(article.notices),
            }
            for article in articles
        ]
        print_json({"data_set": data_set or None, "works": works})
        return
    for article in articles:
        if article.reference:
            names = authors_in_words(article.reference, at_most=4)
            year = article.reference.year or "n.d."
            click.echo(f"{styled(article.key, fg='cyan')}  {names} ({year})")
        for runs in notice_lines(article.notices):
            click.echo(f"    {''.join(run.text for run in runs)}")
        for notice in article.notices:
            click.echo(styled(f"    {notice.at}", dim=True))
    number = len(articles)
    counted = f"{number:,} work{'' if number == 1 else 's'} with notices"
    since = f"compared with the data set of {data_set}" if data_set else "never compared"
    click.echo(f"{counted}; {since}", err=True)
    if not data_set:
        click.echo(f"take the data set from {DATA_SET} and run: pprkb retractions update", err=True)


@retractions.command(short_help="Compare the library with the data set.")
@click.argument(
    "data_set", metavar="FILE.csv", type=click.Path(path_type=Path, exists=True, dir_okay=False)
)
@click.option(
    "--dated",
    default="",
    metavar="DATE",
    help="The data set's date. Default: that of its newest row.",
)
@dry_run
@as_json
@with_knowledge_base
def update(
    knowledge_base: pprkb.KnowledgeBase, *, data_set: Path, dated: str, dry_run: bool, as_json: bool
) -> None:
    """Compare the library with FILE.csv, the Retraction Watch data set as Crossref publishes it.

    Rows with the DOI or PubMed ID of a work are recorded in data/retractions.yaml; notices written
    by hand do not change. Rows that match only in title, year and first author are shown but not
    recorded.
    """

    def plan() -> list[pprkb.knowledge_base.desk.Change]:
        planned = knowledge_base.desk.update_retractions(data_set, dated=dated)
        if as_json:
            print_json(_object(planned))
        else:
            _print(planned)
        return [] if dry_run and as_json else [planned.change]

    for change in carry_out(knowledge_base.desk.edit(plan), dry_run=dry_run):
        same = change.before == change.after
        click.echo("nothing has changed" if same else f"wrote {change.path}", err=True)


def _print(planned: pprkb.desk.retractions.Update) -> None:
    for word, notices in (
        ("new", planned.added),
        ("changed", [now for _, now in planned.changed]),
        ("gone", planned.vanished),
    ):
        for notice in notices:
            click.echo(f"{word:<8} {_line(notice)}")
    if planned.vanished:
        click.echo("         those are no longer in the data set; they are kept in the file")
    for match in planned.perhaps:
        click.echo(f"perhaps  {_candidate(match)}")
    if planned.perhaps:
        click.echo(
            "         look at these: add the DOI to the entry, or put the record under `dismissed`"
        )
    for remark in planned.remarks:
        click.echo(f"look at  {remark}")
    for row in planned.damaged[:_SHOWN]:
        click.echo(f"damaged  line {row.line}: {row.what}")
    if len(planned.damaged) > _SHOWN:
        click.echo(f"         and {len(planned.damaged) - _SHOWN:,} further rows (--json has all)")
    click.echo(
        f"{planned.rows:,} rows, the data set of {planned.data_set or 'no date'}:"
        f" {len(planned.added)} new, {len(planned.changed)} changed, {len(planned.same)} known,"
        f" {len(planned.vanished)} gone, {len(planned.perhaps)} perhaps",
        err=True,
    )


def _line(notice: Notice) -> str:
    return (
        f"{styled(notice.reference, fg='cyan')}  {notices_in_words((notice,))}"
        f" [record {notice.record}]"
    )


def _candidate(match: pprkb.desk.retractions.Match) -> str:
    row = match.row
    about = [row.nature.strip().lower(), iso_date(row.date), f"record {row.record.strip()}"]
    about += [f"of {doi}" if (doi := printed_doi(row.doi)) else "", match.doubt]
    return (
        f"{styled(match.reference.key, fg='cyan')}  by {match.sign}:"
        f" {', '.join(filter(None, about))}"
    )


def _object(planned: pprkb.desk.retractions.Update) -> dict[str, object]:
    return {
        "data_set": planned.data_set or None,
        "rows": planned.rows,
        "new": [_notice_object(notice) for notice in planned.added],
        "changed": [
            {"was": _notice_object(was), "now": _notice_object(now)} for was, now in planned.changed
        ],
        "known": [_notice_object(notice) for notice in planned.same],
        "gone": [_notice_object(notice) for notice in planned.vanished],
        "perhaps": [
            {
                "key": match.reference.key,
                "by": match.sign.value,
                "doubt": match.doubt or None,
                **match.row._asdict(),
            }
            for match in planned.perhaps
        ],
        "damaged": [row._asdict() for row in planned.damaged],
        "remarks": list(planned.remarks),
    }


def _notice_object(notice: Notice) -> dict[str, object]:
    (made,) = pprkb.knowledge_base.publication.notice_objects((notice,))
    made.pop("withdrawn")
    return {"key": notice.reference, **made}
