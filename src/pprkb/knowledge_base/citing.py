"""Formatted references and citations, and works side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from pprkb.documents.cite import Citations
from pprkb.documents.comparison import (
    Compared,
    compared,
    comparison_csv,
    comparison_document,
    comparison_json,
)
from pprkb.documents.document import Block, Document, Entry, Paragraph
from pprkb.documents.prose import cited_keys
from pprkb.documents.writers import Format, write, write_inline
from pprkb.evidence.describe import judgements
from pprkb.formats.markdown import read_locator
from pprkb.knowledge_base import notebook
from pprkb.knowledge_base.publication import READ_OR_SENT, PageSetup, Publication
from pprkb.model.citation import Citation, CitationMode, Cite, Style
from pprkb.model.errors import NotFoundError
from pprkb.model.filters import one_of
from pprkb.model.notice import Notices
from pprkb.model.shown import Shown, how_many
from pprkb.model.summary import notices_of
from pprkb.query.articles import articles_of, known_keys, newest_month, resolve_key
from pprkb.query.lists import refuse_conflicts
from pprkb.store.database import Database
from pprkb.text.markup import Run, text_of

# -- references and citations, as text, HTML and Markdown ----------------------------------------


def cite(database: Database, keys: Iterable[str], style: Style, locator: str = "") -> Cited:
    """Return works to be cited, by their keys, alternative keys or ids of summaries.

    Raises:
        NotFoundError: A key is not in the library, or belongs to a summary without a work.
        LibraryError: A file of references has a merge conflict.
        CitationError: The style or locale cannot be used.
    """
    resolved = tuple(dict.fromkeys(resolve_key(database, key) for key in keys))
    articles = articles_of(database, resolved)
    refuse_conflicts(database, ())
    references = []
    for article in articles:
        if article.reference is None:
            raise NotFoundError(f'the summary "{article.key}" names no reference to cite')
        references.append(article.reference)
    citations = Citations(references, style=style, notices=notices_of(articles))
    return Cited(citations, resolved, locator)


@dataclass(frozen=True, eq=False)
class Cited(Shown):
    """References and citations of some works in one style."""

    citations: Citations
    """The citation processor with these works."""
    keys: tuple[str, ...]
    """The main keys of the works, in the order in which they were given."""
    locator: str = ""
    """The locator in the last work, such as "pp. 3-5"; text without a kind of locator is printed
    as it is: "Preface"."""

    def __repr__(self) -> str:
        """Return the keys and the style on one line."""
        return f"<Cited in {self.citations.style_name}: {', '.join(self.keys)}>"

    def _repr_html_(self) -> str:
        told = f"In the text: {self.in_text} or {self.narrative}"
        return notebook.html.of_entries(self.citations, self.order, told)

    @property
    def notices(self) -> Notices:
        """Notices such as retractions, by key."""
        return self.citations.notices

    @property
    def order(self) -> tuple[str, ...]:
        """The keys in the order of the style's list of references."""
        return self.citations.order

    def references(self, to: Format | str = Format.TEXT) -> tuple[str, ...]:
        """Return the formatted references in the order of the style.

        Args:
            to: Text, HTML or Markdown.
        """
        return tuple(self.reference(key, to) for key in self.order)

    def reference(self, key: str, to: Format | str = Format.TEXT) -> str:
        """Return one formatted reference on one line, after its number if it has one.

        Raises:
            KeyError: The work is not among these.
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
        return write_inline(self._citation(mode), Format(to))

    def _citation(self, mode: CitationMode | str) -> tuple[Run, ...]:
        label, place, rest = read_locator(f", {self.locator}" if self.locator else "")
        *others, last = self.keys
        cites = [Cite(key=key) for key in others]
        cites.append(Cite(key=last, label=label, locator=place, suffix=rest))
        citation = Citation(cites=tuple(cites), mode=one_of(CitationMode, mode, "form of citation"))
        return self.citations.cite(citation)

    def pasted(self, to: Format | str, mode: CitationMode | str | None = None) -> bytes:
        """Return a document with only the references, for pasting into another.

        Args:
            to: A prose format, such as "html-fragment" or "rtf".
            mode: "parenthetical" or "narrative", for one citation of all works instead.

        Raises:
            NotFoundError: There is no such mode.
        """
        blocks: tuple[Block, ...]
        if mode:
            blocks = (Paragraph(runs=self._citation(mode)),)
        else:
            entries = ((key, self.citations.entry(key)) for key in self.order)
            blocks = tuple(Entry(key=key, label=one.label, runs=one.runs) for key, one in entries)
        document = Document(
            title="",
            language=self.citations.language,
            blocks=blocks,
            hanging_indent=self.citations.hanging_indent,
            line_spacing=1.0,
        )
        return write(document, Format(to))

    @property
    def text(self) -> str:
        """The references as plain text, one per line."""
        return "\n".join(self.references())

    @property
    def html(self) -> str:
        """The references as HTML, one per line."""
        return "\n".join(self.references(Format.HTML))

    @property
    def markdown(self) -> str:
        """The references as Markdown, one per line."""
        return "\n".join(self.references(Format.MARKDOWN))

    @property
    def in_text(self) -> str:
        """The parenthetical citation: (Wampold, 2015)."""
        return self.citation(CitationMode.PARENTHETICAL)

    @property
    def narrative(self) -> str:
        """The narrative citation: Wampold (2015)."""
        return self.citation(CitationMode.NARRATIVE)


# -- works side by side --------------------------------------------------------------------------


@dataclass(frozen=True)
class Beside:
    """Works side by side, independent of the output format."""

    works: tuple[Compared, ...]
    citations: Citations
    modified: str
    """ISO date of the newest data."""


class Comparison(Publication):
    """Works side by side on one landscape page; nothing is pooled or ranked."""

    formats = (
        *READ_OR_SENT,
        *(Format.CSV, Format.JSON),
    )

    def __init__(
        self, write_file: Callable[[Path, bytes], None], beside: Beside, title: str = ""
    ) -> None:
        """Make a comparison from its content."""
        super().__init__(write_file)
        self._beside = beside
        self._title = title

    def __repr__(self) -> str:
        """Return the number of works on one line."""
        return f"<Comparison of {how_many(len(self._beside.works), 'work')}>"

    def _repr_html_(self) -> str:
        return notebook.html.of_document(self.document)

    @property
    def notices(self) -> Notices:
        """Notices about the works, such as retractions, by key."""
        return self._beside.citations.notices

    def content(self, to: Format, setup: PageSetup | None) -> bytes:
        """Return the content of a file in one of `formats`."""
        if to is Format.CSV:
            return comparison_csv(self._beside.works)
        if to is Format.JSON:
            return comparison_json(self._beside.works)
        return write(self.document, to, setup=setup)

    @property
    def document(self) -> Document:
        """The document for prose formats."""
        beside = self._beside
        return comparison_document(
            beside.works, beside.citations, title=self._title, modified=beside.modified
        )


def side_by_side(database: Database, keys: tuple[str, ...], style: Style) -> Beside:
    """Return works side by side, and their citations.

    Args:
        database: An up-to-date database.
        keys: Citation keys, alternative keys, or ids of summaries; the order is kept.
        style: The style of citations.

    Raises:
        NotFoundError: A key is not in the library.
        CitationError: The style or locale cannot be used.
    """
    wanted = tuple(dict.fromkeys(resolve_key(database, key) for key in keys))
    articles = articles_of(database, wanted)
    refuse_conflicts(database, articles)
    texts = (summary.practice_implications for article in articles for summary in article.summaries)
    effects = [e for a in articles for summary in a.summaries for e in summary.effects]
    others = [key for effect in effects for key in (effect.source, effect.superseded_by)]
    others += [judged.source for effect in effects for _, judged in judgements(effect)]
    named = (*cited_keys(texts), *filter(None, others))
    names = known_keys(database, (*named, *(a.key for a in articles if a.reference)))
    cited = articles_of(database, list(dict.fromkeys(names.values())))
    modified = newest_month(database)
    references = [article.reference for article in articles if article.reference]
    notices = notices_of((*articles, *cited))
    citations = Citations(references, style=style, notices=notices)
    works = {article.key: article.reference for article in cited if article.reference}
    beside = Citations([*references, *works.values()], style=style, notices=notices)
    words = {
        name: beside.plain(Citation(cites=(Cite(key=key),))).removeprefix("(").removesuffix(")")
        + text_of(beside.mark(key))
        for name, key in names.items()
    }
    return Beside(compared(articles, citations, words), citations, modified)
