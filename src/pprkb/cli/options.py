"""Options that several commands share."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from pathlib import Path

import click

import pprkb
from pprkb.cli.completion import (
    complete_key,
    complete_keyword,
    complete_kind,
    complete_style,
    complete_topic,
    complete_type,
)
from pprkb.cli.output import Output
from pprkb.cli.problems import problem_line
from pprkb.cli.terminal import Progress
from pprkb.model.citation import Style
from pprkb.model.errors import OutputError
from pprkb.model.filters import Filters, Sort
from pprkb.text.number import whole_number
from pprkb.text.spelling import did_you_mean


class Choice(click.Choice[str]):
    """One of several words; for a misspelt one, the error suggests similar ones."""

    def get_invalid_choice_message(self, value: object, ctx: click.Context | None) -> str:
        """Reject an unknown word with the list of words and a suggestion."""
        hint = did_you_mean(str(value), map(str, self.choices))
        said = super().get_invalid_choice_message(value=value, ctx=ctx)
        return f"{said.rstrip('.')}; {hint}" if hint else said


# Generic only in the newest releases of click.
class Number(click.ParamType):  # type: ignore[type-arg]
    """A number within limits, which are described in the option's help."""

    name = "number"

    def __init__(self, limits: click.IntRange | click.FloatRange) -> None:
        """Wrap a range of click, whose own help would print `[1<=x<=6]`."""
        self._limits = limits

    def convert(
        self,
        value: object,
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> object:
        """Read a number, or reject it with a description of the limits."""
        try:
            return self._limits(value, param, ctx)
        except click.BadParameter:
            whole = "whole " if isinstance(self._limits, click.IntRange) else ""
            low, high = self._limits.min, self._limits.max
            self.fail(f'"{value}" is not a {whole}number from {low} to {high}', param, ctx)


Command = Callable[..., object]
"""The function behind a command."""

SORTS = ("author", "year", "month", "title", "key")
MOST = 10**9
"""The largest number for an option; SQLite and floats can represent it."""
YEAR = Number(click.IntRange(-9999, 9999))
COUNT = Number(click.IntRange(1, MOST))
DEPTHS = ("reference", "implications", "brief", "full")


def with_library(function: Command) -> Command:
    """Add `--library` and `--database` to a command or the program."""
    function = click.option(
        "--database",
        type=click.Path(path_type=Path, dir_okay=False),
        metavar="FILE",
        help="Where the database is kept. Default: pprkb.db in the library.",
    )(function)
    return click.option(
        "--library",
        type=click.Path(path_type=Path),
        metavar="DIR",
        help="The folder of the library, which holds data/references.bib.",
    )(function)


def with_knowledge_base(function: Command) -> Command:
    """Add `--library` and `--database` to a command, and pass it the knowledge base."""

    @with_library
    @click.pass_context
    @wraps(function)
    def command(
        ctx: click.Context,
        /,
        library: Path | None,
        database: Path | None,
        **options: object,
    ) -> object:
        common: dict[str, Path | None] = ctx.obj or {}
        with Progress() as progress:
            knowledge_base = _open(
                library or common.get("library"), database or common.get("database"), progress
            )
            try:
                result = function(knowledge_base, **options)
            finally:
                knowledge_base.remember()
        if not knowledge_base.is_own and ctx.invoked_subcommand is None:
            _say_whose_it_is()
        return result

    return command


def _say_whose_it_is() -> None:
    """Warn a user with references in this folder that pprkb's own library is used instead."""
    if files := pprkb.knowledge_base.locate.files_to_begin_with(Path()):
        click.echo(
            "this is the library that comes with pprkb; for one of your own:"
            f" pprkb init --from {shlex.quote(files[0])}",
            err=True,
        )


def _open(library: Path | None, database: Path | None, progress: Progress) -> pprkb.KnowledgeBase:
    return pprkb.KnowledgeBase.open(library, database, progress.say)


def grouped(
    name: str, make: Callable[..., object], *options: Callable[[Command], Command]
) -> Callable[[Command], Command]:
    """Return a decorator that adds options to a command and passes them as one value.

    Args:
        name: The parameter of the command.
        make: Makes the value; its parameters are named like the options.
        options: The options in the order of `--help`.
    """

    def decorate(function: Command) -> Command:
        @wraps(function)
        def command(*args: object, **values: object) -> object:
            value = make(**{field: values.pop(field) for field in fields})
            return function(*args, **{name: value}, **values)

        before = len(getattr(command, "__click_params__", ()))
        for option in reversed(options):
            option(command)
        parameters: list[click.Parameter] = vars(command)["__click_params__"][before:]
        fields = dict.fromkeys(parameter.name for parameter in parameters)
        return command

    return decorate


_SUBJECT = (
    click.option(
        "--topic",
        "topics",
        multiple=True,
        metavar="TOPIC",
        shell_complete=complete_topic,
        help="On this topic; given several times, on any of them.",
    ),
    click.option(
        "--type",
        "types",
        multiple=True,
        metavar="TYPE",
        shell_complete=complete_type,
        help="Of this research type.",
    ),
    click.option(
        "--keyword",
        "keywords",
        multiple=True,
        metavar="WORD",
        shell_complete=complete_keyword,
        help="With this keyword.",
    ),
    click.option(
        "--kind",
        "kinds",
        multiple=True,
        metavar="KIND",
        shell_complete=complete_kind,
        help="Of this kind: article, book, chapter, thesis, report, …",
    ),
    click.option(
        "--journal",
        "journals",
        multiple=True,
        metavar="NAME",
        help="In this journal or book, by a part of its name.",
    ),
)
"""In the order of `--help`."""


_SINCE = click.option("--since", type=YEAR, metavar="YEAR", help="Published in or after this year.")
_MATCH = click.option("--match", default="", metavar="WORDS", help="Holding all these words.")

with_subject = grouped("filters", Filters, *_SUBJECT, _SINCE, _MATCH)
"""Add the filters by subject to a command, as one value, `filters`."""

_CHOICES = (
    *_SUBJECT,
    click.option("--author", "authors", multiple=True, metavar="NAME", help="By this author."),
    _SINCE,
    click.option("--until", type=YEAR, metavar="YEAR", help="Published in or before this year."),
    click.option(
        "--month", "months", multiple=True, metavar="YYYY-MM", help="Summarised in this month."
    ),
    click.option(
        "--key",
        "keys",
        multiple=True,
        metavar="KEY",
        shell_complete=complete_key,
        help="With this citation key.",
    ),
    _MATCH,
    click.option("--summarised", is_flag=True, help="Only articles that have a summary."),
    click.option("--without-retracted", is_flag=True, help="Leave retracted works out."),
    click.option(
        "--limit", type=Number(click.IntRange(0, MOST)), metavar="N", help="At most this many."
    ),
)
"""In the order of `--help`."""

with_ranked_filters = grouped("filters", Filters, *_CHOICES)
"""Add the filters to a command whose results are ranked, as one value, `filters`."""

with_filters = grouped(
    "filters",
    Filters,
    *_CHOICES,
    click.option(
        "--sort",
        type=Choice(SORTS),
        default="author",
        show_default=True,
        callback=lambda _ctx, _option, word: Sort(word),
        help="What the order is by.",
    ),
)
"""Add the filters and the order of articles to a command, as one value, `filters`."""


with_keys_of = click.option(
    "--keys-of",
    "keys_of",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    metavar="DRAFT",
    help="The works that this file cites: Markdown, Quarto, R Markdown, LaTeX, Word, OpenDocument.",
)
"""Add the option to select the works that a draft cites."""


def works_of(knowledge_base: pprkb.KnowledgeBase, draft: Path) -> tuple[str, ...] | None:
    """Return the keys that a draft cites; None if it lists every work.

    Unknown keys are reported on standard error.
    """
    named = knowledge_base.keys_of(draft)
    for problem in named.problems:
        click.echo(problem_line(problem), err=True)
    for name, key in named.aliases.items():
        click.echo(f"{draft.name}: {name} is {key} in the library", err=True)
    if not named.keys and not named.every:
        click.echo(f"{draft.name} cites no work of the library", err=True)
    return None if named.every else named.keys


with_style = grouped(
    "style",
    Style,
    click.option(
        "--style",
        "name",
        default="",
        metavar="STYLE",
        shell_complete=complete_style,
        help="A citation style by name (see `pprkb styles`), or a .csl file. Default: apa.",
    ),
    click.option(
        "--locale", default="", metavar="LOCALE", help="Language of words and dates: fr-CA, en-GB …"
    ),
)
"""Add `--style` and `--locale` to a command, as one value, `style`."""


with_copy = click.option(
    "--copy",
    "is_copied",
    is_flag=True,
    help="Put it on the clipboard with its italics, links and indents; with --to text as text.",
)


def _with_file(formats: tuple[str, ...]) -> Callable[[Command], Command]:
    return grouped(
        "output",
        Output,
        click.option(
            "-o",
            "--output",
            "path",
            type=click.Path(path_type=Path, dir_okay=False, allow_dash=True),
            metavar="FILE",
            help="Write to this file; - is standard output.",
        ),
        click.option(
            "--to",
            "format_name",
            type=Choice(formats),
            metavar="FORMAT",
            help=f"One of {', '.join(formats)}. Default: that of the extension of -o, or text.",
        ),
    )


def also_as_json(function: Command) -> Command:
    """Add the flag `--json`, short for `--to json`, to a command with an `output`."""

    @click.option("--json", "as_json", is_flag=True, help="Print JSON; the same as --to json.")
    @wraps(function)
    def command(*args: object, as_json: bool, output: Output, **options: object) -> object:
        output = replace(output, format_name="json") if as_json else output
        return function(*args, output=output, **options)

    return command


as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


def _rate(_ctx: click.Context, _option: click.Parameter, written: str | None) -> float | None:
    """Read a control rate: 20% or .2; a bare 20 is ambiguous."""
    if written is None:
        return None
    from pprkb.evidence.rounding import printed_share

    share = printed_share(written)
    if share is None or not 0 < share < 1:
        raise click.BadParameter(f'"{written}" is not a rate: write 20% or .2')
    return float(share)


def with_control_rate(function: Command) -> Command:
    """Add the option of a control rate to a command, passed as `p0`, from 0 to 1."""
    return click.option(
        "--control-rate",
        "--p0",
        "p0",
        callback=_rate,
        metavar="RATE",
        help="Share of people with the event without the treatment: 20% or .2.",
    )(function)


def refuse_idle_rate(p0: float | None, *, in_words: bool) -> None:
    """Reject a control rate without `--words`, since nothing else uses it.

    Raises:
        click.UsageError: There is a rate, but `--words` is missing.
    """
    if p0 is not None and not in_words:
        raise click.UsageError("--control-rate goes with --words: add it, or leave the rate out")


dry_run = click.option("--dry-run", is_flag=True, help="Show what would change and change nothing.")


def read_numbers(_ctx: click.Context, _option: click.Parameter, written: str) -> tuple[int, ...]:
    """Read a list of numbers: 1,3."""
    numbers = [whole_number(part, most=MOST) for part in written.split(",") if part.strip()]
    if None in numbers:
        raise click.BadParameter("write numbers with commas between them: 1,3")
    return tuple(number for number in numbers if number is not None)


PAPERS = ("letter", "a4")
SPACINGS = {"single": 1.0, "1.5": 1.5, "double": 2.0}
"""Words for `--spacing`, with their numbers of lines."""


def _setup(
    *,
    paper: str | None,
    spacing: str | None,
    contents: bool | None,
    template: Path | None,
    heading_level: int | None = None,
) -> pprkb.knowledge_base.publication.PageSetup:
    taken = None
    if template is not None:
        if paper:
            raise click.UsageError("--paper and --template: the template says which paper it is")
        try:
            taken = pprkb.knowledge_base.publication.Template(
                name=str(template), content=template.read_bytes()
            )
        except OSError as error:
            raise OutputError(f"cannot read {template}: {error.strerror}") from error
    return pprkb.knowledge_base.publication.PageSetup(
        paper=pprkb.knowledge_base.publication.Paper(paper or "letter"),
        spacing=SPACINGS[spacing] if spacing else None,
        contents=contents,
        template=taken,
        heading_level=heading_level,
    )


_PAGE = (
    click.option(
        "--paper",
        type=Choice(PAPERS, case_sensitive=False),
        help="Paper of Word, OpenDocument and PDF. Default: letter.",
    ),
    click.option(
        "--spacing",
        type=click.Choice(tuple(SPACINGS), case_sensitive=False),
        help="Line spacing of references in Word, OpenDocument, PDF and HTML. Default: that of the"
        " citation style.",
    ),
    click.option(
        "--contents/--no-contents",
        default=None,
        help="A table of contents before the first heading. Default: in long documents only.",
    ),
    click.option(
        "--template",
        type=click.Path(path_type=Path, dir_okay=False, exists=True),
        metavar="FILE",
        help="A .docx or .dotx whose styles, page and headers the Word document uses.",
    ),
)
_with_page = grouped("setup", _setup, *_PAGE)
_with_headings_and_page = grouped(
    "setup",
    _setup,
    *_PAGE,
    click.option(
        "--heading-level",
        type=Number(click.IntRange(1, 6)),
        metavar="N",
        help="Level of the first headings in html-fragment, from 1 to 6. Default: 3.",
    ),
)


def with_output(formats: tuple[str, ...], *, pasted: bool = False) -> Callable[[Command], Command]:
    """Return a decorator that adds `-o`, `--to` and the page options, as one value, `output`.

    Args:
        formats: The words for `--to`.
        pasted: Whether to add the options for pasting: `--copy`, and `--heading-level` for
            editors with headings of their own.
    """

    def decorate(function: Command) -> Command:
        @wraps(function)
        def command(
            *args: object,
            output: Output,
            setup: pprkb.knowledge_base.publication.PageSetup,
            is_copied: bool = False,
            **options: object,
        ) -> object:
            output = replace(output, setup=setup, is_copied=is_copied)
            return function(*args, output=output, **options)

        if pasted:
            return _with_file(formats)(with_copy(_with_headings_and_page(command)))
        return _with_file(formats)(_with_page(command))

    return decorate
