"""`serve` and `publish`: the website, from a server or as files."""

from __future__ import annotations

import logging
import sys
from pathlib import Path

import click

from pprkb.cli.options import Number, with_knowledge_base
from pprkb.knowledge_base import KnowledgeBase
from pprkb.languages import LANGUAGES
from pprkb.web.publish import publish as write
from pprkb.web.serve import serve as run

_languages = click.option(
    "--languages",
    callback=lambda _context, _option, text: tuple(text.split(",")),
    default=",".join(LANGUAGES),
    show_default=True,
    metavar="LIST",
    help="Languages of the pages: the first at the root, others below their tag.",
)


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--port",
    type=Number(click.IntRange(0, 65535)),
    metavar="N",
    default=8000,
    show_default=True,
    help="The port; 0 for any free one.",
)
@click.option(
    "--name",
    "names",
    metavar="HOST",
    multiple=True,
    help="A further host name that the server answers to; * for any.",
)
@click.option("--base-url", default="", metavar="URL", help="The address behind a proxy.")
@_languages
@with_knowledge_base
def serve(
    knowledge_base: KnowledgeBase,
    *,
    host: str,
    port: int,
    names: tuple[str, ...],
    base_url: str,
    languages: tuple[str, ...],
) -> None:
    """Serve the library as a website on this machine.

    Changes in the text files appear within seconds. Ctrl-C stops it.

    Example: pprkb serve
    """
    logging.basicConfig(format="%(levelname)s %(message)s", level=logging.WARNING)
    run(
        knowledge_base,
        host=host,
        port=port,
        hosts=names,
        base_url=base_url,
        languages=languages,
        started=lambda address: click.echo(f"Serving {address} (Ctrl-C stops it)", err=True),
    )


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--base-url", default="", metavar="URL", help="The public address of the site.")
@_languages
@with_knowledge_base
def publish(
    knowledge_base: KnowledgeBase, *, folder: Path, base_url: str, languages: tuple[str, ...]
) -> None:
    """Write the library as a static website, for any host.

    Only changed files are written, and files of pages that no longer exist are removed.

    Example: pprkb publish site --base-url https://example.org/research/
    """
    with click.progressbar(length=1000, label="Publishing", file=sys.stderr) as bar:

        def progress(done: int, total: int) -> None:
            bar.update(done * 1000 // total - bar.pos)

        made = write(
            knowledge_base, folder, base_url=base_url, languages=languages, progress=progress
        )
    for damage in made.damage:
        click.echo(f"{damage}; its published pages are kept", err=True)
    for problem in made.problems:
        click.echo(f"not published: {problem}", err=True)
    click.echo(
        f"{made.files:,} files in {folder}: {len(made.written):,} written,"
        f" {len(made.removed):,} removed"
    )
    if made.problems or made.damage:
        raise SystemExit(1)
