"""The program `pprkb`: its commands, and the conversion of errors to exit codes."""

from __future__ import annotations

import errno
import gc
import sys
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

import click
from click.shell_completion import get_completion_class

from pprkb.cli.options import Choice, with_library
from pprkb.cli.output import on_the_command_line
from pprkb.cli.terminal import gated, styled
from pprkb.model.errors import OutputError, PprkbError
from pprkb.text.spelling import did_you_mean
from pprkb.version import __version__

_UNWRITABLE = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EBADF)
INTERRUPTED = 130
"""The exit code that shells expect from a program stopped with Ctrl-C."""
_VALUES_BETWEEN_COLLECTIONS = 1_000_000


class LazyCommand(NamedTuple):
    """Where a command is defined, and its description."""

    module: str
    name: str
    does: str


GROUPS = {
    "Read": {
        "list": LazyCommand("reading.articles", "list_articles", "List articles."),
        "search": LazyCommand("reading.articles", "search", "Find articles by words."),
        "show": LazyCommand("reading.articles", "show", "Show one article in full."),
        "topics": LazyCommand("reading.articles", "topics", "List topics, types or keywords."),
        "evidence": LazyCommand("reading.effects", "evidence", "Search findings by question."),
        "effects": LazyCommand("reading.effects", "effects", "List effect sizes with sources."),
        "compare": LazyCommand("reading.cite", "compare", "Show works side by side."),
        "convert": LazyCommand("reading.convert", "convert", "Convert one effect size to another."),
    },
    "Cite and export": {
        "cite": LazyCommand("reading.cite", "cite", "Print references or citations."),
        "styles": LazyCommand("reading.cite", "styles", "Find a citation style."),
        "write": LazyCommand("reading.write", "write", "Write a draft with its references."),
        "export": LazyCommand("reading.export", "export", "Write references to a file."),
        "reading-list": LazyCommand("writing.lists", "reading_list", "Write lists and courses."),
    },
    "Share": {
        "serve": LazyCommand("reading.web", "serve", "Serve the library as a website."),
        "publish": LazyCommand("reading.web", "publish", "Write the website as files."),
        "mcp": LazyCommand("reading.assistant", "mcp", "Answer an assistant (MCP)."),
    },
    "Write": {
        "add": LazyCommand("writing.add", "add", "Add works to references.bib."),
        "import": LazyCommand("writing.import_", "import_blog", "Import a page of the blog."),
        "new": LazyCommand("writing.desk", "new", "Start a summary of a work."),
        "extract": LazyCommand("writing.extract", "extract", "Find effect sizes in a summary."),
        "preview": LazyCommand("writing.desk", "preview", "Show one summary as a page."),
        "month": LazyCommand("writing.desk", "month", "Show what a month's summaries lack."),
        "link": LazyCommand("writing.link", "link", "Link a summary to its work."),
        "rename": LazyCommand("writing.link", "rename", "Rename a work or topic everywhere."),
        "orphans": LazyCommand("writing.link", "orphans", "List works without a summary."),
    },
    "Keep the library": {
        "init": LazyCommand("writing.library", "init", "Create a library of your own."),
        "check": LazyCommand("writing.check", "check", "Find problems in the files."),
        "schema": LazyCommand("writing.schema", "schema", "Write JSON Schemas for editors."),
        "build": LazyCommand("writing.library", "build", "Update the database."),
        "retractions": LazyCommand("writing.retractions", "retractions", "Show retracted works."),
        "release": LazyCommand("writing.library", "release", "Pack the library as an archive."),
        "completion": LazyCommand("main", "completion", "Print a completion script."),
    },
}
"""The commands in groups, in the order of `--help`."""
COMMANDS = {name: command for group in GROUPS.values() for name, command in group.items()}
"""The commands by name; each is imported when it is used."""


_ALSO = {
    "search": ("find", "grep", "query", "lookup"),
    "list": ("ls", "references", "works", "articles", "library"),
    "show": ("view", "info", "read", "open"),
    "topics": ("tags", "keywords", "subjects"),
    "cite": ("citation", "citations", "format"),
    "write": ("draft", "pandoc", "essay", "manuscript"),
    "export": ("save", "bibliography", "print", "bibtex", "docx", "pdf", "word"),
    "reading-list": ("course", "courses", "lists", "syllabus", "reading-lists", "readinglist"),
    "styles": ("csl", "style"),
    "add": ("doi", "insert", "append", "pmid"),
    "schema": ("schemas", "json-schema", "jsonschema", "editor"),
    "check": ("lint", "validate", "verify", "test", "fix", "doctor"),
    "build": ("update", "rebuild", "sync", "make"),
    "init": ("start", "begin", "create", "setup"),
    "rename": ("mv", "move"),
    "release": ("archive", "zip"),
    "serve": ("web", "server", "browse"),
    "mcp": ("assistant", "ask", "ai"),
    "publish": ("site", "website", "html"),
    "extract": ("mine", "parse"),
    "retractions": ("retracted", "retraction"),
}
"""Other names that people may try for a command."""


class _Program(click.Group):
    """The program with its commands and error handling."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """Return the commands in the order of the table."""
        return list(COMMANDS)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find a command; for a misspelt name, suggest similar ones."""
        if args[0] not in COMMANDS and not args[0].startswith("-") and not ctx.resilient_parsing:
            words = {word: command for command, words in _ALSO.items() for word in words}
            if command := words.get(args[0].casefold()):
                hint = f'did you mean "{command}"?'
            else:
                hint = did_you_mean(args[0], COMMANDS, "`pprkb --help` lists the commands")
            ctx.fail(f'there is no command "{args[0]}"; {hint}')
        return super().resolve_command(ctx, args)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command."""
        lazy = COMMANDS.get(cmd_name)
        if lazy is None:
            return super().get_command(ctx, cmd_name)
        command: click.Command = getattr(import_module(f"pprkb.cli.{lazy.module}"), lazy.name)
        return command

    def format_commands(self, _ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands in their groups, without importing them."""
        width = max(map(len, COMMANDS))
        for heading, group in GROUPS.items():
            with formatter.section(heading):
                formatter.write_dl([(f"{name:<{width}}", one.does) for name, one in group.items()])

    def main(self, *args: Any, **extra: Any) -> Any:  # noqa: ANN401
        """Run the program with sanitised output; a full device ends it with a message."""
        with gated():
            try:
                return super().main(*args, **extra)
            except OSError as error:
                # An error about a file would have the file's name.
                if error.filename is not None or error.errno not in _UNWRITABLE:
                    raise
                with suppress(OSError):
                    click.echo(
                        f"pprkb: the output cannot be written: {error.strerror}\n"
                        "       any changes to the library were already made",
                        err=True,
                    )
                sys.exit(OutputError.exit_code)

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; an error ends the program with its exit code."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            ctx.exit(INTERRUPTED)
        except BrokenPipeError:
            # The reader, such as `head`, has closed the pipe; nothing more can be written.
            ctx.exit(0)
        except PprkbError as error:
            click.echo(f"{styled('pprkb:', fg='red')} {error.message}", err=True)
            if error.hint:
                click.echo(f"       {on_the_command_line(error.hint)}", err=True)
            ctx.exit(error.exit_code)


@click.group(cls=_Program, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="pprkb")
@with_library
@click.pass_context
def program(ctx: click.Context, library: Path | None, database: Path | None) -> None:
    """Psychotherapy research you can cite: references, summaries, effect sizes, reading lists.

    The library is the first that exists of: --library, $PPRKB_LIBRARY, the nearest parent folder
    with data/references.bib, the library that comes with pprkb. `pprkb init` makes one of your own.
    """
    ctx.obj = {"library": library, "database": database}


def main() -> None:
    """Run the program; characters that a Windows console cannot print become question marks."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    # A command creates many values but hardly any cycles, and ends soon: collecting garbage as
    # often as Python does by default would take a third of the time.
    gc.set_threshold(_VALUES_BETWEEN_COLLECTIONS)
    try:
        program(prog_name="pprkb")
    finally:
        gc.freeze()


if __name__ == "__main__":
    main()


# -- completion ----------------------------------------------------------------------------------


@click.command()
@click.argument("shell", type=Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print the completion script for SHELL: commands, keys, topics and styles.

    For bash, put `eval "$(pprkb completion bash)"` into ~/.bashrc; for zsh likewise into ~/.zshrc;
    for fish, `pprkb completion fish > ~/.config/fish/completions/pprkb.fish`.
    """
    made = get_completion_class(shell)
    if made is None:
        raise click.UsageError(f"no completion is known for {shell}")
    click.echo(made(program, {}, "pprkb", "_PPRKB_COMPLETE").source())
