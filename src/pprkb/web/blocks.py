"""Rendering blocks and formatted text of documents in pages of the site."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from markupsafe import Markup as Html

from pprkb.documents.document import Block, Drawing, Entry, Table
from pprkb.documents.writers.html import HtmlPrinter, escaped, inline
from pprkb.documents.writers.svg import drawing_as_svg
from pprkb.languages import Words
from pprkb.text.markup import Markup, Run, runs_of, text_of

BesideEntry = Callable[[Entry], str]
"""Returns HTML to print below a reference, such as a link to its article."""


class SitePrinter(HtmlPrinter):
    """Prints blocks without inline styles, and with links below each reference."""

    def __init__(
        self,
        beside: BesideEntry,
        names: set[str],
        *,
        data: bool,
        links: Mapping[str, str] | None = None,
        language: str = "en",
        heading: str = "",
    ) -> None:
        """Prepare to print blocks of a page.

        Args:
            beside: Returns HTML to print below a reference.
            names: Names of regions that the page has already.
            data: Whether references include data for reference managers.
            links: Relative addresses by anchors of runs.
            language: Language of the blocks.
            heading: Of the page, below which it stands, if any.
        """
        super().__init__(names, language=language, heading=heading)
        self._links = links or {}
        self._beside = beside
        self._data = data

    def data(self, entry: Entry) -> str:
        """Return the data of a reference for reference managers."""
        return super().data(entry) if self._data else ""

    def inline(self, runs: tuple[Run, ...]) -> str:
        """Return runs as HTML; a link may lead to another page of the site."""
        if not self._links:
            return inline(runs)
        return inline(runs, link=lambda there: f'href="{escaped(self._links.get(there, there))}"')

    def columns(self, table: Table) -> tuple[str, ...]:
        """Return the column headers, for phones, where each row is stacked."""
        return tuple(text_of(runs) for runs in table.header)

    def beside_entry(self, entry: Entry) -> str:
        """Return the links of a reference."""
        return self._beside(entry)

    def drawing(self, drawing: Drawing) -> str:
        """Print a drawing, which is styled by the site's stylesheet."""
        return drawing_as_svg(drawing, styled=False)


def html_of(
    blocks: Iterable[Block],
    beside: BesideEntry,
    names: set[str],
    *,
    data: bool = True,
    links: Mapping[str, str] | None = None,
    language: str = "en",
    heading: str = "",
) -> Html:
    """Return blocks as HTML.

    Args:
        blocks: The blocks.
        beside: Returns HTML to stand below each reference.
        names: Names of regions that the page has already; those of the blocks are added.
        data: Whether references include data for reference managers.
        links: Relative addresses by anchors of runs.
        language: Language of the blocks.
        heading: Of the page, below which they stand, if any.
    """
    printer = SitePrinter(beside, names, data=data, links=links, language=language, heading=heading)
    return Html(printer.sections(blocks))


def html_of_reference(entry: Entry) -> Html:
    """Return a formatted reference as HTML."""
    return Html(inline(entry.runs))


def html_of_runs(runs: tuple[Run, ...]) -> Html:
    """Return formatted text as HTML."""
    return Html(inline(runs))


def phrase_of_html(words: Words, english: str, values: Mapping[str, object]) -> Html:
    """Return a phrase with its placeholders filled with HTML, such as links.

    Args:
        words: Words in the language.
        english: The phrase, with placeholders.
        values: HTML for each placeholder; plain text is escaped.
    """
    return Html.escape(words.said(english)).format(**values)


def html_of_markup(text: str) -> Html:
    """Return rich text such as a title as HTML."""
    return Html(inline(runs_of(Markup(text))))
