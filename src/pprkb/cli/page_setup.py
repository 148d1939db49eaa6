"""Options of the verbs that write pages: paper, contents, template, level of headings."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from pprkb.cli.options import Choice, grouped

if TYPE_CHECKING:
    from pprkb.knowledge_base.publication import PageSetup

PAPERS = ("letter", "a4")
SPACINGS = {"single": 1.0, "1.5": 1.5, "double": 2.0}
"""Words of `--spacing`, and the lines they stand for."""


def _setup(
    *,
    paper: str | None,
    spacing: str | None,
    contents: bool | None,
    template: Path | None,
    heading_level: int | None,
) -> PageSetup:
    from pprkb.knowledge_base.publication import PageSetup, Paper, Template
    from pprkb.model.errors import OutputError

    taken = None
    if template is not None:
        if paper:
            raise click.UsageError("--paper and --template: the template says which paper it is")
        try:
            taken = Template(name=str(template), content=template.read_bytes())
        except OSError as error:
            raise OutputError(f"cannot read {template}: {error.strerror}") from error
    return PageSetup(
        paper=Paper(paper or "letter"),
        spacing=SPACINGS[spacing] if spacing else None,
        contents=contents,
        template=taken,
        heading_level=heading_level,
    )


with_page_setup = grouped(
    "setup",
    _setup,
    click.option(
        "--paper",
        type=Choice(PAPERS, case_sensitive=False),
        help="Paper of Word, OpenDocument and PDF; else letter.",
    ),
    click.option(
        "--spacing",
        type=click.Choice(tuple(SPACINGS), case_sensitive=False),
        help="Lines of references in Word, OpenDocument, PDF and HTML; else as the style asks.",
    ),
    click.option(
        "--contents/--no-contents",
        default=None,
        help="A table of contents before the first heading; else in long documents.",
    ),
    click.option(
        "--template",
        type=click.Path(path_type=Path, dir_okay=False, exists=True),
        metavar="FILE",
        help="A .docx or .dotx whose styles, page and headers a Word document takes over.",
    ),
    click.option(
        "--heading-level",
        type=click.IntRange(1, 6),
        metavar="N",
        help="Level of the first headings in html-fragment, from 1 to 6; else 3.",
    ),
)
"""Give a command `--paper`, `--spacing`, `--contents` and others, as one value, `setup`."""
