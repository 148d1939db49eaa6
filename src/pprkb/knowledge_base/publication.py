"""Publications: what the knowledge base writes, in the format that is asked for."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
from functools import cached_property
from pathlib import Path
from typing import ClassVar

from pprkb.documents.document import Document, Records
from pprkb.documents.writers import (
    BINARY,
    EVERY,
    RECORDS,
    Format,
    PageSetup,
    Paper,
    Template,
    format_of,
    write,
    write_inline,
)
from pprkb.documents.writers.records import article_object, notice_objects
from pprkb.knowledge_base import notebook
from pprkb.knowledge_base.notebook.frame import Column, Framed, Row
from pprkb.knowledge_base.notebook.sequences import Articles
from pprkb.model.errors import OutputError
from pprkb.model.notice import Notices
from pprkb.model.reading_list import OtherItem
from pprkb.model.shown import Shown, shortened

__all__ = [
    "BINARY",
    "PROSE",
    "READ_OR_SENT",
    "RECORDS",
    "Composed",
    "Format",
    "Letter",
    "PageSetup",
    "Paper",
    "Publication",
    "Template",
    "article_object",
    "notice_objects",
    "write_inline",
]

READ_OR_SENT = (
    *(Format.TEXT, Format.MARKDOWN, Format.HTML, Format.DOCX, Format.ODT, Format.RTF, Format.PDF),
)
"""Formats of a document that is read as it is or sent to somebody."""
PROSE = tuple(to for to in Format if to in EVERY - RECORDS)
"""Formats in which a document is read."""


class Publication(Shown, ABC):
    """Something that is written: as bytes, as text, or as a file."""

    formats: ClassVar[tuple[Format, ...]]
    """The formats it can be written in."""

    def __init__(self, write_file: Callable[[Path, bytes], None]) -> None:
        """Take what writes a file; it refuses the library's own."""
        self._write_file = write_file

    @abstractmethod
    def content(self, to: Format, setup: PageSetup | None) -> bytes:
        """Return the contents of a file in one of `formats`."""

    @property
    @abstractmethod
    def notices(self) -> Notices:
        """Retractions and the like of all works that it lists or names, by key."""

    def write(self, to: Format | str = Format.TEXT, *, setup: PageSetup | None = None) -> bytes:
        """Return the contents of a file.

        Args:
            to: A format, such as "docx".
            setup: Paper, spacing, table of contents, template and level of headings.

        Raises:
            OutputError: It is not written in this format, the template cannot be used, or the
                format needs a library that is not installed.
        """
        return self.content(self.format(to), setup)

    def save(
        self,
        path: Path | str,
        *,
        to: Format | str | None = None,
        setup: PageSetup | None = None,
    ) -> Path:
        """Write a file, whole or not at all, and return its path.

        Args:
            path: Where to; a file that exists is replaced, unless it belongs to the library.
            to: A format; else the one that the file's extension names.
            setup: Paper, spacing, table of contents, template and level of headings.

        Raises:
            OutputError: As `write` says; or the file belongs to the library or cannot be written.
        """
        path = Path(path)
        content = self.write(self.format_of(path.name) if to is None else to, setup=setup)
        self._write_file(path, content)
        return path

    def __repr__(self) -> str:
        """Return on one line what it is, and how it is written."""
        return f'<{type(self).__name__}: .save("….docx"), .text, .markdown and .html write it>'

    @classmethod
    def format(cls, name: Format | str) -> Format:
        """Return the format of a name.

        Raises:
            OutputError: It is none of `formats`.
        """
        try:
            to = Format(name)
        except ValueError:
            to = None
        if to not in cls.formats:
            known = ", ".join(one.value for one in cls.formats)
            raise OutputError(f'"{name}" is no format of this; there are {known}')
        return to

    @classmethod
    def format_of(cls, name: str) -> Format:
        """Return the format that the extension of a file's name means.

        Raises:
            PprkbError: It means none of `formats`.
        """
        return format_of(name, cls.formats)

    @property
    def text(self) -> str:
        """It as plain text in 80 columns."""
        return self.write(Format.TEXT).decode("utf-8-sig")

    @property
    def markdown(self) -> str:
        """It as Markdown."""
        return self.write(Format.MARKDOWN).decode("utf-8-sig")

    @property
    def html(self) -> str:
        """It as one self-contained page."""
        return self.write(Format.HTML).decode("utf-8-sig")


class Composed(Publication, Framed):
    """A document that is composed when it is written: for reading, or for its records alone."""

    formats = (*PROSE, *sorted(RECORDS))

    def __init__(
        self,
        write_file: Callable[[Path, bytes], None],
        compose: Callable[[], Document],
        compose_records: Callable[[], Records],
        digest: Callable[[], str] = str,
    ) -> None:
        """Take what composes the document, what composes its records, and what digests both."""
        super().__init__(write_file)
        self._digest = digest
        self._compose = compose
        self._compose_records = compose_records

    @cached_property
    def document(self) -> Document:
        """The document, to be read."""
        return self._compose()

    @cached_property
    def records(self) -> Records:
        """The records of its articles, for formats that carry them alone."""
        return self._compose_records()

    @cached_property
    def digest(self) -> str:
        """Of a list of the library, a digest of all that it is made of; of others empty."""
        return self._digest()

    def composed(self, to: Format) -> Document | Records:
        """Return the document as a format needs it."""
        return self.records if to in RECORDS else self.document

    @property
    def articles(self) -> Articles:
        """The articles that it lists, in order."""
        return Articles(self.records.articles)

    def frame_columns(self) -> tuple[Column, ...]:
        """Return the columns."""
        return self.articles.frame_columns()

    def frame_rows(self) -> Iterable[Row]:
        """Return a row for each article that it lists."""
        return self.articles.frame_rows()

    def _repr_html_(self) -> str:
        return notebook.html.shown(lambda: self.document)

    @property
    def notices(self) -> Notices:
        """Retractions and the like of all works that it lists or names, by key."""
        made = self.__dict__.get("records") or self.document
        return made.notices

    def left_out(self, to: Format) -> tuple[OtherItem, ...]:
        """Return what of a list is no publication, if a format holds publications alone."""
        return self.records.others if to in RECORDS - {Format.CSV, Format.JSON} else ()

    def content(self, to: Format, setup: PageSetup | None) -> bytes:
        """Return the contents of a file in one of `formats`."""
        return write(self.composed(to), to, setup=setup)


class Letter(Publication):
    """A document that has no records: a month's letter, a summary as a page."""

    formats = READ_OR_SENT

    def __init__(self, write_file: Callable[[Path, bytes], None], document: Document) -> None:
        """Take the document."""
        super().__init__(write_file)
        self.document = document

    def __repr__(self) -> str:
        """Return on one line what it is."""
        return f"<{type(self).__name__}: {shortened(self.document.title)}>"

    def _repr_html_(self) -> str:
        return notebook.html.shown(lambda: self.document)

    @property
    def notices(self) -> Notices:
        """Retractions and the like of all works that it lists or names, by key."""
        return self.document.notices

    def content(self, to: Format, setup: PageSetup | None) -> bytes:
        """Return the contents of a file in one of `formats`."""
        return write(self.document, to, setup=setup)
