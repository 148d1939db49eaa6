"""`serve` and `publish`: the site, from a server or as files."""

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
    help="Of the pages: the first at the root, others below their name.",
)


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at.")
@click.option(
    "--port",
    type=Number(click.IntRange(0, 65535)),
    metavar="N",
    default=8000,
    show_default=True,
    help="The port; 0 for any that is free.",
)
@click.option(
    "--name",
    "names",
    metavar="HOST",
    multiple=True,
    help="A name that the server answers to besides this machine's; * for any.",
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
    """Serve the library as a site, on this machine.

    What changes in the text files is shown within seconds. Ctrl-C ends it.

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
        started=lambda address: click.echo(f"Serving {address} (Ctrl-C ends it)", err=True),
    )


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--base-url", default="", metavar="URL", help="The address it will have.")
@_languages
@with_knowledge_base
def publish(
    knowledge_base: KnowledgeBase, *, folder: Path, base_url: str, languages: tuple[str, ...]
) -> None:
    """Write the library as a site of files, for any host.

    Only files that have changed are written, and those of pages that are gone are removed.

    Example: pprkb publish site --base-url https://example.org/research/
    """
    with click.progressbar(length=1000, label="Publishing", file=sys.stderr) as bar:

        def progress(done: int, total: int) -> None:
            bar.update(done * 1000 // total - bar.pos)

        made = write(
            knowledge_base, folder, base_url=base_url, languages=languages, progress=progress
        )
    for damage in made.damage:
        click.echo(f"{damage}; what was published of it before stays", err=True)
    for problem in made.problems:
        click.echo(f"not published: {problem}", err=True)
    click.echo(
        f"{made.files:,} files in {folder}: {len(made.written):,} written,"
        f" {len(made.removed):,} removed"
    )
    if made.problems or made.damage:
        raise SystemExit(1)
