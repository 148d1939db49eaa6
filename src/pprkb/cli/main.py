"""The program `pprkb`: its verbs and the one place where errors become exit codes."""

from __future__ import annotations

import errno
import sys
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

import click

from pprkb.cli.options import with_library
from pprkb.cli.terminal import gated, styled
from pprkb.model.errors import OutputError, PprkbError
from pprkb.version import __version__

_UNWRITABLE = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EBADF)
INTERRUPTED = 130
"""What shells expect of a program that was stopped with Ctrl-C."""


class Verb(NamedTuple):
    """Where a verb is defined, and what it does in a few words."""

    module: str
    name: str
    does: str


VERBS = {
    "init": Verb("writing.library", "init", "Begin a library of your own."),
    "list": Verb("reading.articles", "list_articles", "List articles."),
    "search": Verb("reading.articles", "search", "Find articles by words."),
    "show": Verb("reading.articles", "show", "Show one article whole."),
    "topics": Verb("reading.articles", "topics", "List topics, or types of research."),
    "cite": Verb("reading.cite", "cite", "Print references or citations."),
    "effects": Verb("reading.effects", "effects", "List effect sizes with their sources."),
    "evidence": Verb("reading.evidence", "evidence", "Search effect sizes by question."),
    "compare": Verb("reading.compare", "compare", "Put works side by side."),
    "convert": Verb("reading.convert", "convert", "Convert an effect size to another metric."),
    "export": Verb("reading.export", "export", "Write references as a document."),
    "reading-list": Verb("writing.lists", "reading_list", "Write a reading list or course."),
    "styles": Verb("reading.cite", "styles", "Find a citation style."),
    "add": Verb("writing.add", "add", "Add works to the references."),
    "import": Verb("writing.import_", "import_blog", "Import a page of the blog."),
    "retractions": Verb("writing.retractions", "retractions", "Show retractions and corrections."),
    "new": Verb("writing.desk", "new", "Begin a summary of a work."),
    "link": Verb("writing.link", "link", "Say which work a summary is of."),
    "rename": Verb("writing.link", "rename", "Give a work or topic another name, everywhere."),
    "orphans": Verb("writing.link", "orphans", "List works and summaries without the other."),
    "preview": Verb("writing.desk", "preview", "Look at one summary as a page."),
    "month": Verb("writing.desk", "month", "Show what the summaries of a month still need."),
    "extract": Verb("writing.extract", "extract", "Propose effect sizes from a summary's prose."),
    "check": Verb("writing.check", "check", "Say what is wrong with the text files."),
    "build": Verb("writing.library", "build", "Bring the database up to date."),
    "release": Verb("writing.library", "release", "Write a versioned archive of the library."),
    "completion": Verb("shell", "completion", "Let the shell complete keys and topics."),
}
"""The verbs in the order of a reader's day; each is imported when it is used."""


_ALSO = {
    "search": ("find", "grep", "query", "lookup"),
    "list": ("ls", "references", "works", "articles", "library"),
    "show": ("view", "info", "read", "open"),
    "topics": ("tags", "keywords", "subjects"),
    "cite": ("citation", "citations", "format"),
    "export": ("write", "save", "bibliography", "print", "docx", "word"),
    "reading-list": ("course", "courses", "lists", "syllabus", "reading-lists", "readinglist"),
    "styles": ("csl", "style"),
    "add": ("doi", "insert", "append", "pmid"),
    "check": ("lint", "validate", "verify", "test", "fix", "doctor"),
    "build": ("update", "rebuild", "sync", "make"),
    "init": ("start", "begin", "create", "setup"),
    "rename": ("mv", "move"),
    "release": ("publish", "archive", "zip"),
    "extract": ("mine", "parse"),
    "retractions": ("retracted", "retraction"),
}
"""Other words that people may try for a verb."""


class _Program(click.Group):
    """The program with its verbs and the error boundary."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Return the verbs in the order of the table."""
        return list(VERBS)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find a verb; one that is misspelt is answered with those that are alike."""
        if args[0] not in VERBS and not args[0].startswith("-") and not ctx.resilient_parsing:
            from pprkb.text.spelling import did_you_mean

            words = {word: verb for verb, words in _ALSO.items() for word in words}
            if verb := words.get(args[0].casefold()):
                hint = f'did you mean "{verb}"?'
            else:
                hint = did_you_mean(args[0], VERBS, "`pprkb --help` lists the commands")
            ctx.fail(f'there is no command "{args[0]}"; {hint}')
        return super().resolve_command(ctx, args)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a verb."""
        verb = VERBS.get(cmd_name)
        if verb is None:
            return super().get_command(ctx, cmd_name)
        command: click.Command = getattr(import_module(f"pprkb.cli.{verb.module}"), verb.name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """List the verbs without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, verb.does) for name, verb in VERBS.items()])

    def main(self, *args: Any, **extra: Any) -> Any:  # noqa: ANN401
        """Run the program behind the gate of the terminal; a full device ends with a message."""
        with gated():
            try:
                return super().main(*args, **extra)
            except OSError as error:
                # An error of a file would have the file's name.
                if error.filename is not None or error.errno not in _UNWRITABLE:
                    raise
                with suppress(OSError):
                    click.echo(
                        f"pprkb: the output cannot be written: {error.strerror}\n"
                        "       any changes to the library were already made",
                        err=True,
                    )
                sys.exit(OutputError.exit_code)

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401
        """Run a verb; a request that cannot be carried out ends with its exit code."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            ctx.exit(INTERRUPTED)
        except BrokenPipeError:
            # The reader has seen enough, as `head` does; nothing more can be written.
            ctx.exit(0)
        except PprkbError as error:
            click.echo(f"{styled('pprkb:', fg='red')} {error.message}", err=True)
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
    data/references.bib, the library that comes with the program. `pprkb init` begins one of your
    own.
    """
    ctx.obj = {"library": library, "database": database}


def main() -> None:
    """Run the program; what the consoles of Windows cannot print becomes a question mark."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    program(prog_name="pprkb")


if __name__ == "__main__":
    main()
