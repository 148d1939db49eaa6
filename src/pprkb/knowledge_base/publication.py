"""Publications: what the knowledge base returns to be written in any format."""

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
"""Formats for documents to read or to send."""
PROSE = tuple(to for to in Format if to in EVERY - RECORDS)
"""All prose formats."""


class Publication(Shown, ABC):
    """Content that can be written as bytes, as text, or to a file."""

    formats: ClassVar[tuple[Format, ...]]
    """The available formats."""

    def __init__(self, write_file: Callable[[Path, bytes], None]) -> None:
        """Make a publication; `write_file` writes files, but refuses files of the library."""
        self._write_file = write_file

    @abstractmethod
    def content(self, to: Format, setup: PageSetup | None) -> bytes:
        """Return the content of a file in one of `formats`."""

    @property
    @abstractmethod
    def notices(self) -> Notices:
        """Notices about all works that it lists or names, such as retractions, by key."""

    def write(self, to: Format | str = Format.TEXT, *, setup: PageSetup | None = None) -> bytes:
        """Return the content of a file.

        Args:
            to: A format, such as "docx".
            setup: Paper, spacing, table of contents, template and heading level.

        Raises:
            OutputError: The format is not available here, the template cannot be used, or the
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
        """Write a file atomically, and return its path.

        Args:
            path: Its path; an existing file is replaced, unless it belongs to the library.
            to: A format; by default that of the file's extension.
            setup: Paper, spacing, table of contents, template and heading level.

        Raises:
            OutputError: As for `write`; or the file belongs to the library or cannot be written.
        """
        path = Path(path)
        content = self.write(self.format_of(path.name) if to is None else to, setup=setup)
        self._write_file(path, content)
        return path

    def __repr__(self) -> str:
        """Return the title and how to write it on one line."""
        return f'<{type(self).__name__}: .save("….docx"), .text, .markdown and .html write it>'

    @classmethod
    def format(cls, name: Format | str) -> Format:
        """Return the format with a name.

        Raises:
            OutputError: It is none of `formats`.
        """
        try:
            to = Format(name)
        except ValueError:
            to = None
        if to not in cls.formats:
            known = ", ".join(one.value for one in cls.formats)
            raise OutputError(f'"{name}" is not a format for this; there are {known}')
        return to

    @classmethod
    def format_of(cls, name: str) -> Format:
        """Return the format of a file extension.

        Raises:
            PprkbError: It is none of `formats`.
        """
        return format_of(name, cls.formats)

    @property
    def text(self) -> str:
        """The content as plain text in 80 columns."""
        return self.write(Format.TEXT).decode("utf-8-sig")

    @property
    def markdown(self) -> str:
        """The content as Markdown."""
        return self.write(Format.MARKDOWN).decode("utf-8-sig")

    @property
    def html(self) -> str:
        """The content as one self-contained page."""
        return self.write(Format.HTML).decode("utf-8-sig")


class Composed(Publication, Framed):
    """A publication that is composed when it is written, as a document or as records."""

    formats = (*PROSE, *sorted(RECORDS))

    def __init__(
        self,
        write_file: Callable[[Path, bytes], None],
        compose: Callable[[], Document],
        compose_records: Callable[[], Records],
        digest: Callable[[], str] = str,
    ) -> None:
        """Make a publication from functions that compose and digest document and records."""
        super().__init__(write_file)
        self._digest = digest
        self._compose = compose
        self._compose_records = compose_records

    @cached_property
    def document(self) -> Document:
        """The document for prose formats."""
        return self._compose()

    @cached_property
    def records(self) -> Records:
        """The records of its articles, for record formats."""
        return self._compose_records()

    @cached_property
    def digest(self) -> str:
        """A digest of everything that a list of the library depends on; otherwise empty."""
        return self._digest()

    def composed(self, to: Format) -> Document | Records:
        """Return the document or the records, depending on the format."""
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
        """Notices about all works that it lists or names, such as retractions, by key."""
        made = self.__dict__.get("records") or self.document
        return made.notices

    def left_out(self, to: Format) -> tuple[OtherItem, ...]:
        """Return the items of a list that are not publications, if the format leaves them out."""
        return self.records.others if to in RECORDS - {Format.CSV, Format.JSON} else ()

    def content(self, to: Format, setup: PageSetup | None) -> bytes:
        """Return the content of a file in one of `formats`."""
        return write(self.composed(to), to, setup=setup)


class Letter(Publication):
    """A document that has no records: a month's letter, a summary as a page."""

    formats = READ_OR_SENT

    def __init__(self, write_file: Callable[[Path, bytes], None], document: Document) -> None:
        """Make a publication from a document."""
        super().__init__(write_file)
        self.document = document

    def __repr__(self) -> str:
        """Return the title on one line."""
        return f"<{type(self).__name__}: {shortened(self.document.title)}>"

    def _repr_html_(self) -> str:
        return notebook.html.shown(lambda: self.document)

    @property
    def notices(self) -> Notices:
        """Notices about all works that it lists or names, such as retractions, by key."""
        return self.document.notices

    def content(self, to: Format, setup: PageSetup | None) -> bytes:
        """Return the content of a file in one of `formats`."""
        return write(self.document, to, setup=setup)
