"""Filling in citations and references in Word files and OpenDocument texts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from pprkb.documents.compose import Composer
from pprkb.documents.document import Document
from pprkb.documents.draft.compose import (
    LIST_TITLE,
    Wishes,
    as_note,
    compose_draft,
    with_keys,
    within_note,
)
from pprkb.documents.draft.front import Front
from pprkb.documents.draft.read import FoundCitation, Read
from pprkb.documents.style import compiled_style
from pprkb.documents.writers import Format, PageSetup
from pprkb.documents.writers.filled.odt import OdtDraft
from pprkb.documents.writers.filled.places import LeftInFile, Printed
from pprkb.documents.writers.filled.word import WordDraft
from pprkb.formats.drafts.keys import NamedKey
from pprkb.knowledge_base.writing import Written, bytes_of, known_works, material_of
from pprkb.model.citation import Style
from pprkb.model.errors import OutputError
from pprkb.model.problem import Location, Problem, Rule
from pprkb.store.database import Database


class Filled(Written):
    """A word processor file with its citations and references filled in."""

    formats: ClassVar[tuple[Format, ...]] = (Format.DOCX,)

    def __init__(
        self,
        write_file: Callable[[Path, bytes], None],
        document: Document,
        problems: tuple[Problem, ...],
        source: Path,
        content: bytes,
    ) -> None:
        """Make a publication from the file and a document with its citations."""
        super().__init__(write_file, document, problems, None, source)
        self._content = content

    def content(self, _to: Format, setup: PageSetup | None) -> bytes:
        """Return the file; page layout and styles are its own."""
        if setup and (setup.template or setup.spacing or setup.contents is not None):
            raise OutputError(
                "a filled file keeps its page and styles",
                hint="leave template, spacing and contents out",
            )
        return self._content


class FilledOdt(Filled):
    """An OpenDocument text with its citations filled in."""

    formats: ClassVar[tuple[Format, ...]] = (Format.ODT,)


def fill_draft(
    database: Database,
    draft: Path,
    style: Style,
    wishes: Wishes,
    write_file: Callable[[Path, bytes], None],
) -> Filled:
    """Return a word processor file with its citations filled in; the original is not changed.

    Args:
        database: An up-to-date database.
        draft: A Word file or OpenDocument text with citations such as `[@key]` in its text.
        style: The style; an empty name means APA.
        wishes: What to print besides the text; must be empty, since the file has its own layout.
        write_file: Writes a file, but refuses files of the library.

    Raises:
        OutputError: The file cannot be read, or `wishes` cannot be fulfilled.
        CitationError: The style cannot be used.
    """
    if wishes != Wishes():
        raise OutputError(
            "a file that is filled gets its citations and its list of references, nothing else",
            hint="write what the library knows about the works as a separate document",
        )
    used = Style(style.name or "apa", style.locale)
    in_notes = compiled_style(used).note_style
    is_odt = draft.suffix.lower() == ".odt"
    kind: type[WordDraft | OdtDraft] = OdtDraft if is_odt else WordDraft
    try:
        file = kind(bytes_of(draft), in_notes=in_notes)
    except ValueError as error:
        raise OutputError(f"cannot read {draft}: {error}") from error
    named = [
        NamedKey(cite.key, found.paragraph)
        for found in file.citations
        for cite in found.placed.citation.cites
    ]
    keys, problems = known_works(database, named, draft.name)
    problems += (_left_as_written(draft, one) for one in file.left)
    problems.sort(key=lambda problem: problem.at.line)
    front = Front()
    read = Read(
        blocks=(),
        lead=(),
        notes=(),
        citations=tuple(FoundCitation(found.placed, found.paragraph) for found in file.citations),
        problems=(),
    )
    read = with_keys(read, keys)
    material = material_of(database, keys, front, wishes)
    composer = Composer(material, used, [found.placed for found in read.citations])
    document = compose_draft(read, front, material, used, name=draft.stem, wishes=wishes)
    content = file.filled(_printed(composer, read, in_notes=in_notes))
    filled = FilledOdt if is_odt else Filled
    return filled(write_file, document, tuple(problems), draft, content)


def _left_as_written(draft: Path, left: LeftInFile) -> Problem:
    return Problem(
        rule=Rule.BAD_VALUE,
        at=Location(path=draft.name, line=left.paragraph),
        message=f"@{left.key} stays as it is written, for it is in a tracked change or a field",
        hint="accept the change, or write the citation outside the field",
    )


def _printed(composer: Composer, read: Read, *, in_notes: bool) -> Printed:
    """Return the replacements for the citations, and the list of references."""
    citations = composer.citations
    own = {article.key for article in composer.listed}
    listed = [
        composer.cited_entry(key)
        for key in citations.order
        if key in own and citations.is_listed(key)
    ]
    cited = [found.placed.citation for found in read.citations]
    runs = [citations.placed(number) for number in range(len(cited))]
    inline = [
        within_note(one) if found.placed.note else citations.in_prose(found.placed.citation)
        for one, found in zip(runs, read.citations, strict=True)
    ]
    return Printed(
        citations=[as_note(*one) for one in zip(runs, cited, strict=True)] if in_notes else runs,
        names=[citations.subject(one.cites[0].key) or one.cites[0].key for one in cited],
        inline=inline if in_notes else (),
        entries=listed,
        title=composer.words(LIST_TITLE),
        hanging=citations.hanging_indent,
    )
