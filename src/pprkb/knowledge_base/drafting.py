"""What the facade does with texts that people write: citing the library in them."""

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
    """A library whose works are cited in drafts."""

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
            draft: A file in Markdown with citations in pandoc's form, `[@key, p. 3]`; or a Word
                file or OpenDocument text with such citations in it, which is filled in a file of
                its own.
            style: A style by name, the path of a `.csl` file, or a style with a locale; else as
                the draft says.
            depth: How much of each work the list of references tells; else the reference alone.
            evidence: Whether an appendix tells what the library knows of the works.
            list_only: Whether the list of references is all.

        Returns:
            What is written; `problems` has what is odd about the draft, such as unknown works.

        Raises:
            OutputError: The draft cannot be read.
            CitationError: The style or locale cannot be used.
            LibraryError: A file of the library that it needs holds a merge conflict.
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
        """Return the works that a file names: `keys_of("thesis.tex").keys`.

        Args:
            path: A file in Markdown, Quarto, R Markdown or LaTeX, or a Word or OpenDocument file
                with citations such as `[@key]` in its text; the ending says which.

        Returns:
            The keys in the order in which the works are first named; `problems` has those that the
            library does not have.

        Raises:
            OutputError: The file cannot be read.
        """
        with self.reading() as database:
            return facade.writing.works_named_in(database, Path(path))
