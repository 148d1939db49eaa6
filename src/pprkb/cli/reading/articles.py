"""`list`, `search`, `show` and `topics`: reading the knowledge base on a terminal."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import click

import pprkb
from pprkb.cli.completion import complete_key
from pprkb.cli.options import (
    as_json,
    refuse_idle_rate,
    with_control_rate,
    with_filters,
    with_knowledge_base,
    with_ranked_filters,
    with_style,
)
from pprkb.cli.output import many, print_json
from pprkb.cli.terminal import styled
from pprkb.model.citation import Style
from pprkb.model.filters import Filters
from pprkb.model.problem import Problem
from pprkb.model.reference import authors_in_words
from pprkb.model.summary import Article, term_key
from pprkb.text.markup import strip_tags


@click.command("list")
@with_filters
@as_json
@with_knowledge_base
def list_articles(knowledge_base: pprkb.KnowledgeBase, *, filters: Filters, as_json: bool) -> None:
    """List all articles, or those that match the filters.

    An article must match all filters. A filter given several times matches any of its values.
    """
    limit = filters.limit
    with knowledge_base.reading():
        # One more than is wanted shows whether there are others.
        some = replace(filters, limit=None if limit is None else limit + 1)
        articles = knowledge_base.articles(some)
        conflicts = knowledge_base.conflicts()
    shown = articles[:limit]
    if as_json:
        _print_articles(shown)
    else:
        for article in shown:
            _print_line(article)
        others = ", and others" if len(articles) > len(shown) else ""
        click.echo(f"{many(len(shown), 'article')}{others}", err=True)
    _warn_of(conflicts)


@click.command()
@click.argument("words", nargs=-1, required=True)
@with_ranked_filters
@as_json
@with_knowledge_base
def search(
    knowledge_base: pprkb.KnowledgeBase, *, words: tuple[str, ...], filters: Filters, as_json: bool
) -> None:
    """Find articles by words in their references and summaries, best first.

    All words must occur, except for "the" and the like; an unknown word is replaced by words that
    begin with it or resemble it. If no article has all words, articles with some are shown.
    Quotation marks enclose a phrase; an asterisk after at least three letters matches any
    ending: therap*.
    """
    with knowledge_base.reading():
        found = knowledge_base.search(" ".join(words), filters)
        _warn_of(knowledge_base.conflicts())
    if as_json:
        _print_articles(tuple(hit.article for hit in found.hits))
        return
    for hint in found.hints:
        click.echo(hint, err=True)
    if not found.hits:
        if not found.hints:
            click.echo("nothing found", err=True)
        return
    if found.mended:
        click.echo("results for the suggested words:", err=True)
    elif not found.all_words:
        click.echo("no article has all these words; these have some:", err=True)
    for hit in found.hits:
        _print_line(hit.article)
        if hit.excerpt:
            click.echo(f"    {_marked(hit)}")
    if found.total > len(found.hits):
        click.echo(f"the first {len(found.hits)} of {found.total:,}; --limit N for more", err=True)


@click.command()
@click.argument("key", shell_complete=complete_key)
@click.option(
    "--words", "in_words", is_flag=True, help="Explain the effects in plain words as well."
)
@with_control_rate
@with_style
@as_json
@with_knowledge_base
def show(
    knowledge_base: pprkb.KnowledgeBase,
    *,
    key: str,
    in_words: bool,
    p0: float | None,
    style: Style,
    as_json: bool,
) -> None:
    """Show one article: its reference, summaries, effects and practice implications."""
    refuse_idle_rate(p0, in_words=in_words)
    with knowledge_base.reading():
        article = knowledge_base.article(key)
        if as_json:
            _print_articles((article,), single=True)
            return
        page = knowledge_base.show(article.key, style=style, in_words=in_words, control_rate=p0)
        click.echo(page.text)
    if further := _keywords_that_are_no_topics(article):
        click.echo(f"keywords: {'; '.join(further)}")
    places = [article.reference.at] if article.reference else []
    places += [summary.at for summary in article.summaries]
    for place in (*places, *(notice.at for notice in article.notices)):
        if place:
            click.echo(styled(str(place), dim=True))


def _keywords_that_are_no_topics(article: Article) -> list[str]:
    """Return the keywords of a work that are not among its topics."""
    shown = {term_key(topic.label) for topic in article.topics}
    words = article.reference.keywords if article.reference else ()
    return [word for word in words if term_key(word) not in shown]


@click.command()
@click.option("--types", is_flag=True, help="List the research types instead.")
@click.option("--keywords", is_flag=True, help="List the keywords of the works instead.")
@as_json
@with_knowledge_base
def topics(
    knowledge_base: pprkb.KnowledgeBase, *, types: bool, keywords: bool, as_json: bool
) -> None:
    """List the topics, with the number of works on each; or research types, or keywords.

    In a library without data/topics.yaml, the keywords of its works are the topics.
    """
    if types and keywords:
        raise click.UsageError("--types and --keywords are two lists: choose one")
    rows: list[dict[str, object]]
    if keywords:
        rows = [
            {"id": keyword.label, "label": "", "works": keyword.works, "topic": keyword.topic}
            for keyword in knowledge_base.keywords()
        ]
    elif types:
        rows = [
            {"id": one.id, "label": one.label, "summaries": number, "definition": one.definition}
            for one, number in knowledge_base.research_types()
        ]
    else:
        rows = [
            {
                "id": count.topic.id,
                "label": count.topic.label,
                "summaries": count.summaries,
                "works": count.articles,
                "aliases": list(count.topic.aliases),
                "broader": count.topic.broader,
            }
            for count in knowledge_base.topics()
        ]
    if as_json:
        print_json(rows)
        return
    width = max((len(str(row["id"])) for row in rows), default=0)
    for row in rows:
        number = str(row.get("works", row.get("summaries")) or "·")
        padding = " " * (width - len(str(row["id"]))) if row["label"] else ""
        name = styled(str(row["id"]), fg="cyan")
        click.echo(f"{number:>4}  {name}{padding}  {row['label']}".rstrip())
    if not rows:
        told = "there are no topics: no work has a keyword, and there is no topics.yaml"
        if types:
            told = "there are no research types: they are written in data/research-types.yaml"
        elif keywords:
            told = "no work has a keyword"
        click.echo(told, err=True)


def _warn_of(conflicts: Iterable[Problem]) -> None:
    for conflict in conflicts:
        click.echo(f"{conflict.at}: {conflict.message}; either version may be shown", err=True)


_NAMES_ON_A_LINE = 4


def _print_articles(articles: tuple[Article, ...], *, single: bool = False) -> None:
    objects = [pprkb.knowledge_base.publication.article_object(article) for article in articles]
    print_json(objects[0] if single else objects)


def _print_line(article: Article) -> None:
    reference = article.reference
    if reference:
        year = str(reference.year or (reference.issued.literal if reference.issued else "n.d."))
        title = strip_tags(reference.title)
        names = authors_in_words(reference, at_most=_NAMES_ON_A_LINE) or title
        rest = f" {title}" if names != title else ""
        line = f"{styled(f'{names} ({year}).', bold=True)}{rest}"
    else:
        line = styled(article.summaries[0].title, bold=True)
    if article.standing and article.standing.mark:
        line = f"{styled(article.standing.mark, fg='red')} {line}"
    click.echo(f"{styled(article.key, fg='cyan')}  {line}")
    months = ", ".join(str(summary.month) for summary in article.summaries if summary.month)
    about = [months, *(kind.label for kind in article.types), *(t.label for t in article.topics)]
    if any(about):
        click.echo(styled(f"    {' · '.join(filter(None, about))}", dim=True))


def _marked(hit: pprkb.knowledge_base.reader.Hit) -> str:
    """Print matching words in bold, or without marks if there is no terminal."""
    return "".join(styled(text, bold=True) if matched else text for text, matched in hit.pieces)
