"""Formatted references and citations, as text, HTML and Markdown."""

from __future__ import annotations

from dataclasses import dataclass

from pprkb.documents.cite import Citations
from pprkb.documents.writers import Format, write_inline
from pprkb.formats.markdown import read_locator
from pprkb.model.citation import Citation, CitationMode, Cite
from pprkb.model.filters import one_of
from pprkb.model.notice import Notices
from pprkb.text.markup import Run


@dataclass(frozen=True, eq=False)
class Cited:
    """References of some works in one style, and citations of them."""

    citations: Citations
    """The citation processor with these works."""
    keys: tuple[str, ...]
    """The works' own keys, in the order in which they were named."""
    locator: str = ""
    """The place in the last work, such as "pp. 3-5"; text that names no kind of place is printed
    as it is: "Preface"."""

    @property
    def notices(self) -> Notices:
        """Retractions and the like, by key."""
        return self.citations.notices

    @property
    def order(self) -> tuple[str, ...]:
        """The keys in the order in which the style lists the works."""
        return self.citations.order

    def references(self, to: Format | str = Format.TEXT) -> tuple[str, ...]:
        """Return the formatted references in the order of the style.

        Args:
            to: Text, HTML or Markdown.
        """
        return tuple(self.reference(key, to) for key in self.order)

    def reference(self, key: str, to: Format | str = Format.TEXT) -> str:
        """Return one formatted reference on one line, with its number before it.

        Raises:
            KeyError: The work was not asked for.
        """
        if key not in self.citations.references:
            raise KeyError(key)
        entry = self.citations.entry(key)
        runs = (*entry.label, Run(text=" "), *entry.runs) if entry.label else entry.runs
        return write_inline(runs, Format(to))

    def citation(
        self, mode: CitationMode | str = CitationMode.PARENTHETICAL, to: Format | str = Format.TEXT
    ) -> str:
        """Return one citation of all the works.

        Args:
            mode: "parenthetical", as in (Wampold, 2015), or "narrative", as in Wampold (2015).
            to: Text, HTML or Markdown.

        Raises:
            NotFoundError: There is no such mode.
        """
        label, place, rest = read_locator(f", {self.locator}" if self.locator else "")
        *others, last = self.keys
        cites = [Cite(key=key) for key in others]
        cites.append(Cite(key=last, label=label, locator=place, suffix=rest))
        citation = Citation(cites=tuple(cites), mode=one_of(CitationMode, mode, "form of citation"))
        return write_inline(self.citations.cite(citation), Format(to))

    @property
    def text(self) -> str:
        """The references as plain text, one a line."""
        return "\n".join(self.references())

    @property
    def html(self) -> str:
        """The references as HTML, one a line."""
        return "\n".join(self.references(Format.HTML))

    @property
    def markdown(self) -> str:
        """The references as Markdown, one a line."""
        return "\n".join(self.references(Format.MARKDOWN))

    @property
    def in_text(self) -> str:
        """The works in parentheses: (Wampold, 2015)."""
        return self.citation(CitationMode.PARENTHETICAL)

    @property
    def narrative(self) -> str:
        """The works as a sentence names them: Wampold (2015)."""
        return self.citation(CitationMode.NARRATIVE)
