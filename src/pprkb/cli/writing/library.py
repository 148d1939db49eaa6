"""`init`, `build` and `release`: new libraries, the database, and versioned archives."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

import pprkb
from pprkb.cli.options import as_json, dry_run, with_knowledge_base
from pprkb.cli.output import carry_out, many, print_json, write_output
from pprkb.cli.terminal import Progress
from pprkb.desk.new_library import NewLibrary, begin_library
from pprkb.knowledge_base.locate import files_to_begin_with, shipped_library
from pprkb.model.errors import LibraryError, NotFoundError

_SHOWN = 5
"""The maximum number of skipped works to name."""


@click.command()
@click.argument("words", nargs=-1, metavar="[FOLDER]", type=click.Path())
@click.option(
    "--from",
    "sources",
    multiple=True,
    type=click.Path(allow_dash=True),
    metavar="FILE",
    help="Take the works of this file; may be given several times.",
)
@click.option(
    "--example", is_flag=True, help="Begin with a copy of the library that comes with pprkb."
)
@dry_run
@click.pass_context
def init(
    ctx: click.Context,
    *,
    words: tuple[str, ...],
    sources: tuple[str, ...],
    example: bool,
    dry_run: bool,
) -> None:
    """Create a library of your own in FOLDER, or in the current folder.

    A BibTeX file, as exported by Zotero, JabRef or Mendeley, is copied unchanged, with its keys.
    The works of RIS and JSON files are added as by `pprkb add`. Nothing is overwritten.
    """
    folder, paths = _sorted(words, sources, (ctx.obj or {}).get("library"))
    if example and paths:
        raise click.UsageError("--example and --from are two libraries: choose one")
    begun, edit = begin_library(
        folder, [_named(path) for path in paths], example=shipped_library() if example else None
    )
    if not (example or paths) and (lying := files_to_begin_with(folder)):
        raise LibraryError(
            f"here is {lying[0]}: shall it be the library? Nothing was written",
            hint=f"take it with: pprkb init {_words(folder)}--from {_quoted(folder, lying)}\n"
            "       for an empty library choose another folder: pprkb init FOLDER",
        )
    if not dry_run:
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise LibraryError(f"cannot make {folder}: {error.strerror or error}") from error
    changes = carry_out(edit, dry_run=dry_run)
    if changes:
        _tell(folder, begun, example=example, files=[str(path) for path in paths])


def _sorted(
    words: tuple[str, ...], sources: tuple[str, ...], library: Path | None
) -> tuple[Path, list[str]]:
    """Return the folder and the files; a shell expands `--from *.bib` to one option and words."""
    files = [word for word in words if Path(word).is_file()]
    folders = [word for word in words if word not in files]
    if len(folders) > 1:
        raise click.UsageError(
            f"name one folder; there is no file {folders[0]!r} or {folders[1]!r}"
        )
    folder = Path(folders[0]) if folders else library or Path()
    return folder.expanduser(), [*sources, *files]


def _named(path: str) -> tuple[str, bytes]:
    if path == "-":
        return "stdin", sys.stdin.buffer.read()
    try:
        return Path(path).name, Path(path).expanduser().read_bytes()
    except OSError as error:
        raise NotFoundError(
            f"{path} cannot be read: {error.strerror or error}",
            hint="look at its name; `ls` shows the files of this folder",
        ) from error


def _words(folder: Path) -> str:
    return "" if folder == Path() else f"{shlex.quote(str(folder))} "


def _quoted(folder: Path, names: Iterable[str]) -> str:
    return " --from ".join(shlex.quote(str(folder / name)) for name in names)


# -- what was created --------------------------------------------------------------------------


def _tell(folder: Path, begun: NewLibrary, *, example: bool, files: list[str]) -> None:
    with Progress() as progress:
        knowledge_base = pprkb.KnowledgeBase.open(folder, None, progress.say)
        _, counts = knowledge_base.build()
        keywords = [keyword.label for keyword in knowledge_base.keywords()]
        problems = knowledge_base.check()
    holds = [many(counts.references, "reference")]
    holds += [many(counts.summaries, "summary", "summaries")] if counts.summaries else []
    holds += [many(counts.reading_lists, "reading list")] if counts.reading_lists else []
    holds += [many(len(keywords), "keyword")] if keywords else []
    click.echo(f"made a library in {folder.resolve()}: {', '.join(holds)}")
    paths = [change.path for change in begun.changes]
    click.echo(f"    data/references.bib  {_origin(begun, example=example)}")
    if example:
        others = sum(path.startswith("data/") for path in paths) - 1
        click.echo(f"    {many(others, 'other file')} in data: topics, summaries, a list, a course")
    if "README.md" in paths:
        click.echo("    README.md  says what is where")
    if for_git := [path for path in paths if path.startswith(".git")]:
        click.echo(f"    {', '.join(for_git)}  for git, should you use it")
    for line in _remarks(begun, files):
        click.echo(line)
    if keywords and not example:
        click.echo("Your keywords are the topics of this library.")
    if problems:
        found = f"`pprkb check` sees {many(len(problems), 'thing')} to look at"
        click.echo(f"{found}, each with its line and how to fix it; nothing else waits for that.")
    elif counts.references:
        click.echo("`pprkb check` sees nothing to fix.")
    click.echo("\nnext:", err=True)
    slugs = (
        [reading_list.slug for reading_list in knowledge_base.reading_lists()] if example else []
    )
    steps = list(_steps(keywords, slugs, empty=not counts.references))
    if folder.resolve() != Path.cwd():
        steps.insert(0, (f"cd {shlex.quote(str(folder))}", "go there"))
    width = max(len(command) for command, _ in steps)
    for command, words in steps:
        click.echo(f"    {command:<{width}}  {words}", err=True)
    named = os.environ.get("PPRKB_LIBRARY", "")
    if named and Path(named).expanduser().resolve() != folder.resolve():
        click.echo(f"$PPRKB_LIBRARY names another library, {named}: unset it first", err=True)


def _origin(begun: NewLibrary, *, example: bool) -> str:
    if example:
        return "the works of the example"
    parts = []
    if begun.as_they_are:
        names = " and ".join(begun.as_they_are)
        several = len(begun.as_they_are) > 1
        parts.append(f"{names} as {'they are' if several else 'it is'}")
    if begun.rewritten:
        parts.append(f"{' and '.join(begun.rewritten)} in UTF-8")
    added = sum(work.verdict == "new" for work in begun.judged)
    if begun.judged:
        works = many(len(begun.judged), "work")
        parts.append(f"{added} of {works} added, with new keys; the old are kept in `ids`")
    if not parts:
        return "empty, for your works"
    return f"{', '.join(parts)}{'; edit this copy from now on' if begun.as_they_are else ''}"


def _remarks(begun: NewLibrary, files: list[str]) -> Iterator[str]:

    if begun.clashes:
        keys = ", ".join(begun.clashes[:_SHOWN])
        more = f" and {len(begun.clashes) - _SHOWN} more" if len(begun.clashes) > _SHOWN else ""
        yield (
            f"in more than one file: the key{'' if len(begun.clashes) == 1 else 's'} {keys}{more};"
            " `pprkb check` says where"
        )
    left = begun.left_out
    for work in left[:_SHOWN]:
        told = f"the same work as {work.matches[0].reference.key}" if work.matches else work.verdict
        yield f"not added: {work.newcomer.source}: {told}"
    if len(left) > _SHOWN:
        yield f"not added: {len(left) - _SHOWN} more"
    if any(work.verdict == "doubtful" for work in left):
        names = " ".join(shlex.quote(name) for name in files)
        yield f"`pprkb add {names}` shows the doubts; --accept-doubts adds them all the same"


def _steps(keywords: list[str], lists: list[str], *, empty: bool) -> Iterator[tuple[str, str]]:
    if lists:
        yield f"pprkb reading-list {lists[0]} -o course.docx", "a course in Word"
        yield "pprkb topics", "the topics, with the number of works on each"
        yield "pprkb check", "after an edit: what is wrong, where, and how to fix it"
    elif keywords:
        word = shlex.quote(keywords[0])
        name = "".join(c if c.isalnum() else "-" for c in keywords[0].casefold()).strip("-")
        yield "pprkb topics", "the topics, with the number of works on each"
        yield (
            f"pprkb export --topic {word} -o {name or 'topic'}.docx",
            "the works on one of them, in Word",
        )
        yield "pprkb check", "what is wrong with the references, and how to fix it"
    elif not empty:
        yield "pprkb list", "the works"
        yield "pprkb export -o references.docx", "all of them in Word, in APA style"
        yield "pprkb check", "what is wrong with them, and how to fix it"
    else:
        yield "pprkb add 10.1037/pst0000172", "add a work by its DOI"
        yield 'pprkb add "Beck, A. T. (1979). …"', "or by a whole reference, in quotation marks"
        yield "pprkb add zotero.bib", "or all works of a file"


@click.command()
@click.option("--full", is_flag=True, help="Rebuild the database.")
@as_json
@with_knowledge_base
def build(knowledge_base: pprkb.KnowledgeBase, *, full: bool, as_json: bool) -> None:
    """Update the database and print what changed.

    Other commands do this automatically when a file has changed.
    """
    knowledge_base.require_own()
    built, counts = knowledge_base.build(full=full)
    if as_json:
        print_json(
            {
                "database": str(knowledge_base.database),
                "added": built.added,
                "changed": built.changed,
                "removed": built.removed,
                **vars(counts),
            }
        )
        return
    for word, paths in (
        ("new", built.added),
        ("changed", built.changed),
        ("removed", built.removed),
    ):
        for path in paths:
            click.echo(f"{word:<8} {path}")
    if not (built.added or built.changed or built.removed):
        click.echo("nothing has changed")
    click.echo(
        f"{knowledge_base.database}: {many(counts.references, 'reference')}, "
        f"{many(counts.summaries, 'summary', 'summaries')}, "
        f"{many(counts.reading_lists, 'reading list')}"
    )
    if counts.errors or counts.warnings:
        found = f"{many(counts.errors, 'error')} and {many(counts.warnings, 'warning')}"
        click.echo(f"{found} met while reading; `pprkb check` looks at everything", err=True)


@click.command()
@click.argument("version")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="The archive. Default: pprkb-VERSION.zip in this folder.",
)
@click.option(
    "--since",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    metavar="FILE",
    help="The archive of the previous release, for the list of changes.",
)
@click.option("--title", default="", help="The title under which the library is cited.")
@click.option(
    "--author",
    "authors",
    multiple=True,
    metavar="FAMILY, GIVEN",
    help="The author who is cited; may be given several times.",
)
@click.option(
    "--force",
    is_flag=True,
    help="Release even if `check` finds errors in the files, or the archive exists.",
)
@with_knowledge_base
def release(
    knowledge_base: pprkb.KnowledgeBase,
    *,
    version: str,
    output: Path | None,
    since: Path | None,
    title: str,
    authors: tuple[str, ...],
    force: bool,
) -> None:
    """Write the release VERSION: an archive with the files, the database and a citation.

    The archive contains the text files as they are, with LICENSE and README, the database, effects
    and articles as CSV, references for other programs, CITATION.cff, checksums, and a list of
    changes since the previous release. The same library gives the same archive.
    """
    packed = knowledge_base.desk.release(
        version,
        title=title,
        authors=authors,
        previous=since.read_bytes() if since else None,
        force=force,
    )
    target = output or Path(f"{packed.name}.zip")
    if since and target.exists() and target.samefile(since):
        raise LibraryError(f"{target} is the release before", hint="choose another name with -o")
    if output is None and target.exists() and target.read_bytes() != packed.archive and not force:
        raise LibraryError(
            f"{target} exists and differs", hint="choose another version, or add --force"
        )
    write_output(knowledge_base, packed.archive, target, binary=True)
    for path in packed.left_out:
        click.echo(f"left out: {path} is not a file of the library", err=True)
