"""The part of the facade for drafts that cite the library."""

from __future__ import annotations

import os
from pathlib import Path

from pprkb import knowledge_base as facade
from pprkb.knowledge_base.base import Base
from pprkb.model.citation import AnyStyle, Style
from pprkb.model.errors import Hint, OutputError, Step
from pprkb.model.filters import one_of
from pprkb.model.reading_list import Depth


class Drafting(Base):
    """A library whose works can be cited in drafts."""

    def write(
        self,
        draft: str | os.PathLike[str],
        *,
        style: AnyStyle = "",
        depth: Depth | str | None = None,
        evidence: bool = False,
        list_only: bool = False,
    ) -> facade.writing.Written:
        """Return a draft with its citations and references: `write("essay.md").save("essay.docx")`.

        Args:
            draft: A Markdown file with citations in pandoc's syntax, `[@key, p. 3]`; or a Word file
                or OpenDocument text with such citations, which are filled in in a new file.
            style: A style by name, the path of a `.csl` file, or a style with a locale; by default
                as the draft says.
            depth: How much the list of references prints about each work; by default only the
                reference.
            evidence: Whether to add an appendix with the library's data on the works.
            list_only: Whether to write only the list of references.

        Returns:
            The document to write; `problems` lists problems of the draft, such as unknown works.

        Raises:
            OutputError: The draft cannot be read.
            CitationError: The style or locale cannot be used.
            LibraryError: A file of the library that it needs has a merge conflict.
        """
        wishes = facade.writing.Wishes(
            depth=one_of(Depth, depth or Depth.REFERENCE, "depth"),
            evidence=evidence,
            list_only=list_only,
        )
        asked = Style.of(style, otherwise="")
        with self.reading() as database:
            self.progress("formatting the draft")
            kind = Path(draft).suffix.lower()
            if kind == ".tex":
                raise OutputError(
                    "a draft is a text in Markdown, a Word file (.docx) or an OpenDocument text "
                    "(.odt), not .tex",
                    hint=Hint(Step.WORKS_OF_DRAFT, draft),
                )
            write = (
                facade.filling.fill_draft
                if kind in (".docx", ".odt")
                else facade.writing.write_draft
            )
            return write(database, Path(draft), asked, wishes, self.write_file)

    def keys_of(self, path: str | os.PathLike[str]) -> facade.writing.NamedWorks:
        """Return the works that a file cites: `keys_of("thesis.tex").keys`.

        Args:
            path: A file in Markdown, Quarto, R Markdown or LaTeX, or a Word or OpenDocument file
                with citations such as `[@key]` in its text; the extension decides.

        Returns:
            The keys in the order of first citation; `problems` lists those that are not in the
            library.

        Raises:
            OutputError: The file cannot be read.
        """
        with self.reading() as database:
            return facade.writing.works_named_in(database, Path(path))
