"""The program `pprkb`: its verbs and the one place where errors become exit codes."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import click

from pprkb import __version__
from pprkb.cli.build import build, check
from pprkb.cli.cite import cite
from pprkb.cli.convert import convert
from pprkb.cli.effects import effects
from pprkb.cli.export import export, reading_list
from pprkb.cli.extract import extract
from pprkb.cli.options import with_library
from pprkb.cli.read import list_articles, search, show, topics
from pprkb.cli.styles import styles
from pprkb.model.errors import PprkbError

INTERRUPTED = 130
"""What shells expect of a program that was stopped with Ctrl-C."""


class _Program(click.Group):
    """A group whose verbs are listed by what they are for, with the error boundary."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Return the verbs in the order of a reader's day, not of the alphabet."""
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401
        """Run a verb; a request that cannot be carried out ends with its exit code."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            ctx.exit(INTERRUPTED)
        except BrokenPipeError:
            # The reader has seen enough, as `head` does; nothing more can be written.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(0)
        except PprkbError as error:
            click.echo(f"{click.style('pprkb:', fg='red')} {error.message}", err=True)
            if error.hint:
                click.echo(f"       {error.hint}", err=True)
            ctx.exit(error.exit_code)


@click.group(cls=_Program, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="pprkb")
@with_library
@click.pass_context
def program(ctx: click.Context, library: Path | None, database: Path | None) -> None:
    """Psychotherapy research you can cite: references, summaries, effect sizes, reading lists.

    The library is, in this order: --library, $PPRKB_LIBRARY, the nearest folder upwards with
    data/references.bib, the library that comes with the program.
    """
    ctx.obj = {"library": library, "database": database}


for _verb in (
    *(
        list_articles,
        search,
        show,
        topics,
        cite,
        effects,
        convert,
        export,
        reading_list,
        styles,
        extract,
        check,
        build,
    ),
):
    program.add_command(_verb)


def main() -> None:
    """Run the program; what the consoles of Windows cannot print becomes a question mark."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    program(prog_name="pprkb")


if __name__ == "__main__":
    main()
