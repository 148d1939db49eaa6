"""Writing output to the terminal, to a file, to the clipboard, or into the library."""

from __future__ import annotations

import json
import shlex
import sys
from dataclasses import dataclass
from pathlib import Path

import click

import pprkb
from pprkb.cli.clipboard import Copied, copy
from pprkb.cli.terminal import visible_json
from pprkb.model.errors import Hint, OutputError, PprkbError, RetractedError, Step
from pprkb.model.notice import Notices, notices_in_words, retracted_among

# -- hints for the command line ------------------------------------------------------------------

_ON_THE_COMMAND_LINE = {
    Step.TOPICS: "`pprkb topics` lists them",
    Step.RESEARCH_TYPES: "`pprkb topics --types` lists them",
    Step.KEYWORDS: "`pprkb topics --keywords` lists them",
    Step.KEYS: "`pprkb list` shows the keys",
    Step.FIND_KEY: "`pprkb search` finds keys",
    Step.SUMMARIES: "`pprkb list --summarised` lists them",
    Step.READING_LISTS: "`pprkb reading-list` lists them",
    Step.NAMES: "`pprkb list` and `pprkb topics` list the names",
    Step.STYLES: "`pprkb styles WORDS` finds styles; a .csl file can be named by its path",
    Step.WORKS_OF_DRAFT: "for its own program: pprkb export --keys-of {0:quoted} --to csl-json",
    Step.CHECK_LIST: "pprkb reading-list check {0:quoted} says more",
    Step.ADD_FIRST: "add it first: pprkb add",
    Step.GIVE_TEXT: "paste the reference with --apa",
    Step.TEXT_OR_LATER: "paste the reference with --apa, or try later",
    Step.TEXT_OR_SOON: "try again in some minutes, or paste the reference with --apa",
    Step.TEXT_OR_LONGER: "paste the reference with --apa, or try later; --timeout SECONDS gives it"
    " more time",
    Step.CHECK_OR_TEXT: "check it, or paste the reference with --apa",
    Step.DOI_OR_TEXT: "give its DOI with --doi, or the reference with --apa",
    Step.TEXTS: "paste its references with --apa",
    Step.DOI_OR_ENTRY: "look for its DOI and use --doi, or write the entry by hand",
    Step.OTHER_WORK: "if it is another work, add --not-duplicate {0:quoted}",
    Step.DOUBTS: "correct what is wrong, or add --accept-doubts if everything was read correctly",
    Step.BEGIN_SUMMARY: "start one: pprkb new {0:quoted}",
    Step.BEGIN_SUMMARY_OF_MONTH: "start one: pprkb new KEY --month {0}",
    Step.RECORD: "`pprkb extract {0:quoted}` proposes one",
    Step.ALSO_OTHERS: "--also is for other works that it discusses",
    Step.ALSO: "change it in {0} by hand, or add --also if it discusses both works",
    Step.LACKS_TOPICS: "topics: see pprkb topics",
    Step.LACKS_TYPE: "a research type: see pprkb topics --types",
    Step.LACKS_EFFECTS: "effect sizes, if it reports any: pprkb extract {0:quoted}",
    Step.PIN: "pin it now: pprkb reading-list pin {0:quoted}",
    Step.PIN_ANEW: "{1}; or pin the list again: pprkb reading-list pin {0:quoted}",
    Step.RENAME: "its key has changed: pprkb rename {0:quoted} {1:quoted}",
    Step.RENAME_AFTERWARDS: "change the key in Zotero, or in the program that writes the file; when"
    " it is exported again: pprkb rename {0:quoted} {1:quoted}",
    Step.SAY_WHAT_EVENT: "add --benefit or --harm, and --better lower for an undesired event such"
    " as relapse; in a record, add `favours` and `better`",
    Step.SAY_BENEFIT: "write it without one, and say --benefit or --harm",
    Step.SAY_SIZES: "give --df, or the sizes of the groups with --n1 and --n2 (or --n for both)",
    Step.SAY_PEOPLE: "give all of them with --n",
    Step.BEGIN: "make one: pprkb init --from FILE takes an export of Zotero, JabRef or EndNote,"
    " --example a course to edit;\n       or name yours with --library",
    Step.BEGIN_FROM: "make a library of it: pprkb init {1:folder}--from {0:quoted}",
    Step.BEGIN_FROM_INSIDE: "if {0} is the library, rename it to {1};"
    " or make one of it: pprkb init {3:folder}--from {2:quoted}",
    Step.BEGIN_IN: "name the folder that contains {1}, or make a library: pprkb init {0:quoted}",
    Step.BEGIN_AFTERWARDS: "{0}; then make a library: pprkb init --from FILE",
    Step.BEGIN_COPY: "make one of your own: pprkb init FOLDER; with --example it is a copy of this"
    " one",
    Step.ADD_OR_OTHER_FOLDER: "pprkb add FILE adds the works of a file to it; another library needs"
    " another folder: pprkb init FOLDER",
    Step.EMPTY_FOLDER: "name an empty folder: pprkb init FOLDER",
    Step.NAME_LIBRARY: "name the folder that contains {0} with --library",
    Step.NAME_DATE: "use the newest; if it is newer than its newest notice, give its date: --dated"
    "; {0}",
}


class _Word(str):
    """A word that `{0:quoted}` quotes for a shell; `{0:folder}` omits the current folder."""

    def __format__(self, form: str) -> str:
        if form == "folder":
            return "" if self == "." else f"{shlex.quote(self)} "
        return shlex.quote(self) if form == "quoted" else str(self)


def on_the_command_line(hint: str) -> str:
    """Return a hint with the names of commands and options."""
    if not isinstance(hint, Hint):
        return hint
    return _ON_THE_COMMAND_LINE[hint.step].format(*map(_Word, hint.about))


HOSTS = ("canvas", "moodle", "blackboard", "brightspace", "teams")
"""Systems as other names of html-fragment, which is pasted into them."""


# -- output --------------------------------------------------------------------------------------

_SPACED = ("docx", "odt", "rtf", "pdf", "html")


@dataclass(frozen=True)
class Output:
    """The destination and format of a command's output."""

    path: Path | None = None
    """A file; None or `-` for standard output."""
    format_name: str | None = None
    """The requested format; by default that of the file's extension."""
    is_copied: bool = False
    """Whether to copy to the clipboard."""
    setup: pprkb.knowledge_base.publication.PageSetup | None = None

    @property
    def is_file(self) -> bool:
        """Whether to write a file."""
        return self.path is not None and str(self.path) != "-"

    def format_for(
        self,
        publication: type[pprkb.knowledge_base.publication.Publication]
        | pprkb.knowledge_base.publication.Publication,
    ) -> pprkb.knowledge_base.publication.Format:
        """Return the format for a publication.

        Raises:
            click.UsageError: The extension is none of its formats.
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
) -> None:
    """Write a publication to a file, the terminal or the clipboard.

    Raises:
        click.UsageError: An option cannot be combined with the format.
        OutputError: It cannot be written.
    """
    to, setup = output.format_for(publication), output.setup
    if setup:
        _refuse_setup(setup, to.value)
    if output.is_copied:
        copy(_copied(publication, output, to))
        click.echo("copied to the clipboard", err=True)
        return
    knowledge_base.progress(f"writing {to.value}")
    content = publication.write(to, setup=setup)
    knowledge_base.progress("")
    write_output(
        knowledge_base, content, output.path, binary=to in pprkb.knowledge_base.publication.BINARY
    )


def _copied(
    publication: pprkb.knowledge_base.publication.Publication,
    output: Output,
    to: pprkb.knowledge_base.publication.Format,
) -> Copied:
    """Return a publication for the clipboard: rich text, or text in the requested format."""
    setup = output.setup
    if output.path is not None:
        raise click.UsageError("--copy writes no file: leave out -o, or --copy")
    if to in pprkb.knowledge_base.publication.BINARY:
        raise click.UsageError(f"{to} cannot be pasted; leave out --to, or write a file with -o")
    if output.format_name not in (None, "rtf", "html-fragment", *HOSTS):
        return Copied(text=publication.write(to, setup=setup).decode("utf-8-sig"))
    text = publication.write("text", setup=setup).decode("utf-8-sig")
    rtf = publication.write("rtf", setup=setup)
    if to == "rtf":
        return Copied(text=text, rtf=rtf)
    return Copied(text=text, html=publication.write("html-fragment", setup=setup).decode(), rtf=rtf)


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
    """Print text for programs, such as a diff: unchanged unless it goes to a terminal."""
    if sys.stdout.isatty():
        click.echo(text, nl=False)
        return
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode(errors="replace"))
    sys.stdout.buffer.flush()


def many(number: int, one: str, several: str = "") -> str:
    """Return a number with its noun: "1 error", "2 errors"."""
    return f"{number:,} {one if number == 1 else several or one + 's'}"


def write_output(
    knowledge_base: pprkb.KnowledgeBase, content: bytes, output: Path | None, *, binary: bool
) -> None:
    """Write a command's output.

    Args:
        knowledge_base: The library, whose files are never overwritten.
        content: What to write.
        output: A file, or None or `-` for standard output.
        binary: Whether the content must not be printed on a terminal.

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
    """Apply an edit, or print it as a diff.

    Args:
        edit: The edit.
        dry_run: Whether to print the diff to standard output and change nothing.

    Returns:
        The changes made; none after a dry run.

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
"""The option to fail if a work is retracted."""
LEAVE_OUT = (
    "--without-retracted leaves them out; citations in prose or effects must be corrected in their"
    " files"
)


def refuse_retracted(notices: Notices, hint: str) -> None:
    """Raise an error if a work is retracted.

    Args:
        notices: The notices of all works that would be printed or named, by key.
        hint: How to leave them out.

    Raises:
        RetractedError: Some works are retracted; the message names them.
    """
    keys = retracted_among(notices)
    if keys:
        works = "".join(f"\n  {key}: {notices_in_words(notices[key])}" for key in keys)
        number = "a retracted work" if len(keys) == 1 else f"{len(keys)} retracted works"
        raise RetractedError(f"nothing was written, because of {number}:{works}", hint=hint)


def warn_of(notices: Notices) -> None:
    """Print the notices about works, such as retractions, on standard error."""
    for key, own in notices.items():
        if own:
            click.echo(f"{key}: {notices_in_words(own)}", err=True)
