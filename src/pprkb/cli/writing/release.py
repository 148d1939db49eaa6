"""`release`: a versioned archive of the library."""

from __future__ import annotations

from pathlib import Path

import click

from pprkb.cli.options import with_knowledge_base
from pprkb.cli.output import write_output
from pprkb.knowledge_base import KnowledgeBase
from pprkb.model.errors import LibraryError


@click.command()
@click.argument("version")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="The archive; else pprkb-VERSION.zip in this folder.",
)
@click.option(
    "--since",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    metavar="FILE",
    help="The archive of the release before, for the list of changes.",
)
@click.option("--title", default="", help="How the library is called where it is cited.")
@click.option(
    "--author",
    "authors",
    multiple=True,
    metavar="FAMILY, GIVEN",
    help="Who is cited; may be given several times.",
)
@click.option("--force", is_flag=True, help="Release although check finds errors.")
@with_knowledge_base
def release(
    knowledge_base: KnowledgeBase,
    *,
    version: str,
    output: Path | None,
    since: Path | None,
    title: str,
    authors: tuple[str, ...],
    force: bool,
) -> None:
    """Write the release VERSION: an archive with the files, the database and how to cite it.

    It holds the text files as they are, with LICENSE and README, the database, the effects and
    articles as CSV, references for other programs, CITATION.cff, checksums, and what changed since
    the release before. The same library gives the same archive.
    """
    made = knowledge_base.desk.release(
        version,
        title=title,
        authors=authors,
        previous=since.read_bytes() if since else None,
        force=force,
    )
    target = output or Path(f"{made.name}.zip")
    if since and target.exists() and target.samefile(since):
        raise LibraryError(f"{target} is the release before", hint="choose another name with -o")
    if output is None and target.exists() and target.read_bytes() != made.archive and not force:
        raise LibraryError(
            f"{target} exists and differs", hint="choose another version, or add --force"
        )
    write_output(knowledge_base, made.archive, target, binary=True)
    for path in made.left_out:
        click.echo(f"left out: {path} is no file of the library", err=True)
