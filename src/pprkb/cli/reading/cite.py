"""`cite`: formatted references and citations."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import click

from pprkb.cli.completion import complete_key
from pprkb.cli.options import (
    Choice,
    as_json,
    with_filters,
    with_knowledge_base,
    with_style,
)
from pprkb.cli.output import print_json
from pprkb.cli.retracted import refuse_retracted, warn_of, with_fail_on_retracted

if TYPE_CHECKING:
    from pprkb.documents.formatted_entry import FormattedEntry
    from pprkb.knowledge_base import KnowledgeBase
    from pprkb.query.filters import Filters
    from pprkb.text.markup import Run


@click.command()
@click.argument("named", nargs=-1, metavar="[KEY]...", shell_complete=complete_key)
@with_filters
@click.option("--in-text", "form", flag_value="parenthetical", help="As in (Wampold, 2015).")
@click.option("--narrative", "form", flag_value="narrative", help="As in Wampold (2015).")
@click.option(
    "--locator", default="", metavar="WHERE", help='The place in the work, such as "pp. 3-5".'
)
@click.option(
    "--to",
    "format_name",
    type=Choice(["text", "html", "markdown", "json"]),
    default="text",
    show_default=True,
    help="The format.",
)
@with_style
@with_fail_on_retracted
@as_json
@with_knowledge_base
def cite(
    knowledge_base: KnowledgeBase,
    *,
    named: tuple[str, ...],
    filters: Filters,
    form: str | None,
    locator: str,
    format_name: str,
    style: str,
    locale: str,
    fail_on_retracted: bool,
    as_json: bool,
) -> None:
    """Print the formatted reference of each KEY, or a citation of them all.

    Without a KEY, the filters choose the works; with both, the works of these keys that satisfy
    them.
    """
    from pprkb.documents.writers import Format, write_inline
    from pprkb.formats.markdown import read_locator
    from pprkb.model.citation import Citation, CitationMode, Cite
    from pprkb.model.notice import standing_of

    keys = _keys(knowledge_base, named, filters)
    if not keys:
        click.echo("no article satisfies these filters", err=True)
        return
    citations, works = knowledge_base.citations(keys, style=style or "apa", locale=locale)
    if fail_on_retracted:
        refuse_retracted(citations.notices, "leave their keys out")
    warn_of(citations.notices)
    # What is no page, chapter and the like stands as it is typed: "Preface", "Slide 7".
    label, place, rest = read_locator(f", {locator}" if locator else "")

    def citation(mode: CitationMode) -> Citation:
        *others, last = works
        cites = [Cite(key=key) for key in others]
        cites.append(Cite(key=last, label=label, locator=place, suffix=rest))
        return Citation(cites=tuple(cites), mode=mode)

    if as_json or format_name == "json":
        print_json(
            {
                "references": [
                    {
                        "key": key,
                        "text": write_inline(_whole(citations.entry(key)), Format.TEXT),
                        "html": write_inline(_whole(citations.entry(key)), Format.HTML),
                        "standing": standing_of(citations.notices.get(key, ())),
                    }
                    for key in citations.order
                ],
                **{
                    mode.value: write_inline(citations.cite(citation(mode)), Format.TEXT)
                    for mode in CitationMode
                },
            }
        )
    elif form:
        runs = citations.cite(citation(CitationMode(form)))
        click.echo(write_inline(runs, Format(format_name)))
    else:
        for key in citations.order:
            click.echo(write_inline(_whole(citations.entry(key)), Format(format_name)))


def _keys(
    knowledge_base: KnowledgeBase, named: tuple[str, ...], filters: Filters
) -> tuple[str, ...]:
    from pprkb.query.filters import Filters

    if filters == Filters():
        if not named:
            raise click.UsageError("name the KEY of a work, or choose works: --topic, --author …")
        return named
    found = knowledge_base.articles(replace(filters, keys=(*filters.keys, *named)))
    return tuple(article.key for article in found if article.reference)


def _whole(entry: FormattedEntry) -> tuple[Run, ...]:
    """Return an entry on one line, with its number before it."""
    from pprkb.text.markup import Run

    return (*entry.label, Run(text=" "), *entry.runs) if entry.label else entry.runs
