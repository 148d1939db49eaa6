"""Drafts: Markdown texts that cite the library, written with citations and references."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import ClassVar

from pprkb.documents.compose import Material
from pprkb.documents.document import Block, Document, Paragraph
from pprkb.documents.draft.compose import Wishes, compose_draft, with_keys
from pprkb.documents.draft.front import Front, read_front
from pprkb.documents.draft.read import DraftReader, Read
from pprkb.documents.outline import Outline, Part
from pprkb.documents.style import compiled_style, document_words
from pprkb.documents.writers import Format, PageSetup, write
from pprkb.files.text import decode_text, no_text, take_out_controls
from pprkb.formats.drafts.keys import CROSS_REFERENCES, EVERY, NamedKey, keys_in
from pprkb.knowledge_base.composing import outline_material
from pprkb.knowledge_base.publication import Publication
from pprkb.model.citation import Style
from pprkb.model.errors import CitationError, NotFoundError, OutputError
from pprkb.model.filters import Filters
from pprkb.model.notice import Notices
from pprkb.model.problem import Location, Problem, Rule
from pprkb.model.reading_list import Depth
from pprkb.query.articles import articles_of, find_keys, known_keys, resolve_key
from pprkb.store.database import Database
from pprkb.text.markup import Run

__all__ = [
    "NamedWorks",
    "Wishes",
    "Written",
    "works_named_in",
    "write_draft",
]


class Written(Publication):
    """A draft with its citations and references, to be written in any prose format."""

    formats: ClassVar[tuple[Format, ...]] = (
        *(Format.TEXT, Format.MARKDOWN, Format.HTML, Format.DOCX, Format.ODT),
        *(Format.RTF, Format.PDF, Format.LATEX),
    )

    def __init__(
        self,
        write_file: Callable[[Path, bytes], None],
        document: Document,
        problems: tuple[Problem, ...],
        contents: bool | None,
        source: Path,
    ) -> None:
        """Make a publication from the document and the problems of its draft."""
        super().__init__(write_file)
        self.document = document
        self.problems = problems
        """Problems of the draft: unknown works, missing pictures, HTML …"""
        self._contents = contents
        self._source = source

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the works in the list of references, in the order of the draft."""
        return self.document.keys

    @property
    def notices(self) -> Notices:
        """Notices about all cited works, such as retractions, by key."""
        return self.document.notices

    def content(self, to: Format, setup: PageSetup | None) -> bytes:
        """Return the content of a file in one of `formats`."""
        setup = setup or PageSetup()
        if setup.contents is None and self._contents is not None:
            setup = replace(setup, contents=self._contents)
        return write(self.document, to, setup=setup)

    def save(
        self,
        path: Path | str,
        *,
        to: Format | str | None = None,
        setup: PageSetup | None = None,
    ) -> Path:
        """Write a file like `Publication.save`, but never over the draft.

        Raises:
                OutputError: The path is that of the draft; or as for `Publication.save`.
        """
        check_other_file(self._source, Path(path))
        return super().save(path, to=to, setup=setup)


def check_other_file(draft: Path, output: Path) -> None:
    """Refuse to overwrite a draft.

    Raises:
        OutputError: Both paths lead to the same file.
    """
    if output.exists() and output.resolve() == draft.resolve():
        raise OutputError(f"{output} is the draft itself", hint="name another file")


def write_draft(
    database: Database,
    draft: Path,
    style: Style,
    wishes: Wishes,
    write_file: Callable[[Path, bytes], None],
) -> Written:
    """Return a draft with its citations and references.

    Args:
        database: An up-to-date database.
        draft: A Markdown file.
        style: The requested style; an empty name leaves it to the draft.
        wishes: What to print besides the text.
        write_file: Writes a file, but refuses files of the library.

    Raises:
        OutputError: The draft cannot be read.
        CitationError: The requested style cannot be used.
    """
    name = draft.name
    text, problems = read_text(draft)
    front = read_front(text, name)
    odd = [*problems, *front.problems]
    used, wrong = _style_of(style, front, draft)
    odd += wrong
    read = _read(text, front, draft, used)
    named = [
        NamedKey(cite.key, found.line)
        for found in read.citations
        for cite in found.placed.citation.cites
    ]
    listed = [NamedKey(key, 1) for key in front.listed]
    keys, unknown = known_works(database, [*named, *listed], name)
    odd += [*read.problems, *unknown]
    material = material_of(database, keys, front, wishes)
    document = compose_draft(
        with_keys(read, keys), front, material, used, name=draft.stem, wishes=wishes
    )
    ordered = tuple(sorted(odd, key=lambda problem: problem.at.line))
    return Written(write_file, document, ordered, front.contents, draft)


def read_text(draft: Path) -> tuple[str, tuple[Problem, ...]]:
    """Return the text of a draft, and problems of its encoding.

    Raises:
        OutputError: It cannot be read.
    """
    return _as_text(bytes_of(draft), draft)


def bytes_of(draft: Path) -> bytes:
    """Return the bytes of a draft.

    Raises:
        OutputError: It cannot be read.
    """
    try:
        return draft.read_bytes()
    except OSError as error:
        raise OutputError(f"cannot read {draft}: {error.strerror}") from error


def _as_text(content: bytes, draft: Path) -> tuple[str, tuple[Problem, ...]]:
    if kind := no_text(content):
        hint = "save it as a Word file (.docx), or its words as plain text"
        raise OutputError(f"{draft} is {kind}, which is not read", hint=hint)
    text, problems = decode_text(content, draft.name)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return take_out_controls(text)[0], problems


def _read(text: str, front: Front, draft: Path, style: Style) -> Read:
    words = document_words(style)
    in_notes = compiled_style(style).note_style
    language = front.language or style.locale
    reader = DraftReader(draft.name, draft.parent, words, in_notes=in_notes, language=language)
    lead: list[Block] = []
    if front.abstract:
        head = words("Abstract")
        lead += reader.read(f"# {head}\n\n{front.abstract}", max(1, front.abstract_line - 2))
    if front.keywords:
        label = Run(text=words("Keywords:"), italic=True)
        lead.append(Paragraph(runs=(label, Run(text=" " + ", ".join(front.keywords)))))
    line = text.count("\n", 0, front.body) + 1
    reader.begin_at(line)
    return reader.result(reader.read(text[front.body :], line), tuple(lead))


def _style_of(asked: Style, front: Front, draft: Path) -> tuple[Style, list[Problem]]:
    """Return the style of a draft: the requested one, else its own, else APA.

    Raises:
        CitationError: The requested style cannot be used.
    """
    if asked.name and asked.locale:
        return asked, []
    problems = []
    name = asked.name
    if not name and front.style:
        name, wrong = _own_style(front.style, draft)
        problems += wrong
    style = Style(name or "apa", asked.locale)
    if not asked.locale and front.language:
        try:
            compiled_style(Style(style.name, front.language))
        except CitationError as error:
            if not str(error.message).startswith('the style "'):
                problems.append(_odd(draft, f"`lang: {front.language}`: {error.message}"))
        else:
            style = Style(style.name, front.language)
    return style, problems


def _own_style(written: str, draft: Path) -> tuple[str, list[Problem]]:
    beside = draft.parent / written
    if written.endswith(".csl") and beside.is_file():
        name = str(beside)
    else:
        # An address of the CSL project, or the file of an installed style.
        name = written.rstrip("/").rpartition("/")[2].removesuffix(".csl")
    try:
        compiled_style(Style(name))
    except CitationError as error:
        return "", [_odd(draft, f"`csl: {written}`: {error.message}; it is written in APA style")]
    return name, []


def _odd(draft: Path, message: str) -> Problem:
    return Problem(rule=Rule.BAD_VALUE, at=Location(path=draft.name, line=1), message=message)


def known_works(
    database: Database, named: Iterable[NamedKey], path: str
) -> tuple[dict[str, str], list[Problem]]:
    """Return the key of each work by its name in the draft, and the unknown names."""
    named = list(dict.fromkeys(named))
    names = dict.fromkeys(one.key for one in named)
    keys = known_keys(database, names)
    works = {
        article.key
        for article in articles_of(database, list(dict.fromkeys(keys.values())))
        if article.reference
    }
    unknown = {
        name: _unknown(database, name, keys) for name in names if keys.get(name) not in works
    }
    problems = [
        Problem(
            rule=Rule.UNKNOWN_REFERENCE,
            at=Location(path=path, line=line),
            message=unknown[name].message,
            hint=unknown[name].hint,
        )
        for name, line in named
        if name in unknown
    ]
    return {name: key for name, key in keys.items() if key in works}, problems


def _unknown(database: Database, name: str, keys: Mapping[str, str]) -> NotFoundError:
    """Return the problem for a name that is not the name of a work."""
    if name in keys:
        return NotFoundError(f'the summary "{keys[name]}" names no reference to cite')
    if name.startswith(CROSS_REFERENCES):
        return NotFoundError(
            f"@{name} is a cross-reference of Quarto",
            hint="Quarto numbers figures and tables; write the number here",
        )
    try:
        resolve_key(database, name)
    except NotFoundError as error:
        return error
    return NotFoundError(f'there is no reference "{name}"')


@dataclass(frozen=True, kw_only=True)
class NamedWorks:
    """The works that a draft cites."""

    keys: tuple[str, ...]
    """Their main keys, in the order of first citation."""
    every: bool = False
    """Whether it also lists all other works of the library (`nocite: "@*"`)."""
    aliases: Mapping[str, str] = field(default_factory=dict)
    """Alternative keys used in the draft, which other programs do not know."""
    problems: tuple[Problem, ...] = ()
    """Keys that are not in the library, with their lines; for a Word or OpenDocument file, with the
    number of their paragraph."""


def works_named_in(database: Database, draft: Path) -> NamedWorks:
    """Return the works that a file of any supported kind cites.

    Raises:
        OutputError: It cannot be read.
    """
    content = bytes_of(draft)
    in_archive = draft.suffix.lower() in (".docx", ".docm", ".odt")
    text = "" if in_archive else _as_text(content, draft)[0]
    try:
        named = keys_in(draft.name, content, text)
    except ValueError as error:
        raise OutputError(f"cannot read {draft}: {error}") from error
    cited = [one for one in named if one.key != EVERY]
    keys, problems = known_works(database, cited, draft.name)
    return NamedWorks(
        keys=tuple(dict.fromkeys(keys[one.key] for one in cited if one.key in keys)),
        every=len(cited) < len(named),
        aliases={name: key for name, key in keys.items() if name != key},
        problems=tuple(problems),
    )


def material_of(database: Database, keys: dict[str, str], front: Front, wishes: Wishes) -> Material:
    """Return the works of a draft with the data to be printed about them.

    Args:
        database: An up-to-date database.
        keys: The key of each work by its name in the draft.
        front: The draft's front matter, which may list all works of the library.
        wishes: What to print besides the text.
    """
    every = list(dict.fromkeys(keys.values()))
    if front.lists_all:
        every = list(dict.fromkeys([*every, *find_keys(database, Filters())]))
    articles = tuple(article for article in articles_of(database, every) if article.reference)
    depth = wishes.depth
    if wishes.evidence and depth is Depth.REFERENCE:
        depth = Depth.IMPLICATIONS
    outline = Outline(
        title="", parts=(Part(articles=articles),), depth=depth, evidence=False, style_order=True
    )
    return outline_material(database, outline)
