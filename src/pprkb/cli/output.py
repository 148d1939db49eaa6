"""Where output goes: a file, whole or not at all, the terminal, or the library's own files."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path

import click

import pprkb
from pprkb.cli.terminal import visible_json
from pprkb.model.errors import OutputError, PprkbError, RetractedError
from pprkb.model.notice import Notices, notices_in_words, retracted_among

_SPACED = ("docx", "odt", "pdf", "html")


@dataclass(frozen=True)
class Output:
    """Where a command writes, and in which format."""

    path: Path | None = None
    """A file; None or `-` for standard output."""
    format_name: str | None = None
    """The format that was asked for; else the extension of the file names it."""

    @property
    def is_file(self) -> bool:
        """Whether a file is written."""
        return self.path is not None and str(self.path) != "-"

    def format_for(
        self,
        publication: type[pprkb.knowledge_base.publication.Publication]
        | pprkb.knowledge_base.publication.Publication,
    ) -> pprkb.knowledge_base.publication.Format:
        """Return the format in which a publication is written.

        Raises:
            click.UsageError: The extension names none of its formats.
        """
        if self.format_name is None and not self.is_file:
            return publication.formats[0]
        try:
            if self.format_name is not None:
                return publication.format(self.format_name)
            assert self.path is not None
            return publication.format_of(self.path.name)
        except PprkbError as error:
            raise click.UsageError(f"{error.message}; or add --to FORMAT") from error


def publish(
    knowledge_base: pprkb.KnowledgeBase,
    publication: pprkb.knowledge_base.publication.Publication,
    output: Output,
    setup: pprkb.knowledge_base.publication.PageSetup | None = None,
) -> None:
    """Write a publication to a file or the terminal.

    Raises:
        click.UsageError: An option does not go with the format.
        OutputError: It cannot be written.
    """
    to = output.format_for(publication)
    if setup:
        _refuse_setup(setup, to.value)
    knowledge_base.progress(f"writing {to.value}")
    content = publication.write(to, setup=setup)
    knowledge_base.progress("")
    write_output(
        knowledge_base, content, output.path, binary=to in pprkb.knowledge_base.publication.BINARY
    )


def _refuse_setup(setup: pprkb.knowledge_base.publication.PageSetup, to: str) -> None:
    if setup.template and to != "docx":
        raise click.UsageError(
            f"--template is for Word, and this is {to}: name the output .docx, or --to docx"
        )
    if setup.heading_level and to != "html-fragment":
        raise click.UsageError("--heading-level is for html-fragment only; add --to html-fragment")
    if setup.spacing and to not in _SPACED:
        raise click.UsageError(
            f"--spacing is for {', '.join(_SPACED[:-1])} and {_SPACED[-1]}, and this is {to}"
        )


def print_json(value: object) -> None:
    """Print a value as JSON."""
    click.echo(visible_json(json.dumps(value, ensure_ascii=False, indent=2)))


def print_exactly(text: str) -> None:
    """Print text that programs read, such as a difference: byte for byte but on a terminal."""
    if sys.stdout.isatty():
        click.echo(text, nl=False)
        return
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode(errors="replace"))
    sys.stdout.buffer.flush()


def many(number: int, one: str, several: str = "") -> str:
    """Write a number with its word: "1 error", "2 errors"."""
    return f"{number:,} {one if number == 1 else several or one + 's'}"


def write_output(
    knowledge_base: pprkb.KnowledgeBase, content: bytes, output: Path | None, *, binary: bool
) -> None:
    """Write a command's output.

    Args:
        knowledge_base: Whose files are never written over.
        content: What to write.
        output: A file, or None or `-` for standard output.
        binary: Whether the content would garble a terminal.

    Raises:
        OutputError: The file belongs to a library, it cannot be written, or the terminal cannot
            show it.
    """
    if output is not None and str(output) != "-":
        knowledge_base.write_file(output, content)
        click.echo(f"wrote {output}", err=True)
        return
    if binary and sys.stdout.isatty():
        raise OutputError("this format cannot be shown on a terminal", hint="add -o FILE")
    if binary or not sys.stdout.isatty():
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    else:
        click.echo(content.decode("utf-8-sig"), nl=not content.endswith(b"\n"))


def carry_out(
    edit: pprkb.knowledge_base.desk.Edit, *, dry_run: bool
) -> tuple[pprkb.knowledge_base.desk.Change, ...]:
    """Make an edit, or print it as a difference.

    Args:
        edit: The edit.
        dry_run: Print the difference to standard output and change nothing.

    Returns:
        The changes that were made; none after a dry run.

    Raises:
        PprkbError: The changes cannot be made.
    """
    if dry_run:
        print_exactly(edit.difference())
        return ()
    return edit.carry_out()


with_fail_on_retracted = click.option(
    "--fail-on-retracted",
    is_flag=True,
    help="Write nothing and end with exit code 1 where a work was retracted.",
)
"""The option that lets a command fail."""
LEAVE_OUT = (
    "--without-retracted leaves them out; citations in prose or effects must be corrected in their"
    " files"
)


def refuse_retracted(notices: Notices, hint: str) -> None:
    """Refuse to go on where a work is retracted.

    Args:
        notices: Of all works that would be printed or named, by key.
        hint: How they are left out.

    Raises:
        RetractedError: Some are; the message says which.
    """
    keys = retracted_among(notices)
    if keys:
        works = "".join(f"\n  {key}: {notices_in_words(notices[key])}" for key in keys)
        number = "a retracted work" if len(keys) == 1 else f"{len(keys)} retracted works"
        raise RetractedError(f"nothing was written, because of {number}:{works}", hint=hint)


def warn_of(notices: Notices) -> None:
    """Say on standard error which works were retracted, doubted or corrected."""
    for key, own in notices.items():
        if own:
            click.echo(f"{key}: {notices_in_words(own)}", err=True)
